//! Which transport is taken, when, and what becomes of the other.

use super::{Heard, Play, clear, next, options, recorder};
use crate::wait::sleep;
use fusion_connect_toolbar::config::TransportChoice as Wanted;
use fusion_connect_toolbar::domain::{Event, Fallback, Transport};
use fusion_connect_toolbar::fusion::{Bridge, Choice, start};
use js_sys::Function;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// Lets the page's timers run a hundred times faster, until it is dropped.
struct Haste;

impl Haste {
    fn begin() -> Self {
        let code = "const slow = window.setTimeout; \
            window.setTimeout = (f, span) => slow.call(window, f, span / 100); \
            window.atEase = () => { window.setTimeout = slow; };";
        Function::new_no_args(code).call0(&JsValue::UNDEFINED).unwrap();
        Self
    }
}

impl Drop for Haste {
    fn drop(&mut self) {
        Function::new_no_args("window.atEase()").call0(&JsValue::UNDEFINED).unwrap();
    }
}

/// An address that a script can be loaded from.
fn script(code: &str) -> String {
    let make = Function::new_with_args("code", "return URL.createObjectURL(new Blob([code]))");
    make.call1(&JsValue::UNDEFINED, &code.into()).unwrap().as_string().unwrap()
}

fn scripts() -> u32 {
    let document = web_sys::window().unwrap().document().unwrap();
    document.query_selector_all("script").unwrap().length()
}

fn missing() -> String {
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    format!("{origin}/there-is-no-such-script.js")
}

fn open(wanted: Wanted, uef_url: &str, former: Option<Transport>) -> (Heard, Rc<Bridge>) {
    let (heard, sink) = recorder();
    let choice = Choice { wanted, uef_url: uef_url.to_owned(), former };
    let bridge = start(options(), choice, sink);
    assert_eq!(*heard.borrow(), [], "nothing before it is opened");
    bridge.open();
    bridge.open();
    (heard, bridge)
}

fn ready(transport: Transport) -> Event {
    Event::FusionReady { transport, fallback: None }
}

fn fallback(event: Event) -> String {
    match event {
        Event::FusionReady { transport: Transport::Mca, fallback: Some(Fallback::Failed(why)) } => {
            why
        }
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn auto_takes_uef_where_there_is_one() {
    let play = Play::begin("");
    let (heard, bridge) = open(Wanted::Auto, "unused", None);
    assert_eq!(next(&heard).await, ready(Transport::Uef));
    bridge.open();
    sleep(20).await;
    assert_eq!(*heard.borrow(), [], "decided once");
    assert_eq!(play.noted(), ["initialize v1", "channel PHONE"]);
    drop(bridge);
    assert_eq!(play.count("dispose provider"), 1);
    clear();
}

#[wasm_bindgen_test]
async fn a_script_that_brings_the_library_is_loaded_and_taken_out() {
    clear();
    let before = scripts();
    let code = format!("(function (quirks) {{ {} }})('')", include_str!("fake.js"));
    let (heard, _bridge) = open(Wanted::Uef, &script(&code), None);
    assert_eq!(next(&heard).await, ready(Transport::Uef));
    assert_eq!(scripts(), before);
    clear();
}

#[wasm_bindgen_test]
async fn auto_falls_back_and_says_why() {
    for (url, words) in [
        (missing(), "could not be loaded"),
        (script("window.other = 1"), "brought no CX_SVC_UI_EVENTS_FRAMEWORK.uiEventsFramework"),
    ] {
        clear();
        let (heard, _bridge) = open(Wanted::Auto, &url, None);
        let why = fallback(next(&heard).await);
        assert_eq!(why, format!("{url} {words}"));
    }
    let play = Play::begin("refuses");
    let (heard, _bridge) = open(Wanted::Auto, "unused", None);
    assert_eq!(fallback(next(&heard).await), "initialize: no such call");
    assert_eq!(play.noted(), ["initialize v1"]);
    clear();
}

#[wasm_bindgen_test]
async fn a_provider_that_comes_late_is_let_go_and_never_used() {
    let haste = Haste::begin();
    let play = Play::begin("never");
    let (heard, _bridge) = open(Wanted::Auto, "unused", None);
    let why = fallback(next(&heard).await);
    assert_eq!(why, "initialize of Oracle's script did not come to an end within 5 s");
    drop(haste);
    play.finish();
    sleep(20).await;
    assert_eq!(play.noted(), ["initialize v1", "dispose provider"]);
    assert_eq!(*heard.borrow(), [], "the choice stands");
    clear();
}

#[wasm_bindgen_test]
async fn uef_by_name_has_no_other_and_can_be_tried_again() {
    clear();
    let (heard, bridge) = open(Wanted::Uef, &missing(), None);
    let why = format!("{} could not be loaded", missing());
    assert_eq!(next(&heard).await, Event::FusionUnreachable(why));
    let play = Play::begin("");
    bridge.open();
    assert_eq!(next(&heard).await, ready(Transport::Uef));
    assert_eq!(play.count("initialize v1"), 1);
    clear();
}

#[wasm_bindgen_test]
async fn a_call_under_way_keeps_its_transport() {
    let play = Play::begin("");
    let (heard, _bridge) = open(Wanted::Auto, "unused", Some(Transport::Mca));
    let former = Some(Fallback::Former);
    let kept = Event::FusionReady { transport: Transport::Mca, fallback: former };
    assert_eq!(heard.borrow_mut().remove(0), kept);
    sleep(20).await;
    assert_eq!(play.noted(), [""; 0]);
    let haste = Haste::begin();
    let _play = Play::begin("never");
    let (heard, _bridge) = open(Wanted::Auto, "unused", Some(Transport::Uef));
    assert!(fallback(next(&heard).await).ends_with("within 10 s"), "it is given more time");
    drop(haste);
    clear();
}

#[wasm_bindgen_test]
async fn mca_by_name_never_touches_uef() {
    let play = Play::begin("");
    let (heard, _bridge) = open(Wanted::Mca, "unused", Some(Transport::Uef));
    assert_eq!(heard.borrow_mut().remove(0), ready(Transport::Mca));
    sleep(20).await;
    assert_eq!(play.noted(), [""; 0]);
    clear();
}

#[wasm_bindgen_test]
async fn a_link_that_is_dropped_while_it_opens_lets_the_provider_go() {
    let play = Play::begin("never");
    let (heard, bridge) = open(Wanted::Auto, "unused", None);
    sleep(5).await;
    drop(bridge);
    play.finish();
    sleep(20).await;
    assert_eq!(play.noted(), ["initialize v1", "dispose provider"]);
    assert_eq!(*heard.borrow(), []);
    clear();
}
