//! What the agent sees of Fusion around the calls: the header, the tabs, notifications.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::customers::{self, DIRECTORY};
use super::desktop::{Desktop, Icon, Input, Notification};
use super::directory::CallButton;
use super::host::Host;
use super::screen_pops::Page;
use leptos::prelude::*;

/// The id of the drawer.
pub(super) const DRAWER: &str = "drawer";

/// The bar at the top with the phone icon.
#[component]
pub(super) fn Header(
    /// The desktop.
    host: Host,
    /// Whether the toolbar is open.
    open: RwSignal<bool>,
    /// Whether the drawer is.
    drawer: RwSignal<bool>,
) -> impl IntoView {
    let agent = Memo::new(move |_| host.desktop.with(|desktop| desktop.agent.clone()));
    let colour = move || match agent.get().0 {
        Icon::Grey => "grey",
        Icon::Amber => "amber",
        Icon::Green => "green",
    };
    let words = move || match agent.get() {
        (Icon::Green, shown) => format!("Available ({shown})"),
        (Icon::Amber, shown) => format!("Not available ({shown})"),
        (Icon::Grey, shown) => shown,
    };
    let on_phone = move |_| {
        let opens = !open.get_untracked();
        host.input(if opens { Input::Opened } else { Input::Closed });
        open.set(opens);
    };
    view! {
        <header class="sf-header">
            <h1>"Fusion Service" <small>"simulated"</small></h1>
            <span role="status" aria-label="Agent state" data-testid="agent-state">{words}</span>
            <button
                type="button"
                class="sf-phone"
                data-state=colour
                aria-pressed=move || open.get().to_string()
                on:click=on_phone
            >
                "Phone"
            </button>
            <button
                type="button"
                aria-expanded=move || drawer.get().to_string()
                aria-controls=DRAWER
                on:click=move |_| drawer.update(|open| *open = !*open)
            >
                "Simulation"
            </button>
        </header>
    }
}

/// The pages that calls opened.
#[component]
pub(super) fn Workspace(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let tabs = Memo::new(move |_| host.desktop.with(|desktop| desktop.tabs.clone()));
    let front = Memo::new(move |_| host.desktop.with(|desktop| desktop.front));
    let shown = move || tabs.get().into_iter().find(|tab| Some(tab.key) == front.get());
    let page = move || {
        let tab = shown()?;
        let pop = tab.pop;
        let search =
            (pop.page == Page::CreateContact).then(|| view! { <Search host tab=tab.key /> });
        let record = pop.record;
        let fields = pop.fields.into_iter().map(move |(label, value)| {
            let record = record.clone();
            let shown = if label == "Phone" {
                view! { <CallButton host number=value record /> }.into_any()
            } else {
                value.into_any()
            };
            view! { <dt>{label}</dt> <dd>{shown}</dd> }
        });
        Some(view! {
            <div
                role="tabpanel"
                aria-label=pop.title.clone()
                data-navigation-type=pop.navigation
            >
                <h2>{pop.page.heading()} ": " {pop.title.clone()}</h2>
                <button
                    type="button"
                    on:click=move |_| host.input(Input::TabClosed(tab.key))
                >
                    "Close tab"
                </button>
                {search}
                <dl>
                    {fields.collect_view()}
                </dl>
            </div>
        })
    };
    view! {
        <Show when=move || !tabs.with(Vec::is_empty)
            fallback=|| view! { <p class="sf-home">"No page is open. A call opens one."</p> }>
            <div role="tablist" aria-label="Open pages" class="sf-tabs">
                <For each=move || tabs.get() key=|tab| tab.key let:tab>
                    <button
                        type="button"
                        role="tab"
                        aria-selected=move || (front.get() == Some(tab.key)).to_string()
                        on:click=move |_| host.input(Input::Chosen(tab.key))
                    >
                        {tab.pop.title}
                    </button>
                </For>
            </div>
        </Show>
        {page}
    }
}

/// The way from the form for a new contact to one that is there.
#[component]
fn Search(host: Host, tab: u64) -> impl IntoView {
    let known = DIRECTORY.iter().map(move |customer| {
        let record = customers::tokens(&[customer]);
        let name = customers::text(&record, "SVCMCA_CONTACT_NAME").map(str::to_owned)?;
        let on_pick = move |_| host.input(Input::Picked(tab, record.clone()));
        Some(view! { <button type="button" on:click=on_pick>{name}</button> })
    });
    view! {
        <details>
            <summary>"Search for another contact"</summary>
            <div class="sf-row">{known.collect_view()}</div>
        </details>
    }
}

/// What the toolbar notified the agent of.
#[component]
fn Notifications(host: Host) -> impl IntoView {
    let all = Memo::new(move |_| host.desktop.with(|desktop| desktop.notifications.clone()));
    let press = move |id: &str, action: Option<&str>| {
        host.input(Input::Notified(id.to_owned(), action.map(str::to_owned)));
    };
    let one = move |shown: Notification| {
        let (id, title) = (shown.id, shown.title);
        let buttons = shown.actions.into_iter().map({
            let id = id.clone();
            move |(action, name)| {
                let id = id.clone();
                view! {
                    <button type="button" on:click=move |_| press(&id, Some(&action))>{name}</button>
                }
            }
        });
        view! {
            <div role="group" aria-label=title.clone() data-type=shown.kind>
                <strong>{title.clone()}</strong> " " {shown.summary} " "
                {buttons.collect_view()}
                <button type="button" aria-label="Close" on:click=move |_| press(&id, None)>"×"</button>
            </div>
        }
    };
    view! {
        <div role="status" aria-label="Notifications of the toolbar" class="sf-notices sf-told">
            {move || all.get().into_iter().map(one).collect_view()}
        </div>
    }
}

/// What failed, and what the toolbar notified the agent of.
#[component]
pub(super) fn Notices(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let notices = Memo::new(move |_| host.desktop.with(|desktop| desktop.notices.clone()));
    let left = Memo::new(move |_| host.desktop.with(Desktop::left_with));
    let left = move || left.get().into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
    view! {
        <div role="status" aria-label="What Fusion was not told">{left}</div>
        <Notifications host />
        <div role="alert" aria-label="Notifications" class="sf-notices">
            <For each=move || notices.get() key=|(key, _)| *key let((key, text))>
                <p>
                    {text} " "
                    <button type="button" on:click=move |_| host.input(Input::Dismissed(key))>
                        "Dismiss"
                    </button>
                </p>
            </For>
        </div>
    }
}
