/**
 * An administrator whom the browser's ticket signs in: looks at the pages, runs the doctor, and syncs. Prints who the
 * page says it is.
 */
import assert from 'node:assert/strict';
import { signedIn } from './signed-in.mjs';

const { ADCACHE_URL, ADCACHE_CONNECTION } = process.env;

await signedIn(async (page) => {
  const main = page.getByRole('main');
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
});
