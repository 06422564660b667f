//! The names of the agent, of contacts and of their legs (`connect.md` C and D).

use super::Subscription;
use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    pub(in crate::connect) type Agent;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "Agent", catch)]
    pub(in crate::connect) fn new() -> Result<Agent, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = onRefresh)]
    pub(in crate::connect) fn on_refresh(
        this: &Agent,
        f: &Function,
    ) -> Result<Subscription, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getAgentStates)]
    pub(in crate::connect) fn agent_states(this: &Agent) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setState)]
    pub(in crate::connect) fn set_state(
        this: &Agent,
        state: &AgentState,
        callbacks: &Callbacks,
        options: &StateOptions,
    ) -> Result<(), JsValue>;

    /// `agent.connect`; without a queue in `callbacks` the default outbound queue is taken.
    #[wasm_bindgen(method, structural, catch, js_name = connect)]
    pub(in crate::connect) fn dial(
        this: &Agent,
        endpoint: &Endpoint,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getAllQueueARNs)]
    pub(in crate::connect) fn queues(this: &Agent) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getEndpoints)]
    pub(in crate::connect) fn endpoints(
        this: &Agent,
        queues: &Array,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn mute(this: &Agent) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn unmute(this: &Agent) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setMicrophoneDevice)]
    pub(in crate::connect) fn set_microphone(this: &Agent, id: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setRingerDevice)]
    pub(in crate::connect) fn set_ringer(this: &Agent, id: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = setSpeakerDevice)]
    pub(in crate::connect) fn set_speaker(this: &Agent, id: &str) -> Result<(), JsValue>;

    pub(in crate::connect) type AgentState;

    #[wasm_bindgen(method, getter, structural, catch, js_name = agentStateARN)]
    pub(in crate::connect) fn arn(this: &AgentState) -> Result<JsValue, JsValue>;

    /// Asks the CCP's frame for its devices; gives up after `timeout` milliseconds.
    #[wasm_bindgen(js_namespace = ["connect", "core"], js_name = getFrameMediaDevices, catch)]
    pub(in crate::connect) fn media_devices(timeout: u32) -> Result<Promise, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    pub(in crate::connect) type Contact;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "Contact", catch)]
    pub(in crate::connect) fn with_id(id: &str) -> Result<Contact, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = getContactId)]
    pub(in crate::connect) fn contact_id(this: &Contact) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn accept(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn reject(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn clear(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = addConnection)]
    pub(in crate::connect) fn add(
        this: &Contact,
        endpoint: &Endpoint,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = conferenceConnections)]
    pub(in crate::connect) fn join(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = toggleActiveConnections)]
    pub(in crate::connect) fn swap(this: &Contact, callbacks: &Callbacks) -> Result<(), JsValue>;

    /// Undefined when the contact has no leg of the agent.
    #[wasm_bindgen(method, structural, catch, js_name = getAgentConnection)]
    pub(in crate::connect) fn agent_connection(this: &Contact) -> Result<Option<Leg>, JsValue>;

    /// `connect.ConnectionSnapshot`: a leg that needs nothing but its ids. The other classes open the
    /// leg's media on construction, and that of tasks throws without `TaskJS` (`connect.md` A.4).
    pub(in crate::connect) type Leg;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "ConnectionSnapshot", catch)]
    pub(in crate::connect) fn of(identity: &Identity) -> Result<Leg, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn destroy(this: &Leg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn hold(this: &Leg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub(in crate::connect) fn resume(this: &Leg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = sendDigits)]
    pub(in crate::connect) fn send_digits(
        this: &Leg,
        digits: &str,
        callbacks: &Callbacks,
    ) -> Result<(), JsValue>;

    /// `connect.VoiceConnection`, the only one that can be muted; throws when there is no such leg.
    pub(in crate::connect) type VoiceLeg;

    #[wasm_bindgen(constructor, js_namespace = connect, js_class = "VoiceConnection", catch)]
    pub(in crate::connect) fn of_ids(contact: &str, leg: &str) -> Result<VoiceLeg, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = muteParticipant)]
    pub(in crate::connect) fn mute(this: &VoiceLeg, callbacks: &Callbacks) -> Result<(), JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = unmuteParticipant)]
    pub(in crate::connect) fn unmute(this: &VoiceLeg, callbacks: &Callbacks)
    -> Result<(), JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Where a call can go to; `connect.Endpoint`.
    pub(in crate::connect) type Endpoint;

    #[wasm_bindgen(
        static_method_of = Endpoint,
        js_namespace = connect,
        js_class = "Endpoint",
        js_name = byPhoneNumber,
        catch
    )]
    pub(in crate::connect) fn by_number(number: &str) -> Result<Endpoint, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = endpointARN)]
    pub(in crate::connect) fn arn(this: &Endpoint) -> Result<JsValue, JsValue>;

    /// The plain object `{success, failure}`.
    #[wasm_bindgen(extends = Object)]
    pub(in crate::connect) type Callbacks;

    #[wasm_bindgen(method, setter, structural)]
    pub(in crate::connect) fn set_success(this: &Callbacks, f: &Function);

    #[wasm_bindgen(method, setter, structural)]
    pub(in crate::connect) fn set_failure(this: &Callbacks, f: &Function);

    /// The plain object `{enqueueNextState}`.
    #[wasm_bindgen(extends = Object)]
    pub(in crate::connect) type StateOptions;

    #[wasm_bindgen(method, setter, structural, js_name = enqueueNextState)]
    pub(in crate::connect) fn set_enqueue_next_state(this: &StateOptions, enqueue: bool);

    /// The plain object `{contactId, connectionId}`.
    #[wasm_bindgen(extends = Object)]
    pub(in crate::connect) type Identity;

    #[wasm_bindgen(method, setter, structural, js_name = contactId)]
    pub(in crate::connect) fn set_contact(this: &Identity, id: &str);

    #[wasm_bindgen(method, setter, structural, js_name = connectionId)]
    pub(in crate::connect) fn set_leg(this: &Identity, id: &str);
}
