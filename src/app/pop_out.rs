//! The controls in a window popped out of this page: the page draws them there and goes on to run the phone; the window
//! is a place for them, with words for when nobody draws. It never starts a phone or reads the memory.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::any::Any;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::base::{Base, read_config};
use super::engine::Engine;
use crate::components::Dispatch;
use crate::components::element::{ElementRef, el, maybe, together};
use crate::components::live::{effect, part, value};
use crate::components::windows::{ControlsLocation, WindowAction, Windows};
use crate::config::NoConfig;
use crate::dom::{page, window};
use crate::domain::{Event, RefusedMessage};
use crate::pages::{WindowNotice, config_errors, toolbar, window_screen};
use crate::signals::{Signal, hold, memo};
use crate::view::{Intent, Phase, Transport, View};
use crate::windows::{CONTROLS_ID, ClientNews, Gone, HostNews, PopOutClient, PopOutHost};

/// What is drawn into a window; dropping it takes it away.
type Drawn = Box<dyn Any>;

/// Opens the host for the window until the present owner is gone, and gives the components below their wishes; tells
/// where the controls are.
pub(super) fn open_host(engine: Engine, view: Signal<View>) -> Signal<ControlsLocation> {
    let here = |apart| {
        if window::is_framed() {
            ControlsLocation::Framed { apart }
        } else {
            ControlsLocation::Alone
        }
    };
    let place = Signal::new(here(false));
    let host = StoredValue::new_local(None::<PopOutHost>);
    let drawn = StoredValue::new_local(None::<Drawn>);
    let owner = Owner::current().unwrap_or_default();
    let opened = PopOutHost::open(move |told| match told {
        HostNews::Joined(window, element) => {
            place.set(ControlsLocation::Away);
            let owner = owner.clone();
            // After the controls of this page are gone, for there is one keyboard and one title.
            spawn_local(async move {
                let activity = engine.watch_activity(&window);
                window::move_controls(Some(window));
                let shown = owner.with(|| draw(engine, view, host, &element));
                let shown: Drawn = Box::new((shown, activity));
                drop(drawn.try_update_value(|drawn| drawn.replace(shown)));
            });
        }
        HostNews::Left => spawn_local(async move {
            // A button in it may be what sent it away, so not in that button's own task.
            drop(drawn.try_update_value(Option::take));
            window::move_controls(None);
            place.set(here(false));
        }),
        HostNews::KeptApart => place.set(here(true)),
        HostNews::Refused(origin) => {
            // The transport by postMessage hears the same message, and has refused it.
            if view.with_untracked(|view| view.health.transport != Some(Transport::Mca)) {
                let why = RefusedMessage::WrongOrigin(origin);
                engine.dispatch(Event::MessageRefused { why, count: 1 });
            }
        }
    });
    host.set_value(Some(opened));
    on_cleanup(move || {
        window::move_controls(None);
        // An engine that was stopped has been taken over from.
        let host = host.try_update_value(Option::take).flatten();
        if let Some(host) = host.filter(|_| engine.runtime().is_none()) {
            host.hand_over();
        }
    });
    Windows::provide(place, move |wish| match wish {
        WindowAction::PopOut => {
            let opened = host.try_with_value(|host| host.as_ref().is_some_and(PopOutHost::pop_out));
            if opened == Some(false) {
                place.set(here(true));
            }
        }
        WindowAction::PopIn => pop_in(host),
        WindowAction::Close | WindowAction::TakeOver => {}
    });
    place
}

fn pop_in(host: StoredValue<Option<PopOutHost>, LocalStorage>) {
    host.try_with_value(|host| host.as_ref().map(PopOutHost::pop_in));
}

/// Draws the controls into the window.
fn draw(
    engine: Engine,
    view: Signal<View>,
    host: StoredValue<Option<PopOutHost>, LocalStorage>,
    element: &Element,
) -> Drawn {
    let place = Signal::new(ControlsLocation::PoppedOut { sign_in_there: false });
    let element = element.clone();
    // Its own program may have to say, without this page, whether a call goes on.
    let noted = element.clone();
    let handle = mount_to(element.unchecked_into(), move || {
        Windows::provide(place, move |wish| {
            if wish == WindowAction::PopIn {
                pop_in(host);
            }
        });
        provide_context(Dispatch::new(move |intent| {
            if intent == Intent::SignIn {
                place.set(ControlsLocation::PoppedOut { sign_in_there: true });
            } else {
                engine.send(intent);
            }
        }));
        effect(move || {
            let live = |phase| matches!(phase, Phase::Connected | Phase::Connecting);
            let call = view.with(|view| view.cards.iter().any(|card| live(card.phase)));
            let _ = noted.toggle_attribute_with_force(CALL, call);
        });
        toolbar(view)
    });
    Box::new(handle)
}

/// The attribute of the place that says that a call is on.
const CALL: &str = "data-call";

/// The window: its configuration first, which has the language.
#[inline(never)]
pub(super) fn popped_out() -> AnyView {
    let read = Signal::new(None::<Result<(), NoConfig>>);
    let url = Base::read().config();
    spawn_local(async move {
        let config = read_config(&url).await.map(drop);
        page::remove_skeleton();
        read.set(Some(config));
    });
    part(move || {
        read.with(|read| match read {
            Some(Ok(())) => controls(),
            Some(Err(why)) => config_errors(why),
            None => maybe(None),
        })
    })
}

/// The place for the controls, or why there are none.
fn controls() -> AnyView {
    let place = ElementRef::new();
    let notice = Signal::new(None::<WindowNotice>);
    let client = PopOutClient::attend(move |news| {
        let call = place.get_untracked().is_some_and(|place| place.has_attribute(CALL));
        let told = notice_of(news, call);
        if told.is_some()
            && let Some(place) = place.get_untracked()
        {
            // A page that is gone has not always taken them away.
            place.set_text_content(None);
        }
        if told == Some(WindowNotice::PoppedIn) {
            window::close();
        }
        notice.set(told);
    });
    hold(client);
    Windows::provide(Signal::new(ControlsLocation::Alone), move |wish| {
        if wish == WindowAction::Close {
            window::close();
        }
    });
    let shown = memo(move |_| notice.get());
    let hidden = value(move || shown.get().map(|_| String::new()));
    let words = part(move || maybe(shown.get().map(window_screen)));
    together([
        el("div").attr("id", CONTROLS_ID).node_ref(place).attr("hidden", hidden).into_any(),
        words,
    ])
}

/// What there is to say instead of the controls.
fn notice_of(news: ClientNews, call: bool) -> Option<WindowNotice> {
    match news {
        ClientNews::Shown => None,
        ClientNews::KeptApart => Some(WindowNotice::KeptApart),
        ClientNews::Orphaned => Some(WindowNotice::Orphaned { call }),
        ClientNews::OtherVersion => Some(WindowNotice::OtherVersion),
        ClientNews::Gone(Gone::Closed) => Some(WindowNotice::Lost { call }),
        ClientNews::Gone(Gone::Crashed) => Some(WindowNotice::Crashed),
        ClientNews::Gone(Gone::PoppedIn) => Some(WindowNotice::PoppedIn),
        ClientNews::Gone(Gone::Replaced) => Some(WindowNotice::Replaced),
        ClientNews::Gone(Gone::TakenOver) => Some(WindowNotice::TakenOver),
    }
}
