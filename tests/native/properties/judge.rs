//! The invariants, checked against what the outside world saw.

use fusion_connect_toolbar::domain::{
    CloseReason, Command, ConnectRequest, EventId, FusionRequest, Millis, Uuid, WrapUp,
};

use super::{CAMPAIGN, NAMES, Watch};
use crate::world::reject;

/// One request about a call.
pub(super) struct Post {
    pub(super) uuid: Uuid,
    /// Our first id of the offer.
    pub(super) offer: EventId,
    pub(super) kind: Kind,
    pub(super) at: Millis,
    pub(super) answered: Option<(Millis, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    New,
    Start,
    WrapUp,
    Write,
    Close,
}

impl Watch {
    pub(super) fn check(&mut self) {
        let sent = self.world.sent.iter().cloned().zip(self.world.times.iter().copied());
        let fresh: Vec<(Command, Millis)> = sent.skip(self.seen).collect();
        self.seen = self.world.sent.len();
        for (command, at) in fresh {
            match command {
                Command::Connect { id, request: ConnectRequest::Accept(contact) } => {
                    if let Some((_, before)) = self.accepts.insert(contact, (id, at)) {
                        assert!(at >= before + Millis::seconds(8), "a second accept in flight");
                    }
                }
                Command::Connect { request: ConnectRequest::Clear(contact), .. } => {
                    assert!(self.clears.contains(&contact), "{contact} cleared and nobody asked");
                }
                Command::Connect { request: ConnectRequest::Engage(contact), .. } => {
                    assert!(self.called_now, "{contact} made and nobody asked");
                }
                Command::Fusion { request: FusionRequest::DialError { event_id, .. }, .. } => {
                    assert!(!self.refused.contains(&event_id), "{event_id} refused twice");
                    self.refused.push(event_id);
                }
                Command::Fusion { uuid, request } => self.check_post(uuid, request, at),
                _ => {}
            }
        }
        for ticket in &self.tickets {
            assert!(self.world.replies(*ticket).len() <= 1, "a command answered twice");
        }
    }

    fn check_post(&mut self, uuid: Uuid, request: FusionRequest, at: Millis) {
        let reason = match &request {
            FusionRequest::Close { reason, .. } => Some(*reason),
            _ => None,
        };
        let (event_id, kind) = match request {
            FusionRequest::New { event_id, .. } => (event_id, Kind::New),
            FusionRequest::Start { event_id, .. } => (event_id, Kind::Start),
            FusionRequest::Close { event_id, reason: CloseReason::WrapUp, .. } => {
                (event_id, Kind::WrapUp)
            }
            FusionRequest::Close { event_id, .. } => (event_id, Kind::Close),
            FusionRequest::WriteWrapUp { event_id, .. } => (event_id, Kind::Write),
            _ => return,
        };
        let offer = self.owner.entry(event_id.clone()).or_insert(event_id).clone();
        let earlier: Vec<&Post> = self.posts.iter().filter(|post| post.offer == offer).collect();
        let of = |kind: Kind| earlier.iter().filter(move |post| post.kind == kind).count();
        for post in &earlier {
            let free = post.answered.is_some() || at >= post.at + Millis::seconds(6);
            assert!(free, "{kind:?} of {offer} while {:?} is in flight", post.kind);
        }
        let new = earlier.iter().rev().find(|post| post.kind == Kind::New);
        let talked = |post: &&Post| matches!(post.kind, Kind::Start | Kind::WrapUp);
        match reason {
            Some(CloseReason::EndCommunication) => {
                assert_ne!(self.wrap_up, WrapUp::Unlimited, "an end that no setting asks for");
            }
            Some(CloseReason::WrapUp) => assert_ne!(self.wrap_up, WrapUp::None),
            Some(reason) => {
                assert!(!earlier.iter().any(talked), "{reason:?} after a talk");
                let contact = offer.as_str().split('~').next().unwrap_or_default();
                let declined = self.world.count(&reject(contact)) > 0;
                let vain = self.refused.contains(&offer);
                let asked = declined || vain;
                assert!(reason != CloseReason::Reject || asked, "a reject nobody asked for");
                let dialled = ["out-", "u-", NAMES[CAMPAIGN]];
                let out = dialled.iter().any(|it| offer.as_str().starts_with(it));
                assert!(reason != CloseReason::Canceled || out, "{offer} was not dialled");
            }
            None => {}
        }
        let closes = of(Kind::WrapUp) + of(Kind::Close);
        // What was taken in time is never told again; a late answer may find it being told again.
        let taken = |kind: Kind| {
            let last = earlier.iter().rev().find(|post| post.kind == kind);
            last.is_some_and(|post| {
                post.answered.is_some_and(|(when, ok)| ok && when < post.at + Millis::seconds(6))
            })
        };
        match kind {
            Kind::New => {
                let campaigns = offer.as_str().starts_with(NAMES[CAMPAIGN]);
                assert!(self.taken || !campaigns, "{offer} told before it was taken");
                assert!(!taken(Kind::New) && !taken(Kind::Start), "new for {offer} though taken");
                assert_eq!(closes, 0, "new after a close");
            }
            Kind::Start => {
                assert!(new.is_some(), "start without new");
                assert!(!taken(Kind::Start), "startCommEvent for {offer} though taken");
                assert_eq!(closes, 0, "start after a close");
            }
            Kind::Write => {
                assert!(self.writes, "{offer} has no wrap-up context");
                assert!(of(Kind::WrapUp) > 0, "{offer} has no wrap-up to write into");
                assert_eq!(of(Kind::Write), 0, "written twice for {offer}");
                assert_eq!(of(Kind::Close), 0, "written into a wrap-up that is closed");
            }
            Kind::WrapUp | Kind::Close if of(kind) == 0 => {
                assert!(new.is_some(), "close without new");
                assert_eq!(of(Kind::Close), 0, "a close after the last one");
            }
            Kind::WrapUp | Kind::Close => {
                // Fusion learned of the call only after this.
                let last = earlier.iter().rev().find(|post| post.kind == kind);
                let late = new.is_some_and(|new| {
                    new.answered.is_some_and(|(when, ok)| {
                        let late = when >= new.at + Millis::seconds(6);
                        ok && late && last.is_some_and(|last| last.at <= when)
                    })
                });
                let again = late || !taken(kind);
                assert!(again, "{kind:?} repeated for {offer}");
            }
        }
        self.posts.push(Post { uuid, offer, kind, at, answered: None });
    }

    /// Everybody hangs up and time passes: nothing may be left open.
    pub(super) fn finish(&mut self) {
        self.contacts = [const { None }; 4];
        self.tell();
        for _ in 0..8 {
            self.world.pass(Millis::seconds(10));
            self.check();
        }
        for ticket in &self.tickets {
            assert_eq!(self.world.replies(*ticket).len(), 1, "a command without an answer");
        }
        let news = self.posts.iter().filter(|post| post.kind == Kind::New);
        for new in news {
            let closed = self.posts.iter().any(|post| {
                post.offer == new.offer && matches!(post.kind, Kind::WrapUp | Kind::Close)
            });
            assert!(closed, "{} was never closed", new.offer);
        }
        for click in &self.clicks {
            let shown = self.posts.iter().any(|post| post.offer == *click);
            assert!(shown || self.refused.contains(click), "{click} was dropped");
        }
        assert_eq!(self.world.model.dial, None, "dialling for ever");
        for offer in &self.world.model.engagements {
            assert!(offer.is_finished(self.wrap_up), "{offer:?}");
        }
    }
}
