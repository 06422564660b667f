//! The words for Fusion's part of a call: the lookup, the page, and a call that Fusion did not take.
//!
//! Never claims more than Fusion told: a silent Fusion gives no reason, so it stays a likely one.

use super::Locale;
use super::text;
use super::words::fill;
use crate::view::{CardView, ContactMatch, PopView, UnansweredCall};

/// How Fusion's part of a call stands, where it has one.
pub(crate) fn pop_words(locale: Locale, card: &CardView) -> Option<&'static str> {
    Some(match (card.pop, card.found) {
        (PopView::LookupFailed | PopView::Silent, _) if card.unanswered_call.is_some() => {
            text!(locale, given.unanswered_call)
        }
        (PopView::None, _) => return None,
        (PopView::LookingUp, _) => text!(locale, pop.looking_up),
        (PopView::LookedUp, ContactMatch::Nobody) => text!(locale, given.nobody),
        (PopView::LookedUp, ContactMatch::Unclear) => text!(locale, given.unclear),
        (PopView::LookedUp, ContactMatch::Contact | ContactMatch::Unknown) => {
            text!(locale, pop.looked_up)
        }
        (PopView::LookupFailed, _) => text!(locale, pop.lookup_failed),
        (PopView::Opening, _) => text!(locale, pop.opening),
        (PopView::Open, ContactMatch::Nobody) => text!(locale, given.open_nobody),
        (PopView::Open, ContactMatch::Unclear) => text!(locale, given.open_unclear),
        (PopView::Open, ContactMatch::Contact | ContactMatch::Unknown) => text!(locale, pop.open),
        (PopView::Refused, _) => text!(locale, pop.refused),
        (PopView::Silent, _) => text!(locale, pop.silent),
    })
}

/// What probably became of a call that Fusion left without an answer.
pub(crate) fn cause_words(locale: Locale, call: &UnansweredCall) -> String {
    if call.ready {
        routed(call, text!(locale, given.cause), text!(locale, given.cause_queue))
    } else {
        text!(locale, given.cause_not_ready).to_owned()
    }
}

/// What to do about it.
pub(crate) fn unanswered_remedy(locale: Locale, call: &UnansweredCall) -> String {
    if call.ready {
        routed(call, text!(locale, given.remedy), text!(locale, given.remedy_queue))
    } else {
        text!(locale, given.remedy_not_ready).to_owned()
    }
}

/// The text that fits, with the names of classification and queue in it.
fn routed(call: &UnansweredCall, plain: &str, of_queue: &str) -> String {
    let text = match &call.queue {
        Some(queue) => fill(of_queue, "{queue}", queue),
        None => plain.to_owned(),
    };
    fill(&text, "{classification}", &call.classification)
}
