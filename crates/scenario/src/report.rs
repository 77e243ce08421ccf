//! Gathering what there is to say about a file, each thing with its place in the text.
//!
//! The gate speaks of places in the *data* ([`At`]); where those stand in the text, and which of them the file did not
//! spell well enough to be judged, is the business of the [`Origin`] the file was read from. A report never stops the
//! gate: what is wrong is noted and the checks go on.

use std::{collections::BTreeSet, fmt, ops::Range};

use crate::{Diagnostic, Severity, codes};

/// The most diagnostics a report holds; what comes later is counted.
pub(crate) const LIMIT: usize = 200;

/// A place in the data: `parties[1].values[0].weight`. The place of the file as a whole is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct At(String);

impl At {
    /// A field of the file.
    #[must_use]
    pub fn root(field: &str) -> Self {
        Self(field.to_owned())
    }

    /// A field of what is here.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        Self(if self.0.is_empty() { name.to_owned() } else { format!("{}.{name}", self.0) })
    }

    /// An element of what is here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// The place as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&At> for String {
    fn from(at: &At) -> Self {
        at.0.clone()
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("found", &self.found).finish_non_exhaustive()
    }
}

/// Where a file's data came from.
pub(crate) trait Origin {
    /// Where a place stands in the text.
    fn span(&self, path: &str) -> Option<Range<usize>>;
}

/// That there is more to say than is listed.
pub(crate) fn more() -> Diagnostic {
    codes::MORE.at("", "there are more problems than are listed").with_help("mend these first, then check again")
}

/// Whether `path` is `place` or inside it.
fn within(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || place.is_empty() || rest.starts_with(['.', '[']))
}

/// Everything there is to say about one file.
#[derive(Default)]
pub struct Report<'a> {
    origin: Option<&'a dyn Origin>,
    /// Places whose data is a stand-in for what the file did not spell well.
    damaged: BTreeSet<String>,
    found: Vec<Diagnostic>,
    /// Whether there was more to say than is listed.
    is_cut: bool,
    has_error: bool,
}

impl<'a> Report<'a> {
    /// An empty report on data read from `origin`, of which the `damaged` places hold stand-ins.
    pub(crate) fn on(origin: &'a dyn Origin, damaged: BTreeSet<String>) -> Self {
        Self { origin: Some(origin), damaged, ..Self::default() }
    }

    /// Notes a diagnostic, unless it speaks of data that the file did not spell well enough to be judged.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if !self.sound(&diagnostic.path) {
            return;
        }
        if diagnostic.span.is_none() {
            diagnostic.span = self.origin.and_then(|origin| origin.span(&diagnostic.path));
        }
        self.note(diagnostic);
    }

    /// Notes a diagnostic about the spelling itself.
    pub(crate) fn note(&mut self, diagnostic: Diagnostic) {
        self.has_error |= diagnostic.severity == Severity::Error;
        if self.has_room() { self.found.push(diagnostic) } else { self.is_cut = true }
    }

    /// Whether the data at a place is the file's own, not a stand-in or part of one.
    #[must_use]
    pub fn sound(&self, path: &str) -> bool {
        let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([0, path.len()]);
        self.damaged.is_empty() || !ends.into_iter().any(|end| self.damaged.contains(&path[..end]))
    }

    /// Whether the data at a place is the file's own, and everything inside it too.
    #[must_use]
    pub fn intact(&self, at: &At) -> bool {
        let after = self.damaged.range(at.0.clone()..);
        self.sound(at.as_str())
            && !after.take_while(|place| place.starts_with(at.as_str())).any(|place| within(place, at.as_str()))
    }

    /// Whether there is an error.
    #[must_use]
    pub fn has_error(&self) -> bool {
        self.has_error
    }

    /// Whether there is room for more; a help text that is costly to make is not worth making without.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.found.len() < LIMIT
    }

    /// Everything noted, in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| d.span.as_ref().map_or(usize::MAX, |s| s.start));
        if self.is_cut {
            self.found.retain(|d| d.code != codes::MORE.code);
            self.found.push(more());
        }
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_nest_by_whole_steps() {
        assert!(within("parties[1].values", "parties[1]"));
        assert!(within("parties[1]", "parties[1]"));
        assert!(within("anything", ""));
        assert!(!within("parties[10]", "parties[1]"));
        assert!(!within("issues", "issue"));
    }

    #[test]
    fn a_report_is_bounded() {
        let mut report = Report::default();
        for _ in 0..LIMIT + 7 {
            report.push(codes::EMPTY_TEXT.at("title", "empty"));
        }
        let found = report.finish();
        assert_eq!(found.len(), LIMIT + 1);
        assert_eq!(found.last().map(|d| d.message.as_str()), Some("there are more problems than are listed"));
    }
}
