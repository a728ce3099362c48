import { bdi, el } from '../dom.js';
import { moment } from '../format.js';
import { announce } from '../parts/announce.js';
import { button } from '../parts/button.js';
import { code } from '../parts/code.js';
import { dialog } from '../parts/dialog.js';
import { checkbox, field, select } from '../parts/field.js';
import { notice, problemNotice } from '../parts/notice.js';
import { SCOPES } from '../parts/scopes.js';
import { facts } from '../parts/table.js';

const DAY_MS = 86400000;
const LONGEST_NAME = 256;
const LIFETIMES = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
  ['date', 'until a date…'],
  ['never', 'until it is revoked'],
];

/** The end that is chosen, as the interface wants it; undefined: none. */
function end(lifetime, date) {
  if (lifetime === 'never') return undefined;
  if (lifetime === 'date') return new Date(`${date}T23:59:59`).toISOString();
  return new Date(Date.now() + Number(lifetime) * DAY_MS).toISOString();
}

/** Asks what a token is for, makes it, and shows its secret this once. */
export function makeToken({ api }) {
  return dialog({
    title: 'Make a token',
    content: (close, setButtons) => {
      const name = el('input', { name: 'name', autocomplete: 'off', maxlength: LONGEST_NAME, spellcheck: 'false' });
      const nameField = field({
        label: 'Name',
        help: 'What will use it, such as gw1 or webmail; it is in the audit log.',
        input: name,
      });
      const scopes = Object.entries(SCOPES).map(([scope, text]) =>
        checkbox([el('strong', scope), `: ${text}`], { name: 'scope', value: scope, checked: scope === 'lookup' }),
      );
      const scopesError = el('p.field-error', { id: 'scopes-error', hidden: true });
      const group = el('fieldset.choices', { 'aria-describedby': 'scopes-error' }, el('legend', 'It may'), scopes, scopesError);
      const date = el('input', { type: 'date', name: 'date', min: new Date().toISOString().slice(0, 10) });
      const dateField = field({ label: 'Last day', input: date });
      dateField.hidden = true;
      const lifetime = select(LIFETIMES, {
        value: '365',
        change: (value) => {
          dateField.hidden = value !== 'date';
        },
      });
      const result = el('div', { 'aria-live': 'polite' });
      const form = el(
        'form.stack',
        { novalidate: true },
        nameField,
        group,
        field({ label: 'Valid for', input: lifetime }),
        dateField,
        result,
      );

      const chosen = () => scopes.map((one) => one.querySelector('input')).filter((box) => box.checked).map((box) => box.value);

      function complaints() {
        nameField.fail(name.value.trim() ? '' : 'Give it a name, so that it can be told apart later.');
        scopesError.hidden = chosen().length > 0;
        scopesError.textContent = 'Choose at least one.';
        const past = lifetime.value === 'date' && !(Date.parse(`${date.value}T23:59:59`) > Date.now());
        dateField.fail(past ? 'Choose a day from today on.' : '');
        return [!name.value.trim() && name, chosen().length === 0 && scopes[0].querySelector('input'), past && date].find(Boolean);
      }

      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const wrong = complaints();
        result.replaceChildren();
        if (wrong) {
          wrong.focus();
          return;
        }
        try {
          const expiresAt = end(lifetime.value, date.value);
          const token = await api.post('/v1/tokens', { name: name.value.trim(), scopes: chosen(), expiresAt });
          announce('The token is made. It is shown once.');
          form.replaceChildren(made(token));
          const done = button('Done', { kind: 'primary', action: () => close(true) });
          setButtons(done);
          done.focus();
        } catch (problem) {
          if (problem.type === 'token-name-taken') {
            nameField.fail('Another token has this name.');
            name.focus();
          } else result.replaceChildren(problemNotice(problem));
        }
      });
      setButtons(
        button('Make the token', { kind: 'primary', action: () => form.requestSubmit() }),
        button('Cancel', { action: () => close() }),
      );
      queueMicrotask(() => name.focus());
      return form;
    },
  });
}

function made(token) {
  return el(
    'div.stack',
    notice({
      kind: 'warn',
      title: 'Copy it now: it is shown this once.',
      detail: 'adcache keeps its digest only. If it is lost, make another and revoke this one.',
    }),
    code(token.token, 'Copy the token'),
    facts([
      ['Name', bdi(token.name)],
      ['May', token.scopes.join(', ')],
      ['Expires', token.expiresAt ? moment(token.expiresAt) : 'never'],
    ]),
    el('p.muted', 'Send it as the header ', el('code', 'Authorization: Bearer …'), '; keep it in a file that only the program may read.'),
  );
}
