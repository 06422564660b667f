//! Random interleavings of snapshots, Fusion's answers and commands, clicks, time and reloads.
//!
//! Whatever the order, the invariants of `Watch::check` hold after every step.

mod at_the_desk;
mod day;
mod judge;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use fusion_connect_toolbar::domain::{
    Command, CommandId, ConnectRequest, ContactFacts, ContactId, ContactState, DialNumber,
    DialText, Event, EventId, Failure, Intent, LegState, Millis, NumberFault, PREVIEW, Phone,
    PreviewRules, Seen, Settings, Source, Ticket, TokenMap, WrapUp,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::world::{
    World, agent_in, customer, failed, id, outbound, ringing, snapshot_of, talking, voice,
    with_leg, with_other, wrapping,
};
use day::{Click, Look, Move, Said, Shape, any_wrap_up, intent, moves};
use judge::Post;

/// The same days in every run, so that what fails for one fails for all; `TOOLBAR_DAYS=N` plays N others.
fn days(usual: u32) -> ProptestConfig {
    let asked = std::env::var("TOOLBAR_DAYS").ok().and_then(|days| days.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(usual),
        rng_seed: if asked.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// One day in so many is played once more from its trace.
const REPLAYED: usize = 25;
static DAYS: AtomicUsize = AtomicUsize::new(0);

/// What the outside world saw, kept apart from the model.
struct Watch {
    world: World,
    /// Two that call, one that is called, each time as a contact of its own, and a campaign's.
    contacts: [Option<ContactFacts>; 4],
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
    /// Whether Fusion gives a wrap-up context.
    writes: bool,
    /// The contacts that the agent cleared, or whose wrap-up was saved where that ends the work.
    clears: BTreeSet<ContactId>,
    ends_acw: bool,
    /// Whether the agent ever had the campaign's call.
    taken: bool,
    /// Whether the agent ever had it made.
    called_now: bool,
}

impl Watch {
    fn new(wrap_up: WrapUp, ends_acw: bool, writes: bool) -> Self {
        let field = ("WrapUp.ResolutionCd".to_owned(), Source::Text("SOLVED".into()));
        let token_map = TokenMap { fields: vec![field], ..TokenMap::default() };
        let wrap_up_ends_acw = ends_acw;
        let settings = Settings { wrap_up, wrap_up_ends_acw, token_map, ..Settings::default() };
        let mut world = World::with(settings);
        world.set_writes(writes);
        if !DAYS.fetch_add(1, Ordering::Relaxed).is_multiple_of(REPLAYED) {
            world.forget_trace();
        }
        world.list_quick_connects("+15551230000");
        Self {
            world,
            contacts: [const { None }; 4],
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
            writes,
            clears: BTreeSet::new(),
            ends_acw,
            taken: false,
            called_now: false,
        }
    }

    fn play(&mut self, step: &Move) {
        match step {
            Move::Contact(who, shape) => self.reshape(*who, *shape),
            Move::Campaign(look) => self.look(*look),
            Move::Preview(which, rules) => self.tell_preview(which, *rules),
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
                if matches!(click, Click::Clear) {
                    self.clears.insert(contact.clone());
                }
                self.called_now |= *who == CAMPAIGN && matches!(click, Click::CallNow);
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
            Move::Save(which) => {
                let ids: Vec<EventId> = self.owner.keys().cloned().collect();
                let event_id = (!ids.is_empty()).then(|| which.get(&ids).clone());
                if self.ends_acw {
                    let offer = event_id.as_ref().and_then(|id| self.world.model.engagement(id));
                    self.clears.extend(offer.and_then(|offer| offer.contact.clone()));
                }
                self.world.saved(event_id.as_ref().map(EventId::as_str), "WRAPUP");
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
        let read =
            || DialNumber { number: number(), countries: vec!["us".into()], extension: None };
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

    /// The campaign's call takes another shape.
    fn look(&mut self, look: Look) {
        let name = NAMES[CAMPAIGN];
        if matches!(look, Look::Offered { anew: true }) {
            self.legs += 1;
        }
        let leg = format!("{name}-{}", self.legs);
        let kept = self.contacts[CAMPAIGN].as_ref().and_then(|facts| facts.agent_leg.clone());
        let leg = match look {
            Look::Offered { anew: true } => leg,
            _ => kept.map_or(leg, |kept| kept.id.as_str().to_owned()),
        };
        let facts = match look {
            Look::Offered { .. } => Some(voice(name, ContactState::Incoming, LegState::Connecting)),
            Look::Looking => Some(customer(
                voice(name, ContactState::Connecting, LegState::Connecting),
                LegState::Connecting,
            )),
            Look::Alone => Some(ContactFacts { customer_leg: None, ..talking(name) }),
            Look::Talking => Some(talking(name)),
            Look::Wrapping => Some(wrapping(name)),
            Look::Failed => Some(failed(name)),
            Look::Gone => None,
        };
        self.contacts[CAMPAIGN] = facts.map(|facts| {
            let facts = ContactFacts { initiation_method: Some(PREVIEW.into()), ..facts };
            with_leg(facts, &leg)
        });
        self.taken |= matches!(look, Look::Looking | Look::Alone | Look::Talking);
        if !matches!(look, Look::Offered { .. }) {
            self.accepts.remove(&id(name));
        }
        self.tell();
    }

    /// Amazon says how a preview stands, late answers included: its rules, that it is over, or nothing.
    fn tell_preview(&mut self, which: &prop::sample::Index, told: Result<Option<bool>, ()>) {
        let asked: Vec<CommandId> = self.world.sent.iter().filter_map(preview_asked).collect();
        if asked.is_empty() {
            return;
        }
        let dials_after = Some(Millis::seconds(20));
        let outcome = told
            .map(|rules| rules.map(|may_skip| PreviewRules { dials_after, may_skip }))
            .map_err(|()| Failure::TimedOut);
        self.world.event(Event::PreviewTold { id: *which.get(&asked), outcome });
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
        let snapshot = snapshot_of(agent_in(self.agent), contacts.collect());
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
}

const NAMES: [&str; 4] = ["ct-1", "ct-2", "out", "campaign"];
/// The place of the contact that is called.
const OUT: usize = 2;
/// The place of the campaign's.
const CAMPAIGN: usize = 3;

fn preview_asked(command: &Command) -> Option<CommandId> {
    match command {
        Command::Connect { id, request: ConnectRequest::AskPreview(_) } => Some(*id),
        _ => None,
    }
}

fn command(command: &Command) -> Option<CommandId> {
    match command {
        Command::Connect { id, .. } => Some(*id),
        _ => None,
    }
}

proptest! {
    #![proptest_config(days(1000))]

    #[test]
    fn no_interleaving_breaks_the_discipline(
        moves in moves(),
        wrap_up in any_wrap_up(),
        ends_acw in any::<bool>(),
        writes in any::<bool>(),
    ) {
        let mut watch = Watch::new(wrap_up, ends_acw, writes);
        for step in &moves {
            watch.play(step);
        }
        watch.finish();
    }
}
