//! A debrief as a page for a browser: one file, and nothing is fetched.
//!
//! The page can be read without its script: the script only steps through the turns and lets the pictures follow. Every
//! picture has its title, its description and its numbers in a table; what colour tells apart is told apart by shape or by
//! words as well.
//!
//! The bytes are a pure function of the debrief.

mod board;
mod chart;
mod figures;
mod opened;
mod result;
mod rubric;
mod sealed;

use zopa_markup::page::Sheet;

pub use zopa_markup::page::NotWritten;

use crate::{Debrief, Study};

const SHEET: Sheet = Sheet {
    templates: &[
        ("parts.html", include_str!("html/parts.html")),
        ("opened.html", include_str!("html/opened.html")),
        ("sealed.html", include_str!("html/sealed.html")),
    ],
    style: include_str!("html/report.css"),
    script: include_str!("html/report.js"),
};

/// The page of an opened debrief.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn page(debrief: &Debrief<'_>) -> Result<String, NotWritten> {
    SHEET.written("opened.html", opened::Opened::of(debrief))
}

/// The page of a session whose debrief is sealed; `how` says how to open it. Nothing in it depends on the counterpart's papers.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn sealed_page(study: &Study<'_>, how: &str) -> Result<String, NotWritten> {
    SHEET.written("sealed.html", sealed::Sealed::of(study, how))
}
