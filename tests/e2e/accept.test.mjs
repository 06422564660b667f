// Accepting: whichever side does it, Connect is asked once, Fusion is told once, one page opens.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, NAME, SHOWN, before, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

describe('Accepting', { concurrency: 4 }, () => {
  overBoth("the agent answers in Fusion's dialog", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.dialog.getByText(NAME, { exact: true }).waitFor();
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      const card = await desk.card('On a call');
      await card.getByText(NAME, { exact: true }).waitFor();
      await card.getByText(SHOWN, { exact: true }).waitFor();
      await desk.panel(NAME).getByRole('button', { name: 'End call' }).waitFor();
      await desk.answeredOnce();
      assert.deepEqual(await desk.replies('accept'), ['success']);
    });
  });

  overBoth('the agent answers in the toolbar', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
      assert.deepEqual(await desk.replies('accept'), [], 'Fusion asked for nothing');
      assert.equal(await desk.stateName.textContent(), 'On a contact');
    });
  });

  overBoth('the agent answers on both sides at once', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      // Connect says yes at once and shows it later, so that neither press finds the call answered.
      await desk.act('delay', { millis: 1500 });
      await desk.together(desk.button('Accept'), desk.dialog.getByRole('button', { name: 'Answer' }));
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
      assert.deepEqual(await desk.replies('accept'), ['success']);
    });
  });

  overBoth("Fusion's accept joins the one that is under way in the toolbar", LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'connect-late' } }, async (desk) => {
      await desk.rings();
      const seen = await desk.witness();
      await desk.together(desk.button('Accept'), desk.dialog.getByRole('button', { name: 'Answer' }));
      await desk.card('On a call');
      await desk.answeredOnce();
      assert.ok((await seen()).includes('Incoming call | Answering…'));
      const lines = await desk.story();
      before(lines, 'accept?', 'acceptContact');
      before(lines, 'acceptContact', 'accept: success');
      assert.deepEqual(await desk.replies('accept'), ['success']);
    });
  });

  overBoth('a command of Fusion that comes twice is carried out once', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'dialog-command-twice' } }, async (desk) => {
      await desk.rings();
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
      assert.deepEqual(await desk.replies('accept'), ['success', 'success'], 'each is answered');
    });
  });

  overBoth('a double click answers once', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.button('Accept').dblclick();
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
      assert.deepEqual(await desk.deeds('destroyConnection'), []);
    });
  });

  overBoth("the call is answered in Amazon's panel", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.act('accept_in_ccp');
      await desk.card('On a call');
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce({ accepts: 0 });
    });
  });

  overBoth('Connect answers for the agent', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.ring({ auto_accept: true });
      await desk.card('On a call');
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce({ accepts: 0 });
    });
  });

  overBoth('an accept before the lookup is done connects first and opens the page afterwards', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'fusion-late' } }, async (desk) => {
      await desk.rings();
      const seen = await desk.witness();
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
      assert.ok((await seen()).includes('On a call | Looking up the caller in Fusion…'));
      const lines = await desk.story();
      before(lines, `${CALL} connected`, `new ${CALL} answered`);
      before(lines, 'accept: success', `new ${CALL} answered`);
    });
  });

  overBoth('a lookup beyond the time limit opens the page without it, once', LIMIT, async (t) => {
    // Fusion withholds its answer after such a start; without that it comes after eight seconds.
    await withAgent(t, { query: { fault: 'new-late,-start-withholds-new' } }, async (desk) => {
      await desk.rings();
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await desk.panel(NAME).waitFor();
      const lines = await desk.story();
      before(lines, `${CALL} connected`, `start ${CALL}`);
      assert.ok(!lines.includes(`new ${CALL} answered`), 'started after the time limit, not after the answer');
      await desk.logged(({ dir, method }) => dir === 'out' && method === 'newCommEvent');
      await card.getByText(NAME, { exact: true }).waitFor();
      await desk.flush();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`]);
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });
});
