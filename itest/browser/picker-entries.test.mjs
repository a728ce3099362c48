/** What is chosen: equal names, nobody twice, pasted lists and keys, free addresses, chips by keyboard. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { assertAccessible, closePage, openPage, startChromium } from './support/browser.mjs';
import { account, answer, listed, openForm, paste, picker, problem } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const ONE = '<form><label for="p">Owner</label><account-picker id="p" name="owner"></account-picker></form>';
const MANY = '<form><label for="p">To</label><account-picker id="p" name="to" multiple></account-picker></form>';
const FREE = '<form><label for="p">To</label><account-picker id="p" name="to" multiple free></account-picker></form>';
const JOHN = '45b02fe5-176e-354e-a502-4b0142112b77';

const service = await Service.demo();
after(() => service.stop());
const browser = await startChromium(after);

describe('entries', () => {
  let page;
  let p;

  afterEach(() => closePage(page));

  beforeEach(async () => {
    page = await openPage(browser);
  });

  async function open(body, options) {
    await openForm(page, service, body, options);
    p = picker(page);
    await p.input.focus();
  }

  /** Waits until every key is checked. */
  async function settled(count) {
    await page.waitForFunction(
      (wanted) => {
        const chips = [...document.querySelectorAll('.ap-chip')];
        return chips.length === wanted && chips.every((chip) => chip.dataset.state !== 'checking');
      },
      count,
    );
  }

  const states = () => p.chips.evaluateAll((chips) => chips.map((chip) => `${chip.dataset.state} ${chip.querySelector('bdi').textContent}`));
  const data = () => page.evaluate(() => [...new FormData(document.querySelector('form'))]);

  test('equal names are told apart, and each of them can be chosen', async () => {
    const same = [
      account(1, { cn: 'Anna Bauer', mail: 'anna.bauer@corp.example', sAMAccountName: 'abauer' }),
      account(2, { cn: 'Anna Bauer', mail: 'anna.bauer2@corp.example', sAMAccountName: 'abauer2' }),
      account(3, { cn: 'Anna Bauer', extra: { department: ['Legal'] } }),
      account(4, { cn: 'Anna Bauer', extra: { department: ['Sales'] } }),
      account(5, { cn: 'Anna Bauer', distinguishedName: 'CN=Anna Bauer,OU=Berlin,DC=corp,DC=example', extra: { department: ['Sales'] } }),
    ];
    await page.route('**/v1/suggest?*', (route) => route.fulfill(answer(same)));
    await open(MANY);
    await page.keyboard.type('anna');
    await listed(page, 'anna');
    const lines = await p.host.locator('.ap-second').allTextContents();
    assert.equal(new Set(lines).size, 5, lines.join(' | '));
    const labels = await p.rows.evaluateAll((rows) => rows.map((row) => row.textContent));
    assert.equal(new Set(labels).size, 5, 'to readers of screens too');
    assert.ok(await p.rows.nth(2).locator('.ap-differs', { hasText: 'Legal' }).isVisible());
    for (let i = 0; i < 5; i += 1) {
      if (i > 0) await page.keyboard.type('anna');
      await listed(page, 'anna');
      await p.rows.nth(i).click();
    }
    assert.deepEqual(await p.value(), same.map((one) => one.objectGUID));
    const chips = await p.chips.allTextContents();
    assert.match(chips[0], /Anna Bauer.*anna\.bauer@corp\.example/);
    assert.match(chips[1], /anna\.bauer2@corp\.example/);
  });

  test('nobody twice, however fast Enter is', async () => {
    await open(MANY);
    await page.keyboard.type('jsmith');
    await listed(page, 'jsmith');
    await page.keyboard.press('ArrowDown');
    await page.evaluate(() => {
      const input = document.querySelector('.ap-input');
      for (let i = 0; i < 8; i += 1) {
        input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, repeat: i % 2 === 1 }));
      }
    });
    assert.deepEqual(await p.value(), [JOHN]);
    await page.keyboard.type('john.smith');
    await listed(page, 'john.smith');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.deepEqual(await p.value(), [JOHN]);
    await p.live.filter({ hasText: 'John Smith is chosen already.' }).waitFor();
    assert.equal(await p.rows.first().getAttribute('aria-disabled'), 'true');
    assert.ok(!(await page.evaluate(() => window.events)).includes('submit'));
  });

  for (const key of ['j.smith@demo.example', 'JSMITH@demo.example', JOHN, `{${JOHN.toUpperCase()}}`, 'DEMO\\jsmith']) {
    test(`a pasted ${key} is its owner`, async () => {
      await open(ONE);
      await paste(p.input, key);
      await page.waitForFunction(() => document.querySelector('.ap-input').value === 'John Smith');
      assert.equal(await p.value(), JOHN);
      await p.host.locator('.ap-detail').filter({ hasText: /^john\.smith@demo\.example$/ }).waitFor();
      assert.deepEqual(await data(), [['owner', JOHN]]);
    });
  }

  for (const [how, enter] of [
    ['pasted', () => paste(p.input, 'OTHER\\jsmith')],
    [
      'typed',
      async () => {
        await page.keyboard.type('OTHER\\jsmith');
        await page.keyboard.press('Enter');
      },
    ],
  ]) {
    test(`a ${how} name of another domain is nobody, whoever has the name here`, async () => {
      await open(ONE);
      await enter();
      await page.waitForFunction(() => document.querySelector('account-picker').validity.badInput);
      await p.error.filter({ hasText: 'OTHER\\jsmith' }).waitFor();
      assert.equal(await p.input.inputValue(), 'OTHER\\jsmith');
      assert.deepEqual(await p.accounts(), [{ free: 'OTHER\\jsmith' }]);
      await open(MANY);
      await enter();
      await settled(1);
      assert.deepEqual(await states(), ['unknown OTHER\\jsmith']);
    });
  }

  test('a typed address is its owner, after Enter or when the field is left', async () => {
    await open(ONE);
    await page.keyboard.type('j.smith@demo.example');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.ap-input').value === 'John Smith');
    await page.keyboard.press('Escape');
    await page.keyboard.type('paula@partner.example');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.querySelector('.ap-input').value === 'Paula Partner');
  });

  test('a list is split, each is looked up, what nobody knows is kept and marked', async () => {
    await open(MANY);
    await paste(
      p.input,
      '"Smith, John" <john.smith@demo.example>; Partner, Paula <PAULA@partner.example>\r\nsupportday\nnobody@demo.example;DEMO\\jsmith\nNo Such Person',
    );
    await settled(5);
    assert.deepEqual(await states(), [
      'known John Smith',
      'known Paula Partner',
      'known Support Day',
      'unknown nobody@demo.example',
      'unknown No Such Person',
    ]);
    await p.live.filter({ hasText: '4 of 6 entries found.' }).waitFor();
    await p.error.filter({ hasText: '2 are not known: nobody@demo.example, No Such Person' }).waitFor();
    assert.equal(await p.host.evaluate((node) => node.validity.badInput), true);
    await assertAccessible(page);
    for (const name of ['nobody@demo.example', 'No Such Person']) {
      await p.chips.filter({ hasText: name }).getByRole('button').click();
    }
    assert.equal(await p.host.evaluate((node) => node.checkValidity()), true);
    assert.equal(await p.error.isVisible(), false);
    assert.equal((await p.value()).length, 3);
  });

  test('two keys of one account are one entry, where the first of them stood', async () => {
    await open(MANY);
    await page.route('**/v1/suggest?*', async (route) => {
      if (route.request().url().includes('john.smith')) await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue().catch(() => {});
    });
    await paste(p.input, 'john.smith@demo.example\nsupportday\nDEMO\\jsmith');
    await settled(2);
    await p.live.filter({ hasText: '3 of 3 entries found.' }).waitFor();
    assert.deepEqual(await states(), ['known John Smith', 'known Support Day']);
  });

  test('a name with a comma is a name', async () => {
    await open(MANY);
    await paste(p.input, 'Smith, John');
    await page.waitForFunction(() => document.querySelector('.ap-input').value === 'Smith, John');
    await p.rows.filter({ hasText: 'john.smith@demo.example' }).waitFor();
    assert.deepEqual(await p.value(), []);
  });

  test('account names between commas are a list, if they are', async () => {
    await open(MANY);
    await paste(p.input, 'jsmith, supportday');
    await settled(2);
    assert.deepEqual(await states(), ['known John Smith', 'known Support Day']);
    assert.equal(await p.input.inputValue(), '');
    await paste(p.input, 'supportnight,nobody.here,jsmith');
    await settled(4);
    assert.deepEqual((await states()).slice(2), ['known Support Night', 'unknown nobody.here']);
    const asked = page.waitForResponse((response) => new URL(response.url()).searchParams.get('q') === 'nobody.here');
    await paste(p.input, 'jsmith, nobody.here');
    await asked;
    await listed(page, 'jsmith, nobody.here');
    assert.equal((await p.value()).length, 4);
    assert.equal(await p.input.inputValue(), 'jsmith, nobody.here', 'a name may be the account of somebody else');
  });

  test('account names between commas wait for a busy service, and none is lost', async () => {
    await open(MANY);
    let asked = 0;
    await page.route('**/v1/suggest?*', (route) => {
      asked += 1;
      if (asked <= 2) return route.fulfill(problem(429, 'too-many-requests', { headers: { 'Retry-After': '1' } }));
      return new URL(route.request().url()).searchParams.get('q').startsWith('u') ? route.fulfill(answer([])) : route.continue();
    });
    await paste(p.input, `jsmith,supportday,${Array.from({ length: 500 }, (_, i) => `u${i}`).join(',')}`);
    await settled(500);
    assert.equal(await p.input.inputValue(), 'u498, u499', 'nothing is lost');
    assert.deepEqual((await states()).slice(0, 2), ['known John Smith', 'known Support Day']);
  });

  test('addresses between spaces or commas, and several hundred of them', async () => {
    await open(FREE);
    await paste(p.input, 'j.smith@demo.example paula@partner.example,x@elsewhere.example');
    await settled(3);
    assert.deepEqual(await states(), ['known John Smith', 'known Paula Partner', 'free x@elsewhere.example']);
    await p.host.evaluate((node) => {
      const nobody = JSON.stringify({ complete: true, items: [], stale: false, epoch: 1 });
      node.request = async () => new Response(nobody, { headers: { 'Content-Type': 'application/json' } });
    });
    await paste(p.input, Array.from({ length: 502 }, (_, i) => `u${i}@many.example`).join('\n'));
    await settled(503);
    assert.equal(await p.input.inputValue(), 'u500@many.example, u501@many.example', 'nothing is lost');
  });

  test('a key of two owners is a question', async () => {
    await open(MANY);
    await paste(p.input, 'support@demo.example');
    await p.note.filter({ hasText: 'Several have this key.' }).waitFor();
    assert.deepEqual((await p.names.allTextContents()).sort(), ['Support Day', 'Support Night']);
    assert.deepEqual(await p.value(), []);
    await p.rows.filter({ hasText: 'Support Night' }).click();
    assert.deepEqual(await states(), ['known Support Night']);
  });

  test('what is only similar is never taken for a key', async () => {
    await open(MANY);
    await paste(p.input, 'jsmitt\njsmit\nj.smyth@demo.example');
    await settled(3);
    assert.deepEqual(await states(), ['unknown jsmitt', 'unknown jsmit', 'unknown j.smyth@demo.example']);
  });

  test('a free address by its row, by Enter, by a comma, and not where none is wanted', async () => {
    await open(FREE);
    await page.keyboard.type('a@b.example');
    await p.rows.filter({ hasText: 'Use “a@b.example”' }).click();
    await page.keyboard.type('c@d.example');
    await page.keyboard.press('Enter');
    await settled(2);
    await page.keyboard.type('e@f.example,');
    await settled(3);
    assert.deepEqual(await p.value(), ['a@b.example', 'c@d.example', 'e@f.example']);
    assert.deepEqual(await p.accounts(), [{ free: 'a@b.example' }, { free: 'c@d.example' }, { free: 'e@f.example' }]);
    assert.equal(await p.host.evaluate((node) => node.checkValidity()), true);
    await open(MANY);
    await page.keyboard.type('a@b.example');
    await p.note.filter({ hasText: 'Nobody matches' }).waitFor();
    await page.keyboard.press('Enter');
    await settled(1);
    assert.deepEqual(await states(), ['unknown a@b.example']);
  });

  test('chips by keyboard', async () => {
    await open(FREE);
    await paste(p.input, 'a@x.example b@x.example c@x.example');
    await settled(3);
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.className);
    await page.keyboard.press('Backspace');
    assert.equal(await focused(), 'Remove c@x.example');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), 'Remove a@x.example');
    await page.keyboard.press('Delete');
    assert.equal(await focused(), 'Remove b@x.example');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    assert.equal(await focused(), 'ap-input');
    assert.deepEqual(await p.value(), []);
    await page.keyboard.type('d');
    assert.equal(await p.input.inputValue(), 'd');
  });

  test('recent choices come first, only their GUIDs are kept, and for the list they are asked again', async () => {
    await open(ONE);
    await page.keyboard.type('jsmith');
    await listed(page, 'jsmith');
    await p.rows.first().click();
    const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
    assert.ok(stored.includes(JOHN));
    assert.ok(!/smith|john|demo\.example/i.test(stored.replace(service.url, '')), stored);
    await openForm(page, service, ONE);
    await p.input.click();
    await p.host.locator('.ap-heading', { hasText: 'Recently chosen' }).waitFor();
    assert.deepEqual(await p.names.allTextContents(), ['John Smith']);
    await page.keyboard.type('j');
    await p.host.locator('.ap-row mark').first().waitFor();
    assert.equal(await p.names.first().textContent(), 'John Smith', 'among hundreds that match');
    assert.equal(await p.rows.first().locator('mark').textContent(), 'J');
  });

  test('with norecent nobody is kept, and nobody whom another field keeps is shown', async () => {
    const quiet = ONE.replace('name="owner"', 'name="owner" norecent');
    await open(quiet);
    await page.keyboard.type('jsmith');
    await listed(page, 'jsmith');
    await p.rows.first().click();
    assert.equal(await p.value(), JOHN);
    assert.equal(await p.host.evaluate((node) => node.noRecent), true);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
    await open(ONE);
    await page.keyboard.type('jsmith');
    await listed(page, 'jsmith');
    await p.rows.first().click();
    await open(quiet);
    await p.input.click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('paula');
    await listed(page, 'paula');
    assert.ok(!(await p.names.allTextContents()).includes('John Smith'));
  });

  test('who can’t be sent can’t be chosen', async () => {
    const people = [account(1, { cn: 'Without address', sAMAccountName: 'without' }), account(2, { cn: 'With address', mail: 'w@corp.example' })];
    await page.route('**/v1/suggest?*', (route) => route.fulfill(answer(people)));
    await open('<form><label for="p">To</label><account-picker id="p" name="to" submit="mail"></account-picker></form>');
    await page.keyboard.type('with');
    await listed(page, 'with');
    await p.rows.nth(0).click({ force: true });
    assert.equal(await p.value(), '');
    await p.live.filter({ hasText: 'Has no mail' }).waitFor();
    await p.rows.nth(1).click();
    assert.deepEqual(await data(), [['to', 'w@corp.example']]);
  });

  test('kinds and states have words', async () => {
    const people = [
      account(1, { cn: 'A room', mailboxType: 'room', disabled: true }),
      account(2, { cn: 'A shared mailbox', mailboxType: 'shared', disabled: true }),
      account(3, { cn: 'A contact', type: 'contact' }),
      account(4, { cn: 'A group', type: 'group' }),
      account(5, { cn: 'A person', disabled: true, hidden: true }),
    ];
    await page.route('**/v1/suggest?*', (route) => route.fulfill(answer(people)));
    await open(ONE);
    await page.keyboard.type('a');
    await p.rows.nth(4).waitFor();
    const words = await p.rows.evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('.ap-kind')].map((kind) => kind.textContent)));
    assert.deepEqual(words, [['room'], ['shared mailbox'], ['contact'], ['group'], ['disabled', 'hidden']]);
  });
});
