//! Writes a value of the core as sparse JSON, with whatever is personal replaced.
//!
//! PURE. What is false, none, zero or empty is left out, so a trace is short and outlives a member
//! that comes later. A serialiser of its own, for only here a text is known by the type it belongs to;
//! and one for all, so that the program holds the machinery of each type once.
//! What does not depend on the type of a member is never inlined: there are hundreds of them.

use super::pseudonyms;
use super::pseudonyms::Replacement;
use core::fmt;
use core::fmt::{Display, Write as _};
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Members that are mostly what they were the last time; then an `=` stands for them.
const REPEATED: [(&str, &str); 2] = [("AgentFacts", "dialable"), ("AgentFacts", "selectable")];
/// What is only compared, and too long to be kept at each change.
const HASHED: (&str, &str) = ("Command", "Remember");
/// A text that must go on being JSON.
const JSON: (&str, &str) = ("TokenValue", "Json");
/// Of these the core knows what they say, and they say nothing about a person.
const EMPTY_JSON: [&str; 4] = ["true", "false", "[]", "{}"];

/// What was written last for each of [`REPEATED`].
pub(super) type Last = Vec<(&'static str, String)>;

/// Writes values, one after another, into one text.
#[derive(Debug, Default)]
struct Writer<'a> {
    out: String,
    replacement: Option<&'a Replacement>,
    last: Option<&'a mut Last>,
    /// The members of a [`View`](crate::view::View) and the hash of each.
    parts: Vec<(&'static str, u32)>,
    /// Whether texts stay here.
    plain: bool,
    /// Whether these are keys that were pressed.
    keys: bool,
    /// Whether the text is JSON in its turn.
    json: bool,
    /// Whether the names of a map are those of tokens.
    tokens: bool,
    /// Whether the value is one of a token that may be left.
    left: bool,
    /// Whether the value must be written even if it is empty, because it is there.
    present: bool,
}

/// Writes a value; without a replacement as it is.
pub(super) fn text(value: &impl Serialize, replacement: Option<&Replacement>) -> String {
    let mut writer = Writer { replacement, ..Writer::default() };
    writer.value(value);
    writer.out
}

/// Writes a value that repeats parts of those before it.
pub(super) fn text_after(
    value: &impl Serialize,
    replacement: Option<&Replacement>,
    last: &mut Last,
) -> String {
    let mut writer = Writer { replacement, last: Some(last), ..Writer::default() };
    writer.value(value);
    writer.out
}

/// The members of a view that are not empty, each with a hash of its text.
pub(super) fn parts(
    view: &crate::view::View,
    replacement: Option<&Replacement>,
) -> Vec<(&'static str, u32)> {
    let mut writer = Writer { replacement, ..Writer::default() };
    writer.value(view);
    writer.parts
}

/// A text in quotes.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\u{0}'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// FNV-1a, folded into 32 bits: it finds a difference, and must be the same in every build.
fn hash(text: &str) -> u32 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    let half = |bits: u64| u32::try_from(bits & 0xffff_ffff).unwrap_or_default();
    half(hash) ^ half(hash >> 32)
}

impl Writer<'_> {
    /// Writing into a text cannot fail.
    fn value(&mut self, value: &impl Serialize) {
        let _: fmt::Result = value.serialize(self);
    }

    /// Sets the rules inside a type of one member, and gives those around it.
    #[inline(never)]
    fn enter(&mut self, name: &str) -> (bool, bool, bool) {
        let before = (self.keys, self.tokens, self.plain);
        (self.keys, self.tokens, self.plain) =
            (name == "Digits", name == "Tokens", pseudonyms::is_id(name));
        before
    }

    /// Opens a variant; gives where its value starts, and whether texts around it stay.
    #[inline(never)]
    fn begin(&mut self, name: &str, variant: &str) -> (usize, bool) {
        self.out.push('{');
        self.name(variant);
        let around = self.plain;
        // Whether a token's value stays is told by the token's name.
        self.plain =
            if name == "TokenValue" { around } else { pseudonyms::is_plain(name, variant) };
        self.json = (name, variant) == JSON;
        (self.out.len(), around)
    }

    #[inline(never)]
    fn finish(&mut self, name: &str, variant: &str, start: usize, around: bool) {
        self.plain = around;
        self.json = false;
        if (name, variant) == HASHED {
            let hash = hash(self.out.get(start..).unwrap_or_default());
            self.out.truncate(start);
            self.number(hash);
        }
        self.out.push('}');
    }

    fn string(&mut self, text: &str) {
        let made = match self.replacement {
            Some(_) if self.keys => Some("0".repeat(text.chars().count())),
            Some(_) if self.plain => None,
            Some(made) if self.left && made.knows(text) => None,
            Some(_) if self.json && EMPTY_JSON.contains(&text) => None,
            Some(replacement) if self.json => Some(format!("\"{}\"", replacement.word(text))),
            Some(replacement) => Some(replacement.text(text)),
            None => None,
        };
        quote(made.as_deref().unwrap_or(text), &mut self.out);
    }

    fn number(&mut self, number: impl Display) {
        let _ = write!(self.out, "{number}");
    }

    fn name(&mut self, name: &str) {
        quote(name, &mut self.out);
        self.out.push(':');
    }
}

/// Numbers of every width, as they are.
macro_rules! numbers {
    ($($method:ident $kind:ty,)*) => {
        $(fn $method(self, v: $kind) -> fmt::Result {
            self.number(v);
            Ok(())
        })*
    };
}

impl<'w, 'a> Serializer for &'w mut Writer<'a> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Compound<'w, 'a>;
    type SerializeTuple = Compound<'w, 'a>;
    type SerializeTupleStruct = Compound<'w, 'a>;
    type SerializeTupleVariant = Compound<'w, 'a>;
    type SerializeMap = Compound<'w, 'a>;
    type SerializeStruct = Compound<'w, 'a>;
    type SerializeStructVariant = Compound<'w, 'a>;

    fn serialize_bool(self, v: bool) -> fmt::Result {
        self.out.push_str(if v { "true" } else { "false" });
        Ok(())
    }

    numbers! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_f32 f32, serialize_f64 f64,
    }

    fn serialize_char(self, v: char) -> fmt::Result {
        self.string(v.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, v: &str) -> fmt::Result {
        self.string(v);
        Ok(())
    }

    fn serialize_bytes(self, v: &[u8]) -> fmt::Result {
        self.string(&String::from_utf8_lossy(v));
        Ok(())
    }

    fn serialize_none(self) -> fmt::Result {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(&mut *self)?;
        self.present = true;
        Ok(())
    }

    fn serialize_unit(self) -> fmt::Result {
        self.out.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> fmt::Result {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> fmt::Result {
        quote(variant, &mut self.out);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> fmt::Result {
        let before = self.enter(name);
        value.serialize(&mut *self)?;
        (self.keys, self.tokens, self.plain) = before;
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> fmt::Result {
        let (start, plain) = self.begin(name, variant);
        value.serialize(&mut *self)?;
        self.finish(name, variant, start, plain);
        Ok(())
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Compound<'w, 'a>, fmt::Error> {
        Ok(Compound::open(self, "", "[", "]"))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Compound<'w, 'a>, fmt::Error> {
        Ok(Compound::open(self, "", "[", "]"))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Compound<'w, 'a>, fmt::Error> {
        Ok(Compound::open(self, "", "[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Compound<'w, 'a>, fmt::Error> {
        self.out.push('{');
        self.name(variant);
        let compound = Compound::open(self, "", "[", "]}");
        // Whether the texts directly in it stay.
        compound.writer.plain = pseudonyms::is_plain(name, variant);
        Ok(compound)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Compound<'w, 'a>, fmt::Error> {
        Ok(Compound::open(self, "", "{", "}"))
    }

    fn serialize_struct(
        self,
        name: &'static str,
        _len: usize,
    ) -> Result<Compound<'w, 'a>, fmt::Error> {
        Ok(Compound::open(self, name, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Compound<'w, 'a>, fmt::Error> {
        self.out.push('{');
        self.name(variant);
        Ok(Compound::open(self, name, "{", "}}"))
    }
}

/// The values that a record leaves out.
const NOTHING: [&str; 6] = ["null", "false", "0", "\"\"", "[]", "{}"];

/// A list, map or record that is being written.
struct Compound<'w, 'a> {
    writer: &'w mut Writer<'a>,
    /// The type whose members follow.
    owner: &'static str,
    end: &'static str,
    empty: bool,
    /// What holds again after the end.
    plain: bool,
    tokens: bool,
}

/// A member whose name is written and whose value follows.
struct Begun {
    /// Where the text ended before it, and whether it is the first.
    before: usize,
    empty: bool,
    /// Where its value starts.
    start: usize,
    /// What holds again after it.
    plain: bool,
}

impl<'w, 'a> Compound<'w, 'a> {
    fn open(
        writer: &'w mut Writer<'a>,
        owner: &'static str,
        start: &str,
        end: &'static str,
    ) -> Self {
        writer.out.push_str(start);
        let (plain, tokens) = (writer.plain, core::mem::take(&mut writer.tokens));
        Self { writer, owner, end, empty: true, plain, tokens }
    }

    #[inline(never)]
    fn part(&mut self) {
        if !core::mem::take(&mut self.empty) {
            self.writer.out.push(',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        self.part();
        value.serialize(&mut *self.writer)
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> fmt::Result {
        let begun = self.begin(name);
        value.serialize(&mut *self.writer)?;
        self.finish(name, &begun);
        Ok(())
    }

    #[inline(never)]
    fn begin(&mut self, name: &'static str) -> Begun {
        let (before, empty) = (self.writer.out.len(), self.empty);
        self.part();
        self.writer.name(name);
        self.writer.present = false;
        let plain = pseudonyms::is_plain(self.owner, name);
        let plain = core::mem::replace(&mut self.writer.plain, plain);
        Begun { before, empty, start: self.writer.out.len(), plain }
    }

    #[inline(never)]
    fn finish(&mut self, name: &'static str, begun: &Begun) {
        self.writer.plain = begun.plain;
        let written = self.writer.out.get(begun.start..).unwrap_or_default();
        if !self.writer.present && NOTHING.contains(&written) {
            self.writer.out.truncate(begun.before);
            self.empty = begun.empty;
        } else if self.owner == "View" {
            let hash = hash(written);
            self.writer.parts.push((name, hash));
        } else if REPEATED.contains(&(self.owner, name)) {
            self.writer.shorten(name, begun.start);
        }
    }

    #[inline(never)]
    fn close(self) {
        self.writer.out.push_str(self.end);
        self.writer.plain = self.plain;
        self.writer.tokens = self.tokens;
        self.writer.left = false;
    }
}

impl Writer<'_> {
    /// Writes an `=` for a member that is what it was.
    fn shorten(&mut self, name: &'static str, start: usize) {
        let Some(last) = &mut self.last else { return };
        let written = self.out.get(start..).unwrap_or_default();
        match last.iter_mut().find(|(of, _)| *of == name) {
            Some((_, text)) if text == written => {
                self.out.truncate(start);
                self.out.push_str("\"=\"");
            }
            Some((_, text)) => written.clone_into(text),
            None => last.push((name, written.to_owned())),
        }
    }
}

/// The parts of serde that differ in their names only.
macro_rules! compound {
    ($($part:ident: $method:ident($($key:ident)?) by $write:ident;)*) => {
        $(impl $part for Compound<'_, '_> {
            type Ok = ();
            type Error = fmt::Error;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($key: &'static str,)?
                value: &T,
            ) -> fmt::Result {
                self.$write($($key,)? value)
            }

            fn end(self) -> fmt::Result {
                self.close();
                Ok(())
            }
        })*
    };
}

compound! {
    SerializeSeq: serialize_element() by element;
    SerializeStruct: serialize_field(key) by member;
    SerializeStructVariant: serialize_field(key) by member;
    SerializeTuple: serialize_element() by element;
    SerializeTupleStruct: serialize_field() by element;
    SerializeTupleVariant: serialize_field() by element;
}

impl SerializeMap for Compound<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    /// The names in a map are of tokens, attributes and ids, and stay.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.part();
        let start = self.writer.out.len();
        let plain = core::mem::replace(&mut self.writer.plain, true);
        key.serialize(&mut *self.writer)?;
        self.writer.plain = plain;
        if self.tokens {
            let name = self.writer.out.get(start..).unwrap_or_default().trim_matches('"');
            let left = self.writer.replacement.is_some_and(|made| made.leaves(name));
            // Oracle's own names Fusion may fill as well, and with a person.
            let shared = name.starts_with("SVCMCA_");
            self.writer.left = left && shared;
            self.writer.plain = left && !shared || pseudonyms::is_plain_token(name);
        }
        self.writer.out.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> fmt::Result {
        self.close();
        Ok(())
    }
}
