/** The paths of docs/embedding.md that pass questions on, by Caddy and by Express: who may ask, and what comes back. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import express from 'express';
import { example } from './support/document.mjs';
import { configuration, Service, temporaryFolder, until } from './support/service.mjs';

const SIGNED_IN = { Cookie: 'who=anna' };

/** Listens on a free port of loopback; returns its URL. */
async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  }));
  return `http://127.0.0.1:${server.address().port}`;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const folder = await temporaryFolder();
const demo = await Service.demo({ accounts: 100 });
after(() => demo.stop());
const { file, token } = await configuration(folder, demo);
const secret = await token('suggest');
const administrator = await token('admin');
const service = await Service.serve(file);
after(() => service.stop());
await service.ready();

async function enable(enabled) {
  const headers = { Authorization: `Bearer ${administrator}` };
  const answer = await fetch(`${service.url}/v1/integration`, { method: 'PUT', headers, body: JSON.stringify({ enabled }) });
  assert.ok(answer.ok, `${answer.status}`);
}

/** What an application's path has to do for the element, whatever serves it. */
async function passesOn(url) {
  const stranger = await fetch(`${url}/people?q=jsmith`);
  assert.equal(stranger.status, 401);
  assert.ok(!(await stranger.text()).includes('John'));

  const own = { headers: { Authorization: `Bearer ${secret}` } };
  for (const query of ['q=jsmith', 'q=john%20smith&limit=3&types=user%2Cgroup', 'q=m%C3%BCl', 'q=', 'q=a&unknown=1']) {
    const there = await fetch(`${service.url}/v1/suggest?${query}`, own);
    const here = await fetch(`${url}/people?${query}`, { headers: SIGNED_IN });
    assert.equal(here.status, there.status, query);
    assert.match(here.headers.get('Content-Type'), /^application\/(problem\+)?json/, query);
    const [one, other] = [await here.json(), await there.json()];
    for (const body of [one, other]) {
      delete body.requestId;
      // The first sync goes on with what its groups lack.
      delete body.generation;
    }
    assert.deepEqual(one, other, query);
  }

  await enable(false);
  const off = await fetch(`${url}/people?q=jsmith`, { headers: SIGNED_IN });
  assert.equal(off.status, 503);
  assert.match((await off.json()).type, /integration-disabled|disabled/);
  await enable(true);
  await service.ready();

  const change = await fetch(`${url}/people?q=jsmith`, { method: 'POST', headers: SIGNED_IN });
  assert.ok([403, 404, 405].includes(change.status), `${change.status}`);
}

test('Caddy', async () => {
  const asked = createServer((request, response) => {
    const known = request.url.startsWith('/signed-in') && (request.headers.cookie ?? '').includes('who=anna');
    response.writeHead(known ? 204 : 401).end();
  });
  const signedIn = await listen(asked);
  const port = await freePort();
  const routes = example('caddy')
    .replace('127.0.0.1:9000', new URL(signedIn).host)
    .replace('127.0.0.1:8636', new URL(service.url).host);
  await writeFile(join(folder, 'Caddyfile'), `{
  admin off
  auto_https off
}
http://127.0.0.1:${port} {
${routes}
}
`);
  const caddy = spawn('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
    env: { ...process.env, ADCACHE_TOKEN: secret, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: 'ignore',
  });
  after(() => caddy.kill('SIGTERM'));
  const url = `http://127.0.0.1:${port}`;
  await until('Caddy listens', async () => (await fetch(`${url}/people`)).status === 401);
  await passesOn(url);
});

test('Express', async () => {
  const app = express();
  const signedIn = (request, response, next) => {
    if ((request.headers.cookie ?? '').includes('who=anna')) next();
    else response.status(401).end();
  };
  process.env.ADCACHE_TOKEN = secret;
  const code = example('js').replace('http://127.0.0.1:8636', service.url);
  new Function('app', 'signedIn', code)(app, signedIn);
  await passesOn(await listen(createServer(app)));
});
