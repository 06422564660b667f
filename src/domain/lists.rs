//! Owns what is listed for the agent on demand: quick connects and devices; and whom to add to a call.
//!
//! Must never ask twice at a time.

use super::audio::{Device, DeviceKind, Devices};
use super::call::COMMAND_TIMEOUT;
use super::command::{Callee, Command, ConnectRequest, Refusal};
use super::event::{DialNumber, Failure, NumberFault, Target};
use super::ids::{CommandId, ContactId, DeviceId};
use super::model::Model;
use super::parties::PartyWish;
use super::quick_connects::{Directory, QuickConnect};
use super::time::Millis;

impl Model {
    /// Lists the quick connects; a list that is there stays until the new one comes.
    pub(super) fn load_endpoints(&mut self, now: Millis, out: &mut Vec<Command>) {
        if matches!(self.directory, Directory::Loading(..)) {
            return;
        }
        let id = self.next_command();
        self.directory = Directory::Loading(id, now);
        out.push(Command::Connect { id, request: ConnectRequest::ListEndpoints });
    }

    /// Takes the list.
    pub(super) fn endpoints_listed(
        &mut self,
        id: CommandId,
        outcome: Result<Vec<QuickConnect>, Failure>,
    ) {
        if matches!(self.directory, Directory::Loading(of, _) if of == id) {
            self.directory = outcome.map_or_else(
                |failure| Directory::Failed(Refusal::Connect(failure)),
                Directory::Listed,
            );
        }
    }

    /// Lists the devices.
    pub(super) fn load_devices(&mut self, now: Millis, out: &mut Vec<Command>) {
        if matches!(self.audio.devices, Devices::Loading(..)) {
            return;
        }
        let id = self.next_command();
        self.audio.devices = Devices::Loading(id, now);
        out.push(Command::Connect { id, request: ConnectRequest::ListDevices });
    }

    /// Takes the list.
    pub(super) fn devices_listed(&mut self, id: CommandId, outcome: Result<Vec<Device>, Failure>) {
        if matches!(self.audio.devices, Devices::Loading(of, _) if of == id) {
            self.audio.devices = outcome
                .map_or_else(|failure| Devices::Failed(Refusal::Connect(failure)), Devices::Listed);
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
            self.audio.devices = Devices::Failed(Refusal::Connect(failure.clone()));
        }
        true
    }

    /// The softphone uses another device.
    pub(super) fn device_changed(&mut self, kind: DeviceKind, device: DeviceId) {
        self.audio.chosen.retain(|(of, _)| *of != kind);
        self.audio.chosen.push((kind, device));
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
                self.wish_party(contact, PartyWish::Add(Callee::QuickConnect(arn)), now, out);
            }
            Target::Number(text, country) => {
                let id = self.next_command();
                let Some(call) = self.calls.get_mut(contact) else { return };
                if text.as_str().is_empty() {
                    call.refusal = Some(Refusal::BadNumber);
                    return;
                }
                call.refusal = None;
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
                self.wish_party(&contact, PartyWish::Add(Callee::Number(number)), now, out);
            }
            Err(refusal) => {
                if let Some(call) = self.calls.get_mut(&contact) {
                    call.refusal = Some(refusal);
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

    /// Takes a wish about who is on a call.
    pub(super) fn wish_party(
        &mut self,
        contact: &ContactId,
        wish: PartyWish,
        now: Millis,
        out: &mut Vec<Command>,
    ) {
        let id = self.next_command();
        if let Some(call) = self.calls.get_mut(contact) {
            call.wish_party(wish, id, now, out);
        }
    }

    /// Gives up a list that does not come.
    pub(super) fn expire_lists(&mut self, now: Millis) {
        let late = || Refusal::Connect(Failure::TimedOut);
        if matches!(self.directory, Directory::Loading(_, at) if now >= at + COMMAND_TIMEOUT) {
            self.directory = Directory::Failed(late());
        }
        if matches!(self.audio.devices, Devices::Loading(_, at) if now >= at + COMMAND_TIMEOUT) {
            self.audio.devices = Devices::Failed(late());
        }
    }

    /// When the next look at the lists is due by itself.
    pub(super) fn lists_deadline(&self) -> Option<Millis> {
        let endpoints = match self.directory {
            Directory::Loading(_, at) => Some(at + COMMAND_TIMEOUT),
            Directory::Failed(_) | Directory::Listed(_) | Directory::Unknown => None,
        };
        let devices = match self.audio.devices {
            Devices::Loading(_, at) => Some(at + COMMAND_TIMEOUT),
            Devices::Failed(_) | Devices::Listed(_) | Devices::Unknown => None,
        };
        endpoints.into_iter().chain(devices).min()
    }
}
