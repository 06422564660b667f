//! Owns one timer of the page; dropping it stops it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A call that is still to come.
pub(crate) struct Timer {
    id: i32,
    _callback: Closure<dyn Fn()>,
}

impl Timer {
    /// Calls `f` once after that many milliseconds; `None` where there is no window.
    pub(crate) fn after(millis: i32, f: impl Fn() + 'static) -> Option<Self> {
        let callback = Closure::<dyn Fn()>::new(f);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                callback.as_ref().unchecked_ref(),
                millis,
            )
            .ok()?;
        Some(Self { id, _callback: callback })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
