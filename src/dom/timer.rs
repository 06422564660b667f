//! Timers that fire once or again and again; each ends with its value.

use super::DomError;
use core::time::Duration;
use js_sys::Promise;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// A one-shot timer; dropping it cancels it.
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

/// A repeating timer; dropping it stops it.
pub struct Interval {
    window: Window,
    id: i32,
    _callback: Closure<dyn Fn()>,
}

impl Interval {
    /// Calls `callback` every `period`; the browser stretches it in covered windows.
    ///
    /// # Errors
    /// When there is no window or it refuses the timer.
    pub fn start(period: Duration, callback: impl Fn() + 'static) -> Result<Self, DomError> {
        Self::start_in(web_sys::window(), period, callback)
    }

    /// The same with a timer of `window`, which runs while that is seen.
    ///
    /// # Errors
    /// As [`Interval::start`].
    pub fn start_in(
        window: Option<Window>,
        period: Duration,
        callback: impl Fn() + 'static,
    ) -> Result<Self, DomError> {
        let refused = DomError { means: "a timer" };
        let window = window.ok_or(refused)?;
        let callback: Closure<dyn Fn()> = Closure::new(callback);
        let millis = i32::try_from(period.as_millis()).unwrap_or(i32::MAX);
        let id = window
            .set_interval_with_callback_and_timeout_and_arguments_0(
                callback.as_ref().unchecked_ref(),
                millis,
            )
            .map_err(|_| refused)?;
        Ok(Self { window, id, _callback: callback })
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        self.window.clear_interval_with_handle(self.id);
    }
}
