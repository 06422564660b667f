//! The numbers that can be clicked on: on records, in the directory, and any text by hand.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::customers::{self, DIRECTORY, Members, UNKNOWN_NUMBER};
use super::desktop::Progress;
use super::hand::{CLICK, HandAction, perform};
use super::host::Host;
use crate::drawer::{Item, Text, ValueLink};
use leptos::prelude::*;

/// A number that can be clicked on while the agent is available.
#[component]
pub(super) fn CallButton(
    /// The desktop.
    host: Host,
    /// The number, as the record spells it.
    #[prop(into)]
    number: String,
    /// The tokens of the record.
    record: Members,
) -> impl IntoView {
    let off = Memo::new(move |_| !host.desktop.with(super::desktop::Desktop::can_click));
    let label = format!("Call {number}");
    view! {
        <button
            type="button"
            disabled=off
            on:click=move |_| host.click(number.clone(), record.clone())
        >
            {label}
        </button>
    }
}

/// Everybody whom this Fusion knows.
#[component]
pub(super) fn Directory(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let line = move |number: &'static str, about: &'static str, record: Members| {
        let name = customers::text(&record, "SVCMCA_CONTACT_NAME").map(str::to_owned);
        view! {
            <li>
                <CallButton host number record />
                " " {name.map(|name| format!("{name}, "))} {about}
            </li>
        }
    };
    let known = DIRECTORY
        .iter()
        .map(|customer| line(customer.number, customer.about, customers::tokens(&[customer])));
    view! {
        <section aria-label="Directory" class="sf-directory">
            <h2>"Directory"</h2>
            <ul>
                {known.collect_view()} {line(UNKNOWN_NUMBER, "nobody knows", Members::new())}
            </ul>
        </section>
    }
}

/// The clicks whose call has not come yet.
#[component]
pub(super) fn PendingDials(
    /// The desktop.
    host: Host,
) -> impl IntoView {
    let pending = Memo::new(move |_| {
        host.desktop.with(|desktop| {
            let waits = desktop.dials.iter().filter(|dial| dial.progress == Progress::Pending);
            waits.map(|dial| (dial.key, dial.number.clone())).collect::<Vec<_>>()
        })
    });
    view! {
        <div role="status" aria-label="Pending dials" class="sf-pending">
            <For each=move || pending.get() key=|(key, _)| *key let((_, number))>
                <p>"Dialling " {number} "…"</p>
            </For>
        </div>
    }
}

/// Any text as a number, whether the agent is available or not.
#[component]
pub(super) fn ByHand(
    /// The desktop.
    host: Host,
    /// Whether the second toolbar is open.
    second: RwSignal<bool>,
) -> impl IntoView {
    let number = RwSignal::new(String::new());
    let on_click = move |_| perform(host, second, HandAction::Click(number.get_untracked()));
    view! {
        <Item words="click to dial by hand number click the number">
            <Text label="Number to click" value=number />
            <button type="button" on:click=on_click>{CLICK}</button>
            <ValueLink label=CLICK value=number />
        </Item>
    }
}
