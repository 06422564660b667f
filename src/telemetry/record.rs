//! Owns the trace: a bounded ring of what the core was told and what it answered.
//!
//! PURE. Must never hold a number, a name or an attribute: each event is replaced as it comes in. The
//! ring starts with a checkpoint of the Model, from which the events after it can be played again, and
//! has two generations: when the newer is full it takes the place of the older, and a new checkpoint
//! begins the next. So what is kept reaches back for at least one generation.

use core::fmt::Write as _;

use super::replace::Replacement;
use super::write::{Last, parts, text, text_after};
use crate::domain::given::Source;
use crate::domain::snapshot::Seen;
use crate::domain::{Command, Event, Millis, Model};
use crate::view::View;

/// The first words of a trace; a file without them is another's.
pub const FORMAT: &str = "fusion-connect-toolbar trace";
/// The version of the format.
pub const VERSION: u64 = 1;
/// How long the steps of a generation may be together; the last one may go beyond.
const GENERATION: usize = 160 * 1024;

/// The name of the file that a trace is given out as; `stamp` tells when.
pub fn file_name(stamp: &str) -> String {
    ["fusion-connect-toolbar-trace-", stamp, ".json"].concat()
}

/// What is kept of a run.
#[derive(Debug, Default)]
pub struct Recorder {
    /// `None` for a run that has nothing personal in it, since it is played from a trace.
    replacement: Option<Replacement>,
    older: Option<Generation>,
    newer: Generation,
    open: Option<Open>,
    /// When nothing but a sign of life of the CCP came, since the last step.
    heard: Vec<Millis>,
    /// The parts of the screen as they were last written, each with its hash.
    screen: Vec<(&'static str, u32)>,
    /// Whether a screen was ever drawn; the first may look as an empty page does, and is told all the same.
    drawn: bool,
    denied: bool,
    last: Last,
}

/// A checkpoint and the steps after it, each on a line of its own.
#[derive(Debug, Default)]
struct Generation {
    checkpoint: String,
    steps: String,
}

/// A step that is not over: the core, or the screen, has not answered.
#[derive(Debug)]
struct Open {
    at: Millis,
    /// `None` for a sign of life, which is written only if it had an effect.
    event: Option<String>,
    commands: Option<String>,
}

impl Recorder {
    /// Starts with the Model before its first event; `key` is fresh random bits.
    pub fn start(key: [u64; 2], model: &Model, denied: bool, now: Millis) -> Self {
        let mut replacement = Replacement::new(key);
        // The names of queues and the ways that contacts come about stay elsewhere too.
        let given = &model.settings.given;
        let sources = given.tokens.iter().chain(&given.fields);
        let plain =
            sources.filter(|(_, from)| matches!(from, Source::Queue | Source::InitiationMethod));
        replacement.leave(plain.map(|(name, _)| name.clone()).collect());
        Self::with(Some(replacement), model, denied, now)
    }

    /// Starts over from a trace.
    pub(super) fn with(
        replacement: Option<Replacement>,
        model: &Model,
        denied: bool,
        now: Millis,
    ) -> Self {
        let mut recorder = Self { replacement, ..Self::default() };
        if let Some(made) = &mut recorder.replacement {
            model.calls.values().for_each(|call| made.know(&call.facts));
        }
        recorder.screen = parts(&View::of(model, denied), recorder.replacement.as_ref());
        recorder.begin(model, denied, now);
        recorder
    }

    /// Takes an event, before the core has it.
    pub fn event(&mut self, event: &Event, at: Millis) {
        self.close(true);
        if let (Some(made), Event::SnapshotTaken(snapshot)) = (&mut self.replacement, event) {
            for seen in &snapshot.contacts {
                if let Seen::Contact(facts) = seen {
                    made.know(facts);
                }
            }
        }
        let text = (*event != Event::CcpHeard)
            .then(|| text_after(event, self.replacement.as_ref(), &mut self.last));
        self.open = Some(Open { at, event: text, commands: None });
    }

    /// Takes what the core answered to it.
    pub fn answered(&mut self, commands: &[Command]) {
        if let Some(open) = &mut self.open {
            open.commands = Some(text(&commands, self.replacement.as_ref()));
        }
    }

    /// All events are taken: the screen shows `view`, which is another than before if it is news.
    pub fn shown(&mut self, view: &View, is_news: bool, model: &Model, denied: bool, now: Millis) {
        let mut shown = String::new();
        if is_news || !self.drawn {
            self.drawn = true;
            let screen = parts(view, self.replacement.as_ref());
            shown = changes(&self.screen, &screen);
            self.screen = screen;
        }
        self.end(&shown, denied);
        // Signs of life that are not written yet belong to the older one.
        if self.newer.steps.len() > GENERATION && self.heard.is_empty() {
            self.older = Some(core::mem::take(&mut self.newer));
            self.begin(model, denied, now);
        }
    }

    /// The whole trace as a file.
    pub fn export(&self, now: Millis) -> String {
        let start = self.older.as_ref().unwrap_or(&self.newer);
        let program = env!("CARGO_PKG_VERSION");
        let mut file = format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"program\":\"{program}\",\"saved\":{},\n\"checkpoint\":{},\n\"steps\":[",
            now.0, start.checkpoint
        );
        let mut steps = self.older.as_ref().map(|older| older.steps.clone()).unwrap_or_default();
        steps.push_str(&self.newer.steps);
        if let Some(open) = &self.open {
            steps.push_str(&line(open, &self.heard, true, "", None));
        } else if let Some((at, before)) = self.heard.split_last() {
            let open = Open { at: *at, event: None, commands: Some("[]".to_owned()) };
            steps.push_str(&line(&open, before, false, "", None));
        }
        // Each line ends with a comma, and the last must not.
        file.push_str(steps.strip_suffix(',').unwrap_or(&steps));
        file.push_str("\n]}\n");
        file
    }

    /// Begins a generation.
    fn begin(&mut self, model: &Model, denied: bool, now: Millis) {
        let model = text(model, self.replacement.as_ref());
        self.newer.checkpoint =
            format!("{{\"at\":{},\"denied\":{denied},\"model\":{model}}}", now.0);
        self.denied = denied;
        // What an earlier generation wrote may go before this one does.
        self.last.clear();
    }

    /// Closes a step that others of the same turn follow.
    fn close(&mut self, more: bool) {
        if let Some(open) = self.open.take() {
            self.write(&open, more, "", None);
        }
    }

    /// Closes the last step of a turn.
    fn end(&mut self, shown: &str, denied: bool) {
        let Some(open) = self.open.take() else { return };
        let idle = open.event.is_none() && open.commands.as_deref() == Some("[]");
        let news = (denied != self.denied).then_some(denied);
        self.denied = denied;
        if idle && shown.is_empty() && news.is_none() && self.heard.len() < 1000 {
            self.heard.push(open.at);
        } else {
            self.write(&open, false, shown, news);
        }
    }

    fn write(&mut self, open: &Open, more: bool, shown: &str, denied: Option<bool>) {
        let heard = core::mem::take(&mut self.heard);
        self.newer.steps.push_str(&line(open, &heard, more, shown, denied));
    }
}

/// One step as a line of the file.
fn line(open: &Open, heard: &[Millis], more: bool, shown: &str, denied: Option<bool>) -> String {
    let mut line = format!("\n{{\"at\":{}", open.at.0);
    if !heard.is_empty() {
        // Each as the span to the next, which is shorter than a date.
        let mut next = open.at;
        let mut spans: Vec<String> = Vec::with_capacity(heard.len());
        for at in heard.iter().rev() {
            spans.push(next.since(*at).0.to_string());
            next = *at;
        }
        let _ = write!(line, ",\"heard\":[{}]", spans.join(","));
    }
    let _ = write!(line, ",\"event\":{}", open.event.as_deref().unwrap_or("\"CcpHeard\""));
    if let Some(commands) = open.commands.as_deref() {
        let _ = write!(line, ",\"commands\":{commands}");
    }
    if more {
        line.push_str(",\"more\":true");
    }
    if !shown.is_empty() {
        let _ = write!(line, ",\"shown\":{{{shown}}}");
    }
    if let Some(denied) = denied {
        let _ = write!(line, ",\"denied\":{denied}");
    }
    line.push_str("},");
    line
}

/// The parts that are not as they were, as members of an object; zero for one that went.
fn changes(before: &[(&'static str, u32)], now: &[(&'static str, u32)]) -> String {
    let gone = before.iter().filter(|(name, _)| !now.iter().any(|(other, _)| other == name));
    let new = now.iter().filter(|part| !before.contains(part)).copied();
    let all = new.chain(gone.map(|(name, _)| (*name, 0)));
    all.map(|(name, hash)| format!("\"{name}\":{hash}")).collect::<Vec<_>>().join(",")
}
