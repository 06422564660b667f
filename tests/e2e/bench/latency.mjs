// The time from a snapshot that leaves the CCP to the card that the agent sees.

import { act, newContext, openLinked, openPlain, openToolbar, withStage } from './stage.mjs';

/**
 * Without the limit of 60 frames a second: waiting for the next frame adds up to 16.7 ms to every page
 * alike, which would hide what the page itself costs.
 */
const UNLIMITED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
const WARM_UP = 10;

/** Lets `rings` calls ring at each page in turn; gives the milliseconds for each page. */
export function measureLatency(rings) {
  return withStage(UNLIMITED, async (stage) => {
    const context = await newContext(stage);
    const subjects = {
      toolbar: await openToolbar(stage, context),
      plain: await openPlain(stage, context),
      linked: await openLinked(stage, context),
    };
    const names = Object.keys(subjects);
    const samples = Object.fromEntries(names.map((name) => [name, { script: [], painted: [] }]));
    for (let round = -WARM_UP; round < rings; round += 1) {
      // Each page is first, second and third equally often.
      for (const at of names.keys()) {
        const name = names[(at + round + WARM_UP) % names.length];
        const { arrived, ready, painted } = await ring(subjects[name], round);
        if (round >= 0) {
          samples[name].script.push(ready - arrived);
          samples[name].painted.push(painted);
        }
      }
    }
    samples.foreign = await foreign(subjects.linked);
    return samples;
  });
}

/** What a message that nobody can read costs the linked toolbar, in milliseconds, out of many in a row. */
async function foreign({ show, page }) {
  const { origin } = new URL(page.url());
  return show.evaluate((origin) => {
    const began = performance.now();
    for (let at = 0; at < 5000; at += 1) {
      dispatchEvent(new MessageEvent('message', { data: `other script ${at}`, origin, source: parent }));
    }
    return (performance.now() - began) / 5000;
  }, origin);
}

/** One call from its ring to its end; answered in Amazon's own panel, so that it leaves no notice. */
async function ring(subject, round) {
  const { show, ccp, clock } = subject;
  const number = `+1415555${String(round + WARM_UP).padStart(4, '0')}`;
  const seen = show.evaluate(() => bench.page.card('Accept'));
  await ccp.evaluate((given) => bench.ccp.ring({ number: given }), number);
  const { arrived, ready, painted } = await seen;
  const posted = (await ccp.evaluate(() => bench.ccp.posted)) - clock.offset;

  await act(subject, { action: 'accept_in_ccp' });
  await show.evaluate(() => bench.page.shows('End call'));
  await act(subject, { action: 'customer_hangs_up' });
  await show.evaluate(() => bench.page.shows('Clear contact'));
  await act(subject, { action: 'clear' });
  await show.evaluate(() => bench.page.idle());
  if (process.env.BENCH_RAW) console.log((arrived - posted).toFixed(1), (ready - arrived).toFixed(1), (painted - ready).toFixed(1), subject.page.url().slice(0, 40));
  return { arrived: arrived - posted, ready: ready - posted, painted: painted - posted };
}
