//! The way back: reads a trace and plays it on a core of its own, comparing what comes out.
//!
//! PURE. Never starts an engine: what the core asks for is compared with what was recorded, and
//! nothing of it is carried out.

mod file;
mod timeline;

use serde_json::Value;

use super::record::Recorder;
use super::write::{parts, text};
use crate::domain::{self, Command, Event, Millis, Model};
use crate::view::View;
pub use file::TraceFault;
pub use timeline::{Answered, Line, time_of_day};

/// A trace that was read.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The version of the program that recorded it.
    pub program: String,
    /// When it was saved, on the computer of the agent.
    pub saved: Millis,
    start: Checkpoint,
    /// What happened, oldest first.
    pub steps: Vec<Step>,
}

/// Where a trace starts.
#[derive(Clone, Debug)]
struct Checkpoint {
    at: Millis,
    denied: bool,
    model: Model,
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
pub struct Player<'a> {
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
        file::read(text)
    }

    /// A player before the first step.
    pub fn player(&self) -> Player<'_> {
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
        let Checkpoint { at, denied, model } = &self.start;
        let mut recorder = Recorder::with(None, model, *denied, *at);
        let (mut model, mut denied) = (model.clone(), *denied);
        for step in &self.steps {
            let heard = step.heard.iter().map(|at| (Event::CcpHeard, *at, false));
            for (event, at, more) in heard.chain([(step.event.clone(), step.at, step.more)]) {
                recorder.event(&event, at);
                recorder.answered(&domain::update(&mut model, event, at));
                denied = step.denied.unwrap_or(denied);
                if !more {
                    recorder.shown(&View::of(&model, denied), denied);
                }
            }
        }
        recorder.export(self.saved)
    }
}

impl Player<'_> {
    /// Plays the next step; `None` after the last.
    pub fn step(&mut self) -> Option<Played> {
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
