import { MOST_ROWS } from './directory.js';
import { Field } from './field.js';
import { addLanguage, speaking } from './speech.js';
import { adopt } from './style.js';
import { ENGLISH } from './texts.js';

const ENDPOINT = '/v1/suggest';
const DEFAULT_ROWS = 8;

/** Properties that a framework may have set before the element was defined. */
const UPGRADED = [
  'multiple', 'types', 'include', 'endpoint', 'submit', 'limit', 'free', 'required', 'disabled', 'readOnly', 'name',
  'placeholder', 'noRecent', 'texts', 'request', 'value', 'accounts',
];

const Base = globalThis.HTMLElement || class {};

export class AccountPicker extends Base {
  static formAssociated = true;

  static observedAttributes = [
    'value', 'name', 'types', 'include', 'multiple', 'required', 'disabled', 'readonly', 'placeholder', 'endpoint',
    'free', 'limit', 'submit', 'norecent', 'lang', 'aria-label', 'aria-labelledby', 'aria-describedby', 'aria-invalid',
  ];

  /** Adds a language, or replaces texts of one; what it leaves out is said in English. */
  static addLanguage(tag, texts) {
    addLanguage(tag, texts);
  }

  /** The English texts: what a translation has to say. */
  static get texts() {
    return structuredClone(ENGLISH);
  }

  #field = new Field(this, this.attachInternals());
  #fetcher = null;

  /** A function (url, init) => Promise<Response> in place of fetch, for hosts that send a credential of their own. */
  get request() {
    return this.#fetcher;
  }

  set request(fetcher) {
    this.#fetcher = fetcher;
  }

  get texts() {
    return this.#field.speech.texts;
  }

  set texts(texts) {
    this.#field.speech.texts = texts || {};
    this.#field.translate();
  }

  /* Life */

  connectedCallback() {
    for (const name of UPGRADED) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    adopt(this.getRootNode());
    const first = !this.#field.built;
    if (first) this.#field.build();
    speaking.add(this.#field);
    this.#field.join();
    if (first && !this.#field.choice.dirty) this.#field.choice.setDefault();
    else if (first) this.#field.choice.showChoice();
    this.#field.lookup.checkAll();
    this.#field.translate();
    this.#field.mirror();
    queueMicrotask(() => this.#field.nameInput());
    document.addEventListener('DOMContentLoaded', () => this.#field.nameInput(), { once: true });
    if (this.autofocus && !this.#field.locked) this.focus();
  }

  disconnectedCallback() {
    this.#field.list.close();
    this.#field.directory?.leave(this);
    this.#field.directory = null;
    speaking.delete(this.#field);
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#field.built || before === after) return;
    if (name === 'endpoint' && this.isConnected) this.#field.join();
    if (name === 'value' && !this.#field.choice.dirty) this.#field.choice.setDefault();
    if (name === 'lang') this.#field.translate();
    if (['types', 'include', 'endpoint', 'limit'].includes(name)) this.#field.search.letGo();
    if (name === 'multiple' && !this.multiple) this.#field.choice.entries = this.#field.choice.entries.slice(0, 1);
    this.#field.mirror();
    this.#field.choice.show();
  }

  formDisabledCallback(disabled) {
    this.#field.disabledByForm = disabled;
    if (this.#field.built) {
      this.#field.mirror();
      this.#field.choice.show();
    }
  }

  formResetCallback() {
    this.#field.choice.dirty = false;
    this.#field.validity.touched = false;
    this.#field.validity.notice = '';
    this.#field.nodes.input.value = '';
    this.#field.search.letGo();
    this.#field.choice.setDefault();
  }

  /** Only keys are restored, and who they are is asked again. */
  formStateRestoreCallback(state) {
    try {
      const { keys, text } = JSON.parse(state);
      this.#field.choice.dirty = true;
      this.#field.choice.set(keys);
      if (text) this.#field.nodes.input.value = text;
      this.#field.choice.show();
    } catch {
      // A state of another version of this element.
    }
  }

  /** Whether the element has something of the directory. */
  get holds() {
    const { search, recent, choice } = this.#field;
    return search.answer !== null || recent.accounts.length > 0 || choice.entries.some((entry) => entry.account);
  }

  /** Lets go of everything that came from the directory; happens by itself when the epoch changes. */
  forget() {
    if (!this.#field.built) return;
    const had = this.#field.choice.entries.some((entry) => entry.account);
    this.#field.search.drop();
    this.#field.recent.accounts = [];
    this.#field.recent.readAt = 0;
    this.#field.speech.hush();
    if (!had) return;
    this.#field.choice.entries = this.#field.choice.entries.filter((entry) => !entry.account);
    if (!this.multiple) this.#field.nodes.input.value = '';
    this.#field.validity.notice = 'forgotten';
    this.#field.choice.show();
    this.#field.say(this.#field.text('forgotten'));
    this.#field.fire('change');
  }

  /* Attributes and properties, as those of <input> */

  #flag(name, value) {
    if (value === undefined) return this.hasAttribute(name);
    this.toggleAttribute(name, Boolean(value));
    return value;
  }

  #string(name, value) {
    if (value === undefined) return this.getAttribute(name) || '';
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, Array.isArray(value) ? value.join(',') : String(value));
    return value;
  }

  get name() { return this.#string('name'); }
  set name(value) { this.#string('name', value); }
  get types() { return this.#string('types'); }
  set types(value) { this.#string('types', value); }
  get include() { return this.#string('include'); }
  set include(value) { this.#string('include', value); }
  get placeholder() { return this.#string('placeholder'); }
  set placeholder(value) { this.#string('placeholder', value); }
  get endpoint() { return this.getAttribute('endpoint') || ENDPOINT; }
  set endpoint(value) { this.#string('endpoint', value); }
  get submit() { return this.getAttribute('submit') || 'objectGUID'; }
  set submit(value) { this.#string('submit', value); }
  get limit() {
    const limit = Number(this.getAttribute('limit'));
    return Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS ? limit : DEFAULT_ROWS;
  }
  set limit(value) { this.#string('limit', value); }
  get multiple() { return this.#flag('multiple'); }
  set multiple(value) { this.#flag('multiple', Boolean(value)); }
  get required() { return this.#flag('required'); }
  set required(value) { this.#flag('required', Boolean(value)); }
  get disabled() { return this.#flag('disabled'); }
  set disabled(value) { this.#flag('disabled', Boolean(value)); }
  get readOnly() { return this.#flag('readonly'); }
  set readOnly(value) { this.#flag('readonly', Boolean(value)); }
  get free() { return this.#flag('free'); }
  set free(value) { this.#flag('free', Boolean(value)); }
  get noRecent() { return this.#flag('norecent'); }
  set noRecent(value) { this.#flag('norecent', Boolean(value)); }
  get defaultValue() { return this.#string('value'); }
  set defaultValue(value) { this.#string('value', value); }

  get type() { return 'account-picker'; }
  get form() { return this.#field.internals.form; }
  get labels() { return this.#field.internals.labels; }
  get validity() { return this.#field.internals.validity; }
  get validationMessage() { return this.#field.internals.validationMessage; }
  get willValidate() { return this.#field.internals.willValidate && !this.readOnly; }
  checkValidity() { return this.#field.internals.checkValidity(); }
  reportValidity() { return this.#field.internals.reportValidity(); }

  setCustomValidity(message) {
    this.#field.validity.custom = String(message);
    this.#field.validity.validate();
  }

  focus(options) { this.#field.nodes.input?.focus(options); }
  blur() { this.#field.nodes.input?.blur(); }

  /** What the form sends: one key, or with "multiple" a list. A key that is set is looked up, to show whose it is. */
  get value() {
    const values = this.#field.choice.entries.map((entry) => this.#field.choice.valueOf(entry));
    return this.multiple ? values : values[0] || '';
  }

  set value(value) {
    const given = Array.isArray(value) ? value : [value];
    const keys = given.filter((key) => key !== null && key !== undefined && key !== '');
    const wanted = (this.multiple ? keys : keys.slice(0, 1)).map(String);
    this.#field.choice.dirty = true;
    // Frameworks set again what they were told a moment ago.
    if (wanted.length > 0 && JSON.stringify(wanted) === JSON.stringify([this.value].flat())) return;
    this.#field.choice.set(wanted);
  }

  /** The accounts that are chosen, as the service describes them; {free: text} for what is none. */
  get accounts() {
    const { entries } = this.#field.choice;
    return entries.map(({ account, text }) => (account ? structuredClone(account) : { free: text }));
  }

  set accounts(accounts) {
    this.#field.choice.dirty = true;
    const entries = (accounts || []).map((one) =>
      one.objectGUID
        ? { state: 'known', account: one, text: one.objectGUID }
        : { state: 'free', text: String(one.free) },
    );
    this.#field.choice.entries = this.multiple ? entries : entries.slice(0, 1);
    if (this.#field.built) this.#field.choice.showChoice();
  }
}
