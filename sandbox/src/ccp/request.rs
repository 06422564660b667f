//! The answers to what Streams asks of the simulated Connect (`connect.md` E.5).
//!
//! PURE. Never answers what it did not do: an unknown method is an error, as in the real worker.

use super::backend::Aftermath;
use super::contact::{Contact, invalid};
use super::directory::{self, Target};
use super::engine::{Effect, Engine, LATE, Later};
use super::fault::Fault;
use super::terms::{Refused, state_of};
use crate::report::Report;
use crate::time::Millis;
use serde_json::{Value, json};

impl Engine {
    /// Takes the data of an `api_request`.
    pub fn request(&mut self, request: &Value, now: Millis) -> Vec<Effect> {
        if self.has(Fault::ConnectNever) || self.has(Fault::WorkerStuck) {
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
        let dials = method == "createOutboundContact";
        if dials && self.has(Fault::DialLost) {
            return vec![report(request, now, "none".to_owned())];
        }
        let outcome = match fault_of(method).filter(|(fault, _)| self.has(*fault)) {
            Some((fault, kind)) => Err(Refused(kind, format!("The fault {} is on", fault.name()))),
            None => self.carry_out(method, request.get("params").unwrap_or(&Value::Null), now),
        };
        let lost = method == "acceptContact" && self.has(Fault::AcceptLost)
            || dials && self.has(Fault::DialSilent);
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
        let many = self.has(Fault::EndpointsMany);
        let endpoint = params.get("endpoint").unwrap_or(&Value::Null);
        let stillborn = self.has(Fault::DialStillborn);
        let unqueued = self.has(Fault::NoOutboundQueue) && text(params, "queueARN").is_empty();
        let kept = self.has(Fault::SkipForbidden);
        let backend = &mut self.backend;
        match method {
            "acceptContact" => backend.accept(contact, false, now)?,
            "rejectContact" if kept && backend.find(contact)?.dials_at.is_some() => {
                return Err(invalid("This campaign is not skipped", backend.find(contact)?));
            }
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
            "holdConnection" => backend.hold(contact, connection, true, now)?,
            "resumeConnection" => backend.hold(contact, connection, false, now)?,
            "muteParticipant" => backend.mute_leg(contact, connection, true)?,
            "unmuteParticipant" => backend.mute_leg(contact, connection, false)?,
            "createAdditionalConnection" => {
                backend.add(contact, Target::of(endpoint, many)?, now)?;
            }
            "toggleActiveConnections" => backend.swap(contact, connection, now)?,
            "conferenceConnections" => backend.join(contact, now)?,
            "updateMonitorParticipantState" => {
                backend.monitor(contact, text(params, "targetMonitorMode"), now)?;
            }
            "updateAgentConfiguration" => {
                let configuration = params.get("configuration").unwrap_or(&Value::Null);
                backend.profile.update(configuration)?;
            }
            "putAgentState" => {
                let state = params.get("state").unwrap_or(&Value::Null);
                let enqueue = params.get("enqueueNextState").and_then(Value::as_bool);
                let name = state_of(text(state, "agentStateARN")).unwrap_or_default();
                backend.choose(name, enqueue.unwrap_or_default(), now)?;
            }
            "createOutboundContact" => {
                if unqueued {
                    let message = "There is no queue to call from".to_owned();
                    return Err(Refused("InvalidConfigurationException", message));
                }
                backend.dial(Target::dialled(endpoint, many)?, now)?;
                let dialled = backend.contacts.last().map(|contact| contact.id.clone());
                if let Some(id) = dialled.filter(|_| stillborn) {
                    backend.far_end_fails(&id, None, Aftermath::Listed, now)?;
                }
            }
            "getEndpoints" => return directory::page(params, many).map(Answer::unchanged),
            "sendDigits" => {
                backend.send_digits(contact, connection, text(params, "digits"))?;
                return Ok(Answer::unchanged(json!({})));
            }
            "sendSoftphoneCallMetrics" | "sendSoftphoneCallReport" => {
                return Ok(Answer::unchanged(json!({})));
            }
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

/// The fault that refuses a method, and as what.
fn fault_of(method: &str) -> Option<(Fault, &'static str)> {
    let state = "InvalidStateException";
    Some(match method {
        "acceptContact" => (Fault::AcceptFails, state),
        "rejectContact" => (Fault::RejectFails, state),
        "destroyConnection" => (Fault::EndFails, state),
        "clearContact" => (Fault::ClearFails, state),
        "putAgentState" => (Fault::StateFails, state),
        "holdConnection" => (Fault::HoldFails, state),
        "resumeConnection" => (Fault::ResumeFails, state),
        "sendDigits" => (Fault::DigitsFail, "SendDataFailedException"),
        "createOutboundContact" => (Fault::DialFails, "BadEndpointException"),
        "createAdditionalConnection" => (Fault::TransferFails, "BadEndpointException"),
        "toggleActiveConnections" => (Fault::SwapFails, state),
        "conferenceConnections" => (Fault::JoinFails, state),
        "getEndpoints" => (Fault::EndpointsFail, "PaginationException"),
        _ => return None,
    })
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

pub(super) fn report(request: &Value, now: Millis, answer: String) -> Effect {
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
