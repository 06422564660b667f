//! The CCP's network to Amazon: what is wrong with it is said as Amazon says it, and nothing else.

use crate::desk::Desk;
use fusion_connect_toolbar::domain::Millis;
use fusion_connect_toolbar::view::Network;
use sandbox::control::Action;

fn network(desk: &mut Desk, status: &str) -> Option<Network> {
    desk.act(Action::Network { status: status.to_owned() });
    desk.health().network
}

#[test]
fn what_is_wrong_is_said_and_nothing_when_all_is_well() {
    let mut desk = Desk::faulty("");
    assert_eq!(desk.health().network, None);
    assert_eq!(network(&mut desk, "connecting"), Some(Network::Connecting));
    assert_eq!(network(&mut desk, "disconnected"), Some(Network::Disconnected));
    assert_eq!(network(&mut desk, "failed"), Some(Network::Failed));
    assert_eq!(network(&mut desk, "a word of tomorrow"), Some(Network::Failed));
    assert_eq!(network(&mut desk, "connected"), None);
}

#[test]
fn another_page_asks_anew() {
    let mut desk = Desk::faulty("");
    network(&mut desk, "failed");
    desk.reloads();
    assert_eq!(desk.health().network, None, "the new page of the CCP has its own network");
    network(&mut desk, "failed");
    desk.act(Action::ReloadCcp);
    desk.settle();
    assert_eq!(desk.health().network, None);
}

#[test]
fn nothing_is_said_of_a_ccp_that_does_not_speak_the_channel_or_is_signed_out() {
    let mut desk = Desk::faulty("channel-silent");
    assert_eq!(network(&mut desk, "failed"), None);
    desk.pass(Millis::seconds(60));
    assert_eq!(desk.health().network, None);

    let mut desk = Desk::faulty("");
    network(&mut desk, "failed");
    desk.act(Action::SignOut);
    assert_eq!(desk.health().network, None);
}
