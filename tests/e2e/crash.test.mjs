// What an agent has of a program that ended in the middle of a call: words, a trace, and a page that goes on with the
// call when it is loaded again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TIMEOUT } from './fixtures.mjs';
import { LIMIT, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const allow = [/toolbar: panicked at/, /unreachable/, /RuntimeError/];

/** The browser makes no button any more, so the next drawing of one ends the program. */
function breakButtons() {
  const make = Document.prototype.createElement;
  Document.prototype.createElement = function (name, ...rest) {
    if (name === 'button') {
      throw new Error('there are no buttons');
    }
    return make.call(this, name, ...rest);
  };
}

test('a window popped out of a page that crashed says so, and has the controls again once that is loaded', LIMIT, async (t) => {
  await withAgent(t, { allow }, async (desk) => {
    await desk.rings();
    const opened = desk.context.waitForEvent('page');
    await desk.press('Pop out');
    const view = await opened;
    const heading = (name) => view.getByRole('heading', { name, exact: true });
    await heading('Incoming call').waitFor({ timeout: 4 * TIMEOUT });
    await (await desk.toolbarFrame()).evaluate(breakButtons);
    await desk.act('accept_in_ccp');
    await heading('The toolbar stopped because of an error').waitFor({ timeout: 4 * TIMEOUT });
    await desk.toolbar.locator('.crash').getByRole('link', { name: 'Reload' }).click();
    await heading('On a call').waitFor({ timeout: 4 * TIMEOUT });
  });
});

test('what was told to Fusion before a crash is not told again by the page that is loaded then', LIMIT, async (t) => {
  await withAgent(t, { allow }, async (desk) => {
    await desk.rings();
    await (await desk.toolbarFrame()).evaluate(breakButtons);
    await desk.act('accept_in_ccp');
    const banner = desk.toolbar.locator('.crash');
    await banner.getByText('The toolbar stopped because of an error').waitFor();
    const [trace] = await Promise.all([
      desk.page.waitForEvent('download'),
      banner.getByRole('link', { name: 'Download trace' }).click(),
    ]);
    assert.match(trace.suggestedFilename(), /\.json$/);
    await desk.tells(`new ${CALL}`, `start ${CALL}`);
    await banner.getByRole('link', { name: 'Reload' }).click();
    await desk.card('On a call');
    await desk.press('End call');
    await desk.card('After call work');
    await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
  });
});
