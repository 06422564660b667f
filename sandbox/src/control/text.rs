//! The JSON text of every action.
//!
//! PURE. A member that is left out has its usual value, and `on` is then true.

use super::payloads::Fields;
use super::{Action, Retries};
use crate::ccp::fault::Fault;
use serde_json::{Value, json};

impl Action {
    /// Reads an action; `None` for everything else that windows say to one another.
    pub fn parse(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let fields = Fields(value.as_object()?);
        if fields.text("sandbox").as_deref() != Some("director") {
            return None;
        }
        let contact = fields.text("contact").or_else(|| fields.text("contactId"));
        Some(match fields.text("action")?.as_str() {
            "setup" => Self::Setup { faults: fields.faults() },
            "ring" => Self::Ring(fields.ring()?),
            "customer_hangs_up" => {
                Self::CustomerHangsUp { contact, as_missed: fields.flag("as_missed") }
            }
            "miss" => Self::Miss { contact, kind: fields.text("kind") },
            "re_ring" => Self::ReRing { contact, same_connection: fields.flag("same_connection") },
            "outbound" => Self::Outbound { number: fields.text("number")? },
            "far_end_answers" => Self::FarEndAnswers { contact },
            "far_end_fails" => Self::FarEndFails {
                contact,
                error: fields.text("error"),
                vanishes: fields.flag("vanishes"),
            },
            "third_answers" => Self::ThirdAnswers { contact },
            goes @ ("third_fails" | "third_leaves") => Self::ThirdGoes {
                contact,
                failed: goes == "third_fails",
                vanishes: fields.flag("vanishes"),
            },
            "consult_in_ccp" => Self::ConsultInCcp { contact, number: fields.text("number")? },
            "hold_in_ccp" => Self::HoldInCcp { contact, on: fields.on() },
            "hold_agent" => Self::HoldAgent { contact, on: fields.on() },
            "force_mute" => Self::ForceMute { contact, on: fields.on() },
            "mute_in_ccp" => Self::MuteInCcp { on: fields.on() },
            "configure" => Self::Configure(fields.configure()),
            "softphone_error" => Self::SoftphoneError { kind: fields.text("type")? },
            "websocket" => Self::Websocket { on: fields.on() },
            "websocket_init_failure" => Self::WebsocketInitFailure,
            "auth_fail" => Self::AuthFail { heals: fields.flag("heals") },
            "retries_exhausted" => {
                Self::RetriesExhausted { kind: Retries::parse(&fields.text("kind")?)? }
            }
            "expire_soon" => Self::ExpireSoon { millis: fields.0.get("millis")?.as_u64()? },
            // Only a name: it is written as what it is.
            "expired" => Self::ExpireSoon { millis: 0 },
            "network" => Self::Network { status: fields.text("status")? },
            "inactivity" => {
                Self::Inactivity { millis: fields.0.get("millis").and_then(Value::as_u64) }
            }
            "agent_error" => Self::AgentError { name: fields.text("name")? },
            "next_state" => Self::NextState { name: fields.text("name") },
            "accept_in_ccp" => Self::AcceptInCcp { contact },
            "reject_in_ccp" => Self::RejectInCcp { contact },
            "agent_state" => Self::AgentState { name: fields.text("name")? },
            "clear" => Self::Clear { contact },
            "vanish" => Self::Vanish { contact },
            "garble_contact" => Self::GarbleContact { contact, on: fields.on() },
            "sign_out" => Self::SignOut,
            "sign_in" => Self::SignIn,
            "reload_ccp" => Self::ReloadCcp,
            "fault" => {
                Self::Fault { fault: Fault::parse(&fields.text("name")?)?, on: fields.flag("on") }
            }
            "delay" => Self::Delay { millis: fields.0.get("millis")?.as_u64()? },
            "skew" => Self::Skew { millis: fields.0.get("millis")?.as_i64()? },
            "ring_timer" => Self::RingTimer { on: fields.flag("on") },
            "resend_snapshot" => Self::ResendSnapshot,
            "reset" => Self::Reset,
            _ => return None,
        })
    }

    /// Writes the action.
    pub fn to_json(&self) -> String {
        let (action, rest) = match self {
            Self::Setup { faults } => {
                let names: Vec<&str> = faults.iter().map(|fault| fault.name()).collect();
                ("setup", json!({ "faults": names }))
            }
            Self::Ring(ring) => ("ring", ring.to_value()),
            Self::CustomerHangsUp { contact, as_missed } => {
                ("customer_hangs_up", json!({ "contact": contact, "as_missed": as_missed }))
            }
            Self::Miss { contact, kind } => ("miss", json!({ "contact": contact, "kind": kind })),
            Self::ReRing { contact, same_connection } => {
                ("re_ring", json!({ "contact": contact, "same_connection": same_connection }))
            }
            Self::Outbound { number } => ("outbound", json!({ "number": number })),
            Self::FarEndAnswers { contact } => ("far_end_answers", json!({ "contact": contact })),
            Self::FarEndFails { contact, error, vanishes } => (
                "far_end_fails",
                json!({ "contact": contact, "error": error, "vanishes": vanishes }),
            ),
            Self::ThirdAnswers { contact } => ("third_answers", json!({ "contact": contact })),
            Self::ThirdGoes { contact, failed, vanishes } => {
                let action = if *failed { "third_fails" } else { "third_leaves" };
                (action, json!({ "contact": contact, "vanishes": vanishes }))
            }
            Self::ConsultInCcp { contact, number } => {
                ("consult_in_ccp", json!({ "contact": contact, "number": number }))
            }
            Self::HoldInCcp { contact, on } => {
                ("hold_in_ccp", json!({ "contact": contact, "on": on }))
            }
            Self::HoldAgent { contact, on } => {
                ("hold_agent", json!({ "contact": contact, "on": on }))
            }
            Self::ForceMute { contact, on } => {
                ("force_mute", json!({ "contact": contact, "on": on }))
            }
            Self::MuteInCcp { on } => ("mute_in_ccp", json!({ "on": on })),
            Self::Configure(change) => ("configure", change.to_value()),
            Self::SoftphoneError { kind } => ("softphone_error", json!({ "type": kind })),
            Self::Websocket { on } => ("websocket", json!({ "on": on })),
            Self::WebsocketInitFailure => ("websocket_init_failure", json!({})),
            Self::AuthFail { heals } => ("auth_fail", json!({ "heals": heals })),
            Self::RetriesExhausted { kind } => {
                ("retries_exhausted", json!({ "kind": kind.name() }))
            }
            Self::ExpireSoon { millis } => ("expire_soon", json!({ "millis": millis })),
            Self::Network { status } => ("network", json!({ "status": status })),
            Self::Inactivity { millis } => ("inactivity", json!({ "millis": millis })),
            Self::AgentError { name } => ("agent_error", json!({ "name": name })),
            Self::NextState { name } => ("next_state", json!({ "name": name })),
            Self::AcceptInCcp { contact } => ("accept_in_ccp", json!({ "contact": contact })),
            Self::RejectInCcp { contact } => ("reject_in_ccp", json!({ "contact": contact })),
            Self::AgentState { name } => ("agent_state", json!({ "name": name })),
            Self::Clear { contact } => ("clear", json!({ "contact": contact })),
            Self::Vanish { contact } => ("vanish", json!({ "contact": contact })),
            Self::GarbleContact { contact, on } => {
                ("garble_contact", json!({ "contact": contact, "on": on }))
            }
            Self::SignOut => ("sign_out", json!({})),
            Self::SignIn => ("sign_in", json!({})),
            Self::ReloadCcp => ("reload_ccp", json!({})),
            Self::Fault { fault, on } => ("fault", json!({ "name": fault.name(), "on": on })),
            Self::Delay { millis } => ("delay", json!({ "millis": millis })),
            Self::Skew { millis } => ("skew", json!({ "millis": millis })),
            Self::RingTimer { on } => ("ring_timer", json!({ "on": on })),
            Self::ResendSnapshot => ("resend_snapshot", json!({})),
            Self::Reset => ("reset", json!({})),
        };
        let mut message = json!({ "sandbox": "director", "action": action });
        if let (Some(message), Value::Object(rest)) = (message.as_object_mut(), rest) {
            message.extend(rest.into_iter().filter(|(_, value)| !value.is_null()));
        }
        message.to_string()
    }
}
