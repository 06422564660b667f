// After-call work and what else stays until it is cleared: by the agent, elsewhere, over a reload, while
// the next contact is here already, and after errors.

import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const WHOLE = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];
const SECOND = 'call-2';

/** The card of this contact; told apart by what only it shows. */
const cards = (desk, title) => {
  const heading = desk.page.getByRole('heading', { name: title, exact: true });
  return desk.toolbar.locator('.card').filter({ has: heading });
};

async function work(desk) {
  await desk.talks();
  await desk.act('customer_hangs_up');
  const card = await desk.card('After call work');
  await desk.tells(...WHOLE);
  return card;
}

describe('After-call work', { concurrency: 4 }, () => {
  overBoth('it has a clock, and goes when it is ended elsewhere', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const card = await work(desk);
      await card.getByRole('timer').filter({ hasText: '00:01' }).waitFor();
      await card.getByText('Finish your notes, then clear the contact.', { exact: true }).waitFor();
      assert.equal(await desk.stateName.textContent(), 'After call work');
      await desk.act('clear');
      await card.waitFor({ state: 'detached' });
      await desk.fusionSays('Available (Idle)');
      await desk.flush();
      assert.deepEqual(await desk.told(), WHOLE, 'nothing is closed twice');
      assert.deepEqual(await desk.deeds('clearContact'), []);
    });
  });

  overBoth('over a reload it stays, is not told again, and can be cleared', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await work(desk);
      const isReady = ({ dir, method }) => dir === 'in' && method === 'readyForOperation';
      const before = (await desk.log(isReady)).length;
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await desk.logged(isReady, before + 1, 40_000);
      await desk.healthy('Phone ready', 'Linked with Fusion');
      const card = await desk.card('After call work');
      await desk.flush();
      assert.deepEqual(await desk.told(), WHOLE);
      await desk.press('Clear contact');
      await card.waitFor({ state: 'detached' });
      await desk.fusionSays('Available (Idle)');
      assert.deepEqual(await desk.deeds('clearContact'), ['success']);
    });
  });

  overBoth('the next call may come early: both cards stand, and each has its own end', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await work(desk);
      await desk.ring({ contactId: SECOND, number: '+15551230001', force: true });
      const next = await desk.card('Incoming call');
      assert.equal(await cards(desk, 'After call work').count(), 1);
      await next.getByRole('button', { name: 'Accept' }).click();
      await cards(desk, 'On a call').waitFor();
      await desk.tells(...WHOLE, `new ${SECOND}`, `start ${SECOND}`);
      const old = cards(desk, 'After call work');
      await old.getByRole('button', { name: 'Clear contact' }).click();
      await old.waitFor({ state: 'detached' });
      await cards(desk, 'On a call').getByRole('button', { name: 'End call' }).click();
      await cards(desk, 'After call work').getByRole('button', { name: 'Clear contact' }).click();
      await desk.fusionSays('Available (Idle)');
      await desk.tells(...WHOLE, `new ${SECOND}`, `start ${SECOND}`, `close ${SECOND} WRAPUP`);
      assert.deepEqual(await desk.deeds('clearContact'), ['success', 'success']);
    });
  });

  overBoth('contacts that stay in an error can be cleared, whatever the error', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const clear = async (title, hint) => {
        const card = await desk.card(title);
        await card.getByText(`${hint} Clear the contact to receive the next call.`, { exact: true }).waitFor();
        await card.getByRole('button', { name: 'Clear contact' }).click();
        await card.waitFor({ state: 'detached' });
        await desk.fusionSays('Available (Idle)');
      };
      for (const kind of ['MissedCallAgent', 'FailedConnectAgent']) {
        await desk.ring({ contactId: `call-${kind}` });
        await desk.card('Incoming call');
        await desk.act('miss', { kind });
        await clear('Missed call', 'You did not answer in time.');
      }
      for (const error of ['FailedConnectCustomer', 'LineEngagedCustomer']) {
        await desk.act('outbound', { number: '+15551230000' });
        await desk.card('Calling');
        await desk.act('far_end_fails', { error });
        await clear('Call failed', 'The call did not come about or broke off with an error.');
      }
      assert.deepEqual(await desk.deeds('clearContact'), Array(4).fill('success'));
    });
  });
});
