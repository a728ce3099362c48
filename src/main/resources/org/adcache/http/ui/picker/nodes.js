/** Drawings on a grid of 20 by 20; each is beside a word. */
const ICONS = {
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.6-3.2 2.8-4.7 6-4.7s5.4 1.5 6 4.7',
  contact:
    'M4 4h12v12H4ZM10 9.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.600ZM6.5 14c.4-1.8 1.7-2.5 3.5-2.500s3.1.7 3.5 2.5',
  group:
    'M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM2.5 15.500c.5-2.7 2.3-4 5-4s4.5 1.3 5 4' +
    'M13 4.300a2.5 2.5 0 0 1 0 4.500M14.5 11.800c1.6.6 2.6 1.8 3 3.7',
  place: 'M5 17V3.500h10V17M3 17h14M12 10v.1',
  box: 'M3 5h14v10H3ZM3 6l7 5 7-5',
  address: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM13 7v4.500a2 2 0 0 0 4 0V10a7 7 0 1 0-3 5.7',
  remove: 'M5 5l10 10M15 5 5 15',
};

const LONGEST_SHOWN = 200;
const SVG = 'http://www.w3.org/2000/svg';
let ids = 0;

export function unique(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** An element; what is absent is left out, text is never markup. */
export function make(tag, className, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

export function icon(name) {
  const node = document.createElementNS(SVG, 'svg');
  node.setAttribute('class', 'ap-icon');
  node.setAttribute('viewBox', '0 0 20 20');
  node.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  node.append(path);
  return node;
}

/**
 * A text fit to be shown, of the same length: controls are spaces, and what would turn the direction of its
 * surroundings (UAX #9, explicit formatting characters), or is half a character, is a replacement character.
 */
function shown(text) {
  return String(text)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])/g, '\ufffd')
    .replace(/(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1\ufffd');
}

/** Cut where a line ends anyway, never within a character. */
export function cut(text) {
  const clean = shown(text);
  if (clean.length <= LONGEST_SHOWN) return clean;
  const end = clean.charCodeAt(LONGEST_SHOWN - 1) >> 10 === 0x36 ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
  return `${clean.slice(0, end)}…`;
}

/** Text nodes, and mark elements where it matches. */
export function marked(text, ranges) {
  const clean = cut(text);
  const nodes = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((one, other) => one[0] - other[0])) {
    const start = Math.max(at, from);
    const end = Math.min(clean.length, to);
    if (start >= end) continue;
    if (start > at) nodes.push(clean.slice(at, start));
    nodes.push(make('mark', '', {}, clean.slice(start, end)));
    at = end;
  }
  if (at < clean.length) nodes.push(clean.slice(at));
  return nodes;
}

/** What separates texts for who hears them. */
export function pause() {
  return make('span', 'ap-unseen', {}, ', ');
}

/** The text of a label without that of the element in it. */
export function textAround(label, inside) {
  const parts = [];
  const walk = (node) => {
    if (node === inside) return;
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.data);
    for (const child of node.childNodes) walk(child);
  };
  walk(label);
  return parts.join(' ').replace(/\s+/g, ' ').trim();
}
