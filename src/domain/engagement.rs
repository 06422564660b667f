//! Owns one offer's life in Fusion.

/// One offer of one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {}
