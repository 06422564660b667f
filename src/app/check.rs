//! The self-check while it runs: it looks, has the findings judged, and holds what it opened.
//!
//! Never disturbs a toolbar: with one alive in this browser no second CCP is started, and what is
//! started takes no call and changes no state. Start at [`check_page`]; `run` is what is known, and sees to page and
//! browser, `outside` to Amazon Connect and to Fusion.

mod outside;
mod run;

use std::cell::RefCell;
use std::rc::Rc;

use crate::components::element::{ElementRef, el, together};
use crate::signals::Signal;
use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::{Base, read_config};
use crate::check::{Act, Cause, Check, Findings, links};
use crate::components::live::{effect, part};
use crate::dom::window;
use crate::pages::{CheckActions, checking, checks};
use outside::{ConnectCheck, FusionCheck};
use run::SelfCheck;

/// A run, and the links that it opened.
struct Started {
    run: Rc<SelfCheck>,
    phone: RefCell<Option<Rc<ConnectCheck>>>,
    link: RefCell<Option<Rc<FusionCheck>>>,
}

/// The self-check.
pub(super) fn check_page() -> AnyView {
    let findings = Signal::new(Findings::default());
    let run = SelfCheck::new(findings, Base::read());
    let started =
        Started { run: Rc::clone(&run), phone: RefCell::default(), link: RefCell::default() };
    // Whatever came of it.
    let config_read = Signal::new(false);
    let place = ElementRef::new();
    let held = StoredValue::new_local(Rc::new(started));
    spawn_local(async move {
        let read = read_config(&run.base.config()).await;
        run.judge_config(read);
        config_read.set(true);
        run.look().await;
    });
    effect(move || {
        if let (true, Some(place), Some(run)) =
            (config_read.get(), place.get(), held.try_get_value())
        {
            start(&run, &place);
        }
    });
    let screen = part(move || {
        if !config_read.get() {
            return checking();
        }
        let run = move || held.try_get_value();
        let known = held.try_with_value(|held| Rc::clone(&held.run));
        let actions = CheckActions {
            act: UnsyncCallback::new(move |act| {
                if let Some(run) = run() {
                    do_act(&run, act);
                }
            }),
            report: UnsyncCallback::new(move |()| {
                run().map(|run| run.run.report()).unwrap_or_default()
            }),
            toolbar: known
                .as_ref()
                .map(|run| format!("{}{}", run.base.href, window::search()))
                .unwrap_or_default(),
            blocks: known.map(|run| run.blocks()).unwrap_or_default(),
        };
        checks(findings, actions)
    });
    together([
        el("div")
            .class("ccp")
            .attr("aria-hidden", "true")
            .attr("inert", true)
            .node_ref(place)
            .into_any(),
        screen,
    ])
}

/// Does what the person asked for.
fn do_act(started: &Started, act: Act) {
    let run = &started.run;
    match act {
        Act::PopUp => run.open_window(),
        Act::Tone => run.play(),
        Act::Heard => run.answer_tone(Cause::SpeakerOk),
        Act::Unheard => run.answer_tone(Cause::SpeakerUnheard),
        Act::Microphone => run.open_microphone(),
        Act::Notify => run.ask_for_notifications(),
        Act::SignIn => {
            if let Some(phone) = started.phone.borrow().as_ref() {
                phone.sign_in();
            }
        }
        Act::TestCall => {
            if let Some(link) = started.link.borrow().as_ref() {
                link.offer();
            }
        }
    }
}

/// Starts what needs the configuration and a place in the page.
fn start(started: &Started, place: &web_sys::Element) {
    let run = &started.run;
    let Some(config) = run.config.borrow().clone() else {
        run.change(|findings| {
            links::not_started(Cause::NeedsConfig, findings);
            for check in [Check::Parameters, Check::Origin, Check::Transport, Check::Classification]
            {
                findings.set(check, Cause::NeedsConfig.into());
            }
        });
        let run = Rc::clone(run);
        return spawn_local(async move {
            outside::others(&run).await;
        });
    };
    started.link.replace(outside::start_fusion(run, &config));
    started.phone.replace(Some(outside::start_connect(run, config, place.clone())));
}
