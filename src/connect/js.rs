//! Owns the names of Streams 2.28.2 that the adapter calls (`connect.md` B to D).
//!
//! Must never hold logic. Everything can throw, so everything has `catch`; a missing
//! `globalThis.connect` is an `Err` like any other.

use js_sys::{Array, Function, Object};
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

    /// `connect.core` itself; `valueOf` of a plain object is the object.
    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = valueOf, catch)]
    pub(super) fn core() -> Result<Core, JsValue>;
}

#[wasm_bindgen]
extern "C" {
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
    pub(super) fn agent_data(this: &AgentDataProvider) -> Result<JsValue, JsValue>;

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

    pub(super) type AgentState;

    #[wasm_bindgen(method, getter, structural, catch, js_name = agentStateARN)]
    pub(super) fn arn(this: &AgentState) -> Result<JsValue, JsValue>;

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

    /// Undefined when the contact has no leg of the agent.
    #[wasm_bindgen(method, structural, catch, js_name = getAgentConnection)]
    pub(super) fn agent_connection(this: &Contact) -> Result<Option<Connection>, JsValue>;

    pub(super) type Connection;

    #[wasm_bindgen(method, structural, catch)]
    pub(super) fn destroy(this: &Connection, callbacks: &Callbacks) -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The plain object `{success, failure}`.
    #[wasm_bindgen(extends = Object)]
    pub(super) type Callbacks;

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_success(this: &Callbacks, f: &Function);

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_failure(this: &Callbacks, f: &Function);

    /// A function seen as something that can be bound.
    pub(super) type Bindable;

    #[wasm_bindgen(method, structural)]
    pub(super) fn bind(this: &Bindable, context: &JsValue, first: &str) -> Function;

    /// The plain object `{enqueueNextState}`.
    #[wasm_bindgen(extends = Object)]
    pub(super) type StateOptions;

    #[wasm_bindgen(method, setter, structural, js_name = enqueueNextState)]
    pub(super) fn set_enqueue_next_state(this: &StateOptions, enqueue: bool);

    /// What `initCCP` was given.
    #[wasm_bindgen(extends = Object)]
    pub(super) type Params;

    #[wasm_bindgen(method, getter, structural, catch, js_name = ccpUrl)]
    pub(super) fn ccp_url(this: &Params) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = loginUrl)]
    pub(super) fn login_url(this: &Params) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = loginOptions)]
    pub(super) fn login_options(this: &Params) -> Result<JsValue, JsValue>;

    /// The data of an acknowledgement: the first of a CCP page has an id, the others have none.
    pub(super) type Acknowledgement;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn id(this: &Acknowledgement) -> Result<JsValue, JsValue>;

    /// Whatever was thrown, or given to `failure`.
    pub(super) type Thrown;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn name(this: &Thrown) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn message(this: &Thrown) -> Result<JsValue, JsValue>;
}
