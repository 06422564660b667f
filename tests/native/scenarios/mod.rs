//! An agent's day at the desk, scenario by scenario; each runs over both transports unless it is about one.

mod accept;
mod decline;

use crate::desk::{Desk, Setup};
use fusion_connect_toolbar::config::Transport;

/// Plays a scenario over each transport, on a desk with these faults.
fn over_both(faults: &'static str, scenario: impl Fn(Desk)) {
    for transport in [Transport::Mca, Transport::Uef] {
        scenario(Desk::new(Setup { faults, transport, ..Setup::default() }));
    }
}
