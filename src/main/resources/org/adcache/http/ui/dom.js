/** Builds nodes. Text is always text: nothing here, or anywhere in the pages, parses markup. */

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, rest) {
  for (const item of rest.flat(Infinity)) {
    if (item === null || item === undefined || item === false) continue;
    if (item instanceof Node) node.append(item);
    else if (typeof item === 'object') assign(node, item);
    else node.append(String(item));
  }
  return node;
}

function assign(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (name === 'on') for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else if (name === 'prop') Object.assign(node, value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
}

function make(namespace, spec) {
  const [tag, ...classes] = spec.split('.');
  const node = namespace ? document.createElementNS(namespace, tag) : document.createElement(tag);
  if (classes.length > 0) node.setAttribute('class', classes.join(' '));
  return node;
}

/**
 * An element: el('p.note', {id: 'x', on: {click}, prop: {value}}, 'text', child). What is null or false is left out; an
 * attribute that is true is set without a value.
 */
export function el(spec, ...rest) {
  return fill(make(null, spec), rest);
}

/** The same for SVG. */
export function svg(spec, ...rest) {
  return fill(make(SVG, spec), rest);
}

let ids = 0;

/** An id that no other element of the page has. */
export function uniqueId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}

/** A text whose direction follows its own letters: a name, an address. */
export function bdi(text) {
  return el('bdi', text);
}

/**
 * Replaces what a node holds, unless it would look the same; the focus stays on the element with the same data-key.
 *
 * @param state what the content is made of; compared as JSON
 * @param build makes the content
 */
export function renew(node, state, build) {
  const text = JSON.stringify(state);
  if (node.shown === text) return;
  node.shown = text;
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  node.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}
