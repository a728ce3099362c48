import { GUID } from './entries.js';

export const MOST_ROWS = 20;
export const MOST_RECENT = 5;
/** What a page holds of people isn't older than the last question by more than this. */
export const CHECK_MS = 60000;
const TIMEOUT_MS = 10000;
const STORAGE = 'account-picker';

/** Why there is no answer: a key of the texts. */
export class Trouble extends Error {
  constructor(kind, retryAfter) {
    super(kind);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** Whether the same question may be answered a little later. */
  get passes() {
    return ['busy', 'offline', 'unavailable', 'never', 'off', 'old'].includes(this.kind);
  }
}

function troubleOf(status, type, retryAfter) {
  if (status === 401) return new Trouble('signed-out');
  if (status === 403) return new Trouble('forbidden');
  if (status === 429) return new Trouble('busy', retryAfter);
  if (status === 400 && type === 'bad-request') return new Trouble('refused');
  const known = { 'integration-disabled': 'off', 'never-synced': 'never', 'too-stale': 'old' }[type];
  return new Trouble((status === 503 && known) || 'unavailable', retryAfter);
}

/**
 * One endpoint, for all pickers of the page that ask it. It knows the epoch: when that changes, everything was deleted
 * on the service, and all pickers let go of what they hold.
 */
export class Directory {
  static #known = new Map();

  static of(endpoint) {
    const url = new URL(endpoint, document.baseURI).href;
    if (!Directory.#known.has(url)) Directory.#known.set(url, new Directory(url));
    return Directory.#known.get(url);
  }

  #url;
  #epoch = null;
  #pickers = new Set();
  #checked = 0;
  #timer = 0;

  constructor(url) {
    this.#url = url;
    document.addEventListener('visibilitychange', () => document.hidden || this.#check(0));
    addEventListener('storage', ({ key }) => {
      if (key !== this.#key || this.#epoch === null) return;
      const { epoch } = this.#stored();
      if (epoch > this.#epoch) this.note(epoch);
    });
  }

  get #key() {
    return `${STORAGE}:${this.#url}`;
  }

  join(picker) {
    this.#pickers.add(picker);
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#check(CHECK_MS / 2), CHECK_MS);
  }

  leave(picker) {
    this.#pickers.delete(picker);
    if (this.#pickers.size === 0) clearInterval(this.#timer);
  }

  /** Asks for the epoch while somebody holds something of it. */
  #check(unlessWithin) {
    const holder = [...this.#pickers].find((picker) => picker.holds);
    if (!holder || document.hidden || Date.now() - this.#checked < unlessWithin) return;
    this.ask(' ', { limit: 1, request: holder.request, background: true }).catch(() => {});
  }

  /**
   * Asks for a text.
   *
   * @returns {Promise<{complete, items, stale, asOf, epoch}>}
   * @throws {Trouble}; an AbortError if the signal is aborted
   */
  async ask(text, { limit = MOST_ROWS, types, include, signal, request, background }) {
    const url = new URL(this.#url);
    url.searchParams.set('q', text);
    url.searchParams.set('limit', String(limit));
    if (types) url.searchParams.set('types', types);
    if (include) url.searchParams.set('include', include);
    const asked = this.#epoch;
    const abort = new AbortController();
    const tooLate = setTimeout(() => abort.abort(), TIMEOUT_MS);
    const superseded = () => abort.abort();
    if (signal) signal.addEventListener('abort', superseded, { once: true });
    if (signal && signal.aborted) abort.abort();
    try {
      const headers = { Accept: 'application/json' };
      // Another origin would have to allow the header first, and gets no session.
      if (background && url.origin === location.origin) headers['X-Background'] = '1';
      const init = { signal: abort.signal, headers, cache: 'no-store', credentials: 'same-origin' };
      const response = await (request ? request(url.href, init) : fetch(url, init));
      const answer = await response.json().catch((failure) => {
        if (abort.signal.aborted) throw failure;
        return null;
      });
      this.#checked = Date.now();
      if (answer && typeof answer.epoch === 'number') {
        // It was on its way while everything was deleted.
        if (answer.epoch < this.#epoch && asked !== this.#epoch) throw new Trouble('unavailable', 1);
        this.note(answer.epoch);
      }
      if (!response.ok) {
        const type = String((answer && answer.type) || '').replace(/^.*\/problems\//, '');
        throw troubleOf(response.status, type, Number(response.headers.get('Retry-After')) || undefined);
      }
      if (!answer || !Array.isArray(answer.items)) throw new Trouble('unavailable');
      return answer;
    } catch (failure) {
      if (signal && signal.aborted) throw new DOMException('superseded', 'AbortError');
      throw failure instanceof Trouble ? failure : new Trouble('offline');
    } finally {
      clearTimeout(tooLate);
      if (signal) signal.removeEventListener('abort', superseded);
    }
  }

  note(epoch) {
    const changed = this.#epoch !== null && epoch !== this.#epoch;
    this.#epoch = epoch;
    const stored = this.#stored();
    if (stored.epoch !== undefined && stored.epoch !== epoch) this.#store({ epoch, recent: [] });
    if (changed) for (const picker of [...this.#pickers]) picker.forget();
  }

  /* Of recent choices only the GUIDs are kept, and the epoch they belong to: who they are is asked each time. */

  #stored() {
    try {
      const value = JSON.parse(localStorage.getItem(this.#key));
      const recent = Array.isArray(value && value.recent) ? value.recent.filter((guid) => GUID.test(guid)) : [];
      return value && typeof value.epoch === 'number' ? { epoch: value.epoch, recent } : { recent: [] };
    } catch {
      return { recent: [] };
    }
  }

  #store(value) {
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // Storage may be full, or forbidden: then nothing is kept.
    }
  }

  get recent() {
    return this.#stored().recent.slice(0, MOST_RECENT);
  }

  /** Puts an account first; without a known epoch nothing is kept. */
  remember(guid) {
    if (this.#epoch === null || !GUID.test(guid)) return;
    const others = this.recent.filter((one) => one !== guid);
    this.#store({ epoch: this.#epoch, recent: [guid, ...others].slice(0, MOST_RECENT) });
  }

  /** Takes an account off that doesn't exist any more. */
  drop(guid) {
    const { epoch, recent } = this.#stored();
    if (epoch !== undefined) this.#store({ epoch, recent: recent.filter((one) => one !== guid) });
  }
}
