// Fusion refuses, or drops what it does not route: the card says so, one button asks again where
// that helps, and the phone call is never touched.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const REFUSED = 'Fusion refused to open the contact. The call goes on.';
const NOT_FOUND = 'Fusion did not find out who is calling. The call goes on without.';

describe('Fusion refuses', { concurrency: 5 }, () => {
  overBoth('a refused lookup costs the name, and the contact still opens', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'new-error' } }, async (desk) => {
      await desk.ring();
      const ringing = await desk.card('Incoming call');
      await ringing.getByText(NOT_FOUND, { exact: true }).waitFor();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      assert.equal((await desk.asked('acceptContact')).length, 1);
    });
  });

  overBoth('a refused lookup of a call that nobody answers is closed without a start', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'new-error' } }, async (desk) => {
      await desk.ring();
      const ringing = await desk.card('Incoming call');
      await ringing.getByText(NOT_FOUND, { exact: true }).waitFor();
      await desk.act('customer_hangs_up');
      await desk.tells(`new ${CALL}`, `close ${CALL} ABANDONED`);
    });
  });

  overBoth('a refused start has one button that asks again, until it is granted', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'start-error' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      const again = card.getByRole('button', { name: 'Open in Fusion again', exact: true });
      await card.getByText(REFUSED, { exact: true }).waitFor();
      await again.click();
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `start ${CALL}`);
      await card.getByText(REFUSED, { exact: true }).waitFor();
      assert.deepEqual(await desk.tabs(), []);

      await desk.fault('start-error', false);
      await again.click();
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.equal(await again.count(), 0);
      assert.deepEqual(await desk.tabs(), ['Mary Doe']);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, ...Array(3).fill(`start ${CALL}`), `close ${CALL} WRAPUP`);
    });
  });

  overBoth('a refused start is not offered again after the call', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'start-error' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const talking = await desk.card('On a call');
      await talking.getByText(REFUSED, { exact: true }).waitFor();
      await desk.press('End call');
      const card = await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      assert.equal(await card.getByRole('button', { name: 'Open in Fusion again' }).count(), 0);
      assert.equal(await card.getByText(REFUSED).count(), 0, 'no call goes on any more');
    });
  });

  overBoth('a refused close is not repeated and does not keep the contact', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'close-error' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.toolbar.getByText('No call right now', { exact: true }).waitFor();

      await desk.ring({ contactId: 'call-2' });
      await desk.card('Incoming call');
      const first = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];
      await desk.tells(...first, 'new call-2');
    });
  });

  overBoth('a refused link is told in Fusion’s words, and can be asked for again', LIMIT, async (t) => {
    const options = { query: { fault: 'configuration-error' }, link: 'Fusion refused the link' };
    await withCalls(t, options, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: 'Fusion refused the link' }).waitFor();
      await desk.toolbar.getByText('SVCMCA_ERR_MISSING_CONFIGURATION', { exact: true }).waitFor();
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.fault('configuration-error', false);
      await desk.press('Try again');
      await desk.healthy('Linked with Fusion');
      assert.equal(await desk.toolbar.getByRole('heading', { name: 'Fusion refused the link' }).count(), 0);
      await desk.card('On a call');
    });
  });

  overBoth('calls that Fusion drops without a word are phone calls all the same', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'fusion-wrong-classification' } }, async (desk) => {
      await desk.ring();
      const ringing = await desk.card('Incoming call');
      await ringing.getByText(/^Fusion has not taken this call\./).waitFor();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText(/^Fusion has not taken this call\./).waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      assert.deepEqual(await desk.tabs(), []);
    });
  });
});
