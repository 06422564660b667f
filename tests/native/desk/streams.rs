//! Plays the part of the Streams library and of the adapter around it: requests become messages to the CCP,
//! and the CCP's messages become events (`connect.md` B, D, E).

use super::{Desk, Direction, Parcel, at};
use fusion_connect_toolbar::connect::decode::{
    DEVICE_EVENTS, DEVICE_KEYS, ENDPOINT_KEYS, ENHANCEMENTS, FACTS, KEYS, SEGMENT_VALUE, VALUE,
    decode, decode_attributes, decode_devices, decode_endpoints, decode_segments, enhancement,
    network, refusal_kind, softphone_fault,
};
use fusion_connect_toolbar::domain::{
    COMMAND_TIMEOUT, Callee, CommandId, ConnectRequest, ConnectionId, ContactFacts, ContactId,
    DeviceId, Event, Failure, LinkFact, Millis, PreviewRules, Seen, SessionNews, Snapshot,
};
use sandbox::ccp::engine::{Effect, Engine, WAITS_FOR_SETUP};
use sandbox::control::Action;
use serde_json::{Map, Value, json};

/// The adapter gives a call of Streams up a little before the core does.
const PATIENCE: Millis = Millis(COMMAND_TIMEOUT.0 - 500);
/// From one sign of life to the next (`connect.md` B.1, `ccpSynTimeout`).
const SYN_EVERY: Millis = Millis::seconds(1);
/// Without an acknowledgement for so long the CCP did not load (`ccpLoadTimeout`).
const LOADS_WITHIN: Millis = Millis::seconds(5);
/// The adapter tells at most once a second that something came.
const HEARD_EVERY: Millis = Millis::seconds(1);

/// What is listened to on the second channel: namespace and key.
const TOPICS: [(&str, &str); 7] = [
    ("aws.connect.activity", "expiration-warning"),
    ("aws.connect.activity", "expiration-warning-cleared"),
    ("aws.connect.activity", "session-extension-error"),
    ("aws.connect.contact", "agent/networkConnectionStatusChanged"),
    ("aws.connect.voice", "voice/participantHold"),
    ("aws.connect.voice", "voice/participantResume"),
    ("aws.connect.voice", "voice/voiceEnhancementModeChanged"),
];
/// The number of the question how the network stands; no other has it.
const NETWORK: u64 = 2;

/// What a message on the second channel tells.
fn channel_news(message: &Value) -> Option<Event> {
    let data = &message["data"];
    Some(match message["topic"]["key"].as_str()? {
        "expiration-warning" => {
            Event::SessionTold(SessionNews::Ends(Millis(data["expiration"].as_u64()?)))
        }
        "expiration-warning-cleared" => Event::SessionTold(SessionNews::GoesOn),
        "session-extension-error" => Event::SessionTold(SessionNews::NotExtended),
        "voice/participantHold" | "voice/participantResume" => Event::HoldTold {
            leg: ConnectionId::new(data["participantId"].as_str()?),
            on: data["isOnHold"].as_bool()?,
        },
        "agent/networkConnectionStatusChanged" => network_news(data)?,
        "voice/voiceEnhancementModeChanged" => {
            Event::EnhancementChanged(enhancement(data["voiceEnhancementMode"].as_str()?)?)
        }
        key => panic!("nobody asked for {key}"),
    })
}

fn network_news(data: &Value) -> Option<Event> {
    Some(Event::LinkChanged(LinkFact::Network(network(data["status"].as_str()?)?)))
}

/// What the library knows.
#[derive(Default)]
pub(super) struct Streams {
    port: Option<String>,
    awaiting: bool,
    signed_out: bool,
    /// When the next sign of life is asked for, or a missing one is told.
    syn_at: Option<Millis>,
    acknowledged: bool,
    heard_at: Option<Millis>,
    /// The agent data as they came.
    data: Value,
    snapshot: Option<Snapshot>,
    /// The quick connects as Connect gave them, for it wants them back whole.
    endpoints: Vec<Value>,
    asked: Vec<Asked>,
    last: u64,
}

/// A request without an answer.
struct Asked {
    key: u64,
    id: CommandId,
    request: ConnectRequest,
    /// When the adapter gives up; `None` once it has.
    lapses: Option<Millis>,
    /// The pages of quick connects so far.
    pages: Vec<Value>,
}

impl Streams {
    pub(super) fn deadline(&self) -> Option<Millis> {
        self.asked.iter().filter_map(|asked| asked.lapses).chain(self.syn_at).min()
    }

    fn facts(&self, contact: &ContactId) -> Option<&ContactFacts> {
        self.snapshot.as_ref()?.contacts.iter().find_map(|seen| match seen {
            Seen::Contact(facts) if facts.id == *contact => Some(facts),
            _ => None,
        })
    }

    /// The contact as it came.
    fn raw(&self, contact: &ContactId) -> Option<&Value> {
        let contacts = self.data["snapshot"]["contacts"].as_array()?;
        contacts.iter().find(|raw| raw["contactId"] == contact.as_str())
    }

    fn own_leg(&self, contact: &ContactId) -> Option<String> {
        if let Some(facts) = self.facts(contact) {
            return facts.agent_leg.as_ref().map(|leg| leg.id.as_str().to_owned());
        }
        let legs = self.raw(contact)?["connections"].as_array()?;
        let own = legs.iter().find(|leg| leg["type"] == "agent")?;
        own["connectionId"].as_str().map(str::to_owned)
    }

    /// The leg that `toggleActiveConnections` names: the first on hold, else the first active one.
    fn toggled_leg(&self, contact: &ContactId) -> Option<Value> {
        let legs = self.raw(contact)?["connections"].as_array()?;
        let others = || legs.iter().filter(|leg| leg["type"] != "agent");
        let state = |wanted: &'static str| others().find(move |leg| leg["state"]["type"] == wanted);
        state("hold").or_else(|| state("connected")).map(|leg| leg["connectionId"].clone())
    }

    fn endpoint(&self, callee: &Callee) -> Result<Value, Failure> {
        match callee {
            Callee::Number(number) => Ok(
                json!({ "type": "phone_number", "phoneNumber": number.e164(), "endpointARN": null }),
            ),
            Callee::QuickConnect(arn) => self
                .endpoints
                .iter()
                .find(|known| known["endpointARN"] == arn.as_str())
                .cloned()
                .ok_or_else(|| refused("unknown_endpoint")),
        }
    }

    /// The method and the parameters of a request (`connect.md` E.5).
    fn api(&self, request: &ConnectRequest) -> Result<(&'static str, Value), Failure> {
        let of = |contact: &ContactId| json!({ "contactId": contact.as_str() });
        let leg = |contact: &ContactId, leg: &str| json!({ "contactId": contact.as_str(), "connectionId": leg });
        Ok(match request {
            ConnectRequest::Accept(contact) => ("acceptContact", of(contact)),
            ConnectRequest::AddLeg(contact, callee) => {
                let endpoint = self.endpoint(callee)?;
                let params = json!({ "contactId": contact.as_str(), "endpoint": endpoint });
                ("createAdditionalConnection", params)
            }
            ConnectRequest::Clear(contact) => ("clearContact", of(contact)),
            ConnectRequest::Dial(callee) => {
                let profile = &self.data["configuration"]["routingProfile"];
                let queue = profile["defaultOutboundQueue"]["queueARN"].as_str();
                let queue = queue.ok_or_else(|| Failure::Threw("TypeError".to_owned()))?;
                let endpoint = self.endpoint(callee)?;
                ("createOutboundContact", json!({ "endpoint": endpoint, "queueARN": queue }))
            }
            ConnectRequest::Digits(contact, whose, digits) => {
                let mut params = leg(contact, whose.as_str());
                params["digits"] = digits.as_str().into();
                ("sendDigits", params)
            }
            ConnectRequest::DropLeg(contact, whose) => {
                ("destroyConnection", leg(contact, whose.as_str()))
            }
            ConnectRequest::End(contact) => {
                let own = self.own_leg(contact).ok_or_else(|| refused("no_agent_connection"))?;
                ("destroyConnection", leg(contact, &own))
            }
            ConnectRequest::Hold { contact, leg: whose, on } => {
                let method = if *on { "holdConnection" } else { "resumeConnection" };
                (method, leg(contact, whose.as_str()))
            }
            ConnectRequest::Join(contact) => ("conferenceConnections", of(contact)),
            ConnectRequest::ListEndpoints => ("getEndpoints", self.endpoints_page(None)),
            ConnectRequest::MuteLeg { contact, leg: whose, on } => {
                let method = if *on { "muteParticipant" } else { "unmuteParticipant" };
                (method, leg(contact, whose.as_str()))
            }
            ConnectRequest::Reject(contact) => ("rejectContact", of(contact)),
            ConnectRequest::SetState { arn, enqueue } => {
                let states = self.data["configuration"]["agentStates"].as_array();
                let state = states
                    .and_then(|all| all.iter().find(|one| one["agentStateARN"] == arn.as_str()))
                    .ok_or_else(|| refused("unknown_state"))?;
                ("putAgentState", json!({ "state": state, "enqueueNextState": enqueue }))
            }
            ConnectRequest::Swap(contact) => {
                let mut params = of(contact);
                params["connectionId"] = self.toggled_leg(contact).unwrap_or_default();
                ("toggleActiveConnections", params)
            }
            ConnectRequest::AskPreview(_)
            | ConnectRequest::Engage(_)
            | ConnectRequest::ListDevices
            | ConnectRequest::Mute(_)
            | ConnectRequest::SetDevice(..)
            | ConnectRequest::SetEnhancement(_) => unreachable!("these are no requests of the API"),
        })
    }

    fn endpoints_page(&self, token: Option<&str>) -> Value {
        let queues = self.data["configuration"]["routingProfile"]["queues"].as_array();
        let arns: Vec<&Value> =
            queues.into_iter().flatten().map(|queue| &queue["queueARN"]).collect();
        json!({ "queueARNs": arns, "nextToken": token, "maxResults": 500 })
    }
}

impl Desk {
    /// Starts Streams, and with it the page of the CCP in its frame.
    pub(super) fn start_connect(&mut self) {
        self.pages += 1;
        self.streams = Streams {
            awaiting: true,
            syn_at: Some(self.now + LOADS_WITHIN),
            last: 1000 * self.pages,
            ..Streams::default()
        };
        self.parcels.retain(|parcel| !matches!(parcel, Parcel::ToCcp(_) | Parcel::FromCcp(_)));
        self.parcels.push_back(Parcel::Core(Event::LinkChanged(LinkFact::Initialising)));
        self.open_ccp();
    }

    /// Loads the page of the CCP; Connect remembers.
    fn open_ccp(&mut self) {
        self.enter(Direction::Ccp, json!({ "kind": "ready" }));
        let saved = (!self.ccp_saved.is_empty()).then_some(self.ccp_saved.as_str());
        let port = format!("port-{}", self.pages);
        self.ccp = Engine::open(saved, &port, WAITS_FOR_SETUP, at(self.now));
        let faults = self.ccp_faults.clone();
        let effects = self.ccp.act(Action::Setup { faults }, at(self.now));
        self.ccp_effects(effects);
        for (namespace, key) in TOPICS {
            let topic = json!({ "namespace": namespace, "key": key });
            let wish = json!({ "type": "subscribe", "topic": topic, "handlerId": key });
            self.ccp.hear_sdk(&wish, at(self.now));
        }
    }

    pub(super) fn ccp_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Post(text) => {
                    let message = serde_json::from_str(&text).expect("JSON of the CCP");
                    self.parcels.push_back(Parcel::FromCcp(message));
                }
                Effect::Report(report) => {
                    let report = serde_json::from_str(&report.to_json()).expect("a report");
                    self.enter(Direction::Ccp, report);
                }
                Effect::Reload => {
                    self.pages += 1;
                    self.open_ccp();
                }
                Effect::Save(text) => self.ccp_saved = text,
                Effect::Sdk(text) => {
                    let message = serde_json::from_str(&text).expect("JSON of the CCP");
                    self.channel_answered(&message);
                    self.parcels.extend(channel_news(&message).map(Parcel::Core));
                }
            }
        }
    }

    /// `connect.sendActivity()`, a request on the second channel (`connect.md` E.8).
    pub(super) fn tell_activity(&mut self) {
        self.ask_channel(1, ("aws.connect.activity", "sendActivity"), &Value::Null);
    }

    fn ask_channel(&mut self, key: u64, (namespace, command): (&str, &str), data: &Value) {
        let request = json!({
            "type": "request", "namespace": namespace, "command": command,
            "requestId": key.to_string(), "data": data,
        });
        let effects = self.ccp.hear_sdk(&request, at(self.now));
        self.ccp_effects(effects);
    }

    /// A request of `connect.Contact` on the second channel.
    fn ask_preview(&mut self, key: u64, command: &str, contact: &ContactId) {
        let command = ("aws.connect.contact", &*format!("contact/{command}"));
        self.ask_channel(key, command, &json!({ "contactId": contact.as_str() }));
    }

    /// The promise of a request on the second channel settles.
    fn channel_answered(&mut self, message: &Value) {
        let key = message["requestId"].as_str().and_then(|key| key.parse().ok());
        let data = &message["data"];
        if key == Some(NETWORK) {
            self.parcels.extend(network_news(data).map(Parcel::Core));
        }
        let waits = |asked: &Asked| Some(asked.key) == key;
        let Some(place) = self.streams.asked.iter().position(waits) else { return };
        if let (ConnectRequest::AskPreview(contact), Some(key), true) =
            (self.streams.asked[place].request.clone(), key, data["isPreviewMode"] == true)
        {
            return self.ask_preview(key, "getPreviewConfiguration", &contact);
        }
        let Asked { id, request, .. } = self.streams.asked.remove(place);
        let outcome = match message["isError"].as_bool() {
            Some(true) => Err(refused(message["errorKey"].as_str().unwrap_or_default())),
            _ => Ok(()),
        };
        if let ConnectRequest::AskPreview(_) = request {
            let seconds = data["autoDialTimeout"].as_u64();
            let rules = seconds.map(|seconds| PreviewRules {
                dials_after: Some(Millis::seconds(seconds)),
                may_skip: data["canDiscardPreview"] == true,
            });
            let event = Event::PreviewTold { id, outcome: outcome.map(|()| rules) };
            return self.parcels.push_back(Parcel::Core(event));
        }
        self.tell_outcome(id, &request, outcome);
    }

    /// A message of Streams reaches the CCP.
    pub(super) fn ccp_hears(&mut self, message: &Value) {
        let (data, now) = (&message["data"], at(self.now));
        let effects = match message["event"].as_str().unwrap_or_default() {
            "synchronize" => self.ccp.synchronize(),
            "api_request" => self.ccp.request(data, now),
            "media_device_request" => self.ccp.devices(),
            "terminate" => self.ccp.terminate(now),
            "broadcast" if !self.ccp.is_mute() => {
                // The worker sends it to every window, the sender included (`connect.md` E.3).
                self.parcels.push_back(Parcel::FromCcp(data.clone()));
                let report = json!({ "kind": "broadcast", "event": data["event"] });
                self.enter(Direction::Ccp, report);
                self.ccp.hear(data["event"].as_str().unwrap_or_default(), &data["data"])
            }
            _ => Vec::new(),
        };
        self.ccp_effects(effects);
    }

    /// The core asks something of Connect.
    pub(super) fn ask_connect(&mut self, id: CommandId, request: &ConnectRequest) {
        match request {
            ConnectRequest::Mute(on) => self.broadcast(id, "mute", &json!({ "mute": on })),
            ConnectRequest::SetDevice(kind, device) => {
                let told = DEVICE_EVENTS.iter().find(|(_, known)| known == kind).expect("an event");
                let event = told.0.replace("::", "::set_").replace("_changed", "");
                self.broadcast(id, &event, &json!({ "deviceId": device.as_str() }));
            }
            ConnectRequest::AskPreview(contact) => {
                let key = self.streams_waits(id, request);
                self.ask_preview(key, "isPreviewMode", contact);
            }
            ConnectRequest::Engage(contact) => {
                let key = self.streams_waits(id, request);
                self.ask_preview(key, "engagePreviewContact", contact);
            }
            ConnectRequest::SetEnhancement(wish) => {
                let key = self.streams_waits(id, request);
                let word =
                    ENHANCEMENTS.iter().find(|(_, known)| known == wish).map(|(word, _)| word);
                let command = ("aws.connect.voice", "voice/setVoiceEnhancementMode");
                self.ask_channel(key, command, &json!({ "voiceEnhancementMode": word }));
            }
            ConnectRequest::ListDevices => {
                self.streams_waits(id, request);
                self.parcels.push_back(Parcel::ToCcp(json!({ "event": "media_device_request" })));
            }
            _ => match self.streams.api(request) {
                Ok((method, params)) => {
                    let key = self.streams_waits(id, request);
                    self.send_api(key, method, &params);
                }
                Err(failure) => self.tell_outcome(id, request, Err(failure)),
            },
        }
    }

    fn streams_waits(&mut self, id: CommandId, request: &ConnectRequest) -> u64 {
        let streams = &mut self.streams;
        streams.last += 1;
        let lapses = Some(self.now + PATIENCE);
        let asked =
            Asked { key: streams.last, id, request: request.clone(), lapses, pages: Vec::new() };
        streams.asked.push(asked);
        streams.last
    }

    fn send_api(&mut self, key: u64, method: &str, params: &Value) {
        let data = json!({ "requestId": key.to_string(), "method": method, "params": params });
        self.parcels.push_back(Parcel::ToCcp(json!({ "event": "api_request", "data": data })));
    }

    /// Streams only passes it on and has no word for its outcome.
    fn broadcast(&mut self, id: CommandId, event: &str, data: &Value) {
        let data = json!({ "event": event, "data": data });
        self.parcels.push_back(Parcel::ToCcp(json!({ "event": "broadcast", "data": data })));
        self.parcels.push_back(Parcel::Core(Event::CommandSettled { id, outcome: Ok(()) }));
    }

    /// A message of the CCP reaches Streams.
    pub(super) fn hear_ccp(&mut self, message: &Value) {
        if self.streams.heard_at.is_none_or(|at| self.now >= at + HEARD_EVERY) {
            self.streams.heard_at = Some(self.now);
            self.event(Event::CcpHeard);
        }
        let data = &message["data"];
        let event = message["event"].as_str().unwrap_or_default();
        match event {
            "acknowledge" => self.acknowledged(data["id"].as_str()),
            "agent::update" => {
                self.streams.data = data.clone();
                // The worker compares Connect's clock with this computer's.
                let skew = &mut self.streams.data["snapshot"]["skew"];
                *skew = (skew.as_i64().unwrap_or_default() + self.ahead).into();
                self.refresh();
            }
            "api_response" => self.api_answered(data),
            "media_device_response" => self.devices_answered(data),
            "agent::mute_toggle" => {
                let muted = data["muted"].as_bool().unwrap_or_default();
                self.event(Event::MuteToggled { muted });
            }
            "agent::softphone_error" => {
                let kind = data["errorType"].as_str().unwrap_or_default();
                self.event(Event::SoftphoneFailed(softphone_fault(kind)));
            }
            _ => {
                if let Some((_, fact)) = FACTS.iter().find(|(name, _)| *name == event) {
                    if *fact == LinkFact::Terminated {
                        (self.streams.awaiting, self.streams.signed_out) = (true, true);
                    }
                    self.event(Event::LinkChanged(fact.clone()));
                } else if let Some((_, kind)) =
                    DEVICE_EVENTS.iter().find(|(name, _)| *name == event)
                {
                    let device = DeviceId::new(data["deviceId"].as_str().unwrap_or_default());
                    self.event(Event::DeviceChanged { kind: *kind, device });
                }
            }
        }
    }

    /// Only the first acknowledgement of a CCP page has an id (`connect.md` E.2).
    fn acknowledged(&mut self, id: Option<&str>) {
        let streams = &mut self.streams;
        let reloaded = id.is_some() && streams.port.as_deref() != id;
        let awaited = streams.awaiting && (id.is_some() || !streams.signed_out);
        streams.acknowledged = true;
        streams.syn_at = Some(self.now + SYN_EVERY);
        if reloaded || awaited {
            let replaced = reloaded && streams.port.is_some();
            streams.port = id.map(str::to_owned).or(streams.port.take());
            (streams.awaiting, streams.signed_out) = (false, false);
            if replaced {
                self.event(Event::LinkChanged(LinkFact::Reloaded));
            }
            self.event(Event::LinkChanged(LinkFact::Acknowledged));
            let command = ("aws.connect.contact", "agent/getNetworkConnectionStatus");
            self.ask_channel(NETWORK, command, &Value::Null);
        }
    }

    fn refresh(&mut self) {
        match self.read_data() {
            Ok(snapshot) => {
                self.streams.snapshot = Some(snapshot.clone());
                self.event(Event::SnapshotTaken(snapshot));
            }
            Err(fault) => self.event(Event::SnapshotGarbled { fault }),
        }
    }

    fn read_data(&self) -> Result<Snapshot, String> {
        let given = &self.config.settings.token_map;
        let data = &self.streams.data;
        let text = only(data, &KEYS).to_string();
        let mut snapshot = decode(&text, self.ahead).map_err(|it| it.to_string())?;
        let attributes = attributes_of(data, "attributes", &self.config.attributes(), VALUE);
        decode_attributes(&attributes, &mut snapshot).map_err(|it| it.to_string())?;
        let segments = attributes_of(data, "segmentAttributes", &given.segments(), SEGMENT_VALUE);
        decode_segments(&segments, &mut snapshot).map_err(|it| it.to_string())?;
        Ok(snapshot)
    }

    fn api_answered(&mut self, data: &Value) {
        let key: u64 = data["requestId"].as_str().unwrap_or_default().parse().unwrap_or_default();
        let Some(place) = self.streams.asked.iter().position(|asked| asked.key == key) else {
            return;
        };
        let outcome = match data["err"].as_str() {
            // Streams keeps the reason of a failed accept to itself (`connect.md` D.7).
            Some(_) if matches!(self.streams.asked[place].request, ConnectRequest::Accept(_)) => {
                Err(refused("error"))
            }
            Some(error) => Err(refused(&refusal_kind(error))),
            None => Ok(data["data"].clone()),
        };
        if let (ConnectRequest::ListEndpoints, Ok(page)) =
            (&self.streams.asked[place].request, &outcome)
        {
            let listed = page["endpoints"].as_array().cloned().unwrap_or_default();
            self.streams.asked[place].pages.extend(listed);
            if let Some(token) = page["nextToken"].as_str() {
                let params = self.streams.endpoints_page(Some(token));
                return self.send_api(key, "getEndpoints", &params);
            }
        }
        let asked = self.streams.asked.remove(place);
        if let (ConnectRequest::Accept(contact), true) = (&asked.request, outcome.is_ok()) {
            for name in ["contact::accepted".to_owned(), format!("contact::accepted::{contact}")] {
                let data = json!({ "event": name, "data": { "contactId": contact.as_str() } });
                self.parcels
                    .push_back(Parcel::ToCcp(json!({ "event": "broadcast", "data": data })));
            }
        }
        if asked.request == ConnectRequest::ListEndpoints && outcome.is_ok() {
            self.streams.endpoints = asked.pages;
        }
        self.tell_outcome(asked.id, &asked.request, outcome.map(drop));
    }

    fn devices_answered(&mut self, data: &Value) {
        let waits = |asked: &Asked| asked.request == ConnectRequest::ListDevices;
        let Some(place) = self.streams.asked.iter().position(waits) else { return };
        let id = self.streams.asked.remove(place).id;
        let read = |data: &Value| {
            decode_devices(&only(data, &DEVICE_KEYS).to_string()).map(|listing| listing.entries)
        };
        let outcome = if data.is_array() {
            read(data).map_err(|_| refused("unreadable"))
        } else {
            Err(refused("other"))
        };
        self.event(Event::DevicesListed { id, outcome });
    }

    fn tell_outcome(
        &mut self,
        id: CommandId,
        request: &ConnectRequest,
        outcome: Result<(), Failure>,
    ) {
        let event = match request {
            ConnectRequest::ListDevices => {
                Event::DevicesListed { id, outcome: outcome.map(|()| Vec::new()) }
            }
            ConnectRequest::ListEndpoints => {
                let listed = only(&Value::Array(self.streams.endpoints.clone()), &ENDPOINT_KEYS);
                let listed = decode_endpoints(&listed.to_string()).map(|listing| listing.entries);
                let outcome = outcome.and_then(|()| listed.map_err(|_| refused("unreadable")));
                Event::EndpointsListed { id, outcome }
            }
            ConnectRequest::AskPreview(_) => {
                Event::PreviewTold { id, outcome: outcome.map(|()| None) }
            }
            _ => Event::CommandSettled { id, outcome },
        };
        self.parcels.push_back(Parcel::Core(event));
    }

    /// Does what is due: asks for a sign of life, gives up what was not answered.
    pub(super) fn streams_wake(&mut self, due: Millis) {
        if self.streams.syn_at.is_some_and(|at| at <= due) {
            self.streams.syn_at =
                Some(self.now + if self.streams.acknowledged { SYN_EVERY } else { LOADS_WITHIN });
            if self.streams.acknowledged {
                self.parcels.push_back(Parcel::ToCcp(json!({ "event": "synchronize" })));
            } else {
                let fact = LinkFact::NotAcknowledged { popup_blocked: false };
                self.event(Event::LinkChanged(fact));
            }
        }
        let lapsed: Vec<(CommandId, ConnectRequest)> = self
            .streams
            .asked
            .iter_mut()
            .filter(|asked| asked.lapses.is_some_and(|at| at <= due))
            .map(|asked| {
                asked.lapses = None;
                (asked.id, asked.request.clone())
            })
            .collect();
        for (id, request) in lapsed {
            self.tell_outcome(id, &request, Err(Failure::TimedOut));
        }
    }
}

fn refused(kind: &str) -> Failure {
    Failure::Refused { kind: kind.to_owned() }
}

/// What `JSON.stringify` leaves with a list of members: these, at every depth.
fn only(value: &Value, members: &[&str]) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(name, _)| members.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), only(value, members)))
            .collect::<Map<String, Value>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| only(item, members)).collect(),
        other => other.clone(),
    }
}

/// The attributes of these names, by contact, as the adapter takes them out of JavaScript.
fn attributes_of(data: &Value, member: &str, names: &[String], value: &str) -> String {
    let mut kept: Vec<&str> = names.iter().map(String::as_str).collect();
    kept.push(value);
    let contacts = data["snapshot"]["contacts"].as_array();
    let by_contact: Map<String, Value> = contacts
        .into_iter()
        .flatten()
        .filter_map(|contact| {
            Some((contact["contactId"].as_str()?.to_owned(), only(&contact[member], &kept)))
        })
        .collect();
    Value::Object(by_contact).to_string()
}
