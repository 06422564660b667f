//! The texts that the sandbox's pages post to one another: JSON that names who speaks.
//!
//! PURE.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The text of a message of this speaker.
pub(crate) fn write(speaker: &str, message: &impl Serialize) -> String {
    let mut message = serde_json::to_value(message).unwrap_or_default();
    if let Some(members) = message.as_object_mut() {
        members.insert("sandbox".to_owned(), speaker.into());
    }
    message.to_string()
}

/// Reads a message of this speaker; `None` for everything else that windows say to one another.
pub(crate) fn read<T: DeserializeOwned>(speaker: &str, text: &str) -> Option<T> {
    let message: Value = serde_json::from_str(text).ok()?;
    if message.get("sandbox")?.as_str() != Some(speaker) {
        return None;
    }
    T::deserialize(message).ok()
}
