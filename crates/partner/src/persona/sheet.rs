//! A persona that makes sense: what comes out of the check, or with the engine.

use std::collections::BTreeSet;

use super::{
    Archetype, Flaw, Style, built_in, check,
    file::{DialectFile, InterestFile, PersonaSheet, Stock},
};
use crate::{
    Parameters,
    voice::{Dialect, Layer},
};

/// The version of the persona format this engine reads.
pub const SCHEMA: u32 = 1;

/// A checked persona. Only [`Persona::new`] makes one, beside those that come with the engine.
#[derive(Clone, PartialEq, Debug)]
pub struct Persona {
    pub(super) sheet: PersonaSheet,
    /// The persona it is like where it says nothing; none for one that comes with the engine.
    pub(super) base: Option<&'static Self>,
}

impl Persona {
    /// The persona that comes with the engine for an archetype.
    #[must_use]
    pub fn of(archetype: Archetype) -> &'static Self {
        built_in::persona(archetype)
    }

    /// The text of the file of [`Persona::of`], with its comments.
    #[must_use]
    pub fn text_of(archetype: Archetype) -> &'static str {
        built_in::text(archetype)
    }

    /// The persona a file means.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn new(sheet: PersonaSheet) -> Result<Self, Vec<Flaw>> {
        let flaws = check::flaws(&sheet);
        let base = Some(Self::of(sheet.archetype));
        if flaws.is_empty() { Ok(Self { sheet, base }) } else { Err(flaws) }
    }

    /// The file it came from, as spelled.
    #[must_use]
    pub fn sheet(&self) -> &PersonaSheet {
        &self.sheet
    }

    /// Short name, typable.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.sheet.name
    }

    /// The kind of organisation.
    #[must_use]
    pub fn archetype(&self) -> Archetype {
        self.sheet.archetype
    }

    /// What it says, or, where that is nothing, what the persona it is like says.
    fn said(&self, of: fn(&PersonaSheet) -> &Vec<String>) -> &[String] {
        match (of(&self.sheet).as_slice(), self.base) {
            ([], Some(base)) => of(&base.sheet),
            (own, _) => own,
        }
    }

    /// What everybody in the trade may know of it: the public type prior.
    #[must_use]
    pub fn about(&self) -> &[String] {
        self.said(|sheet| &sheet.about)
    }

    /// What it seldom agrees to. Public.
    #[must_use]
    pub fn avoids(&self) -> &[String] {
        self.said(|sheet| &sheet.avoids)
    }

    /// What it says when it tells how far it can go.
    #[must_use]
    pub fn red_lines(&self) -> &[String] {
        self.said(|sheet| &sheet.red_lines)
    }

    /// What it wants beside the terms, and does not advertise. Confidential.
    #[must_use]
    pub fn interest(&self) -> &InterestFile {
        match self.base {
            Some(base) if self.sheet.interest.wants.is_empty() => &base.sheet.interest,
            _ => &self.sheet.interest,
        }
    }

    /// The numbers of its behaviour before a seed moves them.
    #[must_use]
    pub fn parameters(&self) -> Parameters {
        let mut parameters = self.base.map_or(Parameters::EVEN, Self::parameters);
        for (name, amount) in &self.sheet.parameters {
            // Checked, so it is there and in range.
            let _ = parameters.set(name, amount.0.to_f64());
        }
        parameters
    }

    /// Every way of talking it has: its own, then those of the persona it is like.
    pub fn dialects(&self) -> impl Iterator<Item = &DialectFile> {
        let own: BTreeSet<_> = self.sheet.dialects.iter().map(|d| d.name.as_str()).collect();
        let others = self.base.into_iter().flat_map(|base| &base.sheet.dialects);
        self.sheet.dialects.iter().chain(others.filter(move |d| !own.contains(d.name.as_str())))
    }

    /// The way somebody of a style talks here: the first that is written for it.
    #[must_use]
    pub fn dialect(&self, style: Style) -> Dialect {
        self.spoken(self.dialects().find(|d| d.style == style), style)
    }

    /// The way of talking with a name (ASCII case aside), for somebody of a style.
    #[must_use]
    pub fn dialect_named(&self, name: &str, style: Style) -> Option<Dialect> {
        let found = self.dialects().find(|d| d.name.eq_ignore_ascii_case(name))?;
        Some(self.spoken(Some(found), style))
    }

    fn spoken(&self, dialect: Option<&DialectFile>, style: Style) -> Dialect {
        let is_own = |d: &DialectFile| self.sheet.dialects.iter().any(|own| own.name == d.name);
        let own = dialect.filter(|d| is_own(d));
        let others = match dialect {
            Some(d) if !is_own(d) => Some(d),
            _ => self.base.and_then(|base| base.sheet.dialects.iter().find(|d| d.style == style)),
        };
        let mut layers = vec![Layer { sheet: &self.sheet, dialect: own }];
        if let Some(base) = self.base {
            layers.push(Layer { sheet: &base.sheet, dialect: others });
        }
        let is_shared = self.sheet.stock == Stock::Shared;
        Dialect::of_layers(&layers, is_shared.then_some(style), dialect)
    }
}
