//! The list of quick connects: grouped, searched, a page at a time, by mouse and by keyboard.
//!
//! Never knows what a press on one is for; whoever shows the list does.

use crate::components::Dispatch;
use crate::components::button::{Icon, arrow_keys, button, counts, note, off, picture};
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::live::part;
use crate::components::numbers::{Numbers, number_words};
use crate::dom;
use crate::dom::focus;
use crate::i18n::{Locale, text, use_locale, words, words::endpoint_words};
use crate::signals::{Memo, Signal, memo};
use crate::substring::holds;
use crate::view::{Directory, EndpointArn, EndpointKind, Intent, QuickConnect, View};
use leptos::{ev, ev::Event, ev::KeyboardEvent, ev::MouseEvent, prelude::*};
use std::rc::Rc;

/// Number of entries that are drawn at first, and more at each wish.
const PAGE: usize = 50;
/// Whom a call can be passed on to, in the order of the groups.
pub(crate) const EVERYBODY: &[EndpointKind] =
    &[EndpointKind::Agent, EndpointKind::Queue, EndpointKind::Number];

/// What a press on an entry does.
pub(crate) type Choose = Rc<dyn Fn(EndpointArn)>;

/// What drawing the list needs.
struct List {
    search: Signal<String>,
    shown: Signal<usize>,
    enabled: Memo<bool>,
    choose: StoredValue<Choose, LocalStorage>,
    /// What a press does, for those who do not see where the list stands.
    verb: Option<&'static str>,
    kinds: &'static [EndpointKind],
}

/// The list of these kinds with its search field; asks for the quick connects anew.
pub(crate) fn quick_connects(
    view: Signal<View>,
    enabled: Memo<bool>,
    verb: Option<&'static str>,
    kinds: &'static [EndpointKind],
    choose: Choose,
) -> AnyView {
    let locale = use_locale();
    if let Some(dispatch) = use_context::<Dispatch>()
        && view.with_untracked(|view| !matches!(view.directory, Directory::Loading(..)))
    {
        dispatch.send(Intent::LoadEndpoints);
    }
    let (search, shown) = (Signal::new(String::new()), Signal::new(PAGE));
    let choose = StoredValue::new_local(choose);
    let list = List { search, shown, enabled, choose, verb, kinds };
    let directory = memo(move |_| view.with(|view| view.directory.clone()));
    let numbers = use_context::<Numbers>();
    let entries = part(move || directory.with(|all| list.draw(locale, numbers, all)));
    let node = ElementRef::new();
    let on_input = move |input: Event| {
        search.set(event_target_value(&input));
        shown.set(PAGE);
    };
    let enter = move |key: KeyboardEvent| {
        if let Some(node) = node.get_untracked().filter(|_| key.key() == "ArrowDown") {
            key.prevent_default();
            focus::move_among(&node, ".entry", focus::FocusMove::First);
        }
    };
    together([
        el("label")
            .child(el("span").class("quiet").child(text!(locale, transfer.search)))
            .child(
                el("input")
                    .attr("type", "search")
                    .class("field")
                    .attr("autocomplete", "off")
                    .attr("placeholder", text!(locale, transfer.search))
                    .on(ev::input, on_input)
                    .on(ev::keydown, enter),
            )
            .into_any(),
        el("div")
            .class("entries")
            .attr("role", "group")
            .attr("aria-label", text!(locale, transfer.list))
            .on(ev::keydown, arrow_keys(node, ".entry", 1))
            .node_ref(node)
            .child(entries)
            .into_any(),
    ])
}

impl List {
    fn draw(&self, locale: Locale, numbers: Option<Numbers>, directory: &Directory) -> AnyView {
        match directory {
            Directory::Unknown | Directory::Loading(..) => {
                note("busy", text!(locale, transfer.loading).to_owned())
            }
            Directory::Failed(refusal) => {
                let again = text!(locale, button.try_again);
                let words = note("bad", words::refusal_words(locale, refusal));
                let again = button(again, Icon::Retry, Intent::LoadEndpoints, true, "");
                together([words, again])
            }
            Directory::Listed(all) if all.is_empty() => {
                note("", text!(locale, transfer.empty).to_owned())
            }
            Directory::Listed(all) => {
                let fits = |one: &QuickConnect| self.kinds.contains(&one.kind);
                let groups = all.iter().any(fits).then(|| self.groups(locale, numbers, all));
                let words = || note("", text!(locale, transfer.only_numbers).to_owned());
                let others = (!all.iter().all(fits)).then(words);
                together([maybe(groups), maybe(others)])
            }
        }
    }

    fn groups(&self, locale: Locale, numbers: Option<Numbers>, all: &[QuickConnect]) -> AnyView {
        let wanted = self.search.with(|search| dom::lower_case(search.trim()));
        let enabled = self.enabled.get();
        let mut room = self.shown.get();
        let (mut groups, mut left) = (Vec::<AnyView>::new(), false);
        for &kind in self.kinds {
            let mut found = all.iter().filter(|one| one.kind == kind && fits(one, &wanted));
            let entry = |one| self.entry(numbers, one, enabled);
            let entries: Vec<AnyView> = found.by_ref().take(room).map(entry).collect();
            room -= entries.len();
            left |= found.next().is_some();
            if !entries.is_empty() {
                let title = endpoint_words(locale, kind);
                let group = [
                    el("h4").child(title).into_any(),
                    el("ul").attr("aria-label", title).child(entries).into_any(),
                ];
                groups.push(together(group));
            }
        }
        if groups.is_empty() {
            return note("", text!(locale, transfer.no_match).to_owned());
        }
        let more = left.then(|| self.more(text!(locale, button.show_more)));
        together([groups.into_any(), maybe(more)])
    }

    fn more(&self, label: &'static str) -> AnyView {
        let all_shown = self.shown;
        let on_click = move |_: MouseEvent| all_shown.update(|shown| *shown += PAGE);
        el("button")
            .attr("type", "button")
            .class("button")
            .on(ev::click, on_click)
            .child(label)
            .into_any()
    }

    fn entry(&self, numbers: Option<Numbers>, one: &QuickConnect, enabled: bool) -> AnyView {
        let (choose, arn) = (self.choose, one.arn.clone());
        let on_click = move |click: MouseEvent| {
            if enabled && counts(&click) {
                // The list may close with it: the wish is taken out first.
                let choose = choose.get_value();
                choose(arn.clone());
            }
        };
        let verb =
            self.verb.map(|verb| el("span").class("unseen").child(verb).child(" ").into_any());
        let icon = match one.kind {
            EndpointKind::Agent | EndpointKind::Queue => Icon::Join,
            EndpointKind::Number => Icon::Call,
        };
        let number = one.number.as_ref().map(|number| {
            let number = number_words(numbers, number);
            el("span").class("quiet").child(" ").child(number).into_any()
        });
        let (name, title) = (one.name.as_str().to_owned(), one.name.as_str().to_owned());
        el("li")
            .child(
                el("button")
                    .attr("type", "button")
                    .class("entry")
                    .attr("aria-disabled", off(enabled))
                    .on(ev::click, on_click)
                    .child(picture(icon))
                    .child(verb)
                    .child(
                        el("span")
                            .class("entry-name")
                            .attr("dir", "auto")
                            .attr("title", title)
                            .child(name),
                    )
                    .child(number),
            )
            .into_any()
    }
}

/// Whether an entry has `wanted` in its name or number.
fn fits(one: &QuickConnect, wanted: &str) -> bool {
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    let has_digits =
        || !digits.is_empty() && one.number.as_ref().is_some_and(|n| holds(&n.digits(), &digits));
    holds(&dom::lower_case(one.name.as_str()), wanted) || has_digits()
}
