// What Connect tells may be late, skipped, doubled, unreadable or nothing at all. The toolbar compares
// states, so a call is told once; and it says when it does not know.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 90_000 };
const UNCERTAIN = 'No fresh news of this contact. What you see may be out of date.';
const WHOLE = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];

async function wholeCall(desk) {
  await desk.ring();
  await desk.card('Incoming call');
  await desk.press('Accept');
  await desk.card('On a call');
  await desk.press('End call');
  await desk.card('After call work');
  await desk.press('Clear contact');
  await desk.toolbar.getByText('No call right now', { exact: true }).waitFor();
  await desk.tells(...WHOLE);
  assert.equal((await desk.asked('acceptContact')).length, 1);
  assert.equal((await desk.asked('destroyConnection')).length, 1);
}

describe('what Connect tells', { concurrency: 4 }, () => {
  test('slow snapshots: each step shows what was asked until Connect confirms it', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'connect-slow-snapshot' } }, async (desk) => {
      await desk.ring();
      const card = await desk.card('Incoming call');
      await desk.press('Accept');
      await card.getByText('Answering…', { exact: true }).waitFor();
      await desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      assert.deepEqual(await desk.replies('accept'), ['success']);
      assert.equal((await desk.asked('acceptContact')).length, 1);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('doubled snapshots change nothing', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'snapshot-repeated' } }, wholeCall);
  });

  test('a call whose ringing was never told is still told to Fusion whole', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.fault('snapshot-skipped');
      await desk.ring();
      await desk.act('accept_in_ccp');
      await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.fault('snapshot-skipped', false);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
      assert.equal((await desk.asked('acceptContact')).length, 0);
    });
  });

  test('a contact that cannot be read is uncertain, and nothing is closed for it', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.fault('contact-garbled');
      await card.getByText(UNCERTAIN, { exact: true }).waitFor();
      await desk.card('On a call');
      await desk.toolbar.getByText('Details', { exact: true }).click();
      assert.equal(await desk.detail('fault'), 'snapshot.contacts[0].connections: expected an array');

      await desk.fault('contact-garbled', false);
      await card.getByText(UNCERTAIN, { exact: true }).waitFor({ state: 'detached' });
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`]);
      await desk.act('customer_hangs_up');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('a silent CCP is named, its frame stays, and the call is there when it speaks again', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      const loads = () => desk.server.requests.filter(({ path }) => path === '/sandbox-ccp').length;
      const before = loads();
      await desk.fault('ccp-silent');
      await desk.toolbar.getByRole('heading', { name: 'No news from Amazon Connect' }).waitFor({ timeout: 30_000 });
      await card.getByText(UNCERTAIN, { exact: true }).waitFor();
      await desk.toolbar.getByRole('button', { name: 'Restart the phone (ends audio)' }).waitFor();
      assert.equal(await card.getByRole('button', { name: 'End call' }).getAttribute('aria-disabled'), 'true');
      assert.equal(loads(), before, 'the frame that holds the audio was not loaded again');
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`], 'silence ends no call');

      await desk.fault('ccp-silent', false);
      await desk.healthy('Phone ready');
      await card.getByText(UNCERTAIN, { exact: true }).waitFor({ state: 'detached' });
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('a CCP that loads itself again in mid-call costs neither card nor engagement', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.act('reload_ccp');
      await desk.logged(({ message }) => message.kind === 'ready', 2);
      await desk.healthy('Phone ready');
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
      assert.equal((await desk.asked('acceptContact')).length, 1);
    });
  });

  test('a contact that vanishes without a word is closed', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.act('vanish');
      await card.waitFor({ state: 'detached' });
      await desk.tells(...WHOLE);
    });
  });
});
