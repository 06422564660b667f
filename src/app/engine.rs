//! Starts the engine by the configuration and the frame around the page; and the links to Connect, with the engine, and to
//! Fusion, as long as its owner lives.
//!
//! The CCP frame is never inside anything conditional or keyed: a frame that is moved loses its link for good
//! (`connect.md` 0.8). It is shown and hidden by CSS only.

use crate::components::element::{ElementRef, el};
use crate::components::live::{flag, value, word};
use crate::config::Config;
use crate::connect::StartOptions;
use crate::dom::activity::ActivityWatch;
use crate::dom::{activity, microphone, window};
use crate::domain::{Event, Intent, Transport};
use crate::fusion::{Bridge, BridgeOptions, Choice, McaParams, Sink};
use crate::runtime::Runtime;
use crate::signals::Signal;
use crate::view::View;
use crate::{connect, fusion, i18n};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::Window;

/// A running engine and what it was started with; a `Copy` handle for components.
#[derive(Clone, Copy)]
pub(super) struct Engine(StoredValue<EngineParts, LocalStorage>);

struct EngineParts {
    runtime: Rc<Runtime>,
    config: Rc<Config>,
    mca: Option<McaParams>,
}

impl Engine {
    /// Starts the core; the links are started by whoever holds them.
    pub(super) fn start(config: Rc<Config>, seed: [u64; 2], view: Signal<View>) -> Self {
        let (presence, mca) = fusion::presence(
            &window::search(),
            window::is_framed(),
            &config.fusion.origins,
            config.fusion.transport,
        );
        let runtime = Runtime::start(Arc::clone(&config.settings), presence, seed, view);
        Self(StoredValue::new_local(EngineParts { runtime, config, mca }))
    }

    /// The owner of the Model; `None` once the page is being taken down.
    pub(super) fn runtime(self) -> Option<Rc<Runtime>> {
        self.0.try_with_value(|parts| Rc::clone(&parts.runtime))
    }

    /// What the toolbar was set up with.
    pub(super) fn config(self) -> Option<Rc<Config>> {
        self.0.try_with_value(|parts| Rc::clone(&parts.config))
    }

    /// Where Fusion is and as whom to speak with it, if so.
    pub(super) fn mca(self) -> Option<McaParams> {
        self.0.try_with_value(|parts| parts.mca.clone()).flatten()
    }

    /// Ends both links and the core, so that another window can go on from the memory, which is stored first.
    pub(super) fn stop(self) {
        if let Some(runtime) = self.runtime() {
            // Also before, for what draws may fail.
            runtime.store_now();
            runtime.dispatch(Event::StoodDown);
            runtime.store_now();
            runtime.set_fusion(None);
            runtime.set_connect(None);
        }
        self.0.dispose();
    }

    /// Tells the core that the agent is active in `window`, until dropped.
    pub(super) fn watch_activity(self, window: &Window) -> ActivityWatch {
        let urgent = move || self.runtime().is_some_and(|runtime| runtime.session_ends());
        activity::watch(window, urgent, move |pressed| {
            self.dispatch(if pressed { Event::PressSeen } else { Event::ActivitySeen });
        })
    }

    /// Sends what the agent asked for.
    pub(super) fn send(self, intent: Intent) {
        self.dispatch(Event::Intended(intent));
    }

    /// Tells the core what happened, unless the page is being taken down.
    #[inline(never)]
    pub(super) fn dispatch(self, event: Event) {
        if let Some(runtime) = self.runtime() {
            runtime.dispatch(event);
        }
    }
}

/// The file below `index.html` that holds Streams, in the folder of its version.
pub(super) const STREAMS: &str = "lib/connect-streams-2.28.2/connect-streams-min.js";

/// Starts the link to Connect of an engine, whose frame goes into `place`, by the Streams at `script_url`.
pub(super) fn start_connect(engine: Engine, place: ElementRef, script_url: String) {
    let (Some(runtime), Some(config), Some(place)) =
        (engine.runtime(), engine.config(), place.get_untracked())
    else {
        return;
    };
    let options = StartOptions {
        attributes: config.attributes(),
        segments: config.settings.token_map.segments(),
        init_params: config.connect.init_params(microphone::is_delegated()),
        script_url,
    };
    runtime.set_connect(Some(connect::start(&place, options, runtime.sink())));
}

/// The container of the CCP frame, which [`start_connect`] finds by `place`; shown while Amazon's own panel is.
pub(super) fn ccp_frame(place: ElementRef, view: Signal<View>) -> AnyView {
    let shown = flag(move || view.with(|view| view.panel));
    let hidden = move |word: &str| (!shown.get()).then(|| word.to_owned());
    el("div")
        .class(word(move || if shown.get() { "ccp shown" } else { "ccp" }))
        .attr("aria-hidden", value(move || hidden("true")))
        .attr("inert", value(move || hidden("")))
        .node_ref(place)
        .into_any()
}

/// Opens the link to Fusion, if Fusion opened this page, until the present owner is gone.
pub(super) fn open_bridge(engine: Engine) {
    if let (Some(runtime), Some(config), Some(params)) =
        (engine.runtime(), engine.config(), engine.mca())
    {
        let former = runtime.former_transport();
        runtime.set_fusion(Some(open_fusion(params, &config, former, runtime.sink())));
    }
    on_cleanup(move || {
        if let Some(runtime) = engine.runtime() {
            runtime.set_fusion(None);
        }
    });
}

/// The link to Fusion, in the words of the page; `former` is how calls were told that an earlier page left under way.
pub(super) fn open_fusion(
    params: McaParams,
    config: &Config,
    former: Option<Transport>,
    sink: Sink,
) -> Rc<Bridge> {
    let locale = i18n::use_locale();
    let options = BridgeOptions {
        params,
        words: Rc::new(move |label| i18n::state_words(locale, label)),
        refusal_words: Rc::new(move |why| i18n::words::refusal_words(locale, why)),
    };
    let choice =
        Choice { wanted: config.fusion.transport, uef_url: config.fusion.uef_url.clone(), former };
    fusion::start(options, choice, sink)
}
