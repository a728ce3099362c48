import { fold } from './account.js';
import { hasKey } from './entries.js';

/** A complete answer is narrowed without a question for this long. */
const NARROW_MS = 10000;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

function textsOf(account) {
  const extra = account.extra || {};
  return [
    ...[account.cn, account.sAMAccountName, account.userPrincipalName].filter((text) => text !== undefined),
    ...['displayName', 'givenName', 'sn'].flatMap((name) => extra[name] || []),
    ...(account.addresses || []),
  ];
}

function valueOf(account, { field, index }) {
  if (field === 'addresses') return (account.addresses || [])[index];
  if (account[field] !== undefined) return account[field];
  return account.extra && account.extra[field] && account.extra[field][index || 0];
}

/**
 * Filters a complete answer for a text with a few plain letters more, without a request: the accounts that still match
 * in the field in which they matched. null where only the service can tell.
 */
export function narrow(answer, text, now) {
  if (!answer || !answer.complete || answer.stale || now - answer.at > NARROW_MS) return null;
  if (text === answer.text) return answer;
  const added = text.slice(answer.text.length);
  if (!text.startsWith(answer.text) || !/^[a-z0-9]+$/i.test(added)) return null;
  const before = answer.text.split(/\s/).at(-1).toLowerCase();
  if (!/^[a-z0-9@._-]{3,}$/.test(before)) return null;
  const word = before + added.toLowerCase();
  const items = [];
  for (const account of answer.items) {
    const place = (account.matched || []).findIndex((range) => {
      const value = valueOf(account, range);
      return value !== undefined && value.slice(range.start, range.end).toLowerCase() === before;
    });
    if (place >= 0) {
      const range = account.matched[place];
      const value = valueOf(account, range);
      if (value.slice(range.end, range.end + added.length).toLowerCase() === added.toLowerCase()) {
        const matched = account.matched.map((one, i) => (i === place ? { ...one, end: one.end + added.length } : one));
        items.push({ ...account, matched });
        continue;
      }
    }
    if (place < 0 || mayMatch(account, word)) return null;
  }
  if (items.length === 0) return null;
  const exact = items.filter((account) => hasKey(account, text));
  const others = items.filter((account) => !exact.includes(account));
  return { ...answer, text, items: [...exact, ...others], narrowed: true };
}

/** Whether a word might match an account in a way that isn't decided here. */
function mayMatch(account, word) {
  const texts = textsOf(account);
  if (texts.some((text) => /[^\x20-\x7e]/.test(text))) return true;
  const lower = texts.map((text) => text.toLowerCase());
  if (lower.some((text) => text.replace(/['-]/g, '').includes(word) || text.includes(word))) return true;
  const words = lower.flatMap((text) => text.match(WORD) || []);
  const initials = new Set(words.map((one) => one[0]));
  return (
    (initials.has(word[0]) && words.some((one) => one.startsWith(word.slice(1)))) ||
    [...word].every((letter) => initials.has(letter)) ||
    words.some((one) => word.length >= 4 && Math.abs(one.length - word.length) <= 1 && alike(one, word))
  );
}

/** One edit or less apart, roughly: same start or same end. */
function alike(one, other) {
  const half = Math.floor(other.length / 2);
  return one.startsWith(other.slice(0, half)) || one.endsWith(other.slice(half + 1));
}

/** The ranges where each word of a text starts a word of the account, or null if one doesn't. */
export function matchedWords(account, text) {
  const words = text.match(WORD) || [];
  if (words.length === 0) return null;
  const fields = [
    ['cn', undefined, account.cn],
    ...((account.extra && account.extra.displayName) || []).map((value) => ['displayName', undefined, value]),
    ['sAMAccountName', undefined, account.sAMAccountName],
    ...(account.addresses || []).map((value, index) => ['addresses', index, value]),
  ].filter(([, , value]) => value !== undefined);
  const ranges = [];
  for (const word of words) {
    const sought = fold(word);
    let found = null;
    for (const [field, index, value] of fields) {
      for (const match of value.matchAll(WORD)) {
        if (!found && fold(match[0]).startsWith(sought)) {
          const end = match.index + Math.min(match[0].length, word.length);
          found = index === undefined ? { field, start: match.index, end } : { field, index, start: match.index, end };
        }
      }
    }
    if (!found) return null;
    ranges.push(found);
  }
  return ranges;
}
