//! What a person can do as Fusion: faults by name, commands by hand, garbage; and the scenarios.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::desktop::{Desktop, Input};
use super::directory::ByHand;
use super::faults;
use super::hand::{AGENT, AGENT_COMMAND, COMMAND, HandAction, INTERACTION, PRESSES, perform};
use super::host::Host;
use super::setup::TRANSPORTS;
use crate::drawer::{Fault, Group, Item, Press, Text, ValueLink};
use crate::{address, scenario};
use leptos::prelude::*;

/// What a person does as Fusion.
#[component]
pub(super) fn Controls(
    /// The desktop.
    host: Host,
    /// Whether the second toolbar is open.
    second: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Group title="Fusion">
            <Item words="transport of the toolbar uef mca auto"><Transport host /></Item>
            <Commands host second />
            <ByHand host second />
            {presses(host, second, &["Post garbage"])}
        </Group>
    }
}

/// What Fusion does wrong.
#[component]
pub(super) fn Faults(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let fault = move |(name, about): (&'static str, &'static str)| {
        let on = Memo::new(move |_| host.desktop.with(|desktop| desktop.has(name)));
        let on_switch = move |on| host.input(Input::Switched(name, on));
        view! { <Fault name about on on_switch /> }
    };
    let losses = faults::MESSAGES.map(|message| (message.lose, "this message does not arrive"));
    let refusals = faults::MESSAGES.map(|message| (message.refuse, "this message is refused"));
    view! {
        <Group title="Faults of Fusion">
            {faults::ALL.iter().copied().map(fault).collect_view()}
            {losses.map(fault).collect_view()}
            {refusals.map(fault).collect_view()}
        </Group>
    }
}

/// The situations, each a link.
#[component]
pub(super) fn Scenarios() -> impl IntoView {
    let links = scenario::ALL.iter().map(|scenario| {
        let link = address::link("scenario", scenario.name);
        let words = format!("{} {}", scenario.name, scenario.shows);
        view! {
            <Item words>
                <a href=link><code>{scenario.name}</code></a> " " {scenario.shows}
            </Item>
        }
    });
    view! { <Group title="Scenarios">{links.collect_view()}</Group> }
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
fn Commands(host: Host, second: RwSignal<bool>) -> impl IntoView {
    let command = RwSignal::new("accept".to_owned());
    let agent_command = RwSignal::new("getCurrentAgentState".to_owned());
    let event_id = RwSignal::new(String::new());
    let newest = Signal::derive(move || host.desktop.with(Desktop::newest));
    let on_send = move |_| {
        let typed = Some(event_id.get_untracked()).filter(|typed| !typed.is_empty());
        perform(host, second, HandAction::Command(command.get_untracked(), typed));
    };
    let on_send_agent =
        move |_| perform(host, second, HandAction::AgentCommand(agent_command.get_untracked()));
    view! {
        <Item words="commands by hand event id send agent command">
            <Choice label="Command" names=&INTERACTION chosen=command />
            <Text label="Event id" value=event_id placeholder=newest />
            <button type="button" on:click=on_send>{COMMAND}</button>
            <ValueLink label=COMMAND value=command />
            <Choice label="Agent command" names=&AGENT chosen=agent_command />
            <button type="button" on:click=on_send_agent>{AGENT_COMMAND}</button>
            <ValueLink label=AGENT_COMMAND value=agent_command />
        </Item>
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

/// Buttons that need nothing but a press, by their words.
pub(super) fn presses(
    host: Host,
    second: RwSignal<bool>,
    labels: &'static [&'static str],
) -> impl IntoView {
    let chosen = PRESSES.into_iter().filter(|(label, _)| labels.contains(label));
    let presses = chosen.map(|(label, action)| {
        view! { <Press label on_press=move |()| perform(host, second, action.clone()) /> }
    });
    presses.collect_view()
}
