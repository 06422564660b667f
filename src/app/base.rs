//! Where the application lives, and what its page reads from there: its configuration and the texts of its language.

use web_sys::Url;

use crate::config::{Config, NoConfig};
use crate::dom::{fetch, page};
use crate::i18n;
use crate::i18n::Locale;

const CONFIG: &str = "meta[name=toolbar-config]";

/// The folder of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Its address, with its last slash; lazy files are fetched from here.
    pub href: String,
}

impl Base {
    /// Reads `document.baseURI`; the root of the host where there is none.
    pub fn read() -> Self {
        let address = page::document().and_then(|document| document.base_uri().ok().flatten());
        Self::of(address.as_deref().unwrap_or("/"))
    }

    /// Takes an address such as `https://host/cti/index.html?x`; what follows the last slash of its
    /// path is no part of the folder.
    pub fn of(address: &str) -> Self {
        let bare = address.split(['?', '#']).next().unwrap_or_default();
        let folder = bare.rfind('/').map_or("/", |end| bare.get(..=end).unwrap_or("/"));
        Self { href: folder.to_owned() }
    }

    /// Its path, without a slash at the end; the router wants it so.
    pub fn path(&self) -> String {
        let path = match self.href.split_once("://") {
            None => self.href.as_str(),
            Some((_, rest)) => {
                rest.find('/').and_then(|start| rest.get(start..)).unwrap_or_default()
            }
        };
        path.trim_end_matches('/').to_owned()
    }

    /// The address of a file beside `index.html`.
    pub fn file(&self, name: &str) -> String {
        format!("{}{name}", self.href)
    }

    /// The address of the configuration, which `index.html` names.
    pub fn config(&self) -> String {
        let meta =
            page::document().and_then(|document| document.query_selector(CONFIG).ok().flatten());
        let named = meta.and_then(|meta| meta.get_attribute("content"));
        let url = named.and_then(|named| Url::new_with_base(&named, &self.href).ok());
        url.map_or_else(|| self.file("config.json"), |url| url.href())
    }
}

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

/// Reads the configuration, and speaks its language.
pub(super) async fn read_config(url: &str) -> Result<Config, NoConfig> {
    let text = match fetch::text(url).await {
        Ok(text) => text,
        Err(cause) => return Err(NoConfig::Unreadable(format!("{url}: {cause}"))),
    };
    // A host that answers every path with its index page has no such file.
    if text.trim_start().starts_with('<') {
        let cause = format!("{url}: found a web page instead of the file");
        return Err(NoConfig::Unreadable(cause));
    }
    let config = Config::parse(&text).map_err(NoConfig::Unusable)?;
    if let Err(cause) = speak(config.locale.as_deref()).await {
        page::warn(&cause);
    }
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn the_folder_is_what_stands_before_the_last_slash() {
        for (address, href, path) in [
            ("https://host/", "https://host/", ""),
            ("https://host/index.html?a=/b#c/d", "https://host/", ""),
            ("https://host/cti/", "https://host/cti/", "/cti"),
            ("https://host/a/b/index.html", "https://host/a/b/", "/a/b"),
            ("http://toolbar.localhost:8080/", "http://toolbar.localhost:8080/", ""),
            ("/", "/", ""),
        ] {
            let base = Base::of(address);
            assert_eq!((base.href.as_str(), base.path().as_str()), (href, path), "{address}");
        }
    }
}
