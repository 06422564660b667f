//! Values that tell something about a person, and how a number to dial is written. Their `Debug` redacts, so that no
//! log can hold them, and they have no `Display`: whoever shows one asks for it by name.

use core::fmt;
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// A phone number as Connect or Fusion spelled it, without a `sip:` or `tel:` wrapping.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Phone(String);

impl Phone {
    /// Takes a number from an endpoint; `None` for nothing, `anonymous`, `INTERNAL-TRANSFER` and
    /// other words that are no number (`connect.md` D.2).
    pub fn parse(raw: &str) -> Option<Self> {
        let number = bare(raw);
        let has_digit = number.chars().any(|c| c.is_ascii_digit());
        let is_number = number.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | '.' | ' ' | '*' | '#')
        });
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

/// Prints the name of a type and never its value.
macro_rules! redacted {
    ($($name:ident)*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(redacted)"))
            }
        })*
    };
}

redacted! { Phone DialText Digits PersonName TokenValue }

/// The named values of one call (`SVCMCA_…` and others) that Fusion and the toolbar exchange.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens(#[serde(with = "sorted")] LiteMap<String, TokenValue>);

impl Tokens {
    /// Starts without a token.
    pub const fn new() -> Self {
        Self(LiteMap::new())
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

/// Words and signs between a number and its extension, the longer before those that they begin with.
const EXTENSION_MARKS: [&str; 8] = ["extension", "extn.", "extn", "ext.", "ext", "内線", "x", "#"];
/// A text of fewer digits has no extension: `1001#2` may be a code.
const MIN_DIGITS_BEFORE_EXTENSION: usize = 5;

/// A text that is a phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DialNumber {
    /// In E.164.
    pub number: Phone,
    /// The countries with its calling code, as lower-case ISO 3166-1 codes; none where that is not known.
    pub countries: Vec<String>,
    /// The keys to press once somebody has answered.
    pub extension: Option<Digits>,
}

/// Why a text is no number to dial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberFault {
    /// Without a plus it may be either: the national number, and the one with a plus.
    Ambiguous(Phone, Phone),
    /// It cannot be a number.
    Invalid,
    /// The library that reads numbers could not be loaded, and it has no country code.
    Unreadable,
}

/// How a number is read that has neither a plus nor a national form (`dialling.numbersWithoutPlus`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WithoutPlus {
    /// As if it had its plus, where that is a number in use.
    International,
    /// As a number of the default country; refused where only the one with a plus is in use.
    #[default]
    National,
}

/// A text as far as it may be a number.
#[derive(Clone, PartialEq, Eq)]
pub struct Spelled {
    /// What is left for a number.
    pub number: String,
    /// The keys to press once somebody has answered.
    pub extension: Option<Digits>,
}

impl Spelled {
    /// Takes a text that somebody typed or that a record holds.
    pub fn of(text: &str) -> Self {
        let text = without_scheme(&visible(text));
        let text = text.split('@').next().unwrap_or_default();
        let (text, parameter) = match text.split_once(';') {
            Some((number, parameters)) => (number, extension_parameter(parameters)),
            None => (text, None),
        };
        let (number, suffix) = split_extension(text);
        Self { number: number.trim().to_owned(), extension: parameter.or(suffix) }
    }
}

/// A number without the address around it; `sip:`, `tel:` and `callto:` in any case.
fn bare(text: &str) -> String {
    let text = without_scheme(&visible(text));
    text.split(['@', ';']).next().unwrap_or_default().trim().to_owned()
}

/// The text without signs that show nothing, such as marks of direction, joiners and variation selectors.
fn visible(text: &str) -> String {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    let seen = text.chars().filter(|c| !unseen(*c) && !c.is_control());
    seen.map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// Signs of numbers, as an address may have them after a percent sign.
const PERCENT_CODES: [(&str, &str); 4] = [("2B", "+"), ("20", " "), ("23", "#"), ("2C", ",")];

fn without_scheme(text: &str) -> String {
    let text = text.trim();
    let Some((scheme, rest)) = text.split_once(':') else { return text.to_owned() };
    let known = ["callto", "sip", "sips", "tel"];
    if !known.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return text.to_owned();
    }
    let mut parts = rest.trim_start_matches('/').split('%');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..2).unwrap_or_default();
        let known = PERCENT_CODES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
        let (sign, rest) = known.map_or(("%", part), |(code, sign)| {
            (*sign, part.get(code.len()..).unwrap_or_default())
        });
        plain.push_str(sign);
        plain.push_str(rest);
    }
    plain
}

fn extension_parameter(parameters: &str) -> Option<Digits> {
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("ext").then(|| Digits::parse(value.trim())).flatten()
    })
}

/// The number, and the keys behind a mark or behind pauses.
fn split_extension(text: &str) -> (&str, Option<Digits>) {
    let whole = (text, None);
    let text = text.trim_end();
    if let Some((number, keys)) = text.split_once(',') {
        let keys: String = keys.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
        return match Digits::parse(&keys) {
            Some(keys) if digits(number) >= MIN_DIGITS_BEFORE_EXTENSION => (number, Some(keys)),
            Some(_) | None => whole,
        };
    }
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let keys = text.get(before.len()..).unwrap_or_default();
    let before = before.trim_end();
    let Some(mark) = EXTENSION_MARKS.iter().find(|mark| ends_with(before, mark)) else {
        return whole;
    };
    let number = before.get(..before.len() - mark.len()).unwrap_or_default();
    match Digits::parse(keys) {
        Some(keys) if digits(number) >= MIN_DIGITS_BEFORE_EXTENSION => {
            (number.trim_end(), Some(keys))
        }
        Some(_) | None => whole,
    }
}

fn ends_with(text: &str, mark: &str) -> bool {
    let start = text.len().checked_sub(mark.len());
    start.and_then(|start| text.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(mark))
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// A sorted map in a trace: an object, as of any map.
pub(super) mod sorted {
    use litemap::LiteMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    /// Writes it.
    pub(in crate::domain) fn serialize<K, V, S>(
        map: &LiteMap<K, V>,
        to: S,
    ) -> Result<S::Ok, S::Error>
    where
        K: Serialize + Ord,
        V: Serialize,
        S: Serializer,
    {
        to.collect_map(map.iter())
    }

    /// Reads it.
    pub(in crate::domain) fn deserialize<'de, K, V, D>(from: D) -> Result<LiteMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(BTreeMap::deserialize(from)?.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Digits, PersonName, Phone, Spelled, Tokens, bare};

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

    #[test]
    fn an_extension_is_told_from_the_number_before_it() {
        for (text, number, extension) in [
            ("+1 415 555 2671 x9", "+1 415 555 2671", Some("9")),
            ("+14155552671x9", "+14155552671", Some("9")),
            ("+1 (415) 555-2671 ext. 12", "+1 (415) 555-2671", Some("12")),
            ("+1 415 555 2671 Extension 12", "+1 415 555 2671", Some("12")),
            ("tel:+14155552671;ext=227", "+14155552671", Some("227")),
            ("+14155552671,,227#", "+14155552671", Some("227#")),
            ("+14155552671 #9", "+14155552671", Some("9")),
            ("03-1234-5678 内線 12", "03-1234-5678", Some("12")),
            ("+1 415 555 2671", "+1 415 555 2671", None),
            ("1001#2", "1001#2", None),
            ("555x", "555x", None),
            ("+14155552671,,call", "+14155552671,,call", None),
            ("", "", None),
        ] {
            let read = Spelled::of(text);
            assert_eq!(read.number, number, "{text}");
            assert_eq!(read.extension.as_ref().map(Digits::as_str), extension, "{text}");
        }
    }

    #[test]
    fn what_stands_around_a_number_is_left_out() {
        for text in [
            "+1 415 555 2671",
            "\u{202a}+1 415 555 2671\u{202c}",
            "\u{feff}+1\u{a0}415\u{2009}555 2671\u{fe0f}",
            "tel:+1 415 555 2671",
            "TEL:%2B1%20415%20555%202671",
            "callto://+1 415 555 2671",
            "sip:+1 415 555 2671@example.com;transport=tls",
            "SIPS:+1 415 555 2671@example.com",
        ] {
            assert_eq!(Spelled::of(text).number, "+1 415 555 2671", "{text}");
            assert_eq!(bare(text), "+1 415 555 2671", "{text}");
        }
        assert_eq!(Spelled::of("mailto:mary@example.com").number, "mailto:mary");
    }
}
