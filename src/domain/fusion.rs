//! The link to Fusion: the start-up, whether Fusion answers, and what it was told of the agent.

use super::connect_messages::Refusal;
use super::fusion_messages::{
    AgentReport, Answer, Asked, Fallback, Feature, FrameSize, FusionPresence, FusionRequest,
    Listener, RequestState, Transport,
};
use super::ids::{EventId, Millis, Uuid, UuidSource};
use super::messages::Command;
use super::pii::Tokens;
use super::settings::TokenMap;
use serde::{Deserialize, Serialize};

/// Number of requests in a row without an answer that mean that Fusion does not answer.
const SILENT_LIMIT: u32 = 3;

/// What Fusion does not take of the agent is told again after these spans, and then at the last one.
const AGAIN_AFTER: [Millis; 2] = [Millis::seconds(5), Millis::seconds(15)];
const AGAIN_AT_LAST: Millis = Millis::seconds(60);

/// From this height on a frame is no strip, which Fusion cuts at 70 px.
const TALLER_THAN_A_STRIP: u32 = 101;
/// Largest side of a floating frame; Fusion would cut a larger one to it (Oracle's reference, setToolbarDimensions).
const LARGEST: u32 = 470;

/// Number of refused dials that are kept.
const REMEMBERED_DIALS: usize = 20;

/// The link to Fusion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FusionLink {
    /// How Fusion can be reached.
    pub presence: FusionPresence,
    /// Whether the adapter can post.
    pub ready: bool,
    /// How it speaks, once that is decided.
    pub transport: Option<Transport>,
    /// Why it does not speak in the preferred way.
    pub fallback: Option<Fallback>,
    /// Why it cannot speak at all; technical.
    pub unreachable: Option<String>,
    /// Listeners that Fusion's library refused, with its words.
    pub refused_listeners: Vec<(Listener, String)>,
    /// `getConfiguration`; linked means that it is done.
    pub configuration: RequestState,
    /// Fusion's own words when it refused the configuration.
    pub refusal: Option<String>,
    /// Requests in a row that were not answered.
    pub unanswered: u32,
    /// `readyForOperation`; without it Fusion takes no call (`fusion.md` C.2).
    pub readiness: RequestState,
    /// The last call that Fusion left without an answer, though it answers.
    pub unanswered_call: Option<UnansweredCall>,
    /// What Fusion was last told of the agent.
    pub agent: Option<ToldAgent>,
    /// The call that the agent last asked to see, and what became of it.
    pub focus: Option<RequestState>,
    /// Calls that Fusion asked for and that do not come about, still to be told.
    dial_errors: Vec<(EventId, Refusal)>,
    /// The last of them, for a message that comes twice.
    refused_dials: Vec<EventId>,
    /// Whether Fusion was told that the agent cannot dial.
    dial_disabled: bool,
    /// Requests whose answer only shows that Fusion is there.
    others: Vec<RequestState>,
    /// The frame's size at rest, while Fusion is asked to have it larger.
    grown_from: Option<FrameSize>,
    /// The same of an earlier page, which may have left it large.
    pub(super) left_from: Option<FrameSize>,
    started: bool,
    /// Whether the link was begun again because Fusion seemed to listen only now.
    linked_late: bool,
}

/// What Fusion was last told of the agent, and whether it took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldAgent {
    report: AgentReport,
    #[serde(rename = "step")]
    request: RequestState,
    /// How often in a row it was refused or not answered.
    failures: usize,
    /// When it is told again.
    again_at: Option<Millis>,
}

impl ToldAgent {
    /// Notes that Fusion did not take it.
    fn fail(&mut self, now: Millis) {
        let wait = AGAIN_AFTER.get(self.failures).copied().unwrap_or(AGAIN_AT_LAST);
        self.failures += 1;
        self.again_at = Some(now + wait);
    }
}

/// A call that Fusion did not take, without an answer (`fusion.md` F.4), and what is known of the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnansweredCall {
    /// The application classification it was offered in.
    pub classification: String,
    /// Its queue.
    pub queue: Option<String>,
    /// Whether Fusion confirmed that the toolbar is ready.
    pub ready: bool,
}

impl FusionLink {
    /// Whether Fusion answered the configuration with success.
    pub(super) fn is_linked(&self) -> bool {
        self.configuration.is_done()
    }

    /// Whether Fusion seems not to be there.
    pub fn is_silent(&self) -> bool {
        self.unanswered >= SILENT_LIMIT
    }

    /// Whether Fusion gives a wrap-up context to write fields through; only UEF does.
    pub fn can_write_wrap_up(&self) -> bool {
        self.transport == Some(Transport::Uef)
    }

    /// Notes how the adapter speaks from now on.
    pub(super) fn opened(&mut self, transport: Transport, fallback: Option<Fallback>) {
        self.ready = true;
        self.transport = Some(transport);
        self.fallback = fallback;
        self.unreachable = None;
    }

    /// What became of a call that was not answered: if Fusion answers otherwise, it did not take it.
    pub fn diagnose(&self, classification: &str, queue: Option<String>) -> Option<UnansweredCall> {
        let classification = classification.to_owned();
        let ready = self.readiness.is_done();
        (self.is_linked() && !self.is_silent()).then_some(UnansweredCall {
            classification,
            queue,
            ready,
        })
    }

    /// Notes that Fusion answered a request about a call of this classification.
    pub(super) fn note_taken(&mut self, classification: &str) {
        self.unanswered_call =
            self.unanswered_call.take().filter(|call| call.classification != classification);
    }

    /// Whether calls can be offered: linked, or it is known that linking failed.
    pub(super) fn takes_offers(&self) -> bool {
        self.started && !self.configuration.is_waiting()
    }

    /// Tells Fusion that a call it asked for does not come about.
    pub(super) fn refuse_dial(&mut self, event_id: &EventId, refusal: Refusal) {
        self.dial_errors.push((event_id.clone(), refusal));
        self.refused_dials.push(event_id.clone());
        let surplus = self.refused_dials.len().saturating_sub(REMEMBERED_DIALS);
        self.refused_dials.drain(..surplus);
    }

    /// Whether it was told so lately.
    pub(super) fn has_refused_dial(&self, event_id: &EventId) -> bool {
        self.refused_dials.contains(event_id)
    }

    /// Starts the link again from its first request.
    pub(super) fn retry(&mut self) {
        self.started = false;
        self.configuration = RequestState::Idle;
        self.refusal = None;
        self.unreachable = None;
        self.refused_listeners.clear();
        self.unanswered = 0;
        self.readiness = RequestState::Idle;
        self.unanswered_call = None;
        self.agent = None;
        self.focus = None;
        self.dial_disabled = false;
        self.others.clear();
    }

    /// Whether Fusion speaks though it answered nothing of what a link begins with, as if it had begun to listen later.
    /// True once: one that never answers that is not asked for it again and again.
    pub(super) fn begins_late(&mut self) -> bool {
        let is_silent = |request: &RequestState| matches!(request, RequestState::Silent(_));
        let missed = is_silent(&self.configuration) && is_silent(&self.readiness);
        missed && !core::mem::replace(&mut self.linked_late, true)
    }

    /// Starts the link again, if Fusion answers at last and did not hear of it.
    pub(super) fn link_again(&mut self) {
        if matches!(self.configuration, RequestState::Silent(_)) {
            self.retry();
        }
    }

    /// Says what is due, in the order of `design.md` 3: listeners, features, configuration,
    /// readiness, and the agent's state on every change of it.
    pub(super) fn next(
        &mut self,
        report: Option<AgentReport>,
        may_dial: Option<bool>,
        token_map: &TokenMap,
        uuids: &mut UuidSource,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if self.presence != FusionPresence::Framed || !self.ready {
            return;
        }
        if !self.started {
            self.started = true;
            let listeners = [Listener::InteractionCommands, Listener::AgentCommands].into_iter();
            let classifications = token_map.every_classification();
            let listeners = listeners
                .chain(classifications.iter().cloned().map(Listener::Outgoing))
                .chain(classifications.iter().cloned().map(Listener::DataUpdated));
            for listener in listeners {
                post(FusionRequest::Listen(listener), uuids, now, out);
            }
            self.configuration = post(FusionRequest::Configuration, uuids, now, out);
            self.readiness = post(FusionRequest::Ready, uuids, now, out);
        }
        // Fusion takes every feature for granted until it is disabled (`fusion.md` D.4).
        if may_dial == Some(false) && !self.dial_disabled {
            self.dial_disabled = true;
            self.ask(FusionRequest::Disable(Feature::OutboundCall), uuids, now, out);
        }
        for (event_id, refusal) in core::mem::take(&mut self.dial_errors) {
            self.ask(FusionRequest::DialError { event_id, refusal }, uuids, now, out);
        }
        if let Some(report) = report {
            self.tell_agent(report, uuids, now, out);
        }
    }

    /// Asks to see a call, unless that is under way.
    pub(super) fn focus(
        &mut self,
        event_id: EventId,
        in_data: Tokens,
        uuids: &mut UuidSource,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let waiting = self.focus.as_ref().filter(|focus| focus.is_waiting());
        if waiting.and_then(RequestState::asked).is_some_and(|asked| asked.event_id == event_id) {
            return;
        }
        let uuid = uuids.next_uuid();
        let asked = Asked { uuid: uuid.clone(), event_id: event_id.clone(), at: now };
        self.focus = Some(RequestState::Asked(asked));
        out.push(Command::Fusion { uuid, request: FusionRequest::Focus { event_id, in_data } });
    }

    /// The frame's size at rest, as long as it may be larger.
    pub(super) fn size_at_rest(&self) -> Option<FrameSize> {
        self.grown_from.or(self.left_from)
    }

    /// Asks for a larger frame for an open sheet, and for the former one when none is open. What cannot be asked now is not
    /// asked later: the pointer may be on a button by then.
    pub(super) fn ask_for_size(
        &mut self,
        open: bool,
        frame: FrameSize,
        uuids: &mut UuidSource,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if let Some(rest) = self.left_from.take_if(|_| self.configuration.is_done()) {
            // Unless Fusion was loaded again as well.
            self.grown_from = (frame.height > rest.height).then_some(rest);
        }
        let grows =
            (TALLER_THAN_A_STRIP..LARGEST).contains(&frame.height) && frame.width <= LARGEST;
        let (grown_from, size) = match self.grown_from {
            None if open && grows && self.is_linked() => {
                (Some(frame), FrameSize { height: LARGEST, ..frame })
            }
            Some(rest) if !open => (None, rest),
            None | Some(_) => return,
        };
        self.grown_from = grown_from;
        self.ask(FusionRequest::Resize(size), uuids, now, out);
    }

    /// Gives the frame its size back, before another window speaks with Fusion.
    pub(super) fn shrink(&mut self, uuids: &mut UuidSource, now: Millis, out: &mut Vec<Command>) {
        let rest = self.grown_from.take().or_else(|| self.left_from.take());
        if let Some(rest) = rest.filter(|_| self.is_linked()) {
            self.ask(FusionRequest::Resize(rest), uuids, now, out);
        }
    }

    /// Tells how the agent stands, when that is new or was not taken.
    fn tell_agent(
        &mut self,
        report: AgentReport,
        uuids: &mut UuidSource,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let mut failures = 0;
        match self.agent.take() {
            Some(told) if told.report == report => {
                if told.again_at.is_none_or(|at| now < at) {
                    self.agent = Some(told);
                    return;
                }
                failures = told.failures;
            }
            // Its answer still shows that Fusion is there.
            Some(told) if told.request.is_waiting() => self.others.push(told.request),
            Some(_) | None => {}
        }
        let request = post(FusionRequest::AgentState(report.clone()), uuids, now, out);
        self.agent = Some(ToldAgent { report, request, failures, again_at: None });
    }

    /// Whether Fusion may show another state of the agent, because it did not take the last one.
    pub fn lacks_agent(&self) -> bool {
        self.agent.as_ref().is_some_and(|told| told.failures > 0)
    }

    /// Takes an answer. Returns whether it was for one of the link's own requests.
    pub(super) fn answer(&mut self, answer: &Answer, now: Millis) -> bool {
        let is_it = |request: &RequestState| request.is_uuid(&answer.uuid);
        let mut plain = [&mut self.readiness].into_iter().chain(&mut self.focus);
        if let Some(request) = plain.find(|request| is_it(request)) {
            request.settle(answer.outcome.is_ok());
            return true;
        }
        if is_it(&self.configuration) {
            self.configuration.settle(answer.outcome.is_ok());
            self.refusal = answer.outcome.clone().err();
            return true;
        }
        if let Some(told) = self.agent.as_mut().filter(|told| is_it(&told.request)) {
            let waited = told.request.is_waiting();
            told.request.settle(answer.outcome.is_ok());
            if told.request.is_done() {
                told.failures = 0;
                told.again_at = None;
            } else if waited {
                told.fail(now);
            }
            return true;
        }
        let known = self.others.iter().position(is_it);
        if let Some(index) = known {
            self.others.remove(index);
        }
        known.is_some()
    }

    /// Notes that Fusion said anything. Returns whether it was taken for away.
    pub(super) fn heard(&mut self) -> bool {
        let was_away = self.is_silent();
        self.unanswered = 0;
        was_away
    }

    /// Tells the agent's state again at once, if it was not taken.
    pub(super) fn tell_state_now(&mut self, now: Millis) {
        if let Some(told) = &mut self.agent {
            told.again_at = told.again_at.map(|at| at.min(now));
        }
    }

    /// Gives up waiting for what is overdue.
    pub(super) fn expire(&mut self, now: Millis) -> Vec<Uuid> {
        let mut silent = Vec::new();
        if let Some(told) = &mut self.agent
            && let Some(uuid) = told.request.expire(now)
        {
            // Of what is told over and over only the first silence says something new.
            silent.extend(Some(uuid).filter(|_| told.failures == 0));
            told.fail(now);
        }
        let single = [&mut self.configuration, &mut self.readiness];
        for request in single.into_iter().chain(&mut self.focus).chain(&mut self.others) {
            silent.extend(request.expire(now));
        }
        // A late answer to one of these says nothing that another does not; few are kept.
        let surplus = self.others.len().saturating_sub(SILENT_LIMIT as usize * 2);
        self.others.drain(..surplus);
        silent
    }

    /// Notes one more request without an answer.
    pub(super) fn note_silence(&mut self) {
        self.unanswered = self.unanswered.saturating_add(1);
    }

    /// When the next look at it is due by itself; `reports` tells whether anything can be said of the agent.
    pub(super) fn deadline(&self, reports: bool) -> Option<Millis> {
        let agent = self.agent.as_ref();
        let again = agent.and_then(|told| told.again_at).filter(|_| reports);
        [&self.configuration, &self.readiness]
            .into_iter()
            .chain(&self.focus)
            .chain(&self.others)
            .chain(agent.map(|told| &told.request))
            .filter_map(RequestState::deadline)
            .chain(again)
            .min()
    }

    fn ask(
        &mut self,
        request: FusionRequest,
        uuids: &mut UuidSource,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        self.others.push(post(request, uuids, now, out));
    }
}

/// Posts a request about no call.
fn post(
    request: FusionRequest,
    uuids: &mut UuidSource,
    now: Millis,
    out: &mut Vec<Command>,
) -> RequestState {
    let uuid = uuids.next_uuid();
    out.push(Command::Fusion { uuid: uuid.clone(), request });
    RequestState::Asked(Asked { uuid, event_id: EventId::default(), at: now })
}
