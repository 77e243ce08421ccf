//! Writing items out, one a line or several on one.

use super::{Comment, Item, Items, Piece, WIDTH};
use crate::syntax::Delimiter;

/// A text being laid out.
#[derive(Default)]
pub(super) struct Layout {
    out: String,
    /// How many brackets are open over several lines.
    depth: usize,
}

impl Layout {
    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Items, each with its comments, on lines of their own.
    pub(super) fn lines(&mut self, items: &Items<'_>) {
        let mut is_first = true;
        for item in &items.items {
            for comment in &item.above {
                self.comment_line(comment, is_first);
                is_first = false;
            }
            self.blank_line(item.blank && !is_first);
            is_first = false;
            self.indent();
            self.item(item);
            for comment in &item.behind {
                self.out.push(' ');
                self.out.push_str(comment.text);
            }
            self.out.push('\n');
        }
        for comment in &items.below {
            self.comment_line(comment, is_first);
            is_first = false;
        }
    }

    fn comment_line(&mut self, comment: &Comment<'_>, is_first: bool) {
        self.blank_line(comment.blank && !is_first);
        self.indent();
        self.out.push_str(comment.text);
        self.out.push('\n');
    }

    fn blank_line(&mut self, wanted: bool) {
        if wanted {
            self.out.push('\n');
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("    ", self.depth));
    }

    fn item(&mut self, item: &Item<'_>) {
        let mut used = 4 * self.depth;
        if let Some(key) = &item.key {
            self.piece(key, used);
            self.out.push_str(": ");
            used += key.flat.unwrap_or(0) + 2;
        }
        self.piece(&item.value, used);
        if !item.is_root {
            self.out.push(',');
        }
    }

    /// A value that starts in column `used`.
    fn piece(&mut self, piece: &Piece<'_>, used: usize) {
        let Some((delimiter, items)) = &piece.body else { return self.out.push_str(piece.word) };
        let is_free = |columns| used + columns < WIDTH || is_pair(piece);
        if piece.flat.is_some_and(is_free) {
            return self.flat(piece);
        }
        self.out.push_str(piece.word);
        self.out.push(delimiter.open());
        match sole_list(piece.word, items) {
            // The list inside `Labels([…])` is what goes over several lines; the name around it need not.
            Some(list) => self.piece(list, WIDTH),
            None => self.broken(items),
        }
        self.out.push(delimiter.close());
    }

    fn broken(&mut self, items: &Items<'_>) {
        self.out.push('\n');
        self.depth += 1;
        self.lines(items);
        self.depth -= 1;
        self.indent();
    }

    fn flat(&mut self, piece: &Piece<'_>) {
        self.out.push_str(piece.word);
        let Some((delimiter, items)) = &piece.body else { return };
        self.out.push(delimiter.open());
        for (index, item) in items.items.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            if let Some(key) = &item.key {
                self.flat(key);
                self.out.push_str(": ");
            }
            self.flat(&item.value);
        }
        self.out.push(delimiter.close());
    }
}

/// Whether a value is a pair of two single tokens: `("label", "what it means")`. Texts do not break, so that to pull a
/// long pair apart makes a list of labels hard to read and its lines hardly shorter.
fn is_pair(piece: &Piece<'_>) -> bool {
    let Some((Delimiter::Round, items)) = &piece.body else { return false };
    let is_single = |item: &Item<'_>| item.key.is_none() && item.value.body.is_none();
    piece.word.is_empty() && items.items.len() == 2 && items.items.iter().all(is_single)
}

/// The list that is all a named group holds, where nothing else stands between their brackets.
fn sole_list<'i, 't>(word: &str, items: &'i Items<'t>) -> Option<&'i Piece<'t>> {
    let [only] = items.items.as_slice() else { return None };
    let is_bare = only.above.is_empty() && only.behind.is_empty() && only.key.is_none() && items.below.is_empty();
    let is_list = matches!(&only.value.body, Some((Delimiter::Square, inner)) if !inner.items.is_empty());
    (!word.is_empty() && is_bare && is_list).then_some(&only.value)
}
