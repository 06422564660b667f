//! Owns the answers to what Streams asks of the simulated Connect (`connect.md` E.5).
//!
//! PURE. Must never answer what it did not do: an unknown method is an error, as in the real worker.

use super::backend::{Aftermath, Refused};
use super::contact::Contact;
use super::engine::{Effect, Engine, LATE, Later};
use super::fault::Fault;
use crate::domain::Millis;
use crate::sandbox::report::Report;
use serde_json::{Value, json};

impl Engine {
    /// Takes the data of an `api_request`.
    pub fn request(&mut self, request: &Value, now: Millis) -> Vec<Effect> {
        if self.has(Fault::ConnectNever) {
            return vec![report(request, now, "none".to_owned())];
        }
        if self.has(Fault::ConnectLate) {
            self.later.push_back((now + LATE, Later::Request(request.clone())));
            return Vec::new();
        }
        self.perform(request, now)
    }

    /// Carries a request out and answers it; the snapshot comes later.
    pub(super) fn perform(&mut self, request: &Value, now: Millis) -> Vec<Effect> {
        let method = text(request, "method");
        let outcome = match fault_of(method).filter(|fault| self.has(*fault)) {
            Some(fault) => {
                Err(Refused("InvalidStateException", format!("The fault {} is on", fault.name())))
            }
            None => self.carry_out(method, request.get("params").unwrap_or(&Value::Null), now),
        };
        let lost = method == "acceptContact" && self.has(Fault::AcceptLost);
        let (data, error, word) = match &outcome {
            Ok(answer) => (answer.data.clone(), None, "success"),
            Err(Refused(kind, message)) => (Value::Null, Some(error_text(kind, message)), *kind),
        };
        let word = if lost { "none" } else { word };
        let mut effects = vec![report(request, now, word.to_owned())];
        if !lost {
            let answer = json!({
                "event": "api_response",
                "requestId": text(request, "requestId"),
                "data": data,
                "err": error,
            });
            effects.extend(self.say(&json!({ "event": "api_response", "data": answer })));
        }
        if outcome.is_ok_and(|answer| answer.changed) {
            effects.extend(self.changed(now));
        }
        effects
    }

    fn carry_out(&mut self, method: &str, params: &Value, now: Millis) -> Result<Answer, Refused> {
        let (contact, connection) = (text(params, "contactId"), text(params, "connectionId"));
        let rejected = self.aftermath(Fault::RejectVanishes);
        let backend = &mut self.backend;
        match method {
            "acceptContact" => backend.accept(contact, false, now)?,
            "rejectContact" => backend.reject(contact, rejected, now)?,
            "clearContact" | "completeContact" => backend.clear(contact, now)?,
            "destroyConnection" => {
                let ringing = |c: &Contact| c.id == contact && c.is_ringing();
                if rejected == Aftermath::Vanishes && backend.contacts.iter().any(ringing) {
                    backend.reject(contact, rejected, now)?;
                } else {
                    backend.destroy(contact, connection, now)?;
                }
            }
            "holdConnection" => backend.hold(contact, true, now)?,
            "resumeConnection" => backend.hold(contact, false, now)?,
            "putAgentState" => {
                let state = params.get("state").unwrap_or(&Value::Null);
                let enqueue = params.get("enqueueNextState").and_then(Value::as_bool);
                backend.choose(text(state, "name"), enqueue.unwrap_or_default(), now)?;
            }
            "createOutboundContact" => {
                let endpoint = params.get("endpoint").unwrap_or(&Value::Null);
                backend.dial(text(endpoint, "phoneNumber"), now)?;
            }
            "getEndpoints" => {
                return Ok(Answer::unchanged(json!({ "endpoints": [], "nextToken": null })));
            }
            "sendDigits"
            | "updateAgentConfiguration"
            | "sendSoftphoneCallMetrics"
            | "sendSoftphoneCallReport" => return Ok(Answer::unchanged(json!({}))),
            other => {
                let message = format!("No such method exists on AWS client: {other}");
                return Err(Refused("UnknownMethod", message));
            }
        }
        Ok(Answer { data: json!({}), changed: true })
    }
}

/// A successful answer.
struct Answer {
    data: Value,
    changed: bool,
}

impl Answer {
    fn unchanged(data: Value) -> Self {
        Self { data, changed: false }
    }
}

fn fault_of(method: &str) -> Option<Fault> {
    match method {
        "acceptContact" => Some(Fault::AcceptFails),
        "rejectContact" => Some(Fault::RejectFails),
        "destroyConnection" => Some(Fault::EndFails),
        "clearContact" => Some(Fault::ClearFails),
        "putAgentState" => Some(Fault::StateFails),
        _ => None,
    }
}

/// The worker gives errors as JSON text (`connect.md` D.7).
fn error_text(kind: &str, message: &str) -> String {
    json!({
        "type": kind,
        "message": message,
        "stack": [],
        "retryStatus": "none",
        "statusCode": 400,
    })
    .to_string()
}

fn report(request: &Value, now: Millis, answer: String) -> Effect {
    Effect::Report(Report::Request {
        method: text(request, "method").to_owned(),
        params: request.get("params").unwrap_or(&Value::Null).to_string(),
        at: now.0,
        answer,
    })
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
