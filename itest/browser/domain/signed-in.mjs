import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { ADCACHE_HOST } = process.env;

/** Runs a scene in a Chromium that may send tickets to ADCACHE_HOST; if it fails, says what the page showed. */
export async function signedIn(scene) {
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
  try {
    await scene(page);
  } catch (failure) {
    console.error(failure, await page.getByRole('main').innerText());
    process.exitCode = 1;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}
