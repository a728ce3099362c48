import { bdi, el, renew } from '../dom.js';
import { counted, kind, moment } from '../format.js';
import { accountLink, accountMarks, named, nameOf } from '../parts/account.js';
import { age } from '../parts/age.js';
import { announce } from '../parts/announce.js';
import { availability } from '../parts/availability.js';
import { actions, button, linkButton } from '../parts/button.js';
import { code, copyable } from '../parts/code.js';
import { curl } from '../parts/curl.js';
import { empty } from '../parts/empty.js';
import { field } from '../parts/field.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { forgetWith, whenChosen } from '../parts/picker.js';
import { facts, table } from '../parts/table.js';
import { waiting } from '../parts/waiting.js';

const MOST_GROUPS = 200;
/** Why groups may be missing. */
const DOUBTS = {
  'incomplete-group': 'A group lists members outside of the copy, and this account may be among them.',
  'dynamic-group': 'Only Exchange knows who is in a dynamic group.',
  'attribute-unreadable': 'The service account may not read an attribute that decides, such as primaryGroupID.',
  'connection-unusable': 'A connection has no usable copy.',
  'group-depth': 'The groups are nested deeper than they are followed.',
  'match-work': 'The groups are too many to follow all of them.',
};
const byName = new Intl.Collator();

/** People: a field that finds an account, and below it what is known of the one that is chosen. */
export function view({ api, signal, params }) {
  const chosen = el('div.person');
  let following = null;
  let picker = null;

  function leave() {
    following?.abort();
    following = new AbortController();
    signal.addEventListener('abort', () => following.abort());
    delete chosen.shown;
    return following.signal;
  }

  function showNobody() {
    leave();
    chosen.replaceChildren(
      empty(
        'Nobody is chosen',
        'Choose a person, a contact or a group above: its keys, addresses and groups are shown here, and what is stored of it.',
      ),
    );
  }

  /** Requests the account now and after each change of the cache. */
  function follow(guid) {
    const current = leave();
    const path = `/v1/accounts/${encodeURIComponent(guid)}`;
    chosen.replaceChildren(waiting('Reads the account'));
    api.watch(
      path,
      (answer, problem) => {
        if (problem) {
          renew(chosen, [problem.type, problem.detail], () => refusal(problem));
          return;
        }
        renew(chosen, [answer.account, answer.groups, answer.groupsComplete, answer.stored, answer.stale], () =>
          account({ api, answer, path }),
        );
        chosen.querySelector('.person-asof')?.replaceChildren(...asOf(answer));
        if (picker && picker.accounts.length === 0) picker.accounts = [answer.account];
      },
      current,
    );
  }

  /** Those who may only be suggested names see what a suggestion says of an account. */
  function showSuggested(suggested) {
    leave();
    renew(chosen, suggested, () => account({ api, answer: { account: suggested } }));
  }

  function choose(suggested) {
    const address = `#/people/${encodeURIComponent(suggested.objectGUID)}`;
    if (location.hash !== address) history.pushState(null, '', address);
    if (api.may('lookup')) follow(suggested.objectGUID);
    else showSuggested(suggested);
  }

  if (api.may('suggest')) {
    picker = el('account-picker', {
      include: 'disabled,hidden',
      norecent: true,
      limit: '12',
      placeholder: 'Name, address or account name',
    });
    // While the reader types the next name, the account before stays.
    whenChosen(picker, (one) => one?.objectGUID && choose(one));
    forgetWith(api, signal);
    api.addEventListener('epoch', () => api.may('lookup') || showNobody(), { signal });
  }

  const [guid] = params;
  if (!guid) showNobody();
  else if (api.may('lookup')) follow(guid);
  else {
    chosen.replaceChildren(
      notice({
        title: 'This sign-in can’t open an account by its address.',
        remedy: 'Search it by name above. With the scope lookup, links to accounts work.',
      }),
    );
  }

  return el(
    'div.view.people',
    el('div.view-head', el('h1', 'People')),
    availability({ api, signal }),
    el('div.people-field', picker ? field({ label: 'Find somebody', input: picker }) : keyForm({ api, signal, choose })),
    chosen,
  );
}

/** For those who may look up keys but aren't suggested names. */
function keyForm({ api, signal, choose }) {
  const input = el('input', { name: 'key', autocomplete: 'off', spellcheck: 'false', required: true });
  const keyField = field({
    label: 'Look up',
    help: 'An address, account name, UPN, SID, GUID or distinguished name, in full: this sign-in isn’t suggested names.',
    input,
  });
  const owners = el('div.stack', { 'aria-live': 'polite' });
  const form = el('form.stack', keyField, actions(button('Look up', { kind: 'primary', type: 'submit' })), owners);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    keyField.fail('');
    owners.replaceChildren();
    const key = input.value.trim();
    if (!key) {
      keyField.fail('Write a key.');
      return;
    }
    try {
      const { accounts } = await api.get(`/v1/lookup?${new URLSearchParams({ key })}`, { signal });
      if (accounts.length === 1) choose(accounts[0]);
      else {
        owners.replaceChildren(
          el('p', `${counted(accounts.length, 'account')} own this key:`),
          table({
            caption: 'Owners of the key',
            rows: accounts,
            columns: [
              { title: 'Name', cell: (one) => accountLink(one) },
              { title: 'Kind', cell: kind },
              { title: 'Account', cell: (one) => (one.sAMAccountName ? bdi(one.sAMAccountName) : '') },
              { title: 'Connection', cell: (one) => one.connection },
            ],
          }),
        );
      }
    } catch (problem) {
      if (signal.aborted) return;
      if (problem.type === 'not-found') keyField.fail('No account has this key.');
      else owners.replaceChildren(problemNotice(problem));
    }
  });
  return form;
}

function refusal(problem) {
  if (problem.type !== 'not-found') return problemNotice(problem);
  return empty(
    'No such account',
    'The copy has no account with this GUID. It was deleted in the directory, moved out of the search base, or the link is wrong.',
  );
}

function asOf(answer) {
  return [age(answer.asOf), answer.stale ? [' ', mark('warn', 'stale')] : []].flat();
}

/** @param answer of GET /v1/accounts/{objectGUID}, or one with the account alone */
function account({ api, answer, path }) {
  const { account: one, groups } = answer;
  const title = [one.extra?.title?.[0], one.extra?.department?.[0]].filter(Boolean);
  return [
    el(
      'header.person-head',
      el('h2', named(nameOf(one))),
      title.length > 0 && el('p.muted', title.map((text, index) => [index > 0 && ' · ', named(text)])),
      accountMarks(one),
    ),
    el(
      'div.person-columns',
      el('div.stack', keys(one), extra(one), groups && origin({ api, answer })),
      groups ? memberships({ api, answer }) : el('p.muted', 'Groups and what is stored are shown with the scope lookup.'),
    ),
    path && request({ api, path, one }),
  ];
}

function keys(one) {
  const key = (value, what) => value && copyable(value, what);
  return el(
    'section.person-keys',
    el('h3', 'Keys'),
    facts([
      ['Addresses', addresses(one)],
      ['Account name', key(one.sAMAccountName, 'the account name')],
      ['User principal name', key(one.userPrincipalName, 'the user principal name')],
      ['objectGUID', key(one.objectGUID, 'the GUID')],
      ['objectSid', key(one.objectSid, 'the SID')],
      ['Distinguished name', key(one.distinguishedName, 'the distinguished name')],
    ]),
  );
}

function addresses(one) {
  const all = one.addresses || [];
  if (all.length === 0) return 'none';
  return el(
    'ul.plain-list',
    all.map((address) =>
      el('li', copyable(address, 'this address'), all.length > 1 && address === one.mail && el('span.muted', ' primary')),
    ),
  );
}

function extra(one) {
  const values = Object.entries(one.extra || {});
  if (values.length === 0) return null;
  return el(
    'section',
    el('h3', 'Further attributes'),
    facts(values.map(([name, list]) => [name, list.map((value, index) => [index > 0 && ', ', named(value)])])),
  );
}

function origin({ api, answer }) {
  const { account: one, stored } = answer;
  return el(
    'section',
    el('h3', 'What is stored'),
    facts([
      [
        'Connection',
        api.may('admin') ? el('a', { href: `#/connections/${encodeURIComponent(one.connection)}` }, one.connection) : one.connection,
      ],
      ['Read last', el('span.person-asof', asOf(answer))],
      ['Unchanged since', stored.unchangedSince && moment(stored.unchangedSince)],
      ['Attributes', el('span.attributes', stored.attributes.map((name, index) => [index > 0 && ', ', el('code', name)]))],
    ]),
  );
}

/** The groups below each other as they contain the account: a group stands below the one that is a member of it. */
function memberships({ answer }) {
  const { groups, groupsComplete, reasons = [] } = answer;
  const direct = groups.filter((group) => group.direct).length;
  const body = el('div.stack');

  function show(most) {
    body.replaceChildren(
      tree(groups, most),
      groups.length > most
        ? actions(
            button(`Show all ${counted(groups.length, 'group')}`, {
              action: () => {
                show(groups.length);
                announce('All groups are shown.');
              },
            }),
          )
        : '',
    );
  }

  if (groups.length > 0) show(MOST_GROUPS);
  return el(
    'section.person-groups',
    el('h3', 'Groups'),
    groups.length === 0
      ? el('p.muted', groupsComplete ? 'In no group of the copy.' : 'None that is known.')
      : el(
          'p.muted',
          `In ${counted(groups.length, 'group')}: ${direct} directly`,
          direct < groups.length ? `, ${groups.length - direct} through others.` : '.',
        ),
    !groupsComplete &&
      notice({
        kind: 'warn',
        title: 'There may be more groups.',
        detail: [
          ...reasons.map((reason) => el('p', DOUBTS[reason] || `The reason is ${reason}.`)),
          el('p', 'A rule answers “unknown” for a group that may contain this account.'),
        ],
      }),
    body,
  );
}

function tree(groups, most) {
  const below = new Map();
  const known = new Set(groups.map((group) => group.objectGUID));
  for (const group of groups) {
    const before = group.direct ? undefined : group.path[group.path.length - 2]?.objectGUID;
    const parent = known.has(before) ? before : '';
    below.set(parent, [...(below.get(parent) || []), group]);
  }
  let left = most;
  const seen = new Set();

  function level(parent) {
    const list = (below.get(parent) || []).sort((one, other) => byName.compare(nameOf(one), nameOf(other)));
    const items = [];
    for (const group of list) {
      if (left === 0) break;
      if (seen.has(group.objectGUID)) continue;
      seen.add(group.objectGUID);
      left -= 1;
      items.push(el('li', accountLink(group), group.primary && el('span.muted', ' primary group'), way(group), level(group.objectGUID)));
    }
    return items.length > 0 ? el('ul', { class: parent === '' ? 'tree' : null }, items) : null;
  }

  return level('');
}

/** For readers who don't see the indentation. */
function way(group) {
  if (group.direct || group.path.length < 2) return null;
  return el('span.unseen', ` through ${group.path.slice(0, -1).map(nameOf).join(', ')}`);
}

function request({ api, path, one }) {
  return el(
    'section',
    el('h3', 'The same request'),
    code(curl({ api, path }), 'Copy as curl'),
    one.type === 'group' &&
      actions(linkButton('Test who is in this group', `#/rules/group=${encodeURIComponent(one.objectGUID)}`, { symbol: 'rules' })),
  );
}
