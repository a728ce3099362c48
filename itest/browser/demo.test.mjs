/** The page of the demo: a form with the picker, a rule, and the integration switched off and on again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, PHONE, assertAccessible, assertFits, openPage, startChromium } from './support/browser.mjs';
import { Service } from './support/service.mjs';

const browser = await startChromium(after);
let service;

before(async () => {
  service = await Service.demo();
});
after(() => service?.stop());

async function openDemo(options) {
  const page = await openPage(browser, options);
  await page.goto(`${service.url}/demo`);
  await page.getByRole('heading', { name: 'A field for people' }).waitFor();
  return page;
}

function field(page, name) {
  return page.getByRole('combobox', { name, exact: true });
}

async function choose(page, name, text, person) {
  await field(page, name).fill(text);
  await page.locator('.ap-row', { hasText: person }).first().click();
}

test('a form is only sent with those who are required, and a server receives their GUIDs', async () => {
  const page = await openDemo();
  await page.getByRole('button', { name: 'Send' }).click();
  assert.equal(await page.getByText('A server receives this').count(), 0);
  assert.equal(await field(page, 'Owner').evaluate((node) => node === document.activeElement), true, 'the first that lacks');

  await choose(page, 'Owner', 'smi jo', 'John Smith');
  await choose(page, 'To', 'jane doe', 'Jane Doe');
  await choose(page, 'To', 'sales-worldwide', 'Sales Worldwide');
  await field(page, 'To').fill('someone@elsewhere.example');
  await page.keyboard.press('Enter');
  await page.locator('.ap-chip', { hasText: 'someone@elsewhere.example' }).waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll('account-picker[name=to]')].every((node) => node.validity.valid));
  await page.getByRole('button', { name: 'Send' }).click();

  const body = (await page.locator('.demo-columns pre').innerText()).split('\n\n')[1];
  const { results } = await service.json('/v1/lookup', {
    method: 'POST',
    body: JSON.stringify({ keys: ['jsmith', 'jdoe', 'sales-worldwide'], by: 'account' }),
  });
  const [john, jane, sales] = results.map((one) => one.accounts[0].objectGUID);
  assert.deepEqual([...new URLSearchParams(body)], [
    ['owner', john],
    ['to', jane],
    ['to', sales],
    ['to', 'someone@elsewhere.example'],
    ['subject', 'Minutes of Monday'],
  ]);
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText('Nothing was sent yet').waitFor();
  assert.equal(await page.locator('.ap-chip').count(), 0);
  assert.equal(await field(page, 'Owner').inputValue(), '');
  assert.deepEqual(page.complaints, []);
});

test('the rule has its examples, and says why', async () => {
  const page = await openDemo();
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'john.smith@demo.example' }) });
  await row.locator('.verdict').first().waitFor();
  assert.deepEqual(await row.locator('.verdict').allTextContents(), ['yes', 'yes']);
  await row.locator('.verdict').first().click();
  const group = page.getByRole('region', { name: 'Why' }).getByRole('link', { name: 'Sales Worldwide' });
  await group.click();
  await page.getByRole('heading', { level: 2, name: 'Sales Worldwide' }).waitFor();
  assert.match(page.url(), /\/#\/people\/[0-9a-f-]{36}$/);
});

test('switched off: the receipt, what the fields say, and on again', async () => {
  const page = await openDemo();
  await page.getByText('1,000 accounts are on this machine.').waitFor();
  await choose(page, 'Owner', 'smi jo', 'John Smith');
  await page.getByRole('button', { name: 'Turn off…' }).click();
  await page.getByRole('textbox', { name: 'Type delete to confirm' }).fill('delete');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('1,000 accounts are deleted.').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('button', { name: 'Turn on again' }).waitFor();
  assert.match(await page.locator('.receipt').innerText(), /Accounts deleted\s+1,000/);
  await page.waitForFunction(() => document.querySelector('account-picker[name=owner]').accounts.length === 0);
  // The field and the rule hear of it one after the other.
  await page.waitForFunction(() => !/john.smith/i.test(document.querySelector('main').innerText));
  await field(page, 'A field meanwhile').fill('smi');
  await page.locator('account-picker[name=meanwhile] .ap-note', { hasText: /off/i }).waitFor();
  await assertAccessible(page);

  await page.getByRole('button', { name: 'Turn on again' }).click();
  await page.getByText('1,000 accounts are on this machine.').waitFor();
  await field(page, 'A field meanwhile').fill('smi jo');
  await page.locator('account-picker[name=meanwhile] .ap-row', { hasText: 'John Smith' }).waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [PHONE, DESK]) {
    test(`nothing is wrong for axe, ${colorScheme}, ${viewport.width} pixels`, async () => {
      const page = await openDemo({ colorScheme, viewport });
      await page.locator('.verdict').first().waitFor();
      await assertAccessible(page);
      await assertFits(page);
      assert.deepEqual(page.complaints, []);
    });
  }
}
