/**
 * How long after a key its list is on the screen: typing at 12 keys a second into the picker of a demo, in Debian's
 * Chromium, both of this checkout, built (mvn -B -ntp package -DskipTests). The time is from the key's own time stamp,
 * which the browser takes when it is pressed, to the first frame after the list that answers it was painted.
 *
 *   npm --prefix itest/browser ci; node itest/bench/picker.mjs [ACCOUNTS] [ROUNDS]      100000 and 3 if not given
 *
 * ADCACHE_URL names a running demo to be asked instead. Prints the percentiles, and ends with 1 if the 95th is more
 * than 50 ms.
 */
import { openPage, startChromium } from '../browser/support/browser.mjs';
import { openForm, picker } from '../browser/support/picker.mjs';
import { Service } from '../browser/support/service.mjs';

const accounts = Number(process.argv[2] || 100000);
const rounds = Number(process.argv[3] || 3);
const KEY_MS = 1000 / 12;
const WANTED_MS = 50;
const TEXTS = ['john smi', 'müller', 'annegret', 'schmidt a', 'ivanov', 'gutierrez', 'o’brien', 'mlee', 'elizabeth jo', 'x'];

const closing = [];
const service = process.env.ADCACHE_URL
  ? Object.assign(new Service({ exitCode: 0 }, process.env.ADCACHE_URL), {})
  : await Service.demo({ accounts });
closing.push(() => service.stop());
const browser = await startChromium((close) => closing.push(close));

const page = await openPage(browser);
await openForm(page, service, '<form><label for="p">Owner</label><account-picker id="p"></account-picker></form>');
await page.evaluate(() => {
  window.keys = new Map();
  window.times = [];
  const input = document.querySelector('.ap-input');
  input.addEventListener('input', (event) => window.keys.set(input.value.trim().replace(/\s+/g, ' '), event.timeStamp), { capture: true });
  document.addEventListener('suggestions', ({ detail }) => {
    const pressed = window.keys.get(detail.text);
    // A frame begins, the list is painted, and what is posted then runs after it.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.times.push({ text: detail.text, took: performance.now() - pressed });
      port2.postMessage(0);
    });
  });
});
const p = picker(page);
await p.input.focus();

for (let round = 0; round <= rounds; round += 1) {
  for (const text of TEXTS) {
    await page.keyboard.type(text, { delay: KEY_MS });
    await page.waitForFunction((last) => window.times.some((one) => one.text === last), text.trim());
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    if ((await p.input.inputValue()) !== '') throw new Error('the field is not empty');
  }
  // The first round warms up browser and service.
  if (round === 0) await page.evaluate(() => window.times.splice(0));
}

const measured = await page.evaluate(() => window.times.map((one) => one.took).sort((one, other) => one - other));
const keys = TEXTS.join('').replace(/ /g, '').length * rounds;
const at = (share) => measured[Math.min(measured.length - 1, Math.floor(share * measured.length))].toFixed(1);
console.log(`${accounts} accounts, ${keys} letters, ${measured.length} lists shown`);
console.log(`from the key to the painted list: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`);
for (const close of closing.reverse()) await close();
process.exitCode = Number(at(0.95)) <= WANTED_MS ? 0 : 1;
