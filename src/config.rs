//! Owns `config.json`: it becomes a [`Config`], or a list of every error in it with its JSON path.
//!
//! Parse, don't validate: what left this module needs no further check. PURE; it never fetches.
//! The members are those of `design.md` 8; what may stand under `connect` is in `schema`.

mod given;
mod hosts;
pub mod origin;
mod reader;
mod schema;

use core::fmt;

use serde_json::{Map, Value, json};

pub use crate::domain::{AniFormat, ShownAttribute, Source, TokenMap, WithoutPlus, WrapUp};
use reader::{Reader, kind, not_empty};

/// Where Oracle serves the loader of UEF, for every pod (`fusion.md` C.1).
const UEF_URL: &str =
    "https://static.oracle.com/cdn/ui-events-framework/libs/ui-events-framework-client.js";

/// How the toolbar was set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Amazon Connect.
    pub connect: ConnectConfig,
    /// Oracle Fusion.
    pub fusion: FusionConfig,
    /// The country of numbers that have no country code (ISO 3166-1, upper case).
    pub default_country: String,
    /// How numbers are read that have neither a plus nor a national form.
    pub without_plus: WithoutPlus,
    /// How many calls of the session are listed; none if zero.
    pub recent_calls: usize,
    /// The language to speak; `None` follows the browser.
    pub locale: Option<String>,
    /// The contact attributes that a card shows, in their order.
    pub shown: Vec<ShownAttribute>,
}

/// `connect` of `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectConfig {
    /// The address of the CCP.
    pub ccp_url: String,
    /// The name of the state to take for "not available".
    pub unavailable_state: Option<String>,
    /// Milliseconds that the CCP may take to acknowledge.
    pub ack_timeout: u64,
    /// Milliseconds between two questions to the CCP.
    pub syn_timeout: u64,
    /// Every option for `initCCP`, defaults filled in.
    params: Map<String, Value>,
}

impl ConnectConfig {
    /// The options for `initCCP` as the JSON text of one object. A frame that cannot have the microphone
    /// must not try: audio then lives in Amazon's own window.
    pub fn init_params(&self, microphone: bool) -> String {
        let mut params = self.params.clone();
        if !microphone {
            let softphone = params.entry("softphone").or_insert_with(|| Value::Object(Map::new()));
            if let Some(softphone) = softphone.as_object_mut() {
                softphone.insert("allowFramedSoftphone".to_owned(), Value::Bool(false));
            }
        }
        Value::Object(params).to_string()
    }

    /// Where the agent signs in, if not at the CCP's own address.
    pub fn login_url(&self) -> Option<String> {
        self.params.get("loginUrl").and_then(Value::as_str).map(str::to_owned)
    }

    /// The options for a CCP that only has to answer: it opens no window, and neither rings nor takes
    /// the audio of a call that comes meanwhile.
    pub fn probe_params(&self) -> String {
        let mut params = self.params.clone();
        params.insert("loginPopup".to_owned(), Value::Bool(false));
        params.insert("softphone".to_owned(), json!({ "disableRingtone": true }));
        for channel in ["chat", "task"] {
            params.remove(channel);
        }
        Value::Object(params).to_string()
    }
}

/// `fusion` of `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FusionConfig {
    /// The origins that may frame the toolbar, each as `new URL(x).origin` gives it.
    pub origins: Vec<String>,
    /// Which transport to use.
    pub transport: Transport,
    /// The address of Oracle's script for UEF.
    pub uef_url: String,
    /// How the caller's number is written.
    pub ani_format: AniFormat,
    /// What Fusion is given of a call.
    pub given: TokenMap,
    /// What happens after a call.
    pub wrap_up: WrapUp,
    /// Whether saving the wrap-up in Fusion ends after-call work.
    pub wrap_up_ends_acw: bool,
    /// The types of update that say so; any if there is none.
    pub saved_updates: Vec<String>,
    /// Whether Fusion is told of calls between colleagues.
    pub internal_calls: bool,
}

/// `fusion.transport`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// UEF, and MCA where that cannot be used.
    Auto,
    /// postMessage in the protocol of Oracle's media-toolbar library.
    Mca,
    /// No Fusion at all.
    None,
    /// Oracle's UI Events Framework.
    Uef,
}

/// One thing that is wrong in `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// Where, as a JSON path such as `connect.softphone.disableRingtone`; empty for the whole file.
    pub path: String,
    /// What, and what was expected.
    pub problem: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return f.write_str(&self.problem);
        }
        write!(f, "{}: {}", self.path, self.problem)
    }
}

impl Config {
    /// The names of the contact attributes to read: for Fusion, and for the screen.
    pub fn attributes(&self) -> Vec<String> {
        let mut names = self.fusion.given.attributes();
        let shown = self.shown.iter().map(|shown| &shown.name);
        let new: Vec<_> = shown.filter(|name| !names.contains(name)).cloned().collect();
        names.extend(new);
        names
    }

    /// Reads the text of `config.json`.
    ///
    /// # Errors
    /// Every error of the file at once, in the order of its members.
    pub fn parse(text: &str) -> Result<Self, Vec<ConfigError>> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            vec![ConfigError { path: String::new(), problem: format!("is not JSON: {error}") }]
        })?;
        let mut reader = Reader::default();
        let empty = Map::new();
        let root = reader.object(&value, "").unwrap_or(&empty);
        // The first is for editors: where the schema of this file is.
        reader.only(root, "", &["$schema", "connect", "fusion", "dialling", "screen", "locale"]);
        let connect = read_connect(&mut reader, root);
        let fusion = read_fusion(&mut reader, root);
        let none = Map::new();
        let dialling = reader.section(root, "dialling", &none);
        reader.only(dialling, "dialling", &["defaultCountry", "numbersWithoutPlus", "recentCalls"]);
        let recent_calls = reader.whole(dialling, "dialling", "recentCalls", 0..=100).unwrap_or(20);
        let habits =
            [("national", WithoutPlus::National), ("international", WithoutPlus::International)];
        let without_plus =
            reader.choice(dialling, "dialling", "numbersWithoutPlus", &habits).unwrap_or_default();
        let default_country = reader
            .text(dialling, "dialling", "defaultCountry", |text| {
                let ok = text.len() == 2 && text.chars().all(|c| c.is_ascii_uppercase());
                ok.then(|| text.to_owned()).ok_or_else(|| {
                    "expected two capital letters, such as \"US\" (ISO 3166-1)".to_owned()
                })
            })
            .unwrap_or_else(|| "US".to_owned());
        let locale = reader
            .choice(root, "", "locale", &[("auto", None), ("en", Some("en")), ("ja", Some("ja"))])
            .flatten()
            .map(str::to_owned);
        let recent_calls = usize::try_from(recent_calls).unwrap_or_default();
        let shown = read_shown(&mut reader, root);
        reader.finish(Self {
            connect,
            fusion,
            default_country,
            without_plus,
            recent_calls,
            locale,
            shown,
        })
    }
}

fn read_shown(reader: &mut Reader, root: &Map<String, Value>) -> Vec<ShownAttribute> {
    let none = Map::new();
    let screen = reader.section(root, "screen", &none);
    reader.only(screen, "screen", &["attributes"]);
    let entries = screen.get("attributes").map_or(&[][..], |value| {
        let list = value.as_array();
        if list.is_none() {
            let problem = format!("expected a list, found {}", kind(value));
            reader.fault("screen.attributes", problem);
        }
        list.map_or(&[], Vec::as_slice)
    });
    let mut shown = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let path = format!("screen.attributes[{place}]");
        let Some(entry) = reader.object(entry, &path) else { continue };
        reader.only(entry, &path, &["name", "label"]);
        reader.require(entry, &path, "name");
        let Some(name) = reader.text(entry, &path, "name", not_empty) else { continue };
        let label = reader.text(entry, &path, "label", not_empty);
        shown.push(ShownAttribute { label: label.unwrap_or_else(|| name.clone()), name });
    }
    shown
}

fn read_connect(reader: &mut Reader, root: &Map<String, Value>) -> ConnectConfig {
    let none = Map::new();
    let connect = reader.section(root, "connect", &none);
    reader.require(connect, "connect", "ccpUrl");
    let mut params = schema::defaults();
    schema::read(reader, connect, &mut params);
    let number = |name: &str| params.get(name).and_then(Value::as_u64).unwrap_or_default();
    ConnectConfig {
        ccp_url: params.get("ccpUrl").and_then(Value::as_str).unwrap_or_default().to_owned(),
        unavailable_state: reader.text(connect, "connect", "unavailableState", not_empty),
        ack_timeout: number("ccpAckTimeout"),
        syn_timeout: number("ccpSynTimeout"),
        params,
    }
}

fn read_fusion(reader: &mut Reader, root: &Map<String, Value>) -> FusionConfig {
    const PATH: &str = "fusion";
    let none = Map::new();
    let fusion = reader.section(root, PATH, &none);
    let members = [
        "origins",
        "transport",
        "uefUrl",
        "appClassification",
        "appClassifications",
        "lookupObject",
        "lookupObjects",
        "aniFormat",
        "tokens",
        "wrapUp",
        "wrapUpSeconds",
        "wrapUpFields",
        "wrapUpEndsAcw",
        "wrapUpUpdateTypes",
        "acwEndsWrapUp",
        "internalCalls",
    ];
    reader.only(fusion, PATH, &members);
    let transports = [
        ("auto", Transport::Auto),
        ("mca", Transport::Mca),
        ("none", Transport::None),
        ("uef", Transport::Uef),
    ];
    let transport =
        reader.choice(fusion, PATH, "transport", &transports).unwrap_or(Transport::Auto);
    reader.require(fusion, PATH, "origins");
    let origins = reader.list(fusion, PATH, "origins", reader::origin);
    let none_listed = fusion.get("origins").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if none_listed && transport != Transport::None {
        reader.fault("fusion.origins", "expected at least one origin of Fusion");
    }
    let ani_formats =
        [("e164", AniFormat::E164), ("digits", AniFormat::Digits), ("as-is", AniFormat::AsIs)];
    let wrap_up = given::wrap_up(reader, fusion);
    given::check(reader, fusion, wrap_up, transport);
    FusionConfig {
        origins,
        transport,
        uef_url: reader
            .text(fusion, PATH, "uefUrl", reader::url)
            .unwrap_or_else(|| UEF_URL.to_owned()),
        ani_format: reader.choice(fusion, PATH, "aniFormat", &ani_formats).unwrap_or_default(),
        given: given::read(reader, fusion),
        wrap_up,
        wrap_up_ends_acw: reader.flag(fusion, PATH, "wrapUpEndsAcw").unwrap_or_default(),
        saved_updates: reader.list(fusion, PATH, "wrapUpUpdateTypes", reader::code),
        internal_calls: reader.flag(fusion, PATH, "internalCalls").unwrap_or_default(),
    }
}
