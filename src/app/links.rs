//! The links to Connect and to Fusion, each as long as its component is mounted.
//!
//! The CCP frame is never inside anything conditional or keyed: a frame that is moved loses its link for good
//! (`connect.md` 0.8). It is shown and hidden by CSS only.

use leptos::prelude::*;
use std::rc::Rc;

use super::base::Base;
use super::engine::Engine;
use crate::components::element::{ElementRef, el};
use crate::components::live::{flag, value, word};
use crate::connect::StartOptions;
use crate::dom::microphone;
use crate::fusion::{BridgeOptions, Choice};
use crate::signals::Signal;
use crate::view::View;
use crate::{connect, fusion, i18n};

/// The file below `index.html` that holds Streams, in the folder of its version.
pub(super) const STREAMS: &str = "lib/connect-streams-2.28.2/connect-streams-min.js";

/// Starts the link to Connect of an engine, whose frame goes into `place`.
pub(super) fn start_connect(engine: Engine, place: ElementRef, base: &Base) {
    let (Some(runtime), Some(config), Some(place)) =
        (engine.runtime(), engine.config(), place.get_untracked())
    else {
        return;
    };
    let options = StartOptions {
        attributes: config.attributes(),
        segments: config.settings.given.segments(),
        init_params: config.connect.init_params(microphone::is_delegated()),
        script_url: base.file(STREAMS),
    };
    runtime.set_connect(Some(connect::start(&place, options, runtime.sink())));
}

/// The container of the CCP frame.
#[component]
pub(super) fn CcpFrame(
    /// Where [`start_connect`] finds it.
    place: ElementRef,
    /// Says whether Amazon's own panel is shown.
    view: Signal<View>,
) -> impl IntoView {
    let shown = flag(move || view.with(|view| view.panel));
    let hidden = move |word: &str| (!shown.get()).then(|| word.to_owned());
    el("div")
        .class(word(move || if shown.get() { "ccp shown" } else { "ccp" }))
        .attr("aria-hidden", value(move || hidden("true")))
        .attr("inert", value(move || hidden("")))
        .node_ref(place)
}

/// Opens the link to Fusion, if Fusion opened this page.
#[component]
pub(super) fn FusionBridge(
    /// The running engine.
    engine: Engine,
) -> impl IntoView {
    let locale = i18n::use_locale();
    if let (Some(runtime), Some(config), Some(params)) =
        (engine.runtime(), engine.config(), engine.mca())
    {
        let options = BridgeOptions {
            params,
            words: Rc::new(move |label| i18n::state_words(locale, label)),
            refusal_words: Rc::new(move |why| i18n::words::refusal_words(locale, why)),
        };
        let choice = Choice {
            wanted: config.fusion.transport,
            uef_url: config.fusion.uef_url,
            former: runtime.former_transport(),
        };
        runtime.set_fusion(Some(fusion::start(options, choice, runtime.sink())));
    }
    on_cleanup(move || {
        if let Some(runtime) = engine.runtime() {
            runtime.set_fusion(None);
        }
    });
}
