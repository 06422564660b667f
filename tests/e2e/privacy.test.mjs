// Nothing personal leaves the page by the side door: not on the console, not in local storage, and
// session storage forgets it with the last close.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './fixtures.mjs';
import { CALL, MARY, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const PERSONAL = new RegExp(`${MARY.slice(1)}|555.?123.?0000|Mary|Doe`);

/** Everything that a store of the toolbar's frame holds, as one text. */
async function stored(desk, store) {
  const frame = await desk.toolbarFrame();
  return frame.evaluate((store) => JSON.stringify({ ...window[store] }), store);
}

test('a whole call leaves nothing personal on the console or in storage', LIMIT, async (t) => {
  // The list of recent calls is kept until the sign-out by intent; here it is off.
  await withCalls(t, { config: { dialling: { recentCalls: 0 } } }, async (desk) => {
    const lines = [];
    desk.context.on('console', (message) => lines.push(`${message.location().url}: ${message.text()}`));
    await desk.page.reload();
    await desk.healthy('Phone ready', 'Linked with Fusion');
    await desk.ring({ name: 'Mary Doe' });
    const ringing = await desk.card('Incoming call');
    await ringing.getByText('Mary Doe', { exact: true }).waitFor();
    assert.match(await stored(desk, 'sessionStorage'), PERSONAL, 'a reload would need it');
    assert.doesNotMatch(await stored(desk, 'localStorage'), PERSONAL);
    await desk.press('Accept');
    const talking = await desk.card('On a call');
    await talking.getByText('Open in Fusion', { exact: true }).waitFor();
    assert.match(await stored(desk, 'localStorage'), new RegExp(CALL), 'what a close needs is kept');
    assert.doesNotMatch(await stored(desk, 'localStorage'), PERSONAL);
    await desk.page.getByRole('button', { name: 'Post garbage' }).click();
    await desk.command('accept', 'nobody');
    await desk.press('End call');
    await desk.card('After call work');
    await desk.press('Clear contact');
    await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);

    let left = '';
    const clean = async () => {
      left = await stored(desk, 'sessionStorage');
      return !PERSONAL.test(left);
    };
    await until(clean, 5_000, () => `session storage still holds ${left}`);
    assert.doesNotMatch(await stored(desk, 'localStorage'), new RegExp(CALL));
    const toolbar = desk.origin('toolbar');
    const spoken = lines.filter((line) => line.startsWith(toolbar));
    assert.deepEqual(spoken.filter((line) => PERSONAL.test(line)), []);
  });
});

test('the console is quiet during a call', LIMIT, async (t) => {
  await withCalls(t, {}, async (desk) => {
    const lines = [];
    desk.context.on('console', (message) => {
      if (message.location().url.startsWith(desk.origin('toolbar'))) {
        lines.push(message.text());
      }
    });
    await desk.ring();
    await desk.card('Incoming call');
    await desk.press('Accept');
    await desk.card('On a call');
    await desk.press('End call');
    await desk.card('After call work');
    await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    assert.deepEqual(lines, []);
  });
});
