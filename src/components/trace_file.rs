//! Owns the button that gives the trace out as a file, and the words for what is in it.

use crate::components::button::counts;
use crate::components::icon::{Icon, picture};
use crate::i18n::text;
use crate::i18n::use_locale;
use leptos::callback::{Callable, UnsyncCallback};
use leptos::ev::{CustomEvent, MouseEvent};
use leptos::html::Button;
use leptos::prelude::*;
use web_sys::Element;

/// Asks for the trace of the run; `Copy`, taken from context where there is a run.
#[derive(Clone, Copy)]
pub(crate) struct TraceSource(UnsyncCallback<Element>);

impl TraceSource {
    /// Wraps what gives a trace to an element.
    pub(crate) fn new(give: impl Fn(Element) + 'static) -> Self {
        Self(UnsyncCallback::new(give))
    }

    /// Has the trace downloaded for a button; it is told `trace-lost` if that fails.
    pub(crate) fn ask(self, button: &Element) {
        self.0.run(button.clone());
    }
}

/// The button and its words, where there is a run to tell of.
pub(crate) fn trace_file() -> Option<AnyView> {
    let source = use_context::<TraceSource>()?;
    let locale = use_locale();
    let failed = RwSignal::new(false);
    let node = NodeRef::<Button>::new();
    let on_click = move |click: MouseEvent| {
        if let (true, Some(button)) = (counts(&click), node.get_untracked()) {
            failed.set(false);
            source.ask(&button);
        }
    };
    let on_lost = move |_: CustomEvent| failed.set(true);
    let label = text!(locale, trace.download);
    let told = move || {
        if failed.get() { text!(locale, trace.not_saved) } else { text!(locale, trace.holds) }
    };
    let shown = view! {
        <div class="row">
            <button
                type="button"
                class="button"
                title=label
                node_ref=node
                on:click=on_click
                on:trace-lost=on_lost
            >
                {picture(Icon::Download)}
                <span class="word">{label}</span>
            </button>
            <a href="trace" target="_blank" rel="external">{text!(locale, trace.viewer)}</a>
        </div>
        <p role="status">{told}</p>
    };
    Some(shown.into_any())
}
