//! Moves the focus by arrow keys among the items of a menu, a keypad or a list.

use crate::dom::focus;
use web_sys::HtmlElement;

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FocusMove {
    /// So many items on, or back.
    By(isize),
    /// To the first item.
    First,
    /// To the last item.
    Last,
}

/// Where `key` leads among items in rows of `columns`.
pub(crate) fn step(key: &str, columns: isize) -> Option<FocusMove> {
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

/// Gives the keyboard to the item of `root` that `step` leads to; a step to a neighbour wraps.
pub(crate) fn go(root: &HtmlElement, items: &str, step: FocusMove) {
    let items = focus::all(root, items);
    let holder = focus::holder();
    let now = items.iter().position(|item| Some(item) == holder.as_ref());
    if let Some(item) = target(items.len(), now, step).and_then(|place| items.get(place)) {
        stand(&items, item);
    }
}

/// Gives the keyboard to `item` and makes it the one that Tab finds.
pub(crate) fn stand(items: &[HtmlElement], item: &HtmlElement) {
    for other in items {
        other.set_tab_index(if other == item { 0 } else { -1 });
    }
    focus::give(item);
}

fn target(count: usize, now: Option<usize>, step: FocusMove) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match (step, now) {
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
