/** Connections, as an administrator uses them: made from a domain's name and a keytab, looked at, changed, removed. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { assertAccessible, assertFits, closePage, openPage, PHONE, startChromium } from './support/browser.mjs';
import { command, directoryOf, Service, temporaryFolder, until } from './support/service.mjs';

const browser = await startChromium(after);
const demo = await Service.demo({ accounts: 300 });
after(() => demo.stop());
const folder = await temporaryFolder();

const {
  domain: DOMAIN,
  server: SERVER,
  kdc: KDC,
  keytab: KEYTAB,
  principal: PRINCIPAL,
  ca: CA,
} = await directoryOf(demo);
const BASE = DOMAIN.split('.').map((label) => `DC=${label}`).join(',');

const config = join(folder, 'adcache.conf');
await writeFile(config, `adcache { data-dir = ${JSON.stringify(join(folder, 'data'))}, http.port = 0, connections {} }`);
const token = (await command('token', 'create', '--config', config, '--scope', 'admin')).trim();
const service = await Service.serve(config);
after(() => service.stop());
const asAdmin = { Authorization: `Bearer ${token}` };
const ask = (path, init = {}) => service.json(path, { ...init, headers: asAdmin });

let page;
let main;
beforeEach(async () => {
  page = await openPage(browser, { reducedMotion: 'reduce' });
  // Choosers of files are intercepted from now on. With the key that opens one it may be too late.
  page.on('filechooser', () => {});
  main = page.getByRole('main');
});
afterEach(async () => {
  await closePage(page);
  // What a failed test has left would be refused to the next one: two connections may not read the same accounts.
  for (const { id } of (await ask('/v1/connections')).items) await removeIt(id);
});

/** Opens a view, signed in with the token. */
async function open(view, at = page) {
  await at.goto(`${service.url}/#/${view}`);
  const input = at.getByLabel('Token');
  await input.fill(token);
  await at.getByRole('button', { name: 'Sign in', exact: true }).click();
  await input.waitFor({ state: 'detached' });
}

async function axeEverywhere(within) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await assertAccessible(page, { within });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The domain, whose servers are in no DNS. */
async function find() {
  await page.getByLabel('Name of the domain').fill(DOMAIN);
  await page.keyboard.press('Enter');
  await main.getByText('DNS knows no domain controllers', { exact: false }).waitFor();
  await page.getByLabel('Domain controllers optional').fill(SERVER);
  await page.getByLabel('Kerberos servers optional').fill(KDC);
  await main.getByRole('button', { name: 'Find it' }).click();
  await main.getByText('Base of the tree').waitFor();
}

async function testIt() {
  await main.getByRole('button', { name: 'Test' }).click();
  await main
    .getByText(/The test has (passed|failed)\.$/)
    .or(main.getByRole('alert'))
    .first()
    .waitFor();
  assert.deepEqual(await main.locator('.check-detail, [role=alert]').allInnerTexts(), []);
}

/** The row of a stage of the doctor. */
const stageOf = (at, name) => at.getByRole('listitem').filter({ has: at.getByText(name, { exact: true }) });

/** A connection made over HTTP. */
async function make(id, keys = {}) {
  await service.json(`/v1/connections/${id}`, {
    method: 'PUT',
    headers: asAdmin,
    body: JSON.stringify({ domain: DOMAIN, servers: [SERVER], kdcs: [KDC], ...keys }),
  });
  for (const [name, file] of [['trust', CA], ['keytab', KEYTAB]]) {
    await service.json(`/v1/connections/${id}/${name}`, { method: 'PUT', headers: asAdmin, body: await readFile(file) });
  }
  await until('it is read', async () => (await ask('/v1/status')).connections.some((one) => one.id === id && one.lastSuccess));
}

const removeIt = (id) => service.json(`/v1/connections/${id}`, { method: 'DELETE', headers: asAdmin });

test('is made from a name and a keytab: found, trusted, tested, previewed, saved, read', async () => {
  await open('connections');
  await main.getByText('There is no connection yet').waitFor();
  await axeEverywhere();
  await main.getByRole('link', { name: 'Add a connection' }).first().click();
  await page.getByRole('heading', { name: 'Add a connection' }).waitFor();
  await axeEverywhere();
  await main.getByText('Enter the name of the domain first.').waitFor();
  await find();
  await main.getByText(DOMAIN.toUpperCase(), { exact: true }).waitFor();
  await axeEverywhere();

  const trust = main.getByRole('button', { name: 'Trust this CA' });
  assert.equal(await trust.getAttribute('aria-disabled'), 'true');
  await page.getByLabel('Upload the CA’s certificate').setInputFiles(KEYTAB);
  await main.getByText('The file holds no certificate.').waitFor();
  await page.getByLabel('Upload the CA’s certificate').setInputFiles(CA);
  await main.getByText('The certificate comes from the CA that you chose.').waitFor();

  await page.getByLabel('Keytab of the service account').setInputFiles(CA);
  await main.getByText('a PEM file, not a keytab', { exact: false }).waitFor();
  await page.getByLabel('Keytab of the service account').setInputFiles(KEYTAB);
  await main.getByText(PRINCIPAL, { exact: true }).waitFor();

  assert.equal(await page.getByLabel('Short name of the connection').inputValue(), DOMAIN.split('.')[0]);
  const save = main.getByRole('button', { name: 'Save' });
  await main.getByText('Save is possible once the test has passed.').waitFor();
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
  await testIt();
  await stageOf(page, 'Kerberos ticket').getByText('Passed', { exact: true }).waitFor();
  await axeEverywhere();

  await page.getByLabel('Further attributes').fill('department');
  await main.getByText('Something was changed since the test: test it again.').waitFor();
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
  await testIt();

  await main.getByRole('button', { name: 'Preview' }).click();
  await main.getByText(/A first sync would bring \d+ people/).waitFor();
  await axeEverywhere();
  assert.equal((await ask('/v1/connections')).items.length, 0);

  await save.click();
  await page.getByRole('heading', { name: 'demo', exact: true }).waitFor();
  await main.getByText('ok', { exact: true }).waitFor();
  const [stored] = (await ask('/v1/connections')).items;
  assert.deepEqual(stored['extra-attributes'], ['department']);
  assert.equal(stored.trust.certificates.length, 1);
  assert.equal((await ask('/v1/status')).cache.accounts, 300);
  assert.ok(!(await page.evaluate(() => JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }]))).includes('adc_'));
  assert.deepEqual(page.complaints.filter((one) => !/4\d\d \(/.test(one)), []);
  await removeIt('demo');
});

test('trusts what the server presents only after the fingerprint was compared', async () => {
  await open('connections/new');
  await find();
  const trust = main.getByRole('button', { name: 'Trust this CA' });
  await main.getByText(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/).first().waitFor();
  await trust.focus();
  await page.keyboard.press('Enter');
  assert.equal(await main.getByText('The certificate comes from the CA that you chose.').count(), 0);
  await page.getByLabel('I compared this fingerprint', { exact: false }).check();
  await trust.click();
  await main.getByText('The certificate comes from the CA that you chose.').waitFor();
  await main.getByRole('button', { name: 'Take it back' }).click();
  await trust.waitFor();
});

test('says at the stage that fails what to do, and does not let it be saved', async () => {
  await open('connections/new');
  await find();
  await page.getByLabel('Keytab of the service account').setInputFiles(KEYTAB);
  await main.getByRole('button', { name: 'Test' }).click();
  await main.getByText(/The test has failed\.$/).waitFor();
  const stage = stageOf(page, 'Certificate');
  await stage.getByText('Failed').waitFor();
  await stage.getByText('comes from a CA that is not trusted', { exact: false }).waitFor();
  await stageOf(page, 'Sign-in').getByText('Not run').waitFor();
  await main.getByText('The test has failed; save is possible once it has passed.').waitFor();
  await axeEverywhere();
});

test('shows each wrong setting at its field', async () => {
  await open('connections/new');
  await find();
  await page.getByLabel('Upload the CA’s certificate').setInputFiles(CA);
  await page.getByLabel('Keytab of the service account').setInputFiles(KEYTAB);
  await main.getByText(PRINCIPAL, { exact: true }).waitFor();
  await page.getByLabel('Search base').fill('nonsense');
  await page.getByLabel('When it is read').selectOption('at');
  await page.getByLabel('At', { exact: true }).fill('25:00');
  await main.getByRole('button', { name: 'Test' }).click();
  await main.getByText('Configuration refused').waitFor();
  assert.equal(await page.getByLabel('Search base').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.getByLabel('At', { exact: true }).getAttribute('aria-invalid'), 'true');
  await axeEverywhere();
  await page.getByLabel('Name of the domain').fill('no domain');
  await main.getByRole('button', { name: 'Find it' }).click();
  await page.locator('[name=domain][aria-invalid=true]').waitFor();
});

test('is seen, synced, examined, and its cycles are counted', async () => {
  await make('seen');
  await open('connections');
  const section = main.getByRole('region', { name: 'seen' });
  for (const text of [SERVER, DOMAIN, 'changes by DirSync', 'Last success', 'Next run', 'Duplicate keys']) {
    await section.getByText(text, { exact: true }).waitFor();
  }
  await axeEverywhere();
  await section.getByRole('button', { name: 'Sync now' }).click();
  await until('a second cycle has ended', async () => (await ask('/v1/sync')).runs.filter((run) => run.outcome).length >= 2);
  await section.getByText('More').click();
  await section.getByRole('button', { name: /^Full/ }).click();
  await until('everything was read again', async () => (await ask('/v1/sync')).runs.some((run) => run.mode === 'full' && run.outcome === 'ok'));

  await section.getByRole('link', { name: 'seen' }).click();
  await page.getByRole('heading', { name: 'seen', exact: true }).waitFor();
  await main.getByRole('button', { name: 'Run the doctor' }).click();
  await stageOf(page, 'Deleted objects').getByText('Passed', { exact: true }).waitFor();
  await main.getByText(/Show \d+ cycles as a table/).click();
  await main.getByRole('row').filter({ hasText: 'full' }).getByText('done').waitFor();
  await main.getByRole('img', { name: /Duration of the last/ }).waitFor();
  await axeEverywhere();
  await page.setViewportSize(PHONE);
  await assertFits(page);
  await axeEverywhere();
  await removeIt('seen');
});

test('accounts are counted for each of two connections: in the list, in the view, and before they are deleted', async () => {
  await make('people', { 'search-base': `OU=People,${BASE}` });
  await make('groups', { 'search-base': `OU=Groups,${BASE}` });
  const { cache, connections } = await ask('/v1/status');
  const counts = Object.fromEntries(connections.map(({ id, accounts }) => [id, accounts]));
  assert.ok(counts.people.users > 0 && counts.groups.groups > 0, JSON.stringify(counts));
  const sum = ({ users, contacts, groups }) => users + contacts + groups;
  assert.equal(sum(counts.people) + sum(counts.groups), cache.accounts);

  await open('connections');
  for (const id of ['people', 'groups']) {
    await main.getByRole('region', { name: id }).getByText(new RegExp(`^${sum(counts[id])}: `)).waitFor();
  }
  await main.getByRole('link', { name: 'people', exact: true }).click();
  await page.getByRole('heading', { name: 'people', exact: true }).waitFor();
  await main.getByText(new RegExp(`^${sum(counts.people)}: `)).waitFor();

  await page.goto(`${service.url}/#/overview`);
  await page.getByRole('button', { name: 'Turn off…' }).click();
  const lines = await page.getByRole('dialog').getByRole('listitem').allTextContents();
  const deleted = (id) => `${id} ${DOMAIN}: ${sum(counts[id])} accounts`;
  assert.deepEqual(lines.sort(), [deleted('groups'), deleted('people')]);
});

test('is changed, unless somebody else changed it meanwhile', async () => {
  await make('changing');
  await open('connections/changing/edit');
  await page.getByRole('heading', { name: 'Edit changing' }).waitFor();
  await axeEverywhere();
  await page.getByLabel('Groups and their members').uncheck();
  await testIt();
  await main.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'changing', exact: true }).waitFor();
  await until('the groups are gone', async () => (await ask('/v1/connections')).items[0].groups === false);
  assert.equal((await ask('/v1/connections')).items[0].trust.certificates.length, 1);

  await main.getByRole('link', { name: 'Edit' }).click();
  await page.getByRole('heading', { name: 'Edit changing' }).waitFor();
  await service.json('/v1/connections/changing', {
    method: 'PUT',
    headers: asAdmin,
    body: JSON.stringify({ domain: DOMAIN, servers: [SERVER], kdcs: [KDC], sync: { every: '15m' } }),
  });
  await page.getByLabel('Contacts').uncheck();
  await testIt();
  await main.getByRole('button', { name: 'Save' }).click();
  await main.getByText('Somebody else changed this connection meanwhile.').waitFor();
  await axeEverywhere();
  assert.deepEqual((await ask('/v1/connections')).items[0].sync, { every: '15m' });
  await removeIt('changing');
});

test('is removed with its id typed, by keyboard alone, and the receipt is shown', async () => {
  await make('leaving');
  await open('connections/leaving');
  await main.getByText('ok', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Remove leaving?' });
  await dialog.waitFor();
  await axeEverywhere();
  await page.keyboard.type('leave');
  await page.keyboard.press('Enter');
  await dialog.getByText('Type “leaving”.').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('leaving');
  await page.keyboard.press('Enter');
  await dialog.getByText('leaving is removed.').waitFor();
  await dialog.getByText('300', { exact: true }).waitFor();
  await axeEverywhere();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Connections', exact: true }).waitFor();
  await main.getByText('There is no connection yet').waitFor();
});

test('says that it has no keytab, and takes one', async () => {
  await service.json('/v1/connections/waiting', {
    method: 'PUT',
    headers: asAdmin,
    body: JSON.stringify({ domain: DOMAIN, servers: [SERVER], kdcs: [KDC] }),
  });
  await open('connections');
  await main.getByText('It has no keytab, so it is not read.').waitFor();
  await axeEverywhere();
  await main.getByRole('link', { name: 'Upload it' }).click();
  await page.getByLabel('Keytab of the service account').setInputFiles(KEYTAB);
  await page.getByLabel('Upload the CA’s certificate').setInputFiles(CA);
  await main.getByText('The certificate comes from the CA that you chose.').waitFor();
  await testIt();
  await main.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'waiting', exact: true }).waitFor();
  await main.getByText('ok', { exact: true }).waitFor();
  await removeIt('waiting');
});

/** Switches the integration off, and waits for the process that replaces this one: a session would end with it. */
async function switchOff() {
  const { startedAt } = await ask('/v1/status');
  await ask('/v1/integration', { method: 'PUT', body: JSON.stringify({ enabled: false }) });
  await until('the process is replaced', async () => (await ask('/v1/status')).startedAt !== startedAt);
}

test('is not read while the integration is off, and nothing is tried then', async () => {
  await make('resting');
  await switchOff();
  try {
    await open('connections');
    await main.getByText('The integration is off: no directory is read.').waitFor();
    await main.getByText('off', { exact: true }).waitFor();
    await axeEverywhere();
    await page.goto(`${service.url}/#/connections/resting`);
    await main.getByText('The integration is off: this domain is not read.').waitFor();
    await main.getByRole('button', { name: 'Run the doctor' }).click();
    await main.getByText('The integration is switched off.').waitFor();
    await axeEverywhere();
  } finally {
    await ask('/v1/integration', { method: 'PUT', body: JSON.stringify({ enabled: true }) });
    await removeIt('resting');
  }
});

/** Presses Tab until the element is focused. */
async function tabTo(locator) {
  const wanted = await locator.elementHandle();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((node) => node === document.activeElement)) return;
  }
  throw new Error('the focus does not get there');
}

async function choose(label, file) {
  await tabTo(page.getByLabel(label));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(file);
}

test('is made by keyboard alone', async () => {
  await open('connections/new');
  await tabTo(page.getByLabel('Name of the domain'));
  await page.keyboard.type(DOMAIN);
  await tabTo(main.getByText('Name the servers yourself'));
  await page.keyboard.press('Enter');
  await tabTo(page.getByLabel('Domain controllers optional'));
  await page.keyboard.type(SERVER);
  await tabTo(page.getByLabel('Kerberos servers optional'));
  await page.keyboard.type(KDC);
  await page.keyboard.press('Enter');
  await main.getByText('Base of the tree').waitFor();
  await tabTo(page.getByLabel('I compared this fingerprint', { exact: false }));
  await page.keyboard.press('Space');
  await tabTo(main.getByRole('button', { name: 'Trust this CA' }));
  await page.keyboard.press('Enter');
  await main.getByText('The certificate comes from the CA that you chose.').waitFor();
  await choose('Keytab of the service account', KEYTAB);
  await main.getByText(PRINCIPAL, { exact: true }).waitFor();
  await tabTo(page.getByLabel('Short name of the connection'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('typed');
  await tabTo(main.getByRole('button', { name: 'Test', exact: true }));
  await page.keyboard.press('Enter');
  await main.getByText(/The test has passed\.$/).waitFor();
  await tabTo(main.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'typed', exact: true }).waitFor();
  await main.getByText('ok', { exact: true }).waitFor();
  await removeIt('typed');
});

test('loads in less than 150 KB', async () => {
  const bodies = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.match(/^\/(ui\/|$)/)) bodies.push(response.body());
  });
  await open('connections/new');
  await page.getByRole('heading', { name: 'Add a connection' }).waitFor();
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
  assert.ok(bytes > 50000 && bytes < 150000, `${bytes} bytes`);
});

test('of the configuration file is shown, and not editable', async () => {
  const reader = await openPage(browser);
  try {
    await reader.goto(`${demo.url}/#/connections/demo`);
    await reader.getByText('This connection is declared in the configuration file.').waitFor();
    assert.equal(await reader.getByRole('link', { name: 'Edit' }).count(), 0);
    assert.equal(await reader.getByRole('button', { name: 'Remove…' }).count(), 0);
    await reader.getByRole('button', { name: 'Run the doctor' }).click();
    await stageOf(reader, 'Channel binding').getByText('Passed', { exact: true }).waitFor();
    await reader.goto(`${demo.url}/#/connections/demo/edit`);
    await reader.getByText('It can’t be changed here.').waitFor();
    await assertAccessible(reader);
  } finally {
    await closePage(reader);
  }
});

/** The texts of the cells of a table, row by row. */
async function cells(table) {
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('td').allInnerTexts()));
}

test('lists the keys with several owners, each owner with name and place', async () => {
  const { items } = await demo.json('/v1/duplicates?connection=demo');
  const { duplicates } = (await demo.json('/v1/status')).connections[0];
  assert.ok(items.length > 1 && items.every(({ accounts }) => accounts.length === 2), JSON.stringify(items));
  assert.equal(items.length, duplicates);
  const wanted = items.map(({ value, accounts }) => [
    value,
    'address',
    accounts.map(({ cn, distinguishedName }) => `${cn}\n${distinguishedName}`).join('\n'),
  ]);
  const table = main.getByRole('region', { name: 'Keys with several owners' });
  await page.goto(`${demo.url}/#/connections/demo`);
  await table.waitFor();
  assert.deepEqual(await cells(table), wanted);
  const count = main.locator('.facts > div').filter({ hasText: 'Duplicate keys' }).locator('dd');
  assert.equal(await count.innerText(), String(duplicates));

  // The service gives one a page.
  await page.route('**/v1/duplicates?*', (route) => {
    const address = new URL(route.request().url());
    address.searchParams.set('limit', '1');
    return route.continue({ url: address.href });
  });
  await page.reload();
  await table.waitFor();
  assert.deepEqual(await cells(table), wanted.slice(0, 1));
  const more = main.getByRole('button', { name: 'Show more' });
  while (await more.count()) {
    const before = await table.locator('tbody tr').count();
    await more.click();
    await until('more are shown', async () => (await table.locator('tbody tr').count()) > before);
  }
  assert.deepEqual(await cells(table), wanted);
  assert.deepEqual(page.complaints, []);
});

test('says that nothing is ignored, and of what is ignored where it lies and why', async () => {
  assert.deepEqual(await demo.json('/v1/ignored?connection=demo'), { items: [] });
  await page.goto(`${demo.url}/#/connections/demo`);
  await main.getByText('Nothing was ignored in the last cycle that read everything.').waitFor();
  const count = main.locator('.facts > div').filter({ hasText: 'Ignored addresses' }).locator('dd');
  assert.equal(await count.innerText(), '0');

  const entry = (cn, more) => ({ connection: 'demo', distinguishedName: `CN=${cn},${BASE}`, ...more });
  const pages = {
    '': {
      items: [
        entry('Jo <b>Bold</b>', { attribute: 'proxyAddresses', value: 'no <i>address</i>', reason: 'no-address' }),
        entry('Everybody', { attribute: 'member', reason: 'too-many-members' }),
      ],
      next: 'further on',
    },
    'further on': { items: [entry('Nobody', { reason: 'malformed-guid' }), entry('Odd', { reason: 'new' })] },
  };
  const asked = [];
  await page.route('**/v1/ignored?*', (route) => {
    const { searchParams } = new URL(route.request().url());
    asked.push([searchParams.get('connection'), searchParams.get('after')]);
    return route.fulfill({ json: pages[searchParams.get('after') || ''] });
  });
  await page.reload();
  const table = main.getByRole('region', { name: 'Entries and values that are ignored' });
  await table.waitFor();
  const first = [
    [`CN=Jo <b>Bold</b>,${BASE}`, 'proxyAddresses', 'no <i>address</i>', 'the value is no e-mail address'],
    [`CN=Everybody,${BASE}`, 'member', '', 'it has too many members'],
  ];
  assert.deepEqual(await cells(table), first);
  await axeEverywhere();
  await main.getByRole('button', { name: 'Show more' }).click();
  await main.getByText(`CN=Nobody,${BASE}`).waitFor();
  assert.deepEqual(await cells(table), [
    ...first,
    [`CN=Nobody,${BASE}`, '', '', 'its objectGUID is malformed'],
    [`CN=Odd,${BASE}`, '', '', 'new'],
  ]);
  assert.deepEqual(asked, [['demo', null], ['demo', 'further on']]);
  assert.equal(await main.getByRole('button', { name: 'Show more' }).count(), 0);
  await page.setViewportSize(PHONE);
  await assertFits(page);
});

test('fits a phone in every view, with twenty of them too', async () => {
  await page.setViewportSize(PHONE);
  const one = (await demo.json('/v1/status')).connections[0];
  await page.route('**/v1/status', async (route) => {
    const response = await route.fetch();
    const status = await response.json();
    status.connections = Array.from({ length: 20 }, (_, number) => ({
      ...one,
      id: `site-${number}`,
      domain: `a-very-long-name-of-a-department.region-${number}.corp.example.com`,
      lastError: number % 5 ? undefined : { at: one.lastSuccess, type: 'ldap-x', detail: 'The login was refused.', remedy: 'Export the keytab again.' },
      unreadable: number % 7 ? undefined : [{ type: 'user', attribute: 'proxyAddresses', share: 0.4 }],
    }));
    await route.fulfill({ response, json: status });
  });
  await page.route('**/v1/connections', async (route) => {
    const response = await route.fetch();
    const items = Array.from({ length: 20 }, (_, number) => ({ id: `site-${number}`, source: 'managed', etag: '"a"', domain: 'x.example' }));
    await route.fulfill({ response, json: { items } });
  });
  await open('connections');
  await main.getByRole('region', { name: 'site-19' }).waitFor();
  await assertFits(page);
  await axeEverywhere();
  await page.goto(`${service.url}/#/connections/site-0`);
  await page.getByRole('heading', { name: 'site-0', level: 1 }).waitFor();
  await main.getByText('The last sync failed').waitFor();
  await main.getByText('1 attribute can’t be read of every account').waitFor();
  await assertFits(page);
  await axeEverywhere();
  await page.goto(`${service.url}/#/connections/new`);
  await page.getByRole('heading', { name: 'Add a connection' }).waitFor();
  await assertFits(page);
});

test('shows a result that is held, and hands on what is decided', async () => {
  await make('holding');
  await page.route('**/v1/status', async (route) => {
    const response = await route.fetch();
    const status = await response.json();
    status.connections[0].held = {
      heldAt: new Date().toISOString(),
      type: 'shrink-limit',
      detail: 'More accounts than sync.shrink-limit allows would be removed.',
      remedy: 'Look whether they are gone.',
      added: 0,
      changed: 1,
      removed: 120,
      removedSample: [],
    };
    await route.fulfill({ response, json: status });
  });
  const decided = [];
  await page.route('**/v1/sync/held/holding', async (route) => {
    decided.push(route.request().postDataJSON());
    await route.fulfill({ json: { connection: 'holding', applied: true, added: 0, changed: 1, removed: 120 } });
  });
  await open('connections/holding');
  await main.getByText('holding: a result waits for your decision').waitFor();
  await axeEverywhere();
  await main.getByRole('button', { name: 'Drop…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Drop' }).click();
  await until('it was decided', () => decided.length === 1);
  assert.deepEqual(decided, [{ apply: false }]);
  await removeIt('holding');
});
