//! Reads a trace and plays it on a core of its own, comparing what comes out.
//!
//! PURE. Never starts an engine: what the core asks for is compared with what was recorded, and
//! nothing of it is carried out. A file that is cut off or another's is refused in words, with the place.

mod timeline;

use core::fmt;
use serde_json::{Map, Value};

use super::read;
use super::read::Garbled;
use super::record::{FORMAT, Play, Start, VERSION};
use super::write::{parts, text};
use crate::domain::{self, Command, Event, Millis, Model};
use crate::view::View;

pub use timeline::{Answered, Line, time_of_day};

/// A trace that was read.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The version of the program that recorded it.
    pub program: String,
    /// When it was saved, on the computer of the agent.
    pub saved: Millis,
    start: Start,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
}

/// One event and what was recorded of its effect.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at: Millis,
    /// What happened, as the file has it.
    pub told: Value,
    event: Event,
    /// When signs of life of the CCP came before it, that had no effect.
    heard: Vec<Millis>,
    /// What the core asked for; `None` if the program ended before it answered.
    pub answered: Option<Vec<Value>>,
    /// Whether the screen was not drawn after it, because another event was waiting.
    more: bool,
    /// The parts of the screen that changed, each with its hash, which is zero for an empty part.
    shown: Vec<(String, u64)>,
    denied: Option<bool>,
}

/// One step as it was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// What the core asked for.
    pub commands: Vec<Value>,
    /// Where this is not what was recorded.
    pub differences: Vec<Difference>,
}

/// Something that was recorded otherwise than it was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A request of the core, by its place in the answer.
    Command {
        /// Which, from 0.
        place: usize,
        /// What was recorded, if the answer was as long.
        recorded: Option<Value>,
        /// What was played, if the answer was as long.
        played: Option<Value>,
    },
    /// A part of the screen, by its name.
    Screen(String),
}

/// Plays a trace step by step.
#[derive(Debug)]
struct Player<'a> {
    trace: &'a Trace,
    model: Model,
    denied: bool,
    next: usize,
    /// The screen as it was played last, and as it was recorded.
    played: Vec<(&'static str, u32)>,
    recorded: Vec<(String, u64)>,
}

impl Trace {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, TraceFault> {
        read_file(text)
    }

    /// A player before the first step.
    fn player(&self) -> Player<'_> {
        let played = parts(&View::of(&self.start.model, self.start.denied), None);
        let recorded = played.iter().map(|(name, hash)| ((*name).to_owned(), u64::from(*hash)));
        Player {
            trace: self,
            model: self.start.model.clone(),
            denied: self.start.denied,
            next: 0,
            recorded: recorded.collect(),
            played,
        }
    }

    /// Every step as it is played now.
    pub fn play(&self) -> Vec<Played> {
        let mut player = self.player();
        core::iter::from_fn(|| player.step()).collect()
    }

    /// The screen after the first `count` steps.
    pub fn view(&self, count: usize) -> View {
        let mut player = self.player();
        for _ in 0..count {
            player.advance();
        }
        View::of(&player.model, player.denied)
    }

    /// The same events with the answers of this program, as a file.
    pub fn retold(&self) -> String {
        let mut play = Play::start(None, self.start.clone());
        for step in &self.steps {
            play.denied = step.denied.unwrap_or(play.denied);
            play.hear(&step.heard);
            play.step(step.event.clone(), step.at, (!step.more).then_some(play.denied));
        }
        play.file(self.saved)
    }
}

impl Player<'_> {
    /// Plays the next step; `None` after the last.
    fn step(&mut self) -> Option<Played> {
        let step = self.trace.steps.get(self.next)?;
        let commands = values(&self.advance()?);
        let mut differences = Vec::new();
        let recorded = step.answered.as_ref().unwrap_or(&commands);
        for place in 0..recorded.len().max(commands.len()) {
            let (recorded, played) = (recorded.get(place), commands.get(place));
            if recorded != played {
                let (recorded, played) = (recorded.cloned(), played.cloned());
                differences.push(Difference::Command { place, recorded, played });
            }
        }
        if !step.more && step.answered.is_some() {
            self.compare_screen(step, &mut differences);
        }
        Some(Played { commands, differences })
    }

    /// Plays the next step without a look at its effect.
    fn advance(&mut self) -> Option<Vec<Command>> {
        let step = self.trace.steps.get(self.next)?;
        self.next += 1;
        for at in &step.heard {
            domain::update(&mut self.model, Event::CcpHeard, *at);
        }
        let commands = domain::update(&mut self.model, step.event.clone(), step.at);
        self.denied = step.denied.unwrap_or(self.denied);
        Some(commands)
    }

    /// A part that differs is told once, when it begins to.
    fn compare_screen(&mut self, step: &Step, differences: &mut Vec<Difference>) {
        let played = parts(&View::of(&self.model, self.denied), None);
        let hash = |parts: &[(&'static str, u32)], name: &str| {
            parts.iter().find(|(of, _)| *of == name).map_or(0, |(_, hash)| u64::from(*hash))
        };
        for (name, hash) in &step.shown {
            match self.recorded.iter_mut().find(|(of, _)| of == name) {
                Some((_, known)) => *known = *hash,
                None => self.recorded.push((name.clone(), *hash)),
            }
        }
        for (name, _) in &played {
            if !self.recorded.iter().any(|(of, _)| of == name) {
                self.recorded.push(((*name).to_owned(), 0));
            }
        }
        for (name, recorded) in &self.recorded {
            let told = step.shown.iter().any(|(of, _)| of == name);
            let moved = hash(&played, name) != hash(&self.played, name);
            if *recorded != hash(&played, name) && (told || moved) {
                differences.push(Difference::Screen(name.clone()));
            }
        }
        self.played = played;
    }
}

/// Requests as a file has them.
fn values(commands: &[Command]) -> Vec<Value> {
    commands.iter().map(|c| serde_json::from_str(&text(c, None)).unwrap_or_default()).collect()
}

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

fn read_file(text: &str) -> Result<Trace, TraceFault> {
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
        start: Start {
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
