//! Starts the engine by the configuration and the frame around the page.

use std::rc::Rc;

use leptos::prelude::{Dispose, LocalStorage, StoredValue, WithValue};

use web_sys::Window;

use crate::config::Config;
use crate::dom::activity::{self, ActivityWatch};
use crate::dom::window;
use crate::domain::{Event, Intent};
use crate::fusion::{self, McaParams};
use crate::runtime::Runtime;
use crate::signals::Signal;
use crate::view::View;

/// A running engine and what it was started with; a `Copy` handle for components.
#[derive(Clone, Copy)]
pub(super) struct Engine(StoredValue<EngineParts, LocalStorage>);

struct EngineParts {
    runtime: Rc<Runtime>,
    config: Config,
    mca: Option<McaParams>,
}

impl Engine {
    /// Starts the core; the links are started by the components that hold them.
    pub(super) fn start(config: Config, seed: [u64; 2], view: Signal<View>) -> Self {
        let (presence, mca) = fusion::presence(
            &window::search(),
            window::is_framed(),
            &config.fusion.origins,
            config.fusion.transport,
        );
        let runtime = Runtime::start(config.settings.clone(), presence, seed, view);
        Self(StoredValue::new_local(EngineParts { runtime, config, mca }))
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
    pub(super) fn watch_activity(self, window: &Window) -> ActivityWatch {
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
