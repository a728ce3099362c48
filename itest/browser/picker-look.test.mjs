/** How the picker looks and feels: hostile names, phones, right to left, zoom, dark, forced colours, reduced motion. */
import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import { assertAccessible, assertFits, closePage, DESK, openPage, PHONE, startChromium } from './support/browser.mjs';
import { account, answer, listed, openForm, paste, picker } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const BODY = `<form><label for="one">Owner</label><account-picker id="one" name="owner"></account-picker>
<label for="many">To</label><account-picker id="many" name="to" multiple></account-picker></form>`;
const SUGGEST = '**/v1/suggest?*';
const HOSTILE = [
  '<img src=x onerror="window.hacked=1">Anna',
  '\u202eabcd\u202c Anna \u2066\u202e',
  `Anna ${'x'.repeat(4000)}`,
  'Anna \ud800 \udc00 half',
  'Anna\u0000\u001b\n\r\t\u2028 controls',
  `Anna ${'\u0301'.repeat(300)} marks`,
  '</li></ul><script>window.hacked=1</script>',
  "Anna '\"&amp; ${7*7} {{7*7}}",
  'Anna ﷽﷽﷽ 𒐫𒐫𒐫',
];

const service = await Service.demo();
after(() => service.stop());
const browser = await startChromium(after);

describe('the look', () => {
  let page;
  let p;

  afterEach(() => closePage(page));

  async function open(options = {}, host = {}, body = BODY) {
    page = await openPage(browser, options);
    if (host.people) await page.route(SUGGEST, (route) => route.fulfill(answer(host.people)));
    await openForm(page, service, body, host);
    p = picker(page, '#one');
    await p.input.focus();
  }

  const box = (selector) => page.locator(selector).first().boundingBox();

  for (const viewport of [PHONE, DESK]) {
    test(`hostile names are text, and the layout holds, ${viewport.width} pixels`, async () => {
      const people = HOSTILE.slice(0, 8).map((cn, i) =>
        account(i, {
          cn,
          mail: `${cn}@hostile.example`,
          sAMAccountName: cn,
          distinguishedName: `CN=${cn},OU=${cn},DC=${cn}`,
          extra: { displayName: [cn], department: [cn] },
          matched: [{ field: 'cn', start: 0, end: 4 }, { field: 'addresses', index: 0, start: 2, end: 9000 }],
        }),
      );
      await open({ viewport }, { people });
      await page.keyboard.type('anna');
      await listed(page, 'anna');
      assert.equal(await p.rows.count(), 8);
      const heights = await p.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
      assert.ok(Math.max(...heights) - Math.min(...heights) <= 1, heights.join());
      await assertFits(page);
      const text = await p.host.evaluate((node) => node.textContent);
      assert.ok(text.includes('<img src=x onerror='), 'it is there to be read');
      assert.ok(!/[\u202a-\u202e\u2066-\u2069]/.test(text), 'nothing turns its surroundings');
      assert.ok(await p.host.evaluate((node) => node.textContent.isWellFormed()));
      assert.ok((await p.names.nth(2).textContent()).length < 250);
      for (let i = 0; i < 8; i += 1) {
        await page.keyboard.press('ArrowDown');
        const inside = await p.active().evaluate((row) => {
          const [a, b] = [row.getBoundingClientRect(), row.closest('.ap-popup').getBoundingClientRect()];
          return a.top >= b.top && a.bottom <= b.bottom;
        });
        assert.ok(inside, 'the active row is in view');
      }
      await page.keyboard.press('Enter');
      await assertFits(page);
      p = picker(page, '#many');
      for (let i = 0; i < 8; i += 1) {
        await p.input.fill(`anna${i}`);
        await listed(page, `anna${i}`);
        await p.host.locator('.ap-row:not([aria-disabled])').first().click();
      }
      assert.equal(await p.chips.count(), 8);
      await assertFits(page);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      assert.equal(await page.locator('account-picker img, account-picker script').count(), 0);
      assert.deepEqual(page.complaints, []);
    });
  }

  test('by touch: rows and buttons are large enough, a tap chooses, a tap elsewhere closes', async () => {
    await open({ viewport: PHONE, hasTouch: true, isMobile: true });
    await p.input.tap();
    await page.keyboard.type('jsmith');
    await listed(page, 'jsmith');
    assert.ok((await box('.ap-row')).height >= 44);
    assert.ok((await box('.ap-field')).height >= 44);
    const next = await p.input.evaluate((node) => node.nextElementSibling.className);
    assert.equal(next, 'ap-popup', 'the list comes after the input, for readers that swipe');
    assert.equal(await p.rows.first().getAttribute('tabindex'), '-1');
    await p.rows.first().tap();
    assert.equal(await p.input.inputValue(), 'John Smith');
    p = picker(page, '#many');
    await p.input.tap();
    await page.keyboard.type('paula');
    await listed(page, 'paula');
    await page.locator('h1').tap();
    await p.host.locator('.ap-popup').waitFor({ state: 'hidden' });
    await p.input.fill('');
    await paste(p.input, 'jsmith@demo.example paula@partner.example');
    await page.waitForFunction(
      () => [...document.querySelectorAll('#many .ap-chip')].map((chip) => chip.dataset.state).join() === 'known,known',
    );
    assert.ok((await box('#many .ap-remove')).width >= 40);
    await p.chips.nth(0).getByRole('button').tap();
    assert.equal(await p.chips.count(), 1);
    await assertFits(page);
  });

  test('a reader that moves the focus into the list can choose there', async () => {
    await open();
    await page.keyboard.type('jsmith');
    await listed(page, 'jsmith');
    await p.rows.first().evaluate((row) => row.focus());
    assert.equal(await p.rows.first().isVisible(), true);
    await page.keyboard.press('Enter');
    assert.equal(await p.input.inputValue(), 'John Smith');
    assert.ok(await p.input.evaluate((node) => node === document.activeElement));
  });

  test('right to left: the page, and names in a page that isn’t', async () => {
    const people = [account(1, { cn: 'שרה מזרחי', mail: 'sarah@demo.example', sAMAccountName: 'smizrahi' }), account(2, { cn: 'أحمد', mail: 'ahmad@demo.example' })];
    await open({ viewport: PHONE }, { people, dir: 'rtl', lang: 'he' });
    await page.keyboard.type('sa');
    await listed(page, 'sa');
    const [row, icon] = [await box('.ap-row'), await box('.ap-row .ap-icon')];
    assert.ok(icon.x > row.x + row.width / 2, 'the row begins on the right');
    await assertFits(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const [input, detail] = [await box('#one .ap-input'), await box('#one .ap-detail')];
    assert.ok(detail.x < input.x, 'the address follows on the left');
    p = picker(page, '#many');
    await p.input.fill('sa');
    await listed(page, 'sa');
    await p.rows.first().click();
    await p.input.focus();
    await page.keyboard.press('ArrowRight');
    assert.match(await page.evaluate(() => document.activeElement.className), /ap-remove/, 'the chip is on the right');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'ap-input');
  });

  test('200 % zoom and 400 % text: the list stays within the page', async () => {
    await open({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 });
    await page.keyboard.type('john');
    await listed(page, 'john');
    await assertFits(page);
    let popup = await box('#one .ap-popup');
    assert.ok(popup.x >= 0 && popup.x + popup.width <= 640 && popup.y + popup.height <= 450, JSON.stringify(popup));
    await page.keyboard.press('ArrowUp');
    const row = await p.active().boundingBox();
    assert.ok(row.y + row.height <= popup.y + popup.height + 1);
    await page.keyboard.press('Escape');
    await page.evaluate(() => { document.body.style.fontSize = '40px'; });
    await page.keyboard.type(' ');
    await page.keyboard.press('ArrowDown');
    await p.rows.first().waitFor();
    popup = await box('#one .ap-popup');
    assert.ok(popup.x >= 0 && popup.x + popup.width <= 640);
    await assertFits(page);
  });

  test('above the field where there is no room below, and in a dialog that scrolls', async () => {
    await open({ viewport: { width: 800, height: 500 } }, { style: '#low { position: fixed; bottom: 8px; width: 400px; }' },
      '<form><div id="low"><account-picker id="one"></account-picker></div></form>');
    await page.keyboard.type('john');
    await listed(page, 'john');
    const [field, popup] = [await box('.ap-field'), await box('.ap-popup')];
    assert.ok(popup.y >= 0 && popup.y + popup.height <= field.y, JSON.stringify([field, popup]));
    await open({ viewport: { width: 800, height: 500 } }, { style: 'dialog { height: 120px; overflow: auto; }' },
      '<dialog><account-picker id="one"></account-picker></dialog>');
    await page.evaluate(() => document.querySelector('dialog').showModal());
    await p.input.focus();
    await page.keyboard.type('john');
    await listed(page, 'john');
    assert.ok((await box('.ap-popup')).height > 120, 'it isn’t clipped');
    await p.rows.nth(1).click();
    assert.notEqual(await p.value(), '');
    await page.keyboard.type('john');
    await listed(page, 'john');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.querySelector('dialog').open), true, 'Escape closes the list first');
  });

  test('forced colours: the active row and the focus are seen, axe finds nothing', async () => {
    await open({ forcedColors: 'active' });
    await page.keyboard.type('john');
    await listed(page, 'john');
    await page.keyboard.press('ArrowDown');
    const styles = await page.evaluate(() => {
      const rows = [...document.querySelectorAll('.ap-row')].slice(0, 2).map((row) => getComputedStyle(row));
      const field = getComputedStyle(document.querySelector('.ap-field'));
      return { borders: rows.map((row) => row.borderTopColor), outline: field.outlineStyle, popup: getComputedStyle(document.querySelector('.ap-popup')).borderTopStyle };
    });
    assert.notEqual(styles.borders[0], styles.borders[1]);
    assert.equal(styles.outline, 'solid');
    assert.equal(styles.popup, 'solid');
    await assertAccessible(page);
  });

  test('nothing turns where motion is reduced', async () => {
    for (const [reducedMotion, name] of [['reduce', 'none'], ['no-preference', 'ap-turn']]) {
      await open({ reducedMotion });
      await page.locator('#one .ap-field').evaluate((field) => field.classList.add('ap-busy'));
      assert.equal(await page.locator('#one .ap-spinner').evaluate((node) => getComputedStyle(node).animationName), name);
      if (reducedMotion === 'reduce') await closePage(page);
    }
  });

  test('takes colours from custom properties, and the page’s own rules', async () => {
    await open({}, { style: 'account-picker { --account-picker-accent: rgb(1, 2, 3); --account-picker-surface: rgb(250, 250, 200); } account-picker .ap-row { padding: 12px !important; }' });
    await page.keyboard.type('john');
    await listed(page, 'john');
    await page.keyboard.press('ArrowDown');
    const active = await p.active().evaluate((row) => [getComputedStyle(row).borderTopColor, getComputedStyle(row).paddingTop]);
    assert.deepEqual(active, ['rgb(1, 2, 3)', '12px']);
    assert.equal(await page.locator('#one .ap-popup').evaluate((node) => getComputedStyle(node).backgroundColor), 'rgb(250, 250, 200)');
  });

  test('dark, with chips and an error: axe finds nothing at phone width', async () => {
    await open({ viewport: PHONE, colorScheme: 'dark' });
    p = picker(page, '#many');
    await paste(p.input, 'jsmith@demo.example nobody@demo.example');
    await p.error.filter({ hasText: 'Not known' }).waitFor();
    await assertAccessible(page);
    await p.input.fill('john');
    await listed(page, 'john');
    await assertAccessible(page);
  });

  test('in a shadow root of the page it is styled too', async () => {
    page = await openPage(browser);
    await openForm(page, service, '<div id="outer"></div>');
    await page.evaluate(() => {
      const root = document.querySelector('#outer').attachShadow({ mode: 'open' });
      root.append(document.createElement('account-picker'));
    });
    p = picker(page, '#outer account-picker');
    await p.input.focus();
    await page.keyboard.type('jsmith');
    await p.rows.filter({ hasText: 'John Smith' }).click();
    assert.equal(await p.input.inputValue(), 'John Smith');
    assert.equal(await p.host.locator('.ap-field').evaluate((node) => getComputedStyle(node).display), 'flex');
  });
});
