//! Scenario files into scenarios, or into diagnostics.

mod codes;
mod decode;
mod desk;
mod diagnostic;
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
mod suggest;
mod syntax;

pub use crate::{
    codes::{Code, codes},
    desk::{Desk, Face},
    diagnostic::{Diagnostic, Severity},
    format::fmt,
    number::{Number, ValueText},
    read::{from_file, from_json, read},
    scenario::{Criterion, Interaction, MandateLimit, Party, Persona, Scenario},
    schema::json_schema,
};
