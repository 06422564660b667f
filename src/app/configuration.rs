//! Owns getting `config.json` from the host.

use crate::config::{Config, ConfigError};
use crate::dom::fetch;

/// Why there is no configuration.
pub(super) enum Trouble {
    /// It cannot be used.
    Invalid(Vec<ConfigError>),
    /// It cannot be had; the reason in words.
    Unreadable(String),
}

/// Fetches and reads the file at `url`.
pub(super) async fn read(url: &str) -> Result<Config, Trouble> {
    let text = match fetch::text(url).await {
        Ok(text) => text,
        Err(cause) => return stand_in(format!("{url}: {cause}")),
    };
    // A host that answers every path with its index page has no such file.
    if text.trim_start().starts_with('<') {
        return stand_in(format!("{url}: found a web page instead of the file"));
    }
    Config::parse(&text).map_err(Trouble::Invalid)
}

/// In development a missing file is made up from the address; in a release it is an error.
#[cfg(any(debug_assertions, feature = "sandbox"))]
fn stand_in(cause: String) -> Result<Config, Trouble> {
    match crate::sandbox::config(&crate::dom::page::origin()) {
        Some(text) => Config::parse(&text).map_err(Trouble::Invalid),
        None => Err(Trouble::Unreadable(cause)),
    }
}

#[cfg(not(any(debug_assertions, feature = "sandbox")))]
fn stand_in(cause: String) -> Result<Config, Trouble> {
    Err(Trouble::Unreadable(cause))
}
