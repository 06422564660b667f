//! Owns what a card says besides who and how long: what is under way, what went wrong, what comes next.

use crate::components::button::button;
use crate::components::icon::Icon;
use crate::components::live::part;
use crate::i18n::{Locale, use_locale, words};
use crate::view::{CardView, Intent, PopView};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One line, with its colour.
struct Note {
    tone: &'static str,
    text: String,
}

impl Note {
    fn new(tone: &'static str, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// What a card says: one line in the row without buttons, and the rest below the buttons, where its
/// coming and going moves none of them.
struct Notes {
    slot: Option<Note>,
    below: Vec<Note>,
}

/// What `card` says: in the slot what is under way, else what to do, else Fusion's part.
fn notes(locale: Locale, card: &CardView) -> Notes {
    let mut below = Vec::new();
    if let Some(refusal) = &card.refusal {
        below.push(Note::new("bad", words::refusal_words(locale, refusal)));
    }
    if card.uncertain {
        below.push(Note::new("wait", td_string!(locale, hint.uncertain)));
    }
    if card.recovered {
        below.push(Note::new("wait", td_string!(locale, hint.recovered)));
    }
    let pending = card.pending.map(|pending| words::pending_words(locale, pending));
    let hint = words::hint_words(locale, card).map(|hint| with_next_step(locale, card, hint));
    let step = match (pending, hint) {
        (Some(pending), _) => Some(Note::new("busy", pending)),
        (None, Some(hint)) => Some(Note::new("", hint)),
        (None, None) => None,
    };
    let pop = words::pop_words(locale, card.pop).map(|text| Note::new(pop_tone(card.pop), text));
    match (step, pop) {
        (None, slot) => Notes { slot, below },
        (slot, pop) => {
            below.extend(pop);
            Notes { slot, below }
        }
    }
}

/// The hint, and that the contact holds up the next call where it does.
fn with_next_step(locale: Locale, card: &CardView, hint: &str) -> String {
    use crate::view::Phase::{
        Abandoned, AfterCallWork, Connected, Connecting, Declined, Failed, Missed, Ringing,
        Unreadable,
    };
    let holds_up = match card.phase {
        Missed | Declined | Abandoned | Failed => card.actions.clear.is_some(),
        AfterCallWork | Connected | Connecting | Ringing | Unreadable => false,
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
pub(crate) fn card_notes(card: Memo<CardView>) -> AnyView {
    let locale = use_locale();
    let slot = part(move || card.with(|card| notes(locale, card).slot.map(line)).into_any());
    let below = part(move || {
        let below = card.with(|card| notes(locale, card).below).into_iter().map(line);
        below.collect::<Vec<AnyView>>().into_any()
    });
    let again = part(move || {
        let refused = card.with(|card| {
            (card.pop == PopView::Refused).then(|| Intent::RetryScreenPop(card.contact.clone()))
        });
        let label = td_string!(locale, button.reopen);
        refused.map(|intent| button(label, Icon::Retry, intent, true, "")).into_any()
    });
    view! {
        <div class="notes slot" role="status">{slot}</div>
        <div class="below">
            <div class="notes" role="status">{below}</div>
            {again}
        </div>
    }
    .into_any()
}

/// One line, drawn.
fn line(Note { tone, text }: Note) -> AnyView {
    view! { <p data-tone=tone title=text.clone()>{text.clone()}</p> }.into_any()
}
