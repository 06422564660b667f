//! The state of the whole core. Its parts know nothing of it; what concerns several of them is in the modules below.

mod agent;
mod announce;
mod call;
mod fusion;
mod snapshot;
mod update;

pub use update::update;

use crate::domain::call::Call;
use crate::domain::connect_messages::{Audio, Directory, Refusal};
use crate::domain::engagement::Engagement;
use crate::domain::fusion::FusionLink;
use crate::domain::fusion_messages::{FusionPresence, InteractionVerb};
use crate::domain::ids::{CommandId, ContactId, EventId, Millis, Ticket, UuidSource};
use crate::domain::link::{ConnectLink, Inactivity, SessionEnd};
use crate::domain::memory::{Dial, Memory, RecentCall};
use crate::domain::messages::Announcement;
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

impl Model {
    /// Starts empty; `seed` must be fresh random bits.
    pub fn new(settings: Arc<Settings>, seed: [u64; 2]) -> Self {
        Self { settings, uuids: UuidSource::new(seed), ..Self::default() }
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
