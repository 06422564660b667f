//! Builds UEF's requests: their setters and their in-data builder.
//!
//! Never publishes what could not be said whole, but for setters that a release may lack.

use super::js::{JsObject, value_of};
use super::plan::Operation;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// Without these a request still means the same.
const OPTIONAL: [&str; 1] = ["setLookupObject"];

/// What makes requests.
///
/// # Errors
/// Says that there is none.
pub(super) fn helper(provider: &JsObject) -> Result<JsObject, String> {
    provider.get("requestHelper").ok_or_else(|| "requestHelper is missing".to_owned())
}

/// Makes the request for an operation.
///
/// # Errors
/// Says what is missing or was thrown.
pub(super) fn request(helper: &JsObject, operation: &Operation) -> Result<JsObject, String> {
    let request = named(helper, "createPublishRequest", operation.name)?;
    for (setter, value) in &operation.setters {
        let optional = value.is_null() || OPTIONAL.contains(&setter.as_str());
        if !optional || request.can(setter) {
            request.call(setter, &[&value_of(value)])?;
        }
    }
    if let Some(in_data) = &operation.in_data {
        fill(&request, in_data)?;
    }
    Ok(request)
}

/// Makes a request of this name.
///
/// # Errors
/// Says what is missing or was thrown.
pub(super) fn named(helper: &JsObject, creator: &str, name: &str) -> Result<JsObject, String> {
    JsObject::of(helper.call(creator, &[&name.into()])?)
        .ok_or_else(|| format!("{creator} gave nothing"))
}

/// Tells the builder token by token; where there is none that can be told so, all at once.
fn fill(request: &JsObject, in_data: &Map<String, Value>) -> Result<(), String> {
    const BY_NAME: &str = "setInDataValueByAttribute";
    let builder = request.ask("getInData").filter(|builder| builder.can(BY_NAME));
    if let Some(builder) = builder {
        let told = in_data.iter().try_for_each(|(name, value)| {
            builder.call(BY_NAME, &[&name.into(), &value_of(value)]).map(|_: JsValue| ())
        });
        if told.is_ok() || !request.can("setInputData") {
            return told;
        }
    }
    let whole = value_of(&Value::Object(in_data.clone()));
    request.call("setInputData", &[&whole]).map(|_: JsValue| ())
}
