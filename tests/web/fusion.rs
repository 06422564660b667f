//! Proves whose messages the bridge reads, what it posts, and that it is deaf once dropped.
//!
//! The "toolbar" is a frame inside the test page, so that it has a parent, a sibling and a child.

use crate::wait::sleep;
use fusion_connect_toolbar::domain::{
    AgentVerb, Event, EventId, FusionRequest, InteractionVerb, Refusal, RefusedMessage, Reply,
    Ticket, Uuid,
};
use fusion_connect_toolbar::fusion::mca::{McaBridge, start_in};
use fusion_connect_toolbar::fusion::{BridgeOptions, McaParams};
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlIFrameElement, MessageEvent, MessageEventInit, Window};

const ANSWER: &str = r#"{"method":"readyForOperation","uuid":"u-1","result":"success"}"#;
const ACCEPT: &str = r#"{"method":"onToolbarInteractionCommand","eventId":"c-1","command":"accept","commandId":"7"}"#;
const CLICK: &str = r#"{"method":"onOutgoingEvent","uuid":"u-9","channel":"PHONE","outData":{"SVCMCA_ANI":"+15551230000","SVCMCA_CONTACT_ID":"300"}}"#;

/// A toolbar frame with an open bridge, and everything the bridge said.
struct Fixture {
    parent: Window,
    origin: String,
    toolbar: Window,
    frames: Vec<HtmlIFrameElement>,
    heard: Rc<RefCell<Vec<Event>>>,
    bridge: Option<McaBridge>,
}

impl Drop for Fixture {
    fn drop(&mut self) {
        for frame in &self.frames {
            frame.remove();
        }
    }
}

fn frame_in(window: &Window) -> HtmlIFrameElement {
    let document = window.document().unwrap();
    let frame: HtmlIFrameElement = document.create_element("iframe").unwrap().unchecked_into();
    document.body().unwrap().append_child(&frame).unwrap();
    frame
}

fn options(parent_origin: &str) -> BridgeOptions {
    BridgeOptions {
        params: McaParams {
            parent_origin: parent_origin.to_owned(),
            toolbar_name: "toolbar_437316".to_owned(),
        },
        words: Rc::new(|label| format!("{label:?}")),
        refusal_words: Rc::new(|refusal| format!("words for {refusal:?}")),
    }
}

fn fixture() -> Fixture {
    let parent = web_sys::window().unwrap();
    let origin = parent.location().origin().unwrap();
    let frame = frame_in(&parent);
    let toolbar = frame.content_window().unwrap();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&heard);
    let sink: Rc<dyn Fn(Event)> = Rc::new(move |event| sink.borrow_mut().push(event));
    let bridge = Some(start_in(Some(toolbar.clone()), options(&origin), sink));
    Fixture { parent, origin, toolbar, frames: vec![frame], heard, bridge }
}

impl Fixture {
    /// Lets a message arrive at the toolbar's window and gives what the bridge said of it.
    fn arrive(&self, source: Option<&Window>, origin: &str, data: &JsValue) -> Vec<Event> {
        let init = MessageEventInit::new();
        init.set_data(data);
        init.set_origin(origin);
        init.set_source(source.map(AsRef::as_ref));
        let event = MessageEvent::new_with_event_init_dict("message", &init).unwrap();
        self.toolbar.dispatch_event(&event).unwrap();
        self.heard.borrow_mut().drain(..).collect()
    }

    fn fusion_says(&self, data: &str) -> Vec<Event> {
        self.arrive(Some(&self.parent), &self.origin, &data.into())
    }

    /// Runs `act` on the bridge and gives every message that then arrives at the parent within 50 ms.
    async fn posted(&self, act: impl FnOnce(&McaBridge)) -> Vec<JsValue> {
        self.heard(|| act(self.bridge.as_ref().unwrap())).await
    }

    /// Runs `act` and gives every message that then arrives at the parent within 50 ms.
    async fn heard(&self, act: impl FnOnce()) -> Vec<JsValue> {
        // What the bridges of other tests said at their end has arrived by then.
        sleep(50).await;
        let received = Rc::new(RefCell::new(Vec::new()));
        let keep = Rc::clone(&received);
        let _ears = EventListener::new(&self.parent, "message", move |event| {
            keep.borrow_mut().push(event.unchecked_ref::<MessageEvent>().data());
        });
        act();
        sleep(50).await;
        received.take()
    }
}

fn refused(events: &[Event]) -> &RefusedMessage {
    match events {
        [Event::MessageRefused { why, count: 1 }] => why,
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
fn an_answer_of_fusion_is_heard() {
    let page = fixture();
    match page.fusion_says(ANSWER).as_slice() {
        [Event::FusionAnswered(answer)] => {
            assert_eq!(answer.uuid, Uuid::new("u-1"));
            assert_eq!(answer.outcome, Ok(()));
        }
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn a_command_that_cannot_be_read_is_answered_with_an_error() {
    let page = fixture();
    let command = r#"{"method":"onToolbarInteractionCommand","eventId":"c-1"}"#;
    let replies = page.heard(|| drop(page.fusion_says(command))).await;
    let [reply] = replies.as_slice() else { panic!("{replies:?}") };
    let reply = reply.as_string().unwrap();
    assert!(reply.contains("c-1") && reply.contains("the command could not be read"), "{reply}");
}

#[wasm_bindgen_test]
fn commands_get_a_ticket_each_even_when_repeated() {
    let page = fixture();
    let ticket = |events: Vec<Event>| match events.as_slice() {
        [Event::InteractionCommanded { ticket, event_id, verb: InteractionVerb::Accept }] => {
            assert_eq!(event_id.as_str(), "c-1");
            *ticket
        }
        other => panic!("{other:?}"),
    };
    let first = ticket(page.fusion_says(ACCEPT));
    assert_ne!(first, ticket(page.fusion_says(ACCEPT)));
    let agent = r#"{"method":"onToolbarAgentCommand","channel":"PHONE","command":"makeAvailable"}"#;
    assert!(matches!(
        page.fusion_says(agent).as_slice(),
        [Event::AgentCommanded { verb: AgentVerb::MakeAvailable, .. }]
    ));
}

#[wasm_bindgen_test]
fn a_click_on_a_number_is_heard_from_fusion_only() {
    let mut page = fixture();
    match page.fusion_says(CLICK).as_slice() {
        [Event::DialAsked { event_id, number, tokens }] => {
            assert_eq!(event_id.as_str(), "u-9");
            assert_eq!(number.as_str(), "+15551230000");
            assert_eq!(tokens.text("SVCMCA_CONTACT_ID"), Some("300"));
        }
        other => panic!("{other:?}"),
    }
    let evil = "https://evil.example";
    let events = page.arrive(Some(&page.parent), evil, &CLICK.into());
    assert_eq!(refused(&events), &RefusedMessage::WrongOrigin(evil.to_owned()));
    page.frames.push(frame_in(&page.parent));
    let sibling = page.frames[1].content_window();
    let events = page.arrive(sibling.as_ref(), &page.origin, &CLICK.into());
    assert_eq!(refused(&events), &RefusedMessage::WrongWindow);
}

#[wasm_bindgen_test]
async fn a_refused_dial_is_told_in_the_words_of_the_agent() {
    let page = fixture();
    let event_id = EventId::new("u-9");
    let request = FusionRequest::DialError { event_id, refusal: Refusal::BadNumber };
    let posted = page.posted(|bridge| bridge.request(&Uuid::new("u"), &request)).await;
    let [text] = posted.as_slice() else { panic!("{posted:?}") };
    let message: serde_json::Value = serde_json::from_str(&text.as_string().unwrap()).unwrap();
    assert_eq!(message["method"], "outboundCommError");
    assert_eq!(message["data"]["commUuid"], "u-9");
    assert_eq!(message["data"]["errorMsg"], "words for BadNumber");
}

#[wasm_bindgen_test]
fn messages_that_cannot_be_read_are_refused_with_the_reason() {
    let page = fixture();
    for (text, reason) in [
        ("not json", "message: expected a JSON object"),
        (r#"{"uuid":"u"}"#, "method: expected a string"),
        (r#"{"method":"m"}"#, "method m: expected a known one, or a uuid"),
    ] {
        let events = page.fusion_says(text);
        assert_eq!(refused(&events), &RefusedMessage::Garbled(reason.to_owned()));
    }
    let object: JsValue = js_sys::Object::new().into();
    for data in [object, JsValue::NULL, JsValue::from(7)] {
        let events = page.arrive(Some(&page.parent), &page.origin, &data);
        let reason = "message: expected a string".to_owned();
        assert_eq!(refused(&events), &RefusedMessage::Garbled(reason));
    }
    assert_eq!(page.fusion_says("_adfShowBody"), []);
}

#[wasm_bindgen_test]
fn the_parent_counts_only_with_fusions_origin() {
    let page = fixture();
    for origin in ["https://evil.example", "null", ""] {
        let events = page.arrive(Some(&page.parent), origin, &ANSWER.into());
        assert_eq!(refused(&events), &RefusedMessage::WrongOrigin(origin.to_owned()));
    }
}

#[wasm_bindgen_test]
fn another_window_is_refused_whatever_its_origin() {
    let mut page = fixture();
    page.frames.push(frame_in(&page.parent));
    let sibling = page.frames[1].content_window().unwrap();
    for source in [Some(&sibling), None] {
        let events = page.arrive(source, &page.origin, &ACCEPT.into());
        assert_eq!(refused(&events), &RefusedMessage::WrongWindow);
        let events = page.arrive(source, "https://evil.example", &ACCEPT.into());
        let origin = "https://evil.example".to_owned();
        assert_eq!(refused(&events), &RefusedMessage::WrongOrigin(origin));
    }
}

#[wasm_bindgen_test]
fn own_frames_and_the_own_window_are_left_alone() {
    let page = fixture();
    let ccp = frame_in(&page.toolbar).content_window().unwrap();
    let login = frame_in(&ccp).content_window().unwrap();
    for source in [&ccp, &login, &page.toolbar] {
        let events = page.arrive(Some(source), "https://ccp.example", &ACCEPT.into());
        assert_eq!(events, []);
    }
    let view = frame_in(&page.parent);
    let own_origin = page.toolbar.location().origin().unwrap();
    let events = page.arrive(view.content_window().as_ref(), &own_origin, &ACCEPT.into());
    view.remove();
    assert_eq!(events, []);
    // A frame of ours that claims to be Fusion is no longer one of ours.
    let events = page.arrive(Some(&ccp), &page.origin, &ACCEPT.into());
    assert_eq!(refused(&events), &RefusedMessage::WrongWindow);
}

#[wasm_bindgen_test]
async fn requests_arrive_as_json_text() {
    let page = fixture();
    let uuid = Uuid::new("5b0f1c0e-6f0a-4c5e-9a41-2b8f0d0f7a11");
    let posted = page.posted(|bridge| bridge.request(&uuid, &FusionRequest::Ready)).await;
    let [text] = posted.as_slice() else { panic!("{posted:?}") };
    let message: serde_json::Value = serde_json::from_str(&text.as_string().unwrap()).unwrap();
    assert_eq!(message["method"], "readyForOperation");
    assert_eq!(message["version"], "1.3.0");
    assert_eq!(message["toolbarName"], "toolbar_437316");
    assert_eq!(message["uuid"], uuid.as_str());
}

#[wasm_bindgen_test]
async fn nothing_is_posted_to_another_origin() {
    let mut page = fixture();
    let silent: Rc<dyn Fn(Event)> = Rc::new(|event| panic!("{event:?}"));
    let elsewhere = options("https://fusion.example");
    page.bridge = Some(start_in(Some(page.toolbar.clone()), elsewhere, silent));
    let posted = page.posted(|bridge| bridge.request(&Uuid::new("u"), &FusionRequest::Ready)).await;
    assert_eq!(posted, Vec::<JsValue>::new());
}

#[wasm_bindgen_test]
async fn a_ticket_is_replied_to_once() {
    let page = fixture();
    let events = page.fusion_says(ACCEPT);
    let [Event::InteractionCommanded { ticket, .. }] = events.as_slice() else {
        panic!("{events:?}")
    };
    let posted = page
        .posted(|bridge| {
            bridge.reply(*ticket, &Err(Refusal::UnknownCall));
            bridge.reply(*ticket, &Ok(Reply::Done));
            bridge.reply(Ticket(999), &Ok(Reply::Done));
        })
        .await;
    let [text] = posted.as_slice() else { panic!("{posted:?}") };
    let message: serde_json::Value = serde_json::from_str(&text.as_string().unwrap()).unwrap();
    assert_eq!(message["method"], "tbInteractionCommandResponse");
    assert_eq!(message["commandId"], "7");
    assert_eq!(message["resultDisplayString"], "unknown call");
}

#[wasm_bindgen_test]
async fn a_dropped_bridge_refuses_the_commands_that_wait() {
    let mut page = fixture();
    assert_eq!(page.fusion_says(ACCEPT).len(), 1);
    let bridge = page.bridge.take();
    let posted = page.heard(move || drop(bridge)).await;
    let [text] = posted.as_slice() else { panic!("{posted:?}") };
    let message: serde_json::Value = serde_json::from_str(&text.as_string().unwrap()).unwrap();
    assert_eq!((&message["commandId"], &message["result"]), (&"7".into(), &"failure".into()));
}

#[wasm_bindgen_test]
fn a_dropped_bridge_is_deaf() {
    let mut page = fixture();
    assert_eq!(page.fusion_says(ANSWER).len(), 1);
    page.bridge = None;
    assert_eq!(page.fusion_says(ANSWER), []);
}

#[wasm_bindgen_test]
fn without_a_window_each_request_is_answered_with_an_error() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let keep = Rc::clone(&heard);
    let sink: Rc<dyn Fn(Event)> = Rc::new(move |event| keep.borrow_mut().push(event));
    start_in(None, options("https://fusion.example"), sink)
        .request(&Uuid::new("u"), &FusionRequest::Ready);
    match heard.borrow().as_slice() {
        [Event::FusionAnswered(answer)] => assert!(answer.outcome.is_err()),
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn the_desktop_says_on_which_host_it_works() {
    use sandbox::fusion::FusionPage;
    let document = web_sys::window().unwrap().document().unwrap();
    let place: web_sys::HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    let page = leptos::mount::mount_to(place.clone(), FusionPage);
    leptos::task::tick().await;
    let alert = place.query_selector("[role=alert]").unwrap().unwrap();
    assert!(alert.text_content().unwrap().contains("fusion.localhost"));
    drop(page);
    place.remove();
}
