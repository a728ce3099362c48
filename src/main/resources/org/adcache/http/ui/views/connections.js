import { bdi, el, renew } from '../dom.js';
import { count, counted } from '../format.js';
import { age } from '../parts/age.js';
import { linkButton } from '../parts/button.js';
import { empty } from '../parts/empty.js';
import { heldPanel } from '../parts/held.js';
import { historyBars } from '../parts/history.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { syncControls, syncProgress } from '../parts/sync.js';
import { facts } from '../parts/table.js';
import { connectionForm } from './connection-form.js';
import { accountsOf, askAfterCycles, connectionView, failure, method, state } from './connection.js';

/** The connections, one of them, or the form for one: #/connections, /ID, /ID/edit, /new. */
export function view({ api, signal, params, go }) {
  const [id, what] = params;
  if (id === 'new' && !what) return connectionForm({ api, signal, go });
  if (id && what === 'edit') return connectionForm({ api, signal, go, id });
  return id ? connectionView({ api, signal, go, id }) : listView({ api, signal });
}

/** The address of a connection's page. */
export function addressOf(id) {
  return `#/connections/${encodeURIComponent(id)}${id === 'new' ? '/state' : ''}`;
}

function numbers(known) {
  const ignored = (known.ignored || []).reduce((sum, one) => sum + one.entries, 0);
  return [
    ['Domain', bdi(known.domain)],
    ['Server', known.server && bdi(known.server)],
    ['Method', method(known)],
    ['Last success', known.lastSuccess ? age(known.lastSuccess) : 'never'],
    ['Next run', known.running ? 'runs now' : known.nextRun ? age(known.nextRun) : 'only on request'],
    ['Accounts', accountsOf(known)],
    ['Duplicate keys', known.duplicates > 0 ? count(known.duplicates) : 'none'],
    ['Ignored entries', ignored > 0 ? count(ignored) : 'none'],
    ['Unreadable', known.unreadable ? counted(known.unreadable.length, 'attribute') : 'nothing'],
  ];
}

function item({ api, declared, known, enabled, runs, controls, again }) {
  const { id } = declared;
  const [kind, word] = state(known, enabled);
  const settings = known || declared;
  return el(
    'section.connection',
    { 'aria-labelledby': `connection-${id}` },
    el(
      'div.view-head',
      el(
        'div.connection-name',
        el('h2', { id: `connection-${id}` }, el('a', { href: addressOf(id), 'data-key': `open-${id}` }, id)),
        mark(kind, word),
        declared.source === 'file' && el('span.muted', 'from the configuration file'),
      ),
      known && enabled && controls,
    ),
    known && known.lastError && failure(known),
    known && known.held && heldPanel({ api, connection: known, done: again }),
    known && known.running && syncProgress(known.running),
    !known &&
      notice({
        kind: 'warn',
        title: 'It has no keytab, so it is not read.',
        detail: declared.keytabProblem ? declared.keytabProblem.detail : '',
        remedy: 'Upload the keytab of its service account.',
        buttons: [linkButton('Upload it', `${addressOf(id).replace('/state', '')}/edit`)],
      }),
    known
      ? el(
          'div.connection-body',
          facts(numbers(known)),
          runs.some((run) => run.finishedAt) &&
            historyBars(runs, { label: `The last cycles of ${id}; their figures are on its page` }),
        )
      : facts([['Domain', bdi(settings.domain)]]),
  );
}

function listView({ api, signal }) {
  const content = el('div.connections');
  const trouble = el('div.stack');
  const controls = new Map();
  let status = null;
  let declared = null;
  let runs = [];

  /** They outlive what is shown around them, so that an open menu stays open. */
  function controlsOf(id) {
    if (!controls.has(id)) controls.set(id, syncControls({ api, connection: id }));
    return controls.get(id);
  }

  function show() {
    if (!status || !declared) return;
    const { enabled } = status.integration;
    renew(content, [status.connections, declared, runs, enabled], () => [
      !enabled &&
        notice({
          title: 'The integration is off: no directory is read.',
          detail: 'Settings and keytabs are kept, so that turning it on reads everything again.',
          buttons: [linkButton('To the switch', '#/overview')],
        }),
      declared.items.length === 0
        ? empty(
            'There is no connection yet',
            'A connection reads the people, contacts and groups of one domain. The name of the domain and a keytab are enough.',
            linkButton('Add a connection', '#/connections/new', { kind: 'primary', symbol: 'add' }),
          )
        : declared.items.map((one) =>
            item({
              api,
              declared: one,
              known: status.connections.find(({ id }) => id === one.id),
              enabled,
              controls: controlsOf(one.id),
              runs: runs.filter((run) => run.connection === one.id),
              again: () => refresh.forEach((ask) => ask()),
            }),
          ),
    ]);
  }

  const take = (keep) => (answer, problem) => {
    if (!problem) {
      keep(answer);
      trouble.replaceChildren();
      show();
    } else if (problem.type !== 'offline') trouble.replaceChildren(problemNotice(problem));
  };
  const refresh = [
    api.watch('/v1/status', take((answer) => (status = answer)), signal),
    api.watch('/v1/connections', take((answer) => (declared = answer)), signal),
    api.watch('/v1/sync', take((answer) => (runs = answer.runs)), signal),
  ];
  askAfterCycles(api, refresh, signal);
  const waiting = el('p.muted.late', 'Asks the service…');
  content.append(waiting);

  return el(
    'div.view',
    el(
      'div.view-head',
      el('h1', 'Connections'),
      linkButton('Add a connection', '#/connections/new', { kind: 'primary', symbol: 'add' }),
    ),
    trouble,
    content,
  );
}
