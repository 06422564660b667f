//! The button that gives the trace out as a file, and the words for what is in it.

use crate::components::button::{counts, worded};
use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::live::text;
use crate::i18n::{text, use_locale};
use leptos::{
    callback::Callable, callback::UnsyncCallback, ev, ev::CustomEvent, ev::MouseEvent,
    html::Button, prelude::*,
};
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
        let told =
            if failed.get() { text!(locale, trace.not_saved) } else { text!(locale, trace.holds) };
        told.to_owned()
    };
    let shown = [
        el("div")
            .class("row")
            .child(
                worded(label, Icon::Download, "button")
                    .node_ref(node)
                    .on(ev::click, on_click)
                    .on(ev::Custom::new("trace-lost"), on_lost),
            )
            .child(
                el("a")
                    .attr("href", "trace")
                    .attr("target", "_blank")
                    .attr("rel", "external")
                    .child(text!(locale, trace.viewer)),
            )
            .into_any(),
        el("p").attr("role", "status").child(text(told)).into_any(),
    ];
    Some(shown.into_any())
}
