//! Chooses the language of the page and fetches its texts.

use crate::dom::{fetch, page};
use crate::i18n::{self, Locale};

/// Speaks the language of the configuration, or the browser's. Says why its texts cannot be had; the page then goes on
/// in the language that it spoke before, if any.
pub(super) async fn speak(configured: Option<&str>) -> Result<(), String> {
    let files = page::texts();
    let known: Vec<String> = files.iter().map(|(tag, _)| tag.clone()).collect();
    let chosen = i18n::choose(&known, configured, &page::languages());
    let Some((tag, url)) = chosen.and_then(|chosen| files.iter().find(|(tag, _)| tag == chosen))
    else {
        return Err("the page names no texts".to_owned());
    };
    if i18n::use_locale().tag() != tag {
        let file = fetch::kept_text(url).await.map_err(|error| format!("{url}: {error}"))?;
        i18n::speak(Locale::read(tag, &file).map_err(|error| format!("{url}: {error}"))?);
    }
    page::set_language(tag);
    Ok(())
}
