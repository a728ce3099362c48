import { el } from '../dom.js';
import { actions, button } from '../parts/button.js';
import { field } from '../parts/field.js';
import { notice, problemNotice } from '../parts/notice.js';

/**
 * Signing in, by a ticket or by a token; neither is kept by the page.
 *
 * @param ended whether there was a session
 * @param wiped whether everything was deleted meanwhile, which ends all sessions
 * @param negotiates whether the service takes tickets
 */
export function signIn({ api, ended, wiped, negotiates, entered }) {
  const result = el('div', { 'aria-live': 'polite' });
  const token = el('input', {
    type: 'password',
    name: 'token',
    autocomplete: 'off',
    spellcheck: 'false',
    required: true,
    placeholder: 'adc_…',
  });
  const tokenField = field({
    label: 'Token',
    help: ['Made on the machine of the service, with ', el('code', 'adcache token create --scope admin'), '.'],
    input: token,
  });

  async function enter(secret) {
    result.replaceChildren();
    tokenField.fail('');
    try {
      await api.signIn(secret);
      entered();
    } catch (problem) {
      if (secret && problem.status === 401) tokenField.fail('This token is unknown, expired or revoked.');
      else if (!secret && problem.type === 'unauthorized') {
        result.replaceChildren(
          notice({
            kind: 'warn',
            role: 'alert',
            title: 'The browser sent no Kerberos ticket.',
            remedy: 'Sign in to the domain, and allow the name of this page in the browser (docs/sign-in.md). Or use a token.',
          }),
        );
      } else result.replaceChildren(problemNotice(problem));
    }
  }

  const form = el('form.sign-in-form', { novalidate: true }, tokenField, actions(button('Sign in', { kind: negotiates ? 'plain' : 'primary', type: 'submit' })));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const secret = token.value.trim();
    if (!secret) tokenField.fail('Paste a token.');
    else enter(secret);
  });

  return el(
    'div.sign-in',
    el('h1', 'Sign in'),
    ended &&
      notice({
        title: 'You are signed out.',
        detail: wiped
          ? 'The integration was turned off: everything that was read is deleted, and every session has ended.'
          : 'The session ended, or adcache was restarted. What this page showed is gone from it.',
      }),
    negotiates &&
      el(
        'section.panel',
        el('h2', 'With your domain account'),
        el('p.muted', 'The browser’s Kerberos ticket says who you are; nothing has to be typed.'),
        actions(button('Sign in with Kerberos', { kind: 'primary', action: () => enter('') })),
      ),
    el('section.panel', el('h2', 'With a token'), form),
    result,
  );
}
