//! The folded section in which the agent chooses microphone, speaker, ringer and voice enhancement.
//!
//! Never shows anything as chosen before the phone or Connect says that it is so.

use crate::components::Dispatch;
use crate::components::element::{ElementRef, el, maybe};
use crate::components::later::later_part;
use crate::components::live::{effect, flag, part, text};
use crate::dom::later;
use crate::i18n::{Locale, text, use_locale, words};
use crate::signals::{Signal, memo};
use crate::view::{
    AudioView, Device, DeviceId, DeviceKind, Devices, Enhancement, EnhancementWish, Intent, View,
    VoiceEnhancement,
};
use leptos::{ev, ev::Event, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// The section; the devices are asked for when it opens.
pub(crate) fn audio(view: Signal<View>) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let node = ElementRef::new();
    let on_toggle = move |_: Event| {
        let opened = node.get_untracked().is_some_and(|node| node.has_attribute("open"));
        let wanted = view.with_untracked(|view| {
            view.audio.softphone && !matches!(view.audio.devices, Devices::Loading(..))
        });
        if let Some(dispatch) = dispatch.filter(|_| opened && wanted) {
            spawn_local(async move {
                // What reads the list comes with what draws it.
                if later::bring().await {
                    dispatch.send(Intent::LoadDevices);
                }
            });
        }
    };
    let audio = memo(move |_| view.with(|view| view.audio.clone()));
    let line = text(move || audio.with(|audio| line(locale, audio)));
    let listed = flag(move || {
        audio.with(|audio| match &audio.devices {
            Devices::Listed(_) => true,
            // What is done to the voice is no device's business.
            Devices::Failed(_) => audio.enhancement.is_some(),
            Devices::Loading(..) | Devices::Unknown => false,
        })
    });
    let choices = part(move || {
        let choices =
            move || part(move || maybe(audio.with(|audio| choices(locale, dispatch, audio))));
        maybe(listed.get().then(|| later_part(choices)))
    });
    el("details")
        .class("foot audio")
        .on(ev::toggle, on_toggle)
        .node_ref(node)
        .child(el("summary").child(text!(locale, audio.title)))
        .child(el("p").attr("role", "status").child(line))
        .child(choices)
        .into_any()
}

/// What the modes are called, in the order to show them.
fn modes(locale: Locale) -> [(VoiceEnhancement, &'static str); 3] {
    [
        (VoiceEnhancement::VoiceIsolation, text!(locale, audio.enhancement_isolation)),
        (VoiceEnhancement::NoiseSuppression, text!(locale, audio.enhancement_suppression)),
        (VoiceEnhancement::Off, text!(locale, audio.enhancement_off)),
    ]
}

/// Why there is nothing to choose from, or what becomes of a choice.
fn line(locale: Locale, audio: &AudioView) -> String {
    let wish = |it: &Enhancement| wish(locale, it);
    let asked = |it: &&Enhancement| matches!(it.wish, Some(EnhancementWish::Asked(..)));
    let enhancement = audio.enhancement.as_ref();
    match &audio.devices {
        _ if !audio.softphone => text!(locale, audio.desk_phone).to_owned(),
        Devices::Failed(refusal) => {
            enhancement.filter(asked).map_or_else(|| words::refusal_words(locale, refusal), wish)
        }
        Devices::Loading(..) | Devices::Unknown => text!(locale, audio.loading).to_owned(),
        Devices::Listed(_) => enhancement.map(wish).unwrap_or_default(),
    }
}

/// What becomes of a wish for another voice enhancement.
fn wish(locale: Locale, enhancement: &Enhancement) -> String {
    match &enhancement.wish {
        Some(EnhancementWish::Asked(wish, ..)) => {
            let name = modes(locale).into_iter().find(|(mode, _)| mode == wish);
            let name = name.map_or("", |(_, name)| name);
            words::fill(text!(locale, audio.enhancement_pending), "{mode}", name)
        }
        Some(EnhancementWish::Refused(refusal)) => words::refusal_words(locale, refusal),
        None => String::new(),
    }
}

/// One list a use.
#[inline(never)]
fn choices(locale: Locale, dispatch: Option<Dispatch>, audio: &AudioView) -> Option<AnyView> {
    if !audio.softphone {
        return None;
    }
    let enhancement = audio.enhancement.as_ref().map(|it| enhancement(locale, dispatch, it.told));
    let enhancement = enhancement.unwrap_or_default();
    let Devices::Listed(devices) = &audio.devices else {
        return Some(enhancement.into_any());
    };
    let choice = |kind, label| {
        let chosen = audio.chosen.iter().find(|(of, _)| *of == kind).map(|(_, device)| device);
        let input = kind == DeviceKind::Microphone;
        let fitting: Vec<&Device> = devices.iter().filter(|one| one.input == input).collect();
        choice(locale, dispatch, kind, label, &fitting, chosen)
    };
    let while_talking = text!(locale, audio.while_talking);
    let mut choices = vec![
        choice(DeviceKind::Microphone, text!(locale, audio.microphone)),
        el("p").class("quiet").child(while_talking).into_any(),
        choice(DeviceKind::Speaker, text!(locale, audio.speaker)),
        choice(DeviceKind::Ringer, text!(locale, audio.ringer)),
    ];
    choices.extend(enhancement);
    Some(choices.into_any())
}

/// The list of what can be done to the agent's voice, and when that counts.
fn enhancement(locale: Locale, dispatch: Option<Dispatch>, told: VoiceEnhancement) -> Vec<AnyView> {
    let modes = modes(locale);
    let options = modes
        .iter()
        .enumerate()
        .map(|(place, (mode, name))| option(place.to_string(), *mode == told, (*name).to_owned()));
    let place = modes.iter().position(|(mode, _)| *mode == told).unwrap_or_default();
    let choose = move |chosen: String| {
        let mode = chosen.parse().ok().and_then(|place: usize| modes.get(place));
        mode.map(|(mode, _)| Intent::ChooseEnhancement(*mode))
    };
    let label = text!(locale, audio.enhancement);
    vec![
        select(dispatch, label, place.to_string(), options.collect(), choose),
        el("p").class("quiet").child(text!(locale, audio.enhancement_note)).into_any(),
    ]
}

fn choice(
    locale: Locale,
    dispatch: Option<Dispatch>,
    kind: DeviceKind,
    label: &'static str,
    devices: &[&Device],
    chosen: Option<&DeviceId>,
) -> AnyView {
    let known = devices.iter().any(|device| Some(&device.id) == chosen);
    let confirmed = chosen.filter(|_| known).map_or("", DeviceId::as_str).to_owned();
    let first =
        if devices.is_empty() { text!(locale, audio.none) } else { text!(locale, audio.default) };
    let options = devices.iter().enumerate().map(|(place, device)| {
        let name = if device.label.is_empty() {
            // The browser names no device before the microphone was allowed.
            let number = (place + 1).to_string();
            words::fill(text!(locale, audio.device), "{number}", &number)
        } else {
            device.label.clone()
        };
        option(device.id.as_str().to_owned(), Some(&device.id) == chosen, name)
    });
    let none = (!known).then(|| option(String::new(), true, first.to_owned()));
    let options = none.into_iter().chain(options).collect();
    let choose = move |device: String| {
        (!device.is_empty()).then(|| Intent::ChooseDevice(kind, DeviceId::new(device)))
    };
    select(dispatch, label, confirmed, options, choose)
}

fn option(value: String, selected: bool, name: String) -> AnyView {
    el("option").attr("value", value).attr("selected", selected).child(name).into_any()
}

/// A list that shows what is confirmed, whatever is chosen in it.
fn select(
    dispatch: Option<Dispatch>,
    label: &'static str,
    confirmed: String,
    options: Vec<AnyView>,
    choose: impl Fn(String) -> Option<Intent> + Send + 'static,
) -> AnyView {
    let shown = confirmed.clone();
    let on_change = move |change: Event| {
        let chosen = event_target_value(&change);
        // The word on the new one is still to come, or never comes.
        event_target::<HtmlSelectElement>(&change).set_value(&shown);
        if let (Some(dispatch), Some(intent)) = (dispatch, choose(chosen)) {
            dispatch.send(intent);
        }
    };
    let field = ElementRef::new();
    // What the agent chose before is not what is chosen now.
    effect(move || {
        if let Some(field) = field.get() {
            field.unchecked_ref::<HtmlSelectElement>().set_value(&confirmed);
        }
    });
    let list = el("select").class("field").node_ref(field).on(ev::change, on_change);
    el("label").child(el("span").child(label)).child(list.child(options)).into_any()
}
