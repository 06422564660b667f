//! Owns the names of everything that may stand in `config.json`, so that its schema can be compared.

use super::schema;

/// The groups of the file.
pub(super) const ROOT: &[&str] = &["connect", "fusion", "dialling", "locale"];

/// The members of `fusion`.
pub(super) const FUSION: &[&str] = &[
    "origins",
    "transport",
    "uefUrl",
    "appClassification",
    "appClassifications",
    "lookupObject",
    "lookupObjects",
    "aniFormat",
    "tokens",
    "wrapUp",
    "wrapUpSeconds",
    "wrapUpFields",
    "wrapUpEndsAcw",
    "wrapUpUpdateTypes",
    "acwEndsWrapUp",
];

/// The members of `dialling`.
pub(super) const DIALLING: &[&str] = &["defaultCountry", "recentCalls"];

/// Every member by its path, such as `connect.softphone.disableRingtone`; what customers name
/// themselves, such as tokens, is not among them.
pub fn members() -> Vec<String> {
    let mut all: Vec<String> = ROOT.iter().map(|name| (*name).to_owned()).collect();
    schema::members("connect", &mut all);
    for (group, names) in [("fusion", FUSION), ("dialling", DIALLING)] {
        all.extend(names.iter().map(|name| format!("{group}.{name}")));
    }
    all
}
