//! Every test that needs a browser in one binary; each module says what it proves.
#![cfg(target_arch = "wasm32")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod fusion;
