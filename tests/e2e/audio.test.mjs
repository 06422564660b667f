// Sound: what the softphone reports, the microphone before a call needs it, the devices, the desk phone,
// and Amazon's own panel in place and in a window.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until } from './fixtures.mjs';
import { health, message, remedies } from './outside.mjs';
import { LIMIT, attribute, withAgent } from './scenario.mjs';
import { CALL } from './wire.mjs';

const ERRORS = {
  microphone_not_shared: /^The browser does not let the phone use the microphone\./,
  unsupported_browser: /^This browser cannot carry the audio of a call\./,
  signalling_handshake_failure: /^The audio could not be connected with Amazon Connect\./,
  signalling_connection_failure: /^The audio could not be connected with Amazon Connect\./,
  ice_collection_timeout: /^The audio found no way through the network in time\./,
  user_busy_error: /^Your phone is already in use for another call\./,
  webrtc_error: /^The browser could not set up the audio\./,
  realtime_communication_error: /^The audio connection broke off\./,
  vdi_strategy_not_supported: /^This virtual desktop cannot carry the audio of a call\./,
  vdi_redir_not_supported: /^This virtual desktop cannot carry the audio of a call\./,
  multiple_softphone_active_sessions: /^The phone runs in another window too\./,
  audio_enhancement_failure: /^Noise suppression could not be switched on\./,
  news_of_tomorrow: /^The audio of the phone reported an error\./,
};

/** Keeps what the CCP's frame is told by its configuration. */
const RECORD = (context) =>
  context.addInitScript(() => {
    if (location.hostname !== 'ccp.localhost') {
      return;
    }
    window.configured = [];
    addEventListener('message', ({ data }) => data?.event === 'configure' && window.configured.push(data.data));
  });

/** What `initCCP` told the CCP of the softphone. */
async function softphone(desk) {
  const ccp = await desk.ccp();
  const told = () => ccp.evaluate(() => window.configured.map(({ softphone }) => softphone).filter(Boolean));
  const all = await until(async () => ((await told()).length > 0 ? told() : null), TIMEOUT, () => 'nothing was configured');
  return all.at(-1);
}

const unfold = (desk, title) => desk.toolbar.locator('summary').getByText(title, { exact: true }).click();
const device = (desk, kind) => desk.toolbar.getByRole('combobox', { name: kind, exact: true });
const chosen = (select) => select.evaluate(({ selectedOptions: [option] }) => option.textContent);
const panels = (desk) => desk.server.requests.filter(({ path }) => path === '/sandbox-ccp').length;

describe('Sound', { concurrency: 2 }, () => {
  test('every error of the softphone has words and can be put away', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      const found = message(desk, 'Audio problem');
      for (const [type, words] of Object.entries(ERRORS)) {
        await desk.act('softphone_error', { type });
        await found.getByText(words).waitFor();
        assert.deepEqual(await remedies(found), ['Dismiss']);
        await found.getByRole('button', { name: 'Dismiss' }).click();
        await found.waitFor({ state: 'detached' });
      }
    });
  });

  test('a microphone that is refused or missing is said before a call needs it', LIMIT, async (t) => {
    await withAgent(t, { prepare: RECORD }, async (desk) => {
      assert.equal((await softphone(desk)).allowFramedSoftphone, true);
      await desk.context.grantPermissions(['notifications']);
      await health(desk, 'Microphone blocked');
      const denied = message(desk, 'Microphone blocked');
      await denied.getByText(/callers cannot hear you\. Allow it for this site in the address bar, then reload\.$/).waitFor();
      await desk.context.clearPermissions();
      await denied.waitFor({ state: 'detached' });

      const frame = await desk.toolbarFrame();
      await frame.evaluate(() => {
        const { mediaDevices } = navigator;
        window.enumerate = mediaDevices.enumerateDevices;
        mediaDevices.enumerateDevices = async () => [];
        mediaDevices.dispatchEvent(new Event('devicechange'));
      });
      await health(desk, 'No microphone');
      const missing = message(desk, 'No microphone');
      await missing.getByText('Plug in a headset or microphone. Without one, callers cannot hear you.').waitFor();
      await frame.evaluate(() => {
        navigator.mediaDevices.enumerateDevices = window.enumerate;
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      });
      await missing.waitFor({ state: 'detached' });
      await health(desk, 'Phone ready');
    });
  });

  test('a frame without the microphone leaves the sound to Amazon’s window and keeps the controls', LIMIT, async (t) => {
    await withAgent(t, { query: { mic: '0' }, prepare: RECORD }, async (desk) => {
      assert.equal((await softphone(desk)).allowFramedSoftphone, false);
      await health(desk, 'No microphone in this frame');
      const found = message(desk, 'No microphone in this frame');
      await found.getByText(/Open Amazon’s panel in its own window for the audio/).waitFor();
      assert.deepEqual(await remedies(found), ['Open Amazon panel']);
      const open = found.getByRole('button', { name: 'Open Amazon panel' });
      const opened = desk.context.waitForEvent('page');
      await open.click();
      const panel = await opened;
      await panel.waitForURL(`${desk.origin('ccp')}/sandbox-ccp`);
      await panel.getByRole('heading').waitFor();
      const loads = panels(desk);
      await open.click();
      await desk.flush();
      assert.equal(desk.context.pages().length, 2, 'the same window again');
      assert.equal(panels(desk), loads, 'and not loaded again');
      await desk.talks();
      await desk.press('End call');
      await desk.card('After call work');
    });
  });

  test('devices are listed when asked for, and one counts when the phone confirms it', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await unfold(desk, 'Audio');
      for (const [kind, names] of [
        ['Microphone', ['Default - Built-in Microphone', 'Built-in Microphone', 'Headset Microphone']],
        ['Speaker', ['Default - Built-in Speakers', 'Built-in Speakers', 'Headset Earphones']],
        ['Ringer', ['Default - Built-in Speakers', 'Built-in Speakers', 'Headset Earphones']],
      ]) {
        await device(desk, kind).waitFor();
        const options = await device(desk, kind).locator('option').allTextContents();
        assert.deepEqual(options, ['As the phone chose', ...names], kind);
        assert.equal(await chosen(device(desk, kind)), 'As the phone chose');
      }
      await desk.talks();
      for (const [kind, name, event] of [
        ['Microphone', 'Headset Microphone', 'configuration::set_microphone_device'],
        ['Speaker', 'Headset Earphones', 'configuration::set_speaker_device'],
        ['Ringer', 'Built-in Speakers', 'configuration::set_ringer_device'],
      ]) {
        await device(desk, kind).selectOption({ label: name });
        await desk.logged(({ message }) => message.kind === 'broadcast' && message.event === event);
        // The first entry goes when it is known what is in use.
        await device(desk, kind).getByText('As the phone chose').waitFor({ state: 'detached' });
        assert.equal(await chosen(device(desk, kind)), name);
      }
      await desk.fault('devices-fail');
      await device(desk, 'Speaker').selectOption({ label: 'Built-in Speakers' });
      await desk.logged(({ message }) => message.event === 'configuration::set_speaker_device', 2);
      await until(
        async () => (await chosen(device(desk, 'Speaker'))) === 'Headset Earphones',
        TIMEOUT,
        () => 'a device is shown that the phone does not use',
      );
      await unfold(desk, 'Audio');
      await unfold(desk, 'Audio');
      await desk.toolbar.getByText(/^(Amazon Connect refused|The phone reported an error) \(.+\)\. Try again\.$/).waitFor();
      assert.equal(await device(desk, 'Speaker').count(), 0);
      await desk.fault('devices-fail', false);
      await unfold(desk, 'Audio');
      await unfold(desk, 'Audio');
      await device(desk, 'Speaker').waitFor();
    });
  });

  test('the voice enhancement counts when Amazon confirms it, and a refusal is said', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await unfold(desk, 'Audio');
      const mode = device(desk, 'Voice enhancement');
      await mode.waitFor();
      const options = await mode.locator('option').allTextContents();
      assert.deepEqual(options, ['Voice isolation', 'Noise suppression', 'Off']);
      assert.equal(await chosen(mode), 'Off');
      await desk.toolbar.getByText(/^Takes effect with the next call\./).waitFor();
      const counts = (name) => until(async () => (await chosen(mode)) === name, TIMEOUT, () => `${name} never counted`);
      await mode.selectOption({ label: 'Voice isolation' });
      await counts('Voice isolation');

      await desk.fault('enhancement-fails');
      await mode.selectOption({ label: 'Noise suppression' });
      await desk.toolbar.getByText('Amazon Connect refused (enhancementFailed). Try again.', { exact: true }).waitFor();
      assert.equal(await chosen(mode), 'Voice isolation');
      await desk.fault('enhancement-fails', false);

      await desk.fault('enhancement-lost');
      await mode.selectOption({ label: 'Noise suppression' });
      const pending = desk.toolbar.getByText('Changing to Noise suppression…', { exact: true });
      await pending.waitFor();
      assert.equal(await chosen(mode), 'Voice isolation');
      await desk.act('configure', { enhancement: 'NOISE_SUPPRESSION' });
      await counts('Noise suppression');
      await pending.waitFor({ state: 'detached' });
    });
  });

  test('with a desk phone the card says where to answer, and answering there opens the contact once', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await desk.act('configure', { softphone: false });
      await unfold(desk, 'Audio');
      await desk.toolbar.getByText('Audio is on your desk phone.', { exact: true }).waitFor();
      assert.equal(await device(desk, 'Speaker').count(), 0);
      await desk.ring({ deskphone: true });
      const card = await desk.card('Incoming call');
      await card.getByText('Answer on your phone.', { exact: true }).waitFor();
      assert.equal(await card.getByRole('button', { name: 'Accept' }).count(), 0);
      assert.equal(await card.getByRole('button', { name: 'Decline' }).count(), 1);
      await desk.dialog.getByRole('button', { name: 'Answer' }).click();
      const notices = desk.page.getByRole('alert', { name: 'Notifications' });
      await notices.getByText('accept: answer on the desk phone').waitFor();
      assert.deepEqual(await desk.replies('accept'), ['failure: answer on the desk phone']);
      await desk.act('accept_in_ccp');
      await desk.card('On a call');
      await card.getByText('Open in Fusion', { exact: true }).waitFor();
      assert.equal(await card.getByText('Answer on your phone.').count(), 0);
      await desk.answeredOnce({ accepts: 0 });
      await desk.press('End call');
      await desk.card('After call work');
      await desk.tells(`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`);
    });
  });

  test('Amazon’s panel is shown in place, and stays the same frame', LIMIT, async (t) => {
    await withAgent(t, {}, async (desk) => {
      await unfold(desk, 'Details');
      const show = desk.button('Show Amazon panel');
      await attribute(show, 'aria-pressed', 'false');
      const panel = desk.toolbar.frameLocator('iframe[name="Amazon Connect CCP"]');
      const heading = panel.getByRole('heading', { name: 'Simulated Contact Control Panel' });
      const box = desk.toolbar.locator('iframe[name="Amazon Connect CCP"]');
      assert.equal(await box.isVisible(), false);
      const frame = await desk.ccp();
      await frame.evaluate(() => (window.same = true));
      const loads = panels(desk);

      await show.click();
      await attribute(show, 'aria-pressed', 'true');
      await heading.waitFor();
      const { width, height } = await box.evaluate((element) => element.getBoundingClientRect());
      assert.ok(width >= 320 && height >= 400, `${width} × ${height}`);
      assert.equal(await desk.toolbar.locator('.ccp').getAttribute('inert'), null);
      assert.equal(await (await desk.ccp()).evaluate(() => window.same), true);
      await desk.talks();
      await panel.getByText(`${CALL}: connected`, { exact: true }).waitFor();

      await show.click();
      await attribute(show, 'aria-pressed', 'false');
      await box.waitFor({ state: 'hidden' });
      assert.equal(await (await desk.ccp()).evaluate(() => window.same), true, 'it was never loaded again');
      assert.equal(panels(desk), loads);
      await desk.press('End call');
      await desk.card('After call work');
    });
  });
});
