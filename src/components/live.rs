//! Keeps a part of the page up to date with what it reads: a few shapes for all components.
//!
//! Every closure is boxed here, so that the program holds the machinery of each shape once and not
//! once a closure. What is drawn anew with the same elements in the same places keeps its nodes.

use leptos::{prelude::*, reactive::graph::Observer};
use std::sync::Arc;

use crate::components::element::Value;
use crate::components::rows::{DrawRow, Rows};
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
pub(crate) fn there(mut is: impl FnMut() -> bool + Send + 'static) -> Value {
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
    part(move || drawn.get().then(&mut draw).into_any())
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
