//! The Web Locks of the browser: one name, one holder among the windows of one storage partition.

use super::{DomError, deferred};
use core::future::Future;
use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::Navigator;

#[wasm_bindgen]
extern "C" {
    /// Has no `locks` in an insecure context and in old browsers.
    #[wasm_bindgen(extends = Navigator)]
    type LockNavigator;

    #[wasm_bindgen(method, getter, structural, js_name = locks)]
    fn locks(this: &LockNavigator) -> Option<LockManager>;

    type LockManager;

    #[wasm_bindgen(method, structural, catch, js_name = request)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &LockOptions,
        granted: &JsValue,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch, js_name = query)]
    fn query(this: &LockManager) -> Result<Promise, JsValue>;

    type LockOptions;

    #[wasm_bindgen(method, setter, structural, js_name = ifAvailable)]
    fn set_if_available(this: &LockOptions, value: bool);

    #[wasm_bindgen(method, setter, structural, js_name = steal)]
    fn set_steal(this: &LockOptions, value: bool);

    type LockSnapshot;

    #[wasm_bindgen(method, getter, structural, js_name = held)]
    fn held(this: &LockSnapshot) -> Option<Array>;

    type LockInfo;

    #[wasm_bindgen(method, getter, structural, js_name = name)]
    fn name(this: &LockInfo) -> Option<String>;
}

/// How to ask for a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LockRequest {
    /// Only if nobody has it.
    IfFree,
    /// Whoever has it loses it.
    Steal,
}

/// A lock; dropping it lets it go, as does the end of the page.
pub(crate) struct Held {
    release: Function,
    end: Promise,
    _granted: Closure<dyn Fn(JsValue) -> JsValue>,
}

impl Held {
    /// Waits for the end of it: true when another window took it.
    pub(crate) fn lost(&self) -> impl Future<Output = bool> + 'static {
        let end = JsFuture::from(self.end.clone());
        async move { end.await.is_err() }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Calling what ends a promise cannot fail.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Asks for a lock; `None` when somebody else has it.
///
/// # Errors
/// When the browser has no locks here, or denies them with the storage.
pub(crate) async fn request(name: &str, way: LockRequest) -> Result<Option<Held>, DomError> {
    let refused = DomError { means: "Web Locks" };
    let manager = manager().ok_or(refused)?;
    // The lock is held for as long as the promise that its taker gives is open.
    let (open, release) = deferred();
    let (verdict, tell) = deferred();
    let granted: Closure<dyn Fn(JsValue) -> JsValue> = Closure::new(move |lock: JsValue| {
        let is = !lock.is_null() && !lock.is_undefined();
        let _ = tell.call1(&JsValue::NULL, &JsValue::from_bool(is));
        if is { open.clone().into() } else { JsValue::UNDEFINED }
    });
    let options: LockOptions = Object::new().unchecked_into();
    match way {
        LockRequest::IfFree => options.set_if_available(true),
        LockRequest::Steal => options.set_steal(true),
    }
    let end = manager.request(name, &options, granted.as_ref()).map_err(|_| refused)?;
    // A refusal ends the request without a verdict.
    let first = Promise::race(&Array::of2(&verdict, &end));
    let is = JsFuture::from(first).await.map_err(|_| refused)?;
    Ok(is.is_truthy().then_some(Held { release, end, _granted: granted }))
}

/// Whether any window holds it.
///
/// # Errors
/// When the browser has no locks here, or denies them with the storage.
pub(crate) async fn is_held(name: &str) -> Result<bool, DomError> {
    let refused = DomError { means: "Web Locks" };
    let asked = manager().ok_or(refused)?.query().map_err(|_| refused)?;
    let snapshot = JsFuture::from(asked).await.map_err(|_| refused)?;
    let held = snapshot.unchecked_into::<LockSnapshot>().held().unwrap_or_default();
    Ok(held
        .iter()
        .any(|lock| lock.unchecked_into::<LockInfo>().name().is_some_and(|of| of == name)))
}

fn manager() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    navigator.unchecked_into::<LockNavigator>().locks()
}
