// Measures what the toolbar makes the browser do while nothing happens: its layouts, beside what changed on the page.

import { setTimeout } from 'node:timers/promises';
import { newContext, openToolbar, withStage } from './stage.mjs';

/** What follows the start is over by then: the texts, the number reader, the first words of Connect. */
const SETTLED = 3000;

/** Gives the layouts of `seconds` in which nothing happens, and the turns of the page that changed anything in it. */
export function measureIdle(seconds) {
  return withStage([], async (stage) => {
    const context = await newContext(stage);
    const { page, show } = await openToolbar(stage, context);
    await setTimeout(SETTLED);
    const inspector = await context.newCDPSession(page);
    await inspector.send('Performance.enable');
    await show.evaluate(() => {
      globalThis.turns = 0;
      new MutationObserver(() => {
        globalThis.turns += 1;
      }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    const before = await layouts(inspector);
    await setTimeout(seconds * 1000);
    const after = await layouts(inspector);
    return { seconds, layouts: after - before, changes: await show.evaluate(() => globalThis.turns) };
  });
}

async function layouts(inspector) {
  const { metrics } = await inspector.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'LayoutCount').value;
}
