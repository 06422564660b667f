//! JSON values and their text, without what `serde_json::json!` and `Value`'s `Display` bring into the program: a copy of
//! each part by way of its serializer, and a second writer for indented text.

use serde_json::{Map, Value};

/// An object of these members, whose values are taken out of the list.
pub(crate) fn object(members: &mut [(&str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert((*name).to_owned(), value.take());
    }
    Value::Object(object)
}

/// An object without members.
pub(crate) fn empty() -> Value {
    Value::Object(Map::new())
}

/// Writes a value without any space.
pub(crate) fn text(value: &Value) -> String {
    // Its keys are texts, so it can be written.
    serde_json::to_string(value).unwrap_or_default()
}
