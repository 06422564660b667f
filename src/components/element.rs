//! One kind of element for all of the page: drawn again, it writes to the page only what is another.
//!
//! The elements of `view!` are a type each, so that the program holds the code to draw and to write to each of them;
//! and there, drawing an element again takes its attributes away and sets them anew.

use gloo_events::EventListener;
use leptos::{
    ev::EventDescriptor, html, prelude::*, reactive::effect::RenderEffect,
    reactive::graph::Subscriber, reactive::graph::ToAnySubscriber,
    tachys::html::attribute::Attribute, tachys::html::attribute::any_attribute::AnyAttribute,
    tachys::html::node_ref::NodeRefContainer, tachys::hydration::Cursor, tachys::renderer::Rndr,
    tachys::renderer::types::Element, tachys::renderer::types::Node, tachys::view::Mountable,
    tachys::view::Position, tachys::view::PositionState, tachys::view::Render,
    tachys::view::RenderHtml, tachys::view::any_view::AnyViewState,
};
use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Event;

/// Description of an element before it is mounted.
pub(crate) struct El(Box<ElementSpec>);

struct ElementSpec {
    /// Its name, or what else tells it from others.
    tag: &'static str,
    /// Makes it, where that is not by its name.
    made: Option<fn(&'static str) -> Element>,
    attributes: Vec<(&'static str, AttrValue)>,
    listeners: Vec<(Cow<'static, str>, Handler)>,
    /// What hears of the element in the page.
    on_drawn: Option<OnDrawn>,
    children: Vec<AnyView>,
}

type Handler = Box<dyn FnMut(Event) + Send>;
type OnDrawn = Box<dyn FnOnce(&Element) + Send>;

/// The value of an attribute that follows what it reads.
pub(crate) type Value = Box<dyn FnMut() -> Option<String> + Send>;

/// The value of an attribute.
pub(crate) enum AttrValue {
    /// It stays; `None` is no attribute.
    Fixed(Option<Cow<'static, str>>),
    /// It follows what it reads.
    Follows(Value),
}

impl From<&'static str> for AttrValue {
    fn from(word: &'static str) -> Self {
        Self::Fixed(Some(word.into()))
    }
}

impl From<String> for AttrValue {
    fn from(word: String) -> Self {
        Self::Fixed(Some(word.into()))
    }
}

impl From<Option<&'static str>> for AttrValue {
    fn from(word: Option<&'static str>) -> Self {
        Self::Fixed(word.map(Cow::from))
    }
}

impl From<Option<String>> for AttrValue {
    fn from(word: Option<String>) -> Self {
        Self::Fixed(word.map(Cow::from))
    }
}

/// There or not, without a word.
impl From<bool> for AttrValue {
    fn from(is: bool) -> Self {
        Self::Fixed(is.then_some("".into()))
    }
}

impl From<Value> for AttrValue {
    fn from(value: Value) -> Self {
        Self::Follows(value)
    }
}

/// Finds an element of any kind once it is in the page: a type for each kind would be code for each.
pub(crate) type ElementRef = NodeRef<html::Div>;

/// Several things beside one another, of one type however many they are.
pub(crate) fn together<const COUNT: usize>(parts: [AnyView; COUNT]) -> AnyView {
    boxed_together(parts.into())
}

#[inline(never)]
fn boxed_together(parts: Vec<AnyView>) -> AnyView {
    parts.into_any()
}

/// What there may be, of one type whether it is there or not; nothing keeps its place.
#[inline(never)]
pub(crate) fn maybe(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(|| ().into_any())
}

/// Begins an element.
pub(crate) fn el(tag: &'static str) -> El {
    begun(tag, None)
}

/// Begins an element that `make` makes out of `tag`.
pub(crate) fn made(tag: &'static str, make: fn(&'static str) -> Element) -> El {
    begun(tag, Some(make))
}

fn begun(tag: &'static str, made: Option<fn(&'static str) -> Element>) -> El {
    El(Box::new(ElementSpec {
        tag,
        made,
        attributes: Vec::new(),
        listeners: Vec::new(),
        on_drawn: None,
        children: Vec::new(),
    }))
}

impl El {
    /// With an attribute.
    #[inline(never)]
    pub(crate) fn attr(mut self, name: &'static str, word: impl Into<AttrValue>) -> Self {
        self.0.attributes.push((name, word.into()));
        self
    }

    /// With these words as its class.
    #[inline(never)]
    pub(crate) fn class(self, word: impl Into<AttrValue>) -> Self {
        self.attr("class", word)
    }

    /// Calls `handler` when this happens to it.
    #[allow(clippy::needless_pass_by_value, reason = "an event is a name")]
    pub(crate) fn on<E: EventDescriptor>(
        self,
        event: E,
        mut handler: impl FnMut(E::EventType) + Send + 'static,
    ) -> Self
    where
        E::EventType: JsCast,
    {
        self.listens(event.name(), Box::new(move |event: Event| handler(event.unchecked_into())))
    }

    #[inline(never)]
    fn listens(mut self, event: Cow<'static, str>, handler: Handler) -> Self {
        self.0.listeners.push((event, handler));
        self
    }

    /// Lets `node` find it in the page.
    pub(crate) fn node_ref(mut self, node: ElementRef) -> Self {
        self.0.on_drawn = Some(Box::new(move |element| node.load(element)));
        self
    }

    /// With this below what is there already.
    #[inline(never)]
    pub(crate) fn child(mut self, child: impl Child) -> Self {
        child.add_to(&mut self.0.children);
        self
    }
}

impl ElementSpec {
    /// Whether it can be written into an element of the page that was drawn from `state`.
    fn fits(&self, state: &ElState) -> bool {
        let named = self.attributes.iter().map(|(name, _)| name);
        let listened = self.listeners.iter().map(|(event, _)| event);
        self.tag == state.tag
            && self.children.len() == state.children.len()
            && named.eq(state.attributes.iter().map(|(name, _)| name))
            && listened.eq(state.listeners.iter().map(|listener| &listener.event))
    }
}

/// What can stand in an element.
pub(crate) trait Child {
    /// Puts it at the end of what stands there.
    fn add_to(self, children: &mut Vec<AnyView>);
}

impl Child for AnyView {
    fn add_to(self, children: &mut Vec<AnyView>) {
        children.push(self);
    }
}

impl Child for El {
    fn add_to(self, children: &mut Vec<AnyView>) {
        children.push(self.into_any());
    }
}

impl Child for &'static str {
    fn add_to(self, children: &mut Vec<AnyView>) {
        children.push(self.into_any());
    }
}

impl Child for String {
    fn add_to(self, children: &mut Vec<AnyView>) {
        children.push(self.into_any());
    }
}

impl Child for Vec<AnyView> {
    fn add_to(self, children: &mut Vec<AnyView>) {
        children.push(self.into_any());
    }
}

impl Child for Vec<El> {
    fn add_to(self, children: &mut Vec<AnyView>) {
        self.into_iter().map(El::into_any).collect::<Vec<_>>().add_to(children);
    }
}

impl<const COUNT: usize> Child for [AnyView; COUNT] {
    fn add_to(self, children: &mut Vec<AnyView>) {
        children.extend(self);
    }
}

/// Nothing keeps its place.
impl<T: Child> Child for Option<T> {
    fn add_to(self, children: &mut Vec<AnyView>) {
        match self {
            Some(child) => child.add_to(children),
            None => children.push(maybe(None)),
        }
    }
}

/// An element in the page.
pub(crate) struct ElState {
    tag: &'static str,
    element: Element,
    attributes: Vec<(&'static str, Written)>,
    listeners: Vec<ElementListener>,
    children: Vec<AnyViewState>,
}

enum Written {
    Fixed(Option<Cow<'static, str>>),
    Follows(Following),
}

/// Leaves what it read when it ends; a signal of the page would keep it as long as the page lives.
struct Following(RenderEffect<Option<String>>);

impl Drop for Following {
    fn drop(&mut self) {
        let me = self.0.to_any_subscriber();
        me.clear_sources(&me);
    }
}

/// A listener that stays while its handler is another one each time the element is drawn.
struct ElementListener {
    event: Cow<'static, str>,
    handler: Rc<Cell<Option<Handler>>>,
    _listening: EventListener,
}

impl ElementListener {
    fn begin(element: &Element, event: Cow<'static, str>, handler: Handler) -> Self {
        let handler = Rc::new(Cell::new(Some(handler)));
        let called = Rc::clone(&handler);
        // A handler may well prevent what the browser would do.
        let options = gloo_events::EventListenerOptions::enable_prevent_default();
        let listening =
            EventListener::new_with_options(element, event.clone(), options, move |event| {
                // Not there: it is running, and caused this one.
                let Some(mut handler) = called.take() else { return };
                handler(event.clone());
                let newer = called.take();
                called.set(newer.or(Some(handler)));
            });
        Self { event, handler, _listening: listening }
    }
}

fn write(element: &Element, name: &str, word: Option<&str>) {
    // A name that is none is a mistake of the caller's, and shows.
    let _ = match word {
        Some(word) => element.set_attribute(name, word),
        None => element.remove_attribute(name),
    };
}

/// Writes a value now and whenever it changes; `written` is what stands there.
fn follow(
    element: &Element,
    name: &'static str,
    mut value: Value,
    written: Option<String>,
) -> Following {
    let element = element.clone();
    let next = move |before: Option<Option<String>>| {
        let now = value();
        if before.flatten() != now {
            write(&element, name, now.as_deref());
        }
        now
    };
    Following(RenderEffect::new_with_value(next, Some(written)))
}

impl Written {
    fn create(element: &Element, name: &'static str, word: AttrValue) -> Self {
        match word {
            AttrValue::Fixed(word) => {
                if let Some(word) = &word {
                    write(element, name, Some(word));
                }
                Self::Fixed(word)
            }
            AttrValue::Follows(value) => Self::Follows(follow(element, name, value, None)),
        }
    }

    fn update(&mut self, element: &Element, name: &'static str, word: AttrValue) {
        let before = match self {
            Self::Fixed(word) => word.take(),
            Self::Follows(effect) => effect.0.take_value().flatten().map(Cow::from),
        };
        *self = match word {
            AttrValue::Fixed(word) => {
                if word != before {
                    write(element, name, word.as_deref());
                }
                Self::Fixed(word)
            }
            AttrValue::Follows(value) => {
                Self::Follows(follow(element, name, value, before.map(Cow::into_owned)))
            }
        };
    }
}

impl Render for El {
    type State = ElState;

    fn build(self) -> ElState {
        let ElementSpec { tag, made, attributes, listeners, on_drawn, children } = *self.0;
        let element = made.map_or_else(|| Rndr::create_element(tag, None), |make| make(tag));
        let attributes = attributes
            .into_iter()
            .map(|(name, word)| (name, Written::create(&element, name, word)));
        let attributes = attributes.collect();
        let listeners = listeners
            .into_iter()
            .map(|(event, handler)| ElementListener::begin(&element, event, handler));
        let listeners = listeners.collect();
        let mut children: Vec<_> = children.into_iter().map(AnyView::build).collect();
        for child in &mut children {
            child.mount(&element, None);
        }
        if let Some(on_drawn) = on_drawn {
            on_drawn(&element);
        }
        ElState { tag, element, attributes, listeners, children }
    }

    fn rebuild(self, state: &mut ElState) {
        if !self.0.fits(state) {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        let ElementSpec { attributes, listeners, on_drawn, children, .. } = *self.0;
        let element = &state.element;
        for ((name, word), (_, written)) in attributes.into_iter().zip(&mut state.attributes) {
            written.update(element, name, word);
        }
        for ((_, handler), listener) in listeners.into_iter().zip(&state.listeners) {
            listener.handler.set(Some(handler));
        }
        for (child, state) in children.into_iter().zip(&mut state.children) {
            child.rebuild(state);
        }
        if let Some(on_drawn) = on_drawn {
            on_drawn(element);
        }
    }
}

impl Mountable for ElState {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

/// What leptos asks of a view besides: only a browser draws the page, and nobody adds attributes from outside.
macro_rules! drawn_in_a_browser {
    ($view:ty) => {
        impl RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;

            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(
                self,
                _: &mut String,
                _: &mut Position,
                _: bool,
                _: bool,
                _: Vec<AnyAttribute>,
            ) {
            }

            fn hydrate<const FROM_SERVER: bool>(
                self,
                _: &Cursor,
                _: &PositionState,
            ) -> Self::State {
                self.build()
            }

            fn into_owned(self) -> Self {
                self
            }
        }

        impl AddAnyAttr for $view {
            type Output<SomeNewAttr: Attribute> = Self;

            fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
                self
            }
        }
    };
}
pub(super) use drawn_in_a_browser;

drawn_in_a_browser!(El);
