//! Owns the toolbar's own page: configuration first, then the engine, then the agent's screen.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::base::Base;
use super::ccp_frame::CcpFrame;
use super::close_guard::guard_close;
use super::configuration::{self, Trouble};
use super::engine::Engine;
use super::fusion_bridge::FusionBridge;
use super::microphone::watch_microphone;
use super::number_reader::number_reader;
use crate::components::live::part;
use crate::components::numbers::Numbers;
use crate::config::ConfigError;
use crate::dispatch::Dispatch;
use crate::dom::{page, random};
use crate::domain::Event;
use crate::i18n;
use crate::pages::{ConfigErrors, Toolbar};
use crate::view::View;

/// How far the page has come.
#[derive(Clone)]
enum Stage {
    /// The configuration is on its way.
    Reading,
    /// The engine runs.
    Running(Engine),
    /// The configuration cannot be used.
    Unusable(Vec<ConfigError>),
    /// The configuration cannot be had, or the page cannot run here; the reason in words.
    Unreadable(String),
}

impl From<Trouble> for Stage {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Invalid(errors) => Self::Unusable(errors),
            Trouble::Unreadable(cause) => Self::Unreadable(cause),
        }
    }
}

/// The toolbar's own page.
#[component]
pub fn Home() -> impl IntoView {
    let stage = RwSignal::new(Stage::Reading);
    let view = RwSignal::new(View::default());
    let shown = view.read_only();
    let base = expect_context::<Base>();
    let url = base.file("config.json");
    spawn_local(async move {
        let read = configuration::read(&url).await.map_err(Stage::from);
        let started = read.and_then(|config| match random::seed() {
            Ok(bits) => Ok(Engine::start(config, bits, view)),
            Err(denied) => Err(Stage::Unreadable(denied.to_string())),
        });
        stage.try_set(started.map_or_else(|failed| failed, Stage::Running));
    });
    let engine = Signal::derive(move || match stage.get() {
        Stage::Running(engine) => Some(engine),
        Stage::Reading | Stage::Unusable(_) | Stage::Unreadable(_) => None,
    });
    let screen = part(move || match stage.get() {
        Stage::Reading => view! { <Reading view=shown /> }.into_any(),
        Stage::Running(engine) => view! { <Running engine view=shown /> }.into_any(),
        Stage::Unusable(errors) => {
            let problems: Vec<_> = errors.into_iter().map(|e| (e.path, e.problem)).collect();
            view! { <ConfigErrors problems /> }.into_any()
        }
        Stage::Unreadable(cause) => view! { <ConfigErrors unreadable=Some(cause) /> }.into_any(),
    });
    view! {
        <CcpFrame engine view=shown />
        {screen}
    }
}

/// The empty screen, before there is anybody to send an intent to.
#[component]
fn Reading(view: ReadSignal<View>) -> impl IntoView {
    provide_context(Dispatch::new(|_| ()));
    view! { <Toolbar view /> }
}

/// The agent's screen on a running engine.
#[component]
fn Running(engine: Engine, view: ReadSignal<View>) -> impl IntoView {
    let config = engine.config();
    let locale = config.as_ref().and_then(|config| config.locale.clone());
    let locale = i18n::choose_locale(locale.as_deref(), &page::languages());
    i18n::speak(locale);
    page::set_language(i18n::tag(locale));
    let country = config.map(|config| config.default_country).unwrap_or_default();
    let base = expect_context::<Base>();
    Numbers::provide(&base.href, &country);
    if let Some(runtime) = engine.runtime() {
        runtime.set_reader(number_reader(&base, &country, runtime.sink()));
    }
    watch_microphone(engine);
    guard_close(view);
    provide_context(Dispatch::new(move |intent| engine.send(intent)));
    let tell = move |visible| {
        if let Some(runtime) = engine.runtime() {
            runtime.dispatch(Event::VisibilityChanged { visible });
        }
    };
    // A page that starts hidden never hears of a change.
    tell(page::is_visible());
    let watch = page::on_visibility(tell);
    // Held until the component is gone.
    StoredValue::new_local(watch);
    view! {
        <FusionBridge engine />
        <Toolbar view />
    }
}
