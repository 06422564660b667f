//! The names of what can go wrong with Connect; tests, addresses and people use the same.

words! {
    /// One thing that goes wrong as long as it is switched on.
    Fault {
        /// The agent may not use the CCP: `access_denied` instead of data.
        AccessDenied = "access-denied",
        /// Activity that the toolbar tells is refused.
        ActivityFails = "activity-fails",
        /// An accept is refused.
        AcceptFails = "accept-fails",
        /// An accept is carried out, but its answer is lost.
        AcceptLost = "accept-lost",
        /// The CCP does not speak the second channel, as an old one.
        ChannelSilent = "channel-silent",
        /// Nothing comes from the CCP any more, neither acknowledgement nor data.
        CcpSilent = "ccp-silent",
        /// A clear is refused.
        ClearFails = "clear-fails",
        /// Connect's clock is ten minutes ahead of this computer's.
        ClockAhead = "clock-ahead",
        /// Each request is carried out and answered only after 3 seconds.
        ConnectLate = "connect-late",
        /// No request is carried out or answered.
        ConnectNever = "connect-never",
        /// Each change is told 2 seconds after it happened.
        ConnectSlowSnapshot = "connect-slow-snapshot",
        /// Contacts come with connections that cannot be read.
        ContactGarbled = "contact-garbled",
        /// When the customer hangs up, only their leg ends: the contact rings or goes on.
        CustomerLingers = "customer-lingers",
        /// The audio devices can neither be listed nor changed.
        DevicesFail = "devices-fail",
        /// Digits are refused.
        DigitsFail = "digits-fail",
        /// A dialled contact has failed already when it is told for the first time.
        DialStillborn = "dial-stillborn",
        /// A dialled contact is told without its connections until somebody answers.
        DialBare = "dial-bare",
        /// A dial is refused.
        DialFails = "dial-fails",
        /// Amazon refuses to make a campaign's call at once.
        EngageFails = "engage-fails",
        /// A dial is neither carried out nor answered.
        DialLost = "dial-lost",
        /// A dial is carried out, but its answer is lost.
        DialSilent = "dial-silent",
        /// An end is refused.
        EndFails = "end-fails",
        /// The list of quick connects is refused.
        EndpointsFail = "endpoints-fail",
        /// There are 1,200 quick connects.
        EndpointsMany = "endpoints-many",
        /// Another voice enhancement is refused.
        EnhancementFails = "enhancement-fails",
        /// Another voice enhancement is accepted, but never comes about.
        EnhancementLost = "enhancement-lost",
        /// Every list that the CCP tells has an entry that cannot be read.
        EntriesGarbled = "entries-garbled",
        /// A hold is refused.
        HoldFails = "hold-fails",
        /// A join is refused.
        JoinFails = "join-fails",
        /// A missed contact is gone at once instead of being listed with an error.
        MissedVanishes = "missed-vanishes",
        /// A supervisor is not told the origin of the call that they listen to.
        MonitorNameless = "monitor-nameless",
        /// A supervisor is not told how they are in the call: their leg is only `connected`.
        MonitorUnsure = "monitor-unsure",
        /// The microphone cannot be switched by the toolbar, without a word.
        MuteLost = "mute-lost",
        /// The routing profile has no default outbound queue.
        NoOutboundQueue = "no-outbound-queue",
        /// Customers' numbers are told without their plus.
        NumbersBare = "numbers-bare",
        /// A reject is refused.
        RejectFails = "reject-fails",
        /// A declined contact is gone at once instead of being listed with an error.
        RejectVanishes = "reject-vanishes",
        /// A resume is refused.
        ResumeFails = "resume-fails",
        /// The agent is signed out: a CCP that is loaded never acknowledges.
        SignedOut = "signed-out",
        /// A campaign does not let the agent skip its calls.
        SkipForbidden = "skip-forbidden",
        /// Every second change is not told, starting with the next one.
        SnapshotSkipped = "snapshot-skipped",
        /// Each change is told twice.
        SnapshotRepeated = "snapshot-repeated",
        /// The state Training is called `Busy`, as one of Connect's own.
        StateNamedBusy = "state-named-busy",
        /// A change of the agent's state is refused.
        StateFails = "state-fails",
        /// A swap is refused.
        SwapFails = "swap-fails",
        /// Somebody else cannot be called.
        TransferFails = "transfer-fails",
        /// The CCP acknowledges, but tells no data and answers nothing.
        WorkerStuck = "worker-stuck",
    }
}
