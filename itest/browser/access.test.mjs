/** Who may do what, as an administrator sees and changes it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { assertAccessible, assertFits, closePage, openPage, PHONE, startChromium } from './support/browser.mjs';
import { keytab } from './support/keytab.mjs';
import { configuration, Service, temporaryFolder, until } from './support/service.mjs';

const SALES = 'CN=Sales Worldwide,OU=Security,OU=Groups,DC=demo,DC=example';
const SERVICES = ['HTTP/gw.corp.example@CORP.EXAMPLE', 'HTTP/gw.demo.example@DEMO.EXAMPLE'];
const ROLES = `adcache.http.trusted-proxies = ["127.0.0.9"]
adcache.http.proxy-user-header = X-Remote-User
adcache.http.roles {
  admins { members = ["${SALES}", "DEMO\\\\jsmith"], scopes = [admin] }
  readers { members = ["DEMO\\\\nobody-at-all"], scopes = [lookup, suggest] } }`;

const run = promisify(execFile);
const browser = await startChromium(after);
const demo = await Service.demo({ accounts: 300 });
after(() => demo.stop());
const settings = await configuration(await temporaryFolder(), demo, ROLES);
const admin = await settings.token('admin');
const service = await Service.serve(settings.file);
after(() => service.stop());
await service.ready();

const otherFolder = await temporaryFolder();

let page;
const others = [];
beforeEach(async () => {
  page = await openPage(browser);
});
afterEach(async () => {
  for (const one of [page, ...others.splice(0)]) await closePage(one);
});

function json(path, init = {}) {
  return service.json(path, { ...init, headers: { Authorization: `Bearer ${admin}`, ...init.headers } });
}

async function signIn(to, token = admin) {
  await to.goto(`${service.url}/#/access`);
  await to.getByLabel('Token', { exact: true }).fill(token);
  await to.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function open() {
  await signIn(page);
  await page.getByRole('heading', { name: 'Access', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'Sessions', exact: true }).getByText('this browser').first().waitFor();
  // Before the sign-in the page asks who it is.
  page.complaints.splice(0);
}

async function permitsClipboard() {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
}

async function status(token) {
  return (await fetch(`${service.url}/v1/lookup?key=jsmith`, { headers: { Authorization: `Bearer ${token}` } })).status;
}

test('a token made here works, its secret is shown once, and its revocation ends it', async () => {
  await permitsClipboard();
  await open();
  await page.getByRole('button', { name: 'Make a token…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a token' });
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('Give it a name').waitFor();
  await dialog.getByLabel('Name').fill('gw1');
  await dialog.getByLabel(/^lookup/).uncheck();
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('Choose at least one.').waitFor();
  await assertAccessible(page);
  await dialog.getByLabel(/^lookup/).check();
  await dialog.getByLabel('Valid for').selectOption('a year');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('Copy it now: it is shown this once.').waitFor();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Copy the token' }).click();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(secret, /^adc_/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  await until('the secret is gone from the page', async () => !(await page.content()).includes(secret));

  await until('it works', async () => (await status(secret)) === 200);
  const made = (await json('/v1/tokens')).items.find((token) => token.name === 'gw1');
  assert.deepEqual(made.scopes, ['lookup']);
  assert.ok(Math.abs(Date.parse(made.expiresAt) - Date.now() - 365 * 86400000) < 3600000);

  await page.getByRole('button', { name: 'Revoke the token gw1' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke this token?' });
  await assertAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await question.waitFor({ state: 'detached' });
  assert.equal(await status(secret), 200);
  await page.getByRole('button', { name: 'Revoke the token gw1' }).click();
  await question.getByRole('button', { name: 'Revoke the token' }).click();
  await page.getByRole('button', { name: 'Revoke the token gw1' }).waitFor({ state: 'detached' });
  await until('it is refused', async () => (await status(secret)) === 401);
  assert.deepEqual(page.complaints, []);
});

test('a token is made by keyboard alone, with an end, and a name that is taken is refused', async () => {
  await json('/v1/tokens', { method: 'POST', body: JSON.stringify({ name: 'taken', scopes: ['suggest'] }) });
  await open();
  await page.getByRole('button', { name: 'Make a token…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').waitFor();
  await page.keyboard.type('taken');
  await page.keyboard.press('Enter');
  await dialog.getByText('Another token has this name.').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type('-2');
  await dialog.getByLabel('Valid for').focus();
  await page.keyboard.type('until a date');
  const last = new Date(Date.now() + 3 * 86400000).toISOString().slice(0, 10);
  await dialog.getByLabel('Last day').fill('2020-01-01');
  await dialog.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('Choose a day from today on.').waitFor();
  await dialog.getByLabel('Last day').fill(last);
  await dialog.getByLabel('Name').focus();
  await page.keyboard.press('Enter');
  await dialog.getByText('Copy it now').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Done');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const made = (await json('/v1/tokens')).items.find((token) => token.name === 'taken-2');
  assert.ok(Date.parse(made.expiresAt) > Date.now() + 2 * 86400000);
  await page.getByRole('row', { name: /taken-2/ }).getByText('soon').waitFor();
});

test('a session ended here signs the other browser out', async () => {
  const other = await openPage(browser);
  others.push(other);
  const body = JSON.stringify({ name: 'for-lookup', scopes: ['lookup'] });
  const { token: lookup } = await json('/v1/tokens', { method: 'POST', body });
  await until('the token is known', async () => (await status(lookup)) === 200);
  await signIn(other, lookup);
  await other.getByRole('button', { name: 'Sign out' }).waitFor();
  await open();
  const sessions = page.getByRole('region', { name: 'Sessions', exact: true });
  const row = sessions.getByRole('row').filter({ hasNotText: 'this browser' }).filter({ hasText: 'lookup' });
  await row.first().getByRole('button', { name: /^End the session of/ }).click();
  const dialog = page.getByRole('dialog', { name: 'End this session?' });
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'End the session' }).click();
  await dialog.waitFor({ state: 'detached' });
  await other.reload();
  await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto(`${service.url}/#/access/audit`);
  await page.getByRole('row', { name: /session\.end/ }).first().waitFor();
});

test('one’s own session is ended after a question, and the page says so', async () => {
  await open();
  await page.getByRole('button', { name: /^End the session of .*, this browser$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'End your own session?' });
  await dialog.getByText('You are signed out here at once.').waitFor();
  await dialog.getByRole('button', { name: 'End the session' }).click();
  await page.getByText('You are signed out.').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0);
});

test('roles show what their members name, and which name nothing', async () => {
  await open();
  const roles = page.getByRole('region', { name: 'Roles', exact: true });
  await roles.getByRole('heading', { name: 'admins' }).waitFor();
  await roles.getByText('Sales Worldwide', { exact: true }).waitFor();
  await roles.getByText(SALES).waitFor();
  await roles.getByText('John Smith', { exact: true }).waitFor();
  await roles.getByText('names nothing').first().waitFor();
  await roles.getByText('DEMO\\nobody-at-all').waitFor();
  await roles.getByText('1 member of roles names nothing').waitFor();
  await page.route('**/v1/access', async (route) => {
    const response = await route.fetch();
    const access = await response.json();
    for (const role of access.roles) role.members = role.members.map(({ value }) => ({ value, unknown: true }));
    await route.fulfill({ response, json: access });
  });
  await page.reload();
  await roles.getByText('unknown now').first().waitFor();
  await roles.getByText('DEMO\\jsmith').waitFor();
  assert.equal(await roles.getByText('names nothing').count(), 0);
  await assertAccessible(page);
});

test('the audit log is filtered by words and outcome, and older lines are loaded', async () => {
  const requests = Array.from({ length: 230 }, () => () => json('/v1/sync?connection=demo', { method: 'POST' }));
  while (requests.length > 0) await Promise.all(requests.splice(0, 10).map((request) => request()));
  await fetch(`${service.url}/v1/status`, { headers: { Authorization: 'Bearer adc_wrong' } });
  await open();
  await page.getByRole('link', { name: 'Audit log' }).click();
  const rows = page.getByRole('row');
  await page.getByText('200 lines.').waitFor();
  await assertAccessible(page);
  await page.getByLabel('Outcome').selectOption('refused or failed');
  await page.getByRole('row', { name: /unknown, tried: token/ }).first().waitFor();
  assert.equal(await page.getByRole('row', { name: /sync\.auto/ }).count(), 0);
  await page.getByLabel('Outcome').selectOption('any outcome');
  await page.getByLabel('Filter').fill('sync.auto demo');
  await until('others are gone', async () => (await page.getByRole('row', { name: /session\.open/ }).count()) === 0);
  const before = await rows.count();
  await page.getByRole('button', { name: 'Load older lines' }).click();
  await until('more are there', async () => (await rows.count()) > before);
  await page.getByLabel('Filter').fill('no such thing');
  await page.getByText('No line matches').waitFor();
  await assertAccessible(page);
});

test('each section says what is wrong where it can’t be read', async () => {
  await page.route('**/v1/access', (route) =>
    route.fulfill({ status: 500, json: { type: '/problems/internal-error', title: 'Internal error', status: 500, detail: 'It failed.', remedy: 'Look at the log.' } }),
  );
  await signIn(page);
  await page.getByRole('region', { name: 'Roles', exact: true }).getByText('Look at the log.').waitFor();
  await page.getByRole('button', { name: 'Make a token…' }).waitFor();
  await assertAccessible(page);
});

test('a demo has no role, no certificate and no single sign-on, and says so', async () => {
  const access = await demo.json('/v1/access');
  assert.deepEqual(access, { ...access, roles: [], certificates: [], singleSignOn: { configured: false } });
  await page.goto(`${demo.url}/#/access`);
  const section = (name) => page.getByRole('region', { name, exact: true });
  await section('Roles').getByText('No role', { exact: true }).waitFor();
  await section('Certificates').getByText('No machine is known by its certificate.').waitFor();
  await section('Single sign-on').getByText('Not set up', { exact: true }).waitFor();
  await section('Single sign-on').getByText('People sign in with a token, or through a proxy.').waitFor();
  await assertAccessible(page);
  assert.deepEqual(page.complaints, []);
});

/** A service with TLS, known machines, and a keytab with services of two domains. */
async function serveWithSignOn() {
  const file = (name) => join(otherFolder, name);
  await run('openssl', [
    ...['req', '-x509', '-nodes', '-days', '2', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', file('own.key'), '-out', file('own.pem')],
  ]);
  await writeFile(file('http.keytab'), keytab(...SERVICES), { mode: 0o400 });
  const own = await configuration(otherFolder, demo, `adcache.http {
    tls { certificate = ${JSON.stringify(file('own.pem'))}, private-key = ${JSON.stringify(file('own.key'))}
      client-ca = ${JSON.stringify(file('own.pem'))} }
    clients { gw1 { subject = "CN=gw1.demo.example,O=Gateways", scopes = [lookup, suggest] }
      monitor { subject = "CN=monitor", scopes = [export] } }
    sso.keytab = ${JSON.stringify(file('http.keytab'))} }`);
  return { own: await Service.serve(own.file), token: await own.token('admin') };
}

test('certificates and the services of the keytab are shown as they are set up', async () => {
  const { own, token } = await serveWithSignOn();
  const secure = await openPage(browser, { ignoreHTTPSErrors: true });
  others.push(secure);
  try {
    await secure.goto(`${own.url}/#/access`);
    await secure.getByLabel('Token', { exact: true }).fill(token);
    await secure.getByRole('button', { name: 'Sign in', exact: true }).click();
    const certificates = secure.getByRole('region', { name: 'List of certificates' });
    await certificates.waitFor();
    const access = await (await secure.request.get(`${own.url}/v1/access`)).json();
    assert.deepEqual(access.certificates.map(({ id }) => id), ['gw1', 'monitor']);
    const rows = await certificates.locator('tbody tr').all();
    const shown = await Promise.all(rows.map(async (row) => [
      ...(await row.locator('td').allInnerTexts()).slice(0, 2),
      await row.locator('.scope').allInnerTexts(),
    ]));
    assert.deepEqual(shown, access.certificates.map(({ id, subject, scopes }) => [id, subject, scopes]));

    const signOn = secure.getByRole('region', { name: 'Single sign-on', exact: true });
    await signOn.getByText('Set up', { exact: true }).waitFor();
    const { configured, principals } = access.singleSignOn;
    assert.equal(configured, true);
    assert.deepEqual([...principals].sort(), SERVICES);
    assert.deepEqual(await signOn.getByRole('listitem').allInnerTexts(), principals);
    await assertAccessible(secure);

    await secure.route('**/v1/access', (route) =>
      route.fulfill({ json: { ...access, singleSignOn: { configured: true, principals: [] } } }),
    );
    await secure.reload();
    await signOn.getByText('The keytab has no service that can be used.').waitFor();
    await signOn.getByText('Nobody can sign in with a ticket.').waitFor();
    assert.equal(await signOn.getByText('Set up', { exact: true }).count(), 0);
    await assertAccessible(secure);
    await secure.setViewportSize(PHONE);
    await assertFits(secure);
  } finally {
    await own.stop();
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`has nothing to complain of in ${colorScheme} colours, wide and narrow`, async () => {
    await page.emulateMedia({ colorScheme });
    await open();
    await assertAccessible(page);
    await shot(`access-${colorScheme}-1440`);
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByText(/\d+ lines/).waitFor();
    await assertAccessible(page);
    await shot(`audit-${colorScheme}-1440`);
    await page.setViewportSize(PHONE);
    await assertFits(page);
    await shot(`audit-${colorScheme}-390`);
    await page.getByRole('link', { name: 'Who may do what' }).click();
    await page.getByRole('button', { name: 'Make a token…' }).waitFor();
    await page.getByText('John Smith', { exact: true }).waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await shot(`access-${colorScheme}-390`);
    await page.getByRole('button', { name: 'Make a token…' }).click();
    await assertFits(page);
    await assertAccessible(page);
    await shot(`token-${colorScheme}-390`);
  });
}

/** A picture, where somebody wants to look at the pages: SHOTS names the folder. */
async function shot(name) {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}
