// The objects that the sandbox's stand-in of Oracle's UI Events Framework hands out (`fusion.md` C); `loader.js`
// loads it as sandbox-uef-core.js when Fusion has said which build it is.
//
// The documented object model and nothing of Fusion's behaviour. Two styles of answers, objects with
// getters and plain ones, and every switch is looked up when it matters, so that a person can throw it at
// any time. Is never in a release.

window.sandboxUef((link) => {
  'use strict';

  const { ask, post, violation, errorData, request, read, getters } = link;
  const has = (fault) => link.faults.has(fault);
  const CHANNEL = { channel: 'PHONE', channelType: 'ORA_SVC_PHONE' };
  const UNSET = 'needsSetByToolbar';
  const COMM = /^(new|start|close)CommEvent$/;
  const FIELD_CHANGE = 'cxEventBusFieldValueChangeEvent';
  const BEFORE_SAVE = 'cxEventBusOnBeforeSaveEvent';
  const RECORD_EVENTS = [FIELD_CHANGE, BEFORE_SAVE, 'cxEventBusOnAfterSaveEvent'];
  const NOTIFICATION_EVENTS = ['cxEventBusOnNotificationActionEvent', 'cxEventBusOnNotificationCloseActionEvent'];
  const PHONE_EVENTS = ['onToolbarInteractionCommand', 'onToolbarAgentCommand', 'onOutgoingEvent', 'onDataUpdated'];
  const NEEDS_CLASSIFICATION = ['onOutgoingEvent', 'onDataUpdated'];
  /** What the MCA machinery is told for each operation. */
  const OPERATIONS = {
    newCommEvent: (values) => {
      const data = call(values);
      data.inData.mcaOrigEventSource = 'toolbar';
      return ['newCommEvent', { ...data, lookupObject: values.LookupObject ?? null }];
    },
    startCommEvent: (values) => ['startCommEvent', call(values)],
    closeCommEvent: (values) => ['closeCommEvent', { ...call(values), reason: values.Reason }],
    agentStateEventOperation: (values) => ['agentStateEvent', {
      ...CHANNEL,
      eventId: values.EventId,
      isAvailable: values.IsAvailable,
      isLoggedIn: values.IsLoggedIn,
      stateCd: values.State,
      stateDisplayString: values.StateDisplayString,
      reasonCd: values.Reason ?? null,
      reasonDisplayString: values.ReasonDisplayString,
      inData: values.InData ?? {},
    }],
    getConfigurationOperation: (values) => ['getConfiguration', { configType: values.ConfigType ?? 'TOOLBAR' }],
    disableFeatureOperation: (values) => ['disableFeature', { features: (values.Features ?? []).join(',') }],
    readyForOperationOperation: (values) => ['readyForOperation', { readiness: values.Readiness }],
    outboundCommError: (values) => ['outboundCommError', {
      ...CHANNEL,
      commUuid: values.CommUuid,
      errorCode: values.ErrorCode,
      errorMsg: values.ErrorMsg,
    }],
  };

  const listeners = new Map();

  link.hear = (message) => {
    for (const listener of listeners.get(message.method) ?? []) {
      deliver(listener, message);
    }
  };
  return provider;

  function provider(application, version) {
    const opened = [];
    const open = (members) => {
      opened.push(members);
      return members;
    };
    const phone = open(phoneContext(version, open));
    const made = {
      requestHelper: {
        createPublishRequest: (name) => request('publish', name),
        createSubscriptionRequest: (name) => request('subscribe', name),
      },
      getVersion: () => version,
      getApplicationName: () => application,
      getMultiChannelAdaptorContext: async () =>
        open({
          ...context([], [], () => ({}), async () => ({})),
          getActiveChannels: async () => ['PHONE'],
          getCommunicationChannelContext: async (channel) => {
            if (channel !== 'PHONE') {
              throw errorData(`there is no channel ${channel}`);
            }
            return phone;
          },
        }),
      getCurrentBrowserTabContext: async () =>
        open(context([], ['PopOperation'], () => ({}), (name, values) => granted('uef.pop', values))),
      dispose: () => opened.splice(0).forEach((one) => one.dispose()),
    };
    if (!has('uef-no-notification-context')) {
      made.getNotificationContext = async (id) => open(notificationContext(id));
    }
    // The documented `getRecordContext` is on no live provider (`fusion.md` F.3), and so not here either.
    if (!has('uef-no-active-engagements')) {
      made.getActiveEngagements = async () => {
        const { engagements } = await ask('uef.engagements', {});
        return engagements.map((one) => Object.assign(engagement(one, open), one));
      };
    }
    return made;
  }

  function phoneContext(version, open) {
    const words = { getFrameOrigin: link.target, getToolbarName: link.toolbarName };
    words.getEventSource = link.toolbarName;
    words.getChannel = CHANNEL.channel;
    words.getChannelType = CHANNEL.channelType;
    words.getVersion = version;
    const register = (name, { AppClassification: appClassification }) => ({
      ...(name === 'onToolbarInteractionCommand' ? {} : CHANNEL),
      appClassification,
    });
    const phone = context(PHONE_EVENTS, Object.keys(OPERATIONS), register, async (name, values) => {
      const [method, data] = OPERATIONS[name](values);
      const message = await ask(method, data);
      return answer(name, message, open);
    });
    for (const [getter, word] of Object.entries(words)) {
      phone[getter] = () => word;
    }
    phone.getToolbarContext = async () =>
      open(context([], ['SetToolbarProperties'], () => ({}), async (name, { Width: width, Height: height }) =>
        answer(name, await ask('setToolbarDimensions', { width, height }), open)));
    return phone;
  }

  function call({ AppClassification: appClassification, EventId: eventId, InputData: given, built }) {
    return { ...CHANNEL, appClassification, eventId, inData: { ...given, ...built } };
  }

  /** The answer to an operation in the style that is switched on; a refused one rejects (`fusion.md` C.2). */
  function answer(name, message, open) {
    const tells = /^(agentState|getConfig|outbound|SetToolbar)/.test(name);
    if (message.result !== 'success' && !tells && !has('uef-errors-resolve')) {
      throw errorData(message.error);
    }
    const outData = message.outData ?? {};
    const payload = { ...message };
    if (COMM.test(name)) {
      payload.interactionId = outData.SVCMCA_INTERACTION_ID ?? null;
      payload.engagementId = payload.interactionId;
      payload.eventSource = link.toolbarName;
      payload.channelId = null;
    }
    if (has('uef-plain')) {
      return { responseDetails: { data: { payload } } };
    }
    const data = { getData: () => payload };
    if (COMM.test(name)) {
      data.getOutData = () => ({ ...outData });
      data.getOutputData = () => getters(outData);
    }
    if (tells) {
      data.isSuccess = () => message.result === 'success';
      data.getError = () => message.error;
    }
    if (name === 'getConfigurationOperation') {
      const set = message.configuration ?? {};
      data.getConfiguration = () => ({
        ...getters(set),
        getFeatures: () => (set.features ?? '').split(','),
      });
    }
    if (/^(start|close)Comm/.test(name) && !has('uef-no-engagement-context')) {
      const made = engagement(payload, open);
      data.getEngagementContext = () => made;
    }
    return { getResponseData: () => data };
  }

  function engagement(payload, open) {
    const { eventId, engagementId, interactionId, wrapupId, outData = {} } = payload;
    const info = {
      getEngagementId: () => engagementId,
      getEngagementType: () => CHANNEL.channelType,
      getInteractionId: () => interactionId,
      getWrapUpId: () => wrapupId,
      getInData: () => ({}),
      getOutData: () => ({ ...outData }),
      isActiveEngagement: () => true,
    };
    const made = {
      getChannel: () => CHANNEL.channel,
      getChannelType: () => CHANNEL.channelType,
      getEngagementId: () => engagementId,
      getEngagementData: () => ({
        getData: () => payload,
        getOutData: () => ({ ...outData }),
        getOutputData: () => getters(outData),
        getEngagementId: () => engagementId,
      }),
    };
    if (!has('uef-no-tab-context')) {
      made.getTabContext = async () => open({
        ...context([], ['cxEventBusFocusTabOperation'], () => ({}), async () => {
          await granted('uef.focusTab', { eventId });
          return { getResponseData: () => ({ getCurrentTab: () => ({}), getPreviousTab: () => ({}) }) };
        }),
        getEngagementInfo: () => info,
      });
    }
    if (!has('uef-no-wrap-up-context')) {
      made.getWrapupContext = async () => open(wrapUpContext(eventId));
    }
    return made;
  }

  /** A notification, under an id of the toolbar's (`frontier.md` 10). */
  function notificationContext(id) {
    const operations = {
      ShowNotification: async ({ Title: title, Summary: summary, Type: type, Actions: actions, AutoTimeout: seconds }) => {
        if (!title || !summary) {
          violation('ShowNotification needs a title and a summary');
        }
        await granted('uef.showNotification', { id, title, summary, type: type ?? 'info', actions: actions ?? [], seconds });
      },
      CloseNotification: async () => void (await granted('uef.closeNotification', { id })),
    };
    return context(NOTIFICATION_EVENTS, Object.keys(operations), () => ({ eventId: id }), async (name, values) => {
      await operations[name](values);
      return { getResponseData: () => ({}) };
    });
  }

  /** The record of the wrap-up: its fields are read, written and saved (`fusion.md` C.5). */
  function wrapUpContext(eventId) {
    const operations = {
      cxEventBusSetFieldValueOperation: async ({ built }) => {
        await granted('uef.setFields', { eventId, fields: built });
        return { getMessage: () => 'the fields are set' };
      },
      cxEventBusGetFieldValueOperation: async ({ Fields: fields }) => {
        const { values } = await granted('uef.getFields', { eventId, fields });
        const field = (name) => ({ fieldName: name, value: values[name], getValue: () => values[name] });
        return { getField: field, getFields: () => fields.map(field) };
      },
      cxEventBusSaveRecordOperation: async () => {
        await granted('uef.save', { eventId });
        return { getMessage: () => 'the wrap-up is saved', getObjectType: () => 'WrapUp' };
      },
    };
    const register = (name, { Fields: fields }) => ({ eventId, fields });
    return context(RECORD_EVENTS, Object.keys(operations), register, async (name, values) => {
      const data = await operations[name](values);
      return { getResponseData: () => data };
    });
  }

  async function granted(method, data) {
    const message = await ask(method, data);
    if (message.result !== 'success') {
      throw errorData(message.error);
    }
    return message;
  }

  /** What every context has; `register` gives what Fusion is told of a subscription. */
  function context(events, operations, register, publish) {
    const mine = new Set();
    let disposed = false;
    const subscribe = (wanted, callback, once = false) => {
      const { kind, name, values } = read(wanted);
      if (kind !== 'subscribe' || !events.includes(name) || typeof callback !== 'function') {
        throw new TypeError(`subscribe: ${name} is no event of this context`);
      }
      if (NEEDS_CLASSIFICATION.includes(name) && !values.AppClassification) {
        throw new Error('App Classification missing in payload');
      }
      if (has(`uef-throws-${name}`)) {
        throw new Error(`${name} cannot be subscribed to here`);
      }
      if (disposed) {
        violation(`${name} subscribed to on a context that was disposed`);
      }
      const all = listeners.get(name) ?? listeners.set(name, new Set()).get(name);
      const listener = { callback, eventId: register(name, values).eventId, fields: values.Fields };
      if (PHONE_EVENTS.includes(name) && all.size > 0) {
        violation(`${name} subscribed to twice`);
      }
      const dispose = () => {
        if (all.delete(listener) && all.size === 0) {
          post('uef.dispose', { data: { event: name } });
        }
      };
      listener.heard = once ? dispose : () => {};
      all.add(listener);
      mine.add(dispose);
      post(name, { data: register(name, values) });
      return { dispose };
    };
    return {
      subscribe: (wanted, callback) => subscribe(wanted, callback),
      subscribeOnce: (wanted, callback) => subscribe(wanted, callback, true),
      publish: async (wanted) => {
        const { kind, name, values } = read(wanted);
        if (kind !== 'publish' || !operations.includes(name)) {
          throw errorData(`SVCMCA_ERR_UNKNOWN_METHOD ${name}`);
        }
        if (disposed) {
          violation(`${name} published on a context that was disposed`);
        }
        return publish(name, values);
      },
      getSupportedEvents: () => [...events],
      getSupportedActions: () => [...operations],
      dispose: () => {
        disposed = true;
        mine.forEach((dispose) => dispose());
      },
    };
  }

  function deliver(listener, message) {
    const { method } = message;
    if (RECORD_EVENTS.includes(method)) {
      const changed = method !== FIELD_CHANGE || listener.fields?.includes(message.field);
      if (listener.eventId === message.eventId && changed) {
        listener.heard();
        record(listener, message);
      }
      return;
    }
    if (NOTIFICATION_EVENTS.includes(method)) {
      if (listener.eventId === message.eventId) {
        const { eventId, actionId, actionName } = message;
        const pressed = { getNotificationId: () => eventId, getActionId: () => actionId, getActionName: () => actionName };
        listener.callback(has('uef-plain') ? { responseDetails: message } : { getResponseData: () => pressed });
      }
      return;
    }
    listener.heard();
    if (/Command$/.test(method)) {
      command(listener, message);
      return;
    }
    const outData = message.outData ?? {};
    const data = { getData: () => message, getOutData: () => ({ ...outData }), getOutputData: () => getters(outData) };
    if (method === 'onDataUpdated') {
      data.getEventId = () => message.eventId;
    }
    // The plain style has these two flat, unlike answers (`fusion.md` L.1).
    listener.callback(has('uef-plain') ? { responseDetails: message } : { getResponseData: () => data });
  }

  async function record({ callback }, message) {
    const { field, oldValue, newValue, uuid } = message;
    const data = { getFieldName: () => field, getOldValue: () => oldValue, getNewValue: () => newValue };
    data.getObjectType = () => 'WrapUp';
    const approved = await Promise.resolve(callback({ getResponseData: () => data })).then(() => true, () => false);
    if (message.method === BEFORE_SAVE) {
      post('uef.beforeSaveDone', { uuid, data: { eventId: message.eventId, approved } });
    }
  }

  /** A command of Fusion: what the promise of the callback comes to is its reply. */
  async function command({ callback }, message) {
    const { params, ...rest } = message;
    const data = { ...rest, inData: params ?? rest.inData ?? {}, outData: {}, result: UNSET, resultDisplayString: null };
    const response = {
      getData: () => data,
      getEventId: () => data.eventId,
      getCommand: () => data.command,
      getInData: () => data.inData,
      getResult: () => data.result,
      getResultDisplayString: () => data.resultDisplayString,
      getOutdata: () => data.outData,
      setResult: (result) => void (data.result = result),
    };
    const isAgent = message.method === 'onToolbarAgentCommand';
    if (isAgent) {
      response.setOutdata = (outData) => void (data.outData = outData);
    } else {
      response.getSlot = () => data.slot;
    }
    if (has('uef-display-string')) {
      response.setResultDisplayString = (words) => void (data.resultDisplayString = words);
    }
    const plain = has('uef-plain');
    try {
      const given = callback(plain ? { responseDetails: data } : { getResponseData: () => response });
      if (typeof given?.then !== 'function') {
        violation(`${data.command}: the callback of a controllable event gives no promise`);
      }
      const settled = await given;
      if (settled !== (plain ? data : response)) {
        violation(`${data.command}: resolved with something else than the response data`);
      }
      if (data.result === UNSET) {
        violation(`${data.command}: resolved without a result`);
      }
    } catch (error) {
      data.result = 'failure';
      data.resultDisplayString ??= String(error?.message ?? error);
    }
    // Told apart by eventId and commandId, without an id of its own (`fusion.md` D.5).
    post(isAgent ? 'tbAgentCommandResponse' : 'tbInteractionCommandResponse', { ...data, uuid: undefined });
  }
});
