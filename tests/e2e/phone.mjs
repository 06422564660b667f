// What the tests of the phone share, on top of `scenario.mjs`: clicks on numbers in Fusion, the controls
// of a call, its parties, and what was asked of Connect with which parameters.

import assert from 'node:assert/strict';
import { TIMEOUT, until } from './fixtures.mjs';
import { SHOWN, attribute, withAgent } from './scenario.mjs';
import { CALL, MARY } from './wire.mjs';

/** Somebody whom no directory knows, and how the toolbar shows that number. */
export const THIRD = '+15557770001';
export const THIRD_SHOWN = '+1 555 777 0001';

/** The same words in a regular expression, as a whole. */
const whole = (words) => new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** Opens the desktop with the agent available, and hands `scenario` the verbs of a phone. */
export function withPhone(t, options, scenario) {
  return withAgent(t, options, async (desk) => {
    const phone = withVerbs(desk);
    await scenario(phone);
    assert.deepEqual(await phone.violations(), [], 'Fusion was told nothing that it objects to');
  });
}

function withVerbs(desk) {
  const { page, toolbar, log, logged, asked } = desk;
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  /** What Connect was asked by this method: the parameters and the answer of each. */
  const requests = async (method) =>
    (await asked(method)).map(({ message: { params, answer } }) => ({ ...params, answer }));
  const wire = (method) => (entry) => entry.dir === 'in' && entry.method === method;
  /** The `data` of each request of this method that Fusion was sent. */
  const sent = async (method) => (await log(wire(method))).map(({ message }) => message.data);
  const contacts = async () => {
    const states = await log(({ dir, message }) => dir === 'ccp' && message.kind === 'state');
    return states.at(-1)?.message.contacts ?? [];
  };
  const violations = async () => {
    const notes = await log(({ dir, message }) => dir === 'note' && /violation/.test(message));
    return notes.map(({ message }) => message);
  };
  /** The clicks on a number as Fusion sent them, in order. */
  const clicks = async () => {
    const events = await log(({ dir, method }) => dir === 'out' && method === 'onOutgoingEvent');
    return events.map(({ message }) => message);
  };
  const field = toolbar.locator('.dial').getByLabel('Number to dial');
  const directory = (number) => button(page.getByRole('region', { name: 'Directory' }), `Call ${number}`).first();
  const party = (card, who) =>
    card.getByRole('list', { name: 'On this call' }).getByRole('listitem').filter({ hasText: who });

  return {
    ...desk,
    sent,
    violations,
    /** Waits until one of Fusion's notifications says this. */
    fusionNotes: (words) =>
      page.getByRole('alert', { name: 'Notifications' }).getByText(words).waitFor({ timeout: 2 * TIMEOUT }),
    /** A button of a card, of a panel or of whatever `place` is. */
    button: (name, place = toolbar) => button(place, name),
    /** Clicks on a number of Fusion's directory and gives the click's uuid. */
    click: async (number = MARY) => {
      const before = (await clicks()).length;
      await directory(number).click();
      await until(async () => (await clicks()).length > before, TIMEOUT, () => `no click on ${number}`);
      return (await clicks()).at(-1).outData.SVCMCA_CALL_ID;
    },
    /** Clicks on any text as if it were a number. */
    clickText: async (text) => {
      await page.getByRole('textbox', { name: 'Number to click' }).fill(text);
      await button(page, 'Click the number').click();
      return (await clicks()).at(-1).outData.SVCMCA_CALL_ID;
    },
    /** Waits for the words, exactly these, anywhere in the toolbar or in `place`. */
    says: (words, place = toolbar) =>
      place.getByText(words instanceof RegExp ? words : whole(words)).first().waitFor({ timeout: 2 * TIMEOUT }),
    /** Waits until a control of the card is pressed in or not, and nothing is under way. */
    toggled: async (card, name, on) => {
      await attribute(button(card, name), 'aria-pressed', String(on));
      await attribute(button(card, name), 'aria-busy', null);
    },
    /** Waits until a button does something. */
    ready: (locator) => attribute(locator, 'aria-disabled', null),
    /** Waits until a button does nothing. */
    off: (locator) => attribute(locator, 'aria-disabled', 'true'),
    /** The row of one of the parties. */
    party,
    /** Waits until the row of a party says this, such as `On hold`. */
    stage: async (card, who, words) => {
      const told = party(card, who).getByRole('status').filter({ hasText: whole(words) });
      await told.waitFor({ timeout: 2 * TIMEOUT });
    },
    /** Waits until Connect was asked by this method so many times, and gives parameters and answers. */
    asks: async (method, count = 1) => {
      let seen = [];
      await until(
        async () => (seen = await requests(method)).length >= count,
        2 * TIMEOUT,
        () => `${method} was asked ${seen.length} times, not ${count}`,
      );
      assert.equal(seen.length, count, `${method}: ${JSON.stringify(seen)}`);
      return seen;
    },
    /** Waits until the legs of the newest contact, or of `id`, stand like this. */
    legs: async (wanted, id) => {
      let seen;
      await until(
        async () => {
          const all = await contacts();
          const one = id ? all.find((contact) => contact.id === id) : all.at(-1);
          seen = one?.legs.join(', ');
          return seen === wanted;
        },
        2 * TIMEOUT,
        () => `the legs are ${seen}, not ${wanted}`,
      );
    },
    /** The id of the newest contact. */
    newest: async () => (await contacts()).at(-1)?.id,
    /** Waits until Fusion was told this many refused dials, and gives their data. */
    dialErrors: async (count = 1) => {
      await logged(wire('outboundCommError'), count, 2 * TIMEOUT);
      return sent('outboundCommError');
    },
    /** Waits until the call of this event is closed with this reason. */
    closed: async (id, reason) => {
      const is = (entry) =>
        wire('closeCommEvent')(entry) && entry.message.data.eventId === id && entry.message.data.reason === reason;
      return (await logged(is, 1, 2 * TIMEOUT)).at(-1).message.data;
    },
    /** The dial box's field. */
    field,
    /** Types a number into the dial box and presses `Call`. */
    dial: async (number, country) => {
      const box = toolbar.locator('.dial');
      if (country) {
        await box.getByRole('combobox', { name: 'Country' }).selectOption(country);
      }
      await field.fill('');
      await field.pressSequentially(number);
      await button(box, 'Call').click();
    },
    /** The recent calls, each as direction and outcome with who. */
    recents: toolbar.getByRole('list', { name: 'Recent calls' }).getByRole('listitem'),
    /** Calls a number into the call. */
    consults: async (card, number = THIRD) => {
      await button(card, 'Transfer').click();
      const sheet = card.getByRole('group', { name: 'Transfer', exact: true });
      await sheet.getByLabel('Number to dial').fill(number);
      await button(sheet, 'Call').click();
    },
    /** Chooses a quick connect by name. */
    quickConnect: async (card, name) => {
      await button(card, 'Transfer').click();
      const sheet = card.getByRole('group', { name: 'Transfer', exact: true });
      await sheet.getByRole('button', { name }).click();
    },
  };
}

export { CALL, MARY, SHOWN };
