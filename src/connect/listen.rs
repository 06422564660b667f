//! Listens to Streams: to which events, and for how long.
//!
//! A handler does no work: it hands on to `watch` and returns. A panic here would be swallowed by
//! Streams.

use super::decode::softphone_fault;
use super::from_js::named;
use super::js;
use super::watch::Watch;
use crate::domain::{DeviceId, DeviceKind, Event, LinkFact, Millis, SessionNews};
use js_sys::{Function, Object};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// The facts that Streams' event bus tells without data.
const FACTS: [(&str, LinkFact); 10] = [
    ("access_denied", LinkFact::AccessDenied),
    ("agent::websocket_connection_gained", LinkFact::SocketGained),
    ("agent::websocket_connection_lost", LinkFact::SocketLost),
    ("auth_fail", LinkFact::AuthFailed),
    // The worker gave up signing in anew: the session is as good as expired.
    ("authorize_retries_exhausted", LinkFact::AuthFailed),
    ("authorize_success", LinkFact::Authorized),
    ("cti_authorize_retries_exhausted", LinkFact::Frozen),
    ("iframe_retries_exhausted", LinkFact::RetriesExhausted),
    ("terminated", LinkFact::Terminated),
    ("webSocket::init_failure", LinkFact::SocketFailed),
];

/// The events by which the softphone tells that it uses another device.
const DEVICES: [(&str, DeviceKind); 3] = [
    ("configuration::microphone_device_changed", DeviceKind::Microphone),
    ("configuration::ringer_device_changed", DeviceKind::Ringer),
    ("configuration::speaker_device_changed", DeviceKind::Speaker),
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
    _agent: Rc<RefCell<Vec<Listener>>>,
    _expiry: Option<Expiry>,
}

/// The handlers of the end of the session.
struct Expiry {
    _heard: [Listener; 2],
    /// Its own `unsubscribe` would take away a handler of another event (`frontier.md` 8), so it stays as long as the
    /// link; after that the CCP that it hears is gone.
    _refused: Closure<dyn Fn(JsValue)>,
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
        fixed.push(listener(|f| conduit.on_upstream("acknowledge", f), on(Watch::acknowledged))?);
        fixed.push(listener(
            |f| bus.subscribe("ack_timeout", f),
            on(|watch, _| watch.unacknowledged()),
        )?);
        for (name, fact) in FACTS {
            let watch = Rc::clone(watch);
            fixed.push(listener(|f| bus.subscribe(name, f), move |_| watch.note(fact.clone()))?);
        }
        for (name, kind) in DEVICES {
            let watch = Rc::clone(watch);
            let changed = move |data: JsValue| {
                let device = data.unchecked_ref::<js::DeviceNews>().device().ok();
                if let Some(device) = device.and_then(|device| device.as_string()) {
                    watch.pass(Event::DeviceChanged { kind, device: DeviceId::new(device) });
                }
            };
            fixed.push(listener(|f| bus.subscribe(name, f), changed)?);
        }
        fixed.push(listener(
            |f| bus.subscribe("agent::mute_toggle", f),
            on(|watch, data| {
                let muted = data.unchecked_ref::<js::MuteNews>().muted().ok();
                if let Some(muted) = muted.and_then(|muted| muted.as_bool()) {
                    watch.pass(Event::MuteToggled { muted });
                }
            }),
        )?);
        fixed.push(listener(
            |f| bus.subscribe("agent::softphone_error", f),
            on(|watch, data| {
                let kind = data.unchecked_ref::<js::SoftphoneNews>().kind().ok();
                let kind = kind.and_then(|kind| kind.as_string()).unwrap_or_default();
                watch.pass(Event::SoftphoneFailed(softphone_fault(&kind)));
            }),
        )?);
        // An older Streams has none of these, and the link does without.
        let expiry = on_expiry(watch).ok();
        let agent = Rc::default();
        fixed.push(on_agent(watch, &agent)?);
        fixed.push(listener(js::on_contact, on(|watch, contact| watch.announced(contact)))?);
        Ok(Self { _fixed: fixed, _agent: agent, _expiry: expiry })
    }
}

/// Hears of the end of the session.
fn on_expiry(watch: &Rc<Watch>) -> Result<Expiry, JsValue> {
    let warnings = js::ExpirationWarnings::new()?;
    let pass = |told: fn(&JsValue) -> Option<SessionNews>| {
        let watch = Rc::clone(watch);
        move |data: JsValue| {
            if let Some(news) = told(&data) {
                watch.pass(Event::SessionTold(news));
            }
        }
    };
    let warned = listener(|f| warnings.on_warning(f), pass(expiration))?;
    let cleared = listener(|f| warnings.on_cleared(f), pass(|_| Some(SessionNews::GoesOn)))?;
    let refused = Closure::<dyn Fn(JsValue)>::new(pass(|_| Some(SessionNews::NotExtended)));
    warnings.on_extension_error(refused.as_ref().unchecked_ref())?;
    Ok(Expiry { _heard: [warned, cleared], _refused: refused })
}

/// Streams' text says that a time is told, and it is an object with one.
fn expiration(data: &JsValue) -> Option<SessionNews> {
    let inside = data.unchecked_ref::<js::ExpirationNews>().expiration().ok();
    let millis = inside.and_then(|inside| inside.as_f64()).or(data.as_f64())?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date")]
    Some(SessionNews::Ends(Millis(millis as u64)))
}

/// Hooks the refreshes, and what is told on the second channel, once there is an agent. The agent is announced before its first refresh, so
/// that one comes too; if there was an agent before, its last data is taken at once instead.
fn on_agent(watch: &Rc<Watch>, hooks: &Rc<RefCell<Vec<Listener>>>) -> Result<Listener, JsValue> {
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
fn on_channel(watch: &Rc<Watch>, agent: &js::Agent) -> Vec<Listener> {
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
        listener(|f| subscribe(to, f), move |told| watch.told(&told)).ok()
    };
    (0..4).filter_map(hook).collect()
}
