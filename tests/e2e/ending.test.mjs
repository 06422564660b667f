// Ending: whoever hangs up, Fusion is told once as the configuration has it, and the agent wraps up.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { TIMEOUT, overBoth, until } from './fixtures.mjs';
import { LIMIT, NAME, before, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const BEGUN = [`new ${CALL}`, `start ${CALL}`];
const WRAPUP = `close ${CALL} WRAPUP`;
const ENDED = `close ${CALL} ENDCOMMUNICATION`;

/** Waits for after-call work on both sides, and puts the contact away. */
async function wrapUp(desk) {
  const card = await desk.card('After call work');
  await card.getByText('Finish your notes, then clear the contact.').waitFor();
  await desk.wrapUp(NAME).waitFor();
  assert.equal(await desk.stateName.textContent(), 'After call work');
  assert.equal(await desk.button('End call').count(), 0);
  await desk.press('Clear contact');
  await card.waitFor({ state: 'detached' });
  await desk.fusionSays('Available (Idle)');
}

/** The seconds that a card's clock shows. */
async function seconds(card) {
  const [minutes, rest] = (await card.getByRole('timer').textContent()).trim().split(':');
  return Number(minutes) * 60 + Number(rest);
}

describe('Ending', { concurrency: 4 }, () => {
  overBoth('the agent ends the call in the toolbar', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.press('End call');
      await wrapUp(desk);
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
      assert.deepEqual(await desk.deeds('destroyConnection'), ['success']);
      assert.deepEqual(await desk.deeds('clearContact'), ['success']);
    });
  });

  overBoth('the agent ends the call in Fusion', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.panel(NAME).getByRole('button', { name: 'End call' }).click();
      await wrapUp(desk);
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
      assert.deepEqual(await desk.replies('disconnect'), ['success']);
      assert.deepEqual(await desk.deeds('destroyConnection'), ['success']);
    });
  });

  overBoth('the agent ends the call on both sides', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'connect-late' } }, async (desk) => {
      await desk.talks();
      const seen = await desk.witness();
      await desk.together(desk.button('End call'), desk.panel(NAME).getByRole('button', { name: 'End call' }));
      await desk.card('After call work');
      assert.ok((await seen()).includes('On a call | Ending the call…'));
      before(await desk.story(), 'disconnect?', 'destroyConnection');
      await desk.wrapUp(NAME).waitFor();
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
      assert.deepEqual(await desk.replies('disconnect'), ['success']);
      assert.deepEqual(await desk.deeds('destroyConnection'), ['success']);
    });
  });

  overBoth('the customer hangs up', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.act('customer_hangs_up');
      await wrapUp(desk);
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
      assert.deepEqual(await desk.deeds('destroyConnection'), []);
    });
  });

  overBoth("the contact is cleared in Amazon's panel", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.act('customer_hangs_up');
      const card = await desk.card('After call work');
      await desk.act('clear');
      await card.waitFor({ state: 'detached' });
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
    });
  });

  overBoth('a call that vanishes from Connect is ended in Fusion', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const card = await desk.talks();
      await desk.act('vanish');
      await card.waitFor({ state: 'detached' });
      await desk.wrapUp(NAME).waitFor();
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
    });
  });

  overBoth('the wrap-up saved in Fusion disturbs nothing', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.press('End call');
      await desk.wrapUp(NAME).getByRole('button', { name: 'Save wrap-up' }).click();
      await desk.wrapUp(NAME).waitFor({ state: 'detached' });
      await desk.card('After call work');
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP]);
      assert.deepEqual(await desk.flush(), { activeCount: 0, engagements: [] });
    });
  });

  overBoth('each stage has a clock that runs from its begin', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const call = await desk.talks();
      const runs = async (card) => {
        const from = await seconds(card);
        await until(async () => (await seconds(card)) > from, TIMEOUT, () => `the clock stands at ${from}`);
        return seconds(card);
      };
      const talked = await runs(call);
      assert.ok(talked >= 1 && talked < 60, `${talked} s of talk`);
      await runs(call);
      await desk.press('End call');
      const after = await desk.card('After call work');
      assert.ok((await seconds(after)) <= 2, 'after-call work has its own time');
      await runs(after);
    });
  });

  overBoth('a timed wrap-up ends when the contact is cleared', LIMIT, async (t) => {
    await withAgent(t, { config: { fusion: { wrapUp: 'timed', wrapUpSeconds: 600 } } }, async (desk) => {
      await desk.talks();
      await desk.press('End call');
      await wrapUp(desk);
      await desk.tells(...BEGUN, WRAPUP, ENDED);
      await desk.wrapUp(NAME).waitFor({ state: 'detached' });
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP, ENDED]);
    });
  });

  overBoth('a timed wrap-up ends when its time is over', LIMIT, async (t) => {
    await withAgent(t, { config: { fusion: { wrapUp: 'timed', wrapUpSeconds: 3 } } }, async (desk) => {
      await desk.talks();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...BEGUN, WRAPUP, ENDED);
      const [first, second] = await desk.log(({ dir, method }) => dir === 'in' && method === 'closeCommEvent');
      const span = second.at - first.at;
      assert.ok(span >= 2500 && span < 8000, `wrap-up of ${span} ms`);
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, WRAPUP, ENDED], 'clearing tells nothing more');
    });
  });

  overBoth('without wrap-up the call is closed at once', LIMIT, async (t) => {
    await withAgent(t, { config: { fusion: { wrapUp: 'none' } } }, async (desk) => {
      await desk.talks();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.panel(NAME).waitFor({ state: 'detached' });
      assert.equal(await desk.wrapUp(NAME).count(), 0);
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');
      await desk.flush();
      assert.deepEqual(await desk.told(), [...BEGUN, ENDED]);
    });
  });
});
