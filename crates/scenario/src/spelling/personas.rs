//! Spelling: a persona as the RON text an author would write.

use zopa_partner::file::{DialectFile, Manner, Pace, PersonaSheet, Stock};

use super::{filled, fmt, group, list, optional, text};

/// The RON text of a persona, laid out.
#[must_use]
pub fn to_ron(persona: &PersonaSheet) -> String {
    let spelled = sheet("Persona", persona);
    fmt(&spelled).unwrap_or(spelled)
}

pub(super) fn sheet(name: &str, persona: &PersonaSheet) -> String {
    let interest = match &persona.interest {
        interest if interest.wants.is_empty() && interest.unlocks.is_empty() => String::new(),
        interest => group("", [("wants", text(&interest.wants)), ("unlocks", text(&interest.unlocks))]),
    };
    let texts = |texts: &[String]| filled(texts, |each| text(each));
    let amount = |(name, amount): &(String, zopa_partner::file::Amount)| format!("({}, {})", text(name), amount.0);
    group(
        name,
        [
            ("schema", persona.schema.to_string()),
            ("name", text(&persona.name)),
            ("archetype", format!("{:?}", persona.archetype)),
            ("about", texts(&persona.about)),
            ("avoids", texts(&persona.avoids)),
            ("interest", interest),
            ("parameters", filled(&persona.parameters, amount)),
            ("red_lines", texts(&persona.red_lines)),
            ("stock", if persona.stock == Stock::Shared { String::new() } else { format!("{:?}", persona.stock) }),
            ("words", words(&persona.words)),
            ("lines", lines(&persona.lines)),
            ("dialects", filled(&persona.dialects, dialect)),
        ],
    )
}

fn words(words: &[(String, String)]) -> String {
    filled(words, |(word, own)| format!("({}, {})", text(word), text(own)))
}

fn lines(lines: &[(String, Vec<String>)]) -> String {
    filled(lines, |(occasion, lines)| format!("({}, {})", text(occasion), list(lines, |line| text(line))))
}

fn dialect(dialect: &DialectFile) -> String {
    group(
        "",
        [
            ("name", text(&dialect.name)),
            ("style", format!("{:?}", dialect.style)),
            ("about", optional(&dialect.about)),
            ("manner", if dialect.manner == Manner::Formal { String::new() } else { format!("{:?}", dialect.manner) }),
            ("pace", if dialect.pace == Pace::Full { String::new() } else { format!("{:?}", dialect.pace) }),
            ("words", words(&dialect.words)),
            ("lines", lines(&dialect.lines)),
        ],
    )
}

#[cfg(test)]
mod tests {
    use zopa_partner::{Archetype, Persona};

    use super::*;

    #[test]
    fn what_is_written_reads_back_as_the_same_persona() {
        for archetype in Archetype::ALL {
            let mut sheet = Persona::of(archetype).sheet().clone();
            let spelled = to_ron(&sheet);
            assert_eq!(ron::from_str::<PersonaSheet>(&spelled).unwrap(), sheet, "{spelled}");
            assert_eq!(crate::read_persona(&spelled).0.unwrap().sheet(), &sheet);
            sheet.stock = Stock::Own;
            assert_eq!(ron::from_str::<PersonaSheet>(&to_ron(&sheet)).unwrap(), sheet);
        }
    }
}
