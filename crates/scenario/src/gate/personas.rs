//! Personas: who a party is when the engine plays it.
//!
//! What is wrong with a persona is found by the crate that speaks it ([`zopa_partner::Persona::new`]); here it gets its
//! code, its place in the file and, for a slip, what was probably meant.

use std::sync::Arc;

use zopa_partner::{Dialect, Flaw, FlawKind, Persona, file::PersonaSheet};

use super::heading;
use crate::{
    codes::{self, Code},
    file::{PersonaFile, SheetFile},
    report::{At, Report},
    suggest,
};

/// Checks a party's persona.
pub(super) fn check(file: &PersonaFile, at: &At, report: &mut Report<'_>) -> Option<(Arc<Persona>, Dialect)> {
    heading::text(&file.person, &at.field("person"), report);
    let here = at.field("sheet");
    let persona = match &file.sheet {
        SheetFile::BuiltIn => Arc::new(Persona::of(file.archetype).clone()),
        SheetFile::Inline(found) => {
            let persona = sheet(found, &here, report)?;
            if found.archetype != file.archetype {
                let (theirs, ours) = (found.archetype.name(), file.archetype.name());
                let message = format!("this is the persona of a {theirs}, and the party is a {ours}");
                let said = codes::OTHER_ARCHETYPE.at(&here, message);
                report.push(said.with_help("everybody sees the party's archetype; let the persona be of the same"));
            }
            Arc::new(persona)
        }
        SheetFile::File(path) => {
            let said = codes::PERSONA_FILE.at(&here, format!("there is no way from here to the file `{path}`"));
            report.push(said.with_help("write the persona here: `Inline((…))`"));
            return None;
        }
    };
    if file.dialect.is_empty() {
        let dialect = persona.dialect(file.style);
        return Some((persona, dialect));
    }
    let dialect = persona.dialect_named(&file.dialect, file.style);
    if dialect.is_none() {
        let message = format!("{} has no dialect `{}`", persona.name(), file.dialect);
        let help = suggest::remedy(&file.dialect, persona.dialects().map(|d| d.name.as_str()).collect::<Vec<_>>());
        report.push(codes::UNKNOWN_DIALECT.at(&at.field("dialect"), message).with_help(help));
    }
    Some((persona, dialect?))
}

/// Checks a persona on its own, whose data is at a place.
pub(crate) fn sheet(file: &PersonaSheet, at: &At, report: &mut Report<'_>) -> Option<Persona> {
    match Persona::new(file.clone()) {
        Ok(persona) => Some(persona),
        Err(flaws) => {
            for flaw in flaws.into_iter().take(LISTED_MAX) {
                let help = match &flaw.choices {
                    Some((found, known)) => suggest::remedy(found, known.iter().copied()),
                    None => flaw.help.clone(),
                };
                report.push(code(&flaw).at(&at.field(&flaw.path), flaw.message).with_help(help));
            }
            None
        }
    }
}

/// The most flaws of one persona that are worth the time of looking for what was meant.
const LISTED_MAX: usize = 500;

fn code(flaw: &Flaw) -> Code {
    match flaw.kind {
        FlawKind::Version => codes::SCHEMA_VERSION,
        FlawKind::Name => codes::UNTYPABLE_ID,
        FlawKind::NameTwice => codes::REPEATED_ID,
        FlawKind::Parameter => codes::UNKNOWN_PARAMETER,
        FlawKind::Range => codes::PARAMETER_RANGE,
        FlawKind::Word => codes::BAD_WORD,
        FlawKind::Occasion => codes::UNKNOWN_OCCASION,
        FlawKind::Place => codes::UNKNOWN_PLACE,
        FlawKind::Line => codes::BAD_LINE,
        FlawKind::Claim => codes::FALSE_CLAIM,
        FlawKind::Twice => codes::REPEATED_LINE,
        FlawKind::Missing => codes::MISSING_LINES,
        FlawKind::Text => codes::EMPTY_TEXT,
        FlawKind::Length => codes::TOO_LARGE,
    }
}
