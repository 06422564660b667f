// What goes wrong at Connect and at Fusion, as the real libraries tell it: an error without its reason, an
// answer that never comes, data that cannot be read, a panel that falls silent, a request refused or late.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { MARY, withPhone } from './phone.mjs';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const BEGUN = [`new ${CALL}`, `start ${CALL}`];
const WHOLE = [...BEGUN, `close ${CALL} WRAPUP`];
const RESTART = 'Restart the phone (ends audio)';
const TIMED_OUT = 'Amazon Connect did not answer in time. Look at the state shown here, then try again.';
const UNCERTAIN = 'No fresh news of this contact. What you see may be out of date.';

const refused = (kind) => `Amazon Connect refused (${kind}). Try again.`;
const exactly = (place, words) => place.getByText(words, { exact: true });

/** Lets time pass until `place` is there, or is gone. */
const comes = (desk, place) => desk.passUntil(async () => (await place.count()) > 0, () => `${place} never came`);
const goes = (desk, place) => desk.passUntil(async () => (await place.count()) === 0, () => `${place} never went`);

describe('What goes wrong', { concurrency: 2 }, () => {
  test('Connect refuses, does not answer, and tells what cannot be read', LIMIT, async (t) => {
    const allow = [/Accept Contact failed/];
    await withAgent(t, { query: { fault: 'accept-fails' }, allow, clock: true }, async (desk) => {
      await desk.rings();
      const card = await desk.card('Incoming call');
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      // Streams keeps the reason of a failed accept to itself and says `error` for all of them.
      await comes(desk, exactly(card, refused('error')));
      assert.deepEqual(await desk.replies('accept'), ['failure: Amazon Connect refused: error']);

      await desk.fault('accept-fails', false);
      await desk.fault('connect-never');
      await desk.press('Accept');
      await exactly(card, 'Answering…').waitFor();
      await comes(desk, exactly(card, TIMED_OUT));
      await desk.fault('connect-never', false);
      await desk.press('Accept');
      await desk.card('On a call');
      assert.deepEqual(await desk.answersTo('acceptContact'), ['InvalidStateException', 'none', 'success']);
      await desk.tells(...BEGUN);

      await desk.fault('contact-garbled');
      await exactly(card, UNCERTAIN).waitFor();
      assert.equal(await desk.detail('fault'), 'snapshot.contacts[0].connections: expected an array');
      await desk.fault('contact-garbled', false);
      await exactly(card, UNCERTAIN).waitFor({ state: 'detached' });

      assert.equal(await desk.detail('refused'), '0');
      await desk.page.getByRole('button', { name: 'Post garbage' }).click();
      await exactly(desk.toolbar.getByTestId('refused'), '4').waitFor();
      await desk.command('setActive', CALL);
      await desk.flush();
      assert.deepEqual(await desk.replies('setActive'), ['success']);
      assert.deepEqual(await desk.told(), BEGUN);

      await desk.fault('end-fails');
      await desk.press('End call');
      await exactly(card, refused('InvalidStateException')).waitFor();
      await desk.fault('end-fails', false);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('Amazon’s panel loads itself again, falls silent, and is restarted by hand', LIMIT, async (t) => {
    // Streams complains of a second start, and carries it out.
    const allow = [/initialize provider more than one time/, /setting up AmazonConnectStreamsSite/];
    await withAgent(t, { allow, clock: true }, async (desk) => {
      const card = await desk.talks();
      await desk.act('reload_ccp');
      await desk.logged(({ message }) => message.kind === 'ready', 2);
      await desk.healthy('Phone ready');

      const loads = () => desk.server.requests.filter(({ path }) => path === '/sandbox-ccp').length;
      const before = loads();
      const silence = desk.toolbar.getByRole('heading', { name: 'No news from Amazon Connect' });
      await desk.fault('ccp-silent');
      await comes(desk, silence);
      await exactly(card, UNCERTAIN).waitFor();
      assert.equal(await desk.button('End call').getAttribute('aria-disabled'), 'true');
      assert.equal(loads(), before, 'the frame that holds the audio was not loaded again');
      await desk.fault('ccp-silent', false);
      await goes(desk, silence);
      await goes(desk, exactly(card, UNCERTAIN));

      // Only this page of the CCP falls silent; the next one speaks.
      const frame = await desk.ccp();
      await frame.evaluate(() => {
        window.postMessage(JSON.stringify({ sandbox: 'director', action: 'fault', name: 'ccp-silent', on: true }), location.origin);
      });
      await comes(desk, desk.button(RESTART));
      await desk.press(RESTART);
      await goes(desk, silence);
      await desk.healthy('Phone ready');
      await card.getByText('which may have no sound here').waitFor();
      assert.deepEqual(await desk.told(), BEGUN, 'silence ends no call');
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
      assert.equal((await desk.asked('acceptContact')).length, 1);
    });
  });

  overBoth('Fusion refuses a request, is late with the next, and shows a refused command in words', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'start-error' }, clock: true }, async (desk) => {
      await desk.rings();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await exactly(card, 'Fusion refused to open the contact. The call goes on.').waitFor();
      await desk.command('accept', 'nobody');
      await desk.page.getByRole('alert', { name: 'Notifications' }).getByText('accept: unknown call').waitFor();
      await desk.fault('start-error', false);
      await desk.press('Open in Fusion again');
      await exactly(card, 'Open in Fusion').waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');

      await desk.fault('fusion-late');
      await desk.ring({ contactId: 'call-2' });
      const late = await desk.card('Incoming call');
      await exactly(late, 'Looking up the caller in Fusion…').waitFor();
      await desk.press('Accept');
      await desk.card('On a call');
      await comes(desk, exactly(late, 'Opening in Fusion…'));
      await comes(desk, exactly(late, 'Open in Fusion'));
      assert.deepEqual(await desk.tabs(), [NAME, NAME]);
      await desk.tells(...BEGUN, `start ${CALL}`, `close ${CALL} WRAPUP`, 'new call-2', 'start call-2');
    });
  });

  test('numbers that are none, that Connect refuses, and that do not answer', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'dial-fails' } }, async (desk) => {
      const none = await desk.clickText('nobody');
      const uuid = await desk.click(MARY);
      const errors = await desk.dialErrors(2);
      const told = errors.map(({ commUuid, errorCode }) => [commUuid, errorCode]);
      assert.deepEqual(told, [[none, 'INVALID_NUMBER'], [uuid, 'FAILED']]);
      await desk.fusionNotes(errors[1].errorMsg);
      await desk.says(refused('BadEndpointException'));

      const box = desk.toolbar.locator('.dial');
      await desk.dial('5551230000');
      await desk.asks('createOutboundContact', 2);
      await desk.ready(desk.button('Call', box));
      assert.equal((await desk.field.inputValue()).replace(/\D/g, ''), '5551230000', 'there to be tried again');
      await desk.fault('dial-fails', false);
      await desk.button('Call', box).click();
      await desk.card('Calling');
      const asked = await desk.asks('createOutboundContact', 3);
      assert.deepEqual(asked.map(({ endpoint }) => endpoint.phoneNumber), [MARY, MARY, MARY]);
      await desk.act('far_end_fails', { error: 'LineEngagedCustomer' });
      await desk.card('Call failed');
      await desk.says('Customer’s line is busy');
      await desk.closed(await desk.newest(), 'MISSED');
      assert.equal((await desk.sent('outboundCommError')).length, 2, 'only Fusion’s own clicks are told of');
    });
  });
});
