//! Specs: how a strategy and its parameters are written, `boulware(e=0.2)` or `boa(bid=time(e=0.2), accept=next)`.
//!
//! One notation everywhere: on the command line, in experiment files and in replays. This module knows the notation only;
//! which names and parameters exist is the catalogue's business ([`resolve`](crate::resolve)).
//!
//! ```text
//! spec  = name [ "(" [ argument { "," argument } ] ")" ]
//! argument = name "=" value
//! value = decimal | spec
//! name  = letter { letter | digit | "-" | "_" }          (ASCII)
//! ```
//! White space is allowed between tokens. A text has at most [`LENGTH_LIMIT`] bytes and specs nest at most [`DEPTH_LIMIT`]
//! deep, so reading one is always cheap.

use std::{fmt, str::FromStr};

use zopa_core::Decimal;

/// The most bytes a spec's text may have.
pub const LENGTH_LIMIT: usize = 1024;
/// How deep specs may nest; a spec without specs inside is one deep.
pub const DEPTH_LIMIT: usize = 8;

/// Where in a text something was read, in bytes. It takes no part in comparison: the same spec read from elsewhere is the
/// same spec.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Place(pub(crate) usize);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

/// A strategy or component with its parameters, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spec {
    pub(crate) name: String,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) at: Place,
}

/// One `name=value` of a [`Spec`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Argument {
    /// The parameter.
    pub name: String,
    /// What it is set to.
    pub value: Value,
    pub(crate) at: Place,
    pub(crate) value_at: Place,
}

/// What a parameter is set to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// A component, with its own parameters.
    Component(Spec),
}

/// What is wrong with a spec.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// Something else should stand here.
    Expected(&'static str),
    /// More than [`LENGTH_LIMIT`] bytes.
    TooLong,
    /// Nested more than [`DEPTH_LIMIT`] deep.
    TooDeep,
    /// A number with more digits than a [`Decimal`] holds.
    TooPrecise,
    /// A parameter set twice.
    Repeated(String),
    /// No entry of the table has this name.
    UnknownName {
        /// What was looked for: `strategy`, `bidding component`, …
        kind: &'static str,
        /// The name as written.
        name: String,
    },
    /// The entry has no such parameter.
    UnknownParameter {
        /// The entry.
        entry: String,
        /// The parameter as written.
        name: String,
        /// The parameters it has, ready to read; may be empty.
        known: String,
    },
    /// The entry must be handed everybody's true preferences, and was not.
    NeedsTruth(String),
    /// The value is not one the parameter may take.
    NotInRange {
        /// The parameter.
        name: String,
        /// What it may be, ready to read: `a number from 0 to 1`.
        range: String,
    },
}

/// Why a spec cannot be used: what is wrong, where, and perhaps what was meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecError {
    /// What is wrong.
    pub problem: Problem,
    /// Where in the text, in bytes from its beginning.
    pub at: usize,
    /// The known name nearest to the one written, if one is near.
    pub suggestion: Option<String>,
}

impl SpecError {
    pub(crate) fn new(problem: Problem, at: Place) -> Self {
        Self { problem, at: at.0, suggestion: None }
    }

    /// The same error with the nearest of `known` names as a suggestion, if one is near enough to be a slip of the keyboard.
    pub(crate) fn suggesting<'a>(mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let written = written.to_ascii_lowercase();
        let distance = |name: &str| strsim::damerau_levenshtein(&written, name);
        // The earliest of equally near names: `min_by_key` keeps the first minimum.
        let nearest = known.into_iter().map(|name| (distance(name), name)).min_by_key(|(distance, _)| *distance);
        self.suggestion =
            nearest.filter(|(distance, name)| *distance <= 1 + name.len() / 4).map(|(_, name)| name.into());
        self
    }
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Expected(what) => write!(f, "expected {what}")?,
            Problem::TooLong => write!(f, "longer than {LENGTH_LIMIT} bytes")?,
            Problem::TooDeep => write!(f, "nested more than {DEPTH_LIMIT} deep")?,
            Problem::TooPrecise => f.write_str("more than 15 significant digits, or more than 9 after the point")?,
            Problem::Repeated(name) => write!(f, "the parameter `{name}` stands twice")?,
            Problem::UnknownName { kind, name } => write!(f, "unknown {kind} `{name}`")?,
            Problem::UnknownParameter { entry, name, known } if known.is_empty() => {
                write!(f, "`{entry}` has no parameters, so no `{name}`")?;
            }
            Problem::UnknownParameter { entry, name, known } => {
                write!(f, "`{entry}` has no parameter `{name}`, only {known}")?;
            }
            Problem::NeedsTruth(name) => {
                write!(f, "`{name}` knows what everybody really wants, so only an experiment can seat it")?;
            }
            Problem::NotInRange { name, range } => write!(f, "`{name}` must be {range}")?,
        }
        write!(f, " (at byte {})", self.at)?;
        match &self.suggestion {
            Some(name) => write!(f, "; did you mean `{name}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for SpecError {}

impl Spec {
    /// The name of the strategy or component.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its parameters, as written or, in a canonical spec, in the table's order.
    #[must_use]
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    /// What a parameter is set to, if it is.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Value> {
        self.arguments.iter().find(|a| a.name == name).map(|a| &a.value)
    }
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for (at, argument) in self.arguments.iter().enumerate() {
            write!(f, "{}{}={}", if at == 0 { "(" } else { ", " }, argument.name, argument.value)?;
        }
        if self.arguments.is_empty() { Ok(()) } else { f.write_str(")") }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Component(spec) => fmt::Display::fmt(spec, f),
        }
    }
}

impl FromStr for Spec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut reader = Reader::new(text)?;
        let spec = reader.spec(1)?;
        reader.end("the end of the text")?;
        Ok(spec)
    }
}

impl FromStr for Value {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut reader = Reader::new(text)?;
        let value = reader.value(1)?;
        reader.end("the end of the text")?;
        Ok(value)
    }
}

/// A text and how far it has been read.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Result<Self, SpecError> {
        if text.len() > LENGTH_LIMIT {
            return Err(SpecError::new(Problem::TooLong, Place(LENGTH_LIMIT)));
        }
        Ok(Self { text, at: 0 })
    }

    fn expected<T>(&self, what: &'static str) -> Result<T, SpecError> {
        Err(SpecError::new(Problem::Expected(what), Place(self.at)))
    }

    fn skip_space(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn end(&mut self, what: &'static str) -> Result<(), SpecError> {
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { self.expected(what) }
    }

    /// The next byte that is not white space, without reading it.
    fn peek(&mut self) -> Option<u8> {
        self.skip_space();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Reads `wanted` if it comes next.
    fn take(&mut self, wanted: u8) -> bool {
        let comes = self.peek() == Some(wanted);
        self.at += usize::from(comes);
        comes
    }

    /// The longest run of bytes from here that are `fit` (ASCII, so the run is text).
    fn run(&mut self, fit: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let len = rest.bytes().take_while(|b| b.is_ascii() && fit(*b)).count();
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn name(&mut self, what: &'static str) -> Result<(String, Place), SpecError> {
        if !self.peek().is_some_and(|b| b.is_ascii_alphabetic()) {
            return self.expected(what);
        }
        let at = Place(self.at);
        Ok((self.run(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_').into(), at))
    }

    fn spec(&mut self, depth: usize) -> Result<Spec, SpecError> {
        let (name, at) = self.name("a name, as in `boulware(e=0.2)`")?;
        if depth > DEPTH_LIMIT {
            return Err(SpecError::new(Problem::TooDeep, at));
        }
        let arguments = if self.take(b'(') { self.arguments(depth)? } else { Vec::new() };
        Ok(Spec { name, arguments, at })
    }

    /// Everything after an opening parenthesis, the closing one included.
    fn arguments(&mut self, depth: usize) -> Result<Vec<Argument>, SpecError> {
        let mut arguments: Vec<Argument> = Vec::new();
        if self.take(b')') {
            return Ok(arguments);
        }
        loop {
            let (name, at) = self.name("a parameter's name, as in `e=0.2`")?;
            if arguments.iter().any(|a| a.name == name) {
                return Err(SpecError::new(Problem::Repeated(name), at));
            }
            if !self.take(b'=') {
                return self.expected("`=` and a value");
            }
            self.skip_space();
            let value_at = Place(self.at);
            let value = self.value(depth + 1)?;
            arguments.push(Argument { name, value, at, value_at });
            if self.take(b')') {
                return Ok(arguments);
            }
            if !self.take(b',') {
                return self.expected("`,` or `)`");
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, SpecError> {
        match self.peek() {
            Some(b) if b.is_ascii_alphabetic() => self.spec(depth).map(Value::Component),
            Some(b) if b.is_ascii_digit() || b == b'-' || b == b'+' => {
                let at = Place(self.at);
                let digits = self.run(|b| b.is_ascii_alphanumeric() || b"+-._".contains(&b));
                digits.parse().map(Value::Number).map_err(|error| {
                    let problem = match error {
                        zopa_core::DecimalError::Syntax => Problem::Expected("a decimal number such as `0.2`"),
                        zopa_core::DecimalError::TooPrecise => Problem::TooPrecise,
                    };
                    SpecError::new(problem, at)
                })
            }
            _ => self.expected("a decimal number or a component's name"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spec() -> impl Strategy<Value = Spec> {
        let name = "[a-z][a-z0-9_-]{0,6}";
        let leaf = name.prop_map(|name| Spec { name, arguments: vec![], at: Place(0) });
        leaf.prop_recursive(4, 24, 4, move |inner| {
            let number =
                (-1_000_000i64..1_000_000, 0u8..=9).prop_map(|(m, s)| Value::Number(Decimal::new(m, s).unwrap()));
            let value = prop_oneof![number, inner.prop_map(Value::Component)];
            (name, prop::collection::btree_map(name, value, 0..4)).prop_map(|(name, arguments)| {
                let argument = |(name, value)| Argument { name, value, at: Place(0), value_at: Place(0) };
                Spec { name, arguments: arguments.into_iter().map(argument).collect(), at: Place(0) }
            })
        })
    }

    proptest! {
        #[test]
        fn text_round_trips(spec in spec()) {
            let text = spec.to_string();
            prop_assert_eq!(text.parse::<Spec>(), Ok(spec.clone()));
            let spread = text.replace('(', " ( ").replace('=', " =\n").replace(", ", ",\t").replace(')', " ) ");
            prop_assert_eq!(spread.parse::<Spec>(), Ok(spec));
        }

        #[test]
        fn reading_never_panics(text in "[a-c(),=0-9. é-]{0,40}|\\PC{0,30}") {
            if let Err(error) = text.parse::<Spec>() {
                prop_assert!(error.at <= text.len(), "{error}");
            }
        }
    }

    #[test]
    fn errors_say_what_and_where() {
        let told = |text: &str| text.parse::<Spec>().unwrap_err().to_string();
        assert_eq!(told(""), "expected a name, as in `boulware(e=0.2)` (at byte 0)");
        assert_eq!(told("boulware(0.2)"), "expected a parameter's name, as in `e=0.2` (at byte 9)");
        assert_eq!(told("boulware(e)"), "expected `=` and a value (at byte 10)");
        assert_eq!(told("boulware(e=)"), "expected a decimal number or a component's name (at byte 11)");
        assert_eq!(told("boulware(e=1e3)"), "expected a decimal number such as `0.2` (at byte 11)");
        assert_eq!(told("boulware(e=0.2"), "expected `,` or `)` (at byte 14)");
        assert_eq!(told("boulware(e=0.2))"), "expected the end of the text (at byte 15)");
        assert_eq!(told("time(e=1, e=2)"), "the parameter `e` stands twice (at byte 10)");
        assert_eq!(told(&"a(b=".repeat(9)), "nested more than 8 deep (at byte 32)");
        assert_eq!(told(&"a".repeat(1025)), "longer than 1024 bytes (at byte 1024)");
        assert!("a(b=a(b=a(b=a(b=a(b=a(b=a(b=a)))))))".parse::<Spec>().is_ok());
    }
}
