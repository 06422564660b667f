//! The life of the link to Connect: started, started again, taken down; and Amazon's own windows: the one to sign in
//! with, the way out again, and the panel, in which audio works without a frame's permission.
//!
//! Never starts again by itself: with a call up that ends its audio (`design.md` 3, Silence). A panel that is open is
//! never loaded anew: a call in it would lose its audio.

use core::time::Duration;
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Url};

use super::commands::Commands;
use super::listen::{Listeners, Watch};
use super::streams::{described, text};
use super::{Sink, StartOptions, js, streams};
use crate::dom::clock::Timer;
use crate::dom::fetch::Script;
use crate::dom::{fetch, window};
use crate::domain::{CommandId, ConnectRequest, LinkFact};

/// The name by which Streams finds a login window again (`MasterTopics.LOGIN_POPUP`).
const LOGIN_WINDOW: &str = "connect::loginPopup";
/// How many more times than its usual 10 Streams may re-create the CCP frame while an agent types
/// a password and a second factor; at 5 to 10 seconds each this is 10 to 20 minutes.
const MORE_ATTEMPTS: i32 = 110;
/// The CCP is told at the latest after this, whether Amazon answered or not.
const LOGOUT_PATIENCE: Duration = Duration::from_secs(3);
/// The name by which the panel is found again, also after this page was reloaded.
const PANEL: &str = "fusion-connect-toolbar-panel";
/// A little more than the CCP's own least size (`connect.md` H).
const FEATURES: &str = "popup,width=400,height=600";
/// What a window shows that was opened just now.
const BLANK: &str = "about:blank";

/// The link to Connect; dropping it takes down the frame and every listener.
pub struct Session {
    link: Rc<CcpLink>,
    commands: Rc<Commands>,
}

/// Starts the link and returns at once; `container` must be in the document and stay where it is,
/// for a CCP frame that is moved loses its link for good (`connect.md` 0.8).
pub fn start(container: &Element, options: StartOptions, sink: Sink) -> Session {
    let commands = Commands::new(Rc::clone(&sink));
    let link = Rc::new_cyclic(|me| CcpLink {
        container: container.clone(),
        watch: Watch::new(sink, options),
        loading: RefCell::default(),
        listeners: RefCell::default(),
        me: me.clone(),
    });
    link.begin();
    Session { link, commands }
}

impl Session {
    /// Calls Streams; `CommandSettled` with this id follows within 7.5 seconds, and once more if Streams
    /// answers only after that. For a list it is `EndpointsListed` or `DevicesListed`, for a preview
    /// `PreviewTold` instead.
    pub fn execute(&self, id: CommandId, request: &ConnectRequest) {
        self.commands.execute(id, request);
    }

    /// Opens Amazon's login window and has Streams re-create the CCP frame until it acknowledges; must be called in the
    /// task of the click.
    ///
    /// Streams' own way waits for a Web Lock first and does nothing when another tab holds it, and its
    /// loop does not start a second time by itself (`connect.md` B.3). So the window is opened here, and Streams then
    /// finds it and starts the loop.
    pub fn open_login(&self) {
        let watch = &self.link.watch;
        let opened = self.link.params().and_then(|params| login_window(&params));
        if let (Ok(core), Ok(opened)) = (js::core(), &opened) {
            let _ = core.set_login_window(opened);
            if watch.forgive_exhaustion() {
                let _ = core.set_refresh_timer(&JsValue::NULL);
            }
            // It throws only before initCCP, and then there is no loop to start.
            if js::reauthenticate().is_ok() {
                let _ = core.set_refresh_attempt(-MORE_ATTEMPTS);
            }
        }
        if opened.is_ok_and(|opened| opened.is_null()) {
            watch.tell_link(LinkFact::NotAcknowledged { popup_blocked: true });
        }
    }

    /// Opens Amazon's own panel in a window, or brings it to the front; says whether there is one. Must be called in the
    /// task of the click.
    pub fn open_panel(&self) -> bool {
        let url = self.link.params().ok().and_then(|params| text(params.ccp_url()));
        let (Some(url), Some(here)) = (url, window::of_controls()) else { return false };
        // No address: with one, a window that is open would load it again.
        let opened = here.open_with_url_and_target_and_features("", PANEL, FEATURES);
        // A blocked window is null (`design.md` 5).
        let Ok(Some(panel)) = opened else { return false };
        // The address of a window of Amazon's cannot be read.
        if panel.location().href().is_ok_and(|href| href == BLANK) {
            let _ = panel.location().set_href(&url);
        }
        let _ = panel.focus();
        true
    }

    /// Connect's clock minus this computer's in milliseconds, once there is agent data.
    pub fn clock_skew(&self) -> Option<i64> {
        streams::skew()
    }

    /// Tells Amazon that the agent is at work.
    pub fn tell_activity(&self) {
        // Streams only logs what comes of it.
        let _ = js::send_activity();
    }

    /// Ends the session at Amazon and tells every window of it (`connect.md` B.5); the CCP then says
    /// `terminated`. Whether Amazon could be reached shows only there, so its answer is not read.
    pub fn sign_out(&self) {
        let told = Rc::new(Cell::new(false));
        let terminate = {
            let told = Rc::clone(&told);
            move || {
                if !told.replace(true)
                    && let Ok(conduit) = js::upstream()
                {
                    let _ = conduit.send_upstream("terminate");
                }
            }
        };
        let late = terminate.clone();
        self.link.watch.sign_out_begun(Timer::after(LOGOUT_PATIENCE, late).ok());
        let asked = self.link.params().ok().and_then(|params| logout(&params));
        let watch = Rc::downgrade(&self.link.watch);
        spawn_local(async move {
            if let Some(asked) = asked {
                let _ = JsFuture::from(asked).await;
            }
            // Another link may have taken the place of this one by now.
            if watch.upgrade().is_some_and(|watch| watch.is_leaving()) {
                terminate();
            }
        });
    }

    /// Removes the CCP frame and starts Streams again; ends the audio of a call.
    pub fn restart(&self) {
        self.link.take_down();
        self.link.begin();
    }
}

struct CcpLink {
    container: Element,
    watch: Rc<Watch>,
    loading: RefCell<Option<Script>>,
    listeners: RefCell<Option<Listeners>>,
    me: Weak<Self>,
}

impl CcpLink {
    /// What `initCCP` is given.
    fn params(&self) -> Result<js::Params, JsValue> {
        streams::params(&self.watch.options.init_params)
    }

    fn begin(&self) {
        if !streams::storage_allowed() {
            return self.watch.tell_link(LinkFact::StorageDenied);
        }
        if streams::is_loaded() {
            return self.initialise();
        }
        let me = self.me.clone();
        let loading = Script::begin(&self.watch.options.script_url, move |loaded| {
            let Some(link) = me.upgrade() else { return };
            let why = match (loaded, streams::is_loaded()) {
                (true, true) => return link.initialise(),
                // A host may answer every path with its index page.
                (true, false) => "holds no Streams",
                (false, _) => "was not loaded",
            };
            link.fail(&[&link.watch.options.script_url, ": ", why].concat());
        });
        if loading.is_none() {
            self.fail("there is no document to put the script into");
        }
        *self.loading.borrow_mut() = loading;
    }

    /// Calls `initCCP` and listens, all in one task: what came between would be lost.
    fn initialise(&self) {
        streams::hush();
        let Ok(params) = self.params() else {
            return self.fail("the parameters of initCCP are no JSON");
        };
        if let Ok(core) = js::core() {
            let _ = core.set_login_window(&JsValue::UNDEFINED);
        }
        self.watch.reset();
        if let Err(error) = js::init_ccp(&self.container, &params) {
            return self.fail(&described(&error));
        }
        self.watch.tell_link(LinkFact::Initialising);
        match Listeners::register(&self.watch) {
            Ok(listeners) => *self.listeners.borrow_mut() = Some(listeners),
            Err(error) => self.fail(&described(&error)),
        }
    }

    fn fail(&self, why: &str) {
        self.watch.tell_link(LinkFact::LibraryFailed(why.to_owned()));
    }

    /// Streams' own `terminate` leaves the frame, the timers and the bridge of the old link
    /// running, and they would act on the next one (`connect.md` B.5).
    fn take_down(&self) {
        drop(self.listeners.borrow_mut().take());
        drop(self.loading.borrow_mut().take());
        if let Ok(core) = js::core() {
            let keepalive = core.keepalive();
            let timers = [
                core.refresh_timer(),
                core.load_timer(),
                keepalive.as_ref().map_or(Ok(JsValue::NULL), js::Keepalive::syn_timer),
                keepalive.as_ref().map_or(Ok(JsValue::NULL), js::Keepalive::ack_timer),
            ];
            for timer in timers.into_iter().flatten() {
                let _ = js::clear_timeout(&timer);
            }
        }
        if let Ok(conduit) = js::upstream() {
            let _ = conduit.shutdown();
            let _ = js::terminate();
        }
        while let Ok(Some(frame)) = self.container.query_selector(CCP_FRAME) {
            frame.remove();
        }
    }
}

impl Drop for CcpLink {
    fn drop(&mut self) {
        self.take_down();
    }
}

/// The name is fixed in Streams, whatever `iframeTitle` says (`connect.md` B.1).
const CCP_FRAME: &str = "iframe[name='Amazon Connect CCP']";

/// The login window, null when the browser blocked it.
fn login_window(params: &js::Params) -> Result<JsValue, JsValue> {
    let url =
        params.login_url()?.as_string().map_or_else(|| params.ccp_url(), |url| Ok(url.into()));
    let url = url?.as_string().unwrap_or_default();
    js::popup_manager()?.open(&url, LOGIN_WINDOW, &params.login_options()?)
}

fn logout(params: &js::Params) -> Option<Promise> {
    let host = Url::new(&text(params.ccp_url())?).ok()?.origin();
    fetch::opaque(&format!("{host}/logout"), "include", None)
}
