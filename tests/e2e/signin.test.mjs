// Signed out at the start or in mid-session: the causes and the remedy are on the screen, the login
// window opens from the click, and the toolbar comes alive without being loaded again.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until } from './fixtures.mjs';
import { signIn, starts } from './outside.mjs';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const UNCERTAIN = 'No fresh news of this contact. What you see may be out of date.';
const SILENT = 'Amazon Connect does not answer';
/** A busy machine loads the simulated CCP in less, and a test lets the time pass. */
const LOADS = 20_000;

/** Opens the desktop signed out, and lets the time pass in which Streams waits for the CCP. */
function withSignedOut(t, { loginPopup = false }, scenario) {
  const config = { connect: { loginPopup, ccpLoadTimeout: LOADS } };
  return withCalls(t, { query: { fault: 'signed-out' }, config, clock: true, phone: null }, async (desk) => {
    const words = desk.toolbar.getByRole('list', { name: 'Connections' }).getByText(SILENT, { exact: true });
    await desk.passUntil(() => words.isVisible(), () => 'the silence is not noticed');
    await scenario(desk);
  });
}

const icon = (desk, words) => desk.page.getByTestId('agent-state').getByText(words, { exact: true }).waitFor();

describe('signing in', { concurrency: 5 }, () => {
  test('signed out at the start: three causes, one button, and no reload', LIMIT, async (t) => {
    await withSignedOut(t, {}, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: 'Amazon Connect does not answer' }).waitFor();
      const causes = await desk.toolbar.locator('.message li strong').allTextContents();
      assert.deepEqual(causes, [
        'You are signed out.',
        'This address is not approved.',
        'The browser blocks third-party cookies.',
      ]);
      const origins = desk.toolbar.getByText(desk.origin('toolbar'), { exact: false });
      await origins.first().waitFor();
      await icon(desk, 'Signed out');
      assert.equal(desk.context.pages().length, 1, 'no window opens by itself when the admin says so');

      await signIn(desk, () => desk.press('Sign in'));
      await desk.healthy('Phone ready');
      await icon(desk, 'Available (Idle)');
      assert.equal(starts(desk), 1);
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
    });
  });

  test('by default the login window opens by itself', LIMIT, async (t) => {
    await withSignedOut(t, { loginPopup: true }, async (desk) => {
      await signIn(desk, async () => {});
      await desk.healthy('Phone ready');
      assert.equal(starts(desk), 1);
    });
  });

  test('a login window that the browser blocks is said', LIMIT, async (t) => {
    await withSignedOut(t, {}, async (desk) => {
      const frame = await desk.toolbarFrame();
      await frame.evaluate(() => (window.open = () => null));
      const blocked = desk.toolbar.getByText('The browser blocked the login window. Allow pop-ups for this site, then press Sign in.');
      assert.equal(await blocked.count(), 0);
      await desk.press('Sign in');
      await blocked.waitFor();
    });
  });

  test('when Streams has stopped trying, the toolbar says so and offers a restart', LIMIT, async (t) => {
    await withSignedOut(t, {}, async (desk) => {
      const stopped = desk.toolbar.getByText('The phone has stopped trying. Sign in, then restart it.');
      // Ten times more after the first.
      await desk.pass(11 * LOADS);
      await stopped.waitFor();
      await desk.toolbar.getByRole('button', { name: 'Restart the phone (ends audio)' }).waitFor();
      // The last frame may still be loading, and then there is nobody yet to hear of it.
      const signedIn = async () => {
        await desk.act('sign_in');
        return (await desk.log(({ message }) => message.kind === 'signed_in')).length > 0;
      };
      await until(signedIn, 20_000, () => 'the last CCP frame never signed in');
      await desk.healthy('Phone ready');
      assert.equal(await stopped.count(), 0);
    });
  });

  test('signed out in mid-call: nothing is closed, and the call is there after the next sign-in', LIMIT, async (t) => {
    const config = { connect: { loginOptions: { disableAuthPopupAfterLogout: true } } };
    await withCalls(t, { config }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.act('sign_out');
      await desk.toolbar.getByRole('heading', { name: 'Signed out' }).waitFor();
      await card.getByText(UNCERTAIN, { exact: true }).waitFor();
      await icon(desk, 'Signed out');

      await signIn(desk, () => desk.press('Sign in'));
      await desk.healthy('Phone ready');
      await card.getByText(UNCERTAIN, { exact: true }).waitFor({ state: 'detached' });
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`]);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      assert.equal(starts(desk), 1);
    });
  });
});
