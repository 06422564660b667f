// What a call costs: each step of it in the toolbar and in a hand-written page, both in the same Fusion.

import { setTimeout } from 'node:timers/promises';
import { endCall, newContext, openLinked, openPlainLinked, withStage } from './stage.mjs';

const WARM_UP = 30;
const SETTLED = 40;

/**
 * Plays `calls` calls in each page, in turn; gives the milliseconds of each step for each page, and those of script
 * that a call takes.
 */
export function measureCalls(calls) {
  return withStage([], async (stage) => {
    const context = await newContext(stage);
    const subjects = {
      toolbar: await openLinked(stage, context),
      plain: await openPlainLinked(stage, context),
    };
    const names = Object.keys(subjects);
    const samples = {};
    for (const name of names) {
      const subject = subjects[name];
      samples[name] = { ring: [], accept: [], start: [], click: [] };
      await subject.show.evaluate(() => bench.page.watchAccept());
      subject.fusion = await subject.show.evaluate(() => bench.page.offsetOf(parent));
      subject.inspector = await context.newCDPSession(subject.show);
      await subject.inspector.send('Performance.enable');
    }
    for (let round = -WARM_UP; round < calls; round += 1) {
      for (const at of names.keys()) {
        const name = names[(at + round + WARM_UP) % names.length];
        await call(subjects[name], round, round < 0 ? null : samples[name]);
      }
      if (round === -1) {
        await forEach(names, async (name) => {
          samples[name].before = await scripted(subjects[name]);
        });
      }
    }
    await forEach(names, async (name) => {
      samples[name].script = ((await scripted(subjects[name])) - samples[name].before) / calls;
    });
    return samples;
  });
}

async function forEach(names, work) {
  for (const name of names) {
    await work(name);
  }
}

/** The milliseconds of script that the page's process has run. */
async function scripted({ inspector }) {
  const { metrics } = await inspector.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
}

/** One call, answered in Fusion or by the button in turn, ended by the customer and cleared. */
async function call(subject, round, samples) {
  const { page, show, ccp, clock, fusion } = subject;
  const contactId = `call-${round + WARM_UP}`;
  const seen = show.evaluate(() => bench.page.card('Accept'));
  await ccp.evaluate((given) => bench.ccp.ring(given), { contactId, number: '+14155550100' });
  const { ready } = await seen;
  const posted = (await ccp.evaluate(() => bench.ccp.posted)) - clock.offset;
  // Nobody answers before Fusion has looked the caller up, and the start of a call comes after that.
  await setTimeout(SETTLED);
  const byClick = round % 2 === 0;
  if (byClick) {
    await show.evaluate(() => bench.page.pressAccept());
  } else {
    await page.evaluate((eventId) => desk.accept(eventId), contactId);
  }
  await show.evaluate(() => bench.page.shows('End call'));
  const accept = await show.evaluate(() => bench.page.takeAccept());
  const connected = await show.evaluate(() => bench.page.takeConnected());
  await endCall(subject);
  const started = (await page.evaluate((id) => desk.started[id], contactId)) - fusion.offset;
  if (samples) {
    samples.ring.push(ready - posted);
    samples[byClick ? 'click' : 'accept'].push(accept);
    samples.start.push(started - connected);
  }
}
