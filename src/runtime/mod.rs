//! The Model and the loop around the core: events in, commands out, one view written.
//!
//! Never decides. Every event is drained before the next: a dispatch from inside a command only
//! queues, since Streams and the bridge may call back while they are being called.

pub mod memory;

use core::cell::{Cell, RefCell};
use core::time::Duration;
use gloo_events::EventListener;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use crate::dom::clock::{self, Soon, Timer};
use crate::dom::{page, window};
use crate::domain::{
    Announcement, Command, CommandId, DialText, Event, Memory, Millis, Model, RefusedMessage,
    Settings,
};
use crate::signals::Signal;
use crate::telemetry::browser;
use crate::telemetry::record::Inputs;
use crate::view::View;
use crate::{connect, domain, fusion};
use memory::Store;

/// Reads a text as a phone number and dispatches `NumberRead` with the id, now or later, once.
pub type NumberReader = Rc<dyn Fn(CommandId, &DialText, Option<&str>)>;

/// Shows an announcement while it stands, and takes it back.
pub type Announcer = Rc<dyn Fn(&Announcement, bool)>;

/// The one owner of the Model.
pub struct Runtime {
    model: RefCell<Model>,
    queue: RefCell<VecDeque<Event>>,
    flood: RefCell<Flood>,
    draining: Cell<bool>,
    connect: RefCell<Option<Rc<connect::Session>>>,
    fusion: RefCell<Option<Rc<fusion::Bridge>>>,
    reader: RefCell<NumberReader>,
    announcer: RefCell<Announcer>,
    store: RefCell<Store>,
    inputs: Rc<RefCell<Inputs>>,
    /// What is to be kept and is not stored yet.
    unsaved: RefCell<Option<Arc<Memory>>>,
    /// Stores that in the next task.
    storing: Soon,
    /// Hears of the end of the page.
    _leaving: Option<EventListener>,
    wake: RefCell<Option<(Millis, Timer)>>,
    windows_unseen: Cell<bool>,
    view: Signal<View>,
    me: Weak<Self>,
}

impl Runtime {
    /// Starts the core with what an earlier page remembered; `seed` is fresh random bits.
    pub fn start(
        settings: Arc<Settings>,
        presence: domain::FusionPresence,
        seed: [u64; 2],
        view: Signal<View>,
    ) -> Rc<Self> {
        let (store, memory) = Store::open(settings.wrap_up);
        let model = Model::new(settings, seed);
        let inputs = Inputs::start(&model, store.is_denied(), now());
        let runtime = Rc::new_cyclic(|me| Self {
            model: RefCell::new(model),
            queue: RefCell::default(),
            flood: RefCell::default(),
            draining: Cell::new(false),
            connect: RefCell::default(),
            fusion: RefCell::default(),
            reader: RefCell::new(Rc::new(|_, _, _| ())),
            announcer: RefCell::new(Rc::new(|_, _| ())),
            store: RefCell::new(store),
            inputs: Rc::new(RefCell::new(inputs)),
            unsaved: RefCell::default(),
            storing: Soon::new(weakly(me, Self::store_now)),
            _leaving: window::on_leave(weakly(me, Self::leave)),
            wake: RefCell::default(),
            windows_unseen: Cell::new(false),
            view,
            me: me.clone(),
        });
        browser::keep(&runtime.inputs);
        runtime.dispatch(Event::Started { memory, fusion: presence });
        runtime
    }

    /// Gives the adapters their way in; it holds the runtime weakly, so nothing keeps it alive.
    pub fn sink(&self) -> Rc<dyn Fn(Event)> {
        let me = self.me.clone();
        Rc::new(move |event| {
            if let Some(runtime) = me.upgrade() {
                runtime.dispatch(event);
            }
        })
    }

    /// What the core was told lately; personal, and only for a trace to be made of it.
    pub fn written_inputs(&self) -> String {
        self.inputs.borrow().written()
    }

    /// Takes over what reads phone numbers.
    pub fn set_reader(&self, reader: NumberReader) {
        self.reader.replace(reader);
    }

    /// Takes over what shows announcements.
    pub fn set_announcer(&self, announcer: Announcer) {
        self.announcer.replace(announcer);
    }

    /// Notes that the browser does not tell of other windows that run the phone too.
    pub fn note_windows_unseen(&self) {
        self.windows_unseen.set(true);
        self.publish();
    }

    /// Takes over, or gives up, the link to Connect.
    pub fn set_connect(&self, session: Option<connect::Session>) {
        self.connect.replace(session.map(Rc::new));
    }

    /// Takes over, or gives up, the link to Fusion.
    pub fn set_fusion(&self, bridge: Option<Rc<fusion::Bridge>>) {
        self.fusion.replace(bridge.clone());
        // Only now, for what it says may be followed by a request at once.
        if let Some(bridge) = bridge {
            bridge.open();
        }
    }

    /// Whether Amazon warns that the session ends.
    pub fn session_ends(&self) -> bool {
        self.view.with_untracked(|view| view.health.session.is_some())
    }

    /// How Fusion was spoken with about the calls that an earlier page left under way.
    pub fn former_transport(&self) -> Option<domain::Transport> {
        self.model.borrow().remembered.transport
    }

    /// Takes one event; everything that follows from it has happened when this returns.
    pub fn dispatch(&self, event: Event) {
        let event = self.flood.borrow_mut().admit(event, now());
        let Some(event) = event else { return self.schedule_wake() };
        if let (Event::FusionReady { .. }, Some(bridge)) = (&event, self.bridge()) {
            bridge.close_former();
        }
        let leapt = Millis(clock::leapt());
        let slept = (leapt >= SLEPT).then_some(Event::ClockLeapt(leapt));
        self.queue.borrow_mut().extend(slept.into_iter().chain([event]));
        if self.draining.replace(true) {
            return;
        }
        while let Some(event) = self.next() {
            let now = now();
            self.inputs.borrow_mut().take(&event, now);
            let commands = domain::update(&mut self.model.borrow_mut(), event, now);
            self.inputs.borrow_mut().answered();
            for command in commands {
                self.execute(command);
            }
        }
        self.draining.set(false);
        // Before the screen is drawn, for what draws may fail.
        self.save();
        self.publish();
        self.schedule_wake();
    }

    /// Stores what is to be kept once the screen is drawn: right after it, or when the page goes away. A page that
    /// nobody sees has late timers and nothing to draw, so it stores at once.
    fn save(&self) {
        let waits = self.unsaved.borrow().is_some();
        if waits && !(page::is_visible(web_sys::window().as_ref()) && self.storing.ask()) {
            self.store_now();
        }
    }

    /// Stores what is to be kept, now.
    pub fn store_now(&self) {
        let Some(memory) = self.unsaved.take() else { return };
        let before = self.store.borrow().is_denied();
        let stored = self.store.borrow_mut().save(&memory, now());
        if let Err(denied) = stored {
            browser::say(&format!("memory: {denied}"));
        }
        if self.store.borrow().is_denied() != before {
            self.publish();
        }
    }

    /// The page goes away: stores what is left, and takes back what nobody would take back later.
    fn leave(&self) {
        self.store_now();
        let standing = self.model.borrow().announced.clone();
        for announcement in &standing {
            self.announce(announcement, false);
        }
    }

    /// Takes the next event; the borrow must end before the event is worked on.
    fn next(&self) -> Option<Event> {
        let queued = self.queue.borrow_mut().pop_front();
        queued.or_else(|| self.flood.borrow_mut().release(now()))
    }

    fn execute(&self, command: Command) {
        match command {
            Command::Announce(announcement) => self.announce(&announcement, true),
            Command::Withdraw(announcement) => self.announce(&announcement, false),
            Command::Connect { id, request } => {
                self.connected(&|session| session.execute(id, &request));
            }
            Command::Fusion { uuid, request } => {
                self.linked(&|bridge| bridge.request(&uuid, &request));
            }
            Command::Reply { ticket, reply } => self.linked(&|bridge| bridge.reply(ticket, &reply)),
            Command::Remember(memory) => {
                self.unsaved.replace(Some(memory));
            }
            Command::OpenFusion => self.linked(&fusion::Bridge::open),
            Command::OpenLogin => self.connected(&connect::Session::open_login),
            Command::OpenPanelWindow => self.connected(&|session| {
                let blocked = !session.open_panel();
                self.dispatch(Event::PanelAsked { blocked });
            }),
            Command::ReadNumber { id, text, country } => {
                // Without a borrow that the reader's own dispatch could run into.
                let reader = Rc::clone(&self.reader.borrow());
                reader(id, &text, country.as_deref());
            }
            Command::TellActivity => self.connected(&connect::Session::tell_activity),
            Command::SignOut => self.connected(&connect::Session::sign_out),
            Command::RestartConnect => self.connected(&connect::Session::restart),
            Command::Trace(note) => browser::note(&note),
        }
    }

    fn announce(&self, announcement: &Announcement, stands: bool) {
        // Without a borrow that a press could run into.
        let announcer = Rc::clone(&self.announcer.borrow());
        announcer(announcement, stands);
    }

    /// Asks Connect, if there is a link to it, without a borrow that a call back could run into.
    fn connected(&self, ask: &dyn Fn(&connect::Session)) {
        let session = self.connect.borrow().clone();
        if let Some(session) = session {
            ask(&session);
        }
    }

    /// Asks Fusion, if there is a link to it.
    fn linked(&self, ask: &dyn Fn(&fusion::Bridge)) {
        if let Some(bridge) = self.bridge() {
            ask(&bridge);
        }
    }

    /// The link to Fusion, without a borrow that a call back could run into.
    pub fn bridge(&self) -> Option<Rc<fusion::Bridge>> {
        self.fusion.borrow().clone()
    }

    /// Sets the one timer to the core's next deadline, unless it is set to it already.
    fn schedule_wake(&self) {
        let due = self.model.borrow().next_deadline();
        let due = due.into_iter().chain(self.flood.borrow().deadline()).min();
        let set = self.wake.borrow().as_ref().map(|(at, _)| *at);
        if due == set {
            return;
        }
        let timer = due.and_then(|at| {
            let span = Duration::from_millis(at.since(now()).0);
            Timer::after(span, weakly(&self.me, Self::wake_up)).ok().map(|timer| (at, timer))
        });
        self.wake.replace(timer);
    }

    /// The timer fired. It is put away after the event only, for its closure is running.
    fn wake_up(&self) {
        let fired = self.wake.take();
        self.dispatch(Event::Ticked);
        drop(fired);
    }

    /// Writes the view, if it is another.
    fn publish(&self) {
        let denied = self.store.borrow().is_denied();
        let model = self.model.borrow();
        let mut view = View::of(&model, denied);
        view.health.windows_unseen = self.windows_unseen.get();
        self.inputs.borrow_mut().shown(&model, denied, now());
        drop(model);
        if self.view.with_untracked(|shown| *shown != view) {
            self.view.set(view);
        }
    }
}

/// Calls `work` on a runtime that is still there, and does not keep it.
fn weakly(runtime: &Weak<Runtime>, work: fn(&Runtime)) -> impl Fn() + 'static {
    let runtime = Weak::clone(runtime);
    move || {
        if let Some(runtime) = runtime.upgrade() {
            work(&runtime);
        }
    }
}

fn now() -> Millis {
    Millis(clock::now())
}

/// A clock that goes on by so much at once has not just been put right.
const SLEPT: Millis = Millis::seconds(60);
/// How long refused messages are gathered after one of them went on.
const FLOOD_SPAN: Millis = Millis::seconds(1);

/// The messages that were refused lately.
#[derive(Debug, Default)]
struct Flood {
    /// Until when they are gathered.
    until: Option<Millis>,
    gathered: Option<(RefusedMessage, u32)>,
}

impl Flood {
    /// Gives an event back that goes on now.
    fn admit(&mut self, event: Event, now: Millis) -> Option<Event> {
        let Event::MessageRefused { why, count } = event else { return Some(event) };
        let before = self.gathered.take().map_or(0, |(_, count)| count);
        self.gathered = Some((why, count.saturating_add(before)));
        self.release(now)
    }

    /// Gives what was gathered, once it is due.
    fn release(&mut self, now: Millis) -> Option<Event> {
        if self.until.is_some_and(|until| now < until) {
            return None;
        }
        let (why, count) = self.gathered.take()?;
        self.until = Some(now + FLOOD_SPAN);
        Some(Event::MessageRefused { why, count })
    }

    /// When something that was gathered is due.
    fn deadline(&self) -> Option<Millis> {
        self.until.filter(|_| self.gathered.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(why: &str) -> Event {
        Event::MessageRefused { why: RefusedMessage::WrongOrigin(why.to_owned()), count: 1 }
    }

    #[test]
    fn the_first_goes_on_at_once_and_the_others_once_a_second_with_the_last_reason() {
        let mut flood = Flood::default();
        let mut sent = Vec::new();
        for at in 0..5_000 {
            sent.extend(flood.admit(refused(&at.to_string()), Millis(at)));
        }
        sent.extend(flood.release(Millis(10_000)));
        let told: Vec<(String, u32)> = sent
            .into_iter()
            .filter_map(|event| {
                let Event::MessageRefused { why, count } = event else { return None };
                let RefusedMessage::WrongOrigin(why) = why else { return None };
                Some((why, count))
            })
            .collect();
        let expected = [("0", 1), ("1000", 1_000), ("2000", 1_000), ("3000", 1_000)];
        assert_eq!(told[..4], expected.map(|(why, count)| (why.to_owned(), count)));
        assert_eq!(told.iter().map(|(_, count)| count).sum::<u32>(), 5_000, "none is lost");
        assert_eq!(told.len(), 6);
        assert_eq!((flood.deadline(), flood.release(Millis(20_000))), (None, None));
    }

    #[test]
    fn what_is_gathered_has_a_deadline_and_other_events_go_on() {
        let mut flood = Flood::default();
        assert_eq!(flood.admit(refused("a"), Millis(10)), Some(refused("a")));
        assert_eq!(flood.deadline(), None);
        assert_eq!(flood.admit(refused("b"), Millis(11)), None);
        assert_eq!(flood.admit(Event::Ticked, Millis(12)), Some(Event::Ticked));
        assert_eq!(flood.deadline(), Some(Millis(1_010)));
        assert_eq!(flood.release(Millis(1_009)), None);
        assert_eq!(flood.release(Millis(1_010)), Some(refused("b")));
    }
}
