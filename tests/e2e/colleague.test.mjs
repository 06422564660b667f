// Calling a quick connect while idle: another agent, a queue, a number of the list; who answers, refuses
// or does not answer, and what Fusion is told of a call that has no number.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT } from './scenario.mjs';
import { withPhone } from './phone.mjs';

const COLLEAGUE = 'Ben Berger';
const LIST = 'Quick connects';

const sheetOf = (desk) => desk.toolbar.locator('.dial').getByRole('group', { name: LIST, exact: true }).first();

/** Opens the list in the dial box and calls one of its entries. */
async function calls(desk, name) {
  await desk.press(LIST);
  await desk.button(`Call ${name}`, sheetOf(desk)).click();
  await sheetOf(desk).waitFor({ state: 'detached' });
}

async function cleared(desk) {
  await desk.press('Clear contact');
  await desk.toolbar.locator('.card').waitFor({ state: 'detached' });
}

describe('Quick connects while idle', { concurrency: 2 }, () => {
  test('a colleague answers: one call with a name and without a number, here and in Fusion', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await calls(desk, COLLEAGUE);
      const card = await desk.card('Calling');
      await desk.says(COLLEAGUE, card);
      const [{ endpoint, answer }] = await desk.asks('createOutboundContact');
      assert.deepEqual([endpoint.name, endpoint.type, answer], [COLLEAGUE, 'agent', 'success']);
      assert.match(endpoint.endpointARN, /transfer-destination/);
      const id = await desk.newest();
      await desk.tells(`new ${id}`);
      const [offer] = await desk.sent('newCommEvent');
      assert.equal('SVCMCA_ANI' in offer.inData, false, 'a colleague has no number to look up');
      assert.equal(offer.inData.SVCMCA_COMMUNICATION_DIRECTION, 'ORA_SVC_OUTBOUND');
      await desk.act('far_end_answers');
      await desk.card('On a call');
      await desk.tells(`new ${id}`, `start ${id}`);
      await desk.says(COLLEAGUE, card);

      await desk.button('Reload toolbar', desk.page).click();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await desk.says(COLLEAGUE, await desk.card('On a call'));
      await desk.press('End call');
      await desk.closed(id, 'WRAPUP');
      await cleared(desk);
      const row = desk.recents.filter({ hasText: COLLEAGUE });
      assert.match(await row.textContent(), /Outgoing, Answered/);
      assert.equal(await row.getByRole('button').count(), 0, 'there is no number to call again');
      await desk.asks('createOutboundContact', 1);
      assert.deepEqual(await desk.sent('outboundCommError'), []);
    });
  });

  test('a number of the list is called by its entry, and told to Fusion as a number', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.press(LIST);
      const search = sheetOf(desk).getByRole('searchbox');
      await search.fill('hotline');
      await search.press('ArrowDown');
      await desk.page.keyboard.press('Enter');
      const card = await desk.card('Calling');
      await desk.says('Billing hotline', card);
      await desk.says('+1 415 555 0170', card);
      const id = await desk.newest();
      await desk.tells(`new ${id}`);
      assert.equal((await desk.sent('newCommEvent'))[0].inData.SVCMCA_ANI, '+14155550170');
      await desk.press('End call');
      await desk.closed(id, 'CANCELED');
    });
  });

  test('a refusal is said in the box; who does not answer or is given up on is told apart', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const box = desk.toolbar.locator('.dial');
      await desk.fault('dial-fails');
      await calls(desk, COLLEAGUE);
      await desk.says(/^Amazon Connect refused \(/, box);
      assert.deepEqual(await desk.told(), []);
      await desk.fault('dial-fails', false);

      await calls(desk, 'Sales');
      await desk.card('Calling');
      const first = await desk.newest();
      await desk.act('far_end_fails', {});
      await desk.closed(first, 'MISSED');
      await cleared(desk);
      assert.match(await desk.recents.first().textContent(), /Sales.*Outgoing, Not answered/s);

      await calls(desk, COLLEAGUE);
      await desk.card('Calling');
      const second = await desk.newest();
      await desk.press('End call');
      await desk.closed(second, 'CANCELED');
      await cleared(desk);
      assert.match(await desk.recents.first().textContent(), /Ben Berger.*Outgoing, Cancelled/s);
    });
  });

  test('only one call is dialled at a time, and it can be given up before it is there', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'dial-lost' } }, async (desk) => {
      await calls(desk, COLLEAGUE);
      await desk.says(`Dialling ${COLLEAGUE}…`);
      assert.equal(await desk.button(LIST).count(), 0, 'nobody else can be called meanwhile');
      await desk.click();
      const [error] = await desk.dialErrors();
      assert.equal(error.errorCode, 'BUSY');
      await desk.press('Cancel');
      await desk.says(`Giving up the call to ${COLLEAGUE}…`);
      // Connect takes it all the same, and it is ended as soon as it is there.
      await desk.act('outbound', { number: COLLEAGUE });
      await desk.toolbar.locator('.card').getByRole('button', { name: 'Clear contact' }).waitFor();
      await desk.asks('destroyConnection', 1);
      await desk.closed(await desk.newest(), 'CANCELED');
    });
  });
});
