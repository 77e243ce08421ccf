//! Pages for a browser: one file each, nothing is fetched, and all of one look.
//!
//! A kind of page is a [`Sheet`]: its templates, and what it adds to the style and the script every page has. Style and script
//! are named by their hashes in the page's content security policy, which forbids everything else, so nothing that somebody
//! wrote into a scenario, a name or a turn can run or reach a network.
//!
//! A template extends `frame.html`, which wants a `title` in what it is given, and takes `table`, `heat` and `figure` from
//! `shared.html`:
//!
//! ```
//! use zopa_markup::page::{Sheet, Table};
//!
//! #[derive(serde::Serialize)]
//! struct Prices { title: String, table: Table }
//!
//! const PRICES: Sheet = Sheet {
//!     templates: &[("prices.html", "{% extends 'frame.html' %}{% block body %}{% from 'shared.html' import table %}\
//!         <main id=\"main\"><h1>{{ page.title }}</h1>{{ table(page.table) }}</main>{% endblock %}")],
//!     style: "td { color: var(--good); }",
//!     script: "",
//! };
//! let mut table = Table::new("What <it> costs", ["what", "price"]);
//! table.row(["tea".into(), "2".into()]);
//! let page = PRICES.written("prices.html", Prices { title: "Prices & more".into(), table })?;
//! assert!(page.contains("<title>Prices &amp; more</title>") && page.contains("<caption>What &lt;it&gt; costs</caption>"));
//! # Ok::<(), zopa_markup::page::NotWritten>(())
//! ```

use std::fmt;

use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context, value::Serde};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{base64, escaped};

/// The style every page begins with.
const BASE: &str = include_str!("page/base.css");

/// How many shades a [`Heat`] has above none.
pub const SHADES: usize = 9;

/// A kind of page.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// The templates with their names.
    pub templates: &'static [(&'static str, &'static str)],
    /// What it adds to the style of every page.
    pub style: &'static str,
    /// Its script; empty where nothing runs.
    pub script: &'static str,
}

/// Why there is no page: a template does not fit what it is given, which is a fault of whoever made them.
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

/// Text that is markup already and stands in a page as it is. Whoever makes one has escaped what is in it.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Markup(Value);

impl Markup {
    /// Of markup.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Value::from_safe_string(text))
    }
}

/// A table. The first cell of a row is its heading.
#[derive(Clone, Default, Debug, Serialize)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<String>>,
}

/// A table whose cells are shaded by what they say.
#[derive(Clone, Debug, Serialize)]
pub struct Heat {
    /// What it is of.
    pub caption: String,
    /// The headings of the columns, the one of the names first.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// A row of a [`Heat`].
#[derive(Clone, Debug, Serialize)]
pub struct HeatRow {
    /// Its heading.
    pub name: String,
    /// Its cells.
    pub cells: Vec<HeatCell>,
}

/// A cell of a [`Heat`].
#[derive(Clone, Debug, Serialize)]
pub struct HeatCell {
    /// What it says.
    pub text: String,
    /// From 0 (none) to [`SHADES`].
    pub shade: usize,
}

/// A picture with what it says, what its signs mean and its numbers.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Its identity in the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is to be seen in it, in a sentence.
    pub says: String,
    /// The picture.
    pub picture: Markup,
    /// What its signs mean; may be empty.
    pub legend: Vec<Sign>,
    /// The numbers it is drawn from.
    pub table: Table,
}

/// A sign of a picture and what it means.
#[derive(Clone, Debug, Serialize)]
pub struct Sign {
    glyph: Markup,
    means: String,
}

impl Table {
    /// A table without rows.
    pub fn new<const N: usize>(caption: impl Into<String>, head: [&str; N]) -> Self {
        Self { caption: caption.into(), head: head.map(str::to_owned).to_vec(), rows: Vec::new() }
    }

    /// One more row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }
}

impl Sign {
    /// A sign from the inside of a small picture 28 by 14 large, its middle at 14, 7.
    pub fn new(glyph: &str, means: impl Into<String>) -> Self {
        let glyph = format!(
            "<svg class=\"sign\" viewBox=\"0 0 28 14\" width=\"28\" height=\"14\" aria-hidden=\"true\" \
             focusable=\"false\">{glyph}</svg>"
        );
        Self { glyph: Markup::new(glyph), means: means.into() }
    }
}

impl Sheet {
    /// A page: one of the templates filled in. The bytes are a pure function of what it is given.
    ///
    /// # Errors
    /// When a template is at fault or asks for what is not there.
    pub fn written(&self, template: &str, page: impl Serialize) -> Result<String, NotWritten> {
        let style = [BASE, self.style].concat();
        let fill = || {
            let safe = |text: &str| Value::from_safe_string(text.to_owned());
            self.environment()?.get_template(template)?.render(context! {
                style_hash => hash(&style),
                script_hash => hash(self.script),
                style => safe(&style),
                script => safe(self.script),
                page => Value::from(Serde(page)),
            })
        };
        fill().map_err(NotWritten)
    }

    fn environment(&self) -> Result<Environment<'static>, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, _, value| {
            let text = value.to_string();
            out.write_str(&if value.is_safe() { text } else { escaped(&text) }).map_err(Error::from)
        });
        environment.add_filter("prose", prose);
        environment.add_template("frame.html", include_str!("page/frame.html"))?;
        environment.add_template("shared.html", include_str!("page/shared.html"))?;
        for (name, template) in self.templates {
            environment.add_template(name, template)?;
        }
        Ok(environment)
    }
}

/// Text in which what stands between backticks is code.
fn prose(text: &str) -> Value {
    let mut out = String::with_capacity(text.len() + 16);
    for (at, part) in text.split('`').enumerate() {
        let part = escaped(part);
        out.push_str(&if at % 2 == 1 { format!("<code>{part}</code>") } else { part });
    }
    Value::from_safe_string(out)
}

/// The hash of an inline style or script, as a content security policy has it.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Sheet = Sheet {
        templates: &[(
            "t.html",
            "{% extends 'frame.html' %}{% block body %}{{ page.name }}|{{ page.made }}{% endblock %}",
        )],
        style: "i { color: red; }",
        script: "",
    };

    #[derive(Serialize)]
    struct Given {
        title: &'static str,
        name: &'static str,
        made: Markup,
    }

    #[test]
    fn what_is_given_is_escaped_and_what_is_made_is_not() {
        let given = Given { title: "T", name: "<script>", made: Markup::new("<b>b</b>".to_owned()) };
        let page = SHEET.written("t.html", &given).unwrap();
        assert!(page.contains("&lt;script&gt;|<b>b</b>"), "{page}");
        // The policy names the style as it stands, and no script.
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
        assert!(style.ends_with(SHEET.style) && page.contains(&format!("style-src '{}'; base-uri", hash(style))));
        let running = Sheet { script: "1 < 2 && 3", ..SHEET }.written("t.html", &given).unwrap();
        assert!(
            running.contains(&format!("script-src '{}'", hash("1 < 2 && 3")))
                && running.contains("<script>1 < 2 && 3<")
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        let error = SHEET.written("t.html", std::collections::BTreeMap::from([("title", "T")])).unwrap_err();
        assert!(error.to_string().contains("undefined"), "{error}");
    }

    #[test]
    fn prose_is_escaped_and_its_code_marked() {
        let text = prose("type `offer a<1` & <b>wait</b>").to_string();
        assert_eq!(text, "type <code>offer a&lt;1</code> &amp; &lt;b&gt;wait&lt;/b&gt;");
    }
}
