//! The reading of what has several parts: lists, maps, records and variants.
//!
//! PURE. Must say in which part the fault is.

use serde::de::value::UsizeDeserializer;
use serde::de::{
    DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Value};

use super::{Deserializer, Node};
use crate::telemetry::fault::Garbled;

/// The items of a list.
pub(super) struct Items<'a> {
    items: &'a [Value],
    at: usize,
}

impl<'a> Items<'a> {
    pub(super) const fn new(items: &'a [Value]) -> Self {
        Self { items, at: 0 }
    }
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Garbled;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Garbled> {
        let Some(item) = self.items.get(self.at) else { return Ok(None) };
        self.at += 1;
        let read = seed.deserialize(Node(Some(item)));
        read.map(Some).map_err(|fault| fault.at(self.at - 1))
    }
}

/// The entries of a map.
pub(super) struct Entries<'a> {
    rest: Option<serde_json::map::Iter<'a>>,
    entry: Option<(&'a String, &'a Value)>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(members: Option<&'a Map<String, Value>>) -> Self {
        Self { rest: members.map(Map::iter), entry: None }
    }
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
        let read = seed.deserialize(Node(self.entry.map(|(_, value)| value)));
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
pub(super) struct Members<'a> {
    names: core::slice::Iter<'static, &'static str>,
    record: Option<&'a Map<String, Value>>,
}

impl<'a> Members<'a> {
    pub(super) fn new(
        names: &'static [&'static str],
        record: Option<&'a Map<String, Value>>,
    ) -> Self {
        Self { names: names.iter(), record }
    }
}

impl<'de> SeqAccess<'de> for Members<'de> {
    type Error = Garbled;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Garbled> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let read = seed.deserialize(Node(self.record.and_then(|record| record.get(*name))));
        read.map(Some).map_err(|fault| fault.of(name))
    }
}

/// One variant of an enumeration.
pub(super) struct Variant<'a> {
    pub(super) name: &'a str,
    /// Which of the variants of its type.
    pub(super) place: usize,
    pub(super) content: Node<'a>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Garbled;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Garbled> {
        let place: UsizeDeserializer<Garbled> = self.place.into_deserializer();
        Ok((seed.deserialize(place)?, self))
    }
}

impl Variant<'_> {
    fn below(&self, fault: Garbled) -> Garbled {
        fault.of(self.name)
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Garbled;

    fn unit_variant(self) -> Result<(), Garbled> {
        match self.content.0 {
            None => Ok(()),
            Some(_) => Err(self.below(self.content.wrong("nothing"))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Garbled> {
        seed.deserialize(self.content).map_err(|fault| self.below(fault))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Garbled> {
        self.content.deserialize_tuple(len, visitor).map_err(|fault| self.below(fault))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Garbled> {
        self.content.deserialize_struct("", fields, visitor).map_err(|fault| self.below(fault))
    }
}
