//! `config.json`: defaults, every option, and every error at once with its path.

use fusion_connect_toolbar::config::{
    AniFormat, Config, Settings, Source, TransportChoice, WrapUp,
};
use fusion_connect_toolbar::domain::Millis;
use serde_json::{Value, json};
use std::sync::Arc;

fn smallest() -> Value {
    json!({
        "connect": { "ccpUrl": "https://acme.my.connect.aws/ccp-v2/" },
        "fusion": { "origins": ["https://pod.fa.us2.oraclecloud.com"] }
    })
}

fn errors(config: &Value) -> Vec<String> {
    match Config::parse(&config.to_string()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn two_members_are_enough() {
    let config = Config::parse(&smallest().to_string()).unwrap();
    assert_eq!(config.connect.ccp_url, "https://acme.my.connect.aws/ccp-v2/");
    assert_eq!(
        (config.connect.millis("ccpAckTimeout"), config.connect.millis("ccpSynTimeout")),
        (5000, 3000)
    );
    assert_eq!(config.fusion.transport, TransportChoice::Auto);
    assert_eq!(
        config.fusion.uef_url,
        "https://static.oracle.com/cdn/ui-events-framework/libs/ui-events-framework-client.js"
    );
    assert_eq!(config.settings.token_map.route.classification, "ORA_SERVICE");
    assert_eq!(config.settings.ani, AniFormat::E164);
    assert_eq!(config.settings.wrap_up, WrapUp::Unlimited);
    assert_eq!((config.default_country.as_str(), config.locale), ("US", None));
    let params: Value = serde_json::from_str(&config.connect.init_params(true)).unwrap();
    assert_eq!(
        params,
        json!({
            "ccpUrl": "https://acme.my.connect.aws/ccp-v2/",
            "loginPopup": true,
            "loginPopupAutoClose": true,
            "loginOptions": {
                "autoClose": true, "height": 600, "width": 400, "top": 0, "left": 0,
                "disableAuthPopupAfterLogout": true
            },
            "softphone": { "allowFramedSoftphone": true, "disableRingtone": false },
            "pageOptions": {
                "enableAudioDeviceSettings": false,
                "enableVideoDeviceSettings": false,
                "enablePhoneTypeSettings": true,
                "showInactivityModal": false
            },
            "ccpAckTimeout": 5000,
            "ccpSynTimeout": 3000,
            "ccpLoadTimeout": 10000
        })
    );
}

#[test]
fn one_option_of_a_section_leaves_the_others_as_they_are() {
    let mut config = smallest();
    config["connect"]["softphone"] = json!({ "disableRingtone": true, "VDIPlatform": "CITRIX" });
    config["connect"]["unavailableState"] = json!("Lunch");
    config["connect"]["region"] = json!("eu-west-2");
    config["fusion"]["wrapUp"] = json!("timed");
    config["fusion"]["wrapUpSeconds"] = json!(90);
    let config = Config::parse(&config.to_string()).unwrap();
    let params: Value = serde_json::from_str(&config.connect.init_params(true)).unwrap();
    assert_eq!(params["softphone"]["allowFramedSoftphone"], json!(true));
    assert_eq!(params["softphone"]["disableRingtone"], json!(true));
    assert_eq!(params["softphone"]["VDIPlatform"], json!("CITRIX"));
    assert_eq!(params["region"], json!("eu-west-2"));
    assert!(params.get("unavailableState").is_none(), "that one is ours");
    assert_eq!(config.settings.unavailable_state.as_deref(), Some("Lunch"));
    assert_eq!(config.settings.wrap_up, WrapUp::Timed(Millis::seconds(90)));
}

#[test]
fn every_error_is_named_at_once_with_its_path() {
    let config = json!({
        "connect": {
            "ccpUrl": "http://acme.example",
            "ccpAckTimout": 1,
            "softphone": { "allowFramedSoftphone": "yes", "provider": 1 },
            "loginOptions": { "enableAckTimeout": true, "height": -1 },
            "ccpLoadTimeout": 1
        },
        "fusion": {
            "origins": ["https://*.oraclecloud.com", 5, "https://pod.example/path"],
            "transport": "pigeon",
            "wrapUp": true
        },
        "dialling": { "defaultCountry": "usa" },
        "locale": "tlh",
        "colour": "red"
    });
    let errors = errors(&config);
    for path in [
        "colour: unknown key",
        "connect.ccpAckTimout: unknown key; did you mean \"ccpAckTimeout\"?",
        "connect.ccpUrl: must start with https://",
        "connect.softphone.provider: unknown key",
        "connect.softphone.allowFramedSoftphone: expected true or false, found a string",
        "connect.loginOptions.enableAckTimeout: unknown key",
        "connect.loginOptions.height: expected a whole number",
        "connect.ccpLoadTimeout: expected a whole number",
        "fusion.origins[0]: ",
        "fusion.origins[1]: expected a string, found a number",
        "fusion.origins[2]: expected an exact origin",
        "fusion.transport: expected one of \"auto\"",
        "fusion.wrapUp: expected a string",
        "dialling.defaultCountry: ",
        "locale: expected one of",
    ] {
        assert!(errors.iter().any(|error| error.starts_with(path)), "{path:?} in {errors:#?}");
    }
    assert_eq!(errors.len(), 15, "{errors:#?}");
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(errors(&json!({})), ["connect.ccpUrl: is missing", "fusion.origins: is missing"]);
    assert_eq!(errors(&json!([])).first().unwrap(), "expected an object, found a list");
}

#[test]
fn a_file_that_is_not_json_says_where() {
    let errors = Config::parse("{ \"connect\": ").unwrap_err();
    assert!(errors[0].to_string().starts_with("is not JSON: "), "{errors:?}");
}

#[test]
fn plain_http_is_for_localhost_names_only() {
    let mut config = smallest();
    config["connect"]["ccpUrl"] = json!("http://ccp.localhost:8080/sandbox-ccp");
    config["fusion"]["origins"] = json!(["http://fusion.localhost:8080"]);
    assert!(errors(&config).is_empty());
    config["fusion"]["origins"] = json!(["http://localhost.example"]);
    assert_eq!(errors(&config).len(), 1);
}

#[test]
fn origins_are_normalised() {
    let mut config = smallest();
    config["fusion"]["origins"] = json!(["https://Pod.Example:443/"]);
    let config = Config::parse(&config.to_string()).unwrap();
    assert_eq!(config.fusion.origins, ["https://pod.example"]);
}

#[test]
fn the_example_that_a_release_ships_is_right() {
    let example = include_str!("../../src/config.example.json");
    assert!(Config::parse(example).is_ok(), "{:?}", Config::parse(example));
}

#[test]
fn a_frame_without_the_microphone_leaves_audio_to_amazons_window() {
    let config = Config::parse(&smallest().to_string()).unwrap();
    let framed = |microphone: bool| {
        let params: Value = serde_json::from_str(&config.connect.init_params(microphone)).unwrap();
        params["softphone"]["allowFramedSoftphone"].clone()
    };
    assert_eq!((framed(true), framed(false)), (Value::Bool(true), Value::Bool(false)));
}

/// The smallest configuration with these members of `fusion` on top.
fn with_fusion(members: &Value) -> Value {
    let mut config = smallest();
    for (name, value) in members.as_object().unwrap() {
        config["fusion"][name] = value.clone();
    }
    config
}

fn fusion(members: &Value) -> Arc<Settings> {
    Config::parse(&with_fusion(members).to_string()).unwrap().settings
}

#[test]
fn recent_calls_can_be_switched_off() {
    let mut config = smallest();
    config["dialling"] = json!({ "recentCalls": 0 });
    assert_eq!(Config::parse(&config.to_string()).unwrap().settings.recent_calls, 0);
}

#[test]
fn every_source_of_a_token_is_read() {
    let given = fusion(&json!({ "tokens": {
        "BAC_ATTRIBUTE": "attribute:customer id",
        "BAC_METHOD": "initiationMethod",
        "BAC_QUEUE": "queue",
        "BAC_SEGMENT": "segment:connect:Subtype",
        "BAC_TEXT": "text:a: b",
        "SVCMCA_BYPASS_IDENTIFY_CONTACT": true,
        "SVCMCA_OFFER_TIMEOUT_SEC": 20,
        "SVCMCA_WRAPUP_TIMEOUT": "attribute:seconds"
    } }))
    .token_map
    .clone();
    let expected = [
        ("BAC_ATTRIBUTE", Source::Attribute("customer id".into())),
        ("BAC_METHOD", Source::InitiationMethod),
        ("BAC_QUEUE", Source::Queue),
        ("BAC_SEGMENT", Source::Segment("connect:Subtype".into())),
        ("BAC_TEXT", Source::Text("a: b".into())),
        ("SVCMCA_BYPASS_IDENTIFY_CONTACT", Source::Flag(true)),
        ("SVCMCA_OFFER_TIMEOUT_SEC", Source::Text("20".into())),
        ("SVCMCA_WRAPUP_TIMEOUT", Source::Attribute("seconds".into())),
    ];
    assert_eq!(given.tokens, expected.map(|(name, source)| (name.to_owned(), source)));
    assert_eq!(given.attributes(), ["customer id", "seconds"]);
    assert_eq!(given.segments(), ["connect:Subtype"]);
}

#[test]
fn bad_tokens_are_errors_with_their_path() {
    for (token, value, problem) in [
        ("", json!("queue"), "expected the name of a token"),
        ("A B", json!("queue"), "expected the name of a token"),
        ("svcmca_sr_num", json!("queue"), "Oracle spells its tokens in capitals"),
        ("SVCMCA_ANI", json!("attribute:a"), "is reserved"),
        ("callStatus", json!("attribute:a"), "is reserved"),
        ("mcaOrigEventSource", json!("attribute:a"), "is reserved"),
        ("SVCMCA_COMMUNICATION_DIRECTION", json!("initiationMethod"), "is reserved"),
        ("BAC", json!(""), "expected \"attribute:NAME\""),
        ("BAC", json!("customerId"), "expected \"attribute:NAME\""),
        ("BAC", json!("attribute:"), "expected \"attribute:NAME\""),
        ("BAC", json!("queue:name"), "expected \"attribute:NAME\""),
        ("BAC", json!(-1), "expected \"attribute:NAME\""),
        ("BAC", json!(1.5), "expected \"attribute:NAME\""),
        ("BAC", json!(null), "expected \"attribute:NAME\""),
        ("BAC", json!(["queue"]), "expected \"attribute:NAME\""),
        ("SVCMCA_BYPASS_IDENTIFY_CONTACT", json!("text:true"), "expected true, false, or"),
        ("SVCMCA_OFFER_TIMEOUT_SEC", json!("text:20"), "expected a whole number of seconds"),
        ("SVCMCA_WRAPUP_TIMEOUT", json!(true), "expected a whole number of seconds"),
    ] {
        let errors = errors(&with_fusion(&json!({ "tokens": { token: value } })));
        let expected = format!("fusion.tokens.{token}: {problem}");
        assert!(errors.len() == 1 && errors[0].starts_with(&expected), "{expected}: {errors:?}");
    }
    let errors = errors(&with_fusion(&json!({ "tokens": [] })));
    assert_eq!(errors, ["fusion.tokens: expected an object, found a list"]);
}

#[test]
fn a_queue_has_its_own_classification_and_lookup_object() {
    let given = fusion(&json!({
        "appClassification": "ORA_SERVICE",
        "appClassifications": { "Sales line": "ORA_SALES" },
        "lookupObject": "Contact",
        "lookupObjects": { "Sales line": "Account" }
    }))
    .token_map
    .clone();
    let route = |queue| {
        let route = given.route(queue);
        (route.classification, route.lookup.unwrap())
    };
    assert_eq!(route(Some("Sales line")), ("ORA_SALES".to_owned(), "Account".to_owned()));
    assert_eq!(route(Some("Other")), ("ORA_SERVICE".to_owned(), "Contact".to_owned()));
    assert_eq!(route(None), ("ORA_SERVICE".to_owned(), "Contact".to_owned()));
    let wrong = with_fusion(&json!({
        "appClassification": "ORA SERVICE",
        "appClassifications": { "Sales line": "", " ": "ORA_SALES" },
        "lookupObject": "",
        "lookupObjects": { "Sales line": 1 }
    }));
    for path in [
        "fusion.appClassification: expected a code",
        "fusion.appClassifications.Sales line: expected a code",
        "fusion.appClassifications. : expected the name of a queue",
        "fusion.lookupObject: must not be empty",
        "fusion.lookupObjects.Sales line: expected a string, found a number",
    ] {
        let errors = errors(&wrong);
        assert!(errors.len() == 5 && errors.iter().any(|e| e.starts_with(path)), "{errors:#?}");
    }
}

#[test]
fn wrap_up_and_after_call_work_are_tied_as_configured() {
    let both = fusion(&json!({
        "acwEndsWrapUp": true,
        "wrapUpEndsAcw": true,
        "wrapUpUpdateTypes": ["WRAPUP"],
        "wrapUpFields": { "WrapUp.ResolutionCd": "text:SOLVED", "WrapUp.CallNotes": "queue" }
    }));
    assert_eq!(both.wrap_up, WrapUp::UntilCleared);
    assert!(both.wrap_up_ends_acw);
    assert_eq!(both.saved_updates, ["WRAPUP"]);
    assert!(fusion(&json!({ "internalCalls": true })).internal_calls && !both.internal_calls);
    let fields = [
        ("WrapUp.CallNotes".to_owned(), Source::Queue),
        ("WrapUp.ResolutionCd".to_owned(), Source::Text("SOLVED".into())),
    ];
    assert_eq!(both.token_map.fields, fields);
    let plain = fusion(&json!({}));
    assert_eq!((plain.wrap_up, plain.wrap_up_ends_acw), (WrapUp::Unlimited, false));
    assert_eq!(fusion(&json!({ "acwEndsWrapUp": false })).wrap_up, WrapUp::Unlimited);
}

#[test]
fn what_would_have_no_effect_is_an_error() {
    for (members, path) in [
        (json!({ "wrapUp": "timed", "acwEndsWrapUp": true }), "fusion.acwEndsWrapUp: is for"),
        (json!({ "wrapUp": "none", "wrapUpEndsAcw": true }), "fusion.wrapUpEndsAcw: has no effect"),
        (
            json!({ "wrapUp": "none", "wrapUpFields": { "WrapUp.A": "queue" } }),
            "fusion.wrapUpFields: has no effect",
        ),
        (
            json!({ "transport": "mca", "wrapUpFields": { "WrapUp.A": "queue" } }),
            "fusion.wrapUpFields: has no effect",
        ),
        (json!({ "wrapUpUpdateTypes": ["A"] }), "fusion.wrapUpUpdateTypes: has no effect"),
        (json!({ "wrapUpFields": { "ResolutionCd": "queue" } }), "fusion.wrapUpFields.Resolution"),
        (
            json!({ "wrapUpFields": { "WrapUp.": "queue" } }),
            "fusion.wrapUpFields.WrapUp.: expected",
        ),
        (json!({ "internalCalls": "yes" }), "fusion.internalCalls: expected true or false"),
        (json!({ "wrapUpEndsAcw": "yes" }), "fusion.wrapUpEndsAcw: expected true or false"),
    ] {
        let errors = errors(&with_fusion(&members));
        assert!(errors.len() == 1 && errors[0].starts_with(path), "{path}: {errors:?}");
    }
}

#[test]
fn the_script_of_uef_comes_from_a_secure_address() {
    let mut config = smallest();
    config["fusion"]["transport"] = json!("uef");
    for right in ["https://cdn.example/uef.js?v=2", "http://fusion.localhost:8080/sandbox-uef.js"] {
        config["fusion"]["uefUrl"] = json!(right);
        let read = Config::parse(&config.to_string()).unwrap();
        assert_eq!(
            (read.fusion.transport, read.fusion.uef_url.as_str()),
            (TransportChoice::Uef, right)
        );
    }
    for wrong in [json!("http://cdn.example/uef.js"), json!("uef.js"), json!(""), json!(7)] {
        config["fusion"]["uefUrl"] = wrong;
        let found = errors(&config);
        assert!(found[0].starts_with("fusion.uefUrl: "), "{found:?}");
    }
}

#[test]
fn an_attribute_to_show_has_a_name_and_is_called_by_it_without_a_label() {
    let mut config = smallest();
    config["screen"] =
        json!({ "attributes": [{ "name": "tier", "label": "Tier" }, { "name": "site" }] });
    let read = Config::parse(&config.to_string()).unwrap();
    let shown: Vec<_> =
        read.settings.shown.iter().map(|it| (it.name.as_str(), it.label.as_str())).collect();
    assert_eq!(shown, [("tier", "Tier"), ("site", "site")]);
    assert_eq!(read.attributes(), ["tier", "site"]);
    config["screen"] =
        json!({ "attributes": [{ "label": "Tier" }, "site", { "name": "", "color": 1 }] });
    let errors = Config::parse(&config.to_string()).unwrap_err();
    let paths: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
    let place = |rest: &str| format!("screen.attributes{rest}");
    let expected = [place("[0].name"), place("[1]"), place("[2].color"), place("[2].name")];
    assert_eq!(paths, expected);
}
