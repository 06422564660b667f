//! The first steps of the page, before there is anything to show, and the routes of the tools.
//!
//! Each route is one segment deep (`design.md` 7), and the start script of `index.html` names them too, for it chooses
//! the program by the address.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_router::StaticSegment;
use leptos_router::components::{FlatRoutes, Route, Router};
use std::borrow::Cow;
use wasm_bindgen_futures::spawn_local;

use super::base;
use super::base::Base;
use super::check::check_page;
use super::home::home;
use crate::dom::{page, probe};
use crate::i18n::{text, use_locale};
use crate::pages::{FatalCause, fatal, trace_page};
use crate::telemetry::browser;

/// Starts the toolbar in this page.
pub fn boot() {
    let obstacle = insecure().or_else(without_history);
    start(obstacle, home);
}

/// Starts the pages beside the toolbar: the self-check and the one that plays a trace. In the toolbar's own page
/// it starts nothing.
pub fn boot_tools() {
    let address = page::address();
    let route = address.trim_end_matches('/').rsplit('/').next();
    // The self-check says that the page is not secure among the rest, and needs nothing that it then lacks.
    let checks = route == Some(CHECK_ROUTE);
    if !checks && route != Some(TRACE_ROUTE) {
        return;
    }
    let obstacle = insecure().filter(|_| !checks).or_else(without_history);
    start(obstacle, || {
        page::remove_skeleton();
        tools()
    });
}

/// Mounts the screen once there are words, unless something that no configuration could mend is in its way. The
/// screen takes away the skeleton of the page.
fn start(obstacle: Option<FatalCause>, screen: fn() -> AnyView) {
    spawn_local(async move {
        if let Err(cause) = base::speak(None).await {
            return page::keep_skeleton(&cause);
        }
        install_crash_banner();
        mount_to_body(move || {
            if let Some(cause) = obstacle {
                page::remove_skeleton();
                return fatal(cause);
            }
            screen()
        });
    });
}

fn insecure() -> Option<FatalCause> {
    (!probe::is_secure()).then_some(FatalCause::InsecureContext)
}

/// A frame that is sandboxed too far: the router panics there, and Streams finds no storage.
fn without_history() -> Option<FatalCause> {
    let history = web_sys::window().and_then(|window| window.history().ok());
    let works = history.is_some_and(|history| {
        history.state().is_ok_and(|state| history.replace_state(&state, "").is_ok())
    });
    (!works).then_some(FatalCause::HistoryDenied)
}

fn install_crash_banner() {
    let locale = use_locale();
    browser::install(browser::Words {
        title: text!(locale, fatal.crashed).to_owned(),
        remedy: text!(locale, fatal.crashed_tell).to_owned(),
        reload: text!(locale, button.reload).to_owned(),
        trace: text!(locale, trace.download).to_owned(),
    });
}

/// The self-check.
const CHECK_ROUTE: &str = "check";
/// The page that plays a trace.
const TRACE_ROUTE: &str = "trace";

/// The pages for administrators and support.
fn tools() -> AnyView {
    let path = Base::read().path();
    let base = (!path.is_empty()).then_some(Cow::Owned(path));
    let screens = view! {
        <Router base=base.unwrap_or_default()>
            <FlatRoutes fallback=check_page>
                <Route path=segment(TRACE_ROUTE) view=trace_page />
                <Route path=segment(CHECK_ROUTE) view=check_page />
            </FlatRoutes>
        </Router>
    };
    screens.into_any()
}

/// A path of one segment.
const fn segment(name: &'static str) -> (StaticSegment<&'static str>,) {
    (StaticSegment(name),)
}
