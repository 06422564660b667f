//! The microphone and the devices of a call with audio.

use super::*;

/// The `muted` of each `agent::mute_toggle`.
fn toggles(effects: &[Effect]) -> Vec<bool> {
    let posts = effects.iter().filter_map(|effect| match effect {
        Effect::Post(text) => serde_json::from_str::<Value>(text).ok(),
        Effect::Report(_) | Effect::Reload | Effect::Save(_) | Effect::Sdk(_) => None,
    });
    let toggles = posts.filter(|message| message["event"] == "agent::mute_toggle");
    toggles.map(|message| message["data"]["muted"].as_bool().unwrap()).collect()
}

#[test]
fn the_microphone_is_switched_only_in_a_call_with_audio() {
    let mute = |on: bool| json!({ "mute": on });
    assert_eq!(said(&ringing(&[]).hear("mute", &mute(true))), [""; 0]);
    let mut engine = talking(&[]);
    assert_eq!(toggles(&engine.hear("mute", &mute(true))), [true]);
    assert_eq!(toggles(&engine.hear("mute", &Value::Null)), [true], "asked how it is");
    assert_eq!(toggles(&engine.act(Action::MuteInCcp { on: false }, after(6500))), [false]);
    engine.hear("mute", &mute(true));
    let end = engine.act(Action::CustomerHangsUp { contact: None, as_missed: false }, after(7000));
    assert_eq!(toggles(&end), [false], "muting ends with the call");
    let refused = engine.act(Action::MuteInCcp { on: true }, after(7100));
    assert!(matches!(refused[..], [Effect::Report(Report::Refused { .. })]));

    assert_eq!(said(&talking(&[Fault::MuteLost]).hear("mute", &mute(true))), [""; 0]);
    let mut engine = opened(&[]);
    engine.act(Action::Ring(Ring { deskphone: true, ..Ring::default() }), after(100));
    let taken = engine.act(Action::AcceptInCcp { contact: None }, after(200));
    assert_eq!(said(&taken), [""; 0], "audio is at the phone");
    assert_eq!(said(&engine.hear("mute", &mute(true))), [""; 0]);
}

#[test]
fn audio_is_lost_when_the_page_is_loaded_again() {
    let saved = talking(&[]).backend.save(after(6000));
    let mut again = Engine::open(Some(&saved), "port-2", Millis(0), after(7000));
    assert_eq!(said(&again.pass(after(7000))), ["acknowledge", "update_connected_ccps", "Busy"]);
    assert_eq!(said(&again.hear("mute", &json!({ "mute": true }))), [""; 0]);
    let data = json!({ "deviceId": "mic-headset" });
    assert_eq!(said(&again.hear("configuration::set_microphone_device", &data)), [""; 0]);
}

#[test]
fn devices_are_listed_and_chosen() {
    let device = |id: &str| json!({ "deviceId": id });
    let mut engine = talking(&[]);
    let list = engine.devices();
    assert_eq!(said(&list), ["media_device_response"]);
    assert!(has_message(&list, "audioinput") && has_message(&list, "audiooutput"));
    for (wish, id, news) in [
        ("set_speaker_device", "speaker-headset", "speaker_device_changed"),
        ("set_ringer_device", "default", "ringer_device_changed"),
        ("set_microphone_device", "mic-headset", "microphone_device_changed"),
    ] {
        let event = format!("configuration::{wish}");
        let told = engine.hear(&event, &device(id));
        assert_eq!(said(&told), [format!("configuration::{news}")]);
        assert!(has_message(&told, id));
        assert_eq!(said(&engine.hear(&event, &device("unheard-of"))), [""; 0]);
    }
    let mut engine = talking(&[Fault::DevicesFail]);
    assert!(has_message(&engine.devices(), "error"));
    let refused = engine.hear("configuration::set_speaker_device", &device("default"));
    assert_eq!(said(&refused), [""; 0]);
}
