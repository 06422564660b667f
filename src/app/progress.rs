//! How far the toolbar's page has come, its configuration first.

use super::engine::Engine;
use super::language;
use crate::config::{Config, ConfigError};
use crate::dom::{fetch, page};

/// How far the page has come.
#[derive(Clone)]
pub(super) enum Progress {
    /// The configuration is on its way; the page shows its skeleton.
    Reading,
    /// The engine runs.
    Running(Engine),
    /// Another window runs the phone; whether it took over from this one.
    Second { taken: bool },
    /// The configuration cannot be used.
    Unusable(Vec<ConfigError>),
    /// The configuration cannot be had, or the page cannot run here; the reason in words.
    Unreadable(String),
}

/// Reads the configuration, and speaks its language.
pub(super) async fn read_config(url: &str) -> Result<Config, Progress> {
    let text = match fetch::text(url).await {
        Ok(text) => text,
        Err(cause) => return Err(Progress::Unreadable(format!("{url}: {cause}"))),
    };
    // A host that answers every path with its index page has no such file.
    if text.trim_start().starts_with('<') {
        let cause = format!("{url}: found a web page instead of the file");
        return Err(Progress::Unreadable(cause));
    }
    let config = Config::parse(&text).map_err(Progress::Unusable)?;
    if let Err(cause) = language::speak(config.locale.as_deref()).await {
        page::warn(&cause);
    }
    Ok(config)
}
