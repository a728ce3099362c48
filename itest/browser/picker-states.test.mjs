/** What the picker says when there is nothing to choose, and how it lets go when everything was deleted. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { assertAccessible, closePage, openPage, startChromium } from './support/browser.mjs';
import { account, answer, listed, openForm, paste, picker, problem } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const FORM = '<form><label for="p">Owner</label><account-picker id="p" name="owner" limit="3"></account-picker></form>';
const FREE = '<form><label for="p">Owner</label><account-picker id="p" name="owner" free></account-picker></form>';
const SUGGEST = '**/v1/suggest?*';

const service = await Service.demo();
after(() => service.stop());
const browser = await startChromium(after);

describe('states', () => {
  let page;
  let p;

  afterEach(() => closePage(page));
  beforeEach(async () => {
    page = await openPage(browser);
  });

  async function open(body = FORM, options) {
    await openForm(page, service, body, options);
    p = picker(page);
    await p.input.focus();
  }

  const PROBLEMS = [
    [503, 'integration-disabled', 'The directory is switched off. Nobody can be suggested.'],
    [503, 'never-synced', 'The directory has not been read yet. This goes on by itself.'],
    [503, 'too-stale', 'The copy of the directory is too old to be used.'],
    [403, 'forbidden', 'You may not search for people here.'],
    [401, 'unauthorized', 'You are signed out. Sign in again to search for people.'],
    [429, 'too-many-requests', 'Too many requests. This goes on by itself.'],
    [500, 'internal-error', 'The directory gives no usable answer. This goes on by itself.'],
  ];

  test('a text of its own for each problem, seen and heard, and none of them is an empty list', async () => {
    const said = new Set();
    let current;
    await page.route(SUGGEST, (route) => route.fulfill(problem(current[0], current[1])));
    await open();
    for (current of PROBLEMS) {
      await p.input.fill(`x ${current[1]}`);
      await p.note.filter({ hasText: current[2] }).waitFor();
      await p.live.filter({ hasText: current[2] }).waitFor();
      assert.equal(await p.rows.count(), 0);
      assert.equal(await p.input.getAttribute('aria-expanded'), 'false');
      said.add(await p.note.textContent());
    }
    await assertAccessible(page);
    await page.unroute(SUGGEST);
    await page.route(SUGGEST, (route) => route.abort());
    await p.input.fill('offline');
    await p.note.filter({ hasText: 'can’t be reached' }).waitFor();
    said.add(await p.note.textContent());
    await page.unroute(SUGGEST);
    await page.route(SUGGEST, (route) => route.fulfill({ status: 200, body: '<html>Sign in</html>', contentType: 'text/html' }));
    await p.input.fill('another page');
    await p.note.filter({ hasText: 'no usable answer' }).waitFor();
    await page.unroute(SUGGEST);
    await p.input.fill('zzzzqqqq');
    await p.note.filter({ hasText: 'Nobody matches “zzzzqqqq”.' }).waitFor();
    said.add(await p.note.textContent());
    await p.input.fill('y'.repeat(300));
    await p.note.filter({ hasText: 'too long' }).waitFor();
    said.add(await p.note.textContent());
    assert.equal(said.size, PROBLEMS.length + 3);
  });

  test('n more, more than n, and stale since', async () => {
    const many = Array.from({ length: 12 }, (_, i) => account(i, { cn: `Ann ${i}` }));
    let given = answer(many);
    await page.route(SUGGEST, (route) => route.fulfill(given));
    await open();
    await p.input.fill('ann');
    await p.note.filter({ hasText: '9 more: keep typing.' }).waitFor();
    assert.equal(await p.rows.count(), 3);
    await p.live.filter({ hasText: '9 more' }).waitFor();
    given = answer(many, { complete: false });
    await p.input.fill('ann 1');
    await p.note.filter({ hasText: 'More than 12 match: keep typing.' }).waitFor();
    given = answer(many.slice(0, 2), { stale: true });
    await p.input.fill('ann 2');
    await p.note.filter({ hasText: /^As of (30 )?Nov.* 2026.* Later changes may be missing\.$/ }).waitFor();
    assert.equal(await p.rows.count(), 2);
    given = answer([], { stale: true });
    await p.input.fill('ann 3');
    await p.note.filter({ hasText: /Nobody matches “ann 3”\. As of/ }).waitFor();
  });

  test('goes on by itself after 429, as the service asks, and after the network is back', async () => {
    let busy = true;
    const asked = [];
    await page.route(SUGGEST, (route) => {
      asked.push(Date.now());
      if (busy) return route.fulfill(problem(429, 'too-many-requests', { headers: { 'Retry-After': '1' } }));
      return route.continue();
    });
    await open();
    await p.input.fill('jsmith');
    await p.note.filter({ hasText: 'Too many requests' }).waitFor();
    busy = false;
    await p.rows.first().waitFor();
    assert.ok(asked.at(-1) - asked[0] >= 900, 'not before the service wants it');
    await page.unroute(SUGGEST);
    await page.context().setOffline(true);
    await p.input.fill('john smith');
    await p.note.filter({ hasText: 'can’t be reached' }).waitFor();
    await page.context().setOffline(false);
    await p.rows.first().waitFor();
  });

  test('an address is taken while nobody can be asked, if addresses are', async () => {
    await page.route(SUGGEST, (route) => route.fulfill(problem(503, 'integration-disabled')));
    await open(FREE);
    await p.input.fill('a@b.example');
    await p.rows.filter({ hasText: 'Use “a@b.example”' }).click();
    assert.equal(await p.value(), 'a@b.example');
  });

  test('a key that couldn’t be checked is marked, and checked as soon as the service answers', async () => {
    await page.route(SUGGEST, (route) => route.fulfill(problem(503, 'never-synced')));
    await open('<form><label for="p">To</label><account-picker id="p" name="to" multiple></account-picker></form>');
    await paste(p.input, 'jsmith@demo.example');
    await p.chips.filter({ hasText: 'could not be checked' }).waitFor();
    assert.equal(await p.host.evaluate((node) => node.checkValidity()), false);
    await page.unroute(SUGGEST);
    await p.input.focus();
    await page.keyboard.type('pau');
    await p.chips.filter({ hasText: 'John Smith' }).waitFor();
  });

  for (const [lang, none, label] of [
    ['de-AT', '„zzzzqqqq“ passt auf niemanden.', 'Personen'],
    ['fr', 'Personne ne correspond à « zzzzqqqq ».', 'Personnes'],
    ['ru', 'По запросу «zzzzqqqq» никого нет.', 'Люди'],
    ['pl', 'Nikt nie pasuje.', 'Osoby'],
    ['tlh', 'Nobody matches “zzzzqqqq”.', 'People'],
  ]) {
    test(`speaks ${lang}`, async () => {
      await open('<form><account-picker></account-picker></form>', { lang });
      await page.evaluate(() => customElements.get('account-picker').addLanguage('pl', { none: 'Nikt nie pasuje.', label: 'Osoby' }));
      await page.getByRole('combobox', { name: label, exact: true }).waitFor();
      await p.input.fill('zzzzqqqq');
      await p.note.filter({ hasText: none }).waitFor();
      assert.deepEqual(page.complaints, []);
    });
  }

  test('texts of one element, with its plurals', async () => {
    await open();
    await p.host.evaluate((node) => {
      node.texts = { results: { one: 'One colleague.', other: '{count} colleagues.' } };
    });
    await p.input.fill('jsmith');
    await p.live.filter({ hasText: 'One colleague.' }).waitFor();
  });

  test('every language says everything, with the same values', async () => {
    await open();
    const wrong = await page.evaluate(async () => {
      const { LANGUAGES } = await import('/ui/picker/texts-more.js');
      const picker = document.querySelector('account-picker');
      const english = customElements.get('account-picker').texts;
      const values = (text) => [...new Set(Object.values(typeof text === 'string' ? [text] : text).flatMap((one) => one.match(/\{\w+\}/g) || []))].sort().join();
      const found = [];
      for (const [tag, texts] of Object.entries(LANGUAGES)) {
        for (const key of Object.keys(english)) {
          if (texts[key] === undefined || values(texts[key]) !== values(english[key])) found.push(`${tag}: ${key}`);
        }
        for (const key of Object.keys(texts)) if (english[key] === undefined) found.push(`${tag}: ${key} is not in English`);
        const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.filter((form) => form !== 'many' || tag === 'ru');
        for (const form of forms) {
          if (typeof texts.results === 'object' && texts.results[form] === undefined) found.push(`${tag}: results.${form}`);
        }
      }
      return picker ? found : ['no picker'];
    });
    assert.deepEqual(wrong, []);
  });
});

describe('a new epoch', () => {
  test('everything is let go in every picker and every tab, and nobody recent is left', async () => {
    const page = await openPage(browser);
    await openForm(page, service, `<form><label for="a">Owner</label><account-picker id="a" name="owner"></account-picker>
      <label for="b">To</label><account-picker id="b" name="to" multiple free></account-picker></form>`);
    const [a, b] = [picker(page, '#a'), picker(page, '#b')];
    await paste(a.input, 'jsmith@demo.example');
    await page.waitForFunction(() => document.querySelector('#a .ap-input').value === 'John Smith');
    await paste(b.input, 'paula@partner.example x@elsewhere.example');
    await b.chips.filter({ hasText: 'Paula Partner' }).waitFor();
    await b.input.fill('jsmith');
    await listed(page, 'jsmith');
    await b.rows.first().click();
    assert.match(await page.evaluate(() => JSON.stringify({ ...localStorage })), /45b02fe5/);

    const other = await page.context().newPage();
    await openForm(other, service, FORM);
    const there = picker(other);
    await paste(there.input, 'jsmith@demo.example');
    await other.waitForFunction(() => document.querySelector('.ap-input').value === 'John Smith');

    await service.enable(false);
    await b.input.fill('paula');
    await b.note.filter({ hasText: 'The directory is switched off.' }).waitFor();
    assert.equal(await a.value(), '');
    assert.equal(await a.input.inputValue(), '');
    assert.deepEqual(await b.value(), ['x@elsewhere.example'], 'what somebody typed is theirs');
    await a.error.filter({ hasText: 'The directory was switched off meanwhile.' }).waitFor();
    assert.ok(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes('45b02fe5'));
    const text = await page.evaluate(() => document.documentElement.outerHTML);
    assert.ok(!/John Smith|Paula Partner|john\.smith/.test(text), 'nobody is left in the page');
    await other.waitForFunction(() => document.querySelector('account-picker').accounts.length === 0);

    await service.enable(true);
    await service.ready();
    await b.input.fill('jsmith');
    await listed(page, 'jsmith');
    await b.rows.first().click();
    assert.equal((await b.value()).length, 2);
    await closePage(page);
  });

  test('an answer that was on its way during the wipe is not shown', async () => {
    const page = await openPage(browser);
    let first = true;
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(SUGGEST, async (route) => {
      if (route.request().url().includes('q=slow') && first) {
        first = false;
        await held;
        return route.fulfill(answer([account(1, { cn: 'Deleted Person' })], { epoch: 1 })).catch(() => {});
      }
      return route.fulfill(problem(503, 'integration-disabled', { epoch: route.request().url().includes('q=before') ? 1 : 2 }));
    });
    await openForm(page, service, `<form><account-picker id="a"></account-picker><account-picker id="b"></account-picker></form>`);
    const [a, b] = [picker(page, '#a'), picker(page, '#b')];
    await a.input.fill('before');
    await a.note.filter({ hasText: 'switched off' }).waitFor();
    await a.input.fill('slow');
    await page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => one.name.includes('q=before')));
    await b.input.evaluate((node) => {
      node.value = 'other';
      node.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    await page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => one.name.includes('q=other')));
    release();
    await a.note.filter({ hasText: 'switched off' }).waitFor();
    assert.ok(!(await page.evaluate(() => document.documentElement.outerHTML)).includes('Deleted Person'));
    await closePage(page);
  });
});
