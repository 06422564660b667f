// The way out: offline first, then signed out, with nothing opening by itself; not with a call; and
// whoever closes the window while calls can come is asked first.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until } from './fixtures.mjs';
import { message, remedies, signIn, starts } from './outside.mjs';
import { LIMIT, withAgent } from './scenario.mjs';

/** Streams opens its login window so long after a sign-out; no other timer has this span. */
const PAUSE = 2777;

const menuItem = (desk, name) => desk.toolbar.getByRole('menuitem', { name, exact: true });

async function leave(desk) {
  await desk.press('Change state');
  await menuItem(desk, 'Sign out').click();
}

/** Counts how often a timer of that span has run out in the toolbar from now on. */
async function pauses(desk) {
  const frame = await desk.toolbarFrame();
  await frame.evaluate((pause) => {
    window.pauses = 0;
    const { setTimeout } = window;
    window.setTimeout = (work, span, ...rest) => {
      const counted = (...given) => {
        work(...given);
        window.pauses += span === pause ? 1 : 0;
      };
      return setTimeout.call(window, counted, span, ...rest);
    };
  }, PAUSE);
  return () => frame.evaluate(() => window.pauses);
}

/** Closes the window as a person does, and gives the question that the browser asked, if any. */
async function closes(desk) {
  const asked = desk.page.waitForEvent('dialog', { timeout: TIMEOUT }).catch(() => null);
  const closed = desk.page.waitForEvent('close', { timeout: TIMEOUT }).then(() => null);
  await desk.page.close({ runBeforeUnload: true });
  return Promise.race([asked, closed]);
}

describe('Signing out and closing', { concurrency: 2 }, () => {
  test('Sign out takes the agent offline and out, tells Fusion, and opens nothing', LIMIT, async (t) => {
    const config = { connect: { ccpAckTimeout: PAUSE, loginOptions: { disableAuthPopupAfterLogout: false } } };
    await withAgent(t, { config, clock: true }, async (desk) => {
      const ran = await pauses(desk);
      await leave(desk);
      const signedOut = message(desk, 'Signed out');
      await signedOut.getByText('Sign in to Amazon Connect to receive calls.', { exact: true }).waitFor();
      assert.deepEqual(await remedies(signedOut), ['Sign in']);
      await desk.page.getByTestId('agent-state').getByText('Signed out', { exact: true }).waitFor();
      assert.equal(await desk.stateName.textContent(), 'No state yet', 'the old state is not shown any more');
      const asked = await desk.asked('putAgentState');
      assert.deepEqual(
        asked.map(({ message: { params } }) => params.state.name),
        ['Offline'],
      );
      const [last] = (await desk.log(({ dir, method }) => dir === 'in' && method === 'agentStateEvent')).slice(-1);
      const { stateCd, isLoggedIn, isAvailable } = last.message.data;
      assert.deepEqual({ stateCd, isLoggedIn, isAvailable }, { stateCd: 'DISCONNECTED', isLoggedIn: false, isAvailable: false });
      const logouts = desk.server.requests.filter(({ host, path }) => host === 'ccp.localhost' && path === '/logout');
      assert.equal(logouts.length, 1, 'Amazon was told');

      await desk.passUntil(async () => (await ran()) > 0, () => 'Streams never came to open its window');
      assert.equal(desk.context.pages().length, 1, 'no login window opens by itself');
      await signIn(desk, () => desk.press('Sign in'));
      await desk.healthy('Phone ready');
      await desk.fusionSays('Not available (Offline)');
      assert.equal(starts(desk), 1);

      await desk.availability.click();
      await desk.fusionSays('Available (Idle)');
      await desk.talks();
      await desk.act('sign_out');
      await message(desk, 'Signed out').waitFor();
      await signIn(desk, () => desk.pass(PAUSE));
      await desk.healthy('Phone ready');
      await desk.card('On a call');
    });
  });

  test('after a sign-in the shift begins in the state that the administrator named, and after a reload not again', LIMIT, async (t) => {
    await withAgent(t, { config: { session: { stateAfterSignIn: 'Training' } } }, async (desk) => {
      const asked = async () => (await desk.asked('putAgentState')).map(({ message: { params } }) => params.state.name);
      assert.deepEqual(await asked(), [], 'a page that is loaded is no sign-in');
      await leave(desk);
      await signIn(desk, () => desk.press('Sign in'));
      await desk.fusionSays('Not available (Training)');
      assert.deepEqual(await asked(), ['Offline', 'Training']);
      await desk.act('agent_state', { name: 'Offline' });
      await desk.fusionSays('Not available (Offline)');
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await desk.healthy('Phone ready');
      await desk.flush();
      assert.deepEqual(await asked(), ['Offline', 'Training']);
    });
  });

  test('with a call the agent stays, with the reason in words', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      const said = desk.toolbar.getByText('End or clear your contact first.', { exact: true });
      await leave(desk);
      await said.waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await said.waitFor({ state: 'detached' });
      await leave(desk);
      await said.waitFor();
      await desk.flush();
      assert.deepEqual(await desk.answersTo('putAgentState'), []);
      assert.equal(desk.server.requests.filter(({ path }) => path === '/logout').length, 0);
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');
      await leave(desk);
      await message(desk, 'Signed out').waitFor();
    });
  });

  test('who does nothing is warned of the end, and any press keeps them in', LIMIT, async (t) => {
    await withAgent(t, { allow: [/^console: Failed to record agent activity/] }, async (desk) => {
      const { toolbar } = desk;
      const warning = message(desk, 'You will be signed out');
      const left = warning.locator('.countdown');
      await desk.act('expire_soon', { millis: 60_000 });
      await warning.getByText(/^Amazon Connect saw no activity for a while and signs you out at \d/).waitFor();
      const before = await left.textContent();
      assert.match(before, /^0(1:00|0:5\d)$/);
      await until(async () => (await left.textContent()) < before, TIMEOUT, () => 'the time stands still');
      await desk.press('Stay signed in');
      await warning.waitFor({ state: 'detached' });

      await desk.act('fault', { name: 'activity-fails', on: true });
      await desk.act('expire_soon', { millis: 60_000 });
      await desk.press('Stay signed in');
      await warning.getByText(/^Amazon Connect did not take it/).waitFor();
      assert.deepEqual(await remedies(warning), ['Stay signed in', 'Open Amazon panel']);
      await desk.act('fault', { name: 'activity-fails', on: false });
      await desk.press('Stay signed in');
      await warning.waitFor({ state: 'detached' });

      // The warning and the end come by two ways, of which either may be the quicker one.
      await desk.act('expire_soon', { millis: 2000 });
      await warning.waitFor();
      const signedOut = message(desk, 'Signed out');
      await signedOut.getByText(/^Amazon Connect saw no activity for a while and signed you out/).waitFor();
      assert.deepEqual(await remedies(signedOut), ['Sign in']);
      assert.equal(desk.context.pages().length, 1, 'nobody is signed in again at once');
      await signIn(desk, () => desk.press('Sign in'));
      await desk.healthy('Phone ready');

      await desk.act('expire_soon', { millis: 60_000 });
      await warning.waitFor();
      await toolbar.locator('.status').hover();
      await desk.availability.click();
      await warning.waitFor({ state: 'detached' });

      await desk.act('expire_soon', { millis: 60_000 });
      await warning.waitFor();
      await desk.availability.press('Shift');
      await warning.waitFor({ state: 'detached' });

      await desk.act('expire_soon', { millis: 60_000 });
      await warning.waitFor();
      await desk.act('reload_ccp');
      await warning.waitFor({ state: 'detached' });
      await desk.healthy('Phone ready');
    });
  });

  test('keys and the pointer at the toolbar keep the agent signed in', LIMIT, async (t) => {
    await withAgent(t, { clock: true }, async (desk) => {
      const warning = message(desk, 'You will be signed out');
      // Amazon warns a minute before the end.
      await desk.act('inactivity', { millis: 200_000 });
      await desk.pass(100_000);
      await desk.availability.press('Shift');
      await desk.pass(100_000);
      await desk.toolbar.locator('.status').hover();
      await desk.pass(100_000);
      assert.equal(await warning.count(), 0, 'Amazon was told that somebody is there');
      await desk.pass(45_000);
      await warning.waitFor();
    });
  });

  test('closing asks first while calls can come or one is on, and not at lunch', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const asks = async (when) => {
        const dialog = await closes(desk);
        assert.equal(dialog?.type(), 'beforeunload', when);
        await dialog.dismiss();
      };
      await desk.availability.click();
      await desk.pressed(false);
      await desk.act('ring', { force: true, contactId: 'call-1' });
      await desk.card('Incoming call');
      await asks('while it rings');
      await desk.press('Accept');
      await desk.card('On a call');
      await asks('on a call');
      await desk.press('End call');
      await desk.press('Clear contact');
      await desk.fusionSays('Not available (Lunch)');
      await desk.availability.click();
      await desk.fusionSays('Available (Idle)');
      await asks('while available');
      await desk.availability.click();
      await desk.fusionSays('Not available (Lunch)');
      assert.equal(await closes(desk), null, 'at lunch it closes at once');
    });
  });
});
