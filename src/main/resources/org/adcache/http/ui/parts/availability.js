import { el, renew } from '../dom.js';
import { linkButton } from './button.js';
import { notice } from './notice.js';

/**
 * Why nobody can be found at the moment, while that is so: the integration is off, or nothing was read yet.
 *
 * @param switchAt address of the switch; empty if it is on the same page
 */
export function availability({ api, signal, switchAt = '#/overview' }) {
  const node = el('div.availability', { role: 'status' });
  const known = {};

  function show() {
    const { integration, me } = known;
    const off = integration && !integration.enabled;
    const unread = !off && me && me.asOf === undefined;
    renew(node, [off, unread, off && integration.changedAt], () => {
      if (off) {
        return notice({
          kind: 'warn',
          title: 'The integration is off',
          since: integration.changedAt,
          detail: 'Nobody can be found, and every question is answered with “unknown”. What was read is deleted.',
          buttons: switchAt && api.may('admin') ? [linkButton('To the switch', switchAt)] : [],
        });
      }
      if (unread) {
        return notice({
          title: 'The directory is being read for the first time.',
          detail: 'Until that is done, every question is answered with “unknown”.',
        });
      }
      return null;
    });
  }

  api.watch('/v1/integration', (answer) => answer && show(Object.assign(known, { integration: answer })), signal);
  api.watch('/v1/me', (answer) => answer && show(Object.assign(known, { me: answer })), signal);
  return node;
}
