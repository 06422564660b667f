//! An agent's whole desk in one process: the simulated CCP, the core with its codecs, the simulated Fusion,
//! and a clock that only the test moves.
//!
//! Everything crosses a border as the text that crosses it in the field: Connect's data goes through
//! `connect::decode`, Fusion's messages through `fusion::mca` or `fusion::uef`, the memory through its codec.
//! Messages are delivered in the order in which they were posted and take no time.

mod bridge;
mod day;
mod phone;
mod streams;

use std::collections::{BTreeMap, VecDeque};

use fusion_connect_toolbar::config::{Config, TransportChoice};
use fusion_connect_toolbar::domain::{
    self, Command, Event, FrameSize, FusionPresence, Intent, Millis, Model,
};
use fusion_connect_toolbar::runtime::memory;
use fusion_connect_toolbar::view::View;
use sandbox::ccp::engine::Engine;
use sandbox::ccp::fault::Fault;
use sandbox::control::Action;
use sandbox::fusion::desktop::{self, Desktop};
use sandbox::fusion::faults;
use serde_json::{Value, json};

use bridge::Bridge;
pub(crate) use day::{CALL, MARY, NAME, begun, ring, wrapped_up};
pub(crate) use phone::{COLLEAGUE, KEN, OTHER, THIRD};
use streams::Streams;

/// The name that Fusion gives the toolbar, as the toolbar says it.
const TOOLBAR: &str = "toolbar_437316";
const START: Millis = Millis(1_795_428_000_000);
const HOUR: Millis = Millis::seconds(3600);

/// What a desk is set up with.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// Names of faults of Connect or Fusion, separated by commas; a minus switches one off.
    pub(crate) faults: &'static str,
    /// What is laid over the sandbox's configuration, group by group.
    pub(crate) config: Value,
    /// How the toolbar speaks with Fusion.
    pub(crate) transport: TransportChoice,
    /// Whether Fusion frames the toolbar.
    pub(crate) framed: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { faults: "", config: json!({}), transport: TransportChoice::Mca, framed: true }
    }
}

/// Who said something that is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The toolbar to Fusion.
    In,
    /// Fusion to the toolbar.
    Out,
    /// The simulated CCP of itself.
    Ccp,
    /// The simulated Fusion of itself.
    Note,
}

/// One message, as it crossed the border.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) at: Millis,
    pub(crate) way: Direction,
    pub(crate) message: Value,
}

impl Entry {
    /// The method of a message to or from Fusion.
    pub(crate) fn method(&self) -> &str {
        self.message["method"].as_str().unwrap_or_default()
    }

    /// Whether this goes that way and has this method.
    pub(crate) fn is(&self, way: Direction, method: &str) -> bool {
        self.way == way && self.method() == method
    }
}

/// A message under way.
#[expect(clippy::large_enum_variant, reason = "a handful at a time")]
enum Parcel {
    Core(Event),
    FromCcp(Value),
    FromFusion(Value),
    ToCcp(Value),
    ToFusion(Value),
}

/// The desk; see [`day`] for what an agent and a test do at it.
pub(crate) struct Desk {
    pub(crate) now: Millis,
    pub(crate) model: Model,
    pub(crate) fusion: Desktop,
    pub(crate) log: Vec<Entry>,
    /// Every screen that differed from the one before, the newest last.
    pub(crate) views: Vec<View>,
    /// What the shell was asked to do beside Connect and Fusion.
    pub(crate) shell: Vec<Command>,
    ccp: Engine,
    ccp_faults: Vec<Fault>,
    ccp_saved: String,
    config: Config,
    setup: Setup,
    streams: Streams,
    bridge: Bridge,
    memory: memory::Parts,
    encoder: memory::MemoryEncoder,
    fusion_waits: BTreeMap<u64, Millis>,
    parcels: VecDeque<Parcel>,
    draining: bool,
    pages: u64,
    closed: bool,
    /// How far the core's time is ahead of this computer's clock.
    ahead: i64,
}

impl Desk {
    /// Signed in, available, nobody calling, and linked with Fusion unless a fault forbids it; a ring ends when
    /// the test says so.
    pub(crate) fn new(setup: Setup) -> Self {
        let mut desk = Self::cold(setup);
        if !desk.is_healthy() {
            // Longer than any fault delays an answer to the start-up's requests.
            desk.pass(Millis::seconds(4));
        }
        desk.act(Action::RingTimer { on: false });
        desk
    }

    /// Just loaded: every message that needs no time has been delivered.
    pub(crate) fn cold(setup: Setup) -> Self {
        let mut fusion_faults = faults::usual();
        let names = faults::switch(&mut fusion_faults, setup.faults);
        let ccp_faults: Vec<Fault> =
            names.iter().map(|name| Fault::parse(name).expect("a fault of this name")).collect();
        let config = configuration(&setup);
        let mut desk = Self {
            now: START,
            model: Model::new(config.settings.clone(), [7, 11]),
            fusion: Desktop::new("TOOLBAR_437316", fusion_faults),
            log: Vec::new(),
            views: vec![View::default()],
            shell: Vec::new(),
            ccp: Engine::open(None, "port-0", at(Millis(0)), at(START)),
            ccp_faults,
            ccp_saved: String::new(),
            bridge: Bridge::new(setup.transport),
            streams: Streams::default(),
            config,
            setup,
            memory: memory::Parts::default(),
            encoder: memory::MemoryEncoder::default(),
            fusion_waits: BTreeMap::new(),
            parcels: VecDeque::new(),
            draining: false,
            pages: 0,
            closed: false,
            ahead: 0,
        };
        desk.load();
        desk
    }

    /// Loads the toolbar's page again; what is under way to or from the old page is lost.
    pub(crate) fn reload(&mut self) {
        self.close();
        self.load();
    }

    /// Loads the whole page of Fusion again, and with it the toolbar's.
    pub(crate) fn reload_fusion(&mut self) {
        self.close();
        self.fusion = Desktop::new("TOOLBAR_437316", self.fusion.faults.clone());
        self.fusion_waits.clear();
        self.load();
    }

    /// Closes the toolbar's page; Fusion and Connect go on.
    pub(crate) fn close(&mut self) {
        self.parcels.clear();
        self.closed = true;
    }

    /// Somebody sets this computer's clock, forward or back by so many milliseconds.
    pub(crate) fn set_clock(&mut self, by: i64) {
        self.ahead -= by;
        self.act(Action::ResendSnapshot);
    }

    /// Another window takes over: the page says what it has to say, and does nothing more.
    pub(crate) fn stand_down(&mut self) {
        self.event(Event::StoodDown);
        self.drain();
        self.close();
    }

    /// Opens the toolbar's page, with what an earlier one remembered.
    pub(crate) fn load(&mut self) {
        self.closed = false;
        self.pages += 1;
        self.fusion_input(desktop::Input::Opened);
        let memory = memory::decode(&self.memory, self.now);
        self.model = Model::new(self.config.settings.clone(), [self.pages, 11]);
        self.bridge = Bridge::new(self.setup.transport);
        let fusion =
            if self.setup.framed { FusionPresence::Framed } else { FusionPresence::Absent };
        self.event(Event::Started { memory, fusion });
        if self.setup.framed {
            let transport = self.bridge.transport();
            self.bridge_opens();
            self.event(Event::FusionReady { transport, fallback: None });
        }
        self.start_connect();
        self.drain();
    }

    /// Gives the core one event and carries out what follows from it.
    pub(crate) fn event(&mut self, event: Event) {
        let commands = domain::update(&mut self.model, event, self.now);
        for command in commands {
            self.execute(command);
        }
        let view = View::of(&self.model, false);
        if self.views.last() != Some(&view) {
            self.views.push(view);
        }
    }

    /// The agent does something on the toolbar's screen.
    pub(crate) fn intend(&mut self, intent: Intent) {
        self.event(Event::Intended(intent));
        self.drain();
    }

    /// Somebody presses a key in the toolbar.
    pub(crate) fn types(&mut self) {
        self.event(Event::PressSeen);
        self.drain();
    }

    /// Another window takes the phone over.
    pub(crate) fn stands_down(&mut self) {
        self.event(Event::StoodDown);
        self.drain();
    }

    /// Somebody moves the pointer over the toolbar.
    pub(crate) fn is_active(&mut self) {
        self.event(Event::ActivitySeen);
        self.drain();
    }

    /// A sheet is opened in a frame of this size, or none is open any more.
    pub(crate) fn sheets(&mut self, open: bool, frame: FrameSize) {
        self.event(Event::SheetsChanged { open, frame });
        self.drain();
    }

    /// The customer, Connect or the CCP does something.
    pub(crate) fn act(&mut self, action: Action) {
        let effects = self.ccp.act(action, at(self.now));
        self.ccp_effects(effects);
        self.drain();
        self.settle();
    }

    /// Switches a fault of either side.
    pub(crate) fn fault(&mut self, name: &str, on: bool) {
        if let Some(fault) = faults::by_name(name) {
            return self.fusion_input(desktop::Input::Switched(fault, on));
        }
        let fault = Fault::parse(name).expect("a fault of this name");
        self.ccp_faults.retain(|known| *known != fault);
        self.ccp_faults.extend(on.then_some(fault));
        self.act(Action::Fault { fault, on });
    }

    /// Lets time pass, stopping at everything that is due on the way.
    pub(crate) fn pass(&mut self, span: Millis) {
        let until = self.now + span;
        let mut turns = 0;
        while let Some(due) = self.next_due().filter(|due| *due <= until) {
            turns = if due > self.now { 0 } else { turns + 1 };
            assert!(turns < 100, "something at {due:?} is due for ever");
            self.wake(due);
        }
        self.now = until;
    }

    /// Lets time pass until the condition holds, an hour at the most.
    pub(crate) fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let limit = self.now + HOUR;
        while !holds(self) {
            let due = self.next_due().filter(|due| *due <= limit);
            let due =
                due.unwrap_or_else(|| panic!("never: {what}\n{}", self.transcript().join("\n")));
            self.wake(due);
        }
    }

    /// Lets a moment pass, in which Connect tells a change that it made.
    pub(crate) fn settle(&mut self) {
        self.pass(Millis(50));
    }

    /// One of Fusion's inputs, and what follows from it.
    pub(crate) fn fusion_input(&mut self, input: desktop::Input) {
        let effects = self.fusion.apply(input, self.now.0);
        for effect in effects {
            match effect {
                desktop::Effect::Post(message) => {
                    self.enter(Direction::Out, message.clone());
                    self.parcels.push_back(Parcel::FromFusion(message));
                }
                desktop::Effect::Wait(key, span) => {
                    self.fusion_waits.insert(key, self.now + Millis(span.into()));
                }
                desktop::Effect::Note(text) => self.enter(Direction::Note, Value::String(text)),
                desktop::Effect::Navigated(event) => self.enter(Direction::Note, event),
            }
        }
        self.drain();
    }

    fn next_due(&self) -> Option<Millis> {
        let core = self.model.next_deadline().filter(|_| !self.closed);
        let ccp = self.ccp.wakes_at().map(|due| Millis(due.0)).filter(|_| !self.closed);
        let streams = self.streams.deadline().filter(|_| !self.closed);
        let fusion = self.fusion_waits.values().min().copied();
        [core, ccp, streams, fusion].into_iter().flatten().min()
    }

    /// Does what was due at this time, and nothing that was due later, though the clock may have jumped.
    fn wake(&mut self, due: Millis) {
        self.now = self.now.max(due);
        let waits = self.fusion_waits.iter().filter(|(_, at)| **at <= due);
        let over: Vec<u64> = waits.map(|(key, _)| *key).collect();
        for key in over {
            self.fusion_waits.remove(&key);
            self.fusion_input(desktop::Input::Due(key));
        }
        if self.closed {
            return;
        }
        if self.ccp.wakes_at().is_some_and(|at| at.0 <= due.0) {
            let effects = self.ccp.pass(at(self.now));
            self.ccp_effects(effects);
            self.drain();
        }
        self.streams_wake(due);
        self.drain();
        if self.model.next_deadline().is_some_and(|at| at <= due) {
            self.event(Event::Ticked);
            self.drain();
        }
    }

    /// Delivers everything that is under way; whoever is asked to from inside a delivery leaves it to that one.
    fn drain(&mut self) {
        if core::mem::replace(&mut self.draining, true) {
            return;
        }
        let mut count = 0;
        while let Some(parcel) = self.parcels.pop_front() {
            count += 1;
            assert!(count < 10_000, "messages without end:\n{}", self.transcript().join("\n"));
            match parcel {
                Parcel::Core(event) if !self.closed => self.event(event),
                Parcel::FromCcp(message) if !self.closed => self.hear_ccp(&message),
                Parcel::FromFusion(message) if !self.closed => self.hear_fusion(&message),
                Parcel::ToCcp(message) => self.ccp_hears(&message),
                Parcel::ToFusion(message) => {
                    self.enter(Direction::In, message.clone());
                    self.fusion_input(desktop::Input::Heard(message));
                }
                Parcel::Core(_) | Parcel::FromCcp(_) | Parcel::FromFusion(_) => {}
            }
        }
        self.draining = false;
    }

    fn enter(&mut self, way: Direction, message: Value) {
        self.log.push(Entry { at: self.now, way, message });
    }

    fn execute(&mut self, command: Command) {
        match command {
            Command::Connect { id, request } => self.ask_connect(id, &request),
            Command::Fusion { uuid, request } => self.ask_fusion(&uuid, &request),
            Command::Reply { ticket, reply } => self.reply_to_fusion(ticket, &reply),
            Command::Remember(memory) => {
                let wrap_up = self.model.settings.wrap_up;
                let parts = self.encoder.encode(&memory, wrap_up).stamped(self.now);
                assert_eq!(
                    parts,
                    crate::memory::encode(&memory, wrap_up, self.now),
                    "only what is new"
                );
                self.memory = parts;
            }
            Command::OpenFusion => {
                let transport = self.bridge.transport();
                let ready = Event::FusionReady { transport, fallback: None };
                self.parcels.push_back(Parcel::Core(ready));
            }
            Command::ReadNumber { id, text, country } => {
                let outcome = day::read_number(text.as_str(), country.as_deref().unwrap_or("us"));
                self.parcels.push_back(Parcel::Core(Event::NumberRead { id, outcome }));
            }
            Command::RestartConnect => self.start_connect(),
            Command::SignOut => {
                self.parcels.push_back(Parcel::ToCcp(json!({ "event": "terminate" })));
            }
            Command::TellActivity => {
                self.shell.push(command);
                self.tell_activity();
            }
            Command::Announce(_)
            | Command::OpenLogin
            | Command::OpenPanelWindow
            | Command::Trace(_)
            | Command::Withdraw(_) => {
                self.shell.push(command);
            }
        }
    }
}

/// The configuration of a toolbar in the sandbox, with the changes of the setup.
fn configuration(setup: &Setup) -> Config {
    let transport = match setup.transport {
        TransportChoice::Uef => "uef",
        TransportChoice::Auto | TransportChoice::Mca | TransportChoice::None => "mca",
    };
    let mut config = json!({
        "connect": { "ccpUrl": "http://ccp.localhost/sandbox-ccp", "region": "us-east-1" },
        "fusion": { "origins": ["http://fusion.localhost"], "transport": transport },
    });
    for (group, members) in setup.config.as_object().into_iter().flatten() {
        for (name, value) in members.as_object().into_iter().flatten() {
            config[group][name] = value.clone();
        }
    }
    Config::parse(&config.to_string()).expect("a right configuration")
}

/// The same time on the simulated CCP's clock.
fn at(time: Millis) -> sandbox::time::Millis {
    sandbox::time::Millis(time.0)
}

/// How the core calls a transport.
fn spoken(transport: TransportChoice) -> domain::Transport {
    match transport {
        TransportChoice::Uef => domain::Transport::Uef,
        TransportChoice::Auto | TransportChoice::Mca | TransportChoice::None => {
            domain::Transport::Mca
        }
    }
}
