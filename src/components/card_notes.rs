//! Owns what a card says besides who and how long: what is under way, what went wrong, what comes next.

use crate::components::button::ActionButton;
use crate::components::icon::Icon;
use crate::i18n::{Locale, use_locale, words};
use crate::view::{CardView, Intent, PopView};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One line, with its colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    tone: &'static str,
    text: String,
}

impl Note {
    fn new(tone: &'static str, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// The lines of a card: faults first, then what is under way, then what to do, then Fusion.
pub(crate) fn notes(locale: Locale, card: &CardView) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(refusal) = &card.refusal {
        notes.push(Note::new("bad", words::refusal_words(locale, refusal)));
    }
    if card.uncertain {
        notes.push(Note::new("wait", td_string!(locale, hint.uncertain)));
    }
    if card.recovered {
        notes.push(Note::new("wait", td_string!(locale, hint.recovered)));
    }
    if let Some(pending) = card.pending {
        notes.push(Note::new("busy", words::pending_words(locale, pending)));
    } else if let Some(hint) = words::hint_words(locale, card) {
        notes.push(Note::new("", with_next_step(locale, card, hint)));
    }
    if let Some(pop) = words::pop_words(locale, card.pop) {
        notes.push(Note::new(pop_tone(card.pop), pop));
    }
    notes
}

/// The hint, and that the contact holds up the next call where it does.
fn with_next_step(locale: Locale, card: &CardView, hint: &str) -> String {
    use crate::view::Phase::{
        Abandoned, AfterCallWork, Connected, Connecting, Declined, Ended, Failed, Missed, Ringing,
    };
    let holds_up = match card.phase {
        Missed | Declined | Abandoned | Failed | Ended => card.actions.clear.is_some(),
        AfterCallWork | Connected | Connecting | Ringing => false,
    };
    if holds_up { format!("{hint} {}", td_string!(locale, hint.clear)) } else { hint.to_owned() }
}

fn pop_tone(pop: PopView) -> &'static str {
    match pop {
        PopView::None | PopView::LookedUp => "",
        PopView::LookingUp | PopView::Opening => "busy",
        PopView::Open => "ok",
        PopView::LookupFailed | PopView::Refused | PopView::Silent => "wait",
    }
}

/// The lines, drawn, with the button that asks Fusion again where there is something to ask.
#[component]
pub(crate) fn CardNotes(card: Signal<CardView>) -> impl IntoView {
    let locale = use_locale();
    let contact = card.with_untracked(|card| card.contact.clone());
    let notes = Memo::new(move |_| card.with(|card| notes(locale, card)));
    let refused = Memo::new(move |_| card.with(|card| card.pop == PopView::Refused));
    let label = td_string!(locale, button.reopen);
    view! {
        <div class="notes">
            <div role="status">
                {move || {
                    let lines = notes.get().into_iter().map(|Note { tone, text }| {
                        view! { <p data-tone=tone title=text.clone()>{text.clone()}</p> }
                    });
                    lines.collect::<Vec<_>>()
                }}
            </div>
            {move || refused.get().then(|| {
                let intent = Intent::RetryScreenPop(contact.clone());
                view! { <ActionButton label icon=Icon::Retry intent class=Signal::stored("") /> }
            })}
        </div>
    }
}
