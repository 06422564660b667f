// The phone with the real Streams and the real reading of numbers: each request, and each order of events,
// of dialling, of a call, of its other parties and of several contacts. What Fusion is told of each, and every
// fault, is tried in tests/native/scenarios.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, overBoth, withDesktop } from './fixtures.mjs';
import { LIMIT, NAME, attribute } from './scenario.mjs';
import { CALL, MARY, SHOWN, THIRD, THIRD_SHOWN, withPhone } from './phone.mjs';

const COLLEAGUE = 'Ben Berger';
const KEN = 'Ken Sample';
const OTHER = 'call-2';
const HELD = 'agent connected, customer hold';
const TALKING = 'agent connected, customer connected';

const cardOf = (desk, who) => desk.toolbar.locator('.card').filter({ hasText: who });
const sheetOf = (place, name) => place.getByRole('group', { name, exact: true });
const mutes = (desk) => desk.log(({ dir, message }) => dir === 'ccp' && message.kind === 'broadcast' && message.event === 'mute');

/** Puts away the contact that is over. */
async function cleared(desk) {
  await desk.press('Clear contact');
  await desk.toolbar.locator('.card').waitFor({ state: 'detached' });
}

describe('The phone', { concurrency: 2 }, () => {
  overBoth('a click in Fusion is dialled, answered and told under its own id; another is refused', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const uuid = await desk.click(MARY);
      await desk.says('Waiting for the other side to answer.', await desk.card('Calling'));
      await desk.page.getByRole('region', { name: `Dialling ${NAME}` }).waitFor();
      const [{ endpoint, answer }] = await desk.asks('createOutboundContact');
      assert.deepEqual([endpoint.phoneNumber, answer], [MARY, 'success']);
      const log = await desk.log();
      const at = (wanted) => log.find(({ dir, method }) => dir !== 'in' && method === wanted).at;
      const took = at('createOutboundContact') - at('onOutgoingEvent');
      assert.ok(took < 3_000, `the number was read at once, not after ${took} ms`);
      await desk.act('far_end_answers');
      await desk.says('Open in Fusion', await desk.card('On a call'));
      await desk.tells(`new ${uuid}`, `start ${uuid}`);

      const other = await desk.clickText('+15551230002');
      const [busy] = await desk.dialErrors();
      assert.deepEqual([busy.commUuid, busy.errorCode], [other, 'BUSY']);
      await desk.fusionNotes(busy.errorMsg);
      assert.equal(await desk.field.isVisible(), false, 'there is no dial box during a call');
      await desk.press('End call');
      await desk.closed(uuid, 'WRAPUP');
      await cleared(desk);
      const garbage = await desk.clickText('garbage');
      const [, wrong] = await desk.dialErrors(2);
      assert.deepEqual([wrong.commUuid, wrong.errorCode], [garbage, 'INVALID_NUMBER']);
      await desk.asks('createOutboundContact', 1);
    });
  });

  test('calls from the box are refused, fail, are given up, and are called again from the list', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const box = desk.toolbar.locator('.dial');
      await desk.off(desk.button('Call', box));
      await desk.dial('12');
      await desk.says('Not a complete number yet', box);
      await desk.says(/^This is no number that can be called/, box);
      assert.equal((await desk.field.inputValue()).replace(/\D/g, ''), '12', 'it stays to be mended');

      await desk.fault('dial-fails');
      await desk.field.fill('');
      await desk.field.pressSequentially('5551230000');
      assert.match(await desk.field.inputValue(), /^\(?555\)? ?123-0000$/, 'formatted while typing');
      await desk.says(`Calls ${SHOWN}`, box);
      await desk.field.press('Enter');
      await desk.says(/^Amazon Connect refused \(/, box);
      await desk.fault('dial-fails', false);

      await desk.dial('030 23125172', 'DE');
      await desk.card('Calling');
      const busy = await desk.newest();
      await desk.act('far_end_fails', { error: 'LineEngagedCustomer' });
      await desk.closed(busy, 'MISSED');
      await cleared(desk);
      assert.match(await desk.recents.first().textContent(), /Outgoing, Not answered/);
      assert.equal(await desk.field.inputValue(), '', 'what was called is forgotten');

      const quick = sheetOf(box, 'Quick connects').first();
      await desk.press('Quick connects');
      await quick.getByRole('searchbox').fill('hotline');
      await quick.getByRole('searchbox').press('ArrowDown');
      await desk.page.keyboard.press('Enter');
      await desk.says('Billing hotline', await desk.card('Calling'));
      const given = await desk.newest();
      await desk.press('End call');
      await desk.closed(given, 'CANCELED');
      await cleared(desk);

      await desk.press('Quick connects');
      await quick.getByText('only be called while you are on a call').waitFor();
      assert.equal(await desk.button(`Call ${COLLEAGUE}`, quick).count(), 0);
      await desk.press('Quick connects');
      await desk.act('outbound', { number: COLLEAGUE });
      await desk.card('Calling');
      await desk.act('far_end_answers');
      const card = await desk.card('On a call');
      await desk.button('Reload toolbar', desk.page).click();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await desk.says(COLLEAGUE, card);
      await desk.press('End call');
      await cleared(desk);
      const row = desk.recents.filter({ hasText: COLLEAGUE });
      assert.match(await row.textContent(), /Outgoing, Answered/);
      assert.equal(await row.getByRole('button').count(), 0, 'there is no number to call again');

      await desk.press('Redial +49 30 23125172');
      await desk.card('Calling');
      const asked = await desk.asks('createOutboundContact', 4);
      assert.deepEqual(
        asked.map(({ endpoint, answer }) => [endpoint.name ?? endpoint.phoneNumber, endpoint.type, answer === 'success']),
        [
          [MARY, 'phone_number', false],
          ['+493023125172', 'phone_number', true],
          ['Billing hotline', 'phone_number', true],
          ['+493023125172', 'phone_number', true],
        ],
      );
      await desk.press('End call');
      await cleared(desk);

      await desk.act('configure', { dialable: ['us', 'jp'] });
      const countries = box.getByRole('combobox', { name: 'Country' }).getByRole('option');
      await countries.filter({ hasText: 'Germany' }).waitFor({ state: 'detached' });
      assert.deepEqual(await countries.allTextContents(), ['Japan (+81)', 'United States (+1)']);
      await desk.dial('+493023125172');
      await desk.says(/^Calls to this country are not allowed/, box);
      await desk.dial('03-3224-9999', 'JP');
      await desk.card('Calling');
      assert.equal((await desk.asks('createOutboundContact', 5)).at(-1).endpoint.phoneNumber, '+81332249999');
    });
  });

  test('a call is muted, held, given tones, and passed on to a colleague out of a thousand', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'endpoints-many' } }, async (desk) => {
      const card = await desk.talks();
      for (const on of [true, false]) {
        await desk.button('Mute', card).click();
        await desk.toggled(card, 'Mute', on);
      }
      assert.equal((await mutes(desk)).length, 2);
      await desk.act('mute_in_ccp', { on: true });
      await desk.toggled(card, 'Mute', true);
      await desk.act('mute_in_ccp', { on: false });
      await card.getByRole('alert').getByText(/though nobody here switched it on/).waitFor();
      await desk.button('Dismiss', card).click();

      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', true);
      await desk.legs(HELD);
      await desk.button('Resume', desk.panel(NAME)).waitFor();
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', false);
      await desk.legs(TALKING);
      assert.deepEqual(await desk.answersTo('holdConnection'), ['success']);
      assert.deepEqual(await desk.answersTo('resumeConnection'), ['success']);

      await desk.button('Keypad', card).click();
      const keypad = sheetOf(card, 'Keypad');
      for (const key of ['4', '4', '#']) {
        await desk.button(key, keypad).click();
      }
      await desk.page.keyboard.type('19*');
      await desk.says('44#19*', keypad.getByRole('status', { name: 'Sent tones' }).locator('..'));
      const tones = await desk.asks('sendDigits', 6);
      assert.deepEqual(tones.map(({ digits }) => digits), ['4', '4', '#', '1', '9', '*']);
      const memory = await (await desk.toolbarFrame()).evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
      assert.doesNotMatch(memory, /44#19/);
      await desk.page.keyboard.press('Escape');
      await keypad.waitFor({ state: 'detached' });

      await desk.button('Transfer', card).click();
      const sheet = sheetOf(card, 'Transfer');
      const entries = sheet.getByRole('list').getByRole('listitem');
      await desk.button('Show more', sheet).click();
      await entries.nth(99).waitFor();
      assert.equal(await entries.count(), 100);
      const pages = await desk.asks('getEndpoints', 3);
      assert.deepEqual(pages.map(({ nextToken }) => nextToken ?? null), [null, '500', '1000']);
      const search = sheet.getByRole('searchbox');
      await search.fill('Quick connect 1199');
      await entries.filter({ hasText: 'Quick connect 1199' }).waitFor();
      assert.equal(await entries.count(), 1);
      await search.fill('berger');
      await search.press('ArrowDown');
      await desk.page.keyboard.press('Enter');
      await desk.stage(card, COLLEAGUE, 'On the call');
      await desk.stage(card, NAME, 'On hold');
      await desk.legs('agent connected, customer hold, third connected');
      await desk.ready(desk.button('Swap', card));
      await desk.press('Swap');
      await desk.legs('agent connected, customer connected, third hold');
      await desk.ready(desk.button('Join', card));
      await desk.press('Join');
      await desk.stage(card, COLLEAGUE, 'On the call');
      await desk.legs('agent connected, customer connected, third connected');
      await desk.ready(desk.button('Leave', card));
      await desk.press('Leave');
      await desk.card('After call work');
      await desk.wrapUp(NAME).getByText(`Transferred to ${COLLEAGUE}`).waitFor();
      await desk.legs('agent disconnected, customer connected, third connected');
      for (const method of ['createAdditionalConnection', 'toggleActiveConnections', 'conferenceConnections', 'destroyConnection']) {
        assert.deepEqual(await desk.answersTo(method), ['success'], method);
      }
    });
  });

  test('a number is called into a call of many, and each in it is muted or taken off', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('configure', { multi_party: true });
      const card = await desk.talks();
      await desk.consults(card);
      await desk.stage(card, THIRD_SHOWN, 'Calling…');
      await desk.says('Calling somebody else');
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await desk.button(`Mute ${THIRD_SHOWN}`, card).click();
      await desk.stage(card, THIRD_SHOWN, 'On the call, muted');
      for (const on of [true, false]) {
        await desk.button('Mute', card).click();
        await desk.toggled(card, 'Mute', on);
      }
      assert.equal((await mutes(desk)).length, 0, 'the server mutes in a call of many');
      assert.deepEqual(await desk.answersTo('muteParticipant'), ['success', 'success']);
      assert.deepEqual(await desk.answersTo('unmuteParticipant'), ['success']);
      await desk.act('force_mute', { on: true });
      await desk.says(/^A supervisor muted you/, card);
      await desk.off(desk.button('Mute', card));
      await desk.act('force_mute', { on: false });
      await desk.ready(desk.button('Mute', card));
      await desk.button(`End call with ${THIRD_SHOWN}`, card).click();
      await desk.party(card, THIRD_SHOWN).waitFor({ state: 'detached' });
      const [{ endpoint }] = await desk.asks('createAdditionalConnection');
      assert.equal(endpoint.phoneNumber, THIRD);
      assert.deepEqual(await desk.answersTo('destroyConnection'), ['success']);
    });
  });

  test('a second call moves no button of the first, and the two change places here and by Fusion', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const mary = cardOf(desk, NAME);
      const ken = cardOf(desk, KEN);
      const another = async () => {
        await desk.act('ring', { contactId: OTHER, number: '+15551230002', force: true });
        await ken.waitFor({ timeout: 2 * TIMEOUT });
      };
      await desk.talks();
      const end = desk.button('End call', mary);
      const before = await end.boundingBox();
      await another();
      assert.deepEqual(await end.boundingBox(), before, 'End call stays where it was');
      await desk.act('customer_hangs_up', { contact: OTHER });
      await ken.waitFor({ state: 'detached' });
      assert.deepEqual(await end.boundingBox(), before);

      await desk.button('Hold', mary).click();
      await desk.toggled(mary, 'Hold', true);
      await another();
      await desk.button('Accept', ken).click();
      await desk.says('On a call', ken);
      assert.equal(await desk.button('End call', mary).count(), 0, 'one row without End');
      await desk.ready(desk.button('Swap', mary));
      await desk.button('Swap', mary).click();
      await desk.button('Swap', ken).waitFor();
      await desk.legs(TALKING, CALL);
      await desk.legs(HELD, OTHER);
      await desk.button('Make active', desk.panel(KEN)).click();
      await attribute(desk.panel(KEN), 'aria-current', 'true');
      await desk.button('Swap', mary).waitFor();
      await desk.legs(HELD, CALL);
      await desk.legs(TALKING, OTHER);
      await desk.button('End call', ken).click();
      await desk.button('Clear contact', ken).click();
      await desk.button('Hold', mary).click();
      await desk.button('End call', mary).click();
      await desk.says('After call work', mary);
      assert.deepEqual(await desk.tabs(), [NAME, `SR0000010042 ${KEN}`]);
    });
  });

  test('a callback, a call that answers itself, a monitored one and a chat go their own ways', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.ring({ channel: 'queue_callback' });
      const callback = await desk.card('Incoming callback');
      await desk.press('Accept');
      await desk.says(/^(Connecting|Calling)$/, callback);
      await desk.act('far_end_answers');
      await desk.says('On a call', callback);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.press('End call');
      await cleared(desk);

      await desk.ring({ contactId: OTHER, auto_accept: true });
      await desk.card('On a call');
      await desk.press('End call');
      await cleared(desk);
      await desk.asks('acceptContact', 1);

      await desk.ring({ contactId: 'call-3', monitor: true });
      const monitored = await desk.card('On a call');
      await desk.says('You are listening in. Nobody hears you.', monitored);
      assert.deepEqual(await desk.toolbar.locator('.card').getByRole('button').allTextContents(), ['Leave']);
      await desk.press('Leave');
      await desk.button('Leave', monitored).waitFor({ state: 'detached' });
      if (await desk.button('Clear contact').count()) {
        await desk.press('Clear contact');
      }
      await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();

      await desk.act('ring', { contactId: 'chat-1', channel: 'chat', force: true });
      const chat = await desk.card('Incoming chat');
      await desk.press('Accept');
      await desk.says('Connected', chat);
      await desk.press('End call');
      await cleared(desk);
      await desk.act('ring', { contactId: 'chat-2', channel: 'chat', force: true });
      const declined = await desk.card('Incoming chat');
      await desk.press('Decline');
      await desk.says('Declined', declined);
      await cleared(desk);
      assert.doesNotMatch((await desk.told()).join(), /chat/);
      for (const method of ['acceptContact', 'rejectContact', 'destroyConnection', 'clearContact']) {
        const answers = (await desk.answersTo(method)).filter((answer) => answer !== 'success');
        assert.deepEqual(answers, [], method);
      }
    });
  });

  test('an address brings a situation about, by actions, clicks and commands', LIMIT, async (t) => {
    for (const [scenario, words] of [['hold-from-fusion', /^On hold/], ['dialled', 'On a call']]) {
      await withDesktop(t, { query: { scenario } }, async ({ page, toolbar }) => {
        await toolbar.locator('.card').getByText(words).first().waitFor({ timeout: 3 * TIMEOUT });
        assert.equal(await page.getByText(/^Unknown scenario/).count(), 0);
      });
    }
    await withDesktop(t, { query: { scenario: 'unheard-of', open: '0' } }, async ({ page }) => {
      await page.getByText('Unknown scenario: unheard-of').waitFor();
    });
  });
});
