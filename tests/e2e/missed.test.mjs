// Calls that nobody answers: they ring out, come back, or the caller gives up.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const AGAIN = `${CALL}~2`;

describe('Calls without an answer', { concurrency: 4 }, () => {
  overBoth('a call that rings out is missed on both sides', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('miss');
      const card = await desk.card('Missed call');
      await card.getByText(NAME, { exact: true }).waitFor();
      await card.getByText('You did not answer in time. Clear the contact to receive the next call.').waitFor();
      await desk.dialog.waitFor({ state: 'detached' });
      await desk.fusionSays('Not available (Missed call)');
      assert.equal(await desk.stateName.textContent(), 'Missed call');

      await desk.press('Clear contact');
      await card.waitFor({ state: 'detached' });
      await desk.fusionSays('Available (Idle)');
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} MISSED`]);
      assert.deepEqual(await desk.deeds('clearContact'), ['success']);
      assert.deepEqual(await desk.tabs(), []);
    });
  });

  overBoth('a missed contact that is gone at once leaves a notice', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'missed-vanishes' } }, async (desk) => {
      await desk.rings();
      await desk.act('miss');
      const notices = desk.toolbar.getByRole('list', { name: 'Recent calls without an answer' });
      await notices.getByRole('listitem').filter({ hasText: 'Missed call' }).getByText(NAME).waitFor();
      await desk.tells(`new ${CALL}`, `close ${CALL} MISSED`);
    });
  });

  overBoth('the missed call rings again as a new offer, which can be answered', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('miss');
      await desk.card('Missed call');
      await desk.dialog.waitFor({ state: 'detached' });

      await desk.act('re_ring');
      await desk.card('Incoming call');
      await desk.dialog.getByText(NAME, { exact: true }).waitFor();
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      await desk.panel(NAME).waitFor();
      await desk.flush();
      const offers = [`new ${CALL}`, `close ${CALL} MISSED`, `new ${AGAIN}`, `start ${AGAIN}`];
      assert.deepEqual(await desk.told(), offers);
      assert.deepEqual(await desk.deeds('acceptContact'), ['success']);
      assert.deepEqual(await desk.tabs(), [NAME]);

      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...offers, `close ${AGAIN} WRAPUP`);
    });
  });

  overBoth('a contact that comes back with a new agent leg is a new offer', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'missed-vanishes' } }, async (desk) => {
      await desk.rings();
      await desk.act('miss');
      await desk.tells(`new ${CALL}`, `close ${CALL} MISSED`);
      await desk.act('re_ring');
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`, `close ${CALL} MISSED`, `new ${AGAIN}`);
    });
  });

  overBoth('a contact that comes back with the same agent leg is the same offer', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('vanish');
      await desk.tells(`new ${CALL}`, `close ${CALL} ABANDONED`);
      await desk.act('re_ring', { same_connection: true });
      await desk.card('Incoming call');
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} ABANDONED`]);
    });
  });

  overBoth('a caller who gives up is told as such and leaves a notice', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('customer_hangs_up');
      const notices = desk.toolbar.getByRole('list', { name: 'Recent calls without an answer' });
      await notices.getByRole('listitem').filter({ hasText: 'Caller hung up' }).getByText(NAME).waitFor();
      await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
      await desk.dialog.waitFor({ state: 'detached' });
      await desk.fusionSays('Available (Idle)');
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} ABANDONED`]);
      assert.deepEqual(await desk.deeds('rejectContact'), []);
    });
  });

  overBoth('a caller who gives up and stays listed with an error is told as such', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('miss', { kind: 'FailedConnectCustomer' });
      const card = await desk.card('Caller hung up');
      await card.getByText('The caller hung up before anybody answered.').waitFor();
      await desk.press('Clear contact');
      await card.waitFor({ state: 'detached' });
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} ABANDONED`]);
    });
  });

  overBoth('a caller who gives up in the moment of the answer costs nothing', LIMIT, async (t) => {
    const options = { query: { fault: 'connect-late' }, allow: [/Accept Contact failed/] };
    await withAgent(t, options, async (desk) => {
      await desk.rings();
      const answer = await desk.dialog.getByRole('button', { name: 'Answer' }).elementHandle();
      await answer.evaluate((button) => {
        button.click();
        postMessage(JSON.stringify({ sandbox: 'director', action: 'customer_hangs_up' }), location.origin);
      });
      await desk.toolbar.locator('.card').waitFor({ state: 'detached' });
      await desk.logged(({ message }) => message?.method === 'acceptContact' && message.kind === 'request');
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} ABANDONED`]);
      const [reply, ...more] = await desk.replies('accept');
      assert.deepEqual(more, [], 'answered once');
      assert.doesNotMatch(reply, /^success/);
    });
  });
});
