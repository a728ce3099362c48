/** The overview, as an administrator uses it: the switch, what needs somebody, the connections. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { assertAccessible, assertFits, closePage, openPage, PHONE, startChromium } from './support/browser.mjs';
import { Service, until } from './support/service.mjs';

const browser = await startChromium(after);
const demo = await Service.demo({ accounts: 400 });
after(() => demo.stop());

let page;
beforeEach(async () => {
  page = await openPage(browser);
});
afterEach(() => closePage(page));

async function open() {
  await page.goto(`${demo.url}/`);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.locator('.switch-count', { hasText: '400 accounts' }).waitFor();
}

/** Answers GET /v1/status with the real one, changed. */
async function withStatus(change) {
  await page.route('**/v1/status', async (route) => {
    const response = await route.fetch();
    const status = await response.json();
    change(status);
    await route.fulfill({ response, json: status });
  });
}

test('answers three questions before anything is clicked', async () => {
  await open();
  const main = page.getByRole('main');
  await main.getByText('On', { exact: true }).first().waitFor();
  await main.getByText(/Fresh; as of/).waitFor();
  await main.getByText('Nothing needs you').or(main.getByText('Needs you')).first().waitFor();
  await main.getByRole('link', { name: 'demo', exact: true }).waitFor();
  await main.getByText('demo.example', { exact: true }).waitFor();
  assert.deepEqual(page.complaints, []);
});

test('loads in less than 150 KB, and stores nothing in the browser', async () => {
  const bodies = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.match(/^\/(ui\/|$)/)) bodies.push(response.body());
  });
  await open();
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
  assert.ok(bytes > 10000 && bytes < 150000, `${bytes} bytes`);
  const stored = () => page.evaluate(() => localStorage.length + sessionStorage.length);
  assert.equal(await stored(), 0);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByRole('combobox', { name: 'Find somebody' }).fill('smi jo');
  await page.locator('.ap-row', { hasText: 'John Smith' }).click();
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  assert.equal(await stored(), 0, 'after somebody was looked at');
});

test('turns off with the word only, shows the receipt, and turns on again', async () => {
  await open();
  await page.getByRole('button', { name: 'Turn off…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Turn the integration off?' });
  await dialog.getByText('400 accounts will be deleted on this machine.').waitFor();
  await dialog.getByText('demo demo.example: 400 accounts').waitFor();
  await assertAccessible(page);
  await dialog.getByRole('textbox').fill('yes');
  await dialog.getByRole('button', { name: /Delete everything/ }).click();
  await dialog.getByText('Type “delete”.').waitFor();
  assert.equal((await demo.json('/v1/integration')).enabled, true);

  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await demo.json('/v1/integration')).enabled, true);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Turn off…');

  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Delete');
  await page.keyboard.press('Enter');
  await dialog.getByText('The integration is off. 400 accounts are deleted.').waitFor();
  await dialog.getByText('the copy in memory, the keys of the stored copy').waitFor();
  await assertAccessible(page);
  assert.equal((await demo.json('/v1/integration')).enabled, false);
  await dialog.getByRole('button', { name: 'Close' }).click();

  const main = page.getByRole('main');
  await main.getByText('Nothing is stored, every question is “unknown”').waitFor();
  await assertAccessible(page);
  await main.getByText('The last receipt').click();
  await main.getByText('Accounts deleted').waitFor();
  await main.getByRole('button', { name: 'Turn on' }).click();
  await main.getByText('400 accounts').waitFor();
  await demo.ready();
});

test('a question that was left can be asked again at once, however slow the service is', async () => {
  for (const [name, path] of [
    ['Overview', ''],
    ['Data', '#/data/receipt'],
  ]) {
    await page.goto(`${demo.url}/${path}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const opener = page.getByRole('button', { name: 'Turn off…' });
    await opener.waitFor();
    let answer;
    const answered = new Promise((resolve) => (answer = resolve));
    await page.route('**/v1/status', (route) => answered.then(() => route.continue()));
    await opener.click();
    const word = page.getByRole('dialog', { name: 'Turn the integration off?' }).getByRole('textbox');
    await word.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await word.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await word.and(page.locator(':focus')).waitFor();
    answer();
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Escape');
    await word.waitFor({ state: 'detached' });
  }
});

test('hears of a switch made elsewhere', async () => {
  await open();
  await demo.enable(false);
  await page.getByText('Nothing is stored, every question is “unknown”').waitFor();
  await demo.enable(true);
  await page.getByText('400 accounts').waitFor();
  await demo.ready();
});

test('starts each kind of cycle, and shows how far it is', async () => {
  await open();
  const runs = async (mode) => (await demo.json('/v1/sync')).runs.filter((run) => run.mode === mode && run.finishedAt);
  const full = (await runs('full')).length;
  await page.getByRole('button', { name: 'Sync now: demo' }).click();
  await page.locator('summary', { hasText: 'More' }).click();
  await assertAccessible(page);
  await page.getByRole('button', { name: /Full: read everything again/ }).click();
  await until('it ran', async () => (await runs('full')).length > full);
  const history = page.getByRole('img', { name: 'History of demo' });
  await until('the history shows it', async () =>
    (await history.locator('title').allTextContents()).some((text) => text.includes('full, done')),
  );
});

test('the menu is used by keyboard', async () => {
  await open();
  await page.locator('summary', { hasText: 'More' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /Reconcile/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Reconcile/ }).waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'More');
});

test('shows the most urgent first, each with its remedy', async () => {
  const now = new Date().toISOString();
  await withStatus((status) => {
    const [connection] = status.connections;
    connection.unreadable = [{ type: 'user', attribute: 'userAccountControl', share: 0.996 }];
    connection.lastError = { at: now, type: 'login-refused', detail: 'The keytab is old.', remedy: 'Export it again.' };
    connection.held = {
      heldAt: now,
      type: 'result-shrunken',
      detail: 'The result lacks 60 of 400 accounts.',
      remedy: 'Check the rights.',
      added: 1,
      changed: 2,
      removed: 60,
      secondOpinion: { server: 'dc2.demo.example', asked: 20, visible: 20 },
      removedSample: [
        { objectGUID: '00000000-0000-0000-0000-000000000001', type: 'user', cn: 'Jo <b>Bold</b>', distinguishedName: 'CN=Jo', connection: 'demo' },
      ],
    };
    status.damage = [{ type: 'cache-damaged', detail: 'A segment is damaged.', remedy: 'It is read again.' }];
    status.expiring = [{ what: 'certificate', subject: 'CN=gw1', notAfter: new Date(Date.now() + 86400000).toISOString() }];
  });
  await open();
  const titles = await page.locator('.notice-title').allTextContents();
  assert.match(titles[0], /A segment is damaged/);
  assert.match(titles[1], /demo: the last sync failed · (just now|\d+ s ago)/);
  assert.match(titles[2], /demo: a result waits for your decision/);
  assert.match(titles[3], /userAccountControl can be read of more than 99 % of the people only/);
  assert.match(titles[4], /Expires soon: certificate CN=gw1/);
  await page.getByText('Export it again.').waitFor();
  await page.getByText('Another controller, dc2.demo.example').waitFor();
  await page.getByText('Show 1 of them').click();
  await page.getByText('Jo <b>Bold</b>').waitFor();
  await assertAccessible(page);
  await page.setViewportSize(PHONE);
  await assertFits(page);
});

test('a held result is applied or dropped after a question', async () => {
  const held = { heldAt: new Date().toISOString(), type: 'x', detail: 'Less.', remedy: 'Look.', added: 0, changed: 3, removed: 9, removedSample: [] };
  await withStatus((status) => (status.connections[0].held = held));
  const decisions = [];
  await page.route('**/v1/sync/held/demo', (route) => {
    decisions.push(route.request().postDataJSON());
    return route.fulfill({ json: { connection: 'demo', apply: true, added: 0, changed: 0, removed: 9 } });
  });
  await open();
  await page.getByRole('button', { name: 'Apply…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('9 accounts will be removed from the copy').waitFor();
  await dialog.getByText('3 accounts will be changed').waitFor();
  assert.equal(await dialog.getByText('will be added').count(), 0);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  assert.deepEqual(decisions, []);
  await page.getByRole('button', { name: 'Drop…' }).click();
  await dialog.getByRole('button', { name: 'Drop' }).click();
  await until('the decision is sent', () => decisions.length > 0);
  assert.deepEqual(decisions, [{ apply: false }]);
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Apply…' }).click();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await until('the decision is sent', () => decisions.length > 1);
  assert.deepEqual(decisions[1], { apply: true });
});

test('twenty connections, and none', async () => {
  await withStatus((status) => {
    const [one] = status.connections;
    status.connections = Array.from({ length: 20 }, (_, index) => ({ ...one, id: `site-${index}` }));
  });
  await open();
  assert.equal(await page.getByRole('button', { name: /Sync now: site-/ }).count(), 20);
  await page.setViewportSize(PHONE);
  await assertFits(page);
  await page.unroute('**/v1/status');
  await withStatus((status) => (status.connections = []));
  await page.reload();
  await page.getByText('No connection yet').waitFor();
  await page.getByRole('link', { name: 'Add a connection' }).waitFor();
  await assertAccessible(page);
});

for (const colorScheme of ['light', 'dark']) {
  test(`has nothing to complain of in ${colorScheme} colours, wide and narrow`, async () => {
    await page.emulateMedia({ colorScheme });
    await open();
    await assertAccessible(page);
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Data' }).waitFor();
    await assertAccessible(page);
    await assertFits(page);
  });
}
