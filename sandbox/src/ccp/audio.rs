//! The softphone in the CCP: its microphone, and the devices that it can use.
//!
//! PURE. Never says that a microphone was switched which no call uses (`connect.md` C.4).

use super::engine::{Effect, Engine};
use super::fault::Fault;
use super::terms::Refused;
use serde_json::{Value, json};

/// Kind, id and name of each device, as `enumerateDevices` gives them.
const DEVICES: [(&str, &str, &str); 6] = [
    ("audioinput", "default", "Default - Built-in Microphone"),
    ("audioinput", "mic-builtin", "Built-in Microphone"),
    ("audioinput", "mic-headset", "Headset Microphone"),
    ("audiooutput", "default", "Default - Built-in Speakers"),
    ("audiooutput", "speaker-builtin", "Built-in Speakers"),
    ("audiooutput", "speaker-headset", "Headset Earphones"),
];

impl Engine {
    /// Takes a broadcast of Streams that has been echoed already.
    pub fn hear(&mut self, event: &str, data: &Value) -> Vec<Effect> {
        let device = data.get("deviceId").and_then(Value::as_str).unwrap_or_default();
        match event {
            "mute" => self.mute(data.get("mute").and_then(Value::as_bool)),
            "configuration::set_speaker_device" => {
                self.choose("audiooutput", device, "configuration::speaker_device_changed")
            }
            "configuration::set_ringer_device" => {
                self.choose("audiooutput", device, "configuration::ringer_device_changed")
            }
            // Only a microphone in use can be exchanged (`connect.md` C.3).
            "configuration::set_microphone_device" if self.audio.runs() => {
                self.choose("audioinput", device, "configuration::microphone_device_changed")
            }
            _ => Vec::new(),
        }
    }

    /// Switches the microphone and tells every window; without a wish it only tells.
    fn mute(&mut self, wish: Option<bool>) -> Vec<Effect> {
        if self.has(Fault::MuteLost) || !self.audio.runs() {
            return Vec::new();
        }
        self.audio.muted = wish.unwrap_or(self.audio.muted);
        self.tell_mute()
    }

    /// Somebody switches the microphone in Amazon's own panel.
    pub(super) fn mute_in_ccp(&mut self, on: bool) -> Result<Vec<Effect>, Refused> {
        if !self.audio.runs() {
            let message = "No microphone is in use".to_owned();
            return Err(Refused("InvalidStateException", message));
        }
        self.audio.muted = on;
        Ok(self.tell_mute())
    }

    fn tell_mute(&self) -> Vec<Effect> {
        let data = json!({ "muted": self.audio.muted });
        self.say(&json!({ "event": "agent::mute_toggle", "data": data }))
    }

    fn choose(&self, kind: &str, device: &str, event: &str) -> Vec<Effect> {
        let known = DEVICES.iter().any(|(other, id, _)| *other == kind && *id == device);
        if known && !self.has(Fault::DevicesFail) {
            self.say(&json!({ "event": event, "data": { "deviceId": device } }))
        } else {
            Vec::new()
        }
    }

    /// Answers `media_device_request`.
    pub fn devices(&self) -> Vec<Effect> {
        let data = if self.has(Fault::DevicesFail) {
            json!({ "error": "The devices cannot be listed" })
        } else {
            let all = DEVICES.iter().map(|(kind, id, label)| {
                json!({ "deviceId": id, "kind": kind, "label": label, "groupId": "sandbox" })
            });
            all.collect()
        };
        self.say(&json!({ "event": "media_device_response", "data": data }))
    }

    /// Opens and closes the microphone as calls begin and end; muting ends with them, and the
    /// softphone may say so before Connect says that the call is over (`connect.md` C.4).
    pub(super) fn follow_calls(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let now: Vec<String> = self
            .backend
            .contacts
            .iter()
            .filter(|c| c.has_audio())
            .map(|c| c.agent.id.clone())
            .collect();
        let ran = self.audio.runs();
        self.audio.legs.retain(|leg, _| now.contains(leg));
        for leg in now {
            if !self.audio.legs.contains_key(&leg) {
                let data = json!({ "connectionId": leg });
                let event = "agent::local_media_stream_created";
                effects.extend(self.say(&json!({ "event": event, "data": data })));
                self.audio.legs.insert(leg, true);
            }
        }
        if ran && !self.audio.runs() && core::mem::take(&mut self.audio.muted) {
            effects.extend(self.tell_mute());
        }
        effects
    }
}
