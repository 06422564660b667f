// Availability: the agent, Fusion and a supervisor change it, and each side shows what Connect said.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, withAgent } from './scenario.mjs';

describe('Availability', { concurrency: 4 }, () => {
  overBoth('one press takes the agent off the queue, and one brings them back', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.fusionSays('Available (Idle)');
      await desk.pressed(true);

      await desk.availability.click();
      await desk.pressed(false);
      assert.equal(await desk.stateName.textContent(), 'Lunch', 'the first state that is not routable');
      await desk.fusionSays('Not available (Lunch)');

      await desk.availability.click();
      await desk.pressed(true);
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await desk.deeds('putAgentState'), ['success', 'success']);
      assert.deepEqual(await desk.statesTold(), ['Idle: true', 'Lunch: false', 'Idle: true']);
    });
  });

  overBoth('the state of the configuration is the one for not available', LIMIT, async (t) => {
    await withAgent(t, { config: { connect: { unavailableState: 'Training' } } }, async (desk) => {
      await desk.availability.click();
      await desk.fusionSays('Not available (Training)');
      assert.equal(await desk.stateName.textContent(), 'Training');
    });
  });

  overBoth('a change counts only when Connect has confirmed it', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'connect-late' } }, async (desk) => {
      const seen = await desk.witness();
      const button = await desk.availability.elementHandle();
      await button.evaluate((element) => element.click());
      await button.evaluate((element) => element.click());
      await desk.fusionSays('Not available (Lunch)');
      await desk.pressed(false);
      const lines = await seen();
      assert.ok(lines.includes('Available | Changing to Lunch… | true'), lines.join('\n'));
      assert.ok(!lines.includes('Available | Changing to Lunch… | false'), lines.join('\n'));
      assert.equal(lines.at(-1), 'Lunch |  | false');
      await desk.flush();
      assert.deepEqual(await desk.deeds('putAgentState'), ['success'], 'the second press was the same wish');
    });
  });

  overBoth('Fusion makes the agent unavailable and available', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const off = await desk.agentCommand('makeUnavailable');
      assert.equal(off.result, 'success');
      await desk.pressed(false);
      await desk.fusionSays('Not available (Lunch)');

      assert.equal((await desk.agentCommand('makeAvailable')).result, 'success');
      await desk.pressed(true);
      await desk.fusionSays('Available (Idle)');

      assert.equal((await desk.agentCommand('makeAvailable')).result, 'success');
      assert.deepEqual(await desk.deeds('putAgentState'), ['success', 'success'], 'nothing to change the third time');
    });
  });

  overBoth('what a supervisor sets is shown and told to Fusion', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.act('agent_state', { name: 'Training' });
      await desk.fusionSays('Not available (Training)');
      await desk.pressed(false);
      assert.equal(await desk.stateName.textContent(), 'Training');
      await desk.act('agent_state', { name: 'Available' });
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await desk.statesTold(), ['Idle: true', 'Training: false', 'Idle: true']);
      assert.deepEqual(await desk.deeds('putAgentState'), []);
    });
  });

  overBoth("Connect's refusal is shown and told", LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'state-fails' } }, async (desk) => {
      await desk.availability.click();
      await desk.toolbar.getByText(/^Amazon Connect refused \(.+\)\. Try again\.$/).waitFor();
      await desk.pressed(true);
      assert.equal(await desk.stateName.textContent(), 'Available');

      const reply = await desk.agentCommand('makeUnavailable');
      assert.notEqual(reply.result, 'success');
      assert.match(reply.resultDisplayString, /Amazon Connect refused/);
      assert.deepEqual(await desk.statesTold(), ['Idle: true']);

      await desk.fault('state-fails', false);
      await desk.availability.click();
      await desk.fusionSays('Not available (Lunch)');
      await desk.toolbar.getByText(/^Amazon Connect refused/).waitFor({ state: 'detached' });
    });
  });

  overBoth('during a call the change waits for the end of the contact', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.availability.click();
      await desk.toolbar.getByText('Next: Lunch', { exact: true }).waitFor();
      await desk.pressed(false);
      assert.equal(await desk.stateName.textContent(), 'On a contact');

      await desk.press('End call');
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.fusionSays('Not available (Lunch)');
      assert.equal(await desk.stateName.textContent(), 'Lunch');
      assert.equal(await desk.toolbar.getByText('Next: Lunch').count(), 0);
    });
  });
});
