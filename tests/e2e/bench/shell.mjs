// Owns the start of the page: what is on the screen first, and when Streams has run.

import { newContext, until, withStage } from './stage.mjs';

/** Opens the toolbar `times` over; gives when its first words were painted and when Streams had run. */
export function measureShell(times) {
  return withStage([], async (stage) => {
    const samples = [];
    for (let at = 0; at < times; at += 1) {
      const context = await newContext(stage);
      const page = await context.newPage();
      await page.goto(stage.server.origin('toolbar'));
      samples.push(await until(() => page.evaluate(read), 'Streams never ran, or nothing was painted'));
      await context.close();
    }
    return samples;
  });
}

/** In the page: `null` until both are known. */
function read() {
  const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
  const streams = bench.page.streamsAt;
  return painted && streams ? { painted, streams } : null;
}
