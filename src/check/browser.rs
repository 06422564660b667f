//! Judges what the browser allows this page.

use super::{Cause, Finding};
use crate::domain::Microphone;

/// Judges the storage of a frame; `shared` is `document.hasStorageAccess()`, where there is such a
/// thing.
pub fn partition(third_party: bool, cookies: bool, shared: Option<bool>) -> Finding {
    match (third_party, cookies, shared) {
        (false, _, _) => Cause::PartitionNone,
        (true, false, _) => Cause::PartitionBlocked,
        (true, true, Some(true)) => Cause::PartitionShared,
        (true, true, _) => Cause::PartitionApart,
    }
    .into()
}

/// Judges whether sound may start by itself; `None` where there is no sound at all.
pub fn autoplay(starts: Option<bool>) -> Finding {
    match starts {
        Some(true) => Cause::AutoplayOk,
        Some(false) => Cause::AutoplayWaits,
        None => Cause::AutoplayUnknown,
    }
    .into()
}

/// Judges the microphone before it is opened.
pub fn microphone(delegated: bool, known: Microphone) -> Finding {
    if !delegated {
        return Cause::MicrophoneSkipped.into();
    }
    match known {
        Microphone::Denied | Microphone::DeniedInFrame => Cause::MicrophoneDenied,
        Microphone::Granted => Cause::MicrophoneOk,
        Microphone::Missing => Cause::MicrophoneMissing,
        Microphone::NotDelegated | Microphone::Prompt | Microphone::Unknown => {
            Cause::MicrophonePrompt
        }
    }
    .into()
}

/// Judges what came of opening it: nothing, or the name of the error (`getUserMedia`).
pub fn microphone_opened(outcome: Result<(), &str>) -> Finding {
    match outcome {
        Ok(()) => Cause::MicrophoneOk.into(),
        Err("NotAllowedError" | "SecurityError") => Cause::MicrophoneDenied.into(),
        Err("NotFoundError") => Cause::MicrophoneMissing.into(),
        Err(name) => Cause::MicrophoneBroken.about(name),
    }
}

/// Judges `Notification.permission`; `None` where there are no notifications.
pub fn notifications(permission: Option<&str>, third_party: bool) -> Finding {
    match permission {
        Some("granted") => Cause::NotificationsOk,
        // A browser does not ask in a frame of another site, and then it says that they are denied.
        Some(_) if third_party => Cause::NotificationsNone,
        Some("denied") => Cause::NotificationsDenied,
        Some(_) => Cause::NotificationsAsk,
        None => Cause::NotificationsNone,
    }
    .into()
}

/// Judges whether another toolbar runs in this browser; `None` where Web Locks are denied.
pub fn other_toolbar(held: Option<bool>) -> Finding {
    match held {
        Some(true) => Cause::OtherToolbar,
        Some(false) => Cause::OtherNone,
        None => Cause::OtherUnknown,
    }
    .into()
}
