//! Points in time and spans of it, as data: the core has no clock.

use core::ops::{Add, Sub};
use serde::{Deserialize, Serialize};

/// Milliseconds: a point in time since the Unix epoch on this computer's clock, or a span.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Millis(pub u64);

impl Millis {
    /// A span of whole seconds.
    pub const fn seconds(count: u64) -> Self {
        Self(count * 1000)
    }

    /// The span from `earlier` to this point, zero when the clock went back.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Millis {
    type Output = Self;

    fn add(self, span: Self) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub for Millis {
    type Output = Self;

    fn sub(self, span: Self) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}
