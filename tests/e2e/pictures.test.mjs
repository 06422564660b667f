// How it looks where a ruler cannot tell: each test leaves a picture in tests/e2e/output for a person
// to look at, and proves the words that belong to it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { SIZES, assertFits, resize } from './screen.mjs';
import { MARY, withCalls } from './wire.mjs';

const VIEWPORT = { width: 1280, height: 800 };

describe('Pictures', { concurrency: 2 }, () => {
  for (const [name, size] of [
    ['column-400', SIZES[0]],
    ['column-320', SIZES[1]],
    ['column-160', SIZES[4]],
    ['strip-1240', SIZES[6]],
    ['strip-640', SIZES[7]],
  ]) {
    test(`a call from ring to clear, ${name}`, LIMIT, async (t) => {
      const options = { viewport: VIEWPORT, allow: [/failed/] };
      await withAgent(t, options, async (desk) => {
        await resize(desk, size);
        const picture = (state) => desk.screenshot(`look-${name}-${state}`);
        await picture('idle');
        await desk.ring();
        await desk.toolbar.getByText(NAME, { exact: true }).waitFor();
        await picture('ringing');
        await desk.press('Accept');
        await desk.button('End call').waitFor();
        await desk.logged(({ dir, method }) => dir === 'out' && method === 'startCommEvent');
        await picture('connected');
        await desk.act('fault', { name: 'end-fails', on: true });
        await desk.press('End call');
        await desk.toolbar.getByText(/^Amazon Connect refused/).waitFor();
        await picture('refused');
        await desk.act('fault', { name: 'end-fails', on: false });
        await desk.press('End call');
        await desk.button('Clear contact').waitFor();
        await picture('after-call-work');
      });
    });
  }

  test('two calls, one of them with a very long name', LIMIT, async (t) => {
    await withAgent(t, { viewport: VIEWPORT }, async (desk) => {
      await resize(desk, SIZES[1]);
      await desk.talks();
      await desk.ring({ contactId: 'call-2', number: '+15551230001', force: true, queue: 'Claims and appeals, northern region' });
      const long = desk.toolbar.locator('.card').filter({ hasText: 'Maximiliane' });
      await long.getByRole('button', { name: 'Accept' }).waitFor();
      await assertFits(await desk.toolbarFrame(), 'a very long name');
      const name = long.getByText(/^Maximiliane/);
      assert.equal(await name.getAttribute('title'), await name.textContent(), 'the whole name is there to hover');
      await desk.screenshot('look-long-name');
    });
  });

  for (const [name, options] of [
    ['dark', { colorScheme: 'dark' }],
    ['forced-colors', { forcedColors: 'active' }],
  ]) {
    test(`a ring in ${name}`, LIMIT, async (t) => {
      await withAgent(t, { viewport: VIEWPORT, ...options }, async (desk) => {
        await desk.ring();
        await desk.toolbar.getByText(NAME, { exact: true }).waitFor();
        await assertFits(await desk.toolbarFrame(), name);
        await desk.screenshot(`look-${name}`);
      });
    });
  }

  test('a Japanese browser shows Japanese words', LIMIT, async (t) => {
    const options = { viewport: VIEWPORT, locale: 'ja-JP', phone: null, link: null };
    await withCalls(t, options, async (desk) => {
      const button = (name) => desk.toolbar.getByRole('button', { name, exact: true });
      await button('エージェントの受付状態').waitFor();
      const frame = await desk.toolbarFrame();
      assert.equal(await frame.evaluate(() => document.documentElement.lang), 'ja');
      await desk.logged(({ dir, method }) => dir === 'in' && method === 'agentStateEvent');
      await desk.act('ring', { number: MARY });
      await desk.toolbar.getByRole('heading', { name: '着信', exact: true }).waitFor();
      await assertFits(frame, 'Japanese, ringing');
      await button('応答').click();
      await desk.toolbar.getByRole('heading', { name: '通話中', exact: true }).waitFor();
      await resize(desk, SIZES[2]);
      await assertFits(frame, 'Japanese, connected');
      await desk.screenshot('look-japanese');
      await button('通話を終了').click();
      await desk.toolbar.getByRole('heading', { name: '問い合わせ後作業', exact: true }).waitFor();
      await assertFits(frame, 'Japanese, after-call work');
      await button('問い合わせをクリア').click();
      await desk.toolbar.locator('.card').waitFor({ state: 'detached' });
    });
  });
});
