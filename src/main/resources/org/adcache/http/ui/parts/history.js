import { el, svg } from '../dom.js';
import { count, duration, moment } from '../format.js';
import { table } from './table.js';

const HEIGHT = 36;
const STEP = 9;
const WIDTH = 7;
const WORDS = { ok: 'done', failed: 'failed', held: 'held for a decision' };

function length(run) {
  return Date.parse(run.finishedAt) - Date.parse(run.startedAt);
}

/** What a cycle did, in words. */
export function changes(run) {
  return `+${count(run.added)} −${count(run.removed)} ~${count(run.changed)}`;
}

function describe(run) {
  const result = run.outcome === 'ok' ? changes(run) : run.problem ? run.problem.detail : '';
  return `${moment(run.startedAt)}: ${run.mode}, ${WORDS[run.outcome]}, ${duration(length(run))}. ${result}`;
}

/**
 * The finished cycles of a connection as bars, the newest on the right: the height is the duration, by its square root;
 * a failed one has a gap in it, a held one is hollow.
 *
 * @param runs as in GET /v1/sync, the newest first
 */
export function historyBars(runs, { label, most = 40 } = {}) {
  const shown = runs.filter((run) => run.finishedAt).slice(0, most).reverse();
  if (shown.length === 0) return el('span.muted', 'no cycle since the start');
  const longest = Math.max(...shown.map(length), 1);
  return svg(
    'svg.history',
    { role: 'img', 'aria-label': label, width: shown.length * STEP, height: HEIGHT },
    shown.map((run, index) => {
      const height = Math.max(4, Math.sqrt(length(run) / longest) * (HEIGHT - 2));
      return svg(
        `g.bar.${run.outcome}`,
        svg('title', describe(run)),
        svg('rect', { x: index * STEP + 0.5, y: HEIGHT - height - 0.5, width: WIDTH, height, rx: 1.5 }),
        run.outcome === 'failed' &&
          svg('path', { d: `M${index * STEP} ${HEIGHT - height / 2 - 3}l8 4`, class: 'gap' }),
      );
    }),
  );
}

/** The same cycles as a table. */
export function historyTable(runs, caption) {
  return table({
    caption,
    rows: runs,
    empty: 'No cycle has run since the service was started.',
    columns: [
      { title: 'Started', cell: (run) => moment(run.startedAt) },
      { title: 'Kind', cell: (run) => run.mode },
      { title: 'Outcome', cell: (run) => (run.outcome ? WORDS[run.outcome] : run.phase) },
      { title: 'Took', number: true, cell: (run) => (run.finishedAt ? duration(length(run)) : '') },
      { title: 'Read', number: true, cell: (run) => count(run.read) },
      { title: 'Added', number: true, cell: (run) => count(run.added) },
      { title: 'Changed', number: true, cell: (run) => count(run.changed) },
      { title: 'Removed', number: true, cell: (run) => count(run.removed) },
      { title: 'Problem', cell: (run) => (run.problem ? [run.problem.detail, ' ', run.problem.remedy] : '') },
    ],
  });
}
