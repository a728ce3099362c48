/**
 * An administrator whom the browser's ticket signs in: looks at the pages, runs the doctor, and syncs. Prints who the
 * page says it is.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { ADCACHE_URL, ADCACHE_HOST, ADCACHE_CONNECTION } = process.env;
const profile = await mkdtemp(join(tmpdir(), 'adcache-browser-'));
// Chromium loads the library of Kerberos only after a start in which it has met such a site.
await writeFile(join(profile, 'Local State'), '{"net": {"received_http_auth_negotiate_headers": true}}');
const context = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', `--host-resolver-rules=MAP ${ADCACHE_HOST} 127.0.0.1`],
  ignoreHTTPSErrors: true,
  locale: 'en-GB',
});
context.setDefaultTimeout(60000);
const page = await context.newPage();
const main = page.getByRole('main');
try {
  await page.goto(`${ADCACHE_URL}/`);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const who = await page.locator('.who bdi').textContent();
  for (const view of ['Access', 'Connections']) {
    await page.getByRole('navigation').getByRole('link', { name: view }).click();
    await page.getByRole('heading', { level: 1, name: view }).waitFor();
  }
  await main.getByRole('link', { name: ADCACHE_CONNECTION, exact: true }).click();
  await main.getByRole('button', { name: 'Run the doctor' }).click();
  await main.getByRole('listitem').filter({ hasText: 'Sign-in' }).getByText('Passed').waitFor();
  const before = await main.locator('.history .bar').count();
  await main.getByRole('button', { name: /^Sync now/ }).click();
  await page.waitForFunction((known) => document.querySelectorAll('.history .bar').length > known, before);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  console.log(who);
} catch (failure) {
  console.error(failure, await main.innerText());
  process.exitCode = 1;
} finally {
  await context.close();
  await rm(profile, { recursive: true, force: true });
}
