//! Where the keyboard is, and where arrow keys take it among the items of a menu, a keypad or a list.

use wasm_bindgen::prelude::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::window::document_of_controls;

/// Whether the person works in the document of the controls now; false when another frame or window has the keyboard.
pub fn is_here() -> bool {
    document_of_controls().is_some_and(|document| document.has_focus().unwrap_or(false))
}

/// The control that has the keyboard; `None` when it is the page itself, for the control left it or was never set.
pub fn holder() -> Option<HtmlElement> {
    let document = document_of_controls()?;
    let element: HtmlElement = document.active_element()?.unchecked_into();
    let body = document.body();
    (body.as_ref() != Some(&element)).then_some(element)
}

/// Gives the keyboard to `element`, scrolled into sight; says whether it took it.
pub fn give(element: &HtmlElement) -> bool {
    element.is_connected() && element.focus().is_ok() && holder().as_ref() == Some(element)
}

/// Gives the keyboard to `element` and moves nothing: what is pressed next stands where it was.
pub fn give_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if element.is_connected() {
        // An element that cannot have the keyboard leaves it where it was.
        drop(element.focus_with_options(&options));
    }
}

/// The elements below `root` that `selector` finds, in their order.
pub fn all(root: &HtmlElement, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| Some(found.item(place)?.unchecked_into())).collect()
}

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusMove {
    /// So many items on, or back.
    By(isize),
    /// To the first item.
    First,
    /// To the last item.
    Last,
}

/// Where `key` leads among items in rows of `columns`.
pub fn key_move(key: &str, columns: isize) -> Option<FocusMove> {
    match key {
        "ArrowDown" => Some(FocusMove::By(columns)),
        "ArrowUp" => Some(FocusMove::By(-columns)),
        "ArrowRight" => Some(FocusMove::By(1)),
        "ArrowLeft" => Some(FocusMove::By(-1)),
        "Home" => Some(FocusMove::First),
        "End" => Some(FocusMove::Last),
        _ => None,
    }
}

/// Gives the keyboard to the item of `root` that `by` leads to; a move to a neighbour wraps.
pub fn move_among(root: &HtmlElement, items: &str, by: FocusMove) {
    let items = all(root, items);
    let holder = holder();
    let now = items.iter().position(|item| Some(item) == holder.as_ref());
    if let Some(item) = target(items.len(), now, by).and_then(|place| items.get(place)) {
        give_among(&items, item);
    }
}

/// Gives the keyboard to `item` and makes it the one that Tab finds.
pub fn give_among(items: &[HtmlElement], item: &HtmlElement) {
    for other in items {
        other.set_tab_index(if other == item { 0 } else { -1 });
    }
    give(item);
}

fn target(count: usize, now: Option<usize>, by: FocusMove) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match (by, now) {
        (FocusMove::First, _) => 0,
        (FocusMove::Last, _) | (FocusMove::By(-1), Some(0)) => last,
        (FocusMove::By(by), None) => {
            if by < 0 {
                last
            } else {
                0
            }
        }
        (FocusMove::By(by), Some(now)) => {
            let to = now.checked_add_signed(by)?;
            if by == 1 { to % count } else { to }
        }
    };
    (to <= last).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::{FocusMove, target};

    #[test]
    fn neighbours_wrap_and_rows_do_not() {
        assert_eq!(target(12, Some(11), FocusMove::By(1)), Some(0));
        assert_eq!(target(12, Some(0), FocusMove::By(-1)), Some(11));
        assert_eq!(target(12, Some(10), FocusMove::By(3)), None);
        assert_eq!(target(12, Some(1), FocusMove::By(3)), Some(4));
        assert_eq!(target(12, Some(1), FocusMove::By(-3)), None);
        assert_eq!(target(3, None, FocusMove::By(-1)), Some(2));
        assert_eq!(target(3, Some(1), FocusMove::Last), Some(2));
        assert_eq!(target(0, None, FocusMove::First), None);
    }
}
