/** The view Rules: recipients, conditions, verdicts and their reasons. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { DESK, PHONE, assertAccessible, assertFits, openPage, startChromium } from './support/browser.mjs';
import { Service } from './support/service.mjs';

const run = promisify(execFile);
const SALES = 'CN=Sales Worldwide,OU=Security,OU=Groups,DC=demo,DC=example';
/** More than this at once and typing stutters; a quiet machine needs a tenth of it. */
const LONGEST_TASK_MS = 1500;

const browser = await startChromium(after);
let service;
let sales;

before(async () => {
  service = await Service.demo();
  sales = (await service.json(`/v1/lookup?${new URLSearchParams({ key: SALES })}`)).accounts[0].objectGUID;
});
after(() => service?.stop());

async function openRules(conditions = [], options = {}) {
  const page = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'], ...options });
  await page.goto(`${service.url}/#/rules${conditions.map((one) => `/${encodeURIComponent(one)}`).join('')}`);
  await page.getByRole('heading', { name: 'Verdicts' }).waitFor();
  return page;
}

async function paste(page, ...addresses) {
  await page.getByLabel('Or paste addresses').fill(addresses.join('\n'));
  await page.getByRole('button', { name: 'Add the addresses' }).click();
}

/** Waits for the verdicts of a recipient, as many as are expected, and compares them from left to right. */
async function assertVerdicts(page, recipient, expected) {
  await why(page, recipient, expected.length - 1).waitFor();
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: recipient }) });
  assert.deepEqual(await row.locator('.verdict').allTextContents(), expected);
}

function why(page, recipient, column = 0) {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: recipient }) });
  return row.getByRole('button', { name: /why/ }).nth(column);
}

async function choose(scope, text, name) {
  await scope.locator('.ap-input').fill(text);
  await scope.locator('[role=option]').filter({ hasText: name }).first().click();
}

test('who is chosen and what is pasted is tested, and a click says why', async () => {
  const page = await openRules();
  await choose(page.locator('.rule-fields section').first(), 'smi jo', 'John Smith');
  await paste(page, 'Nobody <nobody@demo.example>', 'support@demo.example; john.smith@demo.example');
  await choose(page.getByRole('group', { name: 'Condition 1' }), 'sales-worldwide', 'Sales Worldwide');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('group', { name: 'Condition 2' }).locator('select').selectOption('known');

  await assertVerdicts(page, 'john.smith@demo.example', ['yes', 'yes']);
  await assertVerdicts(page, 'nobody@demo.example', ['no', 'no']);
  await assertVerdicts(page, 'support@demo.example', ['no', 'yes']);
  assert.equal(await page.locator('.verdicts tbody tr').count(), 3, 'each address once');

  await why(page, 'john.smith@demo.example').click();
  const way = page.getByRole('region', { name: 'Why' });
  await way.getByRole('link', { name: 'Sales Worldwide' }).waitFor();
  assert.deepEqual(await way.locator('.way bdi').allTextContents(), [
    'john.smith@demo.example',
    'John Smith',
    'Sales Berlin',
    'Sales EMEA',
    'Sales Worldwide',
  ]);
  await why(page, 'support@demo.example').click();
  await way.getByText('none of them is in this group').waitFor();
  assert.equal(await way.count(), 1, 'one answer at a time');
  await why(page, 'nobody@demo.example').click();
  await way.getByText('nobody owns this address').waitFor();
  await why(page, 'nobody@demo.example').click();
  assert.equal(await way.count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('each kind of condition has its field, and what names nothing is unknown', async () => {
  const page = await openRules();
  await paste(page, 'john.smith@demo.example');
  const first = page.getByRole('group', { name: 'Condition 1' });
  const cases = [
    ['container', () => first.getByLabel('Container').fill('OU=People,DC=demo,DC=example'), 'yes'],
    ['container', () => first.getByLabel('Container').fill('OU=Nowhere,DC=demo,DC=example'), 'unknown'],
    ['upnSuffix', () => first.getByLabel('UPN suffix').fill('jo@demo.example'), 'yes'],
    ['upnSuffix', () => first.getByLabel('UPN suffix').fill('other.example'), 'no'],
    ['type', () => first.getByLabel('Type').selectOption('contact'), 'no'],
    ['known', () => first.getByLabel('Known').selectOption('false'), 'no'],
    ['account', () => choose(first, 'jdoe', 'Jane Doe'), 'no'],
    ['group', () => choose(first, 'sales-emea', 'Sales EMEA'), 'yes'],
  ];
  for (const [kind, enter, verdict] of cases) {
    await first.getByLabel('The recipient').selectOption(kind);
    await enter();
    await page.locator('.verdict', { hasText: verdict }).waitFor();
  }
  await first.getByLabel('The recipient').selectOption('container');
  await first.getByLabel('Container').fill('OU=Nowhere,DC=demo,DC=example');
  await page.locator('.verdict', { hasText: 'unknown' }).click();
  await page.getByText('No account of the copy lies below this container.').waitFor();
});

test('the address of the page keeps conditions and no people, the browser’s storage nothing', async () => {
  const page = await openRules();
  await choose(page.locator('.rule-fields section').first(), 'smi jo', 'John Smith');
  await choose(page.getByRole('group', { name: 'Condition 1' }), 'sales-worldwide', 'Sales Worldwide');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  const second = page.getByRole('group', { name: 'Condition 2' });
  await second.locator('select').selectOption('container');
  await second.getByLabel('Container').fill('CN=John Smith,OU=Sales,OU=People,DC=demo,DC=example');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('group', { name: 'Condition 3' }).locator('select').selectOption('type');
  await page.locator('.verdict').nth(2).waitFor();

  const address = decodeURIComponent(new URL(page.url()).hash);
  assert.equal(address, `#/rules/group=${sales}/type=user`);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);

  await page.reload();
  await page.getByRole('group', { name: 'Condition 2' }).waitFor();
  await paste(page, 'john.smith@demo.example');
  await assertVerdicts(page, 'john.smith@demo.example', ['yes', 'yes']);
  await page.getByRole('columnheader', { name: 'in group Sales Worldwide' }).waitFor();
  const picked = page.getByRole('combobox', { name: 'Group' });
  assert.equal(await picked.inputValue(), 'Sales Worldwide');
});

test('a thousand pasted addresses do not freeze the page', async () => {
  const page = await openRules([`group=${sales}`, 'known=true']);
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
    }).observe({ entryTypes: ['longtask'] });
  });
  const addresses = Array.from({ length: 1100 }, (_, index) => `someone${index}@elsewhere.example`);
  addresses[700] = 'john.smith@demo.example';
  await page.getByLabel('Or paste addresses').focus();
  await page.evaluate((text) => navigator.clipboard.writeText(text), addresses.join('\n'));
  await page.keyboard.press('Control+V');

  await page.locator('.verdict-bar').getByText('1,000 recipients').waitFor();
  await page.getByText('100 addresses left out').waitFor();
  assert.equal(await page.locator('.verdicts tbody tr').count(), 100);
  await page.getByLabel('Show', { exact: true }).selectOption('yes');
  await assertVerdicts(page, 'john.smith@demo.example', ['yes', 'yes']);
  assert.equal(await page.locator('.verdicts tbody tr').count(), 1);
  await page.getByLabel('Show', { exact: true }).selectOption('no');
  await page.getByRole('button', { name: 'Show 100 more' }).click();
  assert.equal(await page.locator('.verdicts tbody tr').count(), 200);
  const longest = await page.evaluate(() => window.longest);
  assert.ok(longest < LONGEST_TASK_MS, `the page did nothing else for ${longest} ms`);
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.getByText('No verdicts yet').waitFor();
});

test('a list pasted into the field of recipients becomes recipients', async () => {
  const page = await openRules(['known=true']);
  await page.getByRole('combobox', { name: 'Add a recipient' }).focus();
  await page.evaluate(() => navigator.clipboard.writeText('john.smith@demo.example, nobody@demo.example'));
  await page.keyboard.press('Control+V');
  await assertVerdicts(page, 'john.smith@demo.example', ['yes']);
  await assertVerdicts(page, 'nobody@demo.example', ['no']);
});

test('the request for curl says the same', async () => {
  const page = await openRules([`group=${sales}`]);
  await paste(page, 'john.smith@demo.example', "o'hara@demo.example");
  await assertVerdicts(page, 'john.smith@demo.example', ['yes']);
  await page.getByText('The same request').click();
  await page.getByLabel('with the path of each yes').check();
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());

  const { stdout } = await run('sh', ['-c', command]);
  const answer = JSON.parse(stdout);
  assert.deepEqual(answer.results.map((one) => [one.address, Object.values(one.matches)]), [
    ['john.smith@demo.example', ['yes']],
    ["o'hara@demo.example", ['no']],
  ]);
  assert.ok(Object.values(answer.results[0].explain)[0].length > 2);
});

test('everything is done with the keyboard alone', async () => {
  const page = await openRules();
  await page.getByRole('combobox', { name: 'Add a recipient' }).focus();
  await page.keyboard.type('smi jo');
  await page.locator('.ap-row:only-child', { hasText: 'John Smith' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('nobody@demo.example');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'select');
  await page.keyboard.press('Tab');
  await page.keyboard.type('sales-worldwide');
  await page.locator('.condition .ap-row:only-child', { hasText: 'Sales Worldwide' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.verdict').first().waitFor();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement.classList.contains('verdict'))) break;
  }
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Why' }).getByRole('link', { name: 'Sales EMEA' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'true');
});

test('recipients are still there after a look at somebody, and nobody who was chosen after a wipe', async () => {
  const page = await openRules([`group=${sales}`]);
  await choose(page.locator('.rule-fields section').first(), 'smi jo', 'John Smith');
  await paste(page, 'nobody@demo.example');
  await why(page, 'john.smith@demo.example').click();
  await page.getByRole('region', { name: 'Why' }).getByRole('link', { name: 'John Smith' }).click();
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  await page.goBack();
  await assertVerdicts(page, 'john.smith@demo.example', ['yes']);

  await service.enable(false);
  await page.getByText('The integration is off').first().waitFor();
  await page.getByText('john.smith@demo.example').first().waitFor({ state: 'detached' });
  assert.doesNotMatch(await page.locator('body').innerText(), /John Smith/);
  await service.enable(true);
  await service.ready();
  await assertVerdicts(page, 'nobody@demo.example', ['no']);
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [PHONE, DESK]) {
    test(`nothing is wrong for axe, ${colorScheme}, ${viewport.width} pixels`, async () => {
      const page = await openRules([`group=${sales}`, 'known=true', 'container=OU=Nowhere'], { colorScheme, viewport });
      await assertAccessible(page);
      await assertFits(page);
      await paste(page, 'john.smith@demo.example', 'nobody@demo.example');
      await assertVerdicts(page, 'john.smith@demo.example', ['yes', 'yes', 'unknown']);
      await why(page, 'john.smith@demo.example').click();
      await page.getByRole('region', { name: 'Why' }).getByRole('link', { name: 'Sales EMEA' }).waitFor();
      await page.getByText('The same request').click();
      await assertAccessible(page);
      await assertFits(page);
      assert.deepEqual(page.complaints, []);
    });
  }
}
