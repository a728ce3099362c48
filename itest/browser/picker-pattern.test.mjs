/**
 * The picker by keyboard, step by step as the table of the APG's example "Editable Combobox With List Autocomplete"
 * has it, and what a reader of screens is told.
 */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { assertAccessible, closePage, openPage, startChromium } from './support/browser.mjs';
import { listed, openForm, picker } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const FORM = `<form><label for="owner">Owner</label><account-picker id="owner" name="owner" limit="4"></account-picker>
<button>Save</button></form>`;

const service = await Service.demo();
after(() => service.stop());
const browser = await startChromium(after);

describe('the combobox pattern', () => {
  let page;
  let owner;

  afterEach(() => closePage(page));

  beforeEach(async () => {
    page = await openPage(browser);
    await openForm(page, service, FORM);
    owner = picker(page);
    await owner.input.focus();
  });

  async function type(text) {
    await page.keyboard.type(text);
    await shown(text);
  }

  const shown = (text) => listed(page, text);

  const expanded = () => owner.input.getAttribute('aria-expanded');

  /** The index of the active row as a reader sees it: aria-activedescendant and the only aria-selected agree. */
  async function active() {
    return owner.host.evaluate((host) => {
      const id = host.querySelector('input').getAttribute('aria-activedescendant');
      const selected = [...host.querySelectorAll('[aria-selected]')];
      if (id === null) return selected.length === 0 ? -1 : 'selected without aria-activedescendant';
      if (selected.length !== 1 || selected[0].id !== id) return 'not the one that is selected';
      if (document.activeElement !== host.querySelector('input')) return 'focus has left the input';
      return [...selected[0].parentNode.children].indexOf(selected[0]);
    });
  }

  async function remember(text) {
    await type(text);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('.ap-input').value === '');
  }

  test('textbox, Down Arrow, not empty and displayed: the first row', async () => {
    await type('anna');
    assert.equal(await active(), -1, 'no row is chosen by itself');
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), 0);
  });

  test('textbox, Down Arrow, empty and not displayed: opens it at the first row', async () => {
    await remember('anna');
    await page.keyboard.press('ArrowDown');
    await owner.rows.first().waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-selected]'));
    assert.equal(await expanded(), 'true');
    assert.equal(await active(), 0);
  });

  test('textbox, Alt + Down Arrow: opens it without moving', async () => {
    await type('anna');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+ArrowDown');
    await owner.rows.first().waitFor();
    assert.equal(await active(), -1);
    assert.equal(await owner.input.inputValue(), 'anna');
  });

  test('textbox, Up Arrow: the last row', async () => {
    await type('anna');
    await page.keyboard.press('ArrowUp');
    assert.equal(await active(), (await owner.rows.count()) - 1);
  });

  test('textbox, Up Arrow, empty: opens it at the last row', async () => {
    await remember('anna');
    await remember('john');
    await page.keyboard.press('ArrowUp');
    await page.waitForFunction(() => document.querySelector('[aria-selected]'));
    assert.equal(await owner.rows.count(), 2);
    assert.equal(await active(), 1);
  });

  test('textbox, Enter: closes the list, and nothing is chosen or sent', async () => {
    await type('anna');
    await page.keyboard.press('Enter');
    assert.equal(await expanded(), 'false');
    assert.equal(await owner.value(), '');
    assert.ok(!(await page.evaluate(() => window.events)).includes('submit'));
  });

  test('textbox, Escape: closes the list, then clears', async () => {
    await type('anna');
    await page.keyboard.press('Escape');
    assert.equal(await expanded(), 'false');
    assert.equal(await owner.input.inputValue(), 'anna');
    await page.keyboard.press('Escape');
    assert.equal(await owner.input.inputValue(), '');
  });

  test('list, Enter: the textbox has the row’s name, the list is closed, the focus stays', async () => {
    await type('anna');
    const name = await owner.names.nth(1).textContent();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await owner.input.inputValue(), name);
    assert.equal(await expanded(), 'false');
    assert.equal(await active(), -1);
    assert.match(await owner.value(), /^[0-9a-f-]{36}$/);
    assert.deepEqual(
      (await page.evaluate(() => window.events)).filter((type) => type !== 'suggestions'),
      ['input', 'input', 'input', 'input', 'input', 'change'],
    );
  });

  test('list, Escape: closes it, the text is kept', async () => {
    await type('anna');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    assert.equal(await expanded(), 'false');
    assert.equal(await active(), -1);
    assert.equal(await owner.input.inputValue(), 'anna');
  });

  test('list, Down and Up Arrow: the next and the one before, around the ends', async () => {
    await type('anna');
    const count = await owner.rows.count();
    assert.equal(count, 4);
    for (const expected of [0, 1, 2, 3, 0]) {
      await page.keyboard.press('ArrowDown');
      assert.equal(await active(), expected);
    }
    for (const expected of [3, 2]) {
      await page.keyboard.press('ArrowUp');
      assert.equal(await active(), expected);
    }
  });

  for (const [key, before, position] of [['ArrowRight', 2, 3], ['ArrowLeft', 2, 1], ['Home', 2, 0], ['End', 2, 4]]) {
    test(`list, ${key}: back to the textbox, and the cursor moves`, async () => {
      await type('anna');
      await owner.input.evaluate((input, at) => input.setSelectionRange(at, at), before);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press(key);
      assert.equal(await active(), -1);
      assert.equal(await owner.input.evaluate((input) => input.selectionStart), position);
      assert.equal(await expanded(), 'true');
    });
  }

  test('list, printable characters: typed into the textbox, and the list follows', async () => {
    await type('ann');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('a');
    assert.equal(await active(), -1);
    assert.equal(await owner.input.inputValue(), 'anna');
    await shown('anna');
  });

  test('Enter with the list closed sends the form, as in an input', async () => {
    await type('anna');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    assert.equal((await page.evaluate(() => window.events)).at(-1), 'submit');
  });

  test('roles, states and properties', async () => {
    const attributes = ['role', 'aria-autocomplete', 'aria-expanded', 'autocomplete'];
    const read = () => owner.input.evaluate((input, names) => names.map((name) => input.getAttribute(name)), attributes);
    assert.deepEqual(await read(), ['combobox', 'list', 'false', 'off']);
    const controls = await owner.input.getAttribute('aria-controls');
    assert.equal(await page.locator(`#${controls}`).getAttribute('role'), 'listbox');
    await type('anna');
    assert.equal(await expanded(), 'true');
    assert.equal(await owner.host.locator('[role=group]').count(), 0);
    assert.equal(await owner.host.locator('[aria-owns]').count(), 0);
    assert.equal(await page.getByRole('combobox', { name: 'Owner', exact: true }).count(), 1, 'named by its label');
    assert.equal(await page.getByRole('listbox', { name: 'Owner', exact: true }).count(), 1);
    await page.keyboard.type(' zzzzqqqq');
    await owner.note.filter({ hasText: 'Nobody matches' }).waitFor();
    assert.equal(await expanded(), 'false', 'a list without rows is none');
  });

  test('the live region says the count once it is quiet, and each row with its place', async () => {
    await type('jsmith');
    await owner.live.filter({ hasText: /^1 result\.$/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await owner.live
      .filter({ hasText: 'John Smith, john.smith@demo.example, jsmith, demo.example, 1 of 1' })
      .waitFor();
    await page.keyboard.press('Enter');
    await owner.live.filter({ hasText: 'John Smith is chosen.' }).waitFor();
  });

  test('the accessibility tree of each state', async () => {
    const tree = () => page.locator('form').ariaSnapshot();
    assert.equal(await tree(), `- text: Owner\n- combobox "Owner"\n- status\n- button "Save"`);
    await type('jsmith');
    await owner.live.filter({ hasText: '1 result.' }).waitFor();
    assert.equal(
      await tree(),
      `- text: Owner
- combobox "Owner" [expanded]: jsmith
- listbox "Owner":
  - option "John Smith , john.smith@demo.example , jsmith , demo.example":
    - text: John Smith , john.smith@demo.example ,
    - mark: jsmith
    - text: ", demo.example"
- status: 1 result.
- button "Save"`,
    );
    await page.keyboard.press('ArrowDown');
    await owner.live.filter({ hasText: '1 of 1' }).waitFor();
    assert.match(await tree(), /option "John Smith[^"]*" \[selected\]/);
    await page.keyboard.press('Enter');
    await owner.live.filter({ hasText: 'is chosen' }).waitFor();
    assert.equal(
      await tree(),
      `- text: Owner
- combobox "Owner": John Smith
- text: john.smith@demo.example
- status: John Smith is chosen.
- button "Save"`,
    );
    await page.keyboard.type('zzzzqqqq');
    await owner.live.filter({ hasText: 'Nobody matches' }).waitFor();
    assert.match(await tree(), /- combobox "Owner": John Smithzzzzqqqq\n- paragraph: Nobody matches/);
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      await assertAccessible(page);
      await type('anna');
      await assertAccessible(page);
      await page.keyboard.press('ArrowDown');
      await assertAccessible(page);
      await page.keyboard.press('Enter');
      await assertAccessible(page);
      await page.keyboard.type('zzzzqqqq');
      await owner.note.filter({ hasText: 'Nobody matches' }).waitFor();
      await assertAccessible(page);
      await page.keyboard.press('Tab');
      await owner.error.waitFor();
      await assertAccessible(page);
      assert.deepEqual(page.complaints, []);
    });
  }
});
