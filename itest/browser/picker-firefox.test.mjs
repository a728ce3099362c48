/** The picker in Debian's Firefox ESR, over WebDriver BiDi. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { host } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const JOHN = '45b02fe5-176e-354e-a502-4b0142112b77';
const service = await Service.demo();
after(() => service.stop());

/** A host page of its own, with the picker's files and its questions passed on: what an embedder's server does. */
const BODY = `<form id="form"><label for="one">Owner</label><account-picker id="one" name="owner" required></account-picker>
<label for="many">To</label><account-picker id="many" name="to" multiple free></account-picker><textarea aria-label="Source"></textarea><button>Save</button></form>`;
const server = createServer(async (request, response) => {
  if (request.url === '/form') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'");
    response.end(host(BODY));
    return;
  }
  if (!/^\/(ui|v1\/suggest)/.test(request.url)) {
    response.writeHead(200, { 'Content-Type': request.url.endsWith('.js') ? 'text/javascript' : 'text/css' }).end();
    return;
  }
  const answer = await fetch(service.url + request.url, { redirect: 'error' });
  response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') });
  response.end(Buffer.from(await answer.arrayBuffer()));
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => server.close());
after(() => server.closeAllConnections());

const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: '/usr/bin/firefox-esr',
  headless: true,
  protocol: 'webDriverBiDi',
  timeout: 60000,
});
after(() => browser.close());

const page = await browser.newPage();
page.setDefaultTimeout(30000);
const complaints = [];
page.on('pageerror', (error) => complaints.push(String(error)));
await page.goto(`http://127.0.0.1:${server.address().port}/form`);
await page.waitForFunction(() => customElements.get('account-picker'));

async function withControl(key) {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

const rows = (id) => page.$$eval(`#${id} .ap-row`, (all) => all.map((row) => row.querySelector('.ap-name').textContent));

test('types, moves and chooses by keyboard', async () => {
  await page.focus('#one .ap-input');
  await page.keyboard.type('john sm');
  await page.waitForFunction(() => document.querySelector('#one .ap-row'));
  await page.waitForFunction(() => document.querySelectorAll('#one mark').length >= 2);
  assert.equal((await rows('one'))[0], 'John Smith');
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.$eval('#one .ap-input', (node) => document.getElementById(node.getAttribute('aria-activedescendant')).getAttribute('aria-selected')), 'true');
  await page.keyboard.press('Enter');
  assert.equal(await page.$eval('#one', (node) => node.value), JOHN);
  assert.equal(await page.$eval('#one .ap-input', (node) => node.value), 'John Smith');
  assert.equal(await page.$eval('#form', (form) => new FormData(form).get('owner')), JOHN);
});

test('is named by its label, and the browser leads to what is missing', async () => {
  assert.equal(await page.$eval('#one .ap-input', (node) => document.getElementById(node.getAttribute('aria-labelledby')).textContent), 'Owner');
  await page.focus('#one .ap-input');
  await page.keyboard.press('Escape');
  assert.equal(await page.$eval('#one', (node) => node.validity.valueMissing), true);
  await page.$eval('#form', (form) => form.requestSubmit());
  await page.waitForFunction(() => !document.querySelector('#one .ap-error').hidden);
  assert.equal(await page.$eval('#one .ap-error', (node) => node.textContent), 'Choose somebody.');
  assert.equal(page.url().includes('?'), false, 'nothing was sent');
  assert.equal(await page.$eval('#one .ap-input', (node) => node === document.activeElement), true);
});

test('takes a pasted list, and a click on a row', async () => {
  await page.focus('textarea');
  await page.keyboard.type('jsmith@demo.example; x@elsewhere.example');
  await withControl('a');
  await withControl('c');
  await page.focus('#many .ap-input');
  await withControl('v');
  await page.waitForFunction(() => [...document.querySelectorAll('#many .ap-chip')].map((chip) => chip.dataset.state).join() === 'known,free');
  await page.keyboard.type('paula');
  await page.waitForFunction(() => document.querySelector('#many .ap-row')?.textContent.includes('Paula'));
  await page.click('#many .ap-row');
  assert.deepEqual(await page.$$eval('#many .ap-chip bdi', (all) => all.map((one) => one.textContent)), ['John Smith', 'x@elsewhere.example', 'Paula Partner']);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  assert.equal((await page.$$('#many .ap-chip')).length, 2);
});

test('the list is over the page, below its field, and closes when the field is left', async () => {
  await page.focus('#many .ap-input');
  await page.keyboard.type('john');
  await page.waitForFunction(() => document.querySelector('#many .ap-popup:not([hidden]) .ap-row'));
  const [field, popup] = await page.$eval('#many', (node) =>
    ['.ap-field', '.ap-popup'].map((name) => {
      const { left, bottom, top } = node.querySelector(name).getBoundingClientRect();
      return { left, bottom, top };
    }),
  );
  assert.ok(popup.top > field.bottom && Math.abs(popup.left - field.left) < 1, JSON.stringify([field, popup]));
  await page.focus('form > button');
  assert.equal(await page.$eval('#many .ap-popup', (node) => node.hidden), true);
  assert.deepEqual(complaints, []);
});
