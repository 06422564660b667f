//! Native tests: rules, races and properties of the core, codecs, and the shape of the source.

// Helpers of tests are not `#[test]` functions, so the allowances of `.clippy.toml` do not reach them.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
#![allow(clippy::wildcard_enum_match_arm, clippy::trivially_copy_pass_by_ref)]

mod accept_race;
mod availability;
mod offers;
mod orders;
mod properties;
mod reasons;
mod requests;
mod world;
