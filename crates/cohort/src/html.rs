//! A cohort as a page for a browser: one file, nothing fetched, no script.
//!
//! Every picture has its numbers in a table beside it. The bytes are a pure function of the cohort and the view.

mod figures;
mod sections;

use zopa_markup::page::Sheet;

pub use zopa_markup::page::NotWritten;

use crate::{cohort::Cohort, privacy::View};

const SHEET: Sheet = Sheet {
    templates: &[("class.html", include_str!("html/class.html"))],
    style: include_str!("html/cohort.css"),
    script: "",
};

/// The page of a cohort for whoever reads it.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn html(cohort: &Cohort, view: View) -> Result<String, NotWritten> {
    SHEET.written("class.html", sections::Page::of(cohort, view))
}
