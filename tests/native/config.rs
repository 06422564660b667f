//! `config.json`: defaults, every option, and every error at once with its path.

use fusion_connect_toolbar::config::{AniFormat, Config, Transport, WrapUp};
use fusion_connect_toolbar::domain::Millis;
use serde_json::{Value, json};

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
    assert_eq!((config.connect.ack_timeout, config.connect.syn_timeout), (5000, 3000));
    assert_eq!(config.fusion.transport, Transport::Auto);
    assert_eq!(
        config.fusion.uef_url,
        "https://static.oracle.com/cdn/ui-events-framework/libs/ui-events-framework-client.js"
    );
    assert_eq!(config.fusion.app_classification, "ORA_SERVICE");
    assert_eq!(config.fusion.ani_format, AniFormat::E164);
    assert_eq!(config.fusion.wrap_up, WrapUp::Unlimited);
    assert_eq!((config.default_country.as_str(), config.locale), ("US", None));
    let params: Value = serde_json::from_str(&config.connect.init_params(true)).unwrap();
    assert_eq!(
        params,
        json!({
            "ccpUrl": "https://acme.my.connect.aws/ccp-v2/",
            "loginPopup": true,
            "loginPopupAutoClose": true,
            "loginOptions": {
                "autoClose": true, "height": 600, "width": 400, "top": 0, "left": 0
            },
            "softphone": { "allowFramedSoftphone": true, "disableRingtone": false },
            "pageOptions": {
                "enableAudioDeviceSettings": false,
                "enableVideoDeviceSettings": false,
                "enablePhoneTypeSettings": true
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
    assert_eq!(config.connect.unavailable_state.as_deref(), Some("Lunch"));
    assert_eq!(config.fusion.wrap_up, WrapUp::Timed(Millis::seconds(90)));
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

#[test]
fn attributes_become_tokens_and_bad_names_are_errors() {
    let with = |attributes: &str| {
        let file = r#"{"connect":{"ccpUrl":"https://a.my.connect.aws/ccp-v2/"},
            "fusion":{"origins":["https://f.example"],"attributes":ATTRIBUTES},
            "dialling":{"recentCalls":0}}"#;
        Config::parse(&file.replace("ATTRIBUTES", attributes))
    };
    let config = with(r#"{"SVCMCA_PARENT_INTERACTION_ID":"parent"}"#).unwrap();
    let expected = ("SVCMCA_PARENT_INTERACTION_ID".to_owned(), "parent".to_owned());
    assert_eq!(config.fusion.attributes, [expected]);
    assert_eq!(config.recent_calls, 0);
    for wrong in [r#"{"":"a"}"#, r#"{"A B":"a"}"#, r#"{"A":""}"#, r#"{"A":1}"#, "[]"] {
        assert!(with(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_script_of_uef_comes_from_a_secure_address() {
    let mut config = smallest();
    config["fusion"]["transport"] = json!("uef");
    for right in ["https://cdn.example/uef.js?v=2", "http://fusion.localhost:8080/sandbox-uef.js"] {
        config["fusion"]["uefUrl"] = json!(right);
        let read = Config::parse(&config.to_string()).unwrap();
        assert_eq!((read.fusion.transport, read.fusion.uef_url.as_str()), (Transport::Uef, right));
    }
    for wrong in [json!("http://cdn.example/uef.js"), json!("uef.js"), json!(""), json!(7)] {
        config["fusion"]["uefUrl"] = wrong;
        let found = errors(&config);
        assert!(found[0].starts_with("fusion.uefUrl: "), "{found:?}");
    }
}
