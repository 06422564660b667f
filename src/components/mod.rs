//! The parts of the screen: each turns a piece of the [`View`](crate::view::View) into elements
//! and presses into [`Intent`](crate::view::Intent)s.
//!
//! Never decides what may be done (the view says so), knows Connect or Fusion, or holds a word
//! (`i18n` does). Start with [`crate::pages::toolbar`]; the way to the core is [`Dispatch`].

pub(crate) mod audio;
pub(crate) mod button;
pub(crate) mod call_controls;
pub(crate) mod card;
pub(crate) mod card_notes;
pub(crate) mod clock;
pub(crate) mod dial_box;
pub(crate) mod element;
pub(crate) mod foot;
pub(crate) mod later;
pub(crate) mod live;
pub(crate) mod message;
pub mod numbers;
pub(crate) mod quick_connects;
pub(crate) mod ring;
pub(crate) mod status_bar;
pub(crate) mod windows;

use crate::view::Intent;
use leptos::callback::{Callable, UnsyncCallback};

/// Sends what the agent asked for; `Copy`, taken from context in the component's body.
#[derive(Clone, Copy)]
pub struct Dispatch(UnsyncCallback<Intent>);

impl Dispatch {
    /// Wraps the runtime's entry.
    pub fn new(send: impl Fn(Intent) + 'static) -> Self {
        Self(UnsyncCallback::new(send))
    }

    /// Sends one intent.
    pub fn send(self, intent: Intent) {
        self.0.run(intent);
    }
}
