// Calls that have more to them, with the real Streams: a campaign's call that the agent looks at before it is made, which
// goes over Amazon's second channel, and a supervisor in a colleague's call.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LIMIT } from './scenario.mjs';
import { CALL, withPhone } from './phone.mjs';

const OTHER = 'call-2';
const BARGED = 'call-3';

describe('A preview, and a supervisor', { concurrency: 2 }, () => {
  test('a campaign call is looked at, made by one press after a refusal, or skipped; a supervisor mutes and leaves', LIMIT, async (t) => {
    const config = { screen: { attributes: [{ name: 'tier', label: 'Tier' }] } };
    await withPhone(t, { config, query: { fault: 'engage-fails' } }, async (desk) => {
      await desk.ring({ preview: true, attributes: { tier: 'gold' } });
      await desk.card('Campaign call');
      assert.deepEqual(await desk.told(), []);
      await desk.press('Accept');
      const card = await desk.card('Preview');
      await card.locator('.held').filter({ hasText: /Calls in 00:[0-2]\d/ }).waitFor();
      await desk.says('gold', card);
      await desk.tells(`new ${CALL}`);
      // The page is loaded again: the call is still looked at, and told once.
      const frame = await desk.toolbarFrame();
      await Promise.all([frame.waitForNavigation(), frame.evaluate(() => location.reload())]);
      await desk.card('Preview');
      await card.locator('.held').filter({ hasText: /Calls in 00:[0-2]\d/ }).waitFor();
      await desk.button('Skip', card).waitFor();
      await desk.tells(`new ${CALL}`);

      await desk.press('Call now');
      await desk.says(/^Amazon Connect refused \(InvalidStateException\)/, card);
      await desk.fault('engage-fails', false);
      await desk.ready(desk.button('Call now', card));
      await desk.button('Call now', card).dblclick();
      await desk.card('Calling');
      const asked = await desk.asks('engagePreviewContact', 2);
      assert.deepEqual(asked.map(({ answer }) => answer), ['InvalidStateException', 'success']);
      await desk.act('far_end_answers');
      await desk.card('On a call');
      await desk.tells(`new ${CALL}`, `start ${CALL}`);
      await desk.press('End call');
      await desk.closed(CALL, 'WRAPUP');
      await desk.press('Clear contact');

      await desk.ring({ contactId: OTHER, preview: true });
      await desk.card('Campaign call');
      await desk.press('Accept');
      await desk.press('Skip');
      await desk.closed(OTHER, 'CANCELED');
      await desk.press('Clear contact');
      await desk.asks('engagePreviewContact', 2);

      await desk.ring({ contactId: BARGED, barge: true });
      const barged = await desk.card('On a call');
      await desk.says('You joined this call as a supervisor. Everybody hears you.', barged);
      assert.deepEqual(await barged.getByRole('button').allTextContents(), ['Mute', 'Leave']);
      await desk.press('Mute');
      await desk.toggled(barged, 'Mute', true);
      await desk.press('Leave');
      await desk.legs('agent disconnected, customer connected', BARGED);
      assert.doesNotMatch((await desk.told()).join(), new RegExp(BARGED));
    });
  });
});
