// The toolbar's host alone: the release starts, names itself and loads nothing from elsewhere.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withToolbar } from './fixtures.mjs';

test('the release starts on its own host', { timeout: 60_000 }, async (t) => {
  await withToolbar(t, {}, async ({ page, server, context }) => {
    const hosts = new Set();
    context.on('request', (request) => hosts.add(new URL(request.url()).hostname));

    await page.getByRole('main').waitFor();
    assert.match(await page.title(), /toolbar/i);
    assert.equal(await page.locator('#skeleton').count(), 0, 'the skeleton is gone');
    await page.getByRole('button', { name: 'Agent availability' }).waitFor();

    for (const host of hosts) {
      assert.match(host, /\.localhost$/, 'nothing comes from elsewhere');
    }
    const paths = server.requests.filter(({ host }) => host === 'toolbar.localhost').map(({ path }) => path);
    assert.ok(paths.includes('/config.json'), 'the configuration is fetched');
    assert.ok(paths.includes('/lib/connect-streams-2.28.2/connect-streams-min.js'), 'Streams is ours to serve');
  });
});
