//! Owns the one entry of the core: an event is noted by its machine, then everything is reconciled.
//!
//! Deadlines are data: each pass compares them with `now`, and a timer only wakes the core.

use super::call::{Action, Call};
use super::command::{Command, Note};
use super::engagement::ANSWER_TIMEOUT;
use super::event::{Answer, Event, Failure, FusionPresence, Intent};
use super::ids::{CommandId, Uuid};
use super::memory::Memory;
use super::model::{Model, Parked, REMEMBERED_OFFERS};
use super::time::Millis;

/// How long a notice stays.
const NOTICE_SPAN: Millis = Millis::seconds(30);

/// Takes one event and gives the commands that follow from it, in the order to carry them out.
pub fn update(model: &mut Model, event: Event, now: Millis) -> Vec<Command> {
    let mut out = Vec::new();
    model.note(event, now, &mut out);
    model.expire(now, &mut out);
    model.match_parked(now, &mut out);
    model.reconcile_fusion(now, &mut out);
    out
}

impl Model {
    /// The next point in time at which `Event::Ticked` changes something; `None` when nothing will.
    pub fn next_deadline(&self) -> Option<Millis> {
        let link = self.link.deadline(&self.settings);
        let calls = self.calls.values().filter_map(Call::deadline);
        let parked = self.parked.iter().map(|order| order.at + ANSWER_TIMEOUT);
        let notices = self.notices.iter().map(|notice| notice.at + NOTICE_SPAN);
        let offers = self
            .engagements
            .iter()
            // What is due and cannot be posted yet is posted by the event that makes it possible.
            .filter(|offer| {
                self.tells_fusion() && (offer.is_waiting() || self.fusion.takes_offers())
            })
            .filter_map(|offer| offer.deadline(self.settings.wrap_up));
        let single = link.into_iter().chain(self.change_deadline()).chain(self.fusion.deadline());
        single.chain(calls).chain(parked).chain(notices).chain(offers).min()
    }

    fn note(&mut self, event: Event, now: Millis, out: &mut Vec<Command>) {
        match event {
            Event::Started { memory, fusion } => self.start(memory, fusion),
            Event::FusionReady => self.fusion.ready = true,
            Event::LinkChanged(fact) => self.link.note(fact, now),
            Event::CcpHeard => self.link.heard(now),
            Event::SnapshotTaken(snapshot) => self.observe(&snapshot, now, out),
            Event::SnapshotGarbled { fault } => {
                self.link.heard(now);
                self.garbled = true;
                for call in self.calls.values_mut() {
                    call.garbled = Some(fault.clone());
                }
                self.note_fault(&fault, out);
            }
            Event::CommandSettled { id, outcome } => self.settle(id, &outcome, out),
            Event::FusionAnswered(answer) => self.answer(&answer, out),
            Event::InteractionCommanded { ticket, event_id, verb } => {
                self.order(Parked { ticket, event_id, verb, at: now }, now, out);
            }
            Event::AgentCommanded { ticket, verb } => self.order_agent(ticket, verb, now, out),
            Event::MessageRefused(refused) => {
                self.refused_messages = self.refused_messages.saturating_add(1);
                out.push(Command::Trace(Note::MessageRefused(refused)));
            }
            Event::Intended(intent) => self.intend(intent, now, out),
            Event::VisibilityChanged { visible } => self.link.shown(visible, now),
            Event::Ticked => {}
        }
    }

    fn start(&mut self, memory: Memory, fusion: FusionPresence) {
        self.fusion.presence = fusion;
        if self.tells_fusion() {
            self.engagements.clone_from(&memory.engagements);
            self.remembered = memory;
        }
    }

    fn intend(&mut self, intent: Intent, now: Millis, out: &mut Vec<Command>) {
        match intent {
            Intent::Accept(contact) => self.wish(&contact, Action::Accept, None, now, out),
            Intent::Clear(contact) => self.wish(&contact, Action::Clear, None, now, out),
            Intent::Decline(contact) => self.wish(&contact, Action::Reject, None, now, out),
            Intent::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            Intent::End(contact) => self.wish(&contact, Action::End, None, now, out),
            Intent::RestartConnect => {
                self.link.has_snapshot = false;
                out.push(Command::RestartConnect);
            }
            Intent::RetryFusion => self.fusion.retry(),
            Intent::RetryScreenPop(contact) => {
                if let Some(offer) = self.latest_offer_mut(&contact) {
                    offer.retry_start();
                }
            }
            Intent::SignIn => out.push(Command::OpenLogin),
            Intent::ToggleAvailability => self.toggle_availability(now, out),
        }
    }

    fn settle(&mut self, id: CommandId, outcome: &Result<(), Failure>, out: &mut Vec<Command>) {
        let known = self.settle_change(id, outcome, out)
            || self.calls.values_mut().any(|call| call.settle(id, outcome, out));
        if !known {
            out.push(Command::Trace(Note::StaleReply(id)));
        }
    }

    fn answer(&mut self, answer: &Answer, out: &mut Vec<Command>) {
        self.fusion.heard();
        let known = self.fusion.answer(answer)
            || self.engagements.iter_mut().any(|offer| offer.answer(answer));
        if !known {
            out.push(Command::Trace(Note::StaleAnswer(answer.uuid.clone())));
        } else if answer.outcome.is_err() {
            out.push(Command::Trace(Note::FusionRefused(answer.uuid.clone())));
        }
    }

    fn expire(&mut self, now: Millis, out: &mut Vec<Command>) {
        self.link.judge(&self.settings, now);
        self.expire_change(now, out);
        for call in self.calls.values_mut() {
            call.expire(now, out);
        }
        self.notices.retain(|notice| now < notice.at + NOTICE_SPAN);
        let mut silent: Vec<Uuid> = self.fusion.expire(now);
        silent.extend(self.engagements.iter_mut().filter_map(|offer| offer.expire(now)));
        for uuid in silent {
            self.fusion.note_silence();
            out.push(Command::Trace(Note::FusionSilent(uuid)));
        }
    }

    /// Asks Fusion for what is due; what is asked is remembered before it is posted.
    fn reconcile_fusion(&mut self, now: Millis, out: &mut Vec<Command>) {
        let mut posts = Vec::new();
        let report = self.agent_report();
        self.fusion.next(report, &mut self.uuids, now, &mut posts);
        let wrap_up = self.settings.wrap_up;
        if self.tells_fusion() && self.fusion.takes_offers() {
            for offer in &mut self.engagements {
                if let Some(ask) = offer.next(wrap_up, now) {
                    let uuid = self.uuids.next_uuid();
                    let request = offer.ask(ask, uuid.clone(), now);
                    posts.push(Command::Fusion { uuid, request });
                }
            }
        }
        self.forget();
        if self.tells_fusion() && self.remembered.engagements != self.engagements {
            self.remembered.engagements.clone_from(&self.engagements);
            out.push(Command::Remember(self.remembered.clone()));
        }
        out.append(&mut posts);
    }

    /// Drops the oldest finished offers beyond those that are remembered.
    fn forget(&mut self) {
        let wrap_up = self.settings.wrap_up;
        let finished = self.engagements.iter().filter(|offer| offer.is_finished(wrap_up)).count();
        let mut surplus = finished.saturating_sub(REMEMBERED_OFFERS);
        self.engagements.retain(|offer| {
            let drop = surplus > 0 && offer.is_finished(wrap_up);
            surplus -= usize::from(drop);
            !drop
        });
    }
}
