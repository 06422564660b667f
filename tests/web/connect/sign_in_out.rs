//! Proves the ways in and out: signing out, signing in again, and Amazon's panel in a window.

use super::stage::code;
use super::wire::Wire;
use crate::wait::sleep;
use fusion_connect_toolbar::domain::LinkFact;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

fn idle() -> Value {
    serde_json::from_str(include_str!("../../fixtures/streams/idle.json")).unwrap()
}

/// `fetch` and `open` are the test's; `fetch` answers if `answers`.
struct Browser;

impl Browser {
    fn new(answers: bool) -> Self {
        let answer = if answers { "Promise.resolve({})" } else { "new Promise(() => {})" };
        code(&format!(
            "window.keptOfTest = {{ fetch: window.fetch, open: window.open }};
             window.fetchedOfTest = []; window.openedOfTest = [];
             window.fetch = (url, options) => {{ window.fetchedOfTest.push([url, options]); return {answer}; }};
             window.open = (url, name) => {{ window.openedOfTest.push([url, name]);
                return window.doorOfTest = {{ closed: false, focused: 0, focus() {{ this.focused += 1; }}, close() {{ this.closed = true; }},
                    location: {{ href: 'about:blank' }} }}; }};"
        ));
        Self
    }

    fn fetched() -> Value {
        list("fetchedOfTest")
    }

    fn opened() -> Value {
        list("openedOfTest")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        code("window.fetch = window.keptOfTest.fetch; window.open = window.keptOfTest.open;");
    }
}

fn list(name: &str) -> Value {
    let text = code(&format!("return JSON.stringify(window.{name});")).as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

fn origin() -> String {
    web_sys::window().unwrap().location().origin().unwrap()
}

#[wasm_bindgen_test]
async fn who_signs_out_is_signed_out_and_sees_no_login_window_until_asked_for() {
    let _browser = Browser::new(true);
    let wire = Wire::open(&idle(), &[]).await;
    wire.session().sign_out();
    wire.until(|_| wire.facts().contains(&LinkFact::Terminated)).await;
    let asked = json!([[
        format!("{}/logout", origin()),
        { "credentials": "include", "mode": "no-cors" }
    ]]);
    assert_eq!(Browser::fetched(), asked);
    assert_eq!(Wire::heard("terminate").len(), 1);
    Wire::post("auth_fail", &json!({ "authorize": true }));
    // Streams itself would sign in again 0.3 seconds after the word, and try 10 times.
    sleep(2000).await;
    assert_eq!(wire.facts(), [LinkFact::Terminated], "the end of the session is no news");
    assert_eq!(Browser::opened(), json!([]));
    assert!((Wire::loaded() - 1.0).abs() < 0.1, "the frame is left alone");
    wire.forget();
    wire.session().open_login();
    assert_eq!(Browser::opened().as_array().unwrap().len(), 1);
    wire.until(|_| wire.facts().contains(&LinkFact::Acknowledged)).await;
    assert_eq!(code("return window.doorOfTest.closed;").as_bool(), Some(true));
    assert_eq!(Browser::opened().as_array().unwrap().len(), 1, "one window");
    wire.forget();
    Wire::post("auth_fail", &Value::Null);
    wire.until(|_| wire.facts().contains(&LinkFact::AuthFailed)).await;
    sleep(700).await;
    assert_eq!(Browser::opened().as_array().unwrap().len(), 2, "Streams signs in by itself again");
}

#[wasm_bindgen_test]
async fn a_sign_out_elsewhere_is_left_to_streams() {
    let _browser = Browser::new(true);
    let wire = Wire::open(&idle(), &[]).await;
    Wire::ccp("wire.die();");
    wire.until(|_| wire.facts().contains(&LinkFact::Terminated)).await;
    sleep(700).await;
    assert_eq!(Browser::opened().as_array().unwrap().len(), 1);
    assert_eq!(Browser::fetched(), json!([]));
}

#[wasm_bindgen_test]
async fn the_way_out_does_not_wait_for_ever() {
    let _browser = Browser::new(false);
    let wire = Wire::open(&idle(), &[]).await;
    wire.session().sign_out();
    sleep(2500).await;
    assert_eq!(Wire::heard("terminate").len(), 0);
    sleep(800).await;
    assert_eq!(Wire::heard("terminate").len(), 1);
}

#[wasm_bindgen_test]
async fn the_panel_is_loaded_once_and_then_brought_to_the_front() {
    let _browser = Browser::new(true);
    let wire = Wire::open(&idle(), &[]).await;
    assert!(wire.session().open_panel());
    assert_eq!(Browser::opened(), json!([["", "fusion-connect-toolbar-panel"]]));
    let href = code("return window.doorOfTest.location.href;").as_string().unwrap();
    assert!(href.starts_with("blob:"), "the CCP's address: {href}");
    code(
        "window.open = () => window.doorOfTest;
         window.doorOfTest.location = { get href() { throw new DOMException('no', 'SecurityError'); },
             set href(to) { window.doorOfTest.again = to; } };",
    );
    assert!(wire.session().open_panel());
    assert!(code("return window.doorOfTest.again;").is_undefined(), "a call in it goes on");
    assert_eq!(code("return window.doorOfTest.focused;").as_f64(), Some(2.0));
    code("window.open = () => null;");
    assert!(!wire.session().open_panel(), "blocked");
}
