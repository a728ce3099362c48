/** Debian's Chromium, and what every test wants to know of a page. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TIMEOUT_MS = 30000;

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

/**
 * Starts the browser of a test file; it is closed after the tests.
 *
 * @param after the hook of node:test, at the top of the file: within another hook it would run at once
 */
export async function startChromium(after, ...args) {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--disable-component-update', '--disable-background-networking', ...args],
  });
  after(() => browser.close());
  return browser;
}

/**
 * A page in a profile of its own. What the page reports to its console as an error, and what its policy refuses, is in
 * page.complaints.
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'en-GB', ...options });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => message.type() === 'error' && page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  return page;
}

/**
 * Closes a page with its profile. A test's route that is still asking the service would fail then, and with it the file,
 * after its tests have passed.
 */
export async function closePage(page) {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().close();
}

/** Fails with what axe finds in the page, or in a part of it. */
export async function assertAccessible(page, { within, without = [] } = {}) {
  const known = await page.evaluate(() => typeof window.axe);
  if (known === 'undefined') await page.evaluate(await readFile(AXE, 'utf8'));
  const violations = await page.evaluate(
    async ([include, exclude]) => {
      const scope = { include: [include ? [include] : ['html']], exclude: exclude.map((one) => [one]) };
      const result = await window.axe.run(scope, { resultTypes: ['violations'] });
      return result.violations.map((one) => ({
        rule: one.id,
        help: one.help,
        nodes: one.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
      }));
    },
    [within, without],
  );
  assert.deepEqual(violations, []);
}

/** Whether anything is wider than the page. */
export async function assertFits(page) {
  const { inner, content } = await page.evaluate(() => ({
    inner: document.documentElement.clientWidth,
    content: document.documentElement.scrollWidth,
  }));
  assert.ok(content <= inner, `the content is ${content} pixels wide, the page ${inner}`);
}
