//! The agent is told where they look: what Fusion's own dialog does not say, each subject once, as long as it stands.

use super::over_both;
use crate::desk::{CALL, Desk, OTHER, Setup, ring};
use crate::world::World;
use fusion_connect_toolbar::domain::{
    AgentError, Announcement, Command, Event, FusionPresence, Intent, LinkFact, Memory, Microphone,
    Millis, SessionEnd, SessionNews, Settings, Trouble,
};
use fusion_connect_toolbar::view::{ConnectHealth, Phase};
use sandbox::ccp::contact::Channel;
use sandbox::control::{Action, Configure, Ring};
use serde_json::json;

/// Every announcement and every end of one, in order.
fn told(desk: &Desk) -> Vec<String> {
    announced(&desk.shell)
}

fn announced(commands: &[Command]) -> Vec<String> {
    let told = commands.iter().filter_map(|command| match command {
        Command::Announce(one) => Some(one.id()),
        Command::Withdraw(one) => Some(format!("-{}", one.id())),
        _ => None,
    });
    told.collect()
}

/// The last announcement.
fn last(desk: &Desk) -> Announcement {
    let one = desk.shell.iter().rev().find_map(|command| match command {
        Command::Announce(one) => Some(one.clone()),
        _ => None,
    });
    one.expect("an announcement")
}

/// Presses a button of the last announcement.
fn press(desk: &mut Desk, at: usize) {
    let (_, intent) = last(desk).offers().swap_remove(at);
    desk.intend(intent);
    desk.settle();
}

#[test]
fn a_ring_that_fusions_dialog_shows_is_not_announced() {
    over_both("", |mut desk| {
        desk.rings();
        desk.pass(Millis::seconds(10));
        assert_eq!(told(&desk), Vec::<String>::new());
    });
}

#[test]
fn a_ring_whose_lookup_is_late_is_announced_after_two_seconds_until_the_dialog_opens() {
    over_both("new-late", |mut desk| {
        desk.rings();
        desk.pass(Millis(1_900));
        assert_eq!(told(&desk), Vec::<String>::new());
        desk.pass(Millis(100));
        assert_eq!(told(&desk), [format!("ring-{CALL}")]);
        desk.pass(Millis::seconds(9));
        assert_eq!(told(&desk), [format!("ring-{CALL}"), format!("-ring-{CALL}")]);
    });
}

#[test]
fn a_ring_that_fusion_dropped_stands_until_it_is_answered_once() {
    for fault in ["fusion-wrong-classification", "new-error", "new-never"] {
        over_both(fault, |mut desk| {
            desk.rings();
            desk.pass(Millis::seconds(8));
            assert_eq!(told(&desk), [format!("ring-{CALL}")], "{fault}");
            press(&mut desk, 0);
            desk.card(Phase::Connected);
            assert_eq!(desk.asked("acceptContact"), ["success"], "{fault}");
            assert_eq!(told(&desk), [format!("ring-{CALL}"), format!("-ring-{CALL}")], "{fault}");
        });
    }
}

#[test]
fn a_ring_can_be_declined_where_it_is_announced() {
    let mut desk = Desk::faulty("new-never");
    desk.rings();
    desk.pass(Millis::seconds(2));
    press(&mut desk, 1);
    desk.card(Phase::Declined);
    assert_eq!(desk.asked("rejectContact"), ["success"]);
    assert_eq!(told(&desk), [format!("ring-{CALL}"), format!("-ring-{CALL}")]);
}

#[test]
fn what_the_dialog_does_not_say_is_announced_at_once() {
    over_both("", |mut desk| {
        desk.talks();
        desk.another_rings();
        let Announcement::Ring(second) = last(&desk) else { panic!("no ring") };
        assert!(second.on_call && !second.callback && second.answerable);
        desk.act(Action::CustomerHangsUp { contact: Some(OTHER.to_owned()), as_missed: false });
        assert_eq!(told(&desk), [format!("ring-{OTHER}"), format!("-ring-{OTHER}")]);
    });
    over_both("", |mut desk| {
        desk.act(Action::Ring(Ring { channel: Channel::QueueCallback, ..ring() }));
        let Announcement::Ring(call) = last(&desk) else { panic!("no ring") };
        assert!(call.callback && !call.on_call);
    });
    over_both("", |mut desk| {
        desk.act(Action::Ring(Ring { preview: true, ..ring() }));
        let Announcement::Ring(call) = last(&desk) else { panic!("no ring") };
        assert!(call.preview);
    });
}

#[test]
fn a_ring_beside_a_chat_is_left_to_the_dialog() {
    over_both("", |mut desk| {
        desk.act(Action::Ring(Ring {
            channel: Channel::Chat,
            contact_id: Some(OTHER.to_owned()),
            ..ring()
        }));
        desk.act(Action::AcceptInCcp { contact: Some(OTHER.to_owned()) });
        desk.act(Action::Ring(Ring { force: true, ..ring() }));
        desk.pass(Millis::seconds(10));
        assert_eq!(told(&desk), Vec::<String>::new());
    });
}

#[test]
fn what_is_offered_is_what_the_card_offers() {
    for (ring, offers) in [
        (Ring { channel: Channel::QueueCallback, ..ring() }, 2),
        (Ring { preview: true, ..ring() }, 2),
        (ring(), 1),
    ] {
        let mut desk = Desk::new(Setup { framed: false, ..Setup::default() });
        desk.act(Action::Configure(Configure { softphone: Some(false), ..Configure::default() }));
        desk.act(Action::Ring(ring));
        let Announcement::Ring(call) = last(&desk) else { panic!("no ring") };
        let actions = desk.view().cards[0].actions;
        assert_eq!(call.answerable, actions.accept.is_some());
        assert_eq!(last(&desk).offers().len(), offers);
        assert!(actions.decline.is_some());
    }
}

#[test]
fn what_takes_the_agent_off_the_queue_is_announced_until_it_is_over() {
    let mut desk = Desk::faulty("");
    desk.rings();
    desk.act(Action::Miss { contact: None, kind: None });
    assert_eq!(last(&desk), Announcement::OffQueue(AgentError::MissedCall));
    desk.press("Clear contact");
    desk.toggle_availability();
    assert_eq!(told(&desk), ["off-queue", "-off-queue"]);
    let mut world = World::new();
    world.snapshot("LineEngagedCustomer", &[]);
    assert_eq!(announced(&world.sent), Vec::<String>::new(), "who dialled looks on");
}

#[test]
fn a_wish_to_stay_that_amazon_refuses_is_announced_again() {
    let mut desk = Desk::faulty("activity-fails");
    desk.act(Action::ExpireSoon { millis: 30_000 });
    press(&mut desk, 0);
    desk.pass(Millis::seconds(11));
    let Announcement::SessionEnds { refused: true, .. } = last(&desk) else { panic!("not told") };
    assert_eq!(told(&desk), ["session-ends", "session-ends"]);
    let mut world = World::new();
    world.event(Event::SessionTold(SessionNews::Ends(world.now + Millis::seconds(60))));
    world.intend(Intent::StaySignedIn);
    world.event(Event::SessionTold(SessionNews::NotExtended));
    world.intend(Intent::StaySignedIn);
    assert_eq!(announced(&world.sent).len(), 2, "Amazon is being asked again");
}

#[test]
fn without_fusion_every_ring_is_announced_and_nothing_of_what_connect_answers_itself() {
    let mut desk = Desk::new(Setup { framed: false, ..Setup::default() });
    desk.rings();
    assert_eq!(told(&desk), [format!("ring-{CALL}")]);
    desk.press("Accept");
    assert_eq!(told(&desk), [format!("ring-{CALL}"), format!("-ring-{CALL}")]);
    let mut desk = Desk::new(Setup { framed: false, ..Setup::default() });
    desk.act(Action::Ring(Ring { auto_accept: true, ..ring() }));
    assert_eq!(told(&desk), Vec::<String>::new());
}

#[test]
fn who_calls_is_told_only_where_it_is_configured() {
    for with_names in [false, true] {
        let config = json!({ "notifications": { "withNames": with_names } });
        let mut desk = Desk::new(Setup { config, framed: false, ..Setup::default() });
        desk.rings();
        let Announcement::Ring(call) = last(&desk) else { panic!("no ring") };
        assert_eq!(call.number.is_some(), with_names);
        assert!(call.queue.is_some());
    }
}

#[test]
fn the_end_of_the_session_is_announced_and_can_be_put_off_there() {
    let mut desk = Desk::faulty("");
    desk.act(Action::ExpireSoon { millis: 30_000 });
    assert_eq!(told(&desk), ["session-ends"]);
    press(&mut desk, 0);
    assert_eq!(told(&desk), ["session-ends", "-session-ends"]);
    desk.act(Action::ExpireSoon { millis: 30_000 });
    desk.pass(Millis::seconds(31));
    assert_eq!(desk.health().connect, ConnectHealth::SignedOutIdle);
    assert_eq!(last(&desk), Announcement::SignedOut { idle: true });
    desk.act(Action::SignIn);
    desk.until("the agent is back", Desk::is_healthy);
    assert_eq!(told(&desk)[2..], ["session-ends", "-session-ends", "signed-out", "-signed-out"]);
}

#[test]
fn a_sign_out_is_announced_unless_the_agent_wished_it() {
    let mut desk = Desk::faulty("");
    desk.act(Action::SignOut);
    assert_eq!(last(&desk), Announcement::SignedOut { idle: false });
    let mut desk = Desk::faulty("");
    desk.intend(Intent::SignOut);
    desk.pass(Millis::seconds(5));
    assert_eq!(desk.health().connect, ConnectHealth::SignedOut);
    assert_eq!(told(&desk), Vec::<String>::new());
}

#[test]
fn another_end_of_the_session_is_announced_in_the_place_of_the_first() {
    let mut world = World::new();
    for seconds in [60, 60, 90] {
        let ends_at = world.now + Millis::seconds(seconds);
        world.event(Event::SessionTold(SessionNews::Ends(ends_at)));
    }
    assert_eq!(announced(&world.sent), ["session-ends", "session-ends"]);
}

#[test]
fn an_expired_session_is_announced_as_long_as_it_lasts() {
    let mut world = World::new();
    world.event(Event::LinkChanged(LinkFact::AuthFailed));
    world.pass(Millis::seconds(4));
    assert_eq!(announced(&world.sent), Vec::<String>::new(), "it often heals by itself");
    world.pass(Millis::seconds(1));
    assert_eq!(announced(&world.sent), ["signed-out"]);
    world.event(Event::LinkChanged(LinkFact::Authorized));
    assert_eq!(announced(&world.sent), ["signed-out", "-signed-out"]);
}

#[test]
fn an_end_that_is_told_in_several_ways_is_announced_once_with_its_first_reason() {
    let mut world = World::new();
    world.event(Event::SessionTold(SessionNews::Ends(world.now + Millis::seconds(5))));
    world.event(Event::LinkChanged(LinkFact::AuthFailed));
    world.pass(Millis::seconds(5));
    assert_eq!(world.view().health.session, None, "no warning stands of what has happened");
    assert_eq!(world.view().health.connect, ConnectHealth::SignedOutIdle);
    let late = [LinkFact::Authorized, LinkFact::RetriesExhausted, LinkFact::Terminated];
    for fact in [LinkFact::Terminated].into_iter().chain(late) {
        world.event(Event::LinkChanged(fact));
        assert!(world.model.session_end == Some(SessionEnd::Idle));
    }
    assert_eq!(announced(&world.sent), ["session-ends", "-session-ends", "signed-out"]);
    assert_eq!(world.view().health.connect, ConnectHealth::SignedOutIdle);
}

#[test]
fn what_stands_when_the_page_starts_is_announced_once_it_is_known_by_whom() {
    for reached in [true, false] {
        let cold = |fusion| World::cold(Settings::default(), Memory::default(), fusion);
        let mut world = cold(FusionPresence::Framed);
        world.event(Event::LinkChanged(LinkFact::Acknowledged));
        world.snapshot("Available", &[]);
        world.event(Event::MicrophoneChanged(Microphone::Missing));
        world.pass(Millis::seconds(4));
        assert_eq!(announced(&world.sent), Vec::<String>::new(), "UEF is being opened");
        if reached {
            world.link();
        } else {
            world.event(Event::FusionUnreachable("no script".to_owned()));
        }
        assert_eq!(announced(&world.sent), ["microphone"]);
    }
}

#[test]
fn silence_and_a_lost_microphone_are_announced_to_who_awaits_calls() {
    let mut desk = Desk::faulty("");
    desk.event(Event::MicrophoneChanged(Microphone::Missing));
    assert_eq!(told(&desk), ["microphone"]);
    desk.event(Event::MicrophoneChanged(Microphone::Granted));
    desk.fault("ccp-silent", true);
    desk.pass(Millis::seconds(30));
    assert_eq!(told(&desk), ["microphone", "-microphone", "no-news"]);
    desk.fault("ccp-silent", false);
    desk.until("the CCP is back", Desk::is_healthy);
    assert_eq!(told(&desk).last().map(String::as_str), Some("-no-news"));
    let mut desk = Desk::faulty("");
    desk.toggle_availability();
    desk.event(Event::MicrophoneChanged(Microphone::Missing));
    assert_eq!(told(&desk), Vec::<String>::new());
}

#[test]
fn what_stands_is_announced_again_over_another_link() {
    let mut world = World::new();
    world.event(Event::SessionTold(SessionNews::Ends(world.now + Millis::seconds(60))));
    world.event(crate::world::ready());
    assert_eq!(announced(&world.sent), ["session-ends", "session-ends"]);
}

#[test]
fn every_announcement_that_is_no_ring_is_among_those_that_last() {
    let lasting = [
        Announcement::Microphone(Microphone::Missing),
        Announcement::NoNews(Trouble::Stuck),
        Announcement::OffQueue(AgentError::MissedCall),
        Announcement::SessionEnds { at: Millis(0), refused: false },
        Announcement::SignedOut { idle: true },
    ];
    assert_eq!(lasting.map(|one| one.id()), Announcement::LASTING);
}

#[test]
fn a_page_that_stands_down_takes_back_what_it_announced() {
    let mut desk = Desk::faulty("new-never");
    desk.rings();
    desk.pass(Millis::seconds(2));
    desk.stand_down();
    assert_eq!(told(&desk), [format!("ring-{CALL}"), format!("-ring-{CALL}")]);
}
