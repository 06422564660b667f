//! One offer's life in Fusion: what was asked, what came back, and what to ask next. Connect's facts are written into it
//! from outside; at most one request is in flight.

use super::fusion_messages::{
    ANSWER_TIMEOUT, Answer, Asked, CloseReason, FusionRequest, RequestState,
};
use super::ids::{ConnectionId, ContactId, EventId, Millis, Uuid};
use super::pii::{PersonName, TokenValue, Tokens};
use super::settings::{BYPASS, Route, WrapUp};
use serde::{Deserialize, Serialize};

/// One offer of one contact: an unbroken run of active states (`design.md` 3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engagement {
    /// The contact that is offered; a dialled call has none until Connect lists it.
    pub contact: Option<ContactId>,
    /// The agent's leg, by which an offer is known again after an absence.
    pub agent_leg: Option<ConnectionId>,
    /// Which offer of this contact it is, from 1.
    pub ordinal: u32,
    /// Every id it ever had, ours first and the newest last.
    pub event_ids: Vec<EventId>,
    /// Where Fusion takes it; the same for its whole life.
    pub route: Route,
    /// What is known of the call; each answer of Fusion adds to it. Personal.
    pub tokens: Tokens,
    /// What the configuration last made of the contact's facts; part of the tokens. Personal.
    #[serde(rename = "given")]
    pub configured: Tokens,
    /// What is to be written into its wrap-up. Personal.
    pub fields: Tokens,
    /// What the lookup found.
    pub found: ContactMatch,
    /// Whether agent and customer ever talked.
    pub connected: bool,
    /// How and when the call ended, once it did.
    pub over: Option<Ending>,
    /// Whether Connect has put the contact away.
    pub cleared: bool,
    /// `newCommEvent`.
    pub new: RequestState,
    /// `startCommEvent`.
    pub start: RequestState,
    /// `closeCommEvent` with `WRAPUP`.
    pub wrap_up: RequestState,
    /// `closeCommEvent` with any other reason.
    pub close: RequestState,
    /// The fields of the wrap-up.
    pub written: RequestState,
    /// Whether Fusion told that what was written is saved, after it had answered.
    pub echoed: bool,
    /// Whether the wrap-up was saved in Fusion by the agent.
    pub saved: bool,
    /// The last close once more.
    pub repeat: Option<Repeat>,
    /// Whether it is to be offered once more, as long as it is not over.
    pub offer_again: bool,
    /// Whether Fusion was back while a request was in flight, which may have been lost before.
    pub owed: bool,
}

/// The end of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// When it was seen.
    pub at: Millis,
    /// Why, if it ended before agent and customer talked.
    pub reason: CloseReason,
}

/// Which request comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// `closeCommEvent`.
    Close(CloseReason),
    /// `newCommEvent`.
    New,
    /// The last `closeCommEvent` again.
    Repeat(CloseReason),
    /// `startCommEvent`.
    Start,
}

/// A close once more: after a `newCommEvent` that was answered only after it, or because Fusion did not
/// take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// When.
    pub due: Millis,
    /// What became of it.
    #[serde(rename = "step")]
    pub state: RequestState,
}

impl Repeat {
    fn at(due: Millis) -> Self {
        Self { due, state: RequestState::Idle }
    }
}

/// What the lookup found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactMatch {
    /// One contact.
    Contact,
    /// Nothing of a contact: there is none, or several that Fusion does not choose from.
    Nobody,
    /// Not known: not answered yet, or not looked up.
    #[default]
    Unknown,
    /// Something of a contact, but not which: the agent has to choose in Fusion.
    Unclear,
}

/// A close that Fusion did not take is asked for once more after this span.
const CLOSE_AGAIN: Millis = Millis::seconds(10);

/// The contact itself.
const CONTACT: &str = "SVCMCA_CONTACT_ID";

/// What else tells of a contact or its organisation (`fusion.md` E.1).
const CONTACT_TOKENS: [&str; 9] = [
    "SVCMCA_CONTACT_FIRST_NAME",
    "SVCMCA_CONTACT_LAST_NAME",
    "SVCMCA_CONTACT_NAME",
    "SVCMCA_CONTACT_NUMBER",
    "SVCMCA_CONTACT_ORG_ID",
    "SVCMCA_CONTACT_PRIM_ORG_NAME",
    "SVCMCA_EMAIL",
    "SVCMCA_ORG_ID",
    "SVCMCA_ORG_NAME",
];

impl Engagement {
    /// Starts the life of an offer; nothing is asked yet.
    pub(super) fn new(
        contact: ContactId,
        agent_leg: Option<ConnectionId>,
        ordinal: u32,
        route: Route,
        tokens: Tokens,
    ) -> Self {
        let event_id = match ordinal {
            0 | 1 => EventId::new(contact.as_str()),
            again => EventId::new(format!("{contact}~{again}")),
        };
        Self {
            contact: Some(contact),
            agent_leg,
            ordinal,
            ..Self::dialled(event_id, route, tokens)
        }
    }

    /// Starts the life of a call that Fusion asked for, under Fusion's id of it.
    pub(super) fn dialled(event_id: EventId, route: Route, tokens: Tokens) -> Self {
        Self { ordinal: 1, event_ids: vec![event_id], route, tokens, ..Self::default() }
    }

    /// Whether it is an offer of this contact.
    pub(super) fn is_of(&self, contact: &ContactId) -> bool {
        self.contact.as_ref() == Some(contact)
    }

    /// Whether Fusion may call this offer by `id`.
    pub fn answers_to(&self, id: &EventId) -> bool {
        self.event_ids.contains(id)
    }

    /// The id for the next request: the newest, but after start was sent the one it was sent with.
    pub fn event_id(&self) -> EventId {
        let sent = self.start.asked().map(|asked| &asked.event_id);
        sent.or(self.event_ids.last()).cloned().unwrap_or_default()
    }

    /// The caller's name as Fusion's lookup gave it.
    pub(super) fn caller_name(&self) -> Option<PersonName> {
        let whole = ["SVCMCA_CONTACT_NAME", "SVCMCA_DISPLAY_NAME"];
        let whole = whole.into_iter().find_map(|token| PersonName::parse(self.tokens.text(token)?));
        whole.or_else(|| {
            let part = |token: &str| self.tokens.text(token).unwrap_or_default();
            let (first, last) =
                (part("SVCMCA_CONTACT_FIRST_NAME"), part("SVCMCA_CONTACT_LAST_NAME"));
            PersonName::parse(format!("{first} {last}").trim())
        })
    }

    /// Whether a request is in flight.
    pub(super) fn is_waiting(&self) -> bool {
        self.requests().any(RequestState::is_waiting)
    }

    /// Whether Fusion shows the call: offered and not over.
    pub fn is_open(&self) -> bool {
        !matches!(self.new, RequestState::Idle | RequestState::Refused(_)) && self.over.is_none()
    }

    /// Whether nothing will be asked any more, unless a late answer comes.
    pub fn is_finished(&self, wrap_up: WrapUp) -> bool {
        let idle = !self.is_waiting() && !self.awaits_clearing(wrap_up);
        self.over.is_some() && idle && self.next(wrap_up, Millis(u64::MAX)).is_none()
    }

    /// What to ask now; `None` while a request is in flight or nothing is due.
    pub(super) fn next(&self, wrap_up: WrapUp, now: Millis) -> Option<Ask> {
        if self.is_waiting() {
            return None;
        }
        if self.new.is_idle() {
            return (self.over.is_none() || self.connected).then_some(Ask::New);
        }
        if self.offer_again && self.over.is_none() {
            return Some(Ask::New);
        }
        if self.repeat.as_ref().is_some_and(|again| again.state.is_idle() && now >= again.due) {
            return self.last_close().map(Ask::Repeat);
        }
        let in_vain = self.over.is_some() && !self.new.is_done();
        if self.connected && self.start.is_idle() && !self.is_closing() && !in_vain {
            return Some(Ask::Start);
        }
        self.next_close(self.over?, wrap_up, now)
    }

    /// When the next look at it is due by itself.
    pub(super) fn deadline(&self, wrap_up: WrapUp) -> Option<Millis> {
        if let Some(answer) = self.requests().find_map(RequestState::deadline) {
            return Some(answer);
        }
        let repeat = self.repeat.as_ref().filter(|again| again.state.is_idle()).map(|it| it.due);
        let close = match (wrap_up, self.over) {
            (WrapUp::Timed(span), Some(ending)) if self.connected && self.close.is_idle() => {
                Some(ending.at + span)
            }
            _ => None,
        };
        repeat.into_iter().chain(close).min()
    }

    /// Notes that `ask` goes out, and gives the request for it.
    pub(super) fn ask(&mut self, ask: Ask, uuid: Uuid, now: Millis) -> FusionRequest {
        let event_id = self.event_id();
        let in_data = self.tokens.clone();
        let Route { classification, lookup } = self.route.clone();
        let asked = RequestState::Asked(Asked { uuid, event_id: event_id.clone(), at: now });
        let reason = match ask {
            Ask::New => {
                self.offer_again = false;
                self.new = asked;
                return FusionRequest::New { event_id, classification, in_data, lookup };
            }
            Ask::Start => {
                self.start = asked;
                return FusionRequest::Start { event_id, classification, in_data };
            }
            Ask::Close(CloseReason::WrapUp) => {
                self.wrap_up = asked;
                CloseReason::WrapUp
            }
            Ask::Close(reason) => {
                self.close = asked;
                self.repeat = None;
                reason
            }
            Ask::Repeat(reason) => {
                self.repeat = Some(Repeat { due: now, state: asked });
                reason
            }
        };
        FusionRequest::Close { event_id, classification, in_data, reason }
    }

    /// Takes an answer, if it belongs to this engagement.
    pub(super) fn answer(&mut self, answer: &Answer, now: Millis) {
        let success = answer.outcome.is_ok();
        let is_new = self.new.is_uuid(&answer.uuid);
        let late_new = is_new && matches!(self.new, RequestState::Silent(_));
        let Some(state) = self.requests_mut().find(|state| state.is_uuid(&answer.uuid)) else {
            return;
        };
        state.settle(success);
        self.owed = false;
        self.judge_close(now);
        if !success {
            return;
        }
        let mut given = answer.out_data.clone();
        // Echoing it would show an outbound call as incoming (fusion.md F.9, L.5).
        given.remove_any_case("callStatus");
        self.note_found(&given, is_new);
        self.tokens.merge(&given);
        if let Some(id) = &answer.event_id
            && !self.answers_to(id)
        {
            self.event_ids.push(id.clone());
        }
        if late_new && self.is_closing() {
            match &mut self.repeat {
                Some(again) if again.state.is_idle() => again.due = now,
                Some(_) => {}
                None => self.repeat = Some(Repeat::at(now)),
            }
        }
    }

    /// Whether [`Self::expire`] may change it.
    pub(super) fn may_expire(&self) -> bool {
        self.is_waiting() || self.repeat.is_none() && self.was_left_open()
    }

    /// Whether something was asked under this id.
    pub(super) fn asked_as(&self, uuid: &Uuid) -> bool {
        self.requests().any(|state| state.is_uuid(uuid))
    }

    /// Gives up waiting for what is overdue; gives the request that was not answered.
    pub(super) fn expire(&mut self, now: Millis) -> Option<Uuid> {
        let silent = self.requests_mut().find_map(|state| state.expire(now));
        self.judge_close(now);
        if silent.is_some() && self.owed {
            self.tell_again(false);
        }
        silent
    }

    fn next_close(&self, ending: Ending, wrap_up: WrapUp, now: Millis) -> Option<Ask> {
        if !self.close.is_idle() {
            return None;
        }
        if !self.connected {
            return Some(Ask::Close(ending.reason));
        }
        match wrap_up {
            WrapUp::None => Some(Ask::Close(CloseReason::EndCommunication)),
            WrapUp::Timed(_) | WrapUp::Unlimited | WrapUp::UntilCleared
                if self.wrap_up.is_idle() =>
            {
                Some(Ask::Close(CloseReason::WrapUp))
            }
            WrapUp::Timed(span) if self.cleared || now >= ending.at + span => {
                Some(Ask::Close(CloseReason::EndCommunication))
            }
            // Whoever saved it may not have finished it: it is not closed under their hands.
            WrapUp::UntilCleared if self.cleared && !self.saved => {
                Some(Ask::Close(CloseReason::EndCommunication))
            }
            WrapUp::Timed(_) | WrapUp::Unlimited | WrapUp::UntilCleared => None,
        }
    }

    fn requests(&self) -> impl Iterator<Item = &RequestState> {
        [&self.new, &self.start, &self.wrap_up, &self.close, &self.written]
            .into_iter()
            .chain(self.repeat.as_ref().map(|again| &again.state))
    }

    fn requests_mut(&mut self) -> impl Iterator<Item = &mut RequestState> {
        let requests =
            [&mut self.new, &mut self.start, &mut self.wrap_up, &mut self.close, &mut self.written];
        requests.into_iter().chain(self.repeat.as_mut().map(|again| &mut again.state))
    }

    /// Gives a call that Fusion asked for its contact; what Fusion told of it counts more than what is `configured`.
    pub(super) fn attach(&mut self, contact: ContactId, ordinal: u32, configured: Tokens) {
        self.contact = Some(contact);
        self.ordinal = ordinal;
        self.configured = configured;
    }

    /// Notes an active contact: its leg, and what the configuration makes of it. Of its tokens only those are taken that
    /// are missing, where the part of the memory with personal values was lost.
    pub(super) fn note_active(
        &mut self,
        leg: Option<ConnectionId>,
        tokens: &Tokens,
        configured: Tokens,
    ) {
        self.agent_leg = leg.or_else(|| self.agent_leg.take());
        self.tokens.fill(tokens);
        self.update_tokens(configured);
    }

    /// Notes whether agent and customer talk, or did before it was over.
    pub(super) fn note_talk(&mut self, talking: bool) {
        self.connected |= talking && self.over.is_none();
    }

    /// Notes that it is over, unless that is known; `marks` are what a transfer adds to its tokens.
    pub(super) fn end(&mut self, ending: Ending, marks: Option<&Tokens>) {
        if self.over.is_none() {
            self.over = Some(ending);
            if let Some(marks) = marks {
                self.tokens.merge(marks);
            }
        }
    }

    /// Notes that Connect has put the contact away, which ends it at the latest.
    pub(super) fn put_away(&mut self, ending: Ending, marks: Option<&Tokens>) {
        self.end(ending, marks);
        self.cleared = true;
    }

    /// Notes what the configuration makes of the contact now: a flow may set attributes until it connects,
    /// and what changed since the last time counts more than what Fusion gave under the same name.
    pub(super) fn update_tokens(&mut self, configured: Tokens) {
        for (name, value) in configured.iter() {
            if self.configured.get(name) != Some(value) {
                self.tokens.set(name.to_owned(), value.clone());
            }
        }
        self.configured = configured;
    }

    /// Makes a start due again that Fusion did not confirm, because the agent asked; not once the call was
    /// closed.
    pub(super) fn retry_start(&mut self) {
        if self.start.is_failed() && !self.is_closing() {
            self.start = RequestState::Idle;
        }
    }

    /// Makes due again what is still true and did not reach Fusion; what it refused only if `asked` for.
    pub(super) fn tell_again(&mut self, asked: bool) {
        let not_taken = |state: &RequestState| match state {
            RequestState::Silent(_) => true,
            RequestState::Refused(_) => asked,
            RequestState::Asked(_) | RequestState::Done(_) | RequestState::Idle => false,
        };
        if self.is_waiting() {
            self.owed = true;
            return;
        }
        self.owed = false;
        if self.over.is_some() {
            if self.last_close_request().is_some_and(not_taken) {
                self.repeat = Some(Repeat::at(Millis(0)));
            }
            return;
        }
        // What was posted before may have come: should the call end first, that is closed.
        self.offer_again = not_taken(&self.new) && !self.start.is_done();
        if not_taken(&self.start) {
            self.start = RequestState::Idle;
        }
    }

    /// Whether this was the last attempt to close the call in Fusion.
    pub(super) fn is_repeat(&self, uuid: &Uuid) -> bool {
        self.repeat.as_ref().is_some_and(|again| again.state.is_uuid(uuid))
    }

    /// What follows from how Fusion took the last close.
    fn judge_close(&mut self, now: Millis) {
        match self.repeat.take() {
            // What was asked for once more counts as if it had been taken at once.
            Some(Repeat { state: done @ RequestState::Done(_), .. }) => {
                let last = if self.close.is_idle() { &mut self.wrap_up } else { &mut self.close };
                *last = done;
            }
            Some(again) => self.repeat = Some(again),
            None if self.was_left_open() => self.repeat = Some(Repeat::at(now + CLOSE_AGAIN)),
            None => {}
        }
    }

    /// Whether Fusion did not take the last close.
    fn was_left_open(&self) -> bool {
        self.last_close_request().is_some_and(RequestState::is_failed)
    }

    /// The last close that was asked for.
    fn last_close_request(&self) -> Option<&RequestState> {
        [&self.close, &self.wrap_up].into_iter().find(|state| !state.is_idle())
    }

    fn is_closing(&self) -> bool {
        self.last_close_request().is_some()
    }

    fn last_close(&self) -> Option<CloseReason> {
        match (&self.close, &self.wrap_up, self.over) {
            (RequestState::Idle, RequestState::Idle, _) | (_, _, None) => None,
            (RequestState::Idle, _, Some(_)) => Some(CloseReason::WrapUp),
            (_, _, Some(_)) if self.connected => Some(CloseReason::EndCommunication),
            (_, _, Some(ending)) => Some(ending.reason),
        }
    }

    /// Whether the fields of its wrap-up are due: the wrap-up is open, and nobody has ended it.
    pub(super) fn may_write(&self) -> bool {
        let is_open = self.wrap_up.is_done() && self.close.is_idle() && !self.saved;
        is_open && self.written.is_idle() && !self.fields.is_empty() && !self.is_waiting()
    }

    /// Notes that the fields go out, and gives the request for it.
    pub(super) fn write(&mut self, uuid: Uuid, now: Millis) -> FusionRequest {
        let event_id = self.event_id();
        self.written = RequestState::Asked(Asked { uuid, event_id: event_id.clone(), at: now });
        FusionRequest::WriteWrapUp { event_id, fields: self.fields.clone() }
    }

    /// Whether the agent has to fill in by hand what should have been written.
    pub fn lacks_fields(&self, can_write: bool) -> bool {
        let never = self.written.is_idle() && !can_write && self.wrap_up.is_done() && !self.saved;
        (never || self.written.is_failed()) && !self.fields.is_empty()
    }

    /// Notes that its wrap-up was saved in Fusion. Before the wrap-up was asked for it cannot be meant,
    /// and what we write ourselves is saved, too, and told like anything else: once after its answer,
    /// for an agent who finds the form filled in may save it soon.
    pub(super) fn note_saved(&mut self, now: Millis) {
        let soon = self.written.asked().is_some_and(|asked| now < asked.at + ANSWER_TIMEOUT);
        let ours = soon && !self.echoed;
        self.echoed |= ours && self.written.is_done();
        let is_open = !matches!(self.wrap_up, RequestState::Idle | RequestState::Refused(_));
        self.saved |= is_open && !ours;
    }

    /// Whether the end of the work at Connect is still to be told.
    fn awaits_clearing(&self, wrap_up: WrapUp) -> bool {
        let until = wrap_up == WrapUp::UntilCleared && self.connected;
        until && !self.cleared && !self.saved && self.close.is_idle()
    }

    /// Notes what an answer of Fusion tells of the caller, before its tokens are taken over; `looked_up`
    /// tells whether it is the answer to the lookup.
    fn note_found(&mut self, given: &Tokens, looked_up: bool) {
        let has = |tokens: &Tokens, name: &str| tokens.get(name).is_some_and(says_something);
        if has(given, CONTACT) || has(&self.tokens, CONTACT) {
            self.found = ContactMatch::Contact;
        } else if looked_up && self.tokens.get(BYPASS) != Some(&TokenValue::Json("true".to_owned()))
        {
            // What we sent comes back as it was and tells nothing.
            let is_new = |name: &&str| has(given, name) && given.get(name) != self.tokens.get(name);
            let unclear = CONTACT_TOKENS.iter().any(is_new);
            self.found = if unclear { ContactMatch::Unclear } else { ContactMatch::Nobody };
        }
    }
}

fn says_something(value: &TokenValue) -> bool {
    match value {
        TokenValue::Json(json) => json != "[]" && json != "{}",
        TokenValue::Null => false,
        TokenValue::Text(text) => !text.trim().is_empty(),
    }
}
