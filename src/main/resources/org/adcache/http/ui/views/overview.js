import { bdi, el, renew } from '../dom.js';
import { byType, count, moment, percent } from '../format.js';
import { age } from '../parts/age.js';
import { button, linkButton } from '../parts/button.js';
import { empty } from '../parts/empty.js';
import { heldPanel } from '../parts/held.js';
import { changes, historyBars } from '../parts/history.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { receipt } from '../parts/receipt.js';
import { turnOff, turnOn } from '../parts/switch.js';
import { syncControls, syncProgress } from '../parts/sync.js';

const DAY_MS = 86400000;
const SOON_MS = 30 * DAY_MS;
const TYPES = { user: 'people', contact: 'contacts', group: 'groups' };
const METHODS = { dirsync: 'DirSync', usn: 'uSNChanged', full: 'full reads' };

/** Is it on, is it fresh, does anything need somebody: then a line for each connection. */
export function view({ api, signal }) {
  const head = el('section.switch', { 'aria-label': 'The switch' });
  const needs = el('section', { 'aria-label': 'What needs you' });
  const lines = connections(api);
  const trouble = el('div');
  let runs = [];
  let status = null;

  const refresh = api.watch(
    '/v1/status',
    (answer, problem) => {
      renew(trouble, problem && [problem.type, problem.detail], () => (problem ? problemNotice(problem) : []));
      if (problem) return;
      status = answer;
      show();
    },
    signal,
  );
  api.watch(
    '/v1/sync',
    (answer) => {
      if (!answer) return;
      ({ runs } = answer);
      if (status) show();
    },
    signal,
  );
  api.addEventListener(
    'sync',
    ({ detail: run }) => {
      runs = [run, ...runs.filter((one) => one.id !== run.id)];
      const connection = status?.connections.find((one) => one.id === run.connection);
      if (!connection) return;
      connection.running = run.finishedAt ? undefined : run;
      show();
    },
    { signal },
  );

  function show() {
    renew(head, [status.integration, status.cache], () => switchPanel(api, status, refresh));
    renew(needs, [status.integration.enabled, urgent(status).map((one) => one.key)], () => attention(api, status, refresh));
    lines.show(status, runs);
  }

  return el('div.view', el('h1', 'Overview'), trouble, head, needs, lines.node);
}

function switchPanel(api, status, refresh) {
  const { integration, cache } = status;
  if (!integration.enabled) {
    const pending = integration.lastWipe?.pending?.length > 0;
    return [
      el('div.switch-state', mark('off', 'Off'), el('p.switch-count', 'Nothing is stored, every question is “unknown”')),
      el('p.muted', 'Turned off ', age(integration.changedAt), '. Settings and keytabs are kept.'),
      el('div.actions', button('Turn on', { kind: 'primary', key: 'switch', action: () => turnOn({ api }).then(refresh) })),
      integration.lastWipe &&
        el('details', { open: pending }, el('summary', 'The last receipt'), receipt(integration)),
    ];
  }
  return [
    el(
      'div.switch-state',
      mark('good', 'On'),
      el(
        'p.switch-count',
        el('strong', count(cache.accounts)),
        ` ${cache.accounts === 1 ? 'account' : 'accounts'}`,
        cache.accounts > 0 && el('span.muted', ` ${byType(cache)}`),
      ),
      button('Turn off…', { kind: 'dangerous', key: 'switch', action: () => turnOff({ api, status, closed: refresh }) }),
    ),
    el(
      'p.muted',
      cache.asOf
        ? [freshness(cache), ' ', age(cache.asOf)]
        : 'The first sync has not ended yet; until then every question is “unknown”.',
    ),
  ];
}

function freshness(cache) {
  if (cache.unusable) return 'Too old to be used; as of';
  return cache.stale ? 'Stale; as of' : 'Fresh; as of';
}

/** What needs somebody, the most urgent first: {key, node}. The key has all that the node shows. */
function urgent(status, api, refresh) {
  const found = [];
  const add = (rank, key, node) => found.push({ rank, key: JSON.stringify(key), node });
  for (const problem of status.damage || []) {
    add(0, problem, () =>
      notice({ kind: 'bad', title: problem.detail, remedy: problem.remedy }),
    );
  }
  if (!status.integration.enabled) return found;
  for (const connection of status.connections) {
    const { id, lastError, held, unreadable, deletedObjects } = connection;
    const open = linkButton('Open the connection', `#/connections/${encodeURIComponent(id)}`);
    if (lastError) {
      add(1, [id, lastError], () =>
        notice({
          kind: 'bad',
          title: `${id}: the last sync failed`,
          since: lastError.at,
          detail: lastError.detail,
          remedy: lastError.remedy,
          buttons: [open],
        }),
      );
    }
    if (held) add(2, [id, held], () => heldPanel({ api, connection, done: refresh }));
    for (const one of unreadable || []) {
      add(3, [id, one], () =>
        notice({
          kind: 'warn',
          title: `${id}: ${one.attribute} can be read of ${percent(one.share)} of the ${TYPES[one.type]} only`,
          detail: 'What depends on it is unknown for the others.',
          remedy: 'Grant the service account the right to read it; the doctor says how.',
          buttons: [open],
        }),
      );
    }
    if (deletedObjects && !deletedObjects.readable) {
      add(6, [id, deletedObjects], () =>
        notice({ title: `${id}: deletions are seen late`, detail: deletedObjects.detail, remedy: deletedObjects.remedy }),
      );
    }
  }
  for (const one of status.expiring || []) {
    const left = Date.parse(one.notAfter) - Date.now();
    if (left > SOON_MS) continue;
    const what = [one.what, one.connection && `of ${one.connection}`, one.subject].filter(Boolean).join(' ');
    add(left <= 0 ? 1 : 4, [one, left <= 0], () =>
      notice({
        kind: left <= 0 ? 'bad' : 'warn',
        title: left <= 0 ? `Expired: ${what}` : `Expires soon: ${what}`,
        detail: `Valid until ${moment(one.notAfter)}.`,
        remedy: 'Replace the file; it is taken within a second.',
      }),
    );
  }
  const { cache } = status;
  const neverSynced = !cache.asOf;
  if (!neverSynced && cache.stale) {
    add(cache.unusable ? 1 : 5, ['stale', cache.asOf, cache.unusable], () =>
      notice({
        kind: cache.unusable ? 'bad' : 'warn',
        title: cache.unusable ? 'The copy is too old to be used' : 'The copy is stale',
        since: cache.asOf,
        detail: cache.unusable
          ? 'Every question is answered with “unknown”.'
          : 'Answers carry “stale”; what changed since then isn’t known.',
        remedy: 'Look at the connection whose last success is the oldest.',
      }),
    );
  }
  return found.sort((one, other) => one.rank - other.rank);
}

function attention(api, status, refresh) {
  const found = urgent(status, api, refresh);
  if (found.length === 0) {
    return status.integration.enabled ? el('p.calm', mark('good', 'Nothing needs you')) : [];
  }
  return [el('h2', found.length === 1 ? 'Needs you' : `${count(found.length)} things need you`), found.map((one) => one.node())];
}

/** The list of connections, or what to do if there is none; an open menu outlives the news of its line. */
function connections(api) {
  const node = el('section', { 'aria-label': 'Connections' });
  const list = el('ul.lines');
  const lines = new Map();

  function show(status, runs) {
    node.hidden = !status.integration.enabled && status.connections.length > 0;
    const ids = status.connections.map((connection) => connection.id);
    renew(node, ids, () => {
      lines.clear();
      if (ids.length === 0) return none();
      ids.forEach((id) => lines.set(id, line(api, id)));
      list.replaceChildren(...[...lines.values()].map((one) => one.node));
      return [
        el(
          'div.view-head',
          el('h2', 'Connections'),
          linkButton('Add a connection', '#/connections/new', { symbol: 'add' }),
        ),
        list,
      ];
    });
    status.connections.forEach((connection) => lines.get(connection.id).show(connection, runs));
  }

  return { node, show };
}

function none() {
  return empty(
    'No connection yet',
    'A connection names the domain whose accounts are kept here.',
    linkButton('Add a connection', '#/connections/new', { kind: 'primary', symbol: 'add' }),
  );
}

function line(api, id) {
  const name = el('div.line-name');
  const facts = el('div.line-facts.muted');
  const history = el('div.line-history');

  function show(connection, runs) {
    const { running } = connection;
    const own = runs.filter((run) => run.connection === id);
    renew(name, [connection.domain, state(connection)], () => [
      el('a', { href: `#/connections/${encodeURIComponent(id)}`, 'data-key': `line-${id}` }, id),
      mark(...state(connection)),
      el('span.muted', bdi(connection.domain)),
    ]);
    const last = own.find((run) => run.outcome === 'ok');
    const { server, feed, lastSuccess, nextRun } = connection;
    renew(facts, [server, feed, lastSuccess, nextRun, last, !running], () => [
      server && el('span', bdi(server)),
      feed && el('span', METHODS[feed.method] || feed.method),
      el('span', lastSuccess ? age(lastSuccess) : 'never synced'),
      last && el('span', { title: 'added, removed, changed by the last cycle' }, changes(last)),
      nextRun && !running && el('span', 'next ', age(nextRun)),
    ]);
    renew(history, [running, own], () =>
      running ? syncProgress(running) : historyBars(own, { label: `History of ${id}` }),
    );
  }

  return { node: el('li.line', name, facts, history, syncControls({ api, connection: id })), show };
}

/** The mark of a connection: its kind and its word. */
function state({ running, lastError, held, lastSuccess }) {
  if (running) return ['busy', 'syncs'];
  if (held) return ['warn', 'held'];
  if (lastError) return ['bad', 'failed'];
  return lastSuccess ? ['good', 'ok'] : ['off', 'not read yet'];
}
