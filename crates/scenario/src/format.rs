//! Laying out scenario files: one way to write what a file says.
//!
//! The formatter moves tokens and never rewrites one: texts, numbers, names and comments come out byte for byte (but for `\r\n`, which becomes `\n`), in their
//! order, with other white space between them (and a comma after the last element of what goes over several lines). It
//! needs a well-formed text and nothing more: a file with mistakes of meaning is laid out like any other.

mod layout;

use self::layout::Layout;
use crate::{
    Diagnostic,
    syntax::{self, Delimiter, Token, TokenKind},
};

/// The columns a line is filled to.
const WIDTH: usize = 100;

/// The text laid out anew: groups that fit a line of 100 columns on one (and pairs of a label and its text always), others
/// with an element a line, four spaces deeper; comments where they were; single blank lines kept. Every line ends in `\n`, those of texts
/// too, which reads the same. Laying out twice is laying out once.
///
/// # Errors
/// The first place where the text is not RON.
pub fn fmt(text: &str) -> Result<String, Vec<Diagnostic>> {
    let refuse = |flaw: syntax::Flaw| vec![*flaw];
    // Before line ends are made one, so that a flaw is shown where it stands in the text.
    syntax::parse(text).map_err(refuse)?;
    let text = &text.replace("\r\n", "\n");
    let tokens = syntax::tokens(text).map_err(refuse)?;
    let mut reader = Reader { text, tokens: &tokens, at: 0 };
    let mut file = reader.items(None);
    let Some(mut root) = file.items.pop() else { return Ok(text.to_owned()) };
    root.is_root = true;
    file.items.push(root);
    let mut layout = Layout::default();
    layout.lines(&file);
    Ok(layout.finish())
}

/// A comment.
struct Comment<'t> {
    text: &'t str,
    kind: TokenKind,
    /// Whether a blank line stands before it.
    blank: bool,
}

/// An element or field with the comments that belong to it.
struct Item<'t> {
    /// Comments above it.
    above: Vec<Comment<'t>>,
    /// Whether a blank line stands before it, below those comments.
    blank: bool,
    key: Option<Piece<'t>>,
    value: Piece<'t>,
    /// Comments behind it, on its line.
    behind: Vec<Comment<'t>>,
    /// Whether it is the whole file, which no comma ends.
    is_root: bool,
}

/// The inside of brackets, or of the file.
struct Items<'t> {
    items: Vec<Item<'t>>,
    /// Comments below the last item.
    below: Vec<Comment<'t>>,
}

/// A value: a name, and brackets or a single token.
struct Piece<'t> {
    /// The name of a group, or the whole of a single token.
    word: &'t str,
    body: Option<(Delimiter, Items<'t>)>,
    /// How many columns it takes on one line, if it can stand on one.
    flat: Option<usize>,
}

impl Item<'_> {
    /// How many columns it takes on one line, comma aside, if it can stand on one.
    fn flat(&self) -> Option<usize> {
        let bare = self.above.is_empty() && self.behind.is_empty();
        let key = match &self.key {
            Some(key) => key.flat? + 2,
            None => 0,
        };
        if bare { Some(key + self.value.flat?) } else { None }
    }
}

impl Items<'_> {
    fn flat(&self) -> Option<usize> {
        if !self.below.is_empty() {
            return None;
        }
        let columns = self.items.iter().map(Item::flat).sum::<Option<usize>>()?;
        Some(columns + 2 * self.items.len().saturating_sub(1))
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Reader<'t> {
    fn kind(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    /// How many lines end between the token before this one and it.
    fn newlines(&self) -> usize {
        let start = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end);
        let end = self.tokens.get(self.at).map_or(self.text.len(), |token| token.span.start);
        self.text.get(start..end).unwrap_or_default().matches('\n').count()
    }

    fn take(&mut self) -> &'t str {
        let text = self.tokens.get(self.at).and_then(|token| self.text.get(token.span.clone())).unwrap_or_default();
        self.at += 1;
        text
    }

    fn comment(&mut self) -> Option<Comment<'t>> {
        let kind = self.kind().filter(|kind| kind.is_comment())?;
        let blank = self.newlines() > 1;
        Some(Comment { text: self.take().trim_end(), kind, blank })
    }

    /// Comments up to something else, none of them worth a blank line.
    fn hoist(&mut self, above: &mut Vec<Comment<'t>>) {
        while let Some(comment) = self.comment() {
            above.push(Comment { blank: false, ..comment });
        }
    }

    /// Items up to the bracket that ends them, or to the end of the file.
    fn items(&mut self, end: Option<Delimiter>) -> Items<'t> {
        let mut items: Vec<Item<'t>> = Vec::new();
        loop {
            let mut above: Vec<_> = std::iter::from_fn(|| self.comment()).collect();
            let Some(kind) = self.kind() else { return Items { items, below: above } };
            if end.is_some_and(|end| kind == TokenKind::Close(end)) {
                self.at += 1;
                return Items { items, below: above };
            }
            let blank = self.newlines() > 1;
            let first = self.piece(&mut above);
            let mut key = None;
            let mut value = first;
            self.hoist_if_before(TokenKind::Colon, &mut above);
            if self.kind() == Some(TokenKind::Colon) {
                self.at += 1;
                self.hoist(&mut above);
                key = Some(std::mem::replace(&mut value, self.piece(&mut above)));
            }
            let mut behind = Vec::new();
            self.behind(&mut behind);
            self.hoist_if_before(TokenKind::Comma, &mut above);
            if self.kind() == Some(TokenKind::Comma) {
                self.at += 1;
                self.behind(&mut behind);
            }
            items.push(Item { above, blank, key, value, behind, is_root: false });
        }
    }

    /// Hoists comments if nothing but them stands before a token of this kind.
    fn hoist_if_before(&mut self, kind: TokenKind, above: &mut Vec<Comment<'t>>) {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        if rest.iter().map(|token| token.kind).find(|kind| !kind.is_comment()) == Some(kind) {
            self.hoist(above);
        }
    }

    /// Comments on the line of what was just read, and not on that of what comes next.
    fn behind(&mut self, behind: &mut Vec<Comment<'t>>) {
        while self.newlines() == 0 && behind.last().is_none_or(|c| c.kind == TokenKind::BlockComment) {
            let start = self.at;
            let Some(comment) = self.comment() else { return };
            let ends_line = comment.kind == TokenKind::LineComment
                || self.newlines() > 0
                || !matches!(self.kind(), Some(kind) if !kind.is_comment() && !matches!(kind, TokenKind::Close(_) | TokenKind::Comma));
            if !ends_line {
                self.at = start;
                return;
            }
            behind.push(comment);
        }
    }

    fn piece(&mut self, above: &mut Vec<Comment<'t>>) -> Piece<'t> {
        let is_word = self.kind() == Some(TokenKind::Word);
        if let Some(TokenKind::Open(delimiter)) = self.kind() {
            self.at += 1;
            return Piece::group("", delimiter, self.items(Some(delimiter)));
        }
        let word = self.take();
        if is_word {
            self.hoist_if_before(TokenKind::Open(Delimiter::Round), above);
            if self.kind() == Some(TokenKind::Open(Delimiter::Round)) {
                self.at += 1;
                return Piece::group(word, Delimiter::Round, self.items(Some(Delimiter::Round)));
            }
        }
        Piece { word, body: None, flat: (!word.contains('\n')).then(|| word.chars().count()) }
    }
}

impl<'t> Piece<'t> {
    fn group(word: &'t str, delimiter: Delimiter, items: Items<'t>) -> Self {
        let flat = items.flat().map(|columns| columns + 2 + word.chars().count());
        Self { word, body: Some((delimiter, items)), flat }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::SMALL;

    fn laid_out(text: &str) -> String {
        fmt(text).unwrap()
    }

    #[test]
    fn the_sample_is_laid_out() {
        assert_eq!(laid_out(SMALL), SMALL);
    }

    #[test]
    fn comments_stay_with_what_they_are_about() {
        let text = "/* head */ (a /* hoisted */ : 1, // behind a\n\n\n// above b\nb: [ /* in */ ] /* behind b */,\n// below\n)//end";
        let wanted = "/* head */\n(\n    /* hoisted */\n    a: 1, // behind a\n\n    // above b\n    b: [\n        /* in */\n    ], /* behind b */\n    // below\n) //end\n";
        assert_eq!(laid_out(text), wanted);
        assert_eq!(laid_out(wanted), wanted);
    }

    #[test]
    fn long_groups_break_and_short_ones_do_not() {
        let long = "x".repeat(60);
        let text = format!("Scenario(a:[1,2,],values:Labels([(\"{long}\",\"\"),(\"{long}\",\"\")]),)");
        let wanted = format!(
            "Scenario(\n    a: [1, 2],\n    values: Labels([\n        (\"{long}\", \"\"),\n        (\"{long}\", \"\"),\n    ]),\n)\n"
        );
        assert_eq!(laid_out(&text), wanted);
    }

    #[test]
    fn texts_of_several_lines_are_left_alone() {
        let text = "(brief:r#\"a\n  b\n\"#,note:\"c \\\n  d\")";
        assert_eq!(laid_out(text), "(\n    brief: r#\"a\n  b\n\"#,\n    note: \"c \\\n  d\",\n)\n");
    }

    #[test]
    fn line_ends_of_another_system_become_ours_and_mean_the_same() {
        let long = SMALL
            .replace("Cumulo and Lumen talk", "Cumulo and Lumen\ntalk")
            .replace("// and nothing", "/* a\nb */ // and nothing");
        let returned = long.replace('\n', "\r\n");
        let once = laid_out(&returned);
        assert!(!once.contains('\r') && once == laid_out(&long) && once == laid_out(&once));
        let meaning = |text: &str| crate::read(text).0.map(|scenario| scenario.canonical_json());
        assert!(meaning(&long).is_some());
        assert_eq!(meaning(&returned), meaning(&long));
    }

    /// Tokens of the sample with white space and comments strewn between them.
    fn strewn() -> impl Strategy<Value = String> {
        let gaps = prop::sample::select(vec![
            " ",
            " ",
            "\n",
            "\n\n\n",
            "  ",
            " /* c, (d */ ",
            " // e: [\n",
            "\n// f\n\n",
            "\r\n",
        ]);
        let count = syntax::tokens(SMALL).unwrap().len();
        prop::collection::vec(gaps, count).prop_map(|gaps| {
            let tokens = syntax::tokens(SMALL).unwrap();
            let pieces = tokens.iter().zip(gaps).filter(|(t, _)| !t.kind.is_comment());
            pieces.map(|(t, gap)| format!("{}{gap}", &SMALL[t.span.clone()])).collect()
        })
    }

    fn comments(text: &str) -> Vec<String> {
        let tokens = syntax::tokens(text).unwrap();
        let mut found: Vec<_> =
            tokens.into_iter().filter(|t| t.kind.is_comment()).map(|t| text[t.span].trim_end().to_owned()).collect();
        found.sort();
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn meaning_and_comments_survive_and_twice_is_once(text in strewn()) {
            let once = laid_out(&text);
            prop_assert_eq!(comments(&once), comments(&text));
            let meaning = |text: &str| crate::read(text).0.map(|s| s.canonical_json());
            prop_assert!(meaning(&text).is_some());
            prop_assert_eq!(meaning(&once), meaning(&text));
            prop_assert_eq!(laid_out(&once), once);
        }
    }
}
