// By keyboard and by ear: a call is answered without a mouse, announced once, and takes the focus from
// nobody; and no button comes to stand where another one was.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT, NAME, withAgent } from './scenario.mjs';
import { VIEWPORT, resize } from './screen.mjs';

/** One of each way in which the buttons are laid out. */
const SHAPES = [
  { width: 400, height: 640 },
  { width: 280, height: 640 },
  { width: 160, height: 640 },
  { width: 1240, height: 70 },
  { width: 640, height: 70 },
];
const BUTTONS = ['Agent availability', 'Accept', 'Decline', 'End call', 'Clear contact'];

/** The accessible name of what has the keyboard in the toolbar. */
async function holder(desk) {
  const frame = await desk.toolbarFrame();
  return frame.evaluate(() => document.activeElement?.title || document.activeElement?.getAttribute('role'));
}

/** Where the buttons of the toolbar stand now: left, top, right, bottom. */
async function places(desk) {
  const found = {};
  for (const name of BUTTONS) {
    const button = desk.button(name);
    if ((await button.count()) > 0) {
      found[name] = await button.evaluate((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, x + width, y + height].map(Math.round);
      });
    }
  }
  return found;
}

function overlap([left, top, right, bottom], other) {
  return left < other[2] && other[0] < right && top < other[3] && other[1] < bottom;
}

describe('By keyboard and by ear', { concurrency: 2 }, () => {
  test('a call is answered, ended and cleared by keyboard', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { keyboard } = desk.page;
      await desk.availability.focus();
      await desk.ring();
      const dialog = desk.toolbar.getByRole('alertdialog', { name: 'Incoming call' });
      await dialog.waitFor();
      assert.equal(await holder(desk), 'alertdialog', 'the card has the keyboard');
      await keyboard.press('Tab');
      assert.equal(await holder(desk), 'Accept');
      await keyboard.press('Enter');
      await desk.card('On a call');
      assert.equal(await desk.toolbar.getByRole('alertdialog').count(), 0);
      assert.equal(await holder(desk), 'Agent availability', 'the keyboard is back where it was');

      const to = async (name) => {
        for (let steps = 0; (await holder(desk)) !== name; steps += 1) {
          assert.ok(steps < 10, `Tab never reaches ${name}`);
          await keyboard.press('Tab');
        }
      };
      await to('End call');
      await keyboard.press('Space');
      await desk.card('After call work');
      await to('Clear contact');
      await keyboard.press('Enter');
      await desk.fusionSays('Available (Idle)');
      await desk.flush();
      assert.deepEqual(await desk.answersTo('acceptContact'), ['success']);
    });
  });

  test('a ring is announced once and does not take the focus from Fusion', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const field = desk.page.getByRole('textbox', { name: 'Event id' });
      await field.fill('half a word');
      const frame = await desk.toolbarFrame();
      await frame.evaluate(() => {
        window.said = [];
        const region = document.querySelector('[data-testid=ring]');
        new MutationObserver(() => window.said.push(region.textContent)).observe(region, {
          characterData: true,
          childList: true,
          subtree: true,
        });
      });
      await desk.ring({ queue: 'Repairs' });
      const card = await desk.card('Incoming call');
      await card.getByText(NAME, { exact: true }).waitFor();
      assert.equal(await desk.toolbar.getByRole('alertdialog').count(), 0);
      assert.ok(await field.evaluate((element) => document.activeElement === element), 'the field keeps the focus');
      await desk.page.keyboard.type(' more');
      assert.equal(await field.inputValue(), 'half a word more');

      const region = desk.toolbar.getByRole('alert').and(desk.toolbar.getByTestId('ring'));
      const words = await region.textContent();
      assert.match(words, /^Incoming call from (\+1 555 123 0000|Mary Doe), queue Repairs$/);
      await desk.press('Accept');
      await desk.card('On a call');
      const said = await frame.evaluate(() => window.said.filter((text) => text !== ''));
      assert.deepEqual([...new Set(said)], [words], 'one announcement, though the name came later');
    });
  });

  test('a second ring is announced too', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.press('Decline');
      await desk.card('Declined');
      await desk.press('Clear contact');
      await desk.fusionSays('Available (Idle)');
      await desk.page.getByRole('textbox', { name: 'Event id' }).focus();
      await desk.ring({ contactId: 'call-2', number: 'anonymous' });
      const region = desk.toolbar.getByTestId('ring');
      await region.filter({ hasText: 'Incoming call from Number withheld' }).waitFor({ state: 'attached' });
    });
  });

  test('no button stands where another one was, at any size', LIMIT, async (t) => {
    await withAgent(t, { viewport: VIEWPORT, allow: [/failed/] }, async (desk) => {
      for (const size of SHAPES) {
        await resize(desk, size);
        await staysPut(desk, `${size.width} × ${size.height}`);
      }
    });
  });
});

/** Leads a call from ring to clear and asserts that no two buttons share a place in it. */
async function staysPut(desk, size) {
  const contactId = `call at ${size}`;
  const seen = [];
  const note = async (state) => seen.push({ state, at: await places(desk) });
  await note('idle');
  await desk.ring({ contactId });
  await desk.button('Accept').waitFor();
  await note('ringing');
  await desk.toolbar.locator('.card').getByText(NAME, { exact: true }).waitFor();
  await note('ringing, looked up');
  await desk.press('Accept');
  await desk.button('End call').waitFor();
  await note('connected');
  const started = ({ dir, method, message }) => dir === 'out' && method === 'startCommEvent' && message.eventId === contactId;
  await desk.logged(started);
  await note('open in Fusion');
  await desk.fault('end-fails');
  await desk.press('End call');
  await desk.toolbar.getByText(/^Amazon Connect refused/).waitFor({ state: 'attached' });
  await note('refused');
  await desk.fault('end-fails', false);
  await desk.press('End call');
  await desk.button('Clear contact').waitFor();
  await note('after-call work');
  await desk.press('Clear contact');
  await desk.fusionSays('Available (Idle)');

  for (const [index, first] of seen.entries()) {
    for (const second of seen.slice(index + 1)) {
      for (const [name, box] of Object.entries(first.at)) {
        for (const [other, place] of Object.entries(second.at)) {
          const where = `${size}: ${name} (${first.state}) and ${other} (${second.state})`;
          if (name === other) {
            assert.deepEqual(place, box, `${where} are one place`);
          } else {
            assert.ok(!overlap(box, place), `${where} are two places`);
          }
        }
      }
    }
  }
}
