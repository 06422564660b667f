//! Moves the focus by arrow keys among the items of a menu, a keypad or a list.

use crate::dom::focus;
use web_sys::HtmlElement;

/// Where a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// So many items on, or back.
    By(isize),
    /// To the first item.
    First,
    /// To the last item.
    Last,
}

/// Where `key` leads among items in rows of `columns`.
pub(crate) fn step(key: &str, columns: isize) -> Option<Step> {
    match key {
        "ArrowDown" => Some(Step::By(columns)),
        "ArrowUp" => Some(Step::By(-columns)),
        "ArrowRight" => Some(Step::By(1)),
        "ArrowLeft" => Some(Step::By(-1)),
        "Home" => Some(Step::First),
        "End" => Some(Step::Last),
        _ => None,
    }
}

/// Gives the keyboard to the item of `root` that `step` leads to; a step to a neighbour wraps.
pub(crate) fn go(root: &HtmlElement, items: &str, step: Step) {
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

fn target(count: usize, now: Option<usize>, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let to = match (step, now) {
        (Step::First, _) => 0,
        (Step::Last, _) | (Step::By(-1), Some(0)) => last,
        (Step::By(by), None) => {
            if by < 0 {
                last
            } else {
                0
            }
        }
        (Step::By(by), Some(now)) => {
            let to = now.checked_add_signed(by)?;
            if by == 1 { to % count } else { to }
        }
    };
    (to <= last).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::{Step, target};

    #[test]
    fn neighbours_wrap_and_rows_do_not() {
        assert_eq!(target(12, Some(11), Step::By(1)), Some(0));
        assert_eq!(target(12, Some(0), Step::By(-1)), Some(11));
        assert_eq!(target(12, Some(10), Step::By(3)), None);
        assert_eq!(target(12, Some(1), Step::By(3)), Some(4));
        assert_eq!(target(12, Some(1), Step::By(-3)), None);
        assert_eq!(target(3, None, Step::By(-1)), Some(2));
        assert_eq!(target(3, Some(1), Step::Last), Some(2));
        assert_eq!(target(0, None, Step::First), None);
    }
}
