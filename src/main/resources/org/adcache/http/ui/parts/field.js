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
  const errorNode = el('p.field-error', { id: `${id}-error`, hidden: true });
  input.setAttribute('aria-describedby', [helpNode && helpNode.id, errorNode.id].filter(Boolean).join(' '));
  const node = el(
    'div.field',
    el('label', { for: id }, label, optional && el('span.optional', ' optional')),
    helpNode,
    input,
    errorNode,
  );
  node.fail = (text) => {
    errorNode.textContent = text || '';
    errorNode.hidden = !text;
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  return node;
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
