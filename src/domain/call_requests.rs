//! What is asked of Connect for a call: when it is asked, which facts show it done, and when it is given up.

use super::call::{Alarm, Call, CallWish, Freshness, Preview, Subject};
use super::connect_messages::{ConnectRequest, Failure, PreviewRules, Refusal};
use super::fusion_messages::Reply;
use super::ids::{CommandId, ConnectionId, Millis, Ticket};
use super::memory::keep_newest;
use super::messages::Command;
use super::pending::{Acknowledgement, Pending, reply};
use super::pii::Digits;
use super::snapshot::{ContactState, LegState};

/// Time after which a failure is told though no snapshot shows what became of the contact.
const DOUBT_TIMEOUT: Millis = Millis::seconds(2);
/// The softphone opens the microphone at the end of a call; the end shows within this span.
const ALARM_GRACE: Millis = Millis::seconds(1);
/// Time for the data to show that Amazon made a campaign's call by itself; after it Amazon is asked.
const PREVIEW_GRACE: Millis = Millis::seconds(1);
/// Number of unconfirmed tones that are kept.
const REMEMBERED_TONES: usize = 32;

/// What a wish comes to.
enum Plan {
    /// It is so already.
    Already,
    /// Connect is asked; ending a contact that rings is declining it.
    Ask(CallWish, ConnectRequest),
    /// It was asked already.
    Join,
}

/// What the softphone says of the agent.
#[derive(Clone, Copy)]
pub(super) struct Softphone {
    /// Whether calls are heard in the browser, and not on a desk phone.
    pub(super) used: bool,
    pub(super) muted: bool,
}

impl Call {
    /// What is asked about `subject` and not confirmed.
    pub fn pending(&self, subject: Subject) -> Option<&CallWish> {
        self.requests.iter().map(|request| &request.wish).find(|wish| wish.subject() == subject)
    }

    /// Towards which state `Hold` is asked for.
    pub fn pending_hold(&self) -> Option<bool> {
        let pending = self.pending(Subject::Hold)?;
        Some(*pending == CallWish::Hold(true))
    }

    /// Towards which state `Mute` is asked for.
    pub fn pending_mute(&self) -> Option<bool> {
        let pending = self.pending(Subject::Mute)?;
        Some(*pending == CallWish::Mute(true))
    }

    /// Takes a wish; `ticket` is the command of Fusion to answer.
    pub(super) fn wish(
        &mut self,
        wish: CallWish,
        softphone: Softphone,
        ticket: Option<Ticket>,
        id: CommandId,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let subject = wish.subject();
        match self.plan(wish, softphone) {
            Ok(Plan::Already) => reply(ticket, Ok(Reply::Done), out),
            Ok(Plan::Join) => {
                let same = |request: &&mut Pending<CallWish>| request.wish.subject() == subject;
                if let Some(request) = self.requests.iter_mut().find(same) {
                    request.join(ticket, out);
                }
            }
            Ok(Plan::Ask(wish, request)) => {
                self.attempt.refusal = None;
                self.attempt.answering_here |= wish == CallWish::Accept;
                if subject == Subject::Parties {
                    self.before = self.parties();
                }
                self.requests.push(Pending::new(wish, id, ticket, now));
                keep_newest(&mut self.requests, REMEMBERED_TONES, |request| {
                    request.wish.subject() == Subject::Tones
                });
                out.push(Command::Connect { id, request });
            }
            Err(refusal) => {
                if ticket.is_none() {
                    self.attempt.refusal = Some(refusal.clone());
                }
                reply(ticket, Err(refusal), out);
            }
        }
    }

    /// Says what a wish comes to as the call stands; `tables.md` shows it whole.
    fn plan(&self, wish: CallWish, softphone: Softphone) -> Result<Plan, Refusal> {
        let contact = self.facts.id.clone();
        let (so_already, request) = match &wish {
            CallWish::End if self.is_ringing() => return self.plan(CallWish::Reject, softphone),
            CallWish::End if self.preview_rules().is_some() => {
                return self.plan(CallWish::Skip, softphone);
            }
            CallWish::Accept if self.rings_on_phone(softphone.used) => {
                return Err(Refusal::AnswerOnPhone);
            }
            CallWish::Accept => (self.judge_life(&wish)?, ConnectRequest::Accept(contact)),
            CallWish::CallNow => (self.judge_call_now()?, ConnectRequest::Engage(contact)),
            // Amazon names no request for it: what it knows of a call that is not made is to be declined.
            CallWish::Skip => (self.judge_skip()?, ConnectRequest::Reject(contact)),
            CallWish::Clear => (self.judge_life(&wish)?, ConnectRequest::Clear(contact)),
            CallWish::End => (self.judge_life(&wish)?, ConnectRequest::End(contact)),
            CallWish::Reject => (self.judge_life(&wish)?, ConnectRequest::Reject(contact)),
            CallWish::Hold(on) => self.plan_hold(*on)?,
            CallWish::Mute(on) => self.plan_mute(*on, softphone.muted)?,
            CallWish::Digits(digits) => (false, self.plan_digits(digits)?),
            CallWish::Add(callee) => {
                self.check_parties(self.takes_another())?;
                (false, ConnectRequest::AddLeg(contact, callee.clone()))
            }
            CallWish::Drop(leg) => {
                self.check_parties(self.has_leg(leg))?;
                (false, ConnectRequest::DropLeg(contact, leg.clone()))
            }
            CallWish::MuteParty(leg) => {
                self.check_parties(self.has_leg(leg))?;
                (false, ConnectRequest::MuteLeg { contact, leg: leg.clone(), on: true })
            }
            CallWish::Join => {
                self.check_parties(self.can_join())?;
                (false, ConnectRequest::Join(contact))
            }
            CallWish::Swap => {
                self.check_parties(self.can_swap())?;
                (false, ConnectRequest::Swap(contact))
            }
        };
        let subject = wish.subject();
        match self.pending(subject).filter(|_| subject != Subject::Tones) {
            // A second press of the same is the same wish.
            Some(pending) if *pending == wish => Ok(Plan::Join),
            // Asking would forget who waits for the other request.
            Some(_) if !so_already || subject != Subject::Life => Err(Refusal::Superseded),
            Some(_) | None if so_already => Ok(Plan::Already),
            Some(_) | None => Ok(Plan::Ask(wish, request)),
        }
    }

    /// Whether a wish for the life of the contact is fulfilled already.
    ///
    /// # Errors
    /// Why it cannot be.
    fn judge_life(&self, wish: &CallWish) -> Result<bool, Refusal> {
        let active = self.facts.state.is_active();
        let ringing = self.is_ringing();
        let pending = self.pending(Subject::Life);
        // Of what could never be read Connect knows what it is; it refuses what does not fit.
        let unknown = pending.is_none() && self.freshness == Freshness::Never;
        if pending == Some(wish) || unknown {
            return Ok(false);
        }
        match (wish, pending) {
            (CallWish::Accept, Some(CallWish::Reject)) => Err(Refusal::AlreadyDeclining),
            (CallWish::Reject, Some(CallWish::Accept)) => Err(Refusal::AlreadyAnswering),
            (CallWish::Accept, _) if self.facts.state == ContactState::Connected => Ok(true),
            (CallWish::Accept, _) if !active => Err(Refusal::NoLongerThere),
            (CallWish::Accept, _) if !ringing => Err(Refusal::NotRinging),
            (CallWish::Reject, _) if active && !ringing => Err(Refusal::AlreadyConnected),
            (CallWish::Clear, _) if active => Err(Refusal::AlreadyConnected),
            (CallWish::Reject | CallWish::End, _) => Ok(!active),
            (_, _) => Ok(false),
        }
    }

    /// Whether a campaign's call is made already.
    ///
    /// # Errors
    /// Why Amazon cannot be asked to make it.
    fn judge_call_now(&self) -> Result<bool, Refusal> {
        match self.attempt.preview {
            _ if !self.facts.state.is_active() => Err(Refusal::NoLongerThere),
            _ if self.is_ringing() => Err(Refusal::NotConnected),
            Some(_) if self.is_preview_untold() => Err(Refusal::PreviewUntold),
            Some(_) | None => Ok(!self.is_previewed()),
        }
    }

    /// Whether a campaign's call is gone already.
    ///
    /// # Errors
    /// That it may not be skipped.
    fn judge_skip(&self) -> Result<bool, Refusal> {
        let over = !self.facts.state.is_active();
        if over || self.may_skip() { Ok(over) } else { Err(Refusal::CannotSkip) }
    }

    /// Whether the agent has a campaign's call of whose preview the CCP tells nothing.
    pub fn is_preview_untold(&self) -> bool {
        self.is_previewed() && self.attempt.preview == Some(Preview::Untold)
    }

    /// Asks Amazon how the preview stands; the answer to an earlier question is of no use any more.
    pub(super) fn ask_preview(&mut self, id: CommandId, out: &mut Vec<Command>) {
        self.attempt.preview_asked = Some(id);
        let request = ConnectRequest::AskPreview(self.facts.id.clone());
        out.push(Command::Connect { id, request });
    }

    /// Handles Amazon's answer about the preview; without one, what it said before holds, and the answer may come late.
    pub(super) fn preview_told(
        &mut self,
        outcome: &Result<Option<PreviewRules>, Failure>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if *outcome != Err(Failure::TimedOut) {
            self.attempt.preview_asked = None;
        }
        self.attempt.preview = Some(match outcome {
            Ok(Some(rules)) => Preview::Looking(*rules),
            Ok(None) => Preview::Over,
            Err(_) => self.attempt.preview.unwrap_or(Preview::Untold),
        });
        // Where Amazon lets the time pass, it makes the call when it does.
        if self.preview_ends().is_some_and(|ends| now >= ends + PREVIEW_GRACE)
            && let Some(Preview::Looking(rules)) = &mut self.attempt.preview
        {
            rules.dials_after = None;
        }
        self.finish(Self::shows, out);
    }

    fn plan_hold(&self, on: bool) -> Result<(bool, ConnectRequest), Refusal> {
        self.check_on(self.is_handled())?;
        let leg = self.hold_leg().ok_or(Refusal::NobodyThere)?.id.clone();
        let consulting = self.is_consulting();
        let held = if consulting { self.holds_customer() } else { self.is_held() };
        if consulting && held != on {
            return Err(Refusal::Consulting);
        }
        let contact = self.facts.id.clone();
        Ok((held == on, ConnectRequest::Hold { contact, leg, on }))
    }

    fn plan_mute(&self, on: bool, muted: bool) -> Result<(bool, ConnectRequest), Refusal> {
        self.check_on(self.is_audible())?;
        let leg = self.facts.agent_leg.as_ref();
        if !on && leg.is_some_and(|leg| leg.forced_mute) {
            return Err(Refusal::ForcedMute);
        }
        let contact = self.facts.id.clone();
        let request = match leg.filter(|_| self.is_muted_by_connect()) {
            Some(leg) => ConnectRequest::MuteLeg { contact, leg: leg.id.clone(), on },
            None => ConnectRequest::Mute(on),
        };
        Ok((self.is_muted(muted) == on, request))
    }

    /// Tones go to whoever the agent talks with, the customer first: the one on hold hears nothing.
    fn plan_digits(&self, digits: &Digits) -> Result<ConnectRequest, Refusal> {
        self.check_on(self.is_handled())?;
        let mut legs = self.facts.customer_leg.iter().chain(self.facts.other_legs());
        let leg = legs.find(|leg| leg.state == LegState::Connected).ok_or(Refusal::NobodyThere)?;
        Ok(ConnectRequest::Digits(self.facts.id.clone(), leg.id.clone(), digits.clone()))
    }

    fn check_on(&self, on: bool) -> Result<(), Refusal> {
        if on {
            Ok(())
        } else if self.facts.state.is_active() {
            Err(Refusal::NotConnected)
        } else {
            Err(Refusal::NoLongerThere)
        }
    }

    fn check_parties(&self, there: bool) -> Result<(), Refusal> {
        if !self.is_handled() {
            Err(Refusal::NotConnected)
        } else if there {
            Ok(())
        } else {
            Err(Refusal::NobodyThere)
        }
    }

    fn has_leg(&self, id: &ConnectionId) -> bool {
        self.facts.legs().any(|leg| leg.id == *id)
    }

    /// Handles Streams' result for a request. Returns whether it was for one of this call.
    pub(super) fn settle(
        &mut self,
        id: CommandId,
        outcome: &Result<(), Failure>,
        now: Millis,
        out: &mut Vec<Command>,
    ) -> bool {
        if let Some((wish, _)) = self.attempt.lapsed.take_if(|(_, lapsed)| *lapsed == id) {
            if outcome.is_ok() {
                self.confirm(&wish);
                self.take_back_refusal();
            }
            return true;
        }
        // Muting locally has no callback (`connect.md` C.4): only the toggle tells.
        let by_connect = self.is_muted_by_connect();
        let Some(request) = self.requests.iter_mut().find(|request| request.id == id) else {
            return false;
        };
        let wish = request.wish.clone();
        let subject = wish.subject();
        // Amazon may have made a campaign's call by itself meanwhile.
        let contested = matches!(wish, CallWish::Accept | CallWish::CallNow);
        let doubtful = |failure: &Failure| {
            subject == Subject::Life && (contested || *failure == Failure::TimedOut)
        };
        let verdict = match outcome {
            Ok(()) if subject == Subject::Tones => Some(Ok(())),
            Ok(()) if subject == Subject::Mute && !by_connect => None,
            Ok(()) => {
                request.acknowledge(out);
                self.confirm(&wish);
                None
            }
            Err(failure) if doubtful(failure) => {
                request.doubt(failure.clone(), now + DOUBT_TIMEOUT);
                None
            }
            // Nothing heard yet: a snapshot may still show it.
            Err(Failure::TimedOut) if subject != Subject::Tones => None,
            Err(failure) => Some(Err(Refusal::Connect(failure.clone()))),
        };
        self.finish(|_, request| verdict.clone().filter(|_| request.id == id), out);
        true
    }

    /// Notes what Connect confirmed; the reasons of `design.md` 3 depend on it.
    fn confirm(&mut self, wish: &CallWish) {
        self.attempt.declined |= *wish == CallWish::Reject;
        self.attempt.ended_here |= matches!(wish, CallWish::End | CallWish::Skip);
    }

    /// Ends every request that `verdict` has an outcome for, and tells whoever waits and the agent.
    pub(super) fn finish(
        &mut self,
        verdict: impl Fn(&Self, &Pending<CallWish>) -> Option<Result<(), Refusal>>,
        out: &mut Vec<Command>,
    ) {
        for mut request in core::mem::take(&mut self.requests) {
            let Some(outcome) = verdict(self, &request) else {
                self.requests.push(request);
                continue;
            };
            request.answer(&outcome, out);
            let is_life = request.wish.subject() == Subject::Life;
            match outcome {
                Ok(()) => self.confirm(&request.wish),
                Err(refusal) => {
                    let by_connect = matches!(refusal, Refusal::Connect(_));
                    if is_life && by_connect {
                        let unheard = request.acknowledgement != Acknowledgement::Success;
                        self.attempt.accept_failed |= unheard && request.wish == CallWish::Accept;
                    }
                    if is_life || request.here {
                        self.attempt.refusal = Some(refusal);
                        let life = self
                            .attempt
                            .lapsed
                            .as_ref()
                            .is_some_and(|(wish, _)| wish.subject() == Subject::Life);
                        if by_connect && (is_life || !life) {
                            // A success may come late; that of an end counts more than that of a hold.
                            self.attempt.lapsed = Some((request.wish, request.id));
                        }
                    }
                }
            }
        }
    }

    /// Compares what was asked with the facts that the newest snapshot brought; `was_muted` is what the one before
    /// said of the agent's leg, `muted` what the softphone says.
    pub(super) fn judge(
        &mut self,
        was_muted: bool,
        muted: bool,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        if was_muted && !self.is_muted(muted) {
            if self.pending_mute() != Some(false) {
                self.alarm = Alarm::Suspected(now);
            }
            let unmuted = |request: &Pending<CallWish>| request.wish == CallWish::Mute(false);
            self.finish(|_, request| unmuted(request).then_some(Ok(())), out);
        }
        self.finish(Self::shows, out);
        self.overtake_refusal();
        if self.facts.state != ContactState::Connected {
            self.alarm = Alarm::None;
            self.drop_controls(out);
        }
    }

    /// Takes a refusal back that the facts overtook: what was wished came about after all.
    fn overtake_refusal(&mut self) {
        let Some((wish, id)) = self.attempt.lapsed.clone() else { return };
        let lapsed = Pending::new(wish, id, None, Millis(0));
        if self.shows(&lapsed) == Some(Ok(())) {
            self.take_back_refusal();
            // Who ended it is known from a late success alone.
            let ends = matches!(lapsed.wish, CallWish::End | CallWish::Reject | CallWish::Skip);
            self.attempt.lapsed.take_if(|_| !ends);
        }
    }

    /// Notes that the softphone switched the microphone as was wished, though late.
    pub(super) fn mute_came_late(&mut self, muted: bool) {
        if matches!(self.attempt.lapsed, Some((CallWish::Mute(on), _)) if on == muted) {
            self.take_back_refusal();
        }
    }

    fn take_back_refusal(&mut self) {
        self.attempt.refusal.take_if(|refusal| matches!(refusal, Refusal::Connect(_)));
    }

    /// Whether the facts show that a request came about, or that it cannot any more.
    pub(super) fn shows(&self, request: &Pending<CallWish>) -> Option<Result<(), Refusal>> {
        let facts = &self.facts;
        let active = facts.state.is_active();
        let talking = facts.state == ContactState::Connected;
        let failed =
            || request.doubted_failure().map(|failure| Err(Refusal::Connect(failure.clone())));
        let done = match &request.wish {
            CallWish::Accept if talking => true,
            CallWish::Accept if request.doubted_failure().is_some() => return failed(),
            CallWish::Accept | CallWish::CallNow if !active => {
                return Some(Err(Refusal::NoLongerThere));
            }
            // An accepted callback dials the customer next; that is the effect of the accept.
            CallWish::Accept => !self.is_ringing(),
            CallWish::Reject if talking => return Some(Err(Refusal::AlreadyConnected)),
            CallWish::Reject if !self.is_ringing() => true,
            CallWish::End | CallWish::Skip if !active => true,
            CallWish::CallNow if !self.is_previewed() => true,
            CallWish::CallNow if self.attempt.preview_asked.is_some() => false,
            // What is active again was cleared, though no snapshot was without it.
            CallWish::Clear if active => true,
            CallWish::CallNow
            | CallWish::Clear
            | CallWish::End
            | CallWish::Reject
            | CallWish::Skip => return failed(),
            CallWish::Add(_) => facts.other_legs().any(|leg| !self.before.others.contains(&leg.id)),
            CallWish::Drop(id) => !facts.legs().any(|leg| leg.id == *id && leg.state.is_active()),
            CallWish::Join => {
                !self.holds_customer() && facts.other_legs().all(|leg| leg.state != LegState::Hold)
            }
            CallWish::MuteParty(id) => facts.legs().any(|leg| leg.id == *id && leg.muted),
            CallWish::Swap => self.holds_customer() != self.before.held,
            CallWish::Hold(on) => self.is_held() == *on,
            // Otherwise the softphone tells.
            CallWish::Mute(on) => self.is_muted_by_connect() && self.is_muted(false) == *on,
            CallWish::Digits(_) => false,
        };
        done.then_some(Ok(()))
    }

    /// Ends what was asked, because the contact left the snapshot.
    pub(super) fn end_requests(&mut self, out: &mut Vec<Command>) {
        let unconfirmed = |request: &Pending<CallWish>| {
            request.wish == CallWish::Accept && request.doubted_failure().is_some()
        };
        self.attempt.accept_failed |= self.requests.iter().any(unconfirmed);
        let outcome = |request: &Pending<CallWish>| {
            let in_vain = matches!(request.wish, CallWish::Accept | CallWish::CallNow);
            if in_vain { Err(Refusal::NoLongerThere) } else { Ok(()) }
        };
        self.finish(
            |_, request| (request.wish.subject() == Subject::Life).then(|| outcome(request)),
            out,
        );
        self.drop_controls(out);
    }

    /// Ends every wish but those for the life of the contact, because the call is over; the agent sees that.
    fn drop_controls(&mut self, out: &mut Vec<Command>) {
        let is_control = |request: &mut Pending<CallWish>| request.wish.subject() != Subject::Life;
        for mut request in self.requests.extract_if(.., is_control) {
            request.answer(&Err(Refusal::NoLongerThere), out);
        }
    }

    /// Gives up what nobody confirmed, and raises the alarm that is due.
    pub(super) fn expire(&mut self, now: Millis, out: &mut Vec<Command>) {
        if self.alarm_deadline().is_some_and(|due| now >= due) {
            self.alarm = Alarm::Raised;
        }
        let due = |request: &Pending<CallWish>| {
            (deadline(request)? <= now).then(|| {
                let failure = request.doubted_failure().cloned().unwrap_or(Failure::TimedOut);
                Err(Refusal::Connect(failure))
            })
        };
        self.finish(|_, request| due(request), out);
    }

    /// When the next look at it is due by itself.
    pub(super) fn deadline(&self) -> Option<Millis> {
        let requests = self.requests.iter().filter_map(deadline);
        requests.chain(self.alarm_deadline()).chain(self.preview_due()).min()
    }

    /// When Amazon is asked whether it made the call by itself.
    pub(super) fn preview_due(&self) -> Option<Millis> {
        let ends = self.preview_ends().filter(|_| self.attempt.preview_asked.is_none());
        ends.map(|ends| ends + PREVIEW_GRACE)
    }

    fn alarm_deadline(&self) -> Option<Millis> {
        match self.alarm {
            Alarm::Suspected(at) => Some(at + ALARM_GRACE),
            Alarm::None | Alarm::Raised => None,
        }
    }
}

/// When a request is given up; nothing is ever shown of tones.
fn deadline(request: &Pending<CallWish>) -> Option<Millis> {
    (request.wish.subject() != Subject::Tones).then(|| request.deadline())
}
