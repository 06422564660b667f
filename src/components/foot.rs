//! The folded details at the foot: what a helper on the phone asks for, and nothing personal.

use crate::components::button::{Icon, button, counts, picture, press, replace_page, worded};
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::live::{flag, late, part, text};
use crate::components::windows::is_popped_out;
use crate::dom::notification;
use crate::dom::window::search;
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::Signal;
use crate::view::{ConnectHealth, HealthView, Intent, Transport, View};
use leptos::callback::{Callable, UnsyncCallback};
use leptos::{ev, ev::CustomEvent, ev::Event, ev::MouseEvent, prelude::*};
use web_sys::Element;

/// The details, drawn once they are opened.
pub(crate) fn foot(view: Signal<View>) -> AnyView {
    let opened = Signal::new(false);
    el("details")
        .class("foot")
        .on(ev::toggle, move |_: Event| opened.set(true))
        .child(el("summary").child(text!(use_locale(), foot.title)))
        .child(late(move || opened.get(), move || details(view)))
        .into_any()
}

/// What an entry of the details says.
type Says = fn(Locale, &HealthView) -> String;

fn details(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let entries: [(&'static str, Option<&'static str>, Says); 6] = [
        (text!(locale, foot.connect), None, |locale, health| {
            words::connect_words(locale, &health.connect).to_owned()
        }),
        (text!(locale, foot.fusion), None, |locale, health| {
            words::fusion_words(locale, &health.fusion).to_owned()
        }),
        (text!(locale, transport.title), Some("transport"), |locale, health| {
            let words = words::transport_words(locale, health);
            words.unwrap_or_else(|| text!(locale, foot.none).to_owned())
        }),
        (text!(locale, foot.storage), None, |locale, health| {
            let denied = health.storage_denied;
            let (denial, ok) = (text!(locale, foot.storage_denied), text!(locale, foot.storage_ok));
            if denied { denial } else { ok }.to_owned()
        }),
        (text!(locale, foot.refused), Some("refused"), |_, health| {
            health.refused_messages.to_string()
        }),
        (text!(locale, foot.fault), Some("fault"), |locale, health| {
            health.fault.clone().unwrap_or_else(|| text!(locale, foot.none).to_owned())
        }),
    ];
    let mut list = el("dl");
    for (label, id, words) in entries {
        let said = text(move || view.with(|view| words(locale, &view.health)));
        list =
            list.child(el("dt").child(label)).child(el("dd").attr("data-testid", id).child(said));
    }
    let remedy = part(move || {
        // Where the phone itself needs the storage, its own message says what does not work.
        let only_memory = view.with(|view| {
            let health = &view.health;
            health.storage_denied && health.connect != ConnectHealth::StorageDenied
        });
        maybe(only_memory.then(|| el("p").child(text!(locale, remedy.memory)).into_any()))
    });
    let alone = part(move || {
        let unseen = view.with(|view| view.health.windows_unseen);
        maybe(unseen.then(|| el("p").child(text!(locale, windows.unseen_tell)).into_any()))
    });
    // Amazon's panel is in the page that runs the phone, and nothing would show here.
    let shown = flag(move || view.with(|view| view.panel));
    let panel = (!is_popped_out()).then(|| part(move || panel_toggle(shown.get())));
    let label = text!(locale, button.open_panel);
    let window = button(label, Icon::Panel, Intent::OpenPanelWindow, true, "");
    // There is little to check in a window that only shows what another page runs.
    let check = (!is_popped_out()).then(self_check);
    together([
        list.into_any(),
        remedy,
        alone,
        notify(view),
        el("div").class("row").child(panel).child(window).child(check).into_any(),
        maybe(trace_file()),
    ])
}

/// The way to the self-check, in the place of this page: beside a toolbar that runs it could try
/// little. With a call up the browser asks first.
fn self_check() -> AnyView {
    let label = text!(use_locale(), check.title);
    let address = format!("check{}", search());
    let on_click = replace_page(address.clone());
    el("a")
        .class("button")
        .attr("href", address)
        .attr("rel", "external")
        .attr("title", label)
        .on(ev::click, on_click)
        .child(picture(Icon::Check))
        .child(el("span").class("word").child(label))
        .into_any()
}

/// The wish for notifications of the browser, where Fusion shows none and the person can still be asked.
fn notify(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let open = Signal::new(notification::may_ask());
    let wanted =
        flag(move || open.get() && view.with(|view| view.health.transport != Some(Transport::Uef)));
    part(move || {
        let draw = || {
            let answered = move || {
                open.set(notification::may_ask());
            };
            let ask = move |_| notification::ask(answered);
            let button = worded(text!(locale, notify.ask), Icon::Info, "button").on(ev::click, ask);
            let why = el("p").child(text!(locale, notify.why));
            el("div").class("row").child(why).child(button).into_any()
        };
        maybe(wanted.get().then(draw))
    })
}

/// The toggle of Amazon's own panel in this page.
fn panel_toggle(shown: bool) -> AnyView {
    let label = text!(use_locale(), button.show_panel);
    let on_click = press(Intent::ShowPanel(!shown), true);
    worded(label, Icon::Panel, "button")
        .attr("aria-pressed", shown.to_string())
        .on(ev::click, on_click)
        .into_any()
}

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
fn trace_file() -> Option<AnyView> {
    let source = use_context::<TraceSource>()?;
    let locale = use_locale();
    let failed = Signal::new(false);
    let node = ElementRef::new();
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
    Some(together(shown))
}
