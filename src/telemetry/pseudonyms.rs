//! Replaces each value of a person when a trace is written: the same value by the same token,
//! a number by a number of the same country and length; and lists the texts that a trace holds as they are.
//!
//! PURE. The list says what stays and not what goes, so that a member that is new, or was forgotten, is replaced.
//!
//! Never keeps a value, nor a table that leads back to one: tokens follow from a key that is
//! made anew by each page and never leaves it. Numbers are permuted among those of their length, so
//! two that differ go on differing, and the digits of a number are replaced alike with a plus or without.

use core::hash::{Hash, Hasher};
use std::collections::BTreeSet;
use std::hash::DefaultHasher;

use crate::domain::ContactFacts;

/// Rounds of the permutation; eight keep it apart from chance for any length (Luby and Rackoff need four).
const ROUNDS: u8 = 8;
/// A text of fewer digits has no country code.
const SHORTEST_INTERNATIONAL: usize = 7;
/// The calling codes of two digits (ITU-T E.164); those of `1` and `7` have one, all others three.
const TWO_DIGITS: &str = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 \
     60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";

/// Replaces texts under a key of its own.
#[derive(Clone)]
pub(super) struct Replacement {
    key: [u64; 2],
    /// Tokens that the configuration fills only from the queue or the initiation method.
    plain: Vec<String>,
    /// The names of queues and the ways that contacts came about, as far as they were seen.
    known: BTreeSet<String>,
}

impl core::fmt::Debug for Replacement {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Replacement(secret)")
    }
}

impl Replacement {
    /// Takes fresh random bits as the key.
    pub(super) const fn new(key: [u64; 2]) -> Self {
        Self { key, plain: Vec::new(), known: BTreeSet::new() }
    }

    /// Leaves the tokens of these names as they are: what fills them is no person's. One of Oracle's
    /// names is left only where it has a value that [`know`](Self::know) was told.
    pub(super) fn leave(&mut self, tokens: Vec<String>) {
        self.plain = tokens;
    }

    /// Notes the queue of a contact and the way it came about, which are no person's.
    pub(super) fn know(&mut self, facts: &ContactFacts) {
        if !self.plain.is_empty() {
            let seen = facts.queue.iter().chain(&facts.initiation_method);
            self.known.extend(seen.cloned());
        }
    }

    /// Whether a token of this name may be left as it is.
    pub(super) fn leaves(&self, token: &str) -> bool {
        self.plain.iter().any(|name| name == token)
    }

    /// Whether this is the name of a queue or a way that a contact came about.
    pub(super) fn knows(&self, value: &str) -> bool {
        self.known.contains(value)
    }

    /// The token for a text: digits for digits if it is written like a number, else a made-up word.
    /// Blanks around it stay, for the core trims some texts and not others.
    pub(super) fn text(&self, text: &str) -> String {
        let bare = text.trim();
        // The core reads a yes or no that a customer's flow spells out.
        let says_yes_or_no = ["true", "false"].iter().any(|word| bare.eq_ignore_ascii_case(word));
        if bare.is_empty() || says_yes_or_no {
            return text.to_owned();
        }
        let token = if is_number(bare) { self.number(bare) } else { self.word(bare) };
        text.replacen(bare, &token, 1)
    }

    /// A word that says nothing, and never looks like a number.
    pub(super) fn word(&self, text: &str) -> String {
        let mut bits = self.hash(b'w', text.as_bytes());
        let mut word = String::from("x-");
        for _ in 0..10 {
            word.extend(char::from_digit(10 + u32::try_from(bits % 26).unwrap_or_default(), 36));
            bits /= 26;
        }
        word
    }

    /// Other digits in the same places.
    fn number(&self, text: &str) -> String {
        let mut digits: Vec<u8> =
            text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let count = kept_digits(&digits);
        let (kept, own) = digits.split_at_mut(count);
        // It starts with no zero; walking on until that is so again stays a permutation of such numbers.
        loop {
            self.permute(kept, own);
            if own.first() != Some(&0) {
                break;
            }
        }
        let mut digits = digits.into_iter();
        let other = |c: char| {
            if c.is_ascii_digit() {
                digits.next().map_or(c, |digit| char::from(b'0' + digit))
            } else {
                c
            }
        };
        text.chars().map(other).collect()
    }

    /// A Feistel network over the two halves, digit by digit.
    fn permute(&self, kept: &[u8], digits: &mut [u8]) {
        let length = u8::try_from(digits.len()).unwrap_or(u8::MAX);
        let (left, right) = digits.split_at_mut(digits.len() / 2);
        for round in 0..ROUNDS {
            let (from, to) =
                if round % 2 == 0 { (&*left, &mut *right) } else { (&*right, &mut *left) };
            let seed = [kept, &[0xff, length, round], from].concat();
            let mut bits = 0;
            for (at, digit) in to.iter_mut().enumerate() {
                if at % 16 == 0 {
                    let block = u8::try_from(at / 16).unwrap_or(u8::MAX);
                    bits = self.hash(block, &seed);
                }
                *digit = (*digit + u8::try_from(bits % 10).unwrap_or_default()) % 10;
                bits /= 10;
            }
        }
    }

    fn hash(&self, purpose: u8, bytes: &[u8]) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.key.hash(&mut hasher);
        purpose.hash(&mut hasher);
        bytes.hash(&mut hasher);
        hasher.finish()
    }
}

/// Whether a text is written as [`Phone`](crate::domain::Phone) takes it for a number.
fn is_number(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "+-(). *#".contains(c))
}

/// How many digits stay: the country's, and the zeros that a national number begins with.
fn kept_digits(digits: &[u8]) -> usize {
    let country = country_digits(digits);
    let national = digits.iter().skip(country);
    country + national.take_while(|digit| **digit == 0).count()
}

fn country_digits(digits: &[u8]) -> usize {
    if digits.first() == Some(&0) || digits.len() < SHORTEST_INTERNATIONAL {
        return 0;
    }
    match digits {
        [1 | 7, ..] => 1,
        [first, second, ..] => {
            let two: String = [first, second].into_iter().map(|d| char::from(b'0' + d)).collect();
            if TWO_DIGITS.contains(&two) { 2 } else { 3 }
        }
        _ => 0,
    }
}

/// The types of ids; none of them says anything about a person.
const IDS: [&str; 6] = ["ConnectionId", "ContactId", "EndpointArn", "EventId", "StateArn", "Uuid"];

/// Members of records and variants of enumerations: the type, and those of its parts that stay. Names
/// that an administrator gave, codes of Connect, countries, origins, and words of our own.
const PLAIN: [(&str, &[&str]); 41] = [
    ("AgentFacts", &["chosen", "dialable"]),
    ("AgentState", &["name"]),
    ("AgentStateKind", &["Unknown"]),
    ("CardView", &["queue"]),
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

#[cfg(test)]
mod tests {
    use super::Replacement;
    use crate::domain::{PersonName, Phone};
    use std::collections::BTreeSet;

    const MADE: Replacement = Replacement::new([0x0123_4567_89ab_cdef, 42]);

    #[test]
    fn a_number_stays_a_number_of_its_country_and_length() {
        for (number, country) in [
            ("+15551230000", "+1"),
            ("+4930123456", "+49"),
            ("+81312345678", "+81"),
            ("+35312345678", "+353"),
            ("+79161234567", "+7"),
        ] {
            let made = MADE.text(number);
            assert_ne!(made, number);
            assert!(made.starts_with(country), "{made}");
            assert_eq!(made.len(), number.len());
            assert!(!made[country.len()..].starts_with('0'), "{made}");
            let phone = Phone::parse(&made).unwrap();
            assert_eq!(phone.e164(), made);
        }
    }

    #[test]
    fn the_zeros_that_a_national_number_begins_with_stay() {
        for (number, kept) in [("+390612345678", "+390"), ("030123456", "0")] {
            let made = MADE.text(number);
            assert!(made.starts_with(kept) && made.len() == number.len(), "{made}");
            assert_ne!(made.as_bytes()[kept.len()..].first(), Some(&b'0'), "{made}");
        }
        assert_eq!(MADE.text("+4900000000"), "+4900000000", "there is nothing to replace");
    }

    #[test]
    fn every_spelling_of_a_number_is_replaced_alike() {
        let of = |text: &str| Phone::parse(&MADE.text(text)).unwrap();
        let plain = of("+15551230000");
        assert_eq!(of("15551230000").digits(), plain.digits());
        assert_eq!(of("+1 (555) 123-0000").e164(), plain.e164());
        assert_eq!(
            MADE.text("+1 (555) 123-0000").replace(char::is_numeric, "9"),
            "+9 (999) 999-9999"
        );
    }

    #[test]
    fn numbers_that_differ_go_on_differing() {
        for length in 1..=4_usize {
            let count = 10_usize.pow(u32::try_from(length).unwrap());
            let made: BTreeSet<String> =
                (0..count).map(|n| MADE.text(&format!("{n:0length$}"))).collect();
            assert_eq!(made.len(), count);
        }
        let made: BTreeSet<String> =
            (0..5000).map(|n| MADE.text(&format!("+1555123{n:04}"))).collect();
        assert_eq!(made.len(), 5000);
    }

    #[test]
    fn words_keep_their_blanks_and_never_turn_into_numbers() {
        let made = MADE.text(" Mary Doe ");
        assert!(made.starts_with(" x-") && made.ends_with(' '), "{made:?}");
        assert_eq!(made.trim(), MADE.text("Mary Doe"));
        assert_eq!(PersonName::parse(&made).unwrap().as_str(), MADE.text("Mary Doe"));
        assert_eq!(Phone::parse(&made), None);
        assert_ne!(MADE.text("Mary Doe"), MADE.text("Mary Dow"));
        for empty in ["", "  "] {
            assert_eq!(MADE.text(empty), empty);
        }
    }

    #[test]
    fn another_page_has_other_tokens() {
        let other = Replacement::new([1, 2]);
        assert_ne!(other.text("Mary Doe"), MADE.text("Mary Doe"));
        assert_ne!(other.text("+15551230000"), MADE.text("+15551230000"));
        assert_eq!(format!("{other:?}"), "Replacement(secret)");
    }
}
