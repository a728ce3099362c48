import { Api } from './api.js';
import { bdi, el, renew } from './dom.js';
import { count } from './format.js';
import { announce } from './parts/announce.js';
import { availability } from './parts/availability.js';
import { actions, button, linkButton } from './parts/button.js';
import { code } from './parts/code.js';
import { empty } from './parts/empty.js';
import { field } from './parts/field.js';
import { mark } from './parts/mark.js';
import { notice, problemNotice } from './parts/notice.js';
import { forgetWith } from './parts/picker.js';
import { receipt } from './parts/receipt.js';
import { ruleTester } from './parts/rule-tester.js';
import { turnOff, turnOn } from './parts/switch.js';
import { syncProgress } from './parts/sync.js';

/** The page of the demo: the picker in a form, the rule tester, and the integration switched off. */

const RETRY_MS = 2000;
const PERSON = 'jsmith';
const GROUP = 'sales-worldwide';

const api = new Api();
const { signal } = new AbortController();
const state = el('div.state');
const banner = el('div.banner', { role: 'status' });
const main = el('main', { id: 'main', tabindex: '-1' });

/** A form as any application has one; what it would send is shown in place of being sent. */
function form() {
  const owner = el('account-picker', { name: 'owner', types: 'user', required: true });
  const to = el('account-picker', { name: 'to', multiple: true, required: true, free: true });
  const subject = el('input', { name: 'subject', autocomplete: 'off', value: 'Minutes of Monday' });
  const received = el('div.stack', { 'aria-live': 'polite' });

  function nothing() {
    received.replaceChildren(
      empty('Nothing was sent yet', 'Choose an owner and recipients, and press Send: what a server would receive is shown here.'),
    );
  }

  const node = el(
    'form.demo-form',
    { action: '/demo', method: 'post' },
    field({ label: 'Owner', help: 'One person. Try “smi jo”, or an account name such as jsmith.', input: owner }),
    field({
      label: 'To',
      help: 'Several people, contacts and groups; free addresses are allowed. Paste a list if you like.',
      input: to,
    }),
    field({ label: 'Subject', input: subject }),
    actions(
      button('Send', { kind: 'primary', type: 'submit' }),
      button('Reset', { type: 'reset', action: nothing }),
    ),
  );
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    const sent = [...new FormData(node)];
    const names = new Map(
      [...owner.accounts, ...to.accounts].map((one) => [one.objectGUID || one.free, one.cn || 'a free address']),
    );
    received.replaceChildren(
      el('p', 'A server receives this:'),
      code(`POST /messages\nContent-Type: application/x-www-form-urlencoded\n\n${new URLSearchParams(sent)}`),
      el('p', 'That is:'),
      el(
        'ul.plain-list',
        sent.map(([name, value]) =>
          el('li', el('code', name), ' = ', bdi(value), names.has(value) && el('span.muted', ' (', bdi(names.get(value)), ')')),
        ),
      ),
      el(
        'p.muted',
        'The values are objectGUIDs, which outlast a change of name; the attribute submit asks for addresses or account names instead.',
      ),
    );
    announce('The form was sent. What a server receives is shown.');
  });
  nothing();
  return el('div.demo-columns', node, received);
}

/** The rule tester, with a question that has both answers. */
function rules() {
  const node = el('div');
  const known = { recipients: new Map(), conditions: [] };
  const recipient = (address, account) => known.recipients.set(address.toLowerCase(), { address, account });

  async function examples() {
    const { results } = await api.post('/v1/lookup', { keys: [PERSON, GROUP], by: 'account' });
    const [person, group] = results.map((result) => result.accounts?.[0]);
    if (person) recipient(person.mail, person);
    if (group) known.conditions.push({ kind: 'group', value: group.objectGUID, account: group });
    recipient(`nobody@${person ? person.mail.split('@')[1] : 'demo.example'}`);
    known.conditions.push({ kind: 'known', value: 'true', account: null });
  }

  examples()
    .catch(() => {})
    .then(() => node.replaceChildren(ruleTester({ api, signal, state: known, heading: 'h3' })));
  return node;
}

/** What the switch does: the receipt, what a field says meanwhile, and on again. */
function switching() {
  const node = el('div.stack', { 'aria-live': 'polite' });
  const meanwhile = el('account-picker', { name: 'meanwhile' });

  function show(status) {
    const { integration, cache, connections } = status;
    const running = connections.map((one) => one.running).find((run) => run && !run.finishedAt);
    state.replaceChildren(integration.enabled ? mark('good', 'On') : mark('off', 'Off'));
    renew(node, [integration, integration.enabled && cache.accounts, running], () =>
      integration.enabled
        ? [
            el('p', integration.enabled && running && cache.accounts === 0 ? 'The directory is being read.' : `${count(cache.accounts)} accounts are on this machine.`),
            running && syncProgress(running),
            actions(button('Turn off…', { kind: 'dangerous', key: 'off', action: () => turnOff({ api, status }) })),
          ]
        : [
            notice({
              kind: 'warn',
              title: 'The integration is off',
              since: integration.changedAt,
              detail: 'What was read is destroyed; this is the receipt.',
            }),
            integration.lastWipe && receipt(integration),
            actions(button('Turn on again', { kind: 'primary', key: 'on', action: () => turnOn({ api }) })),
          ],
    );
  }

  api.watch('/v1/status', (answer) => answer && show(answer), signal);
  return el(
    'div.demo-columns',
    node,
    field({
      label: 'A field meanwhile',
      help: 'Type here while the integration is off, and while the directory is being read again: the field says why it can’t complete names.',
      input: meanwhile,
    }),
  );
}

function show() {
  main.replaceChildren(
    el(
      'div.view',
      el(
        'div.demo-intro',
        el('h1', 'The demo'),
        el(
          'p',
          'A simulated Active Directory with generated people runs on this machine, and adcache on top of it. Everything here works as it would with a real domain.',
        ),
        el('div', linkButton('The administrator’s page', '/', { symbol: 'overview' })),
      ),
      availability({ api, signal, switchAt: '' }),
      el('section', el('h2', 'A field for people'), form()),
      el('section', el('h2', 'A rule'), rules()),
      el('section', el('h2', 'Switch it off'), switching()),
    ),
  );
}

async function start() {
  try {
    await api.identify();
    forgetWith(api, signal);
    show();
  } catch (problem) {
    if (problem.type === 'offline') setTimeout(start, RETRY_MS);
    else main.replaceChildren(el('h1', 'The demo'), problemNotice(problem));
  }
}

api.addEventListener('reach', ({ detail: reached }) => {
  banner.replaceChildren(
    reached ? '' : notice({ kind: 'warn', title: 'adcache does not answer.', detail: 'The page goes on when the demo runs again.' }),
  );
});

document.body.replaceChildren(
  el('header.top', el('a.brand', { href: '/' }, 'adcache'), state),
  el('div.content', banner, main),
);
start();
