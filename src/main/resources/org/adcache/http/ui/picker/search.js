import { MOST_ROWS, Trouble } from './directory.js';
import { LONGEST_QUERY, hasKey, isAddress, isKey } from './entries.js';
import { matchedWords, narrow } from './narrow.js';

/** On average at least this long between two requests; the first letter never waits. */
const SPACING_MS = 80;
/** How much earlier than that a key may come without waiting: fingers aren't even. */
const UNEVEN_MS = 40;
const SPINNER_MS = 400;
const QUIET_MS = 500;
const RETRY_MS = 3000;
const LONGEST_RETRY_MS = 30000;

/** The answer to what is typed: questions, each superseding the one before. */
export class Search {
  #field;
  #element;
  #request = null;
  #due = 0;
  #askTimer = 0;
  #spinTimer = 0;
  #retryTimer = 0;
  #retries = 0;

  answer = null;
  trouble = null;
  /** Grows with each question; what belongs to an earlier one is too late. */
  order = 0;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  typed() {
    const { input } = this.#field.nodes;
    this.#field.choice.dirty = true;
    this.#field.validity.touched = false;
    this.#field.validity.notice = '';
    this.#field.list.activate(-1);
    if (!this.#element.multiple && this.#field.choice.entries.length > 0) {
      this.#field.choice.entries = [];
      this.#field.choice.show();
      this.#field.fire('input');
      this.#field.fire('change');
    } else {
      this.#field.validity.validate();
      this.#field.fire('input');
    }
    this.#retries = 0;
    if (input.value.trim() === '') {
      this.letGo();
      return;
    }
    this.#start();
  }

  get query() {
    return this.#field.nodes.input.value.trim().replace(/\s+/g, ' ');
  }

  /** Supersedes what was asked before, and asks at once or when the spacing is over. */
  #start() {
    this.supersede();
    const narrowed = narrow(this.answer, this.query, Date.now());
    if (narrowed) {
      this.#show(narrowed);
      return;
    }
    const wait = this.#due - UNEVEN_MS - performance.now();
    if (wait <= 0) this.#ask();
    else this.#askTimer = setTimeout(() => this.#ask(), wait);
  }

  supersede() {
    this.order += 1;
    this.#request?.abort();
    this.#request = null;
    clearTimeout(this.#askTimer);
    clearTimeout(this.#spinTimer);
    clearTimeout(this.#retryTimer);
    this.#field.nodes.field.classList.remove('ap-busy');
  }

  letGo() {
    this.supersede();
    this.drop();
  }

  /** Hides the list and drops what was in it; a question that is on its way stays. */
  drop() {
    this.#field.list.hide();
    this.answer = null;
    this.trouble = null;
    this.#field.list.rows = [];
    this.#field.nodes.list.replaceChildren();
  }

  async #ask() {
    const order = this.order;
    const text = this.query;
    const request = new AbortController();
    this.#request = request;
    this.#due = Math.max(this.#due, performance.now()) + SPACING_MS;
    if (this.#field.recent.readAt === 0) this.#field.recent.load();
    if (text.length > LONGEST_QUERY) {
      this.#fail(new Trouble('refused'));
      return;
    }
    this.#spinTimer = setTimeout(() => this.#field.nodes.field.classList.add('ap-busy'), SPINNER_MS);
    try {
      const answer = await this.#field.directory.ask(text, this.asking(request.signal));
      if (order !== this.order) return;
      this.supersede();
      this.#retries = 0;
      this.#show({ ...answer, text, at: Date.now() });
      if (this.#field.choice.entries.some((entry) => entry.state === 'unchecked')) this.#field.lookup.recheck();
    } catch (failure) {
      if (order !== this.order) return;
      this.supersede();
      if (failure instanceof Trouble) this.#fail(failure);
      else throw failure;
    }
  }

  asking(signal, limit = MOST_ROWS) {
    const { types, include, request } = this.#element;
    return { limit, types, include, signal, request };
  }

  #show(answer) {
    this.answer = answer;
    this.trouble = null;
    const { choice } = this.#field;
    const recent = new Set(this.#field.recent.guids.filter((guid) => !choice.isChosen({ objectGUID: guid })));
    const known = new Set(answer.items.map((account) => account.objectGUID));
    const also = this.#field.recent.accounts.flatMap((account) => {
      const left = !known.has(account.objectGUID) && !answer.complete && !choice.isChosen(account);
      const matched = left ? matchedWords(account, answer.text) : null;
      return matched ? [{ ...account, matched }] : [];
    });
    const first = answer.items.filter((account) => recent.has(account.objectGUID));
    const rest = answer.items.filter((account) => !recent.has(account.objectGUID));
    const exact = rest.filter((account) => isKey(answer.text) && hasKey(account, answer.text));
    const others = rest.filter((account) => !exact.includes(account));
    this.#field.list.fill([...exact, ...first, ...also, ...others], answer);
  }

  #fail(trouble) {
    this.answer = null;
    this.trouble = trouble;
    const text = this.query;
    this.#field.list.rows = this.#element.free && isAddress(text) ? [{ free: text }] : [];
    this.#field.list.active = -1;
    if (!this.#element.contains(document.activeElement)) return;
    this.#field.list.open();
    this.#field.list.render();
    this.#field.say(this.#field.list.summary(), QUIET_MS);
    if (!trouble.passes) return;
    const pause = trouble.retryAfter ? trouble.retryAfter * 1000 : RETRY_MS * 2 ** this.#retries;
    this.#retries += 1;
    const again = () => this.#start();
    this.#retryTimer = setTimeout(again, Math.min(pause, LONGEST_RETRY_MS));
    if (trouble.kind !== 'offline') return;
    addEventListener('online', () => this.trouble === trouble && again(), { once: true });
  }

  /** The list for what is typed, or the recent choices if nothing is. */
  async reopen(then) {
    const { input } = this.#field.nodes;
    if (input.value.trim() === '') {
      await this.#field.recent.open();
    } else if (this.answer && this.answer.text === this.query) {
      this.#show(this.answer);
    } else {
      this.#start();
      return;
    }
    if (then !== undefined && !this.#field.nodes.popup.hidden) this.#field.list.move(then);
  }
}
