import { el } from '../dom.js';
import { bytes, count, duration, moment } from '../format.js';
import { announce } from './announce.js';
import { actions, button } from './button.js';
import { notice } from './notice.js';
import { facts } from './table.js';

const DESTROYED = {
  answers: 'the copy in memory',
  keys: 'the keys of the stored copy',
  tickets: 'Kerberos tickets',
  files: 'the files of the copy',
};

/** The receipt as lines of text, to be kept elsewhere. */
function asText(wipe, epoch) {
  return [
    'adcache: receipt of a wipe',
    `Service: ${location.host}`,
    `Epoch: ${epoch}`,
    `Accounts deleted: ${wipe.accounts}`,
    `Files deleted: ${wipe.files} (${wipe.bytes} bytes)`,
    `Started: ${wipe.startedAt}`,
    `Finished: ${wipe.finishedAt || 'not yet'}`,
    `Destroyed completely: ${(wipe.destroyed || []).join(', ') || 'nothing yet'}`,
    ...(wipe.pending || []).map((one) => `Pending: ${one.what}: ${one.detail} ${one.remedy}`),
  ].join('\n');
}

/**
 * What a wipe destroyed, and what is pending.
 *
 * @param integration answer of GET /v1/integration, with lastWipe
 */
export function receipt(integration) {
  const wipe = integration.lastWipe;
  const pending = wipe.pending || [];
  const copy = button('Copy the receipt', {
    symbol: 'copy',
    action: async () => {
      await navigator.clipboard.writeText(asText(wipe, integration.epoch));
      announce('The receipt is copied.');
    },
  });
  return el(
    'div.receipt',
    facts([
      ['Accounts deleted', count(wipe.accounts)],
      ['Files deleted', `${count(wipe.files)}, ${bytes(wipe.bytes)}`],
      ['Started', moment(wipe.startedAt)],
      [
        'Finished',
        wipe.finishedAt
          ? `${moment(wipe.finishedAt)}, after ${duration(Date.parse(wipe.finishedAt) - Date.parse(wipe.startedAt))}`
          : 'not yet',
      ],
      ['Destroyed', (wipe.destroyed || []).map((one) => DESTROYED[one] || one).join(', ') || 'nothing completely yet'],
      ['Epoch', String(integration.epoch)],
    ]),
    pending.length > 0 &&
      notice({
        kind: 'bad',
        title: 'Something could not be destroyed yet. adcache tries again every five seconds.',
        detail: el('ul.plain-list', pending.map((one) => el('li', el('code', one.what), ': ', one.detail, ' ', one.remedy))),
      }),
    actions(copy, button('Print', { symbol: 'print', action: () => window.print() })),
  );
}
