//! Owns the values that tell something about a person; their Debug redacts, so no log can hold them.
//!
//! Must never gain a Display: whoever shows such a value asks for it by name.

use super::spelling::bare;
use core::fmt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A phone number as Connect or Fusion spelled it, without a `sip:` or `tel:` wrapping.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phone(String);

impl Phone {
    /// Takes a number from an endpoint; `None` for nothing, `anonymous`, `INTERNAL-TRANSFER` and
    /// other words that are no number (`connect.md` D.2).
    pub fn parse(raw: &str) -> Option<Self> {
        let number = bare(raw);
        let has_digit = number.chars().any(|c| c.is_ascii_digit());
        let is_number = number.chars().all(|c| c.is_ascii_digit() || "+-(). *#".contains(c));
        (has_digit && is_number).then_some(Self(number))
    }

    /// The number as it was spelled.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Only the digits, without a leading plus.
    pub fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }

    /// The digits, with a leading plus if the number was spelled with its country code; an extension
    /// such as `1001` has none to add.
    pub fn e164(&self) -> String {
        let plus = if self.0.starts_with('+') { "+" } else { "" };
        format!("{plus}{}", self.digits())
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(redacted)")
    }
}

/// What somebody typed, or Fusion sent, to be dialled; not yet known to be a number.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialText(String);

impl DialText {
    /// Takes the text without the blanks around it.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DialText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DialText(redacted)")
    }
}

/// Keys of the keypad, sent as tones during a call; a card number may be typed with them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digits(String);

impl Digits {
    /// Takes the keys `0` to `9`, `*`, `#` and `A` to `D`; `None` if there is anything else, or nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let is_key = |c: char| c.is_ascii_digit() || matches!(c, '*' | '#' | 'A'..='D');
        (!text.is_empty() && text.chars().all(is_key)).then(|| Self(text.to_owned()))
    }

    /// The keys.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Digits(redacted)")
    }
}

/// The name of a person as Fusion's lookup gave it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName(String);

impl PersonName {
    /// Takes a name; `None` for an empty one.
    pub fn parse(raw: &str) -> Option<Self> {
        let name = raw.trim();
        (!name.is_empty()).then(|| Self(name.to_owned()))
    }

    /// The name as it was spelled.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonName(redacted)")
    }
}

/// One value among the tokens that travel between the toolbar and Fusion.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenValue {
    /// Any other JSON value, kept as its JSON text so that it is echoed unchanged.
    Json(String),
    /// JSON `null`; in-data and out-data may hold it (`fusion.md` L.2).
    Null,
    /// A string.
    Text(String),
}

impl fmt::Debug for TokenValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenValue(redacted)")
    }
}

/// The named values of one call (`SVCMCA_…` and others) that Fusion and the toolbar exchange.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens(BTreeMap<String, TokenValue>);

impl Tokens {
    /// Starts without a token.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Sets one token, replacing what it was.
    pub fn set(&mut self, name: impl Into<String>, value: TokenValue) {
        self.0.insert(name.into(), value);
    }

    /// Sets one token to a string.
    pub fn set_text(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.set(name, TokenValue::Text(value.into()));
    }

    /// The token's value.
    pub fn get(&self, name: &str) -> Option<&TokenValue> {
        self.0.get(name)
    }

    /// The token's string, if it is one; a number is taken as it is written.
    pub fn text(&self, name: &str) -> Option<&str> {
        let is_number = |json: &str| json.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        match self.0.get(name) {
            Some(TokenValue::Text(text)) => Some(text),
            Some(TokenValue::Json(json)) if is_number(json) => Some(json),
            Some(TokenValue::Json(_) | TokenValue::Null) | None => None,
        }
    }

    /// Takes every token of `other`, replacing those of the same name.
    pub fn merge(&mut self, other: &Self) {
        for (name, value) in &other.0 {
            self.0.insert(name.clone(), value.clone());
        }
    }

    /// Takes those tokens of `other` whose names are not there yet.
    pub fn fill(&mut self, other: &Self) {
        for (name, value) in &other.0 {
            self.0.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops every token whose name is `name` in any case.
    pub fn remove_any_case(&mut self, name: &str) {
        self.0.retain(|key, _| !key.eq_ignore_ascii_case(name));
    }

    /// The tokens in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &TokenValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl FromIterator<(String, TokenValue)> for Tokens {
    fn from_iter<I: IntoIterator<Item = (String, TokenValue)>>(pairs: I) -> Self {
        // One by one: collecting into the map would bring a sort of its own into the program.
        let mut tokens = Self::new();
        for (name, value) in pairs {
            tokens.set(name, value);
        }
        tokens
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tokens({} redacted)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{PersonName, Phone, Tokens};

    #[test]
    fn words_that_are_no_number_give_none() {
        for raw in ["", " ", "anonymous", "INTERNAL-TRANSFER", "unknown", "sip:alice@host"] {
            assert_eq!(Phone::parse(raw), None, "{raw}");
        }
    }

    #[test]
    fn wrapped_numbers_are_unwrapped() {
        for raw in ["+15551230000", "sip:+15551230000@host", "tel:+15551230000;ext=1"] {
            assert_eq!(Phone::parse(raw).unwrap().as_str(), "+15551230000", "{raw}");
        }
    }

    #[test]
    fn debug_never_prints_the_value() {
        let mut tokens = Tokens::new();
        tokens.set_text("SVCMCA_CONTACT_NAME", "Mary Doe");
        let printed = format!(
            "{:?} {:?} {tokens:?}",
            Phone::parse("+15551230000"),
            PersonName::parse("Mary Doe")
        );
        assert!(!printed.contains("555") && !printed.contains("Mary"), "{printed}");
    }
}
