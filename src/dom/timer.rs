//! Timers that fire once; each ends with its value.

use super::DomError;
use core::time::Duration;
use js_sys::Promise;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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

/// Waits for `span`; the browser stretches it in covered windows.
///
/// # Errors
/// When there is no window or it refuses the timer.
pub async fn sleep(span: Duration) -> Result<(), DomError> {
    let refused = DomError { means: "a timer" };
    let mut keep = None;
    let over = Promise::new(&mut |resolve, _| keep = Some(resolve));
    let end = keep.ok_or(refused)?;
    let timer = Timer::after(span, move || {
        let _ = end.call0(&JsValue::NULL);
    })?;
    let waited = JsFuture::from(over).await.map_err(|_| refused);
    drop(timer);
    waited.map(drop)
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
