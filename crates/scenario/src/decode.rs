//! Decoding that walks past mistakes.
//!
//! The types of a file (those of [`file`](crate::file), or another crate's) say, through `serde`, which fields and choices there are. This decoder runs them over
//! a tree; where the tree does not fit it notes why, puts a stand-in there and goes on, so that one run finds everything.
//! What a good file says is not taken from here: that goes through `ron`.
//!
//! `serde` tells a decoder the names of a structure's fields, but not which of them may be left out; that it learns from
//! the refusal when one is missing, and then begins again. There are some fifty fields, so it begins again rarely.

mod choices;
mod fields;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{
    Deserializer,
    de::{self, DeserializeOwned, DeserializeSeed, Expected, Visitor},
    forward_to_deserialize_any,
};

use self::{choices::Choice, fields::Fields};
use crate::{
    Diagnostic, Number,
    codes::{self, Code},
    number,
    report::{self, At},
    syntax::{Entry, Node, Shape},
};

/// What a tree decodes to.
pub(crate) struct Decoded<F> {
    /// The file, with stand-ins at the damaged places. `None` only if not even that could be made.
    pub(crate) file: Option<F>,
    /// What does not fit.
    pub(crate) found: Vec<Diagnostic>,
    /// Where stand-ins are.
    pub(crate) damaged: BTreeSet<String>,
    /// Fields under a misspelt name; see [`Source`](crate::source::Source).
    pub(crate) aliases: BTreeMap<(usize, &'static str), usize>,
}

/// Decodes a tree.
pub(crate) fn decode<F: DeserializeOwned>(text: &str, root: &Node<'_>) -> Decoded<F> {
    let mut required = BTreeSet::new();
    loop {
        let context = Context {
            text,
            required: RefCell::new(required),
            found: RefCell::default(),
            damaged: RefCell::default(),
            aliases: RefCell::default(),
        };
        let value = Value { slot: Slot::Here(root), at: At::default(), context: &context };
        let file = F::deserialize(value);
        if let Err(Refusal::Learnt) = file {
            required = context.required.into_inner();
            continue;
        }
        let mut found = context.found.into_inner();
        match &file {
            Ok(_) => {}
            Err(Refusal::Full) => found.push(report::more()),
            Err(refusal) => found.push(codes::SYNTAX.at("", refusal.to_string())),
        }
        let (damaged, aliases) = (context.damaged.into_inner(), context.aliases.into_inner());
        return Decoded { file: file.ok(), found, damaged, aliases };
    }
}

/// Why `serde` refused.
#[derive(Debug)]
enum Refusal {
    /// A field is missing that the structure cannot be without.
    Missing(&'static str),
    /// The same, and which structure is noted: beginning again will mend it.
    Learnt,
    /// There is more wrong than anybody wants to read.
    Full,
    /// Anything else; none is known.
    Other(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(field) => write!(f, "`{field}` is missing"),
            Self::Learnt => f.write_str("a field is missing"),
            Self::Full => f.write_str("there is too much wrong"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Other(message.to_string())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }
}

/// What is gathered on the way.
struct Context<'t> {
    text: &'t str,
    /// Structures and the fields they cannot be without, as far as is known.
    required: RefCell<BTreeSet<(&'static str, &'static str)>>,
    found: RefCell<Vec<Diagnostic>>,
    damaged: RefCell<BTreeSet<String>>,
    aliases: RefCell<BTreeMap<(usize, &'static str), usize>>,
}

impl Context<'_> {
    fn note(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Refuses to go on once there is more wrong than is listed.
    fn go_on(&self) -> Result<(), Refusal> {
        if self.found.borrow().len() < report::LIMIT { Ok(()) } else { Err(Refusal::Full) }
    }
}

/// What a value is read from.
#[derive(Clone, Copy)]
enum Slot<'d, 't> {
    /// A node of the tree.
    Here(&'d Node<'t>),
    /// Nothing: the value is a stand-in.
    Nowhere,
}

/// A value to be decoded, whose place in the data is `at`.
struct Value<'d, 't> {
    slot: Slot<'d, 't>,
    at: At,
    context: &'d Context<'t>,
}

impl<'d, 't> Value<'d, 't> {
    /// Notes what is wrong here. The value itself may still be usable.
    fn note(&self, code: Code, node: &Node<'_>, message: String, help: &str) {
        let said = code.at(&self.at, message).with_span(node.head(self.context.text)).with_help(help);
        self.context.note(said);
    }

    /// Notes what is wrong here and that the value is a stand-in.
    fn damage(&self, code: Code, node: &Node<'_>, message: String, help: &str) {
        self.note(code, node, message, help);
        self.context.damaged.borrow_mut().insert(String::from(&self.at));
    }

    fn wrong_type(&self, node: &Node<'_>, wanted: &str, help: &str) {
        self.damage(codes::WRONG_TYPE, node, format!("expected {wanted}, found {}", node.kind()), help);
    }

    /// A value inside this one.
    fn inside(&self, slot: Slot<'d, 't>, at: At) -> Self {
        Value { slot, at, context: self.context }
    }

    /// The entries of a group of `length` values without names.
    fn tuple(&self, node: &'d Node<'t>, length: usize) -> Option<&'d [Entry<'t>]> {
        if let Shape::Group(_, entries) = &node.shape
            && entries.len() == length
            && entries.iter().all(|e| e.key.is_none())
        {
            return Some(entries);
        }
        let found = match &node.shape {
            Shape::Group(_, entries) => format!("{} with {}", node.kind(), entries.len()),
            _ => node.kind().to_owned(),
        };
        let message = format!("expected a group of {length} values, found {found}");
        let blanks = vec!["…"; length].join(", ");
        self.damage(codes::WRONG_TYPE, node, message, &format!("write `({blanks})`"));
        None
    }

    fn visit_tuple<V: Visitor<'d>>(self, length: usize, visitor: V) -> Result<V::Value, Refusal> {
        let entries = match self.slot {
            Slot::Here(node) => self.tuple(node, length),
            Slot::Nowhere => None,
        };
        let slots = (0..length).map(|index| {
            entries.and_then(|entries| entries.get(index)).map_or(Slot::Nowhere, |entry| Slot::Here(&entry.value))
        });
        visitor.visit_seq(Elements { slots: slots.collect::<Vec<_>>().into_iter(), next: 0, of: self })
    }

    /// The text of a number: one that a [`Number`] can hold, spelled its way.
    fn number(&self, node: &Node<'_>, spelled: &str) -> Option<String> {
        match ron::from_str::<Number>(spelled) {
            Ok(number) => Some(number.to_string()),
            Err(_) => {
                let message = format!("`{spelled}` is not a decimal number that can be held exactly");
                self.damage(
                    codes::BAD_NUMBER,
                    node,
                    message,
                    "write at most 15 digits, at most 9 of them after the point",
                );
                None
            }
        }
    }

    /// A label or number where either may stand, or only a number.
    fn scalar(&self, node: &Node<'_>, wanted: &str) -> Option<String> {
        match &node.shape {
            Shape::Number(spelled) => return self.number(node, spelled),
            Shape::Text(text) if wanted == number::WANTED && text.parse::<zopa_core::Decimal>().is_err() => {
                let message = format!("expected {wanted}, found the text {text:?}");
                self.damage(codes::WRONG_TYPE, node, message, "write the number without quotes: `2.45`");
            }
            Shape::Text(text) => return Some(text.clone()),
            Shape::Word(word @ ("inf" | "NaN")) => {
                self.damage(
                    codes::BAD_NUMBER,
                    node,
                    format!("`{word}` is not a decimal number"),
                    "write a finite number",
                );
            }
            Shape::Word(word) if wanted == number::VALUE_WANTED => {
                let help = format!("a label stands between double quotes: `\"{word}\"`");
                self.wrong_type(node, wanted, &help);
            }
            _ => self.wrong_type(node, wanted, ""),
        }
        None
    }
}

impl<'de> Deserializer<'de> for Value<'de, '_> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let found = match self.slot {
            Slot::Here(node) => self.scalar(node, &(&visitor as &dyn Expected).to_string()),
            Slot::Nowhere => None,
        };
        // Zero stands in for numbers and for labels alike.
        visitor.visit_string(found.unwrap_or_else(|| "0".to_owned()))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let Slot::Here(node) = self.slot else { return visitor.visit_u32(0) };
        if let Shape::Number(spelled) = &node.shape {
            if let Ok(number) = ron::from_str(spelled) {
                return visitor.visit_u32(number);
            }
            let message = format!("expected a whole number, found `{spelled}`");
            self.damage(codes::WRONG_TYPE, node, message, "write it without a sign, point or exponent");
        } else {
            self.wrong_type(node, "a whole number", "");
        }
        visitor.visit_u32(0)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let Slot::Here(node) = self.slot else { return visitor.visit_str("") };
        let help = match &node.shape {
            Shape::Text(text) => return visitor.visit_str(text),
            Shape::Number(spelled) | Shape::Word(spelled) => {
                format!("texts stand between double quotes: `\"{spelled}\"`")
            }
            Shape::Other => "texts stand between double quotes: \"…\"".to_owned(),
            _ => String::new(),
        };
        self.wrong_type(node, "a text", &help);
        visitor.visit_str("")
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_string(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let elements = match self.slot {
            Slot::Here(Node { shape: Shape::List(elements), .. }) => elements.as_slice(),
            Slot::Here(node) => {
                self.wrong_type(node, "a list", "write `[…, …]`, also around a single element");
                &[]
            }
            Slot::Nowhere => &[],
        };
        let slots: Vec<_> = elements.iter().map(Slot::Here).collect();
        visitor.visit_seq(Elements { slots: slots.into_iter(), next: 0, of: self })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.visit_tuple(length, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if let Slot::Here(node) = self.slot
            && let Shape::Group(Some(found), _) = &node.shape
            && found.text != name
        {
            let message = format!("expected `{name}(…)`, found `{}(…)`", found.text);
            self.note(codes::WRONG_TYPE, node, message, "the name may be left out: `(…)`");
        }
        Fields::visit(self, name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        match Choice::of(self, variants) {
            Some(choice) => visitor.visit_enum(choice),
            None => Err(Refusal::Other("a choice without variants".to_owned())),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf option unit unit_struct newtype_struct
        tuple_struct map identifier ignored_any
    }
}

/// The elements of a list or group.
struct Elements<'d, 't, I> {
    slots: I,
    next: usize,
    of: Value<'d, 't>,
}

impl<'d, 't, I: Iterator<Item = Slot<'d, 't>>> de::SeqAccess<'d> for Elements<'d, 't, I> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'d>>(&mut self, seed: T) -> Result<Option<T::Value>, Refusal> {
        let Some(slot) = self.slots.next() else { return Ok(None) };
        self.of.context.go_on()?;
        let value = self.of.inside(slot, self.of.at.index(self.next));
        self.next += 1;
        seed.deserialize(value).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use crate::{codes, sample::SMALL};

    /// What one run says of `SMALL` with these pieces replaced.
    fn said(edits: &[(&str, &str)]) -> Vec<(&'static str, String)> {
        let mut text = SMALL.to_owned();
        for (from, to) in edits {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        let (scenario, said) = crate::read(&text);
        assert!(scenario.is_none());
        said.into_iter().map(|d| (d.code, d.path)).collect()
    }

    #[test]
    fn one_run_finds_mistakes_of_every_kind() {
        let found = said(&[
            ("unit: \"days\"", "units: \"days\", colour: 7"),
            ("topic: Ip", "topic: 4"),
            ("title: \"Price per GPU-hour\",", ""),
            ("weight: 50", "weight: 47"),
            ("AtMost(\"price\"", "AtMost(\"prise\""),
        ]);
        let wanted = [
            (codes::MISSING_FIELD, "issues[0].title"),
            (codes::UNKNOWN_FIELD, "issues[1].units"),
            (codes::UNKNOWN_FIELD, "issues[1].colour"),
            (codes::WRONG_TYPE, "issues[2].topic"),
            (codes::WEIGHT_SUM, "parties[0].values"),
            (codes::UNKNOWN_ISSUE, "parties[0].interactions[0].when[0][0]"),
        ];
        assert_eq!(found, wanted.map(|(code, path)| (code.code, path.to_owned())));
    }

    #[test]
    fn a_slip_is_said_once_and_its_value_used() {
        assert_eq!(said(&[("weight: 50", "wieght: 50")]), [("S0002", "parties[0].values[0].wieght".to_owned())]);
        assert_eq!(said(&[("topic: Pricing", "topic: Pricng")]), [("S0005", "issues[0].topic".to_owned())]);
        let both = said(&[("weight: 50", "wieght: 49")]);
        assert_eq!(both.iter().map(|d| d.0).collect::<Vec<_>>(), ["S0201", "S0002"]);
    }

    #[test]
    fn damage_does_not_spread() {
        // The name of an issue is unreadable: what speaks of it cannot be blamed.
        assert_eq!(said(&[("name: \"notice\"", "name: 7")]), [("S0004", "issues[1].name".to_owned())]);
        assert_eq!(said(&[("weight: 50", "weight: inf")]), [("S0007", "parties[0].values[0].weight".to_owned())]);
        assert_eq!(said(&[("of: Linear(worst: 3.60, best: 2.20)", "of: [1, 2]")]).len(), 1);
        assert_eq!(said(&[("values: Numbers([180, 90, 30])", "values: Numbers([180, \"x\", 30])")]).len(), 1);
    }
}
