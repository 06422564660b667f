//! Availability; the agent's ways out: offline first, then signed out, unless a contact needs the agent, or signed out by
//! Amazon's rule for those who do nothing (`frontier.md` 8); and audio devices and the voice enhancement.

use super::{Model, SigningOut, StateChange};
use crate::domain::call::Call;
use crate::domain::connect_messages::{
    Audio, COMMAND_TIMEOUT, ConnectRequest, DeviceKind, Directory, Enhancement, EnhancementWish,
    Failure, Listing, Refusal, VoiceEnhancement,
};
use crate::domain::fusion_messages::{AgentReport, Reply};
use crate::domain::ids::{CommandId, DeviceId, Millis, StateArn, Ticket};
use crate::domain::link::Activity;
use crate::domain::messages::Command;
use crate::domain::pending::{Pending, reply};
use crate::domain::snapshot::{AgentFacts, AgentStateKind, SelectableState, Snapshot, StateLabel};

/// Time for Connect to say that the agent is offline; after it the agent is signed out all the same.
const OFFLINE_TIMEOUT: Millis = Millis::seconds(4);

impl SigningOut {
    fn deadline(&self) -> Millis {
        match self {
            Self::Offline(pending) => pending.since + OFFLINE_TIMEOUT,
            Self::Leaving(at) => *at + COMMAND_TIMEOUT,
        }
    }
}

impl Model {
    /// The agent's button: available ↔ not available.
    pub(super) fn toggle_availability(&mut self, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = &self.agent else { return };
        // A second press before Connect confirmed the first is the same wish, not its opposite.
        if self.change.is_none() {
            let available = !agent.is_effectively_available();
            self.change_availability(available, None, now, out);
        }
    }

    /// Asks Connect for a change of state, or answers at once when there is nothing to change.
    pub(super) fn change_availability(
        &mut self,
        available: bool,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        match self.plan_change(available) {
            Ok(None) => match &mut self.change {
                Some(change) => change.join(ticket, out),
                None => reply(ticket, Ok(Reply::Done), out),
            },
            Ok(Some((state, enqueue))) => self.ask_change(state, enqueue, ticket, now, out),
            Err(refusal) => {
                if ticket.is_none() {
                    self.change_refusal = Some(refusal.clone());
                }
                reply(ticket, Err(refusal), out);
            }
        }
    }

    /// Goes into a state that the agent chose, after the contact if there is one.
    pub(super) fn choose_state(&mut self, arn: &StateArn, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = self.agent.as_ref().filter(|_| self.link.is_up()) else {
            self.change_refusal = Some(Refusal::NotSignedIn);
            return;
        };
        let Some(state) = agent.selectable.iter().find(|state| state.arn == *arn).cloned() else {
            self.change_refusal = Some(Refusal::NoSuchState);
            return;
        };
        let enqueue = self.is_on_contact(agent);
        let so_already = if enqueue { agent.is_next(arn) } else { agent.is_in(arn) };
        match &self.change {
            // A second press of the same is the same wish.
            Some(change) if change.wish.state.arn == *arn => {}
            Some(_) => self.change_refusal = Some(Refusal::Superseded),
            None if so_already => {}
            None => self.ask_change(state, enqueue, None, now, out),
        }
    }

    /// After a sign-in that leaves the agent offline, goes into the state that is configured for that.
    pub(super) fn begin_shift(&mut self, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = &self.agent else { return };
        let Some(name) = &self.settings.state_after_sign_in else { return };
        if agent.state.kind != AgentStateKind::Offline {
            return;
        }
        match agent.selectable.iter().find(|state| state.name == *name) {
            Some(state) => self.choose_state(&state.arn.clone(), now, out),
            None => self.change_refusal = Some(Refusal::NoSuchState),
        }
    }

    /// Takes back the state queued for after the contact: the one chosen before is queued instead.
    pub(super) fn cancel_next_state(&mut self, now: Millis, out: &mut Vec<Command>) {
        let Some(agent) = self.agent.as_ref().filter(|agent| agent.next.is_some()) else { return };
        match agent.chosen_state().map(|state| state.arn.clone()) {
            Some(arn) => self.choose_state(&arn, now, out),
            None => self.change_refusal = Some(Refusal::NoSuchState),
        }
    }

    /// Ends a change without an answer of Connect, because another way is taken.
    fn abandon_change(&mut self, out: &mut Vec<Command>) {
        if self.change.is_some() {
            self.fail_change(&Refusal::Superseded, out);
        }
    }

    fn ask_change(
        &mut self,
        state: SelectableState,
        enqueue: bool,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        self.change_refusal = None;
        let request = ConnectRequest::SetState { arn: state.arn.clone(), enqueue };
        self.change = Some(Pending::new(StateChange { state, enqueue }, id, ticket, now));
        out.push(Command::Connect { id, request });
    }

    fn is_on_contact(&self, agent: &AgentFacts) -> bool {
        agent.state.kind == AgentStateKind::System || self.calls.values().any(Call::occupies_agent)
    }

    /// Handles Streams' result for a change of state. Returns whether it was for the present one.
    pub(super) fn settle_change(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        out: &mut Vec<Command>,
    ) -> bool {
        let Some(change) = self.change.as_mut().filter(|change| change.id == id) else {
            return false;
        };
        match outcome {
            Ok(()) => change.acknowledge(out),
            Err(failure) => self.fail_change(&Refusal::Connect(failure.clone()), out),
        }
        true
    }

    /// Compares a change with what Connect now says of the agent.
    pub(super) fn take_agent(&mut self, snapshot: &Snapshot, out: &mut Vec<Command>) {
        let agent = &snapshot.agent;
        if let Some(change) = &mut self.change {
            // Connect may forget a queued state that is the chosen one anyway.
            let next = agent.next.as_ref().or(agent.chosen_state());
            let StateChange { state, enqueue } = &change.wish;
            let queued = next.is_some_and(|next| next.arn == state.arn);
            if agent.is_in(&state.arn) || (*enqueue && queued) {
                change.answer(&Ok(()), out);
                self.change = None;
            }
        }
        let key = |agent: &AgentFacts| (agent.state.arn.clone(), agent.state.name.clone());
        if self.agent.as_ref().is_some_and(|before| key(before) != key(agent)) {
            self.change_refusal = None;
        }
        // Between two readings of the configuration a snapshot repeats the old one (`connect.md` E.7).
        let before = self.agent.replace(agent.clone());
        if before.is_none_or(|before| before.voice_enhancement != agent.voice_enhancement) {
            self.enhancement_told(agent.voice_enhancement);
        }
    }

    /// Gives up a change that nobody confirmed.
    pub(super) fn expire_change(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.change_deadline().is_some_and(|deadline| now >= deadline) {
            self.fail_change(&Refusal::Connect(Failure::TimedOut), out);
        }
    }

    pub(super) fn change_deadline(&self) -> Option<Millis> {
        self.change.as_ref().map(Pending::deadline)
    }

    /// What Fusion should know of the agent; `None` as long as nothing can be said.
    pub fn agent_report(&self) -> Option<AgentReport> {
        if self.link.is_starting() {
            return None;
        }
        let signed_out =
            AgentReport { available: false, logged_in: false, label: StateLabel::SignedOut };
        let there = self.link.is_up() && !self.stood_down;
        Some(self.agent.as_ref().filter(|_| there).map_or(signed_out, |agent| AgentReport {
            available: agent.state.kind == AgentStateKind::Routable,
            logged_in: true,
            label: agent.label(),
        }))
    }

    /// The state to ask for, and whether it comes after the contact; none where it is so, or is being asked for.
    fn plan_change(&self, available: bool) -> Result<Option<(SelectableState, bool)>, Refusal> {
        if !self.link.is_up() {
            return Err(Refusal::NotSignedIn);
        }
        let agent = self.agent.as_ref().ok_or(Refusal::NotSignedIn)?;
        if let Some(change) = &self.change {
            let join = (change.wish.state.kind == AgentStateKind::Routable) == available;
            return if join { Ok(None) } else { Err(Refusal::Superseded) };
        }
        let settled = agent.state.kind != AgentStateKind::Error;
        if settled && agent.is_effectively_available() == available {
            return Ok(None);
        }
        let state = agent
            .find(available, self.settings.unavailable_state.as_deref())
            .ok_or(Refusal::NoSuchState)?
            .clone();
        Ok(Some((state, self.is_on_contact(agent))))
    }

    fn fail_change(&mut self, refusal: &Refusal, out: &mut Vec<Command>) {
        if let Some(mut change) = self.change.take() {
            change.answer(&Err(refusal.clone()), out);
            self.change_refusal = Some(refusal.clone());
        }
    }

    /// Signs out: first offline, then out of Connect.
    pub(super) fn sign_out(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.signing_out.is_some() || !self.link.is_up() {
            return;
        }
        if self.needs_agent() {
            self.change_refusal = Some(Refusal::OnContact);
            return;
        }
        self.abandon_change(out);
        self.change_refusal = None;
        let offline = self.agent.as_ref().and_then(|agent| {
            let there = agent.state.kind == AgentStateKind::Offline;
            let offline = |kind: &AgentStateKind| *kind == AgentStateKind::Offline;
            agent.selectable.iter().find(|state| !there && offline(&state.kind)).cloned()
        });
        let Some(state) = offline else { return self.leave(now, out) };
        let id = self.next_command();
        let request = ConnectRequest::SetState { arn: state.arn, enqueue: false };
        out.push(Command::Connect { id, request });
        self.signing_out = Some(SigningOut::Offline(Pending::new((), id, None, now)));
    }

    /// Handles Streams' result for the way offline; after a refusal there is time to see a contact that came. Returns
    /// whether it was for that.
    pub(super) fn settle_sign_out(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        now: Millis,
        out: &mut Vec<Command>,
    ) -> bool {
        let asked = |leaving: &SigningOut| matches!(leaving, SigningOut::Offline(pending) if pending.id == id);
        if !self.signing_out.as_ref().is_some_and(asked) {
            return false;
        }
        if outcome.is_ok() {
            self.leave(now, out);
        }
        true
    }

    /// Leaves without waiting any longer; gives up when Amazon does not confirm the sign-out.
    pub(super) fn expire_sign_out(&mut self, now: Millis, out: &mut Vec<Command>) {
        match self.signing_out.as_ref().filter(|leaving| now >= leaving.deadline()) {
            Some(SigningOut::Offline(_)) => self.leave(now, out),
            Some(SigningOut::Leaving(_)) => self.signing_out = None,
            None => {}
        }
    }

    /// When the next look at it is due by itself.
    pub(super) fn sign_out_deadline(&self) -> Option<Millis> {
        self.signing_out.as_ref().map(SigningOut::deadline)
    }

    /// The session is over; to be told of the same end again says nothing new.
    pub(super) fn end_session(&mut self, now: Millis) {
        let end = self.inactivity.end(now);
        if self.agent.is_some() && self.signing_out.is_none() {
            self.session_end = self.session_end.or(Some(end));
        }
    }

    /// Signed out: what this agent did, saw and chose is nobody else's business.
    pub(super) fn signed_out(&mut self, out: &mut Vec<Command>) {
        self.forget_connection();
        self.abandon_change(out);
        self.agent = None;
        self.change_refusal = None;
        self.dial_refusal = None;
        self.directory = Directory::default();
        self.reading = None;
        self.front = None;
        self.recent.clear();
        self.notices.clear();
        let microphone = self.audio.microphone;
        self.audio = Audio { microphone, ..Audio::default() };
        for (_, call) in self.calls.iter_mut() {
            call.attempt.log_closed = true;
        }
    }

    /// What the softphone and the worker of one connection said is not true of the next.
    pub(super) fn forget_connection(&mut self) {
        self.inactivity.warning = None;
        self.signing_out = None;
        self.garbled = false;
        self.muted = false;
        self.audio.fault = None;
    }

    /// Another page of the CCP's: it warns by itself, and has the microphone and the audio of no call that is on.
    pub(super) fn enter_ccp_page(&mut self) {
        self.inactivity.warning = None;
        self.muted = false;
        for (_, call) in self.calls.iter_mut() {
            call.lose_audio();
        }
    }

    /// Leaves, unless a contact came while the agent was taken offline.
    fn leave(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.needs_agent() {
            self.signing_out = None;
            self.change_refusal = Some(Refusal::OnContact);
        } else {
            self.signing_out = Some(SigningOut::Leaving(now));
            out.push(Command::SignOut);
        }
    }

    /// Whether a contact, or a call that is being dialled, needs the agent.
    fn needs_agent(&self) -> bool {
        self.dial.is_some() || self.calls.values().any(Call::occupies_agent)
    }

    /// The agent did something: Amazon is told, now and then.
    pub(super) fn note_activity(
        &mut self,
        activity: Activity,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if self.inactivity.counts(activity, now) {
            self.tell_activity(now, out);
        }
    }

    /// The agent wants to stay signed in.
    pub(super) fn stay_signed_in(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.inactivity.ask_to_stay(now) {
            self.tell_activity(now, out);
        }
    }

    /// Tells what is owed, and gives up waiting for Amazon's answer.
    pub(super) fn expire_stay(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.inactivity.is_owed() {
            self.tell_activity(now, out);
        }
        self.inactivity.expire(now);
    }

    fn tell_activity(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.link.is_up() && !self.stood_down && self.inactivity.tell(now) {
            out.push(Command::TellActivity);
        }
    }

    /// Lists the devices.
    pub(super) fn load_devices(&mut self, now: Millis, out: &mut Vec<Command>) {
        if !self.audio.devices.is_loading() {
            let id = self.next_command();
            self.audio.devices = Listing::Loading(id, now);
            out.push(Command::Connect { id, request: ConnectRequest::ListDevices });
        }
    }

    /// Uses a device; the softphone says so by itself once it does.
    pub(super) fn choose_device(
        &mut self,
        kind: DeviceKind,
        device: DeviceId,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        self.audio.asked = Some(id);
        out.push(Command::Connect { id, request: ConnectRequest::SetDevice(kind, device) });
    }

    /// Handles Streams' result for a choice of a device; only a refusal says something. Returns whether it was for one.
    pub(super) fn settle_device(&mut self, id: CommandId, outcome: &Result<(), Failure>) -> bool {
        if self.audio.asked != Some(id) {
            return false;
        }
        self.audio.asked = None;
        if let Err(failure) = outcome {
            self.audio.devices = Listing::Failed(Refusal::Connect(failure.clone()));
        }
        true
    }

    /// The softphone uses another device.
    pub(super) fn device_changed(&mut self, kind: DeviceKind, device: DeviceId) {
        self.audio.chosen.retain(|(of, _)| *of != kind);
        self.audio.chosen.push((kind, device));
    }

    /// Has something else done to the agent's voice; the newest wish counts.
    pub(super) fn choose_enhancement(
        &mut self,
        wish: VoiceEnhancement,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        if let Some(enhancement) = &mut self.audio.enhancement {
            enhancement.wish = Some(EnhancementWish::Asked(wish, id, now));
            out.push(Command::Connect { id, request: ConnectRequest::SetEnhancement(wish) });
        }
    }

    /// Takes what Connect says of its voice enhancement.
    pub(super) fn enhancement_told(&mut self, told: Option<VoiceEnhancement>) {
        let wish = self.audio.enhancement.take().and_then(|before| before.wish);
        // Only another wish than this is still to come.
        let wish = wish.filter(|wish| match wish {
            EnhancementWish::Asked(wish, ..) => Some(*wish) != told,
            EnhancementWish::Refused(_) => false,
        });
        self.audio.enhancement = told.map(|told| Enhancement { told, wish });
    }

    /// Handles Streams' result for a wish; after a success Connect itself is still to tell. Returns whether it was for
    /// one.
    pub(super) fn settle_enhancement(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
    ) -> bool {
        let current = self.enhancement_asked().is_some_and(|(asked, _)| asked == id);
        if let (true, Err(failure)) = (current, outcome) {
            self.refuse_enhancement(failure.clone());
        }
        current
    }

    /// Gives up a wish that Connect does not confirm.
    pub(super) fn expire_enhancement(&mut self, now: Millis) {
        if self.enhancement_deadline().is_some_and(|due| now >= due) {
            self.refuse_enhancement(Failure::TimedOut);
        }
    }

    pub(super) fn enhancement_deadline(&self) -> Option<Millis> {
        self.enhancement_asked().map(|(_, since)| since + COMMAND_TIMEOUT)
    }

    fn enhancement_asked(&self) -> Option<(CommandId, Millis)> {
        match self.audio.enhancement.as_ref()?.wish {
            Some(EnhancementWish::Asked(_, id, since)) => Some((id, since)),
            Some(EnhancementWish::Refused(_)) | None => None,
        }
    }

    fn refuse_enhancement(&mut self, failure: Failure) {
        if let Some(enhancement) = &mut self.audio.enhancement {
            enhancement.wish = Some(EnhancementWish::Refused(Refusal::Connect(failure)));
        }
    }
}
