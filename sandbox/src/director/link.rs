//! The way from the controls to the simulated CCP, and what it tells back.

use crate::ccp::Fault;
use crate::control::Action;
use crate::origins::origin_of;
use crate::report::{Report, State};
use gloo_events::EventListener;
use leptos::prelude::*;
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

/// The way to the CCP that said `ready` last.
#[derive(Clone, Copy)]
pub(super) struct Link {
    ccp: StoredValue<Option<Window>, LocalStorage>,
    pub(super) faults: RwSignal<BTreeSet<Fault>>,
    pub(super) state: RwSignal<Option<State>>,
    on_report: Callback<Report>,
}

impl Link {
    pub(super) fn new(faults: RwSignal<BTreeSet<Fault>>, on_report: Callback<Report>) -> Self {
        Self { ccp: StoredValue::new_local(None), faults, state: RwSignal::new(None), on_report }
    }

    pub(super) fn send(self, action: &Action) {
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

    pub(super) fn switch(self, fault: Fault, on: bool) {
        self.note(fault, on);
        self.send(&Action::Fault { fault, on });
    }

    fn note(self, fault: Fault, on: bool) {
        let _ = self
            .faults
            .try_update(|faults| if on { faults.insert(fault) } else { faults.remove(&fault) });
    }

    pub(super) fn listen(self) -> EventListener {
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
