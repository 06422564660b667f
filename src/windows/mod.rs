//! Several windows of the toolbar (`design.md` 5). Of the windows of one storage partition one *leads* and runs the phone;
//! a window popped out of a frame shows the controls that the page in the frame draws into it (`pop_out`).
//!
//! Web Locks decide who leads. There are two. Who has `LEAD` is the one to run the phone, and it can be taken away. `LINKS`
//! is let go only when the links to Connect and Fusion are down, so that the next one starts after the former has ended;
//! one that hangs is waited for a little and then passed over.

mod pop_out;

pub use pop_out::{
    CONTROLS_ID, ClientNews, Gone, HostNews, PopOutClient, PopOutHost, VERSION, WindowReply,
    answer, ask, asks, farewell, is_popped_out, pop_out_address, reply,
};

use core::future::Future;
use core::time::Duration;

use crate::dom::DomError;
use crate::dom::clock::sleep;
use crate::dom::locks::{Held, LockRequest, is_held, request};

const LEAD: &str = "fusion-connect-toolbar.lead";
const LINKS: &str = "fusion-connect-toolbar.links";

/// How often and after how long a taken lock is asked for again at the start: a page that was loaded
/// anew may still be letting go of it.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(250);
/// How many times, at `PAUSE`, the links of the former one are waited for.
const PATIENCE: u32 = 8;
/// A waiting window looks this often, and goes on when nobody led for ten of these.
const LOOK: Duration = Duration::from_secs(1);
const LOOKS: u32 = 10;

/// The right to run the phone; dropping it leaves it to the next one.
pub struct Lead {
    lead: Held,
    _links: Option<Held>,
}

impl Lead {
    /// Waits until another window has taken over; false when it was given up instead.
    pub fn lost(&self) -> impl Future<Output = bool> + 'static {
        self.lead.lost()
    }
}

/// What came of asking to lead.
pub enum Claim {
    /// This window leads.
    Leads(Lead),
    /// Another one does.
    Taken,
    /// The browser does not tell: this window acts as if it were the only one.
    Unknown,
}

/// Whether any window leads.
///
/// # Errors
/// When the browser does not tell.
pub async fn is_led() -> Result<bool, DomError> {
    is_held(LEAD).await
}

/// Asks to lead, if nobody does.
pub async fn claim() -> Claim {
    let mut left = ATTEMPTS;
    loop {
        match request(LEAD, LockRequest::IfFree).await {
            Ok(Some(lead)) => return with_links(lead).await,
            Ok(None) => left -= 1,
            Err(_) => return Claim::Unknown,
        }
        if left == 0 || sleep(PAUSE).await.is_err() {
            return Claim::Taken;
        }
    }
}

/// Leads from now on, whoever did until now.
pub async fn take_over() -> Claim {
    match request(LEAD, LockRequest::Steal).await {
        Ok(Some(lead)) => with_links(lead).await,
        Ok(None) => Claim::Taken,
        Err(_) => Claim::Unknown,
    }
}

/// Waits until the former one has ended its links.
async fn with_links(lead: Held) -> Claim {
    for _ in 0..PATIENCE {
        if let Ok(Some(links)) = request(LINKS, LockRequest::IfFree).await {
            return Claim::Leads(Lead { lead, _links: Some(links) });
        }
        if sleep(PAUSE).await.is_err() {
            break;
        }
    }
    let links = request(LINKS, LockRequest::Steal).await.ok().flatten();
    Claim::Leads(Lead { lead, _links: links })
}

/// Waits until nobody led for ten seconds; false as soon as `waits` says that nobody waits any more.
///
/// It only looks and never holds the lock to find out: a window that is loaded anew must find it free.
pub async fn freed(waits: impl Fn() -> bool) -> bool {
    let mut free = 0;
    while free < LOOKS {
        if sleep(LOOK).await.is_err() || !waits() {
            return false;
        }
        free = match is_held(LEAD).await {
            Ok(false) => free + 1,
            Ok(true) | Err(_) => 0,
        };
    }
    waits()
}
