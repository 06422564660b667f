//! Owns the words for Fusion's part of a call: the lookup, the page, and a call that Fusion did not take.
//!
//! Must never claim more than Fusion told: a silent Fusion gives no reason, so it stays a likely one.

use super::Locale;
use super::words::fill;
use crate::view::{CardView, Found, PopView, Untaken};
use leptos_i18n::td_string;

/// How Fusion's part of a call stands, where it has one.
pub(crate) fn pop_words(locale: Locale, card: &CardView) -> Option<&'static str> {
    Some(match (card.pop, card.found) {
        (PopView::LookupFailed | PopView::Silent, _) if card.untaken.is_some() => {
            td_string!(locale, given.untaken)
        }
        (PopView::None, _) => return None,
        (PopView::LookingUp, _) => td_string!(locale, pop.looking_up),
        (PopView::LookedUp, Found::Nobody) => td_string!(locale, given.nobody),
        (PopView::LookedUp, Found::Unclear) => td_string!(locale, given.unclear),
        (PopView::LookedUp, Found::Contact | Found::Unknown) => td_string!(locale, pop.looked_up),
        (PopView::LookupFailed, _) => td_string!(locale, pop.lookup_failed),
        (PopView::Opening, _) => td_string!(locale, pop.opening),
        (PopView::Open, Found::Nobody) => td_string!(locale, given.open_nobody),
        (PopView::Open, Found::Unclear) => td_string!(locale, given.open_unclear),
        (PopView::Open, Found::Contact | Found::Unknown) => td_string!(locale, pop.open),
        (PopView::Refused, _) => td_string!(locale, pop.refused),
        (PopView::Silent, _) => td_string!(locale, pop.silent),
    })
}

/// What probably became of a call that Fusion left without an answer.
pub(crate) fn cause_words(locale: Locale, call: &Untaken) -> String {
    if call.ready {
        routed(call, td_string!(locale, given.cause), td_string!(locale, given.cause_queue))
    } else {
        td_string!(locale, given.cause_not_ready).to_owned()
    }
}

/// What to do about it.
pub(crate) fn untaken_remedy(locale: Locale, call: &Untaken) -> String {
    if call.ready {
        routed(call, td_string!(locale, given.remedy), td_string!(locale, given.remedy_queue))
    } else {
        td_string!(locale, given.remedy_not_ready).to_owned()
    }
}

/// The text that fits, with the names of classification and queue in it.
fn routed(call: &Untaken, plain: &str, of_queue: &str) -> String {
    let text = match &call.queue {
        Some(queue) => fill(of_queue, "{queue}", queue),
        None => plain.to_owned(),
    };
    fill(&text, "{classification}", &call.classification)
}
