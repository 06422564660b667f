//! Owns reading typed members of a JSON object while collecting every error with its path.

use core::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::origin::normalise;
use super::{Config, ConfigError};

/// Reads members and remembers what was wrong with them.
#[derive(Default)]
pub(super) struct Reader {
    errors: Vec<ConfigError>,
}

impl Reader {
    /// Gives the configuration, or everything that was wrong.
    pub(super) fn finish(self, config: Config) -> Result<Config, Vec<ConfigError>> {
        if self.errors.is_empty() { Ok(config) } else { Err(self.errors) }
    }

    /// Notes an error.
    pub(super) fn fault(&mut self, path: &str, problem: impl Into<String>) {
        self.errors.push(ConfigError { path: path.to_owned(), problem: problem.into() });
    }

    /// Notes each member that is not among `known`.
    pub(super) fn only(&mut self, object: &Map<String, Value>, path: &str, known: &[&str]) {
        for name in object.keys().filter(|name| !known.contains(&name.as_str())) {
            let problem = match nearest(name, known) {
                Some(near) => format!("unknown key; did you mean \"{near}\"?"),
                None => format!("unknown key; known here: {}", known.join(", ")),
            };
            self.fault(&join(path, name), problem);
        }
    }

    /// Notes a member that is missing.
    pub(super) fn require(&mut self, object: &Map<String, Value>, path: &str, name: &str) {
        if !object.contains_key(name) {
            self.fault(&join(path, name), "is missing");
        }
    }

    /// An object member; `empty` stands in for one that is not there.
    pub(super) fn section<'a>(
        &mut self,
        root: &'a Map<String, Value>,
        name: &str,
        empty: &'a Map<String, Value>,
    ) -> &'a Map<String, Value> {
        root.get(name).and_then(|value| self.object(value, name)).unwrap_or(empty)
    }

    /// The value as an object.
    pub(super) fn object<'a>(
        &mut self,
        value: &'a Value,
        path: &str,
    ) -> Option<&'a Map<String, Value>> {
        let object = value.as_object();
        if object.is_none() {
            self.fault(path, format!("expected an object, found {}", kind(value)));
        }
        object
    }

    /// A string member that `parse` accepts.
    pub(super) fn text<T>(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = object.get(name)?;
        let path = join(path, name);
        match value.as_str().map(&parse) {
            Some(Ok(parsed)) => return Some(parsed),
            Some(Err(problem)) => self.fault(&path, problem),
            None => self.fault(&path, format!("expected a string, found {}", kind(value))),
        }
        None
    }

    /// A string member out of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        name: &str,
        words: &[(&str, T)],
    ) -> Option<T> {
        self.text(object, path, name, |text| {
            let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
            found.ok_or_else(|| {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                format!("expected one of \"{}\"", words.join("\", \""))
            })
        })
    }

    /// A member that is true or false.
    pub(super) fn flag(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        name: &str,
    ) -> Option<bool> {
        let value = object.get(name)?;
        if !value.is_boolean() {
            let found = kind(value);
            self.fault(&join(path, name), format!("expected true or false, found {found}"));
        }
        value.as_bool()
    }

    /// An object whose members the customer names; `parse` takes name and value of each.
    pub(super) fn pairs<T>(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        name: &str,
        parse: impl Fn(&str, &Value) -> Result<T, String>,
    ) -> Vec<(String, T)> {
        let path = join(path, name);
        let mut pairs = Vec::new();
        let Some(members) = object.get(name).and_then(|value| self.object(value, &path)) else {
            return pairs;
        };
        for (name, value) in members {
            match parse(name, value) {
                Ok(parsed) => pairs.push((name.clone(), parsed)),
                Err(problem) => self.fault(&join(&path, name), problem),
            }
        }
        pairs
    }

    /// A whole-number member within a range.
    pub(super) fn whole(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        name: &str,
        range: RangeInclusive<u64>,
    ) -> Option<u64> {
        let value = object.get(name)?;
        let number = value.as_u64().filter(|number| range.contains(number));
        if number.is_none() {
            let (low, high) = (range.start(), range.end());
            self.fault(&join(path, name), format!("expected a whole number from {low} to {high}"));
        }
        number
    }

    /// A list of strings that `parse` accepts; each bad entry is an error of its own.
    pub(super) fn list<T>(
        &mut self,
        object: &Map<String, Value>,
        path: &str,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let path = join(path, name);
        let Some(value) = object.get(name) else { return Vec::new() };
        let Some(entries) = value.as_array() else {
            self.fault(&path, format!("expected a list of strings, found {}", kind(value)));
            return Vec::new();
        };
        let mut parsed = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let path = format!("{path}[{index}]");
            match entry.as_str().map(&parse) {
                Some(Ok(value)) => parsed.push(value),
                Some(Err(problem)) => self.fault(&path, problem),
                None => self.fault(&path, format!("expected a string, found {}", kind(entry))),
            }
        }
        parsed
    }
}

/// Joins a path and a member's name.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A word for the type of a value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "a list",
        Value::Bool(_) => "true or false",
        Value::Null => "null",
        Value::Number(_) => "a number",
        Value::Object(_) => "an object",
        Value::String(_) => "a string",
    }
}

/// Accepts any text but an empty one.
pub(super) fn not_empty(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.to_owned()) }
}

/// Accepts a code of Oracle's.
pub(super) fn code(text: &str) -> Result<String, String> {
    let is_code = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_code.then(|| text.to_owned()).ok_or_else(|| {
        "expected a code such as \"ORA_SERVICE\": letters, digits and underscores".to_owned()
    })
}

/// Accepts an address that a browser will load: https, or http for `*.localhost` only.
pub(super) fn url(text: &str) -> Result<String, String> {
    secure_origin(text).map(|_| text.to_owned())
}

/// Accepts an origin, and gives it as `new URL(x).origin` does.
pub(super) fn origin(text: &str) -> Result<String, String> {
    let origin = secure_origin(text)?;
    let path = text.split_once("://").map_or("", |(_, rest)| rest);
    if path.trim_end_matches('/').contains(['/', '?', '#', '*']) {
        return Err("expected an exact origin such as \"https://pod.fa.example.com\", without \
                    path or wildcard"
            .to_owned());
    }
    Ok(origin)
}

fn secure_origin(text: &str) -> Result<String, String> {
    let origin = normalise(text).map_err(|error| format!("is no usable address: {error}"))?;
    let Some(host) = origin.strip_prefix("http://") else { return Ok(origin) };
    let host = host.split(':').next().unwrap_or_default();
    if host == "localhost" || host.ends_with(".localhost") {
        return Ok(origin);
    }
    Err("must start with https:// (http:// only for *.localhost)".to_owned())
}

/// The known name that differs least, if it is close enough to be meant.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['_', '-'], "");
    let wanted = plain(name);
    known.iter().copied().min_by_key(|known| distance(&wanted, &plain(known))).filter(|known| {
        let distance = distance(&wanted, &plain(known));
        distance <= 2 && distance < wanted.len()
    })
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut next = vec![i + 1];
        for ((b, above), before) in right.iter().zip(row.iter().skip(1)).zip(&row) {
            let beside = next.last().copied().unwrap_or_default();
            next.push((above + 1).min(beside + 1).min(before + usize::from(a != *b)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
