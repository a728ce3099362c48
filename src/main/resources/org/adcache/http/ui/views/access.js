import { bdi, el, renew } from '../dom.js';
import { counted, kind } from '../format.js';
import { age } from '../parts/age.js';
import { announce } from '../parts/announce.js';
import { button } from '../parts/button.js';
import { dialog } from '../parts/dialog.js';
import { empty } from '../parts/empty.js';
import { mark } from '../parts/mark.js';
import { notice, problemNotice } from '../parts/notice.js';
import { pages } from '../parts/pages.js';
import { scopeList } from '../parts/scopes.js';
import { table } from '../parts/table.js';
import { waiting } from '../parts/waiting.js';
import { audit } from './access-audit.js';
import { makeToken } from './access-token.js';

const SOON_MS = 14 * 86400000;
const KINDS = { token: 'token', person: 'person', local: 'this machine' };
const PAGES = [
  ['', 'Who may do what'],
  ['audit', 'Audit log'],
];

/** Who may do what, and who did. */
export function view({ api, signal, params }) {
  return el(
    'div.view',
    el('div.view-head', el('h1', 'Access'), pages('access', PAGES, params[0])),
    params[0] === 'audit' ? audit({ api, signal }) : overview({ api, signal }),
  );
}

function overview({ api, signal }) {
  const tokens = panel('Tokens', [
    'For programs: rule engines, web applications, scripts. ',
    el('a', { href: '/docs' }, 'What they can ask'),
  ]);
  const sessions = panel('Sessions', 'Browsers that are signed in now. A restart of adcache ends all of them.');
  const roles = panel('Roles', ['What people may do, by their groups in the directory. Set in ', el('code', 'http.roles'), '.']);
  const machines = panel('Certificates', ['Machines with a client certificate. Set in ', el('code', 'http.clients'), '.']);
  const signOn = panel('Single sign-on', ['People sign in with their Kerberos ticket. Set in ', el('code', 'http.sso'), '.']);

  tokens.head.append(
    button('Make a token…', {
      symbol: 'add',
      key: 'make',
      action: async () => {
        await makeToken({ api });
        askTokens();
      },
    }),
  );
  const askTokens = api.watch(
    '/v1/tokens',
    (answer, problem) => fill(tokens, answer && answer.items, problem, (items) => tokenTable(api, items, askTokens)),
    signal,
  );
  const askAccess = api.watch(
    '/v1/access',
    (answer, problem) => {
      fill(sessions, answer && answer.sessions, problem, (items) => sessionTable(api, items, askAccess));
      fill(roles, answer && answer.roles, problem, roleList);
      fill(machines, answer && answer.certificates, problem, certificateTable);
      fill(signOn, answer && answer.singleSignOn, problem, signOnState);
    },
    signal,
  );
  return [tokens, sessions, roles, machines, signOn].map((one) => one.node);
}

/** A section that waits for its content; a failure is shown in the first one that hears of it only. */
function panel(title, text) {
  const content = el('div.stack', waiting('Asks adcache…'));
  const head = el('div.view-head', el('h2', title));
  return { head, content, node: el('section', { 'aria-label': title }, head, el('p.muted', text), content) };
}

function fill({ content }, value, problem, build) {
  renew(content, problem ? [problem.type, problem.detail] : value, () => (problem ? problemNotice(problem) : build(value)));
}

function tokenTable(api, tokens, changed) {
  return table({
    caption: 'List of tokens',
    rows: tokens,
    empty: empty('No token yet', 'A program needs one to ask; make one for each, so that it can be revoked alone.'),
    columns: [
      { title: 'Name', cell: (token) => [bdi(token.name || token.id), token.name && el('span.muted.mono', ` ${token.id}`)] },
      { title: 'May', cell: (token) => scopeList(token.scopes) },
      { title: 'Made', cell: (token) => age(token.createdAt) },
      { title: 'Expires', cell: (token) => expiry(token.expiresAt) },
      { title: 'Last used', cell: (token) => (token.lastUsedAt ? age(token.lastUsedAt) : 'never') },
      {
        title: '',
        head: el('span.unseen', 'Action'),
        cell: (token) =>
          button('Revoke…', {
            kind: 'dangerous',
            key: `revoke-${token.id}`,
            describe: `Revoke the token ${token.name || token.id}`,
            action: () => revoke(api, token, changed),
          }),
      },
    ],
  });
}

function expiry(moment) {
  if (!moment) return 'never';
  const left = Date.parse(moment) - Date.now();
  if (left <= 0) return mark('off', 'expired');
  return left < SOON_MS ? [mark('warn', 'soon'), ' ', age(moment)] : age(moment);
}

/** Asks, then does; a refusal is shown in the dialog, which stays. */
function confirm({ title, text, label, act }) {
  return dialog({
    title,
    content: (close, setButtons) => {
      const result = el('div', { 'aria-live': 'polite' });
      setButtons(
        button(label, {
          kind: 'dangerous',
          action: async () => {
            try {
              await act();
              close(true);
            } catch (problem) {
              result.replaceChildren(problemNotice(problem));
            }
          },
        }),
        button('Cancel', { action: () => close() }),
      );
      return [text, result];
    },
  });
}

async function revoke(api, token, changed) {
  const done = await confirm({
    title: 'Revoke this token?',
    label: 'Revoke the token',
    text: [
      el('p', 'Whatever uses ', el('strong', bdi(token.name || token.id)), ' is refused from now on, and sessions made from it end.'),
      el('p', token.lastUsedAt ? ['It was used ', age(token.lastUsedAt), '.'] : 'It was never used.'),
    ],
    act: () => api.delete(`/v1/tokens/${encodeURIComponent(token.id)}`),
  });
  if (done) announce('The token is revoked.');
  changed();
}

function sessionTable(api, sessions, changed) {
  return table({
    caption: 'List of sessions',
    rows: sessions,
    empty: empty('No session', 'Nobody is signed in in a browser.'),
    columns: [
      {
        title: 'Who',
        cell: (session) => [
          bdi(session.name || session.principal),
          el('span.muted', ` ${KINDS[session.kind] || session.kind}`),
          session.own && [' ', mark('good', 'this browser', 'person')],
        ],
      },
      { title: 'May', cell: (session) => (session.scopes ? scopeList(session.scopes) : el('span.muted', 'unknown now')) },
      { title: 'From', cell: (session) => (session.from ? el('span.mono', session.from) : '') },
      { title: 'Since', cell: (session) => age(session.startedAt) },
      { title: 'Last use', cell: (session) => age(session.lastUse) },
      { title: 'Ends', cell: (session) => age(session.expiresAt) },
      {
        title: '',
        head: el('span.unseen', 'Action'),
        cell: (session) =>
          button('End…', {
            kind: 'dangerous',
            key: `end-${session.id}`,
            describe: `End the session of ${session.name || session.principal}${session.own ? ', this browser' : ''}`,
            action: () => end(api, session, changed),
          }),
      },
    ],
  });
}

async function end(api, session, changed) {
  const done = await confirm({
    title: session.own ? 'End your own session?' : 'End this session?',
    label: 'End the session',
    text: el(
      'p',
      session.own
        ? 'You are signed out here at once.'
        : [el('strong', bdi(session.name || session.principal)), ' is signed out in that browser with the next request.'],
    ),
    act: () => api.delete(`/v1/sessions/${encodeURIComponent(session.id)}`),
  });
  if (done) announce('The session is ended.');
  changed();
}

function roleList(roles) {
  if (roles.length === 0) {
    return empty(
      'No role',
      'Whoever signs in with a ticket may do nothing yet. A role in the configuration names groups, and what their members may do.',
    );
  }
  const lost = roles.flatMap((role) => role.members.filter((member) => !member.account && !member.unknown));
  return [
    lost.length > 0 &&
      notice({
        kind: 'warn',
        title: `${counted(lost.length, 'member')} of roles ${lost.length === 1 ? 'names' : 'name'} nothing`,
        detail: 'It gives its role to nobody: it names no account or group of the copy, or several.',
        remedy: 'Correct it in http.roles; a SID is best, because it stays the same when the group is renamed.',
      }),
    el('ul.roles', roles.map(roleItem)),
  ];
}

function roleItem(role) {
  return el(
    'li.role',
    el('h3', bdi(role.id)),
    el('p', 'May: ', scopeList(role.scopes)),
    el('ul.plain-list', role.members.map(memberItem)),
  );
}

function memberItem(member) {
  if (member.account) {
    const { account } = member;
    return el(
      'li.member',
      mark('good', kind(account), account.type === 'group' ? 'people' : 'person'),
      el('div', el('strong', bdi(account.cn || account.distinguishedName)), el('div.muted.small', bdi(account.distinguishedName))),
    );
  }
  return el(
    'li.member',
    member.unknown ? mark('off', 'unknown now') : mark('warn', 'names nothing'),
    el('div', el('code', bdi(member.value)), member.unknown && el('div.muted.small', 'The copy that may have it can’t be used.')),
  );
}

function certificateTable(clients) {
  return table({
    caption: 'List of certificates',
    rows: clients,
    empty: 'No machine is known by its certificate.',
    columns: [
      { title: 'Name', cell: (client) => bdi(client.id) },
      { title: 'Subject', cell: (client) => el('code', bdi(client.subject)) },
      { title: 'May', cell: (client) => scopeList(client.scopes) },
    ],
  });
}

function signOnState({ configured, principals }) {
  if (!configured) return el('p', mark('off', 'Not set up'), ' People sign in with a token, or through a proxy.');
  if (!principals || principals.length === 0) {
    return notice({
      kind: 'bad',
      title: 'The keytab has no service that can be used.',
      detail: 'Nobody can sign in with a ticket.',
      remedy: 'The overview and the log say why; docs/sign-in.md says how the keytab is made.',
    });
  }
  return [
    el('p', mark('good', 'Set up'), ' Tickets are accepted for:'),
    el('ul.plain-list', principals.map((name) => el('li', el('code', bdi(name))))),
  ];
}
