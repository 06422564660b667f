//! Owns timers that fire once; each ends with its value.

use super::DomError;
use core::time::Duration;
use wasm_bindgen::prelude::{Closure, JsCast};

/// A call that is still to come; dropping it calls it off.
#[must_use = "the call is off when this is dropped"]
pub struct Timer {
    id: i32,
    _callback: Closure<dyn Fn()>,
}

impl Timer {
    /// Calls `callback` once after `span`; the browser stretches it in covered windows.
    ///
    /// # Errors
    /// When there is no window or it refuses the timer.
    pub fn after(span: Duration, callback: impl Fn() + 'static) -> Result<Self, DomError> {
        let refused = DomError { means: "a timer" };
        let window = web_sys::window().ok_or(refused)?;
        let callback: Closure<dyn Fn()> = Closure::new(callback);
        let millis = i32::try_from(span.as_millis()).unwrap_or(i32::MAX);
        let id = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                callback.as_ref().unchecked_ref(),
                millis,
            )
            .map_err(|_| refused)?;
        Ok(Self { id, _callback: callback })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
