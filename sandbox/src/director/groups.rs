//! What a person can do as the customer, as Connect and as those who run it, by who acts.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::link::Link;
use crate::ccp::contact::Channel;
use crate::ccp::events::SOFTPHONE_ERRORS;
use crate::ccp::terms::{ERRORS, STATES};
use crate::control::{Action, Configure, Retries, Ring};
use crate::drawer::{Group, Item, Press, Text, ValueLink, name_of};
use leptos::prelude::*;
use web_sys::HtmlSelectElement;

/// A button: its words, and what it asks for.
type Button = (&'static str, fn() -> Action);

/// A choice that takes effect when it is made: its words, what can be chosen, and what it asks for.
type Choosing = (&'static str, fn() -> Vec<&'static str>, fn(String) -> Action);

/// A button that brings a call, by the number and attributes of the form.
type RingButton = (&'static str, fn(&mut Ring));

const NUMBER: &str = "+14155550123";

/// How the customer, or somebody else, comes to the agent.
const CALLS: &[RingButton] = &[
    ("Customer calls", |_| ()),
    ("Another one calls meanwhile", |it| it.force = true),
    ("Call is accepted automatically", |it| it.auto_accept = true),
    ("Another agent transfers a call", |it| it.transfer = true),
    ("Another agent calls", |it| it.colleague = true),
    ("A campaign offers a call", |it| it.preview = true),
];

/// What the customer does, after the call itself.
const CUSTOMER: &[Button] = &[
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
pub(super) const PARTIES: &[Button] = &[
    ("Third party answers", || Action::ThirdAnswers { contact: None }),
    ("Third party fails", || Action::ThirdGoes { contact: None, failed: true, vanishes: false }),
    ("Third party leaves", || Action::ThirdGoes { contact: None, failed: false, vanishes: false }),
    ("Third party vanishes", || Action::ThirdGoes { contact: None, failed: false, vanishes: true }),
];

const SUPERVISOR: &[Button] = &[
    ("Mute the agent by force", || Action::ForceMute { contact: None, on: true }),
    ("Let the agent speak again", || Action::ForceMute { contact: None, on: false }),
    ("Hold the agent by a flow", || Action::HoldAgent { contact: None, on: true }),
    ("Resume the agent by a flow", || Action::HoldAgent { contact: None, on: false }),
    ("Listen to another agent's call", || Action::Ring(Ring { monitor: true, ..Ring::default() })),
    ("Barge into another agent's call", || Action::Ring(Ring { barge: true, ..Ring::default() })),
    ("Clear the next state", || Action::NextState { name: None }),
];

/// What the agent, or somebody else, does in Amazon's own panel.
pub(super) const PANEL: &[Button] = &[
    ("Answer in the Amazon panel", || Action::AcceptInCcp { contact: None }),
    ("Decline in the Amazon panel", || Action::RejectInCcp { contact: None }),
    ("Hold in the Amazon panel", || Action::HoldInCcp { contact: None, on: true }),
    ("Resume in the Amazon panel", || Action::HoldInCcp { contact: None, on: false }),
    ("Mute in the Amazon panel", || Action::MuteInCcp { on: true }),
    ("Unmute in the Amazon panel", || Action::MuteInCcp { on: false }),
    ("Clear in the Amazon panel", || Action::Clear { contact: None }),
    ("Reload the Amazon panel", || Action::ReloadCcp),
];

const ADMINISTRATOR: &[Button] = &[
    ("Give a desk phone", || set(|it| it.softphone = Some(false))),
    ("Give a softphone", || set(|it| it.softphone = Some(true))),
    ("Forbid outbound calls", || set(|it| it.permissions = Some(Vec::new()))),
    ("Allow outbound calls", || set(|it| it.permissions = Some(vec!["outboundCall".to_owned()]))),
    ("Isolate the voice", || set(|it| it.enhancement = Some("VOICE_ISOLATION".to_owned()))),
    ("Tell no voice enhancement", || set(|it| it.enhancement = Some(String::new()))),
    ("Allow multi-party calls", || set(|it| it.multi_party = Some(true))),
    ("Forbid multi-party calls", || set(|it| it.multi_party = Some(false))),
];

const STATE_CHOICES: &[Choosing] = &[
    ("Supervisor sets the state", states, |name| Action::AgentState { name }),
    ("Supervisor sets the next state", states, |name| Action::NextState { name: Some(name) }),
    ("The system sets an error state", || ERRORS.to_vec(), |name| Action::AgentError { name }),
];

const AUDIO_CHOICES: &[Choosing] = &[(
    "Softphone error",
    || SOFTPHONE_ERRORS.iter().map(|(name, _)| *name).collect(),
    |kind| Action::SoftphoneError { kind },
)];

/// What a button does with a text that is typed beside it.
const DIAL: &str = "Dial in the Amazon panel";
const COUNTRIES: &str = "Set the dialable countries";

const SESSION: &[Button] = &[
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
    ("Network disconnected", || Action::Network { status: "disconnected".to_owned() }),
    ("Network is connecting", || Action::Network { status: "connecting".to_owned() }),
    ("Network failed", || Action::Network { status: "failed".to_owned() }),
    ("Network connected", || Action::Network { status: "connected".to_owned() }),
    ("WebSocket lost", || Action::Websocket { on: false }),
    ("WebSocket regained", || Action::Websocket { on: true }),
    ("WebSocket cannot start", || Action::WebsocketInitFailure),
];

/// What concerns the data as a whole.
pub(super) const DATA: &[Button] = &[
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

fn states() -> Vec<&'static str> {
    STATES.map(|(name, _)| name).to_vec()
}

fn dial(number: String) -> Action {
    Action::Outbound { number }
}

fn allow(countries: &str) -> Action {
    let words = countries.split([',', ' ']).filter(|word| !word.is_empty());
    let dialable = Some(words.map(str::to_owned).collect());
    Action::Configure(Configure { dialable, ..Configure::default() })
}

/// The action of the button of this name; a call is the form's as it is at first. What takes a value has it behind a
/// colon.
pub fn by_name(asked: &str) -> Option<Action> {
    let Some((name, value)) = asked.split_once(':') else { return press_by_name(asked) };
    let is_it = |label: &str| name_of(label) == name;
    if is_it(DIAL) {
        return Some(dial(value.to_owned()));
    }
    if is_it(COUNTRIES) {
        return Some(allow(value));
    }
    let choices = STATE_CHOICES.iter().chain(AUDIO_CHOICES);
    let mut fitting =
        choices.filter(|(label, values, _)| is_it(label) && values().contains(&value));
    fitting.next().map(|(_, _, action)| action(value.to_owned()))
}

fn press_by_name(name: &str) -> Option<Action> {
    let call = CALLS.iter().find(|(label, _)| name_of(label) == name).map(|(_, change)| {
        let mut ring = Ring { number: Some(NUMBER.to_owned()), ..Ring::default() };
        change(&mut ring);
        Action::Ring(ring)
    });
    let all = [CUSTOMER, PARTIES, PANEL, SUPERVISOR, ADMINISTRATOR, SESSION, DATA];
    let button = || all.into_iter().flatten().find(|(label, _)| name_of(label) == name);
    call.or_else(|| button().map(|(_, action)| action()))
}

/// Buttons that need nothing but a press.
#[component]
pub(super) fn Buttons(link: Link, buttons: &'static [Button]) -> impl IntoView {
    let buttons = buttons.iter().map(|(label, action)| {
        view! { <Press label=*label on_press=move |()| link.send(&action()) /> }
    });
    buttons.collect_view()
}

/// The customer: who calls, by what, and what the flow writes to the contact.
#[component]
pub(super) fn Customer(link: Link) -> impl IntoView {
    let number = RwSignal::new(NUMBER.to_owned());
    let attributes = RwSignal::new(String::new());
    let channel = RwSignal::new(Channel::Voice);
    let ring = move |change: fn(&mut Ring)| {
        let attributes = attributes_of(&attributes.read());
        let number = Some(number.get());
        let mut ring = Ring { number, attributes, channel: channel.get(), ..Ring::default() };
        change(&mut ring);
        link.send(&Action::Ring(ring));
    };
    let calls = CALLS.iter().map(move |(label, change)| {
        view! { <Press label=*label on_press=move |()| ring(*change) /> }
    });
    let channels: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
    view! {
        <Group title="Customer">
            {calls.collect_view()}
            <Item words="caller number contact attributes kind of contact">
                <Text label="Caller number" value=number />
                <Text label="Contact attributes (name=value, …)" value=attributes />
                <Choice label="Kind of contact" names=channels first="" on_choice=move |name: String| {
                    if let Some(chosen) = Channel::parse(&name) {
                        channel.set(chosen);
                    }
                } />
                <button type="button" on:click=move |_| link.send(&dial(number.get()))>{DIAL}</button>
                <ValueLink label=DIAL value=number />
            </Item>
            <Buttons link buttons=CUSTOMER />
        </Group>
    }
}

/// The supervisor, and the system where it does the same.
#[component]
pub(super) fn Supervisor(link: Link) -> impl IntoView {
    view! {
        <Group title="Supervisor">
            <Choices link choices=STATE_CHOICES />
            <Buttons link buttons=SUPERVISOR />
        </Group>
    }
}

/// The administrator, who sets what the agent has and may.
#[component]
pub(super) fn Administrator(link: Link) -> impl IntoView {
    let countries = RwSignal::new("us, gb, de, jp".to_owned());
    view! {
        <Group title="Administrator">
            <Buttons link buttons=ADMINISTRATOR />
            <Item words="set the dialable countries">
                <Text label="Dialable countries" value=countries />
                <button type="button" on:click=move |_| link.send(&allow(&countries.get()))>{COUNTRIES}</button>
                <ValueLink label=COUNTRIES value=countries />
            </Item>
        </Group>
    }
}

/// Session, connection and audio.
#[component]
pub(super) fn Session(link: Link) -> impl IntoView {
    view! {
        <Group title="Session and audio">
            <Buttons link buttons=SESSION />
            <Choices link choices=AUDIO_CHOICES />
        </Group>
    }
}

/// Choices that take effect when they are made, each with the link of the one that was made last.
#[component]
fn Choices(link: Link, choices: &'static [Choosing]) -> impl IntoView {
    let choices = choices.iter().map(|(label, names, action)| {
        let names = names();
        let last = RwSignal::new(names.first().copied().unwrap_or_default().to_owned());
        let on_choice = move |name: String| {
            last.set(name.clone());
            link.send(&action(name));
        };
        view! {
            <Item words=*label>
                <Choice label=*label names on_choice />
                <ValueLink label=*label value=last />
            </Item>
        }
    });
    choices.collect_view()
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
    use super::{Action, attributes_of, by_name};

    #[test]
    fn attributes_are_read_from_a_line() {
        let found = attributes_of(" crm = 42,tier=gold, nothing, url=a=b");
        let pairs: Vec<(&str, &str)> =
            found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("crm", "42"), ("tier", "gold"), ("url", "a=b")]);
        assert!(attributes_of("").is_empty());
    }

    #[test]
    fn every_button_has_its_action_by_name() {
        assert_eq!(by_name("let-it-ring-out"), Some(Action::Miss { contact: None, kind: None }));
        let Some(Action::Ring(ring)) = by_name("another-one-calls-meanwhile") else { panic!() };
        assert!(ring.force && ring.number.is_some());
        assert_eq!(by_name("never-heard-of"), None);
    }

    #[test]
    fn what_takes_a_value_has_it_behind_a_colon() {
        let state = Action::AgentState { name: "Lunch".to_owned() };
        assert_eq!(by_name("supervisor-sets-the-state:Lunch"), Some(state));
        assert_eq!(by_name("supervisor-sets-the-state:Nowhere"), None);
        let dials = Action::Outbound { number: "+1 2".to_owned() };
        assert_eq!(by_name("dial-in-the-amazon-panel:+1 2"), Some(dials));
        let Some(Action::Configure(set)) = by_name("set-the-dialable-countries:us gb") else {
            panic!()
        };
        assert_eq!(set.dialable, Some(vec!["us".to_owned(), "gb".to_owned()]));
    }
}
