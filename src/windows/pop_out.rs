//! The two sides of a popped-out window. The page's: whichever window of this origin asks is given the controls. The
//! window's: it asks its opener for the controls until they are there, and goes on asking whether the opener is.
//!
//! One window at a time: a newer one takes the place of the former, and one that was loaded anew asks again. Only a
//! window of this very origin is answered, for no other could be drawn into anyway, and only the opener's answer counts. The
//! window never starts a phone itself.

use core::cell::{Cell, RefCell};
use core::time::Duration;
use gloo_events::EventListener;
use js_sys::{JsString, Object};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MessageEvent, Window};

use crate::dom::clock::Interval;
use crate::dom::{page, window};

/// What marks the address of a popped-out window.
const MARK: &str = "window=view";
/// The name of the popped-out window; opening it again finds the same one.
const NAME: &str = "fusion-connect-toolbar-view";
/// The element of that window into which the controls are drawn.
pub const CONTROLS_ID: &str = "controls";
/// The size of the vertical toolbar (`design.md` 7).
const FEATURES: &str = "popup,width=400,height=640";

/// Whether a page with this `location.search` is popped out and must not start an engine.
pub fn is_popped_out(search: &str) -> bool {
    search.trim_start_matches('?').split('&').any(|pair| pair == MARK)
}

/// The address of a window popped out of the page at `address`.
pub fn pop_out_address(address: &str) -> String {
    let bare = address.split('#').next().unwrap_or_default();
    let joint = if bare.contains(['?']) { '&' } else { '?' };
    format!("{bare}{joint}{MARK}")
}

/// What both must have in common: the page draws for its own style sheets, and the window has its own. A release is
/// built with a mark of its sources.
pub const VERSION: &str = match option_env!("TOOLBAR_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

const ASKS: &str = "fusion-connect-toolbar:view-asks:";
/// Number of letters that a question is shorter than.
const LONGEST: u32 = 128;
const ANSWERS: &str = "fusion-connect-toolbar:engine-answers:";
const GONE: &str = "fusion-connect-toolbar:engine-gone:";

/// Why a page draws into its window no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It is closed or loaded anew; the next one in its place will answer.
    Closed,
    /// Its program has panicked, so the controls do nothing any more.
    Crashed,
    /// The controls are in it again.
    PoppedIn,
    /// Another window took the place of this one.
    Replaced,
    /// Another window runs the phone from now on.
    TakenOver,
}

const WORDS: [(Gone, &str); 5] = [
    (Gone::Closed, "closed"),
    (Gone::Crashed, "crashed"),
    (Gone::PoppedIn, "popped-in"),
    (Gone::Replaced, "replaced"),
    (Gone::TakenOver, "taken-over"),
];

/// What a page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowReply<'a> {
    /// It is there, and of this version.
    Answers(&'a str),
    /// It is gone.
    Gone(Gone),
}

/// What a window of this version asks, again and again.
pub fn ask() -> String {
    [ASKS, VERSION].concat()
}

/// The version of the window that asks; `None` if the text is no such question.
pub fn asks(text: &str) -> Option<&str> {
    text.strip_prefix(ASKS)
}

/// What a page of this version answers.
pub fn answer() -> String {
    [ANSWERS, VERSION].concat()
}

/// How a page says that it is gone.
pub fn farewell(why: Gone) -> String {
    let word = WORDS.iter().find(|(known, _)| *known == why).map_or("", |(_, word)| *word);
    [GONE, word].concat()
}

/// Reads what a page says; `None` if it is none of this.
pub fn reply(text: &str) -> Option<WindowReply<'_>> {
    if let Some(version) = text.strip_prefix(ANSWERS) {
        return Some(WindowReply::Answers(version));
    }
    let word = text.strip_prefix(GONE)?;
    WORDS.iter().find(|(_, known)| *known == word).map(|(why, _)| WindowReply::Gone(*why))
}

/// How often the popped-out window is looked for: closing it tells nobody.
const LOOK: Duration = Duration::from_millis(500);
/// Number of looks without a word of the window after which it is gone though it is open: it shows another page. It asks
/// each second, and once a minute while it is hidden.
const SILENT_LOOKS: u32 = 150;

/// What the page is told.
#[derive(Clone, Debug, PartialEq)]
pub enum HostNews {
    /// The controls are to be drawn into this place of a window.
    Joined(Window, Element),
    /// They are no more.
    Left,
    /// The window that was opened never spoke and cannot be reached: it is kept apart, or was closed.
    KeptApart,
    /// A window of another origin asked for the controls.
    Refused(String),
}

/// The page's side; dropping it tells the window that the page is gone.
pub struct PopOutHost(Rc<HostSide>);

struct HostSide {
    tell: Box<dyn Fn(HostNews)>,
    origin: String,
    client: RefCell<Option<AdmittedWindow>>,
    /// The window that was opened and has not asked yet.
    opened: RefCell<Option<Window>>,
    look: RefCell<Option<Interval>>,
    /// The looks since the last word of the window.
    silent: Cell<u32>,
    farewell: Cell<Gone>,
    listeners: RefCell<Vec<EventListener>>,
    me: Weak<Self>,
}

/// A window with the controls.
#[derive(Clone, PartialEq)]
struct AdmittedWindow {
    window: Window,
    place: Element,
}

impl AdmittedWindow {
    /// The place for the controls in a window; `None` where its document cannot be reached or is not there yet.
    fn of(window: Window) -> Option<Self> {
        let place = window.document()?.get_element_by_id(CONTROLS_ID)?;
        Some(Self { window, place })
    }
}

impl PopOutHost {
    /// Opens the host; `tell` may be called at any time until it is dropped.
    pub fn open(tell: impl Fn(HostNews) + 'static) -> Self {
        let inner = Rc::new_cyclic(|me: &Weak<HostSide>| HostSide {
            tell: Box::new(tell),
            origin: page::origin(),
            client: RefCell::default(),
            opened: RefCell::default(),
            look: RefCell::default(),
            silent: Cell::default(),
            farewell: Cell::new(Gone::Closed),
            listeners: RefCell::default(),
            me: me.clone(),
        });
        let (listener, leaving) = (inner.me.clone(), inner.me.clone());
        let questions = web_sys::window().map(|here| {
            EventListener::new(&here, "message", move |event| {
                if let Some(inner) = listener.upgrade() {
                    inner.hear(event.unchecked_ref());
                }
            })
        });
        let leave = window::on_leave(move || {
            if let Some(inner) = leaving.upgrade() {
                inner.dismiss(Gone::Closed);
            }
        });
        inner.listeners.borrow_mut().extend(questions.into_iter().chain(leave));
        Self(inner)
    }

    /// Opens the window, or brings it to the front; false when the browser blocked it or keeps it
    /// apart. Must be called in the task of the click.
    pub fn pop_out(&self) -> bool {
        let joined = self.0.client.borrow().as_ref().map(|client| client.window.clone());
        if let Some(joined) = joined {
            return joined.focus().is_ok();
        }
        let Some(opened) = window::open(&pop_out_address(&window::href()), NAME, FEATURES) else {
            return false;
        };
        self.0.opened.replace(Some(opened));
        self.0.watch();
        true
    }

    /// Closes the window.
    pub fn pop_in(&self) {
        let client = self.0.client.borrow().clone();
        self.0.dismiss(Gone::PoppedIn);
        if let Some(client) = client {
            // Where it may not be closed, it says what to do.
            let _ = client.window.close();
        }
    }

    /// Closes the host because another window took over.
    pub fn hand_over(self) {
        self.0.farewell.set(Gone::TakenOver);
    }
}

impl Drop for PopOutHost {
    fn drop(&mut self) {
        self.0.dismiss(self.0.farewell.get());
    }
}

impl HostSide {
    fn hear(&self, event: &MessageEvent) {
        // Fusion's messages are longer, and need not be copied.
        let text = event.data().dyn_into().ok().filter(|text: &JsString| text.length() < LONGEST);
        let Some(text) = text.map(String::from) else { return };
        let Some(version) = asks(&text) else { return };
        if event.origin() != self.origin {
            return (self.tell)(HostNews::Refused(event.origin()));
        }
        let Some(source) = event.source() else { return };
        let asking: Window = source.unchecked_into();
        if page::has_crashed() {
            return self.say(&asking, &farewell(Gone::Crashed));
        }
        // Of another version, it says itself what to do; the controls stay here.
        if version == VERSION {
            let Some(client) = AdmittedWindow::of(asking.clone()) else { return };
            self.silent.set(0);
            self.admit(client);
        }
        self.say(&asking, &answer());
    }

    fn admit(&self, client: AdmittedWindow) {
        let former = self.client.replace(Some(client.clone()));
        if former.as_ref() == Some(&client) {
            return;
        }
        if let Some(former) = former.filter(|former| former.window != client.window) {
            self.say(&former.window, &farewell(Gone::Replaced));
        }
        self.opened.replace(None);
        self.watch();
        (self.tell)(HostNews::Joined(client.window, client.place));
    }

    fn say(&self, window: &Window, words: &str) {
        // A window that is gone does not hear it, and the next look finds it closed.
        let _ = window.post_message(&JsValue::from_str(words), &self.origin);
    }

    /// Says farewell to the window, if there is one.
    fn dismiss(&self, why: Gone) {
        let client = self.client.borrow().clone();
        if let Some(client) = client {
            self.say(&client.window, &farewell(why));
        }
        self.forget_window();
    }

    /// Looks after the popped-out window as long as there is one.
    fn watch(&self) {
        if self.look.borrow().is_some() {
            return;
        }
        let me = self.me.clone();
        let look = Interval::start(web_sys::window(), LOOK, move || {
            if let Some(inner) = me.upgrade() {
                inner.look();
            }
        });
        self.look.replace(look.ok());
    }

    fn look(&self) {
        let gone = |window: Option<&Window>| window.is_some_and(window::is_closed);
        let left = gone(self.client.borrow().as_ref().map(|client| &client.window));
        let apart = gone(self.opened.borrow().as_ref());
        self.silent.update(|looks| looks.saturating_add(1));
        if left || self.silent.get() > SILENT_LOOKS {
            self.forget_window();
        }
        if apart {
            self.opened.replace(None);
            self.stop_if_idle();
            (self.tell)(HostNews::KeptApart);
        }
    }

    /// The window is gone.
    fn forget_window(&self) {
        let former = self.client.replace(None);
        self.stop_if_idle();
        if former.is_some() {
            (self.tell)(HostNews::Left);
        }
    }

    /// Looks no more when there is nothing to look after. The interval may be the one that calls, so it
    /// is stopped in a later task.
    fn stop_if_idle(&self) {
        if self.client.borrow().is_none() && self.opened.borrow().is_none() {
            let look = self.look.replace(None);
            wasm_bindgen_futures::spawn_local(async move { drop(look) });
        }
    }
}

/// How often it asks.
const BEAT: Duration = Duration::from_secs(1);
/// Number of first questions without an answer after which the windows count as kept apart.
const UNMET: u32 = 3;
/// Number of later questions without an answer after which the page counts as gone.
const SILENCE: u32 = 6;

/// What the window is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientNews {
    /// The page has drawn the controls.
    Shown,
    /// There is no opener, or it does not answer.
    KeptApart,
    /// The page is gone and its place too: nothing will answer any more.
    Orphaned,
    /// The page is of another version.
    OtherVersion,
    /// The page draws here no more, as it said or as its silence tells.
    Gone(Gone),
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
    listener: RefCell<Option<EventListener>>,
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
            listener: RefCell::default(),
            me: me.clone(),
        });
        let me = inner.me.clone();
        let listener = web_sys::window().map(|here| {
            EventListener::new(&here, "message", move |event| {
                if let Some(inner) = me.upgrade() {
                    inner.hear(event.unchecked_ref());
                }
            })
        });
        inner.listener.replace(listener);
        let me = inner.me.clone();
        let beat = Interval::start(web_sys::window(), BEAT, move || {
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
        let _ = opener.post_message(&JsValue::from_str(&ask()), &self.origin);
        if self.state.get() == State::Shown && asked > SILENCE {
            self.become_and_tell(State::Lost, ClientNews::Gone(Gone::Closed));
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
        match reply(&text) {
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
            Some(WindowReply::Gone(why)) => {
                let state = match why {
                    Gone::Closed | Gone::Crashed | Gone::TakenOver => State::Lost,
                    Gone::PoppedIn | Gone::Replaced => State::Over,
                };
                self.become_and_tell(state, ClientNews::Gone(why));
            }
        }
    }

    fn become_and_tell(&self, state: State, news: ClientNews) {
        self.state.set(state);
        self.unanswered.set(0);
        (self.tell)(news);
    }
}

#[cfg(test)]
mod tests {
    use super::{Gone, LONGEST, VERSION, WORDS, WindowReply, answer, ask, asks, farewell, reply};
    use super::{is_popped_out, pop_out_address};

    #[test]
    fn a_popped_out_window_has_the_address_of_its_page_and_a_mark() {
        for (page, window) in [
            ("https://host/", "https://host/?window=view"),
            ("https://host/cti/?oraTbName=TB#x", "https://host/cti/?oraTbName=TB&window=view"),
        ] {
            assert_eq!(pop_out_address(page), window);
            assert!(is_popped_out(window.split_once('?').map_or("", |(_, search)| search)));
        }
        for search in ["", "?window=viewer", "?xwindow=view", "?oraTbName=window=view"] {
            assert!(!is_popped_out(search), "{search}");
        }
    }

    #[test]
    fn what_is_said_is_understood() {
        assert_eq!(asks(&ask()), Some(VERSION));
        assert!(u32::try_from(ask().len()).is_ok_and(|length| length < LONGEST));
        assert_eq!(reply(&answer()), Some(WindowReply::Answers(VERSION)));
        for (why, _) in WORDS {
            assert_eq!(reply(&farewell(why)), Some(WindowReply::Gone(why)));
        }
        assert_eq!(
            (asks(&answer()), reply(&ask()), reply(&farewell(Gone::Closed).to_uppercase())),
            (None, None, None)
        );
    }
}
