//! Owns how numbers to dial are written: what stands around a number, and an extension behind it.
//!
//! Must never decide whether a text is a number; it only takes away what certainly is none of it.

use super::pii::{Digits, Phone};
use serde::{Deserialize, Serialize};

/// Words and signs between a number and its extension, the longer before those that they begin with.
const MARKS: [&str; 8] = ["extension", "extn.", "extn", "ext.", "ext", "内線", "x", "#"];
/// A text of fewer digits has no extension: `1001#2` may be a code.
const FEWEST: usize = 5;

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
pub(super) fn bare(text: &str) -> String {
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

fn without_scheme(text: &str) -> String {
    let text = text.trim();
    let Some((scheme, rest)) = text.split_once(':') else { return text.to_owned() };
    let known = ["callto", "sip", "sips", "tel"];
    if !known.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return text.to_owned();
    }
    // In an address, signs may stand as their codes.
    let mut plain = rest.trim_start_matches('/').to_owned();
    for (code, sign) in
        [("%2B", "+"), ("%2b", "+"), ("%20", " "), ("%23", "#"), ("%2C", ","), ("%2c", ",")]
    {
        plain = plain.replace(code, sign);
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
            Some(keys) if digits(number) >= FEWEST => (number, Some(keys)),
            Some(_) | None => whole,
        };
    }
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let keys = text.get(before.len()..).unwrap_or_default();
    let before = before.trim_end();
    let Some(mark) = MARKS.iter().find(|mark| ends_with(before, mark)) else { return whole };
    let number = before.get(..before.len() - mark.len()).unwrap_or_default();
    match Digits::parse(keys) {
        Some(keys) if digits(number) >= FEWEST => (number.trim_end(), Some(keys)),
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

#[cfg(test)]
mod tests {
    use super::super::pii::Digits;
    use super::{Spelled, bare};

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
