import { el } from '../dom.js';

/**
 * A table that becomes a list of cards on a narrow page.
 *
 * @param columns [{title, head: node in place of the title, cell: row => node or text, number: whether it is aligned as
 *   one, heading: whether its cells name their rows}]
 * @param caption read to those who don't see the heading above it
 * @param empty node or text in place of a table without rows
 */
export function table({ columns, rows, caption, empty }) {
  if (rows.length === 0 && empty) return typeof empty === 'string' ? el('p.muted', empty) : empty;
  return el(
    'div.table-frame',
    { role: 'region', tabindex: '0', 'aria-label': caption },
    el(
      'table',
      el('caption.unseen', caption),
      el(
        'thead',
        el(
          'tr',
          columns.map((column) => el('th', { scope: 'col', class: column.number && 'number' }, column.head || column.title)),
        ),
      ),
      el(
        'tbody',
        rows.map((row) =>
          el(
            'tr',
            columns.map((column) =>
              el(
                column.heading ? 'th' : 'td',
                { class: column.number && 'number', scope: column.heading && 'row', 'data-title': column.title },
                el('div', column.cell(row)),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Names and values: [[name, node or text], …]; those without a value are left out. */
export function facts(pairs) {
  return el(
    'dl.facts',
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => el('div', el('dt', name), el('dd', value))),
  );
}
