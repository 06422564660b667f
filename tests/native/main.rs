//! Native tests: rules, races and properties of the core, codecs, and the shape of the source.

mod accept_race;
mod availability;
mod offers;
mod orders;
mod properties;
mod reasons;
mod requests;
mod world;
