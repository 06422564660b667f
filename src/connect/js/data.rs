//! The names of the members of what Streams hands over: data, events and answers.
//!
//! These are plain objects that came through `postMessage`.

use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `{snapshot, configuration}` (`connect.md` E.6).
    pub(in crate::connect) type AgentData;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn snapshot(this: &AgentData) -> Result<AgentSnapshot, JsValue>;

    pub(in crate::connect) type AgentSnapshot;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn contacts(this: &AgentSnapshot) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn skew(this: &AgentSnapshot) -> Result<JsValue, JsValue>;

    /// A contact, as far as its attributes go.
    pub(in crate::connect) type Attributed;

    #[wasm_bindgen(method, getter, structural, catch, js_name = contactId)]
    pub(in crate::connect) fn id(this: &Attributed) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn attributes(this: &Attributed) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch, js_name = segmentAttributes)]
    pub(in crate::connect) fn segments(this: &Attributed) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The data of an acknowledgement: the first of a CCP page has an id, the others have none.
    pub(in crate::connect) type Acknowledgement;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn id(this: &Acknowledgement) -> Result<JsValue, JsValue>;

    /// What `agent.getEndpoints` gives to `success`.
    pub(in crate::connect) type Answer;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn endpoints(this: &Answer) -> Result<Array, JsValue>;

    /// The data of `agent::mute_toggle`.
    pub(in crate::connect) type MuteNews;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(in crate::connect) fn muted(this: &MuteNews) -> Result<JsValue, JsValue>;

    /// The data of `agent::softphone_error`.
    pub(in crate::connect) type SoftphoneNews;

    #[wasm_bindgen(method, getter, structural, catch, js_name = errorType)]
    pub(in crate::connect) fn kind(this: &SoftphoneNews) -> Result<JsValue, JsValue>;

    /// The data of `configuration::…_device_changed`.
    pub(in crate::connect) type DeviceNews;

    #[wasm_bindgen(method, getter, structural, catch, js_name = deviceId)]
    pub(in crate::connect) fn device(this: &DeviceNews) -> Result<JsValue, JsValue>;
}
