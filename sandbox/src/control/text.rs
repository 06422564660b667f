//! The JSON text of every action.
//!
//! PURE. Serde does the most; by hand are the second name of a contact, the end of a session at once, and the two names of
//! one action, which tell whether the far end had never answered.

use super::Action;
use crate::envelope;
use serde::Deserialize as _;
use serde_json::{Map, Value};

const DIRECTOR: &str = "director";

impl Action {
    /// Reads an action; `None` for everything else that windows say to one another.
    pub fn parse(text: &str) -> Option<Self> {
        let mut members: Map<String, Value> = envelope::read(DIRECTOR, text)?;
        members.retain(|_, value| !value.is_null());
        let fails = members.get("action")? == "third_fails";
        if members.get("action")? == "expired" {
            members.insert("millis".to_owned(), 0.into());
        }
        if let Some(id) = members.get("contactId").cloned() {
            members.entry("contact").or_insert(id);
        }
        let mut action = Self::deserialize(members).ok()?;
        if let Self::ThirdGoes { failed, .. } = &mut action {
            *failed = fails;
        }
        Some(action)
    }

    /// Writes the action.
    pub fn to_json(&self) -> String {
        let mut message = serde_json::to_value(self).unwrap_or_default();
        if let Some(members) = message.as_object_mut() {
            members.retain(|_, value| !value.is_null());
            if let Self::ThirdGoes { failed: false, .. } = self {
                members.insert("action".to_owned(), "third_leaves".into());
            }
        }
        envelope::write(DIRECTOR, &message)
    }
}
