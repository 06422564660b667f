//! The inputs that the core took lately, kept as they came; nothing is written before somebody asks.
//!
//! PURE. `update` is a function of model, event and time, so what the core asked for and showed follows from
//! these. They are bounded by two generations: when the newer is full it takes the place of the older, and a
//! copy of the Model begins the next. So what is kept reaches back for at least one generation.

use serde::{Deserialize, Serialize};

use crate::domain::{Event, Millis, Model, SelectableState};

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
    /// The lists of the last snapshot, which the next ones mostly repeat.
    lists: AgentLists,
}

/// The lists of an agent that hardly ever change.
type AgentLists = (Vec<String>, Vec<SelectableState>);

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
pub(super) struct Input {
    pub(super) at: Millis,
    pub(super) event: Event,
    /// The signs of life of the CCP since the input before; they are many, and hardly ever anything follows.
    pub(super) heard: Vec<Millis>,
    /// Whether the event's lists were those of the snapshot before, and are left out.
    pub(super) repeats: bool,
    /// After the last of a turn, whether the browser refuses to keep anything.
    pub(super) shown: Option<bool>,
}

/// All that is kept, as it is written.
#[derive(Serialize)]
struct Kept<'a> {
    start: &'a Start,
    inputs: [&'a [Input]; 2],
    heard: &'a [Millis],
    open: Option<&'a Input>,
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
        let repeats = self.leave_out(&mut event);
        self.open = Some(Input { at, event, heard: Vec::new(), repeats, shown: None });
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
            input.shown = Some(denied);
        }
        if self.newer.bytes > GENERATION {
            let newer = Generation::start(model, denied, now);
            self.older = Some(core::mem::replace(&mut self.newer, newer));
            // What an earlier generation holds may go before this one does.
            self.lists = AgentLists::default();
        }
    }

    /// Everything as it came, which is personal: only for [`super::record::file`], in this page.
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

    /// Leaves out lists that are as they were; tells whether it did.
    fn leave_out(&mut self, event: &mut Event) -> bool {
        let Event::SnapshotTaken(snapshot) = event else { return false };
        let agent = &mut snapshot.agent;
        let same = agent.dialable == self.lists.0 && agent.selectable == self.lists.1;
        if same {
            (agent.dialable, agent.selectable) = AgentLists::default();
        } else {
            self.lists = (agent.dialable.clone(), agent.selectable.clone());
        }
        same
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
