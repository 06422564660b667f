// The screen in every state, at every size, in light and dark: axe finds nothing, nothing is cut off.

import { describe, test } from 'node:test';
import { withToolbar } from './fixtures.mjs';
import { LIMIT, withAgent } from './scenario.mjs';
import { SIZES, assertAccessible, assertFits, day, resize } from './screen.mjs';
import { withCalls } from './wire.mjs';

/** A window with room for the widest frame. */
const VIEWPORT = { width: 1280, height: 800 };
const [COLUMN] = SIZES;
const STRIP = SIZES.at(-1);

/** Collects what the checks find, so that one run shows everything. */
class Findings {
  #found = [];

  async measure(desk, state) {
    const frame = await desk.toolbarFrame();
    for (const size of SIZES) {
      await resize(desk, size);
      const text = size.text ? `, text ${size.text}` : '';
      await this.#note(assertFits(frame, `${state} at ${size.width} × ${size.height}${text}`));
    }
    await resize(desk, COLUMN);
  }

  async hear(desk, state, sizes = [COLUMN]) {
    const frame = await desk.toolbarFrame();
    for (const size of sizes) {
      await resize(desk, size);
      await this.#note(assertAccessible(frame, `${state} at ${size.width} × ${size.height}`));
    }
    await resize(desk, COLUMN);
  }

  report() {
    if (this.#found.length > 0) {
      throw new Error(this.#found.join('\n\n'));
    }
  }

  async #note(check) {
    await check.catch((error) => this.#found.push(error.message));
  }
}

/** Leads through two states in which something outside is not in order. */
async function trouble(t, colorScheme, look) {
  const common = { colorScheme, viewport: VIEWPORT };
  const signedOut = {
    ...common,
    query: { fault: 'signed-out' },
    config: { connect: { ccpLoadTimeout: 1000 } },
    phone: 'Amazon Connect does not answer',
    link: null,
  };
  await withCalls(t, signedOut, (desk) => look(desk, 'Connect does not answer'));
  const refused = { ...common, query: { fault: 'configuration-error' }, link: 'Fusion refused the link' };
  await withCalls(t, refused, (desk) => look(desk, 'Fusion refused'));
}

describe('The screen', { concurrency: 2 }, () => {
  test('nothing is cut off in any state of a day at any size', LIMIT, async (t) => {
    const findings = new Findings();
    const options = { viewport: VIEWPORT, allow: [/failed/i], limit: 85_000 };
    await withAgent(t, options, (desk) => day(desk, (state) => findings.measure(desk, state)));
    findings.report();
  });

  test('nothing is cut off when something is wrong', LIMIT, async (t) => {
    const findings = new Findings();
    await trouble(t, 'light', (desk, state) => findings.measure(desk, state));
    findings.report();
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing in any state of a day, ${colorScheme}`, LIMIT, async (t) => {
      const findings = new Findings();
      const options = { colorScheme, viewport: VIEWPORT, allow: [/failed/i], limit: 85_000 };
      await withAgent(t, options, (desk) => {
        return day(desk, (state) => {
          const sizes = ['ringing', 'connected'].includes(state) ? [COLUMN, STRIP] : [COLUMN];
          return findings.hear(desk, state, sizes);
        });
      });
      findings.report();
    });

    test(`axe finds nothing when something is wrong, ${colorScheme}`, LIMIT, async (t) => {
      const findings = new Findings();
      await trouble(t, colorScheme, (desk, state) => findings.hear(desk, state));
      findings.report();
    });
  }

  test('the list of configuration errors is in order', LIMIT, async (t) => {
    const config = { connect: { ccpUrl: 7, unheardOf: true }, fusion: { origins: 'everywhere' } };
    for (const colorScheme of ['light', 'dark']) {
      await withToolbar(t, { colorScheme, config, viewport: { width: 320, height: 640 } }, async ({ page }) => {
        await page.getByRole('heading', { name: 'The configuration needs correction' }).waitFor();
        await assertFits(page, 'configuration errors');
        await assertAccessible(page, 'configuration errors');
      });
    }
  });
});
