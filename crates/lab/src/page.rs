//! A report as a page for a browser: one file, nothing is fetched and nothing runs.
//!
//! The style is named by its hash in the page's content security policy, which forbids everything else, so no name somebody
//! gave to a strategy or a scenario can run or reach a network. Every picture has its title, its description and its numbers
//! in a table; what colour tells apart is told apart by words as well. The bytes are a pure function of the report.

mod cloud;
mod figures;
mod heat;
mod rows;
mod view;

use std::fmt;

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context, value::Serde};
use sha2::{Digest, Sha256};
use zopa_markup::{base64, escaped};

use crate::Report;

const STYLE: &str = include_str!("page/page.css");

/// Why there is no page: its template does not fit what it is given, which is a fault of this crate.
#[derive(Debug)]
pub struct NotWritten(Error);

impl fmt::Display for NotWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the page cannot be written: {:#}", self.0)
    }
}

impl std::error::Error for NotWritten {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// A report as a page; `command` is what plays it again.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn html(report: &Report, command: &str) -> Result<String, NotWritten> {
    let fill = || {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, _, value| {
            let text = value.to_string();
            out.write_str(&if value.is_safe() { text } else { escaped(&text) }).map_err(Error::from)
        });
        environment.add_template("page.html", include_str!("page/page.html"))?;
        environment.get_template("page.html")?.render(context! {
            style => Value::from_safe_string(STYLE.to_owned()),
            style_hash => format!("sha256-{}", base64(&Sha256::digest(STYLE.as_bytes()))),
            page => Value::from(Serde(view::Page::of(report, command))),
        })
    };
    fill().map_err(NotWritten)
}
