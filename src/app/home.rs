//! The toolbar's own page: configuration first, then the engine, then the agent's screen.

use crate::components::element::{ElementRef, together};
use crate::signals::{Signal, hold};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::{Base, Progress};
use super::engine::{CcpFrame, Engine, FusionBridge};
use super::lead::Leadership;

use super::number_reader::number_reader;
use super::pop_out::{PoppedOut, open_host};
use super::watches::{announcer, guard_close, watch_microphone, watch_sheets};
use crate::components::later::later_part;
use crate::components::live::{effect, flag, part};
use crate::components::numbers::Numbers;
use crate::components::trace::TraceSource;
use crate::components::windows::{ControlsLocation, WindowAction, Windows};
use crate::dispatch::Dispatch;
use crate::dom::{later, page, window};
use crate::domain::Event;
use crate::pages::{ConfigErrors, Toolbar, WindowNotice, WindowScreen};
use crate::telemetry::crash;
use crate::view::{ConnectHealth, View};
use crate::windows;

/// The toolbar's own page, or a window popped out of it.
#[component]
pub fn Home() -> impl IntoView {
    if windows::is_popped_out(&window::search()) {
        later_part(|| view! { <PoppedOut /> }.into_any())
    } else {
        view! { <Whole /> }.into_any()
    }
}

/// The page that runs the phone, unless another one does.
#[component]
fn Whole() -> impl IntoView {
    let progress = Signal::new(Progress::Reading);
    let view = Signal::new(View::default());
    let ccp = ElementRef::new();
    let leadership = Leadership::new(progress, view, ccp);
    spawn_local(leadership.begin());
    effect(move || {
        if progress.with(|progress| !matches!(progress, Progress::Reading)) {
            page::remove_skeleton();
        }
    });
    on_cleanup(move || {
        progress.with_untracked(|progress| {
            if let Progress::Running(engine) = progress
                && let Some(runtime) = engine.runtime()
            {
                runtime.set_connect(None);
            }
        });
    });
    let screen = part(move || progress.with(|progress| screen(progress, leadership, view)));
    together([view! { <CcpFrame place=ccp view /> }.into_any(), screen])
}

/// What the page shows, as far as it has come.
fn screen(progress: &Progress, leadership: Leadership, view: Signal<View>) -> AnyView {
    match progress {
        Progress::Reading => ().into_any(),
        Progress::Running(engine) => view! { <Running engine=*engine view /> }.into_any(),
        &Progress::Second { taken } => {
            later_part(move || view! { <Second leadership taken /> }.into_any())
        }
        Progress::Stopped(why) => {
            let why = why.clone();
            later_part(move || view! { <ConfigErrors why=why.clone() /> }.into_any())
        }
    }
}

/// The agent's screen on a running engine.
#[component]
fn Running(engine: Engine, view: Signal<View>) -> impl IntoView {
    let config = engine.config();
    let (country, without_plus) = config
        .map(|config| (config.default_country.clone(), config.without_plus))
        .unwrap_or_default();
    let base = Base::read();
    let connected = move || view.with(|view| view.health.connect == ConnectHealth::Ready);
    Numbers::provide(&base.href, &country, without_plus, connected);
    if let Some(runtime) = engine.runtime() {
        runtime.set_reader(number_reader(&base, &country, without_plus, runtime.sink()));
        runtime.set_announcer(announcer(engine));
    }
    watch_microphone(engine);
    guard_close(view);
    provide_context(Dispatch::new(move |intent| engine.send(intent)));
    provide_context(TraceSource::new(move |button| {
        spawn_local(async move {
            if !later::bring().await {
                crash::lose(&button);
            } else if let Some(runtime) = engine.runtime() {
                crash::ask(&button, &runtime.kept());
            }
        });
    }));
    // A call may need any of it, and its agent has no time to wait.
    let calls = flag(move || view.with(|view| !view.cards.is_empty()));
    effect(move || {
        if calls.get()
            && let Some(part) = later::begin()
        {
            spawn_local(async move {
                // Whoever needs it says so if it cannot be had.
                part.await;
            });
        }
    });
    let tell = move |visible| {
        if let Some(runtime) = engine.runtime() {
            runtime.dispatch(Event::VisibilityChanged { visible });
        }
    };
    // A page that starts hidden never hears of a change.
    let own = web_sys::window();
    hold(own.as_ref().map(|own| engine.watch_activity(own)));
    tell(page::is_visible(own.as_ref()));
    hold(page::on_visibility(own, tell));
    let place = open_host(engine, view);
    watch_sheets(engine, view, place);
    let away = flag(move || place.get() == ControlsLocation::Away);
    let screen = part(move || {
        if away.get() {
            later_part(|| view! { <WindowScreen notice=WindowNotice::Away /> }.into_any())
        } else {
            view! { <Toolbar view /> }.into_any()
        }
    });
    together([view! { <FusionBridge engine /> }.into_any(), screen])
}

/// The screen while another window runs the phone.
#[component]
fn Second(leadership: Leadership, taken: bool) -> impl IntoView {
    let place = Signal::new(ControlsLocation::Alone);
    Windows::provide(place, move |wish| {
        if wish == WindowAction::TakeOver {
            leadership.take_over();
        }
    });
    view! { <WindowScreen notice=WindowNotice::Second { taken } /> }
}
