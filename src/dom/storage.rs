//! The two stores of the browser; in a third-party frame reading either of them may throw.

use super::DomError;
use web_sys::Storage;

/// Which store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreKind {
    /// `localStorage`: outlives the window.
    Local,
    /// `sessionStorage`: ends with the window.
    Session,
}

/// Reads one entry; `None` when there is none.
///
/// # Errors
/// When the browser denies the store.
pub(crate) fn read(kind: StoreKind, key: &str) -> Result<Option<String>, DomError> {
    let refused = refusal(kind);
    store(kind).ok_or(refused)?.get_item(key).map_err(|_| refused)
}

/// Writes one entry, or removes it.
///
/// # Errors
/// When the browser denies the store, or it is full.
pub(crate) fn write(kind: StoreKind, key: &str, text: Option<&str>) -> Result<(), DomError> {
    let refused = refusal(kind);
    let store = store(kind).ok_or(refused)?;
    let written = match text {
        Some(text) => store.set_item(key, text),
        None => store.remove_item(key),
    };
    written.map_err(|_| refused)
}

fn store(kind: StoreKind) -> Option<Storage> {
    let window = web_sys::window()?;
    let store = match kind {
        StoreKind::Local => window.local_storage(),
        StoreKind::Session => window.session_storage(),
    };
    store.ok().flatten()
}

fn refusal(kind: StoreKind) -> DomError {
    DomError {
        means: match kind {
            StoreKind::Local => "localStorage",
            StoreKind::Session => "sessionStorage",
        },
    }
}
