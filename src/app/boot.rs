//! Owns the first steps of the page, before there is anything to show.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_i18n::td_string;

use super::base::Base;
use super::routes::{App, CHECK_ROUTE};
use crate::dom::{page, probe};
use crate::i18n::{self, Locale};
use crate::pages::{Fatal, FatalCause};
use crate::telemetry::crash;

/// Starts the application in this page.
pub fn boot() {
    let locale = i18n::choose_locale(None, &page::languages());
    page::set_language(i18n::tag(locale));
    install_crash_banner(locale);
    remove_skeleton();
    if let Some(cause) = obstacle() {
        mount_to_body(move || {
            i18n::speak(locale);
            view! { <Fatal cause /> }
        });
    } else {
        mount_to_body(move || {
            i18n::speak(locale);
            provide_context(Base::read());
            view! { <App /> }
        });
    }
}

/// What no configuration could mend.
fn obstacle() -> Option<FatalCause> {
    // The self-check says this among the rest, and needs nothing that an insecure page lacks.
    if !probe::is_secure() && !page::address().ends_with(CHECK_ROUTE) {
        return Some(FatalCause::InsecureContext);
    }
    // The router panics where the browser denies history, as in a frame sandboxed too far.
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
