//! The projection of what can be done while a call is on, and of who is on it.
//!
//! Never offers what Connect would refuse.

use super::{
    Actions, Controls, PartyStage, PartyView, PendingAction, PersonName, Phone, ToggleView,
};
use crate::domain::{Call, CallWish, ContactState, Leg, LegState, Model, Preview, Subject};

/// The controls of a call.
pub(super) fn controls(model: &Model, call: &Call, free: bool) -> Controls {
    if !call.facts.channel.is_voice() || call.facts.state != ContactState::Connected {
        return Controls::default();
    }
    let quiet = call.pending(Subject::Parties).is_none();
    let forced = call.facts.agent_leg.as_ref().is_some_and(|leg| leg.forced_mute);
    let toggle = |on: bool, pending: Option<bool>, free: bool| ToggleView {
        on,
        pending,
        enabled: free && pending.is_none(),
    };
    // A desk phone has its own key for it (`connect.md` C.4).
    let can_mute = call.is_audible() && (call.facts.softphone || call.is_muted_by_connect());
    let mute =
        can_mute.then(|| toggle(call.is_muted(model.muted), call.pending_mute(), free && !forced));
    if !call.facts.role.handles() {
        return Controls { mute, leave: Some(free), ..Controls::default() };
    }
    if is_collapsed(model, call) {
        return Controls { swap: Some(free && quiet), ..Controls::default() };
    }
    let others = call.has_others();
    let can_hold = call.hold_leg().is_some() && (!others || !call.can_swap());
    Controls {
        mute,
        hold: Some(toggle(call.is_held(), call.pending_hold(), free && quiet && can_hold)),
        keypad: Some(free && !call.is_alone()),
        transfer: Some(free && quiet && call.takes_another()),
        swap: others.then_some(free && quiet && call.can_swap()),
        join: others.then_some(free && quiet && call.can_join()),
        leave: call.can_leave().then_some(free && quiet),
    }
}

/// The buttons of a stage, less those that would fail.
pub(super) fn offered(model: &Model, call: &Call, mut actions: Actions) -> Actions {
    if answers_on_phone(model, call) {
        actions.accept = None;
    }
    if call.is_previewed() {
        let free = actions.end;
        actions.call_now = free;
        actions.skip = free.filter(|_| call.may_skip());
        // Whether Amazon lets go of the call is known from its answer; without one the call is ended as any other.
        actions.end = free.filter(|_| call.attempt.preview == Some(Preview::Untold));
    }
    if leaves(call) {
        // Ending one's own part leaves the others on the line; that has a name of its own.
        actions.end = None;
    }
    actions
}

/// Whether the others go on without the agent.
fn leaves(call: &Call) -> bool {
    call.facts.channel.is_voice()
        && call.facts.state == ContactState::Connected
        && (call.can_leave() || !call.facts.role.handles())
}

/// Whether it rings at a desk phone.
pub(super) fn answers_on_phone(model: &Model, call: &Call) -> bool {
    call.rings_on_phone(model.agent.as_ref().is_none_or(|agent| agent.softphone))
}

/// Whether another live call is in front of this one.
pub(super) fn is_collapsed(model: &Model, call: &Call) -> bool {
    if !is_live(call) {
        return false;
    }
    front(model).is_some_and(|front| front.facts.id != call.facts.id)
}

/// The live call in front: the one that talks, else the one chosen last, else the oldest.
fn front(model: &Model) -> Option<&Call> {
    let live = || model.calls.values().filter(|call| is_live(call));
    let talking = live().find(|call| !call.is_held());
    let chosen = || live().find(|call| Some(&call.facts.id) == model.front.as_ref());
    let oldest = || live().min_by_key(|call| call.facts.since);
    talking.or_else(chosen).or_else(oldest)
}

fn is_live(call: &Call) -> bool {
    call.facts.channel.is_voice() && call.is_handled()
}

/// What is under way, as it is called; the life of the contact before its parties.
pub(super) fn pending_action(call: &Call) -> Option<PendingAction> {
    let pending = |subject| call.pending(subject);
    pending(Subject::Life).or_else(|| pending(Subject::Parties)).and_then(|wish| match wish {
        CallWish::Accept => Some(PendingAction::Accept),
        CallWish::CallNow => Some(PendingAction::CallNow),
        CallWish::Add(_) => Some(PendingAction::Consult),
        CallWish::Clear => Some(PendingAction::Clear),
        CallWish::Drop(_) => Some(PendingAction::DropParty),
        CallWish::End if leaves(call) => Some(PendingAction::Leave),
        CallWish::End => Some(PendingAction::End),
        CallWish::Join => Some(PendingAction::Join),
        CallWish::MuteParty(_) => Some(PendingAction::MuteParty),
        CallWish::Reject => Some(PendingAction::Decline),
        CallWish::Skip => Some(PendingAction::Skip),
        CallWish::Swap => Some(PendingAction::Swap),
        CallWish::Digits(_) | CallWish::Hold(_) | CallWish::Mute(_) => None,
    })
}

/// Everybody on the call but the agent, once there is more than the customer.
pub(super) fn parties(call: &Call, caller: Option<PersonName>, free: bool) -> Vec<PartyView> {
    if !call.has_others() || !call.is_handled() {
        return Vec::new();
    }
    let customer = call.facts.customer_leg.as_ref().filter(|leg| leg.state.is_active());
    let customer =
        customer.map(|leg| party(call, leg, true, caller, call.facts.number.clone(), free));
    let others = call.facts.others.iter().map(|other| {
        party(call, &other.leg, false, other.name.clone(), other.number.clone(), free)
    });
    customer.into_iter().chain(others).collect()
}

fn party(
    call: &Call,
    leg: &Leg,
    customer: bool,
    name: Option<PersonName>,
    number: Option<Phone>,
    free: bool,
) -> PartyView {
    let pending = call.pending(Subject::Parties);
    let about = |wish: &CallWish| matches!(wish, CallWish::Drop(of) | CallWish::MuteParty(of) if *of == leg.id);
    let quiet = free && pending.is_none();
    let stage = match leg.state {
        LegState::Hold => PartyStage::Held,
        LegState::Connecting | LegState::Init => PartyStage::Calling,
        LegState::Barge
        | LegState::Connected
        | LegState::Disconnected
        | LegState::SilentMonitor
        | LegState::Unknown(_) => PartyStage::Talking,
    };
    PartyView {
        leg: leg.id.clone(),
        customer,
        name,
        number,
        stage,
        since: leg.since,
        muted: leg.muted,
        drop: Some(quiet),
        mute: (call.facts.multi_party && stage == PartyStage::Talking && !leg.muted)
            .then_some(quiet),
        pending: pending.is_some_and(about),
    }
}
