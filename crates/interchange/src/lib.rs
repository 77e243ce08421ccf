//! The field's file formats, in and out, and the field's reference semantics.
//!
//! Negotiation research keeps its scenarios in three formats: Genius XML, GeniusWeb JSON and NegMAS folders. [`import`]
//! makes a native scenario of any of them:
//!
//! ```
//! use zopa_interchange::{Semantics, SourceFile, import};
//!
//! let file = |name: &str, text: &str| SourceFile { name: name.into(), bytes: text.into() };
//! let domain = r#"<negotiation_template><utility_space><objective name="Lunch">
//!     <issue index="1" name="Dish" type="discrete"><item index="1" value="soup"/><item index="2" value="stew"/></issue>
//! </objective></utility_space></negotiation_template>"#;
//! let profile = |soup: u8| format!(r#"<utility_space><objective><weight index="1" value="1"/>
//!     <issue index="1" name="Dish"><item index="1" value="soup" evaluation="{soup}"/>
//!     <item index="2" value="stew" evaluation="4"/></issue></objective><reservation value="0.3"/></utility_space>"#);
//!
//! let files = [file("lunch.xml", domain), file("ann.xml", &profile(2)), file("bob.xml", &profile(8))];
//! let imported = import(&files, Semantics::Genius)?;
//! let ann = &imported.scenario.parties()[0];
//! let worth: Vec<f64> = imported.scenario.space().outcomes().map(|o| ann.preferences.utility(o).get()).collect();
//! assert_eq!(worth, [0.5, 1.0]); // 2 of 4, and 4 of 4
//! assert!(imported.notes.iter().any(|note| note.message.contains("what they mean to Genius")));
//! # Ok::<(), zopa_interchange::ImportError>(())
//! ```
//!
//! The way back is [`export`]. What one format cannot say of the other is never lost in silence: every rescaling,
//! rounding, renaming, assumption and omission is a [note](codes).
//!
//! One Genius file means different things to Genius and to NegMAS. [`Semantics`] names whose meaning is taken; [`reference`](mod@reference)
//! is NegMAS's, to the bit and down to its negotiators, and [`conformance`] writes what it answers for comparison.
//!
//! This crate reads no files and writes nowhere: bytes come in, values go out. No bytes make it panic or hang, nothing in
//! them is executed, expanded, fetched or loaded, and every size has a limit.

pub mod conformance;
mod export;
mod foreign;
pub mod genius;
mod geniusweb;
mod import;
mod names;
mod native;
mod negmas;
mod notes;
pub mod numeral;
pub mod reference;
pub mod tree;

use std::{fmt, str::FromStr};

pub use crate::{
    export::{Exported, Target, TextFile, export},
    import::{Format, ImportError, Imported, SourceFile, import},
    notes::codes,
};

/// Whose meaning a Genius file has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Semantics {
    /// Genius's: see [`genius::meaning`].
    Genius,
    /// NegMAS's: see [`reference`](mod@reference).
    Negmas,
}

impl Semantics {
    /// The tool as a person reads it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Genius => "Genius",
            Self::Negmas => "NegMAS",
        }
    }
}

impl fmt::Display for Semantics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Genius => "genius",
            Self::Negmas => "negmas",
        })
    }
}

impl FromStr for Semantics {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "genius" => Ok(Self::Genius),
            "negmas" => Ok(Self::Negmas),
            other => Err(format!("`{other}` is neither `genius` nor `negmas`")),
        }
    }
}
