//! The brief: what everybody knows, and what only one's own side does.

use zopa_core::{Combination, Issue, IssueId, Preferences, ValueId, Values};
use zopa_scenario::{Desk, Face, file::ArchetypeFile};

use super::{Form, Ink, Page, prior, table};
use crate::{
    money,
    package::{combination, legal_values},
    play::standing::{points, points_of},
};

/// Draws the whole brief.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>) {
    let me = desk.face(desk.me());
    page.title(desk.title());
    page.say(Ink::Faint, &format!("Market figures as of {}.", desk.asof()));
    page.gap();
    page.say(Ink::Text, &format!("You are {}, {} of {}.", me.persona.person, me.role, me.name));
    for other in desk.others() {
        page.say(Ink::Text, &format!("Across the table: {}.", introduction(desk.face(other))));
    }
    let first = if desk.me().index() == 0 { "you act first" } else { "the other side acts first" };
    page.say(
        Ink::Text,
        &format!("There are {} rounds; in each everybody acts once, and {first}.", desk.rules().rounds()),
    );
    page.title("What everybody knows");
    page.prose(desk.brief());
    if !desk.space().exclusions().is_empty() {
        page.gap();
        page.say(Ink::Text, "No agreement may have:");
        for exclusion in desk.space().exclusions() {
            page.item(&format!("{} ({})", terms(desk, &exclusion.when), exclusion.because));
        }
    }
    if !desk.criteria().is_empty() {
        page.gap();
        page.say(Ink::Text, "Criteria you may cite with `argue`:");
        for criterion in desk.criteria() {
            page.item(&format!(
                "{}: {} (on {})",
                criterion.id,
                criterion.title,
                desk.space().issue(criterion.issue).name()
            ));
        }
    }
    list(page, "The money, as far as everybody knows it:", money::public_facts(desk).into_iter());
    prior::draw(page, desk);
    confidential(page, desk);
    issues(page, desk);
}

fn introduction(face: Face<'_>) -> String {
    format!("{}, {} of {} ({})", face.persona.person, face.role, face.name, archetype(face.persona.archetype))
}

fn archetype(archetype: ArchetypeFile) -> &'static str {
    match archetype {
        ArchetypeFile::Hyperscaler => "a hyperscale cloud",
        ArchetypeFile::ChipVendor => "a maker of accelerators",
        ArchetypeFile::ModelLab => "a model laboratory",
        ArchetypeFile::Isv => "a software vendor",
        ArchetypeFile::SystemsIntegrator => "a systems integrator",
        ArchetypeFile::OpenSourceFoundation => "an open-source foundation",
        ArchetypeFile::DataProvider => "a data provider",
        ArchetypeFile::University => "a university",
    }
}

fn confidential(page: &mut Page, desk: Desk<'_>) {
    let mine = desk.mine();
    page.title(&format!("Confidential to {}", mine.name));
    page.prose(&mine.brief);
    page.gap();
    page.say(
        Ink::Text,
        &format!("Your BATNA, worth {} points: {}", points(mine.preferences.reservation()), mine.batna),
    );
    if let Some(left) = mine.percent_left_at_deadline() {
        page.say(Ink::Text, &format!("Time costs you: at the deadline a deal is worth {left:.0} % of its points."));
    }
    if let Some(target) = mine.preferences.aspiration() {
        page.gap();
        page.say(Ink::Text, &format!("Your target is {} points. {}", points(target), mine.guidance));
    }
    let lines = mine.preferences.forbidden().iter().zip(&mine.red_lines);
    let lines = lines.map(|(when, because)| format!("{} ({because})", terms(desk, when)));
    list(page, "Your red lines, which you may neither offer nor accept:", lines);
    let limits = mine.mandate.iter();
    let limits = limits.map(|limit| format!("{}, without {} ({})", terms(desk, &limit.when), limit.to, limit.because));
    list(page, "Your mandate does not cover:", limits);
    let together = mine.interactions.iter();
    let together = together.map(|i| format!("{}: {} points ({})", terms(desk, &i.when), signed(i.worth), i.because));
    list(page, "Some terms count together:", together);
    list(page, "Your books (`model PACKAGE` works a package out):", money::own_facts(desk).into_iter());
}

fn list(page: &mut Page, head: &str, items: impl Iterator<Item = String>) {
    for (at, item) in items.enumerate() {
        if at == 0 {
            page.gap();
            page.say(Ink::Text, head);
        }
        page.item(&item);
    }
}

fn terms(desk: Desk<'_>, when: &Combination) -> String {
    combination(desk.space(), when)
}

fn signed(points: f64) -> String {
    let text = points_of(points);
    if points > 0.0 { format!("+{text}") } else { text }
}

/// The issues, what each can be and what it is worth to one's own side.
fn issues(page: &mut Page, desk: Desk<'_>) {
    page.title("What is negotiated");
    let preferences = &desk.mine().preferences;
    let entries = desk.space().issue_ids().map(|id| (id, desk.space().issue(id)));
    match page.form() {
        Form::Sentences => {
            for (id, issue) in entries {
                let (stake, best) = (points(preferences.stake(id)), issue.value_text(preferences.best_value(id)));
                let (name, title, values) = (issue.name(), issue.title(), legal_values(issue));
                page.item(&format!(
                    "{name}, {title}: it {values}. Worth up to {stake} points to you; best for you is {best}."
                ));
            }
        }
        Form::Tables => {
            let row = |(id, issue): (IssueId, &Issue)| {
                let best = issue.value_text(preferences.best_value(id));
                vec![
                    issue.name().into(),
                    points(preferences.stake(id)),
                    best,
                    format!("{}: {}", issue.title(), values(issue)),
                ]
            };
            let head = ["issue", "worth", "best", "values"].map(String::from).to_vec();
            let rows: Vec<_> = std::iter::once(head).chain(entries.map(row)).collect();
            table(page, &rows);
            page.say(Ink::Faint, "worth: points between your worst and your best value. best: your best value.");
        }
    }
    page.say(Ink::Faint, "`brief ISSUE` shows all about one issue.");
}

/// `2.20 to 3.60 by 0.05 $/GPU-h` / `theirs, split, yours`.
fn values(issue: &Issue) -> String {
    let unit = if issue.unit().is_empty() { String::new() } else { format!(" {}", issue.unit()) };
    match issue.values() {
        Values::Range { step, len, .. } if *len > 2 => {
            let (first, last) = (issue.value_text(ValueId(0)), issue.value_text(ValueId(len - 1)));
            format!("{first} to {last} by {}{unit}", step.to_string().trim_start_matches('-'))
        }
        _ => format!("{}{unit}", (0..issue.len()).map(|v| issue.value_text(ValueId(v))).collect::<Vec<_>>().join(", ")),
    }
}

/// Draws all about one issue: its values, what each is worth, and why it matters.
pub(crate) fn draw_issue(page: &mut Page, desk: Desk<'_>, id: IssueId) {
    let issue = desk.space().issue(id);
    let mine = desk.mine();
    page.title(&format!("{}: {}", issue.name(), issue.title()));
    if !desk.about(id).is_empty() {
        page.prose(desk.about(id));
    }
    if let Some(interest) = mine.interests.get(id.index()).filter(|interest| !interest.is_empty()) {
        page.say(Ink::Text, &format!("Why it matters to you: {interest}"));
    }
    page.gap();
    let row = |value: ValueId| {
        let worth = points(mine.preferences.to_utility(mine.preferences.issue_points(id, value)));
        [issue.value_text(value), worth, issue.value_meaning(value).to_owned()]
    };
    let rows = sample(issue, &mine.preferences, id).into_iter().map(row);
    match page.form() {
        Form::Sentences => {
            for [value, worth, meaning] in rows {
                let meaning = if meaning.is_empty() { meaning } else { format!(" ({meaning})") };
                page.item(&format!("{value}{meaning} is worth {worth} points to you."));
            }
        }
        Form::Tables => {
            let head = ["value", "worth", if matches!(issue.values(), Values::Labels(_)) { "meaning" } else { "" }];
            let rows: Vec<_> = std::iter::once(head.map(String::from)).chain(rows).map(Vec::from).collect();
            table(page, &rows);
        }
    }
    page.say(Ink::Faint, &format!("In a package: `{}=VALUE`. It {}.", issue.name(), legal_values(issue)));
}

/// The most values of an issue that are listed one by one.
const LISTED_MAX: u32 = 12;

/// Every value, or evenly spaced ones of a long list: always the first, the last and the best.
fn sample(issue: &Issue, preferences: &Preferences, id: IssueId) -> Vec<ValueId> {
    let last = issue.len() - 1;
    if last < LISTED_MAX {
        return (0..=last).map(ValueId).collect();
    }
    let step = last.div_ceil(LISTED_MAX - 1);
    let mut values: Vec<u32> = (0..=last).step_by(step as usize).chain([last, preferences.best_value(id).0]).collect();
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(ValueId).collect()
}
