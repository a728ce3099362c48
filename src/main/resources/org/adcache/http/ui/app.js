import { Api } from './api.js';
import { el } from './dom.js';
import { announce } from './parts/announce.js';
import { button } from './parts/button.js';
import { icon } from './parts/icon.js';
import { mark } from './parts/mark.js';
import { notice } from './parts/notice.js';
import { signIn } from './views/sign-in.js';

/**
 * The views, in the order of the menu. A view is a module with a function view({api, signal, params, go}) that returns
 * its nodes; the signal is aborted when the reader leaves it. Who has none of the scopes doesn't see the view.
 */
const VIEWS = [
  { id: 'overview', title: 'Overview', scopes: ['admin'], load: () => import('./views/overview.js') },
  { id: 'people', title: 'People', scopes: ['suggest', 'lookup'], load: () => import('./views/people.js') },
  { id: 'rules', title: 'Rules', scopes: ['lookup'], load: () => import('./views/rules.js') },
  { id: 'connections', title: 'Connections', scopes: ['admin'], load: () => import('./views/connections.js') },
  { id: 'access', title: 'Access', scopes: ['admin'], load: () => import('./views/access.js') },
  { id: 'data', title: 'Data', scopes: ['admin'], load: () => import('./views/data.js') },
];

const OFFLINE_MS = 2000;

const api = new Api();
let shown = null;
let negotiates = false;
let wiped = false;

function allowed() {
  return VIEWS.filter((view) => view.scopes.some((scope) => api.may(scope)));
}

/** A part of the address; as it is, if it isn't percent-encoded UTF-8. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** #/connections/corp is the view connections with the parameter corp. */
function address() {
  const [id, ...params] = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { id, params };
}

function go(...path) {
  location.hash = `#/${path.map(encodeURIComponent).join('/')}`;
}

const banner = el('div.banner', { role: 'status' });
const main = el('main', { id: 'main', tabindex: '-1' });
const menu = el('nav', { id: 'menu', 'aria-label': 'Views' });
const who = el('div.who');
const state = el('div.state');
const menuButton = el(
  'button.button.menu-button',
  { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'menu', on: { click: () => openMenu(!menuOpen()) } },
  icon('menu'),
  el('span', 'Menu'),
);

function menuOpen() {
  return menuButton.getAttribute('aria-expanded') === 'true';
}

function openMenu(open) {
  menuButton.setAttribute('aria-expanded', String(open));
  menu.classList.toggle('open', open);
}

function frame() {
  const skip = el('a.skip', { href: '#main' }, 'To the content');
  skip.addEventListener('click', (event) => {
    event.preventDefault();
    main.focus();
  });
  document.body.replaceChildren(
    skip,
    el('header.top', menuButton, el('a.brand', { href: '#/' }, 'adcache'), state, who),
    menu,
    el('div.content', banner, main),
  );
}

function showMenu(current) {
  menu.replaceChildren(
    el(
      'ul',
      allowed().map((view) =>
        el(
          'li',
          el(
            'a',
            { href: `#/${view.id}`, 'aria-current': view.id === current ? 'page' : null },
            icon(view.id),
            el('span', view.title),
          ),
        ),
      ),
    ),
  );
}

function showCaller() {
  const { me } = api;
  if (!me) {
    who.replaceChildren();
    return;
  }
  const name = me.account ? me.account.cn || me.id : me.name || me.id;
  const local = me.kind === 'local';
  who.replaceChildren(
    el('span.who-name', icon('person'), el('bdi', { title: `${me.kind}: ${me.id}` }, local ? 'this machine' : name)),
    me.csrf ? button('Sign out', { action: () => api.signOut() }) : '',
  );
}

async function show({ focus } = {}) {
  shown?.abort();
  shown = new AbortController();
  const { signal } = shown;
  openMenu(false);
  const { id, params } = address();
  const views = allowed();
  if (views.length === 0) {
    main.replaceChildren(
      el('h1', 'Nothing to show'),
      notice({
        title: 'This sign-in has no scope that these pages need.',
        remedy: 'Ask an administrator for the scope suggest, lookup or admin: by a role, or in a token.',
      }),
    );
    return;
  }
  const view = views.find((one) => one.id === id) || (id ? null : views[0]);
  showMenu(view && view.id);
  if (!view) {
    main.replaceChildren(
      el('h1', 'No such page'),
      el('p', 'Either the address is wrong, or your sign-in may not see this page. ', el('a', { href: '#/' }, 'Start')),
    );
    return;
  }
  document.title = `${view.title} · adcache`;
  try {
    const module = await view.load();
    if (signal.aborted) return;
    main.replaceChildren(module.view({ api, signal, params, go }));
  } catch (failure) {
    if (signal.aborted) return;
    console.error(failure);
    main.replaceChildren(
      el('h1', view.title),
      notice({
        kind: 'bad',
        role: 'alert',
        title: 'This page could not be loaded.',
        detail: failure.message,
        remedy: 'Load it again. If adcache was updated meanwhile, that is all it needs.',
        buttons: [button('Load again', { action: () => location.reload() })],
      }),
    );
  }
  if (focus) {
    main.focus();
    scrollTo(0, 0);
    announce(view.title);
  }
}

function showSwitch(integration) {
  state.replaceChildren(integration.enabled ? mark('good', 'On') : mark('off', 'Off'));
}

/** In place of the page while nobody has signed in; what the page held of others is gone. */
function showSignIn({ ended } = {}) {
  shown?.abort();
  menu.replaceChildren();
  state.replaceChildren();
  showCaller();
  document.title = 'Sign in · adcache';
  main.replaceChildren(signIn({ api, ended, wiped, negotiates, entered: enter }));
}

function enter() {
  wiped = false;
  showCaller();
  api.get('/v1/integration').then(showSwitch, () => {});
  show({ focus: true });
}

async function start() {
  try {
    const me = await api.identify();
    negotiates = me.kind === 'session' && me.account !== undefined && !me.proxied;
    enter();
  } catch (problem) {
    if (problem.status === 401) {
      negotiates = problem.negotiates;
      showSignIn();
    } else if (problem.type === 'offline') {
      setTimeout(start, OFFLINE_MS);
    } else {
      main.replaceChildren(
        el('h1', 'adcache'),
        notice({
          kind: 'bad',
          role: 'alert',
          title: problem.title || 'The page could not be started.',
          detail: problem.detail || problem.message,
          remedy: problem.remedy,
          buttons: [button('Sign in with a token', { action: () => showSignIn() })],
        }),
      );
    }
  }
}

api.addEventListener('signed-out', () => showSignIn({ ended: true }));
api.addEventListener('integration', ({ detail }) => showSwitch(detail));
api.addEventListener('epoch', () => {
  wiped = true;
});
api.addEventListener('reach', ({ detail: reached }) => {
  banner.replaceChildren(
    reached
      ? ''
      : notice({
          kind: 'warn',
          title: 'adcache does not answer.',
          detail: 'What is shown here is what it said last. The page goes on by itself when it answers again.',
        }),
  );
});
addEventListener('hashchange', () => api.me && show({ focus: true }));
addEventListener('keydown', (event) => event.key === 'Escape' && openMenu(false));

frame();
start();
