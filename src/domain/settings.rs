//! The part of the configuration that the core decides by, and what it makes of a contact for Fusion. A fact that Connect
//! does not tell leaves its token out.

use super::ids::Millis;
use super::pii::{TokenValue, Tokens};
use super::snapshot::{ContactFacts, SUBTYPE};
use serde::{Deserialize, Serialize};

/// How the caller's number is written into `SVCMCA_ANI` (`fusion.md` F.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AniFormat {
    /// As Connect gave it.
    AsIs,
    /// Digits only.
    Digits,
    /// A plus and digits.
    #[default]
    E164,
}

/// What Fusion is told after a call (`fusion.md` B.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WrapUp {
    /// `ENDCOMMUNICATION` at once.
    None,
    /// `WRAPUP`, and `ENDCOMMUNICATION` after this span or when the contact is cleared.
    Timed(Millis),
    /// `WRAPUP` only.
    #[default]
    Unlimited,
    /// `WRAPUP`, and `ENDCOMMUNICATION` when the contact is cleared.
    UntilCleared,
}

/// A contact attribute that a card shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownAttribute {
    /// Its name in Connect.
    pub name: String,
    /// What it is called on the screen.
    pub label: String,
}

/// The part of the configuration that the core decides by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How the caller's number is written.
    pub ani: AniFormat,
    /// What happens after a call.
    pub wrap_up: WrapUp,
    /// The name of the state to take for "not available".
    pub unavailable_state: Option<String>,
    /// The name of the state to go into after a sign-in.
    pub state_after_sign_in: Option<String>,
    /// What Fusion is given of a call.
    #[serde(rename = "given")]
    pub token_map: TokenMap,
    /// Whether saving the wrap-up in Fusion ends after-call work.
    pub wrap_up_ends_acw: bool,
    /// The types of update that say so; any if there is none.
    pub saved_updates: Vec<String>,
    /// Whether Fusion is told of calls between colleagues.
    pub internal_calls: bool,
    /// Whether Fusion shows the call that the agent brings to the front.
    pub follow_calls: bool,
    /// Whether notifications say who calls.
    pub notify_with_names: bool,
    /// How many recent calls are kept; none if zero.
    pub recent_calls: usize,
    /// The contact attributes that a card shows, in their order.
    pub shown: Vec<ShownAttribute>,
    /// How long the CCP may say nothing while the page is visible.
    pub silence_visible: Millis,
    /// The same while it is hidden: timers of a covered window are throttled.
    pub silence_hidden: Millis,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ani: AniFormat::E164,
            wrap_up: WrapUp::Unlimited,
            unavailable_state: None,
            state_after_sign_in: None,
            token_map: TokenMap::default(),
            wrap_up_ends_acw: false,
            saved_updates: Vec::new(),
            internal_calls: false,
            follow_calls: false,
            notify_with_names: false,
            recent_calls: 20,
            shown: Vec::new(),
            silence_visible: Millis::seconds(16),
            silence_hidden: Millis::seconds(75),
        }
    }
}

/// Where Fusion takes a call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The application classification (`fusion.md` E.3).
    pub classification: String,
    /// What Fusion looks the caller up in; its own choice if absent.
    pub lookup: Option<String>,
}

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
    /// How the contact came about, as Connect spells it (`connect.md` D.8).
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
        self.names(|source| if let Source::Attribute(name) = source { Some(name) } else { None })
    }

    /// The names of the segment attributes to read, the one that tells a caller on the web among them.
    pub fn segments(&self) -> Vec<String> {
        let mut names =
            self.names(|source| if let Source::Segment(name) = source { Some(name) } else { None });
        if !names.iter().any(|name| name == SUBTYPE) {
            names.push(SUBTYPE.to_owned());
        }
        names
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

impl Settings {
    /// The tokens of a contact.
    pub(super) fn tokens(&self, facts: &ContactFacts) -> Tokens {
        let mut tokens = Tokens::new();
        if let Some(number) = &facts.number {
            let ani = match self.ani {
                AniFormat::AsIs => number.as_str().to_owned(),
                AniFormat::Digits => number.digits(),
                AniFormat::E164 => number.e164(),
            };
            tokens.set_text("SVCMCA_ANI", ani);
        }
        let shown_as_outbound = facts.inbound == Some(false) || facts.is_preview();
        let direction = if shown_as_outbound { "ORA_SVC_OUTBOUND" } else { "ORA_SVC_INBOUND" };
        tokens.set_text("SVCMCA_COMMUNICATION_DIRECTION", direction);
        tokens.merge(&self.configured_tokens(facts));
        tokens
    }

    /// Those of them that the configuration makes of a contact's facts.
    pub(super) fn configured_tokens(&self, facts: &ContactFacts) -> Tokens {
        values(&self.token_map.tokens, facts)
    }

    /// The fields for the wrap-up of a contact.
    pub(super) fn fields(&self, facts: &ContactFacts) -> Tokens {
        values(&self.token_map.fields, facts)
    }
}

/// What the sources make of a contact's facts.
fn values(sources: &[(String, Source)], facts: &ContactFacts) -> Tokens {
    let mut values = Tokens::new();
    for (name, source) in sources {
        let value = source.read(facts);
        let value = if name == BYPASS { value.and_then(flag) } else { value };
        if let Some(value) = value {
            values.set(name.clone(), value);
        }
    }
    values
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
