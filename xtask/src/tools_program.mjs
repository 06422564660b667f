// Builds the program of the self-check and of the page that plays a trace, as Trunk's hook: beside the toolbar and
// optimised like it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addLinks, program, plain } from './finish.mjs';
import { bind, compile } from './wasm.mjs';

const RELEASE = process.env.TRUNK_PROFILE === 'release';
const folder = mkdtempSync(join(tmpdir(), 'toolbar-tools-'));

try {
  const profile = RELEASE ? ['--release'] : [];
  bind(compile('tools', ['--package', 'fusion-connect-toolbar', ...profile]), 'tools', folder);
  const [script, wasm] = [join(folder, 'tools.js'), join(folder, 'tools_bg.wasm')];
  const made = RELEASE ? await program('tools', script, wasm, ['default', 'give_trace']) : plain('tools', script, wasm);
  addLinks([
    `<link rel="tools" href="./${made.script}">`,
    `<link rel="tools-program" href="./${made.program}">`,
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
