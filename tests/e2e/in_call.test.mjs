// In the call: mute, hold and tones, here, in Fusion and in Amazon's panel; what was asked and what
// Connect confirmed are told apart, and an open microphone that nobody asked for raises an alarm.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until } from './fixtures.mjs';
import { LIMIT, NAME, attribute } from './scenario.mjs';
import { CALL, withPhone } from './phone.mjs';

const ALARM = 'Your microphone is on again, though nobody here switched it on.';
const TIMED_OUT = 'Amazon Connect did not answer in time. Look at the state shown here, then try again.';
const FORCED = 'A supervisor muted you. Only the supervisor can end that.';
const HELD = 'agent connected, customer hold';
const TALKING = 'agent connected, customer connected';

const mutes = async (desk) =>
  (await desk.log(({ dir, message }) => dir === 'ccp' && message.kind === 'broadcast' && message.event === 'mute')).length;

/** Presses one of Fusion's buttons and waits until Fusion believes `view`. */
async function fusionPresses(desk, name, view) {
  await desk.button(name, desk.panel(NAME)).click();
  const shown = desk.panel(NAME).getByTestId('fusion-view');
  await until(
    async () => (await shown.textContent()) === view,
    2 * TIMEOUT,
    () => `Fusion never believed "${view}"`,
  );
}

describe('In the call', { concurrency: 2 }, () => {
  test('the agent mutes and un-mutes, as the microphone says', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      const mute = desk.button('Mute', card);
      await desk.toggled(card, 'Mute', false);
      await mute.click();
      await desk.toggled(card, 'Mute', true);
      await mute.click();
      await desk.toggled(card, 'Mute', false);
      assert.equal(await mutes(desk), 2);
      assert.equal(await desk.toolbar.getByText(ALARM).count(), 0, 'this one was asked for');

      await desk.act('mute_in_ccp', { on: true });
      await desk.toggled(card, 'Mute', true);
      await desk.act('mute_in_ccp', { on: false });
      await desk.toggled(card, 'Mute', false);
      await card.getByRole('alert').getByText(ALARM).waitFor();
      await desk.button('Dismiss', card).click();
      await card.getByText(ALARM).waitFor({ state: 'detached' });

      await mute.click();
      await desk.toggled(card, 'Mute', true);
      await desk.press('End call');
      const after = await desk.card('After call work');
      await after.getByRole('timer').filter({ hasText: '00:02' }).waitFor();
      assert.equal(await desk.toolbar.getByText(ALARM).count(), 0, 'the end of a call opens no microphone');
      await desk.press('Clear contact');
      const next = await desk.talks({ contactId: 'call-2' });
      await desk.toggled(next, 'Mute', false);
    });
  });

  test('a microphone that does not follow is told after 8 seconds, and can be tried again', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'mute-lost' } }, async (desk) => {
      const card = await desk.talks();
      const mute = desk.button('Mute', card);
      const asked = Date.now();
      await mute.click();
      await desk.says('Muting…', card);
      await attribute(mute, 'aria-busy', 'true');
      await attribute(mute, 'aria-pressed', 'false');
      await desk.off(mute);
      await desk.says(TIMED_OUT, card);
      const span = Date.now() - asked;
      assert.ok(span > 6_000 && span < 15_000, `${span} ms`);
      await desk.toggled(card, 'Mute', false);
      await desk.command('mute');
      const isReply = ({ method, message }) => method === 'tbInteractionCommandResponse' && message.command === 'mute';
      const [reply] = await desk.logged(isReply, 1, 2 * TIMEOUT);
      assert.equal(reply.message.resultDisplayString, 'Amazon Connect did not answer in time');
      await desk.fusionNotes(/did not answer in time/);
      await desk.fault('mute-lost', false);
      await mute.click();
      await desk.toggled(card, 'Mute', true);
      assert.equal(await card.getByText(TIMED_OUT).count(), 0);
    });
  });

  test('a supervisor who mutes the agent is obeyed, and only the supervisor ends it', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      await desk.act('configure', { multi_party: true });
      const card = await desk.talks();
      await desk.act('consult_in_ccp', { number: '+15557770001' });
      await desk.act('third_answers');
      await desk.says(/On the call/, desk.party(card, '+1 555 777 0001'));
      await desk.act('force_mute', { on: true });
      await desk.says(FORCED, card);
      await attribute(desk.button('Mute', card), 'aria-pressed', 'true');
      await desk.off(desk.button('Mute', card));
      await desk.command('unmute', CALL);
      await desk.logged(({ method, message }) => method === 'tbInteractionCommandResponse' && message.command === 'unmute');
      assert.deepEqual(await desk.replies('unmute'), ['failure: muted by a supervisor']);
      await desk.act('force_mute', { on: false });
      await card.getByText(FORCED).waitFor({ state: 'detached' });
      await desk.ready(desk.button('Mute', card));
      await desk.asks('unmuteParticipant', 0);
    });
  });

  test('the agent holds and resumes, as Connect says', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'connect-slow-snapshot' } }, async (desk) => {
      const card = await desk.talks();
      const hold = desk.button('Hold', card);
      await hold.click();
      await desk.says('Putting on hold…', card);
      await attribute(hold, 'aria-pressed', 'false');
      await desk.off(hold);
      await desk.toggled(card, 'Hold', true);
      await desk.says(/^On hold/, card);
      await desk.legs(HELD);
      await hold.click();
      await desk.says('Resuming…', card);
      await attribute(hold, 'aria-pressed', 'true');
      await desk.toggled(card, 'Hold', false);
      await desk.legs(TALKING);
      assert.deepEqual((await desk.requests('holdConnection')).map(({ answer }) => answer), ['success']);
      assert.deepEqual((await desk.requests('resumeConnection')).map(({ answer }) => answer), ['success']);

      await desk.fault('connect-slow-snapshot', false);
      await desk.act('hold_in_ccp', { on: true });
      await desk.toggled(card, 'Hold', true);
      await desk.act('hold_in_ccp', { on: false });
      await desk.toggled(card, 'Hold', false);
      await desk.asks('holdConnection', 1);
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`], 'holding ends nothing');
    });
  });

  test('a refused hold or resume changes nothing, and says so on both sides', LIMIT, async (t) => {
    await withPhone(t, { query: { fault: 'hold-fails' } }, async (desk) => {
      const card = await desk.talks();
      await desk.button('Hold', card).click();
      await desk.says(/^Amazon Connect refused \(/, card);
      await desk.toggled(card, 'Hold', false);
      await desk.button('Hold', desk.panel(NAME)).click();
      await desk.fusionNotes(/^hold: Amazon Connect refused/);
      assert.equal(await desk.panel(NAME).getByTestId('fusion-view').textContent(), '');
      await desk.fault('hold-fails', false);
      await desk.fault('resume-fails');
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', true);
      await desk.button('Hold', card).click();
      await desk.says(/^Amazon Connect refused \(/, card);
      await desk.toggled(card, 'Hold', true);
      await desk.legs(HELD);
      await desk.fault('resume-fails', false);
      await desk.button('Hold', card).click();
      await desk.legs(TALKING);
    });
  });

  test('tones go out one by one, by key and by typing, and are not kept', LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const card = await desk.talks();
      const opener = desk.button('Keypad', card);
      await opener.click();
      const sheet = card.getByRole('group', { name: 'Keypad' });
      await attribute(opener, 'aria-expanded', 'true');
      for (const key of ['4', '4', '#']) {
        await desk.button(key, sheet).click();
      }
      await desk.page.keyboard.type('19*');
      const sentTones = sheet.getByRole('status', { name: 'Sent tones' });
      await desk.says('44#19*', sentTones.locator('..'));
      const asked = await desk.asks('sendDigits', 6);
      assert.deepEqual(asked.map(({ digits }) => digits), ['4', '4', '#', '1', '9', '*']);
      assert.ok(asked.every(({ answer }) => answer === 'success'));
      await desk.page.keyboard.press('Escape');
      await sheet.waitFor({ state: 'detached' });
      await attribute(opener, 'aria-expanded', 'false');
      await opener.click();
      assert.equal((await sentTones.textContent()).trim(), '', 'forgotten with the sheet');
      await desk.fault('digits-fail');
      await desk.button('7', sheet).click();
      await desk.says(/^Amazon Connect refused \(/, card);
      const memory = await (await desk.toolbarFrame()).evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
      assert.doesNotMatch(memory, /44#19/);
    });
  });

  test("Fusion's panel holds and mutes, and asking for what is so already succeeds", LIMIT, async (t) => {
    await withPhone(t, {}, async (desk) => {
      const declared = (await desk.agentCommand('getActiveInteractionCommands')).outData.supportedCommands;
      assert.deepEqual([...declared].sort(), [
        'accept', 'disconnect', 'hold', 'mute', 'reject', 'setActive', 'unhold', 'unmute',
      ]);
      const card = await desk.talks();
      await fusionPresses(desk, 'Hold', 'On hold');
      await desk.toggled(card, 'Hold', true);
      await fusionPresses(desk, 'Hold', 'On hold');
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', false);
      await fusionPresses(desk, 'Resume', '');
      await fusionPresses(desk, 'Mute', 'Muted');
      await desk.toggled(card, 'Mute', true);
      await fusionPresses(desk, 'Mute', 'Muted');
      await fusionPresses(desk, 'Unmute', '');
      await desk.toggled(card, 'Mute', false);
      await desk.button('Unmute', desk.panel(NAME)).click();
      await desk.logged(({ dir, message }) => dir === 'in' && message?.command === 'unmute', 2);
      assert.deepEqual(await desk.replies('hold'), ['success', 'success']);
      assert.deepEqual(await desk.replies('unhold'), ['success']);
      assert.deepEqual(await desk.replies('mute'), ['success', 'success']);
      assert.deepEqual(await desk.replies('unmute'), ['success', 'success']);
      await desk.asks('holdConnection', 1);
      await desk.asks('resumeConnection', 1);
      assert.equal(await mutes(desk), 2, 'what was so already was not asked of Connect');

      for (const command of ['transfer', 'record', 'custom']) {
        await desk.command(command, CALL);
        await desk.logged(({ dir, message }) => dir === 'in' && message?.command === command);
        const [reply] = await desk.replies(command);
        assert.match(reply, /^failure: ./, command);
      }
      await desk.press('End call');
      await desk.card('After call work');
      await desk.command('hold', CALL);
      await desk.logged(({ dir, message }) => dir === 'in' && message?.command === 'hold', 3);
      assert.deepEqual((await desk.replies('hold')).at(-1), 'failure: the call is over');
    });
  });
});
