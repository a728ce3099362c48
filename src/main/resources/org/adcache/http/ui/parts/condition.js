import { el } from '../dom.js';
import { announce } from './announce.js';
import { button } from './button.js';
import { field, select } from './field.js';
import { whenChosen } from './picker.js';

/** The kinds of conditions of POST /v1/match, as a sentence about the recipient begins. */
const KINDS = [
  ['group', 'is in the group'],
  ['account', 'is the account'],
  ['container', 'lies below the container'],
  ['upnSuffix', 'has the UPN suffix'],
  ['type', 'is of the type'],
  ['known', 'is known'],
];
const TYPES = [
  ['user', 'person (user)'],
  ['contact', 'contact'],
  ['group', 'group'],
];
const KNOWN = [
  ['true', 'yes, it has an owner'],
  ['false', 'no, nobody owns it'],
];
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A container is a place, but the name of a person may be typed as one. */
const PLACE = /^(ou|dc|o|l|c|st)=|^cn=(users|builtin|computers|managed service accounts|foreignsecurityprincipals)(,|$)/i;

/** A condition that nothing was entered in. */
export function newCondition(kind = 'group') {
  return { kind, value: { type: 'user', known: 'true' }[kind] || '', account: null };
}

/** The condition as the service takes it; null while it has no value. */
export function asked({ kind, value }) {
  if (!value) return null;
  return { [kind]: kind === 'known' ? value === 'true' : value };
}

/** The condition as a part of the page's address; null if it can't be without what may be somebody's name. */
export function toAddress({ kind, value }) {
  if (!value) return null;
  if ((kind === 'group' || kind === 'account') && !GUID.test(value)) return null;
  if (kind === 'container' && !PLACE.test(value)) return null;
  return `${kind}=${value}`;
}

/** The condition that a part of the page's address names; null if it names none. */
export function fromAddress(text) {
  const split = text.indexOf('=');
  const kind = text.slice(0, split);
  return split > 0 && KINDS.some(([id]) => id === kind) ? { ...newCondition(kind), value: text.slice(split + 1) } : null;
}

/** The condition in a few words, such as: in group Sales; with what is a name apart. */
export function words({ kind, value, account }) {
  const name = account?.cn || account?.mail || value;
  switch (kind) {
    case 'group':
      return ['in group ', name];
    case 'account':
      return ['is ', name];
    case 'container':
      return ['below ', value];
    case 'upnSuffix':
      return ['UPN suffix ', value];
    case 'type':
      return [{ user: 'is a person', contact: 'is a contact', group: 'is a group' }[value] || `is a ${value}`, ''];
    default:
      return [value === 'true' ? 'is known' : 'is unknown', ''];
  }
}

/**
 * The fields of a condition.
 *
 * @param condition {kind, value, account}; changed in place
 * @param changed called after each change
 * @param containers id of a datalist of DNs
 * @param suffixes id of a datalist of UPN suffixes
 */
export function conditionFields({ api, condition, number, changed, remove, containers, suffixes }) {
  const place = el('div.condition-value');

  function set(value, account = null) {
    if (condition.value === value && condition.account === account) return;
    Object.assign(condition, { value, account });
    changed();
  }

  function typed(label, attributes) {
    const input = el('input', { autocomplete: 'off', spellcheck: 'false', ...attributes, prop: { value: condition.value } });
    input.addEventListener('input', () => set(input.value.trim().replace(condition.kind === 'upnSuffix' ? /^.*@/ : /^$/, '')));
    return field({ label, input });
  }

  function picked(types, label) {
    if (!api.may('suggest')) return typed(`${label}: GUID, SID, DN or account name`, {});
    const picker = el('account-picker', {
      types,
      include: 'disabled,hidden',
      norecent: true,
      free: true,
      placeholder: 'Name, account name, GUID, SID or DN',
    });
    if (condition.account) picker.accounts = [condition.account];
    else if (condition.value) picker.accounts = [{ free: condition.value }];
    whenChosen(picker, (account) => {
      if (!account) set('');
      else if (account.objectGUID) set(account.objectGUID, account);
      else set(account.free);
    });
    return field({ label, input: picker });
  }

  function chosen(label, options) {
    return field({ label, input: select(options, { value: condition.value, change: (value) => set(value) }) });
  }

  function showValue() {
    const inputs = {
      group: () => picked('group', 'Group'),
      account: () => picked('user,contact,group', 'Account'),
      container: () => typed('Container', { list: containers, placeholder: 'OU=Sales,DC=corp,DC=example,DC=com' }),
      upnSuffix: () => typed('UPN suffix', { list: suffixes, placeholder: 'corp.example.com' }),
      type: () => chosen('Type', TYPES),
      known: () => chosen('Known', KNOWN),
    };
    place.replaceChildren(inputs[condition.kind]());
  }

  const kinds = select(KINDS, {
    value: condition.kind,
    change: (kind) => {
      Object.assign(condition, newCondition(kind));
      showValue();
      changed();
    },
  });
  showValue();
  return el(
    'div.condition',
    { role: 'group', 'aria-label': `Condition ${number}` },
    field({ label: 'The recipient', input: kinds }),
    place,
    button('Remove', {
      symbol: 'remove',
      describe: `Remove condition ${number}`,
      action: () => {
        remove();
        announce('The condition is removed.');
      },
    }),
  );
}
