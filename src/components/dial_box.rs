//! Calls that the agent makes: the box for a number or a quick connect, which is there while no call is; and the list of
//! this session's calls, each with the button that calls it again.

use leptos::ev;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use std::rc::Rc;

use crate::components::Dispatch;
use crate::components::button::{Icon, button, picture, switched, worded};
use crate::components::call_controls::sheet_frame;
use crate::components::clock::span_words;
use crate::components::element::{ElementRef, el, maybe};
use crate::components::later::later_part;
use crate::components::live::{effect, flag, late, part, present, rows, text, value};
use crate::components::numbers::{Numbers, dial_words, name_or_number, number_form};
use crate::components::quick_connects::quick_connects;
use crate::dom::clock::time_of_day;
use crate::dom::focus;
use crate::i18n::words::outcome_words;
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Memo, Signal, memo};
use crate::view::{
    DialText, DialView, EndpointKind, Intent, Millis, Phase, RecentCall, RecentOutcome, Refusal,
    View,
};

/// Connect passes calls on to agents and queues, and dials neither.
const NUMBERS: &[EndpointKind] = &[EndpointKind::Number];

/// The box. It is hidden and not taken away while there is a call: what was typed stays, and a ring
/// need not wait for a list of countries to leave the page.
pub(crate) fn dial_box(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let typed = Signal::new(String::new());
    let dial = memo(move |_| view.with(|view| view.dial.clone()));
    forget_called(dial, typed);
    let hidden = flag(move || view.with(hides_dialling));
    let ready = flag(move || dial.with(|dial| dial.ready == Some(Ok(()))));
    let call = Box::new(move |text: DialText, country| {
        if let Some(dispatch) = dispatch {
            dispatch.send(Intent::Dial(text, country));
        }
    });
    let why = memo(move |_| dial.with(|dial| why_not(locale, dial)));
    let why = part(move || {
        let note =
            |(tone, words)| el("p").class("note").attr("data-tone", tone).child(words).into_any();
        maybe(why.get().map(note))
    });
    let numbers = use_context::<Numbers>();
    let pending = part(move || maybe(dial.with(|dial| pending(locale, numbers, dial))));
    el("div")
        .class("dial")
        .attr("hidden", present(move || hidden.get()))
        .child(
            el("details")
                .attr("open", true)
                .child(el("summary").child(text!(locale, dial.title)))
                .child(
                    el("div")
                        .class("dial-body")
                        .child(el("div").attr("role", "status").child(why).child(pending))
                        .child(
                            el("div")
                                .class("ways")
                                .attr("hidden", present(move || !ready.get()))
                                .child(number_form(view, typed, ready, call))
                                .child(directory(view, ready, hidden)),
                        ),
                ),
        )
        .into_any()
}

/// The button that opens the list of quick connects, and the list.
fn directory(view: Signal<View>, ready: Memo<bool>, hidden: Memo<bool>) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let open = Signal::new(false);
    let opener = ElementRef::new();
    let close = move || {
        open.set(false);
        if let Some(opener) = opener.get_untracked() {
            focus::give(&opener);
        }
    };
    effect(move || {
        if hidden.get() {
            open.set(false);
        }
    });
    let choose = move |arn| {
        if let Some(dispatch) = dispatch {
            dispatch.send(Intent::DialQuickConnect(arn));
        }
        close();
    };
    let title = text!(locale, transfer.list);
    let sheet = part(move || {
        let call = Some(text!(locale, button.call));
        let list =
            move || later_part(move || quick_connects(view, ready, call, NUMBERS, Rc::new(choose)));
        maybe(open.get().then(|| sheet_frame(title, Box::new(close), list())))
    });
    let on_click = move |_: MouseEvent| open.update(|open| *open = !*open);
    let on_key = move |key: KeyboardEvent| {
        if key.key() == "Escape" && open.get_untracked() {
            key.prevent_default();
            close();
        }
    };
    el("div")
        .class("directory")
        .on(ev::keydown, on_key)
        .child(
            worded(title, Icon::Join, "button")
                .attr("aria-expanded", value(move || Some(open.get().to_string())))
                .on(ev::click, on_click)
                .node_ref(opener),
        )
        .child(sheet)
        .into_any()
}

/// Whether there is nothing to dial with, or a call that comes first.
pub(crate) fn hides_dialling(view: &View) -> bool {
    let live = |phase| match phase {
        Phase::Ringing | Phase::Connecting | Phase::Connected => true,
        Phase::Abandoned
        | Phase::AfterCallWork
        | Phase::Declined
        | Phase::Failed
        | Phase::Missed
        | Phase::Unreadable => false,
    };
    view.dial.ready.is_none()
        || view.cards.iter().any(|card| card.channel.is_voice() && live(card.phase))
}

/// Empties the field once its call came about; after a refusal the number is there to be mended.
fn forget_called(dial: Memo<DialView>, typed: Signal<String>) {
    let pending = flag(move || dial.with(|dial| dial.pending.is_some()));
    let mut was = false;
    effect(move || {
        let is = pending.get();
        if was && !is && dial.with_untracked(|dial| dial.refusal.is_none()) {
            typed.set(String::new());
        }
        was = is;
    });
}

/// Why there is no field, or why the last call did not come about.
fn why_not(locale: Locale, dial: &DialView) -> Option<(&'static str, String)> {
    let lack = match &dial.ready {
        None | Some(Ok(()) | Err(Refusal::DialPending)) => None,
        Some(Err(refusal)) => Some(("wait", refusal)),
    };
    let (tone, refusal) = lack.or(dial.refusal.as_ref().map(|refusal| ("bad", refusal)))?;
    Some((tone, words::refusal_words(locale, refusal)))
}

/// What is being dialled, with the way to give it up.
fn pending(locale: Locale, numbers: Option<Numbers>, dial: &DialView) -> Option<AnyView> {
    let text = dial.pending.as_ref()?;
    let number = dial_words(numbers, text);
    let line =
        if dial.given_up { text!(locale, dial.given_up) } else { text!(locale, dial.pending) };
    let line = words::fill(line, "{number}", &number);
    let cancel = text!(locale, button.cancel);
    let cancel = button(cancel, Icon::Close, Intent::CancelDial, !dial.given_up, "");
    Some(
        el("div")
            .class("row")
            .child(el("p").class("note").attr("data-tone", "busy").child(line))
            .child(cancel)
            .into_any(),
    )
}

/// The calls, newest first; not there while there is none, and while a call comes first.
pub(crate) fn recent_calls(view: Signal<View>) -> AnyView {
    let title = text!(use_locale(), recent.title);
    let any = flag(move || view.with(|view| !view.recent.is_empty() && !hides_dialling(view)));
    el("div")
        .class("recents")
        .attr("hidden", present(move || !any.get()))
        .child(
            el("details")
                .attr("open", true)
                .child(el("summary").child(title))
                .child(late(move || any.get(), move || later_part(move || recent_list(view)))),
        )
        .into_any()
}

fn recent_list(view: Signal<View>) -> AnyView {
    let keys = move || view.with(|view| view.recent.iter().map(key).collect());
    // There are many rows; while they are not seen they stay as they are.
    let may = memo(move |before: Option<&bool>| {
        view.with(|view| match before {
            Some(before) if hides_dialling(view) => *before,
            Some(_) | None => view.dial.ready == Some(Ok(())),
        })
    });
    let row = move |wanted: String| {
        let found = view
            .with_untracked(|view| view.recent.iter().find(|call| key(call) == wanted).cloned());
        maybe(found.map(|call| recent(may, call)))
    };
    let title = text!(use_locale(), recent.title);
    el("ul").attr("aria-label", title).child(rows(keys, row)).into_any()
}

fn key(call: &RecentCall) -> String {
    call.id.to_string()
}

/// One call; it never changes, only whether it can be called again.
fn recent(may: Memo<bool>, call: RecentCall) -> AnyView {
    let locale = use_locale();
    let numbers = use_context::<Numbers>();
    let id = call.id;
    let dialable = call.number.is_some();
    let (icon, direction) = if call.inbound {
        (Icon::Inbound, text!(locale, recent.inbound))
    } else {
        (Icon::Outbound, text!(locale, recent.outbound))
    };
    let outcome = outcome_words(locale, call.outcome);
    let tone = outcome_tone(call.outcome);
    let talked = (call.talked > Millis(0)).then(|| span_words(call.talked));
    let at = time_of_day(call.at.0);
    let who = memo(move |_| caller(locale, numbers, &call));
    let label = move || who.with(|who| words::fill(text!(locale, button.redial), "{who}", who));
    let redial =
        dialable.then(|| switched(label, Icon::Call, Intent::Redial(id), may, "button bare"));
    el("li")
        .class("recent")
        .child(picture(icon))
        .child(el("span").class("recent-who").attr("dir", "auto").child(text(move || who.get())))
        .child(el("time").class("quiet").child(at))
        .child(
            el("span")
                .class("recent-how")
                .attr("data-tone", tone)
                .child(el("span").class("unseen").child(direction).child(", "))
                .child(outcome)
                .child(
                    talked.map(|talked| {
                        el("span").class("quiet").child(" ").child(talked).into_any()
                    }),
                ),
        )
        .child(redial)
        .into_any()
}

fn caller(locale: Locale, numbers: Option<Numbers>, call: &RecentCall) -> String {
    name_or_number(numbers, call.name.as_ref(), call.number.as_ref())
        .unwrap_or_else(|| words::unnumbered_words(locale, call.unnumbered).to_owned())
}

fn outcome_tone(outcome: RecentOutcome) -> &'static str {
    match outcome {
        RecentOutcome::Missed | RecentOutcome::Failed => "bad",
        RecentOutcome::Abandoned
        | RecentOutcome::Answered
        | RecentOutcome::Cancelled
        | RecentOutcome::Declined
        | RecentOutcome::NotAnswered => "",
    }
}
