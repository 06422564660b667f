// Everything that opens, joins or goes wrong around a call: in each of these states axe finds nothing
// and nothing is cut off, wide and narrow, in the strip, in the dark and without colours of its own.

import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SIZES, assertAccessible, assertFits, resize } from './screen.mjs';
import { THIRD_SHOWN, withPhone } from './phone.mjs';
import { withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
/** A window with room for the widest frame. */
const VIEWPORT = { width: 1280, height: 800 };
const [WIDE, NARROW] = SIZES;
const STRIPS = SIZES.filter(({ height }) => height === 70);
const [STRIP] = STRIPS;

/** Looks at each state at every size, and collects what is wrong, so that one run shows everything. */
class Tour {
  #found = [];

  constructor(desk, name) {
    Object.assign(this, { desk, name });
  }

  async look(state, media, sizes = [WIDE, NARROW, ...STRIPS]) {
    const { desk } = this;
    const frame = await desk.toolbarFrame();
    for (const size of sizes) {
      const where = `${this.name}: ${state} at ${size.width} × ${size.height}`;
      await resize(desk, size);
      await this.#note(assertFits(frame, where));
      if (size === NARROW || size === STRIP) {
        await this.#note(assertAccessible(frame, where));
        await this.#picture(`${state} ${size.width}`);
      }
    }
    await resize(desk, NARROW);
    if (media) {
      await desk.page.emulateMedia(media);
      const how = Object.values(media).join(' ');
      await this.#note(assertAccessible(frame, `${this.name}: ${state}, ${how}`));
      await this.#picture(`${state} ${how}`);
      await desk.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    }
  }

  report() {
    if (this.#found.length > 0) {
      throw new Error(this.#found.join('\n\n'));
    }
  }

  async #picture(what) {
    const name = `tour-${this.name}-${what.replace(/[^a-z0-9]+/g, '-')}.png`;
    const path = fileURLToPath(new URL(`./output/${name}`, import.meta.url));
    await this.desk.page.locator('iframe[title="Media toolbar"]').screenshot({ path });
  }

  async #note(check) {
    await check.catch((error) => this.#found.push(error.message));
  }
}

const DARK = { colorScheme: 'dark' };
const FORCED = { forcedColors: 'active' };

describe('A tour', { concurrency: 2 }, () => {
  test('of the controls, sheets, parties and warnings', LIMIT, async (t) => {
    await withPhone(t, { viewport: VIEWPORT, clock: true, limit: 140_000 }, async (desk) => {
      const tour = new Tour(desk, 'en');
      const escape = () => desk.page.keyboard.press('Escape');
      await resize(desk, NARROW);
      await desk.dial('12');
      await desk.says(/^This is no number that can be called/);
      await tour.look('dial refused');
      await desk.press('Quick connects');
      await desk.button('Call Ben Berger').waitFor();
      await tour.look('quick connects', DARK);
      await escape();
      await desk.press('Change state');
      await desk.toolbar.getByRole('menuitem', { name: 'Sign out' }).waitFor();
      await tour.look('state menu', FORCED);
      await escape();

      const card = await desk.talks();
      for (const name of ['Mute', 'Hold']) {
        await desk.button(name, card).click();
        await desk.toggled(card, name, true);
      }
      await tour.look('muted and on hold', DARK);
      for (const name of ['Mute', 'Hold']) {
        await desk.button(name, card).click();
        await desk.toggled(card, name, false);
      }
      await desk.button('Keypad', card).click();
      await card.getByRole('group', { name: 'Keypad', exact: true }).waitFor();
      await desk.page.keyboard.type('12345678901234567890');
      await tour.look('keypad', FORCED);
      await escape();
      await desk.button('Transfer', card).click();
      await desk.button('Ben Berger', card).waitFor();
      await tour.look('transfer', DARK);
      await escape();
      await desk.consults(card);
      await desk.stage(card, THIRD_SHOWN, 'Calling…');
      await tour.look('third rings');
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await tour.look('consult', FORCED);
      await desk.press('Join');
      await desk.ready(desk.button('Leave', card));
      await tour.look('conference', DARK);
      await desk.button(`End call with ${THIRD_SHOWN}`, card).click();
      await desk.party(card, THIRD_SHOWN).waitFor({ state: 'detached' });

      await desk.ring({ contactId: 'call-2', number: '+15551230002', force: true });
      await desk.card('Incoming call');
      await tour.look('ring during a call', DARK);
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', true);
      await desk.press('Accept');
      await card.getByRole('button', { name: 'Swap' }).waitFor();
      await tour.look('two calls', FORCED);
      await desk.act('mute_in_ccp', { on: true });
      await desk.toggled(desk.toolbar, 'Mute', true);
      await desk.act('mute_in_ccp', { on: false });
      await desk.toolbar.getByRole('alert').filter({ hasText: 'nobody here' }).first().waitFor();
      await desk.act('softphone_error', { type: 'microphone_not_shared' });
      await desk.toolbar.getByRole('heading', { name: 'Audio problem' }).waitFor();
      await desk.page.clock.fastForward('47:00');
      await desk.says(/you may have missed a call/);
      await desk.healthy('Phone ready');
      // More than a strip can hold: there it is scrolled.
      await tour.look('alarm, audio problem and gap', DARK, [WIDE, NARROW]);
      tour.report();
    });
  });

  test('of what is left when nothing is on', LIMIT, async (t) => {
    const prepare = (context) =>
      context.addInitScript(() => {
        if (location.hostname.startsWith('toolbar')) {
          window.open = () => null;
        }
      });
    await withPhone(t, { viewport: VIEWPORT, prepare, limit: 140_000 }, async (desk) => {
      const tour = new Tour(desk, 'idle');
      await resize(desk, NARROW);
      for (const [number, action] of [['+15551230000', 'miss'], ['+15551230001', 'customer_hangs_up'], ['anonymous', 'miss']]) {
        await desk.ring({ contactId: `call${number}`, number });
        await desk.card('Incoming call');
        await desk.act(action);
        if (action === 'miss') {
          await desk.press('Clear contact');
        }
        await desk.toolbar.locator('.card').waitFor({ state: 'detached' });
      }
      await desk.recents.nth(2).waitFor();
      await tour.look('recent calls', DARK);
      await desk.toolbar.locator('summary').getByText('Audio', { exact: true }).click();
      await desk.toolbar.getByRole('combobox', { name: 'Ringer' }).waitFor();
      await desk.toolbar.locator('summary').getByText('Details', { exact: true }).click();
      await desk.button('Open Amazon panel').click();
      await desk.toolbar.getByRole('heading', { name: 'Amazon’s panel was blocked' }).waitFor();
      await tour.look('audio, details and a blocked panel', FORCED);
      tour.report();
    });
  });

  test('in Japanese', LIMIT, async (t) => {
    const options = { viewport: VIEWPORT, locale: 'ja-JP', phone: null, link: null, limit: 140_000 };
    await withCalls(t, options, async (desk) => {
      const tour = new Tour(desk, 'ja');
      const { toolbar } = desk;
      await resize(desk, NARROW);
      const card = toolbar.locator('.card');
      await desk.logged(({ dir, method }) => dir === 'in' && method === 'agentStateEvent');
      await toolbar.locator('.directory > .button').click();
      await toolbar.locator('.entry').first().waitFor();
      await tour.look('quick connects');
      await desk.page.keyboard.press('Escape');
      await desk.ring({ auto_accept: true });
      await card.locator('.at-hold').click();
      await card.locator('.at-hold[aria-pressed=true]:not([aria-busy])').waitFor();
      await tour.look('on hold');
      await card.locator('.at-transfer').click();
      await card.locator('.entry').filter({ hasText: 'Ben Berger' }).waitFor();
      await tour.look('transfer');
      await card.locator('.entry').filter({ hasText: 'Ben Berger' }).click();
      await card.locator('.at-leave').waitFor();
      await tour.look('consult');
      tour.report();
    });
  });
});
