// What requests and answers of the sandbox's UEF stand-in are called (`fusion.md` C.2 to C.4); `loader.js` loads it
// as sandbox-uef-names.js.
//
// The documented names: which setters each request has and what they take, the in-data builder, the
// getters of out-data. Never sends anything. Is never in a release.

window.sandboxUef((link) => {
  'use strict';

  const { violation } = link;
  const FIELD_CHANGE = 'cxEventBusFieldValueChangeEvent';
  const CALL = ['AppClassification', 'EventId', 'InputData'];
  /** The setters of each request, by the name that `createPublishRequest` or `createSubscriptionRequest` is given. */
  const SETTERS = {
    newCommEvent: [...CALL, 'LookupObject'],
    startCommEvent: CALL,
    closeCommEvent: [...CALL, 'Reason'],
    agentStateEventOperation: [
      'EventId', 'IsAvailable', 'IsLoggedIn', 'State', 'StateDisplayString', 'Reason', 'ReasonDisplayString', 'InData',
    ],
    getConfigurationOperation: ['ConfigType'],
    disableFeatureOperation: ['Features'],
    readyForOperationOperation: ['Readiness'],
    outboundCommError: ['CommUuid', 'ErrorCode', 'ErrorMsg'],
    SetToolbarProperties: ['Height', 'Width'],
    cxEventBusGetFieldValueOperation: ['Fields'],
    ShowNotification: ['Icon', 'Title', 'Closable', 'AutoTimeout', 'Type', 'Summary', 'Actions'],
    PopOperation: [
      'Flow', 'Page', 'ApplicationUIName', 'RecordType', 'RecordId', 'OpenPageInNewBrowserTab', 'InputParameters',
    ],
    onOutgoingEvent: ['AppClassification'],
    onDataUpdated: ['AppClassification'],
    [FIELD_CHANGE]: ['Fields'],
  };
  /** What each setter takes, where it is no string. */
  const TYPES = {
    IsAvailable: 'boolean', IsLoggedIn: 'boolean', Readiness: 'boolean',
    Features: 'array', Fields: 'array', InData: 'object', InputData: 'object', InputParameters: 'object',
    Height: 'number', OpenPageInNewBrowserTab: 'boolean', Width: 'number', Closable: 'boolean', AutoTimeout: 'number',
    Actions: 'array',
  };
  const MAY_BE_NULL = ['AppClassification', 'LookupObject', 'Reason'];
  const IN_DATA = {
    newCommEvent: `CallDestination CallDirection AppClassification NotificationType LookupObject CallSource CallStatus
      ChannelType ComPanelMsg1 ComPanelMsg2 ComPanelQName1 ComPanelQName2 ComPanelQName3 AverageWaitTime NumberOfCalls
      AgentMsg2ComPanel PhoneLineId ChatTestMode SVCMCA_ANI SVCMCA_WRAPUP_TIMEOUT SVCMCA_OFFER_TIMEOUT_SEC
      SVCMCA_COMMUNICATION_DIRECTION SVCMCA_SR_NUM Channel`.split(/\s+/),
  };
  IN_DATA.startCommEvent = `SVCMCA_EMAIL SVCMCA_CONTACT_NAME SVCMCA_DISPLAY_NAME SVCMCA_CONTACT_FIRST_NAME SVCMCA_SR_ID
    SVCMCA_CONTACT_PRIMARY_PHONE SVCMCA_INTERACTION_REF_OBJ_TYPE SVCMCA_CONTACT_LAST_NAME SVCMCA_CONTACT_NUMBER
    SVCMCA_CONTACT_ID SVCMCA_CONTACT_PRIM_ORG_NAME SVCMCA_INTERACTION_REF_OBJ_ID SVCMCA_CONTACT_ORG_ID
    SVCMCA_INTERACTION_ID ChannelId`.split(/\s+/).concat(IN_DATA.newCommEvent);
  IN_DATA.closeCommEvent = ['SVCMCA_UI_TYPE_CD', 'SVCMCA_CHANNEL_ID', 'SVCMCA_SR_TITLE', 'SVCMCA_WRAPUP_ID']
    .concat(IN_DATA.startCommEvent);
  /** Every name that out-data has a getter for, whether it is there or not. */
  const OUT_DATA = ['updateType', 'WrapupStartTime', 'eventId', 'channelId', 'callDirection']
    .concat(IN_DATA.closeCommEvent.map(attribute));

  const requests = new WeakMap();

  link.request = request;
  link.getters = getters;
  /** Kind, name and values of a request that was made here. */
  link.read = (wanted) => requests.get(wanted) ?? {};

  function request(kind, name) {
    const values = {};
    const made = { getOperationName: () => name, setPropagateToTabs: () => {}, isPropagateToTabsEnabled: () => false };
    for (const setter of SETTERS[name] ?? []) {
      made[`set${setter}`] = (value) => {
        const type = Array.isArray(value) ? 'array' : typeof value;
        if (type !== (TYPES[setter] ?? 'string') && !(value === null && MAY_BE_NULL.includes(setter))) {
          violation(`${name}: set${setter} was given ${type}`);
        }
        values[setter] = value;
      };
    }
    if (name in IN_DATA) {
      const builder = inData(name, (values.built = {}));
      made.getInData = () => builder;
    }
    if (name === 'cxEventBusSetFieldValueOperation') {
      values.built = {};
      made.field = () => ({ setValue: (field, value) => void (values.built[field] = value) });
    }
    requests.set(made, { kind, name, values });
    return made;
  }

  function inData(name, built) {
    const builder = {
      setInDataValueByAttribute: (attribute, value) => {
        if (typeof attribute !== 'string' || value === undefined) {
          violation(`${name}: setInDataValueByAttribute takes a name and a value`);
        }
        built[attribute] = value;
      },
    };
    for (const setter of IN_DATA[name]) {
      builder[`set${setter}`] = (value) => void (built[attribute(setter)] = value);
    }
    return builder;
  }

  function getters(members) {
    const made = { getValueByAttribute: (name) => members[name] };
    for (const name of new Set([...OUT_DATA, ...Object.keys(members)])) {
      made[`get${name[0].toUpperCase()}${name.slice(1)}`] = () => members[name];
    }
    return made;
  }

  /** `phoneLineId` for `PhoneLineId`; tokens are spelt as they are. */
  function attribute(setter) {
    return setter.startsWith('SVCMCA_') ? setter : `${setter[0].toLowerCase()}${setter.slice(1)}`;
  }
});
