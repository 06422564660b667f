// Inbound calls with real Streams on the real wire: each order of events once (`connect.md` D.6), several
// calls in one page; and over each transport a whole call, a decline, and a reload in mid-call.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, NAME, SHOWN, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const RECOVERED =
  'The phone was loaded again during the call, which may have no sound here. ' +
  'If you hear nothing, end the call and call back.';
const WHOLE = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];

/** What Fusion was told of one call, without the call's id. */
const toldOf = async (desk, id) =>
  (await desk.told()).filter((line) => line.split(' ')[1] === id).map((line) => line.replace(` ${id}`, ''));

/** Waits until no card is left and Fusion says this of the agent. */
async function rests(desk, state = 'Available (Idle)') {
  await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
  await desk.fusionSays(state);
}

/** Clears the contact in this stage. */
async function clear(desk, title, state) {
  await desk.card(title);
  await desk.press('Clear contact');
  await rests(desk, state);
}

/** Loads the toolbar's page again and waits until it is linked with both sides. */
async function reload(desk) {
  const isReady = ({ dir, method }) => dir === 'in' && method === 'readyForOperation';
  const before = (await desk.log(isReady)).length;
  await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
  await desk.logged(isReady, before + 1, 40_000);
  await desk.healthy('Phone ready', 'Linked with Fusion');
}

/** Gives a proof of what Fusion was told of a call as a whole, and what Connect was asked since the last proof. */
function ledger(desk) {
  const methods = ['acceptContact', 'rejectContact', 'destroyConnection', 'clearContact', 'putAgentState'];
  let before = 0;
  return async (id, told, asked) => {
    await desk.flush();
    assert.deepEqual(await toldOf(desk, id), told, id);
    const all = await desk.log(({ message }) => message?.kind === 'request' && methods.includes(message.method));
    const since = all.slice(before).map(({ message }) => `${message.method}: ${message.answer}`);
    assert.deepEqual(since, asked.map((method) => `${method}: success`), id);
    before = all.length;
  };
}

describe('Inbound calls', { concurrency: 4 }, () => {
  test('answered calls: accepted here, in the CCP and by Connect; ended by the agent and by the customer', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const proves = ledger(desk);

      await desk.rings({ contactId: 'here' });
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText(NAME, { exact: true }).waitFor();
      await card.getByText(SHOWN, { exact: true }).waitFor();
      await desk.panel(NAME).waitFor();
      assert.equal(await desk.stateName.textContent(), 'On a contact');
      await desk.press('End call');
      await desk.card('After call work');
      assert.equal(await desk.stateName.textContent(), 'After call work');
      await clear(desk, 'After call work');
      await proves('here', ['new', 'start', 'close WRAPUP'], ['acceptContact', 'destroyConnection', 'clearContact']);

      await desk.rings({ contactId: 'elsewhere' });
      await desk.act('accept_in_ccp');
      await desk.card('On a call');
      await desk.act('customer_hangs_up');
      await desk.card('After call work');
      await desk.act('clear');
      await rests(desk);
      await proves('elsewhere', ['new', 'start', 'close WRAPUP'], []);

      await desk.ring({ contactId: 'by-itself', auto_accept: true });
      await desk.card('On a call');
      await desk.press('End call');
      await clear(desk, 'After call work');
      await proves('by-itself', ['new', 'start', 'close WRAPUP'], ['destroyConnection', 'clearContact']);

      await desk.ring({ contactId: 'callback', channel: 'queue_callback' });
      await desk.card('Incoming callback');
      await desk.press('Accept');
      await desk.toolbar.locator('.card').getByRole('heading', { name: /^(Connecting|Calling)$/ }).waitFor();
      await desk.act('far_end_answers');
      await desk.card('On a call');
      await desk.act('customer_hangs_up');
      await clear(desk, 'After call work');
      await proves('callback', ['new', 'start', 'close WRAPUP'], ['acceptContact', 'clearContact']);
    });
  });

  test('calls without an answer: missed, rejected here and in the CCP, given up by the caller', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const proves = ledger(desk);

      await desk.rings({ contactId: 'missed' });
      await desk.act('miss');
      await desk.card('Missed call');
      await desk.fusionSays('Not available (Missed call)');
      assert.equal(await desk.stateName.textContent(), 'Missed call');
      await clear(desk, 'Missed call');
      await proves('missed', ['new', 'close MISSED'], ['clearContact']);

      await desk.rings({ contactId: 'again' });
      await desk.act('miss');
      await desk.card('Missed call');
      await desk.act('re_ring');
      await desk.card('Incoming call');
      await desk.press('Decline');
      await clear(desk, 'Declined');
      await proves('again', ['new', 'close MISSED'], ['rejectContact', 'clearContact']);
      assert.deepEqual(await toldOf(desk, 'again~2'), ['new', 'close REJECT']);

      await desk.rings({ contactId: 'elsewhere' });
      await desk.act('reject_in_ccp');
      await clear(desk, 'Missed call');
      await proves('elsewhere', ['new', 'close MISSED'], ['clearContact']);

      // Connect lists a caller who hung up with an error, or not at all any more.
      await desk.rings({ contactId: 'listed' });
      await desk.act('miss', { kind: 'FailedConnectCustomer' });
      await clear(desk, 'Caller hung up');
      await proves('listed', ['new', 'close ABANDONED'], ['clearContact']);

      await desk.rings({ contactId: 'gone' });
      await desk.act('customer_hangs_up');
      const notices = desk.toolbar.getByRole('list', { name: 'Notices of calls that are over' });
      await notices.getByRole('listitem').filter({ hasText: 'Caller hung up' }).getByText(NAME).waitFor();
      await rests(desk);
      await proves('gone', ['new', 'close ABANDONED'], []);

      await desk.dialog.waitFor({ state: 'detached' });
      assert.deepEqual(await desk.tabs(), []);
    });
  });

  test('a state chosen during a call is queued, and comes with the clearing of the contact', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.availability.click();
      await desk.toolbar.getByText('Next: Lunch', { exact: true }).waitFor();
      await desk.pressed(false);
      assert.equal(await desk.stateName.textContent(), 'On a contact');
      await desk.press('End call');
      await clear(desk, 'After call work', 'Not available (Lunch)');
      assert.equal(await desk.stateName.textContent(), 'Lunch');
      assert.equal(await desk.toolbar.getByText('Next: Lunch').count(), 0);

      await desk.availability.click();
      await desk.pressed(true);
      await desk.fusionSays('Available (Idle)');
      await desk.act('agent_state', { name: 'Training' });
      await desk.fusionSays('Not available (Training)');
      await desk.pressed(false);
      assert.deepEqual(await desk.answersTo('putAgentState'), ['success', 'success']);
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });

  test('a double click answers once, and so do presses on both sides at once', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.button('Accept').dblclick();
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
      assert.deepEqual(await desk.answersTo('destroyConnection'), []);
      await desk.press('End call');
      await clear(desk, 'After call work');

      await desk.rings({ contactId: 'both' });
      // Connect says yes at once and shows it later, so that neither press finds the call answered.
      await desk.act('delay', { millis: 1500 });
      await desk.together(desk.button('Accept'), desk.dialog.getByRole('button', { name: 'Answer' }));
      await desk.panel(NAME).waitFor();
      await desk.flush();
      assert.deepEqual(await toldOf(desk, 'both'), ['new', 'start']);
      assert.deepEqual(await desk.replies('accept'), ['success']);
      assert.deepEqual(await desk.answersTo('acceptContact'), ['success', 'success'], 'one for each call');
    });
  });

  overBoth("a call that is answered, ended and wrapped up in Fusion's own panels", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.dialog.getByText(NAME, { exact: true }).waitFor();
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.answeredOnce();
      await desk.panel(NAME).getByRole('button', { name: 'End call' }).click();
      await card.getByText('Finish your notes, then clear the contact.').waitFor();
      await desk.wrapUp(NAME).getByRole('button', { name: 'Save wrap-up' }).click();
      await desk.wrapUp(NAME).waitFor({ state: 'detached' });
      await clear(desk, 'After call work');
      assert.deepEqual(await desk.flush(), { activeCount: 0, engagements: [] });
      assert.deepEqual(await desk.told(), WHOLE);
      assert.deepEqual(await desk.replies('accept'), ['success']);
      assert.deepEqual(await desk.replies('disconnect'), ['success']);
      assert.deepEqual(await desk.answersTo('destroyConnection'), ['success']);
    });
  });

  overBoth("a call that is declined in Fusion's dialog", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.dialog.getByRole('button', { name: 'Decline' }).click();
      await desk.card('Declined');
      await desk.dialog.waitFor({ state: 'detached' });
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `close ${CALL} REJECT`]);
      assert.deepEqual(await desk.replies('reject'), ['success']);
      assert.deepEqual(await desk.answersTo('rejectContact'), ['success']);
      assert.deepEqual(await desk.tabs(), []);
    });
  });

  overBoth('a reload in mid-call, and one of the whole page of Fusion', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await reload(desk);
      const card = await desk.card('On a call');
      await card.getByText(RECOVERED, { exact: true }).waitFor();
      await card.getByText(NAME, { exact: true }).waitFor();
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.deepEqual(await desk.tabs(), [NAME]);

      await desk.page.reload();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await (await desk.card('On a call')).getByText(NAME, { exact: true }).waitFor();
      await desk.press('End call');
      await clear(desk, 'After call work');
      await desk.flush();
      assert.deepEqual(await desk.told(), [`close ${CALL} WRAPUP`], 'neither offered nor opened again');
      assert.deepEqual(await desk.tabs(), []);
      const [close] = await desk.log(({ dir, method }) => dir === 'in' && method === 'closeCommEvent');
      assert.equal(close.message.data.inData.SVCMCA_CONTACT_NAME, NAME);
    });
  });

  test('a reload before newCommEvent is answered: the stored uuid tells what the answer is for', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'new-late' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
      await reload(desk);
      const card = await desk.card('Incoming call');
      await desk.logged(({ dir, method }) => dir === 'out' && method === 'newCommEvent');
      await card.getByText(NAME, { exact: true }).waitFor();
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.press('End call');
      await clear(desk, 'After call work');
      await desk.tells(...WHOLE);
    });
  });
});
