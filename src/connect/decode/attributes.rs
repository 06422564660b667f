//! Reads those contact and segment attributes that the configuration asks for.
//!
//! They cross from JavaScript by themselves: the list of members of `JSON.stringify` knows no depth,
//! and an attribute that is called like a media token must not open that token up.

use super::DecodeError;
use super::node::Node;
use crate::domain::{ContactFacts, NoNumberReason, SUBTYPE, Seen, Snapshot, Tokens};
use serde_json::Value;

/// The member of a contact attribute that holds what it says (`connect.md` D.1).
pub const VALUE: &str = "value";
/// The same of a segment attribute; its types call it otherwise (`connect.md` A).
pub const SEGMENT_VALUE: &str = "ValueString";

/// Puts into each contact of `snapshot` what `text` says of it: JSON of the contacts' `attributes` by
/// contact id.
///
/// # Errors
/// When it is no JSON; an attribute that is no string is left out.
pub fn decode_attributes(text: &str, snapshot: &mut Snapshot) -> Result<(), DecodeError> {
    read(text, snapshot, "attributes", |facts, node| facts.attributes = tokens(node, VALUE))
}

/// Puts into each contact of `snapshot` what `text` says of it: JSON of the contacts'
/// `segmentAttributes` by contact id.
///
/// # Errors
/// When it is no JSON; an attribute that is no string is left out.
pub fn decode_segments(text: &str, snapshot: &mut Snapshot) -> Result<(), DecodeError> {
    read(text, snapshot, "segmentAttributes", |facts, node| {
        facts.segments = tokens(node, SEGMENT_VALUE);
        let web = facts.segments.text(SUBTYPE) == Some("connect:WebRTC");
        if web && facts.unnumbered == NoNumberReason::Unknown {
            facts.unnumbered = NoNumberReason::Web;
        }
    })
}

fn read(
    text: &str,
    snapshot: &mut Snapshot,
    path: &str,
    put: fn(&mut ContactFacts, &Node<'_>),
) -> Result<(), DecodeError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|_| DecodeError { path: path.to_owned(), expected: "JSON" })?;
    for seen in &mut snapshot.contacts {
        if let Seen::Contact(facts) = seen {
            let of = value.get(facts.id.as_str()).unwrap_or(&Value::Null);
            put(facts, &Node::root(of));
        }
    }
    Ok(())
}

fn tokens(attributes: &Node<'_>, member: &'static str) -> Tokens {
    let mut tokens = Tokens::new();
    for (name, attribute) in attributes.members() {
        if let Ok(Some(text)) = attribute.get(member).optional_text() {
            tokens.set_text(name, text);
        }
    }
    tokens
}
