//! The tree of a text: what is inside what, and where.

use std::ops::Range;

/// A value with its place.
#[derive(Debug)]
pub(crate) struct Node<'t> {
    /// Where it stands, in bytes.
    pub(crate) span: Range<usize>,
    /// What it is.
    pub(crate) shape: Shape<'t>,
}

/// A name with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Name<'t> {
    /// Where it stands, in bytes.
    pub(crate) span: Range<usize>,
    /// The name.
    pub(crate) text: &'t str,
}

/// What a value is, as far as its spelling tells.
#[derive(Debug)]
pub(crate) enum Shape<'t> {
    /// A text, escapes resolved.
    Text(String),
    /// A number, as spelled.
    Number(&'t str),
    /// A name alone: `Pricing`, `true`.
    Word(&'t str),
    /// `Name(…)` or `(…)`.
    Group(Option<Name<'t>>, Vec<Entry<'t>>),
    /// `[…]`.
    List(Vec<Node<'t>>),
    /// `{…}`, of which the format has none.
    Map,
    /// A character or bytes, of which the format has none.
    Other,
}

/// Something in round brackets: a field, or a value alone.
#[derive(Debug)]
pub(crate) struct Entry<'t> {
    /// The name of the field.
    pub(crate) key: Option<Name<'t>>,
    /// The value.
    pub(crate) value: Node<'t>,
}

impl Node<'_> {
    /// What it is, in words.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.shape {
            Shape::Text(_) => "a text",
            Shape::Number(_) => "a number",
            Shape::Word(_) => "a name",
            Shape::Group(Some(_), _) => "a named group",
            Shape::Group(None, entries) if entries.iter().any(|e| e.key.is_some()) => "a group of fields",
            Shape::Group(None, _) => "a group of values",
            Shape::List(_) => "a list",
            Shape::Map => "a map",
            Shape::Other => "a character or bytes",
        }
    }

    /// The part to underline of a value that may go over many lines: the whole of a short one, else its name or bracket.
    pub(crate) fn head(&self, text: &str) -> Range<usize> {
        match &self.shape {
            _ if is_short(text, &self.span) => self.span.clone(),
            Shape::Group(Some(name), _) => name.span.clone(),
            Shape::Text(_) => self.span.start..self.span.start + 1,
            _ => self.span.start..self.span.start + 1,
        }
    }
}

impl Entry<'_> {
    /// The part to underline: the whole of a short value, else the field's name.
    pub(crate) fn head(&self, text: &str) -> Range<usize> {
        match &self.key {
            Some(key) if !is_short(text, &self.value.span) => key.span.clone(),
            _ => self.value.head(text),
        }
    }
}

/// Whether a piece of text is fit to be underlined as a whole.
fn is_short(text: &str, span: &Range<usize>) -> bool {
    span.len() <= 80 && text.get(span.clone()).is_some_and(|piece| !piece.contains('\n'))
}
