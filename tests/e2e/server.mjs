// One static server on one port for every host of the sandbox: `*.localhost` is the loopback of the
// machine, and each name is a site of its own to the browser.
//
//   toolbar.localhost                 the plain release, with a config.json made for the test
//   ccp.localhost, fusion.localhost   the sandbox
//   any other name                    a blank page of a foreign origin

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The folder of the plain release. */
export const TOOLBAR = resolve(process.env.E2E_TOOLBAR ?? join(ROOT, 'target/e2e/toolbar'));
const SANDBOX = resolve(process.env.E2E_SANDBOX ?? join(ROOT, 'target/e2e/sandbox'));

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** The names of files that never change under the same name, and how long they are kept: as in `src/headers.rs`. */
const IMMUTABLE = /(-[0-9a-f]{8,16}(_bg)?\.(css|js|json|svg|wasm)|-min\.js)$/;
const KEEP = 'public, max-age=31536000, immutable';
const ASK = 'no-cache';

const FOREIGN = '<!doctype html><html lang="en"><head><title>Foreign</title></head><body></body></html>';

/**
 * Starts a server on a free port of the loopback.
 *
 * `config` is laid over the configuration that fits the sandbox, group by group; `null` makes the
 * toolbar's host answer 404 for config.json, and a text is served as it is. `headers` are sent with every
 * page of a host, such as `{ fusion: { 'Cross-Origin-Opener-Policy': 'same-origin' } }`. `pages` are functions
 * by path that give the page which the toolbar's host serves in place of the toolbar.
 */
export async function startServer({
  config = {},
  headers = {},
  pages = {},
  toolbar = TOOLBAR,
  sandbox = SANDBOX,
} = {}) {
  const requests = [];
  const state = { config };
  const server = createServer((request, response) => {
    const url = new URL(request.url, `http://${request.headers.host}`);
    requests.push({ host: url.hostname, path: url.pathname });
    answer(url, { state, pages, toolbar, sandbox }).then(
      ({ status = 200, type, body }) => {
        const own = type === TYPES['.html'] ? headers[hostName(url)] : {};
        const cache = status === 200 && IMMUTABLE.test(url.pathname) ? KEEP : ASK;
        response.writeHead(status, { 'Cache-Control': cache, 'Content-Type': type, ...own });
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      (error) => {
        response.writeHead(500, { 'Content-Type': TYPES['.txt'] });
        response.end(String(error));
      },
    );
  });
  await new Promise((ready, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', ready);
  });
  const { port } = server.address();
  return {
    port,
    /** Every request so far, as `{ host, path }`. */
    requests,
    /** The origin of one of the hosts: `toolbar`, `ccp`, `fusion`, or a foreign one such as `evil`. */
    origin: (name) => `http://${name}.localhost:${port}`,
    /** Replaces what the next fetch of config.json is answered with. */
    configure: (next) => {
      state.config = next;
    },
    close: () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  };
}

/** The configuration that fits the sandbox on this port, with `changes` laid over it. */
export function sandboxConfig(port, changes = {}) {
  const config = {
    connect: { ccpUrl: `http://ccp.localhost:${port}/sandbox-ccp`, region: 'us-east-1' },
    // A test about the choice of the transport, or about both of them, says so.
    fusion: {
      origins: [`http://fusion.localhost:${port}`],
      transport: 'mca',
      uefUrl: `http://fusion.localhost:${port}/sandbox-uef.js`,
    },
  };
  for (const [group, members] of Object.entries(changes)) {
    const isGroup = typeof members === 'object' && members !== null && !Array.isArray(members);
    config[group] = isGroup ? { ...config[group], ...members } : members;
  }
  return config;
}

/** `toolbar` for `toolbar.localhost`, and for any other name of the toolbar's that a test maps here. */
function hostName(url) {
  return url.hostname.split('.')[0];
}

async function answer(url, { state, pages, toolbar, sandbox }) {
  const name = hostName(url);
  if (name === 'toolbar') {
    if (url.pathname.endsWith('/config.json')) {
      return configuration(state.config, Number(url.port));
    }
    const page = pages[url.pathname];
    return page ? { type: TYPES['.html'], body: page(url) } : file(toolbar, url.pathname);
  }
  if (name === 'ccp' || name === 'fusion') {
    return file(sandbox, url.pathname);
  }
  return { type: TYPES['.html'], body: FOREIGN };
}

function configuration(config, port) {
  if (config === null) {
    return missing('config.json');
  }
  const body = typeof config === 'string' ? config : JSON.stringify(sandboxConfig(port, config));
  return { type: TYPES['.json'], body };
}

/**
 * A path without an extension is a page in a folder of that name, else a route of the page at the root;
 * anything else is a file or missing.
 */
async function file(folder, path) {
  const named = normalize(join(folder, decodeURIComponent(path)));
  const isRoute = extname(named) === '';
  const targets = isRoute ? [join(named, 'index.html'), join(folder, 'index.html')] : [named];
  for (const target of targets.filter((one) => one.startsWith(folder + sep))) {
    try {
      return { type: TYPES[extname(target)] ?? 'application/octet-stream', body: await read(target) };
    } catch (error) {
      if (error.code !== 'ENOENT') {
        throw error;
      }
    }
  }
  return missing(path);
}

const files = new Map();

/** Builds do not change during a run, so each file is read once. */
function read(path) {
  let found = files.get(path);
  if (!found) {
    found = readFile(path);
    files.set(path, found);
  }
  return found;
}

function missing(path) {
  return { status: 404, type: TYPES['.txt'], body: `${path} is not here` };
}
