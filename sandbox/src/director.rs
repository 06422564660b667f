//! The controls by which a person, or a test, acts as the customer and as Connect.
//!
//! Never touches the toolbar: it talks to the simulated CCP only. A message to this window with
//! the JSON text of an [`Action`], from its own origin, is passed on, so that a test can do more
//! than there are buttons for.

mod groups;

use super::ccp::Fault;
use super::control::Action;
use super::drawer::{self, Group};
use super::origins::origin_of;
use super::report::{Report, State};
use gloo_events::EventListener;
pub use groups::by_name;
use groups::{Administrator, Buttons, Customer, Session, Supervisor};
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// The panel.
#[component]
pub fn Director(
    /// The faults of Connect that are on.
    faults: RwSignal<BTreeSet<Fault>>,
    /// Hears all that the CCP tells.
    on_report: Callback<Report>,
) -> impl IntoView {
    let link = Link::new(faults, on_report);
    let listener = StoredValue::new_local(link.listen());
    on_cleanup(move || listener.dispose());
    view! {
        <Status state=link.state />
        <Customer link />
        <Group title="Parties"><Buttons link buttons=groups::PARTIES /></Group>
        <Group title="In the Amazon panel"><Buttons link buttons=groups::PANEL /></Group>
        <Supervisor link />
        <Administrator link />
        <Session link />
        <Group title="Data"><Buttons link buttons=groups::DATA /></Group>
        <Faults link />
    }
}

#[component]
fn Status(state: RwSignal<Option<State>>) -> impl IntoView {
    let text = move || {
        let state = state.read();
        let Some(state) = state.as_ref() else { return "No Amazon panel yet".to_owned() };
        let contacts: Vec<String> = state
            .contacts
            .iter()
            .map(|seen| format!("{} {} ({})", seen.id, seen.stage, seen.legs.join(", ")))
            .collect();
        let signed = if state.signed_in { "" } else { ", signed out" };
        format!("{}{signed}, waiting: {}, {}", state.agent, state.waiting, contacts.join(", "))
    };
    view! { <p data-testid="director-state">{text}</p> }
}

#[component]
fn Faults(link: Link) -> impl IntoView {
    let boxes = Fault::ALL.iter().map(move |fault| {
        let fault = *fault;
        let on = Memo::new(move |_| link.faults.read().contains(&fault));
        view! {
            <drawer::Fault name=fault.name() about=fault.about() on
                on_switch=move |on| link.switch(fault, on) />
        }
    });
    view! { <Group title="Faults of Connect">{boxes.collect_view()}</Group> }
}

/// The way to the CCP that said `ready` last.
#[derive(Clone, Copy)]
struct Link {
    ccp: StoredValue<Option<Window>, LocalStorage>,
    faults: RwSignal<BTreeSet<Fault>>,
    state: RwSignal<Option<State>>,
    on_report: Callback<Report>,
}

impl Link {
    fn new(faults: RwSignal<BTreeSet<Fault>>, on_report: Callback<Report>) -> Self {
        Self { ccp: StoredValue::new_local(None), faults, state: RwSignal::new(None), on_report }
    }

    fn send(self, action: &Action) {
        let ccp = self.ccp.try_get_value().flatten();
        if let Some(ccp) = ccp {
            // Fails only for an origin that is none; the sandbox's always is one.
            let _ = ccp.post_message(&JsValue::from_str(&action.to_json()), &origin_of("ccp"));
        } else if !matches!(action, Action::Fault { .. }) {
            // Faults are told once it is ready.
            let why = "The Amazon panel is not loaded yet".to_owned();
            let _ = self.on_report.try_run(Report::Refused { why });
        }
    }

    fn switch(self, fault: Fault, on: bool) {
        self.note(fault, on);
        self.send(&Action::Fault { fault, on });
    }

    fn note(self, fault: Fault, on: bool) {
        let _ = self
            .faults
            .try_update(|faults| if on { faults.insert(fault) } else { faults.remove(&fault) });
    }

    fn listen(self) -> EventListener {
        EventListener::new(&window(), "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            let Some(text) = event.data().as_string() else { return };
            if event.origin() == origin_of("ccp")
                && let Some(report) = Report::parse(&text)
            {
                self.hear(&report, event);
                self.on_report.run(report);
            } else if event.origin() == origin_of("fusion")
                && let Some(action) = Action::parse(&text)
            {
                if let Action::Fault { fault, on } = action {
                    self.note(fault, on);
                }
                self.send(&action);
            }
        })
    }

    fn hear(self, report: &Report, event: &MessageEvent) {
        match report {
            Report::Ready => {
                let source = event.source().map(JsCast::unchecked_into::<Window>);
                self.ccp.try_set_value(source);
                let faults = self.faults.try_get_untracked().unwrap_or_default();
                self.send(&Action::Setup { faults: faults.into_iter().collect() });
            }
            Report::State(state) => {
                self.state.try_set(Some(state.clone()));
            }
            Report::SignedIn => self.note(Fault::SignedOut, false),
            Report::Broadcast { .. } | Report::Refused { .. } | Report::Request { .. } => {}
        }
    }
}
