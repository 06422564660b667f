// Several windows of the toolbar: popped out and back, two that could run the phone, kept apart by the
// browser; and Fusion or its toolbar closed, opened and loaded again in the middle of a call.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until } from './fixtures.mjs';
import { NAME, withAgent } from './scenario.mjs';
import { assertAccessible, assertFits } from './screen.mjs';
import { CALL, withCalls } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const WHOLE = [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`];
const RECOVERED = /^The phone was loaded again during the call/;
const ELSEWHERE = /^Answered elsewhere: no audio here/;
const COOP = { 'Cross-Origin-Opener-Policy': 'same-origin' };
const DENIED = ['toolbar.localhost'];

/** The verbs of a test with windows, on top of a desk. */
function withWindows(desk) {
  const heading = (place, name) => place.getByRole('heading', { name, exact: true });
  const button = (place, name) => place.getByRole('button', { name, exact: true });
  return {
    heading,
    /** Presses a button in any place. */
    press: (place, name) => button(place, name).click(),
    /** Pops the controls out and gives the new window, which shows the words if any are given. */
    popOut: async (words = 'Phone ready') => {
      const opened = desk.context.waitForEvent('page');
      await button(desk.toolbar, 'Pop out').click();
      const view = await opened;
      await view.getByText(words, { exact: true }).first().waitFor({ timeout: 4 * TIMEOUT });
      return view;
    },
    /** Waits until the frame says that the controls are elsewhere. */
    away: () => heading(desk.toolbar, 'The controls are in their own window').waitFor(),
    /** Waits until the frame has the controls. */
    back: () => button(desk.toolbar, 'Pop out').waitFor(),
    /** Waits for a card of this title in a window. */
    card: async (place, title) => {
      // A locator inside another belongs to the page at the top.
      const top = 'goto' in place ? place : desk.page;
      const named = top.getByRole('heading', { name: title, exact: true });
      const found = place.locator('.card').filter({ has: named });
      await found.waitFor({ timeout: 2 * TIMEOUT });
      return found;
    },
    /** A second toolbar in the same Fusion page. */
    second: async () => {
      await button(desk.page, 'Second toolbar').click();
      const second = desk.page.frameLocator('iframe[title="Second toolbar frame"]');
      await heading(second, 'The toolbar is open in another window').waitFor({ timeout: 4 * TIMEOUT });
      return second;
    },
    healthy: async (place) => {
      for (const words of ['Phone ready', 'Linked with Fusion']) {
        await place.getByRole('list', { name: 'Connections' }).getByText(words, { exact: true }).waitFor({ timeout: 4 * TIMEOUT });
      }
    },
    ready: async () => (await desk.log(({ dir, method }) => dir === 'in' && method === 'readyForOperation')).length,
  };
}

describe('popped out', { concurrency: 3 }, () => {
  test('a call is answered in the window, told once, and goes on in the frame', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, away, back, card, press } = withWindows(desk);
      const view = await popOut();
      await away();
      await desk.ring();
      const ringing = await card(view, 'Incoming call');
      await ringing.getByText(NAME, { exact: true }).waitFor();
      assert.equal(await desk.toolbar.getByTestId('ring').count(), 0, 'the frame does not ring too');
      await press(view, 'Accept');
      const talking = await card(view, 'On a call');
      await talking.getByText('Open in Fusion', { exact: true }).waitFor();
      await press(view, 'Pop in');
      await until(() => view.isClosed(), TIMEOUT, () => 'the window is still open');
      await back();
      const here = await desk.card('On a call');
      assert.equal(await here.getByText(RECOVERED).count(), 0);
      assert.equal(await here.getByText(ELSEWHERE).count(), 0);
      await desk.answeredOnce();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('in mid-call; a second press finds the same window; closed by its cross nothing is lost', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, away, back, card, press } = withWindows(desk);
      await desk.talks();
      const view = await popOut();
      await card(view, 'On a call');
      await away();
      await press(desk.toolbar, 'Show that window');
      assert.equal(desk.context.pages().length, 2);
      await press(view, 'Hold');
      await view.getByText('On hold').first().waitFor();
      await view.close();
      await back();
      const talking = await desk.card('On a call');
      assert.equal(await talking.getByText(RECOVERED).count(), 0);
      await desk.answeredOnce();
    });
  });

  test('a warning of the end of the session stands in the window, and keys there end it', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, heading } = withWindows(desk);
      const view = await popOut();
      const warning = heading(view, 'You will be signed out');
      await desk.act('expire_soon', { millis: 60_000 });
      await warning.waitFor();
      await view.locator('.status').hover();
      assert.equal(await warning.count(), 1, 'it does not go away under the pointer');
      await view.keyboard.press('Shift');
      await warning.waitFor({ state: 'detached' });
      await desk.act('expire_soon', { millis: 60_000 });
      await warning.waitFor();
      await view.getByRole('button', { name: 'Stay signed in', exact: true }).click();
      await warning.waitFor({ state: 'detached' });
    });
  });

  test('popped in from the frame', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, away, back, press } = withWindows(desk);
      const view = await popOut();
      await away();
      await press(desk.toolbar, 'Pop in');
      await until(() => view.isClosed(), TIMEOUT, () => 'the window is still open');
      await back();
    });
  });

  test('the window is loaded again: it shows the same call', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, away, card, press } = withWindows(desk);
      await desk.talks();
      const view = await popOut();
      await view.reload();
      await card(view, 'On a call');
      await away();
      await press(view, 'End call');
      await card(view, 'After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('the phone’s page is loaded again: the window says so and finds it again', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, away, card, heading, press } = withWindows(desk);
      await desk.talks();
      const view = await popOut();
      await card(view, 'On a call');
      // The page comes no further before the window was looked at.
      let go;
      const seen = new Promise((resolve) => (go = resolve));
      await desk.context.route('**/config.json', (route) => seen.then(() => route.continue()));
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await heading(view, 'No connection to the toolbar').waitFor();
      await view.getByText('Your call goes on at Amazon Connect, but without audio.').waitFor();
      go();
      const talking = await card(view, 'On a call');
      await talking.getByText(RECOVERED).waitFor({ timeout: 4 * TIMEOUT });
      await away();
      await press(view, 'End call');
      await card(view, 'After call work');
      await desk.tells(...WHOLE);
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });

  test('the phone’s page is closed for good: the window says what to do, and is used again', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, away, card, heading, healthy } = withWindows(desk);
      await desk.talks();
      const view = await popOut();
      await card(view, 'On a call');
      const phone = desk.page.getByRole('button', { name: 'Phone', exact: true });
      await phone.click();
      await heading(view, 'No connection to the toolbar').waitFor();
      await view.getByText(/Open the toolbar in Fusion again and press Pop out there/).waitFor();
      await assertAccessible(view, 'the window without its toolbar');
      await phone.click();
      await healthy(desk.toolbar);
      await desk.press('Pop out');
      await card(view, 'On a call');
      await away();
      assert.equal(desk.context.pages().length, 2, 'it is the same window');
    });
  });

  test('what needs the click itself is done in the window or said to be elsewhere', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, press } = withWindows(desk);
      const view = await popOut();
      await view.getByText('Details', { exact: true }).click();
      assert.equal(await view.getByRole('button', { name: 'Show Amazon panel' }).count(), 0);
      const opened = desk.context.waitForEvent('page');
      await press(view, 'Open Amazon panel');
      await (await opened).waitForURL(`${desk.origin('ccp')}/sandbox-ccp`);
      await desk.act('sign_out');
      await press(view, 'Sign in');
      await view.getByText(/Signing in works only where the phone runs/).waitFor();
    });
  });

  test('the screens are in order at 320 and 400 pixels, and in a strip', LIMIT, async (t) => {
    await withAgent(t, { viewport: { width: 1280, height: 800 } }, async (desk) => {
      const { popOut, away } = withWindows(desk);
      const view = await popOut();
      for (const width of [320, 400]) {
        await view.setViewportSize({ width, height: 640 });
        await assertFits(view, `the window at ${width}`);
        await assertAccessible(view, `the window at ${width}`);
      }
      await away();
      await assertAccessible(await desk.toolbarFrame(), 'the frame without its controls');
      const frame = desk.page.locator('iframe[title="Media toolbar"]');
      for (const [width, height] of [[400, 640], [320, 640], [640, 70]]) {
        await frame.evaluate((element, style) => Object.assign(element.style, style), {
          width: `${width}px`,
          height: `${height}px`,
          boxSizing: 'content-box',
        });
        await assertFits(await desk.toolbarFrame(), `the frame without its controls at ${width}`);
      }
    });
  });
});

describe('kept apart', { concurrency: 3 }, () => {
  test('Fusion’s page cuts its frames off: said in words in both windows', LIMIT, async (t) => {
    await withCalls(t, { headers: { fusion: COOP } }, async (desk) => {
      const { popOut } = withWindows(desk);
      const view = await popOut('This window is kept apart from the toolbar');
      await desk.toolbar.getByText(/The browser blocked the window or keeps it apart/).waitFor();
      await assertAccessible(view, 'kept apart');
      assert.equal(await view.locator('iframe').count(), 0, 'it starts no phone of its own');
      assert.equal(await desk.toolbar.locator('.status').count(), 1, 'the controls stay in the frame');
    });
  });

  test('the toolbar’s own page is cut off from whoever opens it', LIMIT, async (t) => {
    await withCalls(t, { headers: { toolbar: COOP } }, async (desk) => {
      const { popOut } = withWindows(desk);
      const view = await popOut('This window is kept apart from the toolbar');
      await desk.toolbar.getByText(/The browser blocked the window or keeps it apart/).waitFor();
      await view.getByRole('button', { name: 'Close this window' }).waitFor();
    });
  });

  test('opened without an opener, a view never becomes a phone', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      const page = await desk.context.newPage();
      await page.goto(`${desk.origin('toolbar')}/?window=view`);
      await page.getByRole('heading', { name: 'This window is kept apart from the toolbar' }).waitFor();
      assert.equal(await page.locator('iframe').count(), 0);
    });
  });

  test('a foreign page gets no port, and its question is on record', LIMIT, async (t) => {
    await withCalls(t, {}, async (desk) => {
      const before = Number(await desk.detail('refused'));
      const foreign = await desk.context.newPage();
      await desk.page.evaluate(() => {
        const frame = document.querySelector('iframe[title="Media toolbar"]');
        window.asks = (text) => frame.contentWindow.postMessage(text, new URL(frame.src).origin);
      });
      // The frame's parent is Fusion: not the toolbar's own origin, whatever it asks.
      await desk.page.evaluate(() => {
        window.ports = 0;
        window.addEventListener('message', (event) => (window.ports += event.ports.length));
        window.asks('fusion-connect-toolbar:view-asks:0.1.0');
      });
      await until(
        async () => Number(await desk.detail('refused')) > before,
        TIMEOUT,
        () => 'no refusal is counted',
      );
      assert.equal(await desk.page.evaluate(() => window.ports), 0);
      await foreign.close();
    });
  });
});

describe('two that could run the phone', { concurrency: 3 }, () => {
  test('the second waits, and takes over in mid-call without a second offer or pop', LIMIT, async (t) => {
    // Streams says so where it is taken down within a second, and where it is started once more (connect.md B).
    const allow = [/no upstream conduit/, /initialize provider more than one time/, /setting up AmazonConnectStreamsSite/];
    await withAgent(t, { allow }, async (desk) => {
      const { second, card, press, heading, healthy, ready } = withWindows(desk);
      await desk.talks();
      const links = await ready();
      const other = await second();
      await assertAccessible(
        await (await desk.page.locator('iframe[title="Second toolbar frame"]').elementHandle()).contentFrame(),
        'the waiting window',
      );
      assert.equal(await ready(), links, 'the second is not linked with Fusion');
      await press(other, 'Take over');
      await heading(desk.toolbar, 'Another window has taken over').waitFor({ timeout: 2 * TIMEOUT });
      assert.equal(await desk.toolbar.locator('iframe').count(), 0, 'the first has no phone any more');
      const told = await desk.log(({ dir, method }) => dir === 'in' && method === 'agentStateEvent');
      assert.ok(told.some(({ message: { data } }) => data.isLoggedIn === false), 'the first says that its agent is gone');
      await healthy(other);
      const talking = await card(other, 'On a call');
      await talking.getByText(RECOVERED).waitFor();
      await talking.getByText('Open in Fusion', { exact: true }).waitFor();
      await press(other, 'End call');
      await card(other, 'After call work');
      await desk.tells(...WHOLE);
      assert.deepEqual(await desk.tabs(), [NAME]);
      await press(desk.toolbar, 'Take over');
      await healthy(desk.toolbar);
      await desk.card('After call work');
      await desk.tells(...WHOLE);
    });
  });

  test('exactly one rings, and the first is loaded again without losing its place', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { second, ready, heading } = withWindows(desk);
      const other = await second();
      const links = await ready();
      await desk.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await desk.logged(({ dir, method }) => dir === 'in' && method === 'readyForOperation', links + 1, 4 * TIMEOUT);
      await desk.healthy('Phone ready', 'Linked with Fusion');
      await heading(other, 'The toolbar is open in another window').waitFor();
      await desk.ring();
      await desk.card('Incoming call');
      assert.equal(await other.getByRole('heading', { name: 'Incoming call' }).count(), 0);
      await desk.press('Accept');
      await desk.card('On a call');
      await desk.answeredOnce();
    });
  });

  test('the first is closed: the second goes on by itself after ten seconds', LIMIT, async (t) => {
    await withAgent(t, { clock: true }, async (desk) => {
      const { second, card, heading, healthy, press } = withWindows(desk);
      await desk.talks();
      const other = await second();
      await desk.page.getByRole('button', { name: 'Phone', exact: true }).click();
      await heading(other, 'The toolbar is open in another window').waitFor();
      // Who waits asks now and then whether the phone is free, and takes it ten seconds later.
      await desk.passUntil(async () => (await heading(other, 'The toolbar is open in another window').count()) === 0, () => 'the second goes on waiting');
      await healthy(other);
      const talking = await card(other, 'On a call');
      await talking.getByText(RECOVERED).waitFor();
      await press(other, 'End call');
      await card(other, 'After call work');
      await desk.tells(...WHOLE);
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });

  test('a view on the one that is taken over from says so', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const { popOut, second, press, heading } = withWindows(desk);
      const view = await popOut();
      const other = await second();
      await press(other, 'Take over');
      await heading(view, 'Another window has taken over').waitFor();
    });
  });

  test('Web Locks denied: it acts alone and says so', LIMIT, async (t) => {
    const prepare = (context) =>
      context.addInitScript(() => {
        if (location.hostname === 'toolbar.localhost') {
          LockManager.prototype.request = () => Promise.reject(new DOMException('denied', 'SecurityError'));
        }
      });
    await withCalls(t, { prepare }, async (desk) => {
      await desk.healthy('Phone ready', 'Other windows not seen');
      await desk.toolbar.getByText('Details', { exact: true }).click();
      await desk.toolbar.getByText(/does not tell the toolbar whether it runs in a second window/).waitFor();
    });
  });

  test('storage denied: it acts alone, and can be popped out', LIMIT, async (t) => {
    await withCalls(t, { deniedStorage: DENIED, phone: 'Storage blocked' }, async (desk) => {
      const { popOut, away } = withWindows(desk);
      await desk.healthy('Other windows not seen');
      await popOut('Storage blocked');
      await away();
    });
  });

  test('answered in another partition: no audio here, and Fusion is told all the same', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.ring();
      await desk.card('Incoming call');
      await desk.tells(`new ${CALL}`);
      await desk.act('accept_in_ccp');
      const talking = await desk.card('On a call');
      await talking.getByText(ELSEWHERE).waitFor();
      await talking.getByText('Open in Fusion', { exact: true }).waitFor();
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
    });
  });
});

describe('recovery', { concurrency: 3 }, () => {
  test('Fusion’s toolbar is closed and opened again in mid-call', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      const phone = desk.page.getByRole('button', { name: 'Phone', exact: true });
      await phone.click();
      await desk.page.getByText('Toolbar closed', { exact: true }).waitFor();
      await phone.click();
      await desk.healthy('Phone ready', 'Linked with Fusion');
      const talking = await desk.card('On a call');
      await talking.getByText(RECOVERED).waitFor();
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(...WHOLE);
      assert.deepEqual(await desk.tabs(), [NAME]);
    });
  });

  test('Fusion’s page alone is loaded again: it asks, and its answer has the call and the agent', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.talks();
      await desk.page.getByRole('button', { name: 'Reload Fusion only' }).click();
      await desk.panel(NAME).waitFor();
      await desk.fusionSays('Not available (On a contact)');
      const talking = await desk.card('On a call');
      assert.equal(await talking.getByText(RECOVERED).count(), 0, 'the audio never went');
      await desk.panel(NAME).getByRole('button', { name: 'End call' }).click();
      await desk.card('After call work');
      await desk.tells(...WHOLE);
      assert.deepEqual(await desk.replies('getActiveEngagements'), ['success']);
    });
  });

  test('Fusion’s page alone is loaded again while it rings: the offer is still one', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.rings();
      await desk.page.getByRole('button', { name: 'Reload Fusion only' }).click();
      await desk.page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
      await desk.card('On a call');
      await desk.answeredOnce();
    });
  });
});
