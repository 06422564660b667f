// The trace of real sessions: it is downloaded where the calls were, holds nobody, and plays in the page
// /trace as it was recorded. With E2E_RECORD=1 the sessions become tests/fixtures/traces.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './fixtures.mjs';
import { LIMIT, NAME } from './scenario.mjs';
import { CALL, MARY, withPhone } from './phone.mjs';
import { download, give, keep, open } from './trace.mjs';

const ANYBODY = /Mary|Doe|555.?123.?0000|300000004992660|Berger|crm-mark/;
const SAME = 'It plays as it was recorded.';

const steps = (page) => page.getByRole('listbox', { name: 'Steps' }).getByRole('option');

/** Downloads the trace, proves that it holds nobody and plays it. */
async function plays(desk, name) {
  const { name: file, text } = await download(desk);
  assert.match(file, /^fusion-connect-toolbar-trace-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.json$/);
  assert.doesNotMatch(text, ANYBODY);
  const trace = JSON.parse(text);
  assert.deepEqual([trace.format, trace.version], ['fusion-connect-toolbar trace', 1]);
  await keep(name, text);
  const page = await open(desk, file, text);
  await page.getByText(SAME, { exact: true }).waitFor();
  assert.equal(await steps(page).count(), trace.steps.length);
  return { page, trace, text };
}

/** Loads the toolbar anew, with which a trace begins. */
async function reloads(desk) {
  await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
  await desk.healthy('Phone ready', 'Linked with Fusion');
}

/** Ends the call and puts it away. */
async function ends(desk) {
  await desk.press('End call');
  await desk.card('After call work');
  await desk.press('Clear contact');
  await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
}

test('the traces of a day hold nobody, play alike and are searched; what differs or is broken is said', LIMIT, async (t) => {
  const config = { fusion: { tokens: { BAC_CRM: 'attribute:crm', BAC_QUEUE: 'queue' } } };
  await withPhone(t, { config }, async (desk) => {
    // A call accepted in Fusion, with a reload in the middle.
    await desk.rings({ attributes: { crm: 'crm-mark' } });
    await desk.dialog.getByRole('button', { name: 'Answer' }).click();
    await desk.card('On a call');
    await desk.tells(`new ${CALL}`, `start ${CALL}`);
    const before = await download(desk);
    assert.doesNotMatch(before.text, ANYBODY);
    assert.match(before.text, /"InteractionCommanded"/);
    await keep('inbound-accepted-in-fusion', before.text);
    await reloads(desk);
    await desk.card('On a call');
    await ends(desk);
    await desk.closed(CALL, 'WRAPUP');
    const inbound = await plays(desk, 'inbound-after-reload');
    assert.deepEqual(inbound.trace.steps[0].event.Started.memory.engagements[0].event_ids, [CALL], 'what was remembered');
    await searched(inbound.page, inbound.trace);

    // A call to a number of Fusion's.
    await reloads(desk);
    await desk.click(MARY);
    await desk.asks('createOutboundContact');
    await desk.act('far_end_answers');
    await desk.card('On a call');
    const contact = await desk.newest();
    await ends(desk);
    const outbound = await plays(desk, 'outbound-from-fusion');
    assert.ok(outbound.text.includes(contact), 'ids stay');
    assert.match(outbound.text, /"ORA_SVC_OUTBOUND"/);

    // A transfer to a colleague.
    await reloads(desk);
    const card = await desk.talks({ contactId: 'call-2' });
    await desk.quickConnect(card, 'Ben Berger');
    await desk.stage(card, 'Ben Berger', 'On the call');
    await desk.ready(desk.button('Swap', card));
    await desk.press('Swap');
    await desk.stage(card, NAME, 'On the call');
    await desk.ready(desk.button('Leave', card));
    await desk.press('Leave');
    await desk.closed('call-2', 'WRAPUP');
    const { page, text } = await plays(desk, 'transfer-to-colleague');
    assert.match(text, /"COMPLETE_TRANSFER"/);
    await differs(page, text);
    await broken(page, text);
    const engines = page.frames().filter((frame) => frame.url().includes('ccp.localhost'));
    assert.equal(engines.length, 0, 'no engine is started here');
  });
});

/** Steps are searched, walked by key, and each shows the screen of its moment. */
async function searched(page, trace) {
  await page.getByRole('searchbox').fill(CALL);
  const found = steps(page).filter({ hasText: CALL });
  await until(async () => (await steps(page).count()) < trace.steps.length, 5_000, () => 'nothing was searched');
  await found.filter({ hasText: 'Connected' }).first().click();
  const shown = page.locator('.trace-screen');
  await shown.getByText('On a call', { exact: true }).waitFor();
  assert.equal(await shown.locator('.toolbar[inert]').count(), 1, 'a picture takes no press');
  await page.keyboard.press('End');
  await shown.getByText('On a call', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').fill('no such thing');
  await page.getByText('Steps shown: 0', { exact: true }).waitFor();
}

/** What another program would have asked for is marked, and led to. */
async function differs(page, text) {
  const other = text.replace('"request":"ListEndpoints"', '"request":"ListDevices"');
  assert.notEqual(other, text);
  await give(page, 'other.json', other);
  await page.getByText('Steps that differ from the recording: 1.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Next difference' }).click();
  const answers = page.getByRole('region', { name: 'What the toolbar asked for' });
  await answers.getByText('In the recording', { exact: true }).waitFor();
  assert.match(await answers.textContent(), /ListDevices.*ListEndpoints/s);
  await page.getByRole('checkbox', { name: 'Only steps that differ' }).check();
  await until(async () => (await steps(page).count()) === 1, 5_000, () => 'more than one is left');
}

async function broken(page, text) {
  for (const [file, words] of [
    ['{"format": 1}', 'The file is no trace of this toolbar.'],
    [text.replace('"version":1', '"version":2'), /The file is of version 2 of the format/],
    [text.slice(0, 2000), /^line \d+, column \d+: EOF/],
  ]) {
    await give(page, 'broken.json', file);
    await page.getByRole('alert').getByText(words).waitFor();
    await page.getByRole('heading', { name: 'broken.json cannot be played' }).waitFor();
  }
}
