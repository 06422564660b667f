// A browser that denies the toolbar its storage, whole or in part: said in words, never a white page,
// and what works without storage works.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withToolbar } from './fixtures.mjs';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const DENIED = ['toolbar.localhost'];
const HEADING = 'Storage blocked';
const NOT_KEPT = 'Nothing is kept over a reload';

/** Takes one of the two stores away from the toolbar, as some browsers do in a frame. */
async function without(desk, store) {
  await desk.context.addInitScript((store) => {
    if (location.hostname === 'toolbar.localhost') {
      Object.defineProperty(window, store, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    }
  }, store);
  await desk.page.reload();
}

describe('denied storage', { concurrency: 5 }, () => {
  test('in Fusion’s frame: the cause is said, and Fusion is still linked', LIMIT, async (t) => {
    const options = { deniedStorage: DENIED, phone: HEADING };
    await withCalls(t, options, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: HEADING }).waitFor();
      await desk.toolbar.getByText(/Allow cookies and site data for this address, or open the toolbar in a window/).waitFor();
      await desk.healthy(NOT_KEPT);
      await desk.page.getByTestId('agent-state').getByText('Signed out', { exact: true }).waitFor();
      assert.equal((await desk.agentCommand('getActiveEngagements')).outData.activeCount, 0);
      await desk.toolbar.getByText('Details', { exact: true }).click();
      await desk.toolbar.getByText('Blocked by the browser', { exact: true }).waitFor();
      assert.equal(await desk.toolbar.getByText(/Everything works/).count(), 0, 'for the phone does not');
    });
  });

  test('in a window of its own: the cause is said', LIMIT, async (t) => {
    await withToolbar(t, { deniedStorage: DENIED }, async ({ toolbar, page }) => {
      await toolbar.getByRole('heading', { name: HEADING }).waitFor();
      assert.match(await page.title(), /toolbar/i);
      await toolbar.getByText('Not linked with Fusion: this window is a phone on its own').first().waitFor();
      const button = toolbar.getByRole('button', { name: 'Agent availability' });
      assert.equal(await button.getAttribute('aria-disabled'), 'true');
    });
  });

  test('without session storage a call works, and a reload closes it without its personal tokens', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await without(desk, 'sessionStorage');
      await desk.healthy('Phone ready', 'Linked with Fusion', NOT_KEPT);
      await desk.toolbar.getByText('Details', { exact: true }).click();
      await desk.toolbar.getByText(/Everything works, but a reload forgets/).waitFor();
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const talking = await desk.card('On a call');
      await talking.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await talking.getByText(/The phone was loaded again during the call/).waitFor({ timeout: 40_000 });
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
      const [close] = await desk.log(({ dir, method }) => dir === 'in' && method === 'closeCommEvent');
      const { inData } = close.message.data;
      assert.match(inData.SVCMCA_INTERACTION_ID, /^\d+$/);
      assert.equal(inData.SVCMCA_CONTACT_NAME, undefined);
    });
  });
});
