/**
 * An administrator whom the browser's ticket signs in: reads everything again after the service account has lost a
 * right, looks at the result that is held, drops it, and applies the next one. Prints what the page said, as JSON.
 */
import assert from 'node:assert/strict';
import { signedIn } from './signed-in.mjs';

const { ADCACHE_URL, ADCACHE_CONNECTION } = process.env;

await signedIn(async (page) => {
  const main = page.getByRole('main');
  const dialog = page.getByRole('dialog');
  const held = page.getByText(`${ADCACHE_CONNECTION}: a result waits for your decision`);
  const readEverything = async () => {
    await main.locator('summary', { hasText: 'More' }).click();
    await main.getByRole('button', { name: /^Full/ }).click();
    await held.waitFor();
  };
  const decide = async (decision) => {
    await main.getByRole('button', { name: `${decision}…` }).click();
    const question = await dialog.innerText();
    await dialog.getByRole('button', { name: decision, exact: true }).click();
    await held.waitFor({ state: 'detached' });
    return question;
  };
  await page.goto(`${ADCACHE_URL}/#/connections/${ADCACHE_CONNECTION}`);
  await page.getByRole('heading', { level: 1, name: ADCACHE_CONNECTION }).waitFor();
  await readEverything();
  const notice = await main.locator('.notice').filter({ has: held }).innerText();
  await decide('Drop');
  await readEverything();
  const question = await decide('Apply');
  await main.getByText(/can’t be read of every account/).waitFor();
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  console.log(JSON.stringify({ notice, question }));
});
