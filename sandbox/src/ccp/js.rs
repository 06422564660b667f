//! The few things of JavaScript that `web-sys` has no names for.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;
use web_sys::Window;

#[wasm_bindgen]
extern "C" {
    /// `JSON.parse` with a reviver, which makes dates of texts.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    pub(super) fn parse(text: &str, reviver: &Function) -> Result<JsValue, JsValue>;

    /// The plain object `{event, data}` of Streams' conduit.
    #[wasm_bindgen(extends = Object)]
    pub(super) type Message;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn event(this: &Message) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    pub(super) fn data(this: &Message) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_event(this: &Message, event: &str);

    #[wasm_bindgen(method, setter, structural)]
    pub(super) fn set_data(this: &Message, data: &JsValue);

    /// A window seen as the list of its frames, which works across origins.
    pub(super) type Frames;

    #[wasm_bindgen(method, indexing_getter, structural, catch)]
    pub(super) fn get(this: &Frames, at: u32) -> Result<Option<Window>, JsValue>;

    /// A location that tells which pages are around its own, the nearest first; Firefox does not.
    pub(super) type Framed;

    #[wasm_bindgen(method, getter, structural, js_name = ancestorOrigins)]
    pub(super) fn ancestors(this: &Framed) -> Option<Origins>;

    pub(super) type Origins;

    #[wasm_bindgen(method, indexing_getter, structural)]
    pub(super) fn get(this: &Origins, at: u32) -> Option<String>;
}
