// Measures the release against the budgets. Reports and never judges: it fails only if it cannot
// measure. Compare ratios of one run; the absolute numbers are those of the machine at that moment.
//
//   BENCH_RINGS   calls that ring for the latencies (200)
//   BENCH_CALLS   calls between the two looks at the heap (1000; the budget is for 10000)
//   BENCH_LOADS   starts of the page (9)
//   BENCH_IDLE    seconds in which nothing happens (10)
//   BENCH_ONLY    some of shell, latency, call, idle and endurance, with commas

import { cpus, loadavg } from 'node:os';
import { launch } from './browser.mjs';
import { measureCalls } from './bench/call.mjs';
import { measureEndurance } from './bench/endurance.mjs';
import { measureIdle } from './bench/idle.mjs';
import { measureLatency } from './bench/latency.mjs';
import { measureShell } from './bench/shell.mjs';
import { heading, median, p95, row } from './bench/table.mjs';

const MIB = 1024 * 1024;
const PAINTED_BUDGET = 1000 / 60;
const RATIO_BUDGET = 1.25;
const ACCEPT_BUDGET = 5;
const FOREIGN_BUDGET = 0.05;
const GROWTH_BUDGET = 2;
const GROWTH_CALLS = 10_000;

const rings = count('BENCH_RINGS', 200);
const calls = count('BENCH_CALLS', 1000);
const loads = count('BENCH_LOADS', 9);
const seconds = count('BENCH_IDLE', 10);

await machine();
const parts = {
  shell: async () => shell(await measureShell(loads)),
  latency: async () => latency(await measureLatency(rings)),
  call: async () => call(await measureCalls(rings)),
  idle: async () => idle(await measureIdle(seconds)),
  endurance: async () => endurance(await measureEndurance(rings, calls, progress)),
};
for (const part of process.env.BENCH_ONLY?.split(',') ?? Object.keys(parts)) {
  await parts[part]();
}

function count(name, usual) {
  const given = Number(process.env[name] || usual);
  if (!Number.isInteger(given) || given < 1) {
    throw new Error(`${name} is a whole number above 0, not ${process.env[name]}`);
  }
  return given;
}

async function machine() {
  const browser = await launch();
  const version = browser.version();
  await browser.close();
  const busy = loadavg()[0].toFixed(1);
  console.log(`\nChromium ${version}, headless; ${cpus().length} × ${cpus()[0]?.model}; load before the run ${busy}`);
}

function shell({ toolbar, plain }) {
  const of = (samples, step) => median(samples.map((sample) => sample[step]));
  heading(`start of the page, ${toolbar.length} times with nothing cached, medians`);
  row('first words painted', of(toolbar, 'painted'), 'ms');
  row('Streams is fetched', of(toolbar, 'fetched'), 'ms');
  row('Streams has run', of(toolbar, 'streams'), 'ms');
  row('the CCP has acknowledged', of(toolbar, 'acknowledged'), 'ms');
  row('toolbar ÷ plain page: the CCP has acknowledged', of(toolbar, 'acknowledged') / of(plain, 'acknowledged'), '×', 1.35);
  row('Agent availability can be pressed', of(toolbar, 'enabled'), 'ms', 290);
}

function call({ toolbar, plain }) {
  heading(`one call in Fusion, ${toolbar.ring.length} times in each page, in turn`);
  for (const [name, step, budget, most] of [
    ['snapshot posted → Accept in the document', 'ring', 1.5],
    ['Fusion’s accept received → acceptContact posted', 'accept', 1.5, ACCEPT_BUDGET],
    ['click → acceptContact posted', 'click', 1.7],
    ['connected snapshot received → startCommEvent at Fusion', 'start', 1.7],
  ]) {
    row(`${name}: median`, median(toolbar[step]), 'ms');
    row(`${name}: p95`, p95(toolbar[step]), 'ms', most);
    row(`toolbar ÷ plain page`, median(toolbar[step]) / median(plain[step]), '×', budget);
  }
  row('script of a whole call', toolbar.script, 'ms');
  row('toolbar ÷ plain page', toolbar.script / plain.script, '×', 3);
}

function latency({ toolbar, plain, linked, foreign }) {
  heading(`Connect posts a ring → its card, ${toolbar.painted.length} calls each, in turn`);
  for (const [name, samples, budget] of [
    ['toolbar', toolbar, PAINTED_BUDGET],
    ['toolbar linked with Fusion', linked, PAINTED_BUDGET],
    ['plain JavaScript page', plain, undefined],
  ]) {
    row(`${name}: script alone, median`, median(samples.script), 'ms');
    row(`${name}: painted, median`, median(samples.painted), 'ms');
    row(`${name}: painted, p95`, p95(samples.painted), 'ms', budget);
  }
  row('toolbar ÷ plain page: painted, median', median(toolbar.painted) / median(plain.painted), '×', RATIO_BUDGET);
  row('toolbar ÷ plain page: painted, p95', p95(toolbar.painted) / p95(plain.painted), '×', RATIO_BUDGET);
  heading('a message of another script in Fusion, 5000 in a row');
  row('each', foreign, 'ms', FOREIGN_BUDGET);
}

function idle({ seconds, layouts, changes }) {
  heading(`nothing happens for ${seconds} s; the clock of the agent's state is on the page`);
  row('changes of the page, a second', changes / seconds, '×', 1);
  row('layouts beside those, a second', Math.max(0, layouts - changes) / seconds, '×', 0);
}

function endurance({ times, before, after }) {
  heading(`Fusion's accept arrives → acceptContact is posted, ${times.length} calls`);
  row('median', median(times), 'ms');
  row('p95', p95(times), 'ms', ACCEPT_BUDGET);

  const growth = (member) => after[member] - before[member];
  const megabytes = (growth('heap') + growth('wasm')) / MIB;
  heading(`${calls} calls in one page, linked with Fusion, after garbage collection`);
  row('JavaScript heap before', before.heap / MIB, 'MiB');
  row('JavaScript heap, growth', growth('heap') / MIB, 'MiB');
  row('WebAssembly memory before', before.wasm / MIB, 'MiB');
  row('WebAssembly memory, growth', growth('wasm') / MIB, 'MiB');
  row(`growth in ${GROWTH_CALLS} calls${calls === GROWTH_CALLS ? '' : ', projected'}`, (megabytes * GROWTH_CALLS) / calls, 'MiB', GROWTH_BUDGET);
  row('event listeners, growth', growth('listeners'), '', 0);
  row('nodes of the process, growth', growth('nodes'), '', 0);
  row('elements of the document, growth', growth('elements'), '', 0);
}

function progress(done, { heap, wasm, listeners }) {
  console.log(`  ${done} of ${calls} calls: heap ${(heap / MIB).toFixed(2)} MiB, wasm ${(wasm / MIB).toFixed(2)} MiB, ${listeners} listeners`);
}
