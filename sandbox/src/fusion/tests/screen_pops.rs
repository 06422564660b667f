//! Proves what the lookup finds and which pages follow from it.

use super::*;
use crate::fusion::customers;

fn navigations(effects: &[Effect]) -> Vec<(&str, &str)> {
    let events = effects.iter().filter_map(|effect| match effect {
        Effect::Navigated(event) => Some(event),
        Effect::Note(_) | Effect::Post(_) | Effect::Wait(..) => None,
    });
    events
        .filter_map(|event| Some((event["navigationType"].as_str()?, event["page"].as_str()?)))
        .collect()
}

#[test]
fn a_lookup_without_exactly_one_match_names_no_contact() {
    for (list, name) in [("lookup-none", "Unknown caller"), ("lookup-several", "3 contacts match")]
    {
        let mut desktop = desktop(list);
        let effects = new(&mut desktop, MARY);
        let out_data = &posts(&effects)[0]["outData"];
        assert_eq!(out_data.get("SVCMCA_CONTACT_ID"), None, "{list}");
        assert_eq!(out_data["SVCMCA_ANI"], MARY);
        assert_eq!(desktop.calls[0].name, name);
        let started = say(&mut desktop, "startCommEvent", &call("c-1", out_data));
        assert_eq!(navigations(&started), [("SCREENPOP", "Create contact")]);
    }
}

#[test]
fn a_slow_lookup_is_under_way_until_it_is_answered() {
    let mut desktop = desktop("lookup-slow");
    let (key, span) = wait(&new(&mut desktop, MARY));
    assert_eq!((span, stage(&desktop), desktop.calls[0].looking), (4000, Stage::Offered, true));
    assert_eq!(posts(&desktop.apply(Input::Due(key), 5000)).len(), 1);
    assert_eq!((desktop.calls[0].looking, desktop.calls[0].name.as_str()), (false, "Mary Doe"));
}

#[test]
fn another_contact_can_be_chosen_for_an_unknown_one() {
    let mut desktop = desktop("");
    let unknown = call("c-1", &json!({ "SVCMCA_ANI": customers::UNKNOWN_NUMBER }));
    say(&mut desktop, "newCommEvent", &unknown);
    say(&mut desktop, "startCommEvent", &unknown);
    let record = customers::tokens(&customers::look_up(MARY));
    let effects = desktop.apply(Input::Picked(desktop.tabs[0].key, record), 1000);
    assert_eq!(navigations(&effects), [("DRILLDOWN", "Contact")]);
    let [tab] = desktop.tabs.as_slice() else { panic!("{:?}", desktop.tabs) };
    assert_eq!((tab.pop.page, tab.pop.title.as_str()), (Page::Contact, "Mary Doe"));
    assert_eq!(tab.pop.record["SVCMCA_ANI"], customers::UNKNOWN_NUMBER);
}

#[test]
fn the_address_carries_transport_and_missing_scripts() {
    let origin = "http://fusion.localhost:8080";
    let framed = |search: &str| {
        let setup = setup::read(origin, "/sandbox-fusion", search).unwrap();
        setup.framed(&setup.faults)
    };
    assert!(framed("?transport=uef").ends_with("&sandboxTransport=uef"));
    assert!(framed("?fault=uef-script-missing").ends_with("&sandboxUef=missing"));
    assert!(
        framed("?transport=auto&fault=uef-global-missing")
            .ends_with("&sandboxTransport=auto&sandboxUef=empty")
    );
    let config = "%7B%22session%22%3A%7B%22stateAfterSignIn%22%3A%22Lunch%22%7D%7D";
    assert!(framed("?scenario=shift-begins").ends_with(&format!("&sandboxConfig={config}")));
    assert!(!framed("?scenario=ring").contains("sandboxConfig"));
    assert!(setup::read(origin, "/", "?transport=smoke").is_err());
}
