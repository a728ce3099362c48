/** What is chosen in the form of a connection is sent, kept, and stands there when the form is opened again. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { assertAccessible, closePage, openPage, startChromium } from './support/browser.mjs';
import { joined, keytab } from './support/keytab.mjs';
import { command, directoryOf, Service, temporaryFolder, until } from './support/service.mjs';

const run = promisify(execFile);
const browser = await startChromium(after);
const demo = await Service.demo({ accounts: 300 });
after(() => demo.stop());
const folder = await temporaryFolder();
const directory = await directoryOf(demo);
const CA = await readFile(directory.ca);

// The Java of this service trusts the CA of the directory.
const STORE = join(folder, 'trusted.p12');
const PASSWORD = 'changeit';
await run('keytool', [
  ...['-importcert', '-noprompt', '-alias', 'ca', '-file', directory.ca],
  ...['-keystore', STORE, '-storetype', 'PKCS12', '-storepass', PASSWORD],
]);
const config = join(folder, 'adcache.conf');
const DATA = JSON.stringify(join(folder, 'data'));
await writeFile(config, `adcache { data-dir = ${DATA}, http.port = 0, connections {} }`);
const token = (await command('token', 'create', '--config', config, '--scope', 'admin')).trim();
const service = await Service.serve(config, {
  ADCACHE_JAVA_OPTS: `-Djavax.net.ssl.trustStore=${STORE} -Djavax.net.ssl.trustStorePassword=${PASSWORD}`,
});
after(() => service.stop());

const OTHER = keytab(`svc-other@${directory.domain.toUpperCase()}`);
const SEVERAL = joined(OTHER, await readFile(directory.keytab));
const FILE = { name: 'several.keytab', mimeType: 'application/octet-stream', buffer: SEVERAL };

const ask = (path, init = {}) => service.json(path, { ...init, headers: { Authorization: `Bearer ${token}` } });

let page;
let main;
beforeEach(async () => {
  page = await openPage(browser, { reducedMotion: 'reduce' });
  main = page.getByRole('main');
});
afterEach(async () => {
  await closePage(page);
  for (const { id } of (await ask('/v1/connections')).items) await ask(`/v1/connections/${id}`, { method: 'DELETE' });
});

async function open(view) {
  await page.goto(`${service.url}/#/${view}`);
  const input = page.getByLabel('Token');
  await input.fill(token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await input.waitFor({ state: 'detached' });
}

/** Opens the form for a new connection, with all that the domain needs; the keytab is chosen, nothing is tested. */
async function add(id, { server = directory.server, file = directory.keytab, mode } = {}) {
  await open('connections/new');
  await page.getByLabel('Name of the domain').fill(directory.domain);
  await main.getByText('Name the servers yourself').click();
  await page.getByLabel('Domain controllers optional').fill(server);
  await page.getByLabel('Kerberos servers optional').fill(directory.kdc);
  if (mode) await page.getByLabel('Encryption').selectOption(mode);
  await main.getByRole('button', { name: 'Find it' }).click();
  await main.getByText('This Java trusts the certificate already.').waitFor();
  await page.getByLabel('Keytab of the service account').setInputFiles(file);
  await main.getByText(directory.principal).first().waitFor();
  await page.getByLabel('Short name of the connection').fill(id);
}

async function edit(id) {
  await page.goto(`${service.url}/#/connections/${id}/edit`);
  await page.getByRole('heading', { name: `Edit ${id}` }).waitFor();
}

/** A connection made over HTTP; returns once it was read. */
async function make(id, keys = {}, files = {}) {
  const { domain, server, kdc } = directory;
  const body = JSON.stringify({ domain, servers: [server], kdcs: [kdc], ...keys });
  await ask(`/v1/connections/${id}`, { method: 'PUT', body });
  for (const [name, content] of Object.entries({ keytab: await readFile(directory.keytab), ...files })) {
    await ask(`/v1/connections/${id}/${name}`, { method: 'PUT', body: content });
  }
  await isRead(id);
}

async function isRead(id) {
  await until('it is read', async () => {
    const { connections } = await ask('/v1/status');
    return connections.some((one) => one.id === id && one.lastSuccess && !one.running);
  });
}

const stored = async (id) => (await ask('/v1/connections')).items.find((one) => one.id === id);

async function testIt() {
  await main.getByRole('button', { name: 'Test', exact: true }).click();
  await main
    .getByText(/The test has (passed|failed)\.$/)
    .or(main.getByRole('alert'))
    .first()
    .waitFor();
  return main.locator('.check-detail, [role=alert]').allInnerTexts();
}

/** Tests and saves; returns the settings that the page has sent. */
async function save(id) {
  assert.deepEqual(await testIt(), []);
  const address = `${service.url}/v1/connections/${id}`;
  const sent = page.waitForRequest((one) => one.method() === 'PUT' && one.url() === address);
  await main.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: id, exact: true }).waitFor();
  return (await sent).postDataJSON();
}

test('a domain is found, tested and read with StartTLS, and with LDAPS again after a change', async () => {
  const known = [new URL(demo.url).port, directory.server.split(':')[1], directory.kdc.split(':')[1]];
  const others = (await demo.ports()).filter((port) => !known.includes(String(port)));
  assert.equal(others.length, 1, `which port is that of StartTLS: ${others}`);
  const server = `${directory.server.split(':')[0]}:${others[0]}`;
  const asked = page.waitForRequest('**/v1/connections/discover');
  await add('encrypted', { server, mode: 'StartTLS, port 389' });
  assert.equal((await asked).postDataJSON().mode, 'starttls');
  assert.deepEqual((await save('encrypted')).tls, { mode: 'starttls' });
  assert.deepEqual((await stored('encrypted')).tls, { mode: 'starttls' });
  await isRead('encrypted');
  assert.equal((await ask('/v1/status')).connections[0].server, server);

  await edit('encrypted');
  assert.equal(await page.getByLabel('Encryption').inputValue(), 'starttls');
  assert.equal(await page.getByLabel('Domain controllers optional').inputValue(), server);
  await page.getByLabel('Encryption').selectOption('LDAPS, port 636');
  await page.getByLabel('Domain controllers optional').fill(directory.server);
  assert.equal((await save('encrypted')).tls, undefined);
  assert.equal((await stored('encrypted')).tls, undefined);
  await edit('encrypted');
  assert.equal(await page.getByLabel('Encryption').inputValue(), 'ldaps');
});

test('a domain is read on request only, and at an interval again', async () => {
  await add('waiting');
  const when = page.getByLabel('When it is read');
  assert.equal(await when.inputValue(), 'every');
  await when.selectOption('Only on request');
  await page.getByLabel('Every', { exact: true }).waitFor({ state: 'hidden' });
  assert.equal(await page.getByLabel('At', { exact: true }).isVisible(), false);
  assert.deepEqual((await save('waiting')).sync, { at: 'manual' });
  assert.deepEqual((await stored('waiting')).sync, { at: 'manual' });
  await main.getByText('only on request', { exact: true }).waitFor();

  await edit('waiting');
  assert.equal(await when.inputValue(), 'manual');
  assert.equal(await page.getByLabel('Every', { exact: true }).isVisible(), false);
  await when.selectOption('At an interval');
  await page.getByLabel('Every', { exact: true }).selectOption('2 hours');
  assert.deepEqual((await save('waiting')).sync, { every: '2h' });
  assert.deepEqual((await stored('waiting')).sync, { every: '2h' });
  await edit('waiting');
  assert.equal(await page.getByLabel('Every', { exact: true }).inputValue(), '2h');
});

test('set times are taken as the service writes them, and others are refused at their field', async () => {
  await add('timed');
  await page.getByLabel('When it is read').selectOption('At set times');
  const at = page.getByLabel('At', { exact: true });
  for (const [wrong, complaint] of [
    ['0 2 * * *', '"0 2 * * *" is not times, or days and times.'],
    ['someday 02:30', '"someday" is not days.'],
  ]) {
    await at.fill(wrong);
    assert.notDeepEqual(await testIt(), []);
    await main.locator('.field', { has: at }).getByText(complaint).waitFor();
    assert.equal(await at.getAttribute('aria-invalid'), 'true');
    assert.equal(await main.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled'), 'true');
  }
  await assertAccessible(page);
  assert.equal(await stored('timed'), undefined);

  await at.fill('mon,fri 02:30');
  assert.deepEqual((await save('timed')).sync, { at: 'mon,fri 02:30' });
  assert.deepEqual((await stored('timed')).sync, { at: 'mon,fri 02:30' });
  await isRead('timed');
  const next = new Date((await ask('/v1/status')).connections[0].nextRun);
  assert.ok([1, 5].includes(next.getDay()) && next.getHours() === 2 && next.getMinutes() === 30, String(next));

  await edit('timed');
  assert.equal(await page.getByLabel('When it is read').inputValue(), 'at');
  assert.equal(await at.inputValue(), 'mon,fri 02:30');
  await page.getByLabel('When it is read').selectOption('At an interval');
  assert.equal((await save('timed')).sync, undefined);
  assert.equal((await stored('timed')).sync, undefined);
});

test('what a schedule has besides is kept, and an interval that is not offered is', async () => {
  const sync = { every: '45m', 'shrink-limit': '20%' };
  await make('kept', { sync });
  await open('connections');
  await edit('kept');
  const every = page.getByLabel('Every', { exact: true });
  assert.equal(await every.locator('option:checked').innerText(), '45 minutes');
  await page.getByLabel('Further attributes').fill('department');
  assert.deepEqual((await save('kept')).sync, sync);
  assert.deepEqual((await stored('kept')).sync, sync);
  await edit('kept');
  await page.getByLabel('When it is read').selectOption('Only on request');
  await save('kept');
  assert.deepEqual((await stored('kept')).sync, { at: 'manual', 'shrink-limit': '20%' });
});

test('addresses come from the attributes that are chosen, and one is needed', async () => {
  const headers = { Authorization: `Bearer ${token}` };
  const lookup = async (key) => (await fetch(`${service.url}/v1/lookup?key=${key}`, { headers })).status;
  await add('mails');
  const boxes = { mail: page.getByLabel('mail', { exact: true }), aliases: page.getByLabel('proxyAddresses') };
  assert.deepEqual([await boxes.mail.isChecked(), await boxes.aliases.isChecked()], [true, true]);
  await boxes.mail.uncheck();
  await boxes.aliases.uncheck();
  assert.match((await testIt()).join(), /email-attributes: no attribute to read addresses from is left/);
  const group = page.getByRole('group', { name: 'E-mail addresses from' });
  const error = group.getByText(/no attribute to read addresses from is left\. .*one of the two/);
  await error.waitFor();
  assert.equal(await group.getAttribute('aria-describedby'), await error.getAttribute('id'));
  assert.equal(await boxes.aliases.getAttribute('aria-invalid'), 'true');
  assert.equal(await boxes.mail.evaluate((node) => node === document.activeElement), true, 'the first box has the focus');
  await assertAccessible(page);
  await boxes.mail.check();
  assert.deepEqual((await save('mails'))['email-attributes'], ['mail']);
  assert.deepEqual((await stored('mails'))['email-attributes'], ['mail']);
  await isRead('mails');
  assert.equal(await lookup('john.smith@demo.example'), 200);
  assert.equal(await lookup('j.smith@demo.example'), 404);

  await edit('mails');
  assert.deepEqual([await boxes.mail.isChecked(), await boxes.aliases.isChecked()], [true, false]);
  await boxes.aliases.check();
  assert.equal((await save('mails'))['email-attributes'], undefined);
  assert.equal((await stored('mails'))['email-attributes'], undefined);
  await until('the alias is read', async () => (await lookup('j.smith@demo.example')) === 200);
  await edit('mails');
  await boxes.mail.uncheck();
  assert.deepEqual((await save('mails'))['email-attributes'], ['proxyAddresses']);
});

test('a certificate that Java trusts needs no CA of its own', async () => {
  await add('trusting');
  assert.equal(await main.getByRole('button', { name: /^Trust th/ }).count(), 0);
  await save('trusting');
  assert.equal((await stored('trusting')).trust, undefined);
  await main.getByText('Those that this Java trusts.').waitFor();
  await isRead('trusting');
  await edit('trusting');
  assert.equal(await main.getByRole('button', { name: 'Trust those of this Java instead' }).count(), 0);
});

for (const [from, keys, files, text] of [
  ['uploaded CAs', {}, { trust: CA }, 'The CAs that were uploaded stay:'],
  ['CAs in a file', { tls: { trust: directory.ca } }, {}, `CAs in the file ${directory.ca}`],
]) {
  test(`from ${from} a connection goes over to those of Java`, async () => {
    await make('changing', keys, files);
    assert.equal((await stored('changing')).trust.certificates[0].subject, 'CN=DEMO simulated CA');
    await open('connections');
    await edit('changing');
    await main.getByText(text).waitFor();
    await main.getByText('CN=DEMO simulated CA').first().waitFor();
    const instead = main.getByRole('button', { name: 'Trust those of this Java instead' });
    await instead.click();
    await main.getByText(text).waitFor({ state: 'detached' });
    await main.getByRole('button', { name: 'Take it back' }).click();
    await main.getByText(text).waitFor();
    await instead.click();
    await main.getByText('This Java trusts the certificate already.').waitFor();
    await main.getByText(text).waitFor({ state: 'detached' });
    assert.equal((await save('changing')).tls, undefined);
    await main.getByText('Those that this Java trusts.').waitFor();
    const now = await stored('changing');
    assert.deepEqual([now.trust, now.tls], [undefined, undefined]);
    assert.deepEqual(now.keytab.principals, [directory.principal]);
    await edit('changing');
    assert.equal(await main.getByRole('button', { name: 'Trust those of this Java instead' }).count(), 0);
  });
}

test('of a keytab with several principals one is chosen, tested, previewed and kept', async () => {
  const as = page.getByLabel('Sign in as');
  await add('chosen');
  assert.equal(await as.count(), 0, 'of one principal there is nothing to choose');
  await page.getByLabel('Keytab of the service account').setInputFiles(FILE);
  await as.waitFor();
  const { principals } = await ask('/v1/keytab', { method: 'POST', body: SEVERAL });
  assert.deepEqual(await as.locator('option').allInnerTexts(), principals);
  assert.equal(await as.inputValue(), principals[0]);
  await assertAccessible(page);
  assert.match((await testIt()).join(), /svc-other/);
  await main.getByRole('button', { name: 'Preview' }).click();
  await main.getByText('There is no preview').waitFor();

  await as.selectOption(directory.principal);
  await main.getByText('Something was changed since the test: test it again.').waitFor();
  const asked = page.waitForRequest('**/v1/connections/preview');
  await main.getByRole('button', { name: 'Preview' }).click();
  await main.getByText(/A first sync would bring \d+ people/).waitFor();
  assert.equal((await asked).postDataJSON().connection.principal, directory.principal);
  assert.equal((await save('chosen')).principal, directory.principal);
  const before = await stored('chosen');
  assert.equal(before.principal, directory.principal);
  assert.deepEqual(before.keytab.principals, principals);
  await isRead('chosen');

  await edit('chosen');
  assert.equal(await as.inputValue(), directory.principal);
  await page.getByLabel('Contacts').uncheck();
  assert.equal((await save('chosen')).principal, directory.principal);
  const now = await stored('chosen');
  assert.deepEqual([now.principal, now.contacts], [directory.principal, false]);

  await edit('chosen');
  await page.getByLabel('Another keytab optional').setInputFiles(FILE);
  await main.getByText(principals[0]).nth(1).waitFor();
  assert.equal(await as.inputValue(), directory.principal, 'the same file once more');
  await page.getByLabel('Another keytab optional').setInputFiles(directory.keytab);
  await as.waitFor({ state: 'detached' });
  assert.equal((await save('chosen')).principal, undefined);
  assert.deepEqual((await stored('chosen')).keytab.principals, [directory.principal]);
});

test('a principal stays the same however the settings write it', async () => {
  await make('written', { principal: 'SVC-adcache' }, { keytab: SEVERAL });
  await open('connections');
  await edit('written');
  assert.equal(await page.getByLabel('Sign in as').inputValue(), directory.principal);
  await page.getByLabel('Contacts').uncheck();
  await save('written');
  assert.equal((await stored('written')).contacts, false);
  await edit('written');
  assert.equal(await page.getByLabel('Sign in as').inputValue(), directory.principal);
});
