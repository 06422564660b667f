//! One contact's card: who, how long, its buttons, each with a place of its own, and everybody else on the call; and what
//! takes the place of the cards while there are none.
//!
//! No button ever takes the place of another: `Accept` and `Decline` share the upper row, `Clear
//! contact` and `End call` the lower one, and what there is to say stands in the row without buttons. `Call
//! now` and `Skip` have the lower row as long as there is no call to end or to clear.
//! What can be done during a call stands below them, so that its coming moves none of them.

use leptos::ev;
use leptos::prelude::*;

use crate::components::button::{Button, Icon, button, keep_focus, picture, slot};
use crate::components::call_controls::{Sheets, call_controls, sheet};
use crate::components::card_notes::card_notes;
use crate::components::clock::{countdown, timer};
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::later::later_part;
use crate::components::live::{flag, late, part, rows, text, value, word};
use crate::components::numbers::{Numbers, name_or_number, number_words, who_words};
use crate::components::ring::hold_focus;
use crate::i18n::words::party_words;
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Memo, Signal, memo};
use crate::view::{
    CardView, ConnectHealth, Controls, FusionHealth, Intent, Millis, PartyStage, PartyView, Phase,
    TokenValue, View,
};

/// One contact; `lead` tells whether its card holds the one primary button of the screen.
pub(crate) fn contact_card(card: Memo<CardView>, lead: Memo<bool>, view: Signal<View>) -> AnyView {
    let id = card.with_untracked(|card| format!("contact-{}", card.contact));
    let (title_id, who_id) = (format!("{id}-title"), format!("{id}-who"));
    let (labelled_by, described_by) = (title_id.clone(), who_id.clone());
    let node = ElementRef::new();
    let ringing = flag(move || card.with(|card| card.phase == Phase::Ringing));
    let dialog = hold_focus(node, ringing);
    let sheets = Sheets::new(node);
    let class = value(move || {
        let mut class = "card".to_owned();
        if lead.get() {
            class.push_str(" lead");
        }
        if card.with(|card| card.actions.accept.or(card.actions.decline).is_some()) {
            class.push_str(" upper");
        }
        if card.with(|card| card.collapsed) {
            class.push_str(" collapsed");
        }
        Some(class)
    });
    let controlled = move || card.with(|card| card.controls != Controls::default());
    let joined = move || card.with(|card| !card.parties.is_empty());
    el("div")
        .class(class)
        .attr("data-tone", word(move || card.with(|card| tone(card.phase))))
        .attr("role", word(move || if dialog.get() { "alertdialog" } else { "group" }))
        .attr("tabindex", "-1")
        .attr("aria-labelledby", labelled_by)
        .attr("aria-describedby", described_by)
        .on(ev::keydown, sheets.on_key(card))
        .node_ref(node)
        .child(head(card, title_id))
        .child(who(card, who_id))
        .child(card_notes(card))
        .child(buttons(card, lead, node))
        // A call that rings has none of these, and is to be on the screen soon.
        .child(late(controlled, move || {
            together([call_controls(card, sheets, node), sheet(card, sheets, view)])
        }))
        .child(late(joined, move || later_part(move || parties(card))))
        .into_any()
}

/// The stage and its time.
fn head(card: Memo<CardView>, title_id: String) -> AnyView {
    let locale = use_locale();
    let title = move || card.with(|card| words::phase_words(locale, card).to_owned());
    let phase = memo(move |_| card.with(|card| card.phase));
    el("div")
        .class("card-head")
        .child(part(move || picture(icon(phase.get()))))
        .child(el("h2").attr("id", title_id).child(text(title)))
        .child(timer(move || card.with(|card| card.since)))
        .into_any()
}

/// The caller: name before number before the reason why there is neither; then number and queue.
fn who(card: Memo<CardView>, who_id: String) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    // Formatting a number takes longer than all else here.
    let first = memo(move |_| card.with(|card| who_words(locale, numbers, card)));
    let number = memo(move |_| {
        card.with(|card| {
            let number = card.name.as_ref().and(card.number.as_ref());
            number.map(|number| number_words(numbers, number))
        })
    });
    let number =
        part(move || {
            let number = number.get();
            maybe(number.map(|number| {
                el("span").class("number").attr("dir", "ltr").child(number).into_any()
            }))
        });
    let attributes = memo(move |_| card.with(|card| card.attributes.clone()));
    let attributes = part(move || {
        let list = attributes.with(|all| all.iter().filter_map(attribute).collect::<Vec<_>>());
        maybe((!list.is_empty()).then(|| el("dl").class("facts").child(list).into_any()))
    });
    let queue = memo(move |_| card.with(|card| card.queue.clone()));
    let queue =
        part(move || maybe(queue.get().map(|queue| queue_line(text!(locale, call.queue), &queue))));
    el("div")
        .class("who")
        .attr("id", who_id)
        .child(
            el("p")
                .class("who-first")
                .attr("dir", "auto")
                .attr("title", value(move || Some(first.get())))
                .child(text(move || first.get())),
        )
        .child(el("p").class("who-more").child(held(card)).child(number).child(queue))
        .child(attributes)
        .into_any()
}

/// An attribute of the contact with its label.
fn attribute((label, value): &(String, TokenValue)) -> Option<AnyView> {
    let TokenValue::Text(value) = value else { return None };
    let label = el("dt").attr("dir", "auto").child(label.clone());
    let value = el("dd").attr("dir", "auto").attr("title", value.clone()).child(value.clone());
    Some(el("div").child(label).child(value).into_any())
}

/// Since when the customer is on hold, or when Amazon makes the call that the agent looks at.
fn held(card: Memo<CardView>) -> AnyView {
    let locale = use_locale();
    let since = move || card.with(|card| card.held_since);
    let is = flag(move || since().is_some());
    let ends = memo(move |_| card.with(|card| card.preview_ends));
    let span = |words: &'static str, time: AnyView| {
        el("span").class("held").child(words).child(" ").child(time)
    };
    part(move || match ends.get() {
        // The card's hint says it to those who cannot see each second.
        Some(end) => {
            let time = countdown(end);
            span(text!(locale, call.dials_in), time).attr("aria-hidden", "true").into_any()
        }
        None if is.get() => {
            let time = timer(move || since().unwrap_or(Millis(0)));
            span(text!(locale, call.held), time).into_any()
        }
        None => maybe(None),
    })
}

fn queue_line(label: &'static str, queue: &str) -> AnyView {
    el("span")
        .class("queue")
        .attr("title", queue.to_owned())
        .child(el("span").class("quiet").child(label).child(": "))
        .child(queue.to_owned())
        .into_any()
}

/// The four places for buttons; the card of `lead` has the primary one.
fn buttons(card: Memo<CardView>, lead: Memo<bool>, node: ElementRef) -> AnyView {
    let locale = use_locale();
    let slot = move |place, made: fn(Locale, &CardView, bool) -> Option<Button>| {
        let made = move || card.with(|card| made(locale, card, lead.get()));
        slot(made, move || keep_focus(node, place))
    };
    together([
        slot("at-accept", accept),
        slot("at-decline", decline),
        slot("at-clear", |locale, card, lead| {
            call_now(locale, card, lead).or_else(|| clear(locale, card, lead))
        }),
        slot("at-end", |locale, card, lead| skip(locale, card).or_else(|| end(locale, card, lead))),
    ])
}

fn accept(locale: Locale, card: &CardView, lead: bool) -> Option<Button> {
    let class = if lead { "at-accept good strong" } else { "at-accept good" };
    let intent = Intent::Accept(card.contact.clone());
    let label = text!(locale, button.accept);
    card.actions.accept.map(|enabled| Button::new(label, Icon::Call, intent, enabled, class))
}

fn decline(locale: Locale, card: &CardView, _lead: bool) -> Option<Button> {
    let intent = Intent::Decline(card.contact.clone());
    let label = text!(locale, button.decline);
    let decline = |enabled| Button::new(label, Icon::Close, intent, enabled, "at-decline");
    card.actions.decline.map(decline)
}

fn call_now(locale: Locale, card: &CardView, lead: bool) -> Option<Button> {
    let class = if lead { "at-clear good strong" } else { "at-clear good" };
    let intent = Intent::CallNow(card.contact.clone());
    let label = text!(locale, button.call_now);
    card.actions.call_now.map(|enabled| Button::new(label, Icon::Call, intent, enabled, class))
}

fn skip(locale: Locale, card: &CardView) -> Option<Button> {
    let intent = Intent::SkipPreview(card.contact.clone());
    let label = text!(locale, button.skip);
    let skip = |enabled| Button::new(label, Icon::Close, intent, enabled, "at-end");
    card.actions.skip.map(skip)
}

fn clear(locale: Locale, card: &CardView, lead: bool) -> Option<Button> {
    let first = card.actions.accept.is_none() && card.actions.end.is_none();
    let class = if lead && first { "at-clear strong" } else { "at-clear" };
    let intent = Intent::Clear(card.contact.clone());
    let label = text!(locale, button.clear);
    card.actions.clear.map(|enabled| Button::new(label, Icon::Check, intent, enabled, class))
}

fn end(locale: Locale, card: &CardView, lead: bool) -> Option<Button> {
    let first = card.actions.accept.or(card.actions.call_now).is_none();
    let class = if lead && first { "at-end bad strong" } else { "at-end bad" };
    let intent = Intent::End(card.contact.clone());
    let label = text!(locale, button.end);
    // A call behind another one is brought to the front before it is ended.
    let end = card.actions.end.filter(|_| !card.collapsed);
    end.map(|enabled| Button::new(label, Icon::HangUp, intent, enabled, class))
}

/// The colour of a stage (`peers.md` 3.5): green live, amber waiting, red failed, grey over.
fn tone(phase: Phase) -> &'static str {
    match phase {
        Phase::Ringing | Phase::Connecting | Phase::Unreadable => "wait",
        Phase::Connected => "ok",
        Phase::AfterCallWork => "info",
        Phase::Missed | Phase::Failed => "bad",
        Phase::Declined | Phase::Abandoned => "off",
    }
}

/// The picture of a stage.
fn icon(phase: Phase) -> Icon {
    match phase {
        Phase::Ringing => Icon::Ringing,
        Phase::Connecting | Phase::Connected => Icon::Call,
        Phase::AfterCallWork => Icon::Notes,
        Phase::Missed | Phase::Failed | Phase::Unreadable => Icon::Alert,
        Phase::Declined | Phase::Abandoned => Icon::HangUp,
    }
}

/// The parties of a call; nothing while there is only the customer.
pub(crate) fn parties(card: Memo<CardView>) -> AnyView {
    let label = text!(use_locale(), call.parties);
    let keys =
        move || card.with(|card| card.parties.iter().map(|p| p.leg.as_str().to_owned()).collect());
    let row = move |leg: String| maybe(row(card, leg));
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
    let who = move || party.with(|party| who_on_call(locale, numbers, party));
    let stage = move || party.with(|party| stage_words(locale, party));
    let mute = part(move || {
        let label = words::fill(text!(locale, button.mute_party), "{who}", &who());
        let on = party.with(|party| party.mute);
        let intent = card.with(|card| {
            party.with(|party| Intent::MuteParty(card.contact.clone(), party.leg.clone()))
        });
        maybe(on.map(|on| button(&label, Icon::Mute, intent, on, "bare party-mute")))
    });
    let drop = part(move || {
        let label = words::fill(text!(locale, button.end_party), "{who}", &who());
        let on = party.with(|party| party.drop);
        let intent = card.with(|card| {
            party.with(|party| Intent::DropParty(card.contact.clone(), party.leg.clone()))
        });
        maybe(on.map(|on| button(&label, Icon::HangUp, intent, on, "bare bad party-end")))
    });
    Some(
        el("li")
            .class("party")
            .attr("data-tone", word(move || party_tone(party.with(|party| party.stage))))
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
fn who_on_call(locale: Locale, numbers: Option<Numbers>, party: &PartyView) -> String {
    name_or_number(numbers, party.name.as_ref(), party.number.as_ref()).unwrap_or_else(|| {
        let nameless =
            if party.customer { text!(locale, party.customer) } else { text!(locale, party.other) };
        nameless.to_owned()
    })
}

fn stage_words(locale: Locale, party: &PartyView) -> String {
    let stage = party_words(locale, party.stage);
    if party.muted { [stage, ", ", text!(locale, party.muted)].concat() } else { stage.to_owned() }
}

fn party_tone(stage: PartyStage) -> &'static str {
    match stage {
        PartyStage::Calling => "wait",
        PartyStage::Held => "off",
        PartyStage::Talking => "ok",
    }
}

/// The words for no card, and what happens next; nothing where there is a card, or where a message
/// says what is wrong.
pub(crate) fn idle_place(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let words = memo(move |_| view.with(|view| idle(locale, view)));
    part(move || maybe(words.get().map(stand_in)))
}

/// The stage of the start, what there is, and what comes next.
type StandIn = (&'static str, &'static str, &'static str);

fn idle(locale: Locale, view: &View) -> Option<StandIn> {
    if !view.cards.is_empty() {
        return None;
    }
    match &view.health.connect {
        ConnectHealth::Loading | ConnectHealth::Waiting => {
            let title = words::connect_words(locale, &view.health.connect);
            Some(("starting", title, text!(locale, remedy.loading)))
        }
        ConnectHealth::Ready => {
            let linked = view.health.fusion == FusionHealth::Linked;
            let next = match (view.status.available, linked) {
                (true, true) => text!(locale, empty.available_linked),
                (true, false) => text!(locale, empty.available),
                (false, _) => text!(locale, empty.unavailable),
            };
            Some(("waiting", text!(locale, empty.title), next))
        }
        ConnectHealth::AccessDenied
        | ConnectHealth::Broken(_)
        | ConnectHealth::Frozen
        | ConnectHealth::Garbled(_)
        | ConnectHealth::NoAnswer { .. }
        | ConnectHealth::Offline
        | ConnectHealth::SessionExpired
        | ConnectHealth::SignedOut
        | ConnectHealth::SignedOutIdle
        | ConnectHealth::Silent
        | ConnectHealth::StorageDenied
        | ConnectHealth::Stuck => None,
    }
}

fn stand_in((stage, title, next): StandIn) -> AnyView {
    let busy = (stage == "starting").then(|| "true".to_owned());
    el("section")
        .class("idle")
        .attr("data-stage", stage)
        .attr("aria-busy", busy)
        .child(el("span").class("medal").child(picture(Icon::Call)))
        .child(el("h2").child(title))
        .child(el("p").child(next))
        .into_any()
}
