//! Owns the doors between components and the core: one for intents, one for the trace.

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

/// Gives the trace of the run as the text of a file; `Copy`, taken from context where there is a run.
#[derive(Clone, Copy)]
pub struct TraceSource(UnsyncCallback<(), String>);

impl TraceSource {
    /// Wraps the runtime's recorder.
    pub fn new(trace: impl Fn() -> String + 'static) -> Self {
        Self(UnsyncCallback::new(move |()| trace()))
    }

    /// The trace as it is now.
    pub fn file(self) -> String {
        self.0.run(())
    }
}
