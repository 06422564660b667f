//! Owns the reading of this computer's clock and time of day.

use js_sys::Date;
use wasm_bindgen::JsValue;

/// Milliseconds since the Unix epoch on this computer's clock.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "Date.now() is a whole number of milliseconds far below 2^53, and an `as` cast saturates"
)]
pub fn now() -> u64 {
    Date::now() as u64
}

/// The local time of day at `millis`, as `HH:MM`.
#[expect(clippy::cast_precision_loss, reason = "a date in this century is far below 2^53")]
pub fn time_of_day(millis: u64) -> String {
    let date = Date::new(&JsValue::from_f64(millis as f64));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}
