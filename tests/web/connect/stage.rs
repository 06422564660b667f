//! One stage: a link to the simulated CCP, which answers in its frame.

use super::link::Link;
use fusion_connect_toolbar::connect::StartOptions;
use fusion_connect_toolbar::domain::{ContactId, Event, Seen, StateArn};
use gloo_events::EventListener;
use js_sys::{Array, Function};
use sandbox::ccp::Fault;
use sandbox::ccp::engine::Engine;
use sandbox::ccp::player::{Player, PlayerHost};
use sandbox::control::Action;
use sandbox::report::Report;
use sandbox::time::Millis;
use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::CustomEvent;

const STREAMS: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/node_modules/amazon-connect-streams/release/connect-streams-min.js"
));
/// The frame says when it is loaded, hands over its voice, and passes on what it hears.
const FRAME: &str = "<script>
onmessage = e => { if (e.source === parent) parent.dispatchEvent(new CustomEvent('to-ccp', { detail: e.data })); };
parent.dispatchEvent(new CustomEvent('ccp-loaded', { detail: m => parent.postMessage(m, '*') }));
</script>";

#[wasm_bindgen]
extern "C" {
    type Blob;
    #[wasm_bindgen(constructor)]
    fn new(parts: &Array, options: &JsValue) -> Blob;
    #[wasm_bindgen(js_namespace = URL, js_name = createObjectURL)]
    fn address_of(blob: &Blob) -> String;
}

/// The address of the real library.
pub(super) fn streams() -> String {
    served(STREAMS, "text/javascript")
}

pub(super) fn served(text: &str, kind: &str) -> String {
    let options = js_sys::JSON::parse(&format!(r#"{{"type":"{kind}"}}"#)).unwrap();
    address_of(&Blob::new(&Array::of1(&text.into()), &options))
}

/// Runs JavaScript in the page.
pub(super) fn code(body: &str) -> JsValue {
    Function::new_no_args(body).call0(&JsValue::NULL).unwrap()
}

/// Undoes something when it is dropped.
pub(super) struct Undo(&'static str);

impl Drop for Undo {
    fn drop(&mut self) {
        code(self.0);
    }
}

/// Storage throws, as in a frame whose site may not keep anything.
pub(super) fn storage_is_denied() -> Undo {
    code(
        "window.storageOfTest = Object.getOwnPropertyDescriptor(window, 'localStorage');
         Object.defineProperty(window, 'localStorage', { configurable: true, get() { throw new DOMException('denied', 'SecurityError'); } });",
    );
    Undo("Object.defineProperty(window, 'localStorage', window.storageOfTest);")
}

/// Streams is not there yet.
pub(super) fn library_is_hidden() -> Undo {
    code("window.connectOfTest = window.connect; delete window.connect;");
    Undo("if (window.connectOfTest) window.connect = window.connectOfTest;")
}

pub(super) struct Stage {
    pub(super) link: Link,
    pub(super) script_url: String,
    ccp_url: String,
    ccp: Rc<Ccp>,
    _listeners: [EventListener; 2],
}

/// The simulated CCP: a new player for each frame that loads, on one backend.
#[derive(Default)]
struct Ccp {
    player: RefCell<Option<Rc<Player>>>,
    saved: RefCell<Option<String>>,
    faults: RefCell<Vec<Fault>>,
    asked: RefCell<Vec<String>>,
    /// The last `api_request` as it came, to be answered by hand.
    request: RefCell<Option<JsValue>>,
    voice: RefCell<Option<Function>>,
    loaded: Cell<usize>,
}

impl Ccp {
    fn load(self: &Rc<Self>, voice: Function) {
        self.loaded.set(self.loaded.get() + 1);
        let saved = self.saved.borrow().clone();
        let page = format!("port-{}", js_sys::Math::random());
        let mut engine = Engine::open(saved.as_deref(), &page, Millis(0), Player::now());
        engine.begin_with(self.faults.borrow().clone());
        let (post, asked, kept) = (voice.clone(), Rc::clone(self), Rc::clone(self));
        *self.voice.borrow_mut() = Some(voice);
        let world = PlayerHost {
            post: Box::new(move |message| {
                // The frame may be gone by now, as a real one may.
                let _ = post.call1(&JsValue::NULL, message);
            }),
            report: Box::new(move |report| {
                if let Report::Request { method, answer, .. } = report {
                    asked.asked.borrow_mut().push(format!("{method} {answer}"));
                }
            }),
            save: Box::new(move |text| *kept.saved.borrow_mut() = Some(text.to_owned())),
            reload: Box::new(|| {}),
            // Without a frame of its own there is no second channel; the end-to-end tests have one.
            sdk: Box::new(|_| {}),
        };
        *self.player.borrow_mut() = Some(Player::start(engine, world));
    }

    fn hear(&self, message: &JsValue) {
        let text = js_sys::JSON::stringify(message).unwrap().as_string().unwrap();
        if text.starts_with(r#"{"event":"api_request""#) {
            *self.request.borrow_mut() = Some(js_sys::JSON::parse(&text).unwrap());
        }
        let player = self.player.borrow().clone();
        if let Some(player) = player {
            player.hear(message);
        }
    }
}

impl Stage {
    pub(super) fn open(faults: &[Fault]) -> Self {
        let window = web_sys::window().unwrap();
        let ccp = Rc::new(Ccp::default());
        *ccp.faults.borrow_mut() = faults.to_vec();
        let (loading, hearing) = (Rc::clone(&ccp), Rc::clone(&ccp));
        let detail = |event: &web_sys::Event| event.unchecked_ref::<CustomEvent>().detail();
        let listeners = [
            EventListener::new(&window, "ccp-loaded", move |event| {
                loading.load(detail(event).unchecked_into());
            }),
            EventListener::new(&window, "to-ccp", move |event| hearing.hear(&detail(event))),
        ];
        Self {
            link: Link::new(),
            script_url: streams(),
            ccp_url: served(FRAME, "text/html"),
            ccp,
            _listeners: listeners,
        }
    }

    pub(super) fn start(&mut self) {
        let params = format!(
            r#"{{"ccpUrl":"{}","loginPopup":true,"loginPopupAutoClose":true,
                "softphone":{{"allowFramedSoftphone":true}},
                "ccpLoadTimeout":200,"ccpAckTimeout":200,"ccpSynTimeout":50}}"#,
            self.ccp_url
        );
        let script_url = self.script_url.clone();
        self.link.start(StartOptions {
            init_params: params,
            script_url,
            attributes: Vec::new(),
            segments: Vec::new(),
        });
    }

    pub(super) fn stop(&mut self) {
        self.link.stop();
    }

    pub(super) fn act(&self, action: Action) {
        let player = self.ccp.player.borrow().clone();
        player.expect("a CCP is loaded").act(action);
    }

    /// The next CCP page that is loaded has these faults, and the agent is signed in.
    pub(super) fn loads_with(&self, faults: &[Fault]) {
        *self.ccp.faults.borrow_mut() = faults.to_vec();
        *self.ccp.saved.borrow_mut() = None;
        self.ccp.loaded.set(0);
    }

    pub(super) fn loaded(&self) -> usize {
        self.ccp.loaded.get()
    }

    pub(super) fn asked(&self) -> Vec<String> {
        self.ccp.asked.borrow().clone()
    }

    /// The last contact that a snapshot showed.
    pub(super) fn contact(&self) -> ContactId {
        let events = self.events();
        let seen = events.iter().rev().find_map(|event| match event {
            Event::SnapshotTaken(snapshot) => snapshot.contacts.last().cloned(),
            _ => None,
        });
        match seen.expect("a contact was seen") {
            Seen::Contact(facts) => facts.id,
            Seen::Garbled { id, .. } => id,
            Seen::Nameless { fault } => panic!("{fault}"),
        }
    }

    pub(super) fn arn(&self, name: &str) -> StateArn {
        let events = self.events();
        let found = events.iter().rev().find_map(|event| match event {
            Event::SnapshotTaken(snapshot) => {
                snapshot.agent.selectable.iter().find(|s| s.name == name).map(|s| s.arn.clone())
            }
            _ => None,
        });
        found.expect("the state can be chosen")
    }

    /// Answers the last request of Streams, though the simulator did not.
    pub(super) fn answer_late(&self) {
        let request = self.ccp.request.borrow().clone().expect("something was asked");
        let answer = Function::new_with_args(
            "request",
            "return { event: 'api_response', data: { event: 'api_response',
                requestId: request.data.requestId, data: {}, err: null } };",
        );
        let message = answer.call1(&JsValue::NULL, &request).unwrap();
        let voice = self.ccp.voice.borrow().clone().unwrap();
        voice.call1(&JsValue::NULL, &message).unwrap();
    }

    /// How many handlers of ours Streams caught throwing since its log was emptied last.
    pub(super) fn handlers_that_failed() -> usize {
        let logs = code("return connect.getLog()._logs.map(l => l.text);");
        let logs: Array = logs.unchecked_into();
        logs.iter()
            .filter(|text| {
                text.as_string().is_some_and(|text| text.contains("event handler failed"))
            })
            .count()
    }
}

impl Deref for Stage {
    type Target = Link;

    fn deref(&self) -> &Link {
        &self.link
    }
}
