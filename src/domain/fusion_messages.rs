//! What is asked of Fusion, what became of each request, and what Fusion asks for (`fusion.md` D).

use serde::{Deserialize, Serialize};

use super::connect_messages::Refusal;
use super::ids::{EventId, Millis, Uuid};
use super::pii::Tokens;
use super::snapshot::StateLabel;

/// How the page can reach Fusion, as found at start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FusionPresence {
    /// The page is alone at top level, or was not opened by Fusion.
    #[default]
    Absent,
    /// Framed by an origin that `fusion.origins` does not list.
    OriginRefused(String),
    /// Framed by Fusion.
    Framed,
    /// Switched off by `fusion.transport: none`.
    Off,
}

/// How the toolbar speaks with Fusion (`design.md` 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transport {
    /// postMessage in the protocol of Oracle's media-toolbar library.
    Mca,
    /// Oracle's UI Events Framework.
    Uef,
}

/// Why another transport is used than the one that would have been preferred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fallback {
    /// The preferred one cannot be used; the text is technical.
    Failed(String),
    /// A call is under way that was begun so.
    Former,
}

/// A request to Fusion (`fusion.md` D.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum FusionRequest {
    /// `agentStateEvent`.
    AgentState(AgentReport),
    /// `closeCommEvent`.
    Close {
        /// The call.
        event_id: EventId,
        /// The application classification of the call.
        classification: String,
        /// The tokens of the call.
        in_data: Tokens,
        /// Why it ended.
        reason: CloseReason,
    },
    /// `getConfiguration`.
    Configuration,
    /// `outboundCommError`.
    DialError {
        /// Fusion's id of the call that it asked for.
        event_id: EventId,
        /// Why there is none.
        refusal: Refusal,
    },
    /// `disableFeature`.
    Disable(Feature),
    /// `focusCommEvent`, or by UEF the tab of the call, and its contact where the tab was closed.
    Focus {
        /// The call.
        event_id: EventId,
        /// The tokens of the call, by which its contact is opened.
        in_data: Tokens,
    },
    /// A listener's registration; Fusion does not answer it.
    Listen(Listener),
    /// `newCommEvent`.
    New {
        /// The call.
        event_id: EventId,
        /// The application classification of the call.
        classification: String,
        /// The tokens of the call.
        in_data: Tokens,
        /// What Fusion looks the caller up in; its own choice if absent.
        lookup: Option<String>,
    },
    /// `readyForOperation`.
    Ready,
    /// `setToolbarDimensions`.
    Resize(FrameSize),
    /// `startCommEvent`.
    Start {
        /// The call.
        event_id: EventId,
        /// The application classification of the call.
        classification: String,
        /// The tokens of the call.
        in_data: Tokens,
    },
    /// Fields of the wrap-up, written and saved through its context; only UEF has one (`fusion.md` C.5).
    WriteWrapUp {
        /// The call.
        event_id: EventId,
        /// The fields by name, such as `WrapUp.ResolutionCd`.
        fields: Tokens,
    },
}

/// What Fusion is told of the agent (`fusion.md` E.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentReport {
    /// Whether Fusion's phone icon shows as available.
    pub available: bool,
    /// False only when signed out or without a link to Connect.
    pub logged_in: bool,
    /// The state to name.
    pub label: StateLabel,
}

/// The size of the frame that Fusion shows the toolbar in, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameSize {
    /// From side to side.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// What Fusion can tell the toolbar once it listens; some only for one application classification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listener {
    /// `onToolbarAgentCommand`.
    AgentCommands,
    /// `onDataUpdated` for calls of this classification.
    DataUpdated(String),
    /// `onToolbarInteractionCommand`.
    InteractionCommands,
    /// `onOutgoingEvent` of this classification.
    Outgoing(String),
}

/// A feature of the toolbar that Fusion takes for granted until it is disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Feature {
    /// `OUTBOUND_CALL`.
    OutboundCall,
}

/// The reasons of `closeCommEvent` (`fusion.md` E.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CloseReason {
    /// The customer left before the agent accepted.
    Abandoned,
    /// The agent ended an outbound call before it was answered.
    Canceled,
    /// Over; the wrap-up page closes.
    EndCommunication,
    /// It did not come about for another reason.
    Missed,
    /// The agent declined.
    Reject,
    /// Over; the wrap-up page opens.
    WrapUp,
}

/// Fusion's answer to one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The request.
    pub uuid: Uuid,
    /// Success, or Fusion's error text.
    pub outcome: Result<(), String>,
    /// The id that Fusion names the call by, when it tells one.
    pub event_id: Option<EventId>,
    /// The tokens that Fusion gave.
    pub out_data: Tokens,
}

/// An interaction command of Fusion (`fusion.md` D.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InteractionVerb {
    /// `accept`.
    Accept,
    /// `disconnect`.
    Disconnect,
    /// `hold`.
    Hold,
    /// `mute`.
    Mute,
    /// `reject`.
    Reject,
    /// `setActive`.
    SetActive,
    /// `NOTIFICATION_TIMER_EXP`: Fusion's own ring timer ran out.
    TimerExpired,
    /// `unhold`.
    Unhold,
    /// `unmute`.
    Unmute,
    /// A command that is not supported.
    Unknown(String),
}

/// An agent command of Fusion (`fusion.md` D.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentVerb {
    /// `getActiveEngagements`.
    ActiveEngagements,
    /// `getActiveInteractionCommands`.
    ActiveInteractionCommands,
    /// `getCurrentAgentState`.
    CurrentState,
    /// `makeAvailable`.
    MakeAvailable,
    /// `makeUnavailable`.
    MakeUnavailable,
    /// A command that is not supported.
    Unknown(String),
}

/// Why a message from another window was not used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefusedMessage {
    /// From the right window and origin, but not readable; tells what was wrong.
    Garbled(String),
    /// From an origin that is not the parent's.
    WrongOrigin(String),
    /// From the right origin but another window.
    WrongWindow,
}

/// A successful reply to a command of Fusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Reply {
    /// The agent's state.
    AgentState(AgentReport),
    /// The names of the interaction commands that work.
    Commands(Vec<&'static str>),
    /// Done.
    Done,
    /// The calls that Fusion should show.
    Engagements(Vec<EventId>),
}

/// The interaction commands that work, as Fusion spells them (`fusion.md` D.5).
pub(super) const SUPPORTED_COMMANDS: [&str; 8] =
    ["accept", "reject", "disconnect", "setActive", "hold", "unhold", "mute", "unmute"];

/// How long Fusion may take to answer; the field used the same (`fusion.md` F.4).
pub(super) const ANSWER_TIMEOUT: Millis = Millis::seconds(6);

/// A request to Fusion, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestState {
    /// In flight.
    Asked(Asked),
    /// Answered with success.
    Done(Asked),
    /// Not asked.
    #[default]
    Idle,
    /// Answered with an error.
    Refused(Asked),
    /// Not answered in time; a late answer is still taken.
    Silent(Asked),
}

/// What was asked, with what is needed to know its answer, also after a reload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The correlation id.
    pub uuid: Uuid,
    /// The call's id at that time.
    pub event_id: EventId,
    /// When.
    pub at: Millis,
}

impl RequestState {
    /// What was asked, if anything was.
    pub fn asked(&self) -> Option<&Asked> {
        match self {
            Self::Asked(asked) | Self::Done(asked) | Self::Refused(asked) | Self::Silent(asked) => {
                Some(asked)
            }
            Self::Idle => None,
        }
    }

    /// Whether it is in flight.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self, Self::Asked(_))
    }

    /// Whether it was never asked.
    pub fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }

    /// Whether it was refused, or not answered.
    pub(super) fn is_failed(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Silent(_))
    }

    /// Whether it was answered with success.
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }

    /// Takes an answer; a second one changes nothing.
    pub fn settle(&mut self, success: bool) {
        *self = match core::mem::take(self) {
            Self::Asked(asked) | Self::Silent(asked) if success => Self::Done(asked),
            Self::Asked(asked) | Self::Silent(asked) => Self::Refused(asked),
            settled @ (Self::Done(_) | Self::Idle | Self::Refused(_)) => settled,
        };
    }

    /// When waiting for its answer ends.
    pub(super) fn deadline(&self) -> Option<Millis> {
        match self {
            Self::Asked(asked) => Some(asked.at + ANSWER_TIMEOUT),
            Self::Done(_) | Self::Idle | Self::Refused(_) | Self::Silent(_) => None,
        }
    }

    /// Gives up waiting when the time is over; gives the id of what was not answered then.
    pub(super) fn expire(&mut self, now: Millis) -> Option<Uuid> {
        let Self::Asked(asked) = self else { return None };
        if now < asked.at + ANSWER_TIMEOUT {
            return None;
        }
        let asked = asked.clone();
        let uuid = asked.uuid.clone();
        *self = Self::Silent(asked);
        Some(uuid)
    }

    /// Whether it was asked under this id.
    pub(super) fn is_uuid(&self, uuid: &Uuid) -> bool {
        self.asked().is_some_and(|asked| asked.uuid == *uuid)
    }
}
