//! Owns what the agent sees of Fusion: the header, the offer dialog, tabs, panels, notifications.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::desktop::{Button, Call, Icon, Input, Stage};
use super::host::Host;
use leptos::prelude::*;

/// The bar at the top with the phone icon.
#[component]
pub(super) fn Header(
    /// The desktop.
    host: Host,
    /// Whether the toolbar is open.
    open: RwSignal<bool>,
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
            <h1>"Simulated Fusion Service"</h1>
            <button
                type="button"
                class="sf-phone"
                data-state=colour
                aria-pressed=move || open.get().to_string()
                on:click=on_phone
            >
                "Phone"
            </button>
            <span role="status" aria-label="Agent state" data-testid="agent-state">{words}</span>
        </header>
    }
}

/// The calls in one of these stages, by key; the list changes only when a call enters or leaves.
fn calls_in(host: Host, stages: &'static [Stage]) -> Memo<Vec<u64>> {
    Memo::new(move |_| {
        host.desktop.with(|desktop| {
            let there = desktop.calls.iter().filter(|call| stages.contains(&call.stage));
            there.map(|call| call.key).collect()
        })
    })
}

/// One call, as long as it is there.
fn call(host: Host, key: u64) -> Memo<Option<Call>> {
    Memo::new(move |_| {
        host.desktop.with(|desktop| desktop.calls.iter().find(|call| call.key == key).cloned())
    })
}

/// What is under way for a call, in words.
fn asked(host: Host, call: Memo<Option<Call>>) -> Memo<String> {
    Memo::new(move |_| {
        let Some(call) = call.get() else { return String::new() };
        host.desktop.with(|desktop| {
            desktop.asked(&call.event_id).map(|command| format!("{command}…")).unwrap_or_default()
        })
    })
}

/// The dialogs of the calls that ring.
#[component]
pub(super) fn Offers(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let offers = calls_in(host, &[Stage::Offered]);
    view! {
        <For each=move || offers.get() key=|key| *key let:key>
            <Offer host key />
        </For>
    }
}

/// One offer dialog.
#[component]
fn Offer(host: Host, key: u64) -> impl IntoView {
    let call = call(host, key);
    let asked = asked(host, call);
    let name = move || call.get().map(|call| call.name);
    let number = move || call.get().map(|call| call.number);
    let label = move || format!("Incoming call from {}", name().unwrap_or_default());
    let press = move |button| host.input(Input::Pressed(button, key));
    view! {
        <div role="dialog" class="sf-dialog" aria-label=label>
            <p class="sf-caller">{name}</p>
            <p>{number}</p>
            <div class="sf-row">
                <button type="button" class="sf-answer" on:click=move |_| press(Button::Answer)>
                    "Answer"
                </button>
                <button type="button" on:click=move |_| press(Button::Decline)>"Decline"</button>
                <span role="status">{asked}</span>
            </div>
        </div>
    }
}

/// The panels of the calls that are under way or in wrap-up.
#[component]
pub(super) fn Engagements(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let active = calls_in(host, &[Stage::Active]);
    let wrap_up = calls_in(host, &[Stage::WrapUp]);
    view! {
        <For each=move || active.get() key=|key| *key let:key>
            <Engagement host key />
        </For>
        <For each=move || wrap_up.get() key=|key| *key let:key>
            <WrapUp host key />
        </For>
    }
}

/// The panel of one call.
#[component]
fn Engagement(host: Host, key: u64) -> impl IntoView {
    let call = call(host, key);
    let asked = asked(host, call);
    let name = move || call.get().map(|call| call.name);
    let label = move || format!("Engagement {}", name().unwrap_or_default());
    let press = move |button| host.input(Input::Pressed(button, key));
    view! {
        <section class="sf-panel" aria-label=label>
            <h2>{name}</h2>
            <p>{move || call.get().map(|call| call.number)}</p>
            <div class="sf-row">
                <button type="button" class="sf-end" on:click=move |_| press(Button::EndCall)>
                    "End call"
                </button>
                <button type="button" on:click=move |_| press(Button::MakeActive)>
                    "Make active"
                </button>
                <span role="status">{asked}</span>
            </div>
        </section>
    }
}

/// The wrap-up form of one call.
#[component]
fn WrapUp(host: Host, key: u64) -> impl IntoView {
    let call = call(host, key);
    let name = move || call.get().map(|call| call.name);
    let label = move || format!("Wrap-up {}", name().unwrap_or_default());
    let on_save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        host.input(Input::Pressed(Button::SaveWrapUp, key));
    };
    view! {
        <form class="sf-panel" aria-label=label on:submit=on_save>
            <h2>"Wrap-up: " {name}</h2>
            <label>
                "Outcome "
                <select aria-label="Outcome">
                    <option>"Solved"</option>
                    <option>"Follow-up needed"</option>
                </select>
            </label>
            <label>"Notes " <input type="text" aria-label="Notes" /></label>
            <button type="submit">"Save wrap-up"</button>
        </form>
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
        let pop = shown()?.pop;
        let fields = pop.fields.into_iter();
        Some(view! {
            <div role="tabpanel" aria-label=pop.title.clone()>
                <h2>{pop.page.heading()} ": " {pop.title.clone()}</h2>
                <dl>
                    {fields.map(|(label, value)| view! { <dt>{label}</dt> <dd>{value}</dd> }).collect_view()}
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

/// What failed.
#[component]
pub(super) fn Notices(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let notices = Memo::new(move |_| host.desktop.with(|desktop| desktop.notices.clone()));
    view! {
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
