//! Numbers in other tools' files, read the way Python reads them.
//!
//! Genius files circulate with `+5`, ` 7 ` and `1_000` in them, and the field's reference accepts those. Nothing else about
//! Python is imitated here: digits, for one, are those of ASCII.

/// The text without the white space around it and without single underscores between digits; `None` when an underscore
/// stands anywhere else.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let bytes = text.as_bytes();
    let digit_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'_' && !(digit_at(at.checked_sub(1)) && digit_at(Some(at + 1))) {
            return None;
        }
    }
    Some(text.replace('_', ""))
}

/// A whole number as Python's `int()` reads it, if it fits 64 bits.
#[must_use]
pub fn integer(text: &str) -> Option<i64> {
    plain(text)?.parse().ok()
}

/// A number as Python's `float()` reads it: `inf`, `nan` and exponents included.
#[must_use]
pub fn float(text: &str) -> Option<f64> {
    let text = plain(text)?;
    let unsigned = text.trim_start_matches(['+', '-']);
    let named = ["inf", "infinity", "nan"].iter().any(|name| unsigned.eq_ignore_ascii_case(name));
    let numeric = unsigned.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    (named || numeric).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_reads_them() {
        assert_eq!(integer(" +7 "), Some(7));
        assert_eq!(integer("1_000"), Some(1000));
        assert_eq!(integer("_1"), None);
        assert_eq!(integer("1.0"), None);
        assert_eq!(float("1_000.5"), Some(1000.5));
        assert_eq!(float("+5"), Some(5.0));
        assert_eq!(float("-Infinity"), Some(f64::NEG_INFINITY));
        assert!(float("NaN").is_some_and(f64::is_nan));
        assert_eq!(float("1__0"), None);
        assert_eq!(float(""), None);
        assert_eq!(float("0x1p3"), None);
    }
}
