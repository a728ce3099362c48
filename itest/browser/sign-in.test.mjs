/** Signing in with a token, and what a caller's scopes let them see. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { assertAccessible, assertFits, closePage, openPage, PHONE, startChromium } from './support/browser.mjs';
import { configuration, Service, temporaryFolder } from './support/service.mjs';

const browser = await startChromium(after);
const demo = await Service.demo({ accounts: 300 });
after(() => demo.stop());
const PROXY = `adcache.http { trusted-proxies = ["127.0.0.1"], proxy-user-header = X-Remote-User
  roles.admins { members = ["DEMO\\\\jsmith"], scopes = [admin] } }`;
const settings = await configuration(await temporaryFolder(), demo, PROXY);
const tokens = {};
for (const scope of ['admin', 'lookup', 'suggest', 'export']) tokens[scope] = await settings.token(scope);
const service = await Service.serve(settings.file);
after(() => service.stop());
await service.ready();

let page;
afterEach(() => closePage(page));
beforeEach(async () => {
  page = await openPage(browser);
  await page.goto(`${service.url}/`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

async function signIn(token) {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a wrong token says so, an administrator’s opens the overview', async () => {
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByText('Paste a token.').waitFor();
  await signIn('adc_wrong');
  await page.getByText('This token is unknown, expired or revoked.').waitFor();
  await assertAccessible(page);

  await signIn(tokens.admin);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.getByText('300 accounts').waitFor();
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.equal(await page.evaluate(() => document.cookie), '');
});

test('a session outlives loading the page again, may change things, and ends', async () => {
  await signIn(tokens.admin);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sync now: demo' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out.').waitFor();
  assert.equal(await page.getByText('demo.example').count(), 0);
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('who was looked at is not kept in the browser, before the sign-out and after it', async () => {
  const stored = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  await signIn(tokens.admin);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('combobox', { name: 'Find somebody' }).fill('smi jo');
  await page.locator('.ap-row', { hasText: 'John Smith' }).click();
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  assert.equal(await stored(), '[{},{}]');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out.').waitFor();
  assert.equal(await stored(), '[{},{}]');
});

test('whom a proxy has signed in uses the pages without a session, and changes things', async () => {
  const proxied = await openPage(browser, { extraHTTPHeaders: { 'X-Remote-User': 'jsmith@DEMO.EXAMPLE' } });
  try {
    await proxied.goto(`${service.url}/`);
    await proxied.getByRole('heading', { name: 'Overview' }).waitFor();
    await proxied.locator('.who-name', { hasText: 'John Smith' }).waitFor();
    assert.equal(await proxied.getByRole('button', { name: 'Sign out' }).count(), 0);
    await assertAccessible(proxied);
    const asked = proxied.waitForResponse((response) => response.request().method() === 'POST');
    await proxied.getByRole('button', { name: 'Sync now: demo' }).click();
    assert.equal((await asked).status(), 202);
    assert.deepEqual(await proxied.context().cookies(), []);
    assert.deepEqual(proxied.complaints, []);
  } finally {
    await closePage(proxied);
  }
});

for (const [scope, views] of [
  ['lookup', ['People', 'Rules']],
  ['suggest', ['People']],
  ['export', []],
]) {
  test(`scope ${scope} sees ${views.join(' and ') || 'no view'}`, async () => {
    await signIn(tokens[scope]);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.getByRole('heading', { name: views[0] || 'Nothing to show', level: 1 }).waitFor();
    const links = await page.getByRole('navigation', { name: 'Views' }).getByRole('link').allTextContents();
    assert.deepEqual(links, views);
    await page.goto(`${service.url}/#/overview`);
    await page.getByRole('heading', { name: views.length > 0 ? 'No such page' : 'Nothing to show' }).waitFor();
    await assertAccessible(page);
  });
}

test('Kerberos is offered where the service takes tickets; without one it says what to do', async () => {
  const button = page.getByRole('button', { name: 'Sign in with Kerberos' });
  assert.equal(await button.count(), 0);
  await page.route('**/v1/me', (route) =>
    route.fulfill({
      status: 401,
      headers: { 'WWW-Authenticate': 'Negotiate, Bearer realm="adcache"' },
      json: { type: '/problems/unauthorized', title: 'Unauthorized', status: 401 },
    }),
  );
  await page.reload();
  await button.click();
  await page.getByText('The browser sent no Kerberos ticket.').waitFor();
  await assertAccessible(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`has nothing to complain of in ${colorScheme} colours on a phone`, async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    await assertAccessible(page);
    await assertFits(page);
  });
}
