//! Listens to Streams, and interprets its events by what came before them.
//!
//! Never calls a command: it decodes, tells, and keeps Streams from what nobody asked for. A panic in a handler would be
//! swallowed by Streams.

use core::time::Duration;
use js_sys::{Function, Object};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::decode::{DEVICE_EVENTS, FACTS};
use super::decode::{enhancement, network, softphone_fault};
use super::streams::{named, text};
use super::{Sink, StartOptions, js, streams};
use crate::dom::clock;
use crate::dom::clock::Timer;
use crate::domain::{
    ConnectionId, ContactId, DeviceId, Event, LinkFact, Millis, Seen, SessionNews,
};

/// A handler of Streams; dropping it unsubscribes first.
struct Hook {
    subscription: js::Subscription,
    _callback: Closure<dyn Fn(JsValue)>,
}

impl Drop for Hook {
    fn drop(&mut self) {
        let _ = self.subscription.unsubscribe();
    }
}

fn listener(
    subscribe: impl FnOnce(&Function) -> Result<js::Subscription, JsValue>,
    f: impl Fn(JsValue) + 'static,
) -> Result<Hook, JsValue> {
    let callback = Closure::<dyn Fn(JsValue)>::new(f);
    let subscription = subscribe(callback.as_ref().unchecked_ref())?;
    Ok(Hook { subscription, _callback: callback })
}

/// Every handler of one link.
pub(super) struct Listeners {
    _fixed: Vec<Hook>,
    _agent: Rc<RefCell<Vec<Hook>>>,
    _expiry: Option<[Hook; 2]>,
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
        fixed.push(listener(|f| conduit.on_all_upstream(f), on(|watch, _| watch.ccp_heard()))?);
        fixed.push(listener(|f| conduit.on_upstream("acknowledge", f), on(Watch::acknowledged))?);
        fixed.push(listener(
            |f| bus.subscribe("ack_timeout", f),
            on(|watch, _| watch.unacknowledged()),
        )?);
        for (name, fact) in FACTS {
            let watch = Rc::clone(watch);
            fixed
                .push(listener(|f| bus.subscribe(name, f), move |_| watch.bus_told(fact.clone()))?);
        }
        for (name, kind) in DEVICE_EVENTS {
            let watch = Rc::clone(watch);
            let changed = move |data: JsValue| {
                if let Some(device) = text(data.unchecked_ref::<js::News>().device()) {
                    watch.tell(Event::DeviceChanged { kind, device: DeviceId::new(device) });
                }
            };
            fixed.push(listener(|f| bus.subscribe(name, f), changed)?);
        }
        fixed.push(listener(
            |f| bus.subscribe("agent::mute_toggle", f),
            on(|watch, data| {
                let muted = data.unchecked_ref::<js::News>().muted().ok();
                if let Some(muted) = muted.and_then(|muted| muted.as_bool()) {
                    watch.tell(Event::MuteToggled { muted });
                }
            }),
        )?);
        fixed.push(listener(
            |f| bus.subscribe("agent::softphone_error", f),
            on(|watch, data| {
                let kind = text(data.unchecked_ref::<js::News>().kind());
                let kind = kind.unwrap_or_default();
                watch.tell(Event::SoftphoneFailed(softphone_fault(&kind)));
            }),
        )?);
        // An older Streams has none of these, and the link does without.
        let expiry = on_expiry(watch).ok();
        let agent = Rc::default();
        fixed.push(on_agent(watch, &agent)?);
        fixed
            .push(listener(js::on_contact, on(|watch, contact| watch.contact_announced(contact)))?);
        Ok(Self { _fixed: fixed, _agent: agent, _expiry: expiry })
    }
}

/// Hears of the end of the session.
fn on_expiry(watch: &Rc<Watch>) -> Result<[Hook; 2], JsValue> {
    let warnings = js::ExpirationWarnings::new()?;
    let pass = |told: fn(&JsValue) -> Option<SessionNews>| {
        let watch = Rc::clone(watch);
        move |data: JsValue| {
            if let Some(news) = told(&data) {
                watch.tell(Event::SessionTold(news));
            }
        }
    };
    let warned = listener(|f| warnings.on_warning(f), pass(expiration))?;
    let cleared = listener(|f| warnings.on_cleared(f), pass(|_| Some(SessionNews::GoesOn)))?;
    let refused = Closure::<dyn Fn(JsValue)>::new(pass(|_| Some(SessionNews::NotExtended)));
    // Its own `unsubscribe` would take away a handler of another event (`frontier.md` 8): it lives as long as Streams
    // may call it.
    warnings.on_extension_error(refused.into_js_value().unchecked_ref())?;
    Ok([warned, cleared])
}

/// Streams' text says that a time is told, and it is an object with one; it is read as this computer's.
fn expiration(data: &JsValue) -> Option<SessionNews> {
    let inside = data.unchecked_ref::<js::News>().expiration().ok();
    let millis = inside.and_then(|inside| inside.as_f64()).or(data.as_f64())?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date")]
    Some(SessionNews::Ends(Millis(clock::at_wall(millis as u64))))
}

/// Hooks the refreshes, and what is told on the second channel, once there is an agent. The agent is announced before
/// its first refresh, so that one comes too; if there was an agent before, its last data is taken at once instead.
fn on_agent(watch: &Rc<Watch>, hooks: &Rc<RefCell<Vec<Hook>>>) -> Result<Hook, JsValue> {
    let (watch, hooks) = (Rc::clone(watch), Rc::clone(hooks));
    let registering = Rc::new(Cell::new(true));
    let replayed = Rc::clone(&registering);
    let registered = listener(js::on_agent, move |agent| {
        if hooks.borrow().is_empty() {
            let refreshed = Rc::clone(&watch);
            let agent: js::Agent = agent.unchecked_into();
            let hook = listener(|f| agent.on_refresh(f), move |_| refreshed.refresh());
            match hook {
                Ok(hook) => {
                    let mut hooked = on_channel(&watch, &agent);
                    hooked.push(hook);
                    hooks.replace(hooked);
                }
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

/// Hears what only the second channel tells; an older Streams has none of it, and the link does without.
fn on_channel(watch: &Rc<Watch>, agent: &js::Agent) -> Vec<Hook> {
    watch.ask_network();
    // One for all calls: Streams never lets go of a listener to one leg, whose `unsubscribe` forgets to name the leg.
    let leg = js::voice_leg().map(|leg| Object::create(&leg).unchecked_into());
    let leg: js::VoiceLeg = leg.unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into());
    let subscribe = |to: usize, f: &Function| match to {
        0 => agent.on_enhancement(f),
        1 => agent.on_network(f),
        2 => leg.on_hold(f),
        _ => leg.on_resume(f),
    };
    let hook = |to| {
        let watch = Rc::clone(watch);
        listener(|f| subscribe(to, f), move |told| watch.channel_told(&told)).ok()
    };
    (0..4).filter_map(hook).collect()
}

/// One call makes some 40 messages; the core wants to know only that there was one lately.
const HEARD_EVERY_MS: u64 = 1000;
/// Streams opens its login window behind a Web Lock, so whether it was blocked shows a bit later.
const POPUP_SETTLES: Duration = Duration::from_millis(600);

/// What the handlers know between two calls.
pub(super) struct Watch {
    sink: Sink,
    /// Whether the next acknowledgement is news.
    awaiting: Cell<bool>,
    /// Signed out: only the first acknowledgement of a CCP page can end that, for an answer to
    /// `synchronize` may still be on its way.
    signed_out: Cell<bool>,
    /// The agent signs out, or did, in this toolbar: no login window is wanted then.
    leaving: Cell<bool>,
    exhausted: Cell<bool>,
    heard_at: Cell<u64>,
    port: RefCell<Option<String>>,
    contacts: RefCell<Vec<ContactId>>,
    popup: RefCell<Option<Timer>>,
    /// Ends the wait for the sign-out at Amazon.
    logout: RefCell<Option<Timer>>,
    pub(super) options: StartOptions,
}

impl Watch {
    pub(super) fn new(sink: Sink, options: StartOptions) -> Rc<Self> {
        Rc::new(Self {
            sink,
            options,
            leaving: Cell::default(),
            logout: RefCell::default(),
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
        self.leaving.set(false);
        self.exhausted.set(false);
        self.port.take();
        self.contacts.take();
        self.popup.take();
        self.logout.take();
    }

    /// Whether the agent signs out, or did, in this toolbar.
    pub(super) fn is_leaving(&self) -> bool {
        self.leaving.get()
    }

    fn tell(&self, event: Event) {
        (self.sink)(event);
    }

    /// The agent signs out; `late` ends the wait for Amazon.
    pub(super) fn sign_out_begun(&self, late: Option<Timer>) {
        self.leaving.set(true);
        self.logout.replace(late);
    }

    pub(super) fn tell_link(&self, fact: LinkFact) {
        (self.sink)(Event::LinkChanged(fact));
    }

    /// Whether Streams had stopped trying; after this it counts as trying again.
    pub(super) fn forgive_exhaustion(&self) -> bool {
        self.exhausted.replace(false)
    }

    fn ccp_heard(&self) {
        let now = clock::now();
        if now.saturating_sub(self.heard_at.get()) >= HEARD_EVERY_MS {
            self.heard_at.set(now);
            (self.sink)(Event::CcpHeard);
        }
    }

    fn bus_told(&self, fact: LinkFact) {
        match fact {
            LinkFact::Terminated => {
                self.awaiting.set(true);
                self.signed_out.set(true);
                self.choose_login();
            }
            LinkFact::AuthFailed => {
                self.choose_login();
                // The agent who signed out needs no message that the session ended.
                if self.leaving.get() && self.signed_out.get() {
                    return;
                }
            }
            LinkFact::RetriesExhausted => self.exhausted.set(true),
            LinkFact::AccessDenied
            | LinkFact::Acknowledged
            | LinkFact::Authorized
            | LinkFact::Frozen
            | LinkFact::Initialising
            | LinkFact::LibraryFailed(_)
            | LinkFact::Network(_)
            | LinkFact::NotAcknowledged { .. }
            | LinkFact::Reloaded
            | LinkFact::SocketFailed
            | LinkFact::SocketGained
            | LinkFact::SocketLost
            | LinkFact::StorageDenied => {}
        }
        self.tell_link(fact);
    }

    /// Streams opens its login window and re-creates the frame some seconds from now, unless it is
    /// kept from it; the `Sign in` button then starts both.
    fn choose_login(&self) {
        let wanted = !self.leaving.get();
        streams::set_automatic_login(&self.options.init_params, wanted);
        if !wanted {
            self.exhausted.set(true);
        }
    }

    /// The first acknowledgement of a CCP page has an id, the answers to `synchronize` have none
    /// (`connect.md` E.2).
    fn acknowledged(self: &Rc<Self>, data: &JsValue) {
        let id = text(data.unchecked_ref::<js::News>().id());
        stop_refreshing();
        let reloaded = id.is_some() && *self.port.borrow() != id;
        let awaited = self.awaiting.get() && (id.is_some() || !self.signed_out.get());
        if !(reloaded || awaited) {
            return;
        }
        if id.is_some() && self.port.replace(id).is_some() && reloaded {
            self.tell_link(LinkFact::Reloaded);
        }
        self.awaiting.set(false);
        self.signed_out.set(false);
        self.leaving.set(false);
        self.exhausted.set(false);
        self.popup.take();
        self.tell_link(LinkFact::Acknowledged);
        self.ask_network();
    }

    /// Asks how the network stands, once there is an agent; a CCP that does not know refuses after 30 s.
    fn ask_network(self: &Rc<Self>) {
        let Ok(answer) = js::Agent::new().and_then(|agent| agent.network()) else { return };
        let me = Rc::downgrade(self);
        let told = Closure::once_into_js(move |answer: JsValue| {
            if let Some(watch) = me.upgrade() {
                watch.channel_told(&answer);
            }
        });
        // A refusal has no word on the network, and is none.
        answer.unchecked_ref::<js::Thenable>().then(told.unchecked_ref(), told.unchecked_ref());
    }

    /// Takes what the second channel tells; each kind of news has a member that no other has.
    fn channel_told(&self, news: &JsValue) {
        let news: &js::News = news.unchecked_ref();
        if let Some(network) = text(news.status()).and_then(|status| network(&status)) {
            self.tell_link(LinkFact::Network(network));
        } else if let Some(told) = text(news.mode()).and_then(|mode| enhancement(&mode)) {
            self.tell(Event::EnhancementChanged(told));
        } else if let (Some(leg), Ok(on)) = (text(news.leg()), news.on()) {
            self.tell(Event::HoldTold { leg: ConnectionId::new(leg), on: on.is_truthy() });
        }
    }

    /// Streams has just asked for its login window; what came of it shows a moment later.
    fn unacknowledged(self: &Rc<Self>) {
        self.awaiting.set(true);
        self.tell_link(LinkFact::NotAcknowledged { popup_blocked: popup_blocked() });
        let me = Rc::downgrade(self);
        let later = Timer::after(POPUP_SETTLES, move || {
            if let Some(watch) = me.upgrade()
                && watch.awaiting.get()
                && popup_blocked()
            {
                watch.tell_link(LinkFact::NotAcknowledged { popup_blocked: true });
            }
        });
        self.popup.replace(later.ok());
    }

    /// A contact is announced after the refresh that brought it; if that refresh could not be read
    /// in full, it is taken again.
    fn contact_announced(&self, contact: &JsValue) {
        let id = text(contact.unchecked_ref::<js::Contact>().contact_id()).map(ContactId::new);
        if id.is_some_and(|id| !self.contacts.borrow().contains(&id)) {
            self.refresh();
        }
    }

    /// Takes the whole agent data, decodes it and tells.
    fn refresh(&self) {
        match streams::read(&self.options.attributes, &self.options.segments) {
            Ok(snapshot) => {
                self.contacts
                    .replace(snapshot.contacts.iter().filter_map(Seen::id).cloned().collect());
                (self.sink)(Event::SnapshotTaken(snapshot));
            }
            Err(fault) => self.garbled(fault),
        }
        streams::drain_logs();
    }

    fn garbled(&self, fault: String) {
        (self.sink)(Event::SnapshotGarbled { fault });
    }
}

fn popup_blocked() -> bool {
    js::core().and_then(|core| core.login_window()).is_ok_and(|window| window.is_null())
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
