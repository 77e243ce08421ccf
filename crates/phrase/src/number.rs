//! Numbers as people write them: `2.40`, `2,40`, `$80M`, `80 million`, `eighty million`, `two forty five`, `eight percent`.

use zopa_core::Decimal;

use crate::token::Token;

/// What was written with a number, which says what kind of number it can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scale {
    /// Nothing.
    Bare,
    /// `k`, thousand.
    Thousand,
    /// `M`, million.
    Million,
}

/// A number with what stands around it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    pub(crate) scale: Scale,
    pub(crate) money: bool,
    pub(crate) percent: bool,
    /// Index of the token after it.
    pub(crate) end: usize,
}

const ONES: &[(&str, i64)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];
const TENS: &[(&str, i64)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fourty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Every word that is part of a number.
pub(crate) fn number_words() -> impl Iterator<Item = &'static str> {
    let named = ONES.iter().chain(TENS).map(|(word, _)| *word);
    named.chain(["hundred", "thousand", "million", "point"])
}

fn named(words: &[(&str, i64)], word: &str) -> Option<i64> {
    words.iter().find(|(name, _)| *name == word).map(|(_, n)| *n)
}

/// Digits with a decimal point or comma; a comma before three digits parts thousands.
fn digits(text: &str) -> Option<Decimal> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = match text.rsplit_once(',') {
        Some((_, after)) if after.len() == 3 => text.replace(',', ""),
        Some(_) => text.replace(',', "."),
        None => text.to_owned(),
    };
    plain.parse().ok()
}

/// A number below a hundred in words from token `from`, and where it ends.
fn below_hundred(tokens: &[Token], from: usize) -> Option<(i64, usize)> {
    let word = tokens.get(from)?.text.as_str();
    if let Some(n) = named(ONES, word) {
        return Some((n, from + 1));
    }
    let tens = named(TENS, word)?;
    let one = tokens.get(from + 1).filter(|token| !token.pause).and_then(|token| named(ONES, &token.text));
    Some(one.filter(|n| (1..10).contains(n)).map_or((tens, from + 1), |n| (tens + n, from + 2)))
}

/// A number in words: `eighty`, `one hundred and twenty`, and `two forty five` for 2.45.
fn in_words(tokens: &[Token], from: usize) -> Option<(Decimal, usize)> {
    let joined = |at: usize| tokens.get(at).filter(|token| !token.pause && !token.stop);
    let (first, end) = match tokens.get(from)?.text.as_str() {
        "hundred" => (1, from),
        "a" if joined(from + 1).is_some_and(|token| token.text == "hundred") => (1, from + 1),
        _ => below_hundred(tokens, from)?,
    };
    if joined(end).is_some_and(|token| token.text == "hundred") {
        let and = usize::from(joined(end + 1).is_some_and(|token| token.text == "and"));
        let rest = joined(end + 1 + and).and_then(|_| below_hundred(tokens, end + 1 + and));
        let (more, end) = rest.map_or((0, end + 1), |(n, end)| (n, end));
        return Some((Decimal::new(first * 100 + more, 0).ok()?, end));
    }
    let point = usize::from(joined(end).is_some_and(|token| token.text == "point"));
    if first < 10
        && let Some((cents, after)) = joined(end + point).and_then(|_| below_hundred(tokens, end + point))
        && (10..100).contains(&cents)
    {
        return Some((Decimal::new(first * 100 + cents, 2).ok()?, after));
    }
    Some((Decimal::new(first, 0).ok()?, end))
}

/// The number that begins at a token.
pub(crate) fn number_at(tokens: &[Token], from: usize) -> Option<Number> {
    let text = |at: usize| tokens.get(at).filter(|token| !token.stop).map_or("", |token| token.text.as_str());
    let mut money = text(from) == "$";
    let start = from + usize::from(money);
    let written = text(start);
    // `80,000,000` and `80 million` are one number.
    let millions = [",000,000", "000000"].iter().find_map(|noughts| written.strip_suffix(noughts));
    let (value, mut end) = match digits(millions.unwrap_or(written)) {
        Some(value) => (value, start + 1),
        None => in_words(tokens, start)?,
    };
    let mut scale = if millions.is_some() { Scale::Million } else { Scale::Bare };
    if scale == Scale::Bare && !tokens.get(end).is_some_and(|token| token.pause) {
        scale = match text(end) {
            "m" | "million" => Scale::Million,
            "thousand" => Scale::Thousand,
            // `80k`; the spelling of "k" alone is levelled to "okay".
            "okay"
                if tokens
                    .get(end)
                    .is_some_and(|token| token.at.len() == 1 && token.at.start == tokens[end - 1].at.end) =>
            {
                Scale::Thousand
            }
            _ => Scale::Bare,
        };
        end += usize::from(scale != Scale::Bare);
    }
    if text(end) == "$" {
        money = true;
        end += 1;
    }
    let percent = text(end) == "%";
    end += usize::from(percent);
    Some(Number { value, scale, money, percent, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    fn read(text: &str) -> String {
        let tokens = tokens(text);
        let n = number_at(&tokens, 0).unwrap();
        assert_eq!(n.end, tokens.len(), "{text}");
        format!("{} {:?}{}{}", n.value, n.scale, if n.money { " $" } else { "" }, if n.percent { " %" } else { "" })
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, means) in [
            ("2.40", "2.4 Bare"),
            ("2,4", "2.4 Bare"),
            ("$80M", "80 Million $"),
            ("80 million dollars", "80 Million $"),
            ("$80,000,000", "80 Million $"),
            ("80k", "80 Thousand"),
            ("eighty million", "80 Million"),
            ("one hundred and twenty", "120 Bare"),
            ("a hundred twenty mio", "120 Million"),
            ("two forty five", "2.45 Bare"),
            ("two forty", "2.4 Bare"),
            ("eight percent", "8 Bare %"),
            ("99.95%", "99.95 Bare %"),
        ] {
            assert_eq!(read(text), means, "{text}");
        }
    }
}
