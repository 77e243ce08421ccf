//! `zopa scenario show`: a scenario for reading, as everybody may know it or as one party does.
//!
//! Everything is read off a [`Desk`], so the papers of the other parties cannot be shown.

mod json;

use anstyle::Style;
use textwrap::Options;
use unicode_width::UnicodeWidthStr;
use zopa_core::{Combination, Condition, Issue, IssueId, OutcomeSpace, PartyId, Points, Preferences, ValueId, Values};
use zopa_scenario::{
    Desk, Face, Party, Persona, Scenario, Severity,
    file::{ArchetypeFile, StyleFile},
};

use super::{Format, ShowArgs, count, name, text_of};
use crate::{Console, Exit, Failure, Stop, diagnostics::render};

pub(super) fn run(args: &ShowArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let name = name(&args.file);
    let text = text_of(&args.file)?;
    let (scenario, said) = super::read(&text, &args.file);
    let Some(scenario) = scenario else {
        let errors: Vec<_> = said.into_iter().filter(|d| d.severity == Severity::Error).collect();
        write!(console.err, "{}", render(&name, &text, &errors, console.colour, console.width))?;
        return Ok(Exit::Negative);
    };
    let role = args.role.as_deref().map(|role| party_named(&scenario, role)).transpose()?;
    // What everybody may know is the same from every desk.
    let Some(desk) = scenario.desk(role.unwrap_or(PartyId(0))) else { return Ok(Exit::Bug) };
    match args.format {
        Format::Json => console.line(&json::page(&desk, role.is_some())?)?,
        Format::Text => {
            let mut page = Page { console, is_first: true };
            public(&desk, &mut page)?;
            if role.is_some() {
                confidential(&desk, &mut page)?;
            }
        }
    }
    Ok(Exit::Success)
}

pub(super) fn party_named(scenario: &Scenario, role: &str) -> Result<PartyId, Failure> {
    let ids: Vec<_> = scenario.parties().iter().map(|party| party.id.as_str()).collect();
    scenario.party_named(role).ok_or_else(|| {
        let near =
            ids.iter().map(|id| (strsim::osa_distance(id, role), id)).min().filter(|(distance, _)| *distance <= 3);
        let help = match near {
            Some((_, id)) => format!("did you mean `{id}`?"),
            None => format!("the parties are {}", ids.join(", ")),
        };
        Failure::usage(format!("there is no party `{role}` in {}", scenario.id()), help)
    })
}

/// A text being written, in paragraphs and indented lists.
pub(super) struct Page<'p, 'c> {
    pub(super) console: &'p mut Console<'c>,
    pub(super) is_first: bool,
}

impl Page<'_, '_> {
    pub(super) fn heading(&mut self, text: &str) -> std::io::Result<()> {
        if !std::mem::take(&mut self.is_first) {
            self.console.line("")?;
        }
        for line in textwrap::wrap(text, self.console.width) {
            let painted = self.console.paint(Style::new().bold(), &line);
            self.console.line(&painted)?;
        }
        Ok(())
    }

    /// A text wrapped between the margins, behind `label` in its first line.
    pub(super) fn entry(&mut self, indent: usize, label: &str, text: &str) -> std::io::Result<()> {
        let hang = " ".repeat(indent + label.width());
        for (at, paragraph) in text.split('\n').map(str::trim).filter(|p| !p.is_empty()).enumerate() {
            let first = if at == 0 { format!("{}{label}", " ".repeat(indent)) } else { hang.clone() };
            if at > 0 {
                self.console.line("")?;
            }
            let options = Options::new(self.console.width).initial_indent(&first).subsequent_indent(&hang);
            for line in textwrap::wrap(paragraph, options) {
                self.console.line(line.trim_end())?;
            }
        }
        Ok(())
    }

    /// Cells of equal width, as many on a line as there is room for.
    fn cells(&mut self, indent: usize, cells: &[String]) -> std::io::Result<()> {
        let gap = 3;
        let width = cells.iter().map(|cell| cell.width()).max().unwrap_or(0) + gap;
        let room = self.console.width.saturating_sub(indent) + gap;
        for row in cells.chunks((room / width).max(1)) {
            let row: Vec<_> = row.iter().map(|cell| format!("{cell}{}", " ".repeat(width - cell.width()))).collect();
            self.console.line(format!("{}{}", " ".repeat(indent), row.concat()).trim_end())?;
        }
        Ok(())
    }
}

/// A label padded to the widest of its list and two columns more.
pub(super) fn padded(label: &str, width: usize) -> String {
    format!("{label}{}", " ".repeat((width + 2).saturating_sub(label.width())))
}

pub(super) fn widest<'l>(labels: impl Iterator<Item = &'l str>) -> usize {
    labels.map(UnicodeWidthStr::width).max().unwrap_or(0)
}

fn public(desk: &Desk<'_>, page: &mut Page<'_, '_>) -> std::io::Result<()> {
    let space = desk.space();
    page.heading(desk.title())?;
    let outcomes = count(space.size(), "outcome", "outcomes");
    let rounds = count(desk.rules().rounds().into(), "round", "rounds");
    page.entry(2, "", &format!("{} · as of {} · {rounds} · {outcomes}", desk.id(), desk.asof()))?;
    page.heading("Goals")?;
    for goal in desk.goals() {
        page.entry(2, "- ", goal)?;
    }
    page.heading("Brief")?;
    page.entry(2, "", desk.brief())?;
    page.heading("Issues")?;
    let width = widest(space.issues().iter().map(Issue::name));
    for id in space.issue_ids() {
        issue(desk, id, width, page)?;
    }
    if !space.exclusions().is_empty() {
        page.heading("Never agreed together")?;
        for exclusion in space.exclusions() {
            page.entry(2, "- ", &format!("{}: {}", combination(space, &exclusion.when), exclusion.because))?;
        }
    }
    if !desk.criteria().is_empty() {
        page.heading("Objective criteria")?;
        let width = widest(desk.criteria().iter().map(|c| c.id.as_str()));
        for criterion in desk.criteria() {
            let on = space.issue(criterion.issue).name();
            page.entry(
                2,
                &padded(&criterion.id, width),
                &format!("{} (on {on}). {}", criterion.title, criterion.cite),
            )?;
        }
    }
    facts("The money, as far as everybody knows it", crate::money::public_facts(*desk), page)?;
    page.heading("Parties, in the order they act")?;
    let parties = faces(desk);
    let width = widest(parties.iter().map(|face| face.id));
    for face in &parties {
        let Persona { person, archetype, style } = face.persona;
        let kind = format!("{}, {}", archetype_words(*archetype), style_words(*style));
        page.entry(2, &padded(face.id, width), &format!("{}: {person}, {} ({kind})", face.name, face.role))?;
    }
    Ok(())
}

/// A list of sentences under a heading, if there are any.
fn facts(heading: &str, facts: Vec<String>, page: &mut Page<'_, '_>) -> std::io::Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    page.heading(heading)?;
    facts.iter().try_for_each(|fact| page.entry(2, "- ", fact))
}

/// Every party's public face, in the order they act.
fn faces<'d>(desk: &Desk<'d>) -> Vec<Face<'d>> {
    let mut ids: Vec<_> = desk.others().chain([desk.me()]).collect();
    ids.sort_unstable();
    ids.into_iter().map(|id| desk.face(id)).collect()
}

fn issue(desk: &Desk<'_>, id: IssueId, width: usize, page: &mut Page<'_, '_>) -> std::io::Result<()> {
    let issue = desk.space().issue(id);
    page.entry(2, &padded(issue.name(), width), &format!("{} ({})", issue.title(), issue.topic().title()))?;
    let indent = width + 4;
    page.entry(indent, "", desk.about(id))?;
    let unit = if issue.unit().is_empty() { String::new() } else { format!(" {}", issue.unit()) };
    let spelled = |value: u32| issue.value_text(ValueId(value));
    match issue.values() {
        Values::Labels(labels) => {
            let width = widest(labels.iter().map(|label| label.key.as_str()));
            for label in labels {
                let meaning = if label.text.is_empty() { "." } else { &label.text };
                match meaning {
                    "." => page.entry(indent, "", &label.key)?,
                    meaning => page.entry(indent, &padded(&label.key, width), meaning)?,
                }
            }
            Ok(())
        }
        Values::Decimals(_) => {
            let numbers: Vec<_> = (0..issue.len()).map(spelled).collect();
            page.entry(indent, "", &format!("{}{unit}", numbers.join(", ")))
        }
        Values::Range { step, .. } => {
            let (first, last) = (spelled(0), spelled(issue.len() - 1));
            let step = step.to_string();
            let step = step.trim_start_matches('-');
            let values = count(issue.len().into(), "value", "values");
            page.entry(indent, "", &format!("{first} to {last}{unit} in steps of {step}: {values}"))
        }
    }
}

fn confidential(desk: &Desk<'_>, page: &mut Page<'_, '_>) -> std::io::Result<()> {
    let (mine, space) = (desk.mine(), desk.space());
    page.heading(&format!("Confidential to {}", mine.id))?;
    page.entry(2, "", &mine.brief)?;
    page.heading("Without an agreement")?;
    page.entry(2, "", &format!("{} Worth {:.1} points.", mine.batna, reservation(mine)))?;
    if let Some(left) = mine.percent_left_at_deadline() {
        page.heading("Time")?;
        page.entry(2, "", &format!("At the deadline a deal is worth {left:.0} % of its points."))?;
    }
    page.heading("Aim")?;
    let aim = aspiration(mine).map_or(String::new(), |points| format!("{points:.1} points. "));
    page.entry(2, "", &format!("{aim}{}", mine.guidance))?;
    page.heading("Points, of 100")?;
    let width = widest(space.issues().iter().map(Issue::name));
    for id in space.issue_ids() {
        let issue = space.issue(id);
        let because = mine.interests.get(id.index()).map_or("", String::as_str);
        page.entry(2, &padded(issue.name(), width), because)?;
        page.cells(width + 4, &value_cells(mine, id))?;
    }
    facts("Books", crate::money::own_facts(*desk), page)?;
    if !mine.interactions.is_empty() {
        page.heading("Taken together")?;
        for interaction in &mine.interactions {
            let when = combination(space, &interaction.when);
            page.entry(2, &format!("{:>+6.1}  ", interaction.worth), &format!("{when}: {}", interaction.because))?;
        }
    }
    if !mine.red_lines.is_empty() {
        page.heading("Red lines: never agree to")?;
        for (when, because) in red_lines(mine) {
            page.entry(2, "- ", &format!("{}: {because}", combination(space, when)))?;
        }
    }
    if !mine.mandate.is_empty() {
        page.heading("Mandate: ask first")?;
        for limit in &mine.mandate {
            let when = combination(space, &limit.when);
            page.entry(2, "- ", &format!("{when}: needs {}. {}", limit.to, limit.because))?;
        }
    }
    Ok(())
}

/// The values of an issue with what each is worth, numbers under numbers.
fn value_cells(mine: &Party, id: IssueId) -> Vec<String> {
    let issue = mine.preferences.space().issue(id);
    let texts: Vec<_> = (0..issue.len()).map(|v| issue.value_text(ValueId(v))).collect();
    let width = widest(texts.iter().map(String::as_str));
    let is_number = !matches!(issue.values(), Values::Labels(_));
    let cell = |(value, text): (u32, &String)| {
        let gap = " ".repeat(width - text.width());
        let points = points(mine, id, ValueId(value));
        if is_number { format!("{gap}{text} {points:>5.1}") } else { format!("{text}{gap} {points:>5.1}") }
    };
    (0..issue.len()).zip(&texts).map(cell).collect()
}

/// What a value is worth to a party, in points out of 100.
fn points(mine: &Party, issue: IssueId, value: ValueId) -> f64 {
    of_100(&mine.preferences, mine.preferences.issue_points(issue, value))
}

/// Points of some preferences in points out of 100: one correctly rounded division.
pub(super) fn of_100(preferences: &Preferences, points: Points) -> f64 {
    points.0 as f64 * 100.0 / preferences.scale() as f64
}

/// The worth of a party's BATNA, in points out of 100.
fn reservation(mine: &Party) -> f64 {
    of_100(&mine.preferences, mine.preferences.reservation_points())
}

/// A party's aspiration, in points out of 100.
fn aspiration(mine: &Party) -> Option<f64> {
    let preferences = &mine.preferences;
    preferences.aspiration().map(|aspiration| of_100(preferences, preferences.to_points(aspiration.get())))
}

/// What a party may never agree to, with the reasons.
fn red_lines(mine: &Party) -> impl Iterator<Item = (&Combination, &str)> {
    mine.preferences.forbidden().iter().zip(mine.red_lines.iter().map(String::as_str))
}

/// A combination in words: `price 2.20 to 2.60 and weights lab or joint`.
pub(super) fn combination(space: &OutcomeSpace, when: &Combination) -> String {
    when.all.iter().map(|c| condition(space.issue(c.issue()), c)).collect::<Vec<_>>().join(" and ")
}

fn condition(issue: &Issue, condition: &Condition) -> String {
    let (allowed, barred): (Vec<_>, Vec<_>) = (0..issue.len()).map(ValueId).partition(|v| condition.allows(*v));
    let text = |value: &ValueId| issue.value_text(*value);
    let name = issue.name();
    match (allowed.as_slice(), barred.as_slice()) {
        ([_, _, ..], [only]) => format!("{name} not {}", text(only)),
        // Of three numbers or more in a row, the ends say it all.
        ([first, _, .., last], _)
            if last.index() - first.index() + 1 == allowed.len() && !matches!(issue.values(), Values::Labels(_)) =>
        {
            format!("{name} {} to {}", text(first), text(last))
        }
        (allowed, _) => format!("{name} {}", allowed.iter().map(text).collect::<Vec<_>>().join(" or ")),
    }
}

fn archetype_words(archetype: ArchetypeFile) -> &'static str {
    match archetype {
        ArchetypeFile::Hyperscaler => "hyperscaler",
        ArchetypeFile::ChipVendor => "chip vendor",
        ArchetypeFile::ModelLab => "model lab",
        ArchetypeFile::Isv => "software vendor",
        ArchetypeFile::SystemsIntegrator => "systems integrator",
        ArchetypeFile::OpenSourceFoundation => "open-source foundation",
        ArchetypeFile::DataProvider => "data provider",
        ArchetypeFile::University => "university",
    }
}

fn style_words(style: StyleFile) -> &'static str {
    match style {
        StyleFile::Analytical => "analytical",
        StyleFile::Relational => "relational",
        StyleFile::Direct => "direct",
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::Colour;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/gpu-capacity-alliance.ron");

    fn shown(role: Option<&str>, format: Format, width: usize) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width, colour: Colour::Plain };
        let args = ShowArgs { file: PathBuf::from(FILE), role: role.map(str::to_owned), format };
        assert_eq!(run(&args, &mut console).unwrap(), Exit::Success);
        String::from_utf8(out).unwrap()
    }

    /// Everything that one party of the scenario knows alone, as far as it is a text.
    fn secrets(of: usize) -> Vec<String> {
        let text = std::fs::read_to_string(FILE).unwrap();
        let scenario = zopa_scenario::read(&text).0.unwrap();
        let party = &scenario.parties()[of];
        let single =
            [&party.brief, &party.batna, &party.guidance].into_iter().chain(&party.interests).chain(&party.red_lines);
        let reasons = party.interactions.iter().map(|i| &i.because).chain(party.mandate.iter().map(|m| &m.because));
        single.chain(reasons).cloned().collect()
    }

    fn flat(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn a_page_shows_one_partys_papers_and_no_others() {
        for format in [Format::Text, Format::Json] {
            let pages =
                [shown(None, format, 80), shown(Some("northwind"), format, 80), shown(Some("Cirrus"), format, 80)];
            for (reader, page) in pages.iter().enumerate() {
                let page = flat(&page.replace("\\n", "\n").replace("\\\"", "\""));
                for owner in 0..2 {
                    for secret in secrets(owner) {
                        assert_eq!(page.contains(&flat(&secret)), reader == owner + 1, "page {reader}: {secret}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_page_fits_its_width() {
        for width in [40, 80, 100] {
            for line in shown(Some("northwind"), Format::Text, width).lines() {
                assert!(line.width() <= width, "{} columns: {line}", line.width());
            }
        }
    }

    #[test]
    fn a_misspelt_role_is_a_usage_error_with_a_remedy() {
        let text = std::fs::read_to_string(FILE).unwrap();
        let scenario = zopa_scenario::read(&text).0.unwrap();
        let failure = party_named(&scenario, "nortwind").unwrap_err();
        assert_eq!((failure.exit, failure.help.as_str()), (Exit::Usage, "did you mean `northwind`?"));
        assert_eq!(party_named(&scenario, "acme").unwrap_err().help, "the parties are northwind, cirrus");
    }
}
