//! The life of the link to Connect: started, started again, taken down.
//!
//! Never starts again by itself: with a call up that ends its audio (`design.md` 3, Silence).

use super::commands::Commands;
use super::from_js::described;
use super::library;
use super::listen::Listeners;
use super::watch::Watch;
use super::{Sink, StartOptions, from_js, js, popups};
use crate::dom::script::Script;
use crate::domain::{CommandId, ConnectRequest, LinkFact};
use js_sys::JSON;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use web_sys::Element;

/// The link to Connect; dropping it takes down the frame and every listener.
pub struct Session {
    link: Rc<Link>,
    commands: Rc<Commands>,
}

/// Starts the link and returns at once; `container` must be in the document and stay where it is,
/// for a CCP frame that is moved loses its link for good (`connect.md` 0.8).
pub fn start(container: &Element, options: StartOptions, sink: Sink) -> Session {
    let commands = Commands::new(Rc::clone(&sink));
    let link = Rc::new_cyclic(|me| Link {
        container: container.clone(),
        watch: Watch::new(sink, &options),
        options,
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

    /// Opens Amazon's login window; must be called in the task of the click.
    pub fn open_login(&self) {
        popups::open_login(&self.link.options.init_params, &self.link.watch);
    }

    /// Opens Amazon's own panel in a window and says whether the browser let it; must be called in
    /// the task of the click.
    pub fn open_panel(&self) -> bool {
        popups::open_panel(&self.link.options.init_params)
    }

    /// Connect's clock minus this computer's in milliseconds, once there is agent data.
    pub fn clock_skew(&self) -> Option<i64> {
        from_js::skew()
    }

    /// Tells Amazon that the agent is at work.
    pub fn tell_activity(&self) {
        // Streams only logs what comes of it.
        let _ = js::send_activity();
    }

    /// Has the CCP tell its data anew (`connect.md` E.3).
    pub fn read(&self) {
        let _ =
            js::upstream().and_then(|conduit| conduit.send_upstream("reload_agent_configuration"));
    }

    /// Signs out of the instance; the CCP then says `terminated`.
    pub fn sign_out(&self) {
        popups::sign_out(&self.link.options.init_params, &self.link.watch);
    }

    /// Removes the CCP frame and starts Streams again; ends the audio of a call.
    pub fn restart(&self) {
        self.link.take_down();
        self.link.begin();
    }
}

struct Link {
    container: Element,
    options: StartOptions,
    watch: Rc<Watch>,
    loading: RefCell<Option<Script>>,
    listeners: RefCell<Option<Listeners>>,
    me: Weak<Self>,
}

impl Link {
    fn begin(&self) {
        if !library::storage_allowed() {
            return self.watch.tell(LinkFact::StorageDenied);
        }
        if library::is_loaded() {
            return self.initialise();
        }
        let me = self.me.clone();
        let loading = Script::begin(&self.options.script_url, move |loaded| {
            if let Some(link) = me.upgrade() {
                if loaded { link.initialise() } else { link.fail("the script was not loaded") }
            }
        });
        if loading.is_none() {
            self.fail("there is no document to put the script into");
        }
        *self.loading.borrow_mut() = loading;
    }

    /// Calls `initCCP` and listens, all in one task: what came between would be lost.
    fn initialise(&self) {
        library::hush();
        let Ok(params) = JSON::parse(&self.options.init_params) else {
            return self.fail("the parameters of initCCP are no JSON");
        };
        if let Ok(core) = js::core() {
            let _ = core.set_login_window(&JsValue::UNDEFINED);
        }
        self.watch.reset();
        if let Err(error) = js::init_ccp(&self.container, &params) {
            return self.fail(&described(&error));
        }
        self.watch.tell(LinkFact::Initialising);
        match Listeners::register(&self.watch) {
            Ok(listeners) => *self.listeners.borrow_mut() = Some(listeners),
            Err(error) => self.fail(&described(&error)),
        }
    }

    fn fail(&self, why: &str) {
        self.watch.tell(LinkFact::LibraryFailed(why.to_owned()));
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

impl Drop for Link {
    fn drop(&mut self) {
        self.take_down();
    }
}

/// The name is fixed in Streams, whatever `iframeTitle` says (`connect.md` B.1).
const CCP_FRAME: &str = "iframe[name='Amazon Connect CCP']";
