//! Owns where the sandbox's pages are: three names of this computer on one port.

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
    let (scheme, host) = origin.split_once("://")?;
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    if name != "localhost" && !name.ends_with(".localhost") {
        return None;
    }
    let of = |who: &str| match port {
        "" => format!("{scheme}://{who}.localhost"),
        port => format!("{scheme}://{who}.localhost:{port}"),
    };
    let config = serde_json::json!({
        "connect": { "ccpUrl": format!("{}/sandbox-ccp", of("ccp")) },
        "fusion": { "origins": [of("fusion")] },
    });
    Some(config.to_string())
}

#[cfg(test)]
mod tests {
    use super::config;
    use crate::config::Config;

    #[test]
    fn the_made_up_configuration_is_a_right_one_and_only_for_localhost() {
        let text = config("http://toolbar.localhost:8080").expect("a sandbox host");
        let config_of = Config::parse(&text).expect("a right configuration");
        assert_eq!(config_of.connect.ccp_url, "http://ccp.localhost:8080/sandbox-ccp");
        assert_eq!(config_of.fusion.origins, ["http://fusion.localhost:8080"]);
        assert_eq!(config("https://toolbar.example"), None);
    }
}
