//! The inputs that the core took lately, and the trace made of them: a file of what the core was told, what it answered
//! and which parts of the screen changed.
//!
//! PURE. `update` is a function of model, event and time, so what the core asked for and showed follows from its inputs:
//! they are kept as they came, and nothing is written before somebody asks. They are bounded by two generations: when the
//! newer is full it takes the place of the older, and a copy of the Model begins the next. So what is kept reaches back
//! for at least one generation.
//!
//! Nothing in the file holds a number, a name or an attribute: each text is replaced as it is written. It starts with a
//! checkpoint of the Model, from which the events after it can be played again.

use core::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::pseudonyms::Replacement;
use super::read;
use super::read::Garbled;
use super::write::{Last, parts, text, text_after};
use crate::domain::{self, Command, Event, Millis, Model, Seen, SelectableState, Snapshot, Source};
use crate::view::View;

/// How many bytes the inputs of a generation may take, about; the last one may go beyond.
const GENERATION: usize = 80 * 1024;

/// What is kept of a run.
#[derive(Debug)]
pub struct Inputs {
    older: Option<Generation>,
    newer: Generation,
    /// What the core has not answered to.
    open: Option<Input>,
    /// The signs of life after the last input.
    heard: Vec<Millis>,
    lists: AgentLists,
}

/// The lists of an agent that hardly ever change, as the last snapshot had them.
#[derive(Debug, Default)]
struct AgentLists {
    dialable: Vec<String>,
    selectable: Vec<SelectableState>,
}

/// A Model and the inputs after it.
#[derive(Debug)]
struct Generation {
    start: Start,
    inputs: Vec<Input>,
    bytes: usize,
}

/// Where inputs start.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Start {
    pub(super) at: Millis,
    /// Whether the browser refuses to keep anything.
    pub(super) denied: bool,
    pub(super) model: Model,
}

/// One input of the core.
#[derive(Debug, Serialize, Deserialize)]
struct Input {
    at: Millis,
    event: Event,
    /// The signs of life of the CCP since the input before; they are many, and hardly ever anything follows.
    heard: Vec<Millis>,
    /// Whether the event's lists were those of the snapshot before, and are left out.
    repeats: bool,
    /// After the last of a turn, whether the browser refuses to keep anything.
    #[serde(rename = "shown")]
    storage_denied: Option<bool>,
}

/// All that is kept, as it is written.
#[derive(Serialize)]
struct Kept<'a> {
    start: &'a Start,
    inputs: [&'a [Input]; 2],
    heard: &'a [Millis],
    open: Option<&'a Input>,
}

/// The same as it is read.
#[derive(Deserialize)]
struct KeptAgain {
    start: Start,
    inputs: [Vec<Input>; 2],
    heard: Vec<Millis>,
    open: Option<Input>,
}

impl Inputs {
    /// Starts with the Model before its first event.
    pub fn start(model: &Model, denied: bool, now: Millis) -> Self {
        let newer = Generation::start(model, denied, now);
        Self { older: None, newer, open: None, heard: Vec::new(), lists: AgentLists::default() }
    }

    /// Takes an event, before the core has it.
    pub fn take(&mut self, event: &Event, at: Millis) {
        let mut event = event.clone();
        let repeats = self.lists.leave_out(&mut event);
        self.open = Some(Input { at, event, heard: Vec::new(), repeats, storage_denied: None });
    }

    /// The core has answered to it.
    pub fn answered(&mut self) {
        let Some(mut input) = self.open.take() else { return };
        if matches!(input.event, Event::CcpHeard) {
            self.heard.push(input.at);
        } else {
            input.heard = core::mem::take(&mut self.heard);
            self.newer.bytes += bytes(&input);
            self.newer.inputs.push(input);
        }
    }

    /// All events of a turn are taken, and the screen shows what came of them.
    pub fn shown(&mut self, model: &Model, denied: bool, now: Millis) {
        // A sign of life has a turn of its own.
        if !self.heard.is_empty() {
            return;
        }
        if let Some(input) = self.newer.inputs.last_mut() {
            input.storage_denied = Some(denied);
        }
        if self.newer.bytes > GENERATION {
            let newer = Generation::start(model, denied, now);
            self.older = Some(core::mem::replace(&mut self.newer, newer));
            // What an earlier generation holds may go before this one does.
            self.lists = AgentLists::default();
        }
    }

    /// Everything as it came, which is personal: only for [`file()`], in this page.
    pub fn written(&self) -> String {
        let (start, older) = match &self.older {
            Some(older) => (&older.start, older.inputs.as_slice()),
            None => (&self.newer.start, [].as_slice()),
        };
        let kept = Kept {
            start,
            inputs: [older, &self.newer.inputs],
            heard: &self.heard,
            open: self.open.as_ref(),
        };
        // Writing into a text cannot fail.
        serde_json::to_string(&kept).unwrap_or_default()
    }
}

impl AgentLists {
    /// Leaves out lists that are as they were; tells whether it did.
    fn leave_out(&mut self, event: &mut Event) -> bool {
        let Event::SnapshotTaken(Snapshot { agent, .. }) = event else { return false };
        let same = agent.dialable == self.dialable && agent.selectable == self.selectable;
        if same {
            (agent.dialable, agent.selectable) = (Vec::new(), Vec::new());
        } else {
            (self.dialable, self.selectable) = (agent.dialable.clone(), agent.selectable.clone());
        }
        same
    }

    /// Puts back what was left out.
    fn put_back(&mut self, event: &mut Event, repeats: bool) {
        let Event::SnapshotTaken(Snapshot { agent, .. }) = event else { return };
        if repeats {
            (agent.dialable, agent.selectable) = (self.dialable.clone(), self.selectable.clone());
        } else {
            (self.dialable, self.selectable) = (agent.dialable.clone(), agent.selectable.clone());
        }
    }
}

impl Generation {
    fn start(model: &Model, denied: bool, at: Millis) -> Self {
        let start = Start { at, denied, model: model.clone() };
        Self { start, inputs: Vec::new(), bytes: 0 }
    }
}

/// About how many bytes an input takes: one without lists takes few, and a contact or an entry of a list some
/// texts each.
fn bytes(input: &Input) -> usize {
    let texts = if let Event::SnapshotTaken(snapshot) = &input.event {
        let agent = &snapshot.agent;
        10 * snapshot.contacts.len() + agent.dialable.len() + 3 * agent.selectable.len()
    } else if let Event::EndpointsListed { outcome: Ok(listed), .. } = &input.event {
        3 * listed.len()
    } else {
        0
    };
    size_of::<Input>() + 64 * texts + size_of::<Millis>() * input.heard.len()
}

/// The first words of a trace; a file without them is another's.
pub(super) const FORMAT: &str = "fusion-connect-toolbar trace";
/// The version of the format.
pub(super) const VERSION: u64 = 1;

/// The name of the file that a trace is given out as; `stamp` tells when.
pub(super) fn file_name(stamp: &str) -> String {
    ["fusion-connect-toolbar-trace-", stamp, ".json"].concat()
}

/// The file of what [`Inputs::written`] gives; `key` is fresh random bits.
///
/// # Errors
/// When it is not from this build.
pub fn file(written: &str, key: [u64; 2], now: Millis) -> Result<String, Garbled> {
    let written: Value =
        serde_json::from_str(written).map_err(|error| Garbled::new(error.to_string()))?;
    let KeptAgain { start, inputs, heard, open } = read::value(&written)?;
    let mut replacement = Replacement::new(key);
    // The names of queues and the ways that contacts come about stay elsewhere too.
    let map = &start.model.settings.token_map;
    let sources = map.tokens.iter().chain(&map.fields);
    let plain =
        sources.filter(|(_, from)| matches!(from, Source::Queue | Source::InitiationMethod));
    replacement.leave(plain.map(|(name, _)| name.clone()).collect());
    let mut play = Play::start(Some(replacement), start);
    for input in inputs.into_iter().flatten() {
        play.hear(&input.heard);
        let shown = input.storage_denied;
        let at = input.at;
        let event = play.event(input);
        play.step(event, at, shown);
    }
    play.hear(&heard);
    if let Some(input) = open {
        // The program ended in it, and so would this one.
        let at = input.at;
        let event = play.event(input);
        play.recorder.event(&event, at);
    }
    Ok(play.file(now))
}

/// A run that is played to be written.
pub(super) struct Play {
    recorder: Recorder,
    model: Model,
    pub(super) denied: bool,
    lists: AgentLists,
}

impl Play {
    /// Without a replacement where nothing is personal, since it is played from a trace.
    pub(super) fn start(replacement: Option<Replacement>, start: Start) -> Self {
        let recorder = Recorder::start(replacement, &start);
        let Start { denied, model, .. } = start;
        Self { recorder, model, denied, lists: AgentLists::default() }
    }

    /// The event of an input, with the lists that it repeats.
    fn event(&mut self, input: Input) -> Event {
        let mut event = input.event;
        self.lists.put_back(&mut event, input.repeats);
        event
    }

    /// Plays the signs of life of the CCP.
    pub(super) fn hear(&mut self, heard: &[Millis]) {
        for at in heard {
            self.step(Event::CcpHeard, *at, Some(self.denied));
        }
    }

    /// Plays an event; the last of a turn is shown, with whether the browser refuses to keep anything.
    pub(super) fn step(&mut self, event: Event, at: Millis, shown: Option<bool>) {
        self.recorder.event(&event, at);
        self.recorder.answered(&domain::update(&mut self.model, event, at));
        if let Some(denied) = shown {
            self.denied = denied;
            self.recorder.shown(&View::of(&self.model, denied), denied);
        }
    }

    /// What was played, as a file.
    pub(super) fn file(&self, now: Millis) -> String {
        self.recorder.export(now)
    }
}

/// Writes a trace step by step.
#[derive(Debug, Default)]
struct Recorder {
    replacement: Option<Replacement>,
    checkpoint: String,
    /// Each on a line of its own.
    steps: String,
    open: Option<Open>,
    /// When nothing but a sign of life of the CCP came, since the last step.
    heard: Vec<Millis>,
    /// The parts of the screen as they were last written, each with its hash.
    screen: Vec<(&'static str, u32)>,
    denied: bool,
    last: Last,
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
    fn start(mut replacement: Option<Replacement>, start: &Start) -> Self {
        let Start { at, denied, model } = start;
        if let Some(made) = &mut replacement {
            model.calls.values().for_each(|call| made.know(&call.facts));
        }
        let screen = parts(&View::of(model, *denied), replacement.as_ref());
        let model = text(model, replacement.as_ref());
        let checkpoint = format!("{{\"at\":{},\"denied\":{denied},\"model\":{model}}}", at.0);
        Self { replacement, checkpoint, screen, denied: *denied, ..Self::default() }
    }

    /// Takes an event, before the core has it.
    fn event(&mut self, event: &Event, at: Millis) {
        // Another one of the same turn.
        if let Some(open) = self.open.take() {
            self.write(&open, true, "", None);
        }
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
    fn answered(&mut self, commands: &[Command]) {
        if let Some(open) = &mut self.open {
            open.commands = Some(text(&commands, self.replacement.as_ref()));
        }
    }

    /// All events of a turn are taken: the screen shows `view`.
    fn shown(&mut self, view: &View, denied: bool) {
        let screen = parts(view, self.replacement.as_ref());
        let shown = changes(&self.screen, &screen);
        self.screen = screen;
        self.end(&shown, denied);
    }

    /// The whole trace as a file.
    fn export(&self, now: Millis) -> String {
        let program = env!("CARGO_PKG_VERSION");
        let mut file = format!(
            "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"program\":\"{program}\",\"saved\":{},\n\"checkpoint\":{},\n\"steps\":[",
            now.0, self.checkpoint
        );
        let mut steps = self.steps.clone();
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
        self.steps.push_str(&line(open, &heard, more, shown, denied));
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
