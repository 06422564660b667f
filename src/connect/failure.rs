//! The way from something that JavaScript threw or reported to the domain's words.

use super::decode::{OTHER, refusal_kind, word};
use super::js::Thrown;
use crate::domain::Failure;
use wasm_bindgen::{JsCast, JsValue};

/// What Streams gave to `failure`.
pub(super) fn refused(error: &JsValue) -> Failure {
    let kind = error.as_string().map_or_else(|| named(error), |text| refusal_kind(&text));
    Failure::Refused { kind }
}

/// What Streams threw.
pub(super) fn threw(error: &JsValue) -> Failure {
    Failure::Threw(named(error))
}

/// The words for a fault of the library itself, before any contact can be involved.
pub(super) fn described(error: &JsValue) -> String {
    let message = error.unchecked_ref::<Thrown>().message().ok().and_then(|m| m.as_string());
    match message.or_else(|| error.as_string()) {
        Some(message) => format!("{}: {message}", named(error)),
        None => named(error),
    }
}

/// Whether an error object has this message.
pub(super) fn says(error: &JsValue, message: &str) -> bool {
    let said = error.unchecked_ref::<Thrown>().message().ok().and_then(|said| said.as_string());
    said.as_deref() == Some(message)
}

/// The class of an error object, such as `StateError`.
pub(super) fn named(error: &JsValue) -> String {
    let name = error.unchecked_ref::<Thrown>().name().ok().and_then(|name| name.as_string());
    name.and_then(|name| word(&name)).unwrap_or_else(|| OTHER.to_owned())
}
