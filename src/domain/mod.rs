//! Every decision: what one event does to the Model, and which commands follow.
//!
//! PURE: no web types, no clock, no randomness, no logging.
//!
//! Start at [`update()`]. A part of the Model knows nothing of the others; the modules of `model` bring them together.
//!
//! | about | modules |
//! |---|---|
//! | Connect's word | `snapshot`, `connect_messages`, `link`; `model::snapshot` says what a refresh changes, and how a call ends |
//! | a call | `call` is one contact and what can be wanted of it, `call_requests` what is asked of Connect for it, `dial` a call before it has a contact; `model::call`, `model::dial` |
//! | the agent | `agent_state`, `audio`, `lists`, `inactivity`; `model::agent` |
//! | Fusion | `fusion` is the link, `fusion_messages` what is said over it, `engagement` one offer and what the lookup found, `settings` what Fusion is given; `model::fusion` |
//! | requests | `pending` is one to Connect, `request_state` one to Fusion, `refusal` why one fails |
#![doc = include_str!("tables.md")]

mod agent_state;
mod announcement;
mod audio;
mod call;
mod call_requests;
mod command;
mod connect_messages;
mod dial;
mod engagement;
mod event;
mod fusion;
mod fusion_messages;
mod ids;
mod inactivity;
mod link;
mod lists;
mod memory;
mod model;
mod pending;
mod pii;
mod refusal;
mod request_state;
mod settings;
mod snapshot;
mod time;

pub use agent_state::{AgentError, AgentReport, StateChange, StateLabel};
pub use announcement::{Announcement, Offered, RingingCall};
pub use audio::{Audio, Enhancement, EnhancementWish, Microphone, SoftphoneFault};
pub use call::{Alarm, Attempt, AudioPlace, Call, GoneParty, Outcome, Preview, Reading};
pub use call::{CallWish, Subject};
pub use command::{Command, Note};
pub use connect_messages::{
    Callee, ConnectRequest, LinkFact, Network, PreviewRules, SessionNews, VoiceEnhancement,
};
pub use dial::{Dial, DialOrigin, DialStage, DialTarget};
pub use engagement::ContactMatch;
pub use engagement::{Ask, Ending, Engagement, Repeat};
pub use event::{Event, Intent, Target};
pub use fusion::{FusionLink, ToldAgent, UnansweredCall};
pub use fusion_messages::{
    AgentVerb, Answer, CloseReason, Fallback, Feature, FrameSize, FusionPresence, FusionRequest,
    InteractionVerb, Listener, RefusedMessage, Reply, SUPPORTED_COMMANDS, Transport,
};
pub use ids::{
    CommandId, ConnectionId, ContactId, DeviceId, EndpointArn, EventId, StateArn, Ticket, Uuid,
    UuidSource,
};
pub use inactivity::{Inactivity, Stay, Warning};
pub use link::{ConnectLink, LinkState, Socket};
pub use lists::{Device, DeviceKind, Devices, Directory, EndpointKind, Listing, QuickConnect};
pub use memory::Memory;
pub use memory::{RecentCall, RecentOutcome};
pub use model::{Model, Notice, NoticeKind, REMEMBERED_OFFERS, SigningOut, WaitingCommand, update};
pub use pending::{Acknowledgement, Pending};
pub use pii::{
    DialNumber, DialText, Digits, NumberFault, PersonName, Phone, Spelled, TokenValue, Tokens,
    WithoutPlus,
};
pub use refusal::{COMMAND_TIMEOUT, Failure, Refusal};
pub use request_state::{ANSWER_TIMEOUT, Asked, RequestState};
pub use settings::{AniFormat, BYPASS, Route, Settings, ShownAttribute, Source, TokenMap, WrapUp};
pub use snapshot::{
    AgentFacts, AgentState, AgentStateKind, Channel, ContactFacts, ContactState, Leg, LegState,
    NoNumberReason, PREVIEW, Party, Role, SUBTYPE, Seen, SelectableState, Snapshot,
};
pub use time::Millis;
