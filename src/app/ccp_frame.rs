//! The place of the CCP frame in the document and the link to Connect that lives in it.
//!
//! Is never inside anything conditional or keyed: a frame that is moved loses its link for good
//! (`connect.md` 0.8). It is shown and hidden by CSS only.

use crate::components::element::el;
use leptos::html::Div;
use leptos::prelude::*;

use super::base::Base;
use super::engine::Engine;
use crate::components::live::{flag, value, word};
use crate::connect::{self, StartOptions};
use crate::dom::microphone;
use crate::view::View;

/// The file below `index.html` that holds Streams, in the folder of its version.
pub(super) const STREAMS: &str = "lib/connect-streams-2.28.2/connect-streams-min.js";

/// Starts the link to Connect of an engine, whose frame goes into `place`.
pub(super) fn link(engine: Engine, place: NodeRef<Div>, base: &Base) {
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
    /// Where [`link`] finds it.
    place: NodeRef<Div>,
    /// Says whether Amazon's own panel is shown.
    view: ReadSignal<View>,
) -> impl IntoView {
    let shown = flag(move || view.with(|view| view.panel));
    let hidden = move |word: &str| (!shown.get()).then(|| word.to_owned());
    el("div")
        .class(word(move || if shown.get() { "ccp shown" } else { "ccp" }))
        .attr("aria-hidden", value(move || hidden("true")))
        .attr("inert", value(move || hidden("")))
        .node_ref(place)
}
