//! Owns the one entry of the core.

use super::command::Command;
use super::event::Event;
use super::model::Model;
use super::time::Millis;

/// Takes one event and gives the commands that follow from it.
pub fn update(_model: &mut Model, _event: Event, _now: Millis) -> Vec<Command> {
    Vec::new()
}
