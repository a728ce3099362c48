/** The picker as a control of a form: what <input> does, it does. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { closePage, openPage, startChromium } from './support/browser.mjs';
import { listed, openForm, paste, picker } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const JOHN = '45b02fe5-176e-354e-a502-4b0142112b77';

const service = await Service.demo();
after(() => service.stop());
const browser = await startChromium(after);

describe('a form', () => {
  let page;
  let p;

  afterEach(() => closePage(page));
  beforeEach(async () => {
    page = await openPage(browser);
  });

  async function open(body) {
    await openForm(page, service, body);
    p = picker(page);
  }

  async function choose(text) {
    await p.input.focus();
    await page.keyboard.type(text);
    await listed(page, text);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  }

  const data = () => page.evaluate(() => [...new FormData(document.querySelector('form'))]);
  const property = (name) => p.host.evaluate((node, key) => node[key], name);
  const events = () => page.evaluate(() => window.events.filter((type) => type !== 'suggestions' && type !== 'input'));

  test('is named by a label before it, around it, or by aria-label, and a click on the label focuses it', async () => {
    await open(`<form><label for="a">First</label><account-picker id="a"></account-picker>
      <label>Second <em>one</em> <account-picker id="b" multiple></account-picker></label>
      <account-picker id="c" aria-label="Third"></account-picker>
      <span id="d">Fourth</span><account-picker id="e" aria-labelledby="d"></account-picker>
      <account-picker id="f" placeholder="Fifth"></account-picker><account-picker id="g"></account-picker></form>`);
    for (const name of ['First', 'Second one', 'Third', 'Fourth', 'Fifth', 'People']) {
      assert.equal(await page.getByRole('combobox', { name, exact: true }).count(), 1, name);
    }
    await page.locator('label', { hasText: 'First' }).click();
    assert.ok(await page.locator('#a .ap-input').evaluate((node) => node === document.activeElement));
    await page.locator('em').click();
    assert.ok(await page.locator('#b .ap-input').evaluate((node) => node === document.activeElement));
    p = picker(page, '#b');
    await paste(p.input, 'jsmith@demo.example paula@partner.example');
    await p.chips.nth(1).filter({ hasText: 'Paula Partner' }).waitFor();
    assert.equal(await page.getByRole('combobox', { name: 'Second one', exact: true }).count(), 1, 'without its chips');
    assert.deepEqual(await page.locator('#a').evaluate((node) => [node.labels.length, node.form === document.forms[0]]), [1, true]);
  });

  test('its help and error are heard: aria-describedby and aria-invalid', async () => {
    await open('<form><label for="p">To</label><p id="help">Who gets it</p><account-picker id="p" aria-describedby="help" required></account-picker><button>Send</button></form>');
    assert.match(await p.input.getAttribute('aria-describedby'), /^help /);
    assert.equal(await p.input.getAttribute('aria-required'), 'true');
    assert.equal(await p.input.getAttribute('aria-invalid'), null, 'not before anybody was there');
    await page.getByRole('button', { name: 'Send' }).click();
    assert.deepEqual(await events(), []);
    assert.equal(await p.error.textContent(), 'Choose somebody.');
    assert.equal(await p.input.getAttribute('aria-invalid'), 'true');
    assert.ok(await p.input.evaluate((node) => node === document.activeElement), 'the browser leads there');
    await choose('jsmith');
    assert.equal(await p.error.isVisible(), false);
    await page.getByRole('button', { name: 'Send' }).click();
    assert.deepEqual(await events(), ['change', 'submit']);
  });

  test('text that names nobody isn’t lost silently', async () => {
    await open('<form><label for="p">To</label><account-picker id="p" name="to"></account-picker><button>Send</button></form>');
    await p.input.fill('somebody');
    await p.note.filter({ hasText: 'Nobody' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send' }).click();
    assert.equal(await p.error.textContent(), 'Choose somebody from the list, or delete “somebody”.');
    assert.ok(!(await events()).includes('submit'));
    assert.deepEqual(await property('validity').then(() => p.host.evaluate((node) => node.validity.badInput)), true);
    await p.host.evaluate((node) => node.setCustomValidity('Not today.'));
    assert.equal(await property('validationMessage'), 'Not today.');
    await p.host.evaluate((node) => node.setCustomValidity(''));
    await p.input.fill('');
    assert.equal(await p.host.evaluate((node) => node.checkValidity()), true);
  });

  test('sends one key, or several under one name, as asked', async () => {
    await open('<form><label for="p">Owner</label><account-picker id="p" name="owner"></account-picker></form>');
    assert.deepEqual(await data(), [['owner', '']]);
    await choose('jsmith');
    assert.deepEqual(await data(), [['owner', JOHN]]);
    for (const [attribute, value] of [['mail', 'john.smith@demo.example'], ['sAMAccountName', 'jsmith'], ['addresses', 'john.smith@demo.example']]) {
      await p.host.evaluate((node, name) => node.setAttribute('submit', name), attribute);
      assert.deepEqual(await data(), [['owner', value]]);
    }
    await open('<form><label for="p">To</label><account-picker id="p" name="to" multiple></account-picker></form>');
    assert.deepEqual(await data(), []);
    await paste(p.input, 'jsmith@demo.example paula@partner.example');
    await p.chips.nth(1).filter({ hasText: 'Paula Partner' }).waitFor();
    assert.deepEqual(await data(), (await p.value()).map((guid) => ['to', guid]));
    assert.deepEqual((await p.accounts()).map((account) => account.cn), ['John Smith', 'Paula Partner']);
  });

  test('a value is looked up; reset goes back to the one in the markup', async () => {
    await open(`<form><label for="p">Owner</label><account-picker id="p" name="owner" value="${JOHN}"></account-picker><button type="reset">Reset</button></form>`);
    await page.waitForFunction(() => document.querySelector('.ap-input').value === 'John Smith');
    const atOnce = await p.host.evaluate((node) => {
      node.value = 'paula@partner.example';
      return [...new FormData(node.form)];
    });
    assert.deepEqual(atOnce, [['owner', 'paula@partner.example']], 'before it is known');
    await page.waitForFunction(() => document.querySelector('.ap-input').value === 'Paula Partner');
    assert.deepEqual(await events(), [], 'a script is no reader');
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.waitForFunction(() => document.querySelector('.ap-input').value === 'John Smith');
    assert.equal(await p.value(), JOHN);
    await p.host.evaluate((node) => { node.accounts = [{ objectGUID: '1', cn: 'Set by a script', type: 'user' }]; });
    assert.equal(await p.input.inputValue(), 'Set by a script');
    const again = await p.host.evaluate((node) => {
      node.value = node.value;
      return [node.accounts.length, node.accounts[0].cn];
    });
    assert.deepEqual(again, [1, 'Set by a script'], 'what it has already is not asked again');
    await p.host.evaluate((node) => { node.value = ''; });
    assert.deepEqual(await p.accounts(), []);
  });

  test('comes back with the page, by keys alone', async () => {
    await open('<form><label for="p">To</label><account-picker id="p" name="to" multiple></account-picker></form>');
    await paste(p.input, 'jsmith@demo.example paula@partner.example');
    await p.chips.nth(1).filter({ hasText: 'Paula Partner' }).waitFor();
    const before = await p.value();
    await page.goto(`${service.url}/livez`);
    await page.goBack();
    await p.chips.nth(1).filter({ hasText: 'Paula Partner' }).waitFor();
    assert.deepEqual(await p.value(), before);
  });

  test('disabled, by a fieldset too, and read-only', async () => {
    await open(`<form><fieldset><label for="p">To</label><account-picker id="p" name="to" value="jsmith@demo.example" multiple></account-picker></fieldset></form>`);
    await p.chips.filter({ hasText: 'John Smith' }).waitFor();
    const set = (code) => page.evaluate(code);
    await set("document.querySelector('fieldset').disabled = true");
    assert.equal(await p.input.isDisabled(), true);
    assert.deepEqual(await data(), []);
    assert.equal(await p.chips.getByRole('button').count(), 0);
    await set("document.querySelector('fieldset').disabled = false");
    assert.equal(await p.input.isDisabled(), false);
    await set("document.querySelector('account-picker').disabled = true");
    assert.equal(await p.input.isDisabled(), true);
    await set("document.querySelector('account-picker').disabled = false");
    await set("document.querySelector('account-picker').readOnly = true");
    assert.deepEqual(await data(), [['to', JOHN]]);
    await p.input.focus();
    await page.keyboard.type('paula');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('ArrowDown');
    assert.equal(await p.input.inputValue(), '');
    assert.deepEqual(await p.value(), [JOHN]);
    assert.equal(await p.host.evaluate((node) => node.willValidate), false);
  });

  test('made by a script, moved, and set before it is defined', async () => {
    await open('<form></form>');
    await page.evaluate(() => {
      const node = document.createElement('account-picker');
      Object.assign(node, { multiple: true, name: 'to', value: ['jsmith@demo.example'], free: true, types: 'user,contact' });
      document.forms[0].append(node);
      document.forms[0].prepend(node);
    });
    await p.chips.filter({ hasText: 'John Smith' }).waitFor();
    assert.deepEqual(await data(), [['to', JOHN]]);
    assert.deepEqual(await p.host.evaluate((node) => [node.types, node.free, node.limit, node.type]), ['user,contact', true, 8, 'account-picker']);
    await p.host.evaluate((node) => node.remove());
    assert.deepEqual(await data(), []);
    assert.deepEqual(page.complaints, []);
  });

  test('only the wanted types, and who is left out otherwise', async () => {
    await open('<form><label for="p">To</label><account-picker id="p" types="group"></account-picker></form>');
    const urls = [];
    page.on('request', (request) => request.url().includes('/v1/suggest') && urls.push(new URL(request.url()).searchParams));
    await p.input.focus();
    await page.keyboard.type('sales');
    await listed(page, 'sales');
    assert.ok(urls.every((one) => one.get('types') === 'group' && one.get('include') === null));
    assert.deepEqual([...new Set(await p.host.locator('.ap-kind').allTextContents())], ['group']);
    await p.host.evaluate((node) => node.setAttribute('include', 'disabled,hidden'));
    await page.keyboard.type(' w');
    await listed(page, 'sales w');
    assert.equal(urls.at(-1).get('include'), 'disabled,hidden');
  });
});
