import { el, uniqueId } from '../dom.js';

/**
 * A form field with its label, help and error. The node has the method fail(text): it shows the text below the input,
 * or takes it away if there is none.
 *
 * @param input an input, select, textarea or account-picker; it is given an id
 */
export function field({ label, help, input, optional }) {
  const id = input.id || uniqueId('field');
  input.id = id;
  const helpNode = help ? el('p.help', { id: `${id}-help` }, help) : null;
  const errorNode = errorOf(id);
  input.setAttribute('aria-describedby', [helpNode && helpNode.id, errorNode.id].filter(Boolean).join(' '));
  const node = el(
    'div.field',
    el('label', { for: id }, label, optional && el('span.optional', ' optional')),
    helpNode,
    input,
    errorNode,
  );
  node.fail = (text) => show(errorNode, text, [input]);
  return node;
}

/** Check boxes that belong together, with an error of their own: the node has the method fail(text) of a field. */
export function checkboxes(legend, boxes) {
  const errorNode = errorOf(uniqueId('boxes'));
  const node = el('fieldset', { 'aria-describedby': errorNode.id }, el('legend', legend), el('div.checks-row', boxes), errorNode);
  node.fail = (text) => show(errorNode, text, boxes.map((box) => box.querySelector('input')));
  return node;
}

function errorOf(id) {
  return el('p.field-error', { id: `${id}-error`, hidden: true });
}

function show(errorNode, text, inputs) {
  errorNode.textContent = text || '';
  errorNode.hidden = !text;
  for (const input of inputs) {
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }
}

/** A check box with its text. */
export function checkbox(text, { checked, change, name, value } = {}) {
  const input = el('input', { type: 'checkbox', name, value, prop: { checked: Boolean(checked) } });
  if (change) input.addEventListener('change', () => change(input.checked));
  return el('label.check', input, el('span', text));
}

/** One of a few values. */
export function select(options, { value, change } = {}) {
  const node = el(
    'select',
    options.map(([key, text]) => el('option', { value: key, prop: { selected: key === value } }, text)),
  );
  if (change) node.addEventListener('change', () => change(node.value));
  return node;
}
