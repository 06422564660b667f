//! Which hosts the configuration names, for the headers of the toolbar's own host.

use super::origin::normalise;
use super::{Config, Transport};
use crate::headers::{Lists, amazon_sign_in};
use serde_json::Value;

impl Config {
    /// The hosts for [`headers`](crate::headers). Of a sign-on the host of `connect.loginUrl` is known, or else
    /// Amazon's own; a provider that the CCP's frame is sent on to has to be added by hand.
    pub fn hosts(&self) -> Lists {
        let connect: Vec<String> = normalise(&self.connect.ccp_url).into_iter().collect();
        let login = self.connect.login_url().and_then(|url| normalise(&url).ok());
        let elsewhere = login.filter(|host| !connect.contains(host));
        let region = self.connect.params.get("region").and_then(Value::as_str).unwrap_or_default();
        let amazon = || amazon_sign_in(region).iter().map(|&host| host.to_owned()).collect();
        let sign_on = elsewhere.map_or_else(amazon, |host| vec![host]);
        let uef = match self.fusion.transport {
            Transport::Auto | Transport::Uef => normalise(&self.fusion.uef_url).ok(),
            Transport::Mca | Transport::None => None,
        };
        Lists { connect, sign_on, fusion: self.fusion.origins.clone(), uef }
    }
}
