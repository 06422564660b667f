//! Owns the start of the engine: what the configuration and the frame around the page come to.

use std::rc::Rc;

use leptos::prelude::{Dispose, LocalStorage, RwSignal, StoredValue, WithValue};

use web_sys::Window;

use crate::config::Config;
use crate::dom::activity::{self, Activity};
use crate::dom::window;
use crate::domain::{Event, Intent, Millis, Settings};
use crate::fusion::{self, McaParams};
use crate::runtime::Runtime;
use crate::view::View;

/// A running engine and what it was started with; a `Copy` handle for components.
#[derive(Clone, Copy)]
pub(super) struct Engine(StoredValue<Parts, LocalStorage>);

struct Parts {
    runtime: Rc<Runtime>,
    config: Config,
    mca: Option<McaParams>,
}

impl Engine {
    /// Starts the core; the links are started by the components that hold them.
    pub(super) fn start(config: Config, seed: [u64; 2], view: RwSignal<View>) -> Self {
        let (presence, mca) = fusion::presence(
            &window::search(),
            window::is_framed(),
            &config.fusion.origins,
            config.fusion.transport,
        );
        let runtime = Runtime::start(settings(&config), presence, seed, view);
        Self(StoredValue::new_local(Parts { runtime, config, mca }))
    }

    /// The owner of the Model; `None` once the page is being taken down.
    pub(super) fn runtime(self) -> Option<Rc<Runtime>> {
        self.0.try_with_value(|parts| Rc::clone(&parts.runtime))
    }

    /// What the toolbar was set up with.
    pub(super) fn config(self) -> Option<Config> {
        self.0.try_with_value(|parts| parts.config.clone())
    }

    /// Where Fusion is and as whom to speak with it, if so.
    pub(super) fn mca(self) -> Option<McaParams> {
        self.0.try_with_value(|parts| parts.mca.clone()).flatten()
    }

    /// Ends both links and the core, so that another window can go on; the memory is written already.
    pub(super) fn stop(self) {
        if let Some(runtime) = self.runtime() {
            runtime.dispatch(Event::StoodDown);
            runtime.set_fusion(None);
            runtime.set_connect(None);
        }
        self.0.dispose();
    }

    /// Tells the core that the agent is active in `window`, until dropped.
    pub(super) fn watch_activity(self, window: &Window) -> Activity {
        activity::watch(window, move || {
            if let Some(runtime) = self.runtime() {
                runtime.dispatch(Event::ActivitySeen);
            }
        })
    }

    /// Sends what the agent asked for.
    pub(super) fn send(self, intent: Intent) {
        if let Some(runtime) = self.runtime() {
            runtime.dispatch(Event::Intended(intent));
        }
    }
}

/// The part of the configuration that the core decides by.
pub fn settings(config: &Config) -> Settings {
    let cycle = config.connect.syn_timeout + config.connect.ack_timeout;
    Settings {
        ani: config.fusion.ani_format,
        wrap_up: config.fusion.wrap_up,
        unavailable_state: config.connect.unavailable_state.clone(),
        given: config.fusion.given.clone(),
        wrap_up_ends_acw: config.fusion.wrap_up_ends_acw,
        saved_updates: config.fusion.saved_updates.clone(),
        internal_calls: config.fusion.internal_calls,
        recent_calls: config.recent_calls,
        shown: config.shown.clone(),
        silence_visible: Millis::seconds(8).max(Millis(2 * cycle)),
        silence_hidden: Millis::seconds(75),
    }
}
