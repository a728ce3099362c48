import { bdi, el } from '../dom.js';
import { kind } from '../format.js';
import { mark } from './mark.js';

const LONGEST = 120;

/** A text as a name is shown: its direction is its own, and a long one is cut, with the whole of it on hover. */
export function named(text, most = LONGEST) {
  const letters = [...String(text)];
  if (letters.length <= most) return bdi(text);
  return el('bdi', { title: text }, `${letters.slice(0, most).join('')}…`);
}

/** What an account is called: its common name, or what it has in place of one. */
export function nameOf(account) {
  return account.cn || account.mail || account.sAMAccountName || account.distinguishedName || account.objectGUID;
}

/** The name of an account, as a link to it; its address holds the GUID alone. */
export function accountLink(account, text = nameOf(account)) {
  const page = location.pathname === '/' ? '' : '/';
  return el('a', { href: `${page}#/people/${encodeURIComponent(account.objectGUID)}` }, named(text));
}

/** What an account is, and what stands against its use; what could not be read is said to be unknown. */
export function accountMarks(account) {
  const unreadable = account.disabled === undefined;
  return el(
    'div.account-marks',
    mark('kind', kind(account), account.type === 'group' ? 'people' : 'person'),
    account.disabled === true && mark('off', 'disabled'),
    account.disabled === false && account.type === 'user' && !account.expired && mark('good', 'enabled'),
    unreadable && mark('warn', 'unknown whether disabled'),
    account.expired && mark('off', 'expired'),
    account.hidden && mark('off', 'hidden from address lists'),
  );
}
