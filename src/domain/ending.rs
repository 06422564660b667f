//! How a call ends: the reason for Fusion, what the card and the recent calls say, and the notice of one that
//! leaves no card.

use super::call::{Call, Outcome, Reading};
use super::call_log::{RecentCall, RecentOutcome};
use super::command::{CloseReason, Command};
use super::engagement::{Ending, Engagement};
use super::ids::ContactId;
use super::model::{Model, Notice, NoticeKind};
use super::pii::Tokens;
use super::snapshot::{AgentFacts, ContactFacts, ContactState};
use super::time::Millis;

impl Model {
    /// Notes that a contact is inactive: its offer is over.
    pub(super) fn end(
        &mut self,
        call: &mut Call,
        parties: Option<Tokens>,
        agent: &AgentFacts,
        now: Millis,
    ) {
        // After-call work of an inbound call tells that it was talked, though no snapshot showed it;
        // a call that Connect dials gets there without the customer (connect.md D.6).
        call.attempt.connected |=
            call.facts.state == ContactState::Ended && !is_dialled(&call.facts);
        let reason = reason_before_connect(call, agent);
        if call.attempt.outcome.is_none() && call.facts.state != ContactState::Ended {
            call.attempt.outcome = Some(outcome(call, reason));
        }
        self.log_call(call, reason, now);
        let transferred = parties.filter(|_| call.attempt.ended_here);
        let Some(offer) = self.offer_of(call) else { return };
        if offer.over.is_none() {
            offer.connected |= call.attempt.connected;
            offer.over = Some(Ending { at: now, reason });
            if let Some(marks) = transferred {
                offer.tokens.merge(&marks);
            }
        }
    }

    /// Notes that a contact is gone.
    pub(super) fn lose(
        &mut self,
        id: &ContactId,
        agent: &AgentFacts,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let mut call = self.calls.remove(id).map(|mut call| {
            call.vanish(out);
            call
        });
        let marks = call
            .as_ref()
            .and_then(|call| call.transfer_targets().filter(|_| call.attempt.ended_here));
        let reason = call.as_ref().map_or_else(
            || if agent.missed_a_call() { CloseReason::Missed } else { CloseReason::Abandoned },
            |call| reason_before_connect(call, agent),
        );
        if let Some(call) = &mut call {
            self.notice_loss(call, reason, now);
            self.log_call(call, reason, now);
        }
        for offer in self.offers_mut(|offer| offer.is_of(id)) {
            if let (None, Some(marks)) = (&offer.over, &marks) {
                offer.tokens.merge(marks);
            }
            offer.over.get_or_insert(Ending { at: now, reason });
            offer.cleared = true;
        }
        if self.front.as_ref() == Some(id) {
            self.front = None;
        }
    }

    /// Tells the agent of an offer that vanished without a card to show it on.
    fn notice_loss(&mut self, call: &Call, reason: CloseReason, now: Millis) {
        let dialled = call.facts.inbound == Some(false);
        let noticed = call.facts.state.is_active() && call.facts.role.handles();
        if call.attempt.connected || dialled || !noticed {
            return;
        }
        let kind = match reason {
            _ if call.reading == Reading::Never => NoticeKind::Unread,
            CloseReason::Reject => NoticeKind::Declined,
            CloseReason::Missed => NoticeKind::Missed,
            CloseReason::Abandoned
            | CloseReason::Canceled
            | CloseReason::EndCommunication
            | CloseReason::WrapUp
                if !call.facts.channel.is_voice() || call.facts.is_called_back() =>
            {
                NoticeKind::Withdrawn
            }
            CloseReason::Abandoned
            | CloseReason::Canceled
            | CloseReason::EndCommunication
            | CloseReason::WrapUp => NoticeKind::CallerGaveUp,
        };
        let name = self.latest_offer(&call.facts.id).and_then(Engagement::caller_name);
        let id = self.next_number();
        let number = call.facts.number.clone();
        self.notices.push(Notice { id, kind, at: now, number, name });
    }

    /// Puts a call that is over among the recent ones, once.
    fn log_call(&mut self, call: &mut Call, reason: CloseReason, now: Millis) {
        let facts = &call.facts;
        if call.attempt.logged
            || call.reading == Reading::Never
            || !facts.channel.is_voice()
            || !facts.role.handles()
        {
            return;
        }
        call.attempt.logged = true;
        let leg = facts.agent_leg.as_ref().map(|leg| leg.id.clone());
        let of_page = call.seen_active;
        let known = |it: &RecentCall| it.contact.as_ref() == Some(&facts.id) && it.leg == leg;
        if !of_page && self.recent.iter().any(known) {
            return;
        }
        let talked = call.attempt.talking_since.map_or(Millis(0), |since| now.since(since));
        let inbound = facts.inbound != Some(false) && !facts.is_preview();
        let outcome = match (call.attempt.connected, reason) {
            (true, _) => RecentOutcome::Answered,
            (_, CloseReason::Canceled) => RecentOutcome::Cancelled,
            (_, CloseReason::Reject) => RecentOutcome::Declined,
            (_, CloseReason::Missed) if call.attempt.accept_failed => RecentOutcome::Failed,
            (_, CloseReason::Missed) if facts.inbound == Some(false) => RecentOutcome::NotAnswered,
            (_, CloseReason::Missed) => RecentOutcome::Missed,
            (_, CloseReason::Abandoned | CloseReason::EndCommunication | CloseReason::WrapUp) => {
                RecentOutcome::Abandoned
            }
        };
        let number = facts.number.clone();
        let offer = call.offer.as_ref().and_then(|id| self.engagement(id));
        let name = offer.and_then(Engagement::caller_name).or_else(|| call.callee.clone());
        let unnumbered = facts.unnumbered;
        let id = self.next_number();
        let contact = Some(facts.id.clone());
        let recent = RecentCall {
            id,
            at: now,
            contact,
            leg,
            number,
            unnumbered,
            name,
            inbound,
            outcome,
            talked,
        };
        self.recent.insert(0, recent);
        self.recent.truncate(self.settings.recent_calls);
    }
}

impl Call {
    /// The marks of a completed transfer (`fusion.md` B.8), as long as somebody else is on the call who can
    /// take the customer over.
    pub(super) fn transfer_targets(&self) -> Option<Tokens> {
        if self.customer_left() {
            return None;
        }
        let taken = self.facts.others.iter().find(|party| party.leg.state.is_active())?;
        let mut marks = Tokens::new();
        marks.set_text("SVCMCA_2NDARY_CALL_TYPE", "COMPLETE_TRANSFER");
        if let Some(name) = &taken.name {
            marks.set_text("SVCMCA_DESTINATION_AGENT_NAME", name.as_str());
        }
        Some(marks)
    }
}

/// The reasons of `design.md` 3 for an offer that never connected.
fn reason_before_connect(call: &Call, agent: &AgentFacts) -> CloseReason {
    let outbound = call.facts.inbound == Some(false);
    if call.attempt.declined {
        CloseReason::Reject
    } else if is_dialled(&call.facts) && call.attempt.ended_here {
        CloseReason::Canceled
    } else if outbound || call.attempt.accept_failed || agent.missed_a_call() {
        CloseReason::Missed
    } else {
        CloseReason::Abandoned
    }
}

/// Whether Connect dials the customer: outbound, or a callback.
fn is_dialled(facts: &ContactFacts) -> bool {
    facts.inbound == Some(false) || facts.is_called_back()
}

fn outcome(call: &Call, reason: CloseReason) -> Outcome {
    match (&call.facts.state, reason) {
        _ if call.attempt.connected => Outcome::Failed,
        (ContactState::Rejected, _) | (_, CloseReason::Reject) => Outcome::Declined,
        (ContactState::Missed, _) => Outcome::Missed,
        _ if call.facts.inbound == Some(false) || call.attempt.accept_failed => Outcome::Failed,
        (_, CloseReason::Missed) => Outcome::Missed,
        _ => Outcome::Abandoned,
    }
}
