// The screen in every state, at every size, in light, in the dark and with forced colours: axe finds
// nothing, nothing is cut off. Each walk leaves its pictures in tests/e2e/output for a person to look at.

import { describe, test } from 'node:test';
import { withToolbar } from './fixtures.mjs';
import { LIMIT, withAgent } from './scenario.mjs';
import { NARROW, SIZES, VIEWPORT, Walk, assertAccessible, assertFits, day } from './screen.mjs';
import { withCalls } from './wire.mjs';

/** Looks at one state in which something outside is not in order. */
async function trouble(t, state, options) {
  await withCalls(t, { viewport: VIEWPORT, ...options }, async (desk) => {
    const walk = new Walk(desk, 'trouble', SIZES);
    await walk.look(state);
    walk.report();
  });
}

describe('The screen', { concurrency: 2 }, () => {
  test('in every state of a day', LIMIT, async (t) => {
    await withAgent(t, { viewport: VIEWPORT, allow: [/failed/i], limit: 85_000 }, async (desk) => {
      const walk = new Walk(desk, 'day', SIZES);
      await day(desk, (state) => walk.look(state));
      walk.report();
    });
  });

  test('when Connect does not answer', LIMIT, async (t) => {
    const config = { connect: { ccpLoadTimeout: 1000 } };
    const phone = 'Amazon Connect does not answer';
    await trouble(t, phone, { query: { fault: 'signed-out' }, config, phone });
  });

  test('when Fusion refuses', LIMIT, async (t) => {
    const link = 'Fusion refused the link';
    await trouble(t, link, { query: { fault: 'configuration-error' }, link });
  });

  test('the list of configuration errors', LIMIT, async (t) => {
    const config = { connect: { ccpUrl: 7, unheardOf: true }, fusion: { origins: 'everywhere' } };
    await withToolbar(t, { config, viewport: NARROW }, async ({ page }) => {
      await page.getByRole('heading', { name: 'The configuration needs correction' }).waitFor();
      await assertFits(page, 'configuration errors');
      await assertAccessible(page, 'configuration errors');
      await page.emulateMedia({ colorScheme: 'dark' });
      await assertAccessible(page, 'configuration errors, dark', 'color-contrast');
    });
  });
});
