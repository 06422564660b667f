// The release on nginx, with the headers of its own template, at the root of a host and under a path:
// nothing that a call needs is stopped, and every file comes packed and is kept for as long as it may be.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readdirSync } from 'node:fs';
import { TIMEOUT, until, withPage, withToolbar } from './fixtures.mjs';
import { startNginx } from './nginx.mjs';
import { LIMIT, NAME, SHOWN, withAgent } from './scenario.mjs';
import { THIRD, THIRD_SHOWN } from './phone.mjs';
import { message } from './outside.mjs';

const FOREVER = 'public, max-age=31536000, immutable';
/** What the toolbar asks for at each start, so that a new release or setting counts at once. */
const ASKED = /^(?!texts-).*\.(html|json|txt)$|^headers\/|^licenses\//;

/** Has each page and frame report what its policy stopped; such a report fails the test like any error. */
const reportViolations = (context) =>
  context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      console.error(`violation: ${effectiveDirective} stopped ${blockedURI}`);
    });
  });

/** Oracle's script is not to be had in a test, and asking for it would be a violation of its own. */
const MCA = { fusion: { transport: 'mca' } };

/** The options of a stage that nginx serves. */
const nginx = (folder, options = {}) => ({
  folder,
  config: MCA,
  serve: ({ config }) => startNginx({ config, folder, hosts: options.hosts }),
  prepare: reportViolations,
  ...options.stage,
});

/** Every file of the release but the packed twins, by its path. */
function files(site) {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'));
}

describe('A release on nginx', { concurrency: 2 }, () => {
  for (const [folder, transport] of [
    ['/', 'mca'],
    ['/cti/', 'uef'],
  ]) {
    test(`a call is played under ${folder} over ${transport} without one violation`, LIMIT, async (t) => {
      await withAgent(t, { ...nginx(folder), config: { fusion: { transport } } }, async (desk) => {
        assert.ok((await desk.detail('transport')).startsWith(transport.toUpperCase()));
        const frame = await desk.toolbarFrame();
        assert.equal(new URL(frame.url()).pathname, folder);
        assert.match(frame.url(), /[?&]oraParentFrame=/, 'the query is kept');
        const answer = await desk.server.get(folder);
        const policy = answer.headers['content-security-policy'];
        assert.match(policy, /frame-ancestors http:\/\/fusion\.localhost/);
        // Amazon's sign-in is the one place with hosts whose names nobody knows.
        const own = policy.replaceAll(/https:\/\/\*\.(apps\.)?signin\.aws/g, '');
        assert.doesNotMatch(own, /unsafe-inline|'unsafe-eval'|\*/);

        await desk.rings();
        const card = await desk.card('Incoming call');
        // The library of numbers is a file of its own, which comes later.
        await card.getByText(SHOWN, { exact: true }).first().waitFor({ timeout: 2 * TIMEOUT });
        await desk.dialog.getByRole('button', { name: 'Answer' }).click();
        await (await desk.card('On a call')).getByText('Open in Fusion', { exact: true }).waitFor();
        await desk.answeredOnce();
        assert.deepEqual(await desk.tabs(), [NAME]);
        await desk.press('Mute');
        await desk.press('Keypad');
        await desk.press('End call');
        await desk.press('Clear contact');

        const box = desk.toolbar.locator('.dial');
        await box.getByRole('combobox', { name: 'Country' }).selectOption('US');
        await box.getByLabel('Number to dial').pressSequentially(THIRD);
        await box.getByRole('button', { name: 'Call', exact: true }).click();
        await desk.toolbar.getByText(THIRD_SHOWN, { exact: true }).first().waitFor({ timeout: 2 * TIMEOUT });
        await desk.act('far_end_answers');
        await desk.card('On a call');
        await desk.press('End call');
        await desk.press('Clear contact');

        await desk.press('Change state');
        await desk.toolbar.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
        await message(desk, 'Signed out').waitFor();
        const told = () => desk.server.requests.some(({ host, path }) => host === 'ccp.localhost' && path === '/logout');
        await until(told, TIMEOUT, () => 'Amazon was not told of the sign-out');
      });
    });
  }

  for (const folder of ['/', '/cti/']) {
    test(`each file under ${folder} comes packed, and is kept for as long as it may be`, LIMIT, async (t) => {
      await withPage(t, nginx(folder), async ({ server }) => {
        const get = (name, encoding = 'identity') => server.get(`${folder}${name}`, { 'Accept-Encoding': encoding });
        const seen = { forever: 0, asked: 0, packed: 0 };
        for (const name of files(server.site)) {
          const raw = await readFile(join(server.site, name));
          const plain = await get(name);
          assert.equal(plain.status, 200, name);
          assert.ok(plain.body.equals(raw), name);
          assert.equal(plain.headers['content-encoding'], undefined, name);
          const kept = ASKED.test(name) ? 'no-cache' : FOREVER;
          assert.equal(plain.headers['cache-control'], kept, name);
          seen[kept === FOREVER ? 'forever' : 'asked'] += 1;
          assert.equal(plain.headers['x-content-type-options'], 'nosniff', name);
          assert.ok(plain.headers['permissions-policy'].includes('microphone=(self "http://ccp.localhost:'), name);
          assert.equal(plain.headers['cross-origin-opener-policy'], undefined, name);
          assert.equal(plain.headers['cross-origin-embedder-policy'], undefined, name);
          if (/\.(css|html|js|wasm)$|^texts-/.test(name) && !name.startsWith('headers/')) {
            const brotli = await get(name, 'gzip, br');
            assert.equal(brotli.headers['content-encoding'], 'br', name);
            assert.ok(brotliDecompressSync(brotli.body).equals(raw), name);
            assert.match(brotli.headers.vary, /Accept-Encoding/, name);
            assert.equal(brotli.headers['content-type'], plain.headers['content-type'], name);
            const gzip = await get(name, 'gzip');
            assert.equal(gzip.headers['content-encoding'], 'gzip', name);
            assert.ok(gunzipSync(gzip.body).equals(raw), name);
            seen.packed += 1;
          }
        }
        assert.ok(seen.forever >= 9 && seen.asked >= 6 && seen.packed >= 10, JSON.stringify(seen));
        const wasm = files(server.site).find((name) => name.endsWith('.wasm'));
        assert.equal((await get(wasm)).headers['content-type'], 'application/wasm');
      });
    });

    test(`addresses under ${folder}: routes, what is missing, and a new configuration`, LIMIT, async (t) => {
      await withPage(t, nginx(folder), async ({ server, page, origin }) => {
        for (const route of ['check', 'trace']) {
          const sent = await server.get(`${folder}${route}?oraTbName=a`);
          assert.equal(sent.status, 301);
          assert.equal(sent.headers.location, `${folder}${route}/?oraTbName=a`);
          const found = await server.get(`${folder}${route}/?oraTbName=a`);
          assert.equal(found.status, 200);
          assert.match(found.body.toString(), /<base href="\.\.\/" \/>/);
          assert.equal(found.headers['cache-control'], 'no-cache');
        }
        for (const missing of ['absent.js', 'fusion-connect-toolbar-0123456789abcdef.js', 'check/absent']) {
          const answer = await server.get(`${folder}${missing}`);
          assert.equal(answer.status, 404, missing);
          assert.equal(answer.headers['cache-control'], undefined, 'what is missing is not kept');
        }
        const changed = { ...MCA, locale: 'ja' };
        await server.configure(changed);
        const fresh = await server.get(`${folder}config.json`, { 'Accept-Encoding': 'gzip, br' });
        assert.equal(JSON.parse(fresh.body.toString()).locale, 'ja');
        assert.equal(fresh.headers['cache-control'], 'no-cache');
        assert.equal(fresh.headers['content-encoding'], undefined);
        const again = await server.get(`${folder}config.json`, { 'If-None-Match': fresh.headers.etag });
        assert.equal(again.status, 304);

        await page.goto(`${origin('toolbar')}${folder}check/?oraTbName=a`);
        await page.getByRole('main').waitFor({ timeout: 2 * TIMEOUT });
        assert.equal(await page.evaluate(() => location.search), '?oraTbName=a');
      });
    });
  }

  test('it speaks Japanese under its headers', LIMIT, async (t) => {
    await withToolbar(t, { ...nginx('/cti/'), config: { ...MCA, locale: 'ja' } }, async ({ toolbar, page }) => {
      await toolbar.getByRole('main').waitFor();
      await page.waitForFunction(() => document.documentElement.lang === 'ja');
      await toolbar.getByText(/[ぁ-んァ-ン]/).first().waitFor();
    });
  });

  test('a CCP that is not in the lists is stopped, and the report of it is heard', LIMIT, async (t) => {
    const hosts = { connect: 'http://other.localhost', signOn: 'http://other.localhost' };
    const stage = { allow: [/violation: frame-src stopped http:\/\/ccp\.localhost/, /Content Security Policy/] };
    await withToolbar(t, nginx('/', { hosts, stage }), async ({ errors }) => {
      const heard = () => errors.some((text) => stage.allow[0].test(text));
      await until(heard, 2 * TIMEOUT, () => 'no violation was reported');
    });
  });

  test('a page that is not in the lists cannot frame it', LIMIT, async (t) => {
    const hosts = { fusion: 'http://other.localhost' };
    const stage = { allow: [/frame-ancestors|Content Security Policy/] };
    await withPage(t, nginx('/', { hosts, stage }), async ({ page, origin, errors }) => {
      await page.goto(`${origin('fusion')}/sandbox-fusion`);
      const refused = () => errors.some((text) => /frame-ancestors/.test(text));
      await until(refused, 2 * TIMEOUT, () => 'the frame was not refused');
    });
  });
});
