//! A window popped out of the page that runs the phone: a place for the controls, which that page draws, and words for
//! when it does not. It never starts a phone or reads the memory.

use crate::components::element::el;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::Base;
use super::progress::{Progress, read_config};
use crate::components::live::{memo, part, value};
use crate::components::windows::{Place, Windows, Wish};
use crate::dom::{page, window};
use crate::pages::{ConfigErrors, WindowNotice, WindowScreen};
use crate::windows::{ClientNews, PLACE, PopOutClient};

/// The attribute of the place that says that a call is on.
pub(super) const CALL: &str = "data-call";

/// The window: its configuration first, which has the language.
#[component]
pub(super) fn PoppedOut() -> impl IntoView {
    let read = RwSignal::new(None::<Result<(), Progress>>);
    let base = expect_context::<Base>();
    let url = base.config();
    spawn_local(async move {
        let config = read_config(&url).await.map(drop);
        page::remove_skeleton();
        read.try_set(Some(config));
    });
    part(move || match read.get() {
        Some(Ok(())) => view! { <Controls /> }.into_any(),
        Some(Err(Progress::Unusable(errors))) => {
            let problems: Vec<_> = errors.into_iter().map(|e| (e.path, e.problem)).collect();
            view! { <ConfigErrors problems /> }.into_any()
        }
        Some(Err(Progress::Unreadable(cause))) => {
            view! { <ConfigErrors unreadable=Some(cause) /> }.into_any()
        }
        None | Some(Err(Progress::Reading | Progress::Running(_) | Progress::Second { .. })) => {
            ().into_any()
        }
    })
}

/// The place for the controls, or why there are none.
#[component]
fn Controls() -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let notice = RwSignal::new(None::<WindowNotice>);
    let client = PopOutClient::attend(move |news| {
        let call = place.get_untracked().is_some_and(|place| place.has_attribute(CALL));
        let told = notice_of(news, call);
        if told.is_some()
            && let Some(place) = place.get_untracked()
        {
            // A page that is gone has not always taken them away.
            place.set_text_content(None);
        }
        if told == Some(WindowNotice::PoppedIn) {
            window::close();
        }
        notice.try_set(told);
    });
    // Held until the component is gone.
    StoredValue::new_local(client);
    Windows::provide(RwSignal::new(Place::Alone), move |wish| {
        if wish == Wish::Close {
            window::close();
        }
    });
    let shown = memo(move |_| notice.get());
    let hidden = value(move || shown.get().map(|_| String::new()));
    let words = part(move || {
        shown.get().map(|notice| view! { <WindowScreen notice /> }.into_any()).into_any()
    });
    [el("div").attr("id", PLACE).node_ref(place).attr("hidden", hidden).into_any(), words]
}

/// What there is to say instead of the controls.
fn notice_of(news: ClientNews, call: bool) -> Option<WindowNotice> {
    match news {
        ClientNews::Shown => None,
        ClientNews::KeptApart => Some(WindowNotice::KeptApart),
        ClientNews::Lost => Some(WindowNotice::Lost { call }),
        ClientNews::Orphaned => Some(WindowNotice::Orphaned { call }),
        ClientNews::TakenOver => Some(WindowNotice::TakenOver),
        ClientNews::OtherVersion => Some(WindowNotice::OtherVersion),
        ClientNews::Replaced => Some(WindowNotice::Replaced),
        ClientNews::PoppedIn => Some(WindowNotice::PoppedIn),
    }
}
