// Builds the program of the self-check and of the page that plays a trace, as Trunk's hook: beside the toolbar,
// optimised as `index.html` has it for the toolbar, under a name with the hash of its content.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bind, compile, run } from './wasm.mjs';

const { TRUNK_PROFILE, TRUNK_STAGING_DIR, TRUNK_SOURCE_DIR } = process.env;
const RELEASE = TRUNK_PROFILE === 'release';
const folder = mkdtempSync(join(tmpdir(), 'toolbar-tools-'));

try {
  const profile = RELEASE ? ['--release'] : [];
  bind(compile('tools', ['--package', 'fusion-connect-toolbar', ...profile]), 'tools', folder);
  const wasm = join(folder, 'tools_bg.wasm');
  if (RELEASE) {
    run('wasm-opt', [wasm, '-o', wasm, ...optimisation()]);
  }
  const [script, program] = [readFileSync(join(folder, 'tools.js')), readFileSync(wasm)];
  const hash = createHash('sha256').update(script).update(program).digest('hex').slice(0, 16);
  writeFileSync(join(TRUNK_STAGING_DIR, `tools-${hash}.js`), script);
  writeFileSync(join(TRUNK_STAGING_DIR, `tools-${hash}_bg.wasm`), program);
  name(`./tools-${hash}.js`, `./tools-${hash}_bg.wasm`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The options of wasm-opt that `index.html` has for the toolbar. */
function optimisation() {
  const page = readFileSync(join(TRUNK_SOURCE_DIR, 'index.html'), 'utf8');
  const option = (name) => page.match(new RegExp(`data-wasm-opt${name}="([^"]*)"`))[1];
  return [`-O${option('')}`, ...option('-params').split(' ')];
}

/** Names both files in the page, whose start script looks for them at the tools' addresses. */
function name(script, program) {
  const page = join(TRUNK_STAGING_DIR, 'index.html');
  const html = readFileSync(page, 'utf8');
  const links = `<link rel="tools" href="${script}"><link rel="tools-program" href="${program}"></head>`;
  if (html.split('</head>').length !== 2) {
    throw new Error('index.html must have one </head>');
  }
  writeFileSync(page, html.replace('</head>', links));
}
