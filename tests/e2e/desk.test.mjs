// The sandbox's page as a place to work at: it fits a small screen, and its address brings about what is on it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readLog, withDesktop } from './fixtures.mjs';

const LIMIT = { timeout: 60_000 };
const viewport = { width: 1280, height: 800 };

const overflow = (page) =>
  page.evaluate(() => {
    const places = [document.documentElement, document.querySelector('.sf-desktop')];
    return places.map((it) => [it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight]).flat();
  });

const ready = (toolbar) => toolbar.getByText('No call right now').waitFor();

describe('The desk', { concurrency: 2 }, () => {
  test('all of it is on a screen of 1280 × 800, with a call and a closed drawer too', LIMIT, async (t) => {
    await withDesktop(t, { viewport, query: { do: 'customer-calls,another-one-calls-meanwhile' } }, async ({ page, toolbar }) => {
      await toolbar.getByRole('button', { name: 'Accept' }).nth(1).waitFor();
      await page.getByRole('dialog').nth(1).waitFor();
      assert.deepEqual(await overflow(page), [0, 0, 0, 0]);
      await page.getByRole('dialog').first().getByRole('button', { name: 'Answer' }).click();
      await page.getByRole('tab', { name: 'Mary Doe' }).waitFor();
      const drawer = page.getByRole('button', { name: 'Simulation' });
      await drawer.click();
      assert.equal(await drawer.getAttribute('aria-expanded'), 'false');
      assert.deepEqual(await overflow(page), [0, 0, 0, 0]);
    });
  });

  test('a number, a command and a choice have their values in the address', LIMIT, async (t) => {
    const actions = 'click-the-number:+15551230000,far-end-answers,send-command:hold';
    await withDesktop(t, { viewport, query: { do: actions } }, async ({ page, toolbar }) => {
      await toolbar.locator('.held').filter({ hasText: 'On hold' }).waitFor();
      await page.getByRole('combobox', { name: 'Supervisor sets the next state' }).selectOption('Lunch');
      await toolbar.getByText('Next: Lunch', { exact: true }).waitFor();
      const link = page.getByRole('link', { name: 'Link: Supervisor sets the next state' });
      const { searchParams } = new URL(await link.evaluate((it) => it.href));
      assert.equal(searchParams.get('do'), 'supervisor-sets-the-next-state:Lunch');
    });
  });

  test('what is ticked is in the address, and there again after a reload', LIMIT, async (t) => {
    await withDesktop(t, { viewport, query: { width: '320', lose: 'closeCommEvent' }, allow: [/Accept Contact failed/] }, async ({ page, toolbar }) => {
      const box = (name) => page.getByRole('checkbox', { name, exact: true });
      await ready(toolbar);
      await box('accept-fails').check();
      await box('new-late').check();
      await box('second-new-never-answered').uncheck();
      const query = await page.evaluate(() => location.search);
      assert.equal(query, '?width=320&fault=accept-fails,lose-closeCommEvent,new-late,-second-new-never-answered');
      await page.reload();
      await ready(toolbar);
      for (const [name, on] of Object.entries({
        'accept-fails': true,
        'new-late': true,
        'lose-closeCommEvent': true,
        'second-new-never-answered': false,
        'start-late': false,
      })) {
        assert.equal(await box(name).isChecked(), on, name);
      }
      await page.getByRole('button', { name: 'Customer calls' }).click();
      await toolbar.getByRole('button', { name: 'Accept' }).click();
      await toolbar.getByText(/Connect refused/).first().waitFor();
    });
  });

  test('a filter narrows the controls and the messages, and a line shows its message whole', LIMIT, async (t) => {
    await withDesktop(t, { viewport, query: { scenario: 'call', fault: 'nonsense', do: 'x' } }, async ({ page, toolbar }) => {
      await page.getByText('Unknown faults: nonsense').waitFor();
      await page.getByText('Unknown actions: x').waitFor();
      await toolbar.getByText('Open in Fusion', { exact: true }).waitFor();
      const filter = page.getByRole('searchbox', { name: 'Filter the controls' });
      await filter.fill('let it ring');
      await page.getByText('1 control fits.').waitFor();
      const link = page.getByRole('link', { name: 'Link: Let it ring out' });
      assert.equal(new URL(await link.evaluate((it) => it.href)).pathname, '/sandbox-fusion');
      assert.equal(await page.getByRole('group', { name: 'Faults of Connect' }).isVisible(), false);
      await filter.fill('zebra');
      await page.getByText('Nothing fits “zebra”.').waitFor();

      await page.getByRole('button', { name: 'Messages' }).click();
      await page.getByRole('combobox', { name: 'From' }).selectOption('in');
      await page.getByRole('searchbox', { name: 'Filter the messages' }).fill('startCommEvent SVCMCA_ANI');
      const line = page.getByRole('region', { name: 'Event log' }).getByRole('listitem');
      assert.equal(await line.count(), 1);
      await line.locator('summary').click();
      const [start] = await readLog(page, ({ message }) => message.method === 'startCommEvent');
      assert.deepEqual(JSON.parse(await line.locator('pre').textContent()), start.message);
      await page.getByRole('searchbox', { name: 'Filter the messages' }).fill('zebra');
      await page.getByText('No message fits.').waitFor();
    });
  });
});
