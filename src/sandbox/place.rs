//! Owns where the sandbox's pages are: three names of this computer on one port.

use crate::fusion::origin::query;

/// The origin of another page of the sandbox, such as `fusion`; under any other name than those of
/// the sandbox all pages share one origin.
pub(super) fn origin_of(who: &str) -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else {
        return String::new();
    };
    let host = location.host().unwrap_or_default();
    match (location.protocol(), host.split_once(".localhost")) {
        (Ok(protocol), Some((_, port))) => format!("{protocol}//{who}.localhost{port}"),
        _ => location.origin().unwrap_or_default(),
    }
}

/// The text of a `config.json` for a toolbar at `origin` without one; `None` outside the sandbox's
/// own names, so that a real host never gets a made-up configuration.
pub fn config(origin: &str) -> Option<String> {
    let search = web_sys::window().and_then(|window| window.location().search().ok());
    config_for(origin, &search.unwrap_or_default())
}

/// Likewise; `search` is what the simulated Fusion wrote into the address of the toolbar's frame.
fn config_for(origin: &str, search: &str) -> Option<String> {
    let (scheme, host) = origin.split_once("://")?;
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    if name != "localhost" && !name.ends_with(".localhost") {
        return None;
    }
    let of = |who: &str| match port {
        "" => format!("{scheme}://{who}.localhost"),
        port => format!("{scheme}://{who}.localhost:{port}"),
    };
    let asked = |name: &str| query(search).find(|(known, _)| known == name).map(|(_, value)| value);
    let uef_url = match asked("sandboxUef").as_deref() {
        // Nobody listens there; a development server would answer a wrong path with its page.
        Some("missing") => "http://uef.localhost:1/sandbox-uef.js".to_owned(),
        Some(_) | None => format!("{}/sandbox-uef.js", of("fusion")),
    };
    let transport = asked("sandboxTransport").unwrap_or_else(|| "auto".to_owned());
    let config = serde_json::json!({
        "connect": { "ccpUrl": format!("{}/sandbox-ccp", of("ccp")) },
        "fusion": { "origins": [of("fusion")], "transport": transport, "uefUrl": uef_url },
    });
    Some(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::config_for;
    use crate::config::{Config, Transport};

    #[test]
    fn the_made_up_configuration_is_a_right_one_and_only_for_localhost() {
        let text = config_for("http://toolbar.localhost:8080", "").expect("a sandbox host");
        let config_of = Config::parse(&text).expect("a right configuration");
        assert_eq!(config_of.connect.ccp_url, "http://ccp.localhost:8080/sandbox-ccp");
        assert_eq!(config_of.fusion.origins, ["http://fusion.localhost:8080"]);
        assert_eq!(config_of.fusion.transport, Transport::Auto);
        assert_eq!(config_of.fusion.uef_url, "http://fusion.localhost:8080/sandbox-uef.js");
        assert_eq!(config_for("https://toolbar.example", ""), None);
    }

    #[test]
    fn the_simulated_fusion_chooses_the_transport() {
        let read = |search: &str| {
            let text = config_for("http://toolbar.localhost:8080", search).expect("a sandbox host");
            Config::parse(&text).expect("a right configuration").fusion
        };
        assert_eq!(read("?oraTbName=X&sandboxTransport=mca").transport, Transport::Mca);
        let missing = read("?sandboxTransport=uef&sandboxUef=missing");
        assert_eq!(missing.transport, Transport::Uef);
        assert_eq!(missing.uef_url, "http://uef.localhost:1/sandbox-uef.js");
    }
}
