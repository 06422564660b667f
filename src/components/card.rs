//! Owns one contact's card: who, how long, and the four buttons, each with a place of its own.
//!
//! No button ever takes the place of another: `Accept` and `Decline` share the upper row, `Clear
//! contact` and `End call` the lower one, and what there is to say stands in the row without buttons.

use crate::components::button::ActionButton;
use crate::components::card_notes::CardNotes;
use crate::components::icon::{Icon, Picture};
use crate::components::numbers::{Numbers, number_words};
use crate::components::ring::{hold_focus, keep_focus};
use crate::components::timer::Timer;
use crate::i18n::{use_locale, words};
use crate::view::{Actions, CardView, Intent, Phase};
use leptos::html;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One contact.
#[component]
pub(crate) fn ContactCard(
    #[prop(into)] card: Signal<CardView>,
    /// Whether this card holds the one primary button of the screen.
    #[prop(into)]
    lead: Signal<bool>,
) -> impl IntoView {
    let id = card.with_untracked(|card| format!("contact-{}", card.contact));
    let (title_id, who_id) = (format!("{id}-title"), format!("{id}-who"));
    let (labelled_by, described_by) = (title_id.clone(), who_id.clone());
    let phase = Memo::new(move |_| card.with(|card| card.phase));
    let upper = Memo::new(move |_| {
        card.with(|card| card.actions.accept.is_some() || card.actions.decline.is_some())
    });
    let node = NodeRef::<html::Div>::new();
    let dialog = hold_focus(node, Signal::derive(move || phase.get() == Phase::Ringing));
    let kept = keep_focus(node, Memo::new(move |_| card.with(|card| card.actions)));
    view! {
        <div
            class="card"
            class:lead=lead
            class:upper=upper
            data-tone=move || tone(phase.get())
            role=move || if dialog.get() { "alertdialog" } else { "group" }
            tabindex="-1"
            aria-labelledby=labelled_by
            aria-describedby=described_by
            node_ref=node
            on:focusin=move |_| kept.came()
            on:focusout=move |event| kept.left(&event)
        >
            <CardHead card title_id />
            <Who card who_id />
            <CardNotes card />
            <CardButtons card lead />
        </div>
    }
}

/// The stage and its time.
#[component]
fn CardHead(card: Signal<CardView>, title_id: String) -> impl IntoView {
    let locale = use_locale();
    let icon = Memo::new(move |_| card.with(|card| picture(card.phase)));
    let title = Memo::new(move |_| card.with(|card| words::phase_words(locale, card)));
    let since = Memo::new(move |_| card.with(|card| card.since));
    view! {
        <div class="card-head">
            <Picture icon=icon />
            <h2 id=title_id>{title}</h2>
            <Timer since=since />
        </div>
    }
}

/// The caller: name before number before the reason why there is neither; then number and queue.
#[component]
fn Who(card: Signal<CardView>, who_id: String) -> impl IntoView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let first = Memo::new(move |_| card.with(|card| who_words(locale, numbers, card)));
    let number = Memo::new(move |_| {
        card.with(|card| {
            card.name.as_ref()?;
            card.number.as_ref().map(|number| number_words(numbers, number))
        })
    });
    let queue = Memo::new(move |_| card.with(|card| card.queue.clone()));
    let queue_label = td_string!(locale, call.queue);
    view! {
        <div class="who" id=who_id>
            <p class="who-first" dir="auto" title=first>{first}</p>
            <p class="who-more">
                {move || number.get().map(|number| view! { <span class="number">{number}</span> })}
                {move || queue.get().map(|queue| view! {
                    <span class="queue" title=queue.clone()>
                        <span class="quiet">{queue_label} ": "</span>
                        {queue.clone()}
                    </span>
                })}
            </p>
        </div>
    }
}

/// The caller in a few words.
pub(crate) fn who_words(
    locale: crate::i18n::Locale,
    numbers: Option<Numbers>,
    card: &CardView,
) -> String {
    if let Some(name) = &card.name {
        return name.as_str().to_owned();
    }
    card.number.as_ref().map_or_else(
        || words::unnumbered_words(locale, card.unnumbered).to_owned(),
        |number| number_words(numbers, number),
    )
}

/// The four places for buttons.
#[component]
fn CardButtons(card: Signal<CardView>, lead: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    let contact = card.with_untracked(|card| card.contact.clone());
    let actions = Memo::new(move |_| card.with(|card| card.actions));
    let primary = move |class: &'static str, plain: &'static str, first: fn(&Actions) -> bool| {
        Signal::derive(move || if lead.get() && actions.with(first) { class } else { plain })
    };
    let accept_class = primary("at-accept good strong", "at-accept good", |_| true);
    let end_class = primary("at-end bad strong", "at-end bad", |a| a.accept.is_none());
    let clear_class =
        primary("at-clear strong", "at-clear", |a| a.accept.is_none() && a.end.is_none());
    let decline_class = Signal::stored("at-decline");
    let slot = move |label, icon, intent: Intent, class, pick: fn(&Actions) -> Option<bool>| {
        let there = Memo::new(move |_| actions.with(|actions| pick(actions).is_some()));
        let enabled = Memo::new(move |_| actions.with(|actions| pick(actions) == Some(true)));
        move || {
            let intent = intent.clone();
            there.get().then(|| view! { <ActionButton label icon intent enabled class /> })
        }
    };
    let (accept, decline) = (Intent::Accept(contact.clone()), Intent::Decline(contact.clone()));
    let (clear, end) = (Intent::Clear(contact.clone()), Intent::End(contact));
    let (label_accept, label_decline) =
        (td_string!(locale, button.accept), td_string!(locale, button.decline));
    let (label_clear, label_end) =
        (td_string!(locale, button.clear), td_string!(locale, button.end));
    view! {
        {slot(label_accept, Icon::Call, accept, accept_class, |actions| actions.accept)}
        {slot(label_decline, Icon::Close, decline, decline_class, |actions| actions.decline)}
        {slot(label_clear, Icon::Check, clear, clear_class, |actions| actions.clear)}
        {slot(label_end, Icon::HangUp, end, end_class, |actions| actions.end)}
    }
}

/// The colour of a stage (`peers.md` 3.5): green live, amber waiting, red failed, grey over.
fn tone(phase: Phase) -> &'static str {
    match phase {
        Phase::Ringing | Phase::Connecting => "wait",
        Phase::Connected => "ok",
        Phase::AfterCallWork => "info",
        Phase::Missed | Phase::Failed => "bad",
        Phase::Declined | Phase::Abandoned | Phase::Ended => "off",
    }
}

/// The picture of a stage.
fn picture(phase: Phase) -> Icon {
    match phase {
        Phase::Ringing => Icon::Ringing,
        Phase::Connecting | Phase::Connected => Icon::Call,
        Phase::AfterCallWork => Icon::Notes,
        Phase::Missed | Phase::Failed => Icon::Alert,
        Phase::Declined | Phase::Abandoned | Phase::Ended => Icon::HangUp,
    }
}
