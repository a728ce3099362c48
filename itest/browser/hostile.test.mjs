/** Names that want to be more than text, in every place where a name is shown. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, assertFits, openPage, startChromium } from './support/browser.mjs';
import { Service } from './support/service.mjs';

const NAMES = {
  markup: '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>',
  quotes: `"><svg onload=window.hacked=1>'\`{{7*7}}javascript:window.hacked=1`,
  'a bidi override': 'Anna \u202Egro.elpmaxe@yrrah\u2066 Bauer',
  '4,000 characters': `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(115)}`.slice(0, 4000),
  'half a character': 'Jo \uD83D and \uDE00 Smith',
};
/** Fields that hold what somebody wrote into the directory. */
const FIELDS = new Set(
  'cn displayName givenName sn title department mail addresses sAMAccountName userPrincipalName distinguishedName value subject principal name target'.split(' '),
);
/** Words of the service that stand in fields of the same name. */
const OWN = /^(ok|failed|local|admin|lookup|suggest|export|local administrator)$/;
const SALES = 'CN=Sales Worldwide,OU=Security,OU=Groups,DC=demo,DC=example';

const browser = await startChromium(after);
let service;
let john;
let sales;

before(async () => {
  service = await Service.demo({ accounts: 300 });
  const guid = async (key) => (await service.json(`/v1/lookup?${new URLSearchParams({ key })}`)).accounts[0].objectGUID;
  john = await guid('john.smith@demo.example');
  sales = await guid(SALES);
});
after(() => service?.stop());

function poisoned(value, name, hostile) {
  if (Array.isArray(value)) return value.map((one) => poisoned(one, name, hostile));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one, key, hostile)]));
  }
  if (typeof value !== 'string' || !FIELDS.has(name) || OWN.test(value)) return value;
  return name === 'distinguishedName' ? `CN=${hostile},OU=${hostile},DC=demo,DC=example` : hostile;
}

const SINCE = '2026-12-01T08:00:00Z';

/** What this directory doesn't have by itself. */
function completed(path, json) {
  const account = { objectGUID: john, type: 'user', cn: 'x', mail: 'x', distinguishedName: 'x', connection: 'demo', disabled: false };
  if (path === '/v1/status') {
    json.connections[0].held = {
      heldAt: SINCE, detail: 'It would remove many.', remedy: 'Look.', added: 0, changed: 0, removed: 9, removedSample: [account],
    };
  }
  if (path === '/v1/duplicates') json.items = [{ connection: 'demo', kind: 'address', value: 'x', accounts: [account, account] }];
  if (path === '/v1/ignored') {
    json.items = [{ objectGUID: john, distinguishedName: 'x', attribute: 'proxyAddresses', value: 'x', reason: 'no-at-sign' }];
  }
  return json;
}

/**
 * Each answer of the service has the hostile name in place of every name. What is asked while the browser closes has no
 * answer.
 */
async function poison(page, hostile) {
  const changed = async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/v1/events') return route.continue();
    const response = await route.fetch();
    if (!(response.headers()['content-type'] || '').includes('json')) return route.fulfill({ response });
    const json = poisoned(completed(pathname, await response.json()), '', hostile);
    // JSON.stringify writes half a character as an escape, as the service does.
    return route.fulfill({ response, body: JSON.stringify(json) });
  };
  await page.route('**/v1/**', (route) => changed(route).catch(() => {}));
}

/** Whatever a name is in, nothing outside of it turns around, and nothing was parsed. */
async function assertOnlyText(page) {
  const wrong = await page.evaluate(() => {
    const found = [];
    if (window.hacked) found.push('a script ran');
    if (document.querySelector('img, main script, [onload], [onerror], iframe')) found.push('markup became elements');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/[\u202A-\u202E\u2066-\u2069]/.test(node.data)) continue;
      let box = node.parentElement;
      while (getComputedStyle(box).display.startsWith('inline') && !/isolate|plaintext/.test(getComputedStyle(box).unicodeBidi)) {
        box = box.parentElement;
      }
      const alone = box.textContent.trim() === node.data.trim();
      if (!/isolate|plaintext/.test(getComputedStyle(box).unicodeBidi) && !alone) found.push(`turns its surroundings: ${box.textContent}`);
    }
    return found;
  });
  assert.deepEqual(wrong, []);
  assert.deepEqual(page.complaints, []);
}

async function openAll(page) {
  for (const details of await page.locator('main details:not([open]) > summary').all()) {
    if (await details.isVisible()) await details.click();
  }
}

/** A part of the name that is seen wherever it is cut, or of what is shown for it. */
function seen(hostile) {
  return hostile.slice(0, 3);
}

const PLACES = {
  overview: async (page) => {
    await page.goto(`${service.url}/#/overview`);
    await page.getByText('a result waits for your decision').first().waitFor();
  },
  people: async (page) => {
    await page.goto(`${service.url}/#/people/${john}`);
    await page.locator('.tree').waitFor();
  },
  'the list of people': async (page) => {
    await page.goto(`${service.url}/#/people`);
    await page.getByRole('combobox', { name: 'Find somebody' }).fill('smi');
    await page.locator('.ap-row').first().waitFor();
  },
  rules: async (page, hostile) => {
    await page.goto(`${service.url}/#/rules/group=${sales}/known=true`);
    await page.getByLabel('Or paste addresses').fill(`john.smith@demo.example\n${hostile.replace(/[,;\n]/g, '')}`);
    await page.getByRole('button', { name: 'Add the addresses' }).click();
    await page.locator('.verdict', { hasText: 'yes' }).first().click();
    await page.locator('.way').waitFor();
    await page.getByText('The same request').click();
  },
  access: async (page) => {
    await page.goto(`${service.url}/#/access`);
    await page.locator('main h1').waitFor();
    await page.locator('main h2, main h3').first().waitFor();
  },
  data: async (page) => {
    await page.goto(`${service.url}/#/data`);
    await page.locator('main h2').first().waitFor();
  },
  connections: async (page) => {
    await page.goto(`${service.url}/#/connections/demo`);
    await page.locator('main h1').waitFor();
  },
  'the page of the demo': async (page) => {
    await page.goto(`${service.url}/demo`);
    await page.locator('.verdict').first().waitFor();
  },
};
const WITHOUT_NAMES = new Set(['data', 'access', 'connections']);

for (const [kind, hostile] of Object.entries(NAMES)) {
  test(`${kind}: text in every view, and nothing is wider than a phone`, async () => {
    const page = await openPage(browser, { viewport: PHONE });
    await poison(page, hostile);
    for (const [place, open] of Object.entries(PLACES)) {
      await open(page, hostile);
      await openAll(page);
      await assertOnlyText(page);
      await assertFits(page).catch((failure) => assert.fail(`${place}: ${failure.message}`));
      if (!WITHOUT_NAMES.has(place)) {
        const text = await page.evaluate(() => document.body.innerText);
        assert.ok(text.includes(seen(hostile)), `${place} shows the name`);
      }
    }
  });
}

test('what is copied is the whole name, not what is shown of it', async () => {
  const hostile = NAMES['4,000 characters'];
  const page = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  await poison(page, hostile);
  await page.goto(`${service.url}/#/people/${john}`);
  await page.getByRole('button', { name: 'Copy the account name' }).click();
  await page.waitForFunction((name) => navigator.clipboard.readText().then((text) => text === name), hostile);
});

test('half a character that is pasted is tested as it is', async () => {
  const page = await openPage(browser);
  await page.goto(`${service.url}/#/rules/known=true`);
  await page.getByLabel('Or paste addresses').fill('jo\uD83D@demo.example');
  await page.getByRole('button', { name: 'Add the addresses' }).click();
  await page.locator('.verdict', { hasText: 'no' }).click();
  await page.getByText('nobody owns this address').waitFor();
  await page.getByText('The same request').click();
  await page.locator('pre').waitFor();
  assert.deepEqual(page.complaints, []);
});
