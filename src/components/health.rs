//! The line that says how the phone and the link to Fusion stand, and their colours.
//!
//! Causes and remedies are `message`'s, below the cards, so that nothing pushes a card about.

use crate::components::element::el;
use crate::components::live::{memo, part};
use crate::i18n::{Locale, call_words::microphone_words, text, use_locale, words};
use crate::view::{ConnectHealth, FusionHealth, HealthView, Network, View};
use leptos::prelude::*;

/// One entry: its colour, its words, and what the pointer shows.
type Dot = (&'static str, &'static str, String);

/// One word or two for each outside system.
pub(crate) fn health_line(view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let dots = memo(move |_| view.with(|view| dots(locale, view)));
    let drawn = part(move || dots.get().into_iter().map(dot).collect::<Vec<_>>().into_any());
    el("ul")
        .class("health")
        .attr("aria-label", text!(locale, health.region))
        .child(drawn)
        .into_any()
}

/// The entries of the line.
fn dots(locale: Locale, view: &View) -> Vec<Dot> {
    let plain = |tone, words: &'static str| (tone, words, words.to_owned());
    let health = &view.health;
    let connect = words::connect_words(locale, &health.connect);
    let mut dots = vec![plain(connect_tone(&health.connect), connect), fusion_dot(locale, health)];
    dots.extend(health.network.and_then(|network| network_dot(locale, network)));
    let audio = &view.audio;
    let microphone = microphone_words(locale, audio.microphone).filter(|_| audio.softphone);
    if let Some((words, _)) = microphone {
        dots.push(plain("bad", words));
    }
    if health.storage_denied {
        dots.push(plain("wait", text!(locale, health.memory)));
    }
    if health.windows_unseen {
        dots.push(plain("wait", text!(locale, windows.unseen)));
    }
    dots
}

fn dot((tone, words, title): Dot) -> AnyView {
    el("li")
        .attr("data-tone", tone)
        .attr("title", title)
        .child(el("span").class("word").child(words))
        .into_any()
}

/// The entry for the link to Fusion, with how and why so at the pointer; the details have it as text.
fn fusion_dot(locale: Locale, health: &HealthView) -> Dot {
    let words = words::fusion_words(locale, &health.fusion);
    let title = match words::transport_words(locale, health) {
        Some(how) => format!("{words} ({how})"),
        None => words.to_owned(),
    };
    (fusion_tone(&health.fusion), words, title)
}

/// The entry for the CCP's network to Amazon, unless it is in order.
pub(crate) fn network_dot(locale: Locale, network: Network) -> Option<Dot> {
    let (tone, words) = match network {
        Network::Connected => return None,
        Network::Connecting => ("wait", text!(locale, health.network.connecting)),
        Network::Disconnected => ("bad", text!(locale, health.network.disconnected)),
        Network::Failed => ("bad", text!(locale, health.network.failed)),
    };
    Some((tone, words, words.to_owned()))
}

/// The colour for the phone's health.
fn connect_tone(health: &ConnectHealth) -> &'static str {
    match health {
        ConnectHealth::Ready => "ok",
        ConnectHealth::Loading | ConnectHealth::Waiting => "info",
        ConnectHealth::Offline
        | ConnectHealth::SessionExpired
        | ConnectHealth::Silent
        | ConnectHealth::Stuck => "wait",
        ConnectHealth::AccessDenied
        | ConnectHealth::Broken(_)
        | ConnectHealth::Frozen
        | ConnectHealth::Garbled(_)
        | ConnectHealth::NoAnswer { .. }
        | ConnectHealth::SignedOut
        | ConnectHealth::SignedOutIdle
        | ConnectHealth::StorageDenied => "bad",
    }
}

/// The colour for the link to Fusion; alone is no fault.
fn fusion_tone(health: &FusionHealth) -> &'static str {
    match health {
        FusionHealth::Linked => "ok",
        FusionHealth::Linking => "info",
        FusionHealth::Absent | FusionHealth::Off => "off",
        FusionHealth::AgentNotTaken
        | FusionHealth::NotAnswering
        | FusionHealth::CallUnanswered(_) => "wait",
        FusionHealth::OriginRefused(_)
        | FusionHealth::Refused(_)
        | FusionHealth::Unreachable(_) => "bad",
    }
}
