//! Scenario files into scenarios, or into diagnostics.
//!
//! A scenario is one RON file: what is negotiated, what everybody knows, and what each party knows alone. [`file`](mod@file) is how
//! it is spelled; [`Scenario`] is what it means. The gate between them, [`read`], never stops at the first problem:
//!
//! ```
//! let (scenario, said) = zopa_scenario::read("Scenario(schema: 1, titel: \"Capacity\", rounds: 0.5)");
//! assert!(scenario.is_none());
//! let said: Vec<String> = said.iter().map(ToString::to_string).collect();
//! assert_eq!(said, [
//!     "error[S0003]: the fields `id`, `asof`, `goals`, `brief`, `issues` and `parties` are missing",
//!     "error[S0002] at titel: there is no field `titel` here (help: did you mean `title`?)",
//!     "error[S0004] at rounds: expected a whole number, found `0.5` \
//!      (help: write it without a sign, point or exponent)",
//! ]);
//! ```
//!
//! Every diagnostic has a code out of [`codes`], a path into the data, and a span of the text. Warnings and notes do not
//! keep a scenario from coming out.
//!
//! * [`Scenario::desk`] is the scenario as one party may know it; screens are made from that.
//! * [`Scenario::canonical_json`] is what replays embed, and [`from_json`] reads it back through the same gate.
//! * [`read_persona`] reads a persona from a file of its own; [`read_beside`] puts such into the scenario that names them.
//! * [`from_file`] checks a scenario that an importer made.
//! * [`to_ron`] writes one; [`fmt`] lays it out; [`json_schema`] describes the format to editors.
//!
//! Files of other kinds are read by the same machinery: [`document`].
//!
//! This crate reads no files and writes nowhere: texts come in, values go out. It does not panic on any text.

mod codes;
mod decode;
mod desk;
mod diagnostic;
pub mod document;
pub mod file;
mod format;
mod gate;
mod number;
mod read;
mod report;
#[cfg(test)]
mod sample;
mod scenario;
mod schema;
mod source;
mod spelling;
mod suggest;
mod syntax;

pub use crate::{
    codes::{Code, codes},
    desk::{Desk, Face},
    diagnostic::{Diagnostic, Severity},
    format::fmt,
    number::{Number, ValueText},
    read::{Beside, from_file, from_json, read, read_beside, read_persona},
    scenario::{Audit, Criterion, Interaction, MandateLimit, Party, Persona, Scenario},
    schema::{json_schema, persona_json_schema},
    spelling::{persona_to_ron, to_ron},
};
