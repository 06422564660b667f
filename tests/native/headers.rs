//! The headers of the toolbar's host: strict, the same for every server, and made from the configuration.

use fusion_connect_toolbar::config::Config;
use fusion_connect_toolbar::headers::{
    self, HeaderHosts, START_SCRIPT, Server, block, content_security_policy, permissions_policy,
};

fn of(config: &str) -> HeaderHosts {
    Config::parse(config).unwrap().hosts()
}

fn lists() -> HeaderHosts {
    of(r#"{
        "connect": {
            "ccpUrl": "https://Acme.my.connect.aws:443/ccp-v2/",
            "loginUrl": "https://idp.example/start?app=connect"
        },
        "fusion": { "origins": ["https://pod.example", "https://pod2.example:8443"] }
    }"#)
}

/// The sources of one directive.
fn directive<'a>(policy: &'a str, name: &str) -> Option<Vec<&'a str>> {
    let mut found = policy.split("; ").filter_map(|part| {
        let (first, rest) = part.split_once(' ')?;
        (first == name).then(|| rest.split(' ').collect())
    });
    let only = found.next();
    assert_eq!(found.next(), None, "{name} stands once");
    only
}

#[test]
fn the_policy_names_the_configured_hosts_and_nothing_loose() {
    let policy = content_security_policy(&lists());
    let hash = format!("'{START_SCRIPT}'");
    let uef = "https://static.oracle.com";
    for (name, sources) in [
        ("default-src", vec!["'none'"]),
        ("base-uri", vec!["'self'"]),
        ("script-src", vec!["'self'", "'wasm-unsafe-eval'", hash.as_str(), uef]),
        ("style-src", vec!["'self'"]),
        ("connect-src", vec!["'self'", "https://acme.my.connect.aws", uef]),
        ("frame-src", vec!["https://acme.my.connect.aws", "https://idp.example"]),
        ("frame-ancestors", vec!["https://pod.example", "https://pod2.example:8443"]),
    ] {
        assert_eq!(directive(&policy, name), Some(sources), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert!(!policy.contains('*'), "{policy}");
}

#[test]
fn the_frame_of_a_signed_out_ccp_may_go_to_amazons_sign_in_unless_it_is_somewhere_else() {
    let frames = |more: &str| {
        let config = format!(
            r#"{{ "connect": {{ "ccpUrl": "https://acme.my.connect.aws/ccp-v2/"{more} }},
                "fusion": {{ "origins": ["https://pod.example"] }} }}"#
        );
        let policy = content_security_policy(&of(&config));
        directive(&policy, "frame-src").unwrap()[1..].join(" ")
    };
    let amazon = "https://*.signin.aws https://*.apps.signin.aws";
    assert_eq!(frames(""), amazon);
    assert_eq!(frames(r#", "loginUrl": "https://acme.my.connect.aws/login""#), amazon);
    assert_eq!(frames(r#", "loginUrl": "https://idp.example/start""#), "https://idp.example");
    let gov = frames(r#", "region": "us-gov-west-1""#);
    assert!(gov.contains("https://*.apps.signin.aws-us-gov.com") && !gov.contains("signin.aws "));
}

#[test]
fn oracles_script_is_let_in_only_where_uef_may_be_used() {
    for (transport, allowed) in [("auto", true), ("mca", false), ("none", false)] {
        let config = format!(
            r#"{{ "connect": {{ "ccpUrl": "https://acme.my.connect.aws/ccp-v2/" }},
                "fusion": {{ "origins": ["https://pod.example"], "transport": "{transport}" }} }}"#
        );
        let policy = content_security_policy(&of(&config));
        assert_eq!(policy.contains("static.oracle.com"), allowed, "{transport}: {policy}");
    }
}

#[test]
fn a_script_of_oracles_from_elsewhere_is_let_in_from_there() {
    let config = r#"{ "connect": { "ccpUrl": "https://acme.my.connect.aws/ccp-v2/" },
        "fusion": { "origins": ["https://pod.example"], "uefUrl": "https://cdn.example/uef/client.js" } }"#;
    let policy = content_security_policy(&of(config));
    let scripts = directive(&policy, "script-src").unwrap();
    assert_eq!(scripts.last(), Some(&"https://cdn.example"), "{policy}");
}

#[test]
fn without_fusion_nobody_may_frame_the_toolbar() {
    let alone = r#"{ "connect": { "ccpUrl": "https://acme.my.connect.aws/ccp-v2/" },
        "fusion": { "origins": [], "transport": "none" } }"#;
    let policy = content_security_policy(&of(alone));
    assert_eq!(directive(&policy, "frame-ancestors"), Some(vec!["'none'"]));
}

#[test]
fn the_frame_of_the_ccp_is_given_what_streams_asks_for() {
    let policy = permissions_policy(&lists());
    for feature in
        ["microphone", "camera", "autoplay", "clipboard-write", "identity-credentials-get"]
    {
        let given = format!("{feature}=(self \"https://acme.my.connect.aws\")");
        assert!(policy.split(", ").any(|part| part == given), "{policy}");
    }
    assert!(!policy.contains("idp.example"), "a sign-on needs no microphone");
}

/// What a server's own quoting makes of a value is undone first.
#[test]
fn every_server_sends_the_same_headers() {
    for server in Server::ALL {
        let text = block(server, &lists()).replace("\\\"", "\"");
        for (name, value) in headers::headers(&lists()) {
            let said = match server {
                // CloudFront has members of its own for these.
                Server::CloudFront => format!("\"{value}\""),
                Server::Apache => format!("Header always set {name} \"{value}\"\n"),
                Server::HeadersFile => format!("  {name}: {value}\n"),
                Server::Nginx if value.contains('\'') => {
                    format!("add_header {name} \"{value}\" always;")
                }
                Server::Nginx => format!("add_header {name} '{value}' always;"),
            };
            let there = text.contains(&said) || name == "X-Content-Type-Options";
            assert!(there, "{}: {said}\n{text}", server.name());
        }
        for never in
            ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "X-Frame-Options"]
        {
            assert!(!text.contains(never), "{}: {never}", server.name());
        }
    }
    let nosniff = block(Server::CloudFront, &lists());
    assert!(nosniff.contains("\"ContentTypeOptions\": { \"Override\": true }"));
}

#[test]
fn the_block_for_cloudfront_is_json_of_its_configuration() {
    let read: serde_json::Value =
        serde_json::from_str(&block(Server::CloudFront, &lists())).unwrap();
    let policy = &read["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"];
    assert_eq!(policy.as_str(), Some(content_security_policy(&lists()).as_str()));
    let custom = &read["CustomHeadersConfig"];
    assert_eq!(custom["Quantity"], 1);
    assert_eq!(custom["Items"][0]["Value"].as_str(), Some(permissions_policy(&lists()).as_str()));
    // CloudFront's own limit for one value.
    assert!(policy.as_str().is_some_and(|policy| policy.len() < 1783));
}

#[test]
fn a_template_marks_the_three_lists() {
    for server in Server::ALL {
        let text = block(server, &HeaderHosts::to_fill_in());
        for host in [
            "https://your-instance.my.connect.aws",
            "https://your-sign-on.example.com",
            "https://your-environment.fa.ocs.oraclecloud.com",
            "https://static.oracle.com",
        ] {
            assert!(text.contains(host), "{}: {host}", server.name());
        }
    }
    let text = block(Server::Nginx, &HeaderHosts::to_fill_in());
    for mark in ["# Hosts that are named below", "#   1. Connect", "#   2. Fusion", "#   3. UEF"] {
        assert!(text.contains(mark), "{mark}");
    }
}

/// Of two rules that give one header some hosts send both values.
#[test]
fn no_file_is_told_two_ages_by_a_headers_file() {
    let text = block(Server::HeadersFile, &lists());
    let (_, all) = text.split_once("/*\n").unwrap();
    let (everywhere, kept) = all.split_once("\n/").unwrap();
    assert!(!everywhere.contains("Cache-Control"), "{everywhere}");
    assert_eq!(kept.matches("Cache-Control: public, max-age=31536000, immutable").count(), 7);
}
