//! Repeating timers; each ends with its value.

use super::DomError;
use core::time::Duration;
use wasm_bindgen::prelude::{Closure, JsCast};
use web_sys::Window;

/// A running interval; dropping it stops it.
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
