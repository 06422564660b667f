//! What the larger actions carry: a call, and a change of the agent's settings.
//!
//! PURE.

use crate::ccp::contact::Channel;
use crate::ccp::fault::Fault;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A customer's call.
#[expect(clippy::struct_excessive_bools, reason = "independent choices of one message")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// The number; empty or `anonymous` is a withheld one, absent the usual one.
    pub number: Option<String>,
    /// The customer's name, put into the contact's attributes.
    pub name: Option<String>,
    /// What a flow wrote to the contact.
    pub attributes: BTreeMap<String, String>,
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
    /// Whether it is another agent's own call.
    pub colleague: bool,
    /// Whether the customer calls from a web page or an app.
    pub web: bool,
    /// Whether it is a campaign's call to a customer, offered before it is made.
    pub preview: bool,
    /// Whether it rings even if the agent is not available or has a contact.
    pub force: bool,
    /// Whether it is another agent's call, which the agent listens to.
    pub monitor: bool,
    /// Whether the agent is also heard in it.
    pub barge: bool,
}

impl Default for Ring {
    fn default() -> Self {
        Self {
            number: None,
            name: None,
            attributes: BTreeMap::new(),
            contact_id: None,
            queue: None,
            channel: Channel::Voice,
            auto_accept: false,
            deskphone: false,
            transfer: false,
            colleague: false,
            web: false,
            preview: false,
            force: false,
            monitor: false,
            barge: false,
        }
    }
}

/// A change of what is set for the agent; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configure {
    /// Whether audio runs in the browser instead of a desk phone.
    pub softphone: Option<bool>,
    /// What the agent may do, such as `outboundCall`.
    pub permissions: Option<Vec<String>>,
    /// The countries that the agent may call, in ISO 3166-1 letters.
    pub dialable: Option<Vec<String>>,
    /// Whether calls have more than three parties, each of which can be muted.
    pub multi_party: Option<bool>,
    /// What is done to the agent's voice, in Connect's word; empty if Connect is not to tell.
    pub enhancement: Option<String>,
}

words! {
    /// What the CCP tried again and again in vain.
    Retries {
        /// To renew the session.
        Authorize = "authorize",
        /// To read the agent's data.
        Cti = "cti",
    }
}

impl Ring {
    /// The members of a `ring` action.
    pub fn to_value(&self) -> Value {
        json!({
            "number": self.number,
            "name": self.name,
            "attributes": self.attributes,
            "contactId": self.contact_id,
            "queue": self.queue,
            "channel": self.channel.name(),
            "auto_accept": self.auto_accept,
            "deskphone": self.deskphone,
            "transfer": self.transfer,
            "colleague": self.colleague,
            "web": self.web,
            "preview": self.preview,
            "force": self.force,
            "monitor": self.monitor,
            "barge": self.barge,
        })
    }

    /// Reads them again.
    pub fn from_value(value: &Value) -> Option<Self> {
        Fields(value.as_object()?).ring()
    }
}

impl Configure {
    /// The members of a `configure` action.
    pub fn to_value(&self) -> Value {
        json!({
            "softphone": self.softphone,
            "permissions": self.permissions,
            "dialable": self.dialable,
            "multi_party": self.multi_party,
            "enhancement": self.enhancement,
        })
    }
}

/// The members of a message.
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Value>);

impl Fields<'_> {
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.0.get(name).and_then(Value::as_str).map(str::to_owned)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    pub(super) fn on(&self) -> bool {
        self.0.get("on").and_then(Value::as_bool).unwrap_or(true)
    }

    fn texts(&self, name: &str) -> Option<Vec<String>> {
        let texts = self.0.get(name)?.as_array()?.iter();
        Some(texts.filter_map(Value::as_str).map(str::to_owned).collect())
    }

    pub(super) fn configure(&self) -> Configure {
        let flag = |name: &str| self.0.get(name).and_then(Value::as_bool);
        Configure {
            softphone: flag("softphone"),
            permissions: self.texts("permissions"),
            dialable: self.texts("dialable"),
            multi_party: flag("multi_party"),
            enhancement: self.text("enhancement"),
        }
    }

    pub(super) fn faults(&self) -> Vec<Fault> {
        let names = self.0.get("faults").and_then(Value::as_array);
        let names = names.into_iter().flatten().filter_map(Value::as_str);
        names.filter_map(Fault::parse).collect()
    }

    pub(super) fn ring(&self) -> Option<Ring> {
        Some(Ring {
            number: self.text("number"),
            name: self.text("name"),
            contact_id: self.text("contactId"),
            queue: self.text("queue"),
            channel: match self.text("channel") {
                Some(word) => Channel::parse(&word)?,
                None => Channel::Voice,
            },
            attributes: self
                .0
                .get("attributes")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            auto_accept: self.flag("auto_accept"),
            deskphone: self.flag("deskphone"),
            transfer: self.flag("transfer"),
            colleague: self.flag("colleague"),
            web: self.flag("web"),
            preview: self.flag("preview"),
            force: self.flag("force"),
            monitor: self.flag("monitor"),
            barge: self.flag("barge"),
        })
    }
}
