//! What can happen on a random day.

use fusion_connect_toolbar::domain::{
    ContactId, EndpointArn, Intent, InteractionVerb, Millis, Target, WrapUp,
};
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub(super) enum Move {
    /// One contact takes another shape; Connect tells everything anew.
    Contact(usize, Shape),
    /// The campaign's call takes another shape.
    Campaign(Look),
    /// Amazon answers one of the questions about the preview, old ones included: whether the call may be skipped,
    /// that there is no preview any more, or nothing.
    Preview(prop::sample::Index, Result<Option<bool>, ()>),
    /// The same snapshot again.
    Repeat,
    /// The agent is in another state from now on.
    Agent(&'static str),
    /// A refresh that cannot be read, or a contact of it.
    Garble(Option<usize>),
    /// Fusion answers one of its requests, old ones included.
    Answer(prop::sample::Index, Said),
    /// Fusion commands a call by one of the ids it knows.
    Order(prop::sample::Index, InteractionVerb),
    /// The agent clicks.
    Click(usize, Click),
    /// Streams answers one of the commands, old ones included.
    Settle(prop::sample::Index, bool),
    /// Fusion asks for a call, or the agent dials.
    Dial(bool),
    /// The text that is to be dialled is a number, or not.
    Read(bool),
    /// The softphone switches the microphone.
    Toggle(bool),
    /// Something of a call is saved in Fusion, by one of the ids it knows.
    Save(prop::sample::Index),
    /// Time passes.
    Pass(u64),
    /// The page is loaded again.
    Reload,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Shape {
    Ringing,
    RingingAnew,
    Talking,
    /// The customer waits.
    Held,
    /// The customer waits and somebody else talks.
    Consulting,
    /// All three talk.
    Conference,
    Wrapping,
    Failed,
    Gone,
}

/// How a campaign's call stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    Offered {
        anew: bool,
    },
    /// Accepted, with the customer's leg there from the start.
    Looking,
    /// Accepted, with nobody on it but the agent.
    Alone,
    Talking,
    Wrapping,
    Failed,
    Gone,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Said {
    Yes,
    No,
    OtherId,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Click {
    Accept,
    CallNow,
    Skip,
    Decline,
    End,
    Clear,
    Hold(bool),
    Mute(bool),
    Consult,
    Swap,
    Join,
    Leave,
    Front,
    CancelDial,
    /// A quick connect is called.
    Call(bool),
}

pub(super) fn moves() -> impl Strategy<Value = Vec<Move>> {
    let shape = prop_oneof![
        4 => Just(Shape::Ringing),
        1 => Just(Shape::RingingAnew),
        4 => Just(Shape::Talking),
        1 => Just(Shape::Held),
        1 => Just(Shape::Consulting),
        1 => Just(Shape::Conference),
        2 => Just(Shape::Wrapping),
        1 => Just(Shape::Failed),
        2 => Just(Shape::Gone),
    ];
    let said = prop_oneof![4 => Just(Said::Yes), 1 => Just(Said::No), 1 => Just(Said::OtherId)];
    let verb = prop_oneof![
        3 => Just(InteractionVerb::Accept),
        1 => Just(InteractionVerb::Reject),
        1 => Just(InteractionVerb::Disconnect),
        1 => Just(InteractionVerb::TimerExpired),
        1 => Just(InteractionVerb::SetActive),
        1 => Just(InteractionVerb::Hold),
        1 => Just(InteractionVerb::Unhold),
        1 => Just(InteractionVerb::Mute),
        1 => Just(InteractionVerb::Unmute),
    ];
    let click = prop_oneof![
        Just(Click::Accept),
        Just(Click::CallNow),
        Just(Click::Skip),
        Just(Click::Decline),
        Just(Click::End),
        Just(Click::Clear),
        any::<bool>().prop_map(Click::Hold),
        any::<bool>().prop_map(Click::Mute),
        Just(Click::Consult),
        Just(Click::Swap),
        Just(Click::Join),
        Just(Click::Leave),
        Just(Click::Front),
        Just(Click::CancelDial),
        any::<bool>().prop_map(Click::Call),
    ];
    let look = prop_oneof![
        2 => any::<bool>().prop_map(|anew| Look::Offered { anew }),
        3 => Just(Look::Looking),
        2 => Just(Look::Alone),
        2 => Just(Look::Talking),
        1 => Just(Look::Wrapping),
        1 => Just(Look::Failed),
        1 => Just(Look::Gone),
    ];
    let preview = prop_oneof![
        4 => any::<bool>().prop_map(|may_skip| Ok(Some(may_skip))),
        1 => Just(Ok(None)),
        1 => Just(Err(())),
    ];
    let one = prop_oneof![
        8 => (0..3_usize, shape).prop_map(|(who, shape)| Move::Contact(who, shape)),
        3 => look.prop_map(Move::Campaign),
        2 => (any::<prop::sample::Index>(), preview).prop_map(|(which, told)| Move::Preview(which, told)),
        1 => Just(Move::Repeat),
        1 => prop_oneof![Just("Busy"), Just("Available"), Just("MissedCallAgent")].prop_map(Move::Agent),
        1 => prop::option::of(0..4_usize).prop_map(Move::Garble),
        6 => (any::<prop::sample::Index>(), said).prop_map(|(which, said)| Move::Answer(which, said)),
        3 => (any::<prop::sample::Index>(), verb).prop_map(|(which, verb)| Move::Order(which, verb)),
        3 => any::<bool>().prop_map(Move::Dial),
        3 => prop::bool::weighted(0.8).prop_map(Move::Read),
        1 => any::<bool>().prop_map(Move::Toggle),
        5 => (0..4_usize, click).prop_map(|(who, click)| Move::Click(who, click)),
        4 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(which, ok)| Move::Settle(which, ok)),
        2 => any::<prop::sample::Index>().prop_map(Move::Save),
        2 => (0..9_000_u64).prop_map(Move::Pass),
        1 => Just(Move::Reload),
    ];
    prop::collection::vec(one, 1..60)
}

pub(super) fn intent(click: Click, contact: ContactId) -> Intent {
    match click {
        Click::Accept => Intent::Accept(contact),
        Click::CallNow => Intent::CallNow(contact),
        Click::Skip => Intent::SkipPreview(contact),
        Click::Decline => Intent::Decline(contact),
        Click::End => Intent::End(contact),
        Click::Clear => Intent::Clear(contact),
        Click::Hold(on) => Intent::SetHold(contact, on),
        Click::Mute(on) => Intent::SetMute(contact, on),
        Click::Consult => {
            Intent::Consult(contact, Target::QuickConnect(EndpointArn::new("qc-bob")))
        }
        Click::Swap => Intent::Swap(contact),
        Click::Join => Intent::Join(contact),
        Click::Leave => Intent::Leave(contact),
        Click::Front => Intent::BringToFront(contact),
        Click::CancelDial => Intent::CancelDial,
        Click::Call(agent) => {
            let arn = if agent { "agent" } else { "desk" };
            Intent::DialQuickConnect(EndpointArn::new(arn))
        }
    }
}

pub(super) fn any_wrap_up() -> impl Strategy<Value = WrapUp> {
    prop_oneof![
        Just(WrapUp::Unlimited),
        Just(WrapUp::UntilCleared),
        Just(WrapUp::None),
        (1..40_u64).prop_map(|seconds| WrapUp::Timed(Millis::seconds(seconds))),
    ]
}
