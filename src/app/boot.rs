//! Owns the first steps of the page, before there is anything to show.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::base::Base;
use super::home::Home;
use super::routes::{CHECK_ROUTE, TRACE_ROUTE, Tools};
use crate::dom::{page, probe};
use crate::i18n::{self, Locale};
use crate::pages::{Fatal, FatalCause};
use crate::telemetry::crash;

/// Starts the toolbar in this page.
pub fn boot() {
    let obstacle = insecure().or_else(without_history);
    start(obstacle, || view! { <Home /> }.into_any());
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
    start(obstacle, || view! { <Tools /> }.into_any());
}

/// Mounts the screen, unless something that no configuration could mend is in its way.
fn start(obstacle: Option<FatalCause>, screen: fn() -> AnyView) {
    let locale = i18n::choose_locale(None, &page::languages());
    page::set_language(i18n::tag(locale));
    install_crash_banner(locale);
    remove_skeleton();
    mount_to_body(move || {
        i18n::speak(locale);
        if let Some(cause) = obstacle {
            return view! { <Fatal cause /> }.into_any();
        }
        provide_context(Base::read());
        screen()
    });
}

fn insecure() -> Option<FatalCause> {
    (!probe::is_secure()).then_some(FatalCause::InsecureContext)
}

/// A frame that is sandboxed too far: the router panics there, and Streams finds no storage.
fn without_history() -> Option<FatalCause> {
    (!has_history()).then_some(FatalCause::HistoryDenied)
}

fn install_crash_banner(locale: Locale) {
    crash::install(crash::Words {
        title: td_string!(locale, fatal.crashed).to_owned(),
        remedy: td_string!(locale, fatal.crashed_tell).to_owned(),
        reload: td_string!(locale, button.reload).to_owned(),
        trace: td_string!(locale, trace.download).to_owned(),
    });
}

fn has_history() -> bool {
    let history = web_sys::window().and_then(|window| window.history().ok());
    history.is_some_and(|history| {
        history.state().is_ok_and(|state| history.replace_state(&state, "").is_ok())
    })
}

fn remove_skeleton() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(skeleton) = document.and_then(|document| document.get_element_by_id("skeleton")) {
        skeleton.remove();
    }
}
