// Who calls: what the toolbar shows, and which page opens by the default rules of Fusion.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { overBoth } from './fixtures.mjs';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

/** Rings from a number, answers and gives the page that opened. */
async function opens(desk, fields, caller) {
  await desk.rings(fields);
  const dialog = desk.page.getByRole('dialog', { name: `Incoming call from ${caller}` });
  await dialog.getByRole('button', { name: 'Answer' }).click();
  const card = await desk.card('On a call');
  await desk.page.getByRole('tab').waitFor();
  return { card, page: desk.page.getByRole('tabpanel') };
}

describe('Callers', { concurrency: 4 }, () => {
  overBoth('an unknown caller opens the form for a new contact', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { card, page } = await opens(desk, { number: '+15551230004' }, 'Unknown caller');
      await card.getByText('+1 555 123 0004', { exact: true }).waitFor();
      await page.getByRole('heading', { name: 'Create contact' }).waitFor();
      await desk.answeredOnce({ tab: 'New contact +15551230004' });
    });
  });

  overBoth('a contact with a service request opens the service request', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { card, page } = await opens(desk, { number: '+15551230002' }, 'Ken Sample');
      await card.getByText('Ken Sample', { exact: true }).waitFor();
      await page.getByRole('heading', { name: 'Service request' }).waitFor();
      await desk.answeredOnce({ tab: 'SR0000010042 Ken Sample' });
    });
  });

  overBoth('a service request without a contact opens too', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { page } = await opens(desk, { number: '+15551230005' }, 'Unknown caller');
      await page.getByRole('heading', { name: 'Service request' }).waitFor();
      await desk.answeredOnce({ tab: 'SR0000010043 +15551230005' });
    });
  });

  overBoth('of several contacts with one number none is chosen', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { card } = await opens(desk, { number: '+15551230003' }, '2 contacts match');
      await card.getByText('+1 555 123 0003', { exact: true }).waitFor();
      assert.equal(await card.getByText('Twin').count(), 0);
      await desk.answeredOnce({ tab: 'New contact +15551230003' });
    });
  });

  overBoth('while Fusion looks the caller up its dialog says so, and then who it is', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'lookup-slow' } }, async (desk) => {
      await desk.rings();
      const dialog = (who) => desk.page.getByRole('dialog', { name: `Incoming call from ${who}` });
      await dialog('somebody who is looked up…').waitFor();
      await dialog(NAME).waitFor();
      await (await desk.card('Incoming call')).getByText(NAME, { exact: true }).waitFor();
      await dialog(NAME).getByRole('button', { name: 'Answer' }).click();
      await desk.panel(NAME).waitFor();
      await desk.answeredOnce();
    });
  });

  test('a caller whom the lookup does not find can be found by hand', LIMIT, async (t) => {
    await withAgent(t, { query: { fault: 'lookup-none' } }, async (desk) => {
      const { page } = await opens(desk, {}, 'Unknown caller');
      await desk.answeredOnce({ tab: 'New contact +15551230000' });
      await page.getByText('Search for another contact').click();
      await page.getByRole('button', { name: 'Ken Sample' }).click();
      await page.getByRole('heading', { name: 'Service request' }).waitFor();
      const went = await desk.log(({ method }) => method === 'navigation');
      assert.deepEqual(
        went.map(({ message }) => [message.navigationType, message.page]),
        [['SCREENPOP', 'Create contact'], ['DRILLDOWN', 'Service request']],
      );
      const told = await desk.log(({ dir, method }) => dir === 'out' && /^(new|start)Comm/.test(method));
      assert.ok(told.every(({ message }) => !('SVCMCA_CONTACT_ID' in message.outData)), 'nobody is named');
    });
  });

  overBoth('what the lookup found goes into the start', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      const inData = async (wanted) => {
        const [entry] = await desk.log(({ dir, method }) => dir === 'in' && method === wanted);
        return entry.message.data.inData;
      };
      assert.deepEqual(await inData('newCommEvent'), {
        SVCMCA_ANI: '+15551230000',
        SVCMCA_COMMUNICATION_DIRECTION: 'ORA_SVC_INBOUND',
        mcaOrigEventSource: 'toolbar',
      });
      const start = await inData('startCommEvent');
      assert.equal(start.SVCMCA_CONTACT_NAME, NAME);
      assert.equal(start.SVCMCA_CONTACT_ID, '300000004992660');
      assert.match(start.SVCMCA_INTERACTION_ID, /^\d+$/);
      assert.ok(!('callStatus' in start), 'the direction that Fusion makes up is not given back');
    });
  });

  overBoth('a withheld number is offered without one', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings({ number: 'anonymous' });
      await (await desk.card('Incoming call')).getByText('Number withheld', { exact: true }).waitFor();
      await desk.press('Accept');
      await desk.page.getByRole('tab').waitFor();
      await desk.answeredOnce({ tab: 'New contact number withheld' });
      const [entry] = await desk.log(({ dir, method }) => dir === 'in' && method === 'newCommEvent');
      assert.ok(!('SVCMCA_ANI' in entry.message.data.inData));
    });
  });

  overBoth("another agent's transfer is called a transfer", LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings({ transfer: true });
      await (await desk.card('Incoming call')).getByText('Transfer', { exact: true }).waitFor();
      await desk.press('Accept');
      await desk.page.getByRole('tab').waitFor();
      await desk.answeredOnce({ tab: 'New contact number withheld' });
      const [entry] = await desk.log(({ dir, method }) => dir === 'in' && method === 'newCommEvent');
      assert.ok(!('SVCMCA_ANI' in entry.message.data.inData));
    });
  });

  overBoth('the queue stands on the card', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings({ queue: 'Repairs' });
      await (await desk.card('Incoming call')).getByText('Queue: Repairs').waitFor();
    });
  });

  overBoth('two calls that ring at once have a card and a dialog each', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.ring({ contactId: 'call-2', number: '+15551230002', force: true });
      const card = (name) => desk.toolbar.locator('.card').filter({ hasText: name });
      const dialog = (name) => desk.page.getByRole('dialog', { name: `Incoming call from ${name}` });
      await card('Ken Sample').waitFor();
      await dialog('Ken Sample').waitFor();
      await dialog(NAME).waitFor();

      await card('Ken Sample').getByRole('button', { name: 'Decline' }).click();
      await dialog('Ken Sample').waitFor({ state: 'detached' });
      await dialog(NAME).getByRole('button', { name: 'Answer' }).click();
      await desk.panel(NAME).waitFor();
      await card(NAME).getByRole('button', { name: 'End call' }).waitFor();
      await card('Ken Sample').getByRole('button', { name: 'Clear contact' }).click();
      await card('Ken Sample').waitFor({ state: 'detached' });

      await desk.flush();
      const told = await desk.told();
      assert.deepEqual(told.filter((line) => line.includes(CALL)), [`new ${CALL}`, `start ${CALL}`]);
      assert.deepEqual(told.filter((line) => line.includes('call-2')), ['new call-2', 'close call-2 REJECT']);
      assert.deepEqual(await desk.deeds('acceptContact'), ['success']);
      assert.deepEqual(await desk.deeds('rejectContact'), ['success']);
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });
});
