//! The one entry of the core: an event is noted by its part of the Model, then everything is reconciled. Deadlines are
//! data: each pass compares them with `now`, and a timer only wakes the core.

use super::{Model, REMEMBERED_OFFERS, WaitingCommand};
use crate::domain::call::{Alarm, Call, CallWish};
use crate::domain::connect_messages::{Failure, LinkFact};
use crate::domain::fusion_messages::{ANSWER_TIMEOUT, Answer, FusionPresence};
use crate::domain::ids::{CommandId, Millis, Uuid};
use crate::domain::link::LinkState;
use crate::domain::memory::{Dial, DialOrigin, Memory, keep_newest};
use crate::domain::messages::{Command, Event, Intent, Note};
use std::sync::Arc;

/// How long a notice stays.
const NOTICE_SPAN: Millis = Millis::seconds(30);

/// Takes one event and gives the commands that follow from it, in the order to carry them out.
pub fn update(model: &mut Model, event: Event, now: Millis) -> Vec<Command> {
    let mut out = Vec::new();
    let activity = event.activity();
    model.apply(event, now, &mut out);
    if let Some(activity) = activity {
        model.note_activity(activity, now, &mut out);
    }
    model.expire(now, &mut out);
    model.match_waiting(now, &mut out);
    model.end_saved_work(now, &mut out);
    model.reconcile_fusion(now, &mut out);
    model.announce(now, &mut out);
    out
}

impl Model {
    /// The next point in time at which `Event::Ticked` changes something; `None` when nothing will.
    pub fn next_deadline(&self) -> Option<Millis> {
        let calls = self.calls.values().filter_map(Call::deadline);
        let waiting = self.waiting.iter().map(|order| order.at + ANSWER_TIMEOUT);
        let notices = self.notices.iter().map(|notice| notice.at + NOTICE_SPAN);
        let offers = self
            .engagements
            .iter()
            // What is due and cannot be posted yet is posted by the event that makes it possible.
            .filter(|offer| {
                self.tells_fusion() && (offer.is_waiting() || self.fusion.takes_offers())
            })
            .filter_map(|offer| offer.deadline(self.settings.wrap_up));
        let single = [
            self.link.deadline(&self.settings),
            self.change_deadline(),
            self.fusion.deadline(self.agent_report().is_some()),
            self.dial_deadline(),
            self.sign_out_deadline(),
            self.directory.deadline(),
            self.audio.devices.deadline(),
            self.enhancement_deadline(),
            self.inactivity.deadline(self.link.is_up()),
            self.announcement_deadline(),
        ];
        let single = single.into_iter().flatten();
        single.chain(calls).chain(waiting).chain(notices).chain(offers).min()
    }

    fn apply(&mut self, event: Event, now: Millis, out: &mut Vec<Command>) {
        match event {
            Event::Started { memory, fusion } => {
                self.start(memory, fusion);
                self.resume_dial(now, out);
            }
            Event::FusionReady { transport, fallback } => self.fusion.opened(transport, fallback),
            Event::FusionUnreachable(why) => self.fusion.unreachable = Some(why),
            Event::ListenerRefused { listener, fault } => {
                self.fusion.refused_listeners.push((listener, fault));
            }
            Event::LinkChanged(fact) => {
                if fact == LinkFact::Initialising {
                    self.forget_connection();
                } else if fact == LinkFact::Reloaded {
                    self.enter_ccp_page();
                } else if fact == LinkFact::Terminated {
                    self.end_session(now);
                    self.signed_out(out);
                } else if fact == LinkFact::Authorized && self.link.state == LinkState::Ready {
                    // It goes on; after a sign-out only a snapshot says that another one began.
                    self.session_end = None;
                }
                self.link.note(fact, now);
            }
            Event::CcpHeard => self.link.heard(&self.settings, now),
            Event::SnapshotTaken(snapshot) => self.take_snapshot(&snapshot, now, out),
            Event::SnapshotGarbled { fault } => {
                self.link.heard(&self.settings, now);
                self.garbled = true;
                for (_, call) in self.calls.iter_mut() {
                    call.mark_unreadable();
                }
                self.note_fault(&fault, out);
            }
            Event::CommandSettled { id, outcome } => self.settle(id, &outcome, now, out),
            Event::NumberRead { id, outcome } => {
                self.number_read(id, outcome.clone(), now, out);
                self.callee_read(id, outcome, now, out);
            }
            Event::DialAsked { event_id, number, tokens } => {
                self.heard_fusion(now);
                let origin = DialOrigin::Fusion(event_id, tokens);
                self.dial(origin, number, None, now, out);
            }
            Event::EndpointsListed { id, outcome } => self.directory.settle(id, outcome),
            Event::DevicesListed { id, outcome } => self.audio.devices.settle(id, outcome),
            Event::PreviewTold { id, outcome } => {
                let mut calls = self.calls.iter_mut().map(|(_, call)| call);
                match calls.find(|call| call.attempt.preview_asked == Some(id)) {
                    Some(call) => call.preview_told(&outcome, now, out),
                    None => out.push(Command::Trace(Note::StaleReply(id))),
                }
            }
            Event::EntriesLeftOut { fault } => self.note_fault(&fault, out),
            Event::DeviceChanged { kind, device } => self.device_changed(kind, device),
            Event::EnhancementChanged(told) => self.enhancement_told(Some(told)),
            Event::HoldTold { leg, on } => {
                for (_, call) in self.calls.iter_mut() {
                    call.hold_told(&leg, on, now, out);
                }
            }
            Event::ClockLeapt(by) => self.link.clock_leapt(by, now),
            Event::MuteToggled { muted } => self.mute_toggled(muted, now, out),
            Event::SoftphoneFailed(fault) => self.audio.fault = Some(fault),
            Event::MicrophoneChanged(microphone) => self.audio.microphone = microphone,
            Event::PanelAsked { blocked } => self.audio.panel_blocked = blocked,
            Event::DataUpdated { event_id, update } => {
                self.heard_fusion(now);
                self.data_updated(event_id.as_ref(), &update, now, out);
            }
            Event::FusionAnswered(answer) => self.answer(&answer, now, out),
            Event::InteractionCommanded { ticket, event_id, verb } => {
                self.heard_fusion(now);
                self.take_interaction_command(
                    WaitingCommand { ticket, event_id, verb, at: now },
                    now,
                    out,
                );
            }
            Event::AgentCommanded { ticket, verb } => {
                self.heard_fusion(now);
                self.take_agent_command(ticket, verb, now, out);
            }
            Event::MessageRefused { why, count } => {
                self.refused_messages = self.refused_messages.saturating_add(count);
                out.push(Command::Trace(Note::MessageRefused(why)));
            }
            Event::SessionTold(news) => self.inactivity.note(news, now),
            Event::SheetsChanged { open, frame } => {
                self.fusion.ask_for_size(open, frame, &mut self.uuids, now, out);
            }
            Event::Intended(intent) => self.intend(intent, now, out),
            Event::StoodDown => {
                self.fusion.shrink(&mut self.uuids, now, out);
                self.stood_down = true;
            }
            Event::VisibilityChanged { visible } => self.link.shown(visible, now),
            Event::ActivitySeen | Event::PressSeen | Event::Ticked => {}
        }
    }

    fn start(&mut self, memory: Memory, fusion: FusionPresence) {
        self.fusion.presence = fusion;
        self.recent.clone_from(&memory.recent);
        self.recent.truncate(self.settings.recent_calls);
        // Their keys must not meet those that this page gives.
        let used = self.recent.iter().map(|call| call.id).max().unwrap_or_default();
        self.number_from(used);
        self.dial.clone_from(&memory.dial);
        if memory.signed_in {
            self.link.was_signed_in();
        }
        if self.tells_fusion() {
            self.engagements.clone_from(&memory.engagements);
            self.fusion.left_from = memory.rest;
        }
        self.remembered = Arc::new(memory);
    }

    fn intend(&mut self, intent: Intent, now: Millis, out: &mut Vec<Command>) {
        match intent {
            Intent::Accept(contact) => self.wish(&contact, CallWish::Accept, None, now, out),
            Intent::BringToFront(contact) => {
                self.bring_to_front(&contact, None, now, out);
                if self.settings.follow_calls {
                    self.show_in_fusion(&contact, now, out);
                }
            }
            Intent::CallNow(contact) => self.wish(&contact, CallWish::CallNow, None, now, out),
            Intent::CancelDial => self.cancel_dial(None, now, out),
            Intent::CancelNextState => self.cancel_next_state(now, out),
            Intent::ChooseDevice(kind, device) => self.choose_device(kind, device, out),
            Intent::ChooseEnhancement(wish) => self.choose_enhancement(wish, now, out),
            Intent::ChooseState(arn) => self.choose_state(&arn, now, out),
            Intent::Clear(contact) => self.wish(&contact, CallWish::Clear, None, now, out),
            Intent::Consult(contact, target) => self.consult(&contact, target, now, out),
            Intent::Dial(text, country) => {
                self.dial(DialOrigin::Toolbar, text, country, now, out);
            }
            Intent::DialQuickConnect(arn) => self.dial_quick_connect(&arn, now, out),
            Intent::DismissAlarm(contact) => {
                if let Some(call) = self.calls.get_mut(&contact) {
                    call.alarm = Alarm::None;
                }
            }
            Intent::DismissAudioFault => self.audio.fault = None,
            Intent::DismissPanelBlocked => self.audio.panel_blocked = false,
            Intent::DismissGap => self.link.gap = None,
            Intent::DropParty(contact, leg) => {
                self.wish(&contact, CallWish::Drop(leg), None, now, out);
            }
            Intent::Join(contact) => self.wish(&contact, CallWish::Join, None, now, out),
            Intent::LoadDevices => self.load_devices(now, out),
            Intent::LoadEndpoints => self.load_endpoints(now, out),
            Intent::MuteParty(contact, leg) => {
                self.wish(&contact, CallWish::MuteParty(leg), None, now, out);
            }
            Intent::OpenPanelWindow => out.push(Command::OpenPanelWindow),
            Intent::Redial(id) => self.redial(id, now, out),
            Intent::SendDigits(contact, digits) => {
                self.wish(&contact, CallWish::Digits(digits), None, now, out);
            }
            Intent::SetHold(contact, on) => self.wish(&contact, CallWish::Hold(on), None, now, out),
            Intent::SetMute(contact, on) => self.wish(&contact, CallWish::Mute(on), None, now, out),
            Intent::ShowInFusion(contact) => self.show_in_fusion(&contact, now, out),
            Intent::ShowPanel(shown) => self.panel = shown,
            Intent::SignOut => self.sign_out(now, out),
            Intent::SkipPreview(contact) => self.wish(&contact, CallWish::Skip, None, now, out),
            Intent::StaySignedIn => self.stay_signed_in(now, out),
            Intent::Swap(contact) => self.wish(&contact, CallWish::Swap, None, now, out),
            Intent::Decline(contact) => self.wish(&contact, CallWish::Reject, None, now, out),
            Intent::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            // Leaving the others alone on the line is ending one's own part.
            Intent::End(contact) | Intent::Leave(contact) => {
                self.wish(&contact, CallWish::End, None, now, out);
            }
            Intent::RestartConnect => {
                self.forget_connection();
                self.link.reset(LinkState::Loading);
                out.push(Command::RestartConnect);
            }
            Intent::RetryFusion => {
                if self.fusion.unreachable.is_some() {
                    out.push(Command::OpenFusion);
                }
                self.fusion.retry();
                self.tell_again(true);
            }
            Intent::RetryScreenPop(contact) => {
                if let Some(offer) = self.latest_offer_mut(&contact) {
                    offer.retry_start();
                }
            }
            Intent::SignIn => {
                self.link.signs_in();
                out.push(Command::OpenLogin);
            }
            Intent::ToggleAvailability => self.toggle_availability(now, out),
        }
    }

    fn settle(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let known = self.settle_change(id, outcome, out)
            || self.settle_dial(id, outcome, now, out)
            || self.settle_sign_out(id, outcome, now, out)
            || self.settle_device(id, outcome)
            || self.settle_enhancement(id, outcome)
            || self
                .calls
                .iter_mut()
                .map(|(_, call)| call)
                .any(|call| call.settle(id, outcome, now, out));
        if !known {
            out.push(Command::Trace(Note::StaleReply(id)));
        }
        // What came of it, or that Amazon was first, shows in the preview alone.
        let engages = |call: &&Call| {
            call.requests.iter().any(|it| it.id == id && it.wish == CallWish::CallNow)
        };
        if let Some(contact) = self.calls.values().find(engages).map(|call| call.facts.id.clone()) {
            let id = self.next_command();
            if let Some(call) = self.calls.get_mut(&contact) {
                call.ask_preview(id, out);
            }
        }
    }

    fn answer(&mut self, answer: &Answer, now: Millis, out: &mut Vec<Command>) {
        let offer = self.offers_mut(|offer| offer.asked_as(&answer.uuid)).next().map(|offer| {
            offer.answer(answer, now);
            offer.route.classification.clone()
        });
        if let Some(classification) = &offer {
            self.fusion.note_taken(classification);
        }
        let known = offer.is_some() || self.fusion.answer(answer, now);
        if !known {
            out.push(Command::Trace(Note::StaleAnswer(answer.uuid.clone())));
        } else if answer.outcome.is_err() {
            out.push(Command::Trace(Note::FusionRefused(answer.uuid.clone())));
            self.notice_left_open(&answer.uuid, now);
        }
        // To be refused once more at once is of no use.
        if offer.is_some() || answer.outcome.is_ok() {
            self.fusion.tell_state_now(now);
        }
        self.found_fusion();
    }

    fn expire(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.link.judge(&self.settings, now) {
            self.end_session(now);
        }
        self.expire_change(now, out);
        self.expire_dial(now, out);
        self.expire_sign_out(now, out);
        self.expire_stay(now, out);
        self.directory.expire(now);
        self.audio.devices.expire(now);
        self.expire_enhancement(now);
        self.expire_previews(now, out);
        for (_, call) in self.calls.iter_mut() {
            call.expire(now, out);
        }
        self.notices.retain(|notice| now < notice.at + NOTICE_SPAN);
        let mut silent: Vec<Uuid> = self.fusion.expire(now);
        let mut unanswered_call = None;
        for offer in self.engagements.iter_mut().filter(|offer| offer.may_expire()) {
            if let Some(uuid) = Arc::make_mut(offer).expire(now) {
                if offer.new.is_uuid(&uuid) {
                    let call = offer.contact.as_ref().and_then(|contact| self.calls.get(contact));
                    let queue = call.and_then(|call| call.facts.queue.clone());
                    unanswered_call = Some((offer.route.classification.clone(), queue));
                }
                silent.push(uuid);
            }
        }
        for uuid in silent {
            self.fusion.note_silence();
            self.notice_left_open(&uuid, now);
            out.push(Command::Trace(Note::FusionSilent(uuid)));
        }
        if let Some((classification, queue)) = unanswered_call {
            self.fusion.unanswered_call = self.fusion.diagnose(&classification, queue);
        }
    }

    /// Asks Fusion for what is due; the memory that is to be stored has it already.
    fn reconcile_fusion(&mut self, now: Millis, out: &mut Vec<Command>) {
        let mut posts = Vec::new();
        let report = self.agent_report();
        let may_dial = self.agent.as_ref().map(|agent| agent.may_dial);
        let (token_map, uuids) = (&self.settings.token_map, &mut self.uuids);
        self.fusion.next(report, may_dial, token_map, uuids, now, &mut posts);
        let wrap_up = self.settings.wrap_up;
        if self.tells_fusion() && self.fusion.takes_offers() && !self.stood_down {
            let can_write = self.fusion.can_write_wrap_up();
            for offer in &mut self.engagements {
                if can_write && offer.may_write() {
                    let uuid = self.uuids.next_uuid();
                    let request = Arc::make_mut(offer).write(uuid.clone(), now);
                    posts.push(Command::Fusion { uuid, request });
                } else if let Some(ask) = offer.next(wrap_up, now) {
                    let uuid = self.uuids.next_uuid();
                    let request = Arc::make_mut(offer).ask(ask, uuid.clone(), now);
                    posts.push(Command::Fusion { uuid, request });
                }
            }
        }
        self.forget();
        self.remember(out);
        out.append(&mut posts);
    }

    /// Has what is to be kept stored, if it is another.
    fn remember(&mut self, out: &mut Vec<Command>) {
        let dial = self.dial.as_ref().map(|dial| Dial {
            // Nobody can be answered by the next page.
            waiters: Vec::new(),
            ..dial.clone()
        });
        let before = &self.remembered;
        // A window without Fusion leaves alone what one with Fusion keeps in the same storage.
        let offers = if self.tells_fusion() { &self.engagements } else { &before.engagements };
        let transport = self.fusion.transport.or(before.transport);
        let transport = transport.filter(|_| !offers.is_empty());
        let rest = if self.tells_fusion() { self.fusion.size_at_rest() } else { before.rest };
        let signed_in = self.settings.state_after_sign_in.is_some() && self.link.is_signed_in();
        // Hardly any event changes it, and copying it is expensive.
        if (offers, &transport, &dial, &self.recent)
            != (&before.engagements, &before.transport, &before.dial, &before.recent)
            || (rest, signed_in) != (before.rest, before.signed_in)
        {
            let (engagements, recent) = (offers.clone(), self.recent.clone());
            let memory = Memory { engagements, transport, dial, recent, rest, signed_in };
            self.remembered = Arc::new(memory);
            out.insert(0, Command::Remember(Arc::clone(&self.remembered)));
        }
    }

    /// Drops the oldest finished offers beyond those that are remembered.
    fn forget(&mut self) {
        let wrap_up = self.settings.wrap_up;
        if self.fusion.unreachable.is_some() {
            // Should Fusion be reached at last, the calls of a day must not open all at once.
            self.engagements.retain(|offer| offer.over.is_none() || offer.new.asked().is_some());
        }
        keep_newest(&mut self.engagements, REMEMBERED_OFFERS, |offer| offer.is_finished(wrap_up));
    }
}
