//! Proves the transport by Oracle's UI Events Framework against a small play of it, in both of its
//! styles and with what is known to go wrong; and the choice between it and the other transport.

mod choice;
mod commands;
mod notifications;
mod requests;

use crate::wait::until;
use fusion_connect_toolbar::domain::{Answer, Event, FusionRequest, Listener, Uuid};
use fusion_connect_toolbar::fusion::uef::js::LibraryLoading;
use fusion_connect_toolbar::fusion::uef::{UefBridge, js};
use fusion_connect_toolbar::fusion::{BridgeOptions, McaParams, Sink};
use js_sys::{Array, Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// What `fake.js` gives.
    type Play;

    #[wasm_bindgen(method, getter, structural)]
    fn log(this: &Play) -> Array;

    #[wasm_bindgen(method, structural)]
    fn emit(this: &Play, name: &str, text: &str) -> Promise;

    #[wasm_bindgen(method, structural)]
    fn finish(this: &Play);
}

impl Play {
    /// Puts the play into the page, as Oracle's script does.
    fn begin(quirks: &str) -> Self {
        let play = Function::new_with_args("quirks", include_str!("fake.js"));
        play.call1(&JsValue::UNDEFINED, &quirks.into()).unwrap().unchecked_into()
    }

    fn noted(&self) -> Vec<String> {
        self.log().iter().map(|entry| entry.as_string().unwrap()).collect()
    }

    fn count(&self, entry: &str) -> usize {
        self.noted().iter().filter(|noted| *noted == entry).count()
    }

    /// The last entry that begins so.
    fn last(&self, start: &str) -> String {
        let noted = self.noted();
        let found = noted.iter().rev().find(|noted| noted.starts_with(start));
        found.cloned().unwrap_or_else(|| panic!("no {start} in {noted:?}"))
    }
}

/// Takes the play, and whatever a script brought, out of the page.
fn clear() {
    Function::new_no_args("delete window.CX_SVC_UI_EVENTS_FRAMEWORK")
        .call0(&JsValue::UNDEFINED)
        .unwrap();
}

type Heard = Rc<RefCell<Vec<Event>>>;

fn recorder() -> (Heard, Sink) {
    let heard = Heard::default();
    let sink = Rc::clone(&heard);
    (heard, Rc::new(move |event| sink.borrow_mut().push(event)))
}

fn options() -> BridgeOptions {
    BridgeOptions {
        params: McaParams {
            parent_origin: "https://pod.example".to_owned(),
            toolbar_name: "toolbar_437316".to_owned(),
        },
        words: Rc::new(|label| format!("{label:?}")),
        refusal_words: Rc::new(|refusal| format!("words for {refusal:?}")),
    }
}

/// A link over a play, and what it said.
struct Fixture {
    play: Play,
    heard: Heard,
    bridge: Option<UefBridge>,
}

async fn fixture(quirks: &str) -> Fixture {
    let play = Play::begin(quirks);
    let opened = js::open("unused", &LibraryLoading::default()).await.unwrap();
    let (heard, sink) = recorder();
    Fixture { play, heard, bridge: Some(UefBridge::new(opened, options(), sink)) }
}

impl Fixture {
    fn bridge(&self) -> &UefBridge {
        self.bridge.as_ref().unwrap()
    }

    fn listen(&self, listener: Listener) {
        self.bridge().request(&Uuid::new("listen"), &FusionRequest::Listen(listener));
    }

    fn listen_to_all(&self) {
        let service = || "ORA_SERVICE".to_owned();
        for listener in [
            Listener::InteractionCommands,
            Listener::AgentCommands,
            Listener::Outgoing(service()),
            Listener::DataUpdated(service()),
        ] {
            self.listen(listener);
        }
    }

    /// Carries out a request and waits for its answer.
    async fn ask(&self, request: &FusionRequest) -> Answer {
        self.bridge().request(&Uuid::new("ours"), request);
        match next(&self.heard).await {
            Event::FusionAnswered(answer) => answer,
            other => panic!("{other:?}"),
        }
    }
}

/// Waits for the next event, for a second at most.
async fn next(heard: &Heard) -> Event {
    until("nothing was heard", 1000, || !heard.borrow().is_empty()).await;
    heard.borrow_mut().remove(0)
}
