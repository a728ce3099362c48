import { el } from '../dom.js';
import { counted } from '../format.js';
import { announce } from './announce.js';
import { actions, button } from './button.js';
import { field } from './field.js';
import { whenChosen } from './picker.js';

/** As many as POST /v1/match takes. */
export const MOST_RECIPIENTS = 1000;

/** The addresses of a text: separated by line ends, commas or semicolons, also as "Name <address>". */
export function addressesIn(text) {
  return text
    .split(/[\n\r\t,;]+/)
    .map((part) => (/<([^<>]*)>/.exec(part)?.[1] ?? part).trim())
    .filter(Boolean);
}

/**
 * The field that adds recipients: people of the copy, and addresses, which are taken as they are. A pasted list goes to
 * the list of recipients at once.
 *
 * @param recipients Map of an address, folded, to {address, account}; changed in place
 * @param changed called after each change
 */
export function recipientFields({ api, recipients, changed }) {
  const many = el('textarea', { rows: '3', spellcheck: 'false', autocomplete: 'off' });
  const manyField = field({
    label: 'Or paste addresses',
    help: 'Separated by lines, commas or semicolons; unknown ones too.',
    input: many,
  });

  function add(list) {
    const before = recipients.size;
    let refused = 0;
    for (const one of list) {
      const key = one.address.toLowerCase();
      if (recipients.has(key)) continue;
      if (recipients.size >= MOST_RECIPIENTS) refused += 1;
      else recipients.set(key, one);
    }
    manyField.fail(refused > 0 ? `${counted(refused, 'address', 'addresses')} left out: a request takes ${MOST_RECIPIENTS}.` : '');
    announce(`${counted(recipients.size - before, 'recipient')} added.`);
    if (recipients.size !== before) changed();
  }

  function paste(text) {
    add(addressesIn(text).map((address) => ({ address })));
  }

  many.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text');
    if (addressesIn(text).length < 2) return;
    event.preventDefault();
    paste(`${many.value}\n${text}`);
    many.value = '';
  });
  many.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    addTyped();
  });

  function addTyped() {
    const list = addressesIn(many.value);
    if (list.length === 0) {
      manyField.fail('Write or paste an address.');
      many.focus();
      return;
    }
    paste(many.value);
    many.value = '';
  }

  const node = el('div.stack');
  if (api.may('suggest')) {
    const picker = el('account-picker', {
      include: 'disabled,hidden',
      norecent: true,
      free: true,
      placeholder: 'Name or address',
    });
    const pickerField = field({ label: 'Add a recipient', input: picker });
    whenChosen(picker, (account) => {
      if (!account) return;
      picker.accounts = [];
      const address = account.objectGUID ? account.mail || account.addresses?.[0] : account.free;
      if (address) {
        pickerField.fail('');
        add([account.objectGUID ? { address, account } : { address }]);
      } else pickerField.fail('This account has no address. Rules see addresses only.');
    });
    picker.addEventListener(
      'paste',
      (event) => {
        const text = event.clipboardData.getData('text');
        if (addressesIn(text).length < 2) return;
        event.preventDefault();
        event.stopPropagation();
        paste(text);
      },
      { capture: true },
    );
    node.append(pickerField);
  }
  node.append(manyField, actions(button('Add', { symbol: 'add', describe: 'Add the addresses', action: addTyped })));
  return node;
}
