//! Owns what survives a reload: the engagements, with what was asked of Fusion and when.
//!
//! Two parts (`design.md` 5): the personal tokens go to session storage, the rest to local storage;
//! the codec that splits them lives in `runtime::memory`.

use super::call_log::RecentCall;
use super::dial::Dial;
use super::engagement::Engagement;
use super::event::Transport;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything to remember.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The offers, oldest first, closed ones included.
    pub engagements: Vec<Arc<Engagement>>,
    /// How Fusion was spoken with about them.
    pub transport: Option<Transport>,
    /// The call that Connect was asked for and that has no contact yet.
    pub dial: Option<Dial>,
    /// The calls of this session, newest first.
    pub recent: Vec<RecentCall>,
}
