//! The panel by which a person acts as Fusion: faults by name, commands by hand, garbage.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::desktop::Input;
use super::directory::ByHand;
use super::faults;
use super::host::Host;
use super::setup::TRANSPORTS;
use leptos::prelude::*;

const INTERACTION: [&str; 12] = [
    "accept",
    "reject",
    "disconnect",
    "setActive",
    "NOTIFICATION_TIMER_EXP",
    "hold",
    "unhold",
    "mute",
    "unmute",
    "transfer",
    "record",
    "custom",
];
const AGENT: [&str; 6] = [
    "getCurrentAgentState",
    "getActiveEngagements",
    "getActiveInteractionCommands",
    "makeAvailable",
    "makeUnavailable",
    "custom",
];
/// What no toolbar may stumble over.
const GARBAGE: [&str; 5] = [
    "this is not JSON",
    r#"{"uuid":"no-method"}"#,
    r#"{"method":"neverHeardOf"}"#,
    r#"{"method":"onToolbarInteractionCommand","command":7}"#,
    "_adfShowBody",
];

/// The switches and buttons.
#[component]
pub(super) fn Controls(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    view! {
        <section aria-label="Act as Fusion" class="sf-controls">
            <h2>"Act as Fusion"</h2>
            <Transport host />
            <Faults host />
            <Commands host />
            <ByHand host />
            <button type="button" on:click=move |_| GARBAGE.iter().for_each(|text| host.post_text(text))>
                "Post garbage"
            </button>
        </section>
    }
}

#[component]
fn Faults(host: Host) -> impl IntoView {
    let fault = move |(name, about): (&'static str, &'static str)| {
        let on = Memo::new(move |_| host.desktop.with(|desktop| desktop.has(name)));
        view! {
            <label title=about>
                <input
                    type="checkbox"
                    prop:checked=on
                    on:change=move |event| {
                        host.input(Input::Switched(name, event_target_checked(&event)));
                    }
                />
                {name}
            </label>
        }
    };
    let losses = faults::MESSAGES.map(|message| (message.lose, "this message does not arrive"));
    let refusals = faults::MESSAGES.map(|message| (message.refuse, "this message is refused"));
    view! {
        <fieldset>
            <legend>"Faults of Fusion"</legend>
            {faults::ALL.map(fault).collect_view()}
        </fieldset>
        <fieldset>
            <legend>"Messages that Fusion does not get, or refuses"</legend>
            {losses.map(fault).collect_view()}
            {refusals.map(fault).collect_view()}
        </fieldset>
    }
}

/// How a toolbar without a config.json speaks; a change loads it anew.
#[component]
fn Transport(host: Host) -> impl IntoView {
    let now = host.setup.with_value(|setup| setup.transport).unwrap_or("auto");
    let chosen = RwSignal::new(now.to_owned());
    Effect::new(move |before: Option<()>| {
        let name = chosen.get();
        let known = TRANSPORTS.into_iter().find(|known| *known == name);
        host.setup.update_value(|setup| setup.transport = known);
        if before.is_some() {
            host.reload();
        }
    });
    view! { <Choice label="Transport of the toolbar" names=&TRANSPORTS chosen /> }
}

#[component]
fn Commands(host: Host) -> impl IntoView {
    let command = RwSignal::new("accept".to_owned());
    let agent_command = RwSignal::new("getCurrentAgentState".to_owned());
    let event_id = RwSignal::new(String::new());
    let newest = move || {
        host.desktop
            .with(|desktop| desktop.calls.last().map(|call| call.event_id.clone()))
            .unwrap_or_default()
    };
    let on_send = move |_| {
        let typed = event_id.get_untracked();
        let event_id = if typed.is_empty() { untrack(newest) } else { typed };
        host.input(Input::Sent(command.get_untracked(), event_id));
    };
    view! {
        <fieldset>
            <legend>"Commands by hand"</legend>
            <Choice label="Command" names=&INTERACTION chosen=command />
            <label>
                "Event id "
                <input
                    type="text"
                    aria-label="Event id"
                    prop:value=event_id
                    placeholder=newest
                    on:input=move |event| event_id.set(event_target_value(&event))
                />
            </label>
            <button type="button" on:click=on_send>"Send command"</button>
            <Choice label="Agent command" names=&AGENT chosen=agent_command />
            <button
                type="button"
                on:click=move |_| host.input(Input::SentAgent(agent_command.get_untracked()))
            >
                "Send agent command"
            </button>
        </fieldset>
    }
}

#[component]
fn Choice(
    label: &'static str,
    names: &'static [&'static str],
    chosen: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label>
            {label} " "
            <select aria-label=label on:change=move |event| chosen.set(event_target_value(&event))>
                {names
                    .iter()
                    .map(|name| view! { <option value=*name selected=*name == chosen.get_untracked()>{*name}</option> })
                    .collect_view()}
            </select>
        </label>
    }
}
