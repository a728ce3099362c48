/** The picker in another application: behind nginx as docs/embedding.md says, and as a package. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, test } from 'node:test';
import { openPage, startChromium } from './support/browser.mjs';
import { EMBEDDING, example } from './support/document.mjs';
import { host, listed, picker } from './support/picker.mjs';
import { configuration, Service, temporaryFolder, until } from './support/service.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = 'src/main/resources/org/adcache/http/ui';
const PACKAGE = join(process.env.ADCACHE_DISTRIBUTION || join(ROOT, 'target/dist'), 'account-picker');

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const folder = await temporaryFolder();
const demo = await Service.demo({ accounts: 100 });
after(() => demo.stop());

test('behind nginx, whose page has no token', async () => {
  const { file, token } = await configuration(folder, demo);
  const secret = await token('suggest');
  const service = await Service.serve(file);
  after(() => service.stop());
  await service.ready();
  assert.equal((await fetch(`${service.url}/v1/suggest?q=j`)).status, 401, 'a token is needed');

  const www = join(folder, 'www');
  await mkdir(www);
  await writeFile(join(www, 'form.html'), host('<form><label for="p">Owner</label><account-picker id="p" name="owner" endpoint="/people"></account-picker></form>', { module: '/account-picker.js' }));
  await writeFile(join(www, 'test.js'), "window.events = []; document.addEventListener('suggestions', (event) => { window.suggested = event.detail.text; });");
  await writeFile(join(www, 'test.css'), '');
  await cp(PACKAGE, www, { recursive: true });
  const port = await freePort();
  const log = join(folder, 'access.log');
  const location = example('nginx')
    .replace('http://127.0.0.1:8636', service.url)
    .replace('adc_…', secret);
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
events {}
http {
  types { text/html html; text/javascript js; text/css css; }
  access_log ${log};
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${port};
    root ${www};
    add_header Content-Security-Policy "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";
    location = /signed-in { internal; if ($cookie_who = "") { return 401; } return 204; }
    ${location}
  }
}`,
  );
  const nginx = spawn('/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  after(() => nginx.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}`;
  await until('nginx listens', async () => (await fetch(`${url}/form.html`)).ok);

  const browser = await startChromium(after);
  const page = await openPage(browser);
  const sent = [];
  page.on('request', (request) => sent.push(request.url() + JSON.stringify(request.headers())));
  await page.goto(`${url}/form.html`);
  const p = picker(page);
  await p.input.fill('jsmith');
  await p.note.filter({ hasText: 'You are signed out.' }).waitFor();

  await page.context().addCookies([{ name: 'who', value: 'anna', url }]);
  await p.input.fill('jsmith ');
  await p.input.fill('john smith');
  await listed(page, 'john smith');
  await p.rows.first().click();
  assert.equal(await p.input.inputValue(), 'John Smith');
  assert.deepEqual(await page.evaluate(() => [...new FormData(document.forms[0])]), [['owner', '45b02fe5-176e-354e-a502-4b0142112b77']]);
  assert.ok(sent.every((one) => !one.includes(secret)));
  assert.ok(!(await readFile(log, 'utf8')).includes('jsmith'), 'what people type isn’t logged');
  assert.equal((await fetch(`${url}/people?q=j`, { method: 'POST', headers: { Cookie: 'who=anna' } })).status, 403);
  assert.deepEqual(page.complaints.filter((one) => !/favicon|401/.test(one)), []);
});

test('the package: what is in it, and nothing secret; it may be imported without a document', async () => {
  const modules = (await readdir(join(ROOT, PAGES, 'picker'))).map((name) => `picker/${name}`);
  const all = ['LICENSE', 'README.md', 'account-picker.d.ts', 'account-picker.js', 'package.json', ...modules].sort();
  const there = await readdir(PACKAGE, { recursive: true, withFileTypes: true });
  const names = there.filter((one) => one.isFile()).map((one) => relative(PACKAGE, join(one.parentPath, one.name)));
  assert.deepEqual(names.sort(), all);
  const description = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
  const pom = await readFile(join(ROOT, 'pom.xml'), 'utf8');
  assert.equal(description.version, pom.match(/<version>([^<]+)<\/version>/)[1]);
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', PACKAGE]);
  const files = JSON.parse(stdout)[0].files.map((one) => one.path).sort();
  assert.deepEqual(files, all);
  const code = `import(${JSON.stringify(join(PACKAGE, 'account-picker.js'))}).then((module) => console.log(Object.keys(module).join()))`;
  assert.match((await run(process.execPath, ['-e', code])).stdout, /AccountPicker/);
  for (const name of files) {
    assert.ok(!/adc_[A-Za-z0-9]{8}|Bearer [A-Za-z0-9]{8}/.test(await readFile(join(PACKAGE, name), 'utf8')), name);
  }
});

test('every member of the element is in its types, and the document knows its attributes and classes', async () => {
  const names = await readdir(join(PACKAGE, 'picker'));
  const modules = names.map((name) => readFile(join(PACKAGE, 'picker', name), 'utf8'));
  const source = (await Promise.all(modules)).join('\n');
  const types = await readFile(join(PACKAGE, 'account-picker.d.ts'), 'utf8');
  const body = await readFile(join(PACKAGE, 'picker/element.js'), 'utf8');
  const own = new Set([...body.matchAll(/^ {2}(?:static )?(?:get |set )?([a-z]\w+)\(/gm)].map((match) => match[1]));
  const callbacks = /Callback$|^constructor$|^focus$|^blur$|^if$|^for$|^switch$/;
  for (const name of own) {
    if (!callbacks.test(name)) assert.ok(new RegExp(`\\b${name}\\b`).test(types), `${name} has no type`);
  }
  const attributes = body.match(/observedAttributes = \[([\s\S]*?)\]/)[1].match(/'[a-z]+'/g);
  for (const name of attributes) assert.ok(EMBEDDING.includes(`\`${name.slice(1, -1)}\``), `${name} isn’t explained`);
  for (const [name] of EMBEDDING.matchAll(/\bap-[a-z-]+/g)) assert.ok(source.includes(name), `${name} doesn’t exist`);
  for (const [name] of EMBEDDING.matchAll(/--account-picker-[a-z]+/g)) assert.ok(source.includes(`var(${name}`), `${name} doesn’t exist`);
});
