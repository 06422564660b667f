//! A small world around the core: builds facts, keeps time, and remembers every command.

use fusion_connect_toolbar::domain::{
    AgentFacts, AgentState, AgentStateKind, Answer, Channel, CloseReason, Command, CommandId,
    ConnectRequest, ConnectionId, ContactFacts, ContactId, ContactState, DialNumber, DialText,
    EndpointArn, EndpointKind, Event, EventId, Failure, FusionPresence, FusionRequest, Intent,
    InteractionVerb, Leg, LegState, LinkFact, Memory, Millis, Model, NoNumberReason, NumberFault,
    Party, PersonName, Phone, QuickConnect, Refusal, Reply, Role, Seen, SelectableState, Settings,
    Snapshot, StateArn, Ticket, TokenValue, Tokens, Transport, Uuid, update,
};
use fusion_connect_toolbar::telemetry::record;
use fusion_connect_toolbar::telemetry::record::Inputs;
use fusion_connect_toolbar::view::View;
use std::sync::Arc;

pub(crate) struct World {
    pub(crate) model: Model,
    pub(crate) now: Millis,
    /// Every command since the start, in order.
    pub(crate) sent: Vec<Command>,
    /// When each of them went out.
    pub(crate) times: Vec<Millis>,
    /// The commands of the last event.
    pub(crate) last: Vec<Command>,
    tickets: u64,
    /// Whether Fusion gives a wrap-up context.
    writes: bool,
    /// Every world is played once more from its trace when it ends, unless it has none.
    kept: Option<Inputs>,
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.play_again();
        }
    }
}

impl World {
    /// Framed by Fusion, linked, signed in, available, nobody calling.
    pub(crate) fn new() -> Self {
        Self::with(Settings::default())
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let mut world = Self::cold(settings, Memory::default(), FusionPresence::Framed);
        world.link();
        world.snapshot("Available", &[]);
        world.answer_others();
        world
    }

    /// Started, and nothing heard from anybody.
    pub(crate) fn cold(
        settings: impl Into<Arc<Settings>>,
        memory: Memory,
        fusion: FusionPresence,
    ) -> Self {
        let (model, now) = (Model::new(settings.into(), [7, 11]), Millis(1_700_000_000_000));
        let mut world = Self {
            kept: Some(Inputs::start(&model, false, now)),
            model,
            now,
            sent: Vec::new(),
            times: Vec::new(),
            last: Vec::new(),
            tickets: 0,
            writes: false,
        };
        world.event(Event::Started { memory, fusion });
        world
    }

    /// The Fusion adapter is up and the configuration answered; Connect acknowledged.
    pub(crate) fn link(&mut self) {
        self.open();
        self.answer_others();
        self.event(Event::LinkChanged(LinkFact::Acknowledged));
    }

    /// A new page of the same window, later: only the memory is left.
    pub(crate) fn reload(&mut self) {
        let memory = (*self.model.remembered).clone();
        self.play_again();
        self.model = Model::new(self.model.settings.clone(), [self.sent.len() as u64, self.now.0]);
        if let Some(kept) = &mut self.kept {
            *kept = Inputs::start(&self.model, false, self.now);
        }
        self.event(Event::Started { memory, fusion: FusionPresence::Framed });
        self.link();
    }

    /// The Fusion adapter is up; with a wrap-up context it is UEF.
    fn open(&mut self) {
        let transport = if self.writes { Transport::Uef } else { Transport::Mca };
        self.event(Event::FusionReady { transport, fallback: None });
    }

    /// Fusion gives a wrap-up context from now on, or does not.
    pub(crate) fn set_writes(&mut self, writes: bool) {
        self.writes = writes;
        self.open();
    }

    /// Something of a call is saved in Fusion.
    pub(crate) fn saved(&mut self, event_id: Option<&str>, update: &str) {
        let (event_id, update) = (event_id.map(EventId::new), update.to_owned());
        self.event(Event::DataUpdated { event_id, update });
    }

    pub(crate) fn event(&mut self, event: Event) -> &[Command] {
        if let Some(kept) = &mut self.kept {
            kept.take(&event, self.now);
        }
        self.last = update(&mut self.model, event, self.now);
        if let Some(kept) = &mut self.kept {
            kept.answered();
            kept.shown(&self.model, false, self.now);
        }
        self.note()
    }

    fn note(&mut self) -> &[Command] {
        self.sent.extend(self.last.iter().cloned());
        self.times.resize(self.sent.len(), self.now);
        &self.last
    }

    /// What is kept of it for a trace.
    pub(crate) fn kept(&mut self) -> &mut Inputs {
        self.kept.as_mut().expect("a world with a trace")
    }

    /// Its trace as it is now.
    pub(crate) fn trace(&mut self) -> String {
        let now = self.now;
        record::file(&self.kept().written(), [3, 5], now).unwrap()
    }

    /// Goes on without a trace, which takes longer than the world itself.
    pub(crate) fn forget_trace(&mut self) {
        self.kept = None;
    }

    fn play_again(&mut self) {
        if self.kept.is_some() {
            crate::trace::plays_alike(&self.trace());
        }
    }

    pub(crate) fn intend(&mut self, intent: Intent) {
        self.event(Event::Intended(intent));
    }

    /// Lets time pass, waking the core at each deadline on the way.
    pub(crate) fn pass(&mut self, span: Millis) {
        let until = self.now + span;
        while let Some(deadline) = self.model.next_deadline().filter(|at| *at <= until) {
            self.now = self.now.max(deadline);
            let before = self.sent.len();
            self.event(Event::Ticked);
            let stuck = self.model.next_deadline().is_some_and(|at| at <= deadline);
            assert!(!stuck || self.sent.len() > before, "a deadline that never passes");
        }
        self.now = until;
        self.event(Event::Ticked);
    }

    pub(crate) fn snapshot(&mut self, agent: &str, contacts: &[ContactFacts]) {
        self.seen(agent, contacts.iter().cloned().map(Seen::Contact).collect());
    }

    /// Takes a snapshot of which not everything could be read.
    pub(crate) fn seen(&mut self, agent: &str, contacts: Vec<Seen>) {
        self.event(Event::SnapshotTaken(snapshot_of(agent_in(agent), contacts)));
    }

    /// Sends a command of Fusion; gives the ticket to look for its answer.
    pub(crate) fn order(&mut self, verb: InteractionVerb, event_id: &str) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        let event_id = EventId::new(event_id);
        self.event(Event::InteractionCommanded { ticket, event_id, verb });
        ticket
    }

    pub(crate) fn next_ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Every answer that a ticket got.
    pub(crate) fn replies(&self, ticket: Ticket) -> Vec<Result<Reply, Refusal>> {
        let of_ticket = |command: &Command| match command {
            Command::Reply { ticket: of, reply } if *of == ticket => Some(reply.clone()),
            _ => None,
        };
        self.sent.iter().filter_map(of_ticket).collect()
    }

    /// Fusion asks for a call.
    pub(crate) fn click_to_dial(&mut self, event_id: &str, number: &str) {
        let mut tokens = Tokens::new();
        tokens.set_text("SVCMCA_ANI", number);
        tokens.set_text("SVCMCA_CALL_ID", event_id);
        tokens.set_text("SVCMCA_CONTACT_ID", "300000004992660");
        let (event_id, number) = (EventId::new(event_id), DialText::new(number));
        self.event(Event::DialAsked { event_id, number, tokens });
    }

    /// The number that is to be read is read: as what it is, if it has a plus.
    pub(crate) fn read_number(&mut self) {
        let asked = self.sent.iter().rev().find_map(|command| match command {
            Command::ReadNumber { id, text, .. } => Some((*id, text.clone())),
            _ => None,
        });
        let (id, text) = asked.expect("a number to read");
        let number = Phone::parse(text.as_str()).filter(|_| text.as_str().starts_with('+'));
        let country = if text.as_str().starts_with("+49") { "de" } else { "us" };
        let outcome = number
            .map(|number| DialNumber { number, countries: vec![country.into()], extension: None })
            .ok_or(NumberFault::Invalid);
        self.event(Event::NumberRead { id, outcome });
    }

    /// The agent dials, and Connect is asked.
    pub(crate) fn dial(&mut self, number: &str) {
        self.intend(Intent::Dial(DialText::new(number), None));
        self.read_number();
    }

    /// Connect lists an agent and a number, `agent` and `desk`.
    pub(crate) fn list_quick_connects(&mut self, number: &str) {
        self.intend(Intent::LoadEndpoints);
        let id = self.command(&ConnectRequest::ListEndpoints);
        let one = |arn: &str, kind, number| QuickConnect {
            arn: EndpointArn::new(arn),
            name: PersonName::parse(&format!("Name of {arn}")).unwrap(),
            kind,
            number,
        };
        let all = vec![
            one("agent", EndpointKind::Agent, None),
            one("bare", EndpointKind::Number, None),
            one("desk", EndpointKind::Number, Phone::parse(number)),
        ];
        self.event(Event::EndpointsListed { id, outcome: Ok(all) });
    }

    pub(crate) fn fail(&mut self, request: &ConnectRequest, kind: &str) {
        let id = self.command(request);
        let outcome = Err(Failure::Refused { kind: kind.into() });
        self.event(Event::CommandSettled { id, outcome });
    }

    pub(crate) fn succeed(&mut self, request: &ConnectRequest) {
        let id = self.command(request);
        self.event(Event::CommandSettled { id, outcome: Ok(()) });
    }

    /// The id of the newest command to Connect of this kind.
    pub(crate) fn command(&self, wanted: &ConnectRequest) -> CommandId {
        let found = self.sent.iter().rev().find_map(|command| match command {
            Command::Connect { id, request } if request == wanted => Some(*id),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no {wanted:?} was sent"))
    }

    /// How many commands to Connect of this kind went out.
    pub(crate) fn count(&self, wanted: &ConnectRequest) -> usize {
        let is_it = |command: &&Command| matches!(command, Command::Connect { request, .. } if request == wanted);
        self.sent.iter().filter(is_it).count()
    }

    /// The requests about calls that went to Fusion, in short words: `new ct-1`, `close ct-1 WrapUp`.
    pub(crate) fn calls_told(&self) -> Vec<String> {
        self.sent.iter().filter_map(told).collect()
    }

    /// The uuid of the newest request to Fusion whose short words are these.
    pub(crate) fn uuid(&self, words: &str) -> Uuid {
        let found = self.sent.iter().rev().find_map(|command| match command {
            Command::Fusion { uuid, .. } if told(command).as_deref() == Some(words) => {
                Some(uuid.clone())
            }
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no {words:?} in {:?}", self.calls_told()))
    }

    /// The in-data of the newest request to Fusion whose short words are these.
    pub(crate) fn in_data(&self, words: &str) -> Tokens {
        let uuid = self.uuid(words);
        let found = self.sent.iter().find_map(|command| match command {
            Command::Fusion {
                uuid: of,
                request:
                    FusionRequest::New { in_data, .. }
                    | FusionRequest::Start { in_data, .. }
                    | FusionRequest::Close { in_data, .. },
            } if *of == uuid => Some(in_data.clone()),
            _ => None,
        });
        found.expect("a request about a call")
    }

    /// Fusion answers a request with success and a few tokens.
    pub(crate) fn answer(&mut self, words: &str) {
        let uuid = self.uuid(words);
        self.answer_uuid(uuid, Ok(()), None);
    }

    pub(crate) fn refuse(&mut self, words: &str) {
        let uuid = self.uuid(words);
        self.answer_uuid(uuid, Err("no such thing".into()), None);
    }

    pub(crate) fn answer_uuid(
        &mut self,
        uuid: Uuid,
        outcome: Result<(), String>,
        event_id: Option<&str>,
    ) {
        let out_data = [
            ("SVCMCA_CONTACT_NAME", TokenValue::Text("Mary Doe".into())),
            ("SVCMCA_CONTACT_ID", TokenValue::Text("300000004992660".into())),
            ("callStatus", TokenValue::Text("INCOMING".into())),
            ("SVCMCA_SR_ID", TokenValue::Null),
        ];
        let out_data = if outcome.is_ok() {
            out_data.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
        } else {
            Tokens::new()
        };
        let event_id = event_id.map(EventId::new);
        self.event(Event::FusionAnswered(Answer { uuid, outcome, event_id, out_data }));
    }

    /// Answers every request that is not about a call.
    pub(crate) fn answer_others(&mut self) {
        let open: Vec<Uuid> = self
            .sent
            .iter()
            .filter_map(|command| match command {
                Command::Fusion {
                    uuid,
                    request:
                        FusionRequest::Configuration
                        | FusionRequest::Ready
                        | FusionRequest::DialError { .. }
                        | FusionRequest::Disable(_)
                        | FusionRequest::Focus { .. }
                        | FusionRequest::AgentState(_),
                } => Some(uuid.clone()),
                _ => None,
            })
            .collect();
        for uuid in open {
            let out_data = Tokens::new();
            self.event(Event::FusionAnswered(Answer {
                uuid,
                outcome: Ok(()),
                event_id: None,
                out_data,
            }));
        }
    }

    pub(crate) fn view(&self) -> View {
        View::of(&self.model, false)
    }
}

fn told(command: &Command) -> Option<String> {
    let Command::Fusion { request, .. } = command else { return None };
    match request {
        FusionRequest::New { event_id, .. } => Some(format!("new {event_id}")),
        FusionRequest::Start { event_id, .. } => Some(format!("start {event_id}")),
        FusionRequest::Close { event_id, reason, .. } => {
            Some(format!("close {event_id} {reason:?}"))
        }
        FusionRequest::DialError { event_id, refusal } => {
            Some(format!("dial error {event_id} {refusal:?}"))
        }
        FusionRequest::AgentState(_)
        | FusionRequest::Configuration
        | FusionRequest::Disable(_)
        | FusionRequest::Listen(_)
        | FusionRequest::Ready
        | FusionRequest::Resize(_) => None,
        FusionRequest::Focus { event_id, .. } => Some(format!("focus {event_id}")),
        FusionRequest::WriteWrapUp { event_id, .. } => Some(format!("write {event_id}")),
    }
}

/// The Fusion adapter is up and speaks by postMessage.
pub(crate) fn ready() -> Event {
    Event::FusionReady { transport: Transport::Mca, fallback: None }
}

pub(crate) fn accept(contact: &str) -> ConnectRequest {
    ConnectRequest::Accept(ContactId::new(contact))
}

pub(crate) fn reject(contact: &str) -> ConnectRequest {
    ConnectRequest::Reject(ContactId::new(contact))
}

pub(crate) fn end(contact: &str) -> ConnectRequest {
    ConnectRequest::End(ContactId::new(contact))
}

pub(crate) fn id(contact: &str) -> ContactId {
    ContactId::new(contact)
}

pub(crate) fn reasons(told: &[String]) -> Vec<&str> {
    told.iter().filter_map(|words| words.strip_prefix("close ")?.split(' ').nth(1)).collect()
}

/// The reason as `reasons` spells it.
pub(crate) fn spelled(reason: CloseReason) -> String {
    format!("{reason:?}")
}

/// A ringing inbound voice contact.
pub(crate) fn ringing(contact: &str) -> ContactFacts {
    voice(contact, ContactState::Connecting, LegState::Connecting)
}

/// The same contact, talking.
pub(crate) fn talking(contact: &str) -> ContactFacts {
    voice(contact, ContactState::Connected, LegState::Connected)
}

/// The same contact in after-call work.
pub(crate) fn wrapping(contact: &str) -> ContactFacts {
    voice(contact, ContactState::Ended, LegState::Disconnected)
}

/// The same contact after a miss, a decline or a failure: voice does not tell them apart.
pub(crate) fn failed(contact: &str) -> ContactFacts {
    voice(contact, ContactState::Error, LegState::Disconnected)
}

/// The same contact with another agent leg, as after a miss.
pub(crate) fn with_leg(mut facts: ContactFacts, leg: &str) -> ContactFacts {
    if let Some(agent) = &mut facts.agent_leg {
        agent.id = ConnectionId::new(leg);
    }
    facts
}

/// The same contact as an outbound call.
pub(crate) fn outbound(mut facts: ContactFacts) -> ContactFacts {
    facts.inbound = Some(false);
    facts
}

pub(crate) fn voice(contact: &str, state: ContactState, leg: LegState) -> ContactFacts {
    ContactFacts {
        id: ContactId::new(contact),
        channel: Channel::Voice,
        state,
        since: Millis(1_700_000_000_000),
        inbound: Some(true),
        queue: Some("BasicQueue".into()),
        agent_leg: Some(leg_in(&format!("{contact}-leg"), leg)),
        customer_leg: Some(leg_in(&format!("{contact}-customer"), LegState::Connected)),
        others: Vec::new(),
        lacks_legs: false,
        role: Role::Agent,
        supervised: false,
        multi_party: false,
        attributes: Tokens::new(),
        segments: Tokens::new(),
        initiation_method: None,
        number: Phone::parse("+15551230000"),
        unnumbered: NoNumberReason::Withheld,
        quick_connect: None,
        softphone: true,
        auto_accept: false,
    }
}

/// A leg that has been in this state for a while.
pub(crate) fn leg_in(id: &str, state: LegState) -> Leg {
    let since = Millis(1_700_000_000_000);
    Leg { id: ConnectionId::new(id), state, since, muted: false, forced_mute: false }
}

/// The same contact with the customer's leg in another state.
pub(crate) fn customer(mut facts: ContactFacts, state: LegState) -> ContactFacts {
    if let Some(leg) = &mut facts.customer_leg {
        leg.state = state;
    }
    facts
}

/// The same contact with somebody else on it, called by a quick connect.
pub(crate) fn with_other(mut facts: ContactFacts, name: &str, state: LegState) -> ContactFacts {
    let leg = leg_in(&format!("{}-{name}", facts.id), state);
    facts.others.push(Party { leg, name: PersonName::parse(name), number: None });
    facts
}

/// The agent with the state of this name queued.
pub(crate) fn queued(mut agent: AgentFacts, next: &str) -> AgentFacts {
    agent.next = agent.selectable.iter().find(|state| state.name == next).cloned();
    agent
}

/// A snapshot in which nothing was left out.
pub(crate) fn snapshot_of(agent: AgentFacts, contacts: Vec<Seen>) -> Snapshot {
    Snapshot { agent, contacts, left_out: Vec::new() }
}

pub(crate) fn agent_in(name: &str) -> AgentFacts {
    let kind = match name {
        "Available" => AgentStateKind::Routable,
        "Lunch" | "Training" => AgentStateKind::NotRoutable,
        "Offline" => AgentStateKind::Offline,
        "MissedCallAgent" | "FailedConnectAgent" | "Default" => AgentStateKind::Error,
        _ => AgentStateKind::System,
    };
    let selectable = [
        ("s-off", "Offline", AgentStateKind::Offline),
        ("s-lunch", "Lunch", AgentStateKind::NotRoutable),
        ("s-training", "Training", AgentStateKind::NotRoutable),
        ("s-av", "Available", AgentStateKind::Routable),
    ];
    let arn = selectable.iter().find(|(_, known, _)| *known == name);
    let arn = arn.map(|(arn, ..)| StateArn::new(*arn));
    AgentFacts {
        state: AgentState { arn, name: name.into(), kind, since: Millis(1_700_000_000_000) },
        chosen: Some("Available".into()),
        next: None,
        selectable: selectable
            .into_iter()
            .map(|(arn, name, kind)| SelectableState {
                arn: StateArn::new(arn),
                name: name.into(),
                kind,
            })
            .collect(),
        softphone: true,
        may_dial: true,
        lacks_outbound_queue: false,
        dialable: vec!["us".into(), "gb".into()],
        voice_enhancement: None,
    }
}
