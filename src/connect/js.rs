//! The names of Streams 2.28.2 that the adapter calls (`connect.md` B to D).
//!
//! Everything can throw, so everything has `catch`; a missing
//! `globalThis.connect` is an `Err` like any other. Here is `connect.core`; the agent, contacts and
//! their legs are in `agent`, the raw data they are read from in `data`.

mod agent;
mod data;

pub(super) use agent::{
    Agent, AgentState, Callbacks, Contact, Endpoint, Identity, Leg, StateOptions, VoiceLeg,
    media_devices,
};
pub(super) use data::{
    Acknowledgement, AgentData, Answer, Attributed, DeviceNews, MuteNews, SoftphoneNews,
};
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

    /// What a warning is told with.
    pub(super) type ExpirationNews;

    /// Milliseconds since the Unix epoch.
    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn expiration(this: &ExpirationNews) -> Result<JsValue, JsValue>;
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
    pub(super) fn bind(this: &Bindable, context: &JsValue, first: &str) -> Function;

    /// What `initCCP` was given.
    #[wasm_bindgen(extends = Object)]
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

    /// The plain object `{credentials, mode}`.
    #[wasm_bindgen(extends = Object)]
    pub(super) type FetchOptions;

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_credentials(this: &FetchOptions, credentials: &str);

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_mode(this: &FetchOptions, mode: &str);

    /// The page's `fetch`.
    #[wasm_bindgen(catch)]
    pub(super) fn fetch(url: &str, options: &FetchOptions) -> Result<Promise, JsValue>;

    /// Whatever was thrown, or given to `failure`.
    pub(super) type Thrown;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn name(this: &Thrown) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn message(this: &Thrown) -> Result<JsValue, JsValue>;
}
