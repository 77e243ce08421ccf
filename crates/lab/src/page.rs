//! A report as a page for a browser: one file, nothing is fetched and nothing runs.
//!
//! Every picture has its title, its description and its numbers in a table; what colour tells apart is told apart by words as
//! well. The bytes are a pure function of the report.

mod cloud;
mod figures;
mod heat;
mod rows;
mod view;

use zopa_markup::page::Sheet;

pub use zopa_markup::page::NotWritten;

use crate::Report;

const SHEET: Sheet = Sheet {
    templates: &[("report.html", include_str!("page/report.html"))],
    style: include_str!("page/report.css"),
    script: "",
};

/// A report as a page; `command` is what plays it again.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn html(report: &Report, command: &str) -> Result<String, NotWritten> {
    SHEET.written("report.html", view::Page::of(report, command))
}
