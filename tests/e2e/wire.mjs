// What the fault scenarios share: a desktop that is ready for calls, what the customer does, and the
// questions what went over the wire to Fusion and to Connect.

import { TIMEOUT, until, withDesktop } from './fixtures.mjs';

/** The number of the simulated Fusion's best-known contact. */
export const MARY = '+15551230000';
/** The id of a call that a test names itself. */
export const CALL = 'call-1';

const STEPS = { newCommEvent: 'new', startCommEvent: 'start', closeCommEvent: 'close' };
const REPLIES = ['tbInteractionCommandResponse', 'tbAgentCommandResponse'];

/**
 * Opens the desktop, waits until the toolbar is ready and hands both to `scenario`.
 *
 * `phone` and `link` are the words of the two health lines to wait for, `null` for none.
 */
export function withCalls(t, options, scenario) {
  const { phone = 'Phone ready', link = 'Linked with Fusion', config = {}, ...rest } = options;
  // A busy machine takes its time to load the simulated CCP, and that is not what is tried here.
  const patient = { ...config, connect: { ccpLoadTimeout: 4 * TIMEOUT, ...config.connect } };
  return withDesktop(t, { limit: 12 * TIMEOUT, ...rest, config: patient }, async (stage) => {
    const desk = withVerbs(stage);
    await desk.healthy(phone, link);
    // A ring ends when the test says so.
    await desk.act('ring_timer', { on: false });
    await scenario(desk);
  });
}

/** Opens the details at the foot, unless they are. */
export async function openDetails(toolbar) {
  const details = toolbar.locator('details.foot:not(.audio)');
  if ((await details.getAttribute('open')) === null) {
    await details.locator('summary').click();
  }
}

/** Adds the verbs below to what `withDesktop` gives. */
export function withVerbs(stage) {
  const { page, toolbar, log, logged } = stage;

  /** Makes the customer, Connect or the CCP do something (`sandbox::control`). */
  const act = (action, fields = {}) =>
    page.evaluate(
      (text) => window.postMessage(text, location.origin),
      JSON.stringify({ sandbox: 'director', action, ...fields }),
    );
  /** Waits for the words of the health line. */
  const healthy = async (...words) => {
    const line = toolbar.getByRole('list', { name: 'Connections' });
    for (const word of words.filter(Boolean)) {
      await line.getByText(word, { exact: true }).waitFor({ timeout: 4 * TIMEOUT });
    }
  };
  /** The calls' requests to Fusion so far, such as `close call-1 WRAPUP`. */
  const told = async () => {
    const requests = await log(({ dir, method }) => dir === 'in' && method in STEPS);
    return requests.map(({ method, message: { data } }) => {
      return [STEPS[method], data.eventId, data.reason].filter(Boolean).join(' ');
    });
  };
  /** Waits until exactly this was told, and fails as soon as it can only be something else. */
  const tells = async (...wanted) => {
    let seen = [];
    const complaint = () => `expected ${wanted.join(', ')}; told ${seen.join(', ')}`;
    await until(
      async () => {
        seen = await told();
        const fits = seen.every((line, at) => line === wanted[at]);
        if (!fits) {
          throw new Error(complaint());
        }
        return seen.length === wanted.length;
      },
      2 * TIMEOUT,
      complaint,
    );
  };
  /** What Streams asked of Connect by this method, with Connect's answer. */
  const asked = (method) => log(({ message }) => message?.kind === 'request' && message.method === method);
  /** The replies to a command of Fusion: `success`, or `failure: ` and why. */
  const replies = async (command) => {
    const entries = await log(({ dir, method, message }) => {
      return dir === 'in' && REPLIES.includes(method) && message.command === command;
    });
    return entries.map(({ message: { result, resultDisplayString } }) => {
      return resultDisplayString ? `${result}: ${resultDisplayString}` : result;
    });
  };

  return {
    ...stage,
    act,
    healthy,
    told,
    tells,
    asked,
    replies,
    /** A customer calls; the offer is `CALL` if nothing else is said. */
    ring: (fields = {}) => act('ring', { contactId: CALL, number: MARY, ...fields }),
    /** Waits for the card of this title and gives the card of this contact, whatever its title becomes. */
    card: async (title) => {
      const titled = toolbar.locator('.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
      await titled.waitFor({ timeout: 2 * TIMEOUT });
      const label = await titled.getAttribute('aria-labelledby');
      return toolbar.locator(`.card[aria-labelledby="${label}"]`);
    },
    /** Presses a button of the toolbar. */
    press: (name) => toolbar.getByRole('button', { name, exact: true }).click(),
    /** Switches a fault of Fusion's or of Connect's by the desktop's check box. */
    fault: (name, on = true) => page.getByRole('checkbox', { name, exact: true }).setChecked(on),
    /** Sends an interaction command by hand, for the newest call if no `eventId` is given. */
    command: async (name, eventId = '') => {
      await page.getByRole('combobox', { name: 'Command', exact: true }).selectOption(name);
      await page.getByRole('textbox', { name: 'Event id' }).fill(eventId);
      await page.getByRole('button', { name: 'Send command' }).click();
    },
    /** Sends an agent command by hand and gives its reply. */
    agentCommand: async (name) => {
      const isReply = ({ method, message }) => method === 'tbAgentCommandResponse' && message.command === name;
      const before = (await log(isReply)).length;
      await page.getByRole('combobox', { name: 'Agent command' }).selectOption(name);
      await page.getByRole('button', { name: 'Send agent command' }).click();
      return (await logged(isReply, before + 1)).at(-1).message;
    },
    /** What the details at the foot say under `refused`, `fault` or `transport`. */
    detail: async (testId) => {
      await openDetails(toolbar);
      return toolbar.getByTestId(testId).textContent();
    },
    /** The pages that Fusion has open. */
    tabs: () => page.getByRole('tab').allTextContents(),
  };
}
