// The sandbox's stand-in of Oracle's UI Events Framework by itself: a page in the toolbar's place calls it as
// Oracle's samples do, in both styles, and Fusion behind it does what it does for the other transport.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TIMEOUT, until, withDesktop } from './fixtures.mjs';
import { LIMIT } from './scenario.mjs';
import { CALL, MARY, withVerbs } from './wire.mjs';

/** Opens the desktop with a page in the toolbar's place that has nothing but the script. */
function withScript(t, fault, scenario, options = {}) {
  const page = ({ port }) => `<!doctype html><title>Toolbar</title><link rel="icon" href="data:,">
    <script src="http://fusion.localhost:${port}/sandbox-uef.js"></script>`;
  return withDesktop(t, { query: { fault }, pages: { '/': page }, ...options }, async (stage) => {
    const frame = await stage.toolbarFrame();
    await frame.waitForURL(/toolbar\.localhost/);
    await frame.evaluate(install);
    /** Loads the page anew, with the faults as they are now. */
    const reload = async () => {
      await stage.page.getByRole('button', { name: 'Reload toolbar' }).click();
      await until(() => frame.evaluate(() => !window.open_ && document.readyState === 'complete').catch(() => false), TIMEOUT, () => 'not loaded');
      await frame.evaluate(install);
      return frame;
    };
    const violations = async () =>
      (await stage.log(({ dir, message }) => dir === 'note' && /violation/.test(message))).map(({ message }) => message);
    await scenario({ ...withVerbs(stage), frame, reload, violations });
  });
}

/** What the page does, as a toolbar would; only this much is shared, so that each test shows what it calls. */
function install() {
  window.open_ = async () => {
    const framework = window.CX_SVC_UI_EVENTS_FRAMEWORK.uiEventsFramework;
    const provider = await framework.initialize('toolbar', 'v1');
    const channels = await provider.getMultiChannelAdaptorContext();
    const phone = await channels.getCommunicationChannelContext('PHONE');
    const publish = (name, fill = () => {}) => {
      const request = provider.requestHelper.createPublishRequest(name);
      fill(request);
      return phone.publish(request);
    };
    const comm = (name, more = () => {}) =>
      publish(name, (request) => {
        request.setEventId('call-1');
        request.setAppClassification('ORA_SERVICE');
        more(request);
      });
    const subscribe = (name, callback, classified = true) => {
      const request = provider.requestHelper.createSubscriptionRequest(name);
      if (classified && request.setAppClassification) {
        request.setAppClassification('ORA_SERVICE');
      }
      return phone.subscribe(request, callback);
    };
    return { provider, phone, publish, comm, subscribe };
  };
}

describe('The stand-in of the UI Events Framework', { concurrency: 4 }, () => {
  test('a call goes through it with getters, up to the saved wrap-up', LIMIT, async (t) => {
    await withScript(t, '', async ({ frame, page, told, tabs, violations, logged }) => {
      const seen = await frame.evaluate(async (ani) => {
        const { provider, phone, publish, comm, subscribe } = await window.open_();
        const updates = [];
        subscribe('onDataUpdated', (event) => updates.push(event.getResponseData().getOutputData().getUpdateType()));
        const set = await publish('getConfigurationOperation', (request) => request.setConfigType('TOOLBAR'));
        const state = await publish('agentStateEventOperation', (request) => {
          request.setEventId('1');
          request.setIsAvailable(true);
          request.setIsLoggedIn(true);
          request.setState('AVAILABLE');
          request.setStateDisplayString('Idle');
          request.setReason(null);
          request.setReasonDisplayString('Idle');
          request.setInData({ phoneLineId: '1' });
        });
        const offered = await comm('newCommEvent', (request) => {
          request.getInData().setSVCMCA_ANI(ani);
          request.getInData().setInDataValueByAttribute('SVCMCA_COMMUNICATION_DIRECTION', 'ORA_SVC_INBOUND');
        });
        const found = offered.getResponseData();
        const copy = (request) => {
          for (const [name, value] of Object.entries(found.getOutData())) {
            if (name !== 'callStatus') {
              request.getInData().setInDataValueByAttribute(name, value);
            }
          }
        };
        const started = (await comm('startCommEvent', copy)).getResponseData();
        const open = await provider.getActiveEngagements();
        const closed = await comm('closeCommEvent', (request) => {
          copy(request);
          request.setReason('WRAPUP');
        });
        const wrapUp = await closed.getResponseData().getEngagementContext().getWrapupContext();
        const changes = [];
        const change = provider.requestHelper.createSubscriptionRequest('cxEventBusFieldValueChangeEvent');
        change.setFields(['WrapUp.CallNotes']);
        wrapUp.subscribe(change, (event) => {
          const { getFieldName, getNewValue } = event.getResponseData();
          changes.push(`${getFieldName()}: ${getNewValue()}`);
        });
        const write = provider.requestHelper.createPublishRequest('cxEventBusSetFieldValueOperation');
        write.field().setValue('WrapUp.ResolutionCd', 'SOLVED');
        write.field().setValue('WrapUp.CallNotes', 'Pump replaced');
        write.field().setValue('WrapUp.Queue', 'Repairs');
        await wrapUp.publish(write);
        const read = provider.requestHelper.createPublishRequest('cxEventBusGetFieldValueOperation');
        read.setFields(['WrapUp.ResolutionCd']);
        const value = (await wrapUp.publish(read)).getResponseData().getField('WrapUp.ResolutionCd').getValue();
        await wrapUp.publish(provider.requestHelper.createPublishRequest('cxEventBusSaveRecordOperation'));
        window.seen = { changes, updates };
        return {
          agent: set.getResponseData().getConfiguration().getAgentId(),
          features: set.getResponseData().getConfiguration().getFeatures(),
          state: [state.getResponseData().isSuccess(), state.getResponseData().getData().method],
          name: found.getOutputData().getSVCMCA_CONTACT_NAME(),
          status: found.getOutputData().getValueByAttribute('callStatus'),
          nothing: found.getOutputData().getSVCMCA_WRAPUP_ID() ?? null,
          raw: [found.getData().eventId, found.getData().channelType, 'responseDetails' in offered],
          wrapUpId: started.getData().wrapupId === started.getOutputData().getSVCMCA_WRAPUP_ID(),
          channel: started.getEngagementContext().getChannelType(),
          open: open.map(({ eventId }) => eventId),
          value,
          toolbar: [phone.getToolbarName(), phone.getFrameOrigin().includes('//fusion.localhost:')],
        };
      }, MARY);
      assert.deepEqual(seen, {
        agent: '300000004990001',
        features: ['INBOUND_CALL', 'OUTBOUND_CALL'],
        state: [true, 'agentStateEvent'],
        name: 'Mary Doe',
        status: 'INCOMING',
        nothing: null,
        raw: [CALL, 'ORA_SVC_PHONE', false],
        wrapUpId: true,
        channel: 'ORA_SVC_PHONE',
        open: [CALL],
        value: 'SOLVED',
        toolbar: ['toolbar_437316', true],
      });
      assert.deepEqual(await told(), [`new ${CALL}`, `start ${CALL}`, `close ${CALL} WRAPUP`]);
      assert.deepEqual(await tabs(), ['Mary Doe']);
      const form = page.getByRole('form', { name: 'Wrap-up Mary Doe' });
      assert.equal(await form.getByLabel('Outcome').inputValue(), 'SOLVED');
      assert.equal(await form.getByLabel('Notes').inputValue(), 'Pump replaced');
      await form.getByText('Repairs', { exact: true }).waitFor();
      await form.getByText('Saved by the toolbar').waitFor();
      await form.getByLabel('Notes').fill('Pump repaired');
      await form.getByRole('button', { name: 'Save wrap-up' }).click();
      await logged(({ dir, method }) => dir === 'out' && method === 'onDataUpdated');
      await frame.waitForFunction(() => window.seen.updates.length > 0);
      const { changes, updates } = await frame.evaluate(() => window.seen);
      assert.deepEqual(changes, ['WrapUp.CallNotes: Pump replaced', 'WrapUp.CallNotes: Pump repaired']);
      assert.deepEqual(updates, ['WRAPUP']);
      assert.deepEqual(await violations(), []);
    });
  });

  test('a call goes through it with plain objects', LIMIT, async (t) => {
    await withScript(t, 'uef-plain,uef-no-active-engagements', async ({ frame, page, command, replies, violations, fault }) => {
      const seen = await frame.evaluate(async (ani) => {
        const { provider, comm, subscribe } = await window.open_();
        window.heard = [];
        subscribe('onToolbarInteractionCommand', ({ responseDetails }) => {
          window.heard.push(responseDetails.command);
          responseDetails.result = 'success';
          return Promise.resolve(responseDetails);
        });
        subscribe('onOutgoingEvent', ({ responseDetails: { uuid, outData } }) => {
          window.heard.push(uuid === outData.SVCMCA_CALL_ID);
        });
        const offered = await comm('newCommEvent', (request) => request.setInputData({ SVCMCA_ANI: ani }));
        const { eventId, outData } = offered.responseDetails.data.payload;
        return [eventId, outData.SVCMCA_CONTACT_NAME, typeof offered.getResponseData, typeof provider.getActiveEngagements];
      }, MARY);
      assert.deepEqual(seen, [CALL, 'Mary Doe', 'undefined', 'undefined']);
      await command('hold', CALL);
      await page.getByRole('textbox', { name: 'Number to click' }).fill(MARY);
      await page.getByRole('button', { name: 'Click the number' }).click();
      await frame.waitForFunction(() => window.heard.length === 2);
      assert.deepEqual(await frame.evaluate(() => window.heard), ['hold', true]);
      assert.deepEqual(await replies('hold'), ['success']);
      assert.deepEqual(await violations(), []);

      await fault('uef-plain', false);
      const styled = await frame.evaluate(async () => {
        const { comm } = await window.open_();
        return typeof (await comm('startCommEvent')).getResponseData;
      });
      assert.equal(styled, 'function', 'the switch is heard of while the page is open');
    });
  });

  test('a command is what its promise comes to, and what was wrong with it is told', LIMIT, async (t) => {
    await withScript(t, 'uef-display-string', async ({ frame, command, replies, violations, logged }) => {
      await frame.evaluate(async () => {
        const { subscribe } = await window.open_();
        subscribe('onToolbarInteractionCommand', (event) => {
          const data = event.getResponseData();
          const actions = {
            accept: async () => data.setResult('success') ?? data,
            reject: async () => {
              data.setResult('failure');
              data.setResultDisplayString('not now');
              return data;
            },
            disconnect: () => Promise.reject(new Error('the line is gone')),
            hold: async () => ({ result: 'success' }),
            mute: () => undefined,
          };
          return actions[data.getCommand()]();
        });
      });
      const wanted = [
        ['accept', 'success'],
        ['reject', 'failure: not now'],
        ['disconnect', 'failure: the line is gone'],
        ['hold', 'needsSetByToolbar'],
        ['mute', 'needsSetByToolbar'],
      ];
      for (const [name, reply] of wanted) {
        await command(name, CALL);
        await logged(({ dir, message }) => dir === 'in' && message.command === name);
        assert.deepEqual(await replies(name), [reply]);
      }
      assert.deepEqual(await violations(), [
        'violation: hold: resolved with something else than the response data',
        'violation: hold: resolved without a result',
        'violation: mute: the callback of a controllable event gives no promise',
        'violation: mute: resolved with something else than the response data',
        'violation: mute: resolved without a result',
      ]);
    });
  });

  test('contexts can be missing, refusals come in either shape, and a subscription throws or ends', LIMIT, async (t) => {
    await withScript(t, 'uef-no-engagement-context,uef-no-wrap-up-context', async ({ frame, fault, command, page, log }) => {
      const missing = () =>
        frame.evaluate(async () => {
          const { provider, comm } = await window.open_();
          await comm('newCommEvent');
          const started = (await comm('startCommEvent')).getResponseData();
          const [one] = await provider.getActiveEngagements();
          return [typeof started.getEngagementContext, typeof one.getWrapupContext, typeof provider.getRecordContext];
        });
      assert.deepEqual(await missing(), ['undefined', 'undefined', 'undefined']);
      await fault('uef-no-engagement-context', false);
      await fault('uef-no-wrap-up-context', false);
      // The same call once more.
      await fault('second-new-never-answered', false);
      await fault('start-withholds-new', false);
      assert.deepEqual(await missing(), ['function', 'function', 'undefined']);

      await fault('new-error');
      await fault('configuration-error');
      const refused = () =>
        frame.evaluate(async () => {
          const { comm, publish } = await window.open_();
          const words = (error) => (error.getMessage ? `typed: ${error.getMessage()}` : `plain: ${error.message}`);
          const offered = await comm('newCommEvent').then((answer) => answer.getResponseData().getData().result, words);
          const set = (await publish('getConfigurationOperation')).getResponseData();
          return [offered, set.isSuccess(), set.getError(), await publish('agentStateEvent').catch(words)];
        });
      const rest = [false, 'SVCMCA_ERR_MISSING_CONFIGURATION'];
      assert.deepEqual(await refused(), ['typed: the lookup failed', ...rest, 'typed: SVCMCA_ERR_UNKNOWN_METHOD agentStateEvent']);
      await fault('uef-plain-errors');
      assert.deepEqual(await refused(), ['plain: the lookup failed', ...rest, 'plain: SVCMCA_ERR_UNKNOWN_METHOD agentStateEvent']);
      await fault('uef-errors-resolve');
      assert.deepEqual((await refused())[0], 'error');

      await fault('uef-throws-onDataUpdated');
      const seen = await frame.evaluate(async () => {
        const { provider, subscribe } = await window.open_();
        const tried = (...given) => {
          try {
            return typeof subscribe(...given).dispose;
          } catch (error) {
            return error.message;
          }
        };
        const results = [
          tried('onOutgoingEvent', () => {}, false),
          tried('onOutgoingEvent', () => {}),
          tried('onDataUpdated', () => {}),
          tried('onToolbarInteractionCommand', () => {}),
        ];
        provider.dispose();
        return results;
      });
      assert.deepEqual(seen, [
        'App Classification missing in payload',
        'function',
        'onDataUpdated cannot be subscribed to here',
        'function',
      ]);
      await command('accept', CALL);
      const notices = page.getByRole('alert', { name: 'Notifications' });
      await notices.getByText('accept: the toolbar does not listen').waitFor();
      const spoken = await log(({ dir, message }) => dir === 'in' && message.version !== 'uef-v1');
      assert.deepEqual(spoken, [], 'every message says over which transport it came');
    });
  });

  test('it never starts, is refused, or is no library, as Fusion is told to have it', LIMIT, async (t) => {
    await withScript(t, 'uef-never', async ({ frame, logged, log, fault, reload }) => {
      await logged(({ dir, message }) => dir === 'note' && message === 'FETCH_BUILD_INFO is not answered');
      const settled = await frame.evaluate(() => Promise.race([window.open_().then(() => true), Promise.resolve(false)]));
      assert.equal(settled, false);

      await fault('uef-never', false);
      await fault('uef-refused');
      const refused = await reload();
      assert.equal(await refused.evaluate(() => window.open_().catch((error) => error.getMessage())), 'this application is not registered');

      await fault('uef-refused', false);
      await fault('uef-global-missing');
      const heard = ({ dir }) => dir === 'in';
      const before = (await log(heard)).length;
      const empty = await reload();
      assert.equal(await empty.evaluate(() => typeof window.CX_SVC_UI_EVENTS_FRAMEWORK), 'undefined');
      assert.equal((await log(heard)).length, before, 'nothing asks Fusion anything');
    });
  });
});
