import { bdi, el, renew } from '../dom.js';
import { byType, bytes, count, counted, kind, percent, total } from '../format.js';
import { age } from '../parts/age.js';
import { announce } from '../parts/announce.js';
import { actions, button, linkButton } from '../parts/button.js';
import { certificateFacts } from '../parts/certificates.js';
import { checkList, runTest } from '../parts/checks.js';
import { dialog } from '../parts/dialog.js';
import { field } from '../parts/field.js';
import { heldPanel } from '../parts/held.js';
import { historyBars, historyTable } from '../parts/history.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { progress } from '../parts/progress.js';
import { syncControls, syncProgress } from '../parts/sync.js';
import { facts, table } from '../parts/table.js';

const METHODS = {
  dirsync: 'changes by DirSync',
  usn: 'changes by USN',
  full: 'everything each time',
};
const REASONS = {
  'malformed-guid': 'its objectGUID is malformed',
  'malformed-sid': 'its objectSid is malformed',
  'malformed-dn': 'its distinguished name is malformed',
  'dn-too-long': 'its distinguished name is too long',
  'dn-too-deep': 'it lies too deep in the tree',
  'malformed-value': 'a value that decides answers is malformed',
  'too-many-values': 'it has too many values',
  'too-many-members': 'it has too many members',
  'too-large': 'it is too large',
  'too-many-words': 'its addresses have too many words',
  'malformed-range': 'the server lists its values in a circle',
  unreadable: 'it could not be read',
  'value-too-long': 'the value is too long',
  'value-not-text': 'the value is no text',
  'value-with-too-many-words': 'the value has too many words',
  'no-address': 'the value is no e-mail address',
  'former-sid-malformed': 'a former SID is malformed',
  'member-without-guid': 'a member does not say which object it is',
};
const SETTLED_MS = 500;
const KEYS = {
  address: 'address',
  sid: 'SID',
  guid: 'GUID',
  dn: 'distinguished name',
  account: 'account name',
  upn: 'user principal name',
};
const SETTINGS = new Set(['id', 'source', 'etag', 'keytab', 'keytabProblem', 'trust', 'trustProblem']);

/** The state of a connection in one word, with its mark; known is its part of GET /v1/status. */
export function state(known, enabled) {
  if (!known) return ['off', 'no keytab'];
  if (!enabled) return ['off', 'off'];
  if (known.running) return ['busy', 'syncs'];
  if (known.held) return ['warn', 'held'];
  if (known.lastError) return ['bad', 'failed'];
  return known.lastSuccess ? ['good', 'ok'] : ['off', 'not read yet'];
}

/** How many accounts of a connection are in the copy; null before it was read. */
export function accountsOf({ accounts }) {
  return accounts ? `${count(total(accounts))}: ${byType(accounts)}` : null;
}

/** Asks once more when a cycle has ended: its event may come before the status has its outcome. */
export function askAfterCycles(api, refresh, signal) {
  let timer = 0;
  const later = ({ detail: run }) => {
    if (!run.finishedAt) return;
    clearTimeout(timer);
    timer = setTimeout(() => refresh.forEach((ask) => ask()), SETTLED_MS);
  };
  api.addEventListener('sync', later, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
}

/** How changes are found, with the reason if there is a better way. */
export function method(known) {
  if (!known.feed) return 'not known yet';
  const words = METHODS[known.feed.method] || known.feed.method;
  return known.feed.reason ? el('span', words, el('span.muted', `: ${known.feed.reason}`)) : words;
}

/** Why cycles fail, and since when. */
export function failure(known) {
  const { at, detail, remedy } = known.lastError;
  return notice({ kind: 'bad', title: 'The last sync failed', since: at, detail, remedy });
}

/** The keys of a connection as they are written. */
export function keysOf(declared) {
  return Object.fromEntries(Object.entries(declared).filter(([key]) => !SETTINGS.has(key)));
}

function flat(keys, prefix = '') {
  return Object.entries(keys).flatMap(([key, value]) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? flat(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, el('code', Array.isArray(value) ? value.join(', ') || 'none' : String(value))]],
  );
}

function keytabFacts(declared) {
  const { keytab, keytabProblem } = declared;
  if (keytabProblem) return notice({ kind: 'bad', title: 'The keytab can’t be read.', ...keytabProblem });
  if (!keytab) return el('p.muted', 'None yet.');
  return facts([
    ['Principal', keytab.principals.map((one, index) => [index > 0 && ', ', bdi(one)])],
    ['Key version', keytab.keyVersions.join(', ')],
    ['Encryption', keytab.encryptionTypes.join(', ')],
    [keytab.file ? 'Written' : 'Uploaded', age(keytab.uploadedAt)],
    ['File', keytab.file && el('code', keytab.file)],
  ]);
}

function trustFacts(declared) {
  const { trust, trustProblem } = declared;
  if (trustProblem) return notice({ kind: 'bad', title: 'The CAs can’t be read.', ...trustProblem });
  if (!trust) return el('p', 'Those that this Java trusts.');
  return [trust.file && facts([['File', el('code', trust.file)]]), trust.certificates.map(certificateFacts)];
}

function settingsSection(declared) {
  return [
    declared.source === 'file' &&
      notice({
        title: 'This connection is declared in the configuration file.',
        remedy: 'Change it there, and reload with “adcache reload”.',
      }),
    facts(flat(keysOf(declared))),
    el('h3', 'Keytab'),
    keytabFacts(declared),
    el('h3', 'Trusted CAs'),
    trustFacts(declared),
  ];
}

function attention(known) {
  return [
    known.unreadable &&
      notice({
        kind: 'warn',
        title: `${counted(known.unreadable.length, 'attribute')} can’t be read of every account`,
        detail: table({
          caption: 'Attributes that are not readable everywhere',
          rows: known.unreadable,
          columns: [
            { title: 'Attribute', cell: (one) => el('code', one.attribute) },
            { title: 'Of', cell: (one) => `${kind(one)}s` },
            { title: 'Readable', number: true, cell: (one) => percent(one.share) },
          ],
        }),
        remedy:
          'Grant the service account “Read property” for them on the search base. The doctor names the command in its stage Attributes.',
      }),
    known.incompleteGroups > 0 &&
      notice({
        kind: 'warn',
        title: `${counted(known.incompleteGroups, 'group')} with members that are in no copy`,
        detail: 'Who is in them is unknown where it depends on those members.',
        remedy: 'Add a connection for the domain that the members are from, or widen the search base.',
      }),
    known.deletedObjects &&
      !known.deletedObjects.readable &&
      notice({
        title: 'Deleted objects can’t be read.',
        detail: known.deletedObjects.detail,
        remedy: known.deletedObjects.remedy,
      }),
  ];
}

/** A list that the service gives in pages; the node has load(), which starts again. */
function pages({ api, signal, path, columns, caption, none }) {
  const node = el('div.stack', el('p.muted', 'Nothing was read yet.'));

  async function load(after = '', rows = []) {
    try {
      const more = after ? `&after=${encodeURIComponent(after)}` : '';
      const answer = await api.get(`${path}&limit=50${more}`, { signal });
      const all = [...rows, ...answer.items];
      node.replaceChildren(
        table({ caption, rows: all, columns, empty: none }),
        answer.next ? actions(button('Show more', { action: () => load(answer.next, all) })) : '',
      );
      if (after) announce(`${count(all.length)} are shown.`);
    } catch (problem) {
      if (signal.aborted) return;
      node.replaceChildren(problemNotice(problem, { buttons: [button('Try again', { action: () => load() })] }));
    }
  }

  node.load = () => load();
  return node;
}

function doctor({ api, signal, id, declaredNow }) {
  const result = el('div.stack', { 'aria-live': 'polite' });

  async function examine() {
    const list = checkList();
    try {
      const declared = declaredNow();
      if (declared && declared.source === 'managed') {
        result.replaceChildren(list);
        await runTest({ api, draft: { connection: keysOf(declared), saved: id }, list, signal });
      } else {
        result.replaceChildren(progress('Runs all stages, and shows them when the last has ended'));
        const { checks } = await api.post(`/v1/doctor/${encodeURIComponent(id)}`, undefined, { signal });
        checks.forEach(list.add);
        list.end();
        result.replaceChildren(list);
        announce(checks.every((check) => check.ok) ? 'The doctor found nothing wrong.' : 'The doctor found a problem.');
      }
    } catch (problem) {
      if (signal.aborted) return;
      result.replaceChildren(problemNotice(problem));
    }
  }

  return el(
    'section',
    el('h2', 'Doctor'),
    el('p.muted', 'Goes from the keytab to what can be read, stage by stage, and says what to do where it fails. Nothing is stored.'),
    actions(button('Run the doctor', { key: 'doctor', action: examine })),
    result,
  );
}

/** Asks for the id, removes the connection, and shows the receipt. */
async function remove({ api, declared, go }) {
  const word = el('input', { name: 'word', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
  const wordField = field({ label: ['Type ', el('code', declared.id), ' to confirm'], input: word });
  const result = el('div.stack');
  const removed = await dialog({
    title: `Remove ${declared.id}?`,
    content: (close, setButtons) => {
      const form = el(
        'form.stack',
        el('p', el('strong', 'Its accounts, its keytab and its settings are deleted on this machine.')),
        el('p', 'Rules and fields don’t know its people any more. The directory itself is not touched.'),
        wordField,
        result,
      );
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (word.value.trim() !== declared.id) {
          wordField.fail(`Type “${declared.id}”.`);
          word.focus();
          return;
        }
        wordField.fail('');
        result.replaceChildren(progress('Deletes the copy'));
        try {
          const answer = await api.delete(`/v1/connections/${encodeURIComponent(declared.id)}`, {
            headers: { 'If-Match': declared.etag },
          });
          const [change] = answer.changed;
          const leave = button('Close', { kind: 'primary', action: () => close(true) });
          form.replaceChildren(
            notice({ kind: change.problem ? 'warn' : 'good', title: `${declared.id} is removed.`, detail: change.effect }),
            change.wiped &&
              facts([
                ['Accounts deleted', count(change.wiped.accounts)],
                ['Files deleted', `${count(change.wiped.files)}, ${bytes(change.wiped.bytes)}`],
              ]),
            change.problem ? notice({ kind: 'bad', title: change.problem.detail, remedy: change.problem.remedy }) : '',
          );
          setButtons(leave);
          leave.focus();
          announce(`${declared.id} is removed.`);
        } catch (problem) {
          result.replaceChildren(problemNotice(problem));
        }
      });
      form.id = 'remove-form';
      return form;
    },
    buttons: () => [el('button.button.dangerous', { type: 'submit', form: 'remove-form' }, el('span', 'Remove'))],
  });
  if (removed) go('connections');
}

/** One connection. */
export function connectionView({ api, signal, go, id }) {
  const head = el('div.stack');
  const body = el('div.stack');
  const settings = el('div.stack');
  const chart = el('div.stack');
  const trouble = el('div.stack');
  const quoted = encodeURIComponent(id);
  const duplicates = pages({
    api,
    signal,
    path: `/v1/duplicates?connection=${quoted}`,
    caption: 'Keys with several owners',
    none: 'Every key has one owner.',
    columns: [
      { title: 'Key', cell: (one) => bdi(one.value) },
      { title: 'Kind', cell: (one) => KEYS[one.kind] || one.kind },
      {
        title: 'Owners',
        cell: (one) =>
          el(
            'ul.plain-list',
            one.accounts.map((account) =>
              el('li', bdi(account.cn || account.objectGUID), el('div.muted.small', bdi(account.distinguishedName))),
            ),
          ),
      },
    ],
  });
  const ignored = pages({
    api,
    signal,
    path: `/v1/ignored?connection=${quoted}`,
    caption: 'Entries and values that are ignored',
    none: 'Nothing was ignored in the last cycle that read everything.',
    columns: [
      { title: 'Entry', cell: (one) => bdi(one.distinguishedName || one.objectGUID) },
      { title: 'Attribute', cell: (one) => (one.attribute ? el('code', one.attribute) : '') },
      { title: 'Value', cell: (one) => (one.value ? bdi(one.value) : '') },
      { title: 'Why', cell: (one) => REASONS[one.reason] || one.reason },
    ],
  });
  const controls = syncControls({ api, connection: id });
  let status = null;
  let declared = null;
  let runs = null;
  let read = null;

  const found = () => declared && declared.items.find((one) => one.id === id);

  function missing() {
    main.replaceChildren(
      el('h1', { tabindex: '-1' }, 'No such connection'),
      el('p', `There is no connection ${id}; perhaps somebody removed it. `, el('a', { href: '#/connections' }, 'All connections')),
    );
  }

  function show() {
    if (!status || !declared) return;
    const now = found();
    if (!now) {
      missing();
      return;
    }
    const { enabled } = status.integration;
    const known = status.connections.find((one) => one.id === id);
    const [word, text] = state(known, enabled);
    const managed = now.source === 'managed';
    renew(head, [word, text, managed, now.etag, enabled, Boolean(known)], () =>
      el(
        'div.view-head',
        el('div.connection-name', el('h1', id), mark(word, text)),
        actions(
          known && enabled && controls,
          managed && linkButton('Edit', `#/connections/${quoted}/edit`),
          managed && button('Remove…', { key: 'remove', symbol: 'remove', kind: 'dangerous', action: () => remove({ api, declared: now, go }) }),
        ),
      ),
    );
    renew(body, [known, enabled], () => [
      !enabled &&
        notice({ title: 'The integration is off: this domain is not read.', buttons: [linkButton('To the switch', '#/overview')] }),
      !known && notice({ kind: 'warn', title: 'It has no keytab, so it is not read.', remedy: 'Upload the keytab with “Edit”.' }),
      known && known.running && syncProgress(known.running),
      known && known.lastError && failure(known),
      known && known.held && heldPanel({ api, connection: known, done: () => refresh.forEach((ask) => ask()) }),
      known &&
        facts([
          ['Domain', bdi(known.domain)],
          ['Server', known.server && bdi(known.server)],
          ['Method', method(known)],
          ['Last success', known.lastSuccess ? age(known.lastSuccess) : 'never'],
          ['Last reconciliation', known.lastReconciliation && age(known.lastReconciliation)],
          ['Next run', known.running ? 'runs now' : known.nextRun ? age(known.nextRun) : 'only on request'],
          ['Accounts', accountsOf(known)],
          ['Duplicate keys', count(known.duplicates)],
          ['Ignored addresses', known.ignoredAddresses === undefined ? null : count(known.ignoredAddresses)],
        ]),
      known && attention(known),
    ]);
    renew(settings, now, () => settingsSection(now));
    if (known && known.lastSuccess && known.lastSuccess !== read) {
      read = known.lastSuccess;
      duplicates.load();
      ignored.load();
    }
  }

  function showRuns() {
    const own = runs.filter((run) => run.connection === id);
    renew(chart, own, () => [
      historyBars(own, { label: `Duration of the last ${own.length} cycles; the table has their figures`, most: 100 }),
      own.length > 0 && el('details', el('summary', { 'data-key': 'history' }, `Show ${counted(own.length, 'cycle')} as a table`), historyTable(own, 'Last cycles')),
    ]);
  }

  const take = (keep) => (answer, problem) => {
    if (!problem) {
      trouble.replaceChildren();
      keep(answer);
    } else if (problem.type !== 'offline') trouble.replaceChildren(problemNotice(problem));
  };
  const refresh = [
    api.watch('/v1/connections', take((answer) => { declared = answer; show(); }), signal),
    api.watch('/v1/status', take((answer) => { status = answer; show(); }), signal),
    api.watch('/v1/sync', take((answer) => { runs = answer.runs; showRuns(); }), signal),
  ];

  askAfterCycles(api, refresh, signal);

  const main = el(
    'div.view',
    el('div.stack', el('p', el('a', { href: '#/connections' }, 'All connections')), head),
    trouble,
    body,
    doctor({ api, signal, id, declaredNow: found }),
    el('section', el('h2', 'History'), chart),
    el('section', el('h2', 'Keys with several owners'), el('p.muted', 'A question about such a key is answered with all of its owners.'), duplicates),
    el('section', el('h2', 'Ignored'), ignored),
    el('section', el('h2', 'Settings'), settings),
  );
  return main;
}
