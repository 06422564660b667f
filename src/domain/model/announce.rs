//! Decides what the agent is told as a notification, once for all windows: what the agent would miss who looks at Fusion
//! or elsewhere, and never what Fusion's own dialog says already (`frontier.md` 10).

use super::Model;
use crate::domain::call::{Call, Subject};
use crate::domain::engagement::Engagement;
use crate::domain::fusion_messages::{Fallback, Transport};
use crate::domain::ids::Millis;
use crate::domain::link::{LinkState, SessionEnd, Stay};
use crate::domain::messages::{Announcement, Command, RingingCall, Trouble};
use crate::domain::snapshot::{AgentFacts, Channel};

/// Fusion's dialog is expected within this span of a ring.
const DIALOG_WITHIN: Millis = Millis::seconds(2);

impl Model {
    /// Fusion can be spoken with anew; what the link before showed goes with it.
    pub(super) fn fusion_opened(&mut self, transport: Transport, fallback: Option<Fallback>) {
        self.fusion.opened(transport, fallback);
        self.announced.clear();
    }

    /// Tells what is new, and takes back what is over.
    pub(super) fn announce(&mut self, now: Millis, out: &mut Vec<Command>) {
        let due = if self.may_announce() { self.announcements(now) } else { Vec::new() };
        for former in &self.announced {
            if !due.iter().any(|one| one.id() == former.id()) {
                out.push(Command::Withdraw(former.clone()));
            }
        }
        for one in &due {
            if !self.announced.iter().any(|former| one.is_told_by(former)) {
                out.push(Command::Announce(one.clone()));
            }
        }
        self.announced = due;
    }

    /// When a ring is announced that Fusion's dialog does not show until then.
    pub(super) fn announcement_deadline(&self) -> Option<Millis> {
        let announced = |call: &Call| {
            self.announced
                .iter()
                .any(|one| matches!(one, Announcement::Ring(ring) if ring.contact == call.facts.id))
        };
        let waits = |call: &&Call| rings_at_agent(call) && !announced(call);
        let rings = self.calls.values().filter(|_| self.may_announce()).filter(waits);
        rings
            .filter(|call| !self.has_dialog(call))
            .map(|call| call.facts.since + DIALOG_WITHIN)
            .min()
    }

    /// Whether it is known by now who shows announcements, and no other window does.
    fn may_announce(&self) -> bool {
        let fusion = &self.fusion;
        let is_known = !self.tells_fusion() || fusion.ready || fusion.unreachable.is_some();
        is_known && !self.stood_down
    }

    fn announcements(&self, now: Millis) -> Vec<Announcement> {
        let mut due = Vec::new();
        for call in self.calls.values().filter(|call| rings_at_agent(call)) {
            let on_call = self.is_on_another(call);
            // That the dialog does not say.
            let more = call.facts.is_called_back() || on_call;
            let late = || !self.tells_fusion() || now >= call.facts.since + DIALOG_WITHIN;
            if more || late() && !self.has_dialog(call) {
                due.push(Announcement::Ring(self.ringing_call(call, on_call)));
            }
        }
        if let Some(warning) = &self.inactivity.warning {
            let refused = warning.stay == Stay::Refused;
            due.push(Announcement::SessionEnds { at: warning.ends_at, refused });
        }
        if let Some(end) = self.session_end {
            due.push(Announcement::SignedOut { idle: end == SessionEnd::Idle });
        }
        let error = self.agent.as_ref().and_then(AgentFacts::error);
        // Who declines a call knows; a chat that was declined takes nobody off the queue.
        let was_declined = |call: &Call| call.attempt.declined && call.facts.channel.is_voice();
        let declined = self.calls.values().any(was_declined);
        let unasked = error.filter(|error| error.comes_unasked() && !declined);
        due.extend(unasked.map(Announcement::OffQueue));
        if self.awaits_calls() {
            due.extend(self.trouble().map(Announcement::NoNews));
            let microphone = self.audio.microphone;
            let softphone = self.agent.as_ref().is_some_and(|agent| agent.softphone);
            if softphone && microphone.is_lost() {
                due.push(Announcement::Microphone(microphone));
            }
        }
        due
    }

    /// Why nothing is heard of calls, in the order of the health line.
    fn trouble(&self) -> Option<Trouble> {
        let link = &self.link;
        if link.state != LinkState::Ready || !link.has_snapshot {
            return None;
        }
        let silent = link.is_silent().then_some(Trouble::Silent);
        let frozen = link.frozen.then_some(Trouble::Frozen);
        silent.or(frozen).or(link.stuck.then_some(Trouble::Stuck))
    }

    /// Whether the agent is on another call than this one; a chat takes no ear.
    fn is_on_another(&self, call: &Call) -> bool {
        let is_on = |other: &Call| {
            other.facts.channel.is_voice() && other.facts.state.is_active() && !other.is_ringing()
        };
        self.calls.values().any(|other| other.facts.id != call.facts.id && is_on(other))
    }

    fn ringing_call(&self, call: &Call, on_call: bool) -> RingingCall {
        let facts = &call.facts;
        let offer = self.offer_of(call);
        let with_names = self.settings.notify_with_names;
        RingingCall {
            contact: facts.id.clone(),
            callback: facts.channel == Channel::QueueCallback,
            preview: facts.is_preview(),
            on_call,
            answerable: !call.rings_on_phone(self.agent.as_ref().is_none_or(|it| it.softphone)),
            queue: facts.queue.clone(),
            name: offer.and_then(Engagement::caller_name).filter(|_| with_names),
            number: facts.number.clone().filter(|_| with_names),
        }
    }

    /// Whether Fusion said that it has the call, so that its dialog is open.
    fn has_dialog(&self, call: &Call) -> bool {
        self.offer_of(call).is_some_and(|offer| offer.new.is_done())
    }

    /// Whether calls may come, or one is on.
    fn awaits_calls(&self) -> bool {
        self.calls.values().any(|call| call.facts.state.is_active())
            || self.agent.as_ref().is_some_and(AgentFacts::is_effectively_available)
    }
}

/// Whether the agent has to do something about a ring.
fn rings_at_agent(call: &Call) -> bool {
    let facts = &call.facts;
    facts.channel.is_voice()
        && call.is_ringing()
        && !facts.auto_accept
        && call.pending(Subject::Life).is_none()
        && !call.customer_left()
}
