//! How sparse JSON becomes a value of the core again.
//!
//! PURE. A member that is not there says nothing: it is false, none, zero or empty, as `write` leaves it
//! out. A deserialiser of its own, for that, for the path in its words, and because it asks a type for
//! its names only, so that the other ways in are not in the program.

mod parts;

use super::fault::Garbled;
use parts::{Entries, Items, Members, Variant};
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde_json::{Map, Value};

/// Reads a value.
///
/// # Errors
/// Where it is not what the type expects.
pub(super) fn value<T: DeserializeOwned>(json: &Value) -> Result<T, Garbled> {
    T::deserialize(Node(Some(json)))
}

/// One value, or the place of one that was left out.
///
/// What does not depend on the type is in functions without one: the others are in the program once a type.
#[derive(Clone, Copy)]
struct Node<'a>(Option<&'a Value>);

impl<'a> Node<'a> {
    fn wrong(self, wanted: &str) -> Garbled {
        let found = match self.0 {
            None => "nothing",
            Some(Value::Null) => "null",
            Some(Value::Bool(_)) => "a truth value",
            Some(Value::Number(_)) => "a number",
            Some(Value::String(_)) => "a text",
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "an object",
        };
        Garbled::new(["expected ", wanted, ", found ", found].concat())
    }

    fn members(self) -> Result<Option<&'a Map<String, Value>>, Garbled> {
        match self.0 {
            None => Ok(None),
            Some(Value::Object(members)) => Ok(Some(members)),
            Some(_) => Err(self.wrong("an object")),
        }
    }

    /// A variant by its name alone, or as the only member of an object.
    fn variant(self, variants: &[&str]) -> Result<Variant<'a>, Garbled> {
        let (name, content) = match self.0 {
            Some(Value::String(name)) => (name, None),
            Some(Value::Object(members)) if members.len() == 1 => {
                let one = members.iter().next();
                one.map(|(name, content)| (name, Some(content))).ok_or_else(|| self.wrong("one"))?
            }
            None | Some(_) => {
                return Err(self.wrong(&["one of ", &variants.join(", ")].concat()));
            }
        };
        let Some(place) = variants.iter().position(|variant| variant == name) else {
            let known = variants.join(", ");
            return Err(Garbled::new(["expected one of ", &known, ", found ", name].concat()));
        };
        Ok(Variant { name, place, content: Node(content) })
    }

    fn unsigned(self) -> Result<u64, Garbled> {
        self.0.map_or(Some(0), Value::as_u64).ok_or_else(|| self.wrong("a whole number"))
    }

    fn signed(self) -> Result<i64, Garbled> {
        self.0.map_or(Some(0), Value::as_i64).ok_or_else(|| self.wrong("a whole number"))
    }

    fn text(self) -> Result<&'a str, Garbled> {
        self.0.map_or(Some(""), Value::as_str).ok_or_else(|| self.wrong("a text"))
    }

    fn list(self) -> Result<&'a [Value], Garbled> {
        match self.0 {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(self.wrong("a list")),
        }
    }
}

/// The whole numbers, which differ in their visitor only.
macro_rules! whole {
    ($($method:ident $of:ident $visit:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
            visitor.$visit(self.$of()?)
        })*
    };
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Garbled;

    whole! {
        deserialize_i8 signed visit_i64
        deserialize_i16 signed visit_i64
        deserialize_i32 signed visit_i64
        deserialize_i64 signed visit_i64
        deserialize_u8 unsigned visit_u64
        deserialize_u16 unsigned visit_u64
        deserialize_u32 unsigned visit_u64
        deserialize_u64 unsigned visit_u64
        deserialize_str text visit_borrowed_str
        deserialize_string text visit_borrowed_str
        deserialize_identifier text visit_borrowed_str
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Garbled> {
        Err(self.wrong("a value of a known type"))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        let is = self.0.map_or(Some(false), Value::as_bool);
        visitor.visit_bool(is.ok_or_else(|| self.wrong("true or false"))?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        match self.0 {
            None | Some(Value::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        match self.0 {
            None | Some(Value::Null) => visitor.visit_unit(),
            Some(_) => Err(self.wrong("null")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        visitor.visit_seq(Items::new(self.list()?))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        visitor.visit_seq(Items::new(self.list()?))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        visitor.visit_map(Entries::new(self.members()?))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        visitor.visit_seq(Members::new(fields, self.members()?))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        visitor.visit_enum(self.variant(variants)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit_struct tuple_struct
    }
}
