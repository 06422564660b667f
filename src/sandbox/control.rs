//! Owns what the director and the simulated CCP say to one another, as JSON text.
//!
//! PURE, and the same on both sides. Must never carry anything of the toolbar's.

use super::ccp::contact::Channel;
use super::ccp::fault::Fault;
use serde_json::{Map, Value, json};

/// A customer's call.
#[expect(clippy::struct_excessive_bools, reason = "independent choices of one message")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The number; empty or `anonymous` is a withheld one, absent the usual one.
    pub number: Option<String>,
    /// The customer's name, put into the contact's attributes.
    pub name: Option<String>,
    /// The id; absent makes one.
    pub contact_id: Option<String>,
    /// The queue's name.
    pub queue: Option<String>,
    /// What it comes through.
    pub channel: Channel,
    /// Whether Connect answers for the agent.
    pub auto_accept: bool,
    /// Whether audio is on a desk phone.
    pub deskphone: bool,
    /// Whether another agent transfers it.
    pub transfer: bool,
    /// Whether it rings even if the agent is not available or has a contact.
    pub force: bool,
}

impl Default for Ring {
    fn default() -> Self {
        Self {
            number: None,
            name: None,
            contact_id: None,
            queue: None,
            channel: Channel::Voice,
            auto_accept: false,
            deskphone: false,
            transfer: false,
            force: false,
        }
    }
}

/// What the director makes the customer, Connect or the CCP do. Where a contact is optional, the
/// newest one that it makes sense for is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `setup`: the answer to `ready`.
    Setup {
        /// The faults to start with.
        faults: Vec<Fault>,
    },
    /// `ring`: a customer calls.
    Ring(Ring),
    /// `customer_hangs_up`.
    CustomerHangsUp {
        /// Which contact.
        contact: Option<String>,
        /// Whether a ringing contact then stays listed like a missed one.
        as_missed: bool,
    },
    /// `miss`: nobody answers in time.
    Miss {
        /// Which contact.
        contact: Option<String>,
        /// The agent's error state, `MissedCallAgent` if absent.
        kind: Option<String>,
    },
    /// `re_ring`: a missed contact comes back.
    ReRing {
        /// Which contact.
        contact: Option<String>,
        /// Whether it has the agent connection that it had before.
        same_connection: bool,
    },
    /// `outbound`: dialled in the CCP.
    Outbound {
        /// The number.
        number: String,
    },
    /// `far_end_answers` or `far_end_fails`: the dialled customer.
    FarEnd {
        /// Which contact.
        contact: Option<String>,
        /// Whether they answer.
        answers: bool,
    },
    /// `accept_in_ccp`: answered in Amazon's own panel, in another tab or at the desk phone.
    AcceptInCcp {
        /// Which contact.
        contact: Option<String>,
    },
    /// `reject_in_ccp`: declined in Amazon's own panel.
    RejectInCcp {
        /// Which contact.
        contact: Option<String>,
    },
    /// `agent_state`: set by a supervisor or in the CCP.
    AgentState {
        /// The state's name.
        name: String,
    },
    /// `clear`: cleared in the CCP.
    Clear {
        /// Which contact.
        contact: Option<String>,
    },
    /// `vanish`: not listed any more, without a word.
    Vanish {
        /// Which contact.
        contact: Option<String>,
    },
    /// `garble_contact`: told in a way that cannot be read, or readable again.
    GarbleContact {
        /// Which contact.
        contact: Option<String>,
        /// Whether it is garbled.
        on: bool,
    },
    /// `sign_out`.
    SignOut,
    /// `sign_in`.
    SignIn,
    /// `reload_ccp`: the CCP page loads itself again.
    ReloadCcp,
    /// `fault`: switches one fault.
    Fault {
        /// Which.
        fault: Fault,
        /// Whether it is on.
        on: bool,
    },
    /// `delay`: between a change and its snapshot.
    Delay {
        /// In milliseconds.
        millis: u64,
    },
    /// `skew`: Connect's clock minus this computer's.
    Skew {
        /// In milliseconds.
        millis: i64,
    },
    /// `ring_timer`: whether a ring ends by itself after 20 seconds.
    RingTimer {
        /// Whether it does.
        on: bool,
    },
    /// `resend_snapshot`: the same data once more.
    ResendSnapshot,
    /// `reset`: as if nothing had ever happened.
    Reset,
}

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
            "far_end_answers" => Self::FarEnd { contact, answers: true },
            "far_end_fails" => Self::FarEnd { contact, answers: false },
            "accept_in_ccp" => Self::AcceptInCcp { contact },
            "reject_in_ccp" => Self::RejectInCcp { contact },
            "agent_state" => Self::AgentState { name: fields.text("name")? },
            "clear" => Self::Clear { contact },
            "vanish" => Self::Vanish { contact },
            "garble_contact" => {
                let on = fields.0.get("on").and_then(Value::as_bool).unwrap_or(true);
                Self::GarbleContact { contact, on }
            }
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
            Self::FarEnd { contact, answers: true } => {
                ("far_end_answers", json!({ "contact": contact }))
            }
            Self::FarEnd { contact, answers: false } => {
                ("far_end_fails", json!({ "contact": contact }))
            }
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

impl Ring {
    /// The members of a `ring` action.
    pub fn to_value(&self) -> Value {
        json!({
            "number": self.number,
            "name": self.name,
            "contactId": self.contact_id,
            "queue": self.queue,
            "channel": self.channel.name(),
            "auto_accept": self.auto_accept,
            "deskphone": self.deskphone,
            "transfer": self.transfer,
            "force": self.force,
        })
    }

    /// Reads them again.
    pub fn from_value(value: &Value) -> Option<Self> {
        Fields(value.as_object()?).ring()
    }
}

/// The members of a message.
struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(str::to_owned)
    }

    fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    fn faults(&self) -> Vec<Fault> {
        let names = self.0.get("faults").and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        names.filter_map(Fault::parse).collect()
    }

    fn ring(&self) -> Option<Ring> {
        Some(Ring {
            number: self.text("number"),
            name: self.text("name"),
            contact_id: self.text("contactId"),
            queue: self.text("queue"),
            channel: match self.text("channel") {
                Some(word) => Channel::parse(&word)?,
                None => Channel::Voice,
            },
            auto_accept: self.flag("auto_accept"),
            deskphone: self.flag("deskphone"),
            transfer: self.flag("transfer"),
            force: self.flag("force"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_come_through_as_they_were() {
        let contact = Some("c1".to_owned());
        let ring = Ring {
            number: Some("+15551230000".to_owned()),
            contact_id: contact.clone(),
            channel: Channel::Task,
            force: true,
            ..Ring::default()
        };
        for action in [
            Action::Setup { faults: vec![Fault::AcceptFails, Fault::SignedOut] },
            Action::Ring(ring),
            Action::Ring(Ring::default()),
            Action::CustomerHangsUp { contact: None, as_missed: true },
            Action::Miss { contact: contact.clone(), kind: Some("Default".to_owned()) },
            Action::ReRing { contact: contact.clone(), same_connection: true },
            Action::Outbound { number: "+15551230000".to_owned() },
            Action::FarEnd { contact: None, answers: true },
            Action::FarEnd { contact: None, answers: false },
            Action::AcceptInCcp { contact: None },
            Action::RejectInCcp { contact: None },
            Action::AgentState { name: "Lunch".to_owned() },
            Action::Clear { contact: None },
            Action::Vanish { contact: contact.clone() },
            Action::GarbleContact { contact, on: false },
            Action::SignOut,
            Action::SignIn,
            Action::ReloadCcp,
            Action::Fault { fault: Fault::ConnectNever, on: true },
            Action::Delay { millis: 150 },
            Action::Skew { millis: -5000 },
            Action::RingTimer { on: false },
            Action::ResendSnapshot,
            Action::Reset,
        ] {
            assert_eq!(Action::parse(&action.to_json()), Some(action));
        }
    }

    #[test]
    fn what_is_left_out_has_its_usual_value() {
        let ring = Action::parse(r#"{"sandbox":"director","action":"ring"}"#);
        assert_eq!(ring, Some(Action::Ring(Ring::default())));
    }

    #[test]
    fn other_messages_are_no_actions() {
        for text in [
            "",
            "null",
            "{}",
            r#"{"sandbox":"ccp","action":"reset"}"#,
            r#"{"sandbox":"director","action":"explode"}"#,
            r#"{"sandbox":"director","action":"fault","name":"unheard-of","on":true}"#,
        ] {
            assert_eq!(Action::parse(text), None, "{text}");
        }
    }
}
