//! The postMessage transport: the wire protocol of Oracle's media-toolbar library 1.3.0
//! (`fusion.md` D), spoken without that library. `encode` and `decode` are pure and compared with messages recorded from
//! the library; here it listens to the messages of Fusion's window and posts to it.
//!
//! Never decides about a call, and never reads a message before it knows who sent it. Whose
//! messages count, in this order:
//! 1. from the parent window: read if its origin is Fusion's, else refused as a wrong origin;
//! 2. from the own window: ignored, scripts in the page talk to themselves;
//! 3. with Fusion's origin but from another window: refused as a wrong window;
//! 4. from a frame inside this page (the CCP posts all the time) or from another window of the
//!    toolbar's own origin (a popped-out view): ignored, these are meant for other listeners;
//! 5. anything else: refused as a wrong origin.

pub mod decode;
pub mod encode;

use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};

use crate::domain::{
    Answer, Event, FusionRequest, Refusal, RefusedMessage, Reply, Ticket, Tokens, Uuid,
};
use crate::fusion::message::{Ledger, Original, Unreadable};
use crate::fusion::{BridgeOptions, Sink};
use encode::{GONE, UNREAD};

pub use decode::decode;
pub use encode::Encoder;

/// How many frames inside frames are looked through for our own; the CCP is one, its login two.
const DEEPEST_FRAME: usize = 8;

/// The open link; dropping it takes the listener away, and refuses the commands that wait.
pub struct McaBridge {
    link: Rc<McaLink>,
    _listener: Option<EventListener>,
}

/// What speaking and listening share.
struct McaLink {
    options: BridgeOptions,
    parent: Option<Window>,
    ledger: RefCell<Ledger<Original>>,
    sink: Sink,
}

/// Opens the link to the parent of this page's window.
pub fn start(options: BridgeOptions, sink: Sink) -> McaBridge {
    start_in(web_sys::window(), options, sink)
}

/// Opens the link to the parent of `window`; without one, each request is answered with an error.
pub fn start_in(window: Option<Window>, options: BridgeOptions, sink: Sink) -> McaBridge {
    let parent = window.as_ref().and_then(|window| window.parent().ok().flatten());
    let link = Rc::new(McaLink { options, parent, ledger: RefCell::default(), sink });
    let listener = window.filter(|_| link.parent.is_some()).map(|window| {
        let listener = MessageListener {
            link: Rc::clone(&link),
            own_origin: window.location().origin().unwrap_or_default(),
            window: window.clone(),
            inside: RefCell::default(),
        };
        EventListener::new(&window, "message", move |event| listener.hear(event))
    });
    McaBridge { link, _listener: listener }
}

impl Drop for McaBridge {
    fn drop(&mut self) {
        for original in self.link.ledger.borrow_mut().drain() {
            let _: Option<()> = self.link.post(&self.link.encoder().refuse(&original, GONE));
        }
    }
}

impl McaBridge {
    /// Posts a request; one that cannot be posted is answered with an error at once.
    pub fn request(&self, uuid: &Uuid, request: &FusionRequest) {
        let text = self.link.encoder().request(uuid, request);
        let posted = match &text {
            Some(text) => self.link.post(text).ok_or("the browser did not let the message out"),
            None => Err("this transport has no such request"),
        };
        if let Err(why) = posted {
            (self.link.sink)(Event::FusionAnswered(Answer {
                uuid: uuid.clone(),
                outcome: Err(why.to_owned()),
                event_id: None,
                out_data: Tokens::new(),
            }));
        }
    }

    /// Replies to a command; a second reply to one ticket is not sent.
    pub fn reply(&self, ticket: Ticket, reply: &Result<Reply, Refusal>) {
        let original = self.link.ledger.borrow_mut().settle(ticket);
        if let Some(original) = original {
            // Fusion has a time limit of its own for a reply that never comes.
            let _: Option<()> = self.link.post(&self.link.encoder().reply(&original, reply));
        }
    }
}

impl McaLink {
    fn encoder(&self) -> Encoder<'_> {
        Encoder::of(&self.options)
    }

    fn post(&self, text: &str) -> Option<()> {
        let target = &self.options.params.parent_origin;
        self.parent.as_ref()?.post_message(&JsValue::from_str(text), target).ok()
    }
}

/// What the listener holds.
struct MessageListener {
    link: Rc<McaLink>,
    window: Window,
    own_origin: String,
    /// The frame inside this page that spoke last: the CCP's, which speaks all the time.
    inside: RefCell<JsValue>,
}

/// What is done with a message, by its sender.
enum Sender {
    Fusion,
    NotForUs,
    Refused(RefusedMessage),
}

impl MessageListener {
    fn hear(&self, event: &web_sys::Event) {
        let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
        let link = &self.link;
        match self.sender(event) {
            Sender::Fusion => {}
            Sender::NotForUs => return,
            Sender::Refused(why) => return (link.sink)(Event::MessageRefused { why, count: 1 }),
        }
        let text = event.data().as_string();
        let name = &link.options.params.toolbar_name;
        let read = text.as_deref().ok_or(Unreadable::NotText);
        let event = match read.and_then(|text| decode(text, name)) {
            Ok(message) => message.event(|original| link.ledger.borrow_mut().enter(original)),
            Err(fault) => {
                if fault != Unreadable::OtherToolbar
                    && let Some(command) = text.as_deref().and_then(decode::command)
                {
                    let _: Option<()> = link.post(&link.encoder().refuse(&command, UNREAD));
                }
                let why = RefusedMessage::Garbled(fault.to_string());
                Some(Event::MessageRefused { why, count: 1 })
            }
        };
        if let Some(event) = event {
            (link.sink)(event);
        }
    }

    fn sender(&self, event: &MessageEvent) -> Sender {
        let source: JsValue = event.source().map(Into::into).unwrap_or_default();
        let is = |window: &JsValue| source == *window;
        if source.is_object() && is(&self.inside.borrow()) {
            return Sender::NotForUs;
        }
        let origin = event.origin();
        let is_fusion = origin == self.link.options.params.parent_origin;
        if self.link.parent.as_ref().is_some_and(|parent| is(parent)) {
            return if is_fusion {
                Sender::Fusion
            } else {
                Sender::Refused(RefusedMessage::WrongOrigin(origin))
            };
        }
        if is(&self.window) {
            return Sender::NotForUs;
        }
        if is_fusion {
            return Sender::Refused(RefusedMessage::WrongWindow);
        }
        if self.is_inside(&source) {
            self.inside.replace(source);
            return Sender::NotForUs;
        }
        if origin == self.own_origin {
            return Sender::NotForUs;
        }
        Sender::Refused(RefusedMessage::WrongOrigin(origin))
    }

    /// Whether `source` is a frame inside this page; `parent` may be read across origins.
    fn is_inside(&self, source: &JsValue) -> bool {
        if !source.is_object() {
            return false;
        }
        // A message port or worker as the source has no `parent`, and the walk ends there.
        let mut frame: Window = source.clone().unchecked_into();
        for _ in 0..DEEPEST_FRAME {
            let Ok(Some(above)) = frame.parent() else { return false };
            if above == self.window {
                return true;
            }
            if above == frame {
                return false;
            }
            frame = above;
        }
        false
    }
}
