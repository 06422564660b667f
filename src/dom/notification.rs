//! The browser's own notifications. They belong to the window at top level in which the controls are: a frame of another
//! origin may neither ask for the permission nor show one.

use super::window;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Window;

/// A notification; dropping it closes it.
pub(crate) struct BrowserNotification {
    notification: JsValue,
    _pressed: Closure<dyn FnMut()>,
}

impl Drop for BrowserNotification {
    fn drop(&mut self) {
        if let Some(close) = function(&self.notification, "close") {
            // There is nobody to hear of a fault.
            let _: Result<JsValue, JsValue> = close.call0(&self.notification);
        }
    }
}

/// Whether the person can still be asked for the permission here.
pub(crate) fn may_ask() -> bool {
    permission().as_deref() == Some("default")
}

/// Asks for the permission, in the task of a click; `answered` is called when the person has chosen.
pub(crate) fn ask(answered: impl FnOnce() + 'static) {
    let asked = class().and_then(|class| {
        let ask = function(&class, "requestPermission")?;
        ask.call0(&class).ok()?.dyn_into::<Promise>().ok()
    });
    spawn_local(async move {
        if let Some(asked) = asked {
            // What was chosen is the permission.
            let _: Result<JsValue, JsValue> = JsFuture::from(asked).await;
        }
        answered();
    });
}

/// Shows a notification in the place of another with this id, unless the person looks at the window anyway; a press on
/// it brings the window to the front. One that `stays` is not put away by the browser.
pub(crate) fn show(id: &str, title: &str, text: &str, stays: bool) -> Option<BrowserNotification> {
    let window = window()?;
    let looked_at = window.document().and_then(|document| document.has_focus().ok());
    if permission()? != "granted" || looked_at == Some(true) {
        return None;
    }
    let options = Object::new();
    let (body, tag, stays) = (text.into(), id.into(), stays.into());
    for (name, value) in [("body", body), ("tag", tag), ("requireInteraction", stays)] {
        Reflect::set(&options, &name.into(), &value).ok()?;
    }
    let arguments = Array::of2(&title.into(), &options);
    // Chromium on Android has the class and no way to make one.
    let notification = Reflect::construct(&class()?, &arguments).ok()?;
    let pressed = Closure::new(move || {
        // A browser that does not let it come to the front leaves it where it is.
        let _: Result<(), JsValue> = window.focus();
    });
    let on_click: &JsValue = pressed.as_ref().unchecked_ref();
    Reflect::set(&notification, &"onclick".into(), on_click).ok()?;
    Some(BrowserNotification { notification, _pressed: pressed })
}

fn permission() -> Option<String> {
    let class = class()?;
    Reflect::get(&class, &"permission".into()).ok()?.as_string()
}

/// The window's own class: a popped-out window's notifications are not its opener's.
fn class() -> Option<Function> {
    let window = window()?;
    function(&window, "Notification")
}

/// The window in which the controls are, if it is at top level.
fn window() -> Option<Window> {
    let window = window::of_controls()?;
    let top = window.top().ok()??;
    (top == window).then_some(window)
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
