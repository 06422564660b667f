//! The agent signs out while a customer is about to call: whoever has a call stays.

use crate::desk::{Desk, ring};
use fusion_connect_toolbar::domain::{Intent, Millis};
use fusion_connect_toolbar::view::{ConnectHealth, Phase, Refusal};
use sandbox::control::Action;

/// A call that is accepted while the agent is being taken offline.
fn called_on_the_way_out(fault: &str) -> Desk {
    let mut desk = Desk::faulty("");
    desk.fault(fault, true);
    desk.intend(Intent::SignOut);
    desk.act(Action::Ring(ring()));
    desk.fault(fault, false);
    desk.press("Accept");
    desk.card(Phase::Connected);
    desk
}

#[test]
fn a_call_that_is_accepted_before_connect_answers_keeps_the_agent_in() {
    for fault in ["connect-never", "state-fails"] {
        let mut desk = called_on_the_way_out(fault);
        desk.pass(Millis::seconds(5));
        assert_eq!(desk.health().connect, ConnectHealth::Ready, "{fault}");
        desk.card(Phase::Connected);
        let status = &desk.view().status;
        assert_eq!(status.refusal, Some(Refusal::OnContact), "{fault}");
        assert_eq!(status.sign_out, Some(true), "{fault}");
        assert!(desk.view().guards_close, "{fault}");
        desk.finishes();
        desk.intend(Intent::SignOut);
        desk.pass(Millis::seconds(1));
        assert_eq!(desk.health().connect, ConnectHealth::SignedOut, "{fault}");
    }
}

#[test]
fn an_offline_that_connect_refuses_without_a_contact_does_not_keep_the_agent_in() {
    let mut desk = Desk::faulty("state-fails");
    desk.intend(Intent::SignOut);
    desk.pass(Millis::seconds(5));
    assert_eq!(desk.health().connect, ConnectHealth::SignedOut);
}
