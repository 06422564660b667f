// The toolbar's frame grows for what is opened in it, if an administrator wants that. What is asked, and when it is asked
// again, is tried in tests/native/scenarios/resize.rs.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, overBoth, until } from './fixtures.mjs';
import { withPhone } from './phone.mjs';
import { LIMIT } from './scenario.mjs';

const FLOATING = { width: '360', height: '300' };
const TALL = { width: 1280, height: 800 };

const sizes = async (desk) => {
  const asked = await desk.log(({ dir, method }) => dir === 'in' && method === 'setToolbarDimensions');
  return asked.map(({ message }) => [message.data.width, message.data.height]);
};
// Asked of the page around it, which stays while the toolbar is loaded again.
const height = (desk) => desk.page.locator('iframe[title="Media toolbar"]').evaluate((frame) => frame.clientHeight);
const becomes = (desk, wanted) => until(async () => (await height(desk)) === wanted, TIMEOUT, () => `not ${wanted} px high`);
const heading = (desk) => desk.toolbar.getByRole('heading', { name: 'Keypad' });

describe('The size of the frame', { concurrency: 2 }, () => {
  overBoth('it grows for the keypad once the pointer has left the buttons, and shrinks when that is closed', LIMIT, async (t) => {
    await withPhone(t, { query: FLOATING, viewport: TALL, config: { fusion: { resize: true } } }, async (desk) => {
      await desk.talks();
      await desk.button('Keypad').click();
      // By the keyboard, which leaves the pointer where it is.
      await desk.toolbar.locator('.key').first().press('5');
      await desk.asks('sendDigits');
      assert.deepEqual([await sizes(desk), await height(desk)], [[], 300], 'the pointer is on the button');
      await heading(desk).hover();
      await becomes(desk, 470);
      await desk.toolbar.locator('.key').first().press('Escape');
      await becomes(desk, 300);
      assert.deepEqual(await sizes(desk), [[360, 470], [360, 300]]);
    });
  });

  test('what a page that is loaded again left large is as before, once it is linked', LIMIT, async (t) => {
    await withPhone(t, { query: FLOATING, viewport: TALL, config: { fusion: { resize: true } } }, async (desk) => {
      await desk.talks();
      await desk.button('Keypad').click();
      await heading(desk).hover();
      await becomes(desk, 470);
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await becomes(desk, 300);
      assert.deepEqual(await sizes(desk), [[360, 470], [360, 300]]);
    });
  });

  test('it stays as it is where nobody has asked for that', LIMIT, async (t) => {
    await withPhone(t, { query: FLOATING, viewport: TALL }, async (desk) => {
      await desk.talks();
      await desk.button('Keypad').click();
      await heading(desk).hover();
      await desk.toolbar.locator('.key').first().press('5');
      await desk.asks('sendDigits');
      assert.deepEqual([await sizes(desk), await height(desk)], [[], 300]);
    });
  });
});
