//! Every native test in one binary; each module says what it proves.
#![cfg(not(target_arch = "wasm32"))]

mod mca_wire;
