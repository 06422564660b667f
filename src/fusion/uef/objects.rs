//! Builds UEF's requests, their setters and their in-data builder; takes the parts out of what UEF hands over; and gives
//! the promise by which a command is answered.
//!
//! Never publishes what could not be said whole, but for setters that a release may lack; never decides what a part means:
//! that is `codec`.

use js_sys::{Function, Promise};
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

use super::codec::Operation;
use super::js::{JsObject, value_of};
use crate::dom;
use crate::domain::{Refusal, Reply};
use crate::fusion::mca::Encoder;
use crate::fusion::mca::encode::{FAILURE, refusal_text};

/// Without this a request still means the same.
const OPTIONAL: &str = "setLookupObject";

/// Makes the request for an operation.
///
/// # Errors
/// Says what is missing or was thrown.
pub(super) fn request(provider: &JsObject, operation: &Operation) -> Result<JsObject, String> {
    let request = named(provider, "createPublishRequest", operation.name)?;
    for (setter, value) in &operation.setters {
        let optional = value.is_null() || setter == OPTIONAL;
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
pub(super) fn named(provider: &JsObject, creator: &str, name: &str) -> Result<JsObject, String> {
    let helper = provider.get("requestHelper");
    let helper = helper.ok_or_else(|| "requestHelper is missing".to_owned())?;
    JsObject::of(helper.call(creator, &[&name.into()])?)
        .ok_or_else(|| format!("{creator} gave nothing"))
}

/// Tells the builder token by token; where there is none that can be told so, all at once.
fn fill(request: &JsObject, in_data: &Map<String, Value>) -> Result<(), String> {
    const BY_NAME: &str = "setInDataValueByAttribute";
    let builder = request.getter("getInData").filter(|builder| builder.can(BY_NAME));
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

/// What the plain shape of an answer or an event holds, out of its `responseDetails`.
pub(super) fn payload(details: &JsObject) -> Option<JsObject> {
    details.get("data")?.get("payload")
}

/// Every part of an answer or an event, in either shape, as one JSON text.
pub(super) fn parts(response: &JsObject) -> String {
    let typed = response.getter("getResponseData");
    let typed = |getter: &str| typed.as_ref().and_then(|data| data.getter(getter));
    let details = response.get("responseDetails");
    let payload = details.as_ref().and_then(payload);
    let found = [
        ("command", typed("getCommand")),
        ("data", typed("getData")),
        ("details", details.filter(|_| payload.is_none())),
        ("error", typed("getError")),
        ("eventId", typed("getEventId")),
        ("outData", typed("getOutData")),
        ("payload", payload),
        ("success", typed("isSuccess")),
    ];
    let mut text = String::from("{");
    for (name, part) in found {
        if let Some(json) = part.and_then(|part| part.json()) {
            if text.len() > 1 {
                text.push(',');
            }
            text.extend(["\"", name, "\":", json.as_str()]);
        }
    }
    text.push('}');
    text
}

/// A command of Fusion that waits for its reply.
#[derive(Clone, Debug)]
pub(super) struct WaitingReply {
    response: JsObject,
    settle: Function,
}

impl WaitingReply {
    /// Takes a command; Fusion waits for the promise.
    pub(super) fn begin(response: &JsObject) -> (Self, Promise) {
        let (promise, settle) = dom::deferred();
        (Self { response: response.clone(), settle }, promise)
    }

    /// Answers it, in the style in which it came.
    pub(super) fn answer(&self, encoder: &Encoder<'_>, reply: &Result<Reply, Refusal>) {
        match reply {
            Ok(reply) => self.resolve("success", None, &encoder.out_data(reply)),
            Err(refusal) => self.refuse(&refusal_text(refusal)),
        }
    }

    /// Answers that it was not carried out. To break the promise is documented as well, but what
    /// Fusion then shows is not.
    pub(super) fn refuse(&self, why: &str) {
        self.resolve(FAILURE, Some(why), &Value::Null);
    }

    fn resolve(&self, result: &str, why: Option<&str>, out_data: &Value) {
        let typed = self.response.getter("getResponseData");
        // The object behind `getData()` is live (`fusion.md` L.4).
        let (target, live) = if let Some(typed) = typed {
            let live = typed.getter("getData");
            (typed, live)
        } else {
            let plain = self.response.get("responseDetails");
            let plain = plain.unwrap_or_else(|| self.response.clone());
            (plain.clone(), Some(plain))
        };
        let put = |setter: &str, member: &str, value: &JsValue| {
            (target.can(setter) && target.call(setter, &[value]).is_ok())
                || live.as_ref().is_some_and(|live| live.set(member, value))
        };
        let mut result = result;
        if let Some(why) = why {
            let named = target.can("setResultDisplayString")
                || live.as_ref().is_some_and(|live| live.has("resultDisplayString"));
            let said = named && put("setResultDisplayString", "resultDisplayString", &why.into());
            // Where there is no place for words, any result but success may be words.
            result = if said { result } else { why };
        }
        put("setResult", "result", &result.into());
        if out_data.as_object().is_some_and(|tokens| !tokens.is_empty()) {
            put("setOutdata", "outData", &value_of(out_data));
        }
        let _: Result<JsValue, JsValue> = self.settle.call1(&JsValue::UNDEFINED, target.value());
    }
}
