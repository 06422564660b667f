//! The state of the whole core, and its one entry: an event is applied by its part of the Model, then everything is
//! reconciled. Deadlines are data: each pass compares them with `now`, and a timer only wakes the core. The parts know nothing
//! of the Model; what concerns several of them is in the modules below.

mod agent;
mod announce;
mod call;
mod fusion;
mod snapshot;

use crate::domain::call::{Alarm, Call, CallWish};
use crate::domain::connect_messages::{Audio, Directory, Failure, LinkFact, Refusal};
use crate::domain::engagement::Engagement;
use crate::domain::fusion::FusionLink;
use crate::domain::fusion_messages::{ANSWER_TIMEOUT, Answer, FusionPresence, InteractionVerb};
use crate::domain::ids::{CommandId, ContactId, EventId, Millis, Ticket, UuidSource};
use crate::domain::link::{ConnectLink, Inactivity, LinkState, SessionEnd};
use crate::domain::memory::{Dial, DialOrigin, Memory, RecentCall};
use crate::domain::messages::{Announcement, Command, Event, Intent, Note};
use crate::domain::pending::Pending;
use crate::domain::pii::{PersonName, Phone};
use crate::domain::settings::Settings;
use crate::domain::snapshot::{AgentFacts, SelectableState};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A sign-out under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SigningOut {
    /// The agent is being taken offline first.
    Offline(Pending<()>),
    /// Amazon was told at this time.
    Leaving(Millis),
}

/// A state that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChange {
    /// The state.
    pub state: SelectableState,
    /// Whether it comes after the contact.
    pub enqueue: bool,
}

/// How long a notice stays.
const NOTICE_SPAN: Millis = Millis::seconds(30);
/// How many finished offers are remembered.
pub const REMEMBERED_OFFERS: usize = 50;

/// The state of the whole core; [`Model::new`] starts one, for the default has a seed of zero.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Model {
    /// The configuration.
    pub settings: Arc<Settings>,
    /// The link to the CCP.
    pub link: ConnectLink,
    /// The agent as Connect last said; `None` before the first snapshot.
    pub agent: Option<AgentFacts>,
    /// A change of the agent's state that is under way.
    pub change: Option<Pending<StateChange>>,
    /// Why the last change of the agent's state did not come about.
    pub change_refusal: Option<Refusal>,
    /// What is known of the end of a session in which the agent does nothing.
    pub inactivity: Inactivity,
    /// A sign-out under way.
    pub signing_out: Option<SigningOut>,
    /// The call that is being dialled and has no contact yet.
    pub dial: Option<Dial>,
    /// Why the last call was not dialled.
    pub dial_refusal: Option<Refusal>,
    /// Whom a call can be transferred to.
    pub directory: Directory,
    /// A number to add to a call, which is being read.
    pub reading: Option<(CommandId, ContactId)>,
    /// Whether the softphone's microphone is off, as it last said.
    pub muted: bool,
    /// The agent's audio.
    pub audio: Audio,
    /// The call that was brought to the front last.
    pub front: Option<ContactId>,
    /// Whether Amazon's own panel is shown.
    pub panel: bool,
    /// The calls of this session, newest first.
    pub recent: Vec<RecentCall>,
    /// Every contact of the last snapshot.
    #[serde(with = "super::pii::sorted")]
    pub calls: LiteMap<ContactId, Call>,
    /// The offers, oldest first, the last finished ones included.
    pub engagements: Vec<Arc<Engagement>>,
    /// The link to Fusion.
    pub fusion: FusionLink,
    /// Whether another window runs the phone now.
    pub stood_down: bool,
    /// Commands of Fusion that wait for their call to be known.
    pub waiting: Vec<WaitingCommand>,
    /// Things that happened and have no card any more.
    pub notices: Vec<Notice>,
    /// What the agent was told where they look, and what is not over.
    pub announced: Vec<Announcement>,
    /// How the last session ended, unless the agent wished so; until another one begins.
    pub session_end: Option<SessionEnd>,
    /// Messages that were refused since the start.
    pub refused_messages: u32,
    /// The last thing that could not be decoded.
    pub fault: Option<String>,
    /// How many entries without an id the last list of contacts had that are none of the calls.
    pub strays: usize,
    /// Whether the last refresh could not be decoded at all.
    pub garbled: bool,
    /// What was last given to `Command::Remember`.
    pub remembered: Arc<Memory>,
    pub(super) uuids: UuidSource,
    next_number: u64,
}

/// A command of Fusion for an id that no call has yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingCommand {
    /// How to answer it.
    pub ticket: Ticket,
    /// The id.
    pub event_id: EventId,
    /// What to do.
    pub verb: InteractionVerb,
    /// Since when it waits.
    pub at: Millis,
}

/// Something that happened and has no card any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// For `Intent::Dismiss`.
    pub id: u64,
    /// What.
    pub kind: NoticeKind,
    /// When.
    pub at: Millis,
    /// The customer's number.
    pub number: Option<Phone>,
    /// The customer's name.
    pub name: Option<PersonName>,
}

/// What a notice says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoticeKind {
    /// The caller hung up before anybody answered.
    CallerGaveUp,
    /// The call was declined.
    Declined,
    /// The call is over, and Fusion did not take its end.
    LeftInFusion,
    /// The agent did not answer in time.
    Missed,
    /// A contact is gone of which nothing could ever be read.
    Unread,
    /// A chat, task or e-mail is gone that nobody had accepted.
    Withdrawn,
}

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
    /// Starts empty; `seed` must be fresh random bits.
    pub fn new(settings: Arc<Settings>, seed: [u64; 2]) -> Self {
        Self { settings, uuids: UuidSource::new(seed), ..Self::default() }
    }

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
            Event::FusionReady { transport, fallback } => self.fusion_opened(transport, fallback),
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
        self.expire_fusion(now, out);
    }

    /// The newest offer that Fusion may call by `id`.
    pub fn engagement(&self, id: &EventId) -> Option<&Engagement> {
        self.offers().rfind(|offer| offer.answers_to(id))
    }

    /// The offer of Fusion's that a call has now.
    pub fn offer_of(&self, call: &Call) -> Option<&Engagement> {
        self.engagement(call.offer.as_ref()?)
    }

    /// The name of the other side: the caller's that Fusion found, or the callee's.
    pub fn name_of(&self, call: &Call) -> Option<PersonName> {
        let found = self.offer_of(call).and_then(Engagement::caller_name);
        found.or_else(|| call.callee.clone())
    }

    /// The newest offer of a contact.
    pub(super) fn latest_offer(&self, contact: &ContactId) -> Option<&Engagement> {
        self.offers().rfind(|offer| offer.is_of(contact))
    }

    /// The newest offer of a contact, to be written to.
    pub(super) fn latest_offer_mut(&mut self, contact: &ContactId) -> Option<&mut Engagement> {
        self.offers_mut(|offer| offer.is_of(contact)).next_back()
    }

    /// All offers, oldest first.
    pub(super) fn offers(&self) -> impl DoubleEndedIterator<Item = &Engagement> {
        self.engagements.iter().map(AsRef::as_ref)
    }

    /// The offers that fit, oldest first, to be written to. The others go on to be shared with what is remembered, so
    /// that it costs nothing to see that they are as they were.
    pub(super) fn offers_mut(
        &mut self,
        mut fits: impl FnMut(&Engagement) -> bool,
    ) -> impl DoubleEndedIterator<Item = &mut Engagement> {
        self.engagements.iter_mut().filter(move |offer| fits(offer)).map(Arc::make_mut)
    }

    /// Whether calls are told to Fusion at all.
    pub(super) fn tells_fusion(&self) -> bool {
        self.fusion.presence == FusionPresence::Framed
    }

    pub(super) fn next_number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    /// Numbers from here on are higher than this one.
    pub(super) fn number_from(&mut self, used: u64) {
        self.next_number = self.next_number.max(used);
    }

    pub(super) fn next_command(&mut self) -> CommandId {
        CommandId(self.next_number())
    }
}
