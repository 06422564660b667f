//! Owns what Fusion's lookup of a caller came to, as far as its answer tells.
//!
//! Must never guess: how many contacts match is not told, only what is known of them.

use super::engagement::Engagement;
use super::pii::{TokenValue, Tokens};
use super::token_map::BYPASS;
use serde::{Deserialize, Serialize};

/// What the lookup found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactMatch {
    /// One contact.
    Contact,
    /// Nothing of a contact: there is none, or several that Fusion does not choose from.
    Nobody,
    /// Not known: not answered yet, or not looked up.
    #[default]
    Unknown,
    /// Something of a contact, but not which: the agent has to choose in Fusion.
    Unclear,
}

/// The contact itself.
const CONTACT: &str = "SVCMCA_CONTACT_ID";

/// What else tells of a contact or its organisation (`fusion.md` E.1).
const TRAITS: [&str; 9] = [
    "SVCMCA_CONTACT_FIRST_NAME",
    "SVCMCA_CONTACT_LAST_NAME",
    "SVCMCA_CONTACT_NAME",
    "SVCMCA_CONTACT_NUMBER",
    "SVCMCA_CONTACT_ORG_ID",
    "SVCMCA_CONTACT_PRIM_ORG_NAME",
    "SVCMCA_EMAIL",
    "SVCMCA_ORG_ID",
    "SVCMCA_ORG_NAME",
];

impl Engagement {
    /// Notes what an answer of Fusion tells of the caller, before its tokens are taken over; `looked_up`
    /// tells whether it is the answer to the lookup.
    pub(super) fn note_found(&mut self, given: &Tokens, looked_up: bool) {
        let has = |tokens: &Tokens, name: &str| tokens.get(name).is_some_and(says_something);
        if has(given, CONTACT) || has(&self.tokens, CONTACT) {
            self.found = ContactMatch::Contact;
        } else if looked_up && self.tokens.get(BYPASS) != Some(&TokenValue::Json("true".to_owned()))
        {
            // What we sent comes back as it was and tells nothing.
            let is_new = |name: &&str| has(given, name) && given.get(name) != self.tokens.get(name);
            let unclear = TRAITS.iter().any(is_new);
            self.found = if unclear { ContactMatch::Unclear } else { ContactMatch::Nobody };
        }
    }
}

fn says_something(value: &TokenValue) -> bool {
    match value {
        TokenValue::Json(json) => json != "[]" && json != "{}",
        TokenValue::Null => false,
        TokenValue::Text(text) => !text.trim().is_empty(),
    }
}
