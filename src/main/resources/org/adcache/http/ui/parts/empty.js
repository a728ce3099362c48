import { el } from '../dom.js';
import { actions } from './button.js';

/** In place of a list that has nothing in it: why, and the next step. */
export function empty(title, text, ...buttons) {
  return el('div.empty', el('p.empty-title', title), text && el('p', text), buttons.length > 0 && actions(buttons));
}
