//! The page of the simulated Fusion desktop, route `sandbox-fusion`.

use super::controls::Controls;
use super::customers::Members;
use super::desktop::Input;
use super::directory::{Directory, PendingDials};
use super::faults;
use super::frames::ToolbarFrames;
use super::host::{Host, now};
use super::log::{Direction, WireLog};
use super::panels::{Engagements, Offers};
use super::parts::{Header, Notices, Workspace};
use super::setup::{self, Setup};
use crate::ccp::Fault;
use crate::director::Director;
use crate::report::Report;
use crate::scenario::{self, Step};
use core::time::Duration;
use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// How long a step of a scenario waits for the one before.
const PACE: Duration = Duration::from_millis(1500);

/// The simulated Fusion desktop.
#[component]
pub fn FusionPage() -> impl IntoView {
    let location = window().location();
    let setup = setup::read(
        &location.origin().unwrap_or_default(),
        &location.pathname().unwrap_or_default(),
        &location.search().unwrap_or_default(),
    );
    let page = match setup {
        Ok(setup) => view! { <Desk setup /> }.into_any(),
        Err(why) => view! { <p role="alert">{why}</p> }.into_any(),
    };
    view! {
        <style>{include_str!("desktop.css")}</style>
        {page}
    }
}

#[component]
fn Desk(setup: Setup) -> impl IntoView {
    let open = RwSignal::new(setup.open);
    let (faults, unknown) = split(&setup.other_faults);
    let host = Host::start(setup);
    let wanted = host.setup.with_value(|setup| setup.scenario.clone());
    let unheard = wanted.clone().filter(|name| scenario::by_name(name).is_none());
    let waiting = StoredValue::new(wanted.as_deref().and_then(scenario::by_name));
    let on_report = Callback::new(move |report: Report| {
        if matches!(&report, Report::State(state) if state.signed_in)
            && let Some(scenario) = waiting.try_update_value(Option::take).flatten()
        {
            play(host, scenario.steps);
        }
        let report = serde_json::from_str(&report.to_json()).unwrap_or(Value::Null);
        host.log.add(now(), Direction::Ccp, &report);
    });
    view! {
        <div class="sf-desktop">
            <Header host open />
            <main class="sf-main">
                <Notices host />
                <PendingDials host />
                <Offers host />
                <Engagements host />
                <Workspace host />
                <Directory host />
            </main>
            <aside class="sf-toolbar" aria-label="Toolbar">
                <ToolbarFrames host open />
            </aside>
            <div class="sf-stage">
                {(!unknown.is_empty()).then(|| view! {
                    <p role="alert">"Unknown faults: " {unknown.join(", ")}</p>
                })}
                {unheard.map(|name| view! { <p role="alert">"Unknown scenario: " {name}</p> })}
                <Director faults on_report />
                <Controls host />
                <WireLog log=host.log />
            </div>
        </div>
    }
}

/// Plays the steps of a scenario, each when the one before has had its effect.
fn play(host: Host, steps: &'static [Step]) {
    for (at, step) in (1..).zip(steps) {
        set_timeout(move || perform(host, step), PACE * at);
    }
}

fn perform(host: Host, step: &Step) {
    match step {
        Step::Do(action) => {
            // To the director, who listens to this window.
            let page = window();
            let origin = page.location().origin().unwrap_or_default();
            let _ = page.post_message(&JsValue::from_str(&action().to_json()), &origin);
        }
        Step::Click(number) => host.click((*number).to_owned(), Members::default()),
        Step::Command(command) => {
            let newest = host
                .desktop
                .with_untracked(|desktop| desktop.calls.last().map(|call| call.event_id.clone()));
            host.input(Input::Sent((*command).to_owned(), newest.unwrap_or_default()));
        }
        Step::Fusion(name, on) => {
            if let Some(fault) = faults::by_name(name) {
                host.input(Input::Switched(fault, *on));
            }
        }
    }
}

/// The faults of Connect among these names, and the names of none.
fn split(names: &[String]) -> (Vec<Fault>, Vec<String>) {
    let known = names.iter().filter_map(|name| Fault::parse(name)).collect();
    let unknown = names.iter().filter(|name| Fault::parse(name).is_none()).cloned().collect();
    (known, unknown)
}
