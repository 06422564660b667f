// The part of the program that a release puts off: fetched with the first call and not before, and an agent whose
// network loses it can go on with the call and ask for it again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './fixtures.mjs';
import { LIMIT, attribute, withAgent } from './scenario.mjs';

const PART = '**/later-*.wasm';
const LOST = /^This part of the toolbar could not be loaded\. Calls go on\./;

/** Counts how often the part is fetched, and keeps it back while `lost` is true. */
function gate() {
  const gate = { asked: 0, lost: false };
  gate.prepare = (context) =>
    context.route(PART, (route) => {
      gate.asked += 1;
      return gate.lost ? route.abort() : route.continue();
    });
  return gate;
}

test('what an agent seldom needs is fetched once, with the first call', LIMIT, async (t) => {
  const part = gate();
  await withAgent(t, { prepare: part.prepare }, async (desk) => {
    await desk.press('Change state');
    await desk.page.keyboard.press('Escape');
    assert.equal(part.asked, 0, 'before the first call');
    await desk.talks();
    await desk.press('Keypad');
    await desk.button('5').waitFor();
    assert.equal(part.asked, 1);
  });
});

test('a call goes on without it, and the agent can ask for it again', LIMIT, async (t) => {
  const part = gate();
  part.lost = true;
  await withAgent(t, { prepare: part.prepare, allow: [/Failed to load resource/] }, async (desk) => {
    const card = await desk.talks();
    await until(() => part.asked > 0, 5000, 'not asked for with the call');
    await desk.press('Keypad');
    await card.getByText(LOST).waitFor();
    const holder = () => desk.toolbarFrame().then((frame) => frame.evaluate(() => document.activeElement.closest('.sheet') !== null));
    await until(holder, 5000, 'the keyboard is not in the sheet');
    await desk.press('Hold');
    await attribute(desk.button('Hold'), 'aria-pressed', 'true');
    part.lost = false;
    await desk.press('Try again');
    await desk.button('5').waitFor();
    await desk.answeredOnce();
  });
});
