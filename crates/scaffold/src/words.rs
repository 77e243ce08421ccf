//! Texts with places in them, and short names made of long ones.

/// A text with `{key}` replaced by its value, once: what a value says is not looked at again.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let known = from.find('}').and_then(|end| {
            let key = from.get(1..end)?;
            values.iter().find(|(known, _)| *known == key).map(|(_, value)| (*value, end + 1))
        });
        let taken = match known {
            Some((value, taken)) => {
                out.push_str(value);
                taken
            }
            None => {
                out.push('{');
                1
            }
        };
        rest = from.get(taken..).unwrap_or_default();
    }
    out + rest
}

/// A short name that can be typed: `Polder Institute (NL)` is `polder-institute-nl`. Letters beyond ASCII are left out;
/// where nothing remains, `otherwise`.
#[must_use]
pub fn short_name(text: &str, otherwise: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name = words.take(6).collect::<Vec<_>>().join("-").to_ascii_lowercase();
    if name.is_empty() { otherwise.to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(fill("{a} and {b}, {c}", &[("a", "{b}"), ("b", "two")]), "{b} and two, {c}");
        assert_eq!(fill("{", &[]), "{");
    }

    #[test]
    fn short_names_can_be_typed() {
        assert_eq!(short_name("Polder Institute (NL)", "x"), "polder-institute-nl");
        assert_eq!(short_name("Ångström", "x"), "ngstr-m");
        assert_eq!(short_name("株式会社", "partner"), "partner");
    }
}
