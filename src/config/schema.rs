//! Owns which options of `initCCP` the configuration takes, their types and our defaults.
//!
//! Source: `connect.md` B.1 (amazon-connect-streams 2.28.2). Left out: functions, `provider`,
//! `plugins`, `storageAccess`, what is deprecated, and `loginOptions.enableAckTimeout`, because its
//! refresh loop would tear down the frame that holds the audio of a live call; and the two-region mode
//! (`enableGlobalResiliency`, `secondaryCCPUrl`), whose frames the sign-in and the restart of
//! `connect` cannot handle.

use core::ops::RangeInclusive;

use serde_json::{Map, Value, json};

use super::reader::{Reader, join, not_empty, url};

/// The type of one option.
enum Type {
    Bool,
    Millis,
    OneOf(&'static [&'static str]),
    Pixels,
    Text,
    Url,
    Section(&'static [(&'static str, Self)]),
}

const RINGTONE: &[(&str, Type)] = &[("disableRingtone", Type::Bool), ("ringtoneUrl", Type::Text)];

const OPTIONS: &[(&str, Type)] = &[
    ("ccpUrl", Type::Url),
    ("region", Type::Text),
    ("loginPopup", Type::Bool),
    ("loginUrl", Type::Url),
    ("loginPopupAutoClose", Type::Bool),
    (
        "loginOptions",
        Type::Section(&[
            ("autoClose", Type::Bool),
            ("height", Type::Pixels),
            ("width", Type::Pixels),
            ("top", Type::Pixels),
            ("left", Type::Pixels),
            ("disableAuthPopupAfterLogout", Type::Bool),
        ]),
    ),
    ("ccpLoadTimeout", Type::Millis),
    ("ccpAckTimeout", Type::Millis),
    ("ccpSynTimeout", Type::Millis),
    (
        "softphone",
        Type::Section(&[
            ("allowFramedSoftphone", Type::Bool),
            ("disableRingtone", Type::Bool),
            ("ringtoneUrl", Type::Text),
            ("disableEchoCancellation", Type::Bool),
            ("allowFramedVideoCall", Type::Bool),
            ("allowFramedScreenSharing", Type::Bool),
            ("allowFramedScreenSharingPopUp", Type::Bool),
            (
                "VDIPlatform",
                Type::OneOf(&["CITRIX", "CITRIX_413", "AWS_WORKSPACE", "OMNISSA", "AZURE"]),
            ),
            ("allowEarlyGum", Type::Bool),
            ("allowExtendedPersistentConnection", Type::Bool),
            ("disableStoringParamsInLocalStorage", Type::Bool),
        ]),
    ),
    ("chat", Type::Section(RINGTONE)),
    ("task", Type::Section(RINGTONE)),
    ("autoAcceptTone", Type::Section(RINGTONE)),
    (
        "pageOptions",
        Type::Section(&[
            ("enableAudioDeviceSettings", Type::Bool),
            ("enableVideoDeviceSettings", Type::Bool),
            ("enablePhoneTypeSettings", Type::Bool),
            ("showInactivityModal", Type::Bool),
        ]),
    ),
    ("shouldAddNamespaceToLogs", Type::Bool),
    ("iframeTitle", Type::Text),
    ("style", Type::Text),
];

const MILLIS: RangeInclusive<u64> = 100..=600_000;
const PIXELS: RangeInclusive<u64> = 0..=10_000;

/// The options as they are when the configuration says nothing; those that the customer's page
/// names have its values.
pub(super) fn defaults() -> Map<String, Value> {
    let Value::Object(defaults) = json!({
        "loginPopup": true,
        "loginPopupAutoClose": true,
        "loginOptions": {
            "autoClose": true, "height": 600, "width": 400, "top": 0, "left": 0,
            "disableAuthPopupAfterLogout": true
        },
        "softphone": { "allowFramedSoftphone": true, "disableRingtone": false },
        "pageOptions": {
            "enableAudioDeviceSettings": false,
            "enableVideoDeviceSettings": false,
            "enablePhoneTypeSettings": true,
            "showInactivityModal": false
        },
        "ccpAckTimeout": 5000,
        "ccpSynTimeout": 3000,
        "ccpLoadTimeout": 10000
    }) else {
        return Map::new();
    };
    defaults
}

/// Reads `connect` into the options; `unavailableState` is read by the caller.
pub(super) fn read(
    reader: &mut Reader,
    connect: &Map<String, Value>,
    params: &mut Map<String, Value>,
) {
    let mut known: Vec<&str> = OPTIONS.iter().map(|(name, _)| *name).collect();
    known.push("unavailableState");
    reader.only(connect, "connect", &known);
    read_options(reader, connect, "connect", OPTIONS, params);
}

fn read_options(
    reader: &mut Reader,
    object: &Map<String, Value>,
    path: &str,
    options: &[(&str, Type)],
    params: &mut Map<String, Value>,
) {
    for (name, kind_of) in options {
        let read = match kind_of {
            Type::Bool => reader.flag(object, path, name).map(Value::from),
            Type::Millis => reader.whole(object, path, name, MILLIS).map(Value::from),
            Type::Pixels => reader.whole(object, path, name, PIXELS).map(Value::from),
            Type::OneOf(words) => {
                let words: Vec<(&str, &str)> = words.iter().map(|word| (*word, *word)).collect();
                reader.choice(object, path, name, &words).map(Value::from)
            }
            Type::Text => reader.text(object, path, name, not_empty).map(Value::from),
            Type::Url => reader.text(object, path, name, url).map(Value::from),
            Type::Section(options) => {
                let path = join(path, name);
                let Some(section) = object.get(*name).and_then(|value| reader.object(value, &path))
                else {
                    continue;
                };
                let known: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
                reader.only(section, &path, &known);
                let kept = params.get(*name).and_then(Value::as_object).cloned();
                let mut kept = kept.unwrap_or_default();
                read_options(reader, section, &path, options, &mut kept);
                Some(Value::Object(kept))
            }
        };
        if let Some(value) = read {
            params.insert((*name).to_owned(), value);
        }
    }
}
