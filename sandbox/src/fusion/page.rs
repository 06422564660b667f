//! The page of the simulated Fusion desktop, route `sandbox-fusion`.

use super::chrome::{DRAWER, Header, Notices, Workspace};
use super::controls::{Controls, Faults, Scenarios};
use super::customers::Members;
use super::desktop::{Desktop, Input};
use super::directory::{Directory, PendingDials};
use super::faults;
use super::frames::{ToolbarFrames, Windows};
use super::hand::{self, HandAction};
use super::host::{Host, now};
use super::log::{Direction, WireLog};
use super::panels::{Engagements, Offers};
use super::setup::{self, Setup};
use crate::address;
use crate::ccp::Fault;
use crate::control::Action;
use crate::director::{self, Director};
use crate::drawer::{Filter, FilterBox};
use crate::report::Report;
use crate::scenario::{self, Step};
use core::time::Duration;
use leptos::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
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
    let (open, second) = (RwSignal::new(setup.open), RwSignal::new(false));
    let drawer = RwSignal::new(setup.drawer);
    let (connect, unknown) = split(&setup.other_faults);
    let connect = RwSignal::new(connect);
    let host = Host::start(setup);
    let (scenario, actions) =
        host.setup.with_value(|setup| (setup.scenario.clone(), setup.actions.clone()));
    let (begun, unheard) = beginning(scenario.as_deref(), &actions);
    let begun = StoredValue::new(Some(begun));
    let on_report = Callback::new(move |report: Report| {
        if matches!(&report, Report::State(state) if state.signed_in)
            && let Some(begun) = begun.try_update_value(Option::take).flatten()
        {
            play(host, second, begun);
        }
        let report = serde_json::from_str(&report.to_json()).unwrap_or(Value::Null);
        host.log.add(now(), Direction::Ccp, &report);
    });
    tell_address(host, connect, drawer);
    let [scenarios, actions] = unheard;
    let unknown = [("faults", unknown), ("scenario", scenarios), ("actions", actions)];
    let unknown = unknown.into_iter().filter(|(_, names)| !names.is_empty()).map(|(of, names)| {
        view! { <p role="alert">"Unknown " {of} ": " {names.join(", ")}</p> }
    });
    view! {
        <div class="sf-desktop" data-drawer=move || if drawer.get() { "open" } else { "closed" }>
            <Header host open drawer />
            <div class="sf-main">
                <main>
                    {unknown.collect_view()}
                    <Notices host />
                    <PendingDials host />
                    <div class="sf-work">
                        <Engagements host />
                        <div class="sf-pages"><Workspace host /></div>
                    </div>
                    <Directory host />
                </main>
                <div class="sf-offers"><Offers host /></div>
            </div>
            <aside class="sf-toolbar" aria-label="Toolbar">
                <ToolbarFrames host open second />
            </aside>
            <Drawer host second faults=connect on_report open=drawer />
        </div>
    }
}

/// The drawer: what a person can do, or what was said.
#[component]
fn Drawer(
    host: Host,
    second: RwSignal<bool>,
    faults: RwSignal<BTreeSet<Fault>>,
    on_report: Callback<Report>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let filter = Filter::provide();
    let log = RwSignal::new(false);
    let tab = move |words: &'static str, of_log: bool| {
        view! {
            <button
                type="button"
                aria-pressed=move || (log.get() == of_log).to_string()
                on:click=move |_| log.set(of_log)
            >
                {words}
            </button>
        }
    };
    view! {
        <section class="sf-drawer" id=DRAWER aria-label="Simulation" hidden=move || !open.get()>
            <div class="sf-row sf-choice">{tab("Controls", false)} {tab("Messages", true)}</div>
            <div class="sf-controls" hidden=log>
                <FilterBox filter />
                <div class="sf-groups">
                    <Director faults on_report>
                        <Controls host second />
                        <Windows host second />
                    </Director>
                    <Faults host />
                    <Scenarios />
                </div>
            </div>
            <div class="sf-messages" hidden=move || !log.get()><WireLog log=host.log /></div>
        </section>
    }
}

/// Keeps the address such that it brings about what is ticked.
fn tell_address(host: Host, connect: RwSignal<BTreeSet<Fault>>, drawer: RwSignal<bool>) {
    let fusion = Memo::new(move |_| host.desktop.with(|desktop| desktop.faults.clone()));
    Effect::new(move |before: Option<()>| {
        let names = connect.get().into_iter().map(|fault| fault.name().to_owned());
        let faults = names.chain(faults::list(&fusion.get())).collect::<Vec<_>>().join(",");
        let drawer = if drawer.get() { "" } else { "0" };
        if before.is_some() {
            let bare = ["lose", "refuse"]
                .into_iter()
                .fold(address::search(), |search, name| address::with(&search, name, ""));
            let told = address::with(&bare, "fault", &faults);
            address::show(&address::with(&told, "drawer", drawer));
        }
    });
}

/// What the address asks for.
#[derive(Clone)]
enum Asked {
    /// By hand on the desktop's page.
    Hand(HandAction),
    /// A step of a scenario, or what a control of the customer's or Connect's does.
    Step(Step),
}

/// What the address asks for, a scenario and then actions by name, and the names of none.
fn beginning(scenario: Option<&str>, actions: &[String]) -> (Vec<Asked>, [Vec<String>; 2]) {
    let known = scenario.and_then(scenario::by_name);
    let strange = scenario.filter(|_| known.is_none()).map(str::to_owned);
    let mut unheard = Vec::new();
    let steps = known.into_iter().flat_map(|scenario| scenario.steps.iter().cloned());
    let mut steps: Vec<Asked> = steps.map(Asked::Step).collect();
    for name in actions {
        let action = director::by_name(name).map(|action| Asked::Step(Step::Act(action)));
        match action.or_else(|| hand::by_name(name).map(Asked::Hand)) {
            Some(asked) => steps.push(asked),
            None => unheard.push(name.clone()),
        }
    }
    (steps, [strange.into_iter().collect(), unheard])
}

/// Plays the steps of a scenario, each when the one before has had its effect.
fn play(host: Host, second: RwSignal<bool>, steps: Vec<Asked>) {
    for (at, step) in (1..).zip(steps) {
        let perform = move || match step {
            Asked::Step(step) => perform(host, &step),
            Asked::Hand(action) => hand::perform(host, second, action),
        };
        set_timeout(perform, PACE * at);
    }
}

fn perform(host: Host, step: &Step) {
    // To the director, who listens to this window.
    let act = |action: &Action| {
        let page = window();
        let origin = page.location().origin().unwrap_or_default();
        let _ = page.post_message(&JsValue::from_str(&action.to_json()), &origin);
    };
    match step {
        Step::Do(action) => act(&action()),
        Step::Act(action) => act(action),
        Step::Click(number) => host.click((*number).to_owned(), Members::default()),
        Step::Command(command) => {
            let newest = host.desktop.with_untracked(Desktop::newest);
            host.input(Input::Sent((*command).to_owned(), newest));
        }
        Step::CloseTab => {
            let newest =
                host.desktop.with_untracked(|desktop| desktop.tabs.last().map(|it| it.key));
            if let Some(tab) = newest {
                host.input(Input::TabClosed(tab));
            }
        }
        Step::Fusion(name, on) => {
            if let Some(fault) = faults::by_name(name) {
                host.input(Input::Switched(fault, *on));
            }
        }
    }
}

/// The faults of Connect among these names, and the names of none.
fn split(names: &[String]) -> (BTreeSet<Fault>, Vec<String>) {
    let known = names.iter().filter_map(|name| Fault::parse(name)).collect();
    let unknown = names.iter().filter(|name| Fault::parse(name).is_none()).cloned().collect();
    (known, unknown)
}
