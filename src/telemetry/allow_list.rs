//! The list of the texts that a trace holds as they are; every other text is replaced.
//!
//! PURE. Never names what tells about a person. The list says what stays and not what goes, so
//! that a member that is new, or was forgotten, is replaced.

/// The types of ids; none of them says anything about a person.
const IDS: [&str; 6] = ["ConnectionId", "ContactId", "EndpointArn", "EventId", "StateArn", "Uuid"];

/// Members of records and variants of enumerations: the type, and those of its parts that stay. Names
/// that an administrator gave, codes of Connect, countries, origins, and words of our own.
const PLAIN: [(&str, &[&str]); 43] = [
    ("AgentFacts", &["chosen", "dialable"]),
    ("AgentState", &["name"]),
    ("AgentStateKind", &["Unknown"]),
    ("Call", &["garbled"]),
    ("CardView", &["queue"]),
    ("Change", &["name"]),
    ("Channel", &["Unknown"]),
    ("Command", &["country"]),
    ("ConnectHealth", &["Broken", "Garbled"]),
    ("ContactFacts", &["initiation_method", "queue"]),
    ("ContactState", &["Unknown"]),
    ("DialNumber", &["countries"]),
    ("DialView", &["countries"]),
    ("Event", &["FusionUnreachable", "fallback", "fault", "update"]),
    ("Failure", &["Threw", "kind"]),
    ("FusionHealth", &["OriginRefused", "Unreachable"]),
    ("FusionLink", &["refused_listeners", "fallback", "unreachable"]),
    ("FusionPresence", &["OriginRefused"]),
    ("FusionRequest", &["classification", "lookup"]),
    ("TokenMap", &["classifications", "fields", "lookups", "tokens"]),
    ("HealthView", &["refused_listeners", "fallback", "fault"]),
    ("Intent", &["Dial"]),
    ("LegState", &["Unknown"]),
    ("LinkFact", &["LibraryFailed"]),
    ("LinkState", &["Broken"]),
    ("Listener", &["DataUpdated", "Outgoing"]),
    ("Model", &["fault"]),
    ("Note", &["DataUpdated", "Garbled"]),
    ("PendingState", &["name"]),
    ("RefusedMessage", &["Garbled", "WrongOrigin"]),
    ("RingingCall", &["queue"]),
    ("Reply", &["Commands"]),
    ("Route", &["classification", "lookup"]),
    ("Seen", &["fault"]),
    ("SelectableState", &["name"]),
    ("Settings", &["saved_updates", "unavailable_state", "state_after_sign_in"]),
    ("Snapshot", &["left_out"]),
    ("Source", &["Attribute", "Segment"]),
    ("StateChoice", &["name"]),
    ("StateLabel", &["Named"]),
    ("StatusView", &["next"]),
    ("Target", &["Number"]),
    ("UnansweredCall", &["classification", "queue"]),
];

/// The tokens that hold a word of Oracle's or an id, and never anything about a person.
const TOKENS: [&str; 5] = [
    "SVCMCA_2NDARY_CALL_TYPE",
    "SVCMCA_CALL_ID",
    "SVCMCA_COMMUNICATION_DIRECTION",
    "SVCMCA_INTERACTION_ID",
    "appClassification",
];

/// Whether texts of this type stay.
pub(super) fn is_id(type_name: &str) -> bool {
    IDS.contains(&type_name)
}

/// Whether the texts in this member or variant stay, as far as they are of no type of their own.
pub(super) fn is_plain(type_name: &str, part: &str) -> bool {
    PLAIN.iter().any(|(name, parts)| *name == type_name && parts.contains(&part))
}

/// Whether the value of this token stays.
pub(super) fn is_plain_token(name: &str) -> bool {
    TOKENS.contains(&name)
}
