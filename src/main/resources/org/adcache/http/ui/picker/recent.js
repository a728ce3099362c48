import { CHECK_MS, MOST_RECENT } from './directory.js';

/** Who was chosen before. */
export class Recent {
  #field;
  #element;

  accounts = [];
  /** When it was asked who they are. */
  readAt = 0;

  constructor(field) {
    this.#field = field;
    this.#element = field.element;
  }

  /** The GUIDs, the last first; none where the element keeps nobody. */
  get guids() {
    return this.#element.noRecent || !this.#field.directory ? [] : this.#field.directory.recent;
  }

  remember(account) {
    if (this.#element.noRecent) return;
    this.#field.directory?.remember(account.objectGUID);
    const others = this.accounts.filter((one) => one.objectGUID !== account.objectGUID);
    this.accounts = [account, ...others].slice(0, MOST_RECENT);
  }

  async open() {
    if (this.#field.locked || !this.#field.nodes.popup.hidden) return;
    const order = this.#field.search.order;
    await this.load();
    if (order !== this.#field.search.order || this.#field.nodes.input.value.trim() !== '') return;
    if (!this.#element.contains(document.activeElement)) return;
    const left = this.accounts.filter((account) => !this.#element.multiple || !this.#field.choice.isChosen(account));
    if (left.length > 0) this.#field.list.fill(left, { heading: 'recent' });
  }

  /** Asks who the recent choices are, at most every half a minute. */
  async load() {
    const { guids } = this;
    const known = new Set(this.accounts.map((account) => account.objectGUID));
    if (Date.now() - this.readAt < CHECK_MS / 2 && guids.every((guid) => known.has(guid))) return;
    this.readAt = Date.now();
    const found = await Promise.all(guids.map((guid) => this.#field.lookup.resolve(guid).catch(() => null)));
    guids.forEach((guid, index) => found[index] && found[index].length === 0 && this.#field.directory.drop(guid));
    const current = new Set(this.guids);
    this.accounts = found.flatMap((owners) => owners || []).filter((account) => current.has(account.objectGUID));
  }
}
