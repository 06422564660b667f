// Fusion's commands: each is answered exactly once, in words, and none does what was not asked.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };

const offer = (desk) => desk.page.getByRole('dialog', { name: 'Incoming call from Mary Doe' });
const isReply = ({ dir, method }) => dir === 'in' && method === 'tbInteractionCommandResponse';

/** Waits until so many interaction commands were answered and gives how, in order. */
async function answers(desk, wanted) {
  const entries = await desk.logged(isReply, wanted);
  return entries.map(({ message }) => {
    const why = message.resultDisplayString ? `: ${message.resultDisplayString}` : '';
    return `${message.command} ${message.result}${why}`;
  });
}

/** Presses two buttons of the dialog in one go, as fast as no hand can. */
const pressBoth = (desk, ...names) => offer(desk).evaluate((dialog, names) => {
  const buttons = [...dialog.querySelectorAll('button')];
  names.forEach((name) => buttons.find(({ textContent }) => textContent === name).click());
}, names);

async function talk(desk) {
  await desk.ring();
  await desk.card('Incoming call');
  await desk.press('Accept');
  return desk.card('On a call');
}

describe('commands of Fusion', { concurrency: 5 }, () => {
  overBoth('an unknown call and an unknown command are refused with words', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.command('accept', 'nobody');
      assert.deepEqual(await answers(desk, 1), ['accept failure: unknown call']);
      await desk.page.getByRole('alert', { name: 'Notifications' }).getByText('accept: unknown call').waitFor();
      await talk(desk);
      await desk.command('custom', CALL);
      const all = await answers(desk, 2);
      assert.deepEqual(all, ['accept failure: unknown call', 'custom failure: unknown command custom']);
      const reply = await desk.agentCommand('custom');
      assert.equal(reply.result, 'failure');
      assert.equal(reply.resultDisplayString, 'unknown command custom');
      await desk.card('On a call');
    });
  });

  overBoth('a command for an id that nobody knows waits for the lookup under way', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'fusion-late' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
      await desk.command('accept', 'nobody');
      assert.deepEqual(await answers(desk, 1), ['accept failure: unknown call']);
      const [looked] = await desk.log(({ dir, method }) => dir === 'out' && method === 'newCommEvent');
      const [reply] = await desk.log(isReply);
      assert.ok(looked.at <= reply.at, 'refused only once the lookup had told its id');
    });
  });

  overBoth('a command under Fusion’s own id of the call is matched when its lookup tells that id', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'fusion-late,fusion-other-event-id' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
      await desk.command('accept', `${CALL}-fusion`);
      await desk.card('On a call');
      assert.deepEqual(await answers(desk, 1), ['accept success']);
      assert.equal((await desk.asked('acceptContact')).length, 1);
    });
  });

  test('garbage is counted and changes nothing', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await talk(desk);
      await desk.toolbar.getByText('Details', { exact: true }).click();
      assert.equal(await desk.detail('refused'), '0');
      await desk.page.getByRole('button', { name: 'Post garbage' }).click();
      await desk.toolbar.getByTestId('refused').getByText('4', { exact: true }).waitFor();
      await desk.command('setActive', CALL);
      assert.deepEqual(await answers(desk, 1), ['setActive success']);
      await desk.card('On a call');
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`]);
    });
  });

  overBoth('a command that comes twice is carried out once and answered twice', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'dialog-command-twice' } }, async (desk) => {
      await desk.ring();
      await offer(desk).getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      assert.deepEqual(await answers(desk, 2), ['accept success', 'accept success']);
      assert.equal((await desk.asked('acceptContact')).length, 1);
      const notes = await desk.log(({ dir, message }) => dir === 'note' && /violation/.test(message));
      assert.deepEqual(notes, []);
    });
  });

  overBoth('a decline while the call is being answered is refused', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'connect-late' } }, async (desk) => {
      await desk.ring();
      const card = await desk.card('Incoming call');
      await pressBoth(desk, 'Answer', 'Decline');
      await card.getByText('Answering…', { exact: true }).waitFor();
      await desk.card('On a call');
      assert.deepEqual(await answers(desk, 2), ['reject failure: already answering', 'accept success']);
      assert.equal((await desk.asked('rejectContact')).length, 0);
    });
  });

  overBoth('an answer while the call is being declined is refused', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'connect-late' } }, async (desk) => {
      await desk.ring();
      const card = await desk.card('Incoming call');
      await pressBoth(desk, 'Decline', 'Answer');
      await card.getByText('Declining…', { exact: true }).waitFor();
      await desk.card('Declined');
      assert.deepEqual(await answers(desk, 2), ['accept failure: already declining', 'reject success']);
      assert.equal((await desk.asked('acceptContact')).length, 0);
      await desk.tells(`new ${CALL}`, `close ${CALL} REJECT`);
    });
  });

  overBoth('neither a reject nor an expired notification hangs up a call that is on', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await talk(desk);
      await desk.command('NOTIFICATION_TIMER_EXP', CALL);
      await desk.command('reject', CALL);
      const refused = 'failure: already connected';
      assert.deepEqual(await answers(desk, 2), [`NOTIFICATION_TIMER_EXP ${refused}`, `reject ${refused}`]);
      await desk.command('accept', CALL);
      assert.deepEqual((await answers(desk, 3)).at(-1), 'accept success', 'what is so already succeeds');
      await desk.card('On a call');
      assert.equal((await desk.asked('destroyConnection')).length, 0);
      assert.equal((await desk.asked('acceptContact')).length, 1);
    });
  });

  overBoth('an expired notification declines a ringing call', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.command('NOTIFICATION_TIMER_EXP', CALL);
      await desk.card('Declined');
      assert.deepEqual(await answers(desk, 1), ['NOTIFICATION_TIMER_EXP success']);
      await desk.tells(`new ${CALL}`, `close ${CALL} REJECT`);
    });
  });

  overBoth('a call that is over can be ended, but neither answered nor made active', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await talk(desk);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.act('customer_hangs_up');
      await desk.card('After call work');
      for (const name of ['disconnect', 'accept', 'setActive']) {
        await desk.command(name, CALL);
      }
      const over = 'failure: the call is over';
      assert.deepEqual(await answers(desk, 3), ['disconnect success', `accept ${over}`, `setActive ${over}`]);
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  overBoth('Fusion can ask for the calls, the commands and the agent’s state', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      const engagements = async () => (await desk.agentCommand('getActiveEngagements')).outData;
      const state = async () => (await desk.agentCommand('getCurrentAgentState')).outData;
      const commands = await desk.agentCommand('getActiveInteractionCommands');
      assert.deepEqual(commands.outData.supportedCommands, [
        'accept', 'reject', 'disconnect', 'setActive', 'hold', 'unhold', 'mute', 'unmute',
      ]);
      assert.deepEqual(await engagements(), { activeCount: 0, engagements: [] });
      assert.equal((await state()).state, 'AVAILABLE');

      await talk(desk);
      assert.deepEqual(await engagements(), { activeCount: 1, engagements: [{ eventId: CALL }] });
      const busy = await state();
      assert.deepEqual([busy.state, busy.isAvailable, busy.isLoggedIn], ['UNAVAILABLE', false, true]);
      await desk.act('customer_hangs_up');
      await desk.card('After call work');
      assert.deepEqual(await engagements(), { activeCount: 0, engagements: [] });
    });
  });
});
