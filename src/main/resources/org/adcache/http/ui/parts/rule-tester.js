import { BACKGROUND } from '../api.js';
import { el, uniqueId } from '../dom.js';
import { count, counted } from '../format.js';
import { accountLink, named } from './account.js';
import { actions, button } from './button.js';
import { code } from './code.js';
import { GUID, asked, conditionFields, newCondition, words } from './condition.js';
import { curl } from './curl.js';
import { empty } from './empty.js';
import { checkbox, select } from './field.js';
import { mark } from './mark.js';
import { problemNotice } from './notice.js';
import { recipientFields } from './recipients.js';
import { table } from './table.js';
import { explanation } from './verdict.js';
import { waiting } from './waiting.js';

const QUIET_MS = 120;
const ROWS = 100;
const MARKS = { yes: ['good'], no: ['off', 'bad'], unknown: ['warn'] };
const FILTERS = [
  ['all', 'show all recipients'],
  ['yes', 'show those with a yes'],
  ['no', 'show those with a no'],
  ['unknown', 'show those with an unknown'],
];

function verdictMark(verdict) {
  const [state, shape] = MARKS[verdict] || MARKS.unknown;
  return mark(state, verdict, shape);
}

/**
 * Which conditions hold for which recipients: both are entered here, and a table says it.
 *
 * @param state {recipients: Map, conditions: []}; changed in place, and kept by the caller if it is to be kept
 * @param conditionsChanged called after each change of conditions
 * @param heading element of its headings
 */
export function ruleTester({ api, signal, state, conditionsChanged = () => {}, heading = 'h2' }) {
  const { recipients, conditions } = state;
  const containers = el('datalist', { id: uniqueId('containers') });
  const suffixes = el('datalist', { id: uniqueId('suffixes') });
  const conditionList = el('div.conditions');
  const verdicts = el('div.verdicts');
  const request = el('div');
  let timer = null;
  let asking = null;
  let answered = '';
  let results = [];
  let filter = 'all';
  let rows = ROWS;
  /** The explanation that is shown: the button of its verdict, its row, and what it is about. */
  let open = null;
  const cells = new Map();

  /** The conditions that have a value, each with the name that the request gives it. */
  function complete() {
    return conditions
      .map((condition, index) => ({ condition, id: `${condition.kind}-${index + 1}`, request: asked(condition) }))
      .filter((one) => one.request !== null);
  }

  function body() {
    return {
      addresses: [...recipients.values()].map((one) => one.address),
      conditions: Object.fromEntries(complete().map((one) => [one.id, one.request])),
    };
  }

  function changed(headers) {
    clearTimeout(timer);
    timer = setTimeout(() => ask(headers), QUIET_MS);
    showHints();
    showRequest();
  }

  async function ask(headers) {
    asking?.abort();
    asking = new AbortController();
    const current = asking;
    const question = body();
    if (question.addresses.length === 0 || complete().length === 0) {
      results = [];
      answered = '';
      showNothing();
      return;
    }
    verdicts.setAttribute('aria-busy', 'true');
    if (results.length === 0) verdicts.replaceChildren(waiting('Asks for the verdicts'));
    try {
      const answer = await api.post('/v1/match', question, { signal: current.signal, headers });
      if (current.signal.aborted) return;
      const text = JSON.stringify([question, answer.results]);
      if (text !== answered) {
        answered = text;
        results = answer.results;
        showVerdicts();
      }
    } catch (problem) {
      if (current.signal.aborted) return;
      results = [];
      answered = '';
      verdicts.replaceChildren(problemNotice(problem));
    } finally {
      if (asking === current) verdicts.removeAttribute('aria-busy');
    }
  }

  function showNothing() {
    const missing = [recipients.size === 0 && 'a recipient', complete().length === 0 && 'a condition'].filter(Boolean);
    verdicts.replaceChildren(
      el('div.stack', recipients.size > 0 && listed()),
      empty('No verdicts yet', `Add ${missing.join(' and ')}: a table says which conditions hold for whom.`),
    );
  }

  /** Recipients without conditions, so that nothing that was added is out of sight. */
  function listed() {
    const shown = [...recipients.values()].slice(0, ROWS);
    return table({
      caption: 'Recipients',
      rows: shown,
      columns: [{ title: 'Recipient', heading: true, cell: recipient }],
    });
  }

  function recipient(one) {
    return [
      el(
        'div.recipient',
        el(
          'div',
          el('div', named(one.address)),
          one.account && el('div.muted', accountLink(one.account)),
        ),
        removeButton(one),
      ),
    ];
  }

  function removeButton(one) {
    const node = button('Remove', {
      symbol: 'remove',
      describe: `Remove ${one.address.slice(0, 80)}`,
      action: () => {
        recipients.delete(one.address.toLowerCase());
        changed();
      },
    });
    node.classList.add('quiet');
    return node;
  }

  function showVerdicts() {
    const tested = complete();
    const known = [...recipients.values()];
    const lines = results.map((result, index) => ({ result, recipient: known[index] }));
    const fitting =
      filter === 'all' ? lines : lines.filter(({ result }) => Object.values(result.matches).includes(filter));
    const before = open;
    const focused = verdicts.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    open = null;
    cells.clear();
    const heads = tested.map((one) => ({
      title: words(one.condition).join(''),
      head: head(one),
      cell: (line) => cell(line, one),
    }));
    verdicts.replaceChildren(
      bar(lines, fitting),
      table({
        caption: 'Which conditions hold for which recipients',
        rows: fitting.slice(0, rows),
        empty: 'No recipient has such a verdict.',
        columns: [{ title: 'Recipient', heading: true, cell: (line) => recipient(line.recipient) }, ...heads],
      }),
      fitting.length > rows
        ? actions(
            button(`Show ${count(Math.min(ROWS, fitting.length - rows))} more`, {
              action: () => {
                rows += ROWS;
                showVerdicts();
              },
            }),
          )
        : '',
    );
    const again = before && cells.get(before.key);
    if (again && again.dataset.verdict === before.node.dataset.verdict) unfold(again, before.row, before.key);
    if (focused) verdicts.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  function head({ condition, id }) {
    const [verb, name] = words(condition);
    const tally = { yes: 0, no: 0, unknown: 0 };
    for (const result of results) tally[result.matches[id]] += 1;
    const sums = Object.entries(tally).filter(([, sum]) => sum > 0);
    return el(
      'div.condition-head',
      el('span', verb, name && named(name, 60)),
      results.length > 1 && el('span.tally', sums.map(([verdict, sum]) => `${count(sum)} ${verdict}`).join(' · ')),
    );
  }

  function bar(lines, fitting) {
    if (lines.length <= 10) return '';
    const choice = select(FILTERS, {
      value: filter,
      change: (value) => {
        filter = value;
        rows = ROWS;
        showVerdicts();
        verdicts.querySelector('select').focus();
      },
    });
    choice.setAttribute('aria-label', 'Show');
    return el(
      'div.verdict-bar',
      el('p', fitting.length === lines.length ? counted(lines.length, 'recipient') : `${count(fitting.length)} of ${counted(lines.length, 'recipient')}`),
      choice,
      button('Remove all', {
        symbol: 'remove',
        action: () => {
          recipients.clear();
          changed();
        },
      }),
    );
  }

  function cell(line, one) {
    const verdict = line.result.matches[one.id];
    const key = JSON.stringify([line.result.address, one.request]);
    const node = el(
      'button.verdict',
      {
        type: 'button',
        'aria-expanded': 'false',
        'data-key': key,
        'data-verdict': verdict,
        'aria-label': `${verdict}: why?`,
        on: { click: () => toggle(node, line, one, key) },
      },
      verdictMark(verdict),
    );
    cells.set(key, node);
    return node;
  }

  /** Below the row of the cell: why the verdict is what it is. */
  function toggle(node, line, one, key) {
    const same = open && open.node === node;
    if (open) {
      open.row.remove();
      open.node.setAttribute('aria-expanded', 'false');
      open.node.removeAttribute('aria-controls');
      open = null;
    }
    if (same) return;
    const [verb, name] = words(one.condition);
    const below = el(
      'tr.why',
      el(
        'td',
        { colspan: String(complete().length + 1), id: uniqueId('why'), role: 'region', 'aria-live': 'polite', 'aria-label': 'Why' },
        el(
          'div.stack',
          el('p.muted', named(line.recipient.address), ': ', verb, name && named(name, 60)),
          explanation({ api, address: line.recipient.address, condition: one.condition, request: one.request, signal }),
        ),
      ),
    );
    unfold(node, below, key);
  }

  function unfold(node, row, key) {
    node.closest('tr').after(row);
    node.setAttribute('aria-expanded', 'true');
    node.setAttribute('aria-controls', row.firstElementChild.id);
    open = { node, row, key };
  }

  /** Shows who is meant by conditions that came with their GUID alone. */
  async function nameConditions(headers) {
    const any = await findAccounts({ api, signal, conditions, headers });
    if (!any || signal.aborted) return;
    showConditions();
    answered = '';
    changed(headers);
  }

  function showConditions() {
    conditionList.replaceChildren(
      ...conditions.map((condition, index) =>
        conditionFields({
          api,
          condition,
          number: index + 1,
          containers: containers.id,
          suffixes: suffixes.id,
          changed: () => {
            conditionsChanged();
            changed();
          },
          remove: () => {
            conditions.splice(conditions.indexOf(condition), 1);
            showConditions();
            conditionsChanged();
            changed();
            addButton.focus();
          },
        }),
      ),
    );
  }

  const addButton = button('Add a condition', {
    symbol: 'add',
    action: () => {
      conditions.push(newCondition());
      showConditions();
      conditionsChanged();
      changed();
      conditionList.lastElementChild.querySelector('select').focus();
    },
  });

  /** What the recipients that were chosen suggest for conditions. */
  function showHints() {
    const places = new Set();
    const ends = new Set();
    for (const { account } of recipients.values()) {
      if (!account) continue;
      if (account.upnSuffix) ends.add(account.upnSuffix);
      const parts = (account.distinguishedName || '').split(/(?<!\\),/);
      for (let at = 1; at < parts.length && /^(ou|cn|dc)=/i.test(parts[at]); at += 1) {
        places.add(parts.slice(at).join(','));
        if (/^dc=/i.test(parts[at])) break;
      }
    }
    const options = (values) => [...values].slice(0, 50).map((value) => el('option', { value }));
    containers.replaceChildren(...options(places));
    suffixes.replaceChildren(...options(ends));
  }

  let explain = false;
  function showRequest() {
    const details = request.querySelector('details');
    if (!details || !details.open) return;
    const question = body();
    const incomplete = question.addresses.length === 0 || complete().length === 0;
    details.querySelector('div').replaceChildren(
      checkbox('with the path of each yes', {
        checked: explain,
        change: (value) => {
          explain = value;
          showRequest();
        },
      }),
      incomplete
        ? el('p.muted', 'A request needs a recipient and a condition.')
        : code(
            curl({ api, method: 'POST', path: '/v1/match', body: explain ? { ...question, explain } : question }),
            'Copy as curl',
          ),
    );
  }
  request.append(el('details', { on: { toggle: showRequest } }, el('summary', 'The same request'), el('div.stack')));

  for (const type of ['sync', 'reach']) {
    api.addEventListener(
      type,
      ({ detail }) => {
        if (type === 'sync' ? !detail.finishedAt : !detail) return;
        nameConditions(BACKGROUND);
        changed(BACKGROUND);
      },
      { signal },
    );
  }
  api.addEventListener('integration', () => changed(BACKGROUND), { signal });
  api.addEventListener(
    'epoch',
    () => {
      for (const [key, one] of recipients) if (one.account) recipients.delete(key);
      for (const condition of conditions) condition.account = null;
      showConditions();
      changed(BACKGROUND);
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    asking?.abort();
  });

  if (conditions.length === 0) conditions.push(newCondition());
  showConditions();
  showNothing();
  changed();
  nameConditions();

  return el(
    'div.rule-tester',
    el(
      'div.rule-fields',
      el('section', el(heading, 'Recipients'), recipientFields({ api, recipients, changed })),
      el('section', el(heading, 'Conditions'), conditionList, actions(addButton)),
    ),
    containers,
    suffixes,
    el('section', el(heading, 'Verdicts'), verdicts, request),
  );
}

/** Conditions that came with the page's address know the GUID alone; what they name is asked for. */
async function findAccounts({ api, signal, conditions, headers }) {
  const unnamed = conditions.filter((one) => ['group', 'account'].includes(one.kind) && GUID.test(one.value) && !one.account);
  if (unnamed.length === 0) return false;
  try {
    const keys = unnamed.map((one) => one.value);
    const { results } = await api.post('/v1/lookup', { keys }, { signal, headers });
    results.forEach((result, index) => {
      const [account] = result.accounts || [];
      if (account) unnamed[index].account = account;
    });
    return results.some((result) => result.found === true);
  } catch {
    return false;
  }
}
