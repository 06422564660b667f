//! The reading of the time, one that never goes back and this computer's clock, which somebody may set; and timers that
//! fire once or again and again: each ends with its value.

use core::cell::Cell;
use core::time::Duration;
use js_sys::Date;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

use super::{DomError, deferred};

thread_local! {
    /// What [`now`] is ahead of the browser's monotonic clock.
    static BASE: Cell<Option<f64>> = const { Cell::new(None) };
    /// What [`ahead`] said when [`leapt`] was asked last.
    static AHEAD: Cell<Option<i64>> = const { Cell::new(None) };
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

/// How far this computer's clock went on beyond [`now`] since this was asked last, in milliseconds: in a sleep, in which
/// the monotonic clock of some systems stands still (w3c/hr-time #115), or because it was set.
pub fn leapt() -> u64 {
    let ahead = ahead();
    let before = AHEAD.replace(Some(ahead)).unwrap_or(ahead);
    u64::try_from(before.saturating_sub(ahead)).unwrap_or_default()
}

/// What [`now`] says when this computer's clock is at `millis`.
pub fn at_wall(millis: u64) -> u64 {
    u64::try_from(signed(millis).saturating_add(ahead())).unwrap_or_default()
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

/// As a number from which a later time can be taken.
pub fn signed(millis: u64) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX)
}

/// Milliseconds since the Unix epoch of a date as hosts write it into their headers.
#[expect(clippy::cast_possible_truncation, reason = "a whole number, and an `as` cast saturates")]
pub fn parse_http_date(text: &str) -> Option<i64> {
    let millis = Date::parse(text);
    millis.is_finite().then_some(millis as i64)
}

/// This moment in UTC, such as `2026-11-23T10:00:00.000Z`.
pub fn utc() -> String {
    Date::new_0().to_iso_string().into()
}

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

/// Something that is done in the next task, whenever it is asked for: one closure serves all times.
#[derive(Debug)]
pub struct Soon {
    callback: Closure<dyn Fn()>,
    /// The timer that will do it.
    id: Rc<Cell<Option<i32>>>,
}

impl Soon {
    /// Does nothing yet.
    pub fn new(work: impl Fn() + 'static) -> Self {
        let id = Rc::<Cell<Option<i32>>>::default();
        let fired = Rc::clone(&id);
        let callback = Closure::new(move || {
            fired.set(None);
            work();
        });
        Self { callback, id }
    }

    /// Asks for it; says whether it will be done.
    pub fn ask(&self) -> bool {
        if self.id.get().is_none() {
            let callback = self.callback.as_ref().unchecked_ref();
            let set = web_sys::window().and_then(|window| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, 0).ok()
            });
            self.id.set(set);
        }
        self.id.get().is_some()
    }
}

impl Drop for Soon {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id.get(), web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// Waits for `span`; the browser stretches it in covered windows.
///
/// # Errors
/// When there is no window or it refuses the timer.
pub async fn sleep(span: Duration) -> Result<(), DomError> {
    let refused = DomError { means: "a timer" };
    let (over, end) = deferred();
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
    /// Calls `callback` every `period` by a timer of `window`; the browser stretches it while that is covered.
    ///
    /// # Errors
    /// When there is no window or it refuses the timer.
    pub fn start(
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
