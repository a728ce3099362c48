import { el } from '../dom.js';
import { icon } from './icon.js';

/**
 * A button. Its action may return a promise: until it is settled the button is busy, and a second click does nothing.
 *
 * @param kind "plain", "primary" or "dangerous"
 */
export function button(label, { kind = 'plain', symbol, action, type = 'button', disabled, describe, key } = {}) {
  const node = el(
    `button.button.${kind}`,
    { type, disabled, 'aria-label': describe, 'data-key': key },
    symbol && icon(symbol),
    el('span', label),
  );
  if (action) {
    node.addEventListener('click', async (event) => {
      if (node.getAttribute('aria-disabled') === 'true') return;
      node.setAttribute('aria-disabled', 'true');
      try {
        await action(event);
      } finally {
        node.removeAttribute('aria-disabled');
      }
    });
  }
  return node;
}

/** A link that looks like a button. */
export function linkButton(label, href, { kind = 'plain', symbol } = {}) {
  return el(`a.button.${kind}`, { href }, symbol && icon(symbol), el('span', label));
}

/** A row of buttons. */
export function actions(...buttons) {
  return el('div.actions', buttons);
}
