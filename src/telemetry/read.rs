//! Reads sparse JSON back into a value of the core; and the words for a trace that cannot be read: where, and what was
//! expected there.
//!
//! PURE. A member that is not there says nothing: it is false, none, zero or empty, as `write` leaves it
//! out. A deserialiser of its own, for that, for the path in its words, and because it asks a type for
//! its names only, so that the other ways in are not in the program.

use core::fmt;
use serde::de::value::UsizeDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde_json::{Map, Value};

/// Reads a value.
///
/// # Errors
/// Where it is not what the type expects.
pub(super) fn value<T: DeserializeOwned>(json: &Value) -> Result<T, Garbled> {
    T::deserialize(ValueDeserializer(Some(json)))
}

/// One value, or the place of one that was left out.
///
/// What does not depend on the type is in functions without one: the others are in the program once a type.
#[derive(Clone, Copy)]
struct ValueDeserializer<'a>(Option<&'a Value>);

impl<'a> ValueDeserializer<'a> {
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
        Ok(Variant { name, place, content: ValueDeserializer(content) })
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

impl<'de> Deserializer<'de> for ValueDeserializer<'de> {
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
        visitor.visit_seq(Items { items: self.list()?, at: 0 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        visitor.visit_map(Entries { rest: self.members()?.map(Map::iter), entry: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        visitor.visit_seq(Members { names: fields.iter(), record: self.members()? })
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

/// The items of a list.
struct Items<'a> {
    items: &'a [Value],
    at: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Garbled;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Garbled> {
        let Some(item) = self.items.get(self.at) else { return Ok(None) };
        self.at += 1;
        let read = seed.deserialize(ValueDeserializer(Some(item)));
        read.map(Some).map_err(|fault| fault.at(self.at - 1))
    }
}

/// The entries of a map.
struct Entries<'a> {
    rest: Option<serde_json::map::Iter<'a>>,
    entry: Option<(&'a String, &'a Value)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Garbled;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Garbled> {
        self.entry = self.rest.as_mut().and_then(Iterator::next);
        let Some((name, _)) = self.entry else { return Ok(None) };
        seed.deserialize(Name(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Garbled> {
        let name = self.entry.map_or("", |(name, _)| name.as_str());
        let read = seed.deserialize(ValueDeserializer(self.entry.map(|(_, value)| value)));
        read.map_err(|fault| fault.of(name))
    }
}

/// The name of an entry: a text, or an id that is one.
struct Name<'a>(&'a str);

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = Garbled;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Garbled> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The members of a record, in the order of the type; all of them, those too that were left out.
///
/// As a list, so that the comparing of names that each type brings for a map is not in the program.
struct Members<'a> {
    names: core::slice::Iter<'static, &'static str>,
    record: Option<&'a Map<String, Value>>,
}

impl<'de> SeqAccess<'de> for Members<'de> {
    type Error = Garbled;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Garbled> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let read =
            seed.deserialize(ValueDeserializer(self.record.and_then(|record| record.get(*name))));
        read.map(Some).map_err(|fault| fault.of(name))
    }
}

/// One variant of an enumeration.
struct Variant<'a> {
    name: &'a str,
    /// Which of the variants of its type.
    place: usize,
    content: ValueDeserializer<'a>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Garbled;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Garbled> {
        let place: UsizeDeserializer<Garbled> = self.place.into_deserializer();
        Ok((seed.deserialize(place)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Garbled;

    fn unit_variant(self) -> Result<(), Garbled> {
        match self.content.0 {
            None => Ok(()),
            Some(_) => Err(self.content.wrong("nothing").of(self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Garbled> {
        seed.deserialize(self.content).map_err(|fault| fault.of(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Garbled> {
        self.content.deserialize_tuple(len, visitor).map_err(|fault| fault.of(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        self.content.deserialize_struct("", fields, visitor).map_err(|fault| fault.of(self.name))
    }
}

/// A value that is not what was expected; behind a pointer, for every step of the reading hands it on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Garbled(Box<Fault>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fault {
    /// Where, as a JSON path below the value that was read.
    path: String,
    /// What was expected, and what was found.
    problem: String,
}

impl Garbled {
    /// The same fault, seen from the value around it.
    #[must_use]
    pub(super) fn below(mut self, steps: &[&str]) -> Self {
        self.0.path.insert_str(0, &steps.concat());
        self
    }

    /// The same fault, seen from the record or variant around it.
    #[must_use]
    #[cold]
    #[inline(never)]
    pub(super) fn of(self, name: &str) -> Self {
        self.below(&[".", name])
    }

    /// The same fault, seen from the list around it.
    #[must_use]
    #[cold]
    #[inline(never)]
    pub(super) fn at(self, place: usize) -> Self {
        self.below(&["[", &place.to_string(), "]"])
    }

    pub(super) fn new(problem: String) -> Self {
        Self(Box::new(Fault { path: String::new(), problem }))
    }
}

impl fmt::Display for Garbled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${}: {}", self.0.path, self.0.problem)
    }
}

impl core::error::Error for Garbled {}

impl serde::de::Error for Garbled {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self::new(problem.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}, found {}", kind(&found)))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(format!("expected {expected}"))
    }
}

/// What was found, without its value: serde's own words have it, and bring the writing of every kind of number.
fn kind(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "true or false",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Str(_) | Unexpected::Char(_) => "a text",
        Unexpected::Seq | Unexpected::Bytes(_) => "a list",
        Unexpected::Map => "an object",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Enum
        | Unexpected::NewtypeStruct
        | Unexpected::NewtypeVariant
        | Unexpected::StructVariant
        | Unexpected::TupleVariant
        | Unexpected::UnitVariant
        | Unexpected::Other(_) => "another value",
    }
}
