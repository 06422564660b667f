//! Every test that needs a browser in one binary; each module says what it proves.
#![cfg(target_arch = "wasm32")]
// Tests of wasm-bindgen are not `#[test]` functions, so the allowances of `.clippy.toml` do not reach them.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
#![allow(clippy::wildcard_enum_match_arm)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod browser;
mod components;
mod connect;
mod fusion;
mod uef;
mod wait;
mod windows;
