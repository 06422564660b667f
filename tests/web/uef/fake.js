// A small play of Oracle's UI Events Framework (`fusion.md` C, L); `quirks` are words. Gives what it noted,
// and a way to send events.
const has = (quirk) => quirks.split(' ').includes(quirk);
const log = [];
const callbacks = {};
const CALL = ['AppClassification', 'EventId', 'InputData'];
const SETTERS = {
  newCommEvent: has('no-lookup') ? CALL : [...CALL, 'LookupObject'],
  startCommEvent: CALL,
  closeCommEvent: [...CALL, 'Reason'],
  agentStateEventOperation: ['EventId', 'IsAvailable', 'IsLoggedIn', 'State', 'StateDisplayString', 'Reason', 'ReasonDisplayString', 'InData'],
  getConfigurationOperation: ['ConfigType'],
  disableFeatureOperation: ['Features'],
  readyForOperationOperation: ['Readiness'],
  outboundCommError: ['CommUuid', 'ErrorCode', 'ErrorMsg'],
  ShowNotification: ['Title', 'Summary', 'Type', 'Closable', 'Actions', 'AutoTimeout'],
  PopOperation: ['Flow', 'Page', 'ApplicationUIName', 'InputParameters'],
  onOutgoingEvent: ['AppClassification'],
  onDataUpdated: ['AppClassification'],
};

function request(name) {
  const values = {};
  const made = { name, values };
  for (const setter of SETTERS[name] ?? []) {
    made[`set${setter}`] = (value) => void (values[setter] = value);
  }
  if (/CommEvent$/.test(name) && !has('no-builder')) {
    values.built = {};
    made.getInData = () => ({ setInDataValueByAttribute: (token, value) => void (values.built[token] = value) });
  }
  if (name === 'cxEventBusSetFieldValueOperation') {
    made.field = () => ({ setValue: (field, value) => void (values[field] = value) });
  }
  return made;
}

function refusal() {
  if (has('reject-text')) return 'no such call';
  if (has('reject-thrown')) return new Error('no such call');
  if (has('reject-plain')) return { status: 'error', message: 'no such call', errorDetails: {} };
  return { getStatus: () => 'error', getMessage: () => 'no such call', getErrorDetails: () => ({}) };
}

function engagement(eventId, id = 'e-1') {
  const getTabContext = async () => context('tab', has('tab-closed'));
  return { eventId, getEngagementId: () => id, getTabContext, getWrapupContext: async () => context('wrap-up') };
}

function context(what, refuses) {
  return {
    subscribe: ({ name }, callback) => {
      log.push(`${what} subscribe ${name}`);
      callbacks[name] = callback;
    },
    publish: async ({ name, values }) => {
      log.push(`${what} ${name} ${JSON.stringify(values)}`);
      if (refuses) throw refusal();
    },
    dispose: () => log.push(`dispose ${what}`),
  };
}

async function answer({ name, values }) {
  if (/reject/.test(quirks)) throw refusal();
  const payload = {
    method: name,
    result: has('error-result') ? 'error' : 'success',
    error: has('error-result') ? 'no such call' : undefined,
    uuid: 'theirs',
    eventId: has('renames') ? 'renamed' : values.EventId,
    engagementId: 'e-1',
    wrapupId: 'w-1',
    outData: { SVCMCA_CONTACT_ID: '300', callStatus: 'INCOMING' },
  };
  if (has('nothing')) return undefined;
  if (has('flat-tokens')) {
    const { outData, ...rest } = payload;
    return { responseDetails: { data: { payload: { ...rest, ...outData } } } };
  }
  if (has('plain')) return { responseDetails: { data: { payload } } };
  const data = { getData: () => payload, getOutData: () => payload.outData };
  if (name === 'getConfigurationOperation') {
    delete payload.result;
    data.isSuccess = () => !has('error-result');
    data.getError = () => payload.error;
    payload.error = undefined;
  }
  if (!has('no-context')) data.getEngagementContext = () => engagement(payload.eventId);
  return { getResponseData: () => data };
}

const phone = {
  subscribe: ({ name, values }, callback) => {
    if (/^on(Outgoing|Data)/.test(name) && !values.AppClassification) {
      throw new Error('App Classification missing in payload');
    }
    if (has(`throws-${name}`)) throw new Error(`no ${name} here`);
    log.push(`subscribe ${name} ${values.AppClassification ?? ''}`.trim());
    callbacks[name] = callback;
    return has('bare') ? undefined : { dispose: () => log.push(`dispose ${name}`) };
  },
  publish: (wanted) => {
    log.push(`publish ${wanted.name} ${JSON.stringify(wanted.values)}`);
    if (has('throws-publish')) throw new Error('no such operation');
    return answer(wanted);
  },
};
const multiChannel = {
  getCommunicationChannelContext: async (channel) => (log.push(`channel ${channel}`), phone),
};
const provider = {
  requestHelper: { createPublishRequest: request, createSubscriptionRequest: request },
  getMultiChannelAdaptorContext: async () => multiChannel,
  getNotificationContext: async (id) => context(`notification ${id}`, has('no-notifications')),
  getCurrentBrowserTabContext: async () => context('browser', has('no-page')),
  getActiveEngagements: async () => [engagement('another', 'e-2'), { ...engagement('c-1'), getEngagementId: undefined }],
};
if (has('no-active')) delete provider.getActiveEngagements;
if (!has('bare')) {
  for (const [name, one] of Object.entries({ phone, multiChannel, provider })) {
    one.dispose = () => log.push(`dispose ${name}`);
  }
}

let finish;
const initialised = has('never') ? new Promise((settle) => (finish = settle)) : Promise.resolve();
window.CX_SVC_UI_EVENTS_FRAMEWORK = {
  uiEventsFramework: {
    initialize: async (application, version) => {
      log.push(`initialize ${version}`);
      if (has('refuses')) throw refusal();
      await initialised;
      return provider;
    },
  },
};
if (has('empty')) window.CX_SVC_UI_EVENTS_FRAMEWORK = {};

// Sends an event, in the style that was asked for; gives what Fusion would see of the reply.
async function emit(name, text) {
  const data = JSON.parse(text);
  const typed = {
    getData: () => data,
    getEventId: () => data.eventId,
    getCommand: () => data.command,
    getActionId: () => data.actionId,
    getOutData: () => data.outData,
    setResult: (result) => void (data.result = result),
  };
  if (name === 'onToolbarAgentCommand') typed.setOutdata = (outData) => void (data.outData = outData);
  const promise = callbacks[name](has('plain') ? { responseDetails: data } : { getResponseData: () => typed });
  if (promise === undefined) return 'no promise';
  const settled = await promise;
  if (settled !== (has('plain') ? data : typed)) return 'something else';
  const { result, resultDisplayString, outData } = data;
  return JSON.stringify({ result, resultDisplayString, outData });
}
return { log, emit, finish };
