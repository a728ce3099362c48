import { el } from '../dom.js';
import { ago, moment } from '../format.js';

const EVERY_MS = 5000;

function show(node) {
  const text = ago(node.dateTime);
  if (node.textContent !== text) node.textContent = text;
}

setInterval(() => document.querySelectorAll('time.age').forEach(show), EVERY_MS);

/** "4 min ago", exact on hover; it stays right while the page is open. */
export function age(instant) {
  const node = el('time.age', { datetime: instant, title: moment(instant) });
  show(node);
  return node;
}
