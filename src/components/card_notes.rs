//! Shows what a card says besides who and how long: what is under way, what went wrong, what comes next.

use crate::components::button::{Button, Icon, button, slot};
use crate::components::element::{el, maybe, together};
use crate::components::live::{flag, part};
use crate::components::numbers::{Numbers, name_or_number};
use crate::i18n::{
    Locale, text, use_locale, words, words::pop_words, words::role_words, words::unanswered_words,
};
use crate::signals::{Memo, memo};
use crate::view::{CardView, GoneParty, Intent, Phase, PopView, ToggleView};
use leptos::prelude::*;

/// One line, with its colour.
#[derive(Clone, PartialEq)]
struct CardNote {
    tone: &'static str,
    text: String,
}

impl CardNote {
    fn new(tone: &'static str, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// What a card says: one line in the row without buttons, and the rest below the buttons, where its
/// coming and going moves none of them.
#[derive(Clone, PartialEq)]
struct CardNotes {
    slot: Option<CardNote>,
    below: Vec<CardNote>,
}

/// What `card` says: in the slot what is under way, else what to do, else Fusion's part.
fn notes(locale: Locale, numbers: Option<Numbers>, card: &CardView) -> CardNotes {
    let mut below: Vec<CardNote> =
        role_words(locale, card.role).map(|role| CardNote::new("info", role)).into_iter().collect();
    if let Some(line) = left_words(locale, card) {
        below.push(CardNote::new("wait", line));
    }
    if let Some(gone) = &card.gone {
        below.push(CardNote::new("wait", gone_words(locale, numbers, card, gone)));
    }
    if card.agent_held {
        below.push(CardNote::new("wait", text!(locale, call.agent_held)));
    }
    if card.supervised {
        below.push(CardNote::new("info", text!(locale, call.supervised)));
    }
    if card.forced_mute {
        below.push(CardNote::new("wait", text!(locale, call.forced_mute)));
    }
    if let Some(refusal) = &card.refusal {
        below.push(CardNote::new("bad", words::refusal_words(locale, refusal)));
    }
    if let Some(unanswered_call) = &card.unanswered_call {
        below.push(CardNote::new("wait", unanswered_words(locale, unanswered_call)));
    }
    if card.lacks_fields {
        below.push(CardNote::new("wait", text!(locale, given.fields)));
    }
    if card.uncertain {
        below.push(CardNote::new("wait", text!(locale, hint.uncertain)));
    }
    if card.recovered {
        below.push(CardNote::new("wait", text!(locale, hint.recovered)));
    }
    if card.answered_elsewhere {
        below.push(CardNote::new("wait", text!(locale, windows.answered_elsewhere)));
    }
    let pending = card.pending.map(|pending| words::pending_words(locale, pending));
    let pending = pending.or_else(|| toggling(locale, card));
    let hint = words::hint_words(locale, card).map(|hint| with_next_step(locale, card, hint));
    let hint = hint.or_else(|| answering(locale, card));
    let step = match (pending, hint) {
        (Some(pending), _) => Some(CardNote::new("busy", pending)),
        (None, Some(hint)) => Some(CardNote::new("", hint)),
        (None, None) => None,
    };
    let pop = pop_words(locale, card).map(|text| CardNote::new(pop_tone(card.pop), text));
    match (step, pop) {
        (None, slot) => CardNotes { slot, below },
        (slot, pop) => {
            below.extend(pop);
            CardNotes { slot, below }
        }
    }
}

/// That the customer is gone, and what to do about it.
fn left_words(locale: Locale, card: &CardView) -> Option<&'static str> {
    if !card.customer_left {
        None
    } else if card.phase == Phase::Ringing {
        Some(text!(locale, call.left_ringing))
    } else if card.parties.is_empty() {
        Some(text!(locale, call.left_alone))
    } else {
        Some(text!(locale, call.left))
    }
}

/// Who is gone, and that the customer waits where they do.
fn gone_words(
    locale: Locale,
    numbers: Option<Numbers>,
    card: &CardView,
    gone: &GoneParty,
) -> String {
    let who = name_or_number(numbers, gone.name.as_ref(), gone.number.as_ref());
    let who = who.unwrap_or_else(|| text!(locale, party.other).to_owned());
    let line =
        if gone.answered { text!(locale, party.left) } else { text!(locale, party.unanswered) };
    let line = words::fill(line, "{who}", &who);
    let waits = card.held_since.is_some();
    if waits { [line.as_str(), " ", text!(locale, party.waits)].concat() } else { line }
}

/// What is asked of a toggle and not confirmed.
fn toggling(locale: Locale, card: &CardView) -> Option<&'static str> {
    let wish = |toggle: Option<ToggleView>| toggle.and_then(|toggle| toggle.pending);
    let mute = wish(card.controls.mute)
        .map(|on| if on { text!(locale, pending.mute) } else { text!(locale, pending.unmute) });
    let hold = wish(card.controls.hold)
        .map(|on| if on { text!(locale, pending.hold) } else { text!(locale, pending.resume) });
    hold.or(mute)
}

/// Who answers, where that is not this page.
fn answering(locale: Locale, card: &CardView) -> Option<String> {
    let words = if card.phase != Phase::Ringing {
        return None;
    } else if card.answer_on_phone {
        text!(locale, call.answer_on_phone)
    } else if card.auto_accept {
        text!(locale, call.auto_accept)
    } else {
        return None;
    };
    Some(words.to_owned())
}

/// The hint, and that the contact holds up the next call where it does.
fn with_next_step(locale: Locale, card: &CardView, hint: &str) -> String {
    let holds_up = match card.phase {
        Phase::Missed | Phase::Declined | Phase::Abandoned | Phase::Failed => {
            card.actions.clear.is_some()
        }
        Phase::AfterCallWork
        | Phase::Connected
        | Phase::Connecting
        | Phase::Ringing
        | Phase::Unreadable => false,
    };
    if holds_up { format!("{hint} {}", text!(locale, hint.clear)) } else { hint.to_owned() }
}

fn pop_tone(pop: PopView) -> &'static str {
    match pop {
        PopView::None | PopView::LookedUp => "",
        PopView::LookingUp | PopView::Opening | PopView::Showing => "busy",
        PopView::Open => "ok",
        PopView::LookupFailed | PopView::NotShown | PopView::Refused | PopView::Silent => "wait",
    }
}

/// The lines, drawn, with the buttons that ask Fusion to open the contact again and to show it.
pub(crate) fn card_notes(card: Memo<CardView>) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let said = memo(move |_| card.with(|card| notes(locale, numbers, card)));
    let now = part(move || maybe(said.with(|said| said.slot.clone()).map(line)));
    let below = part(move || {
        let below = said.with(|said| said.below.clone()).into_iter().map(line);
        below.collect::<Vec<AnyView>>().into_any()
    });
    let again = move || {
        card.with(|card| {
            let can_retry = matches!(card.pop, PopView::Refused | PopView::Silent);
            let intent = can_retry.then(|| Intent::RetryScreenPop(card.contact.clone()))?;
            Some(Button::new(text!(locale, button.reopen), Icon::Retry, intent, true, ""))
        })
    };
    let show = move || {
        card.with(|card| {
            let enabled = match card.pop {
                PopView::NotShown | PopView::Open => true,
                PopView::Showing => false,
                PopView::LookedUp
                | PopView::LookingUp
                | PopView::LookupFailed
                | PopView::None
                | PopView::Opening
                | PopView::Refused
                | PopView::Silent => return None,
            };
            let intent = Intent::ShowInFusion(card.contact.clone());
            let label = text!(locale, button.show);
            Some(Button::new(label, Icon::Show, intent, enabled, "bare at-show"))
        })
    };
    together([
        el("div").class("notes slot").attr("role", "status").child(now).into_any(),
        slot(show, || ()),
        el("div")
            .class("below")
            .child(alarm(card))
            .child(el("div").class("notes").attr("role", "status").child(below))
            .child(slot(again, || ()))
            .child(extension(card))
            .into_any(),
    ])
}

/// The keys that belong behind the number that was called, with the button that sends them.
fn extension(card: Memo<CardView>) -> AnyView {
    let locale = use_locale();
    let keys = memo(move |_| card.with(|card| card.extension.clone()));
    let ready = flag(move || card.with(|card| card.controls.keypad == Some(true)));
    part(move || {
        maybe(keys.get().map(|keys| {
            let words = text!(locale, call.extension);
            let words = words::fill(words, "{keys}", keys.as_str());
            let contact = card.with_untracked(|card| card.contact.clone());
            let label = text!(locale, button.send_extension);
            let intent = Intent::SendDigits(contact, keys);
            let send = button(label, Icon::Keypad, intent, ready.get(), "");
            el("div").class("row").child(line(CardNote::new("info", words))).child(send).into_any()
        }))
    })
}

/// The word about a microphone that opened unasked: announced once, and gone on request.
fn alarm(card: Memo<CardView>) -> AnyView {
    let locale = use_locale();
    let raised = flag(move || card.with(|card| card.alarm));
    let words = part(move || {
        let line = || line(CardNote::new("bad", text!(locale, call.alarm)));
        maybe(raised.get().then(line))
    });
    let dismiss = part(move || {
        let dismiss = || {
            let intent = Intent::DismissAlarm(card.with_untracked(|card| card.contact.clone()));
            button(text!(locale, button.dismiss), Icon::Close, intent, true, "")
        };
        maybe(raised.get().then(dismiss))
    });
    together([el("div").class("notes").attr("role", "alert").child(words).into_any(), dismiss])
}

/// One line, drawn.
fn line(CardNote { tone, text }: CardNote) -> AnyView {
    el("p").attr("data-tone", tone).attr("title", text.clone()).child(text.clone()).into_any()
}
