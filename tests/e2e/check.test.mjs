// The self-check: all in order, and each fault of host, browser, Amazon Connect and Fusion found and
// said in the right words; nothing is disturbed, and the report tells it without a person in it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until, withDesktop, withPage, withToolbar } from './fixtures.mjs';
import { signIn } from './outside.mjs';
import { assertAccessible, assertFits } from './screen.mjs';
import { withVerbs } from './wire.mjs';

const LIMIT = { timeout: 150_000 };
const PATIENCE = { timeout: 4 * TIMEOUT };
const CCP = 'http://ccp.localhost:*';
const GOOD = {
  'Content-Security-Policy':
    `default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' https://static.oracle.com; ` +
    `style-src 'self'; img-src 'self'; connect-src 'self' ${CCP}; frame-src ${CCP} https://*.signin.aws; ` +
    'frame-ancestors http://fusion.localhost:*',
};
const FRAMED = { page: 'check' };

/** Opens the check in Fusion's frame. */
const framed = (t, { query, ...options }, scenario) =>
  withDesktop(t, { limit: 12 * TIMEOUT, ...options, query: { ...FRAMED, ...query } }, async (stage) => {
    await opened(stage.toolbar);
    await scenario(withVerbs(stage), stage.toolbar);
  });

/** Opens the check in a window of its own. */
const alone = (t, options, scenario) =>
  withPage(t, { limit: 12 * TIMEOUT, ...options }, async (stage) => {
    await stage.page.goto(`${stage.origin('toolbar')}/check`);
    await opened(stage.page);
    await scenario(stage, stage.page);
  });

const opened = (place) => place.getByRole('heading', { name: 'Self-check' }).waitFor(PATIENCE);
const press = (place, name) => place.getByRole('button', { name, exact: true }).click();

/** Waits until a step comes to this, in these words. */
async function finds(place, step, verdict, ...words) {
  const found = place.getByTestId(step).locator(`[data-verdict="${verdict}"]`);
  for (const word of words) {
    await found.getByText(word).waitFor(PATIENCE);
  }
  await found.waitFor(PATIENCE);
}

/** What each step comes to, once all are known. */
async function verdicts(place) {
  let all;
  await until(
    async () => {
      const steps = await place.locator('[data-verdict]').evaluateAll((all) => {
        return all.map((one) => [one.parentElement.dataset.testid, one.dataset.verdict]);
      });
      all = Object.fromEntries(steps);
      return !Object.values(all).includes('running');
    },
    4 * TIMEOUT,
    () => `still running: ${JSON.stringify(all)}`,
  );
  return all;
}

/** The steps that come to this. */
const those = (all, verdict) => Object.keys(all).filter((step) => all[step] === verdict);

describe('Self-check', { concurrency: 2 }, () => {
  test('all in order in Fusion’s frame, with every click', LIMIT, async (t) => {
    await framed(t, { headers: { toolbar: GOOD } }, async (desk, check) => {
      const all = await verdicts(check);
      assert.deepEqual(those(all, 'failed'), []);
      assert.deepEqual(those(all, 'not checked'), ['pop-up', 'speaker', 'fusion-classification']);
      assert.deepEqual(those(all, 'not applicable'), ['notifications']);
      await press(check, 'Open a pop-up');
      await finds(check, 'pop-up', 'passed', 'A pop-up was opened, and closed again.');
      await press(check, 'Play a tone');
      await press(check, 'I heard it');
      await finds(check, 'speaker', 'passed', 'The tone was heard.');
      await press(check, 'Test the microphone');
      await finds(check, 'microphone', 'passed', 'It may be used.');
      await press(check, 'Offer Fusion a test call');
      await finds(check, 'fusion-classification', 'passed', 'ORA_SERVICE');
      const asked = await desk.log(({ dir, method }) => dir === 'in' && /CommEvent$/.test(method));
      assert.deepEqual(asked.map(({ method }) => method), ['newCommEvent', 'closeCommEvent']);
      assert.equal(await desk.page.getByRole('dialog').count(), 0, 'no call is left in Fusion');
      await check.getByTestId('summary').getByText(/^0 failed, [12] to improve, 0 not checked/).waitFor();
      const requests = await desk.log(({ dir, message }) => dir === 'ccp' && message.kind === 'request');
      const changes = requests.map(({ message }) => message.method).filter((name) => /^(put|accept|reject|create|clear|destroy)/.test(name));
      assert.deepEqual(changes, [], 'nothing is done at Amazon Connect');
      await check.locator('iframe').waitFor({ state: 'detached' });
    });
  });

  test('the report is copied, with every step and nobody in it', LIMIT, async (t) => {
    await alone(t, { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, origin }, check) => {
      const all = await verdicts(check);
      await press(check, 'Copy report');
      await check.getByText('Copied', { exact: true }).waitFor();
      const report = await page.evaluate(() => navigator.clipboard.readText());
      const lines = report.split('\n');
      assert.match(lines[0], /^Fusion Connect Toolbar \d+\.\d+\.\d+, self-check$/);
      assert.ok(lines.includes(`address: ${origin('toolbar')}/check`), report);
      assert.ok(lines.includes(`connect.ccpUrl: ${origin('ccp')}`), report);
      assert.match(report, /^browser: Mozilla/m);
      for (const [step, verdict] of Object.entries(all)) {
        assert.ok(lines.some((line) => line.startsWith(`[${verdict}] ${step} (`)), `${step} in ${report}`);
      }
      // Refused here: the browser was told to allow nothing but the clipboard.
      await finds(check, 'notifications', 'advice', 'The browser blocks them for this address.');
      const block = check.locator('.check-block').filter({ hasText: 'nginx' });
      await block.locator('summary').click();
      await block.getByText(`frame-ancestors ${origin('fusion')}`).waitFor();
      await press(check, 'Copy the block for nginx');
      await block.getByText('Copied', { exact: true }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(copied, /add_header Content-Security-Policy/);
      assert.ok(copied.includes(`microphone=(self "${origin('ccp')}")`), copied);
    });
  });

  test('a host that sends the wrong headers', LIMIT, async (t) => {
    const headers = {
      'X-Frame-Options': 'SAMEORIGIN',
      'Content-Security-Policy': "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; frame-src 'none'",
      'Permissions-Policy': 'microphone=(), autoplay=(self)',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'public, max-age=3600',
      Date: new Date(Date.now() - 600_000).toUTCString(),
    };
    const options = { headers: { toolbar: headers }, config: { connect: { ccpLoadTimeout: 2000 } }, allow: [/Content Security Policy|Permissions policy|ERR_BLOCKED/i] };
    await alone(t, options, async ({ origin }, check) => {
      await finds(check, 'framing', 'failed', 'X-Frame-Options: SAMEORIGIN', /Send frame-ancestors with every address/);
      await finds(check, 'content-policy', 'failed', 'It blocks what the toolbar needs:', /frame-src/);
      await finds(check, 'permissions-policy', 'failed', `microphone=(self "${origin('ccp')}")`);
      await finds(check, 'isolation', 'failed', 'Cross-Origin-Opener-Policy: same-origin', 'Do not send this header.');
      await finds(check, 'caching', 'advice', 'index.html: Cache-Control: public, max-age=3600');
      await finds(check, 'clock', 'failed', /Server −(599|6\d\d) s/, /Sign-ins are refused/);
      await finds(check, 'microphone-delegation', 'failed', /Fusion's frame needs allow="microphone"/);
      await finds(check, 'microphone', 'not checked');
      await finds(check, 'ccp', 'failed', /Four causes look alike/);
      await finds(check, 'signed-in', 'not checked');
      await finds(check, 'connect-host', 'passed');
    });
  });

  test('a host that isolates the page, and an Amazon Connect that is not there', LIMIT, async (t) => {
    const headers = { toolbar: { 'Cross-Origin-Embedder-Policy': 'require-corp' } };
    const config = { connect: { ccpUrl: 'http://ccp.localhost:9/ccp-v2/', ccpLoadTimeout: 2000 } };
    const options = { headers, config, allow: [/ERR_|Failed to load/] };
    await alone(t, options, async (_, check) => {
      await finds(check, 'isolation', 'failed', 'Cross-Origin-Embedder-Policy: require-corp');
      await finds(check, 'connect-host', 'failed', /Check connect\.ccpUrl in config\.json/);
      await finds(check, 'ccp', 'failed');
      await finds(check, 'fusion-parameters', 'not applicable', /not in Fusion's frame/);
    });
  });

  test('plain http and no config.json', LIMIT, async (t) => {
    const args = ['--host-resolver-rules=MAP toolbar.example 127.0.0.1'];
    await withPage(t, { args, config: null, allow: [/404/] }, async ({ page, server }) => {
      await page.goto(`http://toolbar.example:${server.port}/check`);
      await opened(page);
      await finds(page, 'secure', 'failed', /no microphone and no phone/, /over https/);
      await finds(page, 'config', 'failed', /the host answered with status 404/, /config\.example\.json/);
      await finds(page, 'web-locks', 'advice');
      for (const step of ['framing', 'connect-host', 'ccp', 'signed-in', 'fusion-origin', 'fusion-transport']) {
        await finds(page, step, 'not checked', 'This needs a right config.json.');
      }
    });
  });

  test('a config.json with errors', LIMIT, async (t) => {
    const config = { connect: { ccpUrl: 'http://ccp.example.com' }, surprise: true };
    await alone(t, { config }, async ({ server }, check) => {
      await finds(check, 'config', 'failed', /connect\.ccpUrl: must start with https/, /surprise: unknown key/);
      await finds(check, 'ccp', 'not checked');
      assert.ok(!server.requests.some(({ host }) => host === 'ccp.localhost'), 'Connect is not asked');
    });
  });

  test('storage that the browser denies in the frame', LIMIT, async (t) => {
    await framed(t, { deniedStorage: ['toolbar.localhost'] }, async (_, check) => {
      await finds(check, 'local-storage', 'failed', /Amazon's phone cannot start without/);
      await finds(check, 'session-storage', 'advice', /A reload forgets/);
      await finds(check, 'web-locks', 'advice', /would not notice one another/);
      await finds(check, 'third-party', 'failed', /nobody can sign in/, /window of its own/);
      await finds(check, 'other-toolbar', 'not checked');
      await finds(check, 'ccp', 'failed', 'It cannot start without local storage.');
      await finds(check, 'fusion-transport', 'passed');
    });
  });

  test('pop-ups, sound and microphone that the browser keeps back', LIMIT, async (t) => {
    const prepare = (context) =>
      context.addInitScript(() => {
        window.open = () => null;
        // Playwright's own questions count as a gesture, so that sound is never held back here.
        let clicked = false;
        addEventListener('click', () => (clicked = true), true);
        const state = () => (clicked ? 'running' : 'suspended');
        Object.defineProperty(AudioContext.prototype, 'state', { get: state });
        if (navigator.mediaDevices) {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'));
        }
      });
    await alone(t, { prepare }, async (_, check) => {
      await finds(check, 'autoplay', 'advice', /stays silent until somebody clicked/);
      await press(check, 'Open a pop-up');
      await finds(check, 'pop-up', 'failed', /The login window cannot open/, /Allow pop-ups for this address/);
      await press(check, 'Play a tone');
      await press(check, 'I heard nothing');
      await finds(check, 'speaker', 'failed', /not heard/, /Check the headset/);
      await press(check, 'Test the microphone');
      await finds(check, 'microphone', 'failed', 'NotReadableError', /Close other programs/);
    });
  });

  test('a browser without sound, microphone, notifications and Web Locks', LIMIT, async (t) => {
    const prepare = (context) =>
      context.addInitScript(() => {
        delete window.AudioContext;
        delete window.Notification;
        Object.defineProperty(navigator, 'locks', { value: undefined });
        if (navigator.mediaDevices) {
          navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]);
        }
      });
    await alone(t, { prepare }, async (_, check) => {
      await finds(check, 'autoplay', 'not checked', /plays no sounds/);
      await finds(check, 'microphone', 'failed', 'There is none.', /Plug in a headset/);
      await finds(check, 'notifications', 'not applicable');
      await finds(check, 'web-locks', 'advice');
      await press(check, 'Play a tone');
      await finds(check, 'speaker', 'failed', /did not play the tone/);
      await finds(check, 'signed-in', 'passed');
    });
  });

  test('a microphone that is refused', LIMIT, async (t) => {
    const prepare = (context) =>
      context.addInitScript(() => {
        navigator.permissions.query = () => Promise.resolve(Object.assign(new EventTarget(), { state: 'denied' }));
      });
    await alone(t, { prepare }, async (_, check) => {
      await finds(check, 'microphone', 'failed', /Callers could not hear/, /Allow it in the address bar/);
    });
  });

  test('a frame of another page, without the microphone', LIMIT, async (t) => {
    const query = { mic: '0', toolbar: 'oraParentFrame=https%3A%2F%2Fother.example' };
    await framed(t, { query }, async ({ origin, log }, check) => {
      await finds(check, 'frame', 'failed', `${origin('fusion')} / oraParentFrame=https://other.example`);
      await finds(check, 'fusion-origin', 'failed', 'https://other.example', /Add it to fusion\.origins/);
      await finds(check, 'fusion-transport', 'not checked');
      await finds(check, 'microphone-delegation', 'failed');
      assert.deepEqual(await log(({ dir }) => dir === 'in'), [], 'nobody is spoken to');
    });
  });

  test('a frame that is not Fusion’s', LIMIT, async (t) => {
    await withPage(t, {}, async ({ page, origin }) => {
      await page.goto(origin('evil'));
      await page.evaluate((src) => {
        document.body.append(Object.assign(document.createElement('iframe'), { src, title: 'check' }));
      }, `${origin('toolbar')}/check?oraTbName=tb`);
      const check = page.frameLocator('iframe[title=check]');
      await finds(check, 'fusion-parameters', 'failed', 'oraParentFrame', /Open the toolbar from Fusion/);
      await finds(check, 'fusion-origin', 'not checked', 'Fusion did not name its address.');
      await finds(check, 'frame', 'passed', origin('evil'));
    });
  });

  test('a Fusion that does not answer, or refuses', LIMIT, async (t) => {
    await framed(t, { query: { fault: 'fusion-never' } }, async (_, check) => {
      await finds(check, 'fusion-transport', 'failed', /did not answer within 6 seconds/, /URL is this address/);
      await finds(check, 'fusion-classification', 'not checked');
    });
    await framed(t, { query: { fault: 'configuration-error' } }, async (_, check) => {
      await finds(check, 'fusion-transport', 'failed', 'Fusion refused. It says:');
    });
  });

  test('a Fusion that is late and drops or refuses calls, and a clock that is wrong', LIMIT, async (t) => {
    const fault = 'fusion-late,clock-ahead';
    await framed(t, { query: { fault } }, async (desk, check) => {
      await finds(check, 'fusion-transport', 'passed');
      await finds(check, 'times', 'advice', /Fusion [3-9]\d{3} ms/, /Check network, VPN and proxy/);
      await finds(check, 'clock', 'failed', /Amazon Connect \+600 s/);
      await desk.fault('fusion-wrong-classification');
      await press(check, 'Offer Fusion a test call');
      await finds(check, 'fusion-classification', 'failed', 'ORA_SERVICE', /Set fusion\.appClassification/);
      await desk.fault('fusion-wrong-classification', false);
      await desk.fault('new-error');
      await press(check, 'Offer Fusion a test call');
      await finds(check, 'fusion-classification', 'failed', /refused the test call/);
    });
  });

  test('signed out: the button signs in, and the check goes on by itself', LIMIT, async (t) => {
    const config = { connect: { ccpLoadTimeout: 8000 } };
    await framed(t, { query: { fault: 'signed-out' }, config }, async (desk, check) => {
      await finds(check, 'ccp', 'failed', /nobody is signed in, this address is not approved/);
      await finds(check, 'signed-in', 'not checked');
      assert.equal(desk.context.pages().length, 1, 'no window opens by itself');
      await signIn(desk, () => press(check, 'Sign in'));
      await finds(check, 'ccp', 'passed');
      await finds(check, 'signed-in', 'passed');
    });
  });

  test('a session that is over, no line, no data, no access', LIMIT, async (t) => {
    await framed(t, { query: { fault: 'worker-stuck' } }, async (desk, check) => {
      await finds(check, 'ccp', 'passed');
      await desk.act('auth_fail', { heals: false });
      await finds(check, 'signed-in', 'failed', 'The session at Amazon Connect has expired.');
      await desk.act('websocket_init_failure');
      await finds(check, 'signed-in', 'failed', /Let WebSockets \(wss\) to Amazon Connect/);
    });
    await framed(t, { query: { fault: 'worker-stuck' } }, async (_, check) => {
      await finds(check, 'signed-in', 'failed', /answers, but sends no data/, /Close every window/);
    });
    await framed(t, { query: { fault: 'access-denied' } }, async (_, check) => {
      await finds(check, 'signed-in', 'failed', /may not use the Contact Control Panel/, /security profile/);
    });
  });

  test('a running toolbar is left alone', LIMIT, async (t) => {
    await withToolbar(t, { limit: 12 * TIMEOUT }, async ({ toolbar, context, origin, server }) => {
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor(PATIENCE);
      const check = await context.newPage();
      await check.goto(`${origin('toolbar')}/check`);
      await finds(check, 'other-toolbar', 'advice', /the phone was not tried here/, /Close the other toolbar/);
      await finds(check, 'ccp', 'not checked', 'Not tried, because another toolbar runs.');
      await verdicts(check);
      const loads = server.requests.filter(({ path }) => path === '/sandbox-ccp');
      assert.equal(loads.length, 1, 'there is one CCP');
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor();
    });
  });

  test('the details lead there and back, with the query', LIMIT, async (t) => {
    await withToolbar(t, { query: { a: '1' }, limit: 12 * TIMEOUT }, async ({ toolbar, page, origin }) => {
      page.on('dialog', (dialog) => dialog.accept());
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor(PATIENCE);
      await toolbar.getByText('Details', { exact: true }).click();
      await toolbar.getByRole('link', { name: 'Self-check' }).click();
      await opened(page);
      assert.equal(page.url(), `${origin('toolbar')}/check?a=1`);
      await finds(page, 'other-toolbar', 'passed');
      await finds(page, 'signed-in', 'passed');
      await page.getByRole('link', { name: 'Back to the toolbar' }).click();
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor(PATIENCE);
      assert.equal(page.url(), `${origin('toolbar')}/?a=1`);
    });
  });

  for (const [locale, title, width] of [
    ['en-US', 'Self-check', 400],
    ['ja-JP', '自己診断', 320],
  ]) {
    test(`it fits, is accessible and works by keyboard, ${locale}`, LIMIT, async (t) => {
      const viewport = { width, height: 800 };
      await withPage(t, { locale, viewport, limit: 12 * TIMEOUT }, async ({ page, origin, screenshot }) => {
        await page.goto(`${origin('toolbar')}/check`);
        await page.getByRole('heading', { name: title }).waitFor(PATIENCE);
        await verdicts(page);
        for (const summary of await page.locator('summary').all()) {
          await summary.focus();
          await page.keyboard.press('Enter');
        }
        await assertAccessible(page, locale);
        await assertFits(page, locale);
        await screenshot(`check-${width}`);
        const tone = page.getByTestId('speaker').getByRole('button').first();
        await tone.focus();
        await page.keyboard.press('Enter');
        await page.getByTestId('speaker').getByRole('button').nth(1).waitFor();
        assert.ok(await tone.evaluate((button) => button === document.activeElement), 'the keyboard stays');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await finds(page, 'speaker', 'passed');
        await page.setViewportSize({ width: 1280, height: 800 });
        const cards = page.locator('.check-step');
        const widths = await cards.evaluateAll((all) => all.map((card) => card.getBoundingClientRect().width));
        assert.equal(new Set(widths).size, 1, `the cards have one width: ${widths}`);
      });
    });
  }
});
