/**
 * Swagger UI at /docs: it runs under its policy, asks nothing but the service, and sends requests. axe isn't applied: its
 * contrast, order of headings and names of controls are those of Swagger UI.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, startChromium } from './support/browser.mjs';
import { Service } from './support/service.mjs';

const browser = await startChromium(after);
let service;

before(async () => {
  service = await Service.demo();
});
after(() => service?.stop());

function operation(page, name) {
  return page.locator(`[id$="-${name}"].opblock`);
}

async function send(page, name, { fill = {} } = {}) {
  const block = operation(page, name);
  await block.locator('.opblock-summary-control').click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  for (const [parameter, value] of Object.entries(fill)) {
    await block.locator(`tr[data-param-name="${parameter}"] input`).fill(value);
  }
  await block.getByRole('button', { name: 'Execute' }).click();
  const response = block.locator('.live-responses-table .response').first();
  await response.waitFor();
  return { status: await response.locator('.response-col_status').innerText(), text: await response.innerText() };
}

test('shows every operation and sends requests, without a complaint of the browser', async () => {
  const page = await openPage(browser);
  const elsewhere = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(service.url)) elsewhere.push(request.url());
  });
  await page.goto(`${service.url}/docs`);
  await page.getByRole('heading', { name: /^adcache/ }).waitFor();
  const text = await (await fetch(`${service.url}/openapi.yaml`)).text();
  const operations = text.match(/^ {6}operationId: \w+$/gm);
  await page.waitForFunction((count) => document.querySelectorAll('.opblock').length === count, operations.length);

  const found = await send(page, 'lookup', { fill: { key: 'DEMO\\jsmith' } });
  assert.match(found.status, /^200/);
  assert.match(found.text, /john\.smith@demo\.example/);

  assert.deepEqual(elsewhere, []);
  assert.deepEqual(page.complaints, []);
});

test('a change in a session is sent with its CSRF token', async () => {
  const page = await openPage(browser);
  await page.route(`${service.url}/v1/me`, (route) => route.fulfill({ json: { csrf: 'of-the-session' } }));
  await page.goto(`${service.url}/docs`);
  await operation(page, 'reload').waitFor();
  const sent = page.waitForRequest(`${service.url}/v1/reload`);
  await send(page, 'reload');
  assert.equal((await sent).headers()['x-csrf-token'], 'of-the-session');
  assert.deepEqual(page.complaints, []);
});
