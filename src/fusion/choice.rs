//! Chooses the transport, and holds the link over it (`design.md` 4).
//!
//! Never has both at once: what of UEF comes after the choice is let go unused. `auto` decides
//! once; only where UEF was asked for by name is it tried again.

use super::uef::js;
use super::uef::js::{LibraryLoading, Opened};
use super::{BridgeOptions, Choice, Notification, Sink, mca, uef};
use crate::config::TransportChoice as Wanted;
use crate::dom::clock::Timer;
use crate::dom::{fetch, later};
use crate::domain::{Event, Fallback, FusionRequest, Refusal, Reply, Ticket, Transport, Uuid};
use core::time::Duration;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// `auto` has decided by then.
const LIMIT: Duration = Duration::from_secs(5);
/// Where nothing else is to be had, or a call is under way that was begun by UEF.
const LONG_LIMIT: Duration = Duration::from_secs(10);

/// The link to Fusion by one transport; dropping it takes it down.
pub struct Bridge {
    options: BridgeOptions,
    choice: Choice,
    sink: Sink,
    state: RefCell<State>,
    me: Weak<Self>,
}

enum State {
    Closed,
    Mca(Rc<mca::McaBridge>),
    Opening { attempt: Rc<LibraryLoading>, _limit: Timer },
    Uef(Rc<uef::UefBridge>),
}

/// Prepares the link; nothing is said before [`Bridge::open`].
pub fn start(options: BridgeOptions, choice: Choice, sink: Sink) -> Rc<Bridge> {
    Rc::new_cyclic(|me| Bridge {
        options,
        choice,
        sink,
        state: RefCell::new(State::Closed),
        me: me.clone(),
    })
}

impl Bridge {
    /// Chooses and opens, unless that is done or under way; `FusionReady` or `FusionUnreachable` follows.
    pub fn open(&self) {
        if matches!(*self.state.borrow(), State::Closed) {
            self.choose();
        }
    }

    /// Carries out a request by the transport that was chosen.
    pub fn request(&self, uuid: &Uuid, request: &FusionRequest) {
        // Without a borrow that what follows from it could run into.
        match self.current() {
            (Some(mca), _) => mca.request(uuid, request),
            (_, Some(uef)) => uef.request(uuid, request),
            (None, None) => {}
        }
    }

    /// Closes the notifications in Fusion that an earlier page, or an earlier link, left.
    pub fn close_former(&self) {
        if let (_, Some(uef)) = self.current() {
            uef.close_former();
        }
    }

    /// Shows a notification in Fusion under this id, or closes it; false where the transport has none.
    pub fn notify(&self, id: &str, told: Option<&Notification>) -> bool {
        let (_, uef) = self.current();
        if let Some(uef) = &uef {
            uef.notify(id, told);
        }
        uef.is_some()
    }

    /// Replies to a command by the transport that it came by.
    pub fn reply(&self, ticket: Ticket, reply: &Result<Reply, Refusal>) {
        match self.current() {
            (Some(mca), _) => mca.reply(ticket, reply),
            (_, Some(uef)) => uef.reply(ticket, reply),
            (None, None) => {}
        }
    }

    fn current(&self) -> (Option<Rc<mca::McaBridge>>, Option<Rc<uef::UefBridge>>) {
        match &*self.state.borrow() {
            State::Mca(bridge) => (Some(Rc::clone(bridge)), None),
            State::Uef(bridge) => (None, Some(Rc::clone(bridge))),
            State::Closed | State::Opening { .. } => (None, None),
        }
    }

    fn choose(&self) {
        match (self.choice.wanted, self.choice.former) {
            (Wanted::None, _) => {}
            (Wanted::Mca, _) => self.use_mca(None),
            (Wanted::Auto, Some(Transport::Mca)) => {
                self.use_mca(Some(Fallback::Former));
            }
            (Wanted::Auto, None) => self.try_uef(LIMIT),
            (Wanted::Auto, Some(Transport::Uef)) | (Wanted::Uef, _) => self.try_uef(LONG_LIMIT),
        }
    }

    fn use_mca(&self, fallback: Option<Fallback>) {
        let bridge = mca::start(self.options.clone(), Rc::clone(&self.sink));
        self.state.replace(State::Mca(Rc::new(bridge)));
        (self.sink)(Event::FusionReady { transport: Transport::Mca, fallback });
    }

    fn try_uef(&self, limit: Duration) {
        let attempt = Rc::new(LibraryLoading::default());
        let (me, waited) = (self.me.clone(), Rc::clone(&attempt));
        let timer = Timer::after(limit, move || {
            if let Some(bridge) = me.upgrade() {
                let why = format!("{} within {} s", waited.unfinished(), limit.as_secs());
                bridge.settle(&waited, Err(why));
            }
        });
        let limit = match timer {
            Ok(limit) => limit,
            Err(refused) => return self.give_up(refused.to_string()),
        };
        self.state.replace(State::Opening { attempt: Rc::clone(&attempt), _limit: limit });
        let (me, url) = (self.me.clone(), self.choice.uef_url.clone());
        let waited = Rc::clone(&attempt);
        let settle = Box::new(move |opened| {
            if let Some(bridge) = me.upgrade() {
                bridge.settle(&waited, opened);
            }
        });
        if later::begin().is_some() {
            // It comes while the part that uses it does.
            fetch::preload(&url);
        }
        spawn_local(async move {
            if later::bring().await {
                js::begin(url, attempt, settle);
            } else {
                settle(Err("a part of the toolbar could not be loaded".to_owned()));
            }
        });
    }

    /// Takes the first end of an attempt; any other is let go.
    fn settle(&self, attempt: &Rc<LibraryLoading>, opened: Result<Opened, String>) {
        let current = match &*self.state.borrow() {
            State::Opening { attempt: current, .. } => Rc::ptr_eq(current, attempt),
            State::Closed | State::Mca(_) | State::Uef(_) => false,
        };
        if !current {
            return;
        }
        attempt.give_up();
        // Its timer may be the one that calls: it is put away last.
        let before = self.state.replace(State::Closed);
        match opened {
            Ok(opened) => {
                let (options, sink) = (self.options.clone(), Rc::clone(&self.sink));
                let bridge = uef::UefBridge::new(opened, options, sink);
                self.state.replace(State::Uef(Rc::new(bridge)));
                (self.sink)(Event::FusionReady { transport: Transport::Uef, fallback: None });
            }
            Err(why) => self.give_up(why),
        }
        drop(before);
    }

    /// There is no UEF here: another transport where one may be taken, else none.
    fn give_up(&self, why: String) {
        match self.choice.wanted {
            Wanted::Auto => self.use_mca(Some(Fallback::Failed(why))),
            Wanted::Mca | Wanted::None | Wanted::Uef => (self.sink)(Event::FusionUnreachable(why)),
        }
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        if let State::Opening { attempt, .. } = &*self.state.borrow() {
            attempt.give_up();
        }
    }
}
