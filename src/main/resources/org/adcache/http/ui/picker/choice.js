import { domainOf, nameOf } from './account.js';
import { sameEntry, splitList } from './entries.js';
import { cut, make } from './nodes.js';

const SHOW_MS = 30;

/** What is chosen: entries, each an account that is known, a free text, or a key that is looked up. */
export class Choice {
  #field;
  #element;
  #showTimer = 0;

  entries = [];
  /** Whether it isn't the default any more. */
  dirty = false;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  set(keys) {
    this.entries = keys.map((text) => ({ state: 'checking', text }));
    if (!this.#field.built) return;
    this.showChoice();
    this.#field.lookup.checkAll();
  }

  setDefault() {
    const value = this.#element.getAttribute('value');
    this.set(value === null ? [] : this.#element.multiple ? splitList(value) : [value].filter(Boolean));
  }

  /** Shows what is chosen after it was set from outside. */
  showChoice() {
    const { input } = this.#field.nodes;
    const [entry] = this.entries;
    if (!this.#element.multiple) input.value = entry ? this.nameOfEntry(entry) : '';
    this.#field.validity.notice = '';
    this.show();
  }

  nameOfEntry(entry) {
    return cut(entry.account ? nameOf(entry.account) : entry.text);
  }

  valueOf({ account, text }) {
    const value = account ? account[this.#element.submit] : text;
    return Array.isArray(value) ? value[0] : value || '';
  }

  detailOf(entry) {
    if (entry.state === 'known') return entry.account.mail || entry.account.sAMAccountName || domainOf(entry.account);
    return entry.state === 'free' ? '' : this.#field.text(entry.state);
  }

  isChosen(account) {
    return this.entries.some((entry) => entry.account && entry.account.objectGUID === account.objectGUID);
  }

  /** An account without the attribute that is sent can't be chosen. */
  lacks(account) {
    return this.valueOf({ account }) === '';
  }

  /** Takes an account, or a free text, once. */
  take(entry) {
    const { input } = this.#field.nodes;
    const twin = this.entries.find((one) => sameEntry(one, entry));
    this.#field.validity.notice = '';
    if (this.#element.multiple) {
      input.value = '';
      if (!twin) this.entries = [...this.entries, entry];
    } else {
      this.entries = [entry];
      input.value = this.nameOfEntry(entry);
    }
    this.dirty = true;
    this.#field.search.letGo();
    this.show();
    if (entry.account) this.#field.recent.remember(entry.account);
    const already = twin && this.#element.multiple;
    this.#field.say(this.#field.text(already ? 'already' : 'added', { name: this.nameOfEntry(entry) }));
    if (already) return;
    this.#field.fire('input');
    this.#field.fire('change');
  }

  remove(entry) {
    if (this.#field.locked) return;
    const at = this.entries.indexOf(entry);
    if (at < 0) return;
    const focused = this.#field.nodes.chips.contains(document.activeElement);
    this.dirty = true;
    this.#field.validity.notice = '';
    this.entries = this.entries.filter((one) => one !== entry);
    this.show();
    if (focused && this.entries.length === 0) this.#element.focus();
    this.#field.say(this.#field.text('removed', { name: this.nameOfEntry(entry) }));
    this.#field.fire('input');
    this.#field.fire('change');
  }

  /** Shows what was found out about entries, for many of them at once. */
  showSoon() {
    this.#field.validity.validate();
    this.#showTimer ||= setTimeout(() => this.show(), SHOW_MS);
  }

  show() {
    clearTimeout(this.#showTimer);
    this.#showTimer = 0;
    const { input, chips, detail, field } = this.#field.nodes;
    const many = this.#element.multiple;
    const focused = [...chips.children].findIndex((one) => one.contains(document.activeElement));
    const names = this.entries.map((entry) => this.nameOfEntry(entry));
    const times = new Map();
    for (const name of names) times.set(name, (times.get(name) || 0) + 1);
    const node = (entry, index) => this.#field.chips.node(entry, times.get(names[index]) > 1);
    const shownChips = many ? this.entries.map(node) : [];
    chips.replaceChildren(...shownChips);
    chips.hidden = shownChips.length === 0;
    input.placeholder = shownChips.length > 0 ? '' : this.#element.placeholder;
    if (focused >= 0) this.#field.chips.focus(Math.min(focused, this.entries.length - 1));
    const [entry] = many ? [] : this.entries;
    const text = entry ? this.detailOf(entry) : '';
    detail.replaceChildren(...(text ? [make('bdi', '', {}, cut(text))] : []));
    detail.hidden = text === '';
    field.title = text && entry.account ? `${names[0]}, ${cut(text)}` : '';
    if (!field.title) field.removeAttribute('title');
    this.#field.validity.validate();
  }
}
