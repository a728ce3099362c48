import { Trouble } from './directory.js';
import { hasKey, isAddress, isKey, sameEntry, splitList, wordsOf } from './entries.js';

const MOST_PASTED = 500;
const PASTED_AT_ONCE = 4;
const MOST_TRIES = 20;
const QUIET_MS = 500;

/** Keys that are typed, pasted or set: whose they are. */
export class Lookup {
  #field;
  #element;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  /** The accounts that have exactly this key; of DOMAIN\name only the service knows whose domain it is. */
  async resolve(key, signal) {
    const answer = await this.#field.directory.ask(key, this.#field.search.asking(signal));
    return answer.items.filter((account) => hasKey(account, key)).map(({ matched, ...account }) => account);
  }

  /** Takes the key that is typed: its owner, or as it is. */
  async commit() {
    const { input } = this.#field.nodes;
    const text = input.value.trim();
    if (this.#element.multiple) {
      input.value = '';
      this.#field.search.letGo();
      await this.#takeAll([text]);
      return;
    }
    this.#field.list.close();
    const entry = { state: 'checking', text };
    this.#field.choice.entries = [entry];
    this.#field.choice.show();
    await this.checkAll();
    this.#field.fire('change');
  }

  async #takeAll(keys) {
    this.#field.choice.dirty = true;
    this.#field.validity.notice = '';
    const taken = keys.slice(0, MOST_PASTED);
    const entries = [];
    for (const text of taken) {
      const entry = { state: 'checking', text };
      if (![...this.#field.choice.entries, ...entries].some((one) => sameEntry(one, entry))) entries.push(entry);
    }
    this.#field.choice.entries = [...this.#field.choice.entries, ...entries];
    this.#field.choice.show();
    this.#field.fire('input');
    if (keys.length > taken.length) {
      this.#field.nodes.input.value = keys.slice(MOST_PASTED).join(', ');
      this.#field.validity.validate();
      this.#field.say(this.#field.text('too-many', { count: MOST_PASTED }));
    }
    await this.checkAll();
    this.#field.fire('change');
    if (entries.length < 2) return;
    const known = entries.filter((entry) => entry.state === 'known').length;
    this.#field.say(this.#field.text('pasted', { known, count: entries.length }));
  }

  recheck() {
    for (const entry of this.#field.choice.entries) if (entry.state === 'unchecked') entry.state = 'checking';
    this.checkAll();
  }

  /** Finds out whose the keys are, a few at a time. */
  async checkAll() {
    const queue = this.#field.choice.entries.filter((entry) => entry.state === 'checking' && !entry.queued);
    if (queue.length === 0) return;
    if (!this.#field.directory) return;
    for (const entry of queue) entry.queued = true;
    const work = async () => {
      for (let entry = queue.shift(); entry; entry = queue.shift()) await this.#checkEntry(entry);
    };
    await Promise.all(Array.from({ length: PASTED_AT_ONCE }, work));
  }

  async #checkEntry(entry) {
    try {
      this.#settle(entry, await this.#ownersOf(entry.text, () => this.#field.choice.entries.includes(entry)));
    } catch (failure) {
      if (!(failure instanceof Trouble)) throw failure;
      this.#settle(entry, null, failure);
    }
  }

  /** The owners of a key; while the service is busy it is asked again, as long as they are wanted. */
  async #ownersOf(key, isWanted) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.resolve(key);
      } catch (failure) {
        if (!(failure instanceof Trouble) || failure.kind !== 'busy' || tries === MOST_TRIES || !isWanted()) throw failure;
        await new Promise((resolve) => setTimeout(resolve, (failure.retryAfter || 1) * 1000));
      }
    }
  }

  #settle(entry, owners, trouble) {
    entry.queued = false;
    const { choice, validity } = this.#field;
    if (!choice.entries.includes(entry)) return;
    if (owners && owners.length === 1 && !choice.lacks(owners[0])) {
      const [{ objectGUID }] = owners;
      entry.state = 'known';
      [entry.account] = owners;
      const [, twin] = choice.entries.filter((one) => one.account && one.account.objectGUID === objectGUID);
      choice.entries = choice.entries.filter((one) => one !== twin);
    } else if (this.#element.free && isAddress(entry.text) && !(owners && owners.length > 1)) {
      entry.state = 'free';
    } else {
      entry.state = trouble && trouble.kind !== 'refused' ? 'unchecked' : 'unknown';
    }
    const { input } = this.#field.nodes;
    if (!this.#element.multiple) {
      if (entry.account) input.value = choice.nameOfEntry(entry);
      else validity.touched = true;
    } else if (entry.state !== 'known') validity.touched = true;
    choice.showSoon();
    if (owners && owners.length > 1 && this.#element.contains(document.activeElement)) this.#offer(entry, owners);
  }

  /** A key with several owners: the reader chooses. */
  #offer(entry, owners) {
    if (this.#field.nodes.input.value.trim() !== '' && this.#element.multiple) return;
    this.#field.choice.entries = this.#field.choice.entries.filter((one) => one !== entry);
    this.#field.nodes.input.value = entry.text;
    this.#field.choice.show();
    this.#field.search.answer = { items: owners, complete: true, text: entry.text, at: Date.now() };
    this.#field.list.fill(owners, { text: entry.text });
    this.#field.list.rows.several = true;
    this.#field.list.render();
    this.#field.say(this.#field.text('several'), QUIET_MS);
  }

  /** Takes pasted words as a list once one is an account name; of two both have to be, as "Smith, John" is a name. */
  async #takeNames(words, pasted) {
    const { input } = this.#field.nodes;
    const isWanted = () => input.value.trim() === pasted.trim() && !this.#field.locked;
    let missing = words.length === 2 ? 2 : 1;
    try {
      for (const word of words.slice(0, MOST_PASTED)) {
        if ((await this.#ownersOf(word, isWanted)).length > 0) missing -= 1;
        else if (words.length === 2) return;
        if (missing === 0 || !isWanted()) break;
      }
    } catch (failure) {
      if (!(failure instanceof Trouble)) throw failure;
      return;
    }
    if (missing > 0 || !isWanted()) return;
    input.value = '';
    this.#field.search.letGo();
    await this.#takeAll(words);
  }

  paste(event) {
    const { input } = this.#field.nodes;
    if (this.#field.locked) return;
    const text = event.clipboardData ? event.clipboardData.getData('text/plain') : '';
    const whole = input.value === '' || (input.selectionStart === 0 && input.selectionEnd === input.value.length);
    const keys = splitList(text);
    if (!whole || keys.length === 0) return;
    const [first] = keys;
    const list = this.#element.multiple && (keys.length > 1 || isKey(first));
    if (!list && !(keys.length === 1 && isKey(first))) {
      const words = this.#element.multiple && keys.length === 1 ? wordsOf(first) : null;
      if (words) this.#takeNames(words, text);
      return;
    }
    event.preventDefault();
    input.value = '';
    this.#field.search.letGo();
    if (list) {
      this.#takeAll(keys);
    } else {
      input.value = first;
      this.#field.choice.dirty = true;
      this.#field.fire('input');
      this.commit();
    }
  }
}
