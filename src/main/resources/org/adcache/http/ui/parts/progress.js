import { el, uniqueId } from '../dom.js';

/** A line that fills, with its words; the share is from 0 to 1, or absent if nobody knows. */
export function progress(words, share) {
  const id = uniqueId('progress');
  const bar = el('progress', { 'aria-labelledby': id, max: '1', value: share === undefined ? null : String(share) });
  return el('div.progress', el('span', { id }, words), bar);
}
