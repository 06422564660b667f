// The release as an admin puts it on a host: unpacked into a folder, a config.json beside it, and nginx
// with the template of the release, its lists filled in. The other two hosts are handed on to the
// sandbox's server, so that all three share a port.

import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TIMEOUT, until } from './fixtures.mjs';
import { TOOLBAR, sandboxConfig, startServer } from './server.mjs';

const NGINX = process.env.NGINX || '/usr/sbin/nginx';
const BROTLI = 'ngx_http_brotli_static_module.so';

/** What stands in the template for the admin's own hosts. */
const PLACES = {
  connect: 'https://your-instance.my.connect.aws',
  signOn: 'https://your-sign-on.example.com',
  fusion: 'https://your-environment.fa.ocs.oraclecloud.com',
  uef: 'https://static.oracle.com',
};

/**
 * Starts nginx with the release under `folder`, such as `/` or `/cti/`; gives what `startServer` gives.
 * `hosts` replaces what the template's lists are filled in with.
 */
export async function startNginx({ config = {}, folder = '/', hosts = {} } = {}) {
  const sandbox = await startServer({ config });
  const home = await mkdtemp(join(tmpdir(), 'toolbar-nginx-'));
  const site = join(home, 'site');
  const port = await freePort();
  const origin = (name) => `http://${name}.localhost:${port}`;
  const configure = (next) => writeFile(join(site, 'config.json'), JSON.stringify(sandboxConfig(port, next)));
  await cp(TOOLBAR, site, { recursive: true });
  await configure(config);
  const lists = { connect: origin('ccp'), signOn: origin('ccp'), fusion: origin('fusion'), uef: origin('fusion'), ...hosts };
  const settings = join(home, 'nginx.conf');
  await mkdir(join(home, 'temp'));
  await writeFile(settings, main({ port, home, folder, behind: sandbox.port, block: await block({ site, folder, lists }) }));
  const nginx = spawn(NGINX, ['-p', home, '-c', settings, '-e', 'stderr', '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  nginx.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise((done) => nginx.once('close', done).once('error', done));
  const close = async () => {
    nginx.kill('SIGTERM');
    await ended;
    await sandbox.close();
    await rm(home, { recursive: true, force: true });
  };
  const get = (path, headers = {}, host = 'toolbar') => ask(port, host, path, headers);
  try {
    const answers = () => get(`${folder}index.html`).then(({ status }) => status === 200, () => false);
    const gone = ended.then(() => Promise.reject(new Error(`nginx did not start: ${said}`)));
    await Promise.race([until(answers, TIMEOUT, () => `nginx does not serve the release: ${said}`), gone]);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, origin, requests: sandbox.requests, configure, close, get, site };
}

/** The template with the admin's own hosts and folder; it must have a place for each. */
async function block({ site, folder, lists }) {
  const template = join(site, 'headers/nginx.conf');
  let text = await readFile(template, 'utf8').catch(() => {
    throw new Error(`${TOOLBAR} is no release: it has no headers/nginx.conf`);
  });
  const places = Object.entries(PLACES).map(([name, place]) => [place, lists[name]]);
  for (const [place, filled] of [
    ...places,
    ['/var/www/fusion-connect-toolbar/', `${site}/`],
    ['location / {', `location ${folder} {`],
  ]) {
    if (!text.includes(place)) {
      throw new Error(`headers/nginx.conf has no '${place}'`);
    }
    text = text.replaceAll(place, filled);
  }
  return text;
}

function main({ port, home, folder, behind, block: toolbar }) {
  // It writes how it was built to its second stream.
  const built = spawnSync(NGINX, ['-V'], { encoding: 'utf8' }).stderr;
  const setting = (name) => new RegExp(`--${name}=(\\S+)`).exec(built)?.[1];
  const types = join(setting('conf-path'), '../mime.types');
  // The simulated Fusion takes the toolbar to be in the same folder as itself; the simulated CCP is at its root.
  const handedOn = [...new Set([folder, '/'])].map((place) => `
    location ${place} {
      proxy_set_header Host $http_host;
      proxy_pass http://127.0.0.1:${behind}/;
    }`);
  const temporary = ['client_body', 'fastcgi', 'proxy', 'scgi', 'uwsgi'].map((name) => `${name}_temp_path ${home}/temp;`);
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
load_module ${join(setting('modules-path'), BROTLI)};
pid ${home}/nginx.pid;
worker_processes 1;
events {}
http {
  include ${types};
  default_type application/octet-stream;
  access_log off;
  ${temporary.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    server_name toolbar.localhost;
${toolbar}
  }
  server {
    listen 127.0.0.1:${port} default_server;${handedOn.join('')}
  }
}
`;
}

async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Node resolves `*.localhost` only on some systems; the browser always does. */
function ask(port, host, path, headers) {
  const options = { host: '127.0.0.1', port, path, headers: { Host: `${host}.localhost:${port}`, ...headers } };
  return new Promise((done, failed) => {
    request(options, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
      });
    })
      .on('error', failed)
      .end();
  });
}
