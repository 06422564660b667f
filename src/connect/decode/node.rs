//! One place in a JSON tree together with the path that leads to it.
//!
//! Never puts a value into an error: only paths and expectations get out.

use super::DecodeError;
use super::time;
use crate::domain::Millis;
use core::fmt;
use serde_json::Value;
use std::rc::Rc;

static NOTHING: Value = Value::Null;

/// A value, or `null` where there is none, and how it was reached.
pub(super) struct Node<'a> {
    value: &'a Value,
    path: Rc<Path>,
}

/// How a value is reached. Hardly any path is ever told, so none is written before.
enum Path {
    Root,
    Member(Rc<Self>, &'static str),
    Entry(Rc<Self>, usize),
    /// A member whose name is not told.
    Any(Rc<Self>),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("$"),
            Self::Member(of, name) if matches!(**of, Self::Root) => f.write_str(name),
            Self::Member(of, name) => write!(f, "{of}.{name}"),
            Self::Entry(of, index) if matches!(**of, Self::Root) => write!(f, "[{index}]"),
            Self::Entry(of, index) => write!(f, "{of}[{index}]"),
            Self::Any(of) if matches!(**of, Self::Root) => f.write_str(".*"),
            Self::Any(of) => write!(f, "{of}.*"),
        }
    }
}

impl<'a> Node<'a> {
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

    /// The members of an object with their names, none for anything else.
    pub(super) fn members(&self) -> Vec<(&'a str, Self)> {
        let members = self.value.as_object().into_iter().flatten();
        let path = Rc::new(Path::Any(Rc::clone(&self.path)));
        members
            .map(|(name, value)| (name.as_str(), Self { value, path: Rc::clone(&path) }))
            .collect()
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
            Value::String(text) => time::parse_iso(text),
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
    /// So many places tell what is wrong; more would only bloat the trace.
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
        list: &Node<'v>,
        read: impl Fn(&Node<'v>) -> Result<T, DecodeError>,
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
