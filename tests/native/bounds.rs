//! What belongs to one page, connection, agent, call or asker does not spill into the next.

use crate::world::{World, accept, agent_in, customer, id, ringing, talking, wrapping};
use fusion_connect_toolbar::domain::{
    Channel, ConnectRequest, ConnectionId, ContactFacts, Device, DeviceId, DialText, Directory,
    Event, Failure, Intent, InteractionVerb, LegState, LinkFact, Millis, Refusal, Role, Seen,
    SelectableState, Settings, Snapshot, SoftphoneFault, Source, TokenMap, TokenValue, Tokens,
};
use fusion_connect_toolbar::view::{AudioView, ConnectHealth, DeviceKind, DialView, NoticeKind};

fn of(mut facts: ContactFacts, channel: Channel) -> ContactFacts {
    facts.channel = channel;
    facts.softphone = false;
    facts
}

fn hold(contact: &str, on: bool) -> ConnectRequest {
    let leg = ConnectionId::new(format!("{contact}-customer"));
    ConnectRequest::Hold { contact: id(contact), leg, on }
}

#[test]
fn only_a_call_that_has_the_microphone_is_alarmed_of_it() {
    let mut world = World::new();
    let chat = of(talking("ct-2"), Channel::Chat);
    world.snapshot("Busy", &[talking("ct-1"), chat.clone()]);
    for muted in [true, false] {
        world.event(Event::MuteToggled { muted });
    }
    world.pass(Millis::seconds(2));
    let alarms = |world: &World| {
        let cards = world.view().cards;
        let raised = cards.iter().filter(|card| card.alarm);
        raised.map(|card| card.contact.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(alarms(&world), ["ct-1"]);

    world.intend(Intent::DismissAlarm(id("ct-1")));
    world.event(Event::MuteToggled { muted: true });
    world.event(Event::MuteToggled { muted: false });
    world.snapshot("Busy", &[wrapping("ct-1"), chat]);
    world.pass(Millis::seconds(2));
    assert_eq!(alarms(&world), Vec::<String>::new(), "the muted call ended");
}

#[test]
fn a_supervisor_in_a_colleagues_call_is_alarmed_too_unless_nobody_can_hear_them() {
    for (role, alarmed) in [(Role::Barge, true), (Role::SilentMonitor, false)] {
        let mut world = World::new();
        world.snapshot("Busy", &[ContactFacts { role, ..talking("ct-1") }]);
        for muted in [true, false] {
            world.event(Event::MuteToggled { muted });
        }
        world.pass(Millis::seconds(2));
        assert_eq!(world.view().cards[0].alarm, alarmed);
    }
}

#[test]
fn an_unmute_that_the_agent_asked_for_in_one_call_alarms_no_other() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1"), customer(talking("ct-2"), LegState::Hold)]);
    world.event(Event::MuteToggled { muted: true });
    world.intend(Intent::SetMute(id("ct-1"), false));
    world.event(Event::MuteToggled { muted: false });
    world.pass(Millis::seconds(2));
    assert!(world.view().cards.iter().all(|card| !card.alarm));
}

#[test]
fn closing_the_window_asks_though_nothing_is_heard_of_the_call_that_is_up() {
    for fact in [LinkFact::AuthFailed, LinkFact::Frozen] {
        let mut world = World::new();
        world.snapshot("Busy", &[talking("ct-1")]);
        world.event(Event::LinkChanged(fact.clone()));
        world.pass(Millis::seconds(17));
        assert_eq!(world.view().health.connect, ConnectHealth::Silent, "{fact:?}");
        assert!(world.view().guards_close, "{fact:?}");
    }
    let mut world = World::new();
    world.pass(Millis::seconds(17));
    assert!(!world.view().guards_close, "nobody can be reached");
}

#[test]
fn a_call_is_among_the_recent_ones_once_over_a_reload() {
    for last in [wrapping("ct-1"), crate::world::failed("ct-1")] {
        let mut world = World::new();
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
        world.snapshot("AfterCallWork", core::slice::from_ref(&last));
        world.reload();
        world.snapshot("AfterCallWork", &[last]);
        world.snapshot("Available", &[]);
        assert_eq!(world.view().recent.len(), 1);
        world.snapshot("PendingBusy", &[ringing("ct-1")]);
        world.snapshot("Available", &[]);
        assert_eq!(world.view().recent.len(), 2, "another offer of the same contact");
    }
}

#[test]
fn a_call_that_ended_while_the_page_was_reloading_is_among_the_recent_ones() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.reload();
    world.snapshot("AfterCallWork", &[wrapping("ct-1")]);
    world.snapshot("Available", &[]);
    assert_eq!(world.view().recent.len(), 1);
}

#[test]
fn a_restart_forgets_what_the_old_connection_was_said_to_have_lost() {
    for fact in [LinkFact::SocketLost, LinkFact::SocketFailed, LinkFact::Frozen] {
        for by_agent in [true, false] {
            let mut world = World::new();
            world.event(Event::LinkChanged(fact.clone()));
            world.event(Event::SoftphoneFailed(SoftphoneFault::WebRtc));
            world.event(Event::SnapshotGarbled { fault: "snapshot".into() });
            if by_agent {
                world.intend(Intent::RestartConnect);
            }
            world.event(Event::LinkChanged(LinkFact::Initialising));
            assert_eq!(world.view().health.connect, ConnectHealth::Waiting);
            world.event(Event::LinkChanged(LinkFact::Acknowledged));
            world.snapshot("Available", &[]);
            assert_eq!(world.view().health.connect, ConnectHealth::Ready, "{fact:?}");
            assert_eq!(world.view().audio.fault, None);
        }
    }
}

#[test]
fn the_next_agent_finds_nothing_of_the_one_before() {
    let mut world = World::new();
    world.list_quick_connects("+15557770001");
    world.intend(Intent::LoadDevices);
    let listed = world.command(&ConnectRequest::ListDevices);
    let device = DeviceId::new("mine");
    let one = Device { id: device.clone(), label: "Headset of Ada".into(), input: true };
    world.event(Event::DevicesListed { id: listed, outcome: Ok(vec![one]) });
    world.event(Event::DeviceChanged { kind: DeviceKind::Microphone, device });
    world.intend(Intent::Dial(DialText::new(""), None));
    world.snapshot("PendingBusy", &[ringing("ct-1")]);
    world.snapshot("Available", &[]);
    assert_eq!((world.view().notices.len(), world.view().recent.len()), (1, 1));
    world.event(Event::LinkChanged(LinkFact::Terminated));
    let view = world.view();
    assert_eq!(view.directory, Directory::Unknown);
    assert_eq!((view.audio, view.dial), (AudioView::default(), DialView::default()));
    assert_eq!((view.notices.len(), view.recent.len(), view.status.choices.len()), (0, 0, 0));
}

#[test]
fn a_call_of_the_agent_before_is_no_recent_call_of_the_next() {
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    world.event(Event::LinkChanged(LinkFact::Terminated));
    world.snapshot("Available", &[]);
    assert_eq!(world.view().recent.len(), 0);
}

#[test]
fn an_offer_that_leaves_is_told_by_what_is_known_of_it() {
    for (channel, kind) in [
        (Channel::Voice, NoticeKind::CallerGaveUp),
        (Channel::QueueCallback, NoticeKind::Withdrawn),
        (Channel::Chat, NoticeKind::Withdrawn),
        (Channel::Task, NoticeKind::Withdrawn),
        (Channel::Email, NoticeKind::Withdrawn),
    ] {
        let mut world = World::new();
        let mut offer = of(ringing("ct-1"), channel.clone());
        offer.state = fusion_connect_toolbar::domain::ContactState::Incoming;
        world.snapshot("PendingBusy", &[offer]);
        world.snapshot("Available", &[]);
        let kinds: Vec<NoticeKind> = world.view().notices.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [kind], "{channel:?}");
    }
    let mut world = World::new();
    let garbled = Seen::Garbled { id: id("ct-1"), fault: "contacts[0].type".into() };
    let contacts = vec![garbled];
    world.event(Event::SnapshotTaken(Snapshot {
        agent: agent_in("PendingBusy"),
        contacts,
        left_out: Vec::new(),
    }));
    world.snapshot("Available", &[]);
    let kinds: Vec<NoticeKind> = world.view().notices.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [NoticeKind::Unread]);
}

#[test]
fn a_ringing_call_that_fusion_makes_active_holds_nobody() {
    for other in [ringing("ct-2"), of(talking("ct-2"), Channel::Chat), wrapping("ct-2")] {
        let mut world = World::new();
        world.snapshot("Busy", &[talking("ct-1"), other]);
        world.answer_others();
        world.order(InteractionVerb::SetActive, "ct-2");
        world.intend(Intent::BringToFront(id("ct-2")));
        assert_eq!(world.count(&hold("ct-1", true)), 0);
    }
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1"), customer(talking("ct-2"), LegState::Hold)]);
    world.order(InteractionVerb::SetActive, "ct-2");
    assert_eq!(world.count(&hold("ct-1", true)), 1, "one that talks still does");
}

#[test]
fn a_hold_or_mute_of_fusions_that_fails_is_answered_to_fusion_only() {
    let refusal = Refusal::Connect(Failure::Refused { kind: "InvalidStateException".into() });
    let mut world = World::new();
    world.snapshot("Busy", &[talking("ct-1")]);
    let refused = world.order(InteractionVerb::Hold, "ct-1");
    let crossed = world.order(InteractionVerb::Unhold, "ct-1");
    assert_eq!(world.replies(crossed), [Err(Refusal::Superseded)]);
    world.fail(&hold("ct-1", true), "InvalidStateException");
    assert_eq!(world.replies(refused), [Err(refusal.clone())]);
    let late = world.order(InteractionVerb::Mute, "ct-1");
    world.pass(Millis::seconds(9));
    assert_eq!(world.replies(late), [Err(Refusal::Connect(Failure::TimedOut))]);
    assert_eq!(world.view().cards[0].refusal, None);

    world.order(InteractionVerb::Hold, "ct-1");
    world.intend(Intent::SetHold(id("ct-1"), true));
    world.fail(&hold("ct-1", true), "InvalidStateException");
    assert_eq!(world.view().cards[0].refusal, Some(refusal), "the agent asked as well");
}

#[test]
fn what_a_flow_sets_until_the_call_connects_reaches_its_start() {
    let attribute = |name: &str| (format!("SVCMCA_{name}"), Source::Attribute(name.to_owned()));
    let tokens = vec![attribute("ORDER"), attribute("SR_ID")];
    let token_map = TokenMap { tokens, ..TokenMap::default() };
    let mut world = World::with(Settings { token_map, ..Settings::default() });
    let with = |mut facts: ContactFacts, pairs: &[(&str, &str)]| {
        facts.attributes = Tokens::new();
        for &(name, value) in pairs {
            facts.attributes.set_text(name, value);
        }
        facts
    };
    world.snapshot("PendingBusy", &[with(ringing("ct-1"), &[("ORDER", "1")])]);
    // Fusion answers that it knows of no service request.
    world.answer("new ct-1");
    let said = [("ORDER", "2"), ("SR_ID", "300")];
    world.snapshot("Busy", &[with(talking("ct-1"), &said)]);
    let start = world.in_data("start ct-1");
    assert_eq!((start.text("SVCMCA_ORDER"), start.text("SVCMCA_SR_ID")), (Some("2"), Some("300")));
    assert_eq!(start.text("SVCMCA_CONTACT_NAME"), Some("Mary Doe"), "of Fusion");
    assert_eq!(start.get("SVCMCA_SR_ID"), Some(&TokenValue::Text("300".into())));
}

#[test]
fn a_state_that_is_offline_already_is_left_at_once() {
    let mut world = World::new();
    let mut agent = agent_in("Offline");
    agent.selectable.retain(|state: &SelectableState| state.name == "Offline");
    world.event(Event::SnapshotTaken(Snapshot {
        agent,
        contacts: Vec::new(),
        left_out: Vec::new(),
    }));
    world.intend(Intent::SignOut);
    let out = fusion_connect_toolbar::domain::Command::SignOut;
    assert_eq!(world.sent.iter().filter(|command| **command == out).count(), 1);
}

#[test]
fn each_kind_of_device_is_the_one_used_last() {
    let mut world = World::new();
    let device = |name: &str| DeviceId::new(name);
    for (kind, name) in [
        (DeviceKind::Microphone, "headset"),
        (DeviceKind::Speaker, "headset"),
        (DeviceKind::Microphone, "built-in"),
    ] {
        world.event(Event::DeviceChanged { kind, device: device(name) });
    }
    let chosen =
        [(DeviceKind::Speaker, device("headset")), (DeviceKind::Microphone, device("built-in"))];
    assert_eq!(world.view().audio.chosen, chosen);
}

#[test]
fn what_rings_on_the_desk_phone_is_accepted_by_nobody_here() {
    let mut world = World::new();
    let mut agent = agent_in("PendingBusy");
    agent.softphone = false;
    let ring = of(ringing("ct-1"), Channel::Voice);
    world.event(Event::SnapshotTaken(Snapshot {
        agent,
        contacts: vec![Seen::Contact(ring)],
        left_out: Vec::new(),
    }));
    world.intend(Intent::Accept(id("ct-1")));
    assert_eq!(world.view().cards[0].refusal, Some(Refusal::AnswerOnPhone));
    let ticket = world.order(InteractionVerb::Accept, "ct-1");
    assert_eq!(world.replies(ticket), [Err(Refusal::AnswerOnPhone)]);
    assert_eq!(world.count(&accept("ct-1")), 0);
}

#[test]
fn a_customer_whose_leg_could_not_be_read_has_not_left() {
    for unreadable in [true, false] {
        let mut world = World::new();
        world.snapshot("Busy", &[talking("ct-1")]);
        let mut without = talking("ct-1");
        (without.customer_leg, without.lacks_legs) = (None, unreadable);
        world.snapshot("Busy", &[without]);
        assert_eq!(world.view().cards[0].customer_left, !unreadable);
    }
}
