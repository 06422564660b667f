// Builds one program of the workspace for the browser, beside the one that Trunk builds.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace, with its last slash. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Compiles the program `bin` with these options of Cargo; gives the path of its wasm. */
export function compile(bin, options) {
  const target = ['--bin', bin, '--target', 'wasm32-unknown-unknown'];
  const messages = run('cargo', ['build', '--locked', '--offline', '--message-format=json-render-diagnostics', ...options, ...target]);
  // Only Cargo knows where that is.
  const artifacts = messages.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const found = artifacts.flatMap(({ filenames = [] }) => filenames).find((name) => name.endsWith(`${bin}.wasm`));
  if (!found) {
    throw new Error(`Cargo built no ${bin}.wasm`);
  }
  return found;
}

/** Writes `NAME.js` and `NAME_bg.wasm` into a folder. */
export function bind(wasm, name, folder) {
  run('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-name', name, '--out-dir', folder, wasm]);
}

/** Runs a command in the workspace; gives what it printed. */
export function run(command, options) {
  // A message comes for each crate of the tree.
  const settings = { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'] };
  const { status, error, stdout } = spawnSync(command, options, settings);
  if (status !== 0) {
    console.error(error ? `${command} could not be run: ${error.message}` : `${command} failed`);
    process.exit(1);
  }
  return stdout;
}
