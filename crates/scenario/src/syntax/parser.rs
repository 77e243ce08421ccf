//! Tokens into a tree.

use std::{iter::Peekable, ops::Range, vec};

use super::{DEPTH_MAX, Delimiter, Entry, Flaw, Name, Node, Shape, Token, TokenKind, oversize, tokens};
use crate::{Diagnostic, codes};

/// The tree of a text.
///
/// # Errors
/// The first place where the text is not RON.
pub(crate) fn parse(text: &str) -> Result<Node<'_>, Flaw> {
    if let Some(oversize) = oversize(text) {
        return Err(Box::new(oversize));
    }
    let tokens: Vec<_> = tokens(text)?.into_iter().filter(|token| !token.kind.is_comment()).collect();
    let mut parser = Parser { text, tokens: tokens.into_iter().peekable(), end: 0, depth: 0 };
    if parser.tokens.peek().is_none() {
        let flaw = codes::SYNTAX.at("", "the file is empty").with_span(0..0);
        return Err(Box::new(flaw));
    }
    let root = parser.value()?;
    match parser.tokens.next() {
        None => Ok(root),
        Some(token) => {
            let flaw = codes::SYNTAX.at("", "the text goes on after its one value ended").with_span(token.span);
            Err(Box::new(flaw.with_help("is there a bracket too many before this?")))
        }
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Peekable<vec::IntoIter<Token>>,
    /// Where the last token ended.
    end: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.next();
        self.end = token.as_ref().map_or(self.end, |t| t.span.end);
        token
    }

    fn peek(&mut self) -> Option<TokenKind> {
        self.tokens.peek().map(|token| token.kind)
    }

    fn spelled(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    fn value(&mut self) -> Result<Node<'t>, Flaw> {
        let Some(token) = self.next() else {
            let flaw = codes::SYNTAX.at("", "the text ends where a value was expected");
            return Err(Box::new(flaw.with_span(self.end..self.end)));
        };
        self.value_from(token)
    }

    fn value_from(&mut self, token: Token) -> Result<Node<'t>, Flaw> {
        let span = token.span;
        let spelled = self.spelled(&span);
        let shape = match token.kind {
            TokenKind::Text => Shape::Text(self.text_of(&span)?),
            TokenKind::Number => Shape::Number(spelled),
            TokenKind::Other => Shape::Other,
            TokenKind::Word if self.peek() == Some(TokenKind::Open(Delimiter::Round)) => {
                let name = Name { span: span.clone(), text: spelled };
                let open = self.next().map_or(span.clone(), |t| t.span);
                Shape::Group(Some(name), self.inside(Delimiter::Round, &open, Self::entry)?)
            }
            TokenKind::Word => Shape::Word(spelled),
            TokenKind::Open(Delimiter::Round) => Shape::Group(None, self.inside(Delimiter::Round, &span, Self::entry)?),
            TokenKind::Open(Delimiter::Square) => {
                Shape::List(self.inside(Delimiter::Square, &span, Self::value_from)?)
            }
            TokenKind::Open(Delimiter::Curly) => {
                self.inside(Delimiter::Curly, &span, Self::pair)?;
                Shape::Map
            }
            _ => {
                let flaw = codes::SYNTAX.at("", format!("found `{spelled}` where a value was expected"));
                return Err(Box::new(flaw.with_span(span).with_label("expected a value")));
            }
        };
        Ok(Node { span: span.start..self.end, shape })
    }

    /// The elements up to the bracket that closes the one at `open`.
    fn inside<T>(
        &mut self,
        delimiter: Delimiter,
        open: &Range<usize>,
        element: fn(&mut Self, Token) -> Result<T, Flaw>,
    ) -> Result<Vec<T>, Flaw> {
        if self.depth >= DEPTH_MAX {
            let flaw = codes::TOO_LARGE.at("", format!("brackets are nested deeper than {DEPTH_MAX}"));
            return Err(Box::new(flaw.with_span(open.clone())));
        }
        self.depth += 1;
        let mut elements = Vec::new();
        loop {
            match self.next() {
                None => return Err(Box::new(self.never_closed(delimiter, open))),
                Some(token) if token.kind == TokenKind::Close(delimiter) => break,
                Some(token) => elements.push(element(self, token)?),
            }
            match self.next() {
                None => return Err(Box::new(self.never_closed(delimiter, open))),
                Some(token) if token.kind == TokenKind::Comma => {}
                Some(token) if token.kind == TokenKind::Close(delimiter) => break,
                Some(token) => return Err(Box::new(self.unexpected(&token, delimiter, open))),
            }
        }
        self.depth -= 1;
        Ok(elements)
    }

    fn never_closed(&self, delimiter: Delimiter, open: &Range<usize>) -> Diagnostic {
        let flaw = codes::SYNTAX.at("", format!("this `{}` is never closed", delimiter.open()));
        flaw.with_span(open.clone())
            .with_label("opened here")
            .with_help(format!("a `{}` is missing", delimiter.close()))
    }

    fn unexpected(&self, found: &Token, delimiter: Delimiter, open: &Range<usize>) -> Diagnostic {
        let (spelled, close) = (self.spelled(&found.span), delimiter.close());
        let line = 1 + self.text.get(..open.start).unwrap_or_default().matches('\n').count();
        let opened = format!("the `{}` it is in opens in line {line}", delimiter.open());
        let flaw = |message: String| codes::SYNTAX.at("", message).with_span(found.span.clone());
        match found.kind {
            TokenKind::Close(_) => flaw(format!("found `{spelled}` where `,` or `{close}` was expected"))
                .with_label(format!("expected `,` or `{close}`"))
                .with_help(opened),
            TokenKind::Colon => flaw("found `:` after something that is no field name".to_owned())
                .with_help("a field is written `name: value`"),
            _ => flaw("a `,` is missing".to_owned()).with_label(format!("a `,` or `{close}` belongs before this")),
        }
    }

    fn entry(&mut self, token: Token) -> Result<Entry<'t>, Flaw> {
        let is_key = token.kind == TokenKind::Word && self.peek() == Some(TokenKind::Colon);
        if !is_key {
            return Ok(Entry { key: None, value: self.value_from(token)? });
        }
        let text = self.spelled(&token.span);
        let key = Name { text: text.strip_prefix("r#").unwrap_or(text), span: token.span };
        self.next();
        Ok(Entry { key: Some(key), value: self.value()? })
    }

    /// An entry of a map, which is read only to find its end.
    fn pair(&mut self, token: Token) -> Result<(), Flaw> {
        self.value_from(token)?;
        if self.peek() == Some(TokenKind::Colon) {
            self.next();
            self.value()?;
        }
        Ok(())
    }

    fn text_of(&self, span: &Range<usize>) -> Result<String, Flaw> {
        let spelled = self.spelled(span);
        ron::from_str(spelled).map_err(|error| {
            let at = span.start + super::offset(spelled, error.span.start.line, error.span.start.col);
            let flaw = codes::SYNTAX.at("", format!("this text is not well formed: {}", error.code));
            let flaw = flaw.with_span(super::character(self.text, at.min(span.end)));
            Box::new(flaw.with_help("write a backslash as `\\\\`"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> (String, usize) {
        let flaw = parse(text).unwrap_err();
        (flaw.message, flaw.span.map_or(usize::MAX, |s| s.start))
    }

    #[test]
    fn mistakes_are_found_where_they_are() {
        let cases = [
            ("", "the file is empty", 0),
            ("(a: 1", "this `(` is never closed", 0),
            ("(a: [1, 2)", "found `)` where `,` or `]` was expected", 9),
            ("(a: 1 b: 2)", "a `,` is missing", 6),
            ("(a: , b: 2)", "found `,` where a value was expected", 4),
            ("(a: 1) )", "the text goes on after its one value ended", 7),
            ("(\"a\": 1)", "found `:` after something that is no field name", 4),
            ("(a:", "the text ends where a value was expected", 3),
            ("(a: \"\\q\")", "this text is not well formed: Unknown escape character", 6),
        ];
        for (text, message, at) in cases {
            let found = flaw(text);
            assert!(found.0.contains(message.rsplit(": ").next().unwrap_or_default()), "{text}: {}", found.0);
            assert!(found.1.abs_diff(at) <= 1, "{text}: {} at {}, not {at}", found.0, found.1);
        }
    }

    #[test]
    fn depth_is_limited() {
        let deep = "[".repeat(100_000);
        assert_eq!(parse(&deep).unwrap_err().code, "S0008");
        let nested = format!("{}{}", "(".repeat(DEPTH_MAX), ")".repeat(DEPTH_MAX));
        assert!(parse(&nested).is_ok());
    }
}
