//! The places of a scenario that wait for its author.

/// How such a place begins; it ends with `]`.
pub(crate) const OPENING: &str = "[FILL IN: ";

/// A place to fill in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Blank {
    /// The line it stands in, from 1.
    pub line: usize,
    /// What belongs there.
    pub wanted: String,
}

/// The places to fill in of a scenario's text, in their order.
#[must_use]
pub fn blanks(text: &str) -> Vec<Blank> {
    let lines = text.lines().enumerate();
    lines
        .flat_map(|(index, line)| {
            let pieces = line.split(OPENING).skip(1);
            pieces.map(move |piece| Blank {
                line: index + 1,
                wanted: piece.split(']').next().unwrap_or_default().to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_with_their_lines() {
        let found = blanks("a\nb [FILL IN: one] and [FILL IN: two]\n[FILL IN: open");
        let found: Vec<_> = found.iter().map(|blank| (blank.line, blank.wanted.as_str())).collect();
        assert_eq!(found, [(2, "one"), (2, "two"), (3, "open")]);
    }
}
