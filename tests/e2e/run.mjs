// Runs the browser tests: one Chromium for all of them, so many files at the same time as the machine has
// cores.
//
//   node tests/e2e/run.mjs [--jobs N] [--filter PATTERN] [FILE…]
//
// `--jobs`, else E2E_JOBS, is how many files run at the same time. `--filter` runs the tests whose names
// match, as Node's `--test-name-pattern` does. Without files it takes every `*.test.mjs` of this folder.

import { setMaxListeners } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from './browser.mjs';

const FOLDER = dirname(fileURLToPath(import.meta.url));
/** A test or suite whose name is a plain text, and one whose name is computed. */
const NAMED = /(?<![.\w])(describe|test|overBoth)\(\s*(['"])((?:[^\\]|\\.)*?)\2/g;
const COMPUTED = /(?<![.\w])(?:describe|test|overBoth)\(\s*[^'"\s]/;
/** What `overBoth` appends to a name. */
const BOTH = [' [mca]', ' [uef]'];

const { values, positionals } = parseArgs({
  options: { jobs: { type: 'string' }, filter: { type: 'string' } },
  allowPositionals: true,
});
const jobs = Number(values.jobs ?? process.env.E2E_JOBS ?? availableParallelism());
if (!Number.isInteger(jobs) || jobs < 1) {
  throw new Error('--jobs and E2E_JOBS are a number of 1 or more');
}

const given = positionals.length > 0 ? positionals.map((file) => resolve(file)) : all();
const files = longestFirst(given.map((path) => ({ path, source: readFileSync(path, 'utf8') })).filter(mayMatch));

if (files.length === 0) {
  console.log(`No test has a name that matches ${values.filter}`);
  process.exitCode = 1;
} else {
  await runAll(files.map(({ path }) => path));
}

async function runAll(paths) {
  const chromium = await serve();
  const died = new AbortController();
  // Each file listens to it.
  setMaxListeners(0, died.signal);
  const goes = () => {
    console.log('Chromium went before the tests were over');
    process.exitCode = 1;
    died.abort();
  };
  chromium.once('close', goes);
  process.env.E2E_BROWSER = chromium.wsEndpoint();
  const tests = run({
    files: paths,
    concurrency: jobs,
    signal: died.signal,
    testNamePatterns: values.filter ? [new RegExp(values.filter)] : undefined,
  });
  tests.on('test:fail', ({ todo }) => {
    if (todo === undefined || todo === false) {
      process.exitCode = 1;
    }
  });
  const printed = tests.compose(new spec());
  printed.pipe(process.stdout);
  await new Promise((ended) => printed.once('end', ended));
  chromium.off('close', goes);
  await chromium.close();
}

function all() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => join(FOLDER, name));
}

/** Whether a file can have a test of the wanted name; what is computed is known only when it runs. */
function mayMatch({ source }) {
  const pattern = new RegExp(values.filter ?? '');
  const names = [...source.matchAll(NAMED)].flatMap(([, by, , name]) => {
    return by === 'overBoth' ? BOTH.map((transport) => name + transport) : [name];
  });
  return COMPUTED.test(source) || names.some((name) => pattern.test(name));
}

/** So that no long file begins when all others are over. */
function longestFirst(list) {
  return list.toSorted((a, b) => b.source.length - a.source.length);
}
