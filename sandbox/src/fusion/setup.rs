//! What the address of the desktop's page asks for.
//!
//! PURE: the address comes in as text.

use super::faults::{self, Faults};
use crate::scenario;
use form_urlencoded::{byte_serialize, parse};

/// The name that this Fusion gives the toolbar.
pub(super) const TOOLBAR_NAME: &str = "TOOLBAR_437316";

/// What the page shows and does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setup {
    /// The toolbar's address without Fusion's parameters.
    pub(super) alone: String,
    /// The toolbar's address in the frame, without what switches add.
    framed: String,
    /// The origin of both.
    pub(super) toolbar_origin: String,
    /// CSS width and height of the frame.
    pub(super) size: (String, String),
    /// Whether the frame is open from the start.
    pub(super) open: bool,
    /// Fusion's faults.
    pub(super) faults: Faults,
    /// Names of faults that are not Fusion's; the director may know them.
    pub(super) other_faults: Vec<String>,
    /// The situation to bring about.
    pub(super) scenario: Option<String>,
    /// The buttons to press, by name, one after the other.
    pub(super) actions: Vec<String>,
    /// Whether the drawer is open from the start.
    pub(super) drawer: bool,
    /// The transport that a toolbar without a config.json uses; it decides itself when none is said.
    pub(super) transport: Option<&'static str>,
    /// Whether the frame passes the permission for the microphone on.
    pub(super) microphone: bool,
}

/// The transports that can be asked for, as `config.json` names them.
pub(super) const TRANSPORTS: [&str; 3] = ["auto", "uef", "mca"];

impl Setup {
    /// The toolbar's address in the frame; the made-up configuration reads what is added (`config.js`), and
    /// the stand-in of Oracle's framework does.
    pub(super) fn framed(&self, faults: &Faults) -> String {
        let uef = match (faults.contains(faults::UEF_MISSING), faults.contains(faults::UEF_EMPTY)) {
            (true, _) => "&sandboxUef=missing",
            (false, true) => "&sandboxUef=empty",
            (false, false) => "",
        };
        let transport = self.transport.map(|name| format!("&sandboxTransport={name}"));
        let scenario = self.scenario.as_deref().and_then(scenario::by_name);
        let config = scenario.and_then(|scenario| scenario.config).map(|config| {
            let config: String = byte_serialize(config.as_bytes()).collect();
            format!("&sandboxConfig={config}")
        });
        let [transport, config] = [transport, config].map(Option::unwrap_or_default);
        format!("{}{transport}{uef}{config}", self.framed)
    }
}

/// Reads the page's origin, path and query.
///
/// # Errors
/// Says on which host the page has to be opened.
pub(super) fn read(origin: &str, path: &str, search: &str) -> Result<Setup, String> {
    let (scheme, host) = origin.split_once("://").unwrap_or_default();
    let Some(rest) = host.strip_prefix("fusion.") else {
        return Err(format!("Open this page on fusion.localhost, not on {host}."));
    };
    let toolbar_origin = format!("{scheme}://toolbar.{rest}");
    let folder = path.split("sandbox-fusion").next().unwrap_or("/");
    let mut size = ("400px".to_owned(), "640px".to_owned());
    let (mut open, mut extra, mut other_faults) = (true, String::new(), Vec::new());
    let mut faults = faults::usual();
    let (mut scenario, mut microphone, mut transport) = (None, true, None);
    let (mut page, mut actions, mut drawer) = (String::new(), Vec::new(), true);
    for (name, value) in parse(search.trim_start_matches('?').as_bytes()) {
        match name.as_ref() {
            "strip" => size = ("100%".to_owned(), "70px".to_owned()),
            "width" => size.0 = pixels(&value)?,
            "height" => size.1 = pixels(&value)?,
            "open" => open = value != "0",
            "scenario" => scenario = Some(value.into_owned()),
            "do" => actions.extend(names(&value)),
            "drawer" => drawer = value != "0",
            "transport" => transport = Some(transport_of(&value)?),
            "mic" => microphone = value != "0",
            "page" => page = value.into_owned(),
            "toolbar" => extra = format!("&{value}"),
            "fault" => other_faults.extend(faults::switch(&mut faults, &value)),
            "lose" | "refuse" => {
                let names = faults::of_messages(&name, &value);
                other_faults.extend(faults::switch(&mut faults, &names));
            }
            _ => {}
        }
    }
    let alone = format!("{toolbar_origin}{folder}{page}");
    let parent = origin.replace(':', "%3A").replace('/', "%2F");
    let api = "%2Fservice%2Fjs%2FmcaInteractionV1.js";
    let framed = format!(
        "{alone}?oraParentFrame={parent}&oraTbName={TOOLBAR_NAME}&oraApiSource={api}{extra}"
    );
    Ok(Setup {
        alone,
        framed,
        toolbar_origin,
        size,
        open,
        faults,
        other_faults,
        scenario,
        actions,
        drawer,
        transport,
        microphone,
    })
}

/// The names in a list such as `ring,miss`.
fn names(list: &str) -> impl Iterator<Item = String> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

fn transport_of(value: &str) -> Result<&'static str, String> {
    let known = TRANSPORTS.into_iter().find(|name| *name == value);
    known.ok_or_else(|| format!("A transport is one of {}, not {value}.", TRANSPORTS.join(", ")))
}

fn pixels(value: &str) -> Result<String, String> {
    let count: u16 =
        value.parse().map_err(|_| format!("A size is a whole number of pixels, not {value}."))?;
    Ok(format!("{count}px"))
}
