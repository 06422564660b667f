//! The way from components to the core.

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
