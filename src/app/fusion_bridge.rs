//! The link to Fusion as long as it is mounted; its listeners go with it.

use std::rc::Rc;

use leptos::prelude::*;

use super::engine::Engine;
use crate::fusion::{self, BridgeOptions, Choice};
use crate::i18n;

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
