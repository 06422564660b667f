//! The one kind of button that sends an [`Intent`], and the icons: drawn here, in one stroke style, coloured by the text
//! around them. Every icon is decoration; the word beside it says the same.

use leptos::ev;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::{
    prelude::*,
    tachys::renderer::{Rndr, types::Element},
};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::Dispatch;
use crate::components::element::{AttrValue, El, ElementRef, el, made, maybe};
use crate::components::live::{part, text, value};
use crate::dom::{focus, page};
use crate::signals::{Memo, memo};
use crate::view::Intent;

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

/// What a key means in a list of `items` in rows of `columns`: arrow keys lead from one to another.
pub(crate) fn arrow_keys(
    list: ElementRef,
    items: &'static str,
    columns: isize,
) -> impl FnMut(KeyboardEvent) + Send + 'static {
    move |key| {
        if let (Some(by), Some(list)) = (focus::key_move(&key.key(), columns), list.get_untracked())
        {
            key.prevent_default();
            focus::move_among(&list, items, by);
        }
    }
}

/// What a click on a link to `address` does: puts that page in the place of this one, without an entry in the history.
pub(crate) fn replace_page(address: String) -> impl FnMut(MouseEvent) + Send + 'static {
    move |click| {
        // Whoever wants another tab or window gets it.
        let here = !(click.ctrl_key() || click.meta_key() || click.shift_key());
        if here && page::replace(&address) {
            click.prevent_default();
        }
    }
}

/// A line that is announced, with its colour.
pub(crate) fn note(tone: &'static str, words: String) -> AnyView {
    el("p").class("note").attr("role", "status").attr("data-tone", tone).child(words).into_any()
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
        maybe(drawn)
    })
}

/// Gives the card the keyboard if the button at `place`, which is about to go away, has it: the next
/// Tab then finds the buttons of the new stage.
pub(crate) fn keep_focus(card: ElementRef, place: &str) {
    let Some(node) = card.try_get_untracked().flatten().filter(|_| focus::is_here()) else {
        return;
    };
    let holder = focus::holder().filter(|holder| node.contains(Some(holder)));
    let is_there = |holder: HtmlElement| holder.class_name().split(' ').any(|class| class == place);
    if holder.is_some_and(is_there) {
        focus::give_in_place(&node);
    }
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

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// Something is wrong.
    Alert,
    /// A handset, lifted.
    Call,
    /// A tick.
    Check,
    /// A cross.
    Close,
    /// A corner that points down: more opens here.
    Down,
    /// An arrow into a tray.
    Download,
    /// A handset, put down.
    HangUp,
    /// Two bars.
    Hold,
    /// An arrow that comes in.
    Inbound,
    /// Neutral news.
    Info,
    /// Two people.
    Join,
    /// Twelve keys.
    Keypad,
    /// A door with an arrow going out.
    Leave,
    /// Three dots.
    More,
    /// A microphone, struck through.
    Mute,
    /// A pen over paper: work after the call.
    Notes,
    /// An arrow that goes out.
    Outbound,
    /// A window in front of another.
    Panel,
    /// A handset with an arrow coming in.
    Ringing,
    /// A door with an arrow going in.
    SignIn,
    /// An arrow in a circle.
    Retry,
    /// An arrow out of a box.
    Show,
    /// Two arrows, there and back.
    Swap,
    /// A handset with an arrow going out.
    Transfer,
}

impl Icon {
    /// The drawing on a grid of 24 by 24.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
            Self::Call => {
                "M6.6 3.5 9.8 4.6 10.6 9 8.4 10.7a13 13 0 0 0 5 5L15 13.4l4.5.9 1 3.2c-.5 2-2.2 3.1-4 3A14.5 14.5 0 0 1 3.5 7.5c0-1.8 1.2-3.5 3.1-4z"
            }
            Self::Check => "M4.5 12.5 10 18 19.5 6.5",
            Self::Close => "M6 6 18 18M18 6 6 18",
            Self::Down => "M6 9 12 15 18 9",
            Self::Download => "M12 4v11M7.5 10.5 12 15l4.5-4.5M4 16v4h16v-4",
            Self::HangUp => {
                "M3 14.5c-.6-1.3-.3-2.8.8-3.7a13.5 13.5 0 0 1 16.4 0c1.1.9 1.4 2.4.8 3.7l-.5 1-4.2-.9-.4-2.7a13 13 0 0 0-7.8 0l-.4 2.7-4.2.9z"
            }
            Self::Hold => "M8.5 5v14M15.5 5v14",
            Self::Inbound => "M19 5 6 18M6 8v10h10",
            Self::Info => "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 11v5.5M12 7.5v.3",
            Self::Join => {
                "M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M15.5 5a3.5 3.5 0 0 1 0 6.5M18 14.6c2.1.9 3.5 2.8 3.5 5.4"
            }
            Self::Keypad => {
                "M6 5v.3M12 5v.3M18 5v.3M6 10v.3M12 10v.3M18 10v.3M6 15v.3M12 15v.3M18 15v.3M6 20v.3M12 20v.3M18 20v.3"
            }
            Self::Leave => "M14 4H5v16h9M10 12h11M17.5 8 21.5 12 17.5 16",
            Self::More => "M5 12h.3M12 12h.3M19 12h.3",
            Self::Mute => {
                "M9 9V6a3 3 0 0 1 6 0v5M15 14.2A3 3 0 0 1 9 12M5.5 11.5a6.5 6.5 0 0 0 10.6 5M18.5 11.5c0 .9-.2 1.8-.5 2.6M12 18v3M4 3.5 20 20.5"
            }
            Self::Notes => "M13 4H5v16h14v-7M9.5 14.5l.6-3L18 3.6 20.4 6l-7.9 7.9z",
            Self::Outbound => "M5 19 18 6M8 6h10v10",
            Self::Panel => "M4 8h11v11H4zM8 8V4h12v12h-5",
            Self::Ringing => {
                "M6.6 3.5 9.8 4.6 10.6 9 8.4 10.7a13 13 0 0 0 5 5L15 13.4l4.5.9 1 3.2c-.5 2-2.2 3.1-4 3A14.5 14.5 0 0 1 3.5 7.5c0-1.8 1.2-3.5 3.1-4zM20.5 3.5 14.5 9.5M14.5 5v4.5H19"
            }
            Self::SignIn => "M10 4h9v16h-9M3 12h11M10.5 8 14.5 12 10.5 16",
            Self::Retry => "M19.5 8.5A8.3 8.3 0 1 0 20.3 13M20 4v5h-5",
            Self::Show => "M14 4h6v6M20 4 11 13M18 14v6H4V6h6",
            Self::Swap => "M4 8.5h15M15.5 5 19 8.5 15.5 12M20 15.5H5M8.5 12 5 15.5 8.5 19",
            Self::Transfer => {
                "M6.6 3.5 9.8 4.6 10.6 9 8.4 10.7a13 13 0 0 0 5 5L15 13.4l4.5.9 1 3.2c-.5 2-2.2 3.1-4 3A14.5 14.5 0 0 1 3.5 7.5c0-1.8 1.2-3.5 3.1-4zM14.5 9.5 20.5 3.5M16 3.5h4.5V8"
            }
        }
    }
}

const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");

thread_local! {
    /// The icons that were drawn already, by their paths. To draw one takes six calls of the browser's, to copy it one.
    static DRAWN: RefCell<Vec<(&'static str, Element)>> = const { RefCell::new(Vec::new()) };
}

/// One icon, hidden from assistive technology.
pub(crate) fn picture(icon: Icon) -> AnyView {
    made(icon.path(), copied).into_any()
}

fn copied(path: &'static str) -> Element {
    DRAWN.with_borrow_mut(|all| {
        let known = all.iter().find(|(known, _)| *known == path).map(|(_, svg)| svg.clone());
        let svg = known.unwrap_or_else(|| {
            let svg = drawn(path);
            all.push((path, svg.clone()));
            svg
        });
        svg.clone_node_with_deep(true).map_or(svg, JsCast::unchecked_into)
    })
}

fn drawn(path: &'static str) -> Element {
    let svg = Rndr::create_element("svg", SVG);
    for (name, word) in [
        ("class", "icon"),
        ("viewBox", "0 0 24 24"),
        ("aria-hidden", "true"),
        ("focusable", "false"),
    ] {
        Rndr::set_attribute(&svg, name, word);
    }
    let line = Rndr::create_element("path", SVG);
    Rndr::set_attribute(&line, "d", path);
    Rndr::insert_node(&svg, &line, None);
    svg
}
