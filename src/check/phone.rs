//! The judging of Amazon Connect: a few facts of the link, and how long they took.

use super::{Cause, Check, Finding, Findings};
use crate::domain::LinkFact;

/// What came of the attempt so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// Whether the CCP acknowledged.
    pub acknowledged: bool,
    /// Whether Amazon's host was reached besides; `None` as long as nobody knows.
    pub reached: Option<bool>,
    over: bool,
}

impl Attempt {
    /// Takes a fact of the link; later ones only add.
    pub fn take(&mut self, fact: &LinkFact, findings: &mut Findings) {
        let ccp = |findings: &mut Findings, finding: Finding| findings.set(Check::Ccp, finding);
        let signed_in = |findings: &mut Findings, cause: Cause| {
            findings.set(Check::SignedIn, cause.into());
        };
        match fact {
            LinkFact::Acknowledged => {
                self.acknowledged = true;
                ccp(findings, Cause::CcpOk.into());
                // What was said of the sign-in before held for another page of the CCP.
                if self.over {
                    return;
                }
            }
            LinkFact::LibraryFailed(why) => {
                ccp(findings, Cause::CcpLibrary.about(why.as_str()));
                signed_in(findings, Cause::SignedInUnknown);
            }
            LinkFact::StorageDenied => {
                ccp(findings, Cause::CcpStorage.into());
                signed_in(findings, Cause::SignedInUnknown);
            }
            LinkFact::NotAcknowledged { .. } | LinkFact::RetriesExhausted if !self.acknowledged => {
                ccp(findings, Cause::CcpNoAnswer.into());
                signed_in(findings, Cause::SignedInUnknown);
            }
            LinkFact::AccessDenied => self.settle(Cause::AccessDenied, findings),
            LinkFact::AuthFailed | LinkFact::Frozen | LinkFact::Terminated => {
                self.settle(Cause::SessionOver, findings);
            }
            LinkFact::SocketFailed | LinkFact::SocketLost => self.settle(Cause::NoLine, findings),
            LinkFact::Authorized
            | LinkFact::Initialising
            | LinkFact::NotAcknowledged { .. }
            | LinkFact::RetriesExhausted
            | LinkFact::SocketGained => {}
        }
        self.judge_host(findings);
    }

    /// Takes whether Amazon's host answered an ordinary request.
    pub fn reached(&mut self, reached: bool, findings: &mut Findings) {
        self.reached = Some(reached);
        self.judge_host(findings);
    }

    /// The agent's data came.
    pub fn data(&mut self, findings: &mut Findings) {
        self.settle(Cause::SignedInOk, findings);
    }

    /// Nothing more is waited for.
    pub fn late(&mut self, findings: &mut Findings) {
        if self.acknowledged && findings.of(Check::SignedIn).is_none() {
            self.settle(Cause::NoData, findings);
        }
    }

    fn settle(&mut self, cause: Cause, findings: &mut Findings) {
        self.over = true;
        findings.set(Check::SignedIn, cause.into());
    }

    /// Who acknowledges can be reached; a host that keeps its answer to itself may still do so.
    fn judge_host(&self, findings: &mut Findings) {
        let cause = match (self.acknowledged, self.reached) {
            (true, _) | (_, Some(true)) => Cause::HostOk,
            (false, Some(false)) => Cause::HostUnreachable,
            (false, None) => return,
        };
        findings.set(Check::ConnectHost, cause.into());
    }
}

/// The findings when no CCP is started at all.
pub fn not_started(cause: Cause, findings: &mut Findings) {
    for check in [Check::ConnectHost, Check::Ccp, Check::SignedIn] {
        findings.set(check, cause.into());
    }
}
