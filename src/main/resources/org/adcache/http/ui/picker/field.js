import { Chips } from './chips.js';
import { Choice } from './choice.js';
import { Directory } from './directory.js';
import { isKey } from './entries.js';
import { Keyboard } from './keyboard.js';
import { List } from './list.js';
import { Lookup } from './lookup.js';
import { make, textAround, unique } from './nodes.js';
import { Recent } from './recent.js';
import { Search } from './search.js';
import { Speech } from './speech.js';
import { Validity } from './validity.js';

/** What is in an <account-picker>: its nodes, and the parts that share them. */
export class Field {
  nodes = {};
  built = false;
  directory = null;
  disabledByForm = false;

  constructor(element, internals) {
    this.element = element;
    this.internals = internals;
    this.speech = new Speech(this);
    this.choice = new Choice(this);
    this.chips = new Chips(this);
    this.validity = new Validity(this);
    this.list = new List(this);
    this.search = new Search(this);
    this.recent = new Recent(this);
    this.lookup = new Lookup(this);
    this.keyboard = new Keyboard(this);
  }

  get locked() {
    return this.element.disabled || this.disabledByForm || this.element.readOnly;
  }

  get isRtl() {
    return getComputedStyle(this.element).direction === 'rtl';
  }

  text(key, values) {
    return this.speech.text(key, values);
  }

  say(text, after) {
    this.speech.say(text, after);
  }

  /** Puts the nodes into the element, once. */
  build() {
    const id = unique('account-picker');
    const input = make('input', 'ap-input', {
      id: `${id}-input`, form: '', type: 'text', role: 'combobox', autocomplete: 'off', autocapitalize: 'none',
      autocorrect: 'off', spellcheck: 'false', dir: 'auto', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
      'aria-controls': `${id}-list`,
    });
    const heading = make('p', 'ap-heading', { 'aria-hidden': 'true', hidden: true });
    const list = make('ul', 'ap-list', { id: `${id}-list`, role: 'listbox', hidden: true });
    const note = make('p', 'ap-note', { hidden: true });
    const popup = make('div', 'ap-popup', { popover: 'manual', hidden: true }, heading, list, note);
    const chips = make('ul', 'ap-chips', { role: 'list', hidden: true });
    const detail = make('span', 'ap-detail', { id: `${id}-detail`, hidden: true });
    const spinner = make('span', 'ap-spinner', { 'aria-hidden': 'true' });
    const field = make('div', 'ap-field', {}, chips, input, popup, detail, spinner);
    const error = make('p', 'ap-error', { id: `${id}-error`, hidden: true });
    const live = make('span', 'ap-unseen', { role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' });
    this.nodes = { id, input, heading, list, note, popup, chips, detail, field, error, live };
    this.element.replaceChildren(field, error, live);
    this.built = true;

    input.addEventListener('input', (event) => {
      event.stopPropagation();
      this.search.typed();
    });
    input.addEventListener('change', (event) => event.stopPropagation());
    input.addEventListener('keydown', (event) => this.keyboard.key(event));
    input.addEventListener('paste', (event) => this.lookup.paste(event));
    input.addEventListener('focus', () => this.nameInput());
    input.addEventListener('click', () => input.value === '' && this.recent.open());
    field.addEventListener('mousedown', (event) => {
      if (event.target === input || event.target.closest('.ap-remove')) return;
      event.preventDefault();
      if (!popup.contains(event.target)) input.focus();
    });
    field.addEventListener('pointerenter', () => this.nameInput());
    chips.addEventListener('keydown', (event) => this.chips.key(event));
    list.addEventListener('click', (event) => {
      const row = event.target.closest('.ap-row');
      if (row) this.list.choose([...list.children].indexOf(row));
    });
    list.addEventListener('keydown', (event) => {
      const row = event.target.closest('.ap-row');
      if (!row || !['Enter', ' ', 'Escape'].includes(event.key)) return;
      event.preventDefault();
      input.focus();
      if (event.key === 'Escape') this.list.close();
      else this.list.choose([...list.children].indexOf(row));
    });
    // Firefox leads to an invalid control only if that itself can have the focus.
    if (!this.element.hasAttribute('tabindex')) this.element.tabIndex = -1;
    this.element.addEventListener('focus', () => this.element.focus());
    this.element.addEventListener('click', (event) => event.target === this.element && this.element.focus());
    this.element.addEventListener('invalid', () => {
      this.validity.touched = true;
      this.validity.showError();
    });
    this.element.addEventListener('focusout', (event) => {
      if (!this.element.contains(event.relatedTarget)) this.leave();
    });
  }

  /** Joins those who ask the endpoint of the element. */
  join() {
    const directory = Directory.of(this.element.endpoint);
    if (directory === this.directory) return;
    this.directory?.leave(this.element);
    this.directory = directory;
    directory.join(this.element);
  }

  /** What an attribute of this element says of the input. */
  mirror() {
    const { input, field, popup, id } = this.nodes;
    input.disabled = this.element.disabled || this.disabledByForm;
    input.readOnly = this.element.readOnly;
    input.placeholder = this.choice.entries.length > 0 && this.element.multiple ? '' : this.element.placeholder;
    input.toggleAttribute('aria-required', this.element.required);
    if (this.element.required) input.setAttribute('aria-required', 'true');
    field.classList.toggle('ap-locked', this.locked);
    field.classList.toggle('ap-off', input.disabled);
    if (this.locked && !popup.hidden) this.list.close();
    const described = [this.element.getAttribute('aria-describedby'), `${id}-detail`, `${id}-error`];
    input.setAttribute('aria-describedby', described.filter(Boolean).join(' '));
    this.nameInput();
    this.validity.showError();
  }

  /** Names the input after the labels of this element; a label around it is read without what is in it. */
  nameInput() {
    const { input, list, chips } = this.nodes;
    const labels = [...(this.internals.labels || [])];
    const around = labels.find((label) => label.contains(this.element));
    let ids = this.element.getAttribute('aria-labelledby');
    let name = this.element.getAttribute('aria-label');
    if (!ids && !name && around) {
      name = textAround(around, this.element);
    } else if (!ids && !name && labels.length > 0) {
      for (const label of labels) label.id ||= unique('account-picker-label');
      ids = labels.map((label) => label.id).join(' ');
    }
    if (ids) input.removeAttribute('aria-label');
    else input.setAttribute('aria-label', name || this.element.placeholder || this.text('label'));
    if (ids) input.setAttribute('aria-labelledby', ids);
    else input.removeAttribute('aria-labelledby');
    for (const attribute of ['aria-label', 'aria-labelledby']) {
      const value = input.getAttribute(attribute);
      if (value === null) list.removeAttribute(attribute);
      else list.setAttribute(attribute, value);
    }
    chips.setAttribute('aria-label', this.text('chosen'));
  }

  translate() {
    if (!this.built) return;
    this.nameInput();
    this.choice.show();
    if (!this.nodes.popup.hidden) this.list.render();
  }

  fire(type, detail) {
    const event =
      detail === undefined
        ? new Event(type, { bubbles: true, composed: true })
        : new CustomEvent(type, { bubbles: true, detail });
    this.element.dispatchEvent(event);
  }

  leave() {
    const text = this.nodes.input.value.trim();
    this.search.letGo();
    this.validity.touched = true;
    const pending = text !== '' && (this.element.multiple || this.choice.entries.length === 0);
    if (pending && isKey(text) && !this.locked) this.lookup.commit();
    else this.validity.showError();
  }
}
