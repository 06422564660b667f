// What an administrator sees: every error of config.json at once, with its place; and its language.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withDesktop, withToolbar } from './fixtures.mjs';

const LIMIT = { timeout: 150_000 };
const TITLE = 'The configuration needs correction';

/** The table of problems as `path: problem`. */
async function problems(toolbar) {
  await toolbar.getByRole('heading', { name: TITLE }).waitFor();
  const rows = await toolbar.locator('tbody tr').evaluateAll((rows) => {
    return rows.map((row) => [...row.cells].map((cell) => cell.textContent).join(': '));
  });
  return rows;
}

describe('config.json', { concurrency: 5 }, () => {
  test('a missing file is named, and a reload after its coming starts the toolbar', LIMIT, async (t) => {
    await withToolbar(t, { config: null, allow: [/404/] }, async ({ toolbar, page, server, origin }) => {
      await toolbar.getByRole('heading', { name: TITLE }).waitFor();
      await toolbar.getByText(`${origin('toolbar')}/config.json: the host answered with status 404`).waitFor();
      assert.ok(!server.requests.some(({ host }) => host === 'ccp.localhost'), 'Connect is not even asked');
      server.configure({});
      await page.getByRole('button', { name: 'Reload' }).click();
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor({ timeout: 40_000 });
    });
  });

  test('a web page in its place is recognised', LIMIT, async (t) => {
    await withToolbar(t, { config: '<!doctype html><title>Index</title>' }, async ({ toolbar }) => {
      await toolbar.getByText(/config\.json: found a web page instead of the file/).waitFor();
    });
  });

  test('broken JSON is told with its place, also in Fusion’s frame', LIMIT, async (t) => {
    await withDesktop(t, { config: '{\n  "connect": {,\n}' }, async ({ toolbar, log }) => {
      const [problem, ...more] = await problems(toolbar);
      assert.match(problem, /is not JSON: .*line 2 column \d+/);
      assert.deepEqual(more, []);
      assert.deepEqual(await log(({ dir }) => dir === 'in'), [], 'Fusion is not spoken to');
    });
  });

  test('every error is listed at once, each with its path', LIMIT, async (t) => {
    const config = {
      connect: { ccpUrl: 'http://ccp.example.com', ccpAckTimeout: 'soon', softphone: { disableRingtoon: true } },
      fusion: { origins: ['https://pod.example/path', 'nonsense'], wrapUp: 'never', transport: 'pigeon' },
      dialling: { defaultCountry: 'us' },
      locale: 'tlh',
      surprise: true,
    };
    await withToolbar(t, { config }, async ({ toolbar }) => {
      const listed = await problems(toolbar);
      const paths = listed.map((line) => line.split(': ')[0]).sort();
      assert.deepEqual(paths, [
        'connect.ccpAckTimeout',
        'connect.ccpUrl',
        'connect.softphone.disableRingtoon',
        'dialling.defaultCountry',
        'fusion.origins[0]',
        'fusion.origins[1]',
        'fusion.transport',
        'fusion.wrapUp',
        'locale',
        'surprise',
      ]);
      const of = (path) => listed.find((line) => line.startsWith(`${path}: `));
      assert.match(of('connect.softphone.disableRingtoon'), /did you mean "disableRingtone"\?/);
      assert.match(of('connect.ccpAckTimeout'), /expected/);
    });
  });

  test('an empty file names what is missing', LIMIT, async (t) => {
    await withToolbar(t, { config: '{}' }, async ({ toolbar }) => {
      assert.deepEqual(await problems(toolbar), ['connect.ccpUrl: is missing', 'fusion.origins: is missing']);
    });
  });

  test('the admin chooses the language, whatever the browser’s is', LIMIT, async (t) => {
    await withToolbar(t, { config: { locale: 'ja' }, locale: 'en-US' }, async ({ toolbar, page }) => {
      await toolbar.getByRole('button', { name: 'エージェントの受付状態' }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
    });
  });

  test('texts that are missing or of another release are named in the page’s own words', LIMIT, async (t) => {
    for (const [response, cause] of [
      [{ status: 404, body: '' }, /texts-ja-\w+\.json: the host answered with status 404$/],
      [{ json: ['Accept'] }, /texts-ja-\w+\.json: has 1 texts instead of \d+$/],
    ]) {
      const prepare = (context) => context.route('**/texts-ja-*', (route) => route.fulfill(response));
      await withToolbar(t, { locale: 'ja-JP', prepare, allow: [/404/] }, async ({ page, server }) => {
        const said = page.locator('#skeleton.failed .skeleton-late');
        await said.getByText(/ツールバーがまだ起動していません/).waitFor();
        assert.match(await said.locator('output').textContent(), cause);
        assert.ok(!server.requests.some(({ host }) => host === 'ccp.localhost'), 'no phone that nobody could use');
      });
    }
  });

  test('a host that has its index page in the place of Streams is named', LIMIT, async (t) => {
    const page = { status: 200, contentType: 'text/html', body: '<!doctype html>' };
    const prepare = (context) => context.route('**/connect-streams-min.js', (route) => route.fulfill(page));
    await withToolbar(t, { prepare, allow: [/^uncaught: $/] }, async ({ toolbar }) => {
      await toolbar.getByText('Phone could not start', { exact: true }).first().waitFor();
      await toolbar.getByText(/connect-streams-min\.js: holds no Streams$/).first().waitFor();
    });
  });

  test('without the texts of the configured language the phone works in the browser’s', LIMIT, async (t) => {
    const prepare = (context) => context.route('**/texts-ja-*', (route) => route.fulfill({ status: 404, body: '' }));
    const options = { config: { locale: 'ja' }, locale: 'en-US', prepare, allow: [/404/] };
    await withToolbar(t, options, async ({ toolbar, page }) => {
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor({ timeout: 40_000 });
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    });
  });

  test('without a choice the browser’s language is spoken', LIMIT, async (t) => {
    await withToolbar(t, { locale: 'ja-JP' }, async ({ toolbar, page }) => {
      await toolbar.getByRole('button', { name: 'エージェントの受付状態' }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'ja');
    });
  });

  test('the CCP’s address comes from the file alone', LIMIT, async (t) => {
    const elsewhere = 'http%3A%2F%2Fevil.localhost%2Fsandbox-ccp';
    await withToolbar(t, { query: { ccpUrl: 'http://evil.localhost/' } }, async ({ toolbar, ccp, origin, server }) => {
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor({ timeout: 40_000 });
      assert.ok((await ccp()).url().startsWith(origin('ccp')));
      assert.ok(!server.requests.some(({ host }) => host === 'evil.localhost'));
    });
    await withDesktop(t, { query: { toolbar: `ccpUrl=${elsewhere}` } }, async ({ toolbar, ccp, origin, server }) => {
      await toolbar.getByText('Phone ready', { exact: true }).first().waitFor({ timeout: 40_000 });
      assert.ok((await ccp()).url().startsWith(origin('ccp')));
      assert.ok(!server.requests.some(({ host }) => host === 'evil.localhost'));
    });
  });
});
