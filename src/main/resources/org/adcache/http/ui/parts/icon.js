import { svg } from '../dom.js';

/** Paths on a grid of 20 by 20, drawn as lines. */
const PATHS = {
  overview: 'M3 10.5 10 4l7 6.5M5 9v7h10V9',
  people: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.6-3.2 2.8-4.7 6-4.7s5.4 1.5 6 4.7',
  rules: 'M4 5h12M4 10h7M4 15h4M12.5 14.5l1.8 1.8 3.2-3.8',
  connections: 'M7 6H5a4 4 0 0 0 0 8h2M13 6h2a4 4 0 0 1 0 8h-2M7 10h6',
  access: 'M8 12a4 4 0 1 1 3.5-2L17 15.5V17h-2.5v-2h-2v-2L11 11.5',
  data: 'M10 7c3.6 0 6-1 6-2s-2.4-2-6-2-6 1-6 2 2.4 2 6 2ZM4 5v10c0 1 2.4 2 6 2s6-1 6-2V5M4 10c0 1 2.4 2 6 2s6-1 6-2',
  good: 'M4.5 10.5 8.5 14.5 15.5 6',
  warn: 'M10 3.5 17.5 16.5H2.5ZM10 8.5v3.5M10 14.2v.1',
  bad: 'M5 5l10 10M15 5 5 15',
  off: 'M10 3v6M6 5.3a6 6 0 1 0 8 0',
  busy: 'M10 3.5a6.5 6.5 0 1 1-6.5 6.5',
  sync: 'M15.5 8A6 6 0 0 0 4.8 6.5M4.5 3.5v3.5H8M4.5 12a6 6 0 0 0 10.7 1.5M15.5 16.5V13H12',
  copy: 'M7 7h9v9H7ZM4 13V4h9',
  add: 'M10 4v12M4 10h12',
  remove: 'M4.5 6h11M8 6V4h4v2M6 6l.7 10.5h6.6L14 6',
  menu: 'M3 6h14M3 10h14M3 14h14',
  person: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.6-3.2 2.8-4.7 6-4.7s5.4 1.5 6 4.7',
  next: 'M8 5l5 5-5 5',
  down: 'M5 8l5 5 5-5',
  download: 'M10 3v9M6.5 9 10 12.5 13.5 9M4 16h12',
  print: 'M6 8V3h8v5M6 14H4V8h12v6h-2M6 12h8v5H6Z',
};

/** A small drawing, always beside a word: readers don't see it. */
export function icon(name) {
  return svg('svg.icon', { viewBox: '0 0 20 20', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }));
}
