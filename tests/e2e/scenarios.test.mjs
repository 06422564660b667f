// Every situation that an address can bring about, as somebody opens it to look: the toolbar shows what
// the table of the sandbox says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { withDesktop } from './fixtures.mjs';

const SOURCE = readFileSync(new URL('../../sandbox/src/scenario.rs', import.meta.url), 'utf8');
/** Name and words of each, as the table has them. */
const ALL = [...SOURCE.matchAll(/\bscenario\(\s*"([^"]+)",\s*"([^"]+)",/g)].map(([, name, shows]) => ({ name, shows }));
/** So many are open at the same time. */
const GROUPS = 4;

describe('Situations by address', { concurrency: 4 }, () => {
  test('the table was read whole', () => {
    const count = SOURCE.match(/^ {4}scenario\($|^ {4}scenario\("/gm).length;
    assert.ok(count > 30, `${count}`);
    assert.equal(ALL.length, count);
    assert.equal(new Set(ALL.map(({ name }) => name)).size, count);
  });

  for (let group = 0; group < GROUPS; group += 1) {
    const mine = ALL.filter((_, at) => at % GROUPS === group);
    test(`${mine.map(({ name }) => name).join(', ')}`, { timeout: 240_000 }, async (t) => {
      const missing = [];
      for (const { name, shows } of mine) {
        await withDesktop(t, { query: { scenario: name }, allow: [/failed|exhausted|Exception/i] }, async ({ page, toolbar }) => {
          const words = toolbar.getByText(shows).filter({ visible: true }).first();
          await words.waitFor({ timeout: 25_000 }).catch((error) => missing.push(`${name}: ${shows} (${error.message.split('\n')[0]})`));
          assert.equal(await page.getByText(/^Unknown scenario/).count(), 0);
        });
      }
      assert.deepEqual(missing, []);
    });
  }
});
