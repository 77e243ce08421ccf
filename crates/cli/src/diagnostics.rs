//! Diagnostics as a person reads them: the source they speak of, underlined, with what to do about it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use zopa_scenario::{Diagnostic, Severity};

use crate::Colour;

/// Diagnostics about a file, in their order, each followed by an empty line.
pub(crate) fn render(
    file_name: &str,
    source: &str,
    diagnostics: &[Diagnostic],
    colour: Colour,
    width: usize,
) -> String {
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    };
    let renderer = renderer.term_width(width);
    let file_name = clean(file_name);
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&[group(&file_name, source, diagnostic)]));
        out.push_str("\n\n");
    }
    out
}

/// The most bytes of source that are shown with a diagnostic: a longer line is no line that a person wrote.
const PIECE_MAX: usize = 1 << 13;

fn group<'a>(file_name: &'a str, source: &'a str, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(clean(&diagnostic.message)).id(diagnostic.code));
    let piece = diagnostic.span.as_ref().map(|span| Piece::around(source, span));
    match piece {
        Some(piece) if piece.text.len() > PIECE_MAX => {
            let column = 1 + piece.text.get(..piece.span.start).unwrap_or_default().chars().count();
            group = group.element(Origin::path(file_name).line(piece.line).char_column(column));
        }
        Some(piece) => {
            let label = (!diagnostic.label.is_empty()).then(|| clean(&diagnostic.label));
            let snippet = Snippet::source(piece.text).path(file_name).line_start(piece.line);
            group = group.element(snippet.annotation(AnnotationKind::Primary.span(piece.span).label(label)));
        }
        None => {
            group = group.element(Origin::path(file_name));
            if !diagnostic.path.is_empty() {
                group = group.element(Level::NOTE.message(format!("in `{}`", clean(&diagnostic.path))));
            }
        }
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(clean(&diagnostic.help)));
    }
    group
}

/// A text that cannot steer a terminal: texts of a file may stand in messages about it.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The lines of a source that a span touches. A renderer looks at all it is given, for every diagnostic.
struct Piece<'a> {
    text: &'a str,
    /// The number of its first line.
    line: usize,
    /// The span within it.
    span: Range<usize>,
}

impl<'a> Piece<'a> {
    fn around(source: &'a str, span: &Range<usize>) -> Self {
        let end = source.floor_char_boundary(span.end.min(source.len()));
        let start = source.floor_char_boundary(span.start.min(end));
        let (before, after) = (source.get(..start).unwrap_or_default(), source.get(end..).unwrap_or_default());
        let from = before.rfind('\n').map_or(0, |at| at + 1);
        let to = end + after.find('\n').unwrap_or(after.len());
        Self {
            text: source.get(from..to).unwrap_or_default(),
            line: 1 + before.matches('\n').count(),
            span: start - from..end - from,
        }
    }
}

/// The line and column of a byte, both from 1, columns in characters.
pub(crate) fn position(source: &str, byte: usize) -> (usize, usize) {
    let before = source.get(..source.floor_char_boundary(byte)).unwrap_or_default();
    let line = 1 + before.matches('\n').count();
    (line, 1 + before.chars().rev().take_while(|c| *c != '\n').count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_from_one_in_characters() {
        let source = "aé\nbc";
        assert_eq!(position(source, 0), (1, 1));
        assert_eq!(position(source, 3), (1, 3));
        assert_eq!(position(source, 5), (2, 2));
        assert_eq!(position(source, 99), (2, 3));
    }

    #[test]
    fn texts_of_a_file_cannot_steer_the_terminal() {
        let source = "(title: 1, \u{1b}[2J)";
        let (_, said) = zopa_scenario::read(source);
        let shown = render("a\u{1b}b.ron", source, &said, Colour::Plain, 80);
        assert!(!shown.is_empty() && !shown.contains('\u{1b}'), "{shown:?}");
    }

    #[test]
    fn spans_that_do_not_fit_are_survived() {
        let (_, said) = zopa_scenario::read("(title: \"é");
        for end in 0..4 {
            let said: Vec<_> = said.iter().map(|d| Diagnostic { span: Some(1..end + 9), ..d.clone() }).collect();
            assert!(render("a.ron", "é\r\n", &said, Colour::Ansi, 80).contains("never closed"));
        }
    }
}
