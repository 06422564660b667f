//! Owns a window popped out of the page that runs the phone: it shows what that page shows.
//!
//! Must never start an engine or read the memory; and what needs the click itself happens here or is said
//! to happen there.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::Base;
use super::home::{Stage, read_config, speak};
use crate::components::live::{memo, part};
use crate::components::numbers::Numbers;
use crate::components::windows::{Place, Said, Windows, Wish};
use crate::config::Config;
use crate::connect;
use crate::dispatch::Dispatch;
use crate::dom::{microphone, window};
use crate::pages::{ConfigErrors, Toolbar, WindowNotice, WindowScreen};
use crate::view::{Intent, Phase, View};
use crate::windows::{Guest, News};

/// The window: its configuration first, which has the language and the country.
#[component]
pub(super) fn PoppedOut() -> impl IntoView {
    let read = RwSignal::new(None::<Result<Config, Stage>>);
    let base = expect_context::<Base>();
    let url = base.config();
    spawn_local(async move {
        let config = read_config(&url).await;
        read.try_set(Some(config));
    });
    part(move || match read.get() {
        Some(Ok(config)) => view! { <Controls config /> }.into_any(),
        Some(Err(Stage::Unusable(errors))) => {
            let problems: Vec<_> = errors.into_iter().map(|e| (e.path, e.problem)).collect();
            view! { <ConfigErrors problems /> }.into_any()
        }
        Some(Err(Stage::Unreadable(cause))) => {
            view! { <ConfigErrors unreadable=Some(cause) /> }.into_any()
        }
        None | Some(Err(Stage::Reading | Stage::Running(_) | Stage::Second { .. })) => {
            ().into_any()
        }
    })
}

/// The controls, as long as there is an engine to show them for.
#[component]
fn Controls(config: Config) -> impl IntoView {
    speak(Some(&config));
    let base = expect_context::<Base>();
    Numbers::provide(&base.href, &config.default_country, config.without_plus);
    let view = RwSignal::new(View::default());
    let notice = RwSignal::new(None::<WindowNotice>);
    let guest = Guest::attend(move |news| {
        let told = hear(news, view);
        if told == Some(WindowNotice::PoppedIn) {
            window::close();
        }
        notice.try_set(told);
    });
    let guest = StoredValue::new_local(guest);
    let place = RwSignal::new(Place::View { said: Said::Nothing });
    Windows::provide(place, move |wish| match wish {
        Wish::PopIn => {
            guest.try_with_value(Guest::pop_in);
            notice.try_set(Some(WindowNotice::PoppedIn));
            window::close();
        }
        Wish::Close => window::close(),
        Wish::PopOut | Wish::TakeOver => {}
    });
    let init_params = config.connect.init_params(microphone::is_delegated());
    provide_context(Dispatch::new(move |intent| {
        if intent == Intent::OpenPanelWindow {
            let opened = connect::open_panel(&init_params);
            let said = if opened { Said::Nothing } else { Said::PanelBlocked };
            place.try_set(Place::View { said });
        } else if intent == Intent::SignIn {
            place.try_set(Place::View { said: Said::SignInThere });
        } else {
            guest.try_with_value(|guest| guest.intend(intent));
        }
    }));
    let shown = memo(move |_| notice.get());
    part(move || match shown.get() {
        Some(notice) => view! { <WindowScreen notice /> }.into_any(),
        None => view! { <Toolbar view=view.read_only() /> }.into_any(),
    })
}

/// What there is to say instead of the controls; a view of the engine is shown.
fn hear(news: News, view: RwSignal<View>) -> Option<WindowNotice> {
    let live = |phase| matches!(phase, Phase::Connected | Phase::Connecting);
    let call = || view.with_untracked(|view| view.cards.iter().any(|card| live(card.phase)));
    match news {
        News::Shown(shown) => {
            view.try_set(*shown);
            None
        }
        News::KeptApart => Some(WindowNotice::KeptApart),
        News::Lost => Some(WindowNotice::Lost { call: call() }),
        News::Orphaned => Some(WindowNotice::Orphaned { call: call() }),
        News::TakenOver => Some(WindowNotice::TakenOver),
        News::OtherVersion => Some(WindowNotice::OtherVersion),
        News::Replaced => Some(WindowNotice::Replaced),
        News::PoppedIn => Some(WindowNotice::PoppedIn),
    }
}
