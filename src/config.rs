//! Owns `config.json`: it becomes a [`Config`], or a list of every error in it with its JSON path.

/// How the toolbar was set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Amazon Connect.
    pub connect: ConnectConfig,
    /// Oracle Fusion.
    pub fusion: FusionConfig,
    /// The country of numbers that have no country code (ISO 3166-1, upper case).
    pub default_country: String,
    /// The language to speak; `None` follows the browser.
    pub locale: Option<String>,
}

/// `connect` of `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectConfig {
    /// The address of the CCP.
    pub ccp_url: String,
    /// The name of the state to take for "not available".
    pub unavailable_state: Option<String>,
    /// Milliseconds that the CCP may take to acknowledge.
    pub ack_timeout: u64,
    /// Milliseconds between two questions to the CCP.
    pub syn_timeout: u64,
    /// Every option for `initCCP`, defaults filled in, as the JSON text of one object.
    pub init_params: String,
}

/// `fusion` of `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FusionConfig {
    /// The origins that may frame the toolbar, each as `new URL(x).origin` gives it.
    pub origins: Vec<String>,
    /// Which transport to use.
    pub transport: Transport,
    /// `appClassification` of every request.
    pub app_classification: String,
    /// How the caller's number is written.
    pub ani_format: AniFormat,
    /// What happens after a call.
    pub wrap_up: WrapUp,
}

/// `fusion.transport`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// The toolbar decides; as long as there is only one, that one.
    Auto,
    /// postMessage in the protocol of Oracle's media-toolbar library.
    Mca,
    /// No Fusion at all.
    None,
    /// Oracle's UI Events Framework.
    Uef,
}

pub use crate::domain::model::{AniFormat, WrapUp};
