//! The controls by which a person, or a test, acts as the customer and as Connect.
//!
//! Never touches the toolbar: it talks to the simulated CCP only. A message to this window with
//! the JSON text of an [`Action`](super::control::Action), from its own origin, is passed on, so that a test can do more
//! than there are buttons for.

mod groups;
mod link;

use super::ccp::Fault;
use super::drawer::{self, Group};
use super::report::{Report, State};
pub use groups::by_name;
use groups::{Administrator, Buttons, Customer, Session, Supervisor};
use leptos::prelude::*;
use link::Link;
use std::collections::BTreeSet;

/// The panel.
#[component]
pub fn Director(
    /// The faults of Connect that are on.
    faults: RwSignal<BTreeSet<Fault>>,
    /// Hears all that the CCP tells.
    on_report: Callback<Report>,
    /// Controls of others, before the faults.
    children: Children,
) -> impl IntoView {
    let link = Link::new(faults, on_report);
    let listener = StoredValue::new_local(link.listen());
    on_cleanup(move || listener.dispose());
    view! {
        <Status state=link.state />
        <Customer link />
        <Group title="Parties"><Buttons link buttons=groups::PARTIES /></Group>
        <Supervisor link />
        <Administrator link />
        <Session link />
        <Group title="In the Amazon panel"><Buttons link buttons=groups::PANEL /></Group>
        <Group title="Data"><Buttons link buttons=groups::DATA /></Group>
        {children()}
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
