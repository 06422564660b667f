//! What happens within a call, as `connect.md` C.4, D.2 and D.6 have it.

use super::*;
use crate::ccp::directory::page;
use crate::control::Ring;
use serde_json::json;

const NOW: Millis = Millis(1_795_428_000_000);

fn at(seconds: u64) -> Millis {
    NOW + Millis::seconds(seconds)
}

struct Call {
    backend: Backend,
    id: String,
    agent: String,
    customer: String,
}

impl Call {
    fn new(multi_party: bool) -> Self {
        let mut backend = Backend::new(NOW);
        backend.profile.multi_party = multi_party;
        backend.ring(Ring::default(), at(1));
        let contact = backend.contacts[0].clone();
        backend.accept(&contact.id, false, at(2)).unwrap();
        Self { backend, id: contact.id, agent: contact.agent.id, customer: contact.customer.id }
    }

    /// Adds a number and lets it answer.
    fn consulting(multi_party: bool) -> (Self, String) {
        let mut call = Self::new(multi_party);
        call.add("+14155550170").unwrap();
        call.backend.third(&call.id, LegChange::Answers, at(4)).unwrap();
        let third = call.backend.contacts[0].thirds[0].leg.id.clone();
        (call, third)
    }

    fn add(&mut self, number: &str) -> Result<(), Refused> {
        self.backend.add(&self.id, Target::number(number)?, at(3))
    }

    fn hold(&mut self, leg: &str, on: bool) -> Result<(), Refused> {
        self.backend.hold(&self.id, leg, on, at(5))
    }

    fn shown(&self) -> String {
        let Some(contact) = self.backend.contacts.first() else { return "none".to_owned() };
        let legs: Vec<&str> = core::iter::once(&contact.agent)
            .chain(contact.others())
            .map(|leg| leg.stage.name())
            .collect();
        format!("{} {}: {}", self.backend.state.name, contact.stage.name(), legs.join(" "))
    }
}

fn kind(result: Result<(), Refused>) -> &'static str {
    result.unwrap_err().0
}

const STATE: &str = "InvalidStateException";

#[test]
fn a_number_is_consulted_and_all_are_joined() {
    let mut call = Call::new(false);
    call.add("+14155550170").unwrap();
    assert_eq!(call.shown(), "Joining connected: connected hold connecting");
    assert_eq!(kind(call.backend.join(&call.id, at(4))), STATE);
    assert_eq!(kind(call.backend.swap(&call.id, &call.customer, at(4))), STATE);
    call.backend.third(&call.id, LegChange::Answers, at(4)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected hold connected");
    call.backend.swap(&call.id, &call.customer, at(5)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected connected hold");
    call.backend.join(&call.id, at(6)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected connected connected");
    call.backend.swap(&call.id, &call.customer, at(7)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected hold connected");
    assert_eq!(kind(call.backend.swap(&call.id, &call.agent, at(7))), STATE);
}

#[test]
fn quick_connects_of_agents_and_queues_count_as_reached_at_once() {
    let all = page(&json!({ "queueARNs": ["q"] }), false).unwrap();
    for endpoint in all["endpoints"].as_array().unwrap() {
        let mut call = Call::new(false);
        call.backend.add(&call.id, Target::of(endpoint, false).unwrap(), at(3)).unwrap();
        let phone = endpoint["type"] == "phone_number";
        assert_eq!(call.backend.state.name, if phone { "Joining" } else { "Busy" });
        let third = &call.backend.contacts[0].thirds[0];
        assert_eq!(third.leg.quick_connect.as_deref(), endpoint["name"].as_str());
    }
}

#[test]
fn who_leaves_leaves_the_others() {
    // The third: the customer waits on.
    let (mut call, third) = Call::consulting(false);
    call.backend.destroy(&call.id, &third, at(5)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected hold disconnected");
    assert_eq!(kind(call.backend.destroy(&call.id, &third, at(6))), STATE);
    call.hold(&call.customer.clone(), false).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected connected disconnected");
    // The customer: the third stays, and is then the last one.
    let (mut call, third) = Call::consulting(false);
    call.backend.destroy(&call.id, &call.customer, at(5)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected disconnected connected");
    call.backend.destroy(&call.id, &third, at(6)).unwrap();
    assert_eq!(call.shown(), "AfterCallWork ended: disconnected disconnected disconnected");
    // The customer, by hanging up; then the agent, who leaves nobody to talk to.
    let (mut call, _) = Call::consulting(false);
    call.backend.hang_up(&call.id, false, at(5)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected disconnected connected");
    call.backend.destroy(&call.id, &call.agent, at(6)).unwrap();
    assert_eq!(call.shown(), "AfterCallWork ended: disconnected disconnected disconnected");
    // The agent: the others are joined.
    let (mut call, _) = Call::consulting(false);
    call.backend.destroy(&call.id, &call.agent, at(5)).unwrap();
    assert_eq!(call.shown(), "AfterCallWork ended: disconnected connected connected");
}

#[test]
fn a_third_party_fails_or_leaves_by_itself() {
    let mut call = Call::new(false);
    assert_eq!(kind(call.backend.third(&call.id, LegChange::Ends, at(3))), STATE);
    call.add("+14155550170").unwrap();
    call.backend.third(&call.id, LegChange::Ends, at(4)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected hold disconnected");
    let (mut call, _) = Call::consulting(false);
    call.backend.third(&call.id, LegChange::Vanishes, at(5)).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected hold");
}

#[test]
fn each_leg_is_held_where_connect_allows_it() {
    let mut call = Call::new(false);
    let (agent, customer) = (call.agent.clone(), call.customer.clone());
    assert_eq!(kind(call.hold(&agent, true)), STATE, "nobody would be left talking");
    assert_eq!(kind(call.hold(&customer, false)), STATE);
    call.hold(&customer, true).unwrap();
    assert_eq!(kind(call.hold(&customer, true)), STATE);
    assert_eq!(kind(call.hold("nobody", true)), "ContactNotFoundException");
    let (mut call, third) = Call::consulting(false);
    call.hold(&third, true).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected hold hold");
    call.backend.join(&call.id, at(6)).unwrap();
    let agent = call.agent.clone();
    call.hold(&agent, true).unwrap();
    assert_eq!(call.shown(), "Busy connected: hold connected connected");
    call.hold(&agent, false).unwrap();
    assert_eq!(call.shown(), "Busy connected: connected connected connected");
}

#[test]
fn a_call_is_full_with_three_or_with_six() {
    let (mut call, _) = Call::consulting(false);
    assert_eq!(kind(call.add("+14155550171")), "QuotaExceededException");
    let (mut call, _) = Call::consulting(true);
    for _ in 0..3 {
        call.add("+14155550171").unwrap();
        assert_eq!(kind(call.add("+14155550172")), STATE, "one is being called");
        call.backend.third(&call.id, LegChange::Answers, at(5)).unwrap();
    }
    assert_eq!(kind(call.add("+14155550171")), "QuotaExceededException");
}

#[test]
fn only_the_agent_can_be_unmuted() {
    let (mut call, third) = Call::consulting(true);
    let mute = |call: &mut Call, leg: &str, on| call.backend.mute_leg(&call.id, leg, on);
    let (agent, customer) = (call.agent.clone(), call.customer.clone());
    for leg in [&agent, &customer, &third] {
        mute(&mut call, leg, true).unwrap();
    }
    assert_eq!(kind(mute(&mut call, &customer, false)), STATE);
    mute(&mut call, &agent, false).unwrap();
    let contact = &call.backend.contacts[0];
    assert!(!contact.agent.muted && contact.customer.muted && contact.thirds[0].leg.muted);
    call.backend.force_mute(&call.id, true).unwrap();
    assert!(call.backend.contacts[0].agent.forced_muted);
    assert_eq!(kind(mute(&mut call, &agent, false)), STATE);
    call.backend.force_mute(&call.id, false).unwrap();
    assert!(!call.backend.contacts[0].agent.muted);
    let (mut call, third) = Call::consulting(false);
    assert_eq!(kind(mute(&mut call, &third, true)), STATE, "not without multi-party calls");
}

#[test]
fn digits_go_to_a_leg_that_is_up() {
    let mut call = Call::new(false);
    let customer = call.customer.clone();
    let send = |call: &mut Call, leg: &str, digits| call.backend.send_digits(&call.id, leg, digits);
    send(&mut call, &customer, "12*#").unwrap();
    assert_eq!(kind(send(&mut call, &customer, "")), "SendDataFailedException");
    assert_eq!(kind(send(&mut call, &customer, "1a")), "SendDataFailedException");
    call.add("+14155550170").unwrap();
    let third = call.backend.contacts[0].thirds[0].leg.id.clone();
    assert_eq!(kind(send(&mut call, &third, "1")), STATE);
}

#[test]
fn other_channels_are_neither_held_nor_joined() {
    use crate::ccp::contact::Channel;
    for channel in [Channel::Chat, Channel::Task, Channel::Email] {
        let mut backend = Backend::new(NOW);
        backend.ring(Ring { channel, ..Ring::default() }, at(1));
        let contact = backend.contacts[0].clone();
        backend.accept(&contact.id, false, at(2)).unwrap();
        let (id, leg) = (contact.id, contact.customer.id);
        assert_eq!(kind(backend.hold(&id, &leg, true, at(3))), STATE);
        let target = Target::number("+14155550170").unwrap();
        assert_eq!(kind(backend.add(&id, target, at(3))), STATE);
        backend.destroy(&id, &contact.agent.id, at(4)).unwrap();
        assert_eq!(backend.contacts[0].stage.name(), "ended");
        backend.clear(&id, at(5)).unwrap();
        assert!(backend.contacts.is_empty());
    }
}
