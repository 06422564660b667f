//! Keeps a part of the page up to date with what it reads: a few shapes for all components.
//!
//! Boxes every closure so that each shape is compiled once, not once per call site. What is drawn anew with the same
//! elements in the same places keeps its nodes.

use leptos::{
    prelude::*, reactive::graph::Observer, tachys::html::attribute::Attribute,
    tachys::html::attribute::any_attribute::AnyAttribute, tachys::hydration::Cursor,
    tachys::renderer::Rndr, tachys::renderer::types::Element, tachys::renderer::types::Node,
    tachys::renderer::types::Placeholder, tachys::view::Mountable, tachys::view::Position,
    tachys::view::PositionState, tachys::view::Render, tachys::view::RenderHtml,
    tachys::view::any_view::AnyViewState,
};
use std::sync::Arc;

use crate::components::element::{Value, drawn_in_a_browser, maybe};
use crate::signals::{Memo, leave_with_owner, memo};

/// A part of the page that is drawn anew whenever something changed that drawing it read.
pub(crate) fn part(draw: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    boxed(Box::new(draw))
}

#[inline(never)]
fn boxed(mut draw: Box<dyn FnMut() -> AnyView + Send>) -> AnyView {
    let leaving: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || {
        if let Some(me) = Observer::get() {
            leave_with_owner(me);
        }
        draw()
    });
    leaving.into_any()
}

/// A text that follows what it reads; its node is written to only when the text is another.
pub(crate) fn text(mut words: impl FnMut() -> String + Send + 'static) -> AnyView {
    part(move || words().into_any())
}

/// An attribute that follows what it reads.
pub(crate) fn value(value: impl FnMut() -> Option<String> + Send + 'static) -> Value {
    Box::new(value)
}

/// An attribute that always has a word.
pub(crate) fn word(mut word: impl FnMut() -> &'static str + Send + 'static) -> Value {
    Box::new(move || Some(word().to_owned()))
}

/// An attribute that is there or not.
pub(crate) fn present(mut is: impl FnMut() -> bool + Send + 'static) -> Value {
    Box::new(move || is().then(String::new))
}

/// A yes or no that tells of its changes only.
pub(crate) fn flag(is: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    memo(move |_| is())
}

/// A part that is drawn when it is needed for the first time, and stays.
pub(crate) fn late(
    needed: impl Fn() -> bool + Send + Sync + 'static,
    mut draw: impl FnMut() -> AnyView + Send + 'static,
) -> AnyView {
    let drawn = memo(move |before: Option<&bool>| before == Some(&true) || needed());
    part(move || maybe(drawn.get().then(&mut draw)))
}

/// Does something outside the page's nodes now, after mounting, and whenever what it read changed.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

#[inline(never)]
fn boxed_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// One row a key, in their order; a row is drawn once, and moves with its key.
pub(crate) fn rows(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    row: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    boxed_rows(Box::new(keys), Arc::new(row))
}

/// The keys of rows, read anew at every change.
type Keys = Box<dyn Fn() -> Vec<String> + Send + Sync>;

#[inline(never)]
fn boxed_rows(keys: Keys, draw: DrawRow) -> AnyView {
    let keys = memo(move |_| keys());
    // What belongs to a row goes with the row, and not with the next change of the keys.
    let owner = Owner::current().unwrap_or_default();
    part(move || Rows { keys: keys.get(), draw: draw.clone(), owner: owner.clone() }.into_any())
}

/// Draws the row of a key.
type DrawRow = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

/// The rows as they are to be, by their keys. `For` of leptos is for thousands of rows, and four times as large; here there are
/// some tens at most.
struct Rows {
    keys: Vec<String>,
    draw: DrawRow,
    /// Of whom every row is a part.
    owner: Owner,
}

/// A row in the page.
struct Row {
    key: String,
    /// Where it stood among the former rows; `None` before it was put into the page.
    place: Option<usize>,
    view: AnyViewState,
    /// Dropped with the row, and with it all that the row reads.
    _owner: Owner,
}

/// The rows in the page, and what stands behind the last one.
struct RowsState {
    rows: Vec<Row>,
    end: Placeholder,
}

impl Rows {
    fn row(&self, key: String) -> Row {
        let owner = self.owner.child();
        let view = owner.with(|| (self.draw)(key.clone()).build());
        Row { key, place: None, view, _owner: owner }
    }
}

impl Render for Rows {
    type State = RowsState;

    fn build(mut self) -> RowsState {
        let keys = core::mem::take(&mut self.keys);
        let rows = keys.into_iter().map(|key| self.row(key)).collect();
        RowsState { rows, end: Rndr::create_placeholder() }
    }

    fn rebuild(mut self, state: &mut RowsState) {
        let mut former = core::mem::take(&mut state.rows);
        for (place, row) in former.iter_mut().enumerate() {
            row.place = Some(place);
        }
        for key in core::mem::take(&mut self.keys) {
            let known = former.iter().position(|row| row.key == key);
            let row = known.map(|place| former.swap_remove(place));
            state.rows.push(row.unwrap_or_else(|| self.row(key)));
        }
        for mut row in former {
            row.view.unmount();
        }
        // From the last one: those that are in their order stay, for what moves loses the keyboard.
        let (mut next, mut first) = (None::<&Row>, usize::MAX);
        for row in state.rows.iter_mut().rev() {
            match row.place.filter(|place| *place < first) {
                Some(place) => first = place,
                None => drop(match next {
                    Some(next) => next.view.insert_before_this(&mut row.view),
                    None => state.end.insert_before_this(&mut row.view),
                }),
            }
            next = Some(row);
        }
    }
}

impl Mountable for RowsState {
    fn unmount(&mut self) {
        for row in &mut self.rows {
            row.view.unmount();
        }
        self.end.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        for row in &mut self.rows {
            row.view.mount(parent, marker);
        }
        self.end.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.rows.first() {
            Some(first) => first.view.insert_before_this(child),
            None => self.end.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        self.rows.iter().flat_map(|row| row.view.elements()).collect()
    }
}

drawn_in_a_browser!(Rows);
