//! The frames of the toolbar: the one that Fusion opens, and a second one by mistake.
//!
//! Fusion speaks with the frame that spoke last, as with a page loaded anew.

#![allow(unreachable_pub, reason = "the component macro makes every component pub")]

use super::controls::presses;
use super::host::Host;
use crate::drawer::Group;
use leptos::prelude::*;

/// The frames.
#[component]
pub(super) fn ToolbarFrames(
    /// The desktop.
    host: Host,
    /// Whether the toolbar is open.
    open: RwSignal<bool>,
    /// Whether the second one is.
    second: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get() fallback=|| view! { <p>"Click Phone to open the toolbar."</p> }>
            <ToolbarFrame host title="Media toolbar" second=false />
        </Show>
        <Show when=move || second.get()>
            <ToolbarFrame host title="Second toolbar frame" second=true />
        </Show>
    }
}

/// What can be done with the windows of Fusion and of the toolbar.
#[component]
pub(super) fn Windows(
    /// The desktop.
    host: Host,
    /// Whether the second frame is open.
    second: RwSignal<bool>,
) -> impl IntoView {
    const LABELS: [&str; 4] =
        ["Reload toolbar", "Open the toolbar alone", "Second toolbar", "Reload Fusion only"];
    view! { <Group title="Windows">{presses(host, second, &LABELS)}</Group> }
}

#[component]
fn ToolbarFrame(host: Host, title: &'static str, second: bool) -> impl IntoView {
    let (usual_width, usual_height) = host.setup.with_value(|setup| setup.size.clone());
    let size = Memo::new(move |_| host.desktop.with(|desktop| desktop.size));
    let pixels = |count: u64| format!("{count}px");
    let width =
        move || size.get().and_then(|size| size.0).map_or_else(|| usual_width.clone(), pixels);
    let height = move || size.get().map_or_else(|| usual_height.clone(), |size| pixels(size.1));
    let source = host.address();
    let delegated = host.setup.with_value(|setup| setup.microphone);
    let allow = if delegated {
        "microphone; autoplay; clipboard-write"
    } else {
        "microphone 'none'; autoplay; clipboard-write"
    };
    view! {
        <iframe
            node_ref=if second { host.second } else { host.frame }
            title=title
            allow=allow
            style:width=width
            style:height=height
            src=source
        ></iframe>
    }
}
