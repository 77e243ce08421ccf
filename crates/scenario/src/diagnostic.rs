//! Diagnostics: everything that is wrong with a file, each with a stable code, a place and a remedy.

use std::{fmt, ops::Range};

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Probably not meant.
    Warning,
    /// The file cannot be used.
    Error,
}

impl Severity {
    /// The word a person reads.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing to say about a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Diagnostic {
    /// Stable code: `S0201`. `S00xx` syntax and shape, `S01xx` issues, `S02xx` preferences, `S03xx` references,
    /// `S04xx` judgement, `S05xx` the commercial model, `S06xx` personas.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where in the data: `parties[1].values[0].weight`. Empty for the file as a whole.
    pub path: String,
    /// Where in the text, in bytes, if it has one.
    pub span: Option<Range<usize>>,
    /// What is wrong, a lower-case fragment.
    pub message: String,
    /// What to write beside the underlined source; may be empty.
    pub label: String,
    /// What to do about it; may be empty.
    pub help: String,
}

impl Diagnostic {
    /// The same with words beside the underlined source.
    #[must_use]
    pub fn with_label(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// The same with a remedy.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The same at a place in the text.
    #[must_use]
    pub fn with_span(self, span: Range<usize>) -> Self {
        Self { span: Some(span), ..self }
    }
}

impl fmt::Display for Diagnostic {
    /// One line: `error[S0201] at parties[1].values: weights sum to 97, not 100 (help: …)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.severity.word(), self.code)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, " (help: {})", self.help)?;
        }
        Ok(())
    }
}
