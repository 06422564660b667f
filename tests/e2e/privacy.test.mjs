// Nothing personal leaves the page by the side door: not on the console, not in local storage, and
// session storage forgets it with the last close.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './fixtures.mjs';
import { withPhone } from './phone.mjs';
import { download } from './trace.mjs';
import { CALL, MARY, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const PERSONAL = new RegExp(`${MARY.slice(1)}|555.?123.?0000|Mary|Doe`);

/** Everything that a store of the toolbar's frame holds, as one text. */
async function stored(desk, store) {
  const frame = await desk.toolbarFrame();
  return frame.evaluate((store) => JSON.stringify({ ...window[store] }), store);
}

test('a whole call leaves nothing on the console and nothing personal in storage', LIMIT, async (t) => {
  // The list of recent calls is kept until the sign-out by intent; here it is off.
  await withCalls(t, { config: { dialling: { recentCalls: 0 } } }, async (desk) => {
    const lines = [];
    desk.context.on('console', (message) => lines.push(`${message.location().url}: ${message.text()}`));
    await desk.page.reload();
    await desk.healthy('Phone ready', 'Linked with Fusion');
    const loaded = lines.length;
    const spoken = () => lines.filter((line) => line.startsWith(desk.origin('toolbar')));
    await desk.ring({ name: 'Mary Doe' });
    const ringing = await desk.card('Incoming call');
    await ringing.getByText('Mary Doe', { exact: true }).waitFor();
    assert.match(await stored(desk, 'sessionStorage'), PERSONAL, 'a reload would need it');
    assert.doesNotMatch(await stored(desk, 'localStorage'), PERSONAL);
    await desk.press('Accept');
    const talking = await desk.card('On a call');
    await talking.getByText('Open in Fusion', { exact: true }).waitFor();
    assert.match(await stored(desk, 'localStorage'), new RegExp(CALL), 'what a close needs is kept');
    assert.doesNotMatch(await stored(desk, 'localStorage'), PERSONAL);
    await desk.press('End call');
    await desk.card('After call work');
    assert.deepEqual(spoken().filter((line) => lines.indexOf(line) >= loaded), [], 'an ordinary call');
    await desk.page.getByRole('button', { name: 'Post garbage' }).click();
    await desk.command('accept', 'nobody');
    await desk.press('Clear contact');
    await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);

    let left = '';
    const clean = async () => {
      left = await stored(desk, 'sessionStorage');
      return !PERSONAL.test(left);
    };
    await until(clean, 5_000, () => `session storage still holds ${left}`);
    assert.doesNotMatch(await stored(desk, 'localStorage'), new RegExp(CALL));
    assert.deepEqual(spoken().filter((line) => PERSONAL.test(line)), []);
  });
});

/** What each kind of personal data is marked with; found anywhere it must not be, it fails the test. */
const MARKS = {
  number: '555.?123.?0000',
  name: 'Mary|Doe',
  attribute: 'attribute-mark',
  token: '300000004992660',
  quickConnect: 'Berger',
  thirdNumber: '555.?777.?0001',
  typed: 'typed-mark',
  device: 'Headset|Built-in',
};

test('a whole session marks nothing but the screen, Fusion and session storage', LIMIT, async (t) => {
  const config = {
    dialling: { recentCalls: 20 },
    fusion: { tokens: { BAC_MARK: 'attribute:mark' } },
  };
  await withPhone(t, { config, limit: 140_000 }, async (desk) => {
    const lines = [];
    desk.context.on('console', (message) => lines.push(`${message.location().url}: ${message.text()}`));
    const found = (text) => Object.keys(MARKS).filter((kind) => new RegExp(MARKS[kind]).test(text));
    await desk.page.reload();
    await desk.healthy('Phone ready', 'Linked with Fusion');

    // The number, the name, an attribute and Fusion's own tokens.
    const card = await desk.talks({ name: 'Mary Doe', attributes: { mark: 'attribute-mark' } });
    assert.deepEqual(found(await stored(desk, 'sessionStorage')), ['number', 'name', 'attribute', 'token']);
    // Keys that are pressed in a call.
    await desk.button('Keypad', card).click();
    await desk.page.keyboard.type('73519');
    await desk.asks('sendDigits', 5);
    await desk.button('Close', card).click();
    // A colleague, and a number that is typed.
    await desk.quickConnect(card, 'Ben Berger');
    await desk.stage(card, 'Ben Berger', 'On the call');
    await desk.ready(desk.button('Leave', card));
    await desk.press('Leave');
    await desk.card('After call work');
    await desk.press('Clear contact');
    await desk.dial('typed-mark');
    await desk.dial('+1 555 777 0001');
    await desk.act('far_end_answers');
    await desk.card('On a call');
    await desk.press('End call');
    await desk.card('After call work');
    await desk.press('Clear contact');
    // Devices, whose names may name their owner.
    await desk.toolbar.locator('details.audio summary').click();
    await desk.toolbar.getByRole('combobox', { name: 'Microphone' }).waitFor();

    const { text } = await download(desk);
    assert.deepEqual(found(text), [], 'in the trace');
    const keys = [...text.matchAll(/"SendDigits":\["[^"]*","([^"]*)"\]/g)].map(([, key]) => key);
    assert.deepEqual(keys, ['0', '0', '0', '0', '0'], 'each key is kept as none');
    assert.deepEqual(found(await stored(desk, 'localStorage')), [], 'in local storage');
    const toolbar = desk.origin('toolbar');
    const spoken = lines.filter((line) => line.startsWith(toolbar));
    assert.deepEqual(spoken.filter((line) => found(line).length > 0), [], 'on the console');
    const frame = await desk.toolbarFrame();
    const others = await frame.evaluate(async () => ({
      caches: 'caches' in window ? await caches.keys() : [],
      cookies: document.cookie,
      databases: indexedDB.databases ? await indexedDB.databases() : [],
    }));
    assert.deepEqual(others, { caches: [], cookies: '', databases: [] });
  });
});
