//! The agent's screen: status bar, health, cards, messages, notices, dial box, recent calls, audio
//! and details, in this order.

use crate::components::audio::audio;
use crate::components::card::{contact_card, idle_place};
use crate::components::clock::Clock;
use crate::components::dial_box::{dial_box, recent_calls};
use crate::components::element::{el, maybe, together};
use crate::components::foot::foot;
use crate::components::live::{flag, rows};
use crate::components::message::{messages, notices};
use crate::components::ring::ring_announcer;
use crate::components::status_bar::{health_line, status_bar};
use crate::components::windows::{pop_button, window_message};
use crate::i18n::{text, use_locale};
use crate::signals::{Signal, memo};
use crate::view::{CardView, ContactId, View};
use leptos::prelude::*;

/// The toolbar. Takes [`Dispatch`](crate::components::Dispatch), the language and
/// [`Numbers`](crate::components::numbers::Numbers) from context.
pub fn toolbar(view: Signal<View>) -> AnyView {
    let clock = Clock::provide();
    el("div").class("toolbar").child(screen(view)).child(ring_announcer(view, clock)).into_any()
}

/// The toolbar as it was at the time of `now`: a picture that rings nowhere and takes no press.
pub(super) fn still(view: Signal<View>, now: Signal<u64>) -> AnyView {
    Clock::still(now);
    el("div").class("toolbar").attr("inert", true).child(screen(view)).into_any()
}

/// All that can be seen of it.
fn screen(view: Signal<View>) -> AnyView {
    let label = text!(use_locale(), call.region);
    together([
        el("header")
            .class("head")
            .child(status_bar(view))
            .child(el("div").class("head-end").child(health_line(view)).child(pop_button()))
            .into_any(),
        el("main")
            .class("main")
            .attr("aria-label", label)
            .child(cards(view))
            .child(idle_place(view))
            .child(window_message())
            .child(messages(view))
            .child(notices(view))
            .child(dial_box(view))
            .child(recent_calls(view))
            .child(audio(view))
            .child(foot(view))
            .into_any(),
    ])
}

/// The cards, keyed by contact, so that news of one leaves the others alone.
fn cards(view: Signal<View>) -> AnyView {
    let keys = move || {
        view.with(|view| view.cards.iter().map(|c| c.contact.as_str().to_owned()).collect())
    };
    rows(keys, move |contact| maybe(card(view, contact)))
}

/// One card, as long as the view has it.
fn card(view: Signal<View>, contact: String) -> Option<AnyView> {
    let find =
        move |view: &View| view.cards.iter().find(|card| card.contact.as_str() == contact).cloned();
    let start = view.with_untracked(&find)?;
    let contact = start.contact.clone();
    let card = memo(move |before: Option<&CardView>| {
        // Between the removal from the view and the removal from the page it stays as it was.
        view.with(&find).unwrap_or_else(|| before.unwrap_or(&start).clone())
    });
    let lead = flag(move || view.with(|view| lead(&view.cards) == Some(&contact)));
    Some(contact_card(card, lead, view))
}

/// The contact with the one primary button: the first to accept, else to end, else to clear.
fn lead(cards: &[CardView]) -> Option<&ContactId> {
    let accept = cards.iter().find(|card| card.actions.accept.is_some());
    let end = || cards.iter().find(|card| card.actions.end.is_some());
    accept.or_else(end).or(cards.first()).map(|card| &card.contact)
}
