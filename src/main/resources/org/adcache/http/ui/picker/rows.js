import { cut, icon, make, marked, pause } from './nodes.js';

const ICON_OF = {
  contact: 'contact',
  group: 'group',
  'dynamic-group': 'group',
  room: 'place',
  equipment: 'place',
  shared: 'box',
  linked: 'box',
  'public-folder': 'box',
  free: 'address',
};

/**
 * A row of the list.
 *
 * @param text says the text of a key
 * @param chosen whether the account is one of several that are chosen
 * @param lacks the attribute that is sent, if the account has none
 */
export function rowNode(row, id, { text, chosen, lacks }) {
  if (row.free) {
    const title = text('free', { text: row.free });
    return make(
      'li', 'ap-row', { id, role: 'option', tabindex: '-1' },
      icon('address'),
      make('div', 'ap-text', {},
        make('div', 'ap-line', {}, make('bdi', 'ap-name', {}, title), pause()),
        make('div', 'ap-line ap-second', {}, text('free-detail'))),
    );
  }
  const { view } = row;
  const words = [...view.states.map((state) => text(state)), ...(chosen ? [text('is-chosen')] : [])];
  if (!['user', 'remote', 'person'].includes(view.kind)) words.unshift(text(view.kind));
  const parts = lacks ? [{ text: text('lacks', { attribute: lacks }), ranges: [] }, ...view.parts] : view.parts;
  return make(
    'li',
    'ap-row',
    { id, role: 'option', tabindex: '-1', 'aria-disabled': lacks || chosen ? 'true' : null },
    icon(ICON_OF[view.kind] || 'person'),
    make(
      'div', 'ap-text', {},
      make('div', 'ap-line', {},
        make('bdi', 'ap-name', {}, ...marked(view.name, view.ranges)),
        ...words.flatMap((word) => [pause(), make('span', 'ap-kind', {}, word)]),
        pause()),
      make('div', 'ap-line ap-second', {}, ...parts.flatMap((part, at) => [
        at > 0 ? pause() : '',
        make('bdi', `ap-part${part.differs ? ' ap-differs' : ''}`, {}, ...marked(part.text, part.ranges)),
      ])),
    ),
  );
}

/** A row as it is said. */
export function rowLabel(row, { text, chosen, lacks }) {
  if (row.free) return text('free', { text: row.free });
  const { view } = row;
  const kind = text(view.kind);
  const parts = [
    view.name,
    ...(kind === text('person') ? [] : [kind]),
    ...view.states.map((state) => text(state)),
    ...(chosen ? [text('is-chosen')] : []),
    ...(lacks ? [text('lacks', { attribute: lacks })] : []),
    ...view.parts.map((part) => part.text),
  ];
  return parts.map(cut).join(', ');
}
