//! The folded section in which the agent chooses microphone, speaker and ringer.
//!
//! Never shows a device as chosen before the phone says that it uses it.

use crate::components::element::el;
use crate::components::live::{effect, memo, part, text};
use crate::dispatch::Dispatch;
use crate::i18n::{Locale, text, use_locale, words};
use crate::view::{AudioView, Device, DeviceId, DeviceKind, Devices, Intent, View};
use leptos::{ev, ev::Event, html, prelude::*};
use web_sys::HtmlSelectElement;

/// The section; the devices are asked for when it opens.
pub(crate) fn audio(view: ReadSignal<View>) -> AnyView {
    let locale = use_locale();
    let dispatch = use_context::<Dispatch>();
    let node = NodeRef::<html::Details>::new();
    let on_toggle = move |_: Event| {
        let opened = node.get_untracked().is_some_and(|node| node.has_attribute("open"));
        let wanted = view.with_untracked(|view| {
            view.audio.softphone && !matches!(view.audio.devices, Devices::Loading(..))
        });
        if let Some(dispatch) = dispatch.filter(|_| opened && wanted) {
            dispatch.send(Intent::LoadDevices);
        }
    };
    let audio = memo(move |_| view.with(|view| view.audio.clone()));
    let line = text(move || audio.with(|audio| line(locale, audio)));
    let choices = part(move || audio.with(|audio| choices(locale, dispatch, audio)).into_any());
    el("details")
        .class("foot audio")
        .on(ev::toggle, on_toggle)
        .node_ref(node)
        .child(el("summary").child(text!(locale, audio.title)))
        .child(el("p").attr("role", "status").child(line))
        .child(choices)
        .into_any()
}

/// Why there is nothing to choose from, if so.
fn line(locale: Locale, audio: &AudioView) -> String {
    match &audio.devices {
        _ if !audio.softphone => text!(locale, audio.desk_phone).to_owned(),
        Devices::Failed(refusal) => words::refusal_words(locale, refusal),
        Devices::Loading(..) | Devices::Unknown => text!(locale, audio.loading).to_owned(),
        Devices::Listed(_) => String::new(),
    }
}

/// One list a use.
fn choices(locale: Locale, dispatch: Option<Dispatch>, audio: &AudioView) -> Option<AnyView> {
    let Devices::Listed(devices) = &audio.devices else { return None };
    if !audio.softphone {
        return None;
    }
    let choice = |kind, label| {
        let chosen = audio.chosen.iter().find(|(of, _)| *of == kind).map(|(_, device)| device);
        let input = kind == DeviceKind::Microphone;
        let fitting: Vec<&Device> = devices.iter().filter(|one| one.input == input).collect();
        choice(locale, dispatch, kind, label, &fitting, chosen)
    };
    let while_talking = text!(locale, audio.while_talking);
    let choices = [
        choice(DeviceKind::Microphone, text!(locale, audio.microphone)),
        el("p").class("quiet").child(while_talking).into_any(),
        choice(DeviceKind::Speaker, text!(locale, audio.speaker)),
        choice(DeviceKind::Ringer, text!(locale, audio.ringer)),
    ];
    Some(choices.into_iter().collect::<Vec<AnyView>>().into_any())
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
    let shown = confirmed.clone();
    let on_change = move |change: Event| {
        let device = event_target_value(&change);
        // The phone's word on the new one is still to come, or never comes.
        event_target::<HtmlSelectElement>(&change).set_value(&shown);
        if let Some(dispatch) = dispatch.filter(|_| !device.is_empty()) {
            dispatch.send(Intent::ChooseDevice(kind, DeviceId::new(device)));
        }
    };
    let field = NodeRef::<html::Select>::new();
    // What the agent chose before is not what is chosen now.
    effect(move || {
        if let Some(field) = field.get() {
            field.set_value(&confirmed);
        }
    });
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
        let is = Some(&device.id) == chosen;
        let id = device.id.as_str().to_owned();
        el("option").attr("value", id).attr("selected", is).child(name).into_any()
    });
    let options: Vec<AnyView> = options.collect();
    el("label")
        .child(el("span").child(label))
        .child(
            el("select")
                .class("field")
                .node_ref(field)
                .on(ev::change, on_change)
                .child((!known).then(|| {
                    el("option").attr("value", "").attr("selected", true).child(first).into_any()
                }))
                .child(options),
        )
        .into_any()
}
