//! Owns which hosts the configuration names, for the headers of the toolbar's own host.

use super::origin::normalise;
use super::{Config, Transport};
use crate::headers::Lists;

impl Config {
    /// The hosts for [`headers`](crate::headers). Of a sign-on only the host of `connect.loginUrl` can be
    /// known here; a provider that the CCP's frame is sent on to has to be added by hand.
    pub fn hosts(&self) -> Lists {
        let connect: Vec<String> = normalise(&self.connect.ccp_url).into_iter().collect();
        let login =
            self.connect.params.get("loginUrl").and_then(|url| normalise(url.as_str()?).ok());
        let sign_on = login.into_iter().filter(|host| !connect.contains(host)).collect();
        let uef = match self.fusion.transport {
            Transport::Auto | Transport::Uef => normalise(&self.fusion.uef_url).ok(),
            Transport::Mca | Transport::None => None,
        };
        Lists { connect, sign_on, fusion: self.fusion.origins.clone(), uef }
    }
}
