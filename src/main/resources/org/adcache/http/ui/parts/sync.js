import { el } from '../dom.js';
import { count, counted } from '../format.js';
import { announce } from './announce.js';
import { button } from './button.js';
import { dialog } from './dialog.js';
import { menu } from './menu.js';
import { problemNotice } from './notice.js';
import { progress } from './progress.js';

const MODES = {
  auto: 'Sync now',
  reconcile: 'Reconcile',
  full: 'Read everything again',
};
const PHASES = {
  queued: 'Waits for the cycle before it',
  connecting: 'Connects to a domain controller',
  'finding-changes': 'Asks what has changed',
  reading: 'Reads',
  listing: 'Lists all accounts',
  comparing: 'Compares',
  committing: 'Stores the result',
};

/** Asks for a cycle of a connection; a refusal is shown in a dialog. */
async function request(api, connection, mode) {
  try {
    await api.post(`/v1/sync?mode=${mode}&connection=${encodeURIComponent(connection)}`);
    announce(`${MODES[mode]}: requested for ${connection}.`);
  } catch (problem) {
    await dialog({ title: 'The cycle was not started', content: () => problemNotice(problem), leave: 'Close' });
  }
}

/** The button that starts a cycle, and a menu with the thorough kinds. */
export function syncControls({ api, connection }) {
  return el(
    'div.split',
    button(MODES.auto, {
      symbol: 'sync',
      key: `sync-${connection}`,
      describe: `${MODES.auto}: ${connection}`,
      action: () => request(api, connection, 'auto'),
    }),
    menu(
      'More',
      [
        [el('span', 'Reconcile: compare all members of the copy'), () => request(api, connection, 'reconcile')],
        [el('span', 'Full: read everything again'), () => request(api, connection, 'full')],
      ],
      { key: `sync-more-${connection}` },
    ),
  );
}

/** How far a running cycle is. */
export function syncProgress(run) {
  const phase = PHASES[run.phase] || run.phase;
  const known = run.expected > 0 && run.read <= run.expected;
  const read = known ? `${count(run.read)} of ${count(run.expected)}` : counted(run.read, 'entry', 'entries');
  return progress(run.read > 0 ? `${phase}: ${read}` : phase, known && run.read > 0 ? run.read / run.expected : undefined);
}
