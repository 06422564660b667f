// The agent's states by name: chosen by mouse and by keyboard, queued during a call, set by others,
// refused and put into an error by Connect. Each is shown and told to Fusion when Connect says so.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT, attribute, withAgent } from './scenario.mjs';

const LATE = 'Amazon Connect did not answer in time. Look at the state shown here, then try again.';
/** More than the toolbar waits for Connect. */
const PATIENCE = 10_000;
const REFUSED = 'Amazon Connect refused (InvalidStateException). Try again.';

/** Connect's error states, with what the toolbar calls them and what it advises. */
const TROUBLES = {
  AgentHungUp: ['Call ended at your phone', /ended at your phone before it was set up/],
  BadAddressAgent: ['Your phone cannot be called', /cannot call your desk phone\. Ask your administrator/],
  BadAddressCustomer: ['Number cannot be called', /cannot call this number\. Check it, then dial again/],
  Default: ['Missed call', /You did not answer in time\. You receive no calls now\./],
  Error: ['Error', /An error at Amazon Connect took you off the queue\./],
  FailedConnectAgent: ['Call did not reach you', /could not be put through to you\. Check your microphone/],
  FailedConnectCustomer: ['Call did not reach the customer', /could not be put through to the customer/],
  InvalidLocale: ['Error', /An error at Amazon Connect took you off the queue\./],
  LineEngagedAgent: ['Your line is busy', /Your desk phone was busy\. Hang it up\./],
  LineEngagedCustomer: ['Customer’s line is busy', /on another call\. Try again later/],
  MissedCallAgent: ['Missed call', /You did not answer in time\. You receive no calls now\./],
  MissedCallCustomer: ['Customer did not answer', /The customer did not answer\. Try again later/],
  MultipleCcpWindows: ['Phone is open twice', /open in more than one window\. Close the others/],
  RealtimeCommunicationError: ['Audio connection failed', /could not be connected\. Check your network/],
};

const item = (desk, name) => desk.toolbar.getByRole('menuitemradio', { name, exact: true });
const menu = (desk) => desk.toolbar.getByRole('menu', { name: 'States', exact: true });
const says = (desk, words) => desk.toolbar.getByText(words, { exact: true }).waitFor();

/** Opens the menu by mouse and chooses. */
async function choose(desk, name) {
  await desk.press('Change state');
  await item(desk, name).click();
}

/** The accessible name of what has the keyboard in the toolbar. */
async function holder(desk) {
  const frame = await desk.toolbarFrame();
  return frame.evaluate(() => {
    const { activeElement: element } = document;
    return element.getAttribute('aria-label') || element.title || element.textContent.trim();
  });
}

/** What Connect was asked to set, such as `Lunch` or `Lunch, later`. */
async function wishes(desk) {
  const asked = await desk.asked('putAgentState');
  return asked.map(({ message: { params } }) => `${params.state.name}${params.enqueueNextState ? ', later' : ''}`);
}

describe('Agent states', { concurrency: 2 }, () => {
  test('every state is listed by its type and chosen by mouse', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const button = desk.button('Change state');
      assert.equal(await button.getAttribute('aria-haspopup'), 'menu');
      await button.click();
      await attribute(button, 'aria-expanded', 'true');
      const groups = menu(desk).getByRole('group');
      const titles = await groups.evaluateAll((all) => all.map((group) => group.getAttribute('aria-label')));
      assert.deepEqual(titles, ['Available', 'Not available', 'Offline', null]);
      for (const [title, names] of [
        ['Available', ['Available']],
        ['Not available', ['Lunch', 'Training']],
        ['Offline', ['Offline']],
      ]) {
        const items = menu(desk).getByRole('group', { name: title, exact: true }).getByRole('menuitemradio');
        const found = await items.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
        assert.deepEqual(found, names);
      }
      await attribute(item(desk, 'Available'), 'aria-checked', 'true');
      await attribute(item(desk, 'Training'), 'aria-checked', 'false');

      await item(desk, 'Training').click();
      await desk.fusionSays('Not available (Training)');
      assert.equal(await menu(desk).count(), 0, 'the menu has closed');
      assert.equal(await holder(desk), 'Change state', 'and gave the keyboard back');
      assert.equal(await desk.stateName.textContent(), 'Training');
      await desk.pressed(false);
      await choose(desk, 'Offline');
      await desk.fusionSays('Not available (Offline)');
      await button.click();
      await attribute(item(desk, 'Offline'), 'aria-checked', 'true');
      await desk.stateName.click();
      await menu(desk).waitFor({ state: 'detached' });
      await choose(desk, 'Available');
      await desk.fusionSays('Available (Idle)');
      await desk.pressed(true);
      assert.deepEqual(await wishes(desk), ['Training', 'Offline', 'Available']);
      assert.deepEqual(await desk.answersTo('putAgentState'), ['success', 'success', 'success']);
      assert.deepEqual(await desk.statesTold(), ['Idle: true', 'Training: false', 'Offline: false', 'Idle: true']);
    });
  });

  test('the menu goes by keyboard', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { keyboard } = desk.page;
      await desk.button('Change state').focus();
      await keyboard.press('ArrowDown');
      await menu(desk).waitFor();
      const steps = [
        [null, 'Available'],
        ['ArrowDown', 'Lunch'],
        ['ArrowDown', 'Training'],
        ['ArrowDown', 'Offline'],
        ['ArrowDown', 'Sign out'],
        ['ArrowDown', 'Available'],
        ['ArrowUp', 'Sign out'],
        ['Home', 'Available'],
        ['End', 'Sign out'],
        ['l', 'Lunch'],
      ];
      for (const [key, name] of steps) {
        await (key && keyboard.press(key));
        assert.equal(await holder(desk), name, `after ${key}`);
      }
      await keyboard.press('Escape');
      await menu(desk).waitFor({ state: 'detached' });
      assert.equal(await holder(desk), 'Change state');

      await keyboard.press('Enter');
      await menu(desk).waitFor();
      await keyboard.type('tr');
      assert.equal(await holder(desk), 'Training');
      await keyboard.press('Enter');
      await desk.fusionSays('Not available (Training)');
      await desk.flush();
      assert.deepEqual(await wishes(desk), ['Training'], 'looking through the menu asks for nothing');
    });
  });

  test('a state is shown only when Connect has it, and a refusal or silence is told', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'connect-late' }, clock: true }, async (desk) => {
      const seen = await desk.witness();
      await choose(desk, 'Training');
      await says(desk, 'Changing to Training…');
      await desk.press('Change state');
      await attribute(item(desk, 'Lunch'), 'aria-disabled', 'true');
      await item(desk, 'Lunch').dispatchEvent('click');
      await desk.page.keyboard.press('Escape');
      await desk.fusionSays('Not available (Training)');
      const lines = await seen();
      assert.ok(lines.includes('Available | Changing to Training… | true'), lines.join('\n'));
      assert.ok(!lines.some((line) => /^Available .* false$/.test(line)), lines.join('\n'));
      assert.deepEqual(await wishes(desk), ['Training'], 'what is off does nothing');

      await desk.fault('connect-late', false);
      await desk.fault('state-fails');
      await choose(desk, 'Lunch');
      await says(desk, REFUSED);
      assert.equal(await desk.stateName.textContent(), 'Training');

      await desk.fault('state-fails', false);
      await desk.fault('connect-never');
      await choose(desk, 'Lunch');
      await says(desk, 'Changing to Lunch…');
      await desk.pass(PATIENCE);
      await says(desk, LATE);
      assert.equal(await desk.stateName.textContent(), 'Training');
      await desk.fault('connect-never', false);
      await choose(desk, 'Lunch');
      await desk.fusionSays('Not available (Lunch)');
      await desk.toolbar.getByText(LATE).waitFor({ state: 'detached' });
      assert.deepEqual(await desk.statesTold(), ['Idle: true', 'Training: false', 'Lunch: false']);
    });
  });

  test('during a call a state is queued, taken back, queued again, and comes after the contact', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await choose(desk, 'Training');
      await says(desk, 'Next: Training');
      await says(desk, 'After this contact you change to Training.');
      await desk.pressed(false);
      assert.equal(await desk.stateName.textContent(), 'On a contact');
      await desk.press('Change state');
      await attribute(item(desk, 'Training'), 'title', 'next');
      await desk.page.keyboard.press('Escape');

      await desk.press('Cancel next state');
      await desk.toolbar.getByText('Next: Training').waitFor({ state: 'detached' });
      await desk.pressed(true);
      assert.equal(await desk.button('Cancel next state').count(), 0);

      await choose(desk, 'Lunch');
      await says(desk, 'Next: Lunch');
      assert.deepEqual(await wishes(desk), ['Training, later', 'Available, later', 'Lunch, later']);
      await desk.press('End call');
      await desk.card('After call work');
      await says(desk, 'Next: Lunch');
      await desk.press('Clear contact');
      await desk.fusionSays('Not available (Lunch)');
      assert.equal(await desk.toolbar.getByText('Next: Lunch').count(), 0);
      assert.equal((await desk.statesTold()).at(-1), 'Lunch: false');
      assert.ok(!(await desk.statesTold()).includes('Training: false'));
    });
  });

  test('what is changed elsewhere is shown and told at once, also what is queued', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.act('agent_state', { name: 'Offline' });
      await desk.fusionSays('Not available (Offline)');
      assert.equal(await desk.stateName.textContent(), 'Offline');
      await desk.act('agent_state', { name: 'Available' });
      await desk.fusionSays('Available (Idle)');

      await desk.talks();
      await desk.act('next_state', { name: 'Training' });
      await says(desk, 'Next: Training');
      await desk.pressed(false);
      await desk.act('next_state');
      await desk.toolbar.getByText('Next: Training').waitFor({ state: 'detached' });
      await desk.pressed(true);
      await desk.act('next_state', { name: 'Lunch' });
      await says(desk, 'Next: Lunch');
      await desk.press('Cancel next state');
      await desk.toolbar.getByText('Next: Lunch').waitFor({ state: 'detached' });
      await desk.press('End call');
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await wishes(desk), ['Available, later'], 'only what the agent took back');
    });
  });

  test('each error state has words, advice and a way back', { timeout: 120_000 }, async (t) => {
    await withAgent(t, {}, async (desk) => {
      for (const [name, [title, advice]] of Object.entries(TROUBLES)) {
        await desk.act('agent_error', { name });
        const message = desk.toolbar
          .locator('.message')
          .filter({ has: desk.page.getByRole('heading', { name: title, exact: true }) });
        await message.getByText(advice).waitFor();
        await desk.fusionSays(`Not available (${title})`);
        await desk.pressed(false);
        assert.equal(await desk.stateName.textContent(), title);
        await message.getByRole('button', { name: 'Back to Available', exact: true }).click();
        await desk.fusionSays('Available (Idle)');
        await message.waitFor({ state: 'detached' });
      }
      const count = Object.keys(TROUBLES).length;
      assert.deepEqual(await wishes(desk), Array(count).fill('Available'));

      await desk.act('agent_error', { name: 'MissedCallAgent' });
      await desk.fusionSays('Not available (Missed call)');
      await choose(desk, 'Lunch');
      await desk.fusionSays('Not available (Lunch)');
    });
  });
});
