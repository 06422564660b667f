//! The panel's groups: who acts, and what each can do.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::Link;
use crate::ccp::backend::{ERRORS, STATES};
use crate::ccp::contact::Channel;
use crate::ccp::news::SOFTPHONE_ERRORS;
use crate::control::{Action, Configure, Retries, Ring};
use leptos::prelude::*;
use web_sys::HtmlSelectElement;

/// What a button asks for.
type Deed = fn() -> Action;

/// What the customer does, after the call itself.
const CUSTOMER: [(&str, Deed); 8] = [
    ("Customer hangs up", || Action::CustomerHangsUp { contact: None, as_missed: false }),
    ("Let it ring out", || Action::Miss { contact: None, kind: None }),
    ("Ring again", || Action::ReRing { contact: None, same_connection: false }),
    ("Far end answers", || Action::FarEndAnswers { contact: None }),
    ("Far end fails", || far_end_fails(None, false)),
    ("Far end is busy", || far_end_fails(Some("LineEngagedCustomer"), false)),
    ("Far end fails and vanishes", || far_end_fails(None, true)),
    ("Contact vanishes", || Action::Vanish { contact: None }),
];

/// What those do whom the agent called into the call.
pub(super) const OTHERS: &[(&str, Deed)] = &[
    ("Third party answers", || Action::ThirdAnswers { contact: None }),
    ("Third party fails", || Action::ThirdGoes { contact: None, failed: true, vanishes: false }),
    ("Third party leaves", || Action::ThirdGoes { contact: None, failed: false, vanishes: false }),
    ("Third party vanishes", || Action::ThirdGoes { contact: None, failed: false, vanishes: true }),
];

const SUPERVISOR: &[(&str, Deed)] = &[
    ("Mute the agent by force", || Action::ForceMute { contact: None, on: true }),
    ("Let the agent speak again", || Action::ForceMute { contact: None, on: false }),
    ("Hold the agent by a flow", || Action::HoldAgent { contact: None, on: true }),
    ("Resume the agent by a flow", || Action::HoldAgent { contact: None, on: false }),
    ("Listen to another agent's call", || Action::Ring(Ring { monitor: true, ..Ring::default() })),
    ("Barge into another agent's call", || Action::Ring(Ring { barge: true, ..Ring::default() })),
    ("Clear the next state", || Action::NextState { name: None }),
];

/// What the agent, or somebody else, does in Amazon's own panel.
pub(super) const PANEL: &[(&str, Deed)] = &[
    ("Answer in the Amazon panel", || Action::AcceptInCcp { contact: None }),
    ("Decline in the Amazon panel", || Action::RejectInCcp { contact: None }),
    ("Hold in the Amazon panel", || Action::HoldInCcp { contact: None, on: true }),
    ("Resume in the Amazon panel", || Action::HoldInCcp { contact: None, on: false }),
    ("Mute in the Amazon panel", || Action::MuteInCcp { on: true }),
    ("Unmute in the Amazon panel", || Action::MuteInCcp { on: false }),
    ("Clear in the Amazon panel", || Action::Clear { contact: None }),
    ("Reload the Amazon panel", || Action::ReloadCcp),
];

const ADMINISTRATOR: &[(&str, Deed)] = &[
    ("Give a desk phone", || set(|it| it.softphone = Some(false))),
    ("Give a softphone", || set(|it| it.softphone = Some(true))),
    ("Forbid outbound calls", || set(|it| it.permissions = Some(Vec::new()))),
    ("Allow outbound calls", || set(|it| it.permissions = Some(vec!["outboundCall".to_owned()]))),
    ("Allow multi-party calls", || set(|it| it.multi_party = Some(true))),
    ("Forbid multi-party calls", || set(|it| it.multi_party = Some(false))),
];

const SESSION: &[(&str, Deed)] = &[
    ("Sign out", || Action::SignOut),
    ("Sign in", || Action::SignIn),
    ("Session expires", || Action::AuthFail { heals: false }),
    ("Session expires and is renewed", || Action::AuthFail { heals: true }),
    ("Session ends in a minute", || Action::ExpireSoon { millis: 60_000 }),
    ("Session ends now", || Action::ExpireSoon { millis: 0 }),
    ("Agents may do nothing for a minute", || Action::Inactivity { millis: Some(60_000) }),
    ("Agents may do nothing for ever", || Action::Inactivity { millis: None }),
    ("Session retries exhausted", || Action::RetriesExhausted { kind: Retries::Authorize }),
    ("Data retries exhausted", || Action::RetriesExhausted { kind: Retries::Cti }),
    ("WebSocket lost", || Action::Websocket { on: false }),
    ("WebSocket regained", || Action::Websocket { on: true }),
    ("WebSocket cannot start", || Action::WebsocketInitFailure),
];

/// What concerns the data as a whole.
pub(super) const DATA: &[(&str, Deed)] = &[
    ("Garble the contact", || Action::GarbleContact { contact: None, on: true }),
    ("Repeat the data", || Action::ResendSnapshot),
    ("Reset", || Action::Reset),
];

fn far_end_fails(error: Option<&str>, vanishes: bool) -> Action {
    Action::FarEndFails { contact: None, error: error.map(str::to_owned), vanishes }
}

fn set(change: fn(&mut Configure)) -> Action {
    let mut configure = Configure::default();
    change(&mut configure);
    Action::Configure(configure)
}

/// Buttons that need nothing but a press.
#[component]
pub(super) fn CheckActions(
    link: Link,
    title: &'static str,
    deeds: &'static [(&'static str, Deed)],
) -> impl IntoView {
    view! {
        <fieldset>
            <legend>{title}</legend>
            <Buttons link deeds />
        </fieldset>
    }
}

#[component]
fn Buttons(link: Link, deeds: &'static [(&'static str, Deed)]) -> impl IntoView {
    let buttons = deeds.iter().map(|(name, deed)| {
        view! { <button type="button" on:click=move |_| link.send(&deed())>{*name}</button> }
    });
    view! { <div class="sf-row">{buttons.collect_view()}</div> }
}

/// The customer: who calls, by what, and what the flow writes to the contact.
#[component]
pub(super) fn Customer(link: Link) -> impl IntoView {
    let number = RwSignal::new("+14155550123".to_owned());
    let attributes = RwSignal::new(String::new());
    let channel = RwSignal::new(Channel::Voice);
    let ring = move |change: fn(&mut Ring)| {
        let attributes = attributes_of(&attributes.read());
        let number = Some(number.get());
        let mut ring = Ring { number, attributes, channel: channel.get(), ..Ring::default() };
        change(&mut ring);
        link.send(&Action::Ring(ring));
    };
    let dial = move |_| link.send(&Action::Outbound { number: number.get() });
    let channels: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
    view! {
        <fieldset>
            <legend>"Customer"</legend>
            <Text label="Caller number" value=number />
            <Text label="Contact attributes (name=value, …)" value=attributes />
            <Choice label="Kind of contact" names=channels first="" on_choice=move |name: String| {
                if let Some(chosen) = Channel::parse(&name) {
                    channel.set(chosen);
                }
            } />
            <div class="sf-row">
                <button type="button" on:click=move |_| ring(|_| ())>"Customer calls"</button>
                <button type="button" on:click=move |_| ring(|it| it.force = true)>
                    "Another one calls meanwhile"
                </button>
                <button type="button" on:click=move |_| ring(|it| it.auto_accept = true)>
                    "Call is accepted automatically"
                </button>
                <button type="button" on:click=move |_| ring(|it| it.transfer = true)>
                    "Another agent transfers a call"
                </button>
                <button type="button" on:click=move |_| ring(|it| it.colleague = true)>
                    "Another agent calls"
                </button>
                <button type="button" on:click=dial>"Dial in the Amazon panel"</button>
            </div>
            <Buttons link deeds=&CUSTOMER />
        </fieldset>
    }
}

/// The supervisor, and the system where it does the same.
#[component]
pub(super) fn Supervisor(link: Link) -> impl IntoView {
    let states = || STATES.map(|(name, _)| name).to_vec();
    view! {
        <fieldset>
            <legend>"Supervisor"</legend>
            <Choice label="Supervisor sets the state" names=states()
                on_choice=move |name| link.send(&Action::AgentState { name }) />
            <Choice label="Supervisor sets the next state" names=states()
                on_choice=move |name| link.send(&Action::NextState { name: Some(name) }) />
            <Choice label="The system sets an error state" names=ERRORS.to_vec()
                on_choice=move |name| link.send(&Action::AgentError { name }) />
            <Buttons link deeds=SUPERVISOR />
        </fieldset>
    }
}

/// The administrator, who sets what the agent has and may.
#[component]
pub(super) fn Administrator(link: Link) -> impl IntoView {
    let countries = RwSignal::new("us, gb, de, jp".to_owned());
    let allow = move |_| {
        let countries = countries.get();
        let words = countries.split(',').map(str::trim).filter(|word| !word.is_empty());
        let dialable = Some(words.map(str::to_owned).collect());
        link.send(&Action::Configure(Configure { dialable, ..Configure::default() }));
    };
    view! {
        <fieldset>
            <legend>"Administrator"</legend>
            <Buttons link deeds=ADMINISTRATOR />
            <Text label="Dialable countries" value=countries />
            <button type="button" on:click=allow>"Set the dialable countries"</button>
        </fieldset>
    }
}

/// Session, connection and audio.
#[component]
pub(super) fn Session(link: Link) -> impl IntoView {
    let errors: Vec<&str> = SOFTPHONE_ERRORS.iter().map(|(name, _)| *name).collect();
    view! {
        <fieldset>
            <legend>"Session and audio"</legend>
            <Buttons link deeds=SESSION />
            <Choice label="Softphone error" names=errors
                on_choice=move |kind| link.send(&Action::SoftphoneError { kind }) />
        </fieldset>
    }
}

#[component]
fn Text(label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <label>
            {label} " "
            <input type="text" prop:value=value
                on:input=move |event| value.set(event_target_value(&event)) />
        </label>
    }
}

/// A choice that takes effect when it is made. It goes back to `first`, so that the same can be
/// chosen again; without a first word it stays.
#[component]
fn Choice(
    label: &'static str,
    names: Vec<&'static str>,
    #[prop(default = "(choose)")] first: &'static str,
    #[prop(into)] on_choice: Callback<String>,
) -> impl IntoView {
    let options = names.into_iter().map(|name| view! { <option value=name>{name}</option> });
    let none = (!first.is_empty()).then(|| view! { <option value="">{first}</option> });
    view! {
        <label>
            {label} " "
            <select on:change=move |event| {
                let name = event_target_value(&event);
                if !name.is_empty() {
                    on_choice.run(name);
                }
                if !first.is_empty() {
                    event_target::<HtmlSelectElement>(&event).set_value("");
                }
            }>
                {none}
                {options.collect_view()}
            </select>
        </label>
    }
}

/// `crm=42, tier=gold`; what has no equals sign is left out.
fn attributes_of(text: &str) -> std::collections::BTreeMap<String, String> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::attributes_of;

    #[test]
    fn attributes_are_read_from_a_line() {
        let found = attributes_of(" crm = 42,tier=gold, nothing, url=a=b");
        let pairs: Vec<(&str, &str)> =
            found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("crm", "42"), ("tier", "gold"), ("url", "a=b")]);
        assert!(attributes_of("").is_empty());
    }
}
