//! What a page loads while it runs: small text files of our own host, and scripts.

use core::fmt;
use gloo_events::EventListener;
use js_sys::{Map, Promise};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlScriptElement, RequestCache, RequestInit, Response, Window};

use super::page;

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FetchError {
    /// The host answered with this status.
    Status(u16),
    /// The host could not be reached, or its answer not be read.
    Unreachable,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "the host answered with status {status}"),
            Self::Unreachable => f.write_str("the host could not be reached"),
        }
    }
}

impl core::error::Error for FetchError {}

/// What the host answered.
pub(crate) struct HostAnswer(Response);

impl HostAnswer {
    /// One of its headers.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.0.headers().get(name).ok().flatten()
    }

    /// Its body.
    ///
    /// # Errors
    /// When it breaks off.
    pub(crate) async fn text(&self) -> Result<String, FetchError> {
        let lost = FetchError::Unreachable;
        let body = JsFuture::from(self.0.text().map_err(|_| lost)?).await.map_err(|_| lost)?;
        body.as_string().ok_or(lost)
    }
}

/// Asks for `url`, past every cache, or takes what the start script of the page has begun to fetch.
///
/// # Errors
/// When the host cannot be reached or does not answer with success.
pub(crate) async fn answer(url: &str) -> Result<HostAnswer, FetchError> {
    answer_by(url, RequestCache::NoStore).await
}

async fn answer_by(url: &str, cache: RequestCache) -> Result<HostAnswer, FetchError> {
    let lost = FetchError::Unreachable;
    let window = web_sys::window().ok_or(lost)?;
    let asked = begun(&window, url).unwrap_or_else(|| {
        let options = RequestInit::new();
        options.set_cache(cache);
        window.fetch_with_str_and_init(url, &options)
    });
    let answer = JsFuture::from(asked).await;
    let answer: Response = answer.map_err(|_| lost)?.dyn_into().map_err(|_| lost)?;
    if answer.ok() { Ok(HostAnswer(answer)) } else { Err(FetchError::Status(answer.status())) }
}

/// The fetch of `url` that `index.html` has begun; once, for the next time is to be of then.
fn begun(window: &Window, url: &str) -> Option<Promise> {
    let begun = window.unchecked_ref::<StartedWindow>().begun()?;
    let url = JsValue::from_str(url);
    let fetched = begun.get(&url).dyn_into().ok();
    begun.delete(&url);
    fetched
}

/// Fetches `url`, past every cache.
///
/// # Errors
/// When the host cannot be reached or does not answer with success.
pub(crate) async fn text(url: &str) -> Result<String, FetchError> {
    answer(url).await?.text().await
}

/// Fetches `url`, a file that never changes under its name, or takes what the start script has begun to fetch.
///
/// # Errors
/// When the host cannot be reached or does not answer with success.
pub(crate) async fn kept_text(url: &str) -> Result<String, FetchError> {
    answer_by(url, RequestCache::Default).await?.text().await
}

#[wasm_bindgen]
extern "C" {
    /// The window with what its start script has begun to fetch, by address.
    #[wasm_bindgen(extends = Window)]
    type StartedWindow;

    #[wasm_bindgen(method, getter, structural)]
    fn begun(this: &StartedWindow) -> Option<Map>;

    /// The options of `fetch`, with a word that needs no type of its own.
    #[wasm_bindgen(extends = RequestInit)]
    type PlainOptions;

    #[wasm_bindgen(method, setter, structural)]
    fn set_mode(this: &PlainOptions, mode: &str);

    #[wasm_bindgen(method, setter, structural)]
    fn set_credentials(this: &PlainOptions, credentials: &str);
}

/// Asks a host of whatever origin, with or without what the browser keeps for it; what it answers cannot be read. `None`
/// without a window.
pub(crate) fn opaque(url: &str, credentials: &str, cache: Option<RequestCache>) -> Option<Promise> {
    let options: PlainOptions = RequestInit::new().unchecked_into();
    options.set_mode("no-cors");
    options.set_credentials(credentials);
    if let Some(cache) = cache {
        options.set_cache(cache);
    }
    Some(web_sys::window()?.fetch_with_str_and_init(url, &options))
}

/// Whether any host answers at `url`, of whatever origin.
pub(crate) async fn reaches(url: &str) -> bool {
    match opaque(url, "omit", Some(RequestCache::NoStore)) {
        Some(asked) => JsFuture::from(asked).await.is_ok(),
        None => false,
    }
}

/// Has the browser fetch a script that [`Script::begin`] will ask for.
pub(crate) fn preload(url: &str) {
    let Some((head, link)) = page::document()
        .and_then(|document| Some((document.head()?, document.create_element("link").ok()?)))
    else {
        return;
    };
    for (name, value) in [("rel", "preload"), ("as", "script"), ("href", url)] {
        // Without it the script only comes later.
        let _ = link.set_attribute(name, value);
    }
    let _ = head.append_child(&link);
}

/// A script element, and the wait for it; dropping it removes both.
pub(crate) struct Script {
    element: HtmlScriptElement,
    _listeners: [EventListener; 2],
}

impl Script {
    /// Adds the script, or waits for the one that is on its way; `done` hears whether it could be loaded. `None`
    /// without a document.
    pub(crate) fn begin(url: &str, done: impl Fn(bool) + Clone + 'static) -> Option<Self> {
        let document = page::document()?;
        let quoted = url.replace('\'', "\\'");
        let begun = document.query_selector(&["script[src='", &quoted, "']"].concat()).ok()?;
        let is_new = begun.is_none();
        let element = begun.or_else(|| document.create_element("script").ok())?;
        let element: HtmlScriptElement = element.unchecked_into();
        let (loaded, failed) = (done.clone(), done);
        let listeners = [
            EventListener::once(&element, "load", move |_| loaded(true)),
            EventListener::once(&element, "error", move |_| failed(false)),
        ];
        if is_new {
            element.set_src(url);
            document.head()?.append_child(&element).ok()?;
        }
        Some(Self { element, _listeners: listeners })
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.element.remove();
    }
}
