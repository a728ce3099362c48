import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const EMBEDDING = await readFile(fileURLToPath(new URL('../../../docs/embedding.md', import.meta.url)), 'utf8');

/** The first example of docs/embedding.md in this language, at all or behind a heading. */
export function example(language, heading = '') {
  const block = EMBEDDING.slice(EMBEDDING.indexOf(heading)).match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``));
  assert.ok(block, `an example in ${language}`);
  return block[1];
}
