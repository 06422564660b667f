//! What the simulated CCP says, and when: the protocol of `connect.md` E, with its faults.
//!
//! PURE: messages and time in, effects out. Never posts or waits itself. Start at
//! [`Engine::open`]; `request` answers what Streams asks, `act` does what the director asks,
//! `audio` is the softphone, `events` what is told beside the data.

use super::backend::{Aftermath, Backend};
use super::codec::{Telling, agent_data};
use super::contact::Contact;
use super::customer::Happening;
use super::fault::Fault;
use super::variants::{
    bare_numbers, hide_legs, rename_state, show_colleagues, spoil_lists, take_queue,
};
use crate::report::{Report, Seen, State};
use crate::time::Millis;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// How long the director may take to answer `ready`; on a busy machine that is more than a moment.
pub const WAITS_FOR_SETUP: Millis = Millis::seconds(3);
/// How long an answer takes under `connect-late`.
pub(super) const LATE: Millis = Millis::seconds(3);
const SLOW: Millis = Millis::seconds(2);
/// Connect's clock minus this computer's under `clock-ahead`.
const AHEAD: i64 = 600_000;
const USUAL_DELAY: Millis = Millis(20);
/// The real worker repeats its data at least that often (`connect.md` E.7).
const REPEATS_EVERY: Millis = Millis::seconds(30);

/// What the page has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Post this `{event, data}` to the page that frames the CCP.
    Post(String),
    /// Tell the director.
    Report(Report),
    /// Load the page again.
    Reload,
    /// Keep this text for after a reload.
    Save(String),
    /// Post this on the second channel.
    Sdk(String),
}

/// Something that waits for its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Later {
    /// The data, after a change.
    Post(Value),
    /// A request that is carried out late.
    Request(Value),
    /// Anything else that is told.
    Word(Value),
}

/// What is sent through the microphone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Audio {
    /// The agent's leg of each call with audio, and whether it runs in this page: what was talking
    /// before the page was loaded is silent.
    pub(super) legs: BTreeMap<String, bool>,
    pub(super) muted: bool,
}

impl Audio {
    /// Audio does not survive that the page is loaded again (`connect.md` D.5).
    pub(super) fn lost(contacts: &[Contact]) -> Self {
        let legs = contacts.iter().filter(|c| c.has_audio()).map(|c| (c.agent.id.clone(), false));
        Self { legs: legs.collect(), muted: false }
    }

    pub(super) fn runs(&self) -> bool {
        self.legs.values().any(|runs| *runs)
    }
}

/// The simulated CCP.
#[derive(Debug)]
pub struct Engine {
    pub(super) backend: Backend,
    pub(super) faults: BTreeSet<Fault>,
    pub(super) delay: Millis,
    pub(super) telling: Telling,
    pub(super) later: VecDeque<(Millis, Later)>,
    port: String,
    opens_at: Option<Millis>,
    acknowledged: bool,
    repeats_at: Millis,
    pub(super) skip_next: bool,
    pub(super) audio: Audio,
    pub(super) session: Session,
}

/// The warning comes so long before the end, or in the last half of a shorter span.
const LEAD: Millis = Millis::seconds(60);

/// What is known of the agent's session beside the data.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    /// Whoever wants to hear of it: topic and the request's own id.
    pub(super) handlers: Vec<(Value, Value)>,
    /// How long an agent may do nothing.
    pub(super) rule: Option<Millis>,
    pub(super) active_at: Millis,
    /// When the session ends, once the agent is warned.
    pub(super) ends_at: Option<Millis>,
    /// What is wrong with the network to Amazon since when, in Amazon's word.
    pub(super) network: Option<(String, Millis)>,
    /// Who is on hold: the legs.
    pub(super) held: Vec<String>,
}

impl Session {
    pub(super) fn warns_at(&self) -> Option<Millis> {
        let rule = self.rule.filter(|_| self.ends_at.is_none())?;
        let lead = Millis(LEAD.0.min(rule.0 / 2));
        Some(Millis((self.active_at + rule).0 - lead.0))
    }

    pub(super) fn deadline(&self) -> Option<Millis> {
        self.ends_at.or(self.warns_at())
    }
}

impl Engine {
    /// Loads the CCP; `saved` is what an earlier page left, `port` the id of this page.
    pub fn open(saved: Option<&str>, port: &str, waits: Millis, now: Millis) -> Self {
        let backend = saved.and_then(Backend::load).unwrap_or_else(|| Backend::new(now));
        Self {
            audio: Audio::lost(&backend.contacts),
            backend,
            faults: BTreeSet::new(),
            delay: USUAL_DELAY,
            telling: Telling::default(),
            later: VecDeque::new(),
            port: port.to_owned(),
            opens_at: Some(now + waits),
            acknowledged: false,
            repeats_at: now + REPEATS_EVERY,
            skip_next: true,
            session: Session::default(),
        }
    }

    /// The agent and the contacts.
    pub fn backend(&self) -> &Backend {
        &self.backend
    }

    /// Whether the fault is on.
    pub fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }

    /// Answers a `synchronize` of Streams.
    pub fn synchronize(&self) -> Vec<Effect> {
        if self.acknowledged { self.say(&json!({ "event": "acknowledge" })) } else { Vec::new() }
    }

    /// Takes Streams' wish to sign out.
    pub fn terminate(&mut self, now: Millis) -> Vec<Effect> {
        let mut effects = self.say(&json!({ "event": "terminated" }));
        self.acknowledged = false;
        self.backend.signed_in = false;
        self.end_session();
        effects.extend(self.keep(now));
        effects
    }

    /// When [`Engine::pass`] has something to do.
    pub fn wakes_at(&self) -> Option<Millis> {
        let later = self.later.iter().map(|(due, _)| *due).min();
        let repeats = self.acknowledged.then_some(self.repeats_at);
        let session = self.session_deadline();
        [later, repeats, session, self.opens_at, self.backend.deadline()]
            .into_iter()
            .flatten()
            .min()
    }

    /// Does what is due.
    pub fn pass(&mut self, now: Millis) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.opens_at.is_some_and(|due| due <= now) {
            effects.extend(self.acknowledge(now));
        }
        while let Some(happening) = self.backend.pass(self.aftermath(Fault::MissedVanishes), now) {
            if let Happening::Accepted(id) = happening {
                effects.extend(self.accepted(&id));
            }
            effects.extend(self.changed(now));
        }
        while let Some(at) = self.later.iter().position(|(due, _)| *due <= now) {
            match self.later.remove(at) {
                Some((_, Later::Post(message))) if self.tells() => {
                    self.repeats_at = now + REPEATS_EVERY;
                    effects.extend(self.say(&message));
                }
                Some((_, Later::Request(request))) => effects.extend(self.perform(&request, now)),
                Some((_, Later::Word(message))) => effects.extend(self.say(&message)),
                Some((_, Later::Post(_))) | None => {}
            }
        }
        if self.session_deadline().is_some_and(|due| due <= now) {
            effects.extend(self.pass_session(now));
        }
        if self.acknowledged && self.repeats_at <= now {
            effects.extend(self.tell(now));
        }
        effects
    }

    /// The first word of a CCP page, unasked; then the data (`connect.md` E.2).
    pub(super) fn acknowledge(&mut self, now: Millis) -> Vec<Effect> {
        self.opens_at = None;
        let mut effects = self.keep(now);
        if self.is_mute() {
            return effects;
        }
        self.acknowledged = true;
        effects.extend(self.say(&json!({ "event": "acknowledge", "data": { "id": self.port } })));
        effects.extend(
            self.say(&json!({ "event": "update_connected_ccps", "data": { "length": 1 } })),
        );
        effects.extend(self.tell(now));
        effects
    }

    /// Whether it has acknowledged since it was loaded or signed in.
    pub(super) fn is_acknowledged(&self) -> bool {
        self.acknowledged
    }

    /// A change is told a bit later than it is answered (`connect.md`, checklist 6).
    pub(super) fn changed(&mut self, now: Millis) -> Vec<Effect> {
        let mut effects = self.follow_calls();
        effects.extend(self.tell_holds());
        if self.has(Fault::SnapshotSkipped) {
            let skipped = self.skip_next;
            self.skip_next = !skipped;
            if skipped {
                effects.extend(self.keep(now));
                return effects;
            }
        }
        let delay = if self.has(Fault::ConnectSlowSnapshot) { SLOW } else { self.delay };
        let last = self.later.iter().filter(|(_, later)| matches!(later, Later::Post(_)));
        let due = last.map(|(due, _)| *due).max().unwrap_or_default().max(now + delay);
        let message = self.update(now);
        if self.has(Fault::SnapshotRepeated) {
            self.later.push_back((due, Later::Post(message.clone())));
        }
        self.later.push_back((due, Later::Post(message)));
        effects.extend(self.keep(now));
        effects
    }

    /// Tells the data as it is now.
    pub(super) fn tell(&mut self, now: Millis) -> Vec<Effect> {
        self.repeats_at = now + REPEATS_EVERY;
        if !self.tells() {
            return Vec::new();
        }
        // What waits is older than this, and Connect's data never goes back in time.
        self.later.retain(|(_, later)| !matches!(later, Later::Post(_)));
        let message = self.update(now);
        self.say(&message)
    }

    /// Whether data goes out at all.
    fn tells(&self) -> bool {
        self.acknowledged && !self.has(Fault::WorkerStuck)
    }

    fn update(&self, now: Millis) -> Value {
        if self.has(Fault::AccessDenied) {
            return json!({ "event": "access_denied" });
        }
        let garbled = self.has(Fault::ContactGarbled);
        let skew = if self.has(Fault::ClockAhead) { AHEAD } else { self.telling.skew };
        let telling = Telling { skew, garbled, ..self.telling };
        let mut data = agent_data(&self.backend, telling, now);
        let [nameless, unsure] =
            [Fault::MonitorNameless, Fault::MonitorUnsure].map(|it| self.has(it));
        show_colleagues(&mut data, nameless, unsure);
        if self.has(Fault::StateNamedBusy) {
            rename_state(&mut data);
        }
        if self.has(Fault::DialBare) {
            hide_legs(&mut data);
        }
        if self.has(Fault::NoOutboundQueue) {
            take_queue(&mut data);
        }
        if self.has(Fault::NumbersBare) {
            bare_numbers(&mut data);
        }
        if self.has(Fault::EntriesGarbled) {
            spoil_lists(&mut data);
        }
        json!({ "event": "agent::update", "data": data })
    }

    /// Every window hears that a contact was accepted (`connect.md` D.6).
    pub(super) fn accepted(&self, id: &str) -> Vec<Effect> {
        let data = json!({ "contactId": id });
        let mut effects = self.say(&json!({ "event": "contact::accepted", "data": data }));
        let own = format!("contact::accepted::{id}");
        effects.extend(self.say(&json!({ "event": own, "data": data })));
        effects
    }

    /// Whether nothing gets out.
    pub fn is_mute(&self) -> bool {
        self.has(Fault::CcpSilent) || !self.backend.signed_in
    }

    pub(super) fn say(&self, message: &Value) -> Vec<Effect> {
        if self.is_mute() { Vec::new() } else { vec![Effect::Post(message.to_string())] }
    }

    pub(super) fn keep(&self, now: Millis) -> Vec<Effect> {
        let contacts = self.backend.contacts.iter();
        let state = State {
            agent: self.backend.state.name.clone(),
            contacts: contacts.map(seen).collect(),
            waiting: self.backend.waiting.len() as u64,
            signed_in: self.backend.signed_in,
        };
        vec![Effect::Save(self.backend.save(now)), Effect::Report(Report::State(state))]
    }

    pub(super) fn aftermath(&self, vanishes: Fault) -> Aftermath {
        if self.has(vanishes) { Aftermath::Vanishes } else { Aftermath::Listed }
    }

    /// The contact that was named, or the newest one that it makes sense for.
    pub(super) fn pick(
        &self,
        named: Option<String>,
        fits: impl Fn(&Contact) -> bool,
    ) -> Option<String> {
        named.or_else(|| self.backend.contacts.iter().rev().find(|c| fits(c)).map(|c| c.id.clone()))
    }
}

fn seen(contact: &Contact) -> Seen {
    let thirds = contact.thirds.iter().map(|third| ("third", &third.leg));
    let legs = [("agent", &contact.agent), ("customer", &contact.customer)].into_iter();
    let legs = legs.chain(thirds).map(|(who, leg)| {
        let muted = if leg.muted { " muted" } else { "" };
        format!("{who} {}{muted}", leg.stage.name())
    });
    Seen { id: contact.id.clone(), stage: contact.stage.name().to_owned(), legs: legs.collect() }
}

#[cfg(test)]
mod tests;
