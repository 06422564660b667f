// Transfer and conference: whom one can call, each leg with its name and state, the two steps of every
// transfer, and what Fusion is told when the agent leaves the others alone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT, NAME } from './scenario.mjs';
import { CALL, THIRD, THIRD_SHOWN, withPhone } from './phone.mjs';

const BEGUN = [`new ${CALL}`, `start ${CALL}`];
const LEGS = (customer, third, agent = 'connected') => `agent ${agent}, customer ${customer}, third ${third}`;
const agentNamed = 'Ben Berger';

/** The sheet that lists whom to call. */
const sheetOf = (card) => card.getByRole('group', { name: 'Transfer', exact: true });
const group = (card, name) => sheetOf(card).getByRole('list', { name, exact: true }).getByRole('listitem');

describe('Transfer', { concurrency: 2 }, () => {
  test('quick connects are grouped, searched and chosen', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      await desk.button('Transfer', card).click();
      await group(card, 'Agents').first().waitFor();
      assert.deepEqual(await group(card, 'Agents').allTextContents(), [agentNamed, '佐藤 花子']);
      assert.equal(await group(card, 'Queues').count(), 3);
      assert.equal(await group(card, 'Phone numbers').count(), 3);
      assert.match(await group(card, 'Phone numbers').first().textContent(), /Billing hotline \+1 415 555 0170/);
      const search = sheetOf(card).getByRole('searchbox');
      await search.fill('berger');
      assert.equal(await group(card, 'Queues').count(), 0);
      await search.fill('5551234');
      await desk.says('No quick connect matches.', sheetOf(card));
      await search.fill('0170');
      assert.equal(await group(card, 'Phone numbers').count(), 1, 'found by its number');
      await search.fill('ben');
      await search.press('ArrowDown');
      await desk.page.keyboard.press('Enter');
      await sheetOf(card).waitFor({ state: 'detached' });
      await desk.stage(card, agentNamed, 'On the call');
      await desk.stage(card, NAME, 'On hold');
      await desk.legs(LEGS('hold', 'connected'));
      const [{ endpoint, answer }] = await desk.asks('createAdditionalConnection');
      assert.deepEqual([endpoint.name, endpoint.type, answer], [agentNamed, 'agent', 'success']);
      assert.match(endpoint.endpointARN, /transfer-destination/);
      await desk.asks('getEndpoints', 1);
      assert.equal(await desk.button('End call', card).count(), 0, 'Leave is its own button');
    });
  });

  test('more than a thousand quick connects are all there, a page at a time', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'endpoints-many' } }, async (desk) => {
      const card = await desk.talks();
      await desk.button('Transfer', card).click();
      const entries = sheetOf(card).getByRole('list').getByRole('listitem');
      await desk.button('Show more', sheetOf(card)).waitFor();
      assert.equal(await entries.count(), 50);
      await desk.button('Show more', sheetOf(card)).click();
      await entries.nth(99).waitFor();
      assert.equal(await entries.count(), 100);
      await sheetOf(card).getByRole('searchbox').fill('Quick connect 1199');
      await entries.filter({ hasText: 'Quick connect 1199' }).waitFor();
      assert.equal(await entries.count(), 1);
      const asked = await desk.asks('getEndpoints', 3);
      assert.deepEqual(asked.map(({ nextToken }) => nextToken ?? null), [null, '500', '1000']);
    });
  });

  test('quick connects that fail to load are loaded again, and numbers work meanwhile', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'endpoints-fail' } }, async (desk) => {
      const card = await desk.talks();
      await desk.button('Transfer', card).click();
      await desk.says(/^Amazon Connect refused \(/, sheetOf(card));
      await desk.fault('endpoints-fail', false);
      await desk.button('Try again', sheetOf(card)).click();
      await group(card, 'Agents').first().waitFor();

      await desk.fault('transfer-fails');
      await group(card, 'Agents').getByRole('button', { name: agentNamed }).click();
      await desk.says(/^Amazon Connect refused \(/, card);
      await desk.legs('agent connected, customer connected');
      await desk.consults(card, '12');
      await desk.says(/^This is no number that can be called/, card);
      await desk.asks('createAdditionalConnection', 1);
      await desk.fault('transfer-fails', false);
      await desk.consults(card);
      await desk.stage(card, THIRD_SHOWN, 'Calling…');
      assert.deepEqual(await desk.told(), BEGUN);
    });
  });

  test('a number is consulted, swapped, joined, and left with the customer', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      await desk.consults(card);
      await desk.stage(card, THIRD_SHOWN, 'Calling…');
      await desk.stage(card, NAME, 'On hold');
      await desk.says('Calling somebody else');
      for (const name of ['Swap', 'Join']) {
        await desk.off(desk.button(name, card));
      }
      assert.equal(await desk.button('Leave', card).count(), 0, 'nobody could be left with the customer');
      const [{ endpoint }] = await desk.asks('createAdditionalConnection');
      assert.equal(endpoint.phoneNumber, THIRD);
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await desk.command('unhold', CALL);
      await desk.logged(({ dir, message }) => dir === 'in' && message?.command === 'unhold');
      assert.deepEqual(await desk.replies('unhold'), ['failure: somebody else is on the line']);

      await desk.ready(desk.button('Swap', card));
      await desk.press('Swap');
      await desk.stage(card, NAME, 'On the call');
      await desk.stage(card, THIRD_SHOWN, 'On hold');
      await desk.legs(LEGS('connected', 'hold'));
      await desk.ready(desk.button('Join', card));
      await desk.press('Join');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await desk.legs(LEGS('connected', 'connected'));
      await desk.off(desk.button('Swap', card));
      await desk.ready(desk.button('Leave', card));
      await desk.press('Leave');
      await desk.card('After call work');
      const close = await desk.closed(CALL, 'WRAPUP');
      assert.equal(close.inData.SVCMCA_2NDARY_CALL_TYPE, 'COMPLETE_TRANSFER');
      await desk.wrapUp(NAME).getByText(/^Transferred to/).waitFor();
      await desk.legs(LEGS('connected', 'connected', 'disconnected'));
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, `close ${CALL} WRAPUP`]);
      assert.deepEqual(await desk.deeds('toggleActiveConnections'), ['success']);
      assert.deepEqual(await desk.deeds('conferenceConnections'), ['success']);
      assert.deepEqual(await desk.deeds('destroyConnection'), ['success']);
    });
  });

  test('a blind transfer is to call and to leave, and Fusion learns who took over', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      await desk.quickConnect(card, agentNamed);
      await desk.stage(card, agentNamed, 'On the call');
      await desk.ready(desk.button('Leave', card));
      await desk.press('Leave');
      const close = await desk.closed(CALL, 'WRAPUP');
      assert.equal(close.inData.SVCMCA_2NDARY_CALL_TYPE, 'COMPLETE_TRANSFER');
      assert.equal(close.inData.SVCMCA_DESTINATION_AGENT_NAME, agentNamed);
      await desk.wrapUp(NAME).getByText(`Transferred to ${agentNamed}`).waitFor();
    });
  });

  test('swapping and joining that Connect refuses change nothing', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      await desk.act('consult_in_ccp', { number: THIRD });
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      for (const [fault, name] of [['swap-fails', 'Swap'], ['join-fails', 'Join']]) {
        await desk.fault(fault);
        await desk.press(name);
        await desk.says(/^Amazon Connect refused \(/, card);
        await desk.legs(LEGS('hold', 'connected'));
        await desk.fault(fault, false);
        await desk.press(name);
        await desk.legs(name === 'Swap' ? LEGS('connected', 'hold') : LEGS('connected', 'connected'));
        await desk.act('resend_snapshot');
        if (name === 'Swap') {
          await desk.stage(card, NAME, 'On the call');
          await desk.press('Swap');
          await desk.stage(card, NAME, 'On hold');
        }
      }
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', true);
      await desk.legs(LEGS('connected', 'connected', 'hold'));
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', false);
    });
  });

  test('who fails, leaves or is taken off is gone, and the call with the customer goes on', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      const gone = async () => {
        await desk.party(card, THIRD_SHOWN).waitFor({ state: 'detached' });
        await desk.toggled(card, 'Hold', true);
        await desk.button('Hold', card).click();
        await desk.toggled(card, 'Hold', false);
        assert.equal(await desk.button('Swap', card).count(), 0);
        await desk.ready(desk.button('Transfer', card));
      };
      const called = async () => {
        await desk.consults(card);
        await desk.stage(card, THIRD_SHOWN, 'Calling…');
      };
      await called();
      await desk.act('third_fails');
      await gone();
      await called();
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await desk.act('third_leaves', { vanishes: true });
      await gone();
      await called();
      await desk.button(`End call with ${THIRD_SHOWN}`, card).click();
      await gone();
      await desk.asks('destroyConnection', 1);
      await desk.press('End call');
      const close = await desk.closed(CALL, 'WRAPUP');
      assert.equal(close.inData.SVCMCA_2NDARY_CALL_TYPE, undefined, 'nobody took this call over');
      assert.deepEqual(await desk.told(), [...BEGUN, `close ${CALL} WRAPUP`]);
    });
  });

  test('a customer who leaves a conference ends nothing until the agent ends it', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      await desk.quickConnect(card, agentNamed);
      await desk.stage(card, agentNamed, 'On the call');
      await desk.act('customer_hangs_up');
      await desk.party(card, NAME).waitFor({ state: 'detached' });
      await desk.flush();
      assert.deepEqual(await desk.told(), BEGUN);
      await desk.stage(card, agentNamed, 'On the call');
      await desk.press('End call');
      await desk.card('After call work');
      await desk.closed(CALL, 'WRAPUP');
    });
  });

  test('with many parties each can be muted, and more can be called', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('configure', { multi_party: true });
      const card = await desk.talks();
      await desk.quickConnect(card, agentNamed);
      await desk.stage(card, agentNamed, 'On the call');
      await desk.button(`Mute ${agentNamed}`, card).click();
      await desk.stage(card, agentNamed, 'On the call, muted');
      assert.equal(await desk.button(`Mute ${agentNamed}`, card).count(), 0, 'only they un-mute themselves');
      await desk.button('Mute', card).click();
      await desk.toggled(card, 'Mute', true);
      await desk.button('Mute', card).click();
      await desk.toggled(card, 'Mute', false);
      assert.deepEqual(await desk.deeds('muteParticipant'), ['success', 'success']);
      assert.deepEqual(await desk.deeds('unmuteParticipant'), ['success']);
      await desk.consults(card);
      await desk.stage(card, THIRD_SHOWN, 'Calling…');
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await desk.button(`End call with ${NAME}`, card).click();
      await desk.party(card, NAME).waitFor({ state: 'detached' });
      assert.deepEqual(await desk.told(), BEGUN);
    });
  });

  test('the one who gets a transferred call opens the interaction of the first', LIMIT, async (t) => {
    const tokens = {
      SVCMCA_PARENT_INTERACTION_ID: 'attribute:parentInteraction',
      SVCMCA_INTERACTION_ID: 'attribute:interaction',
    };
    await withPhone(t, { config: { fusion: { tokens } } }, async (desk) => {
      const carried = { parentInteraction: '300000004990001', interaction: '300000004990002', secret: 'for nobody' };
      await desk.rings({ attributes: carried });
      await desk.dialog.getByText('Transferred call').waitFor();
      const [offer] = await desk.sent('newCommEvent');
      assert.equal(offer.inData.SVCMCA_PARENT_INTERACTION_ID, carried.parentInteraction);
      assert.equal(offer.inData.SVCMCA_INTERACTION_ID, carried.interaction);
      assert.doesNotMatch(JSON.stringify(offer), /for nobody/);
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.tells(...BEGUN);
      const [start] = await desk.sent('startCommEvent');
      assert.equal(start.inData.SVCMCA_INTERACTION_ID, carried.interaction);
    });
  });
});
