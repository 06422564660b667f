// Declining: Connect rejects once, Fusion's dialog goes away with one close, the card stays to be cleared.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, NAME, SHOWN, before, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

/** Proves that the call was declined once, and told to Fusion once with this reason. */
async function declinedOnce(desk, { rejects = 1, reason = 'REJECT' } = {}) {
  await desk.tells(`new ${CALL}`, `close ${CALL} ${reason}`);
  await desk.dialog.waitFor({ state: 'detached' });
  await desk.flush();
  assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} ${reason}`]);
  assert.equal((await desk.asked('rejectContact')).length, rejects, 'rejects sent to Connect');
  assert.equal((await desk.asked('acceptContact')).length, 0);
  assert.deepEqual(await desk.tabs(), []);
}

describe('Declining', { concurrency: 4 }, () => {
  overBoth('the agent declines in the toolbar and clears the contact', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.press('Decline');
      const card = await desk.card('Declined');
      await card.getByText('You declined this call. Clear the contact to receive the next call.').waitFor();
      await declinedOnce(desk);
      assert.equal(await desk.button('Accept').count(), 0);

      await desk.press('Clear contact');
      await card.waitFor({ state: 'detached' });
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await desk.deeds('clearContact'), ['success']);
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} REJECT`], 'clearing tells nothing more');
    });
  });

  overBoth("the agent declines in Fusion's dialog", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.dialog.getByRole('button', { name: 'Decline' }).click();
      await desk.card('Declined');
      await declinedOnce(desk);
      assert.deepEqual(await desk.replies('reject'), ['success']);
    });
  });

  overBoth('the agent declines on both sides at once', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'dialog-command-twice' } }, async (desk) => {
      await desk.rings();
      await desk.act('delay', { millis: 1500 });
      await desk.together(desk.button('Decline'), desk.dialog.getByRole('button', { name: 'Decline' }));
      await desk.card('Declined');
      await declinedOnce(desk);
      assert.deepEqual(await desk.replies('reject'), ['success', 'success'], 'each command is answered');
    });
  });

  overBoth('a decline in the toolbar is under way until Connect confirms it', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'connect-late' } }, async (desk) => {
      await desk.rings();
      const seen = await desk.witness();
      await desk.together(desk.button('Decline'), desk.dialog.getByRole('button', { name: 'Decline' }));
      await desk.card('Declined');
      await declinedOnce(desk);
      assert.ok((await seen()).includes('Incoming call | Declining…'));
      before(await desk.story(), 'reject?', 'rejectContact');
      assert.deepEqual(await desk.replies('reject'), ['success']);
    });
  });

  overBoth('a declined contact that is gone at once leaves a notice', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'reject-vanishes' } }, async (desk) => {
      await desk.rings();
      await desk.press('Decline');
      const notices = desk.toolbar.getByRole('list', { name: 'Recent calls without an answer' });
      const notice = notices.getByRole('listitem').filter({ hasText: 'Declined call' });
      await notice.getByText(NAME, { exact: true }).waitFor();
      await declinedOnce(desk);
      await desk.toolbar.locator('.card').waitFor({ state: 'detached' });

      await notice.getByRole('button', { name: 'Dismiss' }).click();
      await notice.waitFor({ state: 'detached' });
    });
  });

  overBoth("a decline in Amazon's panel is not told as one of ours", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('reject_in_ccp');
      const card = await desk.card('Missed call');
      await card.getByText(SHOWN).waitFor();
      await declinedOnce(desk, { rejects: 0, reason: 'MISSED' });
    });
  });
});
