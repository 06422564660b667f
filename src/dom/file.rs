//! Files: one that the person is given, and one that the person gives.

use core::cell::RefCell;

use js_sys::{Array, Date};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, File, FileList, HtmlAnchorElement, HtmlInputElement, Url,
};

use super::{DomError, page};

thread_local! {
    /// The address of the file that was given last.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

const REFUSED: DomError = DomError { means: "files" };

/// Gives the person a file to keep.
///
/// # Errors
/// When the browser cannot make one.
pub(crate) fn save(name: &str, text: &str) -> Result<(), DomError> {
    let url = address(text)?;
    let document = page::document().ok_or(REFUSED)?;
    let link = document.create_element("a").map_err(|_| REFUSED)?;
    let link: HtmlAnchorElement = link.dyn_into().map_err(|_| REFUSED)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Not every browser has taken the file when the click returns, so the last one is kept until the next.
    let former = LAST.with(|last| last.replace(Some(url)));
    former.map_or(Ok(()), |url| Url::revoke_object_url(&url).map_err(|_| REFUSED))
}

/// An address under which a text is a file, as long as the page lives or until it is revoked.
///
/// # Errors
/// When the browser cannot make one.
pub(crate) fn address(text: &str) -> Result<String, DomError> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).map_err(|_| REFUSED)?;
    Url::create_object_url_with_blob(&blob).map_err(|_| REFUSED)
}

/// The time now for the name of a file, such as `2026-11-23T09-30-05Z`.
pub(crate) fn stamp() -> String {
    let now = String::from(Date::new_0().to_iso_string());
    let date = now.split('.').next().unwrap_or_default().replace(':', "-");
    [&date, "Z"].concat()
}

/// The first file that was chosen in a field, which is ready for the next then.
pub(crate) fn chosen(field: &HtmlInputElement) -> Option<File> {
    let file = first(field.files());
    field.set_value("");
    file
}

/// The first file that was dropped.
pub(crate) fn dropped(drop: &DragEvent) -> Option<File> {
    first(drop.data_transfer()?.files())
}

fn first(files: Option<FileList>) -> Option<File> {
    files.and_then(|files| files.get(0))
}

/// What is in a file.
///
/// # Errors
/// When the browser cannot read it, as one that was moved meanwhile.
pub(crate) async fn read(file: &File) -> Result<String, DomError> {
    let text = JsFuture::from(file.text()).await.map_err(|_| REFUSED)?;
    text.as_string().ok_or(REFUSED)
}
