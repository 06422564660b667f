//! Rules of `design.md` 3, "Reasons": why a call that never connected is closed.

use crate::world::{
    World, accept, end, failed, id, outbound, reasons, reject, ringing, spelled, wrapping,
};
use fusion_connect_toolbar::domain::{CloseReason, Event, Failure, Intent, Millis, Refusal};
use fusion_connect_toolbar::view::{NoticeKind, Phase};

fn offered() -> World {
    let mut world = World::new();
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.answer("new ct-1");
    world
}

fn assert_reason(world: &World, reason: CloseReason) {
    assert_eq!(reasons(&world.calls_told()), [spelled(reason)]);
}

#[test]
fn reject_when_our_decline_was_confirmed_in_either_shape_of_the_end() {
    for vanishes in [true, false] {
        let mut world = offered();
        world.intend(Intent::Decline(id("ct-1")));
        world.succeed(&reject("ct-1"));
        assert!(reasons(&world.calls_told()).is_empty(), "nothing before Connect shows it");
        // Voice ends in `error` with MissedCallAgent after a decline, too (connect.md 0.7).
        let contacts = if vanishes { vec![] } else { vec![failed("ct-1")] };
        world.snapshot("MissedCallAgent", &contacts);
        assert_reason(&world, CloseReason::Reject);
        if vanishes {
            assert_eq!(world.view().notices[0].kind, NoticeKind::Declined);
        } else {
            assert_eq!(world.view().cards[0].phase, Phase::Declined);
        }
    }
}

#[test]
fn a_failed_decline_is_no_reject() {
    let mut world = offered();
    world.intend(Intent::Decline(id("ct-1")));
    let command = world.command(&reject("ct-1"));
    let failure = Failure::Refused { kind: "InvalidStateException".into() };
    world.event(Event::CommandSettled { id: command, outcome: Err(failure) });
    world.snapshot("Available", &[]);
    assert_reason(&world, CloseReason::Abandoned);
}

#[test]
fn missed_by_the_agent_state_of_the_same_snapshot() {
    for state in ["MissedCallAgent", "FailedConnectAgent", "Default"] {
        let mut world = offered();
        world.snapshot(state, &[failed("ct-1")]);
        assert_reason(&world, CloseReason::Missed);
        assert_eq!(world.view().cards[0].phase, Phase::Missed);
    }
}

#[test]
fn missed_when_an_accept_failed() {
    let mut world = offered();
    world.intend(Intent::Accept(id("ct-1")));
    let command = world.command(&accept("ct-1"));
    let failure = Failure::Refused { kind: "error".into() };
    world.event(Event::CommandSettled { id: command, outcome: Err(failure) });
    world.snapshot("Available", &[]);
    assert_reason(&world, CloseReason::Missed);
}

#[test]
fn missed_when_an_accept_had_no_answer() {
    let mut world = offered();
    world.intend(Intent::Accept(id("ct-1")));
    world.pass(Millis::seconds(8));
    world.snapshot("Available", &[]);
    assert_reason(&world, CloseReason::Missed);
}

#[test]
fn abandoned_when_the_caller_gave_up() {
    let mut world = offered();
    world.snapshot("Available", &[]);
    assert_reason(&world, CloseReason::Abandoned);
    assert_eq!(world.view().notices[0].kind, NoticeKind::CallerGaveUp);
    let mut world = offered();
    world.snapshot("Available", &[failed("ct-1")]);
    assert_reason(&world, CloseReason::Abandoned);
    assert_eq!(world.view().cards[0].phase, Phase::Abandoned);
}

#[test]
fn a_call_dialled_in_the_amazon_panel_is_cancelled_or_missed() {
    let dialling = || {
        let mut world = World::new();
        world.snapshot("CallingCustomer", &[outbound(ringing("ct-1"))]);
        world.answer("new ct-1");
        world
    };
    let mut world = dialling();
    assert_eq!(world.view().cards[0].phase, Phase::Connecting);
    world.intend(Intent::End(id("ct-1")));
    world.succeed(&end("ct-1"));
    world.snapshot("AfterCallWork", &[outbound(wrapping("ct-1"))]);
    assert_reason(&world, CloseReason::Canceled);
    let mut world = dialling();
    world.snapshot("FailedConnectCustomer", &[outbound(failed("ct-1"))]);
    assert_reason(&world, CloseReason::Missed);
    let in_data = world.in_data("new ct-1");
    assert_eq!(in_data.text("SVCMCA_COMMUNICATION_DIRECTION"), Some("ORA_SVC_OUTBOUND"));
}

#[test]
fn a_notice_goes_by_itself_or_when_dismissed() {
    let mut world = offered();
    world.snapshot("Available", &[]);
    let notice = world.view().notices[0].id;
    world.intend(Intent::Dismiss(notice));
    assert!(world.view().notices.is_empty());
}

#[test]
fn a_decline_that_connect_confirms_late_is_still_a_decline() {
    let mut world = offered();
    world.intend(Intent::Decline(id("ct-1")));
    let command = world.command(&reject("ct-1"));
    world.event(Event::CommandSettled { id: command, outcome: Err(Failure::TimedOut) });
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    assert_eq!(
        world.view().cards[0].refusal,
        Some(Refusal::Connect(Failure::TimedOut)),
        "judged by the next snapshot"
    );
    world.event(Event::CommandSettled { id: command, outcome: Ok(()) });
    world.snapshot("MissedCallAgent", &[failed("ct-1")]);
    assert_reason(&world, CloseReason::Reject);
}

#[test]
fn a_caller_who_gives_up_while_we_answer_has_given_up() {
    for contacts in [vec![], vec![failed("ct-1")]] {
        let mut world = offered();
        world.intend(Intent::Accept(id("ct-1")));
        world.snapshot("Available", &contacts);
        assert_reason(&world, CloseReason::Abandoned);
    }
}
