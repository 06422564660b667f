// Fusion answers late, never, twice, with an error or with another id: the phone call goes on, each
// request goes out once, and the card says how the screen pop stands.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { CALL, count, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const OTHER = `${CALL}-fusion`;

/** Rings, answers in the toolbar and gives the card of the running call. */
async function answer({ ring, card, press }) {
  await ring();
  await card('Incoming call');
  await press('Accept');
  return card('On a call');
}

/** Ends the call in the toolbar and puts the contact away. */
async function finish({ press, card, toolbar }) {
  await press('End call');
  await card('After call work');
  await press('Clear contact');
  await toolbar.locator('.card').waitFor({ state: 'detached' });
}

describe('Fusion at fault', { concurrency: 5 }, () => {
  overBoth('a late Fusion is waited for, and no request goes out twice', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'fusion-late' } }, async (desk) => {
      await desk.ring();
      const ringing = await desk.card('Incoming call');
      await ringing.getByText('Looking up the caller in Fusion…', { exact: true }).waitFor();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText('Opening in Fusion…', { exact: true }).waitFor();
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      const [looked] = await desk.log(({ dir, method }) => dir === 'out' && method === 'newCommEvent');
      const [started] = await desk.log(({ dir, method }) => dir === 'in' && method === 'startCommEvent');
      assert.ok(looked.at <= started.at, 'start waits for the lookup');
      assert.deepEqual(await desk.tabs(), ['Mary Doe']);
      await finish(desk);
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  overBoth('a lookup that comes too late still gives the caller a name', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'new-late' } }, async (desk) => {
      await desk.ring();
      const card = await desk.card('Incoming call');
      await card.getByText(/^Fusion has not taken this call\./).waitFor();
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      const [start] = await desk.log(({ method, dir }) => dir === 'in' && method === 'startCommEvent');
      assert.equal(start.message.data.inData.SVCMCA_CONTACT_NAME, 'Mary Doe');
      assert.equal(start.message.data.inData.callStatus, undefined);
    });
  });

  overBoth('without an answer to newCommEvent the call is started after six seconds', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'new-never' } }, async (desk) => {
      const card = await answer(desk);
      assert.deepEqual(await desk.told(), [`new ${CALL}`], 'start waits for the lookup, accept does not');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      const [asked, started] = await desk.log(({ dir, method }) => dir === 'in' && /^(new|start)Comm/.test(method));
      // Seen from Fusion, and a busy machine hears the first of them late.
      const span = started.at - asked.at;
      assert.ok(span > 5000, `started after ${span} ms`);
      assert.equal((await desk.asked('acceptContact')).length, 1);
      await finish(desk);
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  overBoth('a call that nobody answered is closed once more when its lookup comes after the close', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'new-late' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.act('customer_hangs_up');
      const close = `close ${CALL} ABANDONED`;
      await desk.tells(`new ${CALL}`, close, close);
      const answers = await desk.log(({ dir, method }) => dir === 'out' && method === 'newCommEvent');
      const closes = await desk.log(({ dir, method }) => dir === 'in' && method === 'closeCommEvent');
      assert.ok(closes[0].at < answers[0].at && answers[0].at <= closes[1].at, 'once before and once after it');
    });
  });

  overBoth('a late start is told as unconfirmed and then as open', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'start-late' } }, async (desk) => {
      const card = await answer(desk);
      await card.getByText('Fusion did not confirm that the contact is open. The call goes on.').waitFor();
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  overBoth('a start without an answer does not hold up the end of the call', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'start-never' } }, async (desk) => {
      await answer(desk);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      const [started, closed] = await desk.log(({ dir, method }) => dir === 'in' && /^(start|close)Comm/.test(method));
      const span = closed.at - started.at;
      assert.ok(span > 5000, `one request at a time, and the second came after ${span} ms`);
    });
  });

  overBoth('a Fusion that never answers is named, and the phone works', LIMIT, async (t) => {
    const options = { query: { fault: 'fusion-never' }, link: 'Fusion does not answer' };
    await withCalls(t, options, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: 'Fusion does not answer' }).waitFor();
      const card = await answer(desk);
      await card.getByText('Fusion did not confirm that the contact is open. The call goes on.').waitFor({ timeout: 20_000 });
      await finish(desk);
      assert.deepEqual(count((await desk.asked('acceptContact')).map(({ message }) => message.answer)), { success: 1 });

      await desk.fault('fusion-never', false);
      await desk.press('Try again');
      await desk.healthy('Linked with Fusion');
    });
  });

  overBoth('an answer that comes twice changes nothing', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'fusion-twice' } }, async (desk) => {
      const card = await answer(desk);
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.deepEqual(await desk.tabs(), ['Mary Doe']);
      await finish(desk);
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      assert.equal((await desk.log(({ dir, method }) => dir === 'out' && method === 'startCommEvent')).length, 2);
      assert.equal(await desk.detail('refused'), '0');
    });
  });

  overBoth('an id of Fusion’s own is used from its answer on, in both directions', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'fusion-other-event-id' } }, async (desk) => {
      await desk.ring();
      const card = await desk.card('Incoming call');
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${OTHER}`);
      await desk.page.getByRole('region', { name: 'Engagement Mary Doe' }).getByRole('button', { name: 'End call' }).click();
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${OTHER}`, `close ${OTHER} WRAPUP`);
      assert.deepEqual(await desk.replies('accept'), ['success']);
      assert.deepEqual(await desk.replies('disconnect'), ['success']);
      const violations = await desk.log(({ dir, message }) => dir === 'note' && /violation/.test(message));
      assert.deepEqual(violations, []);
    });
  });
});
