//! The choice of the voice enhancement: what was asked for and what Connect confirmed are told apart.

use crate::desk::Desk;
use fusion_connect_toolbar::domain::{Event, Intent, Millis};
use fusion_connect_toolbar::view::{
    Enhancement, EnhancementWish, Failure, Refusal, VoiceEnhancement,
};
use sandbox::control::{Action, Configure};

use VoiceEnhancement::{NoiseSuppression, Off, VoiceIsolation};

fn shown(desk: &Desk) -> Option<Enhancement> {
    desk.view().audio.enhancement.clone()
}

const fn settled(told: VoiceEnhancement) -> Enhancement {
    Enhancement { told, wish: None }
}

fn refused(desk: &Desk) -> Option<Failure> {
    match shown(desk)?.wish? {
        EnhancementWish::Refused(Refusal::Connect(failure)) => Some(failure),
        _ => None,
    }
}

fn administrator(desk: &mut Desk, change: Configure) {
    desk.act(Action::Configure(change));
}

#[test]
fn a_choice_counts_once_connect_says_so() {
    let mut desk = Desk::faulty("");
    assert_eq!(shown(&desk), Some(settled(Off)));
    desk.intend(Intent::ChooseEnhancement(VoiceIsolation));
    desk.settle();
    assert_eq!(shown(&desk), Some(settled(VoiceIsolation)));

    desk.fault("enhancement-lost", true);
    desk.intend(Intent::ChooseEnhancement(NoiseSuppression));
    let Enhancement { told, wish } = shown(&desk).expect("a choice");
    assert_eq!(told, VoiceIsolation, "what was answered was not told");
    assert!(matches!(wish, Some(EnhancementWish::Asked(NoiseSuppression, ..))));
    let span = desk.takes("the refusal", |desk| refused(desk).is_some());
    assert_eq!((span, refused(&desk)), (Millis::seconds(8), Some(Failure::TimedOut)));
}

#[test]
fn the_configuration_confirms_as_well_and_an_old_one_takes_nothing_back() {
    let mut desk = Desk::faulty("enhancement-lost");
    desk.intend(Intent::ChooseEnhancement(VoiceIsolation));
    let isolation = Some("VOICE_ISOLATION".to_owned());
    administrator(&mut desk, Configure { enhancement: isolation, ..Configure::default() });
    assert_eq!(shown(&desk), Some(settled(VoiceIsolation)));
    // The worker reads the configuration every 30 seconds only.
    desk.event(Event::EnhancementChanged(Off));
    desk.act(Action::ResendSnapshot);
    assert_eq!(shown(&desk), Some(settled(Off)));
}

#[test]
fn a_refusal_is_said_until_the_next_wish() {
    let mut desk = Desk::faulty("enhancement-fails");
    desk.intend(Intent::ChooseEnhancement(VoiceIsolation));
    desk.settle();
    let kind = "enhancementFailed".to_owned();
    assert_eq!(refused(&desk), Some(Failure::Refused { kind }));
    desk.fault("enhancement-fails", false);
    desk.intend(Intent::ChooseEnhancement(VoiceIsolation));
    desk.settle();
    assert_eq!(shown(&desk), Some(settled(VoiceIsolation)));
}

#[test]
fn the_newest_of_two_wishes_counts() {
    let mut desk = Desk::faulty("enhancement-lost");
    desk.intend(Intent::ChooseEnhancement(VoiceIsolation));
    desk.fault("enhancement-lost", false);
    desk.intend(Intent::ChooseEnhancement(NoiseSuppression));
    desk.settle();
    assert_eq!(shown(&desk), Some(settled(NoiseSuppression)));
}

#[test]
fn an_old_ccp_never_answers() {
    let mut desk = Desk::faulty("channel-silent");
    desk.intend(Intent::ChooseEnhancement(VoiceIsolation));
    desk.until("the refusal", |desk| refused(desk) == Some(Failure::TimedOut));
}

#[test]
fn there_is_no_choice_with_a_desk_phone_or_where_connect_tells_nothing() {
    for change in [
        Configure { softphone: Some(false), ..Configure::default() },
        Configure { enhancement: Some(String::new()), ..Configure::default() },
        Configure { enhancement: Some("NEW_OF_TOMORROW".to_owned()), ..Configure::default() },
    ] {
        let mut desk = Desk::faulty("");
        administrator(&mut desk, change);
        assert_eq!(shown(&desk), None);
    }
}
