//! What enters the core and what leaves it: facts and intents, decoded by the adapters; and commands, which the runtime
//! carries out in order.
//!
//! Among these is what the agent is told where they look, besides in the toolbar: as notifications of Fusion or of the
//! browser (`frontier.md` 10). One subject is one notification, and it goes when the subject is over.

use super::connect_messages::{
    ConnectRequest, Device, DeviceKind, Failure, LinkFact, Microphone, PreviewRules, QuickConnect,
    Refusal, SessionNews, SoftphoneFault, VoiceEnhancement,
};
use super::fusion_messages::{
    AgentVerb, Answer, Fallback, FrameSize, FusionPresence, FusionRequest, InteractionVerb,
    Listener, RefusedMessage, Reply, Transport,
};
use super::ids::{
    CommandId, ConnectionId, ContactId, DeviceId, EndpointArn, EventId, Millis, StateArn, Ticket,
    Uuid,
};
use super::link::Activity;
use super::memory::Memory;
use super::pii::{DialNumber, DialText, Digits, NumberFault, PersonName, Phone, Tokens};
use super::snapshot::{AgentError, Snapshot};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One input of [`update`](super::update()); the names are facts in the past tense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// The page started; `memory` is what an earlier page of this window left behind.
    Started {
        /// What was remembered, empty after a first start.
        memory: Memory,
        /// How Fusion can be reached.
        fusion: FusionPresence,
    },
    /// The Fusion adapter is ready to post.
    FusionReady {
        /// How it speaks with Fusion.
        transport: Transport,
        /// Why it is not the transport that would have been preferred.
        fallback: Option<Fallback>,
    },
    /// The transport that was asked for cannot be used; the text is technical.
    FusionUnreachable(String),
    /// Fusion's library refused a listener, so that nothing is heard of what it is for.
    ListenerRefused {
        /// The listener.
        listener: Listener,
        /// Fusion's words.
        fault: String,
    },
    /// The Connect adapter told how the link to the CCP stands.
    LinkChanged(LinkFact),
    /// Anything at all arrived from the CCP.
    CcpHeard,
    /// Connect sent the agent and every contact.
    SnapshotTaken(Snapshot),
    /// A refresh could not be decoded at all; nothing is known to be gone.
    SnapshotGarbled {
        /// The JSON path and what was expected there.
        fault: String,
    },
    /// Streams called one command's `success` or `failure`.
    CommandSettled {
        /// The command.
        id: CommandId,
        /// Success, or the reason in Connect's words.
        outcome: Result<(), Failure>,
    },
    /// The quick connects came, or did not.
    EndpointsListed {
        /// The command.
        id: CommandId,
        /// All of them, in the order of Connect, or why there are none.
        outcome: Result<Vec<QuickConnect>, Failure>,
    },
    /// The audio devices came, or did not.
    DevicesListed {
        /// The command.
        id: CommandId,
        /// All of them, or why there are none.
        outcome: Result<Vec<Device>, Failure>,
    },
    /// Amazon told of the preview of a campaign's call, or did not.
    PreviewTold {
        /// The command.
        id: CommandId,
        /// What the agent may do, `None` when the preview is over, or why nothing is told.
        outcome: Result<Option<PreviewRules>, Failure>,
    },
    /// Entries of a list could not be read; the others are told as if these were not there.
    EntriesLeftOut {
        /// The JSON paths and what was expected there.
        fault: String,
    },
    /// The softphone uses another device from now on.
    DeviceChanged {
        /// For what.
        kind: DeviceKind,
        /// Which.
        device: DeviceId,
    },
    /// Connect does something else to the agent's voice from now on.
    EnhancementChanged(VoiceEnhancement),
    /// Connect put somebody on hold, or back; the next snapshot has it too.
    HoldTold {
        /// Whose leg.
        leg: ConnectionId,
        /// On hold, or back.
        on: bool,
    },
    /// The softphone switched the microphone (`agent::mute_toggle`).
    MuteToggled {
        /// Whether it is mute now.
        muted: bool,
    },
    /// The softphone reported an error (`agent::softphone_error`).
    SoftphoneFailed(SoftphoneFault),
    /// What is known of the microphone before a call needs it.
    MicrophoneChanged(Microphone),
    /// Amazon's own panel was to be opened in a window.
    PanelAsked {
        /// Whether the browser blocked it.
        blocked: bool,
    },
    /// A text was read as a phone number, or could not be.
    NumberRead {
        /// The command.
        id: CommandId,
        /// The number, or why it is none.
        outcome: Result<DialNumber, NumberFault>,
    },
    /// Fusion asks for a call (`onOutgoingEvent`).
    DialAsked {
        /// Fusion's id of it; what the engagement will be called.
        event_id: EventId,
        /// What to dial, as the record holds it; may be empty.
        number: DialText,
        /// Every token of the message.
        tokens: Tokens,
    },
    /// Something of a call was saved in Fusion (`onDataUpdated`).
    DataUpdated {
        /// The call; `None` when Fusion does not tell.
        event_id: Option<EventId>,
        /// Fusion's `updateType`, whose values are unknown (`fusion.md` H.6): a code, or empty.
        update: String,
    },
    /// Fusion answered a request.
    FusionAnswered(Answer),
    /// Fusion sent an interaction command.
    InteractionCommanded {
        /// How to answer it.
        ticket: Ticket,
        /// Which call.
        event_id: EventId,
        /// What to do.
        verb: InteractionVerb,
    },
    /// Fusion sent an agent command.
    AgentCommanded {
        /// How to answer it.
        ticket: Ticket,
        /// What to do or tell.
        verb: AgentVerb,
    },
    /// Messages were refused or could not be read; they changed nothing.
    MessageRefused {
        /// Why the last of them was.
        why: RefusedMessage,
        /// How many.
        count: u32,
    },
    /// A sheet was opened in Fusion's frame, or none is open any more; the pointer is on no button.
    SheetsChanged {
        /// Whether one is open.
        open: bool,
        /// The frame as it is now.
        frame: FrameSize,
    },
    /// The pointer was moved in one of the toolbar's windows.
    ActivitySeen,
    /// A key, a button of the pointer or its wheel was used in one of the toolbar's windows.
    PressSeen,
    /// Amazon tells of the end of the session.
    SessionTold(SessionNews),
    /// The agent did something on the screen.
    Intended(Intent),
    /// The page was shown or hidden.
    VisibilityChanged {
        /// Whether any of it can be seen.
        visible: bool,
    },
    /// This computer's clock went on by so much more than the page's: it slept, or was set.
    ClockLeapt(Millis),
    /// Another window runs the phone from now on: nothing is asked of anybody after this.
    StoodDown,
    /// A deadline may have passed.
    Ticked,
}

/// What the agent asks for on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// Answer a ringing contact.
    Accept(ContactId),
    /// Bring a call to the front: it is resumed, and another one is put on hold.
    BringToFront(ContactId),
    /// Have Amazon make a campaign's call that the agent looks at.
    CallNow(ContactId),
    /// Give up a call that is being dialled.
    CancelDial,
    /// Take back the state queued for after the contact.
    CancelNextState,
    /// Use a device from now on.
    ChooseDevice(DeviceKind, DeviceId),
    /// Have something else done to the agent's voice.
    ChooseEnhancement(VoiceEnhancement),
    /// Go into a state, after the contact if there is one.
    ChooseState(StateArn),
    /// End after-call work, or put a missed or failed contact away.
    Clear(ContactId),
    /// Call somebody else; the customer is put on hold.
    Consult(ContactId, Target),
    /// Decline a ringing contact.
    Decline(ContactId),
    /// Call a number; without a country, one of ours is meant.
    Dial(DialText, Option<String>),
    /// Call a listed quick connect.
    DialQuickConnect(EndpointArn),
    /// Put a notice away.
    Dismiss(u64),
    /// Put the message about the softphone's error away.
    DismissAudioFault,
    /// Put the message about the blocked window of Amazon's panel away.
    DismissPanelBlocked,
    /// Put the message about an unasked open microphone away.
    DismissAlarm(ContactId),
    /// Put the message about minutes without news away.
    DismissGap,
    /// Take one party off the call.
    DropParty(ContactId, ConnectionId),
    /// End a call.
    End(ContactId),
    /// Let everybody talk with everybody.
    Join(ContactId),
    /// Leave the others alone on the line; this completes a transfer.
    Leave(ContactId),
    /// List the audio devices.
    LoadDevices,
    /// List the quick connects.
    LoadEndpoints,
    /// Mute one party.
    MuteParty(ContactId, ConnectionId),
    /// Open Amazon's own panel in a window (needs the click itself).
    OpenPanelWindow,
    /// Call a recent caller.
    Redial(u64),
    /// Start the CCP again though that ends audio.
    RestartConnect,
    /// Ask Fusion again after it did not answer.
    RetryFusion,
    /// Send a refused `startCommEvent` again.
    RetryScreenPop(ContactId),
    /// Send tones.
    SendDigits(ContactId, Digits),
    /// Put the customer on hold, or back.
    SetHold(ContactId, bool),
    /// Mute the agent, or not.
    SetMute(ContactId, bool),
    /// Show a call in Fusion that was opened there.
    ShowInFusion(ContactId),
    /// Show Amazon's own panel in this page, or hide it.
    ShowPanel(bool),
    /// Open Amazon's login window (needs the click itself).
    SignIn,
    /// Go offline and sign out of Connect.
    SignOut,
    /// Leave a campaign's call unmade.
    SkipPreview(ContactId),
    /// Stay signed in, when Amazon warns that the session ends.
    StaySignedIn,
    /// Talk with the one on hold; the other is put on hold.
    Swap(ContactId),
    /// Available ↔ not available.
    ToggleAvailability,
}

/// Whom to call besides the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// A number; without a country, one of ours is meant.
    Number(DialText, Option<String>),
    /// One of the listed endpoints.
    QuickConnect(EndpointArn),
}

impl Event {
    /// What the agent did, where no timer or page is the cause. The wish to stay is told by itself.
    pub(super) fn activity(&self) -> Option<Activity> {
        let is_press = matches!(self, Self::PressSeen | Self::DialAsked { .. })
            || matches!(self, Self::Intended(intent) if !matches!(intent, Intent::StaySignedIn))
            || matches!(self, Self::InteractionCommanded { verb, .. } if *verb != InteractionVerb::TimerExpired)
            || matches!(
                self,
                Self::AgentCommanded {
                    verb: AgentVerb::MakeAvailable | AgentVerb::MakeUnavailable,
                    ..
                }
            );
        let seen = matches!(self, Self::ActivitySeen).then_some(Activity::Seen);
        seen.or(is_press.then_some(Activity::Press))
    }
}

/// One request to the shell around the core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Tell the agent where they look.
    Announce(Announcement),
    /// Call Streams; `CommandSettled` with this id follows once, and once more if Streams answered
    /// only after the adapter had given up.
    Connect {
        /// The id that the reply carries.
        id: CommandId,
        /// What to call.
        request: ConnectRequest,
    },
    /// Post a request to Fusion; `FusionAnswered` with this uuid follows, or never.
    Fusion {
        /// The correlation id.
        uuid: Uuid,
        /// What to ask.
        request: FusionRequest,
    },
    /// Try again to find a way to speak with Fusion; `FusionReady` or `FusionUnreachable` follows.
    OpenFusion,
    /// Answer a command of Fusion; each ticket is answered exactly once.
    Reply {
        /// The command.
        ticket: Ticket,
        /// What to say.
        reply: Result<Reply, Refusal>,
    },
    /// Keep this for after a reload; comes before the request that it speaks of.
    Remember(Arc<Memory>),
    /// Open Amazon's login window, in the task of the click.
    OpenLogin,
    /// Open Amazon's own panel in a window, in the task of the click.
    OpenPanelWindow,
    /// Read a text as a phone number; `NumberRead` with this id follows once.
    ReadNumber {
        /// The id that the reply carries.
        id: CommandId,
        /// What to read.
        text: DialText,
        /// The country of a number without country code; the configured one if absent.
        country: Option<String>,
    },
    /// Remove the CCP frame and start Streams again.
    RestartConnect,
    /// Tell Amazon that the agent is at work.
    TellActivity,
    /// Sign out of Connect; `LinkFact::Terminated` follows.
    SignOut,
    /// Write a line into the trace.
    Trace(Note),
    /// Take back what was announced: it is over.
    Withdraw(Announcement),
}

/// A line for the trace: coded, without anything personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Note {
    /// An answer came for a request that is not known or no longer current.
    StaleAnswer(Uuid),
    /// A reply of Streams came for a command that is no longer current.
    StaleReply(CommandId),
    /// A message was refused.
    MessageRefused(RefusedMessage),
    /// Something of a call was saved in Fusion; the type of it.
    DataUpdated(String),
    /// Something of Connect's could not be decoded.
    Garbled(String),
    /// A request to Fusion was not answered in time.
    FusionSilent(Uuid),
    /// Fusion answered with an error.
    FusionRefused(Uuid),
}

/// One notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Announcement {
    /// The microphone cannot be used, though calls may come.
    Microphone(Microphone),
    /// Amazon says nothing, so that calls may ring unseen.
    NoNews(Trouble),
    /// Connect took the agent off the queue.
    OffQueue(AgentError),
    /// A call rings.
    Ring(RingingCall),
    /// Amazon ends the session at this time unless the agent does something.
    SessionEnds {
        /// When.
        at: Millis,
        /// Whether Amazon did not take the agent's wish to stay.
        refused: bool,
    },
    /// The session ended and the agent had not wished so.
    SignedOut {
        /// Whether it ended because the agent did nothing.
        idle: bool,
    },
}

/// Why there is no news of Amazon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Its panel is signed out without a word.
    Frozen,
    /// Nothing is heard of its panel.
    Silent,
    /// Its panel answers, without data.
    Stuck,
}

/// A call that rings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RingingCall {
    /// Its contact.
    pub contact: ContactId,
    /// Whether the customer asked to be called back.
    pub callback: bool,
    /// Whether it is a campaign's call, made once accepted.
    pub preview: bool,
    /// Whether the agent is on another call.
    pub on_call: bool,
    /// Whether it can be accepted here; otherwise on a phone.
    pub answerable: bool,
    /// Its queue.
    pub queue: Option<String>,
    /// The caller's name, where notifications may have it.
    pub name: Option<PersonName>,
    /// The caller's number, where notifications may have it.
    pub number: Option<Phone>,
}

/// What a notification offers to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offered {
    /// Accept the call.
    Accept,
    /// Decline it.
    Decline,
    /// Stay signed in.
    Stay,
}

impl Announcement {
    /// The ids of those that stand until they are taken back.
    pub const LASTING: [&str; 5] =
        ["microphone", "no-news", "off-queue", "session-ends", "signed-out"];

    /// The same for every notification of one subject.
    pub fn id(&self) -> String {
        let subject = match self {
            Self::Microphone(_) => "microphone",
            Self::NoNews(_) => "no-news",
            Self::OffQueue(_) => "off-queue",
            Self::Ring(call) => return format!("ring-{}", call.contact),
            Self::SessionEnds { .. } => "session-ends",
            Self::SignedOut { .. } => "signed-out",
        };
        subject.to_owned()
    }

    /// Whether `former` says all of it; a ring is told once, whatever becomes known of the caller, and so is an end that
    /// Amazon is asked once more to put off.
    pub(super) fn is_told_by(&self, former: &Self) -> bool {
        match (self, former) {
            (Self::Ring(_), _) => self.id() == former.id(),
            (Self::SessionEnds { at, refused: false }, Self::SessionEnds { at: told, .. }) => {
                at == told
            }
            _ => self == former,
        }
    }

    /// What it offers to do, and what is then asked for.
    pub fn offers(&self) -> Vec<(Offered, Intent)> {
        match self {
            Self::Ring(call) => {
                let accept = (Offered::Accept, Intent::Accept(call.contact.clone()));
                let decline = (Offered::Decline, Intent::Decline(call.contact.clone()));
                call.answerable.then_some(accept).into_iter().chain([decline]).collect()
            }
            Self::SessionEnds { .. } => vec![(Offered::Stay, Intent::StaySignedIn)],
            Self::Microphone(_) | Self::NoNews(_) | Self::OffQueue(_) | Self::SignedOut { .. } => {
                Vec::new()
            }
        }
    }
}
