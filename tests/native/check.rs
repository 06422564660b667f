//! The self-check: each finding of each step from what was seen.

use fusion_connect_toolbar::check::links::{
    CheckAnswer, SignInAttempt, Span, classification, clock, configuration, not_started, presence,
    times, unreachable,
};
use fusion_connect_toolbar::check::surroundings::{
    Headers, PolicyNeeds, Surroundings, autoplay, frame, headers, microphone, microphone_opened,
    network, notifications, other_toolbar, partition,
};
use fusion_connect_toolbar::check::{
    Cause, Check, Finding, Findings, Group, ReportHead, Verdict, report,
};
use fusion_connect_toolbar::config::Config;
use fusion_connect_toolbar::domain::{FusionPresence, LinkFact, Microphone};
use fusion_connect_toolbar::fusion::presence::Parameters;

const OWN: &str = "https://toolbar.example";
const CCP: &str = "https://acme.my.connect.aws";
const FUSION: &str = "https://pod.fa.us2.oraclecloud.com";

fn config(transport: &str) -> Config {
    let text = format!(
        r#"{{"connect":{{"ccpUrl":"{CCP}/ccp-v2/","loginUrl":"https://idp.example/app?secret=1"}},
            "fusion":{{"origins":["{FUSION}"],"transport":"{transport}"}}}}"#
    );
    Config::parse(&text).unwrap()
}

fn of(findings: &Findings, check: Check) -> (Cause, String) {
    let finding = findings.of(check).unwrap();
    (finding.cause, finding.detail.clone())
}

fn cause(findings: &Findings, check: Check) -> Cause {
    of(findings, check).0
}

#[test]
fn the_groups_hold_every_step_once() {
    let mut codes: Vec<&str> =
        Group::ALL.into_iter().flat_map(Group::checks).map(|check| check.code()).collect();
    assert_eq!(codes.len(), 29);
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 29);
}

#[test]
fn a_later_finding_takes_the_place_of_an_earlier_one() {
    let mut findings = Findings::default();
    assert_eq!(findings.verdict(Check::PopUp), Verdict::Running);
    assert_eq!(findings.count(Verdict::Running), 29);
    findings.set(Check::PopUp, Cause::PressToCheck.into());
    findings.set(Check::PopUp, Cause::PopUpBlocked.into());
    assert_eq!(findings.count(Verdict::Failed), 1);
    findings.reopen(Check::PopUp);
    assert_eq!(findings.of(Check::PopUp), None);
}

#[test]
fn a_frame_is_compared_with_the_one_that_the_address_names() {
    let place = |framed, around: Option<&str>, named: Option<&str>| {
        frame(&Surroundings {
            framed,
            around: around.map(str::to_owned),
            named: named.map(str::to_owned),
        })
    };
    assert_eq!(place(false, None, Some(FUSION)), Cause::FrameAlone.into());
    assert_eq!(
        place(true, Some(FUSION), Some("https://POD.fa.us2.oraclecloud.com:443")),
        Cause::FrameKnown.about(FUSION)
    );
    assert_eq!(place(true, None, Some(FUSION)), Cause::FrameKnown.about(FUSION));
    assert_eq!(place(true, Some(FUSION), None), Cause::FrameKnown.about(FUSION));
    assert_eq!(place(true, None, None), Cause::FrameKnown.into());
    let other = place(true, Some("https://portal.example"), Some(FUSION));
    assert_eq!(
        other,
        Cause::FrameOther.about(format!("https://portal.example / oraParentFrame={FUSION}"))
    );
}

/// What the headers come to when `change` was made to good ones.
fn judged(change: impl FnOnce(&mut Headers), transport: &str) -> Findings {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' {CCP}; \
         frame-src {CCP} https://idp.example; frame-ancestors {FUSION}"
    );
    let mut seen = Headers {
        content_policy: Some(policy),
        permissions: Some(format!("microphone=(self \"{CCP}\"), autoplay=(self \"{CCP}\")")),
        cache: Some("no-cache".to_owned()),
        ..Headers::default()
    };
    change(&mut seen);
    let mut findings = Findings::default();
    let hosts = PolicyNeeds { own: OWN, config: &config(transport), uef: None };
    headers(&seen, Some("no-store"), &[], &hosts, &mut findings);
    findings
}

#[test]
fn good_headers_pass() {
    let findings = judged(|_| (), "auto");
    for (check, good) in [
        (Check::Framing, Cause::FramingOk),
        (Check::Policy, Cause::PolicyOk),
        (Check::Permissions, Cause::PermissionsOk),
        (Check::Isolation, Cause::IsolationNone),
        (Check::Caching, Cause::CachingOk),
    ] {
        assert_eq!(of(&findings, check), (good, String::new()));
    }
}

#[test]
fn without_headers_the_toolbar_works_with_less_protection() {
    let findings = judged(|seen| *seen = Headers::default(), "auto");
    for (check, advice) in [
        (Check::Framing, Cause::FramingOpen),
        (Check::Policy, Cause::PolicyMissing),
        (Check::Permissions, Cause::PermissionsMissing),
        (Check::Caching, Cause::CachingStale),
    ] {
        assert_eq!((cause(&findings, check), findings.verdict(check)), (advice, Verdict::Advice));
    }
    assert_eq!(of(&findings, Check::Caching).1, "index.html: Cache-Control: -");
    assert_eq!(cause(&findings, Check::Isolation), Cause::IsolationNone);
}

#[test]
fn a_host_that_keeps_fusion_out_is_found_by_either_header() {
    let options = |value: &str| {
        let value = value.to_owned();
        judged(
            |seen| {
                seen.content_policy = None;
                seen.frame_options = Some(value);
            },
            "auto",
        )
    };
    let refused = (Cause::FramingRefused, "X-Frame-Options: SAMEORIGIN".to_owned());
    assert_eq!(of(&options("SAMEORIGIN"), Check::Framing), refused);
    let ancestors = |list: &str| {
        let policy = format!("frame-ancestors {list}");
        judged(
            |seen| {
                seen.content_policy = Some(policy);
                seen.frame_options = Some("DENY".to_owned());
            },
            "auto",
        )
    };
    let refused = (Cause::FramingRefused, format!("frame-ancestors: {FUSION}"));
    assert_eq!(of(&ancestors("'self'"), Check::Framing), refused);
    assert_eq!(cause(&ancestors("https://*.oraclecloud.com"), Check::Framing), Cause::FramingOk);
    assert_eq!(cause(&judged(|_| (), "none"), Check::Framing), Cause::FusionOff);
}

#[test]
fn a_policy_names_what_it_keeps_out() {
    let policy = |text: &str| {
        let text = text.to_owned();
        of(&judged(|seen| seen.content_policy = Some(text), "auto"), Check::Policy)
    };
    let missing = format!(
        "frame-src {CCP}, frame-src https://idp.example, connect-src {CCP}, script-src 'wasm-unsafe-eval'"
    );
    assert_eq!(policy("default-src 'self'"), (Cause::PolicyBlocks, missing));
    assert_eq!(policy("frame-ancestors 'none'").0, Cause::PolicyOk);
    let mut findings = Findings::default();
    let uef =
        PolicyNeeds { own: OWN, config: &config("auto"), uef: Some("https://static.oracle.com/x") };
    let seen = Headers {
        content_policy: Some("script-src 'self' 'wasm-unsafe-eval'".to_owned()),
        ..Headers::default()
    };
    headers(&seen, None, &[], &uef, &mut findings);
    let blocked = (Cause::PolicyBlocks, "script-src https://static.oracle.com".to_owned());
    assert_eq!(of(&findings, Check::Policy), blocked);
    let reported = ["frame-src https://idp.example".to_owned()];
    headers(&seen, None, &reported, &uef, &mut findings);
    assert_eq!(of(&findings, Check::Policy), (Cause::PolicyBlocks, reported[0].clone()));
}

#[test]
fn a_policy_of_before_amazons_new_sign_in_is_told_its_hosts() {
    let text = format!(
        r#"{{"connect":{{"ccpUrl":"{CCP}/ccp-v2/"}},"fusion":{{"origins":["{FUSION}"],"transport":"none"}}}}"#
    );
    let config = Config::parse(&text).unwrap();
    let judged = |frames: &str| {
        let seen = Headers {
            content_policy: Some(format!("frame-src {CCP} {frames}")),
            ..Headers::default()
        };
        let mut findings = Findings::default();
        let hosts = PolicyNeeds { own: OWN, config: &config, uef: None };
        headers(&seen, None, &[], &hosts, &mut findings);
        of(&findings, Check::Policy)
    };
    let missing = "frame-src https://*.signin.aws, frame-src https://*.apps.signin.aws";
    assert_eq!(judged(""), (Cause::PolicyBlocks, missing.to_owned()));
    let missing = "frame-src https://*.signin.aws".to_owned();
    assert_eq!(judged("https://*.apps.signin.aws"), (Cause::PolicyBlocks, missing));
    assert_eq!(judged("https://*.signin.aws").0, Cause::PolicyOk);
}

#[test]
fn a_header_that_keeps_the_microphone_from_the_ccp_says_what_to_write() {
    let permissions = |text: &str| {
        let text = text.to_owned();
        of(&judged(|seen| seen.permissions = Some(text), "auto"), Check::Permissions)
    };
    let wanted = format!("microphone=(self \"{CCP}\")");
    assert_eq!(permissions("microphone=(self)"), (Cause::PermissionsDenied, wanted.clone()));
    let not_self = format!("microphone=(\"{CCP}\")");
    assert_eq!(permissions(&not_self), (Cause::PermissionsDenied, wanted.clone()));
    let both = format!("{wanted}, autoplay=(self \"{CCP}\")");
    assert_eq!(permissions("microphone=(), autoplay=()"), (Cause::PermissionsDenied, both));
    assert_eq!(permissions("geolocation=()").0, Cause::PermissionsOk);
}

#[test]
fn isolation_is_told_by_its_header() {
    let isolation = |opener: &str, embedder: &str| {
        let (opener, embedder) = (opener.to_owned(), embedder.to_owned());
        let change = |seen: &mut Headers| {
            seen.opener = Some(opener);
            seen.embedder = Some(embedder);
        };
        of(&judged(change, "auto"), Check::Isolation)
    };
    assert_eq!(isolation("unsafe-none", "").0, Cause::IsolationNone);
    assert_eq!(isolation("same-origin-allow-popups", "unsafe-none").0, Cause::IsolationNone);
    let opener = "Cross-Origin-Opener-Policy: same-origin".to_owned();
    assert_eq!(isolation("same-origin; report-to=\"x\"", ""), (Cause::IsolationOpener, opener));
    let embedder = "Cross-Origin-Embedder-Policy: require-corp".to_owned();
    assert_eq!(isolation("same-origin", "require-corp"), (Cause::IsolationEmbedder, embedder));
}

#[test]
fn what_may_be_kept_is_named() {
    let caching = |cache: &str| {
        let cache = cache.to_owned();
        of(&judged(|seen| seen.cache = Some(cache), "auto"), Check::Caching)
    };
    assert_eq!(caching("public, max-age=0").0, Cause::CachingOk);
    assert_eq!(caching("No-Cache").0, Cause::CachingOk);
    let kept = "index.html: Cache-Control: public, max-age=3600".to_owned();
    assert_eq!(caching("public, max-age=3600"), (Cause::CachingStale, kept));
}

#[test]
fn clocks_are_compared_in_seconds() {
    assert_eq!(clock(&[]), Cause::ClockUnknown.into());
    let both = clock(&[("Server", -400), ("Amazon Connect", -1600)]);
    assert_eq!(both, Cause::ClockOk.about("Server +0 s, Amazon Connect \u{2212}2 s"));
    assert_eq!(clock(&[("Server", 29_999)]).cause, Cause::ClockOk);
    assert_eq!(clock(&[("Server", -30_000)]).cause, Cause::ClockOff);
    assert_eq!(clock(&[("Server", 0), ("Amazon Connect", 299_999)]).cause, Cause::ClockOff);
    assert_eq!(
        clock(&[("Server", 0), ("Amazon Connect", -300_000)]),
        Cause::ClockWrong.about("Server +0 s, Amazon Connect \u{2212}300 s")
    );
}

#[test]
fn one_slow_answer_is_enough() {
    let span = |name, millis| Span { name, millis, slow: 1000 };
    assert_eq!(times(&[]), Cause::TimesUnknown.into());
    assert_eq!(times(&[span("CCP", 999)]), Cause::TimesOk.about("CCP 999 ms"));
    let slow = times(&[span("CCP", 20), span("Fusion", 1000)]);
    assert_eq!(slow, Cause::TimesSlow.about("CCP 20 ms, Fusion 1000 ms"));
}

#[test]
fn what_the_browser_allows_is_judged() {
    for (third, cookies, shared, found) in [
        (false, true, Some(true), Cause::PartitionNone),
        (false, false, None, Cause::PartitionNone),
        (true, false, Some(true), Cause::PartitionBlocked),
        (true, true, Some(true), Cause::PartitionShared),
        (true, true, Some(false), Cause::PartitionApart),
        (true, true, None, Cause::PartitionApart),
    ] {
        assert_eq!(partition(third, cookies, shared), found.into());
    }
    for (starts, found) in [
        (Some(true), Cause::AutoplayOk),
        (Some(false), Cause::AutoplayWaits),
        (None, Cause::AutoplayUnknown),
    ] {
        assert_eq!(autoplay(starts), found.into());
    }
    for (held, found) in [
        (Some(true), Cause::OtherToolbar),
        (Some(false), Cause::OtherNone),
        (None, Cause::OtherUnknown),
    ] {
        assert_eq!(other_toolbar(held), found.into());
    }
    for (permission, third, found) in [
        (Some("granted"), true, Cause::NotificationsOk),
        (Some("granted"), false, Cause::NotificationsOk),
        (Some("denied"), false, Cause::NotificationsDenied),
        (Some("denied"), true, Cause::NotificationsNone),
        (Some("default"), false, Cause::NotificationsAsk),
        (Some("default"), true, Cause::NotificationsNone),
        (None, false, Cause::NotificationsNone),
    ] {
        assert_eq!(notifications(permission, third), found.into());
    }
}

#[test]
fn the_microphone_is_judged_before_and_after_it_was_opened() {
    for (delegated, access, found) in [
        (false, Microphone::Granted, Cause::MicrophoneSkipped),
        (true, Microphone::Granted, Cause::MicrophoneOk),
        (true, Microphone::Prompt, Cause::MicrophonePrompt),
        (true, Microphone::Denied, Cause::MicrophoneDenied),
        (true, Microphone::Missing, Cause::MicrophoneMissing),
    ] {
        assert_eq!(microphone(delegated, access), found.into());
    }
    assert_eq!(microphone_opened(Ok(())), Cause::MicrophoneOk.into());
    assert_eq!(microphone_opened(Err("NotAllowedError")), Cause::MicrophoneDenied.into());
    assert_eq!(microphone_opened(Err("NotFoundError")), Cause::MicrophoneMissing.into());
    let broken = Cause::MicrophoneBroken.about("NotReadableError");
    assert_eq!(microphone_opened(Err("NotReadableError")), broken);
}

/// What the three steps of the phone come to after these facts.
fn phone(facts: &[LinkFact]) -> [Option<Cause>; 3] {
    let (mut attempt, mut findings) = (SignInAttempt::default(), Findings::default());
    for fact in facts {
        attempt.take(fact, &mut findings);
    }
    seen(&findings)
}

fn seen(findings: &Findings) -> [Option<Cause>; 3] {
    [Check::ConnectHost, Check::Ccp, Check::SignedIn]
        .map(|check| findings.of(check).map(|finding| finding.cause))
}

#[test]
fn the_phone_is_judged_by_what_its_link_tells() {
    let ok = Some(Cause::HostOk);
    let acknowledged = Some(Cause::CcpOk);
    assert_eq!(phone(&[LinkFact::Initialising]), [None; 3]);
    assert_eq!(phone(&[LinkFact::Acknowledged]), [ok, acknowledged, None]);
    let silent = LinkFact::NotAcknowledged { popup_blocked: false };
    let unknown = Some(Cause::SignedInUnknown);
    assert_eq!(phone(std::slice::from_ref(&silent)), [None, Some(Cause::CcpNoAnswer), unknown]);
    // Signed in meanwhile; the data are still to come.
    assert_eq!(phone(&[silent, LinkFact::Acknowledged])[..2], [ok, acknowledged]);
    for (fact, found) in [
        (LinkFact::AccessDenied, Cause::AccessDenied),
        (LinkFact::AuthFailed, Cause::SessionOver),
        (LinkFact::Frozen, Cause::SessionOver),
        (LinkFact::Terminated, Cause::SessionOver),
        (LinkFact::SocketFailed, Cause::NoLine),
        (LinkFact::SocketLost, Cause::NoLine),
    ] {
        assert_eq!(phone(&[LinkFact::Acknowledged, fact]), [ok, acknowledged, Some(found)]);
    }
    let storage = [None, Some(Cause::CcpStorage), unknown];
    assert_eq!(phone(&[LinkFact::StorageDenied]), storage);
    let library = phone(&[LinkFact::LibraryFailed("the script was not loaded".to_owned())]);
    assert_eq!(library, [None, Some(Cause::CcpLibrary), unknown]);
}

#[test]
fn data_prove_the_sign_in_and_their_absence_is_told() {
    let (mut attempt, mut findings) = (SignInAttempt::default(), Findings::default());
    attempt.take(&LinkFact::Acknowledged, &mut findings);
    attempt.late(&mut findings);
    assert_eq!(cause(&findings, Check::SignedIn), Cause::NoData);
    attempt.data(&mut findings);
    attempt.late(&mut findings);
    assert_eq!(cause(&findings, Check::SignedIn), Cause::SignedInOk);
}

#[test]
fn a_host_counts_as_reached_when_either_way_worked() {
    for (reached, acknowledged, found) in [
        (false, false, Cause::HostUnreachable),
        (true, false, Cause::HostOk),
        (false, true, Cause::HostOk),
    ] {
        let (mut attempt, mut findings) = (SignInAttempt::default(), Findings::default());
        attempt.reached(reached, &mut findings);
        if acknowledged {
            attempt.take(&LinkFact::Acknowledged, &mut findings);
        }
        assert_eq!(cause(&findings, Check::ConnectHost), found);
    }
}

#[test]
fn without_an_attempt_the_phone_is_not_judged() {
    let mut findings = Findings::default();
    not_started(Cause::CcpNotStarted, &mut findings);
    assert_eq!(seen(&findings), [Some(Cause::CcpNotStarted); 3]);
    assert_eq!(findings.count(Verdict::Unknown), 3);
}

const LINK: [Check; 4] =
    [Check::Parameters, Check::Origin, Check::Transport, Check::Classification];

fn link(seen: &FusionPresence, framed: bool, search: &str) -> Vec<Option<Finding>> {
    let mut findings = Findings::default();
    presence(seen, framed, &Parameters::parse(search), &mut findings);
    LINK.map(|check| findings.of(check).cloned()).to_vec()
}

#[test]
fn the_way_to_fusion_is_judged_by_the_address() {
    let all = |cause: Cause| vec![Some(Finding::from(cause)); 4];
    assert_eq!(link(&FusionPresence::Off, true, ""), all(Cause::FusionOff));
    assert_eq!(link(&FusionPresence::Absent, false, "?oraTbName=x"), all(Cause::FusionAlone));
    let first = || Some(Finding::from(Cause::FusionFirst));
    assert_eq!(
        link(&FusionPresence::Absent, true, ""),
        [
            Some(Cause::ParametersMissing.about("oraParentFrame, oraTbName")),
            Some(Cause::OriginUnknown.into()),
            first(),
            first(),
        ]
    );
    let search = format!("?oraParentFrame={FUSION}&oraTbName=TB");
    let refused = FusionPresence::OriginRefused(FUSION.to_owned());
    assert_eq!(
        link(&refused, true, &search),
        [
            Some(Cause::ParametersPartial.about("oraApiSource")),
            Some(Cause::OriginRefused.about(FUSION)),
            first(),
            first(),
        ]
    );
    let full = format!("{search}&oraApiSource=/x.js");
    let ok = [Some(Cause::ParametersOk.into()), Some(Cause::OriginOk.into()), None, None];
    assert_eq!(link(&FusionPresence::Framed, true, &full), ok);
}

#[test]
fn fusion_is_judged_by_its_answers() {
    for (outcome, transport, then) in [
        (CheckAnswer::Answered, Cause::TransportOk.about("MCA"), Cause::ClassificationAsk),
        (CheckAnswer::Silent, Cause::TransportSilent.about("MCA"), Cause::FusionFirst),
        (
            CheckAnswer::Refused("no".into()),
            Cause::TransportRefused.about("no"),
            Cause::FusionFirst,
        ),
    ] {
        let mut findings = Findings::default();
        configuration(outcome, "MCA", &mut findings);
        assert_eq!(findings.of(Check::Transport), Some(&transport));
        assert_eq!(cause(&findings, Check::Classification), then);
    }
    let mut findings = Findings::default();
    unreachable("the script was not loaded", &mut findings);
    let found = (Cause::TransportUnreachable, "the script was not loaded".to_owned());
    assert_eq!(of(&findings, Check::Transport), found);
    assert_eq!(cause(&findings, Check::Classification), Cause::FusionFirst);
    let called = |first, second| {
        classification(&[("ORA_SERVICE".to_owned(), first), ("ORA_SALES".to_owned(), second)])
    };
    let all = Cause::ClassificationOk.about("ORA_SERVICE, ORA_SALES");
    assert_eq!(called(CheckAnswer::Answered, CheckAnswer::Answered), all);
    let silent = Cause::ClassificationSilent.about("ORA_SALES");
    assert_eq!(called(CheckAnswer::Refused("no".into()), CheckAnswer::Silent), silent);
    let refused = Cause::ClassificationRefused.about("ORA_SERVICE: no");
    assert_eq!(called(CheckAnswer::Refused("no".into()), CheckAnswer::Answered), refused);
}

#[test]
fn the_report_has_every_step_and_no_secret() {
    let mut findings = Findings::default();
    findings.set(Check::Origin, Cause::OriginRefused.about(FUSION));
    let head = ReportHead {
        version: "1.2.3",
        time: "2026-11-23T10:00:00.000Z".to_owned(),
        browser: "Browser/1".to_owned(),
        address: format!("{OWN}/check"),
        headers: vec![("Cache-Control".to_owned(), "no-cache".to_owned())],
    };
    let words = |_: Check, finding: &Finding| format!("not listed: {}", finding.detail);
    let text = report(&head, Some(&config("auto")), &findings, &words);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Fusion Connect Toolbar 1.2.3, self-check");
    assert!(lines.contains(&"browser: Browser/1") && lines.contains(&"Cache-Control: no-cache"));
    let found = format!("[failed] fusion-origin (OriginRefused): not listed: {FUSION}");
    assert!(lines.contains(&found.as_str()));
    assert_eq!(lines.iter().filter(|line| line.starts_with("[running]")).count(), 28);
    assert!(lines.contains(&format!("connect.ccpUrl: {CCP}").as_str()));
    assert!(!text.contains("secret") && !text.contains("idp.example"), "{text}");
}

#[test]
fn a_ccp_that_only_has_to_answer_opens_nothing_and_rings_nowhere() {
    let params = config("auto").connect.probe_params();
    let params: serde_json::Value = serde_json::from_str(&params).unwrap();
    assert_eq!(params["ccpUrl"], format!("{CCP}/ccp-v2/"));
    assert_eq!(params["loginPopup"], false);
    assert_eq!(params["softphone"], serde_json::json!({ "disableRingtone": true }));
}

#[test]
fn a_toolbar_on_a_private_network_around_which_is_a_public_page_is_named() {
    let framed = |around: Option<&str>, named: Option<&str>| Surroundings {
        framed: true,
        around: around.map(str::to_owned),
        named: named.map(str::to_owned),
    };
    for own in [
        "https://10.1.2.3",
        "https://192.168.0.9:8443",
        "https://100.64.0.1",
        "https://[fd00::1]:8443",
        "http://localhost:8080",
        "https://toolbar",
        "https://toolbar.corp",
        "https://cti.home.arpa",
    ] {
        let finding = network(own, &framed(Some(FUSION), None));
        assert_eq!(finding.cause, Cause::NetworkPrivate, "{own}");
        assert!(own.contains(&finding.detail) && !finding.detail.contains('['), "{own}");
        assert_eq!(network(own, &framed(None, Some(FUSION))).cause, Cause::NetworkPrivate);
        assert_eq!(
            network(own, &framed(Some("https://10.9.9.9"), None)).cause,
            Cause::NetworkPlain
        );
        assert_eq!(network(own, &Surroundings::default()).cause, Cause::NetworkPlain);
    }
    for own in [
        "https://cti.example.com",
        "https://11.1.2.3",
        "https://100.128.0.1",
        "https://[2001:db8::1]",
        "https://local.example.com",
    ] {
        assert_eq!(network(own, &framed(Some(FUSION), None)).cause, Cause::NetworkPlain, "{own}");
    }
}
