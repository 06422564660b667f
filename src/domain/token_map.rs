//! Owns what Fusion is given of a call: where it takes it, and which of Connect's facts becomes what.
//!
//! Must never invent a value: a fact that Connect does not tell leaves its token out.

use super::engagement::{Engagement, Route};
use super::model::{AniFormat, Model};
use super::pii::{TokenValue, Tokens};
use super::snapshot::{ContactFacts, SUBTYPE};
use serde::{Deserialize, Serialize};

/// Tells Fusion not to look for the contact; it takes a boolean only (`fusion.md` E.1).
pub const BYPASS: &str = "SVCMCA_BYPASS_IDENTIFY_CONTACT";

/// What the configuration gives Fusion of every call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenMap {
    /// Where Fusion takes a call of no special queue.
    pub route: Route,
    /// The application classification of the calls of a queue: queue, classification.
    pub classifications: Vec<(String, String)>,
    /// What Fusion looks up the callers of a queue in: queue, object.
    pub lookups: Vec<(String, String)>,
    /// Which fact becomes which token.
    pub tokens: Vec<(String, Source)>,
    /// Which fact becomes which field of the wrap-up.
    pub fields: Vec<(String, Source)>,
}

/// Where the value of a token or field comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// A contact attribute of Connect.
    Attribute(String),
    /// The same for every call: true or false.
    Flag(bool),
    /// How the contact came about, in Connect's word (`connect.md` D.8).
    InitiationMethod,
    /// The name of the queue.
    Queue,
    /// A segment attribute of Connect.
    Segment(String),
    /// The same for every call.
    Text(String),
}

impl Default for TokenMap {
    fn default() -> Self {
        Self {
            route: Route { classification: "ORA_SERVICE".to_owned(), lookup: None },
            classifications: Vec::new(),
            lookups: Vec::new(),
            tokens: Vec::new(),
            fields: Vec::new(),
        }
    }
}

impl TokenMap {
    /// Where Fusion takes a call of this queue.
    pub fn route(&self, queue: Option<&str>) -> Route {
        let of = |list: &[(String, String)]| {
            let found = list.iter().find(|(name, _)| Some(name.as_str()) == queue);
            found.map(|(_, value)| value.clone())
        };
        let usual = &self.route;
        Route {
            classification: of(&self.classifications)
                .unwrap_or_else(|| usual.classification.clone()),
            lookup: of(&self.lookups).or_else(|| usual.lookup.clone()),
        }
    }

    /// Where Fusion takes a call that it asked for: back to whoever asked, if they said.
    pub(super) fn route_back(&self, tokens: &Tokens) -> Route {
        let mut route = self.route(None);
        let said = tokens.text("appClassification").filter(|said| !said.is_empty());
        if let Some(classification) = said {
            classification.clone_into(&mut route.classification);
        }
        route
    }

    /// The names of the contact attributes to read.
    pub fn attributes(&self) -> Vec<String> {
        self.names(|source| match source {
            Source::Attribute(name) => Some(name),
            Source::Flag(_)
            | Source::InitiationMethod
            | Source::Queue
            | Source::Segment(_)
            | Source::Text(_) => None,
        })
    }

    /// The names of the segment attributes to read, the one that tells a caller on the web among them.
    pub fn segments(&self) -> Vec<String> {
        let asked = self.names(|source| match source {
            Source::Segment(name) => Some(name),
            Source::Attribute(_)
            | Source::Flag(_)
            | Source::InitiationMethod
            | Source::Queue
            | Source::Text(_) => None,
        });
        let known = asked.iter().any(|name| name == SUBTYPE);
        asked.into_iter().chain((!known).then(|| SUBTYPE.to_owned())).collect()
    }

    fn names(&self, name: fn(&Source) -> Option<&String>) -> Vec<String> {
        let sources = self.tokens.iter().chain(&self.fields);
        sources.filter_map(|(_, source)| name(source)).cloned().collect()
    }

    /// Every application classification that a call may have; the usual one last, so that a Fusion
    /// that keeps only the last listener keeps that one.
    pub fn every_classification(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let others = self.classifications.iter().map(|(_, classification)| classification);
        for classification in others.filter(|other| **other != self.route.classification) {
            if !all.contains(classification) {
                all.push(classification.clone());
            }
        }
        all.push(self.route.classification.clone());
        all
    }
}

impl Source {
    /// The value for a contact.
    fn read(&self, facts: &ContactFacts) -> Option<TokenValue> {
        let text = match self {
            Self::Attribute(name) => facts.attributes.text(name),
            Self::Flag(flag) => return Some(TokenValue::Json(flag.to_string())),
            Self::InitiationMethod => facts.initiation_method.as_deref(),
            Self::Queue => facts.queue.as_deref(),
            Self::Segment(name) => facts.segments.text(name),
            Self::Text(text) => Some(text.as_str()),
        };
        text.map(|text| TokenValue::Text(text.to_owned()))
    }
}

impl Model {
    /// The tokens of a contact.
    pub(super) fn tokens(&self, facts: &ContactFacts) -> Tokens {
        let mut tokens = Tokens::new();
        if let Some(number) = &facts.number {
            let ani = match self.settings.ani {
                AniFormat::AsIs => number.as_str().to_owned(),
                AniFormat::Digits => number.digits(),
                AniFormat::E164 => number.e164(),
            };
            tokens.set_text("SVCMCA_ANI", ani);
        }
        let outbound = facts.inbound == Some(false) || facts.is_preview();
        let direction = if outbound { "ORA_SVC_OUTBOUND" } else { "ORA_SVC_INBOUND" };
        tokens.set_text("SVCMCA_COMMUNICATION_DIRECTION", direction);
        tokens.merge(&self.configured_tokens(facts));
        tokens
    }

    /// Those of them that the configuration makes of a contact's facts.
    pub(super) fn configured_tokens(&self, facts: &ContactFacts) -> Tokens {
        let mut tokens = Tokens::new();
        take(&self.settings.given.tokens, facts, &mut tokens);
        tokens
    }

    /// The fields for the wrap-up of a contact.
    pub(super) fn fields(&self, facts: &ContactFacts) -> Tokens {
        let mut fields = Tokens::new();
        take(&self.settings.given.fields, facts, &mut fields);
        fields
    }
}

impl Engagement {
    /// Notes what the configuration makes of the contact now: a flow may set attributes until it connects,
    /// and what changed since the last time counts more than what Fusion gave under the same name.
    pub(super) fn give(&mut self, configured: Tokens) {
        for (name, value) in configured.iter() {
            if self.given.get(name) != Some(value) {
                self.tokens.set(name.to_owned(), value.clone());
            }
        }
        self.given = configured;
    }
}

fn take(sources: &[(String, Source)], facts: &ContactFacts, into: &mut Tokens) {
    for (name, source) in sources {
        let value = source.read(facts);
        let value = if name == BYPASS { value.and_then(flag) } else { value };
        if let Some(value) = value {
            into.set(name.clone(), value);
        }
    }
}

/// The boolean that a customer's flow spells out; anything else is none.
fn flag(value: TokenValue) -> Option<TokenValue> {
    match value {
        TokenValue::Text(text) => {
            let flag = text.to_ascii_lowercase().parse::<bool>().ok()?;
            Some(TokenValue::Json(flag.to_string()))
        }
        TokenValue::Json(_) | TokenValue::Null => Some(value),
    }
}
