//! What Connect does, step by step, as the tables of `connect.md` D.6 and E.6 have it.

use super::*;
use crate::ccp::contact::Channel;
use crate::ccp::directory::Target;
use crate::control::Ring;

const NOW: Millis = Millis(1_795_428_000_000);

fn at(seconds: u64) -> Millis {
    NOW + Millis::seconds(seconds)
}

fn ringing() -> (Backend, String) {
    let mut backend = Backend::new(NOW);
    backend.ring(Ring::default(), at(1));
    let id = backend.contacts[0].id.clone();
    (backend, id)
}

/// The agent's state, then each contact with its state and those of its legs.
fn shown(backend: &Backend) -> String {
    let contacts = backend.contacts.iter().map(|contact| {
        let words =
            [contact.stage.name(), contact.agent.stage.name(), contact.customer.stage.name()];
        format!(" [{}]", words.join(" "))
    });
    format!("{}/{}{}", backend.state.name, backend.state.kind, contacts.collect::<String>())
}

#[test]
fn an_inbound_call_goes_its_way() {
    let (mut backend, id) = ringing();
    assert_eq!(shown(&backend), "PendingBusy/system [connecting connecting connected]");
    assert_eq!(backend.state.since, at(1));
    backend.accept(&id, false, at(2)).unwrap();
    assert_eq!(shown(&backend), "Busy/system [connected connected connected]");
    let customer = backend.contacts[0].customer.id.clone();
    backend.hold(&id, &customer, true, at(3)).unwrap();
    assert_eq!(shown(&backend), "Busy/system [connected connected hold]");
    assert_eq!(backend.contacts[0].since, at(2), "holding does not change the contact's state");
    backend.hold(&id, &customer, false, at(4)).unwrap();
    let leg = backend.contacts[0].agent.id.clone();
    backend.destroy(&id, &leg, at(5)).unwrap();
    assert_eq!(shown(&backend), "AfterCallWork/system [ended disconnected disconnected]");
    backend.clear(&id, at(6)).unwrap();
    assert_eq!(shown(&backend), "Available/routable");
    assert_eq!(backend.state.since, at(6));
}

#[test]
fn a_voice_contact_that_is_missed_or_declined_ends_in_error() {
    for decline in [true, false] {
        let (mut backend, id) = ringing();
        if decline {
            backend.reject(&id, Aftermath::Listed, at(2)).unwrap();
        } else {
            backend.miss(&id, None, Aftermath::Listed, at(2)).unwrap();
        }
        assert_eq!(shown(&backend), "MissedCallAgent/error [error disconnected connected]");
        backend.clear(&id, at(3)).unwrap();
        assert_eq!(shown(&backend), "Available/routable");
    }
}

#[test]
fn other_channels_have_words_of_their_own_and_leave_the_agent_alone() {
    for (decline, stage) in [(true, "rejected"), (false, "missed")] {
        let mut backend = Backend::new(NOW);
        backend.ring(Ring { channel: Channel::Task, ..Ring::default() }, at(1));
        let id = backend.contacts[0].id.clone();
        assert_eq!(backend.state.name, "Available");
        if decline {
            backend.reject(&id, Aftermath::Listed, at(2)).unwrap();
        } else {
            backend.miss(&id, None, Aftermath::Listed, at(2)).unwrap();
        }
        assert_eq!(backend.contacts[0].stage.name(), stage);
        assert_eq!(backend.state.name, "Available");
    }
}

#[test]
fn contacts_can_vanish_instead_of_staying_listed() {
    let (mut backend, id) = ringing();
    backend.reject(&id, Aftermath::Vanishes, at(2)).unwrap();
    assert_eq!(shown(&backend), "Available/routable");
    let (mut backend, id) = ringing();
    backend.miss(&id, Some("FailedConnectAgent"), Aftermath::Vanishes, at(2)).unwrap();
    assert_eq!(shown(&backend), "FailedConnectAgent/error");
    let (mut backend, id) = ringing();
    backend.hang_up(&id, false, at(2)).unwrap();
    assert_eq!(shown(&backend), "Available/routable");
    let (mut backend, id) = ringing();
    backend.hang_up(&id, true, at(2)).unwrap();
    assert_eq!(shown(&backend), "MissedCallAgent/error [error disconnected disconnected]");
}

#[test]
fn a_contact_comes_back_under_its_own_id() {
    for (same, vanishes) in [(false, false), (false, true), (true, true)] {
        let (mut backend, id) = ringing();
        let before = backend.contacts[0].clone();
        if vanishes {
            backend.vanish(&id, at(2)).unwrap();
        } else {
            backend.miss(&id, None, Aftermath::Listed, at(2)).unwrap();
        }
        backend.ring_again(None, same, at(3)).unwrap();
        let after = &backend.contacts[0];
        assert_eq!(shown(&backend), "PendingBusy/system [connecting connecting connected]");
        assert_eq!((&after.id, &after.customer.id), (&before.id, &before.customer.id));
        assert_eq!(after.agent.id == before.agent.id, same);
        assert_eq!(after.since, at(3));
    }
    let nobody = Backend::new(NOW).ring_again(None, false, NOW);
    assert_eq!(nobody.unwrap_err().0, "ContactNotFoundException");
}

#[test]
fn a_dialled_call_is_answered_fails_or_is_cancelled() {
    let dialled = || {
        let mut backend = Backend::new(NOW);
        backend.dial(Target::number("+15551230000").unwrap(), at(1)).unwrap();
        let id = backend.contacts[0].id.clone();
        assert_eq!(shown(&backend), "CallingCustomer/system [connecting connecting connecting]");
        (backend, id)
    };
    let (mut backend, id) = dialled();
    backend.far_end_answers(&id, at(2)).unwrap();
    assert_eq!(shown(&backend), "Busy/system [connected connected connected]");
    let (mut backend, id) = dialled();
    backend.far_end_fails(&id, None, Aftermath::Listed, at(2)).unwrap();
    assert_eq!(shown(&backend), "FailedConnectCustomer/error [error disconnected disconnected]");
    let (mut backend, id) = dialled();
    let leg = backend.contacts[0].agent.id.clone();
    backend.destroy(&id, &leg, at(2)).unwrap();
    assert_eq!(backend.state.name, "AfterCallWork");
    let (mut backend, id) = dialled();
    let wrong = backend.far_end_fails(&id, Some("Tired"), Aftermath::Vanishes, at(2));
    assert_eq!(wrong.unwrap_err().0, "InvalidAgentARNException");
    backend.far_end_fails(&id, Some("LineEngagedCustomer"), Aftermath::Vanishes, at(2)).unwrap();
    assert_eq!(shown(&backend), "LineEngagedCustomer/error");
}

#[test]
fn an_agent_who_may_not_call_and_one_with_a_desk_phone() {
    let number = Target::number("+15551230000").unwrap();
    let mut backend = Backend::new(NOW);
    backend.profile.permissions.clear();
    let refused = backend.dial(number.clone(), at(1)).unwrap_err();
    assert_eq!(refused.0, "AccessDeniedException");
    let mut backend = Backend::new(NOW);
    backend.profile.softphone = false;
    backend.dial(number.clone(), at(1)).unwrap();
    assert!(!backend.contacts[0].softphone);
    let second = backend.dial(number, at(2)).unwrap_err();
    assert_eq!(second.0, "QuotaExceededException");
}

#[test]
fn errors_and_next_states_come_from_elsewhere_too() {
    let mut backend = Backend::new(NOW);
    backend.fail("RealtimeCommunicationError", at(1)).unwrap();
    assert_eq!(shown(&backend), "RealtimeCommunicationError/error");
    assert_eq!(backend.fail("Tired", at(2)).unwrap_err().0, "InvalidAgentARNException");
    backend.ring(Ring { channel: Channel::Chat, force: true, ..Ring::default() }, at(3));
    assert_eq!(backend.state.kind, "error", "a chat does not need the line");
    backend.choose("Available", false, at(3)).unwrap();
    assert_eq!(backend.state.name, "Available");
    backend.ring(Ring::default(), at(4));
    backend.queue_state(Some("Lunch"), at(5)).unwrap();
    assert_eq!(backend.next.as_deref(), Some("Lunch"));
    backend.queue_state(None, at(6)).unwrap();
    assert_eq!(backend.next, None);
}

#[test]
fn a_call_that_is_listened_to_is_there_at_once() {
    let mut backend = Backend::new(NOW);
    backend.choose("Lunch", false, at(1)).unwrap();
    backend.ring(Ring { monitor: true, ..Ring::default() }, at(2));
    assert_eq!(shown(&backend), "Busy/system [connected silent_monitor connected]");
    let contact = backend.contacts[0].clone();
    backend.monitor(&contact.id, "BARGE", at(3)).unwrap();
    assert_eq!(shown(&backend), "Busy/system [connected barge connected]");
    backend.hold(&contact.id, &contact.customer.id, true, at(4)).unwrap_err();
    backend.monitor(&contact.id, "SHOUT", at(4)).unwrap_err();
    backend.destroy(&contact.id, &contact.agent.id, at(5)).unwrap();
    assert_eq!(shown(&backend), "AfterCallWork/system [ended disconnected connected]");
    let mut backend = Backend::new(NOW);
    backend.ring(Ring { barge: true, ..Ring::default() }, at(1));
    assert_eq!(shown(&backend), "Busy/system [connected barge connected]");
}

#[test]
fn a_queued_callback_rings_and_then_dials() {
    let mut backend = Backend::new(NOW);
    backend.ring(Ring { channel: Channel::QueueCallback, ..Ring::default() }, at(1));
    assert_eq!(shown(&backend), "Pending/not_routable [incoming connecting connected]");
    let offered = backend.contacts[0].clone();
    backend.accept(&offered.id, false, at(2)).unwrap();
    assert_eq!(shown(&backend), "CallingCustomer/system [connecting connecting connecting]");
    assert_ne!(backend.contacts[0].agent.id, offered.agent.id);
    assert!(backend.contacts[0].softphone);
    backend.far_end_answers(&offered.id, at(3)).unwrap();
    assert_eq!(backend.state.name, "Busy");
}

#[test]
fn what_is_not_possible_now_is_refused_as_connect_does() {
    let (mut backend, id) = ringing();
    assert_eq!(backend.clear(&id, at(2)).unwrap_err().0, "InvalidStateException");
    assert_eq!(backend.accept("nobody", false, at(2)).unwrap_err().0, "ContactNotFoundException");
    backend.accept(&id, false, at(2)).unwrap();
    assert_eq!(backend.accept(&id, false, at(3)).unwrap_err().0, "InvalidStateException");
    assert_eq!(
        backend.reject(&id, Aftermath::Listed, at(3)).unwrap_err().0,
        "InvalidStateException"
    );
    let mut backend = Backend::new(NOW);
    backend.ring(Ring { deskphone: true, ..Ring::default() }, at(1));
    let id = backend.contacts[0].id.clone();
    assert_eq!(backend.accept(&id, false, at(2)).unwrap_err().0, "InvalidStateException");
    backend.accept(&id, true, at(2)).unwrap();
}

#[test]
fn a_state_is_queued_behind_a_contact() {
    let (mut backend, id) = ringing();
    assert_eq!(backend.choose("Lunch", false, at(2)).unwrap_err().0, "InvalidStateException");
    assert_eq!(backend.choose("Nowhere", true, at(2)).unwrap_err().0, "InvalidAgentARNException");
    backend.choose("Lunch", true, at(2)).unwrap();
    assert_eq!((backend.chosen.as_str(), backend.next.as_deref()), ("Available", Some("Lunch")));
    backend.accept(&id, false, at(3)).unwrap();
    backend.hang_up(&id, false, at(4)).unwrap();
    assert_eq!(backend.state.name, "AfterCallWork");
    backend.clear(&id, at(5)).unwrap();
    assert_eq!(shown(&backend), "Lunch/not_routable");
    assert_eq!((backend.chosen.as_str(), backend.next.as_deref()), ("Lunch", None));
    backend.choose("Available", false, at(6)).unwrap();
    assert_eq!(shown(&backend), "Available/routable");
}

#[test]
fn customers_wait_until_the_agent_is_available() {
    use crate::ccp::customer::Happening;
    let mut backend = Backend::new(NOW);
    backend.choose("Offline", false, at(1)).unwrap();
    backend.ring(Ring::default(), at(2));
    assert_eq!((backend.contacts.len(), backend.waiting.len()), (0, 1));
    assert_eq!(backend.deadline(), None);
    backend.choose("Available", false, at(3)).unwrap();
    assert_eq!(backend.pass(Aftermath::Listed, at(3)), None);
    assert_eq!(backend.pass(Aftermath::Listed, at(4)), Some(Happening::Offered));
    assert_eq!(backend.state.name, "PendingBusy");
    backend.ring(Ring { force: true, ..Ring::default() }, at(5));
    assert_eq!(backend.contacts.len(), 2);
}

#[test]
fn a_ring_ends_by_itself_and_auto_accept_answers_by_itself() {
    use crate::ccp::customer::{Happening, RINGS_FOR};
    let (mut backend, _) = ringing();
    assert_eq!(backend.deadline(), Some(at(1) + RINGS_FOR));
    assert_eq!(backend.pass(Aftermath::Listed, at(20)), None);
    assert_eq!(backend.pass(Aftermath::Listed, at(21)), Some(Happening::Missed));
    assert_eq!(backend.state.name, "MissedCallAgent");
    let (mut backend, _) = ringing();
    backend.ring_ends = false;
    assert_eq!(backend.deadline(), None);
    let mut backend = Backend::new(NOW);
    backend.ring(Ring { auto_accept: true, ..Ring::default() }, at(1));
    let id = backend.contacts[0].id.clone();
    assert_eq!(backend.pass(Aftermath::Listed, at(2)), Some(Happening::Accepted(id)));
    assert_eq!(backend.state.name, "Busy");
}
