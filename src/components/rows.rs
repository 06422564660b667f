//! Rows of the page by their keys.
//!
//! `For` of leptos is for thousands of rows, and four times as large; here there are some tens at most.

use leptos::{
    prelude::*, tachys::html::attribute::Attribute,
    tachys::html::attribute::any_attribute::AnyAttribute, tachys::hydration::Cursor,
    tachys::renderer::Rndr, tachys::renderer::types::Element, tachys::renderer::types::Node,
    tachys::renderer::types::Placeholder, tachys::view::Mountable, tachys::view::Position,
    tachys::view::PositionState, tachys::view::Render, tachys::view::RenderHtml,
    tachys::view::any_view::AnyViewState,
};
use std::sync::Arc;

use crate::components::element::drawn_in_a_browser;

/// Draws the row of a key.
pub(super) type DrawRow = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

/// The rows as they are to be.
pub(super) struct Rows {
    pub(super) keys: Vec<String>,
    pub(super) draw: DrawRow,
    /// Of whom every row is a part.
    pub(super) owner: Owner,
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
pub(super) struct RowsState {
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
