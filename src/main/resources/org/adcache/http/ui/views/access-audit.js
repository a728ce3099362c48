import { bdi, el } from '../dom.js';
import { count, counted, moment } from '../format.js';
import { announce } from '../parts/announce.js';
import { actions, button } from '../parts/button.js';
import { empty } from '../parts/empty.js';
import { field, select } from '../parts/field.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { table } from '../parts/table.js';
import { waiting } from '../parts/waiting.js';

const PAGE = 200;
/** Pages read for one click while none of their lines matches the filter. */
const MOST_PAGES = 20;
const KINDS = { local: 'this machine', token: 'token', certificate: 'certificate', session: 'session', any: 'several' };
const OUTCOMES = [
  ['', 'any outcome'],
  ['ok', 'done'],
  ['failed', 'refused or failed'],
];

function who(entry) {
  const { kind, id, name } = entry.who;
  if (!id) return el('span.muted', `unknown, tried: ${KINDS[kind] || kind}`);
  return [bdi(kind === 'local' ? KINDS.local : name || id), kind !== 'local' && el('span.muted', ` ${KINDS[kind] || kind}`)];
}

function isFailed(entry) {
  return !['ok', 'requested'].includes(entry.outcome);
}

function outcome(entry) {
  if (entry.outcome === 'ok') return mark('good', 'done');
  if (entry.outcome === 'requested') return mark('off', 'requested');
  if (entry.outcome === 'not-listed') return mark('warn', 'not listed');
  return mark('bad', entry.outcome);
}

/** Whether an entry has all that is looked for; text is found anywhere in who, from, what and on what. */
function matches(entry, { text, outcome: wanted }) {
  if (wanted === 'ok' && isFailed(entry)) return false;
  if (wanted === 'failed' && !isFailed(entry)) return false;
  const all = [entry.who.kind, KINDS[entry.who.kind], entry.who.id, entry.who.name, entry.from, entry.what, entry.target, entry.outcome];
  return text
    .split(/\s+/)
    .every((word) => all.some((value) => value && String(value).toLowerCase().includes(word)));
}

/** The audit log, the newest first; more of it is loaded on request. */
export function audit({ api, signal }) {
  const filter = { text: '', outcome: '' };
  const list = el('div.stack', waiting('Reads the log…'));
  const foot = el('div.stack');
  let entries = [];
  let next;
  let damaged = 0;
  let loaded = false;

  const search = el('input', { type: 'search', name: 'filter', autocomplete: 'off', spellcheck: 'false' });
  search.addEventListener(
    'input',
    () => {
      filter.text = search.value.trim().toLowerCase();
      show();
    },
    { signal },
  );
  const outcomes = select(OUTCOMES, {
    value: '',
    change: (value) => {
      filter.outcome = value;
      show();
    },
  });

  function found() {
    return entries.filter((entry) => matches(entry, filter));
  }

  function show() {
    if (!loaded) return;
    const rows = found();
    const filtered = filter.text || filter.outcome;
    list.replaceChildren(
      table({
        caption: 'Lines of the audit log',
        rows,
        empty: filtered
          ? empty('No line matches', `None of the ${counted(entries.length, 'line')} that ${entries.length === 1 ? 'is' : 'are'} loaded.`)
          : empty('Nothing yet', 'Changes and sign-ins are recorded here, and nothing about accounts.'),
        columns: [
          { title: 'When', cell: (entry) => el('time', { datetime: entry.at }, moment(entry.at)) },
          { title: 'Who', cell: who },
          { title: 'From', cell: (entry) => (entry.from ? el('span.mono', entry.from) : '') },
          {
            title: 'What',
            cell: (entry) => [
              el('code', entry.what),
              entry.target && [' ', bdi(entry.target)],
              entry.count !== undefined && ` ${count(entry.count)} times`,
            ],
          },
          { title: 'Outcome', cell: outcome },
        ],
      }),
    );
    const older = button('Load older lines', { key: 'older', action: () => load(true) });
    foot.replaceChildren(
      el('p.muted', { role: 'status' }, `${counted(rows.length, 'line')}${filtered ? ` of ${count(entries.length)} loaded` : ''}${next ? '' : '; that is all of the log'}.`),
      next ? actions(older) : '',
      damaged > 0
        ? notice({ kind: 'warn', title: `${counted(damaged, 'line')} can’t be read.`, detail: 'A process was killed while it wrote, or the disk is damaged.' })
        : '',
    );
    return older;
  }

  /** Loads a page, or as many as it takes until one more line is shown. */
  async function load(more) {
    const before = found().length;
    try {
      for (let pages = 0; pages < MOST_PAGES; pages += 1) {
        const answer = await api.get(`/v1/audit?limit=${PAGE}${next ? `&after=${encodeURIComponent(next)}` : ''}`, { signal });
        entries = [...entries, ...answer.items];
        damaged += answer.damaged || 0;
        ({ next } = answer);
        loaded = true;
        if (!next || found().length > before) break;
      }
      const older = show();
      if (more) {
        announce(`${counted(found().length - before, 'more line')}.`);
        older.focus();
      }
    } catch (problem) {
      if (signal.aborted) return;
      (loaded ? foot : list).replaceChildren(
        problemNotice(problem, { buttons: [button('Try again', { action: () => load(more) })] }),
      );
    }
  }

  load(false);
  const again = button('Read again', {
    symbol: 'sync',
    action: async () => {
      entries = [];
      next = undefined;
      damaged = 0;
      await load(false);
    },
  });
  return el(
    'section',
    { 'aria-label': 'Audit log' },
    el('p.muted', 'Who changed what, who signed in, and who failed to. It holds no data of accounts but the caller’s own.'),
    el(
      'div.filter',
      field({ label: 'Filter', help: 'Words in who, from, what or on what.', input: search }),
      field({ label: 'Outcome', input: outcomes }),
      again,
    ),
    list,
    foot,
  );
}
