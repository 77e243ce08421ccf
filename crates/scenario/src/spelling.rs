//! Spelling: a scenario in the file's types as the RON text an author would write.
//!
//! The other way round is [`read`](crate::read). Numbers come out bare, empty lists are left out, and the text is laid out.

mod commercial;
mod personas;

use zopa_core::Decimal;

use crate::{
    Number, ValueText,
    file::{
        AuditFile, ConditionFile, CriterionFile, InteractionFile, IssueFile, LevelFile, LimitFile, MandateFile,
        PartyFile, PersonaFile, ScenarioFile, ShareFile, SheetFile, ValueOfIssueFile, ValuesFile,
    },
    format::fmt,
};

pub use personas::to_ron as persona_to_ron;

/// The RON text of a file. What is read back from it is the same file, unless a text has characters in it that the format
/// does not take.
#[must_use]
pub fn to_ron(file: &ScenarioFile) -> String {
    let spelled = group(
        "Scenario",
        [
            ("schema", file.schema.to_string()),
            ("id", text(&file.id)),
            ("title", text(&file.title)),
            ("asof", text(&file.asof)),
            ("rounds", file.rounds.to_string()),
            ("goals", list(&file.goals, |goal| text(goal))),
            ("brief", text(&file.brief)),
            ("issues", list(&file.issues, issue)),
            ("exclusions", filled(&file.exclusions, limit)),
            ("criteria", filled(&file.criteria, criterion)),
            ("commercial", file.commercial.as_ref().map(commercial::model).unwrap_or_default()),
            ("parties", list(&file.parties, party)),
        ],
    );
    fmt(&spelled).unwrap_or(spelled)
}

/// A name with its fields in brackets; a field whose value is the empty text is left out.
fn group<const N: usize>(name: &str, fields: [(&str, String); N]) -> String {
    let fields: Vec<_> =
        fields.iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{name}({})", fields.join(", "))
}

fn list<T>(elements: &[T], spell: impl Fn(&T) -> String) -> String {
    format!("[{}]", elements.iter().map(spell).collect::<Vec<_>>().join(", "))
}

/// A list, or the empty text for the empty list.
fn filled<T>(elements: &[T], spell: impl Fn(&T) -> String) -> String {
    if elements.is_empty() { String::new() } else { list(elements, spell) }
}

/// A text in quotes, its special characters escaped.
fn text(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&c.escape_unicode().to_string()),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn number(number: &Number) -> String {
    number.to_string()
}

/// A value as a bare number where that reads back as the same text.
fn value(value: &ValueText) -> String {
    let canonical = value.0.parse::<Decimal>().is_ok_and(|decimal| decimal.to_string() == value.0);
    if canonical { value.0.clone() } else { text(&value.0) }
}

fn issue(issue: &IssueFile) -> String {
    let values = match &issue.values {
        ValuesFile::Labels(labels) => {
            format!("Labels({})", list(labels, |(key, meaning)| format!("({}, {})", text(key), text(meaning))))
        }
        ValuesFile::Numbers(numbers) => format!("Numbers({})", list(numbers, number)),
        ValuesFile::Range { from, to, step } => {
            group("Range", [("from", number(from)), ("to", number(to)), ("step", number(step))])
        }
    };
    group(
        "",
        [
            ("name", text(&issue.name)),
            ("title", text(&issue.title)),
            ("topic", format!("{:?}", issue.topic)),
            ("unit", optional(&issue.unit)),
            ("about", optional(&issue.about)),
            ("values", values),
            ("also", some(&issue.also, |phrase| text(phrase))),
            (
                "say",
                some(&issue.say, |(of, phrases)| format!("({}, {})", value(of), list(phrases, |phrase| text(phrase)))),
            ),
        ],
    )
}

fn some<T>(entries: &[T], spell: impl Fn(&T) -> String) -> String {
    if entries.is_empty() { String::new() } else { list(entries, spell) }
}

fn optional(content: &str) -> String {
    if content.is_empty() { String::new() } else { text(content) }
}

fn conditions(conditions: &[ConditionFile]) -> String {
    list(conditions, |condition| {
        let of = |name: &str, issue: &str, one: &ValueText| format!("{name}({}, {})", text(issue), value(one));
        match condition {
            ConditionFile::Is(issue, one) => of("Is", issue, one),
            ConditionFile::Not(issue, one) => of("Not", issue, one),
            ConditionFile::OneOf(issue, some) => format!("OneOf({}, {})", text(issue), list(some, value)),
            ConditionFile::AtLeast(issue, one) => of("AtLeast", issue, one),
            ConditionFile::AtMost(issue, one) => of("AtMost", issue, one),
        }
    })
}

fn limit(limit: &LimitFile) -> String {
    group("", [("when", conditions(&limit.when)), ("because", text(&limit.because))])
}

fn criterion(criterion: &CriterionFile) -> String {
    group(
        "",
        [
            ("id", text(&criterion.id)),
            ("title", text(&criterion.title)),
            ("issue", text(&criterion.issue)),
            ("favours", criterion.favours.as_ref().map(value).unwrap_or_default()),
            ("strength", number(&criterion.strength)),
            ("rebuttability", number(&criterion.rebuttability)),
            ("cite", text(&criterion.cite)),
        ],
    )
}

fn persona(persona: &PersonaFile) -> String {
    let sheet = match &persona.sheet {
        SheetFile::BuiltIn => String::new(),
        SheetFile::File(path) => format!("File({})", text(path)),
        SheetFile::Inline(sheet) => format!("Inline({})", personas::sheet("", sheet)),
    };
    group(
        "",
        [
            ("person", text(&persona.person)),
            ("archetype", format!("{:?}", persona.archetype)),
            ("style", format!("{:?}", persona.style)),
            ("dialect", optional(&persona.dialect)),
            ("sheet", sheet),
        ],
    )
}

fn party(party: &PartyFile) -> String {
    group(
        "",
        [
            ("id", text(&party.id)),
            ("name", text(&party.name)),
            ("role", text(&party.role)),
            ("persona", persona(&party.persona)),
            ("brief", text(&party.brief)),
            ("batna", group("", [("plan", text(&party.batna.plan)), ("worth", number(&party.batna.worth))])),
            (
                "aspiration",
                group("", [("worth", number(&party.aspiration.worth)), ("guidance", text(&party.aspiration.guidance))]),
            ),
            ("discount", if party.discount == PartyFile::patient() { String::new() } else { number(&party.discount) }),
            ("values", list(&party.values, valued)),
            ("books", party.books.as_ref().map(commercial::books).unwrap_or_default()),
            ("interactions", filled(&party.interactions, interaction)),
            ("red_lines", filled(&party.red_lines, limit)),
            ("mandate", filled(&party.mandate, mandate)),
            ("audit", party.audit.as_ref().map(audit).unwrap_or_default()),
        ],
    )
}

fn valued(entry: &ValueOfIssueFile) -> String {
    let share = match &entry.of {
        ShareFile::Table(shares) => {
            format!("Table({})", list(shares, |(one, share)| format!("({}, {share})", value(one))))
        }
        ShareFile::Linear { worst, best } => group("Linear", [("worst", number(worst)), ("best", number(best))]),
        ShareFile::Piecewise(points) => {
            format!("Piecewise({})", list(points, |(x, share)| format!("({x}, {share})")))
        }
        ShareFile::Peaked { peak, low, high } => {
            group("Peaked", [("peak", number(peak)), ("low", number(low)), ("high", number(high))])
        }
        ShareFile::Model => "Model".to_owned(),
    };
    group(
        "",
        [
            ("issue", text(&entry.issue)),
            ("weight", number(&entry.weight)),
            ("of", share),
            ("because", text(&entry.because)),
        ],
    )
}

fn interaction(interaction: &InteractionFile) -> String {
    group(
        "",
        [
            ("when", conditions(&interaction.when)),
            ("worth", number(&interaction.worth)),
            ("because", text(&interaction.because)),
        ],
    )
}

fn mandate(mandate: &MandateFile) -> String {
    let fields = [
        ("when", conditions(&mandate.when)),
        ("to", text(&mandate.to)),
        ("because", text(&mandate.because)),
        ("level", level(mandate.level)),
    ];
    group("", fields)
}

fn audit(audit: &AuditFile) -> String {
    group("", [("level", level(audit.level)), ("batna", format!("{:?}", audit.batna))])
}

/// A level by its name; nothing for the nearest, which is understood.
fn level(level: LevelFile) -> String {
    if level.is_nearest() { String::new() } else { format!("{level:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{COMMERCIAL, SMALL, commercial};

    #[test]
    fn what_is_written_reads_back_as_the_same_file() {
        let mut file: ScenarioFile = ron::from_str(SMALL).unwrap();
        file.brief = "quoted \"so\", a \\ and\na second line\tof é".to_owned();
        if let Some(issue) = file.issues.first_mut() {
            issue.values =
                ValuesFile::Labels(vec![("007".to_owned(), String::new()), ("7".to_owned(), "x".to_owned())]);
        }
        if let Some(entry) = file.parties.first_mut().and_then(|party| party.values.first_mut()) {
            entry.of = ShareFile::Table(vec![
                (ValueText("007".to_owned()), "0.5".parse().map(Number).unwrap()),
                (ValueText("7".to_owned()), Number(Decimal::ONE)),
            ]);
        }
        let spelled = to_ron(&file);
        assert_eq!(ron::from_str::<ScenarioFile>(&spelled).unwrap(), file, "{spelled}");
        assert_eq!(fmt(&spelled).unwrap(), spelled);
        let file: ScenarioFile = ron::from_str(&commercial(COMMERCIAL)).unwrap();
        assert_eq!(ron::from_str::<ScenarioFile>(&to_ron(&file)).unwrap(), file);
        assert!(!spelled.contains("unit: \"\"") && !spelled.contains("weight: \""), "{spelled}");
    }
}
