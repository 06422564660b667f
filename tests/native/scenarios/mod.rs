//! An agent's day at the desk, scenario by scenario; each runs over both transports unless it is about one.

mod accept;
mod alone;
mod announcing;
mod audio;
mod availability;
mod by_address;
mod callers;
mod colleague;
mod commands;
mod connect_faults;
mod decline;
mod dialling;
mod ending;
mod fusion_faults;
mod fusion_refusals;
mod in_call;
mod inactivity;
mod missed;
mod network;
mod outbound_faults;
mod preview;
mod reload;
mod resize;
mod several;
mod showing;
mod signing_out;
mod snapshots;
mod tokens;
mod transfer;
mod unanswered_call;
mod wrap_up;

use crate::desk::{Desk, Setup};
use fusion_connect_toolbar::config::TransportChoice;

/// Plays a scenario over each transport, on a desk with these faults.
fn over_both(faults: &'static str, scenario: impl Fn(Desk)) {
    over_both_as(&Setup { faults, ..Setup::default() }, scenario);
}

/// Plays a scenario over each transport, on a desk that is otherwise set up like this.
fn over_both_as(setup: &Setup, scenario: impl Fn(Desk)) {
    for transport in [TransportChoice::Mca, TransportChoice::Uef] {
        scenario(Desk::new(Setup { transport, ..setup.clone() }));
    }
}

/// Plays a scenario over each transport, and Fusion objects to nothing of it.
fn unobjected(faults: &'static str, scenario: impl Fn(&mut Desk)) {
    over_both(faults, |mut desk| {
        scenario(&mut desk);
        assert_eq!(desk.violations(), Vec::<&str>::new());
    });
}
