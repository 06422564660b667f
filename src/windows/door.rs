//! Owns the engine's end of the line to its view: it answers whoever knocks from this origin.
//!
//! Must never hand a port to another origin. One view at a time: a newer one takes the place of the
//! former, and a view that was loaded anew knocks again.

use core::cell::{Cell, RefCell};
use core::time::Duration;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort, Window};

use super::codec::{self, Gone, ToEngine, ToView, VERSION};
use super::{FEATURES, NAME, view_address};
use crate::dom::interval::Interval;
use crate::dom::{clock, page, window};
use crate::view::{Intent, View};

/// How often the popped-out window is looked for: closing it tells nobody.
const LOOK: Duration = Duration::from_millis(500);
/// After so many looks without a word of it, it is gone though it is open: it crashed, or shows another
/// page. It asks each second, and once a minute while it is hidden.
const SILENT_LOOKS: u32 = 150;

/// What the door tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A view shows the controls from now on.
    Joined,
    /// It does so no more.
    Left,
    /// The window that was opened never spoke and cannot be reached: it is kept apart, or was closed.
    KeptApart,
    /// The agent did something in the view.
    Intended(Intent),
    /// A window of another origin asked for the controls.
    Refused(String),
    /// The view said something unreadable; tells where, not what.
    Garbled(String),
}

/// The engine's end; dropping it tells the view that the engine is gone.
pub struct Door(Rc<Inner>);

struct Inner {
    tell: Box<dyn Fn(Told)>,
    origin: String,
    last: RefCell<Option<View>>,
    guest: RefCell<Option<Guest>>,
    /// The window that was opened and has not knocked yet.
    opened: RefCell<Option<Window>>,
    look: RefCell<Option<Interval>>,
    /// The looks since the last word of the view.
    silent: Cell<u32>,
    farewell: Cell<Gone>,
    listeners: RefCell<Vec<EventListener>>,
    me: Weak<Self>,
}

struct Guest {
    window: Window,
    port: MessagePort,
    _ears: EventListener,
}

impl Door {
    /// Opens the door; `tell` may be called at any time until it is dropped.
    pub fn open(tell: impl Fn(Told) + 'static) -> Self {
        let inner = Rc::new_cyclic(|me: &Weak<Inner>| Inner {
            tell: Box::new(tell),
            origin: page::origin(),
            last: RefCell::default(),
            guest: RefCell::default(),
            opened: RefCell::default(),
            look: RefCell::default(),
            silent: Cell::default(),
            farewell: Cell::new(Gone::Closed),
            listeners: RefCell::default(),
            me: me.clone(),
        });
        let (ears, leaving) = (inner.me.clone(), inner.me.clone());
        let knocks = web_sys::window().map(|here| {
            EventListener::new(&here, "message", move |event| {
                if let Some(inner) = ears.upgrade() {
                    inner.hear(event.unchecked_ref());
                }
            })
        });
        let leave = window::on_leave(move || {
            if let Some(inner) = leaving.upgrade() {
                inner.dismiss(Gone::Closed);
            }
        });
        inner.listeners.borrow_mut().extend(knocks.into_iter().chain(leave));
        Self(inner)
    }

    /// Shows this from now on.
    pub fn show(&self, view: &View) {
        self.0.last.replace(Some(view.clone()));
        self.0.say_view();
    }

    /// Opens the window, or brings it to the front; false when the browser blocked it or keeps it
    /// apart. Must be called in the task of the click.
    pub fn pop_out(&self) -> bool {
        let joined = self.0.guest.borrow().as_ref().map(|guest| guest.window.clone());
        if let Some(joined) = joined {
            return joined.focus().is_ok();
        }
        let Some(opened) = window::open(&view_address(&window::address()), NAME, FEATURES) else {
            return false;
        };
        self.0.opened.replace(Some(opened));
        self.0.watch();
        true
    }

    /// Has the view close itself.
    pub fn pop_in(&self) {
        self.0.dismiss(Gone::PoppedIn);
    }

    /// Closes the door because another window took over.
    pub fn hand_over(self) {
        self.0.farewell.set(Gone::TakenOver);
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.0.dismiss(self.0.farewell.get());
    }
}

impl Inner {
    fn hear(&self, event: &MessageEvent) {
        let Some(text) = event.data().as_string() else { return };
        let Some(version) = codec::knocks(&text) else { return };
        if event.origin() != self.origin {
            return (self.tell)(Told::Refused(event.origin()));
        }
        let Some(source) = event.source() else { return };
        let view: Window = source.unchecked_into();
        let answer = JsValue::from_str(&codec::answer());
        if version != VERSION {
            // It says itself what to do; the controls stay here.
            let _ = view.post_message(&answer, &self.origin);
            return;
        }
        let Ok(channel) = MessageChannel::new() else { return };
        let ports = Array::of1(&channel.port2());
        if view.post_message_with_transfer(&answer, &self.origin, &ports).is_ok() {
            self.admit(view, channel.port1());
        }
    }

    fn admit(&self, view: Window, port: MessagePort) {
        let me = self.me.clone();
        let ears = EventListener::new(&port, "message", move |event| {
            if let Some(inner) = me.upgrade() {
                inner.listen(event.unchecked_ref());
            }
        });
        port.start();
        let same = self.guest.borrow().as_ref().is_some_and(|guest| guest.window == view);
        if !same {
            self.say(&ToView::Gone(Gone::Replaced));
        }
        self.opened.replace(None);
        self.silent.set(0);
        let former = self.guest.replace(Some(Guest { window: view, port, _ears: ears }));
        if let Some(former) = former {
            former.port.close();
        }
        self.watch();
        self.say_view();
        (self.tell)(Told::Joined);
    }

    fn listen(&self, event: &MessageEvent) {
        self.silent.set(0);
        let text = event.data().as_string().unwrap_or_default();
        match codec::read(&text) {
            Ok(ToEngine::Intended(intent)) => (self.tell)(Told::Intended(intent)),
            Ok(ToEngine::Ask) => self.say(&ToView::Alive),
            Ok(ToEngine::PopIn) => self.part(),
            Err(garbled) => (self.tell)(Told::Garbled(garbled.to_string())),
        }
    }

    fn say_view(&self) {
        let view = self.last.borrow().clone();
        if let Some(view) = view.filter(|_| self.guest.borrow().is_some()) {
            self.say(&ToView::Shown(Box::new(view), clock::now()));
        }
    }

    fn say(&self, message: &ToView) {
        let guest = self.guest.borrow();
        if let Some(guest) = guest.as_ref() {
            // A port whose other end is gone swallows it, and the next look finds the window closed.
            let _ = guest.port.post_message(&JsValue::from_str(&codec::write(message)));
        }
    }

    /// Says farewell to the view, if there is one.
    fn dismiss(&self, why: Gone) {
        self.say(&ToView::Gone(why));
        self.part();
    }

    /// Looks after the popped-out window as long as there is one.
    fn watch(&self) {
        if self.look.borrow().is_some() {
            return;
        }
        let me = self.me.clone();
        let look = Interval::start(LOOK, move || {
            if let Some(inner) = me.upgrade() {
                inner.look();
            }
        });
        self.look.replace(look.ok());
    }

    fn look(&self) {
        let gone = |window: Option<&Window>| window.is_some_and(window::is_closed);
        let left = gone(self.guest.borrow().as_ref().map(|guest| &guest.window));
        let apart = gone(self.opened.borrow().as_ref());
        self.silent.update(|looks| looks.saturating_add(1));
        if left || self.silent.get() > SILENT_LOOKS {
            self.part();
        }
        if apart {
            self.opened.replace(None);
            self.rest();
            (self.tell)(Told::KeptApart);
        }
    }

    /// The view is gone.
    fn part(&self) {
        let former = self.guest.replace(None);
        self.rest();
        if let Some(former) = former {
            former.port.close();
            (self.tell)(Told::Left);
        }
    }

    /// Looks no more when there is nothing to look after. The interval may be the one that calls, so it
    /// is stopped in a later task.
    fn rest(&self) {
        if self.guest.borrow().is_none() && self.opened.borrow().is_none() {
            let look = self.look.replace(None);
            wasm_bindgen_futures::spawn_local(async move { drop(look) });
        }
    }
}
