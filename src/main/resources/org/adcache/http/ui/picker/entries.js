import { domainOf } from './account.js';

export const LONGEST_QUERY = 256;

export const GUID = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const SID = /^S-1-\d+(-\d+)+$/i;

export function isAddress(text) {
  return /^[^\s@]+@[^\s@]+$/.test(text) && text.length <= LONGEST_QUERY;
}

/** Whether a text has the form of a key, so that it names somebody exactly or nobody. */
export function isKey(text) {
  return isAddress(text) || GUID.test(text) || SID.test(text) || /^[^\s\\]+\\[^\s\\]+$/.test(text);
}

function asciiDomain(domain) {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return domain.toLowerCase();
  }
}

function sameAddress(one, other) {
  const [a, b] = [one, other].map((text) => text.toLowerCase().normalize());
  if (a === b) return true;
  const [i, j] = [a.lastIndexOf('@'), b.lastIndexOf('@')];
  if (i < 1 || j < 1 || a.slice(0, i) !== b.slice(0, j)) return false;
  return asciiDomain(a.slice(i + 1)) === asciiDomain(b.slice(j + 1));
}

function same(one, other) {
  return one !== undefined && one.toLowerCase() === other.toLowerCase();
}

/**
 * Whether an account of the answer to a key has it as a whole. What is only similar is somebody else; the domain of
 * DOMAIN\name is in no account, so that is for the service to compare.
 */
export function hasKey(account, key) {
  if (GUID.test(key)) return same(account.objectGUID, key.replace(/[{}]/g, ''));
  if (SID.test(key)) return same(account.objectSid, key);
  const backslash = key.indexOf('\\');
  if (backslash > 0) return same(account.sAMAccountName, key.slice(backslash + 1));
  if (key.includes('@')) {
    return (
      (account.addresses || []).some((address) => sameAddress(address, key)) ||
      (account.userPrincipalName !== undefined && sameAddress(account.userPrincipalName, key)) ||
      (account.sAMAccountName !== undefined && same(`${account.sAMAccountName}@${domainOf(account)}`, key))
    );
  }
  return same(account.sAMAccountName, key);
}

/**
 * The entries of a list as mail programs and spreadsheets write it. "Bauer, Anna <a@x>; Smith <s@x>" are two, and so
 * are "a@x b@x"; "Smith, John" is a name.
 */
export function splitList(text) {
  const clean = text.replace(/\r/g, '').trim();
  if (clean === '') return [];
  if (/[\n;\t]/.test(clean)) return pieces(clean, /[\n;\t]/).flatMap(addressesIn);
  return addressesIn(clean);
}

/**
 * The words between the commas of a text, which may be account names; null if it can't be such a list. Two of them may
 * be a name as well, so only the service can tell.
 */
export function wordsOf(text) {
  const words = pieces(text, /,/);
  return words.length > 1 && words.every((word) => !/\s/.test(word)) ? words : null;
}

function addressesIn(text) {
  const angled = [...text.matchAll(/<([^<>\s]+@[^<>\s]+)>/g)].map((match) => match[1]);
  if (angled.length > 0) {
    const rest = text.replace(/"[^"]*"\s*(?=<)/g, '').split(/,/).filter((piece) => !piece.includes('<'));
    return [...angled, ...rest.map((piece) => piece.trim()).filter(isAddress)];
  }
  const byComma = pieces(text, /,/);
  const bySpace = byComma.flatMap((piece) => piece.split(/\s+/));
  if (bySpace.length > 1 && bySpace.every(isKey)) return bySpace;
  if (byComma.length > 1 && byComma.some(isKey)) return byComma;
  return [text.replace(/^mailto:/i, '').replace(/^"(.*)"$/, '$1').trim()];
}

function pieces(text, separator) {
  return text
    .split(separator)
    .map((piece) => piece.trim().replace(/^mailto:/i, ''))
    .filter(Boolean);
}

/** Whether two entries of a field are the same account, or the same text. */
export function sameEntry(one, other) {
  if (one.account && other.account) return one.account.objectGUID === other.account.objectGUID;
  return one.text.toLowerCase() === other.text.toLowerCase();
}
