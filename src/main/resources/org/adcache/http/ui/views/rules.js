import { el } from '../dom.js';
import { availability } from '../parts/availability.js';
import { fromAddress, toAddress } from '../parts/condition.js';
import { ruleTester } from '../parts/rule-tester.js';

/** Recipients outlast a look at another view, but neither the session nor the page. */
const kept = new WeakMap();

function recipientsOf(api) {
  if (!kept.has(api)) {
    const recipients = new Map();
    api.addEventListener('signed-out', () => recipients.clear());
    api.addEventListener('epoch', () => {
      for (const [key, one] of recipients) if (one.account) recipients.delete(key);
    });
    kept.set(api, recipients);
  }
  return kept.get(api);
}

/** Rules: which conditions hold for which recipients. The address of the page holds the conditions, and no people. */
export function view({ api, signal, params }) {
  const state = { recipients: recipientsOf(api), conditions: params.map(fromAddress).filter(Boolean) };

  function keepInAddress() {
    const parts = state.conditions.map(toAddress).filter(Boolean).map(encodeURIComponent);
    history.replaceState(null, '', `#/${['rules', ...parts].join('/')}`);
  }

  return el(
    'div.view.rules',
    el('div.view-head', el('h1', 'Rules')),
    el(
      'p.muted',
      'Tries what a rule engine would be answered. The address of this page keeps the conditions, to be shared; recipients and names stay here.',
    ),
    availability({ api, signal }),
    ruleTester({ api, signal, state, conditionsChanged: keepInAddress }),
  );
}
