/** Typing against a slow network: nothing flickers, jumps or shows an older answer, and few questions are asked. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { closePage, openPage, startChromium } from './support/browser.mjs';
import { account, answer, listed, openForm, picker } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const FORM = '<form><label for="p">Owner</label><account-picker id="p" name="owner"></account-picker><p id="below">Below</p></form>';
const SUGGEST = '**/v1/suggest?*';
const KEY_MS = 1000 / 12;

const service = await Service.demo();
after(() => service.stop());
const browser = await startChromium(after);

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const query = (request) => new URL(request.url()).searchParams.get('q');

describe('typing', () => {
  let page;
  let p;

  afterEach(() => closePage(page));
  beforeEach(async () => {
    page = await openPage(browser);
    await openForm(page, service, FORM);
    p = picker(page);
    await p.input.focus();
  });

  /** Notes in the page, at each frame, what the list shows and where things are. */
  async function record() {
    await page.evaluate(() => {
      window.frames_ = [];
      const field = document.querySelector('.ap-field');
      const popup = document.querySelector('.ap-popup');
      const note = () => {
        const rows = [...document.querySelectorAll('.ap-row')];
        window.frames_.push({
          typed: document.querySelector('.ap-input').value,
          open: !popup.hidden,
          rows: rows.length,
          marks: rows.map((row) => [...row.querySelectorAll('mark')].map((mark) => mark.textContent.toLowerCase()).join(' ')),
          top: popup.hidden ? null : Math.round(popup.getBoundingClientRect().top),
          left: popup.hidden ? null : Math.round(popup.getBoundingClientRect().left),
          field: Math.round(field.getBoundingClientRect().height),
          below: Math.round(document.querySelector('#below').getBoundingClientRect().top),
          shown: window.suggested,
        });
        window.recording = requestAnimationFrame(note);
      };
      note();
    });
    return async () => page.evaluate(() => {
      cancelAnimationFrame(window.recording);
      return window.frames_;
    });
  }

  test('with 300 ms of delay the old list stays until the new one is there, and nothing moves', async () => {
    await page.route(SUGGEST, async (route) => {
      await wait(300);
      await route.continue().catch(() => {});
    });
    await page.keyboard.type('j');
    await listed(page, 'j');
    const stop = await record();
    await page.keyboard.type('ohn s', { delay: KEY_MS });
    await wait(150);
    await page.keyboard.type('mi', { delay: KEY_MS });
    await listed(page, 'john smi');
    const frames = await stop();

    assert.ok(frames.length > 10);
    assert.ok(frames.every((frame) => frame.open && frame.rows > 0), 'there is a list in every frame');
    for (const place of ['top', 'left', 'field', 'below']) {
      assert.equal(new Set(frames.map((frame) => frame[place])).size, 1, `${place} never moves`);
    }
    const texts = frames.map((frame) => frame.shown);
    const order = texts.filter((text, at) => text !== texts[at - 1]);
    assert.deepEqual(order, [...order].sort((one, other) => one.length - other.length), 'each list is newer than the one before');
    assert.equal(new Set(order).size, order.length, 'no list comes twice');
    assert.ok(frames.every((frame) => frame.typed.startsWith(frame.shown)));
  });

  test('answers out of order: an older one is never shown', async () => {
    const gates = new Map();
    await page.route(SUGGEST, async (route) => {
      const text = query(route.request());
      const delay = { a: 900, an: 500, ann: 50 }[text];
      await wait(delay);
      const reply = answer([account(1, { cn: `Answer to ${text}` })]);
      gates.set(text, await route.fulfill(reply).then(() => 'fulfilled', () => 'dropped'));
    });
    // As a page whose requests can't be aborted: the answers arrive all the same.
    await p.host.evaluate((node) => {
      node.request = (url, { signal, ...init }) => fetch(url, init);
    });
    const stop = await record();
    await page.keyboard.type('ann', { delay: 90 });
    await listed(page, 'ann');
    await page.waitForFunction(() => performance.getEntriesByType('resource').filter((one) => /q=a(n|nn)?&/.test(one.name)).length === 3);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await stop();
    assert.equal(await p.names.first().textContent(), 'Answer to ann');
    assert.equal(await page.evaluate(() => window.events.filter((type) => type === 'suggestions').length), 1);
    assert.deepEqual([...gates.values()], ['fulfilled', 'fulfilled', 'fulfilled']);
  });

  test('superseded requests are aborted', async () => {
    const failed = [];
    page.on('requestfailed', (request) => failed.push([query(request), request.failure().errorText]));
    await page.route(SUGGEST, async (route) => {
      await wait(400);
      await route.continue().catch(() => {});
    });
    await page.keyboard.type('jsm', { delay: 120 });
    await listed(page, 'jsm');
    assert.deepEqual(failed, [['j', 'net::ERR_ABORTED'], ['js', 'net::ERR_ABORTED']]);
  });

  test('the first letter never waits, and keys that come fast make few requests', async () => {
    const asked = [];
    page.on('request', (request) => request.url().includes('/v1/suggest') && asked.push([query(request), Date.now()]));
    const began = await page.evaluate(() => {
      const input = document.querySelector('.ap-input');
      const set = (text) => {
        input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      };
      const sent = [];
      const original = window.fetch;
      window.fetch = (...all) => {
        sent.push(performance.now());
        return original(...all);
      };
      const start = performance.now();
      set('j');
      const first = sent.length;
      set('jo');
      set('joh');
      set('john');
      return { first, at: sent[0] - start };
    });
    assert.equal(began.first, 1, 'asked within the key’s own event');
    await listed(page, 'john');
    assert.deepEqual(asked.map(([text]) => text), ['j', 'john']);
  });

  test('a complete answer is narrowed without a request, to what the service would answer', async () => {
    const asked = [];
    page.on('request', (request) => request.url().includes('/v1/suggest') && asked.push(query(request)));
    await page.keyboard.type('john');
    await listed(page, 'john');
    let narrowed = 0;
    for (const word of ['barrowclough', 'johnson', 'gutierrez', 'annegret d', 'smith jo', 'supportday']) {
      await p.input.fill('');
      for (let length = 1; length <= word.length; length += 1) {
        const text = word.slice(0, length);
        const before = asked.length;
        await p.input.fill(text);
        await listed(page, text.trim());
        if (asked.length > before || text.endsWith(' ')) continue;
        narrowed += 1;
        const shown = await p.host.evaluate((node) => [...node.querySelectorAll('.ap-name')].map((name) => name.textContent));
        const url = `/v1/suggest?${new URLSearchParams({ q: text, limit: '20' })}`;
        const { items } = await service.json(url);
        const names = items.slice(0, 8).map((item) => (item.extra && item.extra.displayName ? item.extra.displayName[0] : item.cn));
        assert.deepEqual(shown, names.slice(0, shown.length), text);
        const marks = await p.rows.first().locator('mark').allTextContents();
        assert.ok(marks.length > 0, `${text} is marked`);
      }
    }
    assert.ok(narrowed >= 8, `${narrowed} were narrowed`);
  });

  test('a spinner after 400 ms, not before', async () => {
    let release;
    await page.route(SUGGEST, async (route) => {
      await new Promise((resolve) => {
        release = resolve;
      });
      await route.continue();
    });
    const times = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const field = document.querySelector('.ap-field');
          const start = performance.now();
          new MutationObserver(() => field.classList.contains('ap-busy') && resolve(performance.now() - start)).observe(field, { attributes: true });
          const input = document.querySelector('.ap-input');
          input.value = 'j';
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        }),
    );
    assert.ok(times >= 399, `${times} ms`);
    release();
    await listed(page, 'j');
    assert.equal(await p.host.locator('.ap-busy').count(), 0);
  });

  test('Enter acts on the list that is shown', async () => {
    let late;
    await page.route(SUGGEST, async (route) => {
      const text = query(route.request());
      const reply = answer([account(text.length, { cn: `Answer to ${text}` })]);
      if (text === 'ab') late = wait(300).then(() => route.fulfill(reply)).catch(() => {});
      else await route.fulfill(reply);
    });
    await page.keyboard.type('a');
    await listed(page, 'a');
    await page.keyboard.type('b');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await p.input.inputValue(), 'Answer to a');
    await late;
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    assert.equal(await p.host.locator('.ap-popup').isVisible(), false, 'the late answer opens nothing');
  });

  /** Types "ab"; shown are two accounts, and once the returned function is called, the second of them alone. */
  async function twoListsTheSecondLate() {
    const both = [account(1, { cn: 'Abel One' }), account(2, { cn: 'Abel Two' })];
    let send;
    const sent = new Promise((resolve) => (send = resolve));
    await page.route(SUGGEST, async (route) => {
      const first = query(route.request()) === 'a';
      if (!first) await sent;
      await route.fulfill(answer(first ? both : both.slice(1), { complete: !first })).catch(() => {});
    });
    await page.keyboard.type('a');
    await listed(page, 'a');
    await page.keyboard.type('b');
    return send;
  }

  test('a row that was moved to stays the active one when a later list holds it', async () => {
    const send = await twoListsTheSecondLate();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    assert.match(await p.active().innerText(), /Abel Two/);
    send();
    await listed(page, 'ab');
    assert.match(await p.active().innerText(), /Abel Two/);
    assert.equal(await p.input.getAttribute('aria-activedescendant'), await p.active().getAttribute('id'));
    await page.keyboard.press('Enter');
    assert.equal(await p.input.inputValue(), 'Abel Two');
  });

  test('a row that was moved to and is gone from a later list leaves none active', async () => {
    const send = await twoListsTheSecondLate();
    await page.keyboard.press('ArrowDown');
    assert.match(await p.active().innerText(), /Abel One/);
    send();
    await listed(page, 'ab');
    assert.equal(await p.active().count(), 0);
    assert.equal(await p.input.getAttribute('aria-activedescendant'), null);
  });
});
