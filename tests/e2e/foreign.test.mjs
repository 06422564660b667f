// Messages of strangers: of another origin, of the right origin but another window, and a page that
// frames the toolbar without being Fusion. None does anything, none learns anything.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { until, withPage } from './fixtures.mjs';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const NAME = 'TOOLBAR_437316';
const command = (verb) => JSON.stringify({
  method: 'onToolbarInteractionCommand', toolbarName: NAME.toLowerCase(), eventId: CALL, command: verb,
  commandId: '1', slot: null, channel: 'PHONE', params: {},
});
const UNAVAILABLE = JSON.stringify({
  method: 'onToolbarAgentCommand', toolbarName: NAME.toLowerCase(), eventId: '1', command: 'makeUnavailable',
  channel: 'PHONE', channelType: 'ORA_SVC_PHONE', inData: {},
});
/** A message of the right origin to the wrong window is not delivered, and Chromium says so. */
const UNDELIVERED = /Failed to execute 'postMessage' on 'DOMWindow': The target origin provided/;

/** Adds a frame to the page; with `src` none, it has the page's own origin. */
async function addFrame(page, src) {
  const name = await page.evaluate((src) => {
    return new Promise((loaded) => {
      const frame = document.createElement('iframe');
      frame.name = `stranger-${document.querySelectorAll('iframe').length}`;
      frame.addEventListener('load', () => loaded(frame.name));
      Object.assign(frame, src ? { src } : { srcdoc: '<!doctype html><title>Stranger</title>' });
      document.body.append(frame);
    });
  }, src);
  return until(() => page.frame({ name }), 5_000, () => `no frame ${name}`);
}

/** Posts to the toolbar from a sibling frame: the toolbar's is the first frame of the page. */
const postToSibling = (frame, text) => frame.evaluate((text) => window.parent[0].postMessage(text, '*'), text);

/** Opens a page of `evil.localhost` that frames the toolbar as if it were Fusion, and keeps what it hears. */
function withImpostor(t, parentFrame, scenario) {
  return withPage(t, { allow: [UNDELIVERED] }, async (stage) => {
    const { page, origin } = stage;
    await page.goto(origin('evil'));
    const query = new URLSearchParams({ oraParentFrame: origin(parentFrame), oraTbName: NAME });
    await page.evaluate((src) => {
      window.heard = [];
      window.addEventListener('message', ({ data, origin }) => window.heard.push({ data, origin }));
      const frame = document.createElement('iframe');
      Object.assign(frame, { src, allow: 'microphone', width: 400, height: 640, title: 'Media toolbar' });
      document.body.append(frame);
    }, `${origin('toolbar')}/?${query}`);
    const toolbar = page.frameLocator('iframe');
    const post = (text) => page.evaluate((text) => window[0].postMessage(text, '*'), text);
    const heard = async () => {
      const all = await page.evaluate(() => window.heard);
      return all.filter((message) => message.origin === origin('toolbar'));
    };
    await toolbar.getByText('Phone ready', { exact: true }).first().waitFor({ timeout: 40_000 });
    await scenario({ ...stage, toolbar, post, heard });
  });
}

/** Proves that the agent is still available, and stays so. */
async function stillAvailable(toolbar) {
  const button = toolbar.getByRole('button', { name: 'Agent availability' });
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await toolbar.locator('.state-name').getByText('Available', { exact: true }).waitFor();
}

describe('strangers', { concurrency: 5 }, () => {
  test('a frame of a foreign origin and a window that is not the parent are refused and counted', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      const evil = await addFrame(desk.page, desk.origin('evil'));
      await postToSibling(evil, command('accept'));
      await postToSibling(evil, UNAVAILABLE);
      await desk.toolbar.getByText('Details', { exact: true }).click();
      await desk.toolbar.getByTestId('refused').getByText('2', { exact: true }).waitFor();
      const other = await addFrame(desk.page);
      assert.equal(await other.evaluate(() => window.origin), desk.origin('fusion'));
      await postToSibling(other, command('reject'));
      await desk.toolbar.getByTestId('refused').getByText('3', { exact: true }).waitFor();

      await desk.card('Incoming call');
      assert.deepEqual([...(await desk.replies('accept')), ...(await desk.replies('reject'))], []);
      for (const method of ['acceptContact', 'rejectContact', 'putAgentState']) {
        assert.deepEqual(await desk.asked(method), []);
      }
      await desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });

  test('framed by a page that is not listed, the toolbar names it and tells it nothing', LIMIT, async (t) => {
    await withImpostor(t, 'evil', async ({ toolbar, post, heard, origin }) => {
      await toolbar.getByRole('heading', { name: 'Not linked with Fusion: address not allowed' }).waitFor();
      await toolbar.getByText(`This window is framed by ${origin('evil')}.`).waitFor();
      await post(UNAVAILABLE);
      await post(command('accept'));
      await stillAvailable(toolbar);
      assert.deepEqual(await heard(), []);
    });
  });

  test('framed by a page that gives itself out for Fusion, the toolbar does nothing for it', LIMIT, async (t) => {
    await withImpostor(t, 'fusion', async ({ toolbar, post, heard }) => {
      await post(UNAVAILABLE);
      await post('not even JSON');
      await toolbar.getByText('Details', { exact: true }).click();
      await toolbar.getByTestId('refused').getByText('2', { exact: true }).waitFor();
      await toolbar.getByText('Fusion does not answer', { exact: true }).first().waitFor();
      await stillAvailable(toolbar);
      assert.deepEqual(await heard(), []);
    });
  });

  test('a page that opened the toolbar as a window has no say in it', LIMIT, async (t) => {
    await withPage(t, { allow: [UNDELIVERED] }, async ({ page, context, origin }) => {
      await page.goto(origin('evil'));
      const query = new URLSearchParams({ oraParentFrame: origin('evil'), oraTbName: NAME });
      const [toolbar] = await Promise.all([
        context.waitForEvent('page'),
        page.evaluate((address) => {
          window.heard = [];
          window.addEventListener('message', ({ data }) => window.heard.push(data));
          window.opened = window.open(address);
        }, `${origin('toolbar')}/?${query}`),
      ]);
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor({ timeout: 40_000 });
      await page.evaluate((text) => window.opened.postMessage(text, '*'), UNAVAILABLE);
      await stillAvailable(toolbar);
      await toolbar.getByText('Not linked with Fusion: this window is a phone on its own').first().waitFor();
      assert.deepEqual(await page.evaluate(() => window.heard), []);
    });
  });
});
