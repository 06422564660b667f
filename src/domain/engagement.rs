//! Owns one offer's life in Fusion: what was asked, what came back, and what to ask next.
//!
//! Must never look at Connect: the facts of the call are written into it by `apply_snapshot`. At most one
//! request is in flight; the next is chosen when the last was answered, refused or timed out.

pub use super::again::Repeat;
use super::command::{CloseReason, FusionRequest};
use super::contact_match::ContactMatch;
use super::event::Answer;
use super::ids::{ConnectionId, ContactId, EventId, Uuid};
use super::model::WrapUp;
use super::pii::{PersonName, Tokens};
pub use super::step::{ANSWER_TIMEOUT, Asked, Step};
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// One offer of one contact: an unbroken run of active states (`design.md` 3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    pub given: Tokens,
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
    pub new: Step,
    /// `startCommEvent`.
    pub start: Step,
    /// `closeCommEvent` with `WRAPUP`.
    pub wrap_up: Step,
    /// `closeCommEvent` with any other reason.
    pub close: Step,
    /// The fields of the wrap-up.
    pub written: Step,
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

/// Where Fusion takes a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// The application classification (`fusion.md` E.3).
    pub classification: String,
    /// What Fusion looks the caller up in; its own choice if absent.
    pub lookup: Option<String>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// `closeCommEvent`.
    Close(CloseReason),
    /// `newCommEvent`.
    New,
    /// The last `closeCommEvent` again.
    Repeat(CloseReason),
    /// `startCommEvent`.
    Start,
}

impl Engagement {
    /// Starts the life of an offer; nothing is asked yet.
    pub fn new(
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
    pub fn dialled(event_id: EventId, route: Route, tokens: Tokens) -> Self {
        Self {
            contact: None,
            agent_leg: None,
            ordinal: 1,
            event_ids: vec![event_id],
            route,
            tokens,
            given: Tokens::new(),
            fields: Tokens::new(),
            found: ContactMatch::Unknown,
            connected: false,
            over: None,
            cleared: false,
            new: Step::Idle,
            start: Step::Idle,
            wrap_up: Step::Idle,
            close: Step::Idle,
            written: Step::Idle,
            echoed: false,
            saved: false,
            repeat: None,
            offer_again: false,
            owed: false,
        }
    }

    /// Whether it is an offer of this contact.
    pub fn is_of(&self, contact: &ContactId) -> bool {
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
    pub fn caller_name(&self) -> Option<PersonName> {
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
    pub fn is_waiting(&self) -> bool {
        self.steps().any(Step::is_waiting)
    }

    /// Whether Fusion shows the call: offered and not over.
    pub fn is_open(&self) -> bool {
        !matches!(self.new, Step::Idle | Step::Refused(_)) && self.over.is_none()
    }

    /// Whether nothing will be asked any more, unless a late answer comes.
    pub fn is_finished(&self, wrap_up: WrapUp) -> bool {
        let idle = !self.is_waiting() && !self.awaits_clearing(wrap_up);
        self.over.is_some() && idle && self.next(wrap_up, Millis(u64::MAX)).is_none()
    }

    /// What to ask now; `None` while a request is in flight or nothing is due.
    pub fn next(&self, wrap_up: WrapUp, now: Millis) -> Option<Ask> {
        if self.is_waiting() {
            return None;
        }
        if self.new.is_idle() {
            return (self.over.is_none() || self.connected).then_some(Ask::New);
        }
        if self.offer_again && self.over.is_none() {
            return Some(Ask::New);
        }
        if self.repeat.as_ref().is_some_and(|again| again.step.is_idle() && now >= again.due) {
            return self.last_close().map(Ask::Repeat);
        }
        let in_vain = self.over.is_some() && !self.new.is_done();
        if self.connected && self.start.is_idle() && !self.is_closing() && !in_vain {
            return Some(Ask::Start);
        }
        self.next_close(self.over?, wrap_up, now)
    }

    /// When the next look at it is due by itself.
    pub fn deadline(&self, wrap_up: WrapUp) -> Option<Millis> {
        let waiting = self.steps().find(|step| step.is_waiting()).and_then(Step::asked);
        if let Some(asked) = waiting {
            return Some(asked.at + ANSWER_TIMEOUT);
        }
        let repeat = self.repeat.as_ref().filter(|again| again.step.is_idle()).map(|it| it.due);
        let close = match (wrap_up, self.over) {
            (WrapUp::Timed(span), Some(ending)) if self.connected && self.close.is_idle() => {
                Some(ending.at + span)
            }
            _ => None,
        };
        repeat.into_iter().chain(close).min()
    }

    /// Notes that `ask` goes out, and gives the request for it.
    pub fn ask(&mut self, ask: Ask, uuid: Uuid, now: Millis) -> FusionRequest {
        let event_id = self.event_id();
        let in_data = self.tokens.clone();
        let Route { classification, lookup } = self.route.clone();
        let asked = Step::Asked(Asked { uuid, event_id: event_id.clone(), at: now });
        match ask {
            Ask::New => {
                self.offer_again = false;
                self.new = asked;
                FusionRequest::New { event_id, classification, in_data, lookup }
            }
            Ask::Start => {
                self.start = asked;
                FusionRequest::Start { event_id, classification, in_data }
            }
            Ask::Close(CloseReason::WrapUp) => {
                self.wrap_up = asked;
                let reason = CloseReason::WrapUp;
                FusionRequest::Close { event_id, classification, in_data, reason }
            }
            Ask::Close(reason) => {
                self.close = asked;
                self.repeat = None;
                FusionRequest::Close { event_id, classification, in_data, reason }
            }
            Ask::Repeat(reason) => {
                self.repeat = Some(Repeat { due: now, step: asked });
                FusionRequest::Close { event_id, classification, in_data, reason }
            }
        }
    }

    /// Takes an answer; tells whether it was one of this life's.
    pub fn answer(&mut self, answer: &Answer, now: Millis) -> bool {
        let success = answer.outcome.is_ok();
        let is_new = self.new.is_uuid(&answer.uuid);
        let late_new = is_new && matches!(self.new, Step::Silent(_));
        let Some(step) = self.steps_mut().find(|step| step.is_uuid(&answer.uuid)) else {
            return false;
        };
        step.settle(success);
        self.owed = false;
        self.judge_close(now);
        if !success {
            return true;
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
                Some(again) if again.step.is_idle() => again.due = now,
                Some(_) => {}
                None => self.repeat = Some(Repeat::at(now)),
            }
        }
        true
    }

    /// Whether [`Self::expire`] may change it.
    pub(super) fn may_expire(&self) -> bool {
        self.is_waiting() || self.repeat.is_none() && self.was_left_open()
    }

    /// Whether something was asked under this id.
    pub(super) fn asked_as(&self, uuid: &Uuid) -> bool {
        self.steps().any(|step| step.is_uuid(uuid))
    }

    /// Gives up waiting for what is overdue; gives the request that was not answered.
    pub fn expire(&mut self, now: Millis) -> Option<Uuid> {
        let silent = self
            .steps_mut()
            .find_map(|step| if step.expire(now) { step.asked().cloned() } else { None })
            .map(|asked| asked.uuid);
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

    fn steps(&self) -> impl Iterator<Item = &Step> {
        [&self.new, &self.start, &self.wrap_up, &self.close, &self.written]
            .into_iter()
            .chain(self.repeat.as_ref().map(|again| &again.step))
    }

    fn steps_mut(&mut self) -> impl Iterator<Item = &mut Step> {
        let steps =
            [&mut self.new, &mut self.start, &mut self.wrap_up, &mut self.close, &mut self.written];
        steps.into_iter().chain(self.repeat.as_mut().map(|again| &mut again.step))
    }
}
