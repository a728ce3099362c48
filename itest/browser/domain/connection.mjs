/**
 * A connection to a real domain, made by somebody who has its name, a keytab, and the fingerprints of its controllers:
 * from the sign-in to the first answer. Prints how long it took and how many accounts there are, as JSON.
 */
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const { ADCACHE_URL, ADCACHE_HOST, ADCACHE_TOKEN, ADCACHE_DOMAIN, ADCACHE_KEYTAB, ADCACHE_ACCOUNT, ADCACHE_FINGERPRINTS } =
  process.env;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', `--host-resolver-rules=MAP ${ADCACHE_HOST} 127.0.0.1`],
});
const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'en-GB', viewport: { width: 1440, height: 900 } });
context.setDefaultTimeout(120000);
const page = await context.newPage();
const complaints = [];
page.on('pageerror', (error) => complaints.push(String(error)));
const main = page.getByRole('main');
try {
  await page.goto(`${ADCACHE_URL}/#/connections/new`);
  const token = page.getByLabel('Token');
  await token.waitFor();
  const start = Date.now();
  await token.fill(ADCACHE_TOKEN);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();

  await page.getByLabel('Name of the domain').fill(ADCACHE_DOMAIN);
  await main.getByRole('button', { name: 'Find it' }).click();
  await main.getByText('in DNS').first().waitFor();
  await main.getByText(ADCACHE_DOMAIN.toUpperCase(), { exact: true }).waitFor();

  const compared = page.getByLabel(/^I compared/);
  await compared.waitFor();
  const shown = await main.locator('.fingerprint code').allTextContents();
  assert.deepEqual([...new Set(shown)].sort(), ADCACHE_FINGERPRINTS.split(',').sort());
  await compared.check();
  await main.getByRole('button', { name: /^Trust th/ }).click();
  await main.getByText('The certificate comes from the CA that you chose.').waitFor();

  await page.getByLabel('Keytab of the service account').setInputFiles(ADCACHE_KEYTAB);
  await main.getByText(`${ADCACHE_ACCOUNT}@${ADCACHE_DOMAIN.toUpperCase()}`).first().waitFor();
  await main.getByRole('button', { name: 'Test', exact: true }).click();
  await main.getByText(/The test has (passed|failed)\.$/).first().waitFor();
  const failed = await main.locator('.check-detail').allTextContents();
  assert.deepEqual(failed, []);
  await main.getByRole('button', { name: 'Preview' }).click();
  const preview = await main.getByText(/A first sync would bring/).textContent();
  await main.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: ADCACHE_DOMAIN.split('.')[0], exact: true }).waitFor();
  await main.getByText('ok', { exact: true }).waitFor();
  const milliseconds = Date.now() - start;
  assert.deepEqual(complaints, []);
  console.log(JSON.stringify({ milliseconds, preview }));
} catch (failure) {
  console.error(failure, await main.innerText());
  process.exitCode = 1;
} finally {
  await browser.close();
}
