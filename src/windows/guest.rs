//! Owns the view's end of the line: it asks its opener for a port until it has one, and again when the
//! engine behind it is gone.
//!
//! Must never take a port from another window or origin, and never start an engine itself.

use core::cell::{Cell, RefCell};
use core::time::Duration;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, MessagePort, Window};

use super::codec::{self, Gone, ToEngine, ToView, VERSION};
use crate::dom::interval::Interval;
use crate::dom::{clock, page, window};
use crate::view::{Intent, View};

/// How often it asks: for a port, or whether the engine is there.
const BEAT: Duration = Duration::from_secs(1);
/// So many questions for the first port go unanswered before the windows count as kept apart.
const KNOCKS: u32 = 3;
/// So many questions to the engine go unanswered before it counts as gone.
const SILENCE: u32 = 6;

/// What the view's end tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// What to show from now on.
    Shown(Box<View>),
    /// There is no opener, or it does not answer.
    KeptApart,
    /// The engine is gone; a view that asks on will find the next one in its place.
    Lost,
    /// The engine is gone and its place too: nothing will answer any more.
    Orphaned,
    /// Another window took over from the engine.
    TakenOver,
    /// The engine is of another version.
    OtherVersion,
    /// Another view took the place of this one.
    Replaced,
    /// The controls are in the engine's page again; this window is to be closed.
    PoppedIn,
}

/// The view's end; dropping it ends it.
pub struct Guest(Rc<Inner>);

struct Inner {
    tell: Box<dyn Fn(News)>,
    origin: String,
    opener: Option<Window>,
    port: RefCell<Option<(MessagePort, EventListener)>>,
    /// Questions without an answer.
    unanswered: Cell<u32>,
    /// Whether there ever was an engine.
    met: Cell<bool>,
    /// Whether it asks no more.
    done: Cell<bool>,
    beat: RefCell<Option<Interval>>,
    ears: RefCell<Option<EventListener>>,
    me: Weak<Self>,
}

impl Guest {
    /// Begins to ask the window that opened this one; `tell` hears at once if there is none.
    pub fn attend(tell: impl Fn(News) + 'static) -> Self {
        Self::attend_to(window::opener(), tell)
    }

    /// The same with the window to ask.
    pub fn attend_to(opener: Option<Window>, tell: impl Fn(News) + 'static) -> Self {
        let inner = Rc::new_cyclic(|me: &Weak<Inner>| Inner {
            tell: Box::new(tell),
            origin: page::origin(),
            opener,
            port: RefCell::default(),
            unanswered: Cell::new(0),
            met: Cell::new(false),
            done: Cell::new(false),
            beat: RefCell::default(),
            ears: RefCell::default(),
            me: me.clone(),
        });
        let me = inner.me.clone();
        let ears = web_sys::window().map(|here| {
            EventListener::new(&here, "message", move |event| {
                if let Some(inner) = me.upgrade() {
                    inner.hear(event.unchecked_ref());
                }
            })
        });
        inner.ears.replace(ears);
        let me = inner.me.clone();
        let beat = Interval::start(BEAT, move || {
            if let Some(inner) = me.upgrade() {
                inner.beat();
            }
        });
        inner.beat.replace(beat.ok());
        if inner.opener.is_none() {
            inner.done.set(true);
            (inner.tell)(News::KeptApart);
        } else {
            inner.beat();
        }
        Self(inner)
    }

    /// Tells the engine what the agent did.
    pub fn intend(&self, intent: Intent) {
        self.0.say(&ToEngine::Intended(intent));
    }

    /// Gives the controls back to the engine's page.
    pub fn pop_in(&self) {
        self.0.done.set(true);
        self.0.say(&ToEngine::PopIn);
    }
}

impl Inner {
    fn beat(&self) {
        let Some(opener) = self.opener.as_ref().filter(|_| !self.done.get()) else { return };
        if window::is_closed(opener) {
            self.done.set(true);
            self.part();
            return (self.tell)(if self.met.get() { News::Orphaned } else { News::KeptApart });
        }
        let asked = self.unanswered.get() + 1;
        self.unanswered.set(asked);
        if self.port.borrow().is_some() {
            if asked <= SILENCE {
                return self.say(&ToEngine::Ask);
            }
            self.lose(News::Lost);
        }
        // Refused only where another page is in that window now, which then does not answer either.
        let _ = opener.post_message(&JsValue::from_str(&codec::knock()), &self.origin);
        if asked == KNOCKS + 1 && !self.met.get() {
            (self.tell)(News::KeptApart);
        }
    }

    fn hear(&self, event: &MessageEvent) {
        let Some(opener) = self.opener.as_ref().filter(|_| !self.done.get()) else { return };
        let from_opener = event.source().is_some_and(|source| Object::is(&source, opener));
        if event.origin() != self.origin || !from_opener {
            return;
        }
        let text = event.data().as_string().unwrap_or_default();
        let Some(version) = codec::answers(&text) else { return };
        if version != VERSION {
            return (self.tell)(News::OtherVersion);
        }
        let Some(port) = event.ports().iter().next() else { return };
        let port: MessagePort = port.unchecked_into();
        let me = self.me.clone();
        let ears = EventListener::new(&port, "message", move |event| {
            if let Some(inner) = me.upgrade() {
                inner.listen(event.unchecked_ref());
            }
        });
        port.start();
        self.unanswered.set(0);
        self.met.set(true);
        self.part();
        self.port.replace(Some((port, ears)));
    }

    fn listen(&self, event: &MessageEvent) {
        self.unanswered.set(0);
        let text = event.data().as_string().unwrap_or_default();
        match codec::read(&text) {
            Ok(ToView::Shown(view, now)) => {
                clock::follow(now);
                (self.tell)(News::Shown(view));
            }
            Ok(ToView::Alive) => {}
            Ok(ToView::Gone(Gone::Closed)) => self.lose(News::Lost),
            Ok(ToView::Gone(Gone::TakenOver)) => self.lose(News::TakenOver),
            Ok(ToView::Gone(Gone::Replaced)) => self.end(News::Replaced),
            Ok(ToView::Gone(Gone::PoppedIn)) => self.end(News::PoppedIn),
            // Of one version, and yet not readable: files of two builds are mixed.
            Err(_) => self.end(News::OtherVersion),
        }
    }

    fn say(&self, message: &ToEngine) {
        let port = self.port.borrow();
        if let Some((port, _)) = port.as_ref() {
            // A port whose other end is gone swallows it, and silence tells.
            let _ = port.post_message(&JsValue::from_str(&codec::write(message)));
        }
    }

    /// The engine is gone; another may come to the same place.
    fn lose(&self, news: News) {
        self.part();
        self.unanswered.set(0);
        (self.tell)(news);
    }

    /// Nothing is asked any more.
    fn end(&self, news: News) {
        self.done.set(true);
        self.part();
        (self.tell)(news);
    }

    /// Closes the port. Its listener may be the one that calls, so it goes in a later task.
    fn part(&self) {
        if let Some((port, ears)) = self.port.take() {
            port.close();
            wasm_bindgen_futures::spawn_local(async move { drop(ears) });
        }
    }
}
