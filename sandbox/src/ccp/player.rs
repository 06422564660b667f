//! One running engine: it hears messages, keeps time and carries the effects out.
//!
//! Never decides what is said: the engine does. No animation frames: the CCP is hidden.

use super::codec::TIMES;
use super::engine::{Effect, Engine};
use super::js::{Message, parse};
use crate::control::Action;
use crate::report::Report;
use crate::time::Millis;
use gloo_timers::callback::Timeout;
use js_sys::{Date, JSON, Object};
use serde_json::Value;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// How the player reaches the world.
pub struct PlayerHost {
    /// Posts to the page that frames the CCP.
    pub post: Box<dyn Fn(&JsValue)>,
    /// Tells the director.
    pub report: Box<dyn Fn(Report)>,
    /// Keeps a text for after a reload.
    pub save: Box<dyn Fn(&str)>,
    /// Posts on the second channel.
    pub sdk: Box<dyn Fn(&JsValue)>,
    /// Loads the page again.
    pub reload: Box<dyn Fn()>,
}

/// A running CCP.
pub struct Player {
    engine: RefCell<Engine>,
    host: PlayerHost,
    reviver: Closure<dyn Fn(String, JsValue) -> JsValue>,
    timer: RefCell<Option<Timeout>>,
    me: Weak<Self>,
}

impl Player {
    /// Starts it.
    pub fn start(engine: Engine, host: PlayerHost) -> Rc<Self> {
        let player = Rc::new_cyclic(|me| Self {
            engine: RefCell::new(engine),
            host,
            reviver: Closure::new(revive),
            timer: RefCell::default(),
            me: me.clone(),
        });
        player.wait();
        player
    }

    /// The time of this computer.
    pub fn now() -> Millis {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a date")]
        Millis(Date::now() as u64)
    }

    /// Takes a message of the page that frames the CCP.
    pub fn hear(&self, message: &JsValue) {
        let message: &Message = message.unchecked_ref();
        let Some(event) = message.event().ok().and_then(|event| event.as_string()) else { return };
        let data = message.data().unwrap_or_default();
        let now = Self::now();
        let effects = match event.as_str() {
            "synchronize" => self.engine.borrow().synchronize(),
            "api_request" => match to_value(&data) {
                Some(request) => self.engine.borrow_mut().request(&request, now),
                None => Vec::new(),
            },
            "broadcast" => return self.echo(data.unchecked_ref(), now),
            "media_device_request" => self.engine.borrow().devices(),
            "terminate" => self.engine.borrow_mut().terminate(now),
            _ => Vec::new(),
        };
        self.run(effects);
    }

    /// Takes a message of the second channel.
    pub fn hear_sdk(&self, message: &JsValue) {
        if let Some(message) = to_value(message) {
            let effects = self.engine.borrow_mut().hear_sdk(&message, Self::now());
            self.run(effects);
        }
    }

    /// Does what the director asks.
    pub fn act(&self, action: Action) {
        let effects = self.engine.borrow_mut().act(action, Self::now());
        self.run(effects);
    }

    /// The worker sends a broadcast to every window, the sender included (`connect.md` E.3).
    fn echo(&self, broadcast: &Message, now: Millis) {
        let Some(event) = broadcast.event().ok().and_then(|event| event.as_string()) else {
            return;
        };
        if self.engine.borrow().is_mute() {
            return;
        }
        let data = broadcast.data().unwrap_or_default();
        let message: Message = Object::new().unchecked_into();
        message.set_event(&event);
        message.set_data(&data);
        (self.host.post)(&message);
        let told = ["contact::", "configuration::"].iter().any(|kind| event.starts_with(kind));
        if event == "mute" || told {
            let effects =
                self.engine.borrow_mut().hear(&event, &to_value(&data).unwrap_or_default());
            self.run(effects);
            (self.host.report)(Report::Broadcast { event, at: now.0 });
        }
    }

    fn run(&self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Post(text) => {
                    if let Ok(message) = parse(&text, self.reviver.as_ref().unchecked_ref()) {
                        (self.host.post)(&message);
                    }
                }
                Effect::Report(report) => (self.host.report)(report),
                Effect::Reload => (self.host.reload)(),
                Effect::Save(text) => (self.host.save)(&text),
                Effect::Sdk(text) => {
                    if let Ok(message) = JSON::parse(&text) {
                        (self.host.sdk)(&message);
                    }
                }
            }
        }
        self.wait();
    }

    /// Sets the one timer to the next thing that is due.
    fn wait(&self) {
        let due = self.engine.borrow().wakes_at();
        let timer = due.map(|due| {
            let span = u32::try_from(due.since(Self::now()).0).unwrap_or(u32::MAX);
            let me = self.me.clone();
            Timeout::new(span, move || {
                if let Some(player) = me.upgrade() {
                    let effects = player.engine.borrow_mut().pass(Self::now());
                    player.run(effects);
                }
            })
        });
        self.timer.replace(timer);
    }
}

/// Makes a date of a text that stands where a date belongs.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a closure for JavaScript")]
fn revive(key: String, value: JsValue) -> JsValue {
    if TIMES.contains(&key.as_str()) && value.is_string() {
        return Date::new(&value).into();
    }
    value
}

fn to_value(data: &JsValue) -> Option<Value> {
    let text = JSON::stringify(data).ok().and_then(|text| text.as_string())?;
    serde_json::from_str(&text).ok()
}
