//! Text in XML, SVG and HTML, and numbers at axes: what every picture and page of ours is written with.
//!
//! It is no chart library, and it knows nothing of negotiations. With the feature `page` it has the frame, the style and the
//! parts that all pages for a browser share: [`page`](mod@page).
//!
//! ```
//! use zopa_markup::{cut, escaped, numeral, ticks};
//!
//! assert_eq!(escaped("R&D < \"ours\""), "R&amp;D &lt; &quot;ours&quot;");
//! assert_eq!(cut("Northwind AI", 10), "Northwind…");
//! let marks: Vec<String> = ticks(0.11, 0.32, 5.0).into_iter().map(numeral).collect();
//! assert_eq!(marks, ["0.15", "0.2", "0.25", "0.3"]);
//! ```

#[cfg(feature = "page")]
pub mod page;

/// The most marks of an axis.
const TICKS_MAX: usize = 100;

/// Text safe to stand in XML and HTML, in an element or in an attribute between double quotes, without control characters.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text cut to at most so many characters, the last an ellipsis where something was cut.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Base 64 (RFC 4648, section 4): how a content security policy spells the hash of an inline style or script.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// Round numbers between two bounds, about `wanted` of them, in order; none where there is nothing between the bounds.
#[must_use]
pub fn ticks(low: f64, high: f64, wanted: f64) -> Vec<f64> {
    let rough = (high - low) / wanted;
    let mut unit = 1.0;
    while unit * 10.0 <= rough {
        unit *= 10.0;
    }
    while unit > rough && unit > 1e-6 {
        unit /= 10.0;
    }
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * unit).find(|step| *step >= rough).unwrap_or(rough);
    if !(step.is_finite() && step > 0.0) {
        return Vec::new();
    }
    let first = (low / step).ceil() as i64;
    let last = (high / step).floor() as i64;
    (first..=last).take(TICKS_MAX).map(|n| n as f64 * step).collect()
}

/// A number as it stands at an axis: at most three decimals, and no more than it needs.
#[must_use]
pub fn numeral(x: f64) -> String {
    let text = format!("{x:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks(-4.0, 104.0, 6.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert!(ticks(1.0, 1.0, 5.0).is_empty());
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn control_characters_do_not_pass() {
        assert_eq!(escaped("a\u{1b}[31m\nb\0"), "a [31m b ");
        assert_eq!(cut("ab", 2), "ab");
        assert_eq!(cut("a bc", 3), "a…");
    }
}
