//! The popped-out window's side: it asks its opener for the controls until they are there, and goes on asking whether
//! the opener is. Never takes an answer from another window or origin, and never starts a phone itself.

use core::cell::{Cell, RefCell};
use core::time::Duration;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use super::{Gone, VERSION, WindowReply};
use crate::dom::clock::Interval;
use crate::dom::{page, window};
use crate::windows;

/// How often it asks.
const BEAT: Duration = Duration::from_secs(1);
/// So many first questions go unanswered before the windows count as kept apart.
const UNMET: u32 = 3;
/// So many later ones go unanswered before the page counts as gone.
const SILENCE: u32 = 6;

/// What the window is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientNews {
    /// The page has drawn the controls.
    Shown,
    /// There is no opener, or it does not answer.
    KeptApart,
    /// The page is gone; the next one in its place will answer.
    Lost,
    /// The page is gone and its place too: nothing will answer any more.
    Orphaned,
    /// Another window runs the phone from now on.
    TakenOver,
    /// The page is of another version.
    OtherVersion,
    /// Another window took the place of this one.
    Replaced,
    /// The controls are in the page again; this window is to be closed.
    PoppedIn,
}

/// The window's side; dropping it ends it.
pub struct PopOutClient {
    _inner: Rc<ClientSide>,
}

struct ClientSide {
    tell: Box<dyn Fn(ClientNews)>,
    origin: String,
    opener: Option<Window>,
    state: Cell<State>,
    /// Questions without an answer.
    unanswered: Cell<u32>,
    beat: RefCell<Option<Interval>>,
    ears: RefCell<Option<EventListener>>,
    me: Weak<Self>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// There was no answer yet.
    Asking,
    /// The controls are here.
    Shown,
    /// They were here.
    Lost,
    /// Nothing is asked any more.
    Over,
}

impl PopOutClient {
    /// Begins to ask the window that opened this one; `tell` hears at once if there is none.
    pub fn attend(tell: impl Fn(ClientNews) + 'static) -> Self {
        Self::attend_to(window::opener(), tell)
    }

    /// The same with the window to ask.
    pub fn attend_to(opener: Option<Window>, tell: impl Fn(ClientNews) + 'static) -> Self {
        let inner = Rc::new_cyclic(|me: &Weak<ClientSide>| ClientSide {
            tell: Box::new(tell),
            origin: page::origin(),
            opener,
            state: Cell::new(State::Asking),
            unanswered: Cell::new(0),
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
            inner.become_and_tell(State::Over, ClientNews::KeptApart);
        } else {
            inner.beat();
        }
        Self { _inner: inner }
    }
}

impl ClientSide {
    /// The window to ask, as long as anything is asked.
    fn opener(&self) -> Option<&Window> {
        self.opener.as_ref().filter(|_| self.state.get() != State::Over)
    }

    fn beat(&self) {
        let Some(opener) = self.opener() else { return };
        let met = self.state.get() != State::Asking;
        if window::is_closed(opener) {
            let news = if met { ClientNews::Orphaned } else { ClientNews::KeptApart };
            return self.become_and_tell(State::Over, news);
        }
        let asked = self.unanswered.get() + 1;
        self.unanswered.set(asked);
        // Refused only where another page is in that window now, which then does not answer either.
        let _ = opener.post_message(&JsValue::from_str(&windows::ask()), &self.origin);
        if self.state.get() == State::Shown && asked > SILENCE {
            self.become_and_tell(State::Lost, ClientNews::Lost);
        } else if !met && asked == UNMET + 1 {
            (self.tell)(ClientNews::KeptApart);
        }
    }

    fn hear(&self, event: &MessageEvent) {
        let Some(opener) = self.opener() else { return };
        let from_opener = event.source().is_some_and(|source| Object::is(&source, opener));
        if event.origin() != self.origin || !from_opener {
            return;
        }
        let text = event.data().as_string().unwrap_or_default();
        match windows::reply(&text) {
            None => {}
            Some(WindowReply::Answers(VERSION)) => {
                self.unanswered.set(0);
                if self.state.get() != State::Shown {
                    self.become_and_tell(State::Shown, ClientNews::Shown);
                }
            }
            Some(WindowReply::Answers(_)) => {
                self.become_and_tell(State::Lost, ClientNews::OtherVersion);
            }
            Some(WindowReply::Gone(Gone::Closed)) => {
                self.become_and_tell(State::Lost, ClientNews::Lost);
            }
            Some(WindowReply::Gone(Gone::TakenOver)) => {
                self.become_and_tell(State::Lost, ClientNews::TakenOver);
            }
            Some(WindowReply::Gone(Gone::Replaced)) => {
                self.become_and_tell(State::Over, ClientNews::Replaced);
            }
            Some(WindowReply::Gone(Gone::PoppedIn)) => {
                self.become_and_tell(State::Over, ClientNews::PoppedIn);
            }
        }
    }

    fn become_and_tell(&self, state: State, news: ClientNews) {
        self.state.set(state);
        self.unanswered.set(0);
        (self.tell)(news);
    }
}
