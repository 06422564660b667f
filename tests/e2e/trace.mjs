// What the tests of the trace share: the download of it, and the page that plays it.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { text as textOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openDetails } from './wire.mjs';

/** Asks the toolbar for its trace and gives the file's name and text. */
export async function download(desk) {
  await openDetails(desk.toolbar);
  const saving = desk.page.waitForEvent('download');
  await desk.press('Download trace');
  const saved = await saving;
  return { name: saved.suggestedFilename(), text: await textOf(await saved.createReadStream()) };
}

/** Opens the trace page with a file; gives the page. */
export async function open(stage, name, text) {
  const page = await stage.context.newPage();
  await page.goto(`${stage.origin('toolbar')}/trace`);
  await give(page, name, text);
  return page;
}

/** Gives the trace page a file. */
export async function give(page, name, text) {
  const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.getByLabel('Open a trace').setInputFiles(file);
}

/** With E2E_RECORD set, a session's trace becomes a regression test. */
export async function keep(name, text) {
  assert.match(name, /^[a-z-]+$/);
  if (process.env.E2E_RECORD) {
    await writeFile(fileURLToPath(new URL(`../fixtures/traces/${name}.json`, import.meta.url)), text);
  }
}
