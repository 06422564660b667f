//! The routes of the tools; each is one segment deep (`design.md` 7), and the start script of `index.html`
//! names them too, for it chooses the program by the address.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::StaticSegment;
use leptos_router::components::{FlatRoutes, Route, Router};

use super::base::Base;
use super::check::CheckPage;
use crate::pages::TracePage;

/// The self-check.
pub(super) const CHECK_ROUTE: &str = "check";
/// The page that plays a trace.
pub(super) const TRACE_ROUTE: &str = "trace";

/// The pages for administrators and support.
#[component]
pub(super) fn Tools() -> impl IntoView {
    let path = expect_context::<Base>().path;
    let base = (!path.is_empty()).then_some(Cow::Owned(path));
    view! {
        <Router base=base.unwrap_or_default()>
            <Screens />
        </Router>
    }
}

/// A path of one segment.
const fn segment(name: &'static str) -> (StaticSegment<&'static str>,) {
    (StaticSegment(name),)
}

#[component]
fn Screens() -> impl IntoView {
    view! {
        <FlatRoutes fallback=CheckPage>
            <Route path=segment(TRACE_ROUTE) view=TracePage />
            <Route path=segment(CHECK_ROUTE) view=CheckPage />
        </FlatRoutes>
    }
}
