//! Owns the routes; each is one segment deep, and `index.html` counts as the root (`design.md` 7).

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::StaticSegment;
use leptos_router::components::{FlatRoutes, Route, Router};

use super::base::Base;
use super::check::CheckPage;
use super::home::Home;
use crate::pages::TracePage;

/// The self-check.
pub(super) const CHECK_ROUTE: &str = "check";

/// The application.
#[component]
pub fn App() -> impl IntoView {
    let path = expect_context::<Base>().path;
    let base = (!path.is_empty()).then_some(Cow::Owned(path));
    view! {
        <Router base=base.unwrap_or_default()>
            <Screens />
        </Router>
    }
}

/// A path of one segment, the root's too: `path!("")` would be of another type, and bring another copy
/// of the matching.
const fn segment(name: &'static str) -> (StaticSegment<&'static str>,) {
    (StaticSegment(name),)
}

#[component]
fn Screens() -> impl IntoView {
    view! {
        <FlatRoutes fallback=Home>
            <Route path=segment("") view=Home />
            <Route path=segment("index.html") view=Home />
            <Route path=segment("trace") view=TracePage />
            <Route path=segment(CHECK_ROUTE) view=CheckPage />
        </FlatRoutes>
    }
}
