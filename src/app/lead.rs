//! Who runs the phone: this page's engine is started when the page leads, and stopped when another
//! window takes over.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

use super::base::{Base, Progress, read_config};
use super::engine::{self, Engine, STREAMS};
use crate::components::element::ElementRef;
use crate::config::{Config, NoConfig};
use crate::dom;
use crate::signals::Signal;
use crate::view::View;
use crate::windows::{self, Claim, Lead};

/// The page's place among the windows; a `Copy` handle.
#[derive(Clone, Copy)]
pub(super) struct Leadership {
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
    pub(super) fn new(progress: Signal<Progress>, view: Signal<View>, ccp: ElementRef) -> Self {
        let parts = LeadParts { base: Base::read(), config: None, lead: None, turn: 0 };
        Self { progress, view, ccp, parts: StoredValue::new_local(parts) }
    }

    /// What the toolbar was set up with.
    pub(super) fn config(self) -> Option<Rc<Config>> {
        self.parts.try_with_value(|parts| parts.config.clone()).flatten()
    }

    /// Runs the phone, unless another window does.
    pub(super) async fn begin(self) {
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
    pub(super) fn take_over(self) {
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
            runtime.sees_no_windows();
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
