//! The size of the toolbar's frame, as far as Fusion gives it (`frontier.md` 12).

use super::customers::{Members, text};
use super::desktop::Desktop;
use serde_json::Value;

const METHOD: &str = "setToolbarDimensions";

impl Desktop {
    /// Gives what is asked for up to the limits of each kind of toolbar, and says when that is less.
    pub(super) fn resize(&mut self, uuid: &str, data: &Members) {
        let pixels = |name: &str| data.get(name).and_then(Value::as_u64);
        // The framework names no kind: its context is of the toolbar that asks.
        let (widest, highest) = match text(data, "barType").unwrap_or("FLOAT_VERTICAL") {
            "MAIN_HORIZONTAL" => (None, 70),
            "FLOAT_VERTICAL" => (Some(470), 470),
            "NOTIFICATION" => (Some(350), 180),
            _ => return self.refuse(METHOD, uuid, "SVCMCA_ERR_INVALID_DIMENSIONS"),
        };
        let (Some(width), Some(height)) = (pixels("width"), pixels("height")) else {
            return self.note("violation: the size of a toolbar is two numbers of pixels");
        };
        self.size = Some((widest.map(|most| width.min(most)), height.min(highest)));
        if height > highest || widest.is_some_and(|most| width > most) {
            return self.refuse(METHOD, uuid, "SVCMCA_ERR_INVALID_DIMENSIONS");
        }
        self.succeed(METHOD, uuid);
    }
}
