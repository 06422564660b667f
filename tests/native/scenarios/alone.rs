//! The toolbar as a window of its own: a whole phone that has nothing to say to Fusion.

use crate::desk::{Desk, Direction, MARY, NAME, Setup, ring};
use fusion_connect_toolbar::domain::Intent;
use fusion_connect_toolbar::view::{FusionHealth, Phase, PopView, StateLabel};
use sandbox::control::Action;

/// What the agent's state is called.
fn state(desk: &Desk) -> &StateLabel {
    &desk.view().status.state.as_ref().expect("a state").label
}

#[test]
fn a_toolbar_alone_takes_calls_changes_availability_and_tells_nobody() {
    let mut desk = Desk::new(Setup { framed: false, ..Setup::default() });
    assert_eq!(desk.health().fusion, FusionHealth::Absent);
    desk.act(Action::Ring(ring()));
    let card = desk.card(Phase::Ringing);
    assert_eq!(card.number.map(|number| number.e164()).as_deref(), Some(MARY));
    desk.press("Accept");
    desk.card(Phase::Connected);
    desk.finishes();

    for available in [false, true] {
        desk.intend(Intent::ToggleAvailability);
        desk.settle();
        assert_eq!(desk.view().status.available, available);
        assert_eq!(*state(&desk) == StateLabel::Named("Lunch".to_owned()), !available);
    }

    desk.act(Action::Ring(ring()));
    desk.press("Decline");
    desk.card(Phase::Declined);
    desk.press("Clear contact");
    desk.act(Action::Ring(ring()));
    desk.card(Phase::Ringing);
    desk.act(Action::Miss { contact: None, kind: None });
    desk.card(Phase::Missed);
    desk.press("Clear contact");
    assert!(desk.view().cards.is_empty());

    assert!(!desk.saw_card(|card| card.pop != PopView::None), "no word of a screen pop");
    let spoken = desk.logged(|entry| entry.way == Direction::In);
    assert!(spoken.is_empty(), "{spoken:?}");
    assert!(!desk.remembers(NAME));
}
