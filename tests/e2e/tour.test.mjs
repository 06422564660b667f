// Everything that opens, joins or goes wrong around a call: in each of these states axe finds nothing
// and nothing is cut off, wide and narrow, in the strip, in the dark and without colours of its own.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { THIRD_SHOWN, withPhone } from './phone.mjs';
import { COLUMNS, NARROW, SIZES, VIEWPORT, Walk, resize } from './screen.mjs';
import { withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };

describe('A tour', { concurrency: 2 }, () => {
  test('of the controls, sheets, parties and warnings', LIMIT, async (t) => {
    await withPhone(t, { viewport: VIEWPORT, clock: true, limit: 140_000 }, async (desk) => {
      const tour = new Walk(desk, 'call');
      const escape = () => desk.page.keyboard.press('Escape');
      await resize(desk, NARROW);
      await desk.dial('12');
      await desk.says(/^This is no number that can be called/);
      await tour.look('dial refused');
      await desk.press('Quick connects');
      await desk.toolbar.getByRole('button', { name: /^Call Billing hotline/ }).waitFor();
      await tour.look('quick connects');
      await escape();
      await desk.press('Change state');
      await desk.toolbar.getByRole('menuitem', { name: 'Sign out' }).waitFor();
      await tour.look('state menu');
      await escape();

      const card = await desk.talks();
      for (const name of ['Mute', 'Hold']) {
        await desk.button(name, card).click();
        await desk.toggled(card, name, true);
      }
      await tour.look('muted and on hold');
      for (const name of ['Mute', 'Hold']) {
        await desk.button(name, card).click();
        await desk.toggled(card, name, false);
      }
      await desk.button('Keypad', card).click();
      await card.getByRole('group', { name: 'Keypad', exact: true }).waitFor();
      await desk.page.keyboard.type('12345678901234567890');
      await tour.look('keypad');
      await escape();
      await desk.button('Transfer', card).click();
      await desk.button('Ben Berger', card).waitFor();
      await tour.look('transfer');
      await escape();
      await desk.consults(card);
      await desk.stage(card, THIRD_SHOWN, 'Calling…');
      await tour.look('third rings');
      await desk.act('third_answers');
      await desk.stage(card, THIRD_SHOWN, 'On the call');
      await tour.look('consult');
      await desk.press('Join');
      await desk.ready(desk.button('Leave', card));
      await tour.look('conference');
      await desk.button(`End call with ${THIRD_SHOWN}`, card).click();
      await desk.party(card, THIRD_SHOWN).waitFor({ state: 'detached' });

      await desk.ring({ contactId: 'call-2', number: '+15551230001', force: true, queue: 'Claims and appeals, northern region' });
      const ringing = await desk.card('Incoming call');
      const name = ringing.getByText(/^Maximiliane/);
      await name.waitFor();
      assert.equal(await name.getAttribute('title'), await name.textContent(), 'the whole name is there to hover');
      await tour.look('ring during a call');
      await desk.button('Hold', card).click();
      await desk.toggled(card, 'Hold', true);
      await desk.press('Accept');
      await card.getByRole('button', { name: 'Swap' }).waitFor();
      await tour.look('two calls');
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
      await tour.look('alarm, audio problem and gap', COLUMNS);
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
      const tour = new Walk(desk, 'idle');
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
      await tour.look('recent calls');
      await desk.toolbar.locator('summary').getByText('Audio', { exact: true }).click();
      await desk.toolbar.getByRole('combobox', { name: 'Ringer' }).waitFor();
      await desk.toolbar.locator('summary').getByText('Details', { exact: true }).click();
      await desk.button('Open Amazon panel').click();
      await desk.toolbar.getByRole('heading', { name: 'Amazon’s panel was blocked' }).waitFor();
      await tour.look('audio, details and a blocked panel');
      tour.report();
    });
  });

  test('in Japanese', LIMIT, async (t) => {
    const options = { viewport: VIEWPORT, locale: 'ja-JP', phone: null, link: null, limit: 140_000 };
    await withCalls(t, options, async (desk) => {
      const tour = new Walk(desk, 'ja');
      const { toolbar } = desk;
      const button = (name) => toolbar.getByRole('button', { name, exact: true });
      const titled = (name) => toolbar.getByRole('heading', { name, exact: true }).waitFor();
      await resize(desk, NARROW);
      const card = toolbar.locator('.card');
      await button('エージェントの受付状態').waitFor();
      const frame = await desk.toolbarFrame();
      assert.equal(await frame.evaluate(() => document.documentElement.lang), 'ja');
      await desk.logged(({ dir, method }) => dir === 'in' && method === 'agentStateEvent');
      await toolbar.locator('.directory > .button').click();
      await toolbar.locator('.entry').first().waitFor();
      await tour.look('quick connects');
      await desk.page.keyboard.press('Escape');
      await desk.ring();
      await titled('着信');
      await tour.look('ringing', SIZES);
      await button('応答').click();
      await titled('通話中');
      await tour.look('connected', SIZES);
      await card.locator('.at-hold').click();
      await card.locator('.at-hold[aria-pressed=true]:not([aria-busy])').waitFor();
      await tour.look('on hold');
      await card.locator('.at-transfer').click();
      const colleague = card.locator('.entry').filter({ hasText: 'Ben Berger' });
      await colleague.waitFor();
      await tour.look('transfer');
      await colleague.click();
      await card.locator('.at-leave').waitFor();
      await tour.look('consult');
      await card.locator('.at-leave').click();
      await titled('問い合わせ後作業');
      await tour.look('after-call work', SIZES);
      await button('問い合わせをクリア').click();
      await card.waitFor({ state: 'detached' });
      tour.report();
    });
  });
});
