//! The one kind of button that sends an [`Intent`].

use crate::components::element::{AttrValue, El, el};
use crate::components::icon::{Icon, picture};
use crate::components::live::{memo, part, text, value};
use crate::dispatch::Dispatch;
use crate::view::Intent;
use leptos::{ev, ev::MouseEvent, prelude::*};

/// Whether a click counts: the second of a double click never does, so that it cannot undo the first
/// or hit what has just moved there.
pub(crate) fn counts(click: &MouseEvent) -> bool {
    click.detail() < 2
}

/// What a press does: sends `intent`, if the button is on.
pub(crate) fn press(intent: Intent, enabled: bool) -> Box<dyn FnMut(MouseEvent) + Send> {
    let dispatch = use_context::<Dispatch>();
    Box::new(move |click| {
        if enabled
            && counts(&click)
            && let Some(dispatch) = dispatch
        {
            dispatch.send(intent.clone());
        }
    })
}

/// The value of `aria-disabled`.
pub(crate) fn off(enabled: bool) -> Option<String> {
    (!enabled).then(|| "true".to_owned())
}

/// A button of a picture and a word, which is its accessible name and its tooltip.
pub(crate) fn worded(label: &str, icon: Icon, class: impl Into<AttrValue>) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .attr("title", label.to_owned())
        .child(picture(icon))
        .child(el("span").class("word").child(label.to_owned()))
}

/// A button as it is to look, and what it sends. Its word is its accessible name, with a picture before it; while off it
/// stays focusable, so that the keyboard is not lost. `class` says how it looks, and in a card its place.
#[derive(Clone, PartialEq)]
pub(crate) struct Button {
    pub(crate) label: String,
    pub(crate) icon: Icon,
    pub(crate) class: &'static str,
    pub(crate) intent: Intent,
    pub(crate) enabled: bool,
    /// For a toggle, whether it is on as Connect says; its name stays.
    pub(crate) pressed: Option<bool>,
    /// Whether what it asked for is not confirmed.
    pub(crate) busy: bool,
}

impl Button {
    /// A button that is no toggle.
    pub(crate) fn new(
        label: impl Into<String>,
        icon: Icon,
        intent: Intent,
        enabled: bool,
        class: &'static str,
    ) -> Self {
        Self { label: label.into(), icon, class, intent, enabled, pressed: None, busy: false }
    }

    /// The button, drawn.
    pub(crate) fn draw(&self) -> AnyView {
        worded(&self.label, self.icon, ["button ", self.class].concat())
            .attr("aria-pressed", self.pressed.map(|on| on.to_string()))
            .attr("aria-busy", self.busy.then(|| "true".to_owned()))
            .attr("aria-disabled", off(self.enabled))
            .on(ev::click, press(self.intent.clone(), self.enabled))
            .into_any()
    }
}

/// The place of a button that comes and goes; `leave` is called while it is on its way out.
pub(crate) fn slot(
    button: impl Fn() -> Option<Button> + Send + Sync + 'static,
    leave: impl Fn() + Send + 'static,
) -> AnyView {
    let button = memo(move |_| button());
    part(move || {
        let drawn = button.with(|button| button.as_ref().map(Button::draw));
        if drawn.is_none() {
            leave();
        }
        drawn.into_any()
    })
}

/// A button of which there are many: it is written to and not drawn anew when it goes on or off.
pub(crate) fn switched(
    label: impl Fn() -> String + Copy + Send + 'static,
    icon: Icon,
    intent: Intent,
    enabled: Memo<bool>,
    class: &'static str,
) -> AnyView {
    let dispatch = use_context::<Dispatch>();
    let on_click = move |click: MouseEvent| {
        if let Some(dispatch) = dispatch.filter(|_| enabled.get_untracked() && counts(&click)) {
            dispatch.send(intent.clone());
        }
    };
    el("button")
        .attr("type", "button")
        .class(class)
        .attr("title", value(move || Some(label())))
        .attr("aria-disabled", value(move || off(enabled.get())))
        .on(ev::click, on_click)
        .child(picture(icon))
        .child(el("span").class("word").child(text(label)))
        .into_any()
}

/// A button that stays as it is.
pub(crate) fn button(
    label: &str,
    icon: Icon,
    intent: Intent,
    enabled: bool,
    class: &'static str,
) -> AnyView {
    Button::new(label, icon, intent, enabled, class).draw()
}
