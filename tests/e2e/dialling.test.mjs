// Dialling: from a click in Fusion, from the dial box, from the recent calls, in Amazon's own panel.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, NAME } from './scenario.mjs';
import { MARY, SHOWN, withPhone } from './phone.mjs';

const UNKNOWN = '+15551230004';

/** Lets the far end answer and proves that both sides show the call. */
async function answered(desk, who, pop = 'Open in Fusion') {
  await desk.card('Calling');
  await desk.act('far_end_answers');
  const card = await desk.card('On a call');
  await desk.says(pop, card);
  await desk.panel(who).waitFor();
  return card;
}

async function ends(desk) {
  await desk.press('End call');
  await desk.card('After call work');
  await desk.press('Clear contact');
  await desk.fusionSays('Available (Idle)');
}

describe('Dialling', { concurrency: 2 }, () => {
  overBoth('a click in Fusion dials, echoes every token and opens the contact once', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const uuid = await desk.click(MARY);
      const card = await desk.card('Calling');
      await desk.says('Waiting for the other side to answer.', card);
      await desk.says('Calling the customer');
      await desk.page.getByRole('region', { name: `Dialling ${NAME}` }).waitFor();
      const [{ endpoint, answer }] = await desk.asks('createOutboundContact');
      assert.equal(answer, 'success');
      assert.equal(endpoint.phoneNumber, MARY);
      const log = await desk.log();
      const at = (wanted) => log.find(({ dir, method }) => dir !== 'in' && method === wanted).at;
      const took = at('createOutboundContact') - at('onOutgoingEvent');
      assert.ok(took < 3_000, `the number was read at once, not after ${took} ms`);
      await desk.tells(`new ${uuid}`);
      const [click] = await desk.clicks();
      const [offer] = await desk.sent('newCommEvent');
      assert.equal(offer.eventId, uuid);
      for (const [token, value] of Object.entries(click.outData)) {
        assert.deepEqual(offer.inData[token], value, token);
      }
      assert.equal(offer.inData.SVCMCA_COMMUNICATION_DIRECTION, 'ORA_SVC_OUTBOUND');
      await answered(desk, NAME);
      await desk.tells(`new ${uuid}`, `start ${uuid}`);
      assert.deepEqual(await desk.tabs(), [NAME]);
      await ends(desk);
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${uuid}`, `start ${uuid}`, `close ${uuid} WRAPUP`]);
      assert.deepEqual(await desk.sent('outboundCommError'), []);
    });
  });

  overBoth('Fusion that clicks twice, or forgets the uuid, gets one call', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'outgoing-twice' } }, async (desk) => {
      const uuid = await desk.click(MARY);
      await answered(desk, NAME);
      await desk.flush();
      assert.equal((await desk.clicks()).length, 2, 'the event came twice');
      assert.deepEqual(await desk.told(), [`new ${uuid}`, `start ${uuid}`]);
      await desk.asks('createOutboundContact', 1);
      await ends(desk);

      await desk.fault('outgoing-twice', false);
      await desk.fault('outgoing-no-uuid');
      const other = await desk.click(UNKNOWN);
      assert.equal((await desk.clicks()).at(-1).uuid, undefined);
      await answered(desk, UNKNOWN, 'Open in Fusion: no contact found');
      await desk.flush();
      assert.deepEqual((await desk.told()).slice(3), [`new ${other}`, `start ${other}`]);
      assert.deepEqual(await desk.sent('outboundCommError'), []);
    });
  });

  overBoth('a click during a call is answered, and the call is not disturbed', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.talks();
      const before = await desk.told();
      const uuid = await desk.clickText('+15551230002');
      const [error] = await desk.dialErrors();
      assert.equal(error.commUuid, uuid);
      assert.equal(error.errorCode, 'BUSY');
      assert.match(error.errorMsg, /./);
      await desk.fusionNotes(error.errorMsg);
      await desk.flush();
      assert.deepEqual(await desk.told(), before);
      await desk.asks('createOutboundContact', 0);
      assert.equal(await desk.field.isVisible(), false, 'there is no dial box during a call');
    });
  });

  test('a number is dialled by hand, with its country and as one types it', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const box = desk.toolbar.locator('.dial');
      await desk.field.pressSequentially('5551230000');
      assert.match(await desk.field.inputValue(), /^\(?555\)? ?123-0000$/, 'formatted while typing');
      await desk.says(`Calls ${SHOWN}`, box);
      await desk.field.press('Enter');
      await desk.card('Calling');
      const [first] = await desk.asks('createOutboundContact');
      assert.equal(first.endpoint.phoneNumber, MARY);
      const id = await desk.newest();
      await desk.tells(`new ${id}`);
      assert.equal((await desk.sent('newCommEvent'))[0].inData.SVCMCA_ANI, MARY);
      await answered(desk, NAME);
      await desk.tells(`new ${id}`, `start ${id}`);
      await ends(desk);
      assert.equal(await desk.field.inputValue(), '', 'what was called is forgotten');

      await desk.dial('030 23125172', 'DE');
      await desk.card('Calling');
      const [, second] = await desk.asks('createOutboundContact', 2);
      assert.equal(second.endpoint.phoneNumber, '+493023125172');
    });
  });

  overBoth('what is no number is refused in words, and stays to be mended', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const box = desk.toolbar.locator('.dial');
      await desk.off(desk.button('Call', box));
      await desk.dial('12');
      await desk.says('Not a complete number yet', box);
      await desk.says(/^This is no number that can be called/, box);
      assert.equal((await desk.field.inputValue()).replace(/\D/g, ''), '12');

      const uuids = [await desk.clickText('garbage'), await desk.clickText('')];
      const errors = await desk.dialErrors(2);
      assert.deepEqual(errors.map(({ commUuid }) => commUuid), uuids);
      assert.deepEqual(errors.map(({ errorCode }) => errorCode), ['INVALID_NUMBER', 'INVALID_NUMBER']);
      await desk.flush();
      await desk.asks('createOutboundContact', 0);
      assert.deepEqual(await desk.told(), []);
    });
  });

  test('only the countries of the configuration of Connect are dialled', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('configure', { dialable: ['us', 'jp'] });
      const countries = desk.toolbar.locator('.dial').getByRole('combobox', { name: 'Country' }).getByRole('option');
      await countries.filter({ hasText: 'Germany' }).waitFor({ state: 'detached' });
      assert.deepEqual(await countries.allTextContents(), ['Japan (+81)', 'United States (+1)']);
      await desk.dial('+493023125172');
      await desk.says(/^Calls to this country are not allowed/);
      const uuid = await desk.clickText('+442079460171');
      const [error] = await desk.dialErrors();
      assert.deepEqual([error.commUuid, error.errorCode], [uuid, 'INVALID_NUMBER']);
      await desk.dial('03-3224-9999', 'JP');
      await desk.card('Calling');
      const [{ endpoint }] = await desk.asks('createOutboundContact');
      assert.equal(endpoint.phoneNumber, '+81332249999');
    });
  });

  overBoth('an agent who may not call is told so, and Fusion offers no number', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('configure', { permissions: [] });
      await desk.says(/^You may not make calls/);
      await desk.field.waitFor({ state: 'hidden' });
      const off = await desk.logged(({ dir, method }) => dir === 'in' && method === 'disableFeature');
      assert.match(JSON.stringify(off.at(-1).message.data), /OUTBOUND_CALL|OUTGOING/);
      await desk.flush();
      assert.equal(await desk.directory(MARY).isDisabled(), true, 'Fusion offers no number');
      const uuid = await desk.clickText(MARY);
      const [error] = await desk.dialErrors();
      assert.deepEqual([error.commUuid, error.errorCode], [uuid, 'NOT_ALLOWED']);
      await desk.asks('createOutboundContact', 0);
    });
  });

  test('recent calls are kept over a reload, dialled again, and forgotten at the sign-out', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.talks();
      await ends(desk);
      const row = desk.recents.filter({ hasText: NAME });
      await desk.says(/Answered/, row);
      assert.match(await row.textContent(), /Incoming/);
      await desk.button('Reload toolbar', desk.page).click();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await row.waitFor();
      await desk.ready(desk.button(`Redial ${NAME}`));
      await desk.press(`Redial ${NAME}`);
      await desk.card('Calling');
      const [{ endpoint }] = await desk.asks('createOutboundContact');
      assert.equal(endpoint.phoneNumber, MARY);
      await desk.act('far_end_fails', { error: 'LineEngagedCustomer' });
      await desk.press('Clear contact');
      await desk.recents.nth(1).waitFor();
      assert.match(await desk.recents.first().textContent(), /Outgoing, Not answered/);
      await desk.press('Change state');
      await desk.toolbar.getByRole('menuitem', { name: 'Sign out' }).click();
      await desk.healthy('Signed out');
      await desk.act('sign_in');
      await desk.healthy('Phone ready');
      assert.equal(await desk.recents.count(), 0);
    });
  });

  test('no recent calls are kept where the configuration says so', LIMIT, async (t) => {
    await withPhone(t, { config: { dialling: { recentCalls: 0 } } }, async (desk) => {
      await desk.talks();
      await ends(desk);
      await desk.flush();
      assert.equal(await desk.recents.count(), 0);
      assert.equal(await desk.toolbar.getByRole('heading', { name: 'No call right now' }).count(), 1);
    });
  });

  overBoth("a call dialled in Amazon's panel is shown and told like one dialled here", LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('outbound', { number: MARY });
      const card = await desk.card('Calling');
      await desk.says(NAME, card);
      const id = await desk.newest();
      await desk.tells(`new ${id}`);
      const [offer] = await desk.sent('newCommEvent');
      assert.equal(offer.inData.SVCMCA_COMMUNICATION_DIRECTION, 'ORA_SVC_OUTBOUND');
      await answered(desk, NAME);
      await desk.tells(`new ${id}`, `start ${id}`);
      assert.deepEqual(await desk.tabs(), [NAME]);
      await desk.asks('createOutboundContact', 0);
    });
  });

  overBoth('a reload while it is dialled loses nothing and asks nothing twice', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const uuid = await desk.click(MARY);
      await desk.card('Calling');
      await desk.tells(`new ${uuid}`);
      await desk.button('Reload toolbar', desk.page).click();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await desk.card('Calling');
      await answered(desk, NAME);
      await desk.flush();
      const told = await desk.told();
      assert.ok(told.every((line) => line.endsWith(uuid)), `one call, one id: ${told}`);
      assert.equal(told.filter((line) => line === `start ${uuid}`).length, 1);
      assert.deepEqual(await desk.tabs(), [NAME]);
      await desk.asks('createOutboundContact', 1);
      assert.deepEqual(await desk.sent('outboundCommError'), []);
    });
  });
});
