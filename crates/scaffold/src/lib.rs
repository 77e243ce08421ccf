//! Scenarios to begin from.
//!
//! An author who starts with an empty file starts with brackets. This crate starts them with a scenario that is complete
//! and sound: the issues such alliances turn on, what each value is worth to either side, terms that change the worth of
//! other terms, criteria to cite, limits, BATNAs, and briefs with the places marked that only the author can fill.
//!
//! ```
//! use zopa_scaffold::{Outline, blanks};
//! use zopa_scenario::file::ArchetypeFile;
//!
//! let mut outline = Outline::of(ArchetypeFile::University)?;
//! outline.them.name = "Polder Institute".to_owned();
//! let text = zopa_scenario::to_ron(&outline.file()?);
//! let (scenario, said) = zopa_scenario::read(&text);
//! assert!(scenario.is_some() && said.is_empty());
//! assert!(!blanks(&text).is_empty());
//! # Ok::<(), zopa_scaffold::Broken>(())
//! ```
//!
//! What is worth editing is data, in RON, under `data/`: the catalogue of issues, the papers, and one file an archetype.
//! The code only puts them together. It does not judge: whether a scenario is a *good* one is for its author and for
//! `zopa scenario analyse`.

mod archetype;
mod blanks;
mod data;
pub mod file;
mod outline;
mod words;

pub use crate::{
    archetype::{ARCHETYPES, key, named},
    blanks::{Blank, blanks},
    data::{Broken, template},
    outline::{Outline, Side},
    words::short_name,
};
