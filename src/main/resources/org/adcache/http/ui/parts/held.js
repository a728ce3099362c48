import { bdi, el } from '../dom.js';
import { count, counted } from '../format.js';
import { announce } from './announce.js';
import { button } from './button.js';
import { dialog } from './dialog.js';
import { notice, problemNotice } from './notice.js';
import { table } from './table.js';

/** What the held result would remove, as far as it is listed. */
function sample(held) {
  return table({
    caption: 'Accounts that would be removed',
    rows: held.removedSample,
    columns: [
      { title: 'Name', cell: (account) => bdi(account.cn || account.objectGUID) },
      { title: 'Address', cell: (account) => (account.mail ? bdi(account.mail) : '') },
      { title: 'Distinguished name', cell: (account) => bdi(account.distinguishedName) },
    ],
  });
}

function opinion({ server, asked, visible }) {
  return el(
    'p',
    `Another controller, ${server}, was asked for ${counted(asked, 'account')} of these: `,
    visible === 0 ? 'it doesn’t show them either.' : `it shows ${count(visible)} of them.`,
    ' Lost rights and mass deletions replicate, so this alone decides nothing.',
  );
}

/** What applying the result does to the copy. */
function consequences({ added, changed, removed }) {
  return [
    removed > 0 && `${counted(removed, 'account')} will be removed from the copy; rules and fields don’t know them any more.`,
    changed > 0 && `${counted(changed, 'account')} will be changed; what the result lacks of them, the copy lacks too.`,
    added > 0 && `${counted(added, 'account')} will be added.`,
  ].filter(Boolean);
}

async function decide({ api, connection, apply, done }) {
  const { held } = connection;
  const confirmed = await dialog({
    title: apply ? `Apply the result of ${connection.id}?` : `Drop the result of ${connection.id}?`,
    content: () =>
      apply
        ? consequences(held).map((sentence) => el('p', sentence))
        : el('p', 'The copy stays as it is. The next cycle reads the directory again and decides anew.'),
    buttons: (close) => [
      button(apply ? 'Apply' : 'Drop', { kind: apply ? 'dangerous' : 'primary', action: () => close(true) }),
    ],
  });
  if (!confirmed) return;
  try {
    await api.post(`/v1/sync/held/${encodeURIComponent(connection.id)}`, { apply });
    announce(apply ? 'The result is applied.' : 'The result is dropped.');
  } catch (problem) {
    await dialog({ title: 'Nothing was decided', content: () => problemNotice(problem), leave: 'Close' });
  }
  done();
}

/**
 * A result that waits for a decision: its numbers, a sample, what another controller says, and the decision.
 *
 * @param connection as in GET /v1/status, with held
 * @param done called after a decision
 */
export function heldPanel({ api, connection, done }) {
  const { held } = connection;
  return notice({
    kind: 'warn',
    title: `${connection.id}: a result waits for your decision`,
    since: held.heldAt,
    detail: [
      el('p', held.detail),
      el('p', `It would add ${count(held.added)}, change ${count(held.changed)} and remove ${counted(held.removed, 'account')}.`),
      held.secondOpinion && opinion(held.secondOpinion),
      held.removedSample.length > 0 &&
        el(
          'details',
          el(
            'summary',
            held.removedSample.length < held.removed
              ? `Show ${count(held.removedSample.length)} of them`
              : 'Show who would be removed',
          ),
          sample(held),
        ),
    ],
    remedy: held.remedy,
    buttons: [
      button('Apply…', { key: `apply-${connection.id}`, action: () => decide({ api, connection, apply: true, done }) }),
      button('Drop…', { key: `drop-${connection.id}`, action: () => decide({ api, connection, apply: false, done }) }),
    ],
  });
}
