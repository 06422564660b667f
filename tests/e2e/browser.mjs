// Chromium as people have it. Playwright switches off the partitioning of storage by default, and then
// a third-party frame shares its storage with windows of the same origin, which it does nowhere in the field.

import { chromium } from 'playwright-core';
import { accessSync, constants, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PARTITIONING = 'ThirdPartyStoragePartitioning';
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where Chromium is: `CHROME`, or one of the usual places. */
export function chromePath() {
  const found = process.env.CHROME || PLACES.find(isExecutable);
  if (!found) {
    throw new Error('Chromium is missing: install it or set CHROME to its path');
  }
  return found;
}

/**
 * Playwright's own `--disable-features=…`, read from the installed version: `ignoreDefaultArgs` takes
 * off only an argument that is the same to the letter.
 */
export function defaultDisabledFeatures() {
  const library = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const source = readFileSync(join(library, 'lib', 'coreBundle.js'), 'utf8');
  const list = /disabledFeatures = \[([\s\S]*?)\]\.filter\(Boolean\)/.exec(source)?.[1];
  const features = list
    ?.replace(/\/\/.*$/gm, '')
    .match(/"[A-Za-z]+"/g)
    ?.map((quoted) => quoted.slice(1, -1));
  if (!features?.includes(PARTITIONING)) {
    throw new Error(`this playwright-core keeps its list of disabled features elsewhere: ${PARTITIONING} was not found`);
  }
  return features;
}

// A browser drops a press into a frame of another site that moved within the last half second; a person
// takes longer to aim, but a test scrolls there and presses at once.
const MOVED_FRAMES = 'DiscardInputEventsToRecentlyMovedFrames';

function launchOptions({ headless = true, args = [] } = {}) {
  const features = defaultDisabledFeatures();
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath: chromePath(),
    headless,
    chromiumSandbox: !isRoot,
    ignoreDefaultArgs: [`--disable-features=${features.join(',')}`],
    args: [
      `--disable-features=${[...features.filter((name) => name !== PARTITIONING), MOVED_FRAMES].join(',')}`,
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      ...args,
    ],
    timeout: 30_000,
  };
}

/** A browser whose contexts are new profiles. */
export function launch(options) {
  return chromium.launch(launchOptions(options));
}

/** The browser of the whole run (`run.mjs`), or one of this process's own outside of it. */
export function open() {
  const endpoint = process.env.E2E_BROWSER;
  return endpoint ? chromium.connect(endpoint) : launch();
}

/** A browser that other processes find by its `wsEndpoint()`. */
export function serve() {
  return chromium.launchServer(launchOptions());
}

/**
 * A context with a profile of its own, in which each of `hosts` may not keep site data: there
 * localStorage, sessionStorage and Web Locks throw, as with third-party storage blocked by policy.
 */
export async function launchWithDeniedStorage(hosts, { contextOptions = {}, ...options } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'toolbar-profile-'));
  const exceptions = Object.fromEntries(hosts.map((host) => [`${host},*`, { setting: 2 }]));
  await mkdir(join(profile, 'Default'), { recursive: true });
  await writeFile(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { content_settings: { exceptions: { cookies: exceptions } } } }),
  );
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions(options), ...contextOptions });
  context.once('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {}));
  return context;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
