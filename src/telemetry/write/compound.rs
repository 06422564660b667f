//! The writing of what has several parts: lists, maps and records.
//!
//! PURE. Must leave a member of a record out whose value says nothing. What does not depend on the type
//! of a member is never inlined: there are hundreds of them.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::{REPEATED, Writer, hash};
use crate::telemetry::allow_list;
use crate::telemetry::fault::Unfailing;

/// The values that a record leaves out.
const NOTHING: [&str; 6] = ["null", "false", "0", "\"\"", "[]", "{}"];

/// A list, map or record that is being written.
pub(in crate::telemetry) struct Compound<'w, 'a> {
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
    pub(super) fn open(
        writer: &'w mut Writer<'a>,
        owner: &'static str,
        start: &str,
        end: &'static str,
    ) -> Self {
        writer.out.push_str(start);
        let (plain, tokens) = (writer.plain, core::mem::take(&mut writer.tokens));
        Self { writer, owner, end, empty: true, plain, tokens }
    }

    /// Whether the texts directly in it stay.
    pub(super) fn with_plain(self, plain: bool) -> Self {
        self.writer.plain = plain;
        self
    }

    #[inline(never)]
    fn part(&mut self) {
        if !core::mem::take(&mut self.empty) {
            self.writer.out.push(',');
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfailing> {
        self.part();
        value.serialize(&mut *self.writer)
    }

    fn member<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unfailing> {
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
        let plain = allow_list::is_plain(self.owner, name);
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
            type Error = Unfailing;

            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($key: &'static str,)?
                value: &T,
            ) -> Result<(), Unfailing> {
                self.$write($($key,)? value)
            }

            fn end(self) -> Result<(), Unfailing> {
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
    type Error = Unfailing;

    /// The names in a map are of tokens, attributes and ids, and stay.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfailing> {
        self.part();
        let start = self.writer.out.len();
        self.writer.within(true, key)?;
        if self.tokens {
            let name = self.writer.out.get(start..).unwrap_or_default().trim_matches('"');
            let left = self.writer.replacement.is_some_and(|made| made.leaves(name));
            // Oracle's own names Fusion may fill as well, and with a person.
            let shared = name.starts_with("SVCMCA_");
            self.writer.left = left && shared;
            self.writer.plain = left && !shared || allow_list::is_plain_token(name);
        }
        self.writer.out.push(':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfailing> {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unfailing> {
        self.close();
        Ok(())
    }
}
