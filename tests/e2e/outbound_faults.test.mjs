// Dialling that does not come about: refused, lost, silent, given up, not answered; each with its own
// words on both sides, and nothing dialled or closed twice.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT, NAME } from './scenario.mjs';
import { MARY, SHOWN, withPhone } from './phone.mjs';

const TIMED_OUT = 'Amazon Connect did not answer in time. Look at the state shown here, then try again.';

/** The panel that Fusion shows while it dials. */
const dialling = (desk) => desk.page.getByRole('region', { name: `Dialling ${NAME}` });

/** The agent clears what is left, and is available again. */
async function clears(desk) {
  await desk.press('Clear contact');
  await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
}

describe('Dialling in vain', { concurrency: 2 }, () => {
  test('a call that Connect refuses is told on both sides, and never offered', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'dial-fails' } }, async (desk) => {
      const uuid = await desk.click(MARY);
      const [error] = await desk.dialErrors();
      assert.deepEqual([error.commUuid, error.errorCode], [uuid, 'FAILED']);
      assert.match(error.errorMsg, /BadEndpointException/);
      await desk.fusionNotes(error.errorMsg);
      await desk.says('Amazon Connect refused (BadEndpointException). Try again.');
      await desk.flush();
      assert.deepEqual(await desk.told(), [], 'Fusion was offered nothing');
      await desk.asks('createOutboundContact', 1);

      await desk.dial('5551230000');
      await desk.asks('createOutboundContact', 2);
      await desk.ready(desk.button('Call', desk.toolbar.locator('.dial')));
      assert.equal((await desk.field.inputValue()).replace(/\D/g, ''), '5551230000', 'there to be tried again');
      await desk.fault('dial-fails', false);
      await desk.button('Call', desk.toolbar.locator('.dial')).click();
      await desk.card('Calling');
      assert.equal((await desk.sent('outboundCommError')).length, 1, 'only Fusion’s own click is told of');
    });
  });

  test('a call that Connect forgets is given up after 15 seconds', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'dial-lost' } }, async (desk) => {
      const uuid = await desk.click(MARY);
      await desk.says(`Dialling ${SHOWN}…`);
      const second = await desk.clickText('+15551230002');
      const [busy] = await desk.dialErrors();
      assert.deepEqual([busy.commUuid, busy.errorCode], [second, 'BUSY']);
      const [, error] = await desk.dialErrors(2);
      assert.deepEqual([error.commUuid, error.errorCode], [uuid, 'FAILED']);
      const log = await desk.log();
      const clicked = log.find(({ dir, method }) => dir === 'out' && method === 'onOutgoingEvent');
      const told = log.filter(({ dir, method }) => dir === 'in' && method === 'outboundCommError').at(-1);
      const span = told.at - clicked.at;
      assert.ok(span > 14_000 && span < 20_000, `${span} ms`);
      await desk.fusionNotes(error.errorMsg);
      await desk.says(TIMED_OUT);
      await desk.flush();
      assert.deepEqual(await desk.told(), [], 'nothing was offered, so nothing is closed');
      await desk.asks('createOutboundContact', 1);
      await desk.fault('dial-lost', false);
      await desk.click(MARY);
      await desk.card('Calling');
    });
  });

  test('a call that comes without an answer of Connect is as good as any', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'dial-silent' } }, async (desk) => {
      const uuid = await desk.click(MARY);
      await desk.card('Calling');
      await desk.tells(`new ${uuid}`);
      await desk.act('far_end_answers');
      await desk.card('On a call');
      await desk.tells(`new ${uuid}`, `start ${uuid}`);
      await desk.press('End call');
      await desk.closed(uuid, 'WRAPUP');
      await desk.flush();
      await desk.asks('createOutboundContact', 1);
      assert.deepEqual(await desk.sent('outboundCommError'), []);
    });
  });

  test('a customer who does not answer, or is busy, is told as missed', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const cases = [
        { error: 'LineEngagedCustomer', state: 'Customer’s line is busy', tell: /^The customer is on another call/ },
        { error: 'MissedCallCustomer', state: 'Customer did not answer', tell: /^The customer did not answer/ },
        { error: 'BadAddressCustomer', state: 'Number cannot be called', tell: /^Amazon Connect cannot call this number/ },
      ];
      for (const { error, state, tell } of cases) {
        const uuid = await desk.click(MARY);
        await desk.card('Calling');
        await desk.act('far_end_fails', { error });
        const card = await desk.card('Call failed');
        await desk.says(/Clear the contact to receive the next call\.$/, card);
        await desk.says(state);
        await desk.says(tell);
        await desk.closed(uuid, 'MISSED');
        await dialling(desk).waitFor({ state: 'detached' });
        await clears(desk);
        await desk.fusionSays('Available (Idle)');
      }
      assert.equal((await desk.told()).filter((line) => line.startsWith('start')).length, 0);
      assert.deepEqual(await desk.tabs(), []);

      const uuid = await desk.click(MARY);
      await desk.card('Calling');
      await desk.act('far_end_fails', { vanishes: true });
      await desk.closed(uuid, 'MISSED');
      await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
      const outcomes = await desk.recents.allTextContents();
      assert.equal(outcomes.length, 4);
      assert.ok(outcomes.every((text) => /Outgoing, Not answered/.test(text)), outcomes.join(' | '));
    });
  });

  test('the agent gives a call up, in the toolbar, in Fusion, or before it is there', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const first = await desk.click(MARY);
      await desk.card('Calling');
      await desk.press('End call');
      await desk.closed(first, 'CANCELED');
      await dialling(desk).waitFor({ state: 'detached' });
      await clears(desk);

      const second = await desk.click(MARY);
      await desk.card('Calling');
      await desk.button('End call', dialling(desk)).click();
      await desk.closed(second, 'CANCELED');
      assert.deepEqual(await desk.replies('disconnect'), ['success']);
      await clears(desk);
      const outcomes = await desk.recents.allTextContents();
      assert.ok(outcomes.every((text) => /Outgoing, Cancelled/.test(text)), outcomes.join(' | '));

      await desk.act('delay', { millis: 4_000 });
      const third = await desk.click(MARY);
      await desk.says(`Dialling ${SHOWN}…`);
      await desk.asks('createOutboundContact', 3);
      await desk.press('Cancel');
      await desk.says(`Giving up the call to ${SHOWN}…`);
      await desk.off(desk.button('Cancel'));
      await desk.closed(third, 'CANCELED');
      await desk.flush();
      assert.deepEqual(
        (await desk.told()).filter((line) => line.includes(third)),
        [`new ${third}`, `close ${third} CANCELED`],
      );
      assert.deepEqual(await desk.deeds('destroyConnection'), ['success', 'success', 'success']);
      assert.deepEqual(await desk.sent('outboundCommError'), []);
    });
  });

  test('Fusion that does not answer the error of a dial is not asked again', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'dial-error-silent' } }, async (desk) => {
      const uuid = await desk.clickText('nobody');
      const [error] = await desk.dialErrors();
      assert.deepEqual([error.commUuid, error.errorCode], [uuid, 'INVALID_NUMBER']);
      await desk.click(MARY);
      await desk.card('Calling');
      await desk.act('far_end_answers');
      await desk.card('On a call');
      await desk.panel(NAME).waitFor();
      await desk.flush();
      assert.equal((await desk.sent('outboundCommError')).length, 1);
    });
  });
});
