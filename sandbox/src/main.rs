//! Mounts the page that the address names.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use sandbox::ccp::CcpPage;
use sandbox::fusion::FusionPage;

fn main() {
    std::panic::set_hook(Box::new(|panic| leptos::logging::error!("{panic}")));
    let path = window().location().pathname().unwrap_or_default();
    match path.trim_end_matches('/').rsplit('/').next() {
        Some("sandbox-ccp") => mount_to_body(CcpPage),
        Some("sandbox-fusion") => mount_to_body(FusionPage),
        _ => mount_to_body(Neither),
    }
}

#[component]
fn Neither() -> impl IntoView {
    view! { <p role="alert">"The sandbox has two pages: sandbox-fusion and sandbox-ccp."</p> }
}
