//! Plays the part of the windows between the toolbar and Fusion, over either transport: what the core asks for
//! is written, and what Fusion posts is read, by the toolbar's own codecs.

use super::{Desk, Parcel, TOOLBAR, spoken};
use crate::english;
use fusion_connect_toolbar::config::TransportChoice;
use fusion_connect_toolbar::domain::{
    Event, FusionRequest, Refusal, RefusedMessage, Reply, Ticket, Uuid,
};
use fusion_connect_toolbar::fusion::mca::{Encoder, decode, encode};
use fusion_connect_toolbar::fusion::message::{FusionMessage, Original};
use fusion_connect_toolbar::fusion::uef;
use fusion_connect_toolbar::{domain, i18n};
use serde_json::{Map, Value, json};

/// One page's line to Fusion.
pub(super) struct Bridge {
    uef: bool,
    commands: Vec<(Ticket, Command)>,
    last: Ticket,
    /// Over UEF a promise of this page waits for the answer; one of an earlier page is never kept.
    promised: Vec<String>,
}

/// A command of Fusion that waits for its reply.
enum Command {
    Mca(Original),
    Uef(Value),
}

impl Bridge {
    pub(super) fn new(transport: TransportChoice) -> Self {
        let uef = spoken(transport) == domain::Transport::Uef;
        Self { uef, commands: Vec::new(), last: Ticket::default(), promised: Vec::new() }
    }

    pub(super) fn transport(&self) -> domain::Transport {
        if self.uef { domain::Transport::Uef } else { domain::Transport::Mca }
    }

    fn enter(&mut self, command: Command) -> Ticket {
        self.last = Ticket(self.last.0 + 1);
        self.commands.push((self.last, command));
        self.last
    }
}

fn speak<T>(work: impl FnOnce(&Encoder<'_>) -> T) -> T {
    work(&Encoder {
        toolbar_name: TOOLBAR,
        words: &|label| i18n::state_words(english(), label),
        refusal_words: &|refusal| i18n::words::refusal_words(english(), refusal),
    })
}

impl Desk {
    /// Oracle's loader says hello before anything else.
    pub(super) fn bridge_opens(&mut self) {
        if self.bridge.uef {
            self.post(json!({ "method": "FETCH_BUILD_INFO", "uuid": "handshake" }));
        }
    }

    fn post(&mut self, message: Value) {
        self.parcels.push_back(Parcel::ToFusion(message));
    }

    /// The core asks something of Fusion.
    pub(super) fn ask_fusion(&mut self, uuid: &Uuid, request: &FusionRequest) {
        if self.bridge.uef {
            return self.ask_uef(uuid, request);
        }
        let text = speak(|encoder| encoder.request(uuid, request));
        let text = text.expect("a request that this protocol has");
        self.post(serde_json::from_str(&text).expect("JSON of the toolbar"));
    }

    fn ask_uef(&mut self, uuid: &Uuid, request: &FusionRequest) {
        let (method, data) = if let FusionRequest::Focus { event_id, .. } = request {
            ("uef.focusTab", json!({ "eventId": event_id.as_str() }))
        } else if let FusionRequest::WriteWrapUp { event_id, fields } = request {
            let fields: Map<String, Value> = fields
                .iter()
                .filter_map(|(name, _)| Some((name.to_owned(), fields.text(name)?.into())))
                .collect();
            ("uef.setFields", json!({ "eventId": event_id.as_str(), "fields": fields }))
        } else {
            let content = speak(|encoder| encoder.content(request));
            let (method, data) = content.expect("a request that UEF has");
            (method, by_setters(method, &data))
        };
        self.bridge.promised.push(uuid.as_str().to_owned());
        self.post(json!({
            "method": method, "version": "uef-v1", "data": data, "uuid": uuid.as_str(),
            "toolbarName": TOOLBAR,
        }));
    }

    /// The core answers a command of Fusion.
    pub(super) fn reply_to_fusion(&mut self, ticket: Ticket, reply: &Result<Reply, Refusal>) {
        let waits = self.bridge.commands.iter().position(|(known, _)| *known == ticket);
        let Some(place) = waits else { return };
        let message = match self.bridge.commands.remove(place).1 {
            Command::Mca(original) => {
                let text = speak(|encoder| encoder.reply(&original, reply));
                serde_json::from_str(&text).expect("JSON of the toolbar")
            }
            Command::Uef(command) => uef_reply(command, reply),
        };
        self.post(message);
    }

    /// Fusion posts a message.
    pub(super) fn hear_fusion(&mut self, posted: &Value) {
        let event = if self.bridge.uef { self.read_uef(posted) } else { self.read_mca(posted) };
        if let Some(event) = event {
            self.event(event);
        }
    }

    fn read_mca(&mut self, posted: &Value) -> Option<Event> {
        match decode(&posted.to_string(), TOOLBAR) {
            Ok(message) => message.event(|original| self.bridge.enter(Command::Mca(original))),
            Err(fault) => {
                let why = RefusedMessage::Garbled(fault.to_string());
                Some(Event::MessageRefused { why, count: 1 })
            }
        }
    }

    fn read_uef(&mut self, posted: &Value) -> Option<Event> {
        let method = posted["method"].as_str().unwrap_or_default();
        let waits = |known: &String| posted["uuid"] == known.as_str();
        if let Some(place) = self.bridge.promised.iter().position(waits) {
            let uuid = Uuid::new(self.bridge.promised.remove(place));
            let refused = posted["error"].as_str().filter(|_| posted["result"] != "success");
            return Some(Event::FusionAnswered(match refused {
                Some(error) => uef::codec::failed(&uuid, error.to_owned()),
                None => uef::codec::answer(&uuid, &parts(posted)),
            }));
        }
        match uef::codec::event(method, &parts(posted)) {
            Ok(FusionMessage::Answer(_)) | Err(_) => None,
            Ok(message) => message.event(|_| self.bridge.enter(Command::Uef(posted.clone()))),
        }
    }
}

/// What the framework is told by setters and gives to Fusion as the data of the same method (`fusion.md` C.2).
fn by_setters(method: &'static str, data: &Value) -> Value {
    let operation = uef::codec::operation(method, data);
    let mut told = json!({ "channel": "PHONE", "channelType": "ORA_SVC_PHONE" });
    for (setter, value) in operation.setters {
        let mut letters = setter.trim_start_matches("set").chars();
        let first = letters.next().map(|letter| letter.to_ascii_lowercase());
        let member: String = first.into_iter().chain(letters).collect();
        let (member, value) = match (method, member.as_str()) {
            ("agentStateEvent", "state") => ("stateCd".to_owned(), value),
            ("agentStateEvent", "reason") => ("reasonCd".to_owned(), value),
            (_, "features") => (member, value[0].clone()),
            _ => (member, value),
        };
        told[member] = value;
    }
    if let Some(in_data) = operation.in_data {
        told["inData"] = Value::Object(in_data);
        if method == "newCommEvent" {
            told["inData"]["mcaOrigEventSource"] = "toolbar".into();
        }
    }
    told
}

/// An answer or an event as objects with getters tell it.
fn parts(posted: &Value) -> String {
    json!({
        "data": posted, "outData": posted["outData"], "eventId": posted["eventId"],
        "command": posted["command"],
    })
    .to_string()
}

/// The reply that the promise of a command comes to.
fn uef_reply(mut command: Value, reply: &Result<Reply, Refusal>) -> Value {
    let is_agent = command["method"] == "onToolbarAgentCommand";
    let (result, why, out_data) = match reply {
        Ok(reply) => ("success", Value::Null, speak(|encoder| encoder.out_data(reply))),
        Err(refusal) => (encode::FAILURE, encode::refusal_text(refusal).into(), json!({})),
    };
    command["method"] =
        if is_agent { "tbAgentCommandResponse" } else { "tbInteractionCommandResponse" }.into();
    command["result"] = result.into();
    command["resultDisplayString"] = why;
    command["outData"] = out_data;
    command["toolbarName"] = TOOLBAR.into();
    command
}
