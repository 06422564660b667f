//! The toolbar's own page: configuration first, then the engine, then the agent's screen. The engine is started when the page
//! leads, and stopped when another window takes over.

use crate::components::element::{ElementRef, maybe, together};
use crate::signals::{Signal, hold};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::{Base, read_config};
use super::engine::{self, Engine, STREAMS, ccp_frame, open_bridge};
use super::number_reader::number_reader;
use super::pop_out::{open_host, popped_out};
use super::watches::{announcer, guard_close, watch_microphone, watch_sheets};
use crate::components::Dispatch;
use crate::components::foot::TraceSource;
use crate::components::later::later_part;
use crate::components::live::{effect, flag, part};
use crate::components::numbers::Numbers;
use crate::components::windows::{ControlsLocation, WindowAction, Windows};
use crate::config::{Config, NoConfig};
use crate::dom::{self, later, page, window};
use crate::domain::Event;
use crate::pages::{WindowNotice, config_errors, toolbar, window_screen};
use crate::telemetry::browser;
use crate::view::{ConnectHealth, View};
use crate::windows::{self, Claim, Lead};
use std::rc::Rc;

/// The toolbar's own page, or a window popped out of it.
pub(super) fn home() -> AnyView {
    if windows::is_popped_out(&window::search()) { later_part(popped_out) } else { phone_page() }
}

/// The page that runs the phone, unless another one does.
fn phone_page() -> AnyView {
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
                runtime.store_now();
                runtime.set_connect(None);
            }
        });
    });
    // What is read while the engine starts must not start it again.
    let draw = move |progress: &Progress| untrack(|| screen(progress, leadership, view));
    together([ccp_frame(ccp, view), part(move || progress.with(draw))])
}

/// What the page shows, as far as it has come.
fn screen(progress: &Progress, leadership: Leadership, view: Signal<View>) -> AnyView {
    match progress {
        Progress::Reading => maybe(None),
        Progress::Running(engine) => running(*engine, view),
        &Progress::Second { taken } => later_part(move || other_window_leads(leadership, taken)),
        Progress::Stopped(why) => {
            let why = why.clone();
            later_part(move || config_errors(&why))
        }
    }
}

/// The agent's screen on a running engine.
fn running(engine: Engine, view: Signal<View>) -> AnyView {
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
                browser::lose(&button);
            } else if let Some(runtime) = engine.runtime() {
                browser::ask(&button, &runtime.written_inputs());
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
    let tell = move |visible| engine.dispatch(Event::VisibilityChanged { visible });
    // A page that starts hidden never hears of a change.
    let own = web_sys::window();
    hold(own.as_ref().map(|own| engine.watch_activity(own)));
    tell(page::is_visible(own.as_ref()));
    hold(page::on_visibility(own, tell));
    let place = open_host(engine, view);
    watch_sheets(engine, view, place);
    let away = flag(move || place.get() == ControlsLocation::Away);
    open_bridge(engine);
    part(move || {
        if away.get() {
            later_part(|| window_screen(WindowNotice::Away))
        } else {
            untrack(|| toolbar(view))
        }
    })
}

/// The screen while another window runs the phone.
#[inline(never)]
fn other_window_leads(leadership: Leadership, taken: bool) -> AnyView {
    let place = Signal::new(ControlsLocation::Alone);
    Windows::provide(place, move |wish| {
        if wish == WindowAction::TakeOver {
            leadership.take_over();
        }
    });
    window_screen(WindowNotice::Second { taken })
}

/// How far the page has come.
enum Progress {
    /// The configuration is on its way; the page shows its skeleton.
    Reading,
    /// The engine runs.
    Running(Engine),
    /// Another window runs the phone; whether it took over from this one.
    Second { taken: bool },
    /// There is no configuration, or the page cannot run here.
    Stopped(NoConfig),
}

/// The page's place among the windows; a `Copy` handle.
#[derive(Clone, Copy)]
struct Leadership {
    progress: Signal<Progress>,
    view: Signal<View>,
    /// Where the CCP's frame goes.
    ccp: ElementRef,
    parts: StoredValue<LeadParts, LocalStorage>,
}

struct LeadParts {
    base: Base,
    config: Option<Rc<Config>>,
    lead: Option<Lead>,
    /// Counts the changes of the place; who waited for another one waits no more.
    turn: u32,
}

impl Leadership {
    /// Shows in `progress` what runs, and gives `view` to the engine; ends with its owner.
    fn new(progress: Signal<Progress>, view: Signal<View>, ccp: ElementRef) -> Self {
        let parts = LeadParts { base: Base::read(), config: None, lead: None, turn: 0 };
        Self { progress, view, ccp, parts: StoredValue::new_local(parts) }
    }

    /// What the toolbar was set up with.
    fn config(self) -> Option<Rc<Config>> {
        self.parts.try_with_value(|parts| parts.config.clone()).flatten()
    }

    /// Runs the phone, unless another window does.
    async fn begin(self) {
        let turn = self.next_turn();
        // The configuration comes down by itself meanwhile, by the start script of the page.
        let claim = windows::claim().await;
        let url = self.parts.with_value(|parts| parts.base.config());
        match read_config(&url).await {
            Ok(config) => {
                self.parts.try_update_value(|parts| parts.config = Some(Rc::new(config)));
                self.settle(turn, claim);
            }
            Err(why) => self.progress.set(Progress::Stopped(why)),
        }
    }

    /// Runs the phone here; the window that did so until now stops.
    fn take_over(self) {
        let turn = self.next_turn();
        spawn_local(async move { self.settle(turn, windows::take_over().await) });
    }

    fn settle(self, turn: u32, claim: Claim) {
        // A claim that comes too late is given back by dropping it.
        if !self.is_turn(turn) {
            return;
        }
        match claim {
            Claim::Leads(lead) => {
                let lost = lead.lost();
                self.parts.try_update_value(|parts| parts.lead = Some(lead));
                let engine = self.run(true);
                spawn_local(async move {
                    if lost.await {
                        self.stand_down(engine);
                    }
                });
            }
            Claim::Unknown => drop(self.run(false)),
            Claim::Taken => self.wait(false),
        }
    }

    /// Starts the engine; `seen` tells whether the browser lets windows know of one another.
    fn run(self, seen: bool) -> Option<Engine> {
        let config = self.config()?;
        let bits = match dom::random_seed() {
            Ok(bits) => bits,
            Err(denied) => {
                self.progress.set(Progress::Stopped(NoConfig::Unreadable(denied.to_string())));
                return None;
            }
        };
        let engine = Engine::start(config, bits, self.view);
        if let Some(runtime) = engine.runtime().filter(|_| !seen) {
            runtime.note_windows_unseen();
        }
        // Before the screen is drawn, for the CCP comes from another process, which takes the longest.
        let streams = self.parts.try_with_value(|parts| parts.base.file(STREAMS));
        engine::start_connect(engine, self.ccp, streams.unwrap_or_default());
        self.progress.set(Progress::Running(engine));
        Some(engine)
    }

    /// Stops, lets the next one begin, and waits.
    fn stand_down(self, engine: Option<Engine>) {
        if let Some(engine) = engine {
            engine.stop();
        }
        self.wait(true);
        self.view.set(View::default());
        let lead = self.parts.try_update_value(|parts| parts.lead.take());
        drop(lead);
    }

    fn wait(self, taken: bool) {
        let turn = self.next_turn();
        self.progress.set(Progress::Second { taken });
        spawn_local(async move {
            while windows::freed(move || self.is_turn(turn)).await {
                // Another window may have been quicker.
                match windows::claim().await {
                    Claim::Taken => {}
                    claim @ (Claim::Leads(_) | Claim::Unknown) => return self.settle(turn, claim),
                }
            }
        });
    }

    fn next_turn(self) -> u32 {
        let turn = self.parts.try_update_value(|parts| {
            parts.turn += 1;
            parts.turn
        });
        turn.unwrap_or_default()
    }

    fn is_turn(self, turn: u32) -> bool {
        self.parts.try_with_value(|parts| parts.turn == turn).unwrap_or_default()
    }
}
