//! Owns what comes from Streams: the handlers, and what is kept to read their meaning.
//!
//! Must never work in a handler: decode, tell, return. A panic here would be swallowed by Streams.

use super::Sink;
use super::decode::{DecodeError, KEYS, decode};
use super::failure::named;
use super::{js, library};
use crate::dom::timer::Timer;
use crate::domain::event::{Event, LinkFact};
use crate::domain::ids::ContactId;
use crate::domain::snapshot::{Seen, Snapshot};
use core::time::Duration;
use js_sys::{Array, Date, Function, JSON};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// One call makes some 40 messages; the core wants to know only that there was one lately.
const HEARD_EVERY_MS: f64 = 1000.0;
/// Streams opens its login window behind a Web Lock, so whether it was blocked shows a bit later.
const POPUP_SETTLES: Duration = Duration::from_millis(600);

/// The facts that Streams' event bus tells without data.
const FACTS: [(&str, LinkFact); 7] = [
    ("access_denied", LinkFact::AccessDenied),
    ("auth_fail", LinkFact::AuthFailed),
    // The worker gave up polling: the session is as good as expired.
    ("authorize_retries_exhausted", LinkFact::AuthFailed),
    ("authorize_success", LinkFact::Authorized),
    ("cti_authorize_retries_exhausted", LinkFact::AuthFailed),
    ("iframe_retries_exhausted", LinkFact::RetriesExhausted),
    ("terminated", LinkFact::Terminated),
];

/// A handler of Streams; dropping it unsubscribes first.
struct Listener {
    subscription: js::Subscription,
    _callback: Closure<dyn Fn(JsValue)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.subscription.unsubscribe();
    }
}

fn listener(
    subscribe: impl FnOnce(&Function) -> Result<js::Subscription, JsValue>,
    f: impl Fn(JsValue) + 'static,
) -> Result<Listener, JsValue> {
    let callback = Closure::<dyn Fn(JsValue)>::new(f);
    let subscription = subscribe(callback.as_ref().unchecked_ref())?;
    Ok(Listener { subscription, _callback: callback })
}

/// Every handler of one link.
pub(super) struct Listeners {
    _fixed: Vec<Listener>,
    _refresh: Rc<RefCell<Option<Listener>>>,
}

impl Listeners {
    /// Registers them all; must run in the same task as `initCCP`, which makes the bus.
    pub(super) fn register(watch: &Rc<Watch>) -> Result<Self, JsValue> {
        let (conduit, bus) = (js::upstream()?, js::event_bus()?);
        let mut fixed = Vec::new();
        let on = |f: fn(&Rc<Watch>, &JsValue)| {
            let watch = Rc::clone(watch);
            move |data: JsValue| f(&watch, &data)
        };
        fixed.push(listener(|f| conduit.on_all_upstream(f), on(|watch, _| watch.hear()))?);
        fixed.push(listener(
            |f| conduit.on_upstream("acknowledge", f),
            on(|watch, data| watch.acknowledged(data)),
        )?);
        fixed.push(listener(
            |f| bus.subscribe("ack_timeout", f),
            on(|watch, _| watch.unacknowledged()),
        )?);
        for (name, fact) in FACTS {
            let watch = Rc::clone(watch);
            fixed.push(listener(|f| bus.subscribe(name, f), move |_| watch.note(fact.clone()))?);
        }
        let refresh = Rc::new(RefCell::new(None));
        fixed.push(on_agent(watch, &refresh)?);
        fixed.push(listener(js::on_contact, on(|watch, contact| watch.announced(contact)))?);
        Ok(Self { _fixed: fixed, _refresh: refresh })
    }
}

/// Hooks the refreshes once there is an agent. The agent is announced before its first refresh, so
/// that one comes too; if there was an agent before, its last data is taken at once instead.
fn on_agent(
    watch: &Rc<Watch>,
    refresh: &Rc<RefCell<Option<Listener>>>,
) -> Result<Listener, JsValue> {
    let (watch, refresh) = (Rc::clone(watch), Rc::clone(refresh));
    let registering = Rc::new(Cell::new(true));
    let replayed = Rc::clone(&registering);
    let registered = listener(js::on_agent, move |agent| {
        if refresh.borrow().is_none() {
            let refreshed = Rc::clone(&watch);
            let agent: js::Agent = agent.unchecked_into();
            let hook = listener(|f| agent.on_refresh(f), move |_| refreshed.refresh());
            match hook {
                Ok(hook) => *refresh.borrow_mut() = Some(hook),
                Err(error) => watch.garbled(format!("agent.onRefresh threw {}", named(&error))),
            }
        }
        if replayed.get() {
            watch.refresh();
        }
    });
    registering.set(false);
    registered
}

/// What the handlers know between two calls.
pub(super) struct Watch {
    sink: Sink,
    /// Whether the next acknowledgement is news.
    awaiting: Cell<bool>,
    /// Signed out: only the first acknowledgement of a CCP page can end that, for an answer to
    /// `synchronize` may still be on its way.
    signed_out: Cell<bool>,
    exhausted: Cell<bool>,
    heard_at: Cell<f64>,
    port: RefCell<Option<String>>,
    contacts: RefCell<Vec<ContactId>>,
    popup: RefCell<Option<Timer>>,
}

impl Watch {
    pub(super) fn new(sink: Sink) -> Rc<Self> {
        Rc::new(Self {
            sink,
            awaiting: Cell::new(true),
            signed_out: Cell::default(),
            exhausted: Cell::default(),
            heard_at: Cell::default(),
            port: RefCell::default(),
            contacts: RefCell::default(),
            popup: RefCell::default(),
        })
    }

    /// Forgets the link that was.
    pub(super) fn reset(&self) {
        self.awaiting.set(true);
        self.signed_out.set(false);
        self.exhausted.set(false);
        self.port.take();
        self.contacts.take();
        self.popup.take();
    }

    pub(super) fn tell(&self, fact: LinkFact) {
        (self.sink)(Event::LinkChanged(fact));
    }

    /// Whether Streams had stopped trying; after this it counts as trying again.
    pub(super) fn forgive_exhaustion(&self) -> bool {
        self.exhausted.replace(false)
    }

    fn hear(&self) {
        let now = Date::now();
        if (now - self.heard_at.get()).abs() >= HEARD_EVERY_MS {
            self.heard_at.set(now);
            (self.sink)(Event::CcpHeard);
        }
    }

    fn note(&self, fact: LinkFact) {
        match fact {
            LinkFact::Terminated => {
                self.awaiting.set(true);
                self.signed_out.set(true);
            }
            LinkFact::RetriesExhausted => self.exhausted.set(true),
            LinkFact::AccessDenied
            | LinkFact::Acknowledged
            | LinkFact::Authorized
            | LinkFact::AuthFailed
            | LinkFact::Frozen
            | LinkFact::Initialising
            | LinkFact::LibraryFailed(_)
            | LinkFact::NotAcknowledged { .. }
            | LinkFact::SocketFailed
            | LinkFact::SocketGained
            | LinkFact::SocketLost
            | LinkFact::StorageDenied => {}
        }
        self.tell(fact);
    }

    /// The first acknowledgement of a CCP page has an id, the answers to `synchronize` have none
    /// (`connect.md` E.2).
    fn acknowledged(&self, data: &JsValue) {
        let id =
            data.unchecked_ref::<js::Acknowledgement>().id().ok().and_then(|id| id.as_string());
        stop_refreshing();
        let reloaded = id.is_some() && *self.port.borrow() != id;
        let awaited = self.awaiting.get() && (id.is_some() || !self.signed_out.get());
        if !(reloaded || awaited) {
            return;
        }
        if id.is_some() {
            self.port.replace(id);
        }
        self.awaiting.set(false);
        self.signed_out.set(false);
        self.exhausted.set(false);
        self.popup.take();
        self.tell(LinkFact::Acknowledged);
    }
}

/// Ends a refresh loop that an acknowledgement did not end, because a former link had started it:
/// it would replace a frame that works.
fn stop_refreshing() {
    let Ok(core) = js::core() else { return };
    if let Ok(timer) = core.refresh_timer()
        && !timer.is_null()
    {
        let _ = js::clear_timeout(&timer);
        let _ = core.set_refresh_timer(&JsValue::NULL);
    }
    // Closing the login window leaves the same null behind as a blocked one.
    if core.login_window().is_ok_and(|window| window.is_null()) {
        let _ = core.set_login_window(&JsValue::UNDEFINED);
    }
}

impl Watch {
    /// Streams has just asked for its login window; what came of it shows a moment later.
    fn unacknowledged(self: &Rc<Self>) {
        self.awaiting.set(true);
        self.tell(LinkFact::NotAcknowledged { popup_blocked: popup_blocked() });
        let me = Rc::downgrade(self);
        let later = Timer::after(POPUP_SETTLES, move || {
            if let Some(watch) = me.upgrade()
                && watch.awaiting.get()
                && popup_blocked()
            {
                watch.tell(LinkFact::NotAcknowledged { popup_blocked: true });
            }
        });
        self.popup.replace(later.ok());
    }

    /// A contact is announced after the refresh that brought it; if that refresh could not be read
    /// in full, it is taken again.
    fn announced(&self, contact: &JsValue) {
        let id = contact.unchecked_ref::<js::Contact>().contact_id().ok();
        let known = id.and_then(|id| id.as_string()).map(ContactId::new);
        if known.is_some_and(|id| !self.contacts.borrow().contains(&id)) {
            self.refresh();
        }
    }

    /// Takes the whole agent data, decodes it and tells.
    fn refresh(&self) {
        match snapshot() {
            Ok(snapshot) => {
                self.contacts.replace(snapshot.contacts.iter().map(id_of).collect());
                (self.sink)(Event::SnapshotTaken(snapshot));
            }
            Err(fault) => self.garbled(fault),
        }
        library::drain_logs();
    }

    fn garbled(&self, fault: String) {
        (self.sink)(Event::SnapshotGarbled { fault });
    }
}

fn id_of(seen: &Seen) -> ContactId {
    match seen {
        Seen::Contact(facts) => facts.id.clone(),
        Seen::Garbled { id, .. } => id.clone(),
    }
}

/// Only what the decoder reads leaves JavaScript: the list keeps tokens and attributes out.
fn snapshot() -> Result<Snapshot, String> {
    let threw = |error: JsValue| format!("getAgentData threw {}", named(&error));
    let data = js::agent_data_provider().and_then(|p| p.agent_data()).map_err(threw)?;
    let keys: Array = KEYS.iter().map(|key| JsValue::from_str(key)).collect();
    let text = JSON::stringify_with_replacer(&data, &keys).map_err(threw)?;
    decode(&String::from(text)).map_err(|error: DecodeError| error.to_string())
}

fn popup_blocked() -> bool {
    js::core().and_then(|core| core.login_window()).is_ok_and(|window| window.is_null())
}
