//! The window in which the controls are: this page's own, or the one that was popped out of it. Its document has
//! the keyboard and the title, and its timers are those that run while it is seen.

use std::cell::RefCell;

use web_sys::{Document, Window};

thread_local! {
    /// The popped-out window, while it shows the controls.
    static POPPED_OUT: RefCell<Option<Window>> = const { RefCell::new(None) };
}

/// Moves the controls into a popped-out window, or back.
pub fn set(popped_out: Option<Window>) {
    POPPED_OUT.set(popped_out);
}

/// The window in which the controls are.
pub fn window() -> Option<Window> {
    POPPED_OUT.with_borrow(Clone::clone).or_else(web_sys::window)
}

/// Its document.
pub fn document() -> Option<Document> {
    window()?.document()
}
