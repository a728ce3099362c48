import { bdi, el } from '../dom.js';
import { count, counted, total } from '../format.js';
import { announce } from './announce.js';
import { button } from './button.js';
import { dialog } from './dialog.js';
import { field } from './field.js';
import { notice, problemNotice } from './notice.js';
import { progress } from './progress.js';
import { receipt } from './receipt.js';

const WORD = 'delete';

/**
 * Asks whether everything is to be deleted, does it, and shows the receipt.
 *
 * @param status answer of GET /v1/status: what is there to be deleted
 * @param closed called when the dialog is closed; the button that opened it can be used again before that is done
 */
export async function turnOff({ api, status, closed = () => {} }) {
  const word = el('input', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', name: 'word' });
  const wordField = field({ label: ['Type ', el('code', WORD), ' to confirm'], input: word });
  const result = el('div.stack');
  const { connections, cache } = status;

  await dialog({
    title: 'Turn the integration off?',
    content: (close, setButtons) => {
      const form = el(
        'form.stack',
        el('p', el('strong', `${counted(cache.accounts, 'account')} will be deleted on this machine.`), ' They were read from:'),
        el(
          'ul.switch-list',
          connections.map(({ id, domain, accounts }) =>
            el('li', el('strong', id), ' ', bdi(domain), accounts && `: ${counted(total(accounts), 'account')}`),
          ),
        ),
        el(
          'p',
          'From that moment every question is answered with “unknown”, so rules that need to know a person fall back to what they do then. ',
          'Settings and keytabs stay; turning it on again reads everything anew.',
        ),
        wordField,
        result,
      );
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (word.value.trim().toLowerCase() !== WORD) {
          wordField.fail(`Type “${WORD}”.`);
          word.focus();
          return;
        }
        wordField.fail('');
        word.disabled = true;
        setButtons();
        result.replaceChildren(progress('Deletes the copy'));
        try {
          const integration = await api.put('/v1/integration', { enabled: false });
          announce('The integration is off. The receipt is shown.');
          form.replaceChildren(
            notice({ kind: 'good', title: `The integration is off. ${count(integration.lastWipe.accounts)} accounts are deleted.` }),
            receipt(integration),
          );
          const leave = button('Close', { kind: 'primary', action: () => close(integration) });
          setButtons(leave);
          leave.focus();
        } catch (problem) {
          word.disabled = false;
          result.replaceChildren(problemNotice(problem));
          setButtons(...confirmation(form, close));
        }
      });
      setButtons(...confirmation(form, close));
      queueMicrotask(() => word.focus());
      return form;
    },
  });
  closed();
}

function confirmation(form, close) {
  return [
    button('Delete everything and turn off', { kind: 'dangerous', action: () => form.requestSubmit() }),
    button('Cancel', { action: () => close() }),
  ];
}

/** Turns the integration on; a refusal is shown in a dialog. */
export async function turnOn({ api }) {
  try {
    await api.put('/v1/integration', { enabled: true });
    announce('The integration is on. The first sync runs.');
  } catch (problem) {
    await dialog({ title: 'The integration stays off', content: () => problemNotice(problem), leave: 'Close' });
  }
}
