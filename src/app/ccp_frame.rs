//! Owns the place of the CCP frame in the document and the link to Connect that lives in it.
//!
//! Must never be inside anything conditional or keyed: a frame that is moved loses its link for good
//! (`connect.md` 0.8). It is shown and hidden by CSS only.

use leptos::html::Div;
use leptos::prelude::*;
use serde_json::{Value, json};

use super::base::Base;
use super::engine::Engine;
use crate::components::live::{effect, flag, value, word};
use crate::connect::{self, StartOptions};
use crate::dom::microphone;
use crate::view::View;

/// The container of the CCP frame; the link starts when the engine does, and ends with this.
#[component]
pub(super) fn CcpFrame(
    /// The engine, once it runs.
    engine: Signal<Option<Engine>>,
    /// Says whether Amazon's own panel is shown.
    view: ReadSignal<View>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let base = expect_context::<Base>();
    effect(move || {
        let (Some(engine), Some(place)) = (engine.get(), place.get()) else { return };
        let (Some(runtime), Some(config)) = (engine.runtime(), engine.config()) else { return };
        let attributes = config.fusion.attributes.into_iter();
        let options = StartOptions {
            attributes: attributes.map(|(_, attribute)| attribute).collect(),
            init_params: with_audio(config.connect.init_params, microphone::is_delegated()),
            script_url: base.file("connect-streams-min.js"),
        };
        runtime.set_connect(Some(connect::start(&place, options, runtime.sink())));
    });
    on_cleanup(move || {
        if let Some(runtime) = engine.get_untracked().and_then(Engine::runtime) {
            runtime.set_connect(None);
        }
    });
    let shown = flag(move || view.with(|view| view.panel));
    let hidden = move |word: &str| (!shown.get()).then(|| word.to_owned());
    view! {
        <div
            class=word(move || if shown.get() { "ccp shown" } else { "ccp" })
            aria-hidden=value(move || hidden("true"))
            inert=value(move || hidden(""))
            node_ref=place
        ></div>
    }
}

/// A frame that cannot have the microphone must not try: audio then lives in Amazon's own window.
fn with_audio(init_params: String, delegated: bool) -> String {
    if delegated {
        return init_params;
    }
    let Ok(Value::Object(mut params)) = serde_json::from_str(&init_params) else {
        return init_params;
    };
    let softphone = params.entry("softphone").or_insert_with(|| json!({}));
    if let Some(softphone) = softphone.as_object_mut() {
        softphone.insert("allowFramedSoftphone".to_owned(), json!(false));
    }
    Value::Object(params).to_string()
}

#[cfg(test)]
mod tests {
    use super::with_audio;

    #[test]
    fn a_frame_without_the_microphone_leaves_audio_to_amazons_window() {
        let params = r#"{"ccpUrl":"u","softphone":{"allowFramedSoftphone":true,"x":1}}"#;
        assert_eq!(with_audio(params.to_owned(), true), params);
        let without = r#"{"ccpUrl":"u","softphone":{"allowFramedSoftphone":false,"x":1}}"#;
        assert_eq!(with_audio(params.to_owned(), false), without);
        let added = r#"{"ccpUrl":"u","softphone":{"allowFramedSoftphone":false}}"#;
        assert_eq!(with_audio(r#"{"ccpUrl":"u"}"#.to_owned(), false), added);
    }
}
