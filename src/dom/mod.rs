//! The browser's own means behind small functions: each says what it does and returns a `Result`
//! or an `Option` where the browser may refuse.
//!
//! Never knows what the toolbar is about: no domain, no view, no words.

pub(crate) mod activity;
pub mod clock;
pub(crate) mod fetch;
pub(crate) mod file;
pub mod focus;
pub(crate) mod later;
pub(crate) mod locks;
pub mod microphone;
pub(crate) mod notification;
pub mod page;
pub mod phone;
pub(crate) mod probe;
pub(crate) mod storage;
pub(crate) mod window;

use core::fmt;
use js_sys::{Function, JsString, Promise};
use wasm_bindgen::{JsCast, JsValue};

/// Something that the browser does not have here or did not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DomError {
    /// Which means it was.
    pub means: &'static str,
}

impl fmt::Display for DomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the browser refused {}", self.means)
    }
}

impl core::error::Error for DomError {}

/// A promise, and what keeps it.
pub fn deferred() -> (Promise, Function) {
    // Not `Function::default`: it makes a function of text, which the policy of our headers forbids.
    let mut keep: Function = JsValue::UNDEFINED.unchecked_into();
    // Called before `new` comes back.
    let promise = Promise::new(&mut |resolve, _| keep = resolve);
    (promise, keep)
}

/// The text in lower case, whatever its script.
pub fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// 122 random bits in two words, out of the browser's own UUID maker.
///
/// # Errors
/// When the page is no secure context, where the maker does not exist.
pub fn random_seed() -> Result<[u64; 2], DomError> {
    let refused = DomError { means: "random numbers" };
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(refused)?;
    if !web_sys::window().is_some_and(|window| window.is_secure_context()) {
        return Err(refused);
    }
    let digits: String = crypto.random_uuid().chars().filter(char::is_ascii_hexdigit).collect();
    let word = |part: Option<&str>| part.and_then(|hex| u64::from_str_radix(hex, 16).ok());
    match (word(digits.get(..16)), word(digits.get(16..32))) {
        (Some(high), Some(low)) => Ok([high, low]),
        _ => Err(refused),
    }
}
