//! Wishes for a call, of the agent or of Fusion, and what concerns several calls: the one in front, the one microphone.

use super::Model;
use crate::domain::agent::{Enhancement, EnhancementWish};
use crate::domain::call::{Alarm, Call, CallWish};
use crate::domain::call_requests::Softphone;
use crate::domain::connect_messages::{
    Callee, ConnectRequest, DeviceKind, Listing, VoiceEnhancement,
};
use crate::domain::ids::{CommandId, ContactId, DeviceId, Millis, Ticket};
use crate::domain::messages::{Command, Target};
use crate::domain::pending::{Pending, reply};
use crate::domain::pii::{DialNumber, NumberFault};
use crate::domain::refusal::{COMMAND_TIMEOUT, Failure, Refusal};

impl Model {
    /// Takes a wish for one contact; `ticket` is the command of Fusion to answer.
    pub(super) fn wish(
        &mut self,
        contact: &ContactId,
        wish: CallWish,
        ticket: Option<Ticket>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        let used = self.agent.as_ref().is_none_or(|agent| agent.softphone);
        let softphone = Softphone { used, muted: self.muted };
        match self.calls.get_mut(contact) {
            Some(call) => call.wish(wish, softphone, ticket, id, now, out),
            None => reply(ticket, Err(Refusal::NoLongerThere), out),
        }
    }

    /// The softphone switched the microphone.
    pub(super) fn mute_toggled(&mut self, muted: bool, now: Millis, out: &mut Vec<Command>) {
        let opened = self.muted && !muted;
        self.muted = muted;
        // There is one microphone for all calls, and the wish may be another one's.
        let wished = self.calls.values().any(|call| call.pending_mute() == Some(false));
        for call in
            self.calls.iter_mut().map(|(_, call)| call).filter(|call| !call.is_muted_by_connect())
        {
            if opened && !wished && call.has_microphone() {
                call.alarm = Alarm::Suspected(now);
            }
            if muted {
                call.alarm = Alarm::None;
            }
            let outcome = |request: &Pending<CallWish>| {
                (request.wish == CallWish::Mute(muted)).then_some(Ok(()))
            };
            call.finish(|_, request| outcome(request), out);
        }
    }
}

impl Model {
    /// Asks how the previews stand whose time is over.
    pub(super) fn expire_previews(&mut self, now: Millis, out: &mut Vec<Command>) {
        let due = |call: &Call| call.preview_due().is_some_and(|due| now >= due);
        let over = self.calls.values().filter(|call| due(call));
        let over: Vec<ContactId> = over.map(|call| call.facts.id.clone()).collect();
        for contact in over {
            let id = self.next_command();
            if let Some(call) = self.calls.get_mut(&contact) {
                call.ask_preview(id, out);
            }
        }
    }

    /// Lists the quick connects.
    pub(super) fn load_endpoints(&mut self, now: Millis, out: &mut Vec<Command>) {
        if !self.directory.is_loading() {
            let id = self.next_command();
            self.directory = Listing::Loading(id, now);
            out.push(Command::Connect { id, request: ConnectRequest::ListEndpoints });
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

    /// Takes Streams' word on a device; only a refusal says something.
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

    /// Takes Connect's word on its voice enhancement.
    pub(super) fn enhancement_told(&mut self, told: Option<VoiceEnhancement>) {
        let wish = self.audio.enhancement.take().and_then(|before| before.wish);
        // Only another wish than this is still to come.
        let wish = wish.filter(|wish| match wish {
            EnhancementWish::Asked(wish, ..) => Some(*wish) != told,
            EnhancementWish::Refused(_) => false,
        });
        self.audio.enhancement = told.map(|told| Enhancement { told, wish });
    }

    /// Takes Streams' word on a wish; its success is not yet Connect's word.
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

    /// Calls somebody else besides the customer; a number is read first.
    pub(super) fn consult(
        &mut self,
        contact: &ContactId,
        target: Target,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        match target {
            Target::QuickConnect(arn) => {
                let wish = CallWish::Add(Callee::QuickConnect(arn));
                self.wish(contact, wish, None, now, out);
            }
            Target::Number(text, country) => {
                let id = self.next_command();
                let Some(call) = self.calls.get_mut(contact) else { return };
                if text.as_str().is_empty() {
                    call.attempt.refusal = Some(Refusal::BadNumber);
                    return;
                }
                call.attempt.refusal = None;
                self.reading = Some((id, contact.clone()));
                out.push(Command::ReadNumber { id, text, country });
            }
        }
    }

    /// The number of somebody to call was read, or could not be.
    pub(super) fn callee_read(
        &mut self,
        id: CommandId,
        outcome: Result<DialNumber, NumberFault>,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let Some((_, contact)) = self.reading.take_if(|(of, _)| *of == id) else { return };
        match self.callable(outcome) {
            Ok(DialNumber { number, extension, .. }) => {
                if let Some(call) = self.calls.get_mut(&contact) {
                    call.extension = extension.or_else(|| call.extension.take());
                }
                self.wish(&contact, CallWish::Add(Callee::Number(number)), None, now, out);
            }
            Err(refusal) => {
                if let Some(call) = self.calls.get_mut(&contact) {
                    call.attempt.refusal = Some(refusal);
                }
            }
        }
    }

    /// A number that Connect may dial; countries that share a calling code are one, and one that is not known is
    /// left to Connect.
    ///
    /// # Errors
    /// Why it is none.
    pub(super) fn callable(
        &self,
        read: Result<DialNumber, NumberFault>,
    ) -> Result<DialNumber, Refusal> {
        let read = read.map_err(|fault| match fault {
            NumberFault::Ambiguous(national, other) => Refusal::NeedsPlus(national, other),
            NumberFault::Invalid | NumberFault::Unreadable => Refusal::BadNumber,
        })?;
        let listed = self.agent.as_ref().map(|agent| agent.dialable.as_slice()).unwrap_or_default();
        let may = |code: &String| listed.iter().any(|known| known.eq_ignore_ascii_case(code));
        let unknown = listed.is_empty() || read.countries.is_empty();
        if unknown || read.countries.iter().any(may) {
            Ok(read)
        } else {
            Err(Refusal::CountryNotAllowed)
        }
    }
}
