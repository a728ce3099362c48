import { el } from '../dom.js';
import { kind } from '../format.js';
import { accountLink, named } from './account.js';
import { icon } from './icon.js';
import { problemNotice } from './notice.js';
import { waiting } from './waiting.js';

/** Why a verdict is "unknown", and what can be done about it. */
const REASONS = {
  'no-such-account': 'The condition names an account that is not in the copy. An old DN or a misspelt name does that.',
  'no-such-group': 'The condition names a group that is not in the copy. An old DN or a misspelt name does that.',
  'no-such-container': 'No account of the copy lies below this container. Compare it with the end of a distinguished name.',
  'incomplete-group':
    'The group lists, directly or through others, something outside of the copy that may contain this account: a group of another domain or outside of the search base, or a member that was not found.',
  'dynamic-group': 'The group is dynamic or contains a dynamic group. Only Exchange knows who is in it.',
  'attribute-unreadable': 'The service account may not read an attribute that decides, such as primaryGroupID.',
  'connection-unusable': 'A connection has no usable copy, and a “no” would depend on it.',
  'group-depth': 'The groups are nested deeper than a match follows them.',
  'match-work': 'The match took more work than one request may. Test fewer addresses or conditions at once.',
};

/** What a "no" says of one owner, and of none of several. */
const NEGATIVES = {
  group: ['is not in this group, neither directly nor through other groups', 'is in this group, directly or through others'],
  account: ['is another account', 'is this account'],
  container: ['lies elsewhere in the directory', 'lies below this container'],
  upnSuffix: ['has another UPN suffix, or none', 'has this UPN suffix'],
  type: ['is of another type', 'is of this type'],
  known: ['is known', 'is unknown'],
};

function step(one) {
  if (one.address) return el('li', named(one.address));
  return el('li', icon('next'), accountLink(one), el('span.muted', ` ${kind(one)}`));
}

/** From the address to its owner, and from group to group. */
function path(steps) {
  return el('ol.way', steps.map(step));
}

function owned(owners) {
  return owners.map((one, index) => [index > 0 && (index === owners.length - 1 ? ' and ' : ', '), accountLink(one)]);
}

async function ownersOf(api, address, signal) {
  const { results } = await api.post('/v1/lookup', { keys: [address], by: 'address' }, { signal });
  return results[0].accounts || [];
}

/**
 * Why an address has a verdict: the path to what was asked for, or the reason in words.
 *
 * @param condition {kind, value, account}
 * @param request the condition as the service takes it
 */
export function explanation({ api, address, condition, request, signal }) {
  const node = el('div.explanation', waiting('Asks why'));

  async function ask() {
    const body = { addresses: [address], conditions: { it: request }, explain: true };
    const { results } = await api.post('/v1/match', body, { signal });
    const [result] = results;
    const verdict = result.matches.it;
    if (verdict === 'unknown') {
      const reason = result.reasons?.it;
      return [el('p', 'Unknown. ', REASONS[reason] || `The reason is ${reason}.`)];
    }
    const owners = await ownersOf(api, address, signal);
    const who = owners.length > 0 ? el('p', 'The address belongs to ', owned(owners), '.') : null;
    if (verdict === 'yes') {
      const steps = result.explain?.it;
      const unowned = condition.kind === 'known' && owners.length === 0;
      if (unowned) return [el('p', 'Yes: nobody owns this address.')];
      return [el('p', 'Yes, by this way:'), steps ? path(steps) : el('p', 'The way is too long to be shown.'), owners.length > 1 && who];
    }
    if (owners.length === 0) return [el('p', 'No: nobody owns this address.')];
    const [ofOne, ofNone] = NEGATIVES[condition.kind];
    if (owners.length === 1) return [el('p', 'No: ', accountLink(owners[0]), ` ${ofOne}.`)];
    return [who, el('p', `No: none of them ${ofNone}.`)];
  }

  ask().then(
    (nodes) => node.replaceChildren(...nodes.filter(Boolean)),
    (problem) => {
      if (!signal.aborted) node.replaceChildren(problemNotice(problem));
    },
  );
  return node;
}
