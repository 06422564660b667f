//! Loads Oracle's library into the page and initialises it (`fusion.md` C.1).
//!
//! Never waits by a clock: whoever opens it knows how long it may take. `initialize` never comes
//! to an end outside a frame of Fusion's, so each step first asks whether anybody still waits.

use super::js::JsObject;
use crate::dom::script::Script;
use js_sys::{Function, Promise};
use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The application's name for `initialize`; none is known to be registered anywhere.
const APPLICATION: &str = "FusionConnectToolbar";
const GLOBAL: &str = "CX_SVC_UI_EVENTS_FRAMEWORK";

/// The objects that everything else is asked of; let go when they are dropped.
#[derive(Debug)]
pub struct Opened {
    /// What `initialize` gave.
    pub provider: JsObject,
    /// The context of calls.
    pub phone: JsObject,
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
pub struct Progress {
    stage: Cell<Stage>,
    given_up: Cell<bool>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Stage {
    #[default]
    Script,
    Initialise,
    Context,
}

impl Progress {
    /// Nobody waits any more; what still comes is let go.
    pub fn give_up(&self) {
        self.given_up.set(true);
    }

    /// What has not come to an end.
    pub fn unfinished(&self) -> &'static str {
        match self.stage.get() {
            Stage::Script => "Oracle's script was not loaded",
            Stage::Initialise => "initialize of Oracle's script did not come to an end",
            Stage::Context => "Oracle's script gave no context for calls",
        }
    }

    fn reach(&self, stage: Stage) -> Result<(), String> {
        if self.given_up.get() {
            return Err(self.unfinished().to_owned());
        }
        self.stage.set(stage);
        Ok(())
    }
}

/// Opens it as [`open`] does, and tells `done` what came of it.
#[inline(never)]
pub fn begin(url: String, progress: Rc<Progress>, done: Box<dyn FnOnce(Result<Opened, String>)>) {
    spawn_local(async move { done(open(&url, &progress).await) });
}

/// Loads the script from `url`, unless it is there, and opens the context of calls.
///
/// # Errors
/// Says in words what is missing or went wrong.
pub async fn open(url: &str, progress: &Progress) -> Result<Opened, String> {
    progress.reach(Stage::Script)?;
    let framework = if let Some(framework) = framework() {
        framework
    } else {
        load(url).await?;
        framework().ok_or_else(|| format!("{url} brought no {GLOBAL}.uiEventsFramework"))?
    };
    progress.reach(Stage::Initialise)?;
    let provider = framework.wait("initialize", &[&APPLICATION.into(), &"v1".into()]).await?;
    let provider = JsObject::of(provider).ok_or("initialize gave nothing")?;
    let opened = contexts(&provider, progress).await;
    if opened.is_err() {
        provider.dispose();
    }
    opened
}

async fn contexts(provider: &JsObject, progress: &Progress) -> Result<Opened, String> {
    progress.reach(Stage::Context)?;
    let multi_channel = provider.wait("getMultiChannelAdaptorContext", &[]).await?;
    let multi_channel = JsObject::of(multi_channel).ok_or("there is no multi-channel context")?;
    let phone = multi_channel.wait("getCommunicationChannelContext", &[&"PHONE".into()]).await?;
    let phone = JsObject::of(phone).ok_or("there is no phone context")?;
    Ok(Opened { provider: provider.clone(), phone, multi_channel })
}

fn framework() -> Option<JsObject> {
    JsObject::global(GLOBAL)?.get("uiEventsFramework")
}

/// The script stays in the page only while it is on its way; what it brought stays for good.
async fn load(url: &str) -> Result<(), String> {
    let kept = RefCell::new(Function::default());
    let promise = Promise::new(&mut |settle, _| {
        kept.replace(settle);
    });
    let settle = kept.into_inner();
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
