//! Values that tell of their changes, by the nodes of `reactive_graph`.
//!
//! All nodes hold values of one type, for the code of a node is larger than most of what is kept in one: a type of node
//! for each type of value was a twentieth of the program.

use core::any::Any;
use core::marker::PhantomData;
use leptos::{
    prelude::*, reactive::computed, reactive::computed::ArcMemo, reactive::graph::AnySubscriber,
    reactive::graph::Subscriber, reactive::graph::ToAnySubscriber,
};
use std::sync::Arc;

/// A value in a node.
pub struct Watched<T, N>(N, PhantomData<fn() -> T>);

/// A value that tells of its changes only.
pub type Memo<T> = Watched<T, computed::Memo<Shared>>;

/// A value that is written to.
pub type Signal<T> = Watched<T, RwSignal<Shared>>;

/// What a node holds: a value that is replaced and never written to.
#[derive(Clone)]
pub struct Shared(Arc<dyn Any + Send + Sync>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Shared {
    fn of<T: 'static>(&self) -> &T {
        match self.0.downcast_ref() {
            Some(value) => value,
            // A node and what it is taken for are made together.
            None => unreachable!(),
        }
    }
}

impl<T, N: Copy> Clone for Watched<T, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, N: Copy> Copy for Watched<T, N> {}

impl<T, N> Watched<T, N>
where
    T: 'static,
    N: Get<Value = Shared> + GetUntracked<Value = Shared>,
{
    /// Reads it, and is told of its changes.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(tracked(&self.0).of())
    }

    /// Reads it as it is now.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(untracked(&self.0).of())
    }

    /// Its value, and is told of its changes.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Its value as it is now.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Its value as it is now, unless it is gone with its owner.
    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        self.0.try_get_untracked().map(|shared| shared.of::<T>().clone())
    }
}

#[inline(never)]
fn tracked<N: Get<Value = Shared>>(node: &N) -> Shared {
    node.get()
}

#[inline(never)]
fn untracked<N: GetUntracked<Value = Shared>>(node: &N) -> Shared {
    node.get_untracked()
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// Starts with a value.
    pub fn new(value: T) -> Self {
        Self(new_node(Shared(Arc::new(value))), PhantomData)
    }

    /// Another value from now on, unless it is gone with its owner.
    pub fn set(&self, value: T) {
        write(self.0, Shared(Arc::new(value)));
    }

    /// Changes the value, unless it is gone with its owner.
    pub fn update(&self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.set(value);
        }
    }
}

#[inline(never)]
fn new_node(value: Shared) -> RwSignal<Shared> {
    RwSignal::new(value)
}

#[inline(never)]
fn write(node: RwSignal<Shared>, value: Shared) {
    node.try_set(value);
}

/// A value that tells of its changes only; parts that come and go read by it what stays.
///
/// A signal keeps whoever read it as long as it lives itself (`reactive_graph` 0.2.16), so each call
/// would leave its readers in the signals of the page, and every later change would ask them all.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Watched(memo_node(shared(Box::new(value))), PhantomData)
}

/// What a value becomes, by what it was.
type Following<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// Has a node keep its value where the new one is equal.
#[inline(never)]
fn shared<T: PartialEq + Send + Sync + 'static>(value: Following<T>) -> Following<Shared> {
    Box::new(move |before| {
        let old = before.map(Shared::of);
        let new = value(old);
        match before.filter(|_| old == Some(&new)) {
            Some(before) => before.clone(),
            None => Shared(Arc::new(new)),
        }
    })
}

#[inline(never)]
fn memo_node(value: Following<Shared>) -> computed::Memo<Shared> {
    let memo = ArcMemo::new(value);
    leave_with_owner(memo.to_any_subscriber());
    computed::Memo::from(memo)
}

/// Holds something until the present owner is gone.
pub fn hold<T: 'static>(value: T) {
    boxed_hold(Box::new(value));
}

#[inline(never)]
fn boxed_hold(value: Box<dyn Any>) {
    StoredValue::new_local(value);
}

/// Takes `reader` out of everything that it read when its owner is gone.
pub(crate) fn leave_with_owner(reader: AnySubscriber) {
    on_cleanup(move || reader.clear_sources(&reader));
}

#[cfg(test)]
mod tests {
    use super::{ArcMemo, ToAnySubscriber, leave_with_owner};
    use leptos::{
        prelude::ArcRwSignal, prelude::Get, prelude::GetUntracked, prelude::Owner, prelude::Set,
    };

    #[test]
    fn a_reader_leaves_nothing_behind_in_what_it_read() {
        let page = ArcRwSignal::new(1);
        let read = page.clone();
        let memo = ArcMemo::new(move |_| read.get() * 2);
        let reader = memo.to_any_subscriber();
        let known_to = || reader.1.weak_count();
        let nobody = known_to();
        let card = Owner::new();
        card.with(|| leave_with_owner(reader.clone()));
        let card_alone = known_to();
        assert_eq!(memo.get_untracked(), 2);
        assert_eq!(known_to(), card_alone + 1, "the signal keeps its reader");
        page.set(2);
        assert_eq!(memo.get_untracked(), 4);
        assert_eq!(known_to(), card_alone + 1);
        card.cleanup();
        assert_eq!(known_to(), nobody, "and lets it go with its owner");
    }
}
