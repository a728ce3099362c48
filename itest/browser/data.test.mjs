/** The statement on what is stored, the last receipt, and the service itself. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { assertAccessible, assertFits, closePage, openPage, PHONE, startChromium } from './support/browser.mjs';
import { configuration, Service, temporaryFolder, until } from './support/service.mjs';

const browser = await startChromium(after);
const demo = await Service.demo({ accounts: 300 });
after(() => demo.stop());
const folder = await temporaryFolder();

let page;
beforeEach(async () => {
  page = await openPage(browser, { acceptDownloads: true });
});
afterEach(() => closePage(page));

async function open(path, heading) {
  await page.goto(`${demo.url}/#/data${path}`);
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
}

test('the statement has all that the inventory has, with date, version and domains', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('', 'Data that adcache stores');
  const { items } = await demo.json('/v1/data-inventory');
  const { version } = await demo.json('/v1/status');
  const statement = page.getByRole('region', { name: 'Statement' });
  assert.equal(await statement.getByRole('row').count(), items.length + 1);
  const text = await statement.innerText();
  for (const item of items) for (const value of [item.use, item.place, item.howLong, item.whoCanReadIt]) assert.ok(text.includes(value), value);
  for (const value of [version, 'demo.example', new URL(demo.url).host, String(new Date().getFullYear())]) assert.ok(text.includes(value), value);
  await page.getByRole('button', { name: 'Copy as a table' }).click();
  await until('it is copied', async () => (await page.evaluate(() => navigator.clipboard.readText())).includes('| Data | Use |'));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.split('\n').filter((line) => line.startsWith('|')).length, items.length + 2);
  assert.deepEqual(page.complaints, []);
});

test('it is printed without what is for the screen only', async () => {
  await open('', 'Data that adcache stores');
  await page.emulateMedia({ media: 'print' });
  for (const hidden of [page.locator('header.top'), page.locator('#menu'), page.getByRole('button', { name: 'Print' }), page.locator('.pages')]) {
    assert.equal(await hidden.isVisible(), false);
  }
  assert.equal(await page.getByRole('columnheader', { name: 'Who can read it' }).isVisible(), true);
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 10000);
  // The width of A4 without its margins.
  await page.setViewportSize({ width: 673, height: 1000 });
  await assertFits(page);
  await shot('statement-on-paper');
});

test('the receipt is made here, shown, and copied', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('/receipt', 'Data');
  await page.getByText('No receipt yet').waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Turn off…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('delete');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: /What was deleted/ }).waitFor();
  // The dialog that closes shows the same words for a moment.
  await page.getByLabel('Last receipt').getByText('Accounts deleted').waitFor();
  await dialog.waitFor({ state: 'detached' });
  await assertAccessible(page);
  await shot('receipt-1440');
  await page.getByRole('button', { name: 'Copy the receipt' }).click();
  await until('it is copied', async () => (await page.evaluate(() => navigator.clipboard.readText())).includes('Accounts deleted: 300'));
  await page.goto(`${demo.url}/#/data`);
  await page.getByText(/off, since .*: no account is stored/).waitFor();
  await page.goto(`${demo.url}/#/data/receipt`);
  await page.setViewportSize(PHONE);
  await assertFits(page);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('button', { name: 'Turn off…' }).waitFor();
  await demo.ready();
});

/** The text of each file in a ZIP file. */
function unzipped(zip) {
  const files = {};
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files[name] = inflateRawSync(zip.subarray(start, start + size)).toString('utf8');
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

test('the diagnostic file is downloaded, and names nobody', async () => {
  await open('/service', 'The service');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download a diagnostic file' }).click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^adcache-diagnostics-\d{8}-\d{6}\.zip$/);
  await page.getByText('The file is downloaded.').waitFor();
  await assertAccessible(page);
  const files = unzipped(await readFile(await file.path()));
  assert.deepEqual(JSON.parse(files['doctor.json']).demo.filter((stage) => !stage.ok), []);
  assert.equal(JSON.parse(files['status.json']).connections[0].domain, 'demo.example');
  const all = Object.values(files).join('\n');
  const people = new Map();
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    const { items } = await demo.json(`/v1/suggest?limit=20&q=${letter}&include=disabled,hidden`);
    for (const account of items) people.set(account.objectGUID, account);
  }
  assert.ok(people.size > 100, `${people.size} accounts`);
  for (const account of people.values()) {
    for (const value of [account.objectGUID, account.distinguishedName, account.mail, account.objectSid, account.userPrincipalName]) {
      assert.ok(!value || !all.includes(value), value);
    }
    assert.ok(account.type === 'group' || !account.cn.includes(' ') || !all.includes(account.cn), account.cn);
  }
  assert.ok(!all.includes('svc-adcache'));
  assert.deepEqual(page.complaints, []);
});

test('a refused download says why', async () => {
  await page.route('**/v1/diagnostics', (route) =>
    route.fulfill({ status: 429, json: { type: '/problems/too-many-requests', title: 'Too many requests', status: 429, detail: 'A diagnostic file is being made already.', remedy: 'Try again in a minute.' } }),
  );
  await open('/service', 'The service');
  await page.getByRole('button', { name: 'Download a diagnostic file' }).click();
  await page.getByText('Try again in a minute.').waitFor();
  await assertAccessible(page);
});

test('version and start are shown; a reload lists every problem, changes nothing, and takes a right file', async () => {
  const settings = await configuration(folder, demo);
  const right = await readFile(settings.file, 'utf8');
  const token = await settings.token('admin');
  const service = await Service.serve(settings.file);
  try {
    await page.goto(`${service.url}/#/data/service`);
    await page.getByLabel('Token', { exact: true }).fill(token);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'The service' }).waitFor();
    await page.getByText(/ago,|just now,/).waitFor();
    await page.getByText('CA of domain controllers (demo)').waitFor();
    const reload = page.getByRole('button', { name: 'Reload the configuration' });
    await reload.click();
    await page.getByText('The configuration is the same as before.').waitFor();
    await writeFile(settings.file, `${right}\nadcache.max-agee = 3h\nadcache.http.limits.suggest = many\n`);
    await reload.click();
    await page.getByText('The configuration is refused.').waitFor();
    await page.getByText('adcache.max-agee').waitFor();
    await page.getByText('adcache.http.limits.suggest').waitFor();
    await assertAccessible(page);
    await shot('reload-refused-1440');
    await writeFile(settings.file, `${right}\nadcache.max-age = 3h\n`);
    await reload.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 setting changed.').waitFor();
    await page.getByText('adcache.max-age', { exact: true }).waitFor();
    await assertAccessible(page);
  } finally {
    await service.stop();
  }
});

for (const colorScheme of ['light', 'dark']) {
  test(`has nothing to complain of in ${colorScheme} colours, wide and narrow`, async () => {
    await page.emulateMedia({ colorScheme });
    for (const [path, heading] of [['', 'Data that adcache stores'], ['/receipt', 'Data'], ['/service', 'The service']]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await open(path, heading);
      await page.locator('.waiting').waitFor({ state: 'detached' });
      await assertAccessible(page);
      await shot(`data${path.replace('/', '-')}-${colorScheme}-1440`);
      await page.setViewportSize(PHONE);
      await assertAccessible(page);
      await assertFits(page);
      await shot(`data${path.replace('/', '-')}-${colorScheme}-390`);
    }
  });
}

/** A picture, where somebody wants to look at the pages: SHOTS names the folder. */
async function shot(name) {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true });
}
