//! A file that was read: its text, its tree, and where each place of the data stands in them.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    report::Origin,
    syntax::{Entry, Node, Shape},
};

/// The places of a text.
pub(crate) struct Source<'t> {
    /// The text.
    pub(crate) text: &'t str,
    /// What it says.
    pub(crate) root: Node<'t>,
    /// Fields that stand under another name than the format's: by where their group starts and the name that was meant,
    /// which of its entries it is.
    pub(crate) aliases: BTreeMap<(usize, &'static str), usize>,
}

/// Where a step of a path leads.
enum Found<'s, 't> {
    Entry(&'s Entry<'t>),
    Node(&'s Node<'t>),
}

impl<'s, 't> Found<'s, 't> {
    fn node(&self) -> &'s Node<'t> {
        match self {
            Self::Entry(entry) => &entry.value,
            Self::Node(node) => node,
        }
    }
}

impl<'t> Source<'t> {
    fn field<'s>(&'s self, node: &'s Node<'t>, name: &str) -> Option<Found<'s, 't>> {
        let Shape::Group(choice, entries) = &node.shape else { return None };
        // A choice that holds one group of fields is spelled around it and adds no step to the path: `Inline((…))`.
        if let (Some(_), [only]) = (choice, entries.as_slice())
            && only.key.is_none()
            && matches!(only.value.shape, Shape::Group(..))
        {
            return self.field(&only.value, name);
        }
        let named = entries.iter().find(|entry| entry.key.as_ref().is_some_and(|key| key.text == name));
        let alias = || {
            let mut known =
                self.aliases.iter().filter(|((start, meant), _)| *start == node.span.start && *meant == name);
            known.next().and_then(|(_, at)| entries.get(*at))
        };
        named.or_else(alias).map(Found::Entry)
    }

    fn element<'s>(node: &'s Node<'t>, index: usize) -> Option<Found<'s, 't>> {
        match &node.shape {
            Shape::List(elements) => elements.get(index).map(Found::Node),
            // A choice that holds one list is spelled around it and adds no step to the path: `Labels([…])`.
            Shape::Group(Some(_), entries) => match entries.as_slice() {
                [only] if matches!(only.value.shape, Shape::List(_)) => Self::element(&only.value, index),
                _ => entries.get(index).map(Found::Entry),
            },
            Shape::Group(None, entries) => entries.get(index).map(Found::Entry),
            _ => None,
        }
    }
}

impl Origin for Source<'_> {
    fn span(&self, path: &str) -> Option<Range<usize>> {
        if path.is_empty() {
            return None;
        }
        let mut found = Found::Node(&self.root);
        for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
            let next = match step.strip_suffix(']') {
                Some(index) => index.parse().ok().and_then(|index| Self::element(found.node(), index)),
                None => self.field(found.node(), step),
            };
            // What is not there is missing from what is.
            match next {
                Some(next) => found = next,
                None => break,
            }
        }
        Some(match found {
            Found::Entry(entry) => entry.head(self.text),
            Found::Node(node) => node.head(self.text),
        })
    }
}
