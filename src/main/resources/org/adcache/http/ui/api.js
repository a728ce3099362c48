/** Requests to the service. There is one object of it for a page: what it knows of the caller isn't kept elsewhere. */

/** Why a request was not answered as asked: a problem of the service (RFC 9457), or none that it could answer with. */
export class Problem extends Error {
  constructor({ type, title, status = 0, detail, remedy, problems, retryAfter }) {
    super(detail || title);
    this.type = String(type || '').replace(/^\/problems\//, '') || 'unreadable-answer';
    this.title = title || 'The answer is not readable';
    this.status = status;
    this.detail = detail || '';
    this.remedy = remedy || '';
    this.problems = problems || [];
    this.retryAfter = retryAfter;
  }
}

const OFFLINE = {
  type: 'offline',
  title: 'adcache does not answer',
  detail: 'The service can’t be reached from here.',
  remedy: 'Check that it runs, with “systemctl status adcache” on its machine. This page goes on when it answers.',
};
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];
const POLL_MS = 30000;
/** Headers of requests that no action of the reader makes: a session with no others ends by being idle. */
export const BACKGROUND = { 'X-Background': '1' };

/**
 * Events of this object: "signed-out" (a request was refused for want of a credential), "epoch" (everything was wiped:
 * what a page holds of accounts has to go), "reach" (detail: whether the service answers), "integration" (detail: its
 * state) and "sync" (detail: a RUN).
 */
export class Api extends EventTarget {
  #me = null;
  #epoch = null;
  #reached = true;
  #stream = null;

  /** The answer of GET /v1/me; null before anybody has signed in. */
  get me() {
    return this.#me;
  }

  /** Whether the caller may use routes of this scope. */
  may(scope) {
    const scopes = this.#me ? this.#me.scopes : [];
    return scopes.includes('admin') || scopes.includes(scope);
  }

  get(path, options) {
    return this.#request('GET', path, undefined, options);
  }

  post(path, body, options) {
    return this.#request('POST', path, body, options);
  }

  put(path, body, options) {
    return this.#request('PUT', path, body, options);
  }

  delete(path, options) {
    return this.#request('DELETE', path, undefined, options);
  }

  /**
   * Sends a request whose answer is not one JSON text, such as events or a file.
   *
   * @returns {Promise<Response>} if its status is below 300
   * @throws {Problem}
   */
  async fetch(method, path, body, { headers = {}, signal } = {}) {
    const all = new Headers(headers);
    const octets = body instanceof Blob || body instanceof ArrayBuffer;
    if (body !== undefined && !octets) all.set('Content-Type', 'application/json');
    if (method !== 'GET' && this.#me && this.#me.csrf) all.set('X-CSRF-Token', this.#me.csrf);
    let response;
    try {
      const text = body === undefined || octets ? body : JSON.stringify(body);
      response = await fetch(path, { method, headers: all, body: text, signal, cache: 'no-store' });
    } catch (failure) {
      if (signal && signal.aborted) throw failure;
      this.#reach(false);
      throw new Problem(OFFLINE);
    }
    this.#reach(true);
    if (response.status >= 300) throw await this.#problem(response, method, path);
    return response;
  }

  async #request(method, path, body, options = {}) {
    const response = await this.fetch(method, path, body, options);
    if (response.status === 204) return null;
    const answer = await response.json().catch((failure) => {
      if (options.signal && options.signal.aborted) throw failure;
      throw new Problem({ status: response.status, detail: `The answer of ${path} ends early or is not JSON.` });
    });
    this.#note(answer.integration ? answer.integration.epoch : answer.epoch);
    const etag = response.headers.get('ETag');
    return etag && answer.etag === undefined ? Object.defineProperty(answer, 'etag', { value: etag }) : answer;
  }

  async #problem(response, method, path) {
    const answer = await response.json().catch(() => ({ title: response.statusText }));
    this.#note(answer.epoch);
    const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
    const problem = new Problem({ ...answer, status: response.status, retryAfter });
    problem.negotiates = (response.headers.get('WWW-Authenticate') || '').includes('Negotiate');
    if (response.status === 401 && this.#me && !(method === 'POST' && path === '/v1/session')) {
      this.#leave();
    }
    return problem;
  }

  #note(epoch) {
    if (typeof epoch !== 'number') return;
    const changed = this.#epoch !== null && epoch !== this.#epoch;
    this.#epoch = epoch;
    if (changed) this.#dispatch('epoch', epoch);
  }

  #reach(reached) {
    if (reached === this.#reached) return;
    this.#reached = reached;
    this.#dispatch('reach', reached);
  }

  #dispatch(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /**
   * Asks who the caller is, with the session, the certificate or the ticket that the browser has, or as a proxy says. A
   * ticket is exchanged for a session; whom a proxy has signed in has none.
   *
   * @throws {Problem} with status 401 if nobody has signed in; negotiates then says whether a ticket is taken
   */
  async identify() {
    let me = await this.get('/v1/me');
    if (me.kind === 'session' && !me.csrf && !me.proxied) {
      await this.post('/v1/session');
      me = await this.get('/v1/me');
    }
    this.#me = me;
    this.#listen();
    return me;
  }

  /** Opens a session from a token, which is not kept. */
  async signIn(token) {
    await this.post('/v1/session', undefined, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
    return this.identify();
  }

  /** Ends the session. */
  async signOut() {
    await this.delete('/v1/session');
    this.#leave();
  }

  #leave() {
    this.#me = null;
    this.#stream?.abort();
    this.#stream = null;
    this.#dispatch('signed-out');
  }

  /** Follows what happens: by events for an administrator, else by asking now and then. */
  #listen() {
    this.#stream?.abort();
    this.#stream = new AbortController();
    const { signal } = this.#stream;
    if (this.may('admin')) this.#follow(signal);
    else this.#poll(signal);
  }

  async #poll(signal) {
    while (!signal.aborted) {
      await this.get('/v1/integration', { signal, headers: BACKGROUND }).then(
        (state) => this.#dispatch('integration', state),
        () => {},
      );
      await pause(POLL_MS / 2, signal);
    }
  }

  async #follow(signal) {
    let failures = 0;
    while (!signal.aborted) {
      try {
        const response = await this.fetch('GET', '/v1/events', undefined, { signal, headers: BACKGROUND });
        for await (const { event, data } of serverEvents(response)) {
          failures = 0;
          if (event === 'integration') this.#note(data.epoch);
          this.#dispatch(event, data);
        }
        if (!signal.aborted) this.#reach(false);
      } catch (failure) {
        if (signal.aborted) return;
      }
      await pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)], signal);
      failures += 1;
      if (!signal.aborted) await this.get('/v1/integration', { signal, headers: BACKGROUND }).catch(() => {});
    }
  }

  /**
   * Shows what a path answers: now, after each event, when the page is looked at again, and every half a minute.
   *
   * @param show called with the answer, and with nothing but the problem if there is one
   */
  watch(path, show, signal) {
    let asking = false;
    let again = false;
    const ask = async (headers) => {
      again = asking;
      if (asking || signal.aborted) return;
      asking = true;
      try {
        const answer = await this.get(path, { signal, headers });
        if (!signal.aborted) show(answer);
      } catch (problem) {
        if (!signal.aborted && problem instanceof Problem) show(null, problem);
        else if (!signal.aborted) throw problem;
      } finally {
        asking = false;
        if (again) ask(headers);
      }
    };
    const askInBackground = () => ask(BACKGROUND);
    for (const type of ['integration', 'sync', 'epoch', 'reach']) {
      this.addEventListener(type, askInBackground, { signal });
    }
    document.addEventListener('visibilitychange', () => document.hidden || ask(), { signal });
    const timer = setInterval(askInBackground, POLL_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
    ask();
    return askInBackground;
  }
}

/** Waits; ends early if the signal does. */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/**
 * The events of a stream (WHATWG HTML 9.2), with JSON as data. EventSource can't send a body, and doesn't say why it
 * was refused.
 */
export async function* serverEvents(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split('\n');
      const event = lines.find((line) => line.startsWith('event: '));
      const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
      if (event && data.length > 0) yield { event: event.slice(7), data: JSON.parse(data.join('\n')) };
    }
  }
}
