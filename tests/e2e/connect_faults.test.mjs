// Connect fails, is late or loses its answer: nothing is asked twice, Fusion's command gets one reply,
// and the card says what is so and what is not.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 90_000 };
const TIMED_OUT = 'Amazon Connect did not answer in time. Look at the state shown here, then try again.';

const refused = (kind) => `Amazon Connect refused (${kind}). Try again.`;
const answer = (desk) => desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' });
const isReply = ({ dir, method }) => dir === 'in' && method === 'tbInteractionCommandResponse';

async function talk(desk) {
  await desk.ring();
  await desk.card('Incoming call');
  await desk.press('Accept');
  const card = await desk.card('On a call');
  await desk.tells(`new ${CALL}`, `start ${CALL}`);
  return card;
}

describe('Connect at fault', { concurrency: 4 }, () => {
  test('a refused accept is told on both sides, and the next one connects', LIMIT, async (t) => {
    const allow = [/Accept Contact failed/];
    await withCalls(t, { query: { fault: 'accept-fails' }, allow }, async (desk) => {
      await desk.ring();
      await answer(desk).click();
      const [reply] = await desk.logged(isReply);
      assert.equal(reply.message.result, 'failure');
      // Streams keeps the reason of a failed accept to itself and says `error` for all of them.
      assert.equal(reply.message.resultDisplayString, 'Amazon Connect refused: error');
      const card = await desk.card('Incoming call');
      await card.getByText(refused('error'), { exact: true }).waitFor();
      await desk.fault('accept-fails', false);
      await desk.press('Accept');
      await desk.card('On a call');
      assert.equal(await card.getByText(refused('error')).count(), 0);
      assert.deepEqual(
        (await desk.asked('acceptContact')).map(({ message }) => message.answer),
        ['InvalidStateException', 'success'],
      );
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });

  test('an accept whose answer is lost succeeds by what the snapshot shows', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'accept-lost' } }, async (desk) => {
      await desk.ring();
      await answer(desk).click();
      await desk.card('On a call');
      await desk.logged(isReply);
      assert.deepEqual(await desk.replies('accept'), ['success']);
      assert.equal((await desk.asked('acceptContact')).length, 1);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });

  test('while Connect is late the card says what was asked and nothing is asked twice', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'connect-late' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('Incoming call');
      await card.getByText('Answering…', { exact: true }).waitFor();
      for (const name of ['Accept', 'Decline']) {
        assert.equal(await card.getByRole('button', { name }).getAttribute('aria-disabled'), 'true');
      }
      await answer(desk).click();
      await desk.card('On a call');
      assert.deepEqual(await desk.replies('accept'), ['success'], 'Fusion joined the agent’s accept');
      assert.equal((await desk.asked('acceptContact')).length, 1);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });

  test('an accept that Connect never answers is given up, and can be tried again', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'connect-never' } }, async (desk) => {
      await desk.ring();
      await answer(desk).click();
      const [reply] = await desk.logged(isReply, 1, 15_000);
      const [command] = await desk.log(({ method, message }) => message.command === 'accept' && /^on/.test(method));
      assert.equal(reply.message.result, 'failure');
      assert.equal(reply.message.resultDisplayString, 'Amazon Connect did not answer in time');
      const span = reply.at - command.at;
      assert.ok(span > 6_000 && span < 10_000, `within Fusion’s patience of 10 s, not ${span} ms`);
      const card = await desk.card('Incoming call');
      await card.getByText(TIMED_OUT, { exact: true }).waitFor();
      await desk.fault('connect-never', false);
      await desk.press('Accept');
      await desk.card('On a call');
      assert.equal((await desk.asked('acceptContact')).length, 2);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });

  test('a refused decline leaves the call ringing', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'reject-fails' } }, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.press('Decline');
      const card = await desk.card('Incoming call');
      await card.getByText(refused('InvalidStateException'), { exact: true }).waitFor();
      await desk.press('Accept');
      await desk.card('On a call');
      assert.equal((await desk.asked('rejectContact')).length, 1);
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });

  test('a refused end leaves the call on', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'end-fails' } }, async (desk) => {
      await talk(desk);
      await desk.page.getByRole('region', { name: /Engagement/ }).getByRole('button', { name: 'End call' }).click();
      await desk.logged(isReply);
      assert.deepEqual(await desk.replies('disconnect'), ['failure: Amazon Connect refused: InvalidStateException']);
      const card = await desk.card('On a call');
      await card.getByText(refused('InvalidStateException'), { exact: true }).waitFor();
      assert.deepEqual(await desk.told(), [`new ${CALL}`, `start ${CALL}`], 'nothing was closed');
      await desk.fault('end-fails', false);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  test('a refused clear keeps the contact', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'clear-fails' } }, async (desk) => {
      await talk(desk);
      await desk.press('End call');
      await desk.card('After call work');
      await desk.press('Clear contact');
      const card = await desk.card('After call work');
      await card.getByText(refused('InvalidStateException'), { exact: true }).waitFor();
      await desk.fault('clear-fails', false);
      await desk.press('Clear contact');
      await card.waitFor({ state: 'detached' });
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  test('a refused change of state is told beside the button', LIMIT, async (t) => {
    await withCalls(t, { query: { fault: 'state-fails' } }, async (desk) => {
      await desk.press('Agent availability');
      await desk.toolbar.getByText(refused('InvalidStateException'), { exact: true }).waitFor();
      const button = desk.toolbar.getByRole('button', { name: 'Agent availability' });
      assert.equal(await button.getAttribute('aria-pressed'), 'true', 'still available, as Connect says');
    });
  });

  test('Connect refuses nothing silently: an access denial is named', LIMIT, async (t) => {
    const options = { query: { fault: 'access-denied' }, phone: 'No access to the phone' };
    await withCalls(t, options, async (desk) => {
      await desk.toolbar.getByRole('heading', { name: 'No access to the phone' }).waitFor();
      await desk.toolbar.getByText(/security profile with access to the Contact Control Panel/).waitFor();
      const state = (await desk.agentCommand('getCurrentAgentState')).outData;
      assert.equal(state?.isLoggedIn, false);
    });
  });
});
