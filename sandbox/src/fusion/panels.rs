//! What the agent sees of a call: the offer dialog, the dialling panel, the engagement panel,
//! the wrap-up form.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::desktop::{Button, Call, Input, Stage};
use super::host::Host;
use super::wrap_up::{NOTES, OUTCOME};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// A command that Fusion has a button for only if the toolbar declared it.
const CONTROLS: [(&str, &str, Button); 4] = [
    ("hold", "Hold", Button::Hold),
    ("unhold", "Resume", Button::Resume),
    ("mute", "Mute", Button::Mute),
    ("unmute", "Unmute", Button::Unmute),
];

/// The calls of one kind, by key; the list changes only when a call enters or leaves.
fn calls_that(host: Host, are: fn(&Call) -> bool) -> Memo<Vec<u64>> {
    Memo::new(move |_| {
        host.desktop.with(|desktop| {
            desktop.calls.iter().filter(|call| are(call)).map(|call| call.key).collect()
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
    let offers = calls_that(host, |call| call.stage == Stage::Offered && !call.outbound);
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
    let name = move || {
        let call = call.get()?;
        Some(if call.looking { "somebody who is looked up…".to_owned() } else { call.name })
    };
    let number = move || call.get().map(|call| call.number);
    let label = move || format!("Incoming call from {}", name().unwrap_or_default());
    let transferred = move || call.get()?.transferred.then_some("Transferred call");
    let press = move |button| host.input(Input::Pressed(button, key));
    view! {
        <div role="dialog" class="sf-dialog" aria-label=label>
            <p class="sf-caller">{name}</p>
            <p>{number}</p>
            <p>{transferred}</p>
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

/// The panels of the calls that are dialled, under way or in wrap-up.
#[component]
pub(super) fn Engagements(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let dialled = calls_that(host, |call| call.stage == Stage::Offered && call.outbound);
    let active = calls_that(host, |call| call.stage == Stage::Active);
    let wrap_up = calls_that(host, |call| call.stage == Stage::WrapUp);
    view! {
        <div class="sf-panels">
            <For each=move || dialled.get() key=|key| *key let:key>
                <Dialling host key />
            </For>
            <For each=move || active.get() key=|key| *key let:key>
                <Engagement host key />
            </For>
            <For each=move || wrap_up.get() key=|key| *key let:key>
                <WrapUp host key />
            </For>
        </div>
    }
}

/// The panel of a call that the other side has not answered.
#[component]
fn Dialling(host: Host, key: u64) -> impl IntoView {
    let call = call(host, key);
    let asked = asked(host, call);
    let name = move || call.get().map(|call| call.name);
    let label = move || format!("Dialling {}", name().unwrap_or_default());
    let on_end = move |_| host.input(Input::Pressed(Button::EndCall, key));
    view! {
        <section class="sf-panel" aria-label=label>
            <h2>{name}</h2>
            <p>"Dialling… " {move || call.get().map(|call| call.number)}</p>
            <div class="sf-row">
                <button type="button" class="sf-end" on:click=on_end>"End call"</button>
                <span role="status">{asked}</span>
            </div>
        </section>
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
    let active =
        Memo::new(move |_| host.desktop.with(|desktop| desktop.active == Some(key)).to_string());
    let on_panel = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // A button says itself what it wants.
        if !target.is_some_and(|target| matches!(target.closest("button"), Ok(Some(_)))) {
            host.input(Input::Focused(key));
        }
    };
    view! {
        <section class="sf-panel" aria-label=label aria-current=active on:click=on_panel>
            <h2>{name}</h2>
            <p>{move || call.get().map(|call| call.number)}</p>
            <p data-testid="fusion-view">{move || call.get().map(|call| in_words(&call))}</p>
            <div class="sf-row">
                <button type="button" class="sf-end" on:click=move |_| press(Button::EndCall)>
                    "End call"
                </button>
                <button type="button" on:click=move |_| press(Button::MakeActive)>
                    "Make active"
                </button>
                <Declared host key />
                <span role="status">{asked}</span>
            </div>
        </section>
    }
}

/// What Fusion believes of a call.
fn in_words(call: &Call) -> String {
    let facts = [call.held.then_some("On hold"), call.muted.then_some("Muted")];
    facts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The buttons that the toolbar declared.
#[component]
fn Declared(host: Host, key: u64) -> impl IntoView {
    let declared =
        Memo::new(move |_| host.desktop.with(|desktop| desktop.toolbar.commands.clone()));
    let control = move |(command, name, button): (&'static str, &'static str, Button)| {
        let there = move || declared.with(|names| names.iter().any(|name| name == command));
        view! {
            <Show when=there>
                <button type="button" on:click=move |_| host.input(Input::Pressed(button, key))>
                    {name}
                </button>
            </Show>
        }
    };
    CONTROLS.map(control).collect_view()
}

/// The wrap-up form of one call.
#[component]
fn WrapUp(host: Host, key: u64) -> impl IntoView {
    let call = call(host, key);
    let name = move || call.get().map(|call| call.name);
    let label = move || format!("Wrap-up {}", name().unwrap_or_default());
    let passed_on = move || call.get()?.passed_on.map(|to| format!("Transferred to {to}"));
    let value = move |field: &str| {
        call.get().and_then(|call| call.wrap_up.fields.get(field).cloned()).unwrap_or_default()
    };
    let edit = move |field, value| host.input(Input::Edited(key, field, value));
    let on_save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        host.input(Input::Pressed(Button::SaveWrapUp, key));
    };
    view! {
        <form class="sf-panel" aria-label=label on:submit=on_save>
            <h2>"Wrap-up: " {name}</h2>
            <p>{passed_on}</p>
            <label>
                "Outcome "
                <input
                    type="text"
                    aria-label="Outcome"
                    list="sf-outcomes"
                    prop:value=move || value(OUTCOME)
                    on:change=move |event| edit(OUTCOME, event_target_value(&event))
                />
            </label>
            <datalist id="sf-outcomes">
                <option>"SOLVED"</option>
                <option>"FOLLOW_UP"</option>
            </datalist>
            <label>
                "Notes "
                <input
                    type="text"
                    aria-label="Notes"
                    prop:value=move || value(NOTES)
                    on:change=move |event| edit(NOTES, event_target_value(&event))
                />
            </label>
            <OtherFields call />
            <button type="submit">"Save wrap-up"</button>
            <span role="status">
                {move || call.get()?.wrap_up.saved.then_some("Saved by the toolbar")}
            </span>
        </form>
    }
}

/// What the toolbar wrote into fields that the form has no place for.
#[component]
fn OtherFields(call: Memo<Option<Call>>) -> impl IntoView {
    let others = move || {
        let fields = call.get().map(|call| call.wrap_up.fields).unwrap_or_default();
        let others = fields.into_iter().filter(|(name, _)| name != OUTCOME && name != NOTES);
        others.map(|(name, value)| view! { <dt>{name}</dt> <dd>{value}</dd> }).collect_view()
    };
    view! { <dl>{others}</dl> }
}
