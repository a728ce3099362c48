/** A page with pickers on the service's origin, under the policy of its own pages. */

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
  "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; }
form { display: grid; gap: 20px; max-width: 560px; }
label { font-weight: 600; }`;

/** A document with this body; the module defines the element and collects what happens to it in window.events. */
export function host(body, { lang = 'en', dir = 'ltr', module = '/ui/account-picker.js' } = {}) {
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>A form</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/test.css"><script type="module" src="${module}"></script>
<script type="module" src="/test.js"></script></head><body><main><h1>A form</h1>${body}</main></body></html>`;
}

const SCRIPT = `
window.events = [];
for (const type of ['input', 'change', 'suggestions', 'submit', 'reset']) {
  document.addEventListener(type, (event) => {
    window.events.push(type);
    if (type === 'suggestions') window.suggested = event.detail.text;
    if (type === 'submit') event.preventDefault();
  });
}`;

/** Opens a form in a page; all requests but its own go to the service. */
export async function openForm(page, service, body, options = {}) {
  const files = {
    '/form': ['text/html; charset=utf-8', host(body, options)],
    '/test.css': ['text/css', STYLE + (options.style || '')],
    '/test.js': ['text/javascript', SCRIPT],
  };
  for (const [path, [type, text]] of Object.entries(files)) {
    await page.route(service.url + path, (route) =>
      route.fulfill({ body: text, headers: { 'Content-Type': type, 'Content-Security-Policy': POLICY } }),
    );
  }
  await page.goto(`${service.url}/form`);
  await page.waitForFunction(() => customElements.get('account-picker'));
}

/** Waits until the list on the screen is that of a text. */
export async function listed(page, text) {
  await page.waitForFunction((typed) => window.suggested === typed, text);
}

/** The input, the rows and the status of the only picker of a page, or of one. */
export function picker(page, selector = 'account-picker') {
  const host = page.locator(selector);
  return {
    host,
    input: host.locator('.ap-input'),
    rows: host.locator('.ap-row'),
    names: host.locator('.ap-name'),
    note: host.locator('.ap-note'),
    chips: host.locator('.ap-chip'),
    error: host.locator('.ap-error'),
    live: host.locator('[role=status]'),
    value: () => host.evaluate((node) => node.value),
    accounts: () => host.evaluate((node) => node.accounts),
    active: () => host.locator('[aria-selected=true]'),
  };
}

/** An account as the service describes one. */
export function account(number, more = {}) {
  const objectGUID = `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
  const cn = more.cn || `Account ${number}`;
  return {
    objectGUID,
    type: 'user',
    distinguishedName: `CN=${cn},OU=People,DC=corp,DC=example`,
    cn,
    addresses: more.mail ? [more.mail] : [],
    disabled: false,
    hidden: false,
    connection: 'corp',
    matched: [],
    ...more,
  };
}

/** What the service answers to GET /v1/suggest, for route.fulfill. */
export function answer(items, { complete = true, epoch = 1, stale = false, ...more } = {}) {
  const body = { complete, items, generation: 7, asOf: '2026-11-30T09:12:44Z', stale, epoch, ...more };
  return { json: body };
}

/** A problem as the service answers one. */
export function problem(status, type, { epoch = 1, headers = {} } = {}) {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: `/problems/${type}`, title: type, status, detail: 'It is so.', epoch }),
  };
}

/** Pastes a text as a person would, into the element that has the focus. */
export async function paste(input, text) {
  await input.focus();
  await input.evaluate((node, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    if (node.dispatchEvent(event)) {
      node.setRangeText(pasted.replace(/[\r\n]/g, ''), node.selectionStart, node.selectionEnd, 'end');
      node.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }
  }, text);
}
