// How the toolbar comes to its way to Fusion: Oracle's framework where it can be had, messages of its own where
// not, never both; what it says of it; and every way in which Oracle's framework is known to be different.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until, withDesktop } from './fixtures.mjs';
import { NAME, withAgent } from './scenario.mjs';

/** Each test loads the toolbar several times. */
const LIMIT = { timeout: 150_000 };
const AUTO = { fusion: { transport: 'auto' } };
const UEF = { fusion: { transport: 'uef' } };
const BY_UEF = 'UEF, Oracle’s UI Events Framework';
const BY_MCA = 'MCA, messages between the windows';

let calls = 0;

/** A call that the agent answers in Fusion; gives its id. */
async function begins(desk, fields = {}) {
  calls += 1;
  const id = `call-${calls}`;
  await desk.ring({ contactId: id, ...fields });
  await desk.card('Incoming call');
  await desk.dialog.getByRole('button', { name: 'Answer' }).click();
  const card = await desk.card('On a call');
  await card.getByText(NAME, { exact: true }).waitFor();
  await card.getByText('Open in Fusion', { exact: true }).waitFor();
  return id;
}

/** Ends it in the toolbar and puts it away; it was told from the ring to the wrap-up, once. */
async function ends(desk, id) {
  await desk.press('End call');
  await desk.card('After call work');
  await desk.press('Clear contact');
  await desk.toolbar.getByText('No call right now', { exact: true }).waitFor();
  await desk.flush();
  const told = (await desk.told()).filter((line) => line.split(' ').includes(id));
  assert.deepEqual(told, [`new ${id}`, `start ${id}`, `close ${id} WRAPUP`]);
}

async function wholeCall(desk) {
  await ends(desk, await begins(desk));
  assert.equal((await desk.replies('accept')).at(-1), 'success');
  await unobjected(desk);
}

/** Loads the toolbar anew with one fault in the place of another, `null` for none; waits until it is linked. */
async function reloaded(desk, former, fault, link = 'Linked with Fusion') {
  for (const [name, on] of [[former, false], [fault, true]]) {
    for (const one of name?.split(',') ?? []) {
      await desk.fault(one, on);
    }
  }
  const isReady = ({ dir, method }) => dir === 'in' && method === 'readyForOperation';
  const before = (await desk.log(isReady)).length;
  await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
  await desk.logged(isReady, before + 1, 4 * TIMEOUT);
  await desk.healthy('Phone ready', link);
}

/** What the details say of the way to Fusion. */
const way = (desk) => desk.detail('transport');

/** The versions of the messages that Fusion heard since `from`, but for the question of Oracle's loader. */
async function spoken(desk, from = 0) {
  const heard = (await desk.log()).slice(from);
  const versions = heard.filter(({ dir, method, message }) => dir === 'in' && message.version && method !== 'FETCH_BUILD_INFO');
  return [...new Set(versions.map(({ message }) => message.version))];
}

async function unobjected(desk) {
  const violations = await desk.log(({ dir, message }) => dir === 'note' && /violation/.test(message));
  assert.deepEqual(violations, []);
}

describe('The way to Fusion', { concurrency: 4 }, () => {
  test("Oracle's framework is taken where it can be had, and a call goes on over the way it was begun by", LIMIT, async (t) => {
    await withAgent(t, { config: AUTO }, async (desk) => {
      assert.equal(await way(desk), BY_UEF);
      await wholeCall(desk);
      assert.deepEqual(await spoken(desk), ['uef-v1']);

      const from = (await desk.log()).length;
      await reloaded(desk, null, 'uef-global-missing');
      const words = await way(desk);
      assert.ok(words.startsWith(`${BY_MCA}, because`), words);
      assert.match(words, /brought no CX_SVC_UI_EVENTS_FRAMEWORK/);
      const id = await begins(desk);
      await reloaded(desk, 'uef-global-missing', null);
      await desk.card('On a call');
      await ends(desk, id);
      assert.deepEqual(await spoken(desk, from), ['1.3.0']);
      await reloaded(desk, null, null);
      assert.deepEqual(await spoken(desk, from), ['1.3.0', 'uef-v1']);
      await unobjected(desk);
    });
  });

  test('the agent sees the tab of a call again, also after a reload, and its contact where the tab was closed', LIMIT, async (t) => {
    await withAgent(t, { config: UEF }, async (desk) => {
      const tabs = desk.page.getByRole('tab', { selected: true });
      const shows = async (title) => {
        await desk.press('Show in Fusion');
        await tabs.getByText(title, { exact: true }).waitFor({ timeout: TIMEOUT });
        await (await desk.card('On a call')).getByText('Open in Fusion', { exact: true }).waitFor();
      };
      const id = await begins(desk);
      const close = desk.page.getByRole('button', { name: 'Close tab', exact: true });
      await shows(NAME);
      await reloaded(desk, null, null);
      await desk.card('On a call');
      await shows(NAME);
      await close.click();
      await desk.page.getByText('No page is open').waitFor();
      await shows(NAME);
      await reloaded(desk, null, 'uef-no-tab-context');
      const card = await desk.card('On a call');
      await desk.press('Show in Fusion');
      await card.getByText(/^Fusion did not show it/).waitFor();
      await ends(desk, id);
      await unobjected(desk);
    });
  });

  test('what the dialog does not show is a notification of Fusion, which answers the call once', LIMIT, async (t) => {
    await withAgent(t, { config: UEF, query: { fault: 'new-never' } }, async (desk) => {
      const told = desk.page.getByRole('status', { name: 'Notifications of the toolbar' });
      const ring = told.getByRole('group', { name: 'Incoming call' });
      await desk.ring();
      await ring.getByText('BasicQueue').waitFor({ timeout: TIMEOUT });
      assert.doesNotMatch(await ring.textContent(), /Mary|555/, 'who calls is nobody else’s business');
      await ring.getByRole('button', { name: 'Accept' }).click();
      await desk.card('On a call');
      await ring.waitFor({ state: 'detached' });
      await desk.act('expire_soon', { millis: 60_000 });
      const end = told.getByRole('group', { name: 'You will be signed out' });
      await end.getByRole('button', { name: 'Stay signed in' }).click();
      await desk.toolbar.getByText('You will be signed out').waitFor({ state: 'detached' });

      await desk.act('expire_soon', { millis: 60_000 });
      await end.waitFor();
      await reloaded(desk, 'new-never', null);
      await end.waitFor({ state: 'detached' });
      await reloaded(desk, null, 'uef-no-notification-context');
      assert.equal(await desk.detail('refused'), '0');
      await desk.act('expire_soon', { millis: 60_000 });
      await desk.toolbar.getByText('You will be signed out', { exact: true }).waitFor();
      await desk.toolbar.getByTestId('refused').getByText('1', { exact: true }).waitFor();
      await unobjected(desk);
    });
  });

  test('where it never starts, refuses or comes too late, the toolbar speaks for itself, once, and says why', LIMIT, async (t) => {
    await withAgent(t, { config: AUTO, query: { fault: 'uef-never' } }, async (desk) => {
      const isOpened = ({ dir, method }) => dir === 'out' && method === 'FETCH_BUILD_INFO';
      let opened = 0;
      for (const [former, fault, why] of [
        [null, 'uef-never', /initialize .* within 5 s/],
        ['uef-never', 'uef-refused', /not registered/],
        ['uef-refused', 'uef-late', /initialize .* within 5 s/],
      ]) {
        if (former) {
          opened = (await desk.log(isOpened)).length;
          await reloaded(desk, former, fault);
        }
        const words = await way(desk);
        assert.ok(words.startsWith(`${BY_MCA}, because`), words);
        assert.match(words, why);
        await wholeCall(desk);
      }
      await desk.logged(isOpened, opened + 1);
      await desk.flush();
      assert.deepEqual(await spoken(desk), ['1.3.0'], 'nothing was said over a way that opened too late');
    });
  });

  test('asked for by name it can be tried again, and speaks in every style', LIMIT, async (t) => {
    const options = { config: UEF, query: { fault: 'uef-refused' }, link: 'Fusion cannot be reached' };
    await withAgent(t, options, async (desk) => {
      await desk.fault('uef-refused', false);
      await desk.press('Try again');
      await desk.healthy('Linked with Fusion');
      await wholeCall(desk);
      let former = null;
      for (const fault of ['uef-plain', 'uef-no-active-engagements,uef-no-engagement-context', 'uef-display-string,ready-error']) {
        await reloaded(desk, former, fault);
        former = fault;
        await wholeCall(desk);
        const isReply = ({ method, message }) => method === 'tbInteractionCommandResponse' && message.eventId === 'nobody';
        const before = (await desk.log(isReply)).length;
        await desk.command('accept', 'nobody');
        await desk.logged(isReply, before + 1);
        assert.equal((await desk.replies('accept')).at(-1), 'failure: unknown call');
        const reply = await desk.agentCommand('getActiveInteractionCommands');
        assert.ok(reply.outData.supportedCommands.includes('accept'));
        await unobjected(desk);
      }
      assert.deepEqual(await spoken(desk), ['uef-v1']);
    });
  });

  test('a script that is not there is named, and the phone works without Fusion', LIMIT, async (t) => {
    const config = { fusion: { transport: 'uef', uefUrl: 'http://uef.localhost:1/gone.js' } };
    await withAgent(t, { config, allow: [/UNSAFE_PORT/], link: 'Fusion cannot be reached' }, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: 'Fusion cannot be reached' }).waitFor();
      await desk.toolbar.getByText(/gone\.js could not be loaded/).first().waitFor();
      await desk.ring();
      await desk.press('Accept');
      await desk.card('On a call');
      assert.deepEqual(await desk.told(), []);
    });
  });

  test('what Fusion refuses is told in every style', LIMIT, async (t) => {
    const refused = 'Fusion refused the link';
    const query = { fault: 'start-error,configuration-error' };
    await withAgent(t, { config: UEF, query, link: refused }, async (desk) => {
      let former = null;
      for (const style of [null, 'uef-plain,uef-plain-errors', 'uef-errors-resolve', 'uef-plain,uef-errors-resolve']) {
        if (style) {
          await reloaded(desk, former, style, refused);
          former = style;
        }
        await desk.toolbar.getByText('SVCMCA_ERR_MISSING_CONFIGURATION', { exact: true }).waitFor();
        calls += 1;
        const id = `call-${calls}`;
        await desk.ring({ contactId: id });
        await desk.press('Accept');
        const card = await desk.card('On a call');
        await card.getByText('Fusion refused to open the contact. The call goes on.', { exact: true }).waitFor();
        await desk.fault('start-error', false);
        await card.getByRole('button', { name: 'Open in Fusion again', exact: true }).click();
        await card.getByText('Open in Fusion', { exact: true }).waitFor();
        await desk.fault('start-error');
        await desk.press('End call');
        await desk.press('Clear contact');
        await card.waitFor({ state: 'detached' });
        await unobjected(desk);
      }
    });
  });

  test('a subscription that throws costs no other', LIMIT, async (t) => {
    const name = (event) => event && `uef-throws-${event}`;
    await withAgent(t, { config: UEF }, async (desk) => {
      let former = null;
      for (const [event, words] of [
        ['onToolbarAgentCommand', /^Fusion cannot ask for your state/],
        ['onOutgoingEvent', /^A click on a number in Fusion does not call it/],
        ['onDataUpdated', /^Fusion does not tell when the wrap-up is saved/],
      ]) {
        await reloaded(desk, name(former), name(event));
        former = event;
        await desk.toolbar.getByText(words).waitFor();
        await desk.toolbar.getByText(new RegExp(`${event} cannot be subscribed to here`)).first().waitFor();
        const id = await begins(desk);
        await desk.press('End call');
        await desk.card('After call work');
        await desk.press('Clear contact');
        await desk.logged(({ dir, method, message }) => dir === 'in' && method === 'closeCommEvent' && message.data.eventId === id);
        await unobjected(desk);
      }
    });
  });

  test('the wrap-up is filled in through its context in every style, and it is told where it cannot be', LIMIT, async (t) => {
    const wrapUpFields = { 'WrapUp.ResolutionCd': 'text:SOLVED', 'WrapUp.Queue': 'queue' };
    await withAgent(t, { config: { fusion: { ...UEF.fusion, wrapUpFields } } }, async (desk) => {
      const written = () => desk.log(({ dir, method }) => dir === 'in' && method === 'uef.setFields');
      let former;
      for (const [fault, works] of [
        [null, true],
        ['uef-plain', true],
        ['uef-no-engagement-context', true],
        ['wrap-up-error', false],
        ['uef-no-wrap-up-context', false],
      ]) {
        if (former) {
          await desk.fault(former, false);
        }
        if (fault) {
          await desk.fault(fault);
        }
        former = fault;
        const before = (await written()).length;
        await begins(desk, { queue: 'Repairs' });
        await desk.press('End call');
        const card = await desk.card('After call work');
        const form = desk.wrapUp(NAME).last();
        if (works) {
          await form.getByText('Saved by the toolbar', { exact: true }).waitFor();
          assert.equal(await form.getByLabel('Outcome').inputValue(), 'SOLVED');
          await form.getByText('Repairs', { exact: true }).waitFor();
          await desk.flush();
          assert.equal((await written()).length, before + 1, 'written once');
        } else {
          await card.getByText('The wrap-up in Fusion was not filled in. Fill it in there.', { exact: true }).waitFor();
          assert.equal(await form.getByLabel('Outcome').inputValue(), '');
        }
        await desk.press('Clear contact');
        await desk.fusionSays('Available (Idle)');
        await unobjected(desk);
      }
    });
  });

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
