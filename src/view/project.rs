//! The projection of the Model onto the View.

use super::controls::{answers_on_phone, controls, is_collapsed, offered, parties, pending_action};
use super::{
    Actions, AudioView, CardView, ConnectHealth, ContactId, DialView, FusionHealth, HealthView,
    Millis, NoticeView, PendingState, Phase, PopView, StateChoice, StateView, StatusView,
    TokenValue, UnansweredCall, View,
};
use crate::domain::{
    AgentFacts, AgentStateKind, Alarm, Asked, AudioPlace, Call, ContactState, Engagement,
    FusionPresence, LinkState, Model, Network, Outcome, Reading, RequestState, SelectableState,
    Socket, Subject,
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
        let notices = model.notices.iter().map(|notice| NoticeView {
            id: notice.id,
            kind: notice.kind,
            at: notice.at,
            number: notice.number.clone(),
            name: notice.name.clone(),
        });
        Self {
            status: status(model),
            cards,
            notices: notices.collect(),
            health: HealthView {
                connect: connect_health(model),
                network: model.link.network.filter(|network| *network != Network::Connected),
                popup_blocked: model.link.popup_blocked,
                fusion: fusion_health(model),
                transport: model.fusion.transport,
                fallback: model.fusion.fallback.clone(),
                refused_listeners: model.fusion.refused_listeners.first().cloned(),
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
    let offer = call.offer.as_ref().and_then(|id| model.engagement(id));
    let free = model.link.is_up() && call.pending(Subject::Life).is_none();
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
        name: offer.and_then(Engagement::caller_name).or_else(|| call.callee.clone()),
        queue: call.facts.queue.clone(),
        attributes: attributes(model, call),
        pending: pending_action(call),
        refusal: call.attempt.refusal.clone(),
        actions: offered(model, call, actions(phase, free)),
        pop: offer.map_or(PopView::None, |offer| pop(model, offer)),
        found: offer.map(|offer| offer.found).unwrap_or_default(),
        unanswered_call: offer.and_then(|offer| unanswered_call(model, call, offer)),
        lacks_fields: offer.is_some_and(|offer| lacks_fields(model, offer)),
        recovered: call.attempt.audio == AudioPlace::Lost,
        answered_elsewhere: call.attempt.audio == AudioPlace::Elsewhere,
        uncertain: call.reading != Reading::Current || model.link.is_stale(),
        role: call.facts.role,
        supervised: call.facts.supervised,
        answer_on_phone: answers_on_phone(model, call),
        auto_accept: call.facts.auto_accept,
        collapsed: is_collapsed(model, call),
        controls: controls(model, call, free),
        customer_left: call.customer_left(),
        gone: call.attempt.gone.clone(),
        parties: parties(
            call,
            offer.and_then(Engagement::caller_name).or_else(|| call.callee.clone()),
            free,
        ),
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
    if call.reading == Reading::Never {
        return Phase::Unreadable;
    }
    if call.is_ringing() {
        return Phase::Ringing;
    }
    match (&call.facts.state, call.attempt.outcome) {
        (ContactState::Connected | ContactState::Paused, _) => Phase::Connected,
        (ContactState::Ended, _) => Phase::AfterCallWork,
        (state, _) if state.is_active() => Phase::Connecting,
        (_, Some(Outcome::Abandoned)) => Phase::Abandoned,
        (_, Some(Outcome::Declined)) => Phase::Declined,
        (_, Some(Outcome::Missed)) => Phase::Missed,
        (_, Some(Outcome::Failed) | None) => Phase::Failed,
    }
}

/// By what cards stand in order; the oldest first, and those of one moment always in the same order.
fn order(card: &CardView) -> (u8, Millis, &ContactId) {
    (rank(card.phase), card.since, &card.contact)
}

fn rank(phase: Phase) -> u8 {
    match phase {
        Phase::Connected | Phase::Connecting => 0,
        Phase::Ringing | Phase::Unreadable => 1,
        Phase::AfterCallWork => 2,
        Phase::Abandoned | Phase::Declined | Phase::Failed | Phase::Missed => 3,
    }
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
    match &model.link.state {
        LinkState::AccessDenied => ConnectHealth::AccessDenied,
        LinkState::Broken(fault) => ConnectHealth::Broken(fault.clone()),
        LinkState::Loading => ConnectHealth::Loading,
        LinkState::NoAnswer { exhausted } => ConnectHealth::NoAnswer { exhausted: *exhausted },
        LinkState::Ready if model.link.is_silent() => ConnectHealth::Silent,
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
        LinkState::SignedOut if model.inactivity.ended => ConnectHealth::SignedOutIdle,
        LinkState::SignedOut => ConnectHealth::SignedOut,
        LinkState::StorageDenied => ConnectHealth::StorageDenied,
    }
}

fn fusion_health(model: &Model) -> FusionHealth {
    match &model.fusion.presence {
        FusionPresence::Absent => FusionHealth::Absent,
        FusionPresence::Off => FusionHealth::Off,
        FusionPresence::OriginRefused(origin) => FusionHealth::OriginRefused(origin.clone()),
        FusionPresence::Framed if model.fusion.is_silent() => FusionHealth::NotAnswering,
        FusionPresence::Framed if model.fusion.unreachable.is_some() => {
            FusionHealth::Unreachable(model.fusion.unreachable.clone().unwrap_or_default())
        }
        FusionPresence::Framed => match (&model.fusion.configuration, &model.fusion.refusal) {
            (RequestState::Refused(_), words) => {
                FusionHealth::Refused(words.clone().unwrap_or_default())
            }
            (RequestState::Done(_), _) => match &model.fusion.unanswered_call {
                Some(call) => FusionHealth::CallUnanswered(call.clone()),
                None if model.fusion.lacks_agent() => FusionHealth::AgentNotTaken,
                None => FusionHealth::Linked,
            },
            (RequestState::Silent(_), _) => FusionHealth::NotAnswering,
            (RequestState::Asked(_) | RequestState::Idle, _) => FusionHealth::Linking,
        },
    }
}
