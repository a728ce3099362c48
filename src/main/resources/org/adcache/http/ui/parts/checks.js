import { el } from '../dom.js';
import { serverEvents } from '../api.js';
import { announce } from './announce.js';
import { mark } from './mark.js';

/** The stages of the doctor, in their order, as people call them. */
const STAGES = {
  keytab: 'Keytab',
  dns: 'Names in DNS',
  clock: 'Clock',
  tcp: 'Network',
  tls: 'Certificate',
  kerberos: 'Kerberos ticket',
  bind: 'Sign-in',
  'channel-binding': 'Channel binding',
  'base-readable': 'Search base',
  counts: 'Accounts',
  attributes: 'Attributes',
  'deleted-objects': 'Deleted objects',
};

/** Sentences of one paragraph as items, where there are several facts in it. */
function sentences(text) {
  const parts = text.split(/(?<=[.;]) (?=[A-Z])/);
  return parts.length < 2 ? el('p', text) : parts.map((part) => el('p', part));
}

function row(id, state, word) {
  return el('li.check-row', el('span.check-name', STAGES[id] || id), mark(state, word));
}

/**
 * The stages of an examination, each shown as it ends. The node has add(check), for an item as in POST /v1/doctor, and
 * end(), after which the stages that are missing did not run.
 *
 * @param remedy says a problem's remedy in the words of the page; left out, it is said as it comes
 */
export function checkList({ remedy = (problem) => problem.remedy } = {}) {
  const list = el('ol.checks', { 'aria-label': 'Stages of the examination' });
  const done = new Map();
  let ended = false;

  function show() {
    const next = Object.keys(STAGES).find((id) => !done.has(id));
    list.replaceChildren(
      ...Object.keys(STAGES).map((id) => {
        const check = done.get(id);
        if (check) return check.node;
        if (ended) return row(id, 'off', 'Not run');
        return id === next ? row(id, 'busy', 'Runs') : row(id, 'off', 'Waits');
      }),
    );
  }

  list.add = (check) => {
    const node = row(check.id, check.ok ? 'good' : 'bad', check.ok ? 'Passed' : 'Failed');
    if (check.problem) {
      node.append(el('div.check-detail', sentences(check.problem.detail), el('p.remedy', remedy(check.problem))));
    } else {
      node.append(el('details.check-facts', el('summary', 'Facts'), sentences(check.detail)));
    }
    done.set(check.id, { node });
    show();
  };
  list.end = () => {
    ended = true;
    show();
  };
  show();
  return list;
}

/**
 * Runs POST /v1/connections/test, and shows its stages as they end.
 *
 * @returns {Promise<string>} "ok", or the code of the first problem
 */
export async function runTest({ api, draft, list, signal }) {
  const response = await api.fetch('POST', '/v1/connections/test', draft, { signal });
  let outcome = 'interrupted';
  for await (const { event, data } of serverEvents(response)) {
    if (event === 'check') list.add(data);
    else if (event === 'done') outcome = data.outcome;
  }
  list.end();
  announce(outcome === 'ok' ? 'The test has passed.' : 'The test has failed.');
  return outcome;
}
