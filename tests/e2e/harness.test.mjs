// The ground that the scenarios stand on, tried without the toolbar: hosts, partitioned storage,
// denied storage, and errors that do not go unnoticed.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, launchWithDeniedStorage } from './browser.mjs';
import { withPage } from './fixtures.mjs';
import { sandboxConfig, startServer } from './server.mjs';

const LIMIT = { timeout: 60_000 };
const WASM = '/app-0123456789abcdef_bg.wasm';
let folder;
let server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toolbar-harness-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Page</title><body></body>');
  await writeFile(join(folder, WASM), '');
  server = await startServer({ toolbar: folder, sandbox: folder });
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Node resolves `*.localhost` only on some systems; the browser always does. */
async function get(host, path) {
  const { request } = await import('node:http');
  return new Promise((done, failed) => {
    const headers = { Host: `${host}:${server.port}` };
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part) => (body += part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', failed)
      .end();
  });
}

test('each host gets what is its own', LIMIT, async () => {
  assert.match((await get('fusion.localhost', '/sandbox-fusion')).body, /<title>Page/);
  assert.match((await get('toolbar.localhost', '/')).body, /<title>Page/);
  assert.match((await get('evil.localhost', '/anything')).body, /<title>Foreign/);
  assert.equal((await get('toolbar.localhost', WASM)).headers['content-type'], 'application/wasm');
  assert.equal((await get('toolbar.localhost', '/absent.js')).status, 404);
  assert.equal((await get('toolbar.localhost', '/..%2f..%2fetc/passwd.txt')).status, 404);
});

test('what never changes is kept, and the rest is asked for each time', LIMIT, async () => {
  const cache = async (path) => (await get('toolbar.localhost', path)).headers['cache-control'];
  assert.equal(await cache(WASM), 'public, max-age=31536000, immutable');
  assert.equal(await cache('/absent-0123456789abcdef.js'), 'no-cache');
  for (const path of ['/', '/config.json']) {
    assert.equal(await cache(path), 'no-cache');
  }
});

test('only the toolbar has a configuration, and a test can change it', LIMIT, async () => {
  const plain = await get('toolbar.localhost', '/config.json');
  assert.deepEqual(JSON.parse(plain.body), sandboxConfig(server.port));
  assert.equal((await get('fusion.localhost', '/config.json')).status, 404);

  server.configure({ fusion: { wrapUp: 'none' } });
  const changed = JSON.parse((await get('toolbar.localhost', '/config.json')).body);
  assert.deepEqual(changed.fusion, { ...sandboxConfig(server.port).fusion, wrapUp: 'none' });
  server.configure('{ not json');
  assert.equal((await get('toolbar.localhost', '/config.json')).body, '{ not json');
  server.configure(null);
  assert.equal((await get('toolbar.localhost', '/config.json')).status, 404);
  server.configure({});
});

/** Writes in a window of the toolbar's host and reads in a frame of it inside Fusion's page. */
async function readAcrossTheBorder(context) {
  const alone = await context.newPage();
  await alone.goto(server.origin('toolbar'));
  await alone.evaluate(() => localStorage.setItem('mark', 'window'));
  const desktop = await context.newPage();
  await desktop.goto(server.origin('fusion'));
  const frame = await frameIn(desktop);
  return frame.evaluate(() => localStorage.getItem('mark'));
}

async function frameIn(page) {
  await page.evaluate((src) => {
    return new Promise((loaded) => {
      const frame = document.createElement('iframe');
      frame.addEventListener('load', loaded);
      frame.src = src;
      document.body.append(frame);
    });
  }, server.origin('toolbar'));
  return page.frames().find((frame) => frame.url().startsWith(server.origin('toolbar')));
}

test('a frame of another site has a storage of its own', LIMIT, async () => {
  const browser = await launch();
  try {
    const context = await browser.newContext();
    assert.equal(await readAcrossTheBorder(context), null);
  } finally {
    await browser.close();
  }
});

test('storage can be denied to one host', LIMIT, async () => {
  const context = await launchWithDeniedStorage(['toolbar.localhost']);
  try {
    const page = await context.newPage();
    await page.goto(server.origin('fusion'));
    const frame = await frameIn(page);
    const read = () => {
      try {
        return typeof localStorage.length;
      } catch (error) {
        return error.name;
      }
    };
    assert.equal(await frame.evaluate(read), 'SecurityError');
    assert.equal(await page.evaluate(read), 'number');
  } finally {
    await context.close();
  }
});

test('an error of a page fails the test unless it was announced', LIMIT, async (t) => {
  const shout = async ({ page, origin }) => {
    await page.goto(origin('evil'));
    const accident = page.waitForEvent('pageerror');
    await page.evaluate(() => {
      console.error('loud complaint');
      setTimeout(() => {
        throw new Error('loud accident');
      });
    });
    await accident;
  };
  const quiet = { name: 'harness complaint' };
  const seen = await withPage(quiet, {}, shout).catch((error) => error);
  assert.match(seen.message, /loud complaint[\s\S]*loud accident/);
  assert.match(seen.stack, /^log: .*harness-complaint\.log$/m, 'and says where its evidence lies');
  assert.match(seen.stack, /^picture: .*harness-complaint-0\.png$/m);
  await assert.rejects(withPage(quiet, { allow: [/complaint/] }, shout), /loud accident/);
  await withPage(t, { allow: [/loud/] }, shout);
});

test('a scenario that hangs is given up', LIMIT, async () => {
  await assert.rejects(withPage({ name: 'harness hang' }, { limit: 50 }, () => new Promise(() => {})), /not over after 50 ms/);
});
