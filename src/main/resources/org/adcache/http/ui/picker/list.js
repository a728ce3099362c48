import { describe, nameOf, tellApart } from './account.js';
import { hasKey, isAddress } from './entries.js';
import { rowLabel, rowNode } from './rows.js';

const QUIET_MS = 500;

/** Whether two rows stand for the same account, or the same free address. */
function isSame(one, other) {
  return one.free === other.free && one.account?.objectGUID === other.account?.objectGUID;
}

/** The list on the screen. */
export class List {
  #field;
  #element;
  #side = null;
  #away = null;

  rows = [];
  active = -1;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  /** Rows for accounts, and one for a free address. The active row stays active if it is among them. */
  fill(accounts, { text = '', complete = true, heading = '' }) {
    const moved = this.rows[this.active];
    const rows = accounts.slice(0, this.#element.limit).map((account) => ({ account, view: describe(account) }));
    tellApart(rows);
    const isNew = isAddress(text) && !accounts.some((account) => hasKey(account, text));
    if (this.#element.free && isNew) rows.push({ free: text });
    this.rows = rows;
    this.rows.more = accounts.length - Math.min(accounts.length, this.#element.limit);
    this.rows.complete = complete;
    this.rows.heading = heading;
    this.active = moved ? rows.findIndex((row) => isSame(row, moved)) : -1;
    this.open();
    this.render();
    this.#field.say(this.summary(), QUIET_MS);
    this.#field.fire('suggestions', { text, count: accounts.length, complete });
  }

  choose(index) {
    const row = this.rows[index];
    if (!row || this.#field.locked || this.#field.nodes.popup.hidden) return;
    if (row.free) {
      this.#field.choice.take({ state: 'free', text: row.free });
    } else if (this.#field.choice.lacks(row.account)) {
      this.#field.say(this.#field.text('lacks', { attribute: this.#element.submit }));
    } else if (this.#element.multiple && this.#field.choice.isChosen(row.account)) {
      this.#field.say(this.#field.text('already', { name: nameOf(row.account) }));
    } else {
      const { matched, ...account } = row.account;
      this.#field.choice.take({ state: 'known', account, text: account.objectGUID });
    }
  }

  /** What a row has to say beyond its account. */
  #about({ account }) {
    const { choice } = this.#field;
    return {
      text: (key, values) => this.#field.text(key, values),
      chosen: Boolean(account) && this.#element.multiple && choice.isChosen(account),
      lacks: account && choice.lacks(account) ? this.#element.submit : '',
    };
  }

  move(index) {
    const count = this.rows.length;
    if (count === 0) return;
    this.activate((index + count) % count);
    const row = this.rows[this.active];
    const values = { row: rowLabel(row, this.#about(row)), index: this.active + 1, count };
    this.#field.say(this.#field.text('position', values));
  }

  activate(index) {
    const { list, input, popup } = this.#field.nodes;
    this.active = index;
    for (const row of list.querySelectorAll('[aria-selected]')) row.removeAttribute('aria-selected');
    const row = index >= 0 ? list.children[index] : null;
    if (!row) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    row.setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', row.id);
    const [box, view] = [row.getBoundingClientRect(), popup.getBoundingClientRect()];
    if (box.bottom > view.bottom - 5) popup.scrollTop += box.bottom - view.bottom + 5;
    else if (box.top < view.top + 5) popup.scrollTop -= view.top + 5 - box.top;
  }

  render() {
    const { list, note, heading, input, popup } = this.#field.nodes;
    const node = (row, index) => rowNode(row, `${this.#field.nodes.id}-row-${index}`, this.#about(row));
    list.replaceChildren(...this.rows.map(node));
    list.hidden = this.rows.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    heading.textContent = this.rows.heading ? this.#field.text(this.rows.heading) : '';
    heading.hidden = !this.rows.heading;
    note.textContent = this.#noteText();
    note.hidden = note.textContent === '';
    popup.scrollTop = 0;
    this.activate(this.active);
    this.#place();
  }

  /** What is said below the rows, or in their place. */
  summary() {
    const { more, complete, heading } = this.rows;
    const accounts = this.rows.filter((row) => row.account).length;
    if (this.#field.search.trouble) return this.#field.text(this.#field.search.trouble.kind);
    const none = this.#element.free ? 'none-free' : 'none';
    if (accounts === 0) return this.#field.text(none, { text: this.#field.search.query });
    const counted = this.#field.text('results', { count: accounts });
    if (heading) return `${this.#field.text(heading)}: ${counted}`;
    return [more > 0 || !complete ? this.#moreText() : counted, this.#staleText()].filter(Boolean).join(' ');
  }

  #moreText() {
    const { more, complete } = this.rows;
    if (complete && more > 0) return this.#field.text('n-more', { count: more });
    return complete ? '' : this.#field.text('more', { count: this.rows.filter((row) => row.account).length + more });
  }

  #staleText() {
    const { answer } = this.#field.search;
    if (!answer?.stale) return '';
    const style = { dateStyle: 'medium', timeStyle: 'short' };
    const format = new Intl.DateTimeFormat(this.#field.speech.language, style);
    const time = answer.asOf && format.format(new Date(answer.asOf));
    return this.#field.text('stale', { time: time || '?' });
  }

  #noteText() {
    const accounts = this.rows.filter((row) => row.account).length;
    if (this.#field.search.trouble) return this.#field.text(this.#field.search.trouble.kind);
    if (accounts === 0) return [this.summary(), this.#staleText()].filter(Boolean).join(' ');
    if (this.rows.several) return this.#field.text('several');
    return this.rows.heading ? '' : [this.#moreText(), this.#staleText()].filter(Boolean).join(' ');
  }

  open() {
    const { popup } = this.#field.nodes;
    if (!popup.hidden) return;
    popup.hidden = false;
    if (popup.showPopover && this.#element.isConnected) popup.showPopover();
    this.#side = null;
    this.#away = new AbortController();
    const { signal } = this.#away;
    const place = () => this.#place();
    addEventListener('scroll', (event) => event.target !== popup && place(), { capture: true, passive: true, signal });
    addEventListener('resize', place, { signal });
    globalThis.visualViewport?.addEventListener('resize', place, { signal });
    const observer = new ResizeObserver(place);
    observer.observe(this.#field.nodes.field);
    signal.addEventListener('abort', () => observer.disconnect());
    const leave = (event) => !event.composedPath().includes(this.#element) && this.close();
    addEventListener('pointerdown', leave, { capture: true, signal });
  }

  /** Hides the list, and drops what was asked for it. */
  close() {
    if (!this.#field.built) return;
    this.#field.search.supersede();
    this.hide();
  }

  hide() {
    const { popup, list, input } = this.#field.nodes;
    this.#away?.abort();
    if (popup.hidden) return;
    if (popup.hidePopover && popup.matches(':popover-open')) popup.hidePopover();
    popup.hidden = true;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    this.activate(-1);
  }

  /** Below the field, or above if there is more room; it stays on its side while it is open. */
  #place() {
    const { popup, field } = this.#field.nodes;
    if (popup.hidden || !popup.showPopover) return;
    const box = field.getBoundingClientRect();
    const view = globalThis.visualViewport;
    const top = view ? view.offsetTop : 0;
    const bottom = view ? view.offsetTop + view.height : innerHeight;
    const wide = document.documentElement.clientWidth;
    const below = bottom - box.bottom - 12;
    const above = box.top - top - 12;
    this.#side ??= below >= 240 || below >= above ? 'below' : 'above';
    const width = Math.min(Math.max(box.width, 320), wide - 16);
    const left = this.#field.isRtl ? box.right - width : box.left;
    const { style } = popup;
    style.width = `${width}px`;
    style.left = `${Math.max(8, Math.min(left, wide - 8 - width))}px`;
    style.maxHeight = `${Math.max(120, Math.min(560, this.#side === 'below' ? below : above))}px`;
    style.top = this.#side === 'below' ? `${box.bottom + 4}px` : 'auto';
    style.bottom = this.#side === 'below' ? 'auto' : `${innerHeight - box.top + 4}px`;
  }
}
