import { el } from '../dom.js';
import { icon } from './icon.js';

/** A button that opens a short list of further buttons; it closes with Escape, a click elsewhere, or a choice. */
export function menu(label, items, { key } = {}) {
  const summary = el('summary.button', { 'data-key': key }, el('span', label), icon('down'));
  const node = el(
    'details.menu',
    summary,
    el(
      'div.menu-items',
      items.map(([text, action]) =>
        el('button.menu-item', { type: 'button', on: { click: () => close(true, action) } }, text),
      ),
    ),
  );

  function close(back, action) {
    node.open = false;
    if (back) summary.focus();
    if (action) action();
  }

  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !node.open) return;
    event.stopPropagation();
    close(true);
  });
  node.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget)) close(false);
  });
  node.addEventListener('toggle', () => {
    if (!node.open) return;
    const away = (event) => {
      if (node.contains(event.target)) return;
      close(false);
    };
    document.addEventListener('pointerdown', away);
    node.addEventListener('toggle', () => document.removeEventListener('pointerdown', away), { once: true });
  });
  return node;
}
