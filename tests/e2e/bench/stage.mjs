// The pages that are measured: the toolbar alone, the toolbar in a quick Fusion, and the plain
// page, each with the simulated CCP, watched by the probe.

import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from '../browser.mjs';
import { TOOLBAR, startServer } from '../server.mjs';

const TIMEOUT = 30_000;
const SANDBOX = process.env.E2E_SANDBOX ?? path('../../../target/e2e/sandbox');
const PROBE = path('probe.js');
/** Pages of ours: Fusion's beside the sandbox, and the hand-written one beside the toolbar, whose libraries it loads. */
const DESK = ['desk.html'];
const PAGES = ['plain.html', 'plain.js'];
const STYLES = ['base.css', 'components.css', 'layout.css', 'tokens.css'];

function path(relative) {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Starts server and browser, runs `work` and takes both down again. */
export async function withStage(args, work) {
  const folder = await mkdtemp(join(tmpdir(), 'toolbar-bench-'));
  let server;
  let browser;
  try {
    // A page that the browser driver made up would count as one from the internet, which may not frame
    // a page of this computer; so these come from the server too.
    const [sandbox, toolbar] = ['sandbox', 'toolbar'].map((name) => join(folder, name));
    await cp(SANDBOX, sandbox, { recursive: true });
    await cp(TOOLBAR, toolbar, { recursive: true });
    await Promise.all(DESK.map((name) => copyFile(path(name), join(sandbox, name))));
    await Promise.all(PAGES.map((name) => copyFile(path(name), join(toolbar, name))));
    await Promise.all(STYLES.map((name) => copyFile(path(`../../../style/${name}`), join(toolbar, name))));
    server = await startServer({ sandbox, toolbar });
    browser = await launch({ args });
    return await work({ browser, server });
  } finally {
    await browser?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A profile of its own, watched by the probe. */
export async function newContext({ browser }) {
  const context = await browser.newContext({ viewport: { width: 400, height: 640 } });
  context.setDefaultTimeout(TIMEOUT);
  await context.addInitScript({ path: PROBE });
  return context;
}

/** The toolbar as a window of its own. */
export const openToolbar = (stage, context) => open(context, stage.server, 'toolbar', '/');

/** The hand-written page. */
export const openPlain = (stage, context) => open(context, stage.server, 'toolbar', '/plain.html');

/** The toolbar in a Fusion that answers at once. */
export const openLinked = (stage, context) => openDesk(stage, context, '');

/** The hand-written page in the same. */
export const openPlainLinked = (stage, context) => openDesk(stage, context, 'plain.html');

function openDesk({ server }, context, page) {
  const query = new URLSearchParams({ toolbar: server.origin('toolbar'), page });
  return open(context, server, 'fusion', `/desk.html?${query}`, 'toolbar');
}

async function open(context, server, host, address, shown = host) {
  const page = await context.newPage();
  await page.goto(`${server.origin(host)}${address}`);
  const show = await frameOf(page, shown);
  const ccp = await frameOf(page, 'ccp');
  const subject = { page, show, ccp };
  await until(() => show.evaluate(() => globalThis.connect?.agent?.initialized === true), 'no agent of Connect');
  // Snapshots at once, and no ring that ends by itself.
  await act(subject, { action: 'delay', millis: 0 });
  await act(subject, { action: 'ring_timer', on: false });
  subject.clock = await show.evaluate(() => bench.page.offset());
  return subject;
}

function frameOf(page, name) {
  const isIt = (frame) => URL.canParse(frame.url()) && new URL(frame.url()).hostname === `${name}.localhost`;
  return until(() => page.frames().find(isIt), `no frame of ${name}.localhost`);
}

/** Makes the simulated CCP do something. */
export function act({ ccp }, action) {
  return ccp.evaluate((given) => bench.ccp.act(given), action);
}

/** Lets a call ring and has it answered in Fusion. */
export async function answerInFusion(subject, contactId) {
  const { page, show } = subject;
  await act(subject, { action: 'ring', contactId });
  await show.evaluate(() => bench.page.shows('Accept'));
  await page.evaluate((eventId) => desk.accept(eventId), contactId);
  await show.evaluate(() => bench.page.shows('End call'));
}

/** Has the customer hang up, and clears the contact in the toolbar. */
export async function endCall(subject) {
  await act(subject, { action: 'customer_hangs_up' });
  await subject.show.evaluate(async () => {
    await bench.page.shows('Clear contact');
    bench.page.press('Clear contact');
    await bench.page.idle();
  });
}

/** Asks `probe` again and again until it gives something. */
export async function until(probe, complaint) {
  const deadline = Date.now() + TIMEOUT;
  for (;;) {
    const found = await probe();
    if (found) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(complaint);
    }
    await new Promise((later) => setTimeout(later, 25));
  }
}
