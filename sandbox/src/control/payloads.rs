//! What the larger actions carry: a call, and a change of the agent's settings.
//!
//! PURE.

use crate::ccp::contact::Channel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A customer's call.
#[expect(clippy::struct_excessive_bools, reason = "independent choices of one message")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Ring {
    /// The number; empty or `anonymous` is a withheld one, absent the usual one.
    pub number: Option<String>,
    /// The customer's name, put into the contact's attributes.
    pub name: Option<String>,
    /// What a flow wrote to the contact.
    pub attributes: BTreeMap<String, String>,
    /// The id; absent makes one.
    #[serde(rename = "contactId")]
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

/// A change of what is set for the agent; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
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
