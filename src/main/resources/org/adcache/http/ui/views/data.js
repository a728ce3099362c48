import { bdi, el, renew } from '../dom.js';
import { count, counted, moment } from '../format.js';
import { age } from '../parts/age.js';
import { announce } from '../parts/announce.js';
import { actions, button } from '../parts/button.js';
import { empty } from '../parts/empty.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { pages } from '../parts/pages.js';
import { progress } from '../parts/progress.js';
import { receipt } from '../parts/receipt.js';
import { turnOff, turnOn } from '../parts/switch.js';
import { facts, table } from '../parts/table.js';
import { waiting } from '../parts/waiting.js';

const PAGES = [
  ['', 'Statement'],
  ['receipt', 'Last receipt'],
  ['service', 'Service'],
];
const COLUMNS = [
  ['Data', 'data'],
  ['Use', 'use'],
  ['Place', 'place'],
  ['How long', 'howLong'],
  ['Who can read it', 'whoCanReadIt'],
];
const REVOKE_MS = 60000;

/** What is stored, as a statement; the receipt of the last wipe; the service itself. */
export function view({ api, signal, params }) {
  const show = { receipt: lastReceipt, service }[params[0]] || statement;
  return el(
    'div.view',
    el('div.view-head', el('h1', 'Data'), pages('data', PAGES, params[0])),
    show({ api, signal }),
  );
}

/** Shows the status, or why it isn't there; it is built anew only if what is shown of it has changed. */
function followStatus({ api, signal, node, shown, build }) {
  return api.watch(
    '/v1/status',
    (status, problem) =>
      renew(node, problem ? [problem.type, problem.detail] : shown(status), () => (problem ? problemNotice(problem) : build(status))),
    signal,
  );
}

function statement({ api, signal }) {
  const node = el('section.statement', { 'aria-label': 'Statement' }, waiting('Asks adcache…'));
  let status;
  let inventory;

  function show() {
    if (!status || !inventory) return;
    const { integration, connections, version } = status;
    renew(node, [inventory, integration.enabled, integration.changedAt, connections.map((one) => [one.id, one.domain]), version], () => [
      el('h2', 'Data that adcache stores'),
      el(
        'p',
        'adcache keeps a copy of accounts of a directory, to answer rule engines and address fields. This is all that it stores with its present configuration.',
      ),
      facts([
        ['Service', location.host],
        ['Version', version],
        ['Date', moment(new Date())],
        ['Domains', connections.map((one) => one.domain).join(', ') || 'none'],
        [
          'Integration',
          integration.enabled
            ? `on, since ${moment(integration.changedAt)}`
            : `off, since ${moment(integration.changedAt)}: no account is stored`,
        ],
      ]),
      actions(
        button('Print', { symbol: 'print', kind: 'primary', key: 'print', action: () => window.print() }),
        button('Copy as a table', { symbol: 'copy', key: 'copy', action: () => copy(asText(inventory.items, status)) }),
      ),
      table({
        caption: 'List of what is stored',
        rows: inventory.items,
        columns: COLUMNS.map(([title, key], index) => ({ title, cell: (item) => (index === 0 ? data(item.data) : item[key]) })),
      }),
    ]);
  }

  const failed = (problem) => renew(node, [problem.type, problem.detail], () => problemNotice(problem));
  api.watch(
    '/v1/status',
    (answer, problem) => {
      if (answer) status = answer;
      if (!problem) show();
      else if (!status) failed(problem);
    },
    signal,
  );
  api.watch(
    '/v1/data-inventory',
    (answer, problem) => {
      if (answer) inventory = answer;
      if (!problem) show();
      else if (!inventory) failed(problem);
    },
    signal,
  );
  return node;
}

/** "Users of a.example: names, …" with its subject emphasised. */
function data(text) {
  const at = text.indexOf(': ');
  return at < 0 ? el('strong', text) : [el('strong', text.slice(0, at)), el('br'), text.slice(at + 2)];
}

/** The statement as Markdown, to be pasted into a document. */
function asText(items, { version, connections }) {
  const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    `Data that adcache ${version} stores on ${location.host}, ${new Date().toISOString().slice(0, 10)}`,
    `Domains: ${connections.map((one) => one.domain).join(', ') || 'none'}`,
    '',
    row(COLUMNS.map(([title]) => title)),
    row(COLUMNS.map(() => '---')),
    ...items.map((item) => row(COLUMNS.map(([, key]) => item[key]))),
  ].join('\n');
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  announce('The statement is copied.');
}

function lastReceipt({ api, signal }) {
  const node = el('section', { 'aria-label': 'Last receipt' }, waiting('Asks adcache…'));
  const ask = followStatus({
    api,
    signal,
    node,
    shown: ({ integration, cache, connections }) => [integration, cache.accounts, connections.map((one) => one.id)],
    build: (status) => {
      const { integration } = status;
      const change = integration.enabled
        ? button('Turn off…', { kind: 'dangerous', key: 'switch', action: () => turnOff({ api, status, closed: ask }) })
        : button('Turn on', { kind: 'primary', key: 'switch', action: () => turnOn({ api }).then(ask) });
      const state = el(
        'div.view-head',
        el('p', integration.enabled ? mark('good', 'On') : mark('off', 'Off'), ' since ', moment(integration.changedAt)),
        actions(change),
      );
      if (!integration.lastWipe) {
        return [state, empty('No receipt yet', 'Turning the integration off deletes all accounts on this machine; the receipt says what was deleted.')];
      }
      return [
        state,
        el('h2', 'What was deleted when the integration was turned off last'),
        facts([['Service', location.host]]),
        receipt(integration),
      ];
    },
  });
  return node;
}

function service({ api, signal }) {
  const state = el('div.stack', waiting('Asks adcache…'));
  followStatus({
    api,
    signal,
    node: state,
    shown: ({ version, startedAt, expiring, budgets }) => [version, startedAt, expiring, reached(budgets)],
    build: serviceState,
  });
  return [
    el('section', { 'aria-label': 'The service' }, el('h2', 'The service'), state),
    reloading(api),
    diagnostics(api, signal),
  ];
}

/** The limits because of which something was refused. */
function reached(budgets = []) {
  return budgets.filter((one) => one.refused > 0);
}

function serviceState({ version, startedAt, expiring = [], budgets }) {
  const refused = reached(budgets);
  return [
    facts([
      ['Version', version],
      ['Started', startedAt && [age(startedAt), ', ', moment(startedAt)]],
      ['Certificates', expiring.length > 0 && el('ul.plain-list', expiring.map(expiry))],
    ]),
    refused.length > 0 &&
      table({
        caption: 'Limits that were reached since the start',
        rows: refused,
        columns: [
          { title: 'Limit reached', cell: (one) => el('code', one.key) },
          { title: 'Refused', number: true, cell: (one) => count(one.refused) },
          { title: 'Limit', number: true, cell: (one) => count(one.limit) },
        ],
      }),
  ];
}

function expiry({ what, connection, subject, notAfter }) {
  const names = { certificate: 'of this service', 'client-ca': 'CA of clients', trust: 'CA of domain controllers' };
  return el('li', names[what] || what, connection && ` (${connection})`, ': ', subject && [bdi(subject), ', '], 'ends ', age(notAfter));
}

function reloading(api) {
  const result = el('div', { 'aria-live': 'polite' });
  const start = button('Reload the configuration', {
    symbol: 'sync',
    action: async () => {
      result.replaceChildren(progress('Reads the configuration'));
      try {
        const { changed } = await api.post('/v1/reload');
        result.replaceChildren(reloaded(changed));
      } catch (problem) {
        result.replaceChildren(problemNotice(problem, { title: 'The configuration is refused.' }));
      }
    },
  });
  return el(
    'section',
    { 'aria-label': 'Configuration' },
    el('h2', 'Configuration'),
    el('p.muted', 'Takes what was changed in the file, without a restart. If anything in it is wrong, nothing is changed.'),
    actions(start),
    result,
  );
}

function reloaded(changed) {
  if (changed.length === 0) return notice({ kind: 'good', title: 'The configuration is the same as before.' });
  return notice({
    kind: 'good',
    title: `${counted(changed.length, 'setting')} changed.`,
    detail: el(
      'ul.plain-list',
      changed.map((one) =>
        el('li', el('code', one.key), ` ${one.change}. ${one.effect}`, one.problem && ` ${one.problem.detail} ${one.problem.remedy}`),
      ),
    ),
  });
}

function diagnostics(api, signal) {
  const result = el('div', { 'aria-live': 'polite' });
  const start = button('Download a diagnostic file', {
    symbol: 'download',
    action: async () => {
      result.replaceChildren(progress('Examines the connections; that takes up to a minute'));
      try {
        const response = await api.fetch('GET', '/v1/diagnostics', undefined, { signal });
        const name = (response.headers.get('Content-Disposition') || '').match(/filename="([^"]+)"/);
        save(await response.blob(), name ? name[1] : 'adcache-diagnostics.zip');
        result.replaceChildren(notice({ kind: 'good', title: 'The file is downloaded.' }));
      } catch (problem) {
        if (!signal.aborted) result.replaceChildren(problemNotice(problem));
      }
    },
  });
  return el(
    'section',
    { 'aria-label': 'Diagnostics' },
    el('h2', 'Diagnostics'),
    el(
      'p.muted',
      'A ZIP file for a fault report: versions, status, the last syncs, settings, threads, and the codes of an examination. It names connections, domains and servers, but no person.',
    ),
    actions(start),
    result,
  );
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_MS);
}
