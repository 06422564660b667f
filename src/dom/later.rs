//! The part of the program that comes when it is needed: a release is split in two, so that a page loads at its start
//! only what it needs there (`xtask/src/wasm_split.mjs`, which tells what is put off).
//!
//! Anywhere else there is one program, and nobody to ask for another.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// Loads the second program, or waits for it. Throws where there is none.
    #[wasm_bindgen(catch, js_namespace = later, js_name = bring)]
    fn bring_part() -> Result<Promise, JsValue>;

    /// The same, while the page waits. The splitting has each function that is put off begin with it.
    #[wasm_bindgen(catch, js_namespace = later, js_name = bringNow)]
    fn bring_part_now() -> Result<(), JsValue>;
}

thread_local! {
    static IS_HERE: Cell<bool> = const { Cell::new(false) };
}

/// Brings it, unless it is here; says whether it is now. If not, it can be asked for again.
pub(crate) async fn bring() -> bool {
    match begin() {
        None => true,
        Some(part) => part.await,
    }
}

/// Begins to bring it, as [`bring`] does; `None` if it is here.
pub(crate) fn begin() -> Option<impl Future<Output = bool>> {
    if IS_HERE.get() {
        return None;
    }
    let Ok(part) = bring_part() else {
        IS_HERE.set(true);
        return None;
    };
    Some(async move {
        let is_here = JsFuture::from(part).await.is_ok();
        IS_HERE.set(IS_HERE.get() || is_here);
        is_here
    })
}

/// Loads the part synchronously, for callers that cannot await; says whether it is here now.
pub(crate) fn bring_now() -> bool {
    begin().is_none() || bring_part_now().is_ok()
}
