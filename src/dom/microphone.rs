//! Asks the browser about the microphone before anybody needs it.
//!
//! Never opens it: that would prompt the person and turn on the recording indicator.

use super::page;
use super::window::is_framed;
use crate::domain::Microphone;
use gloo_events::EventListener;
use js_sys::{Array, JSON, Object, Promise};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, EventTarget, Navigator};

#[wasm_bindgen]
extern "C" {
    /// A document that knows what the frames around it allow; Chromium only, under two names.
    #[wasm_bindgen(extends = Document)]
    type FramedDocument;

    #[wasm_bindgen(method, getter, structural, js_name = featurePolicy)]
    fn feature_policy(this: &FramedDocument) -> Option<Policy>;

    #[wasm_bindgen(method, getter, structural, js_name = permissionsPolicy)]
    fn permissions_policy(this: &FramedDocument) -> Option<Policy>;

    type Policy;

    #[wasm_bindgen(method, structural, catch, js_name = allowsFeature)]
    fn allows(this: &Policy, feature: &str) -> Result<bool, JsValue>;

    /// Neither member is there in an insecure context.
    #[wasm_bindgen(extends = Navigator)]
    type MediaNavigator;

    #[wasm_bindgen(method, getter, structural, js_name = mediaDevices)]
    fn media(this: &MediaNavigator) -> Option<MediaDevices>;

    #[wasm_bindgen(method, getter, structural, js_name = permissions)]
    fn permissions(this: &MediaNavigator) -> Option<Permissions>;

    #[wasm_bindgen(extends = EventTarget)]
    type MediaDevices;

    #[wasm_bindgen(method, structural, catch, js_name = enumerateDevices)]
    fn enumerate(this: &MediaDevices) -> Result<Promise, JsValue>;

    type MediaDevice;

    #[wasm_bindgen(method, getter, structural, js_name = kind)]
    fn kind(this: &MediaDevice) -> String;

    type Permissions;

    #[wasm_bindgen(method, structural, catch)]
    fn query(this: &Permissions, of: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = EventTarget)]
    type PermissionStatus;

    #[wasm_bindgen(method, getter, structural)]
    fn state(this: &PermissionStatus) -> String;
}

const MICROPHONE: &str = "microphone";

/// Whether this page may pass the microphone on to a frame of its own; `true` where the browser does
/// not tell. Asked for the page itself: for another origin the browser says no in any case unless a
/// header names it, though `allow` on the frame would do.
pub fn is_delegated() -> bool {
    policy().is_none_or(|policy| policy.allows(MICROPHONE).unwrap_or(true))
}

fn policy() -> Option<Policy> {
    let document: FramedDocument = page::document()?.unchecked_into();
    document.permissions_policy().or_else(|| document.feature_policy())
}

/// A watch on the microphone; dropping it ends it.
pub struct MicrophoneWatch {
    _state: Rc<State>,
}

/// Calls `changed` once with what is known, and again whenever that changes.
pub fn watch(changed: impl Fn(Microphone) + 'static) -> MicrophoneWatch {
    let state = Rc::new_cyclic(|me| State {
        changed: Box::new(changed),
        told: Cell::default(),
        permission: RefCell::default(),
        listeners: RefCell::default(),
        me: me.clone(),
    });
    if is_delegated() {
        state.begin();
    } else {
        state.tell(Microphone::NotDelegated);
    }
    MicrophoneWatch { _state: state }
}

struct State {
    changed: Box<dyn Fn(Microphone)>,
    told: Cell<Option<Microphone>>,
    permission: RefCell<Option<PermissionStatus>>,
    listeners: RefCell<Vec<EventListener>>,
    me: Weak<Self>,
}

impl State {
    fn begin(&self) {
        if let Some(media) = navigator().and_then(|navigator| navigator.media()) {
            self.look_on(&media, "devicechange");
        }
        let me = self.me.clone();
        spawn_local(async move {
            let status = permission().await;
            let Some(state) = me.upgrade() else { return };
            if let Some(status) = &status {
                state.look_on(status, "change");
            }
            state.permission.replace(status);
            state.look();
        });
    }

    /// Looks again at every such event.
    fn look_on(&self, target: &EventTarget, event: &'static str) {
        let me = self.me.clone();
        let listener = EventListener::new(target, event, move |_| {
            if let Some(state) = me.upgrade() {
                state.look();
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn look(&self) {
        let me = self.me.clone();
        spawn_local(async move {
            let there = has_input().await;
            if let Some(state) = me.upgrade() {
                let permission = state.permission.borrow().as_ref().map(PermissionStatus::state);
                let doubtful = is_framed() && policy().is_none();
                state.tell(access(permission.as_deref(), there, doubtful));
            }
        });
    }

    fn tell(&self, access: Microphone) {
        if self.told.replace(Some(access)) != Some(access) {
            (self.changed)(access);
        }
    }
}

/// A refusal comes first: a browser may hide the devices then. `doubtful` is whether a frame may be behind it.
fn access(permission: Option<&str>, has_input: Option<bool>, doubtful: bool) -> Microphone {
    match (permission, has_input) {
        (Some("denied"), _) if doubtful => Microphone::DeniedInFrame,
        (Some("denied"), _) => Microphone::Denied,
        (_, Some(false)) => Microphone::Missing,
        (Some("granted"), _) => Microphone::Granted,
        (Some("prompt"), _) => Microphone::Prompt,
        (Some(_) | None, _) => Microphone::Unknown,
    }
}

fn navigator() -> Option<MediaNavigator> {
    web_sys::window().map(|window| window.navigator().unchecked_into())
}

/// `None` where the browser does not know the permission by this name.
async fn permission() -> Option<PermissionStatus> {
    let permissions = navigator()?.permissions()?;
    let of: Object = JSON::parse(r#"{"name":"microphone"}"#).ok()?.unchecked_into();
    let status = JsFuture::from(permissions.query(&of).ok()?).await.ok()?;
    Some(status.unchecked_into())
}

/// Whether there is anything that takes sound in; `None` where the browser does not tell.
async fn has_input() -> Option<bool> {
    let devices = JsFuture::from(navigator()?.media()?.enumerate().ok()?).await.ok()?;
    let mut devices = devices.dyn_into::<Array>().ok()?.into_iter();
    Some(devices.any(|device| device.unchecked_ref::<MediaDevice>().kind() == "audioinput"))
}

#[cfg(test)]
mod tests {
    use super::{Microphone, access};

    #[test]
    fn a_refusal_comes_before_a_missing_device_and_that_before_a_permission() {
        for (permission, has_input, known) in [
            (Some("denied"), Some(false), Microphone::Denied),
            (Some("denied"), Some(true), Microphone::Denied),
            (Some("granted"), Some(false), Microphone::Missing),
            (Some("prompt"), Some(false), Microphone::Missing),
            (None, Some(false), Microphone::Missing),
            (Some("granted"), Some(true), Microphone::Granted),
            (Some("granted"), None, Microphone::Granted),
            (Some("prompt"), Some(true), Microphone::Prompt),
            (Some("news"), Some(true), Microphone::Unknown),
            (None, Some(true), Microphone::Unknown),
            (None, None, Microphone::Unknown),
        ] {
            let read = access(permission, has_input, false);
            assert_eq!(read, known, "{permission:?} {has_input:?}");
            let in_doubt =
                if known == Microphone::Denied { Microphone::DeniedInFrame } else { known };
            assert_eq!(access(permission, has_input, true), in_doubt);
        }
    }
}
