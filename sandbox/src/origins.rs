//! Where the sandbox's pages are: three names of this computer on one port.

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
