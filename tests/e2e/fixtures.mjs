// What the scenarios stand on: a fresh server and profile each, the Fusion desktop with the toolbar in
// its frame, and a failure for every error that a page reports and the test did not announce.

import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, launchWithDeniedStorage, open } from './browser.mjs';
import { startServer } from './server.mjs';

export const TIMEOUT = 10_000;
const LIMIT = 60_000;
/** The name of the test file, so that tests of two files with one name do not overwrite each other's evidence. */
const FILE = basename(process.argv[1] ?? '', '.test.mjs');
const OUTPUT = fileURLToPath(new URL('./output/', import.meta.url));

/** Each transport to Fusion, by the version that its messages have in Fusion's log. */
const TRANSPORTS = { mca: '1.3.0', uef: 'uef-v1' };
const transports = new WeakMap();

let shared;

/** The browser of all tests; closing it ends only what this process opened, if it is the run's. */
function browser() {
  shared ??= open();
  return shared;
}

after(async () => {
  await (await shared)?.close();
});

/**
 * Declares one test for each transport to Fusion; `body` is given the test and the transport's name.
 *
 * The toolbar is set up for that transport by `withPage`, and has to have spoken over it and no other.
 */
export function overBoth(name, options, body) {
  for (const transport of Object.keys(TRANSPORTS)) {
    test(`${name} [${transport}]`, options, (t) => {
      transports.set(t, transport);
      return body(t, transport);
    });
  }
}

/**
 * Opens the Fusion desktop and hands it to `scenario`.
 *
 * - `query`: parameters of the desktop, such as `{ fault: 'new-late', width: '320' }`
 * - `config`: what is laid over the sandbox's config.json; `null` for a host without one
 * - `headers`: what a host sends with its pages, such as `{ fusion: { 'Cross-Origin-Opener-Policy': … } }`
 * - `args`: of a browser of the scenario's own
 * - `pages`: pages that the toolbar's host serves in place of the toolbar (`server.mjs`)
 * - `deniedStorage`: hosts whose site data the profile blocks, such as `['toolbar.localhost']`
 * - `viewport`, `locale`, `colorScheme` …: options of the browser context
 * - `clock`: whether the test can let time pass in all frames, by `page.clock`
 * - `prepare`: is given the browser context before any page is opened
 * - `allow`: patterns of console or page errors that the scenario brings about
 * - `serve`, `folder`: what serves the hosts in place of `startServer`, and the folder that all is in there
 * - `limit`: milliseconds after which the scenario is given up, 60 s if not said
 */
export function withDesktop(t, options, scenario) {
  return withPage(t, options, async (stage) => {
    await stage.page.goto(address(stage.origin('fusion'), `${options.folder ?? '/'}sandbox-fusion`, options.query));
    await scenario({ ...stage, ...desktop(stage.page) });
    await spokeOver(transports.get(t), stage.page);
  });
}

/** Fails if the toolbar spoke with Fusion over another transport than the test is about. */
async function spokeOver(transport, page) {
  if (!transport) {
    return;
  }
  const spoken = await readLog(page, ({ dir, message }) => dir === 'in' && message.version);
  const other = spoken.find(({ message }) => message.version !== TRANSPORTS[transport]);
  if (other) {
    throw new Error(`not over ${transport}: ${JSON.stringify(other)}`);
  }
}

/** Opens the toolbar as a window of its own and hands it to `scenario`. */
export function withToolbar(t, options, scenario) {
  return withPage(t, options, async (stage) => {
    await stage.page.goto(address(stage.origin('toolbar'), options.folder ?? '/', options.query));
    await scenario({ ...stage, toolbar: stage.page, ccp: () => frameOf(stage.page, 'ccp') });
  });
}

/** A fresh server, profile and empty page; the ground for tests that open something else first. */
export async function withPage(t, options, scenario) {
  const { config, headers, pages, args, query: _, deniedStorage, clock, prepare, allow = [], limit = LIMIT, ...others } =
    options;
  const { serve = startServer, folder, ...contextOptions } = others;
  const server = await serve({ config: over(transports.get(t), config), headers, folder, pages });
  const own = args && (await launch({ args }));
  let context;
  try {
    context = deniedStorage
      ? await launchWithDeniedStorage(deniedStorage, { contextOptions })
      : await (own ?? (await browser())).newContext(contextOptions);
    context.setDefaultTimeout(TIMEOUT);
    const errors = watch(context);
    await prepare?.(context);
    if (clock) {
      await context.clock.install();
      await context.addInitScript(numberTimers);
    }
    const page = await context.newPage();
    const stage = {
      page,
      context,
      server,
      origin: server.origin,
      errors,
      screenshot: (name) => screenshot(page, name),
    };
    try {
      await within(limit, scenario(stage));
      const unexpected = errors.filter((text) => !allow.some((pattern) => pattern.test(text)));
      if (unexpected.length > 0) {
        throw new Error(`a page reported what the test did not expect:\n${unexpected.join('\n')}`);
      }
    } catch (error) {
      error.stack = `${error.stack}\n${await keepEvidence(t.name, context, errors)}`;
      throw error;
    }
  } finally {
    await context?.close();
    await own?.close();
    await server.close();
  }
}

/** The changes to the configuration with the transport that the test is about, if it is about one. */
function over(transport, changes = {}) {
  const isText = typeof changes === 'string' || changes === null;
  return transport && !isText ? { ...changes, fusion: { transport, ...changes.fusion } } : changes;
}

/** The timers of a test's clock have numbers beyond 32 bits, which no browser gives and wasm cannot keep. */
function numberTimers() {
  const timers = new Map();
  let last = 0;
  for (const [set, clear] of [
    ['setTimeout', 'clearTimeout'],
    ['setInterval', 'clearInterval'],
    ['requestAnimationFrame', 'cancelAnimationFrame'],
    ['requestIdleCallback', 'cancelIdleCallback'],
  ]) {
    const [begin, end] = [window[set], window[clear]];
    window[set] = (...given) => {
      last += 1;
      timers.set(last, begin(...given));
      return last;
    };
    window[clear] = (number) => end(timers.get(number));
  }
}

/** Node's own limit would cancel a test that hangs without a trace of what it hung on. */
function within(limit, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not over after ${limit} ms`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** The parts of the desktop that scenarios use. */
function desktop(page) {
  return {
    /** Locators inside the toolbar's frame. */
    toolbar: page.frameLocator('iframe[title="Media toolbar"]'),
    /** The toolbar's frame itself, for `evaluate`; new after each reload of the frame element. */
    toolbarFrame: async () => {
      const element = await page.locator('iframe[title="Media toolbar"]').elementHandle();
      return element.contentFrame();
    },
    /** The frame of the CCP inside the toolbar. */
    ccp: () => frameOf(page, 'ccp'),
    /** Lets this many milliseconds pass in all frames (`clock`). */
    pass: (span) => pass(page, span),
    /** Lets time pass in all frames (`clock`) until `probe` gives something. */
    passUntil: (probe, complaint) => passUntil(page, probe, complaint),
    /** Every entry of the desktop's log that `wanted` accepts, in order. */
    log: (wanted) => readLog(page, wanted),
    /** Waits until `wanted` accepts `count` entries and returns them. */
    logged: (wanted, count = 1, timeout = TIMEOUT) => waitForLog(page, wanted, count, timeout),
  };
}

/** The frame of one of the sandbox's hosts, once it is there. */
async function frameOf(page, name, timeout = TIMEOUT) {
  const host = `${name}.localhost`;
  return until(
    () => page.frames().find((frame) => URL.canParse(frame.url()) && new URL(frame.url()).hostname === host),
    timeout,
    () => `no frame of ${host}; there are: ${page.frames().map((frame) => frame.url()).join(', ')}`,
  );
}

export async function readLog(page, wanted = () => true) {
  const texts = await page
    .locator('[data-testid=wire-log] li[data-entry]')
    .evaluateAll((items) => items.map((item) => item.dataset.entry));
  return texts.map((text) => JSON.parse(text)).filter(wanted);
}

async function waitForLog(page, wanted, count, timeout) {
  let seen = [];
  return until(
    async () => {
      seen = await readLog(page);
      const found = seen.filter(wanted);
      return found.length >= count ? found : undefined;
    },
    timeout,
    () => `the log never held ${count} such entries; it holds:\n${seen.map((entry) => JSON.stringify(entry)).join('\n')}`,
  );
}

/** Fewer milliseconds than any wait for an answer has, and the answers arrive after each. */
const STEP = 2000;
/** Five minutes in such steps, longer than anything waits. */
const MANY = 150;

async function pass(page, span) {
  for (let left = span; left > 0; left -= STEP) {
    await page.clock.runFor(Math.min(left, STEP));
    // Twice, so that what one frame asked another is answered.
    for (const frame of [...page.frames(), ...page.frames()]) {
      // A frame that Streams replaces meanwhile is not asked.
      await frame.evaluate(() => 0).catch(() => {});
    }
  }
}

async function passUntil(page, probe, complaint) {
  for (let steps = 0; steps < MANY; steps += 1) {
    const found = await probe();
    if (found) {
      return found;
    }
    await pass(page, STEP);
  }
  throw new Error(complaint());
}

/** Asks `probe` again and again until it gives something; `complaint` says what was missing. */
export async function until(probe, timeout, complaint) {
  const deadline = Date.now() + timeout;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false && found !== null) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(complaint());
    }
    await new Promise((later) => setTimeout(later, 25));
  }
}

/**
 * A frame of an available agent asks before it goes, and Chromium tells that nobody had clicked in it yet:
 * a test that loads it again so early has no fault.
 */
const UNCLICKED = /^Blocked attempt to show a 'beforeunload' confirmation panel/;

/** Collects what any page of the context reports as an error. */
function watch(context) {
  const errors = [];
  context.on('console', (message) => {
    if (message.type() === 'error' && !UNCLICKED.test(message.text())) {
      errors.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (event) => {
    const error = event.error();
    errors.push(`uncaught: ${error.stack ?? error}`);
  });
  return errors;
}

function address(origin, path, query = {}) {
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query)) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

async function screenshot(page, name) {
  await mkdir(OUTPUT, { recursive: true });
  const path = `${OUTPUT}${name}.png`;
  await page.screenshot({ path });
  return path;
}

/** After a failure: a picture of each page, the desktop's log and the errors; says where they lie. */
async function keepEvidence(test, context, errors) {
  const name = `${FILE}-${test}`.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();
  const lines = [...errors];
  const kept = [];
  for (const [at, page] of context.pages().entries()) {
    await screenshot(page, `${name}-${at}`).then(
      (path) => kept.push(`picture: ${path}`),
      (error) => lines.push(`no picture: ${error.message}`),
    );
    const entries = await readLog(page).catch(() => []);
    lines.push(`page ${at}: ${page.url()}`, ...entries.map((entry) => JSON.stringify(entry)));
  }
  await mkdir(OUTPUT, { recursive: true });
  const log = `${OUTPUT}${name}.log`;
  await writeFile(log, `${lines.join('\n')}\n`);
  return [`log: ${log}`, ...kept].join('\n');
}
