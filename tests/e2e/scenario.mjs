// What the ordinary calls share, on top of `wire.mjs`: Fusion's dialog, panel and form, the order in
// which things happened, and the proof that a call was told, answered and opened once.

import assert from 'node:assert/strict';
import { TIMEOUT, until } from './fixtures.mjs';
import { CALL, withCalls } from './wire.mjs';

/** The milliseconds that one test may take. */
export const LIMIT = { timeout: 90_000 };
/** The contact that belongs to the number from which a scenario's customer calls. */
export const NAME = 'Mary Doe';
/** That number, as the toolbar shows it. */
export const SHOWN = '+1 555 123 0000';

const COMMANDS = ['acceptContact', 'rejectContact', 'destroyConnection', 'clearContact', 'putAgentState'];
const STEPS = { newCommEvent: 'new', startCommEvent: 'start', closeCommEvent: 'close' };

/** Opens the desktop with the agent available, and hands `scenario` the verbs of an agent's day. */
export function withAgent(t, options, scenario) {
  return withCalls(t, options, (desk) => scenario(withDay(desk)));
}

/** Adds the verbs below to those of `withVerbs`. */
function withDay(desk) {
  const { page, toolbar, log, agentCommand, asked, told } = desk;
  const button = (name) => toolbar.getByRole('button', { name, exact: true });
  /** What happened to the calls so far, in order: requests, answers, commands, states. */
  const transcript = async () => {
    const lines = (await log()).flatMap((entry) => tell(entry));
    return lines.filter((line, at) => !lines.slice(0, at).includes(line) || !/ (ringing|connected|over)$/.test(line));
  };
  /** Waits until Fusion's phone icon says this, such as `Not available (Lunch)`. */
  const fusionSays = async (words) => {
    const said = page.getByRole('status', { name: 'Agent state' });
    await said.filter({ hasText: exactly(words) }).waitFor({ timeout: 2 * TIMEOUT });
  };
  /** Asks the toolbar something and waits for its word: all that it said before is in the log now. */
  const flush = async () => (await agentCommand('getActiveEngagements')).outData;

  return {
    ...desk,
    button,
    transcript,
    fusionSays,
    flush,
    availability: button('Agent availability'),
    dialog: page.getByRole('dialog'),
    panel: (name) => page.getByRole('region', { name: `Engagement ${name}` }),
    wrapUp: (name) => page.getByRole('form', { name: `Wrap-up ${name}` }),
    /** The agent's state in the toolbar, as words beside the button. */
    stateName: toolbar.locator('.state-name'),
    /** Waits until the availability button is pressed in or not. */
    pressed: (value) => attribute(button('Agent availability'), 'aria-pressed', String(value)),
    /** Writes down every line that the toolbar shows from now on, however short; gives what was seen. */
    witness: async () => {
      const frame = await desk.toolbarFrame();
      await frame.evaluate(() => {
        window.shown = new Set();
        const one = (selector) => document.querySelector(selector)?.textContent ?? '';
        const note = () => {
          const pressed = document.querySelector('[aria-pressed]')?.getAttribute('aria-pressed');
          window.shown.add([one('.state-name'), one('.state-time [role=status]'), pressed].join(' | '));
          document.querySelectorAll('.card').forEach((card) => {
            const title = card.querySelector('h2').textContent;
            card.querySelectorAll('.notes p').forEach((line) => window.shown.add(`${title} | ${line.textContent}`));
          });
        };
        note();
        new MutationObserver(note).observe(document.body, {
          attributes: true,
          characterData: true,
          childList: true,
          subtree: true,
        });
      });
      return () => frame.evaluate(() => [...window.shown]);
    },
    /** Presses a button of the toolbar and one of Fusion's in the same moment. */
    together: async (here, there) => {
      const handles = await Promise.all([here.elementHandle(), there.elementHandle()]);
      await Promise.all(handles.map((handle) => handle.evaluate((button) => button.click())));
    },
    /** A customer calls and both sides show it. */
    rings: async (fields) => {
      await desk.ring(fields);
      await desk.card('Incoming call');
      await page.getByRole('dialog').first().waitFor();
    },
    /** A customer calls and the agent answers in the toolbar. */
    talks: async (fields) => {
      await desk.ring(fields);
      await desk.card('Incoming call');
      await desk.press('Accept');
      const card = await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      return card;
    },
    /** The commands of this kind that Connect was asked for, each with its answer. */
    answersTo: async (method) => (await asked(method)).map(({ message }) => message.answer),
    /** The agent's states that Fusion was told, such as `Lunch: false`. */
    statesTold: async () => {
      const events = await log(({ dir, method }) => dir === 'in' && method === 'agentStateEvent');
      return events.map(({ message: { data } }) => `${data.stateDisplayString}: ${data.isAvailable}`);
    },
    /** Proves that the call of `id` was answered once and its contact opened once. */
    answeredOnce: async ({ tab = NAME, accepts = 1, id = CALL } = {}) => {
      await desk.tells(`new ${id}`, `start ${id}`);
      await page.getByRole('tab').first().waitFor();
      await flush();
      assert.deepEqual(await told(), [`new ${id}`, `start ${id}`]);
      assert.equal((await asked('acceptContact')).length, accepts, 'accepts sent to Connect');
      assert.deepEqual(await desk.tabs(), [tab]);
      assert.equal(await page.getByRole('dialog').count(), 0, 'no dialog is left');
      const lines = await transcript();
      before(lines, `${id} connected`, `start ${id}`);
      before(lines, `new ${id} answered`, `start ${id}`);
    },
  };
}

/** Asserts that one line comes before another. */
function before(lines, first, second) {
  const [a, b] = [lines.indexOf(first), lines.indexOf(second)];
  assert.ok(a >= 0 && b > a, `${first} before ${second} in:\n${lines.join('\n')}`);
}

/** Waits until an attribute has this value. */
export async function attribute(locator, name, value) {
  let seen;
  await until(
    async () => (seen = await locator.getAttribute(name)) === value,
    TIMEOUT,
    () => `${name} is ${seen}, not ${value}`,
  );
}

function exactly(words) {
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

/** One entry of the desktop's log in words; none for what is not about calls. */
function tell({ dir, method, message }) {
  if (dir === 'in' && method in STEPS) {
    const { eventId, reason } = message.data;
    return [[STEPS[method], eventId, reason].filter(Boolean).join(' ')];
  }
  if (dir === 'in' && method === 'tbInteractionCommandResponse') {
    return [`${message.command}: ${message.result}`];
  }
  if (dir === 'out' && method in STEPS) {
    return [`${STEPS[method]} ${message.eventId} answered`];
  }
  if (dir === 'out' && method === 'onToolbarInteractionCommand') {
    return [`${message.command}?`];
  }
  if (dir === 'ccp' && message.kind === 'request' && COMMANDS.includes(message.method)) {
    return [message.method];
  }
  if (dir === 'ccp' && message.kind === 'state') {
    return message.contacts.map(({ id, state }) => `${id} ${STATES[state] ?? 'over'}`);
  }
  return [];
}

const STATES = { connecting: 'ringing', incoming: 'ringing', connected: 'connected' };
