// Shows where a call spends the time of the toolbar's thread: whole calls on a build with names, sampled by Chromium.
//
//   PROFILE_CALLS   calls that are sampled (100)

import { answerInFusion, endCall, newContext, openLinked, withStage } from './bench/stage.mjs';

const CALLS = Number(process.env.PROFILE_CALLS || 100);
const WARM_UP = 50;
const INTERVAL = 100;
const ROWS = 45;
/** Where the thread waits. */
const IDLE = ['(idle)', '(program)', '(root)'];

const profile = await withStage([], async (stage) => {
  const context = await newContext(stage);
  const subject = await openLinked(stage, context);
  const inspector = await context.newCDPSession(subject.show);
  await inspector.send('Profiler.enable');
  await inspector.send('Profiler.setSamplingInterval', { interval: INTERVAL });
  for (let at = 0; at < WARM_UP; at += 1) {
    await call(subject, `warm-${at}`);
  }
  await inspector.send('Profiler.start');
  for (let at = 0; at < CALLS; at += 1) {
    await call(subject, `call-${at}`);
  }
  return (await inspector.send('Profiler.stop')).profile;
});
report(profile);

/** One call: rings, is answered in Fusion, ended by the customer and cleared in the toolbar. */
async function call(subject, contactId) {
  await answerInFusion(subject, contactId);
  await endCall(subject);
}

function report({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const [self, whole] = [new Map(), new Map()];
  let total = 0;
  samples.forEach((id, at) => {
    const millis = timeDeltas[at] / 1000;
    const name = nameOf(byId.get(id));
    if (IDLE.includes(name)) {
      return;
    }
    total += millis;
    add(self, name, millis);
    const seen = new Set();
    for (let of = id; of !== undefined; of = parents.get(of)) {
      seen.add(nameOf(byId.get(of)));
    }
    seen.forEach((of) => add(whole, of, millis));
  });
  console.log(`\n${(total / CALLS).toFixed(2)} ms of script a call, ${CALLS} calls sampled each ${INTERVAL / 1000} ms`);
  table('self: in the function itself', self);
  table('inclusive: with all that it calls', whole);
  const own = new Map([...whole].filter(([name]) => name.includes('fusion_connect_toolbar')));
  table('inclusive, only functions of the toolbar', own);
}

function table(title, times) {
  console.log(`\nms a call  ${title}`);
  const rows = [...times].filter(([name]) => !IDLE.includes(name)).sort(([, a], [, b]) => b - a);
  for (const [name, millis] of rows.slice(0, ROWS)) {
    console.log(`${(millis / CALLS).toFixed(3).padStart(9)}  ${name}`);
  }
}

function add(times, name, millis) {
  times.set(name, (times.get(name) ?? 0) + millis);
}

/** A function's name, without the hash that Rust puts behind it; one of JavaScript with its file. */
function nameOf({ callFrame: { functionName, url } }) {
  if (!functionName || !/wasm/.test(url)) {
    const file = url.split('/').at(-1);
    return `${functionName || '(anonymous)'}${file && ` [${file.replace(/-[0-9a-f]{16}/, '')}]`}`;
  }
  return functionName.replace(/::h[0-9a-f]{16}$/, '').slice(0, 150);
}
