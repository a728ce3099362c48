/** The picker in React and Vue, as docs/embedding.md says: their state and the field follow each other. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { compile } from '@vue/compiler-dom';
import { build } from 'esbuild';
import { openPage, startChromium } from './support/browser.mjs';
import { example } from './support/document.mjs';
import { listed, picker } from './support/picker.mjs';
import { Service } from './support/service.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const PACKAGE = join(process.env.ADCACHE_DISTRIBUTION || join(ROOT, 'target/dist'), 'account-picker');
const JOHN = '45b02fe5-176e-354e-a502-4b0142112b77';

const REACT = `
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Owner } from 'example';

function App() {
  const [owner, setOwner] = useState('');
  return (
    <form>
      <label>Owner <Owner value={owner} onChange={setOwner} /></label>
      <output>{JSON.stringify(owner)}</output>
      <button type="button" onClick={() => setOwner('${JOHN}')}>Set</button>
      <button type="button" onClick={() => setOwner('')}>Clear</button>
    </form>
  );
}
createRoot(document.getElementById('app')).render(<App />);`;

const VUE = `
import '@adcache/account-picker';
import { createApp } from 'vue';
import { render } from 'example';

createApp({ data: () => ({ to: [] }), render }).mount('#app');`;

const VUE_FORM = (field) => `
<form>
  <label>To ${field}</label>
  <output>{{ JSON.stringify(to) }}</output>
  <button type="button" @click="to = ['${JOHN}']">Set</button>
  <button type="button" @click="to = []">Clear</button>
</form>`;

/** Bundles an application whose module "example" is this text. */
async function bundle(application, text) {
  const { outputFiles } = await build({
    stdin: { contents: application, loader: 'jsx', resolveDir: HERE },
    bundle: true,
    format: 'esm',
    write: false,
    jsx: 'automatic',
    alias: { '@adcache/account-picker': join(PACKAGE, 'account-picker.js') },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [
      {
        name: 'example',
        setup(bundler) {
          bundler.onResolve({ filter: /^example$/ }, () => ({ path: 'example', namespace: 'example' }));
          bundler.onLoad({ filter: /.*/, namespace: 'example' }, () => ({ contents: text, loader: 'jsx', resolveDir: HERE }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

const demo = await Service.demo({ accounts: 100 });
after(() => demo.stop());
const browser = await startChromium(after);

/** Opens the application; its path /people passes questions on. */
async function open(code) {
  const page = await openPage(browser);
  await page.addInitScript(() =>
    document.addEventListener('suggestions', (event) => {
      window.suggested = event.detail.text;
    }),
  );
  const files = {
    '/form': ['text/html; charset=utf-8', '<!doctype html><title>A form</title><div id="app"></div><script type="module" src="/app.js"></script>'],
    '/app.js': ['text/javascript', code],
  };
  for (const [path, [type, body]] of Object.entries(files)) {
    await page.route(demo.url + path, (route) => route.fulfill({ body, headers: { 'Content-Type': type } }));
  }
  await page.route(/\/people\?/, async (route) => {
    const response = await fetch(`${demo.url}/v1/suggest${new URL(route.request().url()).search}`);
    await route.fulfill({ status: response.status, contentType: response.headers.get('Content-Type'), body: await response.text() });
  });
  await page.goto(`${demo.url}/form`);
  return page;
}

async function choose(page) {
  const field = picker(page);
  await field.input.fill('john smith');
  await listed(page, 'john smith');
  await field.rows.first().click();
}

async function state(page, wanted) {
  await page.waitForFunction((text) => document.querySelector('output').textContent === text, JSON.stringify(wanted));
}

test('React', async () => {
  const page = await open(await bundle(REACT, example('jsx', '## Frameworks')));
  const { input, value } = picker(page);
  await choose(page);
  await state(page, JOHN);
  assert.equal(await input.inputValue(), 'John Smith');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await state(page, '');
  assert.equal(await value(), '');
  assert.equal(await input.inputValue(), '');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('.ap-input').value === 'John Smith');
  assert.deepEqual(await page.evaluate(() => [...new FormData(document.forms[0])]), [['owner', JOHN]]);
  assert.deepEqual(page.complaints.filter((one) => !/favicon/.test(one)), []);
});

test('Vue', async () => {
  const { code } = compile(VUE_FORM(example('html', '## Frameworks')), {
    mode: 'module',
    prefixIdentifiers: true,
    isCustomElement: (tag) => tag === 'account-picker',
  });
  const page = await open(await bundle(VUE, code));
  const { chips, value } = picker(page);
  await choose(page);
  await state(page, [JOHN]);
  assert.equal(await chips.count(), 1);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await state(page, []);
  assert.equal(await chips.count(), 0);
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await chips.filter({ hasText: 'John Smith' }).waitFor();
  assert.deepEqual(await value(), [JOHN]);
  assert.deepEqual(page.complaints.filter((one) => !/favicon/.test(one)), []);
});
