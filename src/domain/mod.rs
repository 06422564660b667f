//! Every decision: what one event does to the Model, and which commands follow.
//!
//! PURE: no web types, no clock, no randomness, no logging.
//!
//! Start at [`update()`] in `model`. A part of the Model knows nothing of the others; the modules of `model` bring them
//! together.
//!
//! | about | modules |
//! |---|---|
//! | Connect | `snapshot` is what it says at a refresh, `connect_messages` what it is asked, why it refuses and what else it tells, audio included, `link` the line to it and the session's end; `model::snapshot` says what a refresh changes, and how a call ends |
//! | a call | `call` is one contact and what can be wanted of it, `call_requests` what is asked of Connect for it, `memory` what survives a reload, a call before it has a contact included; `model::call` |
//! | the agent | the state in `snapshot`, the rest in `link` and `connect_messages`; `model::agent` |
//! | Fusion | `fusion` is the link, `fusion_messages` what is said over it and how a request stands, `engagement` one offer and what the lookup found, `settings` what Fusion is given; `model::fusion` |
//! | requests | `pending` is one to Connect |
#![doc = include_str!("tables.md")]

mod call;
mod call_requests;
mod connect_messages;
mod engagement;
mod fusion;
mod fusion_messages;
mod ids;
mod link;
mod memory;
mod messages;
mod model;
mod pending;
mod pii;
mod settings;
mod snapshot;

pub use call::{
    Alarm, Attempt, AudioPlace, Call, CallWish, Freshness, GoneParty, OfferOutcome, Preview,
    Subject,
};
pub use connect_messages::{
    Audio, COMMAND_TIMEOUT, Callee, ConnectRequest, Device, DeviceKind, Devices, Directory,
    EndpointKind, Enhancement, EnhancementWish, Failure, LinkFact, Listing, Microphone, Network,
    PreviewRules, QuickConnect, Refusal, SessionNews, SoftphoneFault, VoiceEnhancement,
};
pub use engagement::{ContactMatch, Ending, Engagement, Repeat};
pub use fusion::{FusionLink, ToldAgent, UnansweredCall};
pub use fusion_messages::{
    AgentReport, AgentVerb, Answer, Asked, CloseReason, Fallback, Feature, FrameSize,
    FusionPresence, FusionRequest, InteractionVerb, Listener, RefusedMessage, Reply, RequestState,
    Transport,
};
pub use ids::{
    CommandId, ConnectionId, ContactId, DeviceId, EndpointArn, EventId, Millis, StateArn, Ticket,
    Uuid, UuidSource,
};
pub use link::{ConnectLink, Inactivity, LinkState, SessionEnd, Socket, Stay, Warning};
pub use memory::{Dial, DialOrigin, DialStage, DialTarget, Memory, RecentCall, RecentOutcome};
pub use messages::{
    Announcement, Command, Event, Intent, Note, Offered, RingingCall, Target, Trouble,
};
pub use model::{
    Model, Notice, NoticeKind, REMEMBERED_OFFERS, SigningOut, StateChange, WaitingCommand, update,
};
pub use pending::{Acknowledgement, Pending};
pub use pii::{
    DialNumber, DialText, Digits, NumberFault, PersonName, Phone, Spelled, TokenValue, Tokens,
    WithoutPlus,
};
pub use settings::{AniFormat, BYPASS, Route, Settings, ShownAttribute, Source, TokenMap, WrapUp};
pub use snapshot::{
    AgentError, AgentFacts, AgentState, AgentStateKind, Channel, ContactFacts, ContactState, Leg,
    LegState, NoNumberReason, PREVIEW, Party, Role, SUBTYPE, Seen, SelectableState, Snapshot,
    StateLabel,
};
