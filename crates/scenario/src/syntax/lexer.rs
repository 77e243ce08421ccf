//! Tokens: every piece of a text that is not white space, comments included.

use std::ops::Range;

use super::Flaw;
use crate::{Diagnostic, codes};

/// The kind of a bracket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Delimiter {
    /// `(…)`
    Round,
    /// `[…]`
    Square,
    /// `{…}`
    Curly,
}

impl Delimiter {
    /// How it opens.
    pub(crate) fn open(self) -> char {
        match self {
            Self::Round => '(',
            Self::Square => '[',
            Self::Curly => '{',
        }
    }

    /// How it closes.
    pub(crate) fn close(self) -> char {
        match self {
            Self::Round => ')',
            Self::Square => ']',
            Self::Curly => '}',
        }
    }
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TokenKind {
    /// An opening bracket.
    Open(Delimiter),
    /// A closing bracket.
    Close(Delimiter),
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A name.
    Word,
    /// A number, perhaps one that no type can hold.
    Number,
    /// A text between quotes, raw or not.
    Text,
    /// A character or a text of bytes, of which the format has none.
    Other,
    /// A comment to the end of its line.
    LineComment,
    /// A comment between `/*` and `*/`.
    BlockComment,
}

impl TokenKind {
    /// Whether it is a comment.
    pub(crate) fn is_comment(self) -> bool {
        matches!(self, Self::LineComment | Self::BlockComment)
    }
}

/// A piece of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: TokenKind,
    /// Where it stands, in bytes.
    pub(crate) span: Range<usize>,
}

/// The tokens of a text.
///
/// # Errors
/// The first thing that is no token.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, Flaw> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    lexer.take_while(|c| c == '\u{feff}');
    loop {
        lexer.take_while(is_blank);
        let start = lexer.at;
        let Some(kind) = lexer.token()? else { return Ok(tokens) };
        tokens.push(Token { kind, span: start..lexer.at });
    }
}

/// White space, as RON defines it.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\n' | '\t' | '\r' | ' ' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
    )
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }

    fn token(&mut self) -> Result<Option<TokenKind>, Flaw> {
        let rest = self.rest();
        let mut chars = rest.chars();
        let Some(first) = chars.next() else { return Ok(None) };
        let second = chars.next();
        let single = |kind| Ok((first.len_utf8(), kind));
        let (length, kind) = match first {
            '(' => single(TokenKind::Open(Delimiter::Round)),
            ')' => single(TokenKind::Close(Delimiter::Round)),
            '[' => single(TokenKind::Open(Delimiter::Square)),
            ']' => single(TokenKind::Close(Delimiter::Square)),
            '{' => single(TokenKind::Open(Delimiter::Curly)),
            '}' => single(TokenKind::Close(Delimiter::Curly)),
            ',' => single(TokenKind::Comma),
            ':' => single(TokenKind::Colon),
            '/' if second == Some('/') => Ok((rest.find('\n').unwrap_or(rest.len()), TokenKind::LineComment)),
            '/' if second == Some('*') => self.block_comment().map(|length| (length, TokenKind::BlockComment)),
            '"' => self.quoted(1).map(|length| (length, TokenKind::Text)),
            '\'' => self.character().map(|length| (length, TokenKind::Other)),
            _ if starts_number(rest) => Ok((number(rest), TokenKind::Number)),
            _ if first == '_' || first.is_alphabetic() => self.word(),
            _ => Err(Box::new(self.stranger(first))),
        }?;
        self.at += length;
        Ok(Some(kind))
    }

    fn flaw(&self, length: usize, message: &str) -> Diagnostic {
        codes::SYNTAX.at("", message).with_span(self.at..self.at + length)
    }

    fn stranger(&self, found: char) -> Diagnostic {
        let flaw = self.flaw(found.len_utf8(), &format!("`{}` does not belong here", found.escape_debug()));
        match found {
            '=' => flaw.with_help("a field is written `name: value`"),
            '#' => flaw.with_help("these files use no extensions of RON; a comment is written `// …`"),
            ';' => flaw.with_help("fields and elements are separated by `,`"),
            '“' | '”' | '„' | '‘' | '’' | '`' => {
                flaw.with_help("texts stand between straight double quotes: \"…\"")
            }
            '/' => flaw.with_help("a comment is written `// …` or `/* … */`"),
            _ => flaw,
        }
    }

    /// The length of a word, or of a text that begins like one.
    fn word(&self) -> Result<(usize, TokenKind), Flaw> {
        let rest = self.rest();
        let length = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        match word {
            "r" | "br" if after.starts_with(['"', '#']) => {
                let hashes = after.find(|c| c != '#').unwrap_or(after.len());
                if after.get(hashes..).is_some_and(|s| s.starts_with('"')) {
                    let kind = if word == "r" { TokenKind::Text } else { TokenKind::Other };
                    return self.raw(length + hashes + 1, hashes).map(|length| (length, kind));
                }
                let name = after.get(1..).unwrap_or_default();
                let name = name.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(name.len());
                Ok((length + 1 + name, TokenKind::Word))
            }
            "b" if after.starts_with('"') => self.quoted(length + 1).map(|length| (length, TokenKind::Other)),
            _ => Ok((length, TokenKind::Word)),
        }
    }

    /// The length of a text in quotes whose opening takes `opening` bytes.
    fn quoted(&self, opening: usize) -> Result<usize, Flaw> {
        let rest = self.rest().as_bytes();
        let mut at = opening;
        while let Some(byte) = rest.get(at) {
            match byte {
                b'"' => return Ok(at + 1),
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        Err(Box::new(self.unclosed(
            opening,
            "this text is never closed",
            "close it with `\"`; a quote inside a text is `\\\"`",
        )))
    }

    /// The length of a raw text whose opening takes `opening` bytes, `hashes` of them `#`.
    fn raw(&self, opening: usize, hashes: usize) -> Result<usize, Flaw> {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = self.rest().get(opening..).unwrap_or_default();
        let unclosed = || {
            self.unclosed(opening, "this raw text is never closed", &format!("close it with `{end}`, as it was opened"))
        };
        body.find(&end).map(|at| opening + at + end.len()).ok_or_else(unclosed).map_err(Box::new)
    }

    fn block_comment(&self) -> Result<usize, Flaw> {
        let rest = self.rest().as_bytes();
        let (mut depth, mut at) = (0usize, 0);
        while let Some(pair) = rest.get(at..at + 2) {
            match pair {
                b"/*" => (depth, at) = (depth + 1, at + 2),
                b"*/" => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                return Ok(at);
            }
        }
        Err(Box::new(self.unclosed(2, "this comment is never closed", "close it with `*/`; comments nest")))
    }

    fn character(&self) -> Result<usize, Flaw> {
        let mut chars = self.rest().char_indices().skip(1);
        let is_escape = chars.next().is_some_and(|(_, c)| c == '\\');
        let end = if is_escape { chars.skip(1).find(|(_, c)| *c == '\'') } else { chars.next() };
        match end {
            Some((at, '\'')) => Ok(at + 1),
            _ => Err(Box::new(
                self.flaw(1, "`'` does not belong here").with_help("texts stand between double quotes: \"…\""),
            )),
        }
    }

    fn unclosed(&self, opening: usize, message: &str, help: &str) -> Diagnostic {
        self.flaw(opening, message).with_label("opened here").with_help(help)
    }
}

fn starts_number(rest: &str) -> bool {
    let unsigned = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let digits = unsigned.strip_prefix('.').unwrap_or(unsigned);
    let signed_word = unsigned.len() < rest.len() && (unsigned.starts_with("inf") || unsigned.starts_with("NaN"));
    digits.starts_with(|c: char| c.is_ascii_digit()) || signed_word
}

/// The length of the number a text starts with: everything that could be meant as part of it.
fn number(rest: &str) -> usize {
    let mut before = ' ';
    let is_hex = rest.trim_start_matches(['+', '-']).starts_with("0x");
    let part = |(at, c): (usize, char)| {
        let exponent_sign = matches!(c, '+' | '-') && matches!(before, 'e' | 'E') && !is_hex;
        let sign = matches!(c, '+' | '-') && at == 0;
        before = c;
        (!(c == '_' || c == '.' || c.is_ascii_alphanumeric() || exponent_sign || sign)).then_some(at)
    };
    rest.char_indices().find_map(part).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_token() {
        let text = "a_b: r#\"x \" y\"#, -1.5e-3 [/* /* , */ */] // end\n\"q\\\"\" 'c' b\"\" ()";
        let found: Vec<_> = tokens(text).unwrap().into_iter().map(|t| &text[t.span]).collect();
        let wanted = [
            "a_b",
            ":",
            "r#\"x \" y\"#",
            ",",
            "-1.5e-3",
            "[",
            "/* /* , */ */",
            "]",
            "// end",
            "\"q\\\"\"",
            "'c'",
            "b\"\"",
            "(",
            ")",
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_is_open_is_named_where_it_opens() {
        for (text, start) in [("a \"b", 2), ("a r#\"b\"", 2), ("/* /* */", 0), ("a 'b", 2), ("x = 1", 2), ("\"\\", 0)] {
            let flaw = tokens(text).unwrap_err();
            assert_eq!((flaw.code, flaw.span.map(|s| s.start)), ("S0001", Some(start)), "{text}");
        }
    }
}
