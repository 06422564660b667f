//! The page of the simulated CCP: the frame in the toolbar, and the login window.
//!
//! Never decides anything about a call; it finds out whom to talk to and hands messages on.

use super::engine::{Engine, WAITS_FOR_SETUP};
use super::fault::Fault;
use super::js::{Framed, Frames};
use super::player::{Player, PlayerHost};
use crate::control::Action;
use crate::origins::origin_of;
use crate::report::{Report, State};
use crate::time::Millis;
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{Array, JSON, Object};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort, Storage, Url, Window};

const STORED: &str = "sandbox.ccp";
/// What the frame answers to a sign-in, and how many milliseconds the login window waits for it.
const HEARD: &str = "sandbox-ccp: signed in";
const AGAIN: u32 = 500;

/// The simulated CCP in a frame, or its sign-in page in a window of its own.
#[component]
pub fn CcpPage() -> impl IntoView {
    let page = window();
    match framed_by(&page) {
        Some(parent) => {
            let state = RwSignal::new(State::default());
            // Held until the page goes away: dropping it ends the CCP.
            let running = StoredValue::new_local(run(&page, &parent, state));
            on_cleanup(move || running.dispose());
            view! { <Panel state /> }.into_any()
        }
        None => view! { <SignIn /> }.into_any(),
    }
}

#[component]
fn Panel(state: RwSignal<State>) -> impl IntoView {
    let contacts = move || {
        let lines = state
            .read()
            .contacts
            .iter()
            .map(|seen| format!("{}: {}", seen.id, seen.stage))
            .collect::<Vec<_>>();
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! {
        <main>
            <h1>"Simulated Contact Control Panel"</h1>
            <p>"Agent: " {move || state.read().agent.clone()}</p>
            <ul>{contacts}</ul>
        </main>
    }
}

#[component]
fn SignIn() -> impl IntoView {
    view! {
        <main>
            <h1>"Simulated Amazon sign-in"</h1>
            <p>"No password is needed here."</p>
            <button type="button" on:click=move |_| sign_in()>"Sign in"</button>
        </main>
    }
}

/// The window was opened by the toolbar, and the CCP is one of the toolbar's frames. It may be loading
/// just then, so the window says it again until the frame has heard, as a cookie would be found later.
fn sign_in() {
    let here = window();
    let heard = EventListener::new(&here, "message", |event| {
        let event: &MessageEvent = event.unchecked_ref();
        if event.origin() == origin_of("ccp") && event.data().as_string().as_deref() == Some(HEARD)
        {
            let _ = window().close();
        }
    });
    tell_frames();
    let again = Interval::new(AGAIN, tell_frames);
    // Both are needed as long as the window is there.
    StoredValue::new_local((heard, again));
}

fn tell_frames() {
    let opener = window().opener().ok();
    let opener = opener.filter(|opener| !opener.is_null() && !opener.is_undefined());
    let Some(opener) = opener else { return };
    let toolbar: &Window = opener.unchecked_ref();
    let frames: &Frames = opener.unchecked_ref();
    for at in 0..toolbar.length() {
        if let Ok(Some(frame)) = frames.get(at) {
            post(&frame, &Action::SignIn.to_json(), &origin_of("ccp"));
        }
    }
}

/// What keeps a CCP running.
struct Running {
    _player: Rc<Player>,
    _listeners: Vec<EventListener>,
}

fn run(window: &Window, parent: &Window, state: RwSignal<State>) -> Running {
    let director = director_of(window, parent);
    let waits = if director.is_some() { WAITS_FOR_SETUP } else { Millis(0) };
    let storage = window.session_storage().ok().flatten();
    let saved = storage.as_ref().and_then(|storage| storage.get_item(STORED).ok().flatten());
    let now = Player::now();
    let mut engine = Engine::open(saved.as_deref(), &format!("port-{}", now.0), waits, now);
    engine.begin_with(faults_of(window));
    let tell = teller(window, director);
    tell(&Report::Ready);
    let channel = MessageChannel::new().ok();
    let own = channel.as_ref().map(MessageChannel::port1);
    let player = Player::start(engine, stage(window, parent, storage, state, tell, own.clone()));
    let heard = listener(window, parent, &player);
    let sdk = offer(parent, channel.as_ref(), own, &player);
    Running { _player: player, _listeners: [heard].into_iter().chain(sdk).collect() }
}

/// Offers the second channel to the page around this one (`connect.md` E.8).
fn offer(
    parent: &Window,
    channel: Option<&MessageChannel>,
    own: Option<MessagePort>,
    player: &Rc<Player>,
) -> Option<EventListener> {
    let (channel, own, player) = (channel?, own?, Rc::clone(player));
    let listener = EventListener::new(&own, "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        player.hear_sdk(&event.data());
    });
    own.start();
    let word = JSON::parse(r#"{"type":"cross-domain-adapter-init"}"#).ok()?;
    let ports = Array::of1(&channel.port2());
    parent.post_message_with_transfer(&word, &framed_at(), &ports).ok()?;
    Some(listener)
}

fn stage(
    window: &Window,
    parent: &Window,
    storage: Option<Storage>,
    state: RwSignal<State>,
    tell: impl Fn(&Report) + 'static,
    sdk: Option<MessagePort>,
) -> PlayerHost {
    let (window, parent) = (window.clone(), parent.clone());
    // The real CCP speaks to any origin (`connect.md` E.1); the toolbar cannot tell the difference.
    let around = framed_at();
    PlayerHost {
        post: Box::new(move |message| {
            let _ = parent.post_message(message, &around);
        }),
        report: Box::new(move |report| {
            if let Report::State(now) = &report {
                state.set(now.clone());
            }
            tell(&report);
        }),
        save: Box::new(move |text| {
            if let Some(storage) = &storage {
                let _ = storage.set_item(STORED, text);
            }
        }),
        sdk: Box::new(move |message| {
            if let Some(port) = &sdk {
                let _ = port.post_message(message);
            }
        }),
        reload: Box::new(move || {
            let _ = window.location().reload();
        }),
    }
}

/// The toolbar speaks as the parent; the director, or a test in this very window, by its origin.
fn listener(window: &Window, parent: &Window, player: &Rc<Player>) -> EventListener {
    let (player, parent) = (Rc::clone(player), parent.clone());
    let origins = [origin_of("fusion"), origin_of("ccp")];
    EventListener::new(window, "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let data = event.data();
        if let Some(text) = data.as_string() {
            if origins.contains(&event.origin())
                && let Some(action) = Action::parse(&text)
            {
                let asks = matches!(action, Action::SignIn) && event.origin() == origin_of("ccp");
                player.act(action);
                if let Some(source) = event.source().filter(|_| asks) {
                    post(source.unchecked_ref(), HEARD, &event.origin());
                }
            }
        } else if event.source().is_some_and(|source| Object::is(&source, &parent)) {
            player.hear(&data);
        }
    })
}

/// Reports go to the director, else to this window, where a test can listen.
fn teller(window: &Window, director: Option<Window>) -> impl Fn(&Report) + Clone + 'static {
    let (to, origin) = match director {
        Some(director) => (director, origin_of("fusion")),
        None => (window.clone(), origin_of("ccp")),
    };
    move |report: &Report| post(&to, &report.to_json(), &origin)
}

fn post(to: &Window, text: &str, origin: &str) {
    // Fails only for an origin that is none, and then there is nobody to tell.
    let _ = to.post_message(&JsValue::from_str(text), origin);
}

fn framed_by(window: &Window) -> Option<Window> {
    window.parent().ok().flatten().filter(|parent| parent != window)
}

/// The origin of the page around this one; where nobody tells, it is the toolbar at its usual name.
fn framed_at() -> String {
    let location: Framed = window().location().unchecked_into();
    let around = location.ancestors().and_then(|origins| origins.get(0));
    // A page that has loaded itself again is its own referrer.
    let referrer = || Url::new(&document().referrer()).ok().map(|url| url.origin());
    let own = window().location().origin().unwrap_or_default();
    around
        .or_else(|| referrer().filter(|origin| *origin != own))
        .unwrap_or_else(|| origin_of("toolbar"))
}

/// The page at the top if it is not the toolbar itself, else the one that opened the toolbar.
fn director_of(window: &Window, parent: &Window) -> Option<Window> {
    let top = window.top().ok().flatten().filter(|top| top != parent);
    top.or_else(|| {
        let opener = parent.opener().ok()?;
        (!opener.is_null() && !opener.is_undefined()).then(|| opener.unchecked_into())
    })
}

/// `?faults=accept-fails,signed-out` of this page's own address.
fn faults_of(window: &Window) -> Vec<Fault> {
    let search = window.location().search().unwrap_or_default();
    let all = form_urlencoded::parse(search.trim_start_matches('?').as_bytes());
    let names = all.filter(|(name, _)| name == "faults").map(|(_, names)| names);
    names.flat_map(|names| names.split(',').filter_map(Fault::parse).collect::<Vec<_>>()).collect()
}
