//! Owns the agent's screen: status bar, health, cards, notices, messages, details, in this order.

use crate::components::card::ContactCard;
use crate::components::clock::Clock;
use crate::components::foot::Foot;
use crate::components::health::HealthLine;
use crate::components::idle::IdlePlace;
use crate::components::message::Messages;
use crate::components::notices::Notices;
use crate::components::ring::RingAnnouncer;
use crate::components::status_bar::StatusBar;
use crate::i18n::use_locale;
use crate::view::{CardView, ContactId, View};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The toolbar. Takes [`Dispatch`](crate::dispatch::Dispatch), the language and
/// [`Numbers`](crate::components::numbers::Numbers) from context.
#[component]
pub fn Toolbar(
    /// What to show.
    #[prop(into)]
    view: Signal<View>,
) -> impl IntoView {
    let clock = Clock::provide();
    let status = Memo::new(move |_| view.with(|view| view.status.clone()));
    let health = Memo::new(move |_| view.with(|view| view.health.clone()));
    let notices = Memo::new(move |_| view.with(|view| view.notices.clone()));
    view! {
        <div class="toolbar">
            <StatusBar status=status />
            <HealthLine health=health />
            <main class="main" aria-label=td_string!(use_locale(), call.region)>
                <Cards view />
                <IdlePlace view />
                <Messages view />
                <Notices notices=notices />
                <Foot health=health />
            </main>
            <RingAnnouncer view clock />
        </div>
    }
}

/// The cards, keyed by contact, so that news of one leaves the others alone.
#[component]
fn Cards(view: Signal<View>) -> impl IntoView {
    let cards = Memo::new(move |_| view.with(|view| view.cards.clone()));
    let first = Memo::new(move |_| cards.with(|cards| lead(cards)));
    let draw = move |start: CardView| {
        let contact = start.contact.clone();
        let card = Memo::new(move |before: Option<&CardView>| {
            let found = cards.with(|c| c.iter().find(|c| c.contact == start.contact).cloned());
            // Between the removal from the view and the removal from the page it stays as it was.
            found.unwrap_or_else(|| before.unwrap_or(&start).clone())
        });
        let lead = Memo::new(move |_| first.with(|first| first.as_ref() == Some(&contact)));
        view! { <ContactCard card=card lead=lead /> }
    };
    view! { <For each=move || cards.get() key=|card| card.contact.clone() children=draw /> }
}

/// The contact with the one primary button: the first to accept, else to end, else to clear.
fn lead(cards: &[CardView]) -> Option<ContactId> {
    let accept = cards.iter().find(|card| card.actions.accept.is_some());
    let end = || cards.iter().find(|card| card.actions.end.is_some());
    accept.or_else(end).or(cards.first()).map(|card| card.contact.clone())
}
