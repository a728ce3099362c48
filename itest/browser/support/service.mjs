/** The service of this checkout, started for a test. It has to be built: mvn -B -ntp package -DskipTests */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LAUNCHER = join(process.env.ADCACHE_DISTRIBUTION || join(ROOT, 'target/dist'), 'bin/adcache');
const START_MS = 120000;
const STOP_MS = 20000;
/** As /proc/net/tcp writes it. */
const LISTENS = '0A';

/** Runs a command of the launcher to its end; returns its standard output. */
export function command(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(LAUNCHER, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(`${args[0]} ended with ${code}: ${err}`))));
  });
}

/** A running process of the launcher. */
export class Service {
  constructor(child, url) {
    this.child = child;
    this.url = url;
  }

  static async #launch(args, environment = {}) {
    const child = spawn(LAUNCHER, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    let out = '';
    let err = '';
    const url = await new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error(`it does not listen: ${out}${err}`)), START_MS);
      child.stdout.on('data', (data) => {
        out += data;
        const line = out.match(/^listening on (\S+)$/m);
        if (line) {
          clearTimeout(tooLate);
          resolve(line[1].replace(/\/$/, ''));
        }
      });
      child.stderr.on('data', (data) => (err += data));
      child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${err}`)));
    });
    // The tests end even if their clean-up fails.
    process.on('exit', () => child.kill('SIGKILL'));
    for (const one of [child, child.stdout, child.stderr]) one.unref();
    const service = new Service(child, url);
    service.log = () => err;
    return service;
  }

  /** The demo, with a simulated directory, once its accounts are there. */
  static async demo({ accounts = 1000, port = 0 } = {}) {
    const service = await Service.#launch(['demo', '--port', String(port), '--accounts', String(accounts)]);
    await service.ready();
    return service;
  }

  /** The service with a configuration file; resolves as soon as it listens. */
  static serve(file, environment) {
    return Service.#launch(['serve', '--config', file], environment);
  }

  /** Waits until there is a copy that may be used. */
  async ready() {
    await until(
      () => `the copy is there; its log: ${this.log()}`,
      async () => (await fetch(`${this.url}/readyz`)).ok,
    );
  }

  async json(path, init) {
    const response = await fetch(this.url + path, init);
    return response.status === 204 ? null : response.json();
  }

  /** The ports at which the process listens. */
  async ports() {
    const process = `/proc/${this.child.pid}`;
    const files = await readdir(`${process}/fd`);
    const links = await Promise.all(files.map((name) => readlink(`${process}/fd/${name}`).catch(() => '')));
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`${process}/net/${name}`, 'utf8')));
    return tables
      .flatMap((text) => text.trim().split('\n').slice(1))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTENS && links.includes(`socket:[${inode}]`))
      .map(([, address]) => parseInt(address.split(':')[1], 16));
  }

  /** Switches the integration. */
  async enable(enabled) {
    return this.json('/v1/integration', { method: 'PUT', body: JSON.stringify({ enabled }) });
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.ref();
    const ended = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.kill('SIGTERM');
    const tooLate = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(tooLate);
  }
}

/**
 * Tries until it is true; what it throws meanwhile counts as not yet.
 *
 * @param what is to be reached, or a function that says it when it wasn't
 */
export async function until(what, isTrue, milliseconds = START_MS) {
  const end = Date.now() + milliseconds;
  let failure = null;
  do {
    try {
      if (await isTrue()) return;
    } catch (problem) {
      failure = problem;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`it was not reached that ${typeof what === 'function' ? what() : what}`, { cause: failure });
}

/** A folder that is removed when the tests of a file have ended, and the services that write to it. */
export async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'adcache-browser-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** What a connection to the simulated directory of a running demo needs; keytab and ca are files. */
export async function directoryOf(demo) {
  const { items: [{ domain, keytab }] } = await demo.json('/v1/connections');
  let server;
  await until('the demo says which server it asks', async () => {
    ({ server } = (await demo.json('/v1/status')).connections[0]);
    return server;
  });
  const files = dirname(keytab.file);
  const kerberos = await readFile(join(files, '../data/krb5.conf'), 'utf8');
  const [, kdc] = kerberos.match(/^\s+kdc = (\S+)/m);
  return { domain, server, kdc, keytab: keytab.file, principal: keytab.principals[0], ca: join(files, 'ca.pem') };
}

/**
 * A configuration for a service whose callers need tokens, with the simulated directory of a running demo.
 *
 * @param more further lines of HOCON
 * @returns the file, and a function that creates a token of a scope
 */
export async function configuration(folder, demo, more = '') {
  const { domain, server, kdc, keytab, ca } = await directoryOf(demo);
  const file = join(folder, 'adcache.conf');
  const lines = [
    'adcache {',
    `  data-dir = ${JSON.stringify(join(folder, 'data'))}`,
    '  http { host = "127.0.0.1", port = 0 }',
    `  connections.demo { domain = "${domain}", servers = ["${server}"]`,
    `    kdcs = ["${kdc}"], keytab = ${JSON.stringify(keytab)}`,
    '    extra-attributes = [displayName, givenName, sn, department, title]',
    `    tls.trust = ${JSON.stringify(ca)} }`,
    '}',
    more,
  ];
  await writeFile(file, lines.join('\n'));
  return {
    file,
    token: async (scope) => (await command('token', 'create', '--config', file, '--scope', scope)).trim(),
  };
}
