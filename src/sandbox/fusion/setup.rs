//! Owns what the address of the desktop's page asks for.
//!
//! PURE: the address comes in as text.

use super::faults::{self, Faults};
use crate::fusion::origin::query;

/// The name that this Fusion gives the toolbar.
pub(super) const TOOLBAR_NAME: &str = "TOOLBAR_437316";

/// What the page shows and does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setup {
    /// The toolbar's address without Fusion's parameters.
    pub(super) alone: String,
    /// The toolbar's address in the frame.
    pub(super) framed: String,
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
    /// Whether the frame passes the permission for the microphone on.
    pub(super) microphone: bool,
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
    let (mut scenario, mut microphone) = (None, true);
    let mut page = String::new();
    for (name, value) in query(search) {
        match name.as_str() {
            "strip" => size = ("100%".to_owned(), "70px".to_owned()),
            "width" => size.0 = pixels(&value)?,
            "height" => size.1 = pixels(&value)?,
            "open" => open = value != "0",
            "scenario" => scenario = Some(value),
            "mic" => microphone = value != "0",
            "page" => page = value,
            "toolbar" => extra = format!("&{value}"),
            "fault" => other_faults.extend(faults::switch(&mut faults, &value)),
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
        microphone,
    })
}

fn pixels(value: &str) -> Result<String, String> {
    let count: u16 =
        value.parse().map_err(|_| format!("A size is a whole number of pixels, not {value}."))?;
    Ok(format!("{count}px"))
}
