//! Owns the routes; each is one segment deep, and `index.html` counts as the root (`design.md` 7).

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

use super::base::Base;
use super::home::Home;

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

#[cfg(not(any(debug_assertions, feature = "sandbox")))]
#[component]
fn Screens() -> impl IntoView {
    view! {
        <FlatRoutes fallback=Home>
            <Route path=path!("") view=Home />
            <Route path=path!("index.html") view=Home />
        </FlatRoutes>
    }
}

#[cfg(any(debug_assertions, feature = "sandbox"))]
#[component]
fn Screens() -> impl IntoView {
    use crate::sandbox::ccp::CcpPage;
    use crate::sandbox::fusion::FusionPage;
    view! {
        <FlatRoutes fallback=Home>
            <Route path=path!("") view=Home />
            <Route path=path!("index.html") view=Home />
            <Route path=path!("sandbox-ccp") view=CcpPage />
            <Route path=path!("sandbox-fusion") view=FusionPage />
        </FlatRoutes>
    }
}
