//! A debrief as a page for a browser: one file, and nothing is fetched.
//!
//! The page can be read without its script: the script only steps through the turns and lets the pictures follow. Style and
//! script are named by their hashes in the page's content security policy, which forbids everything else, so nothing that
//! somebody wrote into a scenario or at the table can run or reach a network. Every picture has its title, its description
//! and its numbers in a table; what colour tells apart is told apart by shape or by words as well.
//!
//! The bytes are a pure function of the debrief.

mod board;
mod chart;
mod figures;
mod opened;
mod result;
mod rubric;
mod sealed;
mod table;

use std::fmt;

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context, value::Serde};
use serde::Serialize;
use sha2::{Digest, Sha256};
use zopa_markup::escaped;

use crate::{Debrief, Study};

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// Why there is no page: a template does not fit what it is given, which is a fault of this crate.
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

/// The page of an opened debrief.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn page(debrief: &Debrief<'_>) -> Result<String, NotWritten> {
    written("opened.html", opened::Opened::of(debrief))
}

/// The page of a session whose debrief is sealed; `how` says how to open it. Nothing in it depends on the counterpart's papers.
///
/// # Errors
/// Never, but for a fault of this crate.
pub fn sealed_page(study: &Study<'_>, how: &str) -> Result<String, NotWritten> {
    written("sealed.html", sealed::Sealed::of(study, how))
}

/// A template filled in.
fn written(template: &str, page: impl Serialize) -> Result<String, NotWritten> {
    let fill = || {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, _, value| {
            let text = value.to_string();
            out.write_str(&if value.is_safe() { text } else { escaped(&text) }).map_err(Error::from)
        });
        environment.add_filter("prose", prose);
        environment.add_template("frame.html", include_str!("html/frame.html"))?;
        environment.add_template("parts.html", include_str!("html/parts.html"))?;
        environment.add_template("opened.html", include_str!("html/opened.html"))?;
        environment.add_template("sealed.html", include_str!("html/sealed.html"))?;
        let safe = |text: &str| Value::from_safe_string(text.to_owned());
        environment.get_template(template)?.render(context! {
            style => safe(STYLE),
            script => safe(SCRIPT),
            style_hash => hash(STYLE),
            script_hash => hash(SCRIPT),
            page => Value::from(Serde(page)),
        })
    };
    fill().map_err(NotWritten)
}

/// A text of a debrief: what stands between backticks is code.
fn prose(text: &str) -> Value {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, part) in text.split('`').enumerate() {
        let part = escaped(part);
        out.push_str(&if at % 2 == 1 { format!("<code>{part}</code>") } else { part });
    }
    Value::from_safe_string(out)
}

/// A picture, which is markup already.
fn markup(text: String) -> Value {
    Value::from_safe_string(text)
}

/// The hash of an inline style or script, as a content security policy has it.
fn hash(text: &str) -> String {
    format!("sha256-{}", zopa_markup::base64(&Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_escaped_and_its_code_marked() {
        let text = prose("type `offer a<1` & <b>wait</b>").to_string();
        assert_eq!(text, "type <code>offer a&lt;1</code> &amp; &lt;b&gt;wait&lt;/b&gt;");
    }
}
