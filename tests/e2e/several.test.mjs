// Several contacts: each has its own card and its own part in Fusion, one live call stands in front, and
// what is no voice call never breaks one. Also the calls that come about in other ways than ringing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT } from './fixtures.mjs';
import { LIMIT, NAME, attribute } from './scenario.mjs';
import { CALL, MARY, withPhone } from './phone.mjs';

const OTHER = 'call-2';
const KEN = 'Ken Sample';
const KENS = '+15551230002';

/** The card of this caller, whatever its stage. */
const cardOf = (desk, who) => desk.toolbar.locator('.card').filter({ hasText: who });
/** Fusion's offer of this caller. */
const offerOf = (desk, who) => desk.page.getByRole('dialog', { name: `Incoming call from ${who}` });

/** A second customer calls though the agent has a contact. */
async function another(desk, fields = {}) {
  await desk.act('ring', { contactId: OTHER, number: KENS, force: true, ...fields });
  const card = cardOf(desk, KEN);
  await card.waitFor({ timeout: 2 * TIMEOUT });
  return card;
}

/** A call on hold, and a second one that was answered meanwhile. */
async function twoCalls(desk) {
  const first = await desk.talks();
  await desk.button('Hold', first).click();
  await desk.toggled(first, 'Hold', true);
  const second = await another(desk);
  await desk.button('Accept', second).click();
  await desk.says('On a call', second);
  await desk.panel(KEN).waitFor();
  return [cardOf(desk, NAME), second];
}

describe('Several contacts', { concurrency: 2 }, () => {
  test('two calls ring at once, and each is answered or declined by itself', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.rings();
      const second = await another(desk);
      await offerOf(desk, KEN).waitFor();
      assert.equal(await desk.toolbar.getByRole('heading', { name: 'Incoming call' }).count(), 2);
      await desk.button('Decline', second).click();
      await desk.closed(OTHER, 'REJECT');
      await offerOf(desk, KEN).waitFor({ state: 'detached' });
      await desk.button('Answer', offerOf(desk, NAME)).click();
      await desk.says('On a call', cardOf(desk, NAME));
      await desk.flush();
      assert.deepEqual((await desk.told()).sort(), [`close ${OTHER} REJECT`, `new ${CALL}`, `new ${OTHER}`, `start ${CALL}`]);
      await desk.says('Declined', second);
      await desk.button('Clear contact', second).click();
      await second.waitFor({ state: 'detached' });
      await desk.says('On a call', cardOf(desk, NAME));
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });

  test('a ring during a call moves none of its buttons, and its end ends only itself', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const first = await desk.talks();
      const end = desk.button('End call', first);
      const before = await end.boundingBox();
      const second = await another(desk);
      assert.deepEqual(await end.boundingBox(), before, 'End call stays where it was');
      await desk.act('customer_hangs_up', { contact: OTHER });
      await second.waitFor({ state: 'detached' });
      await desk.closed(OTHER, 'ABANDONED');
      assert.deepEqual(await end.boundingBox(), before);
      await desk.says('On a call', first);
      await end.click();
      await desk.closed(CALL, 'WRAPUP');
      assert.deepEqual(
        await desk.told(),
        [`new ${CALL}`, `start ${CALL}`, `new ${OTHER}`, `close ${OTHER} ABANDONED`, `close ${CALL} WRAPUP`],
      );
    });
  });

  test('of two live calls one is in front; Swap changes places, here and by Fusion', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const [mary, ken] = await twoCalls(desk);
      assert.equal(await desk.button('End call', mary).count(), 0, 'one row without End');
      assert.equal(await desk.button('Mute', mary).count(), 0);
      await desk.says(/^On hold/, mary);
      await desk.ready(desk.button('Swap', mary));
      await desk.button('Swap', mary).click();
      await desk.button('Swap', ken).waitFor();
      await desk.toggled(mary, 'Hold', false);
      await desk.legs('agent connected, customer connected', CALL);
      await desk.legs('agent connected, customer hold', OTHER);

      await desk.button('Make active', desk.panel(KEN)).click();
      await attribute(desk.panel(KEN), 'aria-current', 'true');
      await desk.button('Swap', mary).waitFor();
      await desk.legs('agent connected, customer hold', CALL);
      await desk.legs('agent connected, customer connected', OTHER);
      assert.deepEqual(await desk.replies('setActive'), ['success']);

      await desk.button('End call', ken).click();
      await desk.closed(OTHER, 'WRAPUP');
      await desk.button('Hold', mary).waitFor();
      await desk.button('Hold', mary).click();
      await desk.toggled(mary, 'Hold', false);
      await desk.button('Clear contact', ken).click();
      await desk.button('End call', mary).click();
      await desk.closed(CALL, 'WRAPUP');
      assert.deepEqual(await desk.tabs(), [NAME, `SR0000010042 ${KEN}`]);
      assert.deepEqual((await desk.told()).filter((line) => line.startsWith('close')), [
        `close ${OTHER} WRAPUP`,
        `close ${CALL} WRAPUP`,
      ]);
    });
  });

  test('chat, task and email have cards of their own, and no part in Fusion', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.talks();
      const told = await desk.told();
      for (const channel of ['chat', 'task', 'email']) {
        const id = `${channel}-1`;
        await desk.act('ring', { contactId: id, channel, force: true });
        const card = await desk.card(`Incoming ${channel}`);
        await desk.button('Accept', card).click();
        await desk.says('Connected', card);
        assert.equal(await desk.button('Mute', card).count(), 0, 'these are controls of calls');
        await desk.button('End call', card).click();
        await desk.says('After call work', card);
        await desk.button('Clear contact', card).click();
        await card.waitFor({ state: 'detached' });
        await desk.act('ring', { contactId: `${channel}-2`, channel, force: true });
        const declined = await desk.card(`Incoming ${channel}`);
        await desk.button('Decline', declined).click();
        await desk.says('Declined', declined);
        await desk.button('Clear contact', declined).click();
        await declined.waitFor({ state: 'detached' });
      }
      const mary = cardOf(desk, NAME);
      await desk.says('On a call', mary);
      await desk.button('Hold', mary).click();
      await desk.toggled(mary, 'Hold', true);
      await desk.flush();
      assert.deepEqual(await desk.told(), told, 'Fusion has heard of the call alone');
      for (const method of ['acceptContact', 'rejectContact', 'destroyConnection', 'clearContact']) {
        const answers = (await desk.deeds(method)).filter((answer) => answer !== 'success');
        assert.deepEqual(answers, [], method);
      }
    });
  });

  test('a monitored call offers only to leave, and Fusion is not told', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const cases = [
        { fields: { monitor: true }, words: 'You are listening in. Nobody hears you.' },
        { fields: { barge: true }, words: 'You joined this call as a supervisor. Everybody hears you.' },
      ];
      for (const { fields, words } of cases) {
        await desk.act('ring', { contactId: CALL, number: MARY, ...fields });
        const card = await desk.card('On a call');
        await desk.says(words, card);
        for (const name of ['Mute', 'Hold', 'Keypad', 'Transfer', 'Swap', 'Join', 'End call', 'Accept']) {
          assert.equal(await desk.button(name, card).count(), 0, name);
        }
        await desk.ready(desk.button('Leave', card));
        await desk.button('Leave', card).click();
        await desk.button('Leave', card).waitFor({ state: 'detached' });
        assert.ok((await desk.deeds('destroyConnection')).every((answer) => answer === 'success'));
        if (await desk.button('Clear contact').count()) {
          await desk.press('Clear contact');
        }
        await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
      }
      assert.equal(await desk.recents.count(), 0, 'it was another agent’s call');
    });
  });

  test('a queued callback is offered, dialled and connected as one call', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.ring({ channel: 'queue_callback' });
      const card = await desk.card('Incoming callback');
      await desk.dialog.waitFor();
      await desk.button('Accept', card).click();
      await desk.says(/^(Connecting|Calling)$/, card);
      await desk.act('far_end_answers');
      await desk.says('On a call', card);
      await desk.panel(NAME).waitFor();
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      assert.deepEqual(await desk.tabs(), [NAME]);
      await desk.press('End call');
      await desk.closed(CALL, 'WRAPUP');
      await desk.asks('acceptContact', 1);
    });
  });

  test('a call that Connect answers by itself needs no press, and opens its contact once', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const seen = await desk.witness();
      await desk.ring({ auto_accept: true });
      await desk.card('On a call');
      assert.ok((await seen()).includes('Incoming call | Connect answers this call by itself.'));
      await desk.answeredOnce({ accepts: 0 });
    });
  });

  test('a call that another agent passes on has no number, and everything else', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('ring', { contactId: CALL, transfer: true });
      const card = await desk.card('Incoming call');
      await desk.says('Transfer', card.locator('.who'));
      await desk.dialog.waitFor();
      await desk.button('Accept', card).click();
      await desk.says('On a call', card);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      const [offer] = await desk.sent('newCommEvent');
      assert.equal(offer.inData.SVCMCA_ANI, undefined);
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', true);
      await desk.press('End call');
      await desk.closed(CALL, 'WRAPUP');
      const row = desk.recents.filter({ hasText: /Answered/ });
      await desk.press('Clear contact');
      await row.waitFor();
      assert.equal(await row.getByRole('button').count(), 0, 'there is nothing to dial again');
      for (const title of ['Reload toolbar', null]) {
        await desk.says('Transfer', row.locator('.recent-who'));
        if (title) {
          await desk.button(title, desk.page).click();
          await desk.healthy('Phone ready', 'Linked with Fusion');
        }
      }
    });
  });
});
