//! Which prerequisites were already seen to in this run; each is asked for where it is needed.

use crate::fault::Fault;
use crate::programs::{self, Browser};
use crate::workspace::Workspace;
use crate::{npm, rust, tools};

/// What is there, and a way to get the rest.
#[derive(Clone)]
pub(crate) struct Setup<'w> {
    pub(crate) workspace: &'w Workspace,
    browser: Option<Browser>,
    done: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Components,
    Npm,
    Tools,
    Wasm,
}

impl<'w> Setup<'w> {
    pub(crate) fn new(workspace: &'w Workspace) -> Self {
        Self { workspace, browser: None, done: Vec::new() }
    }

    /// The same with another workspace, such as one that writes to a log.
    pub(crate) fn with<'o>(&self, workspace: &'o Workspace) -> Setup<'o> {
        Setup { workspace, browser: self.browser.clone(), done: self.done.clone() }
    }

    /// Rustfmt and Clippy.
    pub(crate) fn components(&mut self) -> Result<(), Fault> {
        self.once(Part::Components, rust::ensure_components)
    }

    /// The wasm32 target, and every crate of the lock file, so that builds need no network.
    pub(crate) fn wasm(&mut self) -> Result<(), Fault> {
        self.once(Part::Wasm, |workspace| {
            rust::ensure_wasm(workspace)?;
            rust::fetch(workspace)
        })
    }

    /// The npm packages; the browser tests are compiled with one of their files.
    pub(crate) fn npm(&mut self) -> Result<(), Fault> {
        self.once(Part::Npm, npm::ensure)
    }

    /// All that a build of the page needs.
    pub(crate) fn build(&mut self) -> Result<(), Fault> {
        // The short ones first: a missing Node is told before minutes of compiling.
        self.npm()?;
        self.wasm()?;
        self.once(Part::Tools, tools::ensure)
    }

    /// The judge of tests, which no check needs.
    pub(crate) fn mutants(&mut self) -> Result<(), Fault> {
        self.wasm()?;
        tools::ensure_mutants(self.workspace)
    }

    /// Chromium and its driver.
    pub(crate) fn browser(&mut self) -> Result<Browser, Fault> {
        let browser = match self.browser.take() {
            Some(browser) => browser,
            None => programs::ensure_browser(self.workspace)?,
        };
        Ok(self.browser.insert(browser).clone())
    }

    fn once(
        &mut self,
        part: Part,
        ensure: impl FnOnce(&Workspace) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if !self.done.contains(&part) {
            ensure(self.workspace)?;
            self.done.push(part);
        }
        Ok(())
    }
}
