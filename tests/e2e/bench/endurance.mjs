// Many calls in one page: how quickly Fusion's accept leaves for Amazon, and what stays behind.

import { answerInFusion, endCall, newContext, openLinked, withStage } from './stage.mjs';

/** Until then the browser still compiles, and the toolbar fills the list of the offers that it remembers. */
const WARM_UP = 300;

/**
 * Runs `accepts` calls that are timed and `calls` more between two looks at the heap; gives the
 * milliseconds of each accept, and both looks.
 */
export function measureEndurance(accepts, calls, progress) {
  return withStage([], async (stage) => {
    const context = await newContext(stage);
    const subject = await openLinked(stage, context);
    await subject.show.evaluate(() => bench.page.watchAccept());
    const inspector = await context.newCDPSession(subject.show);
    const times = [];
    for (let at = 0; at < Math.max(accepts, WARM_UP); at += 1) {
      times.push(await call(subject, `timed-${at}`));
    }
    const before = await look(inspector, subject);
    for (let at = 0; at < calls; at += 1) {
      await call(subject, `call-${at}`);
      if ((at + 1) % 1000 === 0 && at + 1 < calls) {
        progress(at + 1, await look(inspector, subject));
      }
    }
    const after = await look(inspector, subject);
    await check(subject, times.length + calls);
    return { times: times.slice(0, accepts), before, after };
  });
}

/** One call: rings, is answered in Fusion, ended by the customer and cleared in the toolbar. */
async function call(subject, contactId) {
  await answerInFusion(subject, contactId);
  const accept = await subject.show.evaluate(() => bench.page.takeAccept());
  await endCall(subject);
  return accept;
}

/** What the toolbar's page holds once everything that can be let go of is gone. */
async function look(inspector, { show }) {
  // What DevTools would list is kept for it, and is none of the page's.
  await inspector.send('Runtime.discardConsoleEntries');
  for (let round = 0; round < 3; round += 1) {
    await inspector.send('HeapProfiler.collectGarbage');
  }
  const { usedSize } = await inspector.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await inspector.send('Memory.getDOMCounters');
  const wasm = await show.evaluate(() => bench.page.memory.buffer.byteLength);
  const elements = await show.evaluate(() => document.querySelectorAll('*').length);
  return { heap: usedSize, wasm, nodes, elements, listeners: jsEventListeners };
}

/** A page that told Fusion less, or twice, would be measured for other work than it is there for. */
async function check({ page }, calls) {
  const { counts, reply } = await page.evaluate(() => ({ counts: desk.counts, reply: desk.reply }));
  for (const method of ['newCommEvent', 'startCommEvent', 'closeCommEvent', 'tbInteractionCommandResponse']) {
    if (counts[method] !== calls) {
      throw new Error(`${calls} calls made ${counts[method]} × ${method}`);
    }
  }
  if (reply?.result !== 'success') {
    throw new Error(`the last accept was answered with ${JSON.stringify(reply)}`);
  }
}
