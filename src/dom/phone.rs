//! Owns the library that formats phone numbers: `libphonenumber-js`, `bundle/libphonenumber-min.js`.
//!
//! It is large and nobody waits for it, so it is loaded late; until then, and for what it does not
//! take for a number, there is no format and the caller shows the number as it came.

use super::DomError;
use gloo_events::EventListener;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use web_sys::HtmlScriptElement;

#[wasm_bindgen]
extern "C" {
    /// A number that the library could read.
    type PhoneNumber;

    // Gives `undefined` for what is no number; throws only if the library is not there.
    #[wasm_bindgen(catch, js_namespace = libphonenumber, js_name = parsePhoneNumber)]
    fn parse_phone_number(text: &str, country: &str) -> Result<Option<PhoneNumber>, JsValue>;

    #[wasm_bindgen(catch, method, structural, js_name = isPossible)]
    fn is_possible(this: &PhoneNumber) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, method, structural, js_name = formatInternational)]
    fn format_international(this: &PhoneNumber) -> Result<String, JsValue>;
}

/// Formats `number` for reading, with its country code; `default_country` (ISO 3166-1) is taken for
/// a number without one. `None` without the library, and for short codes and other unlikely numbers.
pub fn format(number: &str, default_country: &str) -> Option<String> {
    let number = parse_phone_number(number, default_country).ok()??;
    number.is_possible().ok()?.then_some(())?;
    number.format_international().ok()
}

/// The library on its way; dropping it forgets the wish to be told.
pub struct Loading {
    _script: HtmlScriptElement,
    _listener: EventListener,
}

/// Loads the library from `url` and calls `loaded` when it can be used; if that fails, never.
///
/// # Errors
/// When the document cannot take a script.
pub fn load(url: &str, loaded: impl FnOnce() + 'static) -> Result<Loading, DomError> {
    let refused = DomError { means: "a script" };
    let document = web_sys::window().and_then(|window| window.document()).ok_or(refused)?;
    let head = document.head().ok_or(refused)?;
    let script: HtmlScriptElement = document
        .create_element("script")
        .ok()
        .and_then(|element| element.dyn_into().ok())
        .ok_or(refused)?;
    script.set_src(url);
    let listener = EventListener::once(&script, "load", move |_| loaded());
    head.append_child(&script).map_err(|_| refused)?;
    Ok(Loading { _script: script, _listener: listener })
}
