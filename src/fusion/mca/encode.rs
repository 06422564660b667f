//! Writes one message to Fusion (`fusion.md` D.2, D.4, D.5).
//!
//! PURE. Never invents a token: what a call is told with comes from the core.

use crate::domain::{
    AgentReport, CloseReason, EventId, Failure, Feature, FrameSize, FusionRequest, Listener,
    Refusal, Reply, StateLabel, TokenValue, Tokens, Uuid,
};
use crate::fusion::BridgeOptions;
use crate::fusion::message::Original;
use crate::json;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The version of Oracle's library whose messages these are.
const VERSION: &str = "1.3.0";
/// What the reply to a command says that was not carried out.
pub const FAILURE: &str = "failure";
/// What Fusion shows for a command whose toolbar went away before it could tell the outcome.
pub const GONE: &str = "the toolbar was closed or moved to another window";
/// The refusal of a command that has not what the protocol gives it.
pub const UNREAD: &str = "the command could not be read";
const CHANNEL: &str = "PHONE";
const CHANNEL_TYPE: &str = "ORA_SVC_PHONE";

/// Writes messages to Fusion; holds the words that they need from outside.
#[derive(Clone, Copy)]
pub struct Encoder<'a> {
    /// The toolbar's name in lower case; left out when empty.
    pub toolbar_name: &'a str,
    /// Puts an agent state into the agent's language.
    pub words: &'a dyn Fn(&StateLabel) -> String,
    /// Says in the agent's language why a call does not come about.
    pub refusal_words: &'a dyn Fn(&Refusal) -> String,
}

impl<'a> Encoder<'a> {
    /// Takes what it needs out of the options.
    pub fn of(options: &'a BridgeOptions) -> Self {
        Self {
            toolbar_name: &options.params.toolbar_name,
            words: &*options.words,
            refusal_words: &*options.refusal_words,
        }
    }

    /// Writes a request; `None` for one that this protocol does not have.
    pub fn request(&self, uuid: &Uuid, request: &FusionRequest) -> Option<String> {
        let (method, data) = self.content(request)?;
        let mut message = Map::new();
        message.insert("method".to_owned(), method.into());
        message.insert("version".to_owned(), VERSION.into());
        message.insert("data".to_owned(), data);
        message.insert("uuid".to_owned(), uuid.as_str().into());
        Some(self.signed(message))
    }

    /// The method of a request and its `data`; `None` for one that this protocol does not have.
    pub fn content(&self, request: &FusionRequest) -> Option<(&'static str, Value)> {
        let content = match request {
            FusionRequest::AgentState(report) => ("agentStateEvent", self.agent_state(report)),
            FusionRequest::Close { event_id, classification, in_data, reason } => {
                let mut data = call(event_id, classification, in_data);
                data.insert("reason".to_owned(), reason_code(*reason).into());
                ("closeCommEvent", data.into())
            }
            FusionRequest::Configuration => {
                ("getConfiguration", json::object(&mut [("configType", "TOOLBAR".into())]))
            }
            FusionRequest::DialError { event_id, refusal } => (
                "outboundCommError",
                on_phone(&mut [
                    ("commUuid", event_id.as_str().into()),
                    ("errorCode", dial_error_code(refusal).into()),
                    // Fusion shows it to the agent as it is (`fusion.md` C.2).
                    ("errorMsg", (self.refusal_words)(refusal).into()),
                ])
                .into(),
            ),
            FusionRequest::Disable(Feature::OutboundCall) => {
                ("disableFeature", json::object(&mut [("features", "OUTBOUND_CALL".into())]))
            }
            FusionRequest::Focus { event_id, .. } => (
                "focusCommEvent",
                on_phone(&mut [("eventId", event_id.as_str().into()), ("inData", json::empty())])
                    .into(),
            ),
            FusionRequest::Listen(Listener::AgentCommands) => {
                ("onToolbarAgentCommand", on_phone(&mut []).into())
            }
            FusionRequest::Listen(Listener::InteractionCommands) => {
                ("onToolbarInteractionCommand", json::empty())
            }
            FusionRequest::Listen(Listener::DataUpdated(classification)) => {
                ("onDataUpdated", routed(classification))
            }
            FusionRequest::Listen(Listener::Outgoing(classification)) => {
                ("onOutgoingEvent", routed(classification))
            }
            FusionRequest::New { event_id, classification, in_data, lookup } => {
                let mut in_data = in_data.clone();
                in_data.set_text("mcaOrigEventSource", "toolbar");
                let mut data = call(event_id, classification, &in_data);
                data.insert("lookupObject".to_owned(), lookup.as_deref().into());
                ("newCommEvent", data.into())
            }
            FusionRequest::Ready => {
                ("readyForOperation", json::object(&mut [("readiness", true.into())]))
            }
            // The size by number, as in Oracle's samples; only a floating toolbar is ever resized.
            FusionRequest::Resize(FrameSize { width, height }) => (
                "setToolbarDimensions",
                json::object(&mut [
                    ("barType", "FLOAT_VERTICAL".into()),
                    ("height", (*height).into()),
                    ("width", (*width).into()),
                ]),
            ),
            FusionRequest::Start { event_id, classification, in_data } => {
                ("startCommEvent", call(event_id, classification, in_data).into())
            }
            FusionRequest::WriteWrapUp { .. } => return None,
        };
        Some(content)
    }

    /// Writes the reply to a command.
    pub fn reply(&self, original: &Original, reply: &Result<Reply, Refusal>) -> String {
        match reply {
            Ok(reply) => self.answer(original, "success", Value::Null, self.out_data(reply)),
            Err(refusal) => self.refuse(original, &refusal_text(refusal)),
        }
    }

    /// Writes that a command was not carried out.
    pub fn refuse(&self, original: &Original, why: &str) -> String {
        self.answer(original, FAILURE, why.into(), json::empty())
    }

    fn answer(&self, original: &Original, result: &str, display: Value, out_data: Value) -> String {
        let mut message = original.members.clone();
        message.insert("result".to_owned(), result.into());
        message.insert("resultDisplayString".to_owned(), display);
        message.insert("outData".to_owned(), out_data);
        message.insert("method".to_owned(), original.reply_method.into());
        self.signed(message)
    }

    fn signed(&self, mut message: Map<String, Value>) -> String {
        if !self.toolbar_name.is_empty() {
            message.insert("toolbarName".to_owned(), self.toolbar_name.into());
        }
        json::text(&Value::Object(message))
    }

    /// `fusion.md` B.1: Oracle's samples call an available agent "Idle", and every event "1".
    fn agent_state(&self, report: &AgentReport) -> Value {
        let (shown, reason) = match state_code(report) {
            "AVAILABLE" => ("Idle".to_owned(), "Idle".to_owned()),
            "DISCONNECTED" => ((self.words)(&StateLabel::SignedOut), "Logged Out".to_owned()),
            _ => ((self.words)(&report.label), (self.words)(&report.label)),
        };
        on_phone(&mut [
            ("eventId", "1".into()),
            ("isAvailable", (report.available && report.logged_in).into()),
            ("isLoggedIn", report.logged_in.into()),
            ("stateCd", state_code(report).into()),
            ("stateDisplayString", shown.into()),
            ("reasonCd", Value::Null),
            ("reasonDisplayString", reason.into()),
            ("inData", json::object(&mut [("phoneLineId", "1".into())])),
        ])
        .into()
    }

    /// What the reply to a command tells.
    pub fn out_data(&self, reply: &Reply) -> Value {
        match reply {
            Reply::AgentState(report) => on_phone(&mut [
                ("isAvailable", (report.available && report.logged_in).into()),
                ("isLoggedIn", report.logged_in.into()),
                ("state", state_code(report).into()),
                ("stateDisplayString", (self.words)(&report.label).into()),
                ("reason", Value::Null),
                ("reasonDisplayString", Value::Null),
            ])
            .into(),
            Reply::Commands(names) => json::object(&mut [
                ("supportedCommands", names.iter().copied().collect()),
                ("supportedFeatures", Value::Array(Vec::new())),
            ]),
            Reply::Done => json::empty(),
            Reply::Engagements(events) => {
                let shown = |id: &EventId| json::object(&mut [("eventId", id.as_str().into())]);
                json::object(&mut [
                    ("activeCount", events.len().into()),
                    ("engagements", events.iter().map(shown).collect()),
                ])
            }
        }
    }
}

fn call(event_id: &EventId, classification: &str, in_data: &Tokens) -> Map<String, Value> {
    // One by one: collecting into the map would bring a sort of its own into the program.
    let mut pairs = Map::new();
    for (name, value) in in_data.iter() {
        pairs.insert(name.to_owned(), token(value));
    }
    on_phone(&mut [
        ("appClassification", classification.into()),
        ("eventId", event_id.as_str().into()),
        ("inData", Value::Object(pairs)),
    ])
}

/// The channel, and these members, whose values are taken out of the list.
fn on_phone(members: &mut [(&str, Value)]) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("channel".to_owned(), CHANNEL.into());
    data.insert("channelType".to_owned(), CHANNEL_TYPE.into());
    for (name, value) in members {
        data.insert((*name).to_owned(), value.take());
    }
    data
}

/// What a listener is registered with, where it is one for a classification.
fn routed(classification: &str) -> Value {
    on_phone(&mut [("appClassification", classification.into())]).into()
}

fn state_code(report: &AgentReport) -> &'static str {
    match (report.logged_in, report.available) {
        (false, _) => "DISCONNECTED",
        (true, false) => "UNAVAILABLE",
        (true, true) => "AVAILABLE",
    }
}

fn reason_code(reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::Abandoned => "ABANDONED",
        CloseReason::Canceled => "CANCELED",
        CloseReason::EndCommunication => "ENDCOMMUNICATION",
        CloseReason::Missed => "MISSED",
        CloseReason::Reject => "REJECT",
        CloseReason::WrapUp => "WRAPUP",
    }
}

/// `fusion.md` C.2 names one code; the others follow its form.
fn dial_error_code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::BadNumber | Refusal::CountryNotAllowed | Refusal::NeedsPlus(..) => {
            "INVALID_NUMBER"
        }
        Refusal::Busy | Refusal::DialPending | Refusal::OnContact => "BUSY",
        Refusal::GivenUp => "CANCELED",
        Refusal::NotAllowed => "NOT_ALLOWED",
        Refusal::NotSignedIn => "NOT_SIGNED_IN",
        Refusal::AlreadyAnswering
        | Refusal::AlreadyConnected
        | Refusal::AlreadyDeclining
        | Refusal::AnswerOnPhone
        | Refusal::CannotSkip
        | Refusal::Connect(_)
        | Refusal::Consulting
        | Refusal::ForcedMute
        | Refusal::NoLongerThere
        | Refusal::NoOutboundQueue
        | Refusal::NoSuchState
        | Refusal::NobodyThere
        | Refusal::NotConnected
        | Refusal::NotRinging
        | Refusal::PreviewUntold
        | Refusal::Superseded
        | Refusal::UnknownCall
        | Refusal::UnknownCommand(_) => "FAILED",
    }
}

/// A token as JSON.
pub fn token(value: &TokenValue) -> Value {
    match value {
        // It came out of a JSON document, so it reads back; were it damaged, it still goes as text.
        TokenValue::Json(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
        }
        TokenValue::Null => Value::Null,
        TokenValue::Text(text) => Value::String(text.clone()),
    }
}

/// What Fusion shows the agent when a command fails; its pages know no other language of ours.
pub fn refusal_text(refusal: &Refusal) -> Cow<'static, str> {
    match refusal {
        Refusal::AlreadyAnswering => "already answering".into(),
        Refusal::AlreadyConnected => "already connected".into(),
        Refusal::AlreadyDeclining => "already declining".into(),
        Refusal::Connect(Failure::Refused { kind }) => {
            format!("Amazon Connect refused: {kind}").into()
        }
        Refusal::Connect(Failure::Threw(_)) => "Amazon Connect could not be asked".into(),
        Refusal::Connect(Failure::TimedOut) => "Amazon Connect did not answer in time".into(),
        Refusal::AnswerOnPhone => "answer on the desk phone".into(),
        Refusal::BadNumber => "the number cannot be called".into(),
        Refusal::Busy => "there is a call already".into(),
        Refusal::CannotSkip => "this campaign's call cannot be skipped".into(),
        Refusal::Consulting => "somebody else is on the line".into(),
        Refusal::CountryNotAllowed => "calls to this country are not allowed".into(),
        Refusal::DialPending => "another number is being dialled".into(),
        Refusal::ForcedMute => "muted by a supervisor".into(),
        Refusal::GivenUp => "the agent gave the call up".into(),
        Refusal::NobodyThere => "nobody is there to do this with".into(),
        Refusal::NeedsPlus(national, international) => format!(
            "the number may be {} or {}: write it with a plus",
            national.as_str(),
            international.as_str()
        )
        .into(),
        Refusal::NotAllowed => "the agent may not make calls".into(),
        Refusal::NotConnected => "the call is not connected".into(),
        Refusal::OnContact => "there is a contact to end first".into(),
        Refusal::NoLongerThere => "the call is over".into(),
        Refusal::NoOutboundQueue => {
            "the agent's routing profile in Amazon Connect has no default outbound queue".into()
        }
        Refusal::NoSuchState => "Amazon Connect has no such agent state".into(),
        Refusal::NotRinging => "the call is not ringing".into(),
        Refusal::NotSignedIn => "not signed in to Amazon Connect".into(),
        Refusal::PreviewUntold => "the panel of Amazon Connect tells nothing of previews".into(),
        Refusal::Superseded => "another change is under way".into(),
        Refusal::UnknownCall => "unknown call".into(),
        Refusal::UnknownCommand(name) => format!("unknown command {name}").into(),
    }
}
