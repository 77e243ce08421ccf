//! The fields of a structure: known, misspelt, given twice, missing.

use std::collections::BTreeMap;

use serde::de::{self, DeserializeSeed, IntoDeserializer, Visitor};

use super::{Refusal, Slot, Value};
use crate::{
    codes, suggest,
    syntax::{Entry, Name, Node, Shape},
};

/// The fields of one structure.
pub(super) struct Fields<'d, 't> {
    found: std::vec::IntoIter<(&'static str, Slot<'d, 't>)>,
    value: Option<(&'static str, Slot<'d, 't>)>,
    of: Value<'d, 't>,
}

impl<'d, 't> Fields<'d, 't> {
    /// Reads a structure called `name` (to people and to what is known of required fields) with these fields.
    pub(super) fn visit<V: Visitor<'d>>(
        of: Value<'d, 't>,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let mut found = match of.slot {
            Slot::Here(node) => match named(&of, node)? {
                Some(entries) => Some(sort(&of, node, entries, fields)?),
                None => None,
            },
            Slot::Nowhere => None,
        };
        let is_stand_in = found.is_none();
        let mut list: Vec<_> = Vec::with_capacity(fields.len());
        let mut missing = Vec::new();
        for field in fields {
            if let Some(slot) = found.as_mut().and_then(|found| found.remove(field)) {
                list.push((*field, slot));
            } else if of.context.required.borrow().contains(&(name, *field)) {
                list.push((*field, Slot::Nowhere));
                missing.push(*field);
            }
        }
        if !is_stand_in {
            note_missing(&of, &missing);
        }
        let required = &of.context.required;
        let access = Fields { found: list.into_iter(), value: None, of: of.inside(of.slot, of.at.clone()) };
        visitor.visit_map(access).map_err(|refusal| match refusal {
            // A field that was already known to be required and was given a stand-in is not missing: no endless loop.
            Refusal::Missing(field) if required.borrow_mut().insert((name, field)) => Refusal::Learnt,
            other => other,
        })
    }
}

/// The entries of what should be a group of fields, if it is one.
fn named<'d, 't>(of: &Value<'d, 't>, node: &'d Node<'t>) -> Result<Option<&'d [Entry<'t>]>, Refusal> {
    match &node.shape {
        Shape::Group(_, entries) => {
            for entry in entries.iter().filter(|entry| entry.key.is_none()) {
                of.context.go_on()?;
                let message = format!("expected a field, found {} without a name", entry.value.kind());
                of.damage(codes::WRONG_TYPE, &entry.value, message, "a field is written `name: value`");
            }
            // With values in the place of fields, which fields are missing is anybody's guess.
            Ok(entries.iter().all(|entry| entry.key.is_some()).then_some(entries))
        }
        _ => {
            of.wrong_type(node, "a group of fields", "write `(field: value, …)`");
            Ok(None)
        }
    }
}

/// The entries by the field each of them is, or is meant to be.
fn sort<'d, 't>(
    of: &Value<'d, 't>,
    node: &Node<'_>,
    entries: &'d [Entry<'t>],
    fields: &'static [&'static str],
) -> Result<BTreeMap<&'static str, Slot<'d, 't>>, Refusal> {
    let mut found = BTreeMap::new();
    let mut strangers: Vec<(usize, &Name<'_>, &'d Entry<'t>)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let Some(key) = &entry.key else { continue };
        match fields.iter().find(|field| **field == key.text) {
            None => strangers.push((index, key, entry)),
            Some(field) if found.contains_key(field) => {
                let said = codes::REPEATED_FIELD.at(&of.at.field(field), format!("`{field}` is given twice"));
                let said = said.with_span(key.span.clone()).with_help("keep one of them");
                of.context.note(said);
            }
            Some(field) => {
                found.insert(*field, Slot::Here(&entry.value));
            }
        }
    }
    for (index, key, entry) in strangers {
        of.context.go_on()?;
        let open = fields.iter().copied().filter(|field| !found.contains_key(field));
        let meant = suggest::nearest(key.text, open).and_then(|name| fields.iter().find(|field| **field == name));
        let help = match meant {
            Some(field) => format!("did you mean `{field}`?"),
            None => suggest::remedy(key.text, fields.iter().copied()),
        };
        let said = codes::UNKNOWN_FIELD.at(&of.at.field(key.text), format!("there is no field `{}` here", key.text));
        let said = said.with_span(key.span.clone()).with_label("unknown field").with_help(help);
        of.context.note(said);
        if let Some(field) = meant {
            found.insert(*field, Slot::Here(&entry.value));
            of.context.aliases.borrow_mut().insert((node.span.start, *field), index);
        }
    }
    Ok(found)
}

fn note_missing(of: &Value<'_, '_>, missing: &[&'static str]) {
    let Slot::Here(node) = of.slot else { return };
    let quoted: Vec<_> = missing.iter().map(|field| format!("`{field}`")).collect();
    let (at, message) = match (missing, quoted.split_last()) {
        ([], _) | (_, None) => return,
        ([field], _) => (of.at.field(field), format!("the field `{field}` is missing")),
        (_, Some((last, others))) => {
            (of.at.clone(), format!("the fields {} and {last} are missing", others.join(", ")))
        }
    };
    let mut damaged = of.context.damaged.borrow_mut();
    damaged.extend(missing.iter().map(|field| String::from(&of.at.field(field))));
    let said = codes::MISSING_FIELD.at(&at, message).with_span(node.head(of.context.text));
    of.context.note(said.with_label("in here"));
}

impl<'d> de::MapAccess<'d> for Fields<'d, '_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'d>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        self.value = self.found.next();
        match self.value {
            Some((field, _)) => seed.deserialize(field.into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'d>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        let Some((field, slot)) = self.value.take() else {
            return Err(Refusal::Other("a value without a field".to_owned()));
        };
        seed.deserialize(self.of.inside(slot, self.of.at.field(field)))
    }
}
