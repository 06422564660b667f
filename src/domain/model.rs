//! Owns the state of the whole core.

use super::time::Millis;

/// How the caller's number is written into `SVCMCA_ANI` (`fusion.md` F.8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AniFormat {
    /// As Connect gave it.
    AsIs,
    /// Digits only.
    Digits,
    /// A plus and digits.
    #[default]
    E164,
}

/// What Fusion is told after a call (`fusion.md` B.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WrapUp {
    /// `ENDCOMMUNICATION` at once.
    None,
    /// `WRAPUP`, and `ENDCOMMUNICATION` after this span or when the contact is cleared.
    Timed(Millis),
    /// `WRAPUP` only.
    #[default]
    Unlimited,
}

/// The part of the configuration that the core decides by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How the caller's number is written.
    pub ani: AniFormat,
    /// What happens after a call.
    pub wrap_up: WrapUp,
    /// The name of the state to take for "not available".
    pub unavailable_state: Option<String>,
    /// How long the CCP may say nothing while the page is visible.
    pub silence_visible: Millis,
    /// The same while it is hidden: timers of a covered window are throttled.
    pub silence_hidden: Millis,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ani: AniFormat::E164,
            wrap_up: WrapUp::Unlimited,
            unavailable_state: None,
            silence_visible: Millis::seconds(16),
            silence_hidden: Millis::seconds(75),
        }
    }
}

/// The state of the whole core.
#[derive(Clone, Debug)]
pub struct Model {
    /// The configuration.
    pub settings: Settings,
}
