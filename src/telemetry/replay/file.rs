//! The reading of a trace's file.
//!
//! PURE. Never guesses: a file that is cut off or another's is refused in words, with the place.

use core::fmt;

use serde_json::{Map, Value};

use super::{Checkpoint, Step, Trace};
use crate::domain::Millis;
use crate::telemetry::fault::Garbled;
use crate::telemetry::read;
use crate::telemetry::record::{FORMAT, VERSION};

/// Why a file is no trace that can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceFault {
    /// It is JSON, but no trace.
    Foreign,
    /// A value in it is not what it must be.
    Garbled(Garbled),
    /// It is no JSON; cut off, or something else altogether.
    NoJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the reader says of it.
        problem: String,
    },
    /// It is of a version that this program does not know.
    Version(u64),
}

impl fmt::Display for TraceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(f, "it is no trace: there is no \"format\": \"{FORMAT}\""),
            Self::Garbled(fault) => write!(f, "{fault}"),
            Self::NoJson { line, column, problem } => {
                write!(f, "line {line}, column {column}: {problem}")
            }
            Self::Version(version) => {
                write!(f, "it is of version {version}; this program reads version {VERSION}")
            }
        }
    }
}

impl core::error::Error for TraceFault {}

impl From<Garbled> for TraceFault {
    fn from(fault: Garbled) -> Self {
        Self::Garbled(fault)
    }
}

pub(super) fn read(text: &str) -> Result<Trace, TraceFault> {
    let mut file: Value = serde_json::from_str(text).map_err(|error| {
        let problem = error.to_string();
        // The place follows in a form of its own.
        let problem = problem.split(" at line ").next().unwrap_or_default().to_owned();
        TraceFault::NoJson { line: error.line(), column: error.column(), problem }
    })?;
    if file.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(TraceFault::Foreign);
    }
    let version: u64 = member(&file, "version")?;
    if version != VERSION {
        return Err(TraceFault::Version(version));
    }
    let Some(Value::Array(steps)) = file.get_mut("steps").map(Value::take) else {
        return Err(expected(".steps", "a list").into());
    };
    let checkpoint = file.get("checkpoint").unwrap_or(&Value::Null);
    let inside = |fault: Garbled| fault.of("checkpoint");
    Ok(Trace {
        program: member(&file, "program")?,
        saved: Millis(member(&file, "saved")?),
        start: Checkpoint {
            at: Millis(member(checkpoint, "at").map_err(inside)?),
            denied: member(checkpoint, "denied").map_err(inside)?,
            model: member(checkpoint, "model").map_err(inside)?,
        },
        steps: read_steps(steps)?,
    })
}

fn read_steps(values: Vec<Value>) -> Result<Vec<Step>, Garbled> {
    let mut last = Map::new();
    let mut steps = Vec::with_capacity(values.len());
    for (at, mut value) in values.into_iter().enumerate() {
        repeat(&mut value, &mut last);
        let step = read_step(&mut value);
        steps.push(step.map_err(|fault| fault.at(at).of("steps"))?);
    }
    Ok(steps)
}

fn read_step(value: &mut Value) -> Result<Step, Garbled> {
    let at: u64 = member(value, "at")?;
    let mut heard = Vec::new();
    let mut next = at;
    if value.get("heard").is_some() {
        for span in member::<Vec<u64>>(value, "heard")? {
            next = next.saturating_sub(span);
            heard.insert(0, Millis(next));
        }
    }
    let flag = |name: &str| match value.get(name) {
        None => Ok(None),
        Some(_) => member::<bool>(value, name).map(Some),
    };
    let mut shown = Vec::new();
    match value.get("shown") {
        None => {}
        Some(Value::Object(parts)) => {
            for (name, hash) in parts {
                let hash = hash.as_u64().ok_or_else(|| expected(".shown", "whole numbers"))?;
                shown.push((name.clone(), hash));
            }
        }
        Some(_) => return Err(expected(".shown", "an object")),
    }
    let (more, denied, event) =
        (flag("more")?.unwrap_or_default(), flag("denied")?, member(value, "event")?);
    let answered = match value.get_mut("commands").map(Value::take) {
        None => None,
        Some(Value::Array(commands)) => Some(commands),
        Some(_) => return Err(expected(".commands", "a list")),
    };
    let told = value.get_mut("event").map(Value::take).unwrap_or_default();
    Ok(Step { at: Millis(at), told, event, heard, answered, more, shown, denied })
}

/// Puts back what an `=` stands for (`write`).
fn repeat(step: &mut Value, last: &mut Map<String, Value>) {
    let agent = step.pointer_mut("/event/SnapshotTaken/agent").and_then(Value::as_object_mut);
    let Some(agent) = agent else { return };
    for name in ["dialable", "selectable"] {
        match agent.get(name) {
            Some(Value::String(same)) if same == "=" => {
                let before = last.get(name).cloned().unwrap_or_default();
                agent.insert(name.to_owned(), before);
            }
            Some(new) => {
                last.insert(name.to_owned(), new.clone());
            }
            None => {}
        }
    }
}

/// A member that must be there.
fn member<T: serde::de::DeserializeOwned>(object: &Value, name: &str) -> Result<T, Garbled> {
    let Some(value) = object.get(name) else {
        return Err(Garbled::new("is missing".to_owned()).of(name));
    };
    read::value(value).map_err(|fault| fault.of(name))
}

fn expected(path: &str, wanted: &str) -> Garbled {
    Garbled::new(["expected ", wanted].concat()).below(&[path])
}
