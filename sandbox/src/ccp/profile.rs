//! What an administrator and the agent have set: phone, permissions, countries, conferences.
//!
//! PURE.

use super::terms::{AGENT, Refused, STATES, arn, selectable};
use crate::control::Configure;
use serde_json::{Value, json};

/// Where a desk phone is, unless the agent says another number.
const DESK: &str = "+14155550199";

/// The agent's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whether audio runs in the browser.
    pub softphone: bool,
    /// The number of the desk phone.
    pub extension: Option<String>,
    /// What the agent may do.
    pub permissions: Vec<String>,
    /// The countries that the agent may call, in ISO 3166-1 letters.
    pub dialable: Vec<String>,
    /// The language of the CCP.
    pub language: String,
    /// Whether more than three can talk, and each can be muted.
    pub multi_party: bool,
    /// What is done to the agent's voice, in Connect's word; empty where Connect does not tell.
    pub enhancement: String,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            softphone: true,
            extension: None,
            permissions: vec!["outboundCall".to_owned()],
            dialable: ["us", "gb", "de", "jp"].map(str::to_owned).to_vec(),
            language: "en_US".to_owned(),
            multi_party: false,
            enhancement: "NONE".to_owned(),
        }
    }
}

impl Profile {
    /// Whether the agent may call somebody.
    pub fn may_dial(&self) -> bool {
        self.permissions.iter().any(|permission| permission == "outboundCall")
    }

    /// An administrator changes it.
    pub fn configure(&mut self, change: Configure) {
        if let Some(softphone) = change.softphone {
            self.softphone = softphone;
            if !softphone && self.extension.is_none() {
                self.extension = Some(DESK.to_owned());
            }
        }
        if let Some(permissions) = change.permissions {
            self.permissions = permissions;
        }
        if let Some(dialable) = change.dialable {
            self.dialable = dialable;
        }
        self.multi_party = change.multi_party.unwrap_or(self.multi_party);
        if let Some(enhancement) = change.enhancement {
            self.enhancement = enhancement;
        }
    }

    /// The agent changes it: only these three have an effect (`connect.md` C.3).
    ///
    /// # Errors
    /// When audio is to be at a phone without a number.
    pub fn update(&mut self, configuration: &Value) -> Result<(), Refused> {
        let softphone = configuration.get("softphoneEnabled").and_then(Value::as_bool);
        let softphone = softphone.unwrap_or(self.softphone);
        let extension = match configuration.get("extension") {
            Some(extension) => extension.as_str().filter(|it| !it.is_empty()).map(str::to_owned),
            None => self.extension.clone(),
        };
        if !softphone && extension.is_none() {
            let message = "A desk phone needs a number".to_owned();
            return Err(Refused("InvalidConfigurationException", message));
        }
        (self.softphone, self.extension) = (softphone, extension);
        if let Some(language) = language_of(configuration) {
            self.language = language;
        }
        Ok(())
    }

    /// As `configuration` of `agent::update`.
    pub(super) fn to_value(&self) -> Value {
        let states: Vec<Value> = STATES.iter().map(|(name, _)| selectable(name)).collect();
        let (queue, own) = (arn("queue/q1"), arn(&format!("queue/agent/{AGENT}")));
        json!({
            "name": "Ann Agent",
            "username": "ann",
            "agentARN": arn(&format!("agent/{AGENT}")),
            "extension": self.extension,
            "softphoneEnabled": self.softphone,
            "softphoneAutoAccept": false,
            "softphonePersistentConnection": false,
            "agentPreferences": { "LANGUAGE": self.language },
            "voiceEnhancementMode": Some(&self.enhancement).filter(|word| !word.is_empty()),
            "permissions": self.permissions,
            "dialableCountries": self.dialable,
            "agentStates": states,
            "routingProfile": {
                "name": "Basic Routing Profile",
                "routingProfileARN": arn("routing-profile/rp1"),
                "routingProfileId": arn("routing-profile/rp1"),
                "channelConcurrencyMap": { "VOICE": 1, "CHAT": 2, "TASK": 10 },
                "defaultOutboundQueue": {
                    "name": "BasicQueue", "queueARN": queue, "queueId": queue,
                },
                "queues": [
                    { "name": "BasicQueue", "queueARN": queue, "queueId": queue },
                    { "name": null, "queueARN": own, "queueId": own },
                ],
            },
        })
    }

    /// Reads it again.
    pub(super) fn from_value(value: &Value, multi_party: bool) -> Option<Self> {
        let list = |name: &str| -> Option<Vec<String>> {
            let texts = value.get(name)?.as_array()?.iter();
            texts.map(|text| text.as_str().map(str::to_owned)).collect()
        };
        Some(Self {
            softphone: value.get("softphoneEnabled")?.as_bool()?,
            extension: value.get("extension")?.as_str().map(str::to_owned),
            permissions: list("permissions")?,
            dialable: list("dialableCountries")?,
            language: language_of(value)?,
            multi_party,
            enhancement: value.get("voiceEnhancementMode")?.as_str().unwrap_or_default().to_owned(),
        })
    }
}

fn language_of(configuration: &Value) -> Option<String> {
    configuration.get("agentPreferences")?.get("LANGUAGE")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_changes() {
        let mut profile = Profile::default();
        profile.configure(Configure { multi_party: Some(true), ..Configure::default() });
        assert_eq!(profile, Profile { multi_party: true, ..Profile::default() });
        profile.configure(Configure {
            softphone: Some(false),
            permissions: Some(Vec::new()),
            dialable: Some(vec!["fr".to_owned()]),
            multi_party: None,
            enhancement: Some("VOICE_ISOLATION".to_owned()),
        });
        assert_eq!(profile.extension.as_deref(), Some(DESK));
        assert!(!profile.may_dial() && !profile.softphone && profile.multi_party);
        assert_eq!(profile.dialable, ["fr"]);
    }

    #[test]
    fn the_agent_chooses_a_phone_and_a_language() {
        let mut profile = Profile::default();
        let deskless = json!({ "softphoneEnabled": false, "extension": "" });
        let refused = profile.update(&deskless).unwrap_err();
        assert_eq!(refused.0, "InvalidConfigurationException");
        assert_eq!(profile, Profile::default());
        let desk = json!({
            "softphoneEnabled": false,
            "extension": "+14155550180",
            "agentPreferences": { "LANGUAGE": "ja_JP" },
        });
        profile.update(&desk).unwrap();
        assert_eq!(profile.extension.as_deref(), Some("+14155550180"));
        assert_eq!((profile.softphone, profile.language.as_str()), (false, "ja_JP"));
        assert_eq!(Profile::from_value(&profile.to_value(), false), Some(profile));
    }
}
