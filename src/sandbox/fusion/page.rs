//! Owns the page of the simulated Fusion desktop, route `sandbox-fusion`.

use super::controls::Controls;
use super::desktop::Input;
use super::directory::{Directory, PendingDials};
use super::host::{Host, now};
use super::log::{Direction, WireLog};
use super::panels::{Engagements, Offers};
use super::parts::{Header, Notices, Workspace};
use super::setup::{self, Setup};
use crate::sandbox::ccp::Fault;
use crate::sandbox::director::Director;
use crate::sandbox::report::Report;
use leptos::prelude::*;
use serde_json::Value;

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
    let on_report = Callback::new(move |report: Report| {
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
                <ToolbarFrame host open />
            </aside>
            <div class="sf-stage">
                {(!unknown.is_empty()).then(|| view! {
                    <p role="alert">"Unknown faults: " {unknown.join(", ")}</p>
                })}
                <Director faults on_report />
                <Controls host />
                <WireLog log=host.log />
            </div>
        </div>
    }
}

/// The faults of Connect among these names, and the names of none.
fn split(names: &[String]) -> (Vec<Fault>, Vec<String>) {
    let known = names.iter().filter_map(|name| Fault::parse(name)).collect();
    let unknown = names.iter().filter(|name| Fault::parse(name).is_none()).cloned().collect();
    (known, unknown)
}

#[component]
fn ToolbarFrame(host: Host, open: RwSignal<bool>) -> impl IntoView {
    let (width, height) = host.setup.with_value(|setup| setup.size.clone());
    let source = host.setup.with_value(|setup| setup.framed.clone());
    let on_alone = move |_| {
        let address = host.setup.with_value(|setup| setup.alone.clone());
        // With an opener, so that the simulated CCP inside finds its director here.
        let opened = window().open_with_url_and_target(&address, "_blank");
        if !matches!(opened, Ok(Some(_))) {
            host.input(Input::Failed("the browser blocked the window".to_owned()));
        }
    };
    view! {
        <div class="sf-row">
            <button type="button" on:click=move |_| host.reload()>"Reload toolbar"</button>
            <button type="button" on:click=on_alone>"Open the toolbar alone"</button>
        </div>
        <Show when=move || open.get() fallback=|| view! { <p>"Click Phone to open the toolbar."</p> }>
            <iframe
                node_ref=host.frame
                title="Media toolbar"
                allow="microphone; autoplay; clipboard-write"
                style:width=width.clone()
                style:height=height.clone()
                src=source.clone()
            ></iframe>
        </Show>
    }
}
