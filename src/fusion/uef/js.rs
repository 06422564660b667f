//! Loads Oracle's library into the page and initialises it (`fusion.md` C.1), and wraps the few operations on its objects.
//!
//! Never knows what an object is for. Every member may be missing and every call may throw: a
//! getter that does counts as missing, and a call gives its error in words.
//!
//! Never waits by a clock: whoever opens the library knows how long it may take. `initialize` never comes
//! to an end outside a frame of Fusion's, so each step first asks whether anybody still waits.

use js_sys::{Array, Function, JSON, Promise, Reflect};
use serde_json::Value;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::dom;
use crate::dom::fetch::Script;
use crate::fusion::mca::decode::shortened;
use crate::json;

/// An object of Oracle's library, or anything else that it gave.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JsObject(JsValue);

impl JsObject {
    /// Takes whatever was given; `None` for null and undefined.
    pub(super) fn of(value: JsValue) -> Option<Self> {
        (!value.is_null() && !value.is_undefined()).then_some(Self(value))
    }

    /// The value itself.
    pub(super) fn value(&self) -> &JsValue {
        &self.0
    }

    /// A member, if it is there.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        Reflect::get(&self.0, &name.into()).ok().and_then(Self::of)
    }

    /// Whether there is such a member, whatever it holds.
    pub(super) fn has(&self, name: &str) -> bool {
        Reflect::has(&self.0, &name.into()).unwrap_or_default()
    }

    /// Sets a member; says whether it could be set.
    pub(super) fn set(&self, name: &str, value: &JsValue) -> bool {
        Reflect::set(&self.0, &name.into(), value).unwrap_or_default()
    }

    /// Whether there is such a method.
    pub(super) fn can(&self, name: &str) -> bool {
        self.get(name).is_some_and(|member| member.0.is_function())
    }

    /// Calls a method.
    ///
    /// # Errors
    /// Says what is missing or what was thrown.
    pub(super) fn call(&self, name: &str, arguments: &[&JsValue]) -> Result<JsValue, String> {
        let method: Function = self
            .get(name)
            .and_then(|member| member.0.dyn_into().ok())
            .ok_or_else(|| format!("{name} is missing"))?;
        let list = Array::new();
        for argument in arguments {
            list.push(argument);
        }
        method.apply(&self.0, &list).map_err(|error| format!("{name}: {}", error_words(&error)))
    }

    /// Calls a method and waits for what it promises; one that promises nothing is done.
    ///
    /// # Errors
    /// Says what is missing, what was thrown or why the promise was broken.
    pub(super) async fn wait(&self, name: &str, arguments: &[&JsValue]) -> Result<JsValue, String> {
        settled(name, &self.call(name, arguments)?).await
    }

    /// What a method without arguments gives, if there is one and it gives anything.
    pub(super) fn getter(&self, name: &str) -> Option<Self> {
        self.call(name, &[]).ok().and_then(Self::of)
    }

    /// The text that a getter gives, or that the member of that name holds.
    pub(super) fn text(&self, getter: &str, member: &str) -> Option<String> {
        let found = self.getter(getter).or_else(|| self.get(member))?;
        found.0.as_string().filter(|text| !text.is_empty())
    }

    /// Everything in it that JSON can say.
    pub(super) fn json(&self) -> Option<String> {
        JSON::stringify(&self.0).ok()?.as_string()
    }

    /// The entries, if it is a list.
    pub(super) fn entries(&self) -> Vec<Self> {
        let list = self.0.dyn_ref::<Array>().map(Array::iter);
        list.into_iter().flatten().filter_map(Self::of).collect()
    }

    /// Lets it go, where it can be let go; there is nobody to hear of a fault.
    pub(super) fn dispose(&self) {
        if self.can("dispose") {
            let _: Result<JsValue, String> = self.call("dispose", &[]);
        }
    }
}

/// Waits for what a call of `name` gave.
///
/// # Errors
/// Says why the promise was broken.
pub(super) async fn settled(name: &str, given: &JsValue) -> Result<JsValue, String> {
    let settled = JsFuture::from(Promise::resolve(given)).await;
    settled.map_err(|error| format!("{name}: {}", error_words(&error)))
}

/// A JSON value as JavaScript has it.
pub(super) fn value_of(value: &Value) -> JsValue {
    JSON::parse(&json::text(value)).unwrap_or(JsValue::NULL)
}

/// The words of an error: an `IErrorData` in either style, what was thrown, or a text.
pub(super) fn error_words(error: &JsValue) -> String {
    if let Some(text) = error.as_string() {
        return shortened(&text);
    }
    let error = JsObject(error.clone());
    let members =
        [("getMessage", "message"), ("getErrorDetails", "errorDetails"), ("getStatus", "status")];
    let words = members.iter().find_map(|(getter, member)| error.text(getter, member));
    words.map_or_else(|| "an error without words".to_owned(), |words| shortened(&words))
}

/// The application's name for `initialize`; none is known to be registered anywhere.
const APPLICATION: &str = "FusionConnectToolbar";
const GLOBAL: &str = "CX_SVC_UI_EVENTS_FRAMEWORK";

/// The objects that everything else is asked of; let go when they are dropped.
#[derive(Debug)]
pub struct Opened {
    /// What `initialize` gave.
    pub(super) provider: JsObject,
    /// The context of calls.
    pub(super) phone: JsObject,
    multi_channel: JsObject,
}

impl Drop for Opened {
    fn drop(&mut self) {
        for one in [&self.phone, &self.multi_channel, &self.provider] {
            one.dispose();
        }
    }
}

/// How far the opening has come, for whoever gives up waiting.
#[derive(Debug, Default)]
pub struct LibraryLoading {
    stage: Cell<LoadStep>,
    given_up: Cell<bool>,
}

#[derive(Clone, Copy, Debug, Default)]
enum LoadStep {
    #[default]
    Script,
    Initialise,
    Context,
}

impl LibraryLoading {
    /// Nobody waits any more; what still comes is let go.
    pub fn give_up(&self) {
        self.given_up.set(true);
    }

    /// What has not come to an end.
    pub fn unfinished(&self) -> &'static str {
        match self.stage.get() {
            LoadStep::Script => "Oracle's script was not loaded",
            LoadStep::Initialise => "initialize of Oracle's script did not come to an end",
            LoadStep::Context => "Oracle's script gave no context for calls",
        }
    }

    fn reach(&self, stage: LoadStep) -> Result<(), String> {
        if self.given_up.get() {
            return Err(self.unfinished().to_owned());
        }
        self.stage.set(stage);
        Ok(())
    }
}

/// Opens it as [`open`] does, and tells `done` what came of it.
#[inline(never)]
pub fn begin(
    url: String,
    loading: Rc<LibraryLoading>,
    done: Box<dyn FnOnce(Result<Opened, String>)>,
) {
    spawn_local(async move { done(open(&url, &loading).await) });
}

/// Loads the script from `url`, unless it is there, and opens the context of calls.
///
/// # Errors
/// Says in words what is missing or went wrong.
pub async fn open(url: &str, progress: &LibraryLoading) -> Result<Opened, String> {
    progress.reach(LoadStep::Script)?;
    let framework = if let Some(framework) = framework() {
        framework
    } else {
        load(url).await?;
        framework().ok_or_else(|| format!("{url} brought no {GLOBAL}.uiEventsFramework"))?
    };
    progress.reach(LoadStep::Initialise)?;
    let provider = framework.wait("initialize", &[&APPLICATION.into(), &"v1".into()]).await?;
    let provider = JsObject::of(provider).ok_or("initialize gave nothing")?;
    let opened = contexts(&provider, progress).await;
    if opened.is_err() {
        provider.dispose();
    }
    opened
}

async fn contexts(provider: &JsObject, progress: &LibraryLoading) -> Result<Opened, String> {
    progress.reach(LoadStep::Context)?;
    let multi_channel = provider.wait("getMultiChannelAdaptorContext", &[]).await?;
    let multi_channel = JsObject::of(multi_channel).ok_or("there is no multi-channel context")?;
    let phone = multi_channel.wait("getCommunicationChannelContext", &[&"PHONE".into()]).await?;
    let phone = JsObject::of(phone).ok_or("there is no phone context")?;
    Ok(Opened { provider: provider.clone(), phone, multi_channel })
}

fn framework() -> Option<JsObject> {
    JsObject(js_sys::global().into()).get(GLOBAL)?.get("uiEventsFramework")
}

/// The script stays in the page only while it is on its way; what it brought stays for good.
async fn load(url: &str) -> Result<(), String> {
    let (promise, settle) = dom::deferred();
    let script = Script::begin(url, move |loaded| {
        let _: Result<JsValue, JsValue> = settle.call1(&JsValue::UNDEFINED, &loaded.into());
    });
    let Some(script) = script else { return Err("the page takes no script".to_owned()) };
    let loaded = JsFuture::from(promise).await;
    drop(script);
    match loaded {
        Ok(loaded) if loaded.is_truthy() => Ok(()),
        Ok(_) | Err(_) => Err(format!("{url} could not be loaded")),
    }
}
