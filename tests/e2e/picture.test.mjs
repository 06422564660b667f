// The picture in the README: an accepted call, its card in the toolbar and its contact in Fusion.
// UPDATE_PICTURE=1 puts the new one into docs/.

import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withDesktop } from './fixtures.mjs';

const PICTURE = fileURLToPath(new URL('../../docs/screenshot.png', import.meta.url));

test('the picture of the README can be taken', { timeout: 60_000 }, async (t) => {
  const options = { viewport: { width: 1280, height: 800 } };
  await withDesktop(t, options, async ({ page, toolbar, screenshot }) => {
    await toolbar.getByText('Phone ready', { exact: true }).first().waitFor();
    await toolbar.getByText('Linked with Fusion', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Customer calls' }).click();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();

    await toolbar.getByRole('button', { name: 'End call' }).waitFor();
    await toolbar.getByText('Open in Fusion', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Mary Doe' }).waitFor();
    assert.equal(await page.getByRole('tab').count(), 1, 'the contact is open once');

    await page.mouse.move(0, 0);
    const taken = await screenshot('picture');
    if (process.env.UPDATE_PICTURE) {
      await copyFile(taken, PICTURE);
    }
  });
});
