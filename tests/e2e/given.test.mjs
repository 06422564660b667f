// What Fusion is given of a call, what the card says of its answer, and the work after the call in both.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, overBoth, withToolbar } from './fixtures.mjs';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const BEGUN = [`new ${CALL}`, `start ${CALL}`];
const WRAPUP = `close ${CALL} WRAPUP`;
const ENDED = `close ${CALL} ENDCOMMUNICATION`;

const fusion = (members) => ({ config: { fusion: members } });

/** The data of the requests with this method. */
async function data(desk, wanted) {
  const entries = await desk.log(({ dir, method }) => dir === 'in' && method === wanted);
  return entries.map((entry) => entry.message.data);
}

/** Leads a call into after-call work with Fusion's form open. */
async function work(desk) {
  await desk.talks();
  await desk.press('End call');
  await desk.wrapUp(NAME).waitFor();
  return desk.card('After call work');
}

const save = (desk) => desk.wrapUp(NAME).getByRole('button', { name: 'Save wrap-up' }).click();

/** Reloads the toolbar and waits until it is back. */
async function reload(desk) {
  const isReady = ({ dir, method }) => dir === 'in' && method === 'readyForOperation';
  const before = (await desk.log(isReady)).length;
  await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
  await desk.logged(isReady, before + 1, 4 * TIMEOUT);
  await desk.healthy('Phone ready', 'Linked with Fusion');
}

describe('What Fusion is given', { concurrency: 2 }, () => {
  test('every source becomes its token, and a service request of the flow opens', LIMIT, async (t) => {
    const tokens = {
      BAC_METHOD: 'initiationMethod',
      BAC_MISSING: 'attribute:nothing',
      BAC_QUEUE: 'queue',
      BAC_SEGMENT: 'segment:connect:Subtype',
      BAC_TEXT: 'text:a: b',
      SVCMCA_BYPASS_IDENTIFY_CONTACT: false,
      SVCMCA_OFFER_TIMEOUT_SEC: 20,
      SVCMCA_SR_NUM: 'attribute:request number',
    };
    await withAgent(t, fusion({ tokens, lookupObject: 'Contact' }), async (desk) => {
      await desk.talks({ queue: 'Repairs', attributes: { 'request number': 'SR0000010099', secret: '4111' } });
      const [{ inData, lookupObject, appClassification }] = await data(desk, 'newCommEvent');
      const { SVCMCA_ANI, SVCMCA_COMMUNICATION_DIRECTION, mcaOrigEventSource, ...given } = inData;
      assert.deepEqual(given, {
        BAC_METHOD: 'inbound',
        BAC_QUEUE: 'Repairs',
        BAC_SEGMENT: 'connect:Telephony',
        BAC_TEXT: 'a: b',
        SVCMCA_BYPASS_IDENTIFY_CONTACT: false,
        SVCMCA_OFFER_TIMEOUT_SEC: '20',
        SVCMCA_SR_NUM: 'SR0000010099',
      });
      assert.equal(SVCMCA_COMMUNICATION_DIRECTION, 'ORA_SVC_INBOUND');
      assert.deepEqual([lookupObject, appClassification], ['Contact', 'ORA_SERVICE']);
      await desk.answeredOnce({ tab: `SR0000010099 ${NAME}` });
    });
  });

  test('a queue that Fusion does not route is named, with its classification', LIMIT, async (t) => {
    const options = fusion({ appClassifications: { Sales: 'ORA_SALES' } });
    await withAgent(t, options, async (desk) => {
      await desk.ring({ queue: 'Sales' });
      const ringing = await desk.card('Incoming call');
      const said = 'Fusion has not taken this call. The phone call goes on.';
      const cause = 'ORA_SALES, for the queue Sales, is probably not routed to this toolbar in Fusion.';
      await ringing.getByText(said, { exact: true }).waitFor();
      await ringing.getByText(cause, { exact: true }).waitFor();
      await desk.healthy('Fusion did not take a call');
      await desk.toolbar.getByRole('heading', { name: 'Fusion did not take a call' }).waitFor();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText(said, { exact: true }).waitFor();
      await card.getByText(cause, { exact: true }).waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...BEGUN, WRAPUP);
      const classes = await Promise.all(['newCommEvent', 'startCommEvent', 'closeCommEvent'].map((m) => data(desk, m)));
      assert.deepEqual(classes.flat().map((request) => request.appClassification), Array(3).fill('ORA_SALES'));
      await desk.press('Clear contact');
      await desk.press('Try again');
      await desk.healthy('Linked with Fusion');

      await desk.talks({ contactId: 'call-2', queue: 'Service' });
      await desk.tells(...BEGUN, WRAPUP, 'new call-2', 'start call-2');
    });
  });

  test('what the lookup found stands in the card, and moves no button', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'fusion-late' } }, async (desk) => {
      await desk.ring({ number: '+15551230004' });
      const ringing = await desk.card('Incoming call');
      await ringing.getByText('Looking up the caller in Fusion…', { exact: true }).waitFor();
      const accept = ringing.getByRole('button', { name: 'Accept', exact: true });
      const before = await accept.boundingBox();
      await ringing.getByText('No contact found in Fusion', { exact: true }).waitFor();
      assert.deepEqual(await accept.boundingBox(), before);
      assert.equal(await ringing.getByText('No contact found in Fusion').count(), 1, 'said once');
      const line = ringing.getByText('No contact found in Fusion');
      assert.equal(await line.locator('xpath=ancestor::*[@role="status"]').count(), 1);
      await accept.click();
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion: no contact found', { exact: true }).waitFor();
    });
  });

  test('a reserved token is an error of the configuration', LIMIT, async (t) => {
    const tokens = { SVCMCA_ANI: 'attribute:number', BAC: 'nonsense' };
    await withToolbar(t, { config: { fusion: { tokens } } }, async ({ toolbar }) => {
      await toolbar.getByText('fusion.tokens.SVCMCA_ANI').waitFor();
      await toolbar.getByText('is reserved: the toolbar or Fusion sets it').waitFor();
      await toolbar.getByText('fusion.tokens.BAC').waitFor();
    });
  });
});

describe('The work after a call', { concurrency: 2 }, () => {
  overBoth('saving the wrap-up in Fusion ends it here, once', LIMIT, async (t) => {
    await withAgent(t, fusion({ wrapUpEndsAcw: true }), async (desk) => {
      const card = await work(desk);
      await save(desk);
      await card.waitFor({ state: 'detached' });
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await desk.deeds('clearContact'), ['success']);
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
    });
  });

  test('saved after a reload, it ends as well', LIMIT, async (t) => {
    await withAgent(t, fusion({ wrapUpEndsAcw: true }), async (desk) => {
      await work(desk);
      await reload(desk);
      const card = await desk.card('After call work');
      await save(desk);
      await card.waitFor({ state: 'detached' });
      assert.deepEqual(await desk.deeds('clearContact'), ['success']);
    });
  });

  test('an update of another kind ends nothing', LIMIT, async (t) => {
    const options = fusion({ wrapUpEndsAcw: true, wrapUpUpdateTypes: ['SOMETHING_ELSE'] });
    await withAgent(t, options, async (desk) => {
      const card = await work(desk);
      await save(desk);
      await desk.wrapUp(NAME).waitFor({ state: 'detached' });
      await desk.flush();
      assert.equal(await card.count(), 1);
      assert.deepEqual(await desk.deeds('clearContact'), []);
    });
  });

  overBoth('ending it here closes the wrap-up in Fusion, also over a reload', LIMIT, async (t) => {
    await withAgent(t, fusion({ acwEndsWrapUp: true }), async (desk) => {
      await work(desk);
      await desk.tells(...BEGUN, WRAPUP);
      await reload(desk);
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.tells(...BEGUN, WRAPUP, ENDED);
      await desk.wrapUp(NAME).waitFor({ state: 'detached' });
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP, ENDED]);
    });
  });
});
