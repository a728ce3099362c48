import { el } from '../dom.js';

/** A word in place of what is asked for; it is seen only if the answer takes longer than 400 ms. */
export function waiting(text) {
  return el('p.waiting.muted', { role: 'status' }, text);
}
