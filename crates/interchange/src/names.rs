//! Names one can type, made out of names one cannot.

use std::collections::BTreeSet;

use zopa_core::is_typable;

/// The longest name that is made, in characters.
const LENGTH_MAX: usize = 60;

/// Words that mean something of their own where people type packages.
const RESERVED: [&str; 2] = ["rest", "confirm"];

/// Typable names, each once (ASCII case aside), for names in order; `kind` is what one without a letter is called.
pub(crate) fn typable<'n>(names: impl Iterator<Item = &'n str>, kind: &str) -> Vec<String> {
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|word| (*word).to_owned()).collect();
    let name = |(at, name): (usize, &str)| {
        let stem = if is_typable(name) && name.chars().count() <= LENGTH_MAX { name.to_owned() } else { slug(name) };
        let stem = if stem.is_empty() { format!("{kind}-{}", at + 1) } else { stem };
        let mut candidates = std::iter::once(stem.clone()).chain((2u64..).map(|n| format!("{stem}-{n}")));
        let free = candidates.find(|candidate| taken.insert(candidate.to_ascii_lowercase()));
        free.unwrap_or(stem)
    };
    names.enumerate().map(name).collect()
}

/// The name with a dash for everything that cannot be typed.
fn slug(name: &str) -> String {
    let parts = name.split(|c: char| !is_typable(c.encode_utf8(&mut [0; 4]))).filter(|part| !part.is_empty());
    let dashed: Vec<_> = parts.collect();
    let short: String = dashed.join("-").chars().take(LENGTH_MAX).collect();
    short.trim_matches('-').to_owned()
}

/// The longest message that is shown in full, in characters.
const MESSAGE_MAX: usize = 400;

/// A message fit to be shown: [`printable`], and without the middle where a file's own text makes it longer than anybody
/// reads.
pub(crate) fn message(text: &str, kind: &str) -> String {
    let clean = printable(text, kind);
    let count = clean.chars().count();
    if count <= MESSAGE_MAX {
        return clean;
    }
    let part = |skip: usize| clean.chars().skip(skip).take(MESSAGE_MAX / 2).collect::<String>();
    format!("{} […] {}", part(0), part(count - MESSAGE_MAX / 2))
}

/// A text without the characters that steer terminals, and never empty: `kind` stands for nothing.
pub(crate) fn printable(text: &str, kind: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean: String = text.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() { kind.to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_stay_recognisable() {
        let names = ["External Monitor", "price", "Price", "19'' LCD", " / ", "Größe (cm)", "-", "Rest"];
        let made = typable(names.into_iter(), "issue");
        assert_eq!(made, ["External-Monitor", "price", "Price-2", "19-LCD", "issue-5", "Größe-cm", "-", "Rest-2"]);
        assert_eq!(printable("a\u{1b}[2J \n b\u{202e}", "x"), "a [2J b");
        assert_eq!(printable("\n", "x"), "x");
        let long = message(&format!("the bound `{}` is not a number", "9".repeat(5_000_000)), "x");
        assert!(long.starts_with("the bound `999") && long.ends_with("999` is not a number"), "{long}");
        assert!(long.chars().count() < 420);
    }

    proptest! {
        #[test]
        fn every_name_can_be_typed_and_stands_once(names in prop::collection::vec("\\PC{0,12}|[aA ]{0,3}", 0..20)) {
            let made = typable(names.iter().map(String::as_str), "issue");
            prop_assert!(made.iter().all(|name| is_typable(name)));
            let folded: BTreeSet<_> = made.iter().map(|name| name.to_ascii_lowercase()).collect();
            prop_assert_eq!(folded.len(), names.len());
        }
    }
}
