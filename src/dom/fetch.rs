//! Owns reading a small text file of our own host.

use core::fmt;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
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

/// Fetches `url`, past every cache.
///
/// # Errors
/// When the host cannot be reached or does not answer with success.
pub async fn text(url: &str) -> Result<String, FetchError> {
    let lost = FetchError::Unreachable;
    let window = web_sys::window().ok_or(lost)?;
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await;
    let answer: Response = answer.map_err(|_| lost)?.dyn_into().map_err(|_| lost)?;
    if !answer.ok() {
        return Err(FetchError::Status(answer.status()));
    }
    let body = JsFuture::from(answer.text().map_err(|_| lost)?).await.map_err(|_| lost)?;
    body.as_string().ok_or(lost)
}
