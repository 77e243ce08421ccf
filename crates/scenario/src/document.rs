//! Documents: what every kind of file in RON has in common, whatever it is about.
//!
//! A scenario is one kind, a portfolio of partners another. A kind has types for its spelling and a gate that finds their
//! meaning; what is here brings a text to that gate. The rules are the same for all of them: no text makes it panic, one
//! reading finds every problem, and each problem has a code, a place and a remedy.
//!
//! ```
//! use zopa_scenario::document::{self, Kind};
//!
//! #[derive(serde::Deserialize, serde::Serialize)]
//! struct Menu {
//!     schema: u32,
//!     title: String,
//! }
//!
//! const MENU: Kind = Kind { root: "Menu", noun: "menu", schema: 1 };
//!
//! let (menu, said) = document::read("Menu(schema: 1, titel: 4)", MENU, |file: Menu, report| {
//!     document::text(&file.title, &document::At::root("title"), report);
//!     Some(file.title)
//! });
//! assert_eq!(menu, None);
//! let said: Vec<_> = said.iter().map(|d| (d.code, d.path.as_str())).collect();
//! assert_eq!(said, [("S0002", "titel"), ("S0004", "title")]);
//! ```

mod checks;
mod texts;

use serde::{Serialize, de::DeserializeOwned};

pub(crate) use self::checks::TYPABLE;
pub use self::checks::{id, ids, list_length, month, schema_version, text};
pub use crate::report::{At, Report};
use crate::{
    Diagnostic, codes,
    decode::{self, Decoded},
    source::Source,
    syntax::{self, Node, Shape},
};

/// A kind of document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind {
    /// The name its text may begin with: `Scenario`.
    pub root: &'static str,
    /// What people call it: `scenario`.
    pub noun: &'static str,
    /// The version of its format that this engine reads.
    pub schema: u32,
}

/// Reads a document from RON text: what its gate makes of it, unless there is an error, and everything there is to say
/// about it, in the order of the text.
///
/// A text that is not RON has one diagnostic, the first place that cannot be read; otherwise one reading finds the
/// problems of spelling and those of meaning together. The gate is given stand-ins where the text is damaged; what it
/// notes about those is not said. Texts above 1 MiB are refused, and so is a newer schema, by name.
pub fn read<F: DeserializeOwned + Serialize, T>(
    text: &str,
    kind: Kind,
    gate: impl FnOnce(F, &mut Report<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    let root = match syntax::parse(text) {
        Ok(root) => root,
        Err(flaw) => return (None, vec![kind.speaking_of(*flaw)]),
    };
    if let Some(newer) = newer_schema(&root, kind) {
        return (None, vec![newer]);
    }
    let Decoded { file, found, damaged, aliases } = decode::decode::<F>(text, &root);
    let source = Source { text, root, aliases };
    let mut report = Report::on(&source, damaged);
    let is_well_spelled = found.is_empty();
    for diagnostic in found {
        report.note(diagnostic);
    }
    let file = if is_well_spelled { through_ron(text, &mut report) } else { file };
    let made = file.and_then(|file| {
        texts::check(&file, &mut report);
        gate(file, &mut report)
    });
    let made = if report.has_error() { None } else { made };
    (made, report.finish())
}

/// Checks a document that is already in the file's types. Diagnostics have no spans.
pub fn check<F: Serialize, T>(
    file: F,
    gate: impl FnOnce(F, &mut Report<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut report = Report::default();
    texts::check(&file, &mut report);
    let made = gate(file, &mut report);
    let made = if report.has_error() { None } else { made };
    (made, report.finish())
}

impl Kind {
    /// A flaw of syntax with the remedy that depends on what the text should have been.
    fn speaking_of(self, flaw: Diagnostic) -> Diagnostic {
        if flaw.help.is_empty() && flaw.code == codes::TOO_LARGE.code {
            return flaw.with_help(format!("is this a {} file?", self.noun));
        }
        if flaw.help.is_empty() && flaw.span == Some(0..0) {
            return flaw
                .with_help(format!("a {} file begins with `{}(schema: {}, …)`", self.noun, self.root, self.schema));
        }
        flaw
    }
}

/// What a well-spelled file says. The decoder that finds mistakes is not the one that is believed.
fn through_ron<F: DeserializeOwned>(text: &str, report: &mut Report<'_>) -> Option<F> {
    let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let body = text.get(text_start..).unwrap_or_default();
    // The end of a line is the same whichever system the file was written on, in texts of several lines too.
    match ron::from_str(&body.replace("\r\n", "\n")) {
        Ok(file) => Some(file),
        Err(error) => {
            let near = text_start + syntax::offset(body, error.span.start.line, error.span.start.col);
            // `ron` points at the end of what it read, before the blanks in front of what it does not understand.
            let rest = text.get(near..).unwrap_or_default();
            let at = near + (rest.len() - rest.trim_start().len());
            report.note(codes::SYNTAX.at("", error.code.to_string()).with_span(syntax::character(text, at)));
            None
        }
    }
}

/// That the file is of a newer schema, whose spelling this engine cannot judge.
fn newer_schema(root: &Node<'_>, kind: Kind) -> Option<Diagnostic> {
    let Shape::Group(_, entries) = &root.shape else { return None };
    let schema = entries.iter().find(|entry| entry.key.as_ref().is_some_and(|key| key.text == "schema"))?;
    let Shape::Number(spelled) = &schema.value.shape else { return None };
    let version = ron::from_str(spelled).ok().filter(|version| *version > u64::from(kind.schema))?;
    Some(schema_version(version, kind).with_span(schema.value.span.clone()))
}
