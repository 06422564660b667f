//! Owns the engine's line to a window popped out of its page.

use leptos::prelude::*;

use super::engine::Engine;
use crate::components::live::effect;
use crate::components::windows::{Place, Windows, Wish};
use crate::dom::window;
use crate::domain::Event;
use crate::domain::event::RefusedMessage;
use crate::view::{Transport, View};
use crate::windows::{Door, Told};

/// Opens the line until the present owner is gone, and gives the components below their wishes; tells
/// where the controls are.
pub(super) fn open_door(engine: Engine, view: ReadSignal<View>) -> RwSignal<Place> {
    let here = |apart| if window::is_framed() { Place::Framed { apart } } else { Place::Alone };
    let place = RwSignal::new(here(false));
    let report = move |why| {
        if let Some(runtime) = engine.runtime() {
            runtime.dispatch(Event::MessageRefused { why, count: 1 });
        }
    };
    let door = Door::open(move |told| match told {
        Told::Joined => drop(place.try_set(Place::Away)),
        Told::Left => drop(place.try_set(here(false))),
        Told::KeptApart => drop(place.try_set(here(true))),
        Told::Intended(intent) => engine.send(intent),
        Told::Refused(origin) => {
            // The transport by postMessage hears the same message, and has refused it.
            if view.with_untracked(|view| view.health.transport != Some(Transport::Mca)) {
                report(RefusedMessage::WrongOrigin(origin));
            }
        }
        Told::Garbled(why) => report(RefusedMessage::Garbled(why)),
    });
    let door = StoredValue::new_local(Some(door));
    effect(move || {
        view.with(|view| door.try_with_value(|door| door.as_ref().map(|door| door.show(view))));
    });
    on_cleanup(move || {
        // An engine that was stopped has been taken over from.
        let door = door.try_update_value(Option::take).flatten();
        if let Some(door) = door.filter(|_| engine.runtime().is_none()) {
            door.hand_over();
        }
    });
    Windows::provide(place, move |wish| match wish {
        Wish::PopOut => {
            let opened = door.try_with_value(|door| door.as_ref().is_some_and(Door::pop_out));
            if opened == Some(false) {
                place.try_set(here(true));
            }
        }
        Wish::PopIn => {
            door.try_with_value(|door| door.as_ref().map(Door::pop_in));
        }
        Wish::Close | Wish::TakeOver => {}
    });
    place
}
