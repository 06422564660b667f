//! One place in a JSON tree together with the path that leads to it.
//!
//! Never puts a value into an error: only paths and expectations get out.

use crate::domain::Millis;
use core::fmt;
use serde_json::Value;
use std::rc::Rc;

/// Where the decoder gave up, and what it had hoped for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The JSON path, such as `snapshot.contacts[0].state.type`.
    pub path: String,
    /// What should be there.
    pub expected: &'static str,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}", self.path, self.expected)
    }
}

static NOTHING: Value = Value::Null;

/// A value, or `null` where there is none, and how it was reached.
pub(super) struct JsonCursor<'a> {
    value: &'a Value,
    path: Rc<Path>,
}

/// How a value is reached. Hardly any path is ever told, so none is written before.
enum Path {
    Root,
    Member(Rc<Self>, &'static str),
    Entry(Rc<Self>, usize),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("$"),
            Self::Member(of, name) if matches!(**of, Self::Root) => f.write_str(name),
            Self::Member(of, name) => write!(f, "{of}.{name}"),
            Self::Entry(of, index) if matches!(**of, Self::Root) => write!(f, "[{index}]"),
            Self::Entry(of, index) => write!(f, "{of}[{index}]"),
        }
    }
}

impl<'a> JsonCursor<'a> {
    /// The whole document.
    pub(super) fn root(value: &'a Value) -> Self {
        Self { value, path: Rc::new(Path::Root) }
    }

    /// The member of that name; `null` when this is no object or has none.
    pub(super) fn get(&self, key: &'static str) -> Self {
        let path = Rc::new(Path::Member(Rc::clone(&self.path), key));
        Self { value: self.value.get(key).unwrap_or(&NOTHING), path }
    }

    /// Whether there is nothing here.
    pub(super) fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// The elements of an array.
    pub(super) fn items(&self) -> Result<Vec<Self>, DecodeError> {
        let items = self.value.as_array().ok_or_else(|| self.expected("an array"))?;
        Ok(items
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let path = Rc::new(Path::Entry(Rc::clone(&self.path), index));
                Self { value, path }
            })
            .collect())
    }

    /// The elements of an array, none for `null`.
    pub(super) fn items_or_none(&self) -> Result<Vec<Self>, DecodeError> {
        if self.is_null() { Ok(Vec::new()) } else { self.items() }
    }

    /// A string with something in it.
    pub(super) fn text(&self) -> Result<&'a str, DecodeError> {
        match self.value.as_str() {
            Some(text) if !text.is_empty() => Ok(text),
            Some(_) | None => Err(self.expected("a string")),
        }
    }

    /// A string, or `None` for `null` and for an empty one.
    pub(super) fn optional_text(&self) -> Result<Option<String>, DecodeError> {
        if self.is_null() || self.value.as_str() == Some("") {
            return Ok(None);
        }
        self.text().map(|text| Some(text.to_owned()))
    }

    /// A boolean; `null` is false, as everywhere in Streams.
    pub(super) fn flag(&self) -> Result<bool, DecodeError> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            Value::Null => Ok(false),
            Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                Err(self.expected("a boolean"))
            }
        }
    }

    /// A number without its fraction; `null` is zero.
    pub(super) fn number_or_zero(&self) -> Result<i64, DecodeError> {
        if self.is_null() {
            return Ok(0);
        }
        whole(self.value).ok_or_else(|| self.expected("a number"))
    }

    /// A point in Connect's time, told on this computer's clock (`connect.md` E.6: `skew` is
    /// Connect's clock minus ours).
    pub(super) fn time(&self, skew: i64) -> Result<Millis, DecodeError> {
        let theirs = match self.value {
            Value::String(text) => parse_iso(text),
            Value::Number(_) => whole(self.value),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        theirs
            .and_then(|theirs| u64::try_from(theirs.saturating_sub(skew)).ok())
            .map(Millis)
            .ok_or_else(|| self.expected("a point in time"))
    }

    /// What is wrong here.
    pub(super) fn expected(&self, expected: &'static str) -> DecodeError {
        DecodeError { path: self.path.to_string(), expected }
    }
}

/// What could not be read of lists: one strange entry does not spoil the others.
#[derive(Default)]
pub(super) struct LeftOut(Vec<String>);

impl LeftOut {
    /// Number of places that tell what is wrong; more would only bloat the trace.
    const KEPT: usize = 5;

    /// The value, or `None` and a note.
    pub(super) fn keep<T>(&mut self, read: Result<T, DecodeError>) -> Option<T> {
        read.map_err(|error| {
            if self.0.len() < Self::KEPT {
                self.0.push(error.to_string());
            }
        })
        .ok()
    }

    /// The entries of a list that can be read, none for `null`.
    pub(super) fn list<'v, T>(
        &mut self,
        list: &JsonCursor<'v>,
        read: impl Fn(&JsonCursor<'v>) -> Result<T, DecodeError>,
    ) -> Vec<T> {
        let entries = self.keep(list.items_or_none()).unwrap_or_default();
        entries.iter().filter_map(|entry| self.keep(read(entry))).collect()
    }

    /// The places, and what was expected there.
    pub(super) fn into_faults(self) -> Vec<String> {
        self.0
    }
}

/// A number of JavaScript as milliseconds; the fraction carries nothing.
fn whole(value: &Value) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a saturating cast is what is wanted")]
    value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))
}

/// Reads a timestamp that `JSON.stringify` makes of a JavaScript date: the milliseconds since the Unix epoch of `2026-11-23T10:00:00.000Z`; the fraction is optional, and
/// an offset such as `+09:00` may stand for the `Z`.
fn parse_iso(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let [year, month, day] = fields(date, '-')?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let (clock, offset) = split_offset(time)?;
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let [hour, minute, second] = fields(whole, ':')?;
    if hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_since_epoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some((seconds - offset * 60) * 1000 + millis(fraction)?)
}

fn fields(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = text.split(separator).map(digits);
    let all = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(all)
}

fn digits(text: &str) -> Option<i64> {
    let digit = |byte: u8| char::from(byte).to_digit(10);
    let read = |number: i64, byte| Some(number * 10 + i64::from(digit(byte)?));
    if (1..=4).contains(&text.len()) { text.bytes().try_fold(0, read) } else { None }
}

/// The clock and the minutes that it is ahead of UTC.
fn split_offset(time: &str) -> Option<(&str, i64)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, 0));
    }
    let at = time.rfind(['+', '-'])?;
    let (clock, offset) = time.split_at_checked(at)?;
    let (sign, span) = (if offset.starts_with('-') { -1 } else { 1 }, offset.get(1..)?);
    let (hours, minutes) = span.split_once(':')?;
    Some((clock, sign * (digits(hours)? * 60 + digits(minutes)?)))
}

fn millis(fraction: &str) -> Option<i64> {
    if fraction.is_empty() {
        return Some(0);
    }
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits([fraction, "00"].concat().get(..3)?)
}

/// Days of the proleptic Gregorian calendar: years are counted from March, so that the leap day is
/// the last of its year and needs no exception.
fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719_468 days lie between 1 March of the year 0 and 1 January 1970.
    year * 365 + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse_iso;

    #[test]
    fn dates_of_javascript_are_read() {
        // The right column was made by `Date.parse` of node.
        for (text, millis) in [
            ("1970-01-01T00:00:00.000Z", 0),
            ("2000-02-29T23:59:59.999Z", 951_868_799_999),
            ("2026-11-23T10:00:00.123Z", 1_795_428_000_123),
            ("2026-11-23T10:00:00Z", 1_795_428_000_000),
            ("2026-11-23T19:00:00.5+09:00", 1_795_428_000_500),
            ("2026-11-23T04:30:00-05:30", 1_795_428_000_000),
            ("1969-12-31T23:59:59.000Z", -1000),
        ] {
            assert_eq!(parse_iso(text), Some(millis), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_point_in_time() {
        for text in [
            "",
            "T",
            "now",
            "2026-11-23",
            "2026-13-01T00:00:00Z",
            "2026-11-23T10:00Z",
            "2026-11-23T10:00:00",
            "2026-11-23T10:00:00.xZ",
            "2026-11-23T-1:00:00Z",
        ] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }
}
