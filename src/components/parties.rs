//! The rows of everybody else on a call: who, how they stand, since when, and the way out.

use crate::components::button::button;
use crate::components::clock::timer;
use crate::components::element::el;
use crate::components::icon::Icon;
use crate::components::live::{memo, part, rows, text, word};
use crate::components::numbers::{Numbers, number_words};
use crate::i18n::{Locale, call_words::party_words, text, use_locale, words};
use crate::view::{CardView, Intent, PartyStage, PartyView};
use leptos::prelude::*;

/// The parties of a call; nothing while there is only the customer.
pub(crate) fn parties(card: Memo<CardView>) -> AnyView {
    let label = text!(use_locale(), call.parties);
    let keys =
        move || card.with(|card| card.parties.iter().map(|p| p.leg.as_str().to_owned()).collect());
    let row = move |leg: String| row(card, leg).into_any();
    el("ul").class("parties").attr("aria-label", label).child(rows(keys, row)).into_any()
}

/// One party, as long as the call has it.
fn row(card: Memo<CardView>, leg: String) -> Option<AnyView> {
    let find = move |card: &CardView| card.parties.iter().find(|p| p.leg.as_str() == leg).cloned();
    let start = card.with_untracked(&find)?;
    let party = memo(move |before: Option<&PartyView>| {
        card.with(&find).unwrap_or_else(|| before.unwrap_or(&start).clone())
    });
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let who = move || party.with(|party| who_words(locale, numbers, party));
    let stage = move || party.with(|party| stage_words(locale, party));
    let mute = part(move || {
        let label = words::fill(text!(locale, button.mute_party), "{who}", &who());
        let on = party.with(|party| party.mute);
        let intent = card.with(|card| {
            party.with(|party| Intent::MuteParty(card.contact.clone(), party.leg.clone()))
        });
        on.map(|on| button(&label, Icon::Mute, intent, on, "bare party-mute")).into_any()
    });
    let drop = part(move || {
        let label = words::fill(text!(locale, button.end_party), "{who}", &who());
        let on = party.with(|party| party.drop);
        let intent = card.with(|card| {
            party.with(|party| Intent::DropParty(card.contact.clone(), party.leg.clone()))
        });
        on.map(|on| button(&label, Icon::HangUp, intent, on, "bare bad party-end")).into_any()
    });
    Some(
        el("li")
            .class("party")
            .attr("data-tone", word(move || tone(party.with(|party| party.stage))))
            .child(el("span").class("party-who").attr("dir", "auto").child(text(who)))
            .child(
                el("span")
                    .class("party-stage")
                    .child(el("span").attr("role", "status").child(text(stage)))
                    .child(" ")
                    .child(timer(move || party.with(|party| party.since))),
            )
            .child(mute)
            .child(drop)
            .into_any(),
    )
}

/// A party in a few words.
fn who_words(locale: Locale, numbers: Option<Numbers>, party: &PartyView) -> String {
    match (&party.name, &party.number) {
        (Some(name), _) => name.as_str().to_owned(),
        (None, Some(number)) => number_words(numbers, number),
        (None, None) if party.customer => text!(locale, party.customer).to_owned(),
        (None, None) => text!(locale, party.other).to_owned(),
    }
}

fn stage_words(locale: Locale, party: &PartyView) -> String {
    let stage = party_words(locale, party.stage);
    if party.muted { [stage, ", ", text!(locale, party.muted)].concat() } else { stage.to_owned() }
}

fn tone(stage: PartyStage) -> &'static str {
    match stage {
        PartyStage::Calling => "wait",
        PartyStage::Held => "off",
        PartyStage::Talking => "ok",
    }
}
