//! `config.json` becomes a [`Config`], or a list of every error in it with its JSON path. What left this module needs no
//! further check.
//!
//! Its members are those of `config.schema.json`; `build.rs` makes the reader's table of them. The options of `initCCP`
//! (`connect.md` B.1, amazon-connect-streams 2.28.2) lack functions, `provider`, `plugins`, `storageAccess`, what is
//! deprecated, `loginOptions.enableAckTimeout`, because its refresh loop would tear down the frame that holds the audio
//! of a live call, and the two-region mode (`enableGlobalResiliency`, `secondaryCCPUrl`), whose frames the sign-in and
//! the restart of `connect` cannot handle.

mod reader;

use serde_json::{Map, Value};
use std::sync::Arc;

use crate::domain::{BYPASS, Millis, Route};
use crate::headers::{HeaderHosts, amazon_sign_in};
use crate::json;
use reader::{Reader, at, code, not_empty, text, text_of, whole};

pub use reader::{ConfigError, OriginError, normalise};

pub use crate::domain::{
    AniFormat, Settings, ShownAttribute, Source, TokenMap, WithoutPlus, WrapUp,
};

/// How the toolbar was set up.
#[derive(Debug, PartialEq, Eq)]
pub struct Config {
    /// Amazon Connect.
    pub connect: ConnectConfig,
    /// Oracle Fusion.
    pub fusion: FusionConfig,
    /// What the core decides by.
    pub settings: Arc<Settings>,
    /// The country of numbers that have no country code (ISO 3166-1, upper case).
    pub default_country: String,
    /// How numbers are read that have neither a plus nor a national form.
    pub without_plus: WithoutPlus,
    /// The language to speak; `None` follows the browser.
    pub locale: Option<String>,
}

/// `connect` of `config.json`.
#[derive(Debug, PartialEq, Eq)]
pub struct ConnectConfig {
    /// The address of the CCP.
    pub ccp_url: String,
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
        json::text(&Value::Object(params))
    }

    /// One of its times, in milliseconds.
    pub fn millis(&self, option: &str) -> u64 {
        self.params.get(option).and_then(Value::as_u64).unwrap_or_default()
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
        params
            .insert("softphone".to_owned(), json::object(&mut [("disableRingtone", true.into())]));
        for channel in ["chat", "task"] {
            params.remove(channel);
        }
        json::text(&Value::Object(params))
    }
}

/// `fusion` of `config.json`.
#[derive(Debug, PartialEq, Eq)]
pub struct FusionConfig {
    /// The origins that may frame the toolbar, each as `new URL(x).origin` gives it.
    pub origins: Vec<String>,
    /// Which transport to use.
    pub transport: TransportChoice,
    /// The address of Oracle's script for UEF.
    pub uef_url: String,
    /// Whether it is asked for room for what is opened.
    pub resize: bool,
}

/// `fusion.transport`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportChoice {
    /// UEF, and MCA where that cannot be used.
    Auto,
    /// postMessage in the protocol of Oracle's media-toolbar library.
    Mca,
    /// No Fusion at all.
    None,
    /// Oracle's UI Events Framework.
    Uef,
}

/// Why there is no configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoConfig {
    /// The file cannot be had, or is no configuration at all; the reason in words.
    Unreadable(String),
    /// Everything that is wrong in it.
    Unusable(Vec<ConfigError>),
}

impl Config {
    /// The names of the contact attributes to read: for Fusion, and for the screen.
    pub fn attributes(&self) -> Vec<String> {
        let mut names = self.settings.token_map.attributes();
        let shown = self.settings.shown.iter().map(|shown| &shown.name);
        let new: Vec<_> = shown.filter(|name| !names.contains(name)).cloned().collect();
        names.extend(new);
        names
    }

    /// Reads the text of `config.json`.
    ///
    /// # Errors
    /// Every error of the file at once, in the order of its members.
    pub fn parse(text: &str) -> Result<Self, Vec<ConfigError>> {
        let raw: Value = serde_json::from_str(text).map_err(|error| {
            let problem = format!("is not JSON: {error}");
            vec![ConfigError::new(String::new(), problem)]
        })?;
        let mut reader = Reader::default();
        let file = reader.read(&raw);
        let config = Self::of(&file, &raw, &mut reader);
        reader.finish(config)
    }

    /// Takes over what was read; `raw` is the file as it was, without defaults.
    fn of(file: &Value, raw: &Value, reader: &mut Reader) -> Self {
        let word = |place: &str| text(file, place).unwrap_or_default();
        let flag = |place: &str| at(file, place).and_then(Value::as_bool).unwrap_or_default();
        let list =
            |place: &str| at(file, place).and_then(Value::as_array).cloned().unwrap_or_default();
        let texts = |place: &str| -> Vec<String> {
            list(place).iter().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let transport = match word("/fusion/transport").as_str() {
            "mca" => TransportChoice::Mca,
            "none" => TransportChoice::None,
            "uef" => TransportChoice::Uef,
            _ => TransportChoice::Auto,
        };
        let none_listed = |origins: &Value| origins.as_array().is_some_and(Vec::is_empty);
        if transport != TransportChoice::None && at(raw, "/fusion/origins").is_some_and(none_listed)
        {
            reader.fault("fusion.origins", "expected at least one origin of Fusion");
        }
        let mut params = Map::new();
        for (name, value) in at(file, "/connect").and_then(Value::as_object).into_iter().flatten() {
            // The only one of our own. To take it out again would cost 2 KB of the program.
            if name != "unavailableState" {
                params.insert(name.clone(), value.clone());
            }
        }
        let wrap_up = wrap_up(reader, file, raw);
        check(reader, raw, wrap_up, transport);
        let shown = list("/screen/attributes");
        let shown = shown.iter().filter_map(|entry| {
            let name = text(entry, "/name")?;
            Some(ShownAttribute {
                label: text(entry, "/label").unwrap_or_else(|| name.clone()),
                name,
            })
        });
        // Two questions without an answer, and never less than this.
        let cycle = whole(file, "/connect/ccpSynTimeout") + whole(file, "/connect/ccpAckTimeout");
        let settings = Arc::new(Settings {
            ani: match word("/fusion/aniFormat").as_str() {
                "as-is" => AniFormat::AsIs,
                "digits" => AniFormat::Digits,
                _ => AniFormat::E164,
            },
            wrap_up,
            unavailable_state: text(file, "/connect/unavailableState"),
            state_after_sign_in: text(file, "/session/stateAfterSignIn"),
            token_map: token_map(reader, file),
            wrap_up_ends_acw: flag("/fusion/wrapUpEndsAcw"),
            saved_updates: texts("/fusion/wrapUpUpdateTypes"),
            internal_calls: flag("/fusion/internalCalls"),
            follow_calls: flag("/fusion/followCalls"),
            notify_with_names: flag("/notifications/withNames"),
            recent_calls: usize::try_from(whole(file, "/dialling/recentCalls")).unwrap_or_default(),
            shown: shown.collect(),
            silence_visible: Millis::seconds(8).max(Millis(2 * cycle)),
            silence_hidden: Millis::seconds(75),
        });
        Self {
            connect: ConnectConfig { ccp_url: word("/connect/ccpUrl"), params },
            fusion: FusionConfig {
                origins: texts("/fusion/origins"),
                transport,
                uef_url: word("/fusion/uefUrl"),
                resize: flag("/fusion/resize"),
            },
            settings,
            default_country: word("/dialling/defaultCountry"),
            without_plus: match word("/dialling/numbersWithoutPlus").as_str() {
                "international" => WithoutPlus::International,
                _ => WithoutPlus::National,
            },
            locale: text(file, "/locale").filter(|tag| tag != "auto"),
        }
    }

    /// The hosts for [`headers`](crate::headers). Of a sign-on the host of `connect.loginUrl` is known, or else
    /// Amazon's own; a provider that the CCP's frame is sent on to has to be added by hand.
    pub fn hosts(&self) -> HeaderHosts {
        let connect: Vec<String> = normalise(&self.connect.ccp_url).into_iter().collect();
        let login = self.connect.login_url().and_then(|url| normalise(&url).ok());
        let elsewhere = login.filter(|host| !connect.contains(host));
        let region = self.connect.params.get("region").and_then(Value::as_str).unwrap_or_default();
        let amazon = || amazon_sign_in(region).iter().map(|&host| host.to_owned()).collect();
        let sign_on = elsewhere.map_or_else(amazon, |host| vec![host]);
        let uef = match self.fusion.transport {
            TransportChoice::Auto | TransportChoice::Uef => normalise(&self.fusion.uef_url).ok(),
            TransportChoice::Mca | TransportChoice::None => None,
        };
        HeaderHosts { connect, sign_on, fusion: self.fusion.origins.clone(), uef }
    }
}

/// Tokens that the toolbar sets itself, or Fusion for its own sake (`fusion.md` B.8, D.2, E.1), in lower case: another
/// value would break the protocol.
const RESERVED: [&str; 15] = [
    "appclassification",
    "calldirection",
    "calldrection",
    "callstatus",
    "channel",
    "channelid",
    "channeltype",
    "eventid",
    "lookupobject",
    "mcaorigeventsource",
    "svcmca_2ndary_call_type",
    "svcmca_ani",
    "svcmca_communication_direction",
    "svcmca_destination_agent_name",
    "svcmca_wrapup_id",
];

/// Tokens that count seconds.
const SECONDS: [&str; 2] = ["SVCMCA_OFFER_TIMEOUT_SEC", "SVCMCA_WRAPUP_TIMEOUT"];

/// Reads what Fusion is given.
fn token_map(reader: &mut Reader, file: &Value) -> TokenMap {
    TokenMap {
        route: Route {
            classification: text(file, "/fusion/appClassification").unwrap_or_default(),
            lookup: text(file, "/fusion/lookupObject"),
        },
        classifications: pairs(reader, file, "appClassifications", |queue, value| {
            by_queue(queue, value, code)
        }),
        lookups: pairs(reader, file, "lookupObjects", |queue, value| {
            by_queue(queue, value, not_empty)
        }),
        tokens: pairs(reader, file, "tokens", token),
        fields: pairs(reader, file, "wrapUpFields", field),
    }
}

/// Reads the members of an object that the customer names; `parse` takes name and value of each.
fn pairs<T>(
    reader: &mut Reader,
    file: &Value,
    name: &str,
    parse: impl Fn(&str, &Value) -> Result<T, String>,
) -> Vec<(String, T)> {
    let members = at(file, &format!("/fusion/{name}")).and_then(Value::as_object);
    let mut pairs = Vec::new();
    for (key, value) in members.into_iter().flatten() {
        match parse(key, value) {
            Ok(parsed) => pairs.push((key.clone(), parsed)),
            Err(problem) => reader.fault(&format!("fusion.{name}.{key}"), problem),
        }
    }
    pairs
}

/// Reads what happens after a call; `raw` is the file as it was, without defaults.
fn wrap_up(reader: &mut Reader, file: &Value, raw: &Value) -> WrapUp {
    let wrap_up = match text(file, "/fusion/wrapUp").as_deref() {
        Some("timed") => WrapUp::Timed(Millis::seconds(whole(file, "/fusion/wrapUpSeconds"))),
        Some("none") => WrapUp::None,
        Some(_) | None => WrapUp::Unlimited,
    };
    let until_cleared = at(raw, "/fusion/acwEndsWrapUp").and_then(Value::as_bool);
    match (wrap_up, until_cleared) {
        (WrapUp::Unlimited, Some(true)) => return WrapUp::UntilCleared,
        (WrapUp::Timed(_) | WrapUp::None, Some(_)) => reader.fault(
            "fusion.acwEndsWrapUp",
            "is for wrapUp \"unlimited\" only; \"timed\" always does so, and \"none\" has no wrap-up",
        ),
        (_, None | Some(_)) => {}
    }
    wrap_up
}

/// Names what has no effect beside the rest, so that nobody waits for it; `raw` is the file as it was.
fn check(reader: &mut Reader, raw: &Value, wrap_up: WrapUp, transport: TransportChoice) {
    let member = |name: &str| at(raw, &format!("/fusion/{name}"));
    let has = |name: &str| member(name).is_some();
    let ends_acw = member("wrapUpEndsAcw") == Some(&Value::Bool(true));
    let no_wrap_up = "has no effect, because wrapUp \"none\" leaves nothing to save";
    if wrap_up == WrapUp::None && ends_acw {
        reader.fault("fusion.wrapUpEndsAcw", no_wrap_up);
    }
    if wrap_up == WrapUp::None && has("wrapUpFields") {
        reader.fault("fusion.wrapUpFields", no_wrap_up);
    }
    if has("wrapUpFields") && matches!(transport, TransportChoice::Mca | TransportChoice::None) {
        let problem = "has no effect: only the transport \"uef\" can write into the wrap-up";
        reader.fault("fusion.wrapUpFields", problem);
    }
    if has("wrapUpUpdateTypes") && !ends_acw {
        let problem = "has no effect without wrapUpEndsAcw";
        reader.fault("fusion.wrapUpUpdateTypes", problem);
    }
}

fn by_queue(
    queue: &str,
    value: &Value,
    parse: fn(&str) -> Result<String, String>,
) -> Result<String, String> {
    if queue.trim().is_empty() {
        return Err("expected the name of a queue".to_owned());
    }
    parse(text_of(value)?)
}

fn token(name: &str, value: &Value) -> Result<Source, String> {
    if code(name).is_err() {
        return Err("expected the name of a token: letters, digits and underscores".to_owned());
    }
    if RESERVED.contains(&name.to_ascii_lowercase().as_str()) {
        return Err("is reserved: the toolbar or Fusion sets it".to_owned());
    }
    let capitals = name.to_ascii_uppercase();
    if capitals.starts_with("SVCMCA_") && name != capitals {
        return Err(format!("Oracle spells its tokens in capitals; use \"{capitals}\""));
    }
    let source = source(value)?;
    let from_contact = matches!(source, Source::Attribute(_) | Source::Segment(_));
    if name == BYPASS && !from_contact && !matches!(source, Source::Flag(_)) {
        return Err("expected true, false, or an attribute that says so".to_owned());
    }
    if SECONDS.contains(&name) && !from_contact && !value.is_u64() {
        return Err("expected a whole number of seconds, or an attribute that has it".to_owned());
    }
    Ok(source)
}

fn field(name: &str, value: &Value) -> Result<Source, String> {
    let is_field = name.strip_prefix("WrapUp.").is_some_and(|field| code(field).is_ok());
    if !is_field {
        let problem = "expected the name of a field such as \"WrapUp.ResolutionCd\"";
        return Err(problem.to_owned());
    }
    source(value)
}

/// Reads where a value comes from.
fn source(value: &Value) -> Result<Source, String> {
    const FORMS: &str = "expected \"attribute:NAME\", \"segment:NAME\", \"queue\", \
        \"initiationMethod\", \"text:VALUE\", a whole number, true or false";
    let text = match value {
        Value::Bool(flag) => return Ok(Source::Flag(*flag)),
        Value::Number(number) if number.is_u64() => return Ok(Source::Text(number.to_string())),
        Value::String(text) => text.as_str(),
        Value::Array(_) | Value::Null | Value::Number(_) | Value::Object(_) => {
            return Err(FORMS.to_owned());
        }
    };
    match text.split_once(':') {
        Some((_, "")) => Err(FORMS.to_owned()),
        Some(("attribute", name)) => Ok(Source::Attribute(name.to_owned())),
        Some(("segment", name)) => Ok(Source::Segment(name.to_owned())),
        Some(("text", value)) => Ok(Source::Text(value.to_owned())),
        None if text == "queue" => Ok(Source::Queue),
        None if text == "initiationMethod" => Ok(Source::InitiationMethod),
        Some(_) | None => Err(FORMS.to_owned()),
    }
}
