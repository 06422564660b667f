//! Native tests: rules, races and properties of the core, codecs, and the shape of the source.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::trivially_copy_pass_by_ref,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "a test that cannot go on should stop where it is, and names only what it is about"
)]

mod accept_race;
mod architecture;
mod availability;
mod bounds;
mod check;
mod config;
mod config_schema;
mod desk;
mod dialling;
mod fusion_commands;
mod headers;
mod in_call;
mod mca_wire;
mod memory;
mod offers;
mod parties;
mod properties;
mod reasons;
mod requests;
mod scenarios;
mod session;
mod states;
mod streams;
mod tables;
mod tokens;
mod trace;
mod transport;
mod uef_wire;
mod windows;
mod world;
mod wrap_up;

use fusion_connect_toolbar::i18n::Locale;
use std::sync::LazyLock;

/// The English texts.
fn english() -> Locale {
    static TEXTS: LazyLock<Locale> = LazyLock::new(|| {
        Locale::read("en", include_str!(concat!(env!("OUT_DIR"), "/en.json"))).unwrap()
    });
    *TEXTS
}
