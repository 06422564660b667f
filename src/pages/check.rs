//! The page of the self-check: each step with its result, cause, remedy and button; the headers for
//! each server; and the report.
//!
//! Never looks or judges: findings come in, presses go out.

use crate::check::{Act, Check, Finding, Findings, Group, Verdict, acts};
use crate::components::button::{Icon, picture, replace_page};
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::live::{part, text};
use crate::dom::{page, probe};
use crate::i18n::check_words::{act_words, cause_words, check_words, group_words, verdict_words};
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Signal, memo};
use leptos::callback::{Callable, UnsyncCallback};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// What the page can have done.
#[derive(Clone)]
pub(crate) struct CheckActions {
    /// Does what a button beside a step says.
    pub(crate) act: UnsyncCallback<Act>,
    /// Writes the report.
    pub(crate) report: UnsyncCallback<(), String>,
    /// The address of the toolbar.
    pub(crate) toolbar: String,
    /// The headers for each kind of server, by its name.
    pub(crate) blocks: Vec<(&'static str, String)>,
}

/// The page before there is anything to show.
pub(crate) fn checking() -> AnyView {
    let locale = use_locale();
    el("main")
        .class("page")
        .child(el("h1").child(text!(locale, check.title)))
        .child(el("p").attr("role", "status").child(text!(locale, check.reading)))
        .into_any()
}

/// The page.
pub(crate) fn checks(findings: Signal<Findings>, actions: CheckActions) -> AnyView {
    let locale = use_locale();
    let CheckActions { act, report, toolbar, blocks } = actions;
    let groups: Vec<AnyView> =
        Group::ALL.into_iter().map(|kind| group(locale, kind, findings, act)).collect();
    let back = replace_page(toolbar.clone());
    let copy = copy_button(text!(locale, check.copy_report), move || report.run(()));
    el("main")
        .class("page check")
        .child(el("h1").child(text!(locale, check.title)))
        .child(el("p").child(text!(locale, check.lead)))
        .child(
            el("p")
                .class("check-sum")
                .attr("role", "status")
                .attr("data-testid", "summary")
                .child(text(move || findings.with(|findings| summary(locale, findings)))),
        )
        .child(
            el("div")
                .class("row")
                .child(copy)
                .child(
                    el("button")
                        .attr("type", "button")
                        .class("button")
                        .on(ev::click, |_| page::reload())
                        .child(picture(Icon::Retry))
                        .child(el("span").class("word").child(text!(locale, check.again))),
                )
                .child(
                    el("a")
                        .attr("href", toolbar)
                        .attr("rel", "external")
                        .on(ev::click, back)
                        .child(text!(locale, check.back)),
                ),
        )
        .child(groups)
        .child(headers(locale, blocks))
        .into_any()
}

/// How many steps came to what, once all are known.
fn summary(locale: Locale, findings: &Findings) -> String {
    if findings.count(Verdict::Running) > 0 {
        return text!(locale, check.running).to_owned();
    }
    let counts = [
        ("{failed}", Verdict::Failed),
        ("{advice}", Verdict::Advice),
        ("{unknown}", Verdict::Unknown),
        ("{passed}", Verdict::Passed),
    ];
    let mut line = text!(locale, check.summary).to_owned();
    for (place, verdict) in counts {
        line = words::fill(&line, place, &findings.count(verdict).to_string());
    }
    line
}

fn group(
    locale: Locale,
    kind: Group,
    findings: Signal<Findings>,
    act: UnsyncCallback<Act>,
) -> AnyView {
    let steps: Vec<AnyView> =
        kind.checks().iter().map(|check| step(locale, *check, findings, act)).collect();
    let label = group_words(locale, kind);
    el("section")
        .attr("aria-label", label)
        .child(el("h2").child(label))
        .child(el("ul").class("check-list").child(steps))
        .into_any()
}

fn step(
    locale: Locale,
    check: Check,
    findings: Signal<Findings>,
    act: UnsyncCallback<Act>,
) -> AnyView {
    let found = memo(move |_| findings.with(|findings| findings.of(check).cloned()));
    let name = check_words(locale, check);
    let draw = move || {
        let found = found.get();
        let verdict = found.as_ref().map_or(Verdict::Running, |found| found.cause.verdict());
        let word = verdict_words(locale, verdict);
        let rest = found.map(|found| outcome(locale, check, found, act));
        el("div")
            .class("check-step")
            .attr("data-tone", tone(verdict))
            .attr("data-verdict", verdict.code())
            .child(el("h3").child(name))
            .child(el("span").class("check-verdict").child(picture(icon(verdict))).child(word))
            .child(rest)
            .into_any()
    };
    el("li").attr("data-testid", check.code()).child(part(draw)).into_any()
}

/// Cause, what exactly, remedy and buttons.
fn outcome(locale: Locale, check: Check, found: Finding, act: UnsyncCallback<Act>) -> AnyView {
    let (tell, fix) = cause_words(locale, found.cause);
    let Finding { cause, detail } = found;
    let detail = (!detail.is_empty()).then(|| el("p").class("quote").child(detail).into_any());
    let fix = (!fix.is_empty()).then(|| el("p").class("check-fix").child(fix).into_any());
    let buttons = acts(check, cause).iter().map(|action| {
        let action = *action;
        el("button")
            .attr("type", "button")
            .class("button")
            .on(ev::click, move |_| act.run(action))
            .child(el("span").class("word").child(act_words(locale, action)))
            .into_any()
    });
    let buttons: Vec<AnyView> = buttons.collect();
    let buttons = (!buttons.is_empty()).then(|| el("div").class("row").child(buttons).into_any());
    el("div")
        .class("check-body")
        .child(el("p").child(tell))
        .child(detail)
        .child(fix)
        .child(buttons)
        .into_any()
}

fn headers(locale: Locale, blocks: Vec<(&'static str, String)>) -> Option<AnyView> {
    if blocks.is_empty() {
        return None;
    }
    let label = text!(locale, check.headers);
    let blocks = blocks.into_iter().map(|(server, block)| {
        let copied = block.clone();
        let name = words::fill(text!(locale, check.copy_block), "{server}", server);
        el("details")
            .class("check-block")
            .child(el("summary").child(server))
            .child(
                el("pre")
                    .class("quote")
                    .attr("tabindex", "0")
                    .attr("role", "region")
                    .attr("aria-label", server)
                    .child(block),
            )
            .child(copy_button(&name, move || copied.clone()))
            .into_any()
    });
    let section = el("section")
        .attr("aria-label", label)
        .child(el("h2").child(label))
        .child(el("p").child(text!(locale, check.headers_lead)))
        .child(blocks.collect::<Vec<AnyView>>());
    Some(section.into_any())
}

/// A button that copies, and says that it did; where the browser forbids it, the text to copy by hand.
fn copy_button(label: &str, text: impl Fn() -> String + Send + 'static) -> AnyView {
    let locale = use_locale();
    let area = ElementRef::new();
    let by_hand = Signal::new(None::<String>);
    let copied = Signal::new(false);
    let on_click = move |_| {
        let text = text();
        spawn_local(async move {
            let taken = probe::copy(&text).await;
            copied.set(taken);
            by_hand.set((!taken).then_some(text));
        });
    };
    // Selected as soon as it is there, so that one key copies it.
    Effect::new(move |_| {
        if let Some(area) = area.get()
            && by_hand.with(Option::is_some)
        {
            area.unchecked_ref::<HtmlTextAreaElement>().select();
            if probe::copy_selected() {
                copied.set(true);
            }
        }
    });
    let note = move || {
        let text = by_hand.get();
        let said = copied.get().then_some(text!(locale, check.copied));
        let area = text.map(|text| {
            let label = text!(locale, check.copy_hand);
            el("textarea")
                .class("quote")
                .node_ref(area)
                .attr("readonly", true)
                .attr("rows", "6")
                .attr("aria-label", label)
                .child(text)
                .into_any()
        });
        together([el("span").attr("role", "status").child(said).into_any(), maybe(area)])
    };
    el("div")
        .class("check-copy")
        .child(
            el("button")
                .attr("type", "button")
                .class("button")
                .on(ev::click, on_click)
                .child(picture(Icon::Notes))
                .child(el("span").class("word").child(label.to_owned())),
        )
        .child(part(note))
        .into_any()
}

fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Running => "info",
        Verdict::Passed => "ok",
        Verdict::Advice => "wait",
        Verdict::Failed => "bad",
        Verdict::Unknown | Verdict::NotApplicable => "off",
    }
}

fn icon(verdict: Verdict) -> Icon {
    match verdict {
        Verdict::Passed => Icon::Check,
        Verdict::Advice | Verdict::Failed => Icon::Alert,
        Verdict::Running | Verdict::Unknown | Verdict::NotApplicable => Icon::Info,
    }
}
