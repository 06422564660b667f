//! The names of Streams 2.28.2 that the adapter calls, and of the data it hands over (`connect.md` B to E).
//!
//! Everything can throw, so everything has `catch`; a missing `globalThis.connect` is an `Err` like any other.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `connect.getLog()`; also the probe for whether Streams is there at all.
    #[wasm_bindgen(js_namespace = connect, js_name = getLog, catch)]
    pub(super) fn log() -> Result<Logger, JsValue>;

    /// `connect.agent(f)`: calls `f` at the first agent data, at once if there is some already.
    #[wasm_bindgen(js_namespace = connect, js_name = agent, catch)]
    pub(super) fn on_agent(f: &Function) -> Result<Subscription, JsValue>;

    /// `connect.contact(f)`: calls `f` for each contact that is new in the agent data.
    #[wasm_bindgen(js_namespace = connect, js_name = contact, catch)]
    pub(super) fn on_contact(f: &Function) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = initCCP, catch)]
    pub(super) fn init_ccp(container: &web_sys::Element, params: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = terminate, catch)]
    pub(super) fn terminate() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = reauthenticateAfterLogout, catch)]
    pub(super) fn reauthenticate() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = getUpstream, catch)]
    pub(super) fn upstream() -> Result<Conduit, JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = getEventBus, catch)]
    pub(super) fn event_bus() -> Result<EventBus, JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = getPopupManager, catch)]
    pub(super) fn popup_manager() -> Result<PopupManager, JsValue>;

    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = getAgentDataProvider, catch)]
    pub(super) fn agent_data_provider() -> Result<AgentDataProvider, JsValue>;

    /// `connect.sendActivity()`: at most once a second, and without an answer (`frontier.md` 8).
    #[wasm_bindgen(js_namespace = connect, js_name = sendActivity, catch)]
    pub(super) fn send_activity() -> Result<(), JsValue>;

    /// `connect` itself, as [`core`].
    #[wasm_bindgen(js_namespace = connect, js_name = valueOf, catch)]
    pub(super) fn connect() -> Result<Connect, JsValue>;

    /// `connect.core` itself; `valueOf` of a plain object is the object.
    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = valueOf, catch)]
    pub(super) fn core() -> Result<Core, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Tells when the session ends for want of activity (`frontier.md` 8).
    #[wasm_bindgen(js_namespace = connect, js_name = SessionExpirationWarningManager)]
    pub(super) type ExpirationWarnings;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = SessionExpirationWarningManager, catch)]
    pub(super) fn new() -> Result<ExpirationWarnings, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onExpirationWarning)]
    pub(super) fn on_warning(
        this: &ExpirationWarnings,
        f: &Function,
    ) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onExpirationWarningCleared)]
    pub(super) fn on_cleared(
        this: &ExpirationWarnings,
        f: &Function,
    ) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onSessionExtensionError)]
    pub(super) fn on_extension_error(
        this: &ExpirationWarnings,
        f: &Function,
    ) -> Result<Subscription, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    pub(super) type Connect;

    /// What `initCCP` was given last; Streams reads it again whenever it has the agent sign in.
    #[wasm_bindgen(method, getter, structural, catch, js_name = initCCPParams)]
    pub(super) fn params(this: &Connect) -> Result<Option<Params>, JsValue>;

    pub(super) type Core;

    /// Null when the browser blocked the login window, undefined when none was asked for.
    #[wasm_bindgen(method, getter, structural, catch, js_name = loginWindow)]
    pub(super) fn login_window(this: &Core) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, setter, structural, catch, js_name = loginWindow)]
    pub(super) fn set_login_window(this: &Core, window: &JsValue) -> Result<(), JsValue>;

    /// The timer of the loop that re-creates the CCP frame until it acknowledges.
    #[wasm_bindgen(method, getter, structural, catch, js_name = iframeRefreshTimeout)]
    pub(super) fn refresh_timer(this: &Core) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, setter, structural, catch, js_name = iframeRefreshTimeout)]
    pub(super) fn set_refresh_timer(this: &Core, timer: &JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(method, setter, structural, catch, js_name = iframeRefreshAttempt)]
    pub(super) fn set_refresh_attempt(this: &Core, attempt: i32) -> Result<(), JsValue>;

    /// The timer that waits for the first acknowledgement.
    #[wasm_bindgen(method, getter, structural, catch, js_name = ccpLoadTimeoutInstance)]
    pub(super) fn load_timer(this: &Core) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = keepaliveManager)]
    pub(super) fn keepalive(this: &Core) -> Result<Keepalive, JsValue>;

    pub(super) type Keepalive;

    #[wasm_bindgen(method, getter, structural, catch, js_name = synTimer)]
    pub(super) fn syn_timer(this: &Keepalive) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = ackTimer)]
    pub(super) fn ack_timer(this: &Keepalive) -> Result<JsValue, JsValue>;

    /// The page's `clearTimeout`, which takes whatever a getter above gave.
    #[wasm_bindgen(js_name = clearTimeout, catch)]
    pub(super) fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    pub(super) type Subscription;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn unsubscribe(this: &Subscription) -> Result<(), JsValue>;

    pub(super) type Conduit;

    #[wasm_bindgen(method, structural, catch, js_name = onUpstream)]
    pub(super) fn on_upstream(
        this: &Conduit,
        event: &str,
        f: &Function,
    ) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onAllUpstream)]
    pub(super) fn on_all_upstream(this: &Conduit, f: &Function) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = sendUpstream)]
    pub(super) fn send_upstream(this: &Conduit, event: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn shutdown(this: &Conduit) -> Result<(), JsValue>;

    pub(super) type EventBus;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn subscribe(
        this: &EventBus,
        event: &str,
        f: &Function,
    ) -> Result<Subscription, JsValue>;

    pub(super) type PopupManager;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn open(
        this: &PopupManager,
        url: &str,
        name: &str,
        options: &JsValue,
    ) -> Result<JsValue, JsValue>;

    pub(super) type Logger;

    #[wasm_bindgen(method, structural, catch, js_name = setEchoLevel)]
    pub(super) fn set_echo_level(this: &Logger, level: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setLogLevel)]
    pub(super) fn set_log_level(this: &Logger, level: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = "_logs")]
    pub(super) fn logs(this: &Logger) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = "_serverBoundInternalLogs")]
    pub(super) fn server_bound_logs(this: &Logger) -> Result<Array, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    pub(super) type AgentDataProvider;

    /// The raw agent data; throws before there is some.
    #[wasm_bindgen(method, structural, catch, js_name = getAgentData)]
    pub(super) fn agent_data(this: &AgentDataProvider) -> Result<AgentData, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// A promise that is answered by two functions; what they give is not waited for.
    pub(super) type Thenable;

    #[wasm_bindgen(method, structural)]
    pub(super) fn then(this: &Thenable, success: &Function, failure: &Function) -> JsValue;

    /// A function seen as something that can be bound.
    pub(super) type Bindable;

    #[wasm_bindgen(method, structural)]
    pub(super) fn bind(this: &Bindable, context: &JsValue, first: u32) -> Function;

    /// What `initCCP` was given.
    pub(super) type Params;

    #[wasm_bindgen(method, getter, structural, catch, js_name = ccpUrl)]
    pub(super) fn ccp_url(this: &Params) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = loginUrl)]
    pub(super) fn login_url(this: &Params) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = loginOptions)]
    pub(super) fn login_options(this: &Params) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = loginPopup)]
    pub(super) fn login_popup(this: &Params) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, setter, structural, catch, js_name = loginPopup)]
    pub(super) fn set_login_popup(this: &Params, opens: &JsValue) -> Result<(), JsValue>;

    /// Whatever was thrown, or given to `failure`.
    pub(super) type Thrown;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn name(this: &Thrown) -> Result<JsValue, JsValue>;

    /// What the second channel refuses with (`connect.md` E.8).
    #[wasm_bindgen(method, getter, structural, catch, js_name = errorKey)]
    pub(super) fn key(this: &Thrown) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn message(this: &Thrown) -> Result<JsValue, JsValue>;
}

// The agent, contacts and their legs (`connect.md` C and D).

#[wasm_bindgen]
extern "C" {
    pub(super) type Agent;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "Agent", catch)]
    pub(super) fn new() -> Result<Agent, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onRefresh)]
    pub(super) fn on_refresh(this: &Agent, f: &Function) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getAgentStates)]
    pub(super) fn agent_states(this: &Agent) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setState)]
    pub(super) fn set_state(
        this: &Agent,
        state: &AgentState,
        callbacks: &Callbacks,
        options: &StateOptions,
    ) -> Result<(), JsValue>;

    /// `agent.connect`; without a queue in `callbacks` the default outbound queue is taken.
    #[wasm_bindgen(method, structural, catch, js_name = connect)]
    pub(super) fn dial(
        this: &Agent,
        endpoint: &Endpoint,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getAllQueueARNs)]
    pub(super) fn queues(this: &Agent) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getEndpoints)]
    pub(super) fn endpoints(
        this: &Agent,
        queues: &Array,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn mute(this: &Agent) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn unmute(this: &Agent) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setMicrophoneDevice)]
    pub(super) fn set_microphone(this: &Agent, id: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setRingerDevice)]
    pub(super) fn set_ringer(this: &Agent, id: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setSpeakerDevice)]
    pub(super) fn set_speaker(this: &Agent, id: &str) -> Result<(), JsValue>;

    /// A request on the second channel, as everything that gives a promise (`connect.md` E.8).
    #[wasm_bindgen(method, structural, catch, js_name = setVoiceEnhancementMode)]
    pub(super) fn set_enhancement(this: &Agent, mode: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onVoiceEnhancementModeChanged)]
    pub(super) fn on_enhancement(this: &Agent, f: &Function) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getNetworkConnectionStatus)]
    pub(super) fn network(this: &Agent) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onNetworkConnectionStatusChanged)]
    pub(super) fn on_network(this: &Agent, f: &Function) -> Result<Subscription, JsValue>;

    pub(super) type AgentState;

    #[wasm_bindgen(method, getter, structural, catch, js_name = agentStateARN)]
    pub(super) fn arn(this: &AgentState) -> Result<JsValue, JsValue>;

    /// Asks the CCP's frame for its devices; gives up after `timeout` milliseconds.
    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = getFrameMediaDevices, catch)]
    pub(super) fn media_devices(timeout: u32) -> Result<Promise, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    pub(super) type Contact;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "Contact", catch)]
    pub(super) fn with_id(id: &str) -> Result<Contact, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getContactId)]
    pub(super) fn contact_id(this: &Contact) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn accept(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn reject(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn clear(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = isPreviewMode)]
    pub(super) fn is_previewed(this: &Contact) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getPreviewConfiguration)]
    pub(super) fn preview_rules(this: &Contact) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = engagePreviewContact)]
    pub(super) fn engage(this: &Contact) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = addConnection)]
    pub(super) fn add(
        this: &Contact,
        endpoint: &Endpoint,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = conferenceConnections)]
    pub(super) fn join(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = toggleActiveConnections)]
    pub(super) fn swap(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    /// Undefined when the contact has no leg of the agent.
    #[wasm_bindgen(method, structural, catch, js_name = getAgentConnection)]
    pub(super) fn agent_connection(this: &Contact) -> Result<Option<Leg>, JsValue>;

    /// `connect.ConnectionSnapshot`: a leg that needs nothing but its ids. The other classes open the
    /// leg's media on construction, and that of tasks throws without `TaskJS` (`connect.md` A.4).
    pub(super) type Leg;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "ConnectionSnapshot", catch)]
    pub(super) fn of(identity: &Identity) -> Result<Leg, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn destroy(this: &Leg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn hold(this: &Leg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn resume(this: &Leg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = sendDigits)]
    pub(super) fn send_digits(
        this: &Leg,
        digits: &str,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    /// `connect.VoiceConnection`, the only one that can be muted; throws when there is no such leg.
    pub(super) type VoiceLeg;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "VoiceConnection", catch)]
    pub(super) fn of_ids(contact: &str, leg: &str) -> Result<VoiceLeg, JsValue>;

    /// What all of them have, as [`core`].
    #[wasm_bindgen(js_namespace = ["connect", "VoiceConnection", "prototype"], js_name = valueOf, catch)]
    pub(super) fn voice_leg() -> Result<Object, JsValue>;

    /// Hears of this leg, or of every leg if this one has no id (`VoiceClient.onParticipantHold`).
    #[wasm_bindgen(method, structural, catch, js_name = onParticipantHold)]
    pub(super) fn on_hold(this: &VoiceLeg, f: &Function) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onParticipantResume)]
    pub(super) fn on_resume(this: &VoiceLeg, f: &Function) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = muteParticipant)]
    pub(super) fn mute(this: &VoiceLeg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = unmuteParticipant)]
    pub(super) fn unmute(this: &VoiceLeg, callbacks: &Callbacks) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Where a call can go to; `connect.Endpoint`.
    pub(super) type Endpoint;

    #[wasm_bindgen(
        static_method_of = Endpoint,
        js_namespace = connect,
        js_class = "Endpoint",
        js_name = byPhoneNumber,
        catch
    )]
    pub(super) fn by_number(number: &str) -> Result<Endpoint, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = endpointARN)]
    pub(super) fn arn(this: &Endpoint) -> Result<JsValue, JsValue>;

    /// The plain object `{success, failure}`.
    pub(super) type Callbacks;

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_success(this: &Callbacks, f: &Function);

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_failure(this: &Callbacks, f: &Function);

    /// The plain object `{enqueueNextState}`.
    pub(super) type StateOptions;

    #[wasm_bindgen(method, setter, structural, js_name = enqueueNextState)]
    pub(super) fn set_enqueue_next_state(this: &StateOptions, enqueue: bool);

    /// The plain object `{contactId, connectionId}`.
    pub(super) type Identity;

    #[wasm_bindgen(method, setter, structural, js_name = contactId)]
    pub(super) fn set_contact(this: &Identity, id: &str);

    #[wasm_bindgen(method, setter, structural, js_name = connectionId)]
    pub(super) fn set_leg(this: &Identity, id: &str);
}

// What Streams hands over: plain objects that came through `postMessage`.

#[wasm_bindgen]
extern "C" {
    /// `{snapshot, configuration}` (`connect.md` E.6).
    pub(super) type AgentData;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn snapshot(this: &AgentData) -> Result<AgentSnapshot, JsValue>;

    pub(super) type AgentSnapshot;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn contacts(this: &AgentSnapshot) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn skew(this: &AgentSnapshot) -> Result<JsValue, JsValue>;

    /// A contact, as far as its attributes go.
    pub(super) type Attributed;

    #[wasm_bindgen(method, getter, structural, catch, js_name = contactId)]
    pub(super) fn id(this: &Attributed) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn attributes(this: &Attributed) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = segmentAttributes)]
    pub(super) fn segments(this: &Attributed) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// What `agent.getEndpoints` gives to `success`.
    pub(super) type EndpointsAnswer;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn endpoints(this: &EndpointsAnswer) -> Result<Array, JsValue>;

    /// What `contact.getPreviewConfiguration` gives (`frontier.md` 14).
    pub(super) type PreviewRules;

    /// In seconds.
    #[wasm_bindgen(method, getter, structural, catch, js_name = autoDialTimeout)]
    pub(super) fn dials_after(this: &PreviewRules) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = canDiscardPreview)]
    pub(super) fn may_skip(this: &PreviewRules) -> Result<JsValue, JsValue>;

}

#[wasm_bindgen]
extern "C" {
    /// The data of any event.
    pub(super) type News;

    /// Of an acknowledgement: the first of a CCP page has one, the others have none.
    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn id(this: &News) -> Result<JsValue, JsValue>;

    /// Of a warning that the session ends, in milliseconds since the Unix epoch.
    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn expiration(this: &News) -> Result<JsValue, JsValue>;

    /// Of `agent::mute_toggle`.
    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn muted(this: &News) -> Result<JsValue, JsValue>;

    /// Of `agent::softphone_error`.
    #[wasm_bindgen(method, getter, structural, catch, js_name = errorType)]
    pub(super) fn kind(this: &News) -> Result<JsValue, JsValue>;

    /// Of `configuration::…_device_changed`.
    #[wasm_bindgen(method, getter, structural, catch, js_name = deviceId)]
    pub(super) fn device(this: &News) -> Result<JsValue, JsValue>;

    // Of the second channel: a mode, how the network stands, or who is on hold.

    #[wasm_bindgen(method, getter, structural, catch, js_name = voiceEnhancementMode)]
    pub(super) fn mode(this: &News) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn status(this: &News) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = participantId)]
    pub(super) fn leg(this: &News) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = isOnHold)]
    pub(super) fn on(this: &News) -> Result<JsValue, JsValue>;
}
