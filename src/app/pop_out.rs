//! The controls in a window popped out of this page: drawn there by this page, which goes on to run the phone.

use std::any::Any;

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::engine::Engine;
use super::popped_out::CALL;
use crate::components::live::effect;
use crate::components::windows::{Place, Windows, Wish};
use crate::dispatch::Dispatch;
use crate::dom::{stage, window};
use crate::domain::{Event, RefusedMessage};
use crate::pages::Toolbar;
use crate::view::{Intent, Phase, Transport, View};
use crate::windows::{HostNews, PopOutHost};

/// What is drawn into a window; dropping it takes it away.
type Drawn = Box<dyn Any>;

/// Opens the host for the window until the present owner is gone, and gives the components below their wishes; tells
/// where the controls are.
pub(super) fn open_host(engine: Engine, view: ReadSignal<View>) -> RwSignal<Place> {
    let here = |apart| if window::is_framed() { Place::Framed { apart } } else { Place::Alone };
    let place = RwSignal::new(here(false));
    let host = StoredValue::new_local(None::<PopOutHost>);
    let drawn = StoredValue::new_local(None::<Drawn>);
    let owner = Owner::current().unwrap_or_default();
    let opened = PopOutHost::open(move |told| match told {
        HostNews::Joined(window, element) => {
            place.try_set(Place::Away);
            let owner = owner.clone();
            // After the controls of this page are gone, for there is one keyboard and one title.
            spawn_local(async move {
                let activity = engine.watch_activity(&window);
                stage::set(Some(window));
                let shown = owner.with(|| draw(engine, view, host, &element));
                let shown: Drawn = Box::new((shown, activity));
                drop(drawn.try_update_value(|drawn| drawn.replace(shown)));
            });
        }
        HostNews::Left => spawn_local(async move {
            // A button in it may be what sent it away, so not in that button's own task.
            drop(drawn.try_update_value(Option::take));
            stage::set(None);
            place.try_set(here(false));
        }),
        HostNews::KeptApart => drop(place.try_set(here(true))),
        HostNews::Refused(origin) => {
            // The transport by postMessage hears the same message, and has refused it.
            if view.with_untracked(|view| view.health.transport != Some(Transport::Mca))
                && let Some(runtime) = engine.runtime()
            {
                let why = RefusedMessage::WrongOrigin(origin);
                runtime.dispatch(Event::MessageRefused { why, count: 1 });
            }
        }
    });
    host.set_value(Some(opened));
    on_cleanup(move || {
        stage::set(None);
        // An engine that was stopped has been taken over from.
        let host = host.try_update_value(Option::take).flatten();
        if let Some(host) = host.filter(|_| engine.runtime().is_none()) {
            host.hand_over();
        }
    });
    Windows::provide(place, move |wish| match wish {
        Wish::PopOut => {
            let opened = host.try_with_value(|host| host.as_ref().is_some_and(PopOutHost::pop_out));
            if opened == Some(false) {
                place.try_set(here(true));
            }
        }
        Wish::PopIn => pop_in(host),
        Wish::Close | Wish::TakeOver => {}
    });
    place
}

fn pop_in(host: StoredValue<Option<PopOutHost>, LocalStorage>) {
    host.try_with_value(|host| host.as_ref().map(PopOutHost::pop_in));
}

/// Draws the controls into the window.
fn draw(
    engine: Engine,
    view: ReadSignal<View>,
    host: StoredValue<Option<PopOutHost>, LocalStorage>,
    element: &Element,
) -> Drawn {
    let place = RwSignal::new(Place::View { sign_in_there: false });
    let element = element.clone();
    // Its own program may have to say, without this page, whether a call goes on.
    let noted = element.clone();
    let handle = mount_to(element.unchecked_into(), move || {
        Windows::provide(place, move |wish| {
            if wish == Wish::PopIn {
                pop_in(host);
            }
        });
        provide_context(Dispatch::new(move |intent| {
            if intent == Intent::SignIn {
                place.set(Place::View { sign_in_there: true });
            } else {
                engine.send(intent);
            }
        }));
        effect(move || {
            let live = |phase| matches!(phase, Phase::Connected | Phase::Connecting);
            let call = view.with(|view| view.cards.iter().any(|card| live(card.phase)));
            let _ = noted.toggle_attribute_with_force(CALL, call);
        });
        view! { <Toolbar view /> }
    });
    Box::new(handle)
}
