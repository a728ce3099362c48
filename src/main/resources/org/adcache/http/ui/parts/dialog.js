import { el, uniqueId } from '../dom.js';
import { actions, button } from './button.js';

/**
 * Opens a dialog over the page; it closes with Escape, with its last button, or by the function it hands on. The focus
 * goes back to where it was.
 *
 * @param title of the dialog
 * @param content (close, setButtons) => nodes
 * @param buttons close => buttons beside the one that closes
 * @param leave label of the button that closes
 * @param wide for tables
 * @returns {Promise<any>} what it was closed with
 */
export function dialog({ title, content, buttons = () => [], leave = 'Cancel', wide }) {
  return new Promise((resolve) => {
    const heading = uniqueId('dialog');
    const node = el(`dialog.dialog${wide ? '.wide' : ''}`, { 'aria-labelledby': heading });
    const opener = document.activeElement;
    let result;
    const close = (value) => {
      result = value;
      node.close();
    };
    const row = actions(buttons(close), button(leave, { action: () => close() }));
    const setButtons = (...now) => row.replaceChildren(...now);
    node.append(el('h2', { id: heading }, title), el('div.dialog-body', content(close, setButtons)), row);
    node.addEventListener('close', () => {
      node.remove();
      // Where the opener was replaced meanwhile, the browser has nothing to give the focus back to.
      if (opener && !opener.isConnected && opener.dataset.key) {
        document.querySelector(`[data-key="${CSS.escape(opener.dataset.key)}"]`)?.focus();
      }
      resolve(result);
    });
    document.body.append(node);
    node.showModal();
  });
}
