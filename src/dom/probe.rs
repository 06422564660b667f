//! Asks the browser about this page, and tries what can only be tried.
//!
//! A question opens, keeps and changes nothing. A trial opens something for a moment and closes it again: it must only be
//! made for a person who asked for it, most of it in the task of the click.

use core::time::Duration;
use gloo_events::EventListener;
use js_sys::{Array, Object, Promise};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Event, Location, Navigator};

use super::clock::Timer;
use super::{DomError, page};

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
pub(crate) fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// The origin of the page around this one, where the browser tells.
pub(crate) fn origin_around() -> Option<String> {
    let location: FramedLocation = web_sys::window()?.location().unchecked_into();
    location.ancestor_origins()?.item(0)
}

/// Whether the browser takes cookies of this page where it stands.
pub(crate) fn takes_cookies() -> bool {
    navigator().and_then(|navigator| navigator.cookie_enabled()).unwrap_or(true)
}

/// Whether this frame shares its storage with windows of its origin; `None` where nobody knows.
pub(crate) async fn shares_storage() -> Option<bool> {
    let document: StoringDocument = page::document()?.unchecked_into();
    JsFuture::from(document.has_storage_access().ok()?).await.ok()?.as_bool()
}

/// The browser's own name of itself.
pub(crate) fn browser() -> String {
    navigator().and_then(|navigator| navigator.user_agent().ok()).unwrap_or_default()
}

/// Calls `kept_out` with the directive and the origin of whatever the page's Content-Security-Policy
/// keeps out from now on.
pub(crate) fn on_violation(kept_out: impl Fn(String) + 'static) -> Option<EventListener> {
    let document = page::document()?;
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

#[wasm_bindgen]
extern "C" {
    type AudioContext;

    #[wasm_bindgen(catch, constructor)]
    fn new() -> Result<AudioContext, JsValue>;

    #[wasm_bindgen(method, getter, structural)]
    fn state(this: &AudioContext) -> String;

    #[wasm_bindgen(method, structural, catch)]
    fn resume(this: &AudioContext) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn close(this: &AudioContext) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, getter, structural)]
    fn destination(this: &AudioContext) -> AudioNode;

    #[wasm_bindgen(method, structural, catch, js_name = createOscillator)]
    fn create_oscillator(this: &AudioContext) -> Result<Oscillator, JsValue>;

    type AudioNode;

    #[wasm_bindgen(extends = AudioNode)]
    type Oscillator;

    #[wasm_bindgen(method, structural, catch)]
    fn connect(this: &Oscillator, to: &AudioNode) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn start(this: &Oscillator) -> Result<(), JsValue>;

    #[wasm_bindgen(method, getter, structural, js_name = mediaDevices)]
    fn media(this: &KnowingNavigator) -> Option<Media>;

    #[wasm_bindgen(method, getter, structural)]
    fn clipboard(this: &KnowingNavigator) -> Option<Clipboard>;

    type Media;

    #[wasm_bindgen(method, structural, catch, js_name = getUserMedia)]
    fn user_media(this: &Media, wanted: &Wanted) -> Result<Promise, JsValue>;

    /// The plain object `{audio}`.
    #[wasm_bindgen(extends = Object)]
    type Wanted;

    #[wasm_bindgen(method, setter, structural)]
    fn set_audio(this: &Wanted, audio: bool);

    type Stream;

    #[wasm_bindgen(method, structural, js_name = getTracks)]
    fn tracks(this: &Stream) -> Array;

    type Track;

    #[wasm_bindgen(method, structural)]
    fn stop(this: &Track);

    type Clipboard;

    #[wasm_bindgen(method, structural, catch, js_name = writeText)]
    fn write_text(this: &Clipboard, text: &str) -> Result<Promise, JsValue>;

    /// Throws where the browser has none.
    #[wasm_bindgen(catch, js_namespace = Notification, js_name = requestPermission)]
    fn request_permission() -> Result<Promise, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = globalThis, js_name = Notification)]
    static NOTIFICATION: Option<NotificationClass>;

    type NotificationClass;

    #[wasm_bindgen(method, getter, structural)]
    fn permission(this: &NotificationClass) -> String;

    type Named;

    #[wasm_bindgen(method, getter, structural)]
    fn name(this: &Named) -> Option<String>;

    #[wasm_bindgen(extends = Document)]
    type CopyingDocument;

    #[wasm_bindgen(method, structural, catch, js_name = execCommand)]
    fn exec_command(this: &CopyingDocument, command: &str) -> Result<bool, JsValue>;
}

/// Opens an empty window and closes it; says whether the browser let it open.
pub(crate) fn pop_up() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let features = "popup,width=240,height=160";
    match window.open_with_url_and_target_and_features("", "_blank", features) {
        Ok(Some(opened)) => {
            let _ = opened.close();
            true
        }
        Ok(None) | Err(_) => false,
    }
}

/// A sound that is being tried; dropping it ends it.
pub(crate) struct Sound {
    context: Rc<AudioContext>,
    _end: Timer,
}

impl Drop for Sound {
    fn drop(&mut self) {
        let _ = self.context.close();
    }
}

/// A browser that may play says so only a moment after the sound was made.
const STARTS_WITHIN: Duration = Duration::from_millis(400);

/// Makes a silent sound, and tells whether it started by itself.
///
/// # Errors
/// When the browser has no sound at all.
pub(crate) fn autoplay(told: impl Fn(bool) + 'static) -> Result<Sound, DomError> {
    listen(context()?, told)
}

/// Plays a tone until it is dropped, in the task of a click; tells a moment later whether the browser
/// plays it.
///
/// # Errors
/// When the browser has no sound at all.
pub(crate) fn tone(told: impl Fn(bool) + 'static) -> Result<Sound, DomError> {
    let refused = |_| DomError { means: "a sound" };
    let context = context()?;
    let _ = context.resume().map_err(refused)?;
    let oscillator = context.create_oscillator().map_err(refused)?;
    oscillator.connect(&context.destination()).map_err(refused)?;
    oscillator.start().map_err(refused)?;
    listen(context, told)
}

/// Tells a moment later whether the browser plays what is in `context`.
fn listen(context: Rc<AudioContext>, told: impl Fn(bool) + 'static) -> Result<Sound, DomError> {
    let seen = Rc::clone(&context);
    let end = Timer::after(STARTS_WITHIN, move || told(seen.state() == "running"))?;
    Ok(Sound { context, _end: end })
}

fn context() -> Result<Rc<AudioContext>, DomError> {
    AudioContext::new().map(Rc::new).map_err(|_| DomError { means: "a sound" })
}

/// Opens the microphone and closes it.
///
/// # Errors
/// The name of the browser's error, such as `NotAllowedError`.
pub(crate) async fn microphone() -> Result<(), String> {
    let missing = || "NotSupportedError".to_owned();
    let named = |error: JsValue| error.unchecked_ref::<Named>().name().unwrap_or_else(missing);
    let media = navigator().and_then(|navigator| navigator.media()).ok_or_else(missing)?;
    let wanted: Wanted = Object::new().unchecked_into();
    wanted.set_audio(true);
    let stream = JsFuture::from(media.user_media(&wanted).map_err(named)?).await.map_err(named)?;
    for track in stream.unchecked_into::<Stream>().tracks().iter() {
        track.unchecked_into::<Track>().stop();
    }
    Ok(())
}

/// What the browser says of notifications: `granted`, `denied`, `default`; `None` without them.
pub(crate) fn notifications() -> Option<String> {
    NOTIFICATION.with(|class| class.as_ref().map(NotificationClass::permission))
}

/// Has the browser ask for notifications, in the task of a click; gives what was said.
pub(crate) async fn ask_for_notifications() -> Option<String> {
    JsFuture::from(request_permission().ok()?).await.ok()?.as_string()
}

/// Puts `text` into the clipboard, in the task of a click; says whether the browser took it.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(clipboard) = navigator().and_then(|navigator| navigator.clipboard()) else {
        return false;
    };
    match clipboard.write_text(text) {
        Ok(written) => JsFuture::from(written).await.is_ok(),
        Err(_) => false,
    }
}

/// Copies what is selected, where the browser still has the old way; says whether it did.
pub(crate) fn copy_selected() -> bool {
    let document: Option<CopyingDocument> = page::document().map(JsCast::unchecked_into);
    document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}
