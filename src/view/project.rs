//! The projection of the Model onto the View: never offers what Connect would refuse.

use super::{
    Actions, AudioView, CardView, ConnectHealth, ContactId, Controls, DialView, FusionHealth,
    HealthView, Millis, PartyStage, PartyView, PendingAction, PendingState, PersonName, Phase,
    Phone, PopView, StateChoice, StateView, StatusView, ToggleView, TokenValue, UnansweredCall,
    View,
};
use crate::domain::{
    AgentFacts, AgentStateKind, Alarm, Asked, AudioPlace, Call, CallWish, ContactState, Engagement,
    Freshness, FusionPresence, Leg, LegState, LinkState, Model, Network, OfferOutcome, Refusal,
    RequestState, SelectableState, SessionEnd, Socket, Subject,
};

impl View {
    /// Shows a model; `storage_denied` is the shell's knowledge of its own memory.
    pub fn of(model: &Model, storage_denied: bool) -> Self {
        let mut cards: Vec<CardView> = Vec::new();
        for call in model.calls.values() {
            let card = card(model, call);
            // There are a few at most; a sort of the library would be larger than this module.
            let place = cards.iter().position(|other| order(&card) < order(other));
            cards.insert(place.unwrap_or(cards.len()), card);
        }
        Self {
            status: status(model),
            cards,
            notices: model.notices.clone(),
            health: HealthView {
                connect: connect_health(model),
                network: model.link.network.filter(|network| *network != Network::Connected),
                popup_blocked: model.link.popup_blocked,
                fusion: fusion_health(model),
                transport: model.fusion.transport,
                fallback: model.fusion.fallback.clone(),
                refused_listener: model.fusion.refused_listeners.first().cloned(),
                storage_denied,
                // The shell's knowledge, as is the line above.
                windows_unseen: false,
                refused_messages: model.refused_messages,
                fault: model.fault.clone(),
                session: model.inactivity.warning.clone(),
                gap: model.link.gap,
            },
            dial: dial(model),
            directory: model.directory.clone(),
            recent: model.recent.clone(),
            audio: audio(model),
            panel: model.panel,
            guards_close: guards_close(model),
        }
    }
}

fn status(model: &Model) -> StatusView {
    let Some(agent) = model.agent.as_ref().filter(|_| model.link.has_snapshot) else {
        return StatusView::default();
    };
    // A queued state that is the chosen one anyway changes nothing.
    let next = agent.next.as_ref().filter(|next| agent.chosen_state() != Some(*next));
    StatusView {
        state: Some(StateView {
            label: agent.label(),
            kind: agent.state.kind.clone(),
            since: agent.state.since,
        }),
        available: agent.is_effectively_available(),
        can_toggle: model.change.is_none() && model.link.is_up(),
        pending: model.change.as_ref().map(|change| PendingState {
            name: change.wish.state.name.clone(),
            after_contact: change.wish.enqueue,
        }),
        next: next.map(|next| next.name.clone()),
        refusal: model.change_refusal.clone(),
        choices: choices(agent),
        agent_error: agent.error(),
        sign_out: model.link.is_up().then_some(model.signing_out.is_none()),
    }
}

/// The states to choose from: routable ones first, then breaks, then offline.
fn choices(agent: &AgentFacts) -> Vec<StateChoice> {
    let of = |wanted: &'static AgentStateKind| {
        agent.selectable.iter().filter(move |state| state.kind == *wanted)
    };
    let ordered = of(&AgentStateKind::Routable)
        .chain(of(&AgentStateKind::NotRoutable))
        .chain(of(&AgentStateKind::Offline));
    let choice = |state: &SelectableState| StateChoice {
        arn: state.arn.clone(),
        name: state.name.clone(),
        kind: state.kind.clone(),
        current: agent.is_in(&state.arn),
        next: agent.is_next(&state.arn),
    };
    ordered.map(choice).collect()
}

fn dial(model: &Model) -> DialView {
    DialView {
        ready: model.agent.as_ref().map(|_| model.may_dial()),
        countries: model.agent.as_ref().map(|agent| agent.dialable.clone()).unwrap_or_default(),
        pending: model.dial.as_ref().map(|dial| dial.text.clone()),
        given_up: model.dial.as_ref().is_some_and(|dial| dial.given_up),
        refusal: model.dial_refusal.clone(),
    }
}

fn audio(model: &Model) -> AudioView {
    let softphone = model.agent.as_ref().is_some_and(|agent| agent.softphone);
    AudioView {
        softphone,
        microphone: model.audio.microphone,
        fault: model.audio.fault,
        panel_blocked: model.audio.panel_blocked,
        devices: model.audio.devices.clone(),
        chosen: model.audio.chosen.clone(),
        enhancement: softphone.then(|| model.audio.enhancement.clone()).flatten(),
    }
}

/// Whether closing the window now would cost something: a call, or that calls ring at nobody.
fn guards_close(model: &Model) -> bool {
    let live = model.calls.values().any(|call| call.facts.state.is_active());
    // A call goes on though nothing is heard of it; only a sign-out ends it.
    let talks = live && model.link.state != LinkState::SignedOut;
    let offered = model.link.is_up()
        && model.signing_out.is_none()
        && model.agent.as_ref().is_some_and(AgentFacts::is_effectively_available);
    talks || offered
}

fn card(model: &Model, call: &Call) -> CardView {
    let phase = phase(call);
    let offer = model.offer_of(call);
    let free = model.link.is_up() && call.pending(Subject::Life).is_none();
    // Said before anybody presses in vain.
    let untold = call.is_preview_untold().then_some(Refusal::PreviewUntold);
    CardView {
        contact: call.facts.id.clone(),
        phase,
        since: call.facts.since,
        channel: call.facts.channel.clone(),
        inbound: call.facts.inbound != Some(false),
        preview: call.facts.is_preview(),
        preview_ends: call.preview_ends(),
        number: call.facts.number.clone(),
        unnumbered: call.facts.unnumbered,
        name: model.name_of(call),
        queue: call.facts.queue.clone(),
        attributes: attributes(model, call),
        pending: pending_action(call),
        refusal: call.attempt.refusal.clone().or(untold),
        actions: offered(model, call, actions(phase, free)),
        pop: offer.map_or(PopView::None, |offer| pop(model, offer)),
        found: offer.map(|offer| offer.found).unwrap_or_default(),
        unanswered_call: offer.and_then(|offer| unanswered_call(model, call, offer)),
        lacks_fields: offer.is_some_and(|offer| lacks_fields(model, offer)),
        recovered: call.attempt.audio == AudioPlace::Lost,
        answered_elsewhere: call.attempt.audio == AudioPlace::Elsewhere,
        uncertain: call.freshness != Freshness::Current || model.link.is_stale(),
        role: call.facts.role,
        supervised: call.facts.supervised,
        answer_on_phone: answers_on_phone(model, call),
        auto_accept: call.facts.auto_accept,
        collapsed: is_collapsed(model, call),
        controls: controls(model, call, free),
        customer_left: call.customer_left(),
        gone: call.attempt.gone.clone(),
        parties: parties(call, model.name_of(call), free),
        held_since: call
            .facts
            .customer_leg
            .as_ref()
            .filter(|_| call.holds_customer())
            .map(|leg| leg.since),
        agent_held: call.holds_agent(),
        extension: call.extension.clone().filter(|_| call.facts.state.is_active()),
        alarm: call.alarm == Alarm::Raised,
        forced_mute: call.facts.agent_leg.as_ref().is_some_and(|leg| leg.forced_mute),
    }
}

fn phase(call: &Call) -> Phase {
    if call.freshness == Freshness::Never {
        return Phase::Unreadable;
    }
    if call.is_ringing() {
        return Phase::Ringing;
    }
    match (&call.facts.state, call.attempt.outcome) {
        (ContactState::Connected | ContactState::Paused, _) => Phase::Connected,
        (ContactState::Ended, _) => Phase::AfterCallWork,
        (state, _) if state.is_active() => Phase::Connecting,
        (_, Some(OfferOutcome::Abandoned)) => Phase::Abandoned,
        (_, Some(OfferOutcome::Declined)) => Phase::Declined,
        (_, Some(OfferOutcome::Missed)) => Phase::Missed,
        (_, Some(OfferOutcome::Failed) | None) => Phase::Failed,
    }
}

/// By what cards stand in order; the oldest first, and those of one moment always in the same order.
fn order(card: &CardView) -> (u8, Millis, &ContactId) {
    let rank = match card.phase {
        Phase::Connected | Phase::Connecting => 0,
        Phase::Ringing | Phase::Unreadable => 1,
        Phase::AfterCallWork => 2,
        Phase::Abandoned | Phase::Declined | Phase::Failed | Phase::Missed => 3,
    };
    (rank, card.since, &card.contact)
}

fn actions(phase: Phase, free: bool) -> Actions {
    let none = Actions::default();
    match phase {
        Phase::Ringing => Actions { accept: Some(free), decline: Some(free), ..none },
        Phase::Connected | Phase::Connecting => Actions { end: Some(free), ..none },
        Phase::Unreadable => Actions { accept: Some(free), end: Some(free), ..none },
        Phase::Abandoned
        | Phase::AfterCallWork
        | Phase::Declined
        | Phase::Failed
        | Phase::Missed => Actions { clear: Some(free), ..none },
    }
}

fn pop(model: &Model, offer: &Engagement) -> PopView {
    match (&offer.start, &offer.new) {
        (RequestState::Asked(_), _) => PopView::Opening,
        (RequestState::Done(_), _) => shown(model, offer),
        // Nothing opens any more, so there is nothing to ask for and no call that goes on.
        (RequestState::Idle | RequestState::Refused(_) | RequestState::Silent(_), _)
            if offer.over.is_some() =>
        {
            PopView::None
        }
        (RequestState::Refused(_), _) => PopView::Refused,
        (RequestState::Silent(_), _) => PopView::Silent,
        // Nobody is asked, and the health row says why.
        (RequestState::Idle, RequestState::Idle) if model.fusion.unreachable.is_some() => {
            PopView::None
        }
        (RequestState::Idle, RequestState::Asked(_) | RequestState::Idle) => PopView::LookingUp,
        (RequestState::Idle, RequestState::Done(_)) => PopView::LookedUp,
        (RequestState::Idle, RequestState::Refused(_) | RequestState::Silent(_)) => {
            PopView::LookupFailed
        }
    }
}

/// Those attributes to show that the contact has.
fn attributes(model: &Model, call: &Call) -> Vec<(String, TokenValue)> {
    let values = model.settings.shown.iter().filter_map(|shown| {
        let value = call.facts.attributes.text(&shown.name)?.trim();
        (!value.is_empty()).then(|| (shown.label.clone(), TokenValue::Text(value.to_owned())))
    });
    values.collect()
}

/// What became of the agent's last wish to see a call, if it was this one.
fn shown(model: &Model, offer: &Engagement) -> PopView {
    let of_it = |asked: &Asked| offer.answers_to(&asked.event_id);
    match &model.fusion.focus {
        Some(RequestState::Asked(asked)) if of_it(asked) => PopView::Showing,
        Some(RequestState::Refused(asked) | RequestState::Silent(asked)) if of_it(asked) => {
            PopView::NotShown
        }
        _ => PopView::Open,
    }
}

/// What probably became of a call that Fusion did not answer to; after the call it is no matter any more.
fn unanswered_call(model: &Model, call: &Call, offer: &Engagement) -> Option<UnansweredCall> {
    let taken = offer.start.is_done() || !matches!(offer.new, RequestState::Silent(_));
    if taken || offer.over.is_some() {
        return None;
    }
    model.fusion.diagnose(&offer.route.classification, call.facts.queue.clone())
}

/// Before the link is up it is not known what it can do.
fn lacks_fields(model: &Model, offer: &Engagement) -> bool {
    offer.lacks_fields(model.fusion.can_write_wrap_up() || !model.fusion.ready)
}

fn connect_health(model: &Model) -> ConnectHealth {
    let idle = model.session_end == Some(SessionEnd::Idle);
    match &model.link.state {
        LinkState::AccessDenied => ConnectHealth::AccessDenied,
        LinkState::Broken(fault) => ConnectHealth::Broken(fault.clone()),
        LinkState::Loading => ConnectHealth::Loading,
        LinkState::NoAnswer { exhausted } => ConnectHealth::NoAnswer { exhausted: *exhausted },
        LinkState::Ready if model.link.is_silent() => ConnectHealth::Silent,
        LinkState::Ready if model.link.is_expired() && idle => ConnectHealth::SignedOutIdle,
        LinkState::Ready if model.link.is_expired() => ConnectHealth::SessionExpired,
        LinkState::Ready if model.garbled => {
            ConnectHealth::Garbled(model.fault.clone().unwrap_or_default())
        }
        LinkState::Ready if model.link.socket == Socket::Failed => ConnectHealth::Offline,
        LinkState::Ready if model.link.frozen => ConnectHealth::Frozen,
        LinkState::Ready if model.link.stuck => ConnectHealth::Stuck,
        LinkState::Ready if model.link.socket == Socket::Lost => ConnectHealth::Offline,
        LinkState::Ready if model.link.has_snapshot => ConnectHealth::Ready,
        LinkState::Ready | LinkState::Waiting => ConnectHealth::Waiting,
        LinkState::SignedOut if idle => ConnectHealth::SignedOutIdle,
        LinkState::SignedOut => ConnectHealth::SignedOut,
        LinkState::StorageDenied => ConnectHealth::StorageDenied,
    }
}

fn fusion_health(model: &Model) -> FusionHealth {
    let fusion = &model.fusion;
    match (&fusion.presence, &fusion.unreachable, &fusion.configuration) {
        (FusionPresence::Absent, ..) => FusionHealth::Absent,
        (FusionPresence::Off, ..) => FusionHealth::Off,
        (FusionPresence::OriginRefused(origin), ..) => FusionHealth::OriginRefused(origin.clone()),
        (FusionPresence::Framed, ..) if fusion.is_silent() => FusionHealth::NotAnswering,
        (FusionPresence::Framed, Some(why), _) => FusionHealth::Unreachable(why.clone()),
        (_, None, RequestState::Refused(_)) => {
            FusionHealth::Refused(fusion.refusal.clone().unwrap_or_default())
        }
        (_, None, RequestState::Done(_)) => match &fusion.unanswered_call {
            Some(call) => FusionHealth::CallUnanswered(call.clone()),
            None if fusion.lacks_agent() => FusionHealth::AgentNotTaken,
            None => FusionHealth::Linked,
        },
        (_, None, RequestState::Silent(_)) => FusionHealth::NotAnswering,
        (_, None, RequestState::Asked(_) | RequestState::Idle) => FusionHealth::Linking,
    }
}

/// The controls of a call.
fn controls(model: &Model, call: &Call, free: bool) -> Controls {
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
    let can_hold = call.hold_leg().is_some() && (!others || !call.is_consulting());
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
fn offered(model: &Model, call: &Call, mut actions: Actions) -> Actions {
    if answers_on_phone(model, call) {
        actions.accept = None;
    }
    if call.is_previewed() {
        let free = actions.end;
        let untold = call.is_preview_untold();
        actions.call_now = free.map(|free| free && !untold);
        actions.skip = free.filter(|_| call.may_skip());
        // Whether Amazon lets go of the call is known from its answer; without one the call is ended as any other.
        actions.end = free.filter(|_| untold);
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
fn answers_on_phone(model: &Model, call: &Call) -> bool {
    call.rings_on_phone(model.agent.as_ref().is_none_or(|agent| agent.softphone))
}

/// Whether another live call is in front of this one.
fn is_collapsed(model: &Model, call: &Call) -> bool {
    if !call.is_live_voice() {
        return false;
    }
    front(model).is_some_and(|front| front.facts.id != call.facts.id)
}

/// The live call in front: the one that talks, else the one chosen last, else the oldest.
fn front(model: &Model) -> Option<&Call> {
    let live = || model.calls.values().filter(|call| call.is_live_voice());
    let talking = live().find(|call| !call.is_held());
    let chosen = || live().find(|call| Some(&call.facts.id) == model.front.as_ref());
    let oldest = || live().min_by_key(|call| call.facts.since);
    talking.or_else(chosen).or_else(oldest)
}

/// What is under way, as it is called; the life of the contact before its parties.
fn pending_action(call: &Call) -> Option<PendingAction> {
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
fn parties(call: &Call, caller: Option<PersonName>, free: bool) -> Vec<PartyView> {
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
