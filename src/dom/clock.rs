//! The reading of the time: one that never goes back, and this computer's clock, which somebody may set.

use core::cell::Cell;
use js_sys::Date;
use wasm_bindgen::JsValue;

thread_local! {
    /// What [`now`] is ahead of the browser's monotonic clock.
    static BASE: Cell<Option<f64>> = const { Cell::new(None) };
}

/// The time that everything in this page is compared with, in milliseconds since the Unix epoch: this computer's
/// clock at the start of the page, moved on by the browser's monotonic clock. It never goes back and never leaps
/// when the clock is set; in a sleep it may stand still, and deadlines with it.
pub fn now() -> u64 {
    whole(base() + monotonic())
}

/// Goes on with the time of another page of ours, though this computer's clock may have been set in between.
pub fn follow(millis: u64) {
    BASE.set(Some(float(millis) - monotonic()));
}

/// Milliseconds since the Unix epoch on this computer's clock.
pub fn wall() -> u64 {
    whole(Date::now())
}

/// How far [`now`] is ahead of this computer's clock, in milliseconds.
pub fn ahead() -> i64 {
    signed(now()) - signed(wall())
}

fn base() -> f64 {
    BASE.get().unwrap_or_else(|| {
        let base = Date::now() - monotonic();
        BASE.set(Some(base));
        base
    })
}

fn monotonic() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or_else(Date::now, |performance| performance.now())
}

/// The local time of day at `millis` of [`now`], as `HH:MM` of this computer's clock.
pub fn time_of_day(millis: u64) -> String {
    let millis = signed(millis).saturating_sub(ahead());
    let date = Date::new(&JsValue::from_f64(float(u64::try_from(millis).unwrap_or_default())));
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a time is far below 2^53, and an `as` cast saturates"
)]
fn whole(millis: f64) -> u64 {
    millis as u64
}

#[expect(clippy::cast_precision_loss, reason = "a date in this century is far below 2^53")]
fn float(millis: u64) -> f64 {
    millis as f64
}

fn signed(millis: u64) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX)
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
