//! Waiting, for a span or for something to be so.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Lets `millis` pass.
pub(crate) async fn sleep(millis: i32) {
    let over = Promise::new(&mut |done, _| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis).unwrap();
    });
    JsFuture::from(over).await.unwrap();
}

/// Waits until `is`, and fails when it takes longer than `millis`.
pub(crate) async fn until(what: &str, millis: i32, is: impl Fn() -> bool) {
    const LOOK: i32 = 10;
    for _ in 0..millis / LOOK {
        if is() {
            return;
        }
        sleep(LOOK).await;
    }
    panic!("{what}");
}
