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

/// Milliseconds since the Unix epoch of a date as hosts write it into their headers.
#[expect(clippy::cast_possible_truncation, reason = "a whole number, and an `as` cast saturates")]
pub fn read(text: &str) -> Option<i64> {
    let millis = Date::parse(text);
    millis.is_finite().then_some(millis as i64)
}

/// This moment in UTC, such as `2026-11-23T10:00:00.000Z`.
pub fn utc() -> String {
    Date::new_0().to_iso_string().into()
}
