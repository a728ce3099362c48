import { el } from '../dom.js';

let region = null;

/** Says something to readers of screens, without moving the focus. */
export function announce(text) {
  if (!region) {
    region = el('div.unseen', { role: 'status', 'aria-live': 'polite' });
    document.body.append(region);
  }
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 60);
}
