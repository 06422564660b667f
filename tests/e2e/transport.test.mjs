// How the toolbar comes to its way to Fusion: Oracle's framework where it can be had, messages of its own where
// not, never both; what it says of it; and every way in which Oracle's framework is known to be different.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until, withDesktop } from './fixtures.mjs';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { CALL, withCalls } from './wire.mjs';

const AUTO = { fusion: { transport: 'auto' } };
const UEF = { fusion: { transport: 'uef' } };
const WHOLE = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];
const BY_UEF = 'UEF, Oracle’s UI Events Framework';
const BY_MCA = 'MCA, messages between the windows';

/** A call from the ring to the wrap-up, answered in Fusion and ended in the toolbar. */
async function wholeCall(desk) {
  await desk.ring();
  await desk.card('Incoming call');
  await desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
  const card = await desk.card('On a call');
  await card.getByText(NAME, { exact: true }).waitFor();
  await card.getByText('Open in Fusion', { exact: true }).waitFor();
  await desk.press('End call');
  await desk.card('After call work');
  await desk.tells(...WHOLE);
  assert.deepEqual(await desk.replies('accept'), ['success']);
  assert.deepEqual(await desk.tabs(), [NAME]);
}

/** The versions of the messages that Fusion heard, but for the question of Oracle's loader. */
async function spoken(desk) {
  const heard = await desk.log(({ dir, method, message }) => dir === 'in' && message.version && method !== 'FETCH_BUILD_INFO');
  return [...new Set(heard.map(({ message }) => message.version))];
}

async function unobjected(desk) {
  const violations = await desk.log(({ dir, message }) => dir === 'note' && /violation/.test(message));
  assert.deepEqual(violations, []);
}

describe('The way to Fusion', { concurrency: 4 }, () => {
  test("Oracle's framework is taken where it can be had", LIMIT, async (t) => {
    await withCalls(t, { config: AUTO }, async (desk) => {
      await desk.toolbar.getByText('Details', { exact: true }).click();
      assert.equal(await desk.detail('transport'), BY_UEF);
      await wholeCall(desk);
      assert.deepEqual(await spoken(desk), ['uef-v1']);
      await unobjected(desk);
    });
  });

  for (const [what, fault, why] of [
    ['brings no library', 'uef-global-missing', /brought no CX_SVC_UI_EVENTS_FRAMEWORK/],
    ['refuses the toolbar', 'uef-refused', /not registered/],
    ['never starts', 'uef-never', /initialize .* within 5 s/],
    ['starts too late', 'uef-late', /initialize .* within 5 s/],
  ]) {
    test(`without it the toolbar speaks for itself, once, and says why: it ${what}`, LIMIT, async (t) => {
      await withCalls(t, { config: AUTO, query: { fault } }, async (desk) => {
        await desk.toolbar.getByText('Details', { exact: true }).click();
        const words = await desk.detail('transport');
        assert.ok(words.startsWith(`${BY_MCA}, because`), words);
        assert.match(words, why);
        await wholeCall(desk);
        if (fault === 'uef-late') {
          await desk.logged(({ dir, method }) => dir === 'out' && method === 'FETCH_BUILD_INFO');
          await desk.agentCommand('getActiveEngagements');
        }
        assert.deepEqual(await spoken(desk), ['1.3.0']);
        await unobjected(desk);
      });
    });
  }

  test('a script that is not there is named, whichever way was asked for', LIMIT, async (t) => {
    const gone = (transport) => ({ config: { fusion: { transport, uefUrl: 'http://uef.localhost:1/gone.js' } }, allow: [/UNSAFE_PORT/] });
    await withCalls(t, gone('auto'), async (desk) => {
      await desk.toolbar.getByText('Details', { exact: true }).click();
      assert.match(await desk.detail('transport'), /^MCA.*gone\.js could not be loaded/);
      await wholeCall(desk);
    });
    await withCalls(t, { ...gone('uef'), link: 'Fusion cannot be reached' }, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: 'Fusion cannot be reached' }).waitFor();
      await desk.toolbar.getByText(/gone\.js could not be loaded/).first().waitFor();
      await desk.ring();
      await desk.press('Accept');
      await desk.card('On a call');
      assert.deepEqual(await desk.told(), []);
    });
  });

  test('where it was asked for by name, it can be tried again', LIMIT, async (t) => {
    const options = { config: UEF, query: { fault: 'uef-refused' }, link: 'Fusion cannot be reached' };
    await withCalls(t, options, async (desk) => {
      await desk.fault('uef-refused', false);
      await desk.press('Try again');
      await desk.healthy('Linked with Fusion');
      await wholeCall(desk);
      assert.deepEqual(await spoken(desk), ['uef-v1']);
    });
  });

  test('a call goes on over the way that it was begun by', LIMIT, async (t) => {
    await withAgent(t, { config: AUTO, query: { fault: 'uef-global-missing' } }, async (desk) => {
      await desk.talks();
      await desk.fault('uef-global-missing', false);
      const isReady = ({ dir, method }) => dir === 'in' && method === 'readyForOperation';
      const before = (await desk.log(isReady)).length;
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await desk.logged(isReady, before + 1, 40_000);
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await desk.card('On a call');
      await desk.press('End call');
      await desk.tells(...WHOLE);
      assert.deepEqual(await spoken(desk), ['1.3.0']);

      await desk.press('Clear contact');
      await desk.toolbar.getByText('No call right now', { exact: true }).waitFor();
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await desk.logged(isReady, before + 2, 40_000);
      assert.deepEqual(await spoken(desk), ['1.3.0', 'uef-v1']);
      await unobjected(desk);
    });
  });

  for (const fault of ['uef-plain', 'uef-no-active-engagements,uef-no-engagement-context', 'uef-display-string,ready-error']) {
    test(`a call with ${fault}`, LIMIT, async (t) => {
      await withCalls(t, { config: UEF, query: { fault } }, async (desk) => {
        await wholeCall(desk);
        await desk.command('accept', 'nobody');
        await desk.page.getByText('accept: unknown call').waitFor();
        const reply = await desk.agentCommand('getActiveInteractionCommands');
        assert.ok(reply.outData.supportedCommands.includes('accept'));
        await unobjected(desk);
      });
    });
  }

  for (const style of ['', 'uef-plain,uef-plain-errors', 'uef-errors-resolve', 'uef-plain,uef-errors-resolve']) {
    test(`what Fusion refuses is told: ${style || 'with getters'}`, LIMIT, async (t) => {
      const query = { fault: `start-error,configuration-error,${style}` };
      await withCalls(t, { config: UEF, query, link: 'Fusion refused the link' }, async (desk) => {
        await desk.toolbar.getByText('SVCMCA_ERR_MISSING_CONFIGURATION', { exact: true }).waitFor();
        await desk.ring();
        await desk.press('Accept');
        const card = await desk.card('On a call');
        await card.getByText('Fusion refused to open the contact. The call goes on.', { exact: true }).waitFor();
        await desk.fault('start-error', false);
        await card.getByRole('button', { name: 'Open in Fusion again', exact: true }).click();
        await card.getByText('Open in Fusion', { exact: true }).waitFor();
        await unobjected(desk);
      });
    });
  }

  for (const [event, words] of [
    ['onToolbarAgentCommand', /^Fusion cannot ask for your state/],
    ['onOutgoingEvent', /^A click on a number in Fusion does not call it/],
    ['onDataUpdated', /^Fusion does not tell when the wrap-up is saved/],
  ]) {
    test(`a subscription that throws costs no other: ${event}`, LIMIT, async (t) => {
      await withCalls(t, { config: UEF, query: { fault: `uef-throws-${event}` } }, async (desk) => {
        await desk.toolbar.getByText(words).waitFor();
        await desk.toolbar.getByText(new RegExp(`${event} cannot be subscribed to here`)).first().waitFor();
        await wholeCall(desk);
      });
    });
  }

  for (const fault of ['', 'uef-plain', 'uef-no-engagement-context']) {
    test(`the wrap-up is filled in through its context: ${fault || 'with getters'}`, LIMIT, async (t) => {
      const wrapUpFields = { 'WrapUp.ResolutionCd': 'text:SOLVED', 'WrapUp.Queue': 'queue' };
      await withAgent(t, { config: { fusion: { ...UEF.fusion, wrapUpFields } }, query: { fault } }, async (desk) => {
        await desk.talks({ queue: 'Repairs' });
        await desk.press('End call');
        const form = desk.wrapUp(NAME);
        await form.getByText('Saved by the toolbar', { exact: true }).waitFor();
        assert.equal(await form.getByLabel('Outcome').inputValue(), 'SOLVED');
        await form.getByText('Repairs', { exact: true }).waitFor();
        await desk.flush();
        const written = await desk.log(({ dir, method }) => dir === 'in' && method === 'uef.setFields');
        assert.equal(written.length, 1, 'written once');
        await unobjected(desk);
      });
    });
  }

  for (const fault of ['wrap-up-error', 'uef-no-wrap-up-context']) {
    test(`a wrap-up that cannot be filled in is told, and costs nothing: ${fault}`, LIMIT, async (t) => {
      const wrapUpFields = { 'WrapUp.ResolutionCd': 'text:SOLVED' };
      await withAgent(t, { config: { fusion: { ...UEF.fusion, wrapUpFields } }, query: { fault } }, async (desk) => {
        await desk.talks();
        await desk.press('End call');
        const card = await desk.card('After call work');
        await card.getByText('The wrap-up in Fusion was not filled in. Fill it in there.', { exact: true }).waitFor();
        assert.equal(await desk.wrapUp(NAME).getByLabel('Outcome').inputValue(), '');
        await desk.press('Clear contact');
        await desk.fusionSays('Available (Idle)');
      });
    });
  }

  test('the desktop writes into the frame’s address what a toolbar without a configuration takes', LIMIT, async (t) => {
    await withDesktop(t, { query: { transport: 'mca', fault: 'uef-script-missing' } }, async ({ page }) => {
      const asked = async () => {
        const source = await page.locator('iframe[title="Media toolbar"]').getAttribute('src');
        const { searchParams } = new URL(source);
        return [searchParams.get('sandboxTransport'), searchParams.get('sandboxUef')];
      };
      assert.deepEqual(await asked(), ['mca', 'missing']);
      await page.getByRole('checkbox', { name: 'uef-script-missing' }).setChecked(false);
      await page.getByRole('combobox', { name: 'Transport of the toolbar' }).selectOption('uef');
      await until(async () => (await asked())[0] === 'uef', TIMEOUT, () => 'the frame was not loaded anew');
      assert.deepEqual(await asked(), ['uef', null]);
    });
  });
});
