//! A media toolbar for Oracle Fusion Service on Amazon Connect: a static page that embeds Amazon's
//! Contact Control Panel (CCP), draws its own call controls and keeps Fusion in step, so that one
//! accept on either side connects the call once and opens the matching contact once.
//!
//! # Bird's-eye view
//!
//! ```text
//!                 facts      ┌────────────────┐  commands
//!  Streams, CCP ───────────▶ │                │ ───────────▶ Streams, CCP
//!                 facts      │ domain::update │  commands
//!  Fusion frame ───────────▶ │    (pure)      │ ───────────▶ Fusion frame
//!                 intents    │                │  commands
//!  agent's keys ───────────▶ └───────┬────────┘ ───────────▶ memory, trace
//!                                    │ Model
//!                                    ▼
//!                            View::of (pure) ─▶ components
//! ```
//!
//! Everything that comes in is an [`Event`](domain::Event), everything that goes out a
//! [`Command`](domain::Command). One function, [`domain::update()`], takes the model, an event and the
//! time, and gives the commands. [`runtime`] feeds it one event after another, carries the commands
//! out and, once the queue is empty, writes one [`View`](view::View) that the components draw.
//!
//! The two outside systems are not followed step by step but compared. Each refresh of Connect comes
//! in as one [`Snapshot`](domain::Snapshot) of the agent and all contacts, and is compared with
//! what was known. For each offer of a call the stage that Fusion should be in follows from the facts,
//! and the next request is chosen when the last one was answered, refused or given up. A reload, a
//! skipped, repeated or late message is therefore an ordinary input and no special case.
//!
//! # Code map
//!
//! - [`domain`]: every decision. `call` is one contact, `engagement` one offer's life in Fusion, `link` and `fusion` the
//!   two links; each knows nothing of the others, and the modules of `model` bring them together.
//! - [`view`]: what the screen shows, as data without a word of any language.
//! - [`runtime`]: the owner of the model; its queue, its timer and the memory that outlives a reload.
//! - [`connect`]: the adapter to Amazon's Streams library. [`fusion`]: the adapter to Fusion, by Oracle's
//!   UI Events Framework or by the wire protocol of its media-toolbar interface, never by both.
//! - [`windows`]: which of several windows runs the phone, and the popped-out window that shows its controls.
//! - [`app`]: where it all meets. `boot` starts one of two programs: the toolbar, where `home` reads the
//!   configuration and starts the engine, and `engine` holds the links to the outside as long as the page is up; or the
//!   pages of administrators and support (`tools.rs`), of which an agent loads nothing.
//! - [`check`]: what the self-check finds and what it means; `app` looks, and a page shows it.
//! - [`components`] and [`pages`]: the screen, whose one door to the core is [`components::Dispatch`]. [`signals`]: values
//!   that they follow. [`i18n`]: every word.
//! - [`config`]: `config.json` becomes a `Config` or the list of all that is wrong with it.
//! - [`headers`]: the response headers of the toolbar's host, for its page, its release and its tests.
//! - [`dom`]: the browser's means behind small functions. `json`: JSON values and their text. `substring`: a text within
//!   another. [`telemetry`]: what is kept of a run and how it is played again, and the crash banner.
//!
//! Outside of this crate: `sandbox` is a simulated CCP and a simulated Fusion desktop, each a page of its
//! own and a library for tests, `tests/native` plays scenarios and random orders of events against the core and
//! holds the rules below to the source, `tests/web` runs components and adapters in a browser, `tests/e2e`
//! plays whole calls with the release inside the sandbox, `xtask` sets up, builds, tests and measures.
//!
//! # Invariants
//!
//! **Architecture invariant:** [`domain`] and [`view`] know no browser, no clock, no randomness and no
//! log. Time is an argument, ids come from a seed, deadlines are data that each event is compared with;
//! the timer of [`runtime`] only asks again. So every order of events can be played in a native test.
//!
//! **Architecture invariant:** [`connect`] and [`fusion`] never see one another. That accepting a call
//! opens a contact is decided in [`domain`] and nowhere else. Adapters translate and decide nothing about a
//! call, and no JavaScript value leaves them.
//!
//! **Architecture invariant:** nothing is shown as done before its owner confirmed it. What was asked for
//! and what is known are separate in the model and on the screen.
//!
//! **Architecture invariant:** the phone call never waits for Fusion. Fusion late, silent or refusing
//! changes what is shown and opened, not whether a call can be answered or ended.
//!
//! **Architecture invariant:** there is one writer of the view signal, [`runtime`], and it writes after the
//! queue is drained. Signals carry state and never events: an effect that runs once for two changes would
//! lose a call.
//!
//! **Architecture invariant:** the frame of the CCP holds the audio. It is mounted once, outside of
//! everything conditional, and as long as the page is up nothing here takes it down unless the agent
//! asks for it.
//!
//! **Architecture invariant:** whatever JavaScript may call is owned by a value, and dropping the value
//! unsubscribes it. Closures are not leaked, so a component or a link that is gone hears nothing any more.
//!
//! **Architecture invariant:** a message of another window is read only after its sender is known: the
//! parent window **and** the origin that Fusion named **and** a listed one. A wildcard is neither accepted
//! nor used as a target.
//!
//! **Architecture invariant:** phone numbers, names and attributes are of types whose `Debug` redacts and
//! that have no `Display`. The inputs of the core are kept as they came, in memory alone; a trace made of them
//! replaces every text but those that `telemetry::pseudonyms` lists, under a key that never leaves the page; the same
//! value by the same token, so that the events of a trace lead to the same commands and the same screen.
//!
//! **Architecture invariant:** the toolbar and the crate `sandbox` share no code: only tests know both, and
//! nothing in this crate depends on how it is built.
//!
//! **Architecture invariant:** there is no server of ours. A release is files; all settings come from
//! `config.json` beside them, so nothing is built per customer.

pub mod app;
pub mod check;
pub mod components;
pub mod config;
pub mod connect;
pub mod dom;
pub mod domain;
pub mod fusion;
pub mod headers;
pub mod i18n;
pub(crate) mod json;
pub mod pages;
pub mod runtime;
pub mod signals;
pub(crate) mod substring;
pub mod telemetry;
pub mod view;
pub mod windows;
