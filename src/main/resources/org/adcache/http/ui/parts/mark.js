import { el } from '../dom.js';
import { icon } from './icon.js';

/**
 * A state: a shape and a word, never a colour alone.
 *
 * @param state "good", "warn", "bad", "off" or "busy"
 * @param shape another drawing than that of the state
 */
export function mark(state, word, shape = state) {
  return el(`span.mark.${state}`, icon(shape), el('span', word));
}
