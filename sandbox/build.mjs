// Builds the sandbox: `node sandbox/build.mjs --release FOLDER` optimised into a folder of its own, for
// end-to-end tests; as Trunk's hook, beside the toolbar of a debug build. Trunk names the profile and the
// folder, and a release gets nothing.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bind, compile } from '../xtask/src/wasm.mjs';
import { configured } from './configured.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PAGES = ['sandbox-ccp', 'sandbox-fusion'];
const FRAMEWORK = { 'loader.js': 'sandbox-uef.js', 'names.js': 'sandbox-uef-names.js', 'core.js': 'sandbox-uef-core.js' };

const { TRUNK_PROFILE, TRUNK_STAGING_DIR } = process.env;
const [option, folder] = process.argv.slice(2);

if (option === '--release' && folder) {
  // What an earlier build left there would be served too.
  rmSync(resolve(folder), { recursive: true, force: true });
  // The toolbar asks for more of the CCP's host, such as its `/logout`; any page will do there.
  build(resolve(folder), ['--release'], ['', ...PAGES]);
} else if (TRUNK_PROFILE === 'debug') {
  build(TRUNK_STAGING_DIR, [], PAGES);
  // Browser tests serve a config.json, as hosts in the field do.
  if (process.env.TOOLBAR_CONFIG !== 'served') {
    const page = join(TRUNK_STAGING_DIR, 'index.html');
    writeFileSync(page, configured(readFileSync(page, 'utf8')));
  }
} else if (TRUNK_PROFILE === undefined) {
  console.error('usage: node sandbox/build.mjs --release FOLDER');
  process.exitCode = 2;
}

function build(to, profile, pages) {
  // The toolbar is named for the features of what both use: so that is compiled once.
  const packages = ['--package', 'sandbox', '--package', 'fusion-connect-toolbar'];
  bind(compile('sandbox', [...packages, ...profile]), 'sandbox', to);
  for (const page of pages) {
    mkdirSync(join(to, page), { recursive: true });
    copyFileSync(join(ROOT, 'sandbox/index.html'), join(to, page, 'index.html'));
  }
  for (const [source, name] of Object.entries(FRAMEWORK)) {
    copyFileSync(join(ROOT, 'sandbox/uef', source), join(to, name));
  }
}
