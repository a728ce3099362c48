/** What goes wrong around an open page: it says what happened, shows nobody any more, and recovers. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, closePage, openPage, PHONE, startChromium } from './support/browser.mjs';
import { Service, configuration, temporaryFolder } from './support/service.mjs';

const VIEWS = ['overview', 'people', 'rules', 'connections', 'access', 'data'];
const JOHN = 'john.smith@demo.example';

const browser = await startChromium(after);
const folder = await temporaryFolder();
let directory;
let service;
let file;
const token = {};
let john;

function freePort() {
  return new Promise((resolve) => {
    const socket = createSocket().listen(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

before(async () => {
  directory = await Service.demo({ accounts: 300 });
  const made = await configuration(folder, directory, `adcache.http.port = ${await freePort()}`);
  file = made.file;
  for (const scope of ['admin', 'suggest', 'lookup', 'export']) token[scope] = await made.token(scope);
  service = await Service.serve(file);
  await service.ready();
  const found = await asAdmin('GET', `/v1/lookup?${new URLSearchParams({ key: JOHN })}`);
  john = found.accounts[0].objectGUID;
});
after(() => Promise.all([service?.stop(), directory?.stop()]));

/** Asks again if the connection that was kept open is closed meanwhile. */
async function asAdmin(method, path, body) {
  const headers = { Authorization: `Bearer ${token.admin}` };
  const ask = () => service.json(path, { method, headers, body: body && JSON.stringify(body) });
  return ask().catch(ask);
}

/** A browser keeps the cookie of a session on https and on localhost only. */
function address(path = '/') {
  return service.url.replace('127.0.0.1', 'localhost') + path;
}

async function signIn(page, scope) {
  const secret = page.getByLabel('Token');
  await secret.fill(token[scope]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function openView(view, { scope = 'admin', ...options } = {}) {
  const page = await openPage(browser, options);
  await page.goto(address(`/#/${view}`));
  await signIn(page, scope);
  return page;
}

/** Shows somebody in the views that do. */
async function showSomebody(page, view) {
  if (view === 'people') {
    await page.goto(address(`/#/people/${john}`));
    await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  } else if (view === 'rules') {
    await page.getByLabel('Or paste addresses').fill(JOHN);
    await page.getByRole('button', { name: 'Add the addresses' }).click();
    await page.getByText(JOHN).first().waitFor();
  }
}

async function assertNobody(page) {
  const text = await page.evaluate(() => [
    document.body.innerText,
    ...[...document.querySelectorAll('input, textarea')].map((node) => node.value),
  ].join('\n'));
  assert.doesNotMatch(text, /smith/i);
}

for (const view of VIEWS) {
  test(`a session that ended: ${view}`, async () => {
    const page = await openView(view);
    await page.locator('main h1').waitFor();
    await showSomebody(page, view);
    const other = await page.context().newPage();
    await other.goto(address());
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();

    await page.bringToFront();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText('You are signed out.').waitFor();
    await assertNobody(page);
    await signIn(page, 'admin');
    assert.match(page.url(), new RegExp(`#/${view}`), 'the reader is where they were');
    await page.locator('main h1').waitFor();
  });
}

test('switched off in another window: nobody is shown any more, and after a new sign-in each view goes on', async () => {
  const pages = new Map();
  for (const view of VIEWS) {
    const page = await openView(view);
    await showSomebody(page, view);
    pages.set(view, page);
  }
  await asAdmin('PUT', '/v1/integration', { enabled: false });
  // The process is replaced after a wipe, and its sessions end with it.
  for (const page of pages.values()) {
    await page.getByText('You are signed out.').waitFor();
    await assertNobody(page);
  }
  for (const view of ['overview', 'people', 'rules']) {
    await signIn(pages.get(view), 'admin');
    await pages.get(view).locator('.top').getByText('Off', { exact: true }).waitFor();
    if (view !== 'overview') await pages.get(view).getByText('The integration is off').first().waitFor();
  }
  await asAdmin('PUT', '/v1/integration', { enabled: true });
  for (const view of ['overview', 'people', 'rules']) {
    await pages.get(view).locator('.top').getByText('On', { exact: true }).waitFor();
  }
  await pages.get('people').getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  await pages.get('rules').getByText('The integration is off').waitFor({ state: 'detached' });
  for (const page of pages.values()) await closePage(page);
});

test('a restart of the service: the page says that it does not answer, and asks to sign in again', async () => {
  const pages = [];
  for (const view of VIEWS) {
    const page = await openView(view);
    await showSomebody(page, view);
    pages.push(page);
  }
  await service.stop();
  for (const page of pages) {
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.getByText('adcache does not answer.').waitFor();
  }
  service = await Service.serve(file);
  await service.ready();
  for (const page of pages) {
    await page.getByText('You are signed out.').waitFor();
    assert.equal(await page.getByText('adcache does not answer.').count(), 0);
    await assertNobody(page);
  }
  await signIn(pages[1], 'admin');
  await pages[1].getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  for (const page of pages) await closePage(page);
});

test('a page of the demo outlives a restart of its service without a sign-in', async () => {
  const port = await freePort();
  let demo = await Service.demo({ accounts: 100, port });
  try {
    const page = await openPage(browser);
    await page.goto(`${demo.url}/demo`);
    await page.getByText('100 accounts are on this machine.').waitFor();
    await demo.stop();
    await page.getByText('adcache does not answer.').waitFor();
    demo = await Service.demo({ accounts: 100, port });
    await page.getByText('adcache does not answer.').waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Owner', exact: true }).fill('smi jo');
    await page.locator('.ap-row', { hasText: 'John Smith' }).waitFor();
  } finally {
    await demo.stop();
  }
});

test('a page of another origin can neither frame the pages nor read what they read', async () => {
  const stranger = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Stranger</title><iframe src="${address()}" width="600" height="400"></iframe>`);
  });
  await new Promise((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  try {
    const page = await openView('overview');
    const other = await page.context().newPage();
    const refusals = [];
    other.on('console', (message) => refusals.push(message.text()));
    await other.goto(`http://127.0.0.1:${stranger.address().port}/`);
    const [, frame] = other.frames();
    await frame.waitForLoadState();
    assert.equal(await frame.getByText('adcache').count(), 0);
    assert.ok(refusals.some((text) => text.includes('frame-ancestors')), refusals.join('\n'));
    for (const credentials of ['omit', 'include']) {
      const read = await other.evaluate(
        ([url, mode]) => fetch(url, { credentials: mode }).then((answer) => answer.text(), (failure) => failure.name),
        [address('/v1/me'), credentials],
      );
      assert.equal(read, 'TypeError');
    }
  } finally {
    stranger.close();
  }
});

const MENUS = {
  suggest: ['People'],
  lookup: ['People', 'Rules'],
  admin: ['Overview', 'People', 'Rules', 'Connections', 'Access', 'Data'],
};
for (const [scope, titles] of Object.entries(MENUS)) {
  test(`the scope ${scope} sees its views, and no others by their address`, async () => {
    const page = await openView('people', { scope });
    assert.deepEqual(await page.locator('#menu a').allInnerTexts(), titles);
    for (const view of VIEWS.filter((one) => !titles.some((title) => title.toLowerCase() === one))) {
      await page.goto(address(`/#/${view}`));
      await page.getByRole('heading', { name: 'No such page' }).waitFor();
    }
    await closePage(page);
  });
}

test('who may only be suggested names sees what a suggestion says', async () => {
  const page = await openView('people', { scope: 'suggest', viewport: PHONE });
  await page.getByRole('combobox', { name: 'Find somebody' }).fill('smi jo');
  await page.locator('.ap-row', { hasText: 'John Smith' }).click();
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  await page.getByText('Groups and what is stored are shown with the scope lookup.').waitFor();
  assert.equal(await page.locator('.tree').count(), 0);
  await assertAccessible(page);
  await assertFits(page);
  await page.reload();
  await page.getByText('This sign-in can’t open an account by its address.').waitFor();
  assert.deepEqual(page.complaints.filter((text) => !text.includes('401')), []);
});

test('who may only look up keys writes them in full, and tests rules with them', async () => {
  const page = await openView('people', { scope: 'lookup', viewport: PHONE });
  await page.getByLabel('Look up').fill('nobody@demo.example');
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByText('No account has this key.').waitFor();
  await page.getByLabel('Look up').fill('support@demo.example');
  await page.keyboard.press('Enter');
  await page.getByText('2 accounts own this key').waitFor();
  await page.getByRole('link', { name: 'Support Day' }).click();
  await page.getByRole('heading', { level: 2, name: 'Support Day' }).waitFor();
  await assertAccessible(page);
  await page.goto(address('/#/rules'));
  await page.getByLabel('Or paste addresses').fill(JOHN);
  await page.getByRole('button', { name: 'Add the addresses' }).click();
  await page.getByLabel('Group: GUID, SID, DN or account name').fill('DEMO\\sales-worldwide');
  await page.locator('.verdict', { hasText: 'yes' }).waitFor();
  await assertAccessible(page);
  await assertFits(page);
});

test('a scope that no view needs is told what is missing', async () => {
  const page = await openPage(browser);
  await page.goto(address());
  await signIn(page, 'export');
  await page.getByRole('heading', { name: 'Nothing to show' }).waitFor();
});

test('an address that is none says so', async () => {
  const page = await openView('overview');
  for (const hash of ['nowhere', '%E0%A4%A', 'rules/%', 'people/%00']) {
    await page.goto(address(`/#/${hash}`));
    await page.locator('main h1').waitFor();
  }
  await page.goto(address('/#/%E0%A4%A'));
  await page.getByRole('heading', { name: 'No such page' }).waitFor();
  assert.deepEqual(page.complaints.filter((text) => !/status of 40[01]/.test(text)), []);
});
