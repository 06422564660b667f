// The toolbar as a window of its own: a whole phone, which says that Fusion is not linked and which
// posts nothing to any window but Amazon's frame.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { configured } from '../../sandbox/configured.mjs';
import { TIMEOUT, until, withDesktop, withPage, withToolbar } from './fixtures.mjs';
import { LIMIT } from './scenario.mjs';
import { TOOLBAR } from './server.mjs';

const ABSENT = 'Not linked with Fusion: this window is a phone on its own';

/** What a person does with a toolbar that stands alone; `say` makes the customer do something. */
function phone(page, say) {
  const card = (title) =>
    page.locator('.card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  const button = (name) => page.getByRole('button', { name, exact: true });
  return {
    page,
    card,
    button,
    say,
    /** Waits until the phone works without Fusion. */
    ready: async () => {
      const line = page.getByRole('list', { name: 'Connections' });
      await line.getByText('Phone ready', { exact: true }).waitFor({ timeout: 2 * TIMEOUT });
      await line.getByText(ABSENT, { exact: true }).waitFor();
    },
    /** A whole call, answered and ended here. */
    call: async () => {
      await say('ring', { number: '+15551230000' });
      await card('Incoming call').getByText('+1 555 123 0000').waitFor();
      await button('Accept').click();
      await card('On a call').waitFor();
      assert.equal(await page.getByText(/Fusion…|Open in Fusion/).count(), 0, 'no word of a screen pop');
      await button('End call').click();
      await card('After call work').waitFor();
      await button('Clear contact').click();
      await page.getByRole('heading', { name: 'No call right now' }).waitFor();
    },
  };
}

/** As in a development build: a page for a wrong path, and one that makes its configuration up. */
const MADE_UP = { config: '<!doctype html>', pages: { '/': () => configured(readFileSync(join(TOOLBAR, 'index.html'), 'utf8')) } };

/** A phone alone that is ready, in a page that was prepared. */
function withPhone(t, prepare, scenario) {
  return withToolbar(t, { ...MADE_UP, prepare }, async ({ page, ccp }) => {
    const frame = await ccp();
    // There is no director, so the CCP is told from inside its own frame.
    const say = (action, fields = {}) =>
      frame.evaluate(
        (text) => window.postMessage(text, location.origin),
        JSON.stringify({ sandbox: 'director', action, ...fields }),
      );
    const desk = phone(page, say);
    await desk.ready();
    await scenario(desk);
  });
}

/** In the place of the browser's notifications: a list, a permission that is asked for, and nobody who looks. */
function listNotifications() {
  window.notified = [];
  window.Notification = class {
    static permission = 'default';
    static requestPermission = async () => (Notification.permission = 'granted');
    constructor(title, options) {
      Object.assign(this, options, { title, open: true });
      window.notified.push(this);
    }
    close() {
      this.open = false;
    }
  };
  document.hasFocus = () => false;
}

describe('The made-up configuration', { concurrency: 2 }, () => {
  test('with it the toolbar alone is a phone that posts nothing to itself and stores nothing for Fusion', LIMIT, async (t) => {
    const heardFromSelf = () => {
      window.fromSelf = [];
      addEventListener('message', ({ source, data }) => source === window && window.fromSelf.push(data));
    };
    const prepare = (context) => context.addInitScript(heardFromSelf);
    await withPhone(t, prepare, async (desk) => {
      const { page } = desk;
      await desk.call();
      assert.deepEqual(await page.evaluate(() => window.fromSelf), []);
      const [local, session] = await page.evaluate(() => [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
      ]);
      assert.doesNotMatch(local + session, /newComm|startComm|"tokens":{"/);
      // The recent calls are the window's own, and go with it.
      assert.doesNotMatch(local, /15551230000/);
    });
  });

  test('the browser announces a call to whoever looks elsewhere and has asked for it, and takes it back', LIMIT, async (t) => {
    const prepare = (context) => context.addInitScript(listNotifications);
    await withPhone(t, prepare, async (desk) => {
      const { page, say } = desk;
      const notified = () => page.evaluate(() => window.notified.map(({ title, body, open }) => `${title}: ${body} ${open}`));
      await desk.call();
      assert.deepEqual(await notified(), [], 'nobody asked for it');
      await page.getByText('Details', { exact: true }).click();
      await desk.button('Notify me').click();
      await desk.button('Notify me').waitFor({ state: 'detached' });
      await say('ring', { number: '+15551230000' });
      await desk.card('Incoming call').waitFor();
      assert.deepEqual(await notified(), ['Incoming call: BasicQueue true']);
      await page.evaluate(() => window.notified[0].onclick());
      await desk.button('Decline').click();
      await desk.card('Declined').waitFor();
      assert.deepEqual(await notified(), ['Incoming call: BasicQueue false']);
    });
  });

  test('the simulated Fusion chooses the transport in it', LIMIT, async (t) => {
    await withDesktop(t, { ...MADE_UP, query: { transport: 'mca' } }, async ({ logged }) => {
      const [first] = await logged(({ dir, message }) => dir === 'in' && message.version);
      assert.equal(first.message.version, '1.3.0');
    });
  });
});

describe('The toolbar alone', () => {
  test('the window that opened it hears nothing', LIMIT, async (t) => {
    await withPage(t, {}, async ({ page, context, origin }) => {
      await page.goto(`${origin('fusion')}/sandbox-fusion?open=0`);
      await page.evaluate(() => {
        window.heard = [];
        addEventListener('message', ({ origin }) => window.heard.push(origin));
      });
      const [alone] = await Promise.all([
        context.waitForEvent('page'),
        page.getByRole('button', { name: 'Open the toolbar alone' }).click(),
      ]);
      const say = (action, fields = {}) =>
        page.evaluate(
          (text) => window.postMessage(text, location.origin),
          JSON.stringify({ sandbox: 'director', action, ...fields }),
        );
      const desk = phone(alone, say);
      await desk.ready();
      await desk.call();
      const heard = await until(
        async () => {
          const origins = await page.evaluate(() => window.heard);
          return origins.length > 0 && origins;
        },
        TIMEOUT,
        () => 'not even the simulated CCP was heard',
      );
      assert.ok(heard.includes(origin('ccp')), 'the simulated CCP tells its director');
      assert.ok(!heard.includes(origin('toolbar')), 'the toolbar tells nobody');
    });
  });
});
