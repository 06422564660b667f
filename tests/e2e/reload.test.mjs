// The toolbar's page is loaded again at every point of a call: what was told is not told again, what
// was asked is not asked again, and what is owed is done later.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const RECOVERED =
  'This window was reloaded during the call. The call goes on, but it may have no sound here. ' +
  'If you hear nothing, end the call and call back.';
const WHOLE = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];

/** Loads the toolbar's page again and waits until it is linked with both sides. */
async function reload(desk) {
  const isReady = ({ dir, method }) => dir === 'in' && method === 'readyForOperation';
  const before = (await desk.log(isReady)).length;
  await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
  await desk.logged(isReady, before + 1, 40_000);
  await desk.healthy('Phone ready', 'Linked with Fusion');
}

async function talk(desk) {
  await desk.ring();
  await desk.card('Incoming call');
  await desk.press('Accept');
  const card = await desk.card('On a call');
  await desk.tells(`new ${CALL}`, `start ${CALL}`);
  return card;
}

/** Ends the call in the toolbar and puts it away. */
async function finish(desk) {
  await desk.press('End call');
  await desk.card('After call work');
  await desk.press('Clear contact');
  await desk.toolbar.getByText('No call right now', { exact: true }).waitFor();
}

describe('the toolbar is loaded again', { concurrency: 5 }, () => {
  test('while it rings: no second offer, and the caller still has a name', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      const ringing = await desk.card('Incoming call');
      await ringing.getByText('Mary Doe', { exact: true }).waitFor();
      await reload(desk);
      const card = await desk.card('Incoming call');
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.equal(await card.getByText(RECOVERED).count(), 0, 'it was answered in this page');
      assert.deepEqual(await desk.replies('accept'), ['success']);
      assert.equal((await desk.asked('acceptContact')).length, 1);
      await finish(desk);
      await desk.tells(...WHOLE);
      assert.deepEqual(await desk.tabs(), ['Mary Doe']);
    });
  });

  test('in mid-call: no second pop, the card says what it lacks, and it is closed properly', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      const talking = await talk(desk);
      await talking.getByText('Open in Fusion', { exact: true }).waitFor();
      await reload(desk);
      const card = await desk.card('On a call');
      await card.getByText(RECOVERED, { exact: true }).waitFor();
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.deepEqual(await desk.tabs(), ['Mary Doe']);
      await finish(desk);
      await desk.tells(...WHOLE);
      const closes = await desk.log(({ dir, method }) => dir === 'in' && method === 'closeCommEvent');
      assert.equal(closes[0].message.data.inData.SVCMCA_CONTACT_NAME, 'Mary Doe');
    });
  });

  test('between newCommEvent and its answer: the old request counts, and its time runs on', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'new-late' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
      await reload(desk);
      const card = await desk.card('Incoming call');
      // The answer comes to another page than asked; only the stored uuid tells what it is for.
      await desk.logged(({ dir, method }) => dir === 'out' && method === 'newCommEvent');
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await desk.press('Accept');
      await desk.card('On a call');
      await finish(desk);
      await desk.tells(...WHOLE);
    });
  });

  test('between startCommEvent and its answer: no second pop', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'start-late' } }, async (desk) => {
      await talk(desk);
      await reload(desk);
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.deepEqual(await desk.tabs(), ['Mary Doe']);
      await finish(desk);
      await desk.tells(...WHOLE);
    });
  });

  test('in after-call work: the wrap-up is not asked for again, and its end is', LIMIT, async (t) => {
    const config = { fusion: { wrapUp: 'timed', wrapUpSeconds: 3600 } };
    await withCalls(t, { config }, async (desk) => {
      await talk(desk);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
      await reload(desk);
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.tells(...WHOLE, `close ${CALL} ENDCOMMUNICATION`);
    });
  });

  test('a call that ended meanwhile is closed when the toolbar is back', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await talk(desk);
      await desk.fault('connect-slow-snapshot');
      await desk.act('customer_hangs_up');
      await desk.logged(({ message }) => message.contacts?.some(({ state }) => state === 'ended'));
      await reload(desk);
      const card = await desk.card('After call work');
      assert.equal(await card.getByText(RECOVERED).count(), 0);
      await desk.tells(...WHOLE);
    });
  });

  test('a caller who gave up meanwhile leaves no dialog behind', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
      await desk.fault('connect-slow-snapshot');
      await desk.act('customer_hangs_up');
      await desk.logged(({ message }) => message.kind === 'state' && message.contacts.length === 0, 2);
      await reload(desk);
      await desk.tells(`new ${CALL}`, `close ${CALL} ABANDONED`);
      assert.equal(await desk.toolbar.locator('.card').count(), 0);
      await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    });
  });

  test('with the whole page of Fusion: the call is neither offered nor opened again', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await talk(desk);
      await desk.page.reload();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      const card = await desk.card('On a call');
      await card.getByText('Mary Doe', { exact: true }).waitFor();
      await finish(desk);
      await desk.tells(`close ${CALL} WRAPUP`);
      assert.deepEqual(await desk.tabs(), []);
    });
  });
});
