/** The view People: an account is found, and what is known of it is shown. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { DESK, PHONE, assertAccessible, assertFits, openPage, startChromium } from './support/browser.mjs';
import { paste } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const run = promisify(execFile);
const JOHN = 'john.smith@demo.example';
const NOBODY = '00000000-0000-0000-0000-000000000000';

const browser = await startChromium(after);
let service;
let john;

before(async () => {
  service = await Service.demo();
  john = await account(JOHN);
});
after(() => service?.stop());

async function account(key) {
  const { accounts } = await service.json(`/v1/lookup?${new URLSearchParams({ key })}`);
  return accounts[0];
}

async function openPeople(guid = '', options = {}) {
  const page = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'], ...options });
  await page.goto(`${service.url}/#/people${guid && `/${guid}`}`);
  await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  return page;
}

function field(page) {
  return page.getByRole('combobox', { name: 'Find somebody' });
}

function fact(page, name) {
  return page.locator('.facts > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd');
}

/** Answers for an account with something changed. What is asked while the browser closes has no answer. */
async function answer(page, guid, change) {
  const changed = async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    change(json);
    await route.fulfill({ response, json });
  };
  await page.route(`**/v1/accounts/${guid}`, (route) => changed(route).catch(() => {}));
}

test('a name of another domain is nobody, whoever has the name here', async () => {
  const page = await openPeople();
  for (const enter of ['paste', 'Enter']) {
    if (enter === 'paste') await paste(field(page), 'OTHER\\jsmith');
    else {
      await field(page).fill('OTHER\\jsmith');
      await page.keyboard.press('Enter');
    }
    await page.locator('.ap-error', { hasText: 'OTHER\\jsmith' }).waitFor();
    assert.equal(new URL(page.url()).hash, '#/people');
    await page.getByText('Nobody is chosen').waitFor();
    await field(page).fill('');
  }
  await paste(field(page), 'DEMO\\jsmith');
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test('somebody is found, with keys, addresses, groups, and what is stored', async () => {
  const page = await openPeople();
  await page.getByText('Nobody is chosen').waitFor();
  await field(page).fill('smi jo');
  await page.locator('.ap-row', { hasText: 'John Smith' }).click();
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();

  assert.equal(new URL(page.url()).hash, `#/people/${john.objectGUID}`, 'the GUID, and no name');
  await page.getByText('Account Manager · Sales').waitFor();
  await page.locator('.mark', { hasText: 'enabled' }).waitFor();
  for (const key of ['sAMAccountName', 'userPrincipalName', 'objectGUID', 'objectSid', 'distinguishedName']) {
    await page.locator('.person-keys code').getByText(john[key], { exact: true }).first().waitFor();
  }
  assert.match(await fact(page, 'Addresses').innerText(), /john\.smith@demo\.example.*primary\s+j\.smith@demo\.example/s);
  assert.equal(await fact(page, 'Connection').innerText(), 'demo');
  assert.match(await fact(page, 'Read last').innerText(), /ago|just now/);
  assert.match(await fact(page, 'Attributes').innerText(), /sAMAccountName/);
  assert.deepEqual(page.complaints, []);
});

test('groups stand below the group that leads to them', async () => {
  const page = await openPeople(john.objectGUID);
  const tree = page.locator('.person-groups .tree');
  await tree.waitFor();
  const item = (name) => tree.locator('li').filter({ has: page.locator(':scope > a', { hasText: new RegExp(`^${name}$`) }) });
  assert.equal(await tree.locator(':scope > li > a', { hasText: 'Sales Berlin' }).count(), 1);
  assert.equal(await item('Sales Berlin').locator(':scope > ul > li > a', { hasText: 'Sales EMEA' }).count(), 1);
  assert.equal(await item('Sales EMEA').locator(':scope > ul > li > a', { hasText: 'Sales Worldwide' }).count(), 1);
  await page.getByText(/In \d+ groups: \d directly, \d through others/).waitFor();

  await item('Sales Worldwide').locator(':scope > a').click();
  await page.getByRole('heading', { level: 2, name: 'Sales Worldwide' }).waitFor();
  await page.getByRole('link', { name: 'Test who is in this group' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor();
  const group = await account('DEMO\\sales-worldwide');
  assert.equal(decodeURIComponent(new URL(page.url()).hash), `#/rules/group=${group.objectGUID}`);
});

test('each key is copied, and the request is what curl needs', async () => {
  const page = await openPeople(john.objectGUID);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy the SID' }).click();
  await page.getByText('Copied', { exact: true }).first().waitFor();
  assert.equal(await clipboard(), john.objectSid);
  await page.getByRole('button', { name: 'Copy the distinguished name' }).click();
  await page.waitForFunction((dn) => navigator.clipboard.readText().then((text) => text === dn), john.distinguishedName);
  await page.getByRole('button', { name: 'Copy as curl' }).click();
  await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.startsWith('curl ')));
  const { stdout } = await run('sh', ['-c', await clipboard()]);
  assert.equal(JSON.parse(stdout).account.objectGUID, john.objectGUID);
});

test('with the keyboard alone, and back again', async () => {
  const page = await openPeople();
  await field(page).focus();
  await page.keyboard.type('jane doe');
  await page.locator('.ap-row:only-child', { hasText: 'Jane Doe' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Jane Doe' }).waitFor();
  assert.equal(await field(page).evaluate((node) => node === document.activeElement), true, 'the focus stays');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('smi jo');
  await page.locator('.ap-row:only-child', { hasText: 'John Smith' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 2, name: 'Jane Doe' }).waitFor();
  await page.waitForFunction(() => document.querySelector('.ap-input').value === 'Jane Doe');
});

test('what stands against the use of an account is said, and what is unreadable is unknown', async () => {
  const page = await openPeople();
  const shared = await account('info@demo.example');
  const open = async (guid) => {
    await page.goto(`${service.url}/#/people/${guid}`);
    await page.locator('.person-keys').getByText(guid).waitFor();
    return page.locator('.account-marks').innerText();
  };
  assert.match(await open(shared.objectGUID), /disabled/);
  const { items } = await service.json('/v1/suggest?q=hidden&include=hidden&limit=20');
  const hidden = items.find((one) => one.hidden);
  assert.match(await open(hidden.objectGUID), /hidden from address lists/);

  await answer(page, john.objectGUID, ({ account: one }) => {
    delete one.disabled;
    one.expired = true;
    one.addresses = [];
    delete one.mail;
  });
  const marks = await open(john.objectGUID);
  assert.match(marks, /unknown whether disabled/);
  assert.match(marks, /expired/);
  assert.doesNotMatch(marks, /enabled/);
  assert.equal(await fact(page, 'Addresses').innerText(), 'none');
});

test('groups that may be missing are said to be, and a thousand of them are shown when asked for', async () => {
  const page = await openPeople();
  await answer(page, john.objectGUID, (json) => {
    json.groupsComplete = false;
    json.reasons = ['dynamic-group'];
    json.groups = Array.from({ length: 1000 }, (_, index) => {
      const group = { objectGUID: `00000000-0000-0000-0001-${String(index).padStart(12, '0')}`, cn: `Group ${index}` };
      return { ...group, distinguishedName: `CN=Group ${index},DC=demo,DC=example`, direct: true, path: [group] };
    });
  });
  await page.goto(`${service.url}/#/people/${john.objectGUID}`);
  await page.getByText('There may be more groups.').waitFor();
  await page.getByText('Only Exchange knows who is in a dynamic group.').waitFor();
  assert.equal(await page.locator('.tree li').count(), 200);
  await page.getByRole('button', { name: 'Show all 1,000 groups' }).click();
  assert.equal(await page.locator('.tree li').count(), 1000);
});

test('a link to nobody says so', async () => {
  const page = await openPeople(NOBODY);
  await page.getByText('No such account').waitFor();
});

test('a slow answer is waited for with a word, a fast one without', async () => {
  const page = await openPeople();
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await page.route(`**/v1/accounts/${john.objectGUID}`, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${service.url}/#/people/${john.objectGUID}`);
  const waiting = page.locator('.waiting');
  await waiting.waitFor({ state: 'attached' });
  const animation = await waiting.evaluate((node) => node.getAnimations()[0]?.effect.getTiming().delay);
  assert.equal(animation, 400);
  await waiting.waitFor({ state: 'visible' });
  release();
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
});

test('while the integration is off nobody is shown, and afterwards the same account again', async () => {
  const page = await openPeople(john.objectGUID);
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
  await service.enable(false);
  await page.getByRole('link', { name: 'To the switch' }).waitFor();
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor({ state: 'detached' });
  assert.doesNotMatch(await page.locator('main').innerText(), /smith/i);
  assert.doesNotMatch(await field(page).inputValue(), /smith/i);
  await assertAccessible(page);
  await service.enable(true);
  await page.getByRole('heading', { level: 2, name: 'John Smith' }).waitFor();
});

for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [PHONE, DESK]) {
    test(`nothing is wrong for axe, ${colorScheme}, ${viewport.width} pixels`, async () => {
      const page = await openPeople('', { colorScheme, viewport });
      await page.getByText('Nobody is chosen').waitFor();
      await assertAccessible(page);
      await assertFits(page);
      await page.goto(`${service.url}/#/people/${john.objectGUID}`);
      await page.locator('.tree').waitFor();
      await assertAccessible(page);
      await assertFits(page);
      assert.deepEqual(page.complaints, []);
    });
  }
}
