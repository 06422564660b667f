//! Asks the browser about this page; nothing is opened, kept or changed.

use gloo_events::EventListener;
use js_sys::Promise;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Event, Location, Navigator};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Location)]
    type FramedLocation;

    /// The origins of the frames around, the nearest first; Firefox has no such member.
    #[wasm_bindgen(method, getter, structural, js_name = ancestorOrigins)]
    fn ancestor_origins(this: &FramedLocation) -> Option<Origins>;

    type Origins;

    #[wasm_bindgen(method, structural)]
    fn item(this: &Origins, place: u32) -> Option<String>;

    #[wasm_bindgen(extends = Document)]
    type StoringDocument;

    #[wasm_bindgen(method, structural, catch, js_name = hasStorageAccess)]
    fn has_storage_access(this: &StoringDocument) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = Navigator)]
    type KnowingNavigator;

    #[wasm_bindgen(method, getter, structural, js_name = cookieEnabled)]
    fn cookie_enabled(this: &KnowingNavigator) -> Option<bool>;

    #[wasm_bindgen(extends = Event)]
    type Violation;

    #[wasm_bindgen(method, getter, structural, js_name = effectiveDirective)]
    fn directive(this: &Violation) -> Option<String>;

    #[wasm_bindgen(method, getter, structural, js_name = blockedURI)]
    fn blocked(this: &Violation) -> Option<String>;
}

/// Whether the page is a secure context.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// The origin of the page around this one, where the browser tells.
pub fn origin_around() -> Option<String> {
    let location: FramedLocation = web_sys::window()?.location().unchecked_into();
    location.ancestor_origins()?.item(0)
}

/// Whether the browser takes cookies of this page where it stands.
pub fn takes_cookies() -> bool {
    navigator().and_then(|navigator| navigator.cookie_enabled()).unwrap_or(true)
}

/// Whether this frame shares its storage with windows of its origin; `None` where nobody knows.
pub async fn shares_storage() -> Option<bool> {
    let document: StoringDocument = web_sys::window()?.document()?.unchecked_into();
    JsFuture::from(document.has_storage_access().ok()?).await.ok()?.as_bool()
}

/// The browser's own name of itself.
pub fn browser() -> String {
    navigator().and_then(|navigator| navigator.user_agent().ok()).unwrap_or_default()
}

/// Calls `kept_out` with the directive and the origin of whatever the page's Content-Security-Policy
/// keeps out from now on.
pub fn on_violation(kept_out: impl Fn(String) + 'static) -> Option<EventListener> {
    let document = web_sys::window()?.document()?;
    Some(EventListener::new(&document, "securitypolicyviolation", move |event| {
        let violation: &Violation = event.unchecked_ref();
        let blocked = violation.blocked().unwrap_or_default();
        // An address may have a query; its origin says enough.
        let origin = web_sys::Url::new(&blocked).map_or(blocked, |url| url.origin());
        kept_out(format!("{} {origin}", violation.directive().unwrap_or_default()));
    }))
}

fn navigator() -> Option<KnowingNavigator> {
    web_sys::window().map(|window| window.navigator().unchecked_into())
}
