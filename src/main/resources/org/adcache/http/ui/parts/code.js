import { el } from '../dom.js';
import { announce } from './announce.js';
import { button } from './button.js';

const LONGEST = 300;

/** Copies a text; where a page may not, the text is selected instead. */
async function copy(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    announce('Copied.');
    return 'Copied';
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    announce('Selected. Copy it with the keyboard.');
    return 'Selected';
  }
}

function copyButton(text, source, label) {
  const node = button(label, {
    symbol: 'copy',
    action: async () => {
      const words = node.querySelector('span');
      words.textContent = await copy(text, source);
      setTimeout(() => {
        words.textContent = label;
      }, 1500);
    },
  });
  return node;
}

/** A text to paste elsewhere, with a button that copies it. */
export function code(text, label = 'Copy') {
  const pre = el('pre', { tabindex: '0' }, el('code', text));
  return el('div.code', pre, copyButton(text, pre, label));
}

/** A value within a line, with a button that copies it; a very long one is copied whole, but not shown whole. */
export function copyable(value, what) {
  const letters = [...value];
  const text = el('code', letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : value);
  const node = copyButton(value, text, 'Copy');
  node.classList.add('quiet');
  node.setAttribute('aria-label', `Copy ${what}`);
  return el('span.copyable', text, ' ', node);
}

/** A text quoted for a POSIX shell. */
export function quoted(text) {
  return `'${String(text).replaceAll("'", "'\\''")}'`;
}
