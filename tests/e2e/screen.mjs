// How the screen is looked at: through every state of a day, at every size, by axe and by ruler.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { NAME } from './scenario.mjs';
import { CALL } from './wire.mjs';

/** A window with room for the widest frame. */
export const VIEWPORT = { width: 1280, height: 800 };
const COLUMN = { width: 400, height: 640 };
export const NARROW = { width: 320, height: 640 };
const STRIP = { width: 1240, height: 70 };
const SHORT_STRIP = { width: 640, height: 70 };
/** The frames that Fusion and people give the toolbar; `text` is the size of the letters. */
export const SIZES = [
  COLUMN,
  NARROW,
  { width: 280, height: 640 },
  { width: 320, height: 640, text: '200%' },
  { width: 160, height: 640 },
  { width: 470, height: 470 },
  STRIP,
  SHORT_STRIP,
];
/** Those in which what is rare is looked at. */
const FEW = [COLUMN, NARROW, STRIP, SHORT_STRIP];
/** The sizes without strips, for what is more than a strip can hold: there it is scrolled. */
export const COLUMNS = [COLUMN, NARROW];

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Gives the toolbar's frame another size. */
export async function resize(desk, { width, height, text = '100%' }) {
  const style = { width: `${width}px`, height: `${height}px`, maxWidth: 'none', boxSizing: 'content-box' };
  const element = desk.page.locator('iframe[title="Media toolbar"]');
  await element.evaluate((iframe, wanted) => Object.assign(iframe.style, wanted), style);
  const frame = await desk.toolbarFrame();
  await frame.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height]);
  await frame.evaluate((size) => (document.documentElement.style.fontSize = size), text);
}

/** Asserts that axe finds nothing on a page or in a frame; `only` one of its rules, if any is named. */
export async function assertAccessible(frame, what, only) {
  if (!(await frame.evaluate(() => 'axe' in window))) {
    await frame.evaluate(AXE);
  }
  const runOnly = only ? { type: 'rule', values: [only] } : { type: 'tag', values: TAGS };
  const found = await frame.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { iframes: false, runOnly });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }, runOnly);
  assert.deepEqual(found, [], `axe, ${what}`);
}

/** Asserts that nothing is cut off, covered or out of reach at the frame's present size. */
export async function assertFits(frame, what) {
  const problems = await frame.evaluate(() => {
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const strip = height <= 100;
    const name = (element) => element.getAttribute('aria-label') || element.title || element.textContent.trim();
    const found = [];
    const main = document.querySelector('main');
    for (const box of [document.scrollingElement, main]) {
      if (box && box.scrollWidth > box.clientWidth) {
        found.push(`${box.localName} scrolls sideways: ${box.scrollWidth} in ${box.clientWidth}`);
      }
    }
    // What lies over a whole strip is all that there is then; a list in it is scrolled sideways.
    const cover = [...document.querySelectorAll('.sheet, .menu')].find(
      (over) => getComputedStyle(over).position === 'fixed' && over.getBoundingClientRect().width > 0,
    );
    for (const button of (cover ?? document).querySelectorAll('button')) {
      if (button.closest('.entries, .menu')) {
        button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      const box = button.getBoundingClientRect();
      const cut = button.scrollWidth > button.clientWidth || button.scrollHeight > button.clientHeight;
      if (box.width === 0 || box.height === 0) {
        continue;
      }
      if (box.left < 0 || box.right > width || (strip && (box.top < 0 || box.bottom > height))) {
        found.push(`${name(button)} is out of the frame: ${JSON.stringify(box)}`);
      }
      if (cut) {
        found.push(`${name(button)} is cut off`);
      }
      const least = strip ? 36 : 44;
      if (box.height < least || box.width < least) {
        found.push(`${name(button)} is too small: ${box.width} × ${box.height}`);
      }
      button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const seen = button.getBoundingClientRect();
      const hit = document.elementFromPoint(seen.left + seen.width / 2, seen.top + seen.height / 2);
      const lower = document.elementsFromPoint(seen.left + 2, seen.top + seen.height / 2);
      const text = lower.find((element) => element.closest('.who'));
      if (text && !cover && !button.closest('.menu')) {
        found.push(`${name(button)} lies over ${text.textContent}`);
      }
      // A menu lies over what is beside its button, and goes with the next press anywhere.
      const menu = !button.closest('.menu') && hit?.closest('.menu');
      if (!button.contains(hit) && !menu) {
        found.push(`${name(button)} is covered by ${hit?.outerHTML.slice(0, 80)}`);
      }
    }
    main?.scrollTo(0, 0);
    return found;
  });
  assert.deepEqual(problems, [], what);
}

/**
 * Looks at each state at every size, and again without a new load in the dark and with forced colours;
 * collects what is wrong, so that one run shows everything, and leaves pictures in tests/e2e/output.
 */
export class Walk {
  #desk;
  #name;
  #sizes;
  #found = [];

  /** `sizes` are those of each state that names no others. */
  constructor(desk, name, sizes = FEW) {
    this.#desk = desk;
    this.#name = name;
    this.#sizes = sizes;
  }

  async look(state, sizes = this.#sizes) {
    const frame = await this.#desk.toolbarFrame();
    for (const size of sizes) {
      const shape = `${size.width} × ${size.height}${size.text ? `, text ${size.text}` : ''}`;
      const where = `${this.#name}: ${state} at ${shape}`;
      await resize(this.#desk, size);
      await this.#note(assertFits(frame, where));
      // Axe sees no difference between columns.
      if (size === NARROW || size === (sizes === SIZES ? SHORT_STRIP : STRIP)) {
        await this.#note(assertAccessible(frame, where));
        await this.#picture(`${state} ${shape}`);
      }
    }
    await resize(this.#desk, NARROW);
    for (const media of [{ colorScheme: 'dark' }, { forcedColors: 'active' }]) {
      const how = Object.values(media).join(' ');
      const where = `${this.#name}: ${state}, ${how}`;
      await this.#desk.page.emulateMedia(media);
      await this.#note(assertFits(frame, where));
      await this.#note(assertAccessible(frame, where, 'color-contrast'));
      await this.#picture(`${state} ${how}`);
      await this.#desk.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    }
  }

  /** Fails if anything was wrong. */
  report() {
    if (this.#found.length > 0) {
      throw new Error(this.#found.join('\n\n'));
    }
  }

  async #picture(what) {
    const name = `look-${this.#name}-${what.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
    const path = fileURLToPath(new URL(`./output/${name}`, import.meta.url));
    await this.#desk.page.locator('iframe[title="Media toolbar"]').screenshot({ path });
  }

  async #note(check) {
    await check.catch((error) => this.#found.push(error.message));
  }
}

/** Leads the agent through the states of a day and calls `look` with the name of each. */
export async function day(desk, look) {
  const cleared = async () => {
    await desk.press('Clear contact');
    await desk.toolbar.getByRole('heading', { name: 'No call right now' }).waitFor();
  };
  await look('available');
  await desk.availability.click();
  await desk.pressed(false);
  await look('not available');
  await desk.availability.click();
  await desk.pressed(true);

  await desk.rings({ queue: 'Repairs of pumps and valves' });
  await (await desk.card('Incoming call')).getByText(NAME).waitFor();
  await look('ringing');
  await desk.press('Accept');
  await (await desk.card('On a call')).getByText('Open in Fusion').waitFor();
  await look('connected');
  await desk.availability.click();
  await desk.toolbar.getByText('Next: Lunch').waitFor();
  await look('connected, next state chosen');
  await desk.availability.click();
  await desk.pressed(true);
  await desk.fault('end-fails');
  await desk.press('End call');
  await desk.toolbar.getByText(/^Amazon Connect refused/).waitFor();
  await look('refused');
  await desk.fault('end-fails', false);
  await desk.press('End call');
  await desk.card('After call work');
  await look('after-call work');
  await cleared();

  await desk.ring({ contactId: `${CALL}-missed`, number: '+15551230001' });
  await (await desk.card('Incoming call')).getByText('Maximiliane').waitFor();
  await look('ringing, long name');
  await desk.act('miss');
  await desk.card('Missed call');
  await look('missed');
  await cleared();
  await desk.ring({ contactId: `${CALL}-gone` });
  await (await desk.card('Incoming call')).getByText(NAME).waitFor();
  await desk.act('customer_hangs_up');
  await desk.toolbar.locator('.notices').getByText('Caller hung up').waitFor();
  await look('notice');
}
