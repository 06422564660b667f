// The link to Connect breaks in each way that can be told apart: a word in the line, the cause, one
// action; it heals without a reload; and minutes without news are named.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { health, message, remedies, signInAtOnce, starts } from './outside.mjs';
import { LIMIT, attribute, withAgent } from './scenario.mjs';

const UNCERTAIN = 'No fresh news of this contact. What you see may be out of date.';
const RESTART = 'Restart the phone (ends audio)';
const READY = 'Phone ready';
const GAP = /^No news from Amazon Connect between (\d?\d:\d\d.*) and (\d?\d:\d\d.*): you may have missed a call\.$/;

/** No window by itself, so that each step stands alone. */
const QUIET = { connect: { loginOptions: { disableAuthPopupAfterLogout: true } } };

/** Waits for a word in the line and the message of the same title, with this cause and one action. */
async function named(desk, title, cause, action) {
  await health(desk, title);
  const found = message(desk, title);
  await found.getByText(cause).waitFor();
  assert.deepEqual(await remedies(found), [action]);
  return found;
}

/** Waits until all is well again. */
async function well(desk, found) {
  await health(desk, READY);
  await found.waitFor({ state: 'detached' });
}

/** Every word that the line of connections shows from now on. */
async function words(desk) {
  const frame = await desk.toolbarFrame();
  await frame.evaluate(() => {
    window.words = new Set();
    const line = document.querySelector('.health');
    const note = () => line.querySelectorAll('li').forEach((one) => window.words.add(one.textContent));
    note();
    new MutationObserver(note).observe(line, { characterData: true, childList: true, subtree: true });
  });
  return () => frame.evaluate(() => [...window.words]);
}

describe('The link to Connect', { concurrency: 2 }, () => {
  test('the line to Amazon is lost and gained, or cannot be made', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const LOST = 'Phone lost its line to Amazon Connect';
      const cause = /^Calls may not reach you\. The phone tries again by itself; check your network\./;
      for (const deed of ['websocket', 'websocket_init_failure']) {
        await desk.act(deed, deed === 'websocket' ? { on: false } : {});
        const lost = await named(desk, LOST, cause, RESTART);
        await desk.ring({ contactId: deed });
        await desk.card('Incoming call');
        await desk.press('Decline');
        await desk.press('Clear contact');
        await desk.fusionSays('Available (Idle)');
        await desk.act('websocket', { on: true });
        await well(desk, lost);
      }
      assert.deepEqual(await desk.answersTo('rejectContact'), ['success', 'success'], 'what arrives can be worked on');
    });
  });

  test('a session that is renewed says nothing; one that is not says how to go on', LIMIT, async (t) => {
    await withAgent(t, { config: QUIET, clock: true }, async (desk) => {
      const seen = await words(desk);
      const card = await desk.talks();
      await desk.act('auth_fail', { heals: true });
      await desk.flush();
      // Two seconds until it is renewed, and more than the toolbar waits before it speaks.
      await desk.pass(8000);
      assert.ok(!(await seen()).includes('Session expired'), (await seen()).join(', '));

      await desk.act('auth_fail', { heals: false });
      await desk.flush();
      await desk.pass(6000);
      const cause = 'It often comes back by itself within seconds. If not, sign in again.';
      const expired = await named(desk, 'Session expired', cause, 'Sign in');
      await card.getByText(UNCERTAIN, { exact: true }).waitFor();
      assert.equal(await desk.button('End call').getAttribute('aria-disabled'), 'true');
      await signInAtOnce(desk, () => expired.getByRole('button', { name: 'Sign in' }).click());
      // The CCP says nothing of it until it tells the agent's data anew, every half a minute.
      await desk.passUntil(async () => (await expired.count()) === 0, () => 'the session stays expired');
      await well(desk, expired);
      await card.getByText(UNCERTAIN).waitFor({ state: 'detached' });

      await desk.act('retries_exhausted', { kind: 'authorize' });
      await desk.flush();
      await desk.pass(6000);
      await named(desk, 'Session expired', cause, 'Sign in');
      await desk.act('resend_snapshot');
      await well(desk, expired);
      await desk.card('On a call');
      assert.equal(starts(desk), 1);
      assert.deepEqual(await desk.told(), ['new call-1', 'start call-1'], 'nothing was closed in Fusion');
    });
  });

  test('frozen data are called frozen until a sign-in thaws them', LIMIT, async (t) => {
    await withAgent(t, { config: QUIET, clock: true }, async (desk) => {
      const card = await desk.talks();
      await desk.act('retries_exhausted', { kind: 'cti' });
      const cause = 'Your session is no longer accepted, and what you see is frozen. Sign in again.';
      const frozen = await named(desk, 'Amazon Connect stopped updating', cause, 'Sign in');
      await card.getByText(UNCERTAIN, { exact: true }).waitFor();
      await signInAtOnce(desk, () => frozen.getByRole('button', { name: 'Sign in' }).click());
      await desk.act('resend_snapshot');
      await well(desk, frozen);
      await card.getByText(UNCERTAIN).waitFor({ state: 'detached' });
      assert.equal(starts(desk), 1);
    });
  });

  test('a worker that is stuck is found out, though the CCP answers', { timeout: 120_000 }, async (t) => {
    await withAgent(t, { clock: true }, async (desk) => {
      const seen = await words(desk);
      const card = await desk.talks();
      await desk.fault('worker-stuck');
      const title = 'No data from Amazon Connect';
      const found = message(desk, title);
      await desk.passUntil(async () => (await found.count()) > 0, () => 'it was never found out');
      await named(desk, title, /its data stopped coming\. What you see may be out of date\./, RESTART);
      await card.getByText(UNCERTAIN, { exact: true }).waitFor();
      await desk.fault('worker-stuck', false);
      await well(desk, found);
      await card.getByText(UNCERTAIN).waitFor({ state: 'detached' });
      assert.ok(!(await seen()).includes('No news from Amazon Connect'), 'the page of the CCP was never silent');
      await desk.press('End call');
      await desk.card('After call work');
    });
  });

  test('minutes are named too where the clock of the page stood still in the sleep', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await (await desk.toolbarFrame()).evaluate(() => {
        const now = Date.now;
        Date.now = () => now() + 47 * 60_000;
      });
      const line = desk.toolbar.locator('.message').getByText(GAP);
      await line.waitFor();
      const [, from, to] = GAP.exec(await line.textContent());
      assert.notEqual(from, to);
      await desk.healthy(READY);
    });
  });

  test('after a sleep the minutes without news are named, and can be put away', LIMIT, async (t) => {
    await withAgent(t, { clock: true }, async (desk) => {
      const card = await desk.talks();
      const gap = desk.toolbar.locator('.message').filter({ hasText: 'you may have missed a call' });
      assert.equal(await gap.count(), 0);
      await desk.page.clock.fastForward('47:00');
      const line = gap.getByText(GAP);
      await line.waitFor();
      const [, from, to] = GAP.exec(await line.textContent());
      assert.notEqual(from, to);
      assert.deepEqual(await remedies(gap), ['Dismiss']);
      await desk.healthy(READY);
      await card.getByText(UNCERTAIN).waitFor({ state: 'detached' });
      await gap.getByRole('button', { name: 'Dismiss' }).click();
      await gap.waitFor({ state: 'detached' });
      await desk.press('End call');
      await desk.card('After call work');
      assert.equal(starts(desk), 1);
    });
  });

  test('what only the second channel tells: the network, and a hold that the data missed', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.act('network', { status: 'failed' });
      await health(desk, 'Connection to Amazon’s network failed');
      await desk.act('network', { status: 'connecting' });
      await health(desk, 'Connecting to Amazon’s network', 'Connection to Amazon’s network failed');
      await desk.act('reload_ccp');
      const word = desk.toolbar.getByText('Connecting to Amazon’s network', { exact: true });
      await word.waitFor({ state: 'detached' });

      await desk.talks();
      const hold = desk.button('Hold');
      for (const on of [true, false]) {
        await desk.fault('snapshot-skipped');
        await desk.act('hold_in_ccp', { on });
        await attribute(hold, 'aria-pressed', String(on));
        await desk.fault('snapshot-skipped', false);
      }
    });
  });
});
