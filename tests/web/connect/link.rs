//! A session of the adapter in a container of its own: what it was asked, and what it told.

use crate::wait::until;
use fusion_connect_toolbar::connect::{Session, StartOptions, start};
use fusion_connect_toolbar::domain::{CommandId, ConnectRequest, Event, Failure};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::Element;

pub(super) struct Link {
    pub(super) container: Element,
    session: Option<Session>,
    events: Rc<RefCell<Vec<Event>>>,
    commands: Cell<u64>,
}

impl Link {
    pub(super) fn new() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let container = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&container).unwrap();
        Self { container, session: None, events: Rc::default(), commands: Cell::new(0) }
    }

    pub(super) fn start(&mut self, options: StartOptions) {
        self.session = None;
        let events = Rc::clone(&self.events);
        let sink = Rc::new(move |event| events.borrow_mut().push(event));
        self.session = Some(start(&self.container, options, sink));
    }

    pub(super) fn stop(&mut self) {
        self.session = None;
    }

    pub(super) fn session(&self) -> &Session {
        self.session.as_ref().unwrap()
    }

    pub(super) fn events(&self) -> Vec<Event> {
        self.events.borrow().clone()
    }

    pub(super) fn forget_events(&self) {
        self.events.borrow_mut().clear();
    }

    #[allow(clippy::needless_pass_by_value, reason = "it reads better where it is called")]
    pub(super) fn execute(&self, request: ConnectRequest) -> CommandId {
        let id = CommandId(self.commands.get() + 1);
        self.commands.set(id.0);
        self.session().execute(id, &request);
        id
    }

    pub(super) fn outcomes(&self, command: CommandId) -> Vec<Result<(), Failure>> {
        let events = self.events.borrow();
        let outcomes = events.iter().filter_map(|event| match event {
            Event::CommandSettled { id, outcome } if *id == command => Some(outcome.clone()),
            _ => None,
        });
        outcomes.collect()
    }

    /// What a command came to; fails if it was told twice.
    pub(super) async fn settled(&self, command: CommandId) -> Result<(), Failure> {
        self.until(|_| !self.outcomes(command).is_empty()).await;
        let mut outcomes = self.outcomes(command);
        assert_eq!(outcomes.len(), 1, "settled once: {outcomes:?}");
        outcomes.remove(0)
    }

    /// Waits at most 9 seconds for what was told to be as wanted.
    pub(super) async fn until(&self, wanted: impl Fn(&[Event]) -> bool) {
        until("it never came", 9000, || wanted(&self.events())).await;
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.session = None;
        self.container.remove();
    }
}
