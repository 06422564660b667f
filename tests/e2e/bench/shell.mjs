// The start of the page, with nothing cached: what is on the screen when, and when the phone can be used.

import { newContext, until, withStage } from './stage.mjs';

/** Opens the toolbar and the hand-written page `times` over, in turn; gives the milliseconds of each step. */
export function measureShell(times) {
  return withStage([], async (stage) => {
    const samples = { toolbar: [], plain: [] };
    for (let at = 0; at < times; at += 1) {
      samples.toolbar.push(await start(stage, '/', true));
      samples.plain.push(await start(stage, '/plain.html', false));
    }
    return samples;
  });
}

async function start(stage, path, switches) {
  const context = await newContext(stage);
  const page = await context.newPage();
  await page.goto(stage.server.origin('toolbar') + path);
  const sample = await until(() => page.evaluate(read, switches), 'the phone never started');
  await context.close();
  return sample;
}

/** In the page: `null` until all is known. */
function read(switches) {
  const { streamsAt: streams, acknowledgedAt: acknowledged, enabledAt: enabled } = bench.page;
  const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const fetched = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('connect-streams-min.js'));
  return painted && fetched && acknowledged && (enabled || !switches) ? { painted, fetched: fetched.startTime, streams, acknowledged, enabled } : null;
}
