//! Random interleavings of snapshots, Fusion's answers and commands, clicks, time and reloads.
//!
//! Whatever the order, the invariants of `Watch::check` hold after every step.

use std::collections::BTreeMap;

use fusion_connect_toolbar::domain::command::{
    CloseReason, Command, ConnectRequest, FusionRequest,
};
use fusion_connect_toolbar::domain::event::{
    DialNumber, Event, Failure, InteractionVerb, NumberFault, Target,
};
use fusion_connect_toolbar::domain::ids::{
    CommandId, ContactId, EndpointArn, EventId, Ticket, Uuid,
};
use fusion_connect_toolbar::domain::model::{Settings, WrapUp};
use fusion_connect_toolbar::domain::personal::{DialText, Phone};
use fusion_connect_toolbar::domain::snapshot::{ContactFacts, LegState, Seen, Snapshot};
use fusion_connect_toolbar::domain::{Intent, Millis};
use proptest::prelude::*;

use crate::world::{
    World, agent_in, customer, failed, id, outbound, reject, ringing, talking, with_leg,
    with_other, wrapping,
};

#[derive(Clone, Debug)]
enum Move {
    /// One contact takes another shape; Connect tells everything anew.
    Contact(usize, Shape),
    /// The same snapshot again.
    Repeat,
    /// The agent is in another state from now on.
    Agent(&'static str),
    /// A refresh that cannot be read, or a contact of it.
    Garble(Option<usize>),
    /// Fusion answers one of its requests, old ones included.
    Answer(prop::sample::Index, Said),
    /// Fusion commands a call by one of the ids it knows.
    Order(prop::sample::Index, InteractionVerb),
    /// The agent clicks.
    Click(usize, Click),
    /// Streams answers one of the commands, old ones included.
    Settle(prop::sample::Index, bool),
    /// Fusion asks for a call, or the agent dials.
    Dial(bool),
    /// The text that is to be dialled is a number, or not.
    Read(bool),
    /// The softphone switches the microphone.
    Toggle(bool),
    /// Time passes.
    Pass(u64),
    /// The page is loaded again.
    Reload,
}

#[derive(Clone, Copy, Debug)]
enum Shape {
    Ringing,
    RingingAnew,
    Talking,
    /// The customer waits.
    Held,
    /// The customer waits and somebody else talks.
    Consulting,
    /// All three talk.
    Conference,
    Wrapping,
    Failed,
    Gone,
}

#[derive(Clone, Copy, Debug)]
enum Said {
    Yes,
    No,
    OtherId,
}

#[derive(Clone, Copy, Debug)]
enum Click {
    Accept,
    Decline,
    End,
    Clear,
    Hold(bool),
    Mute(bool),
    Consult,
    Swap,
    Join,
    Leave,
    Front,
    CancelDial,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let shape = prop_oneof![
        4 => Just(Shape::Ringing),
        1 => Just(Shape::RingingAnew),
        4 => Just(Shape::Talking),
        1 => Just(Shape::Held),
        1 => Just(Shape::Consulting),
        1 => Just(Shape::Conference),
        2 => Just(Shape::Wrapping),
        1 => Just(Shape::Failed),
        2 => Just(Shape::Gone),
    ];
    let said = prop_oneof![4 => Just(Said::Yes), 1 => Just(Said::No), 1 => Just(Said::OtherId)];
    let verb = prop_oneof![
        3 => Just(InteractionVerb::Accept),
        1 => Just(InteractionVerb::Reject),
        1 => Just(InteractionVerb::Disconnect),
        1 => Just(InteractionVerb::TimerExpired),
        1 => Just(InteractionVerb::SetActive),
        1 => Just(InteractionVerb::Hold),
        1 => Just(InteractionVerb::Unhold),
        1 => Just(InteractionVerb::Mute),
        1 => Just(InteractionVerb::Unmute),
    ];
    let click = prop_oneof![
        Just(Click::Accept),
        Just(Click::Decline),
        Just(Click::End),
        Just(Click::Clear),
        any::<bool>().prop_map(Click::Hold),
        any::<bool>().prop_map(Click::Mute),
        Just(Click::Consult),
        Just(Click::Swap),
        Just(Click::Join),
        Just(Click::Leave),
        Just(Click::Front),
        Just(Click::CancelDial),
    ];
    let one = prop_oneof![
        8 => (0..3_usize, shape).prop_map(|(who, shape)| Move::Contact(who, shape)),
        1 => Just(Move::Repeat),
        1 => prop_oneof![Just("Busy"), Just("Available"), Just("MissedCallAgent")].prop_map(Move::Agent),
        1 => prop::option::of(0..3_usize).prop_map(Move::Garble),
        6 => (any::<prop::sample::Index>(), said).prop_map(|(which, said)| Move::Answer(which, said)),
        3 => (any::<prop::sample::Index>(), verb).prop_map(|(which, verb)| Move::Order(which, verb)),
        3 => any::<bool>().prop_map(Move::Dial),
        3 => prop::bool::weighted(0.8).prop_map(Move::Read),
        1 => any::<bool>().prop_map(Move::Toggle),
        4 => (0..3_usize, click).prop_map(|(who, click)| Move::Click(who, click)),
        4 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, ok)| Move::Settle(which, ok)),
        2 => (0..9_000_u64).prop_map(Move::Pass),
        1 => Just(Move::Reload),
    ];
    prop::collection::vec(one, 1..60)
}

/// What the outside world saw, kept apart from the model.
struct Watch {
    world: World,
    /// Two that call, and one that is called; each call of the third is a contact of its own.
    contacts: [Option<ContactFacts>; 3],
    called: usize,
    clicks: Vec<EventId>,
    agent: &'static str,
    legs: usize,
    seen: usize,
    tickets: Vec<Ticket>,
    accepts: BTreeMap<ContactId, (CommandId, Millis)>,
    posts: Vec<Post>,
    owner: BTreeMap<EventId, EventId>,
    /// The calls that Fusion asked for and was told that they do not come about.
    refused: Vec<EventId>,
    wrap_up: WrapUp,
}

/// One request about a call.
struct Post {
    uuid: Uuid,
    /// Our first id of the offer.
    offer: EventId,
    kind: Kind,
    at: Millis,
    answered: Option<(Millis, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    New,
    Start,
    WrapUp,
    Close,
}

impl Watch {
    fn new(wrap_up: WrapUp) -> Self {
        Self {
            world: World::with(Settings { wrap_up, ..Settings::default() }),
            contacts: [None, None, None],
            called: 0,
            clicks: Vec::new(),
            agent: "Busy",
            legs: 0,
            seen: 0,
            tickets: Vec::new(),
            accepts: BTreeMap::new(),
            posts: Vec::new(),
            owner: BTreeMap::new(),
            refused: Vec::new(),
            wrap_up,
        }
    }

    fn play(&mut self, step: &Move) {
        match step {
            Move::Contact(who, shape) => self.reshape(*who, *shape),
            Move::Repeat => self.tell(),
            Move::Agent(state) => {
                self.agent = state;
                self.tell();
            }
            Move::Garble(None) => {
                self.world.event(Event::SnapshotGarbled { fault: "snapshot".into() });
            }
            Move::Garble(Some(who)) => self.tell_garbled(*who),
            Move::Answer(which, said) => self.answer(which, *said),
            Move::Order(which, verb) => {
                let mut ids: Vec<EventId> = self.owner.keys().cloned().collect();
                ids.push(EventId::new("unknown"));
                let ticket = self.world.order(verb.clone(), which.get(&ids).as_str());
                self.tickets.push(ticket);
            }
            Move::Click(who, click) => {
                let contact = id(&self.name(*who));
                self.world.intend(intent(*click, contact));
            }
            Move::Dial(true) => {
                let event_id = format!("u-{}", self.clicks.len());
                self.clicks.push(EventId::new(&event_id));
                self.world.click_to_dial(&event_id, "+15551230000");
            }
            Move::Dial(false) => {
                self.world.intend(Intent::Dial(DialText::new("+15551230000"), None));
            }
            Move::Read(ok) => self.read(*ok),
            Move::Toggle(muted) => {
                self.world.event(Event::MuteToggled { muted: *muted });
            }
            Move::Settle(which, ok) => {
                let commands: Vec<CommandId> = self.world.sent.iter().filter_map(command).collect();
                if !commands.is_empty() {
                    let id = *which.get(&commands);
                    let outcome = if *ok { Ok(()) } else { Err(Failure::TimedOut) };
                    self.accepts.retain(|_, (accept, _)| *accept != id);
                    self.world.event(Event::CommandSettled { id, outcome });
                }
            }
            Move::Pass(span) => self.world.pass(Millis(*span)),
            Move::Reload => {
                let lost = |world: &World, ticket: &Ticket| world.replies(*ticket).is_empty();
                self.tickets.retain(|ticket| !lost(&self.world, ticket));
                self.accepts.clear();
                self.world.reload();
                self.tell();
            }
        }
        self.check();
    }

    fn name(&self, who: usize) -> String {
        if who == OUT { format!("out-{}", self.called) } else { NAMES[who].to_owned() }
    }

    /// The newest text that is to be dialled is read.
    fn read(&mut self, ok: bool) {
        let asked = self.world.sent.iter().rev().find_map(|command| match command {
            Command::ReadNumber { id, .. } => Some(*id),
            _ => None,
        });
        let Some(id) = asked else { return };
        let number = || Phone::parse("+15551230000").unwrap();
        let read = || DialNumber { number: number(), country: Some("us".into()) };
        let outcome = if ok { Ok(read()) } else { Err(NumberFault::Invalid) };
        self.world.event(Event::NumberRead { id, outcome });
    }

    fn reshape(&mut self, who: usize, shape: Shape) {
        if who == OUT && self.contacts[who].is_none() {
            self.called += 1;
        }
        let name = &self.name(who);
        let direction = if who == OUT { outbound } else { |facts| facts };
        if matches!(shape, Shape::RingingAnew) {
            self.legs += 1;
        }
        let leg = format!("{name}-{}", self.legs);
        let kept = self.contacts[who].as_ref().and_then(|facts| facts.agent_leg.clone());
        let leg = match shape {
            Shape::RingingAnew => leg,
            _ => kept.map_or(leg, |kept| kept.id.as_str().to_owned()),
        };
        self.contacts[who] = match shape {
            Shape::Ringing | Shape::RingingAnew => Some(with_leg(ringing(name), &leg)),
            Shape::Talking => Some(with_leg(talking(name), &leg)),
            Shape::Held => Some(with_leg(customer(talking(name), LegState::Hold), &leg)),
            Shape::Consulting => {
                let facts = customer(talking(name), LegState::Hold);
                Some(with_leg(with_other(facts, "Bob", LegState::Connected), &leg))
            }
            Shape::Conference => {
                let facts = with_other(talking(name), "Bob", LegState::Connected);
                Some(with_leg(facts, &leg))
            }
            Shape::Wrapping => Some(with_leg(wrapping(name), &leg)),
            Shape::Failed => Some(with_leg(failed(name), &leg)),
            Shape::Gone => None,
        }
        .map(direction);
        // Whatever a snapshot shows ends what was in flight for a contact that no longer rings.
        if !matches!(shape, Shape::Ringing) {
            self.accepts.remove(&id(name));
        }
        self.tell();
    }

    fn tell(&mut self) {
        let contacts: Vec<ContactFacts> = self.contacts.iter().flatten().cloned().collect();
        self.world.snapshot(self.agent, &contacts);
    }

    /// Tells everything anew, but one contact so that it cannot be read.
    fn tell_garbled(&mut self, who: usize) {
        let contacts = self.contacts.iter().enumerate().filter_map(|(index, facts)| {
            let facts = facts.clone()?;
            Some(if index == who {
                Seen::Garbled { id: facts.id, fault: "contact".into() }
            } else {
                Seen::Contact(facts)
            })
        });
        let snapshot = Snapshot { agent: agent_in(self.agent), contacts: contacts.collect() };
        self.world.event(Event::SnapshotTaken(snapshot));
    }

    fn answer(&mut self, which: &prop::sample::Index, said: Said) {
        if self.posts.is_empty() {
            return;
        }
        let index = which.index(self.posts.len());
        let post = &mut self.posts[index];
        post.answered.get_or_insert((self.world.now, !matches!(said, Said::No)));
        let (uuid, offer) = (post.uuid.clone(), post.offer.clone());
        let outcome = if matches!(said, Said::No) { Err("no".into()) } else { Ok(()) };
        let other = format!("fusion-{offer}");
        let event_id = matches!(said, Said::OtherId).then_some(other.as_str());
        if event_id.is_some() {
            self.owner.insert(EventId::new(&other), offer);
        }
        self.world.answer_uuid(uuid, outcome, event_id);
    }

    fn check(&mut self) {
        let sent = self.world.sent.iter().cloned().zip(self.world.times.iter().copied());
        let fresh: Vec<(Command, Millis)> = sent.skip(self.seen).collect();
        self.seen = self.world.sent.len();
        for (command, at) in fresh {
            match command {
                Command::Connect { id, request: ConnectRequest::Accept(contact) } => {
                    if let Some((_, before)) = self.accepts.insert(contact, (id, at)) {
                        assert!(at >= before + Millis::seconds(8), "a second accept in flight");
                    }
                }
                Command::Fusion { request: FusionRequest::DialError { event_id, .. }, .. } => {
                    assert!(!self.refused.contains(&event_id), "{event_id} refused twice");
                    self.refused.push(event_id);
                }
                Command::Fusion { uuid, request } => self.check_post(uuid, request, at),
                _ => {}
            }
        }
        for ticket in &self.tickets {
            assert!(self.world.replies(*ticket).len() <= 1, "a command answered twice");
        }
    }

    fn check_post(&mut self, uuid: Uuid, request: FusionRequest, at: Millis) {
        let reason = match &request {
            FusionRequest::Close { reason, .. } => Some(*reason),
            _ => None,
        };
        let (event_id, kind) = match request {
            FusionRequest::New { event_id, .. } => (event_id, Kind::New),
            FusionRequest::Start { event_id, .. } => (event_id, Kind::Start),
            FusionRequest::Close { event_id, reason: CloseReason::WrapUp, .. } => {
                (event_id, Kind::WrapUp)
            }
            FusionRequest::Close { event_id, .. } => (event_id, Kind::Close),
            _ => return,
        };
        let offer = self.owner.entry(event_id.clone()).or_insert(event_id).clone();
        let earlier: Vec<&Post> = self.posts.iter().filter(|post| post.offer == offer).collect();
        let of = |kind: Kind| earlier.iter().filter(move |post| post.kind == kind).count();
        for post in &earlier {
            let free = post.answered.is_some() || at >= post.at + Millis::seconds(6);
            assert!(free, "{kind:?} of {offer} while {:?} is in flight", post.kind);
        }
        let new = earlier.iter().find(|post| post.kind == Kind::New);
        let talked = |post: &&Post| matches!(post.kind, Kind::Start | Kind::WrapUp);
        match reason {
            Some(CloseReason::EndCommunication) => {
                assert_ne!(self.wrap_up, WrapUp::Unlimited, "an end that no setting asks for");
            }
            Some(CloseReason::WrapUp) => assert_ne!(self.wrap_up, WrapUp::None),
            Some(reason) => {
                assert!(!earlier.iter().any(talked), "{reason:?} after a talk");
                let contact = offer.as_str().split('~').next().unwrap_or_default();
                let declined = self.world.count(&reject(contact)) > 0;
                let vain = self.refused.contains(&offer);
                let asked = declined || vain;
                assert!(reason != CloseReason::Reject || asked, "a reject nobody asked for");
                let out = offer.as_str().starts_with("out-") || offer.as_str().starts_with("u-");
                assert!(reason != CloseReason::Canceled || out, "{offer} was not dialled");
            }
            None => {}
        }
        let closes = of(Kind::WrapUp) + of(Kind::Close);
        match kind {
            Kind::New => assert_eq!(earlier.len(), 0, "newCommEvent twice for {offer}"),
            Kind::Start => {
                assert!(new.is_some(), "start without new");
                assert_eq!(of(Kind::Start), 0, "startCommEvent twice for {offer}");
                assert_eq!(closes, 0, "start after a close");
            }
            Kind::WrapUp | Kind::Close if of(kind) == 0 => {
                assert!(new.is_some(), "close without new");
                assert_eq!(of(Kind::Close), 0, "a close after the last one");
            }
            Kind::WrapUp | Kind::Close => {
                let late = new.is_some_and(|new| {
                    new.answered.is_some_and(|(when, ok)| ok && when >= new.at + Millis::seconds(6))
                });
                assert!(late && of(kind) == 1, "{kind:?} repeated for {offer}");
            }
        }
        self.posts.push(Post { uuid, offer, kind, at, answered: None });
    }

    /// Everybody hangs up and time passes: nothing may be left open.
    fn finish(&mut self) {
        self.contacts = [None, None, None];
        self.tell();
        for _ in 0..8 {
            self.world.pass(Millis::seconds(10));
            self.check();
        }
        for ticket in &self.tickets {
            assert_eq!(self.world.replies(*ticket).len(), 1, "a command without an answer");
        }
        let news = self.posts.iter().filter(|post| post.kind == Kind::New);
        for new in news {
            let closed = self.posts.iter().any(|post| {
                post.offer == new.offer && matches!(post.kind, Kind::WrapUp | Kind::Close)
            });
            assert!(closed, "{} was never closed", new.offer);
        }
        for click in &self.clicks {
            let shown = self.posts.iter().any(|post| post.offer == *click);
            assert!(shown || self.refused.contains(click), "{click} was dropped");
        }
        assert_eq!(self.world.model.dial, None, "dialling for ever");
        for offer in &self.world.model.engagements {
            assert!(offer.is_finished(self.wrap_up), "{offer:?}");
        }
    }
}

const NAMES: [&str; 2] = ["ct-1", "ct-2"];
/// The place of the contact that is called.
const OUT: usize = 2;

fn intent(click: Click, contact: ContactId) -> Intent {
    match click {
        Click::Accept => Intent::Accept(contact),
        Click::Decline => Intent::Decline(contact),
        Click::End => Intent::End(contact),
        Click::Clear => Intent::Clear(contact),
        Click::Hold(on) => Intent::SetHold(contact, on),
        Click::Mute(on) => Intent::SetMute(contact, on),
        Click::Consult => {
            Intent::Consult(contact, Target::QuickConnect(EndpointArn::new("qc-bob")))
        }
        Click::Swap => Intent::Swap(contact),
        Click::Join => Intent::Join(contact),
        Click::Leave => Intent::Leave(contact),
        Click::Front => Intent::BringToFront(contact),
        Click::CancelDial => Intent::CancelDial,
    }
}

fn command(command: &Command) -> Option<CommandId> {
    match command {
        Command::Connect { id, .. } => Some(*id),
        _ => None,
    }
}

fn any_wrap_up() -> impl Strategy<Value = WrapUp> {
    prop_oneof![
        Just(WrapUp::Unlimited),
        Just(WrapUp::None),
        (1..40_u64).prop_map(|seconds| WrapUp::Timed(Millis::seconds(seconds))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_interleaving_breaks_the_discipline(moves in moves(), wrap_up in any_wrap_up()) {
        let mut watch = Watch::new(wrap_up);
        for step in &moves {
            watch.play(step);
        }
        watch.finish();
    }
}
