import { el } from '../dom.js';

/**
 * The pages of one view, each with an address of its own.
 *
 * @param view id of the view
 * @param pages [[last part of the address, or nothing, title], …]
 * @param current last part of the address of the one that is shown
 */
export function pages(view, list, current = '') {
  return el(
    'nav.pages',
    { 'aria-label': 'Pages of this view' },
    list.map(([id, title]) =>
      el('a', { href: `#/${view}${id && `/${id}`}`, 'aria-current': id === current ? 'page' : null }, title),
    ),
  );
}
