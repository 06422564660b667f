//! Owns reading those contact attributes that the configuration asks for.
//!
//! They cross from JavaScript by themselves: the list of members of `JSON.stringify` knows no depth,
//! and an attribute that is called like a media token must not open that token up.

use super::DecodeError;
use super::node::Node;
use crate::domain::personal::Tokens;
use crate::domain::snapshot::{Seen, Snapshot};
use serde_json::Value;

/// The member of an attribute that holds what it says (`connect.md` D.1).
pub const VALUE: &str = "value";

/// Puts into each contact of `snapshot` what `text` says of it: JSON of the contacts' `attributes` by
/// contact id.
///
/// # Errors
/// When it is no JSON; an attribute that is no string is left out.
pub fn decode_attributes(text: &str, snapshot: &mut Snapshot) -> Result<(), DecodeError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|_| DecodeError { path: "attributes".to_owned(), expected: "JSON" })?;
    let root = Node::root(&value);
    for seen in &mut snapshot.contacts {
        if let Seen::Contact(facts) = seen {
            facts.attributes = tokens(&root.get(facts.id.as_str()));
        }
    }
    Ok(())
}

fn tokens(attributes: &Node<'_>) -> Tokens {
    let mut tokens = Tokens::new();
    for (name, attribute) in attributes.members() {
        if let Ok(Some(text)) = attribute.get(VALUE).optional_text() {
            tokens.set_text(name, text);
        }
    }
    tokens
}
