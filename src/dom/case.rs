//! Lower case as the browser has it, whose tables of Unicode are not in the program a second time.

use js_sys::JsString;

/// The text in lower case, whatever its script.
pub fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}
