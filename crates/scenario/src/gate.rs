//! The gate: the only way from what a file says to what it means.
//!
//! Every check notes what it finds and lets the next one run; a scenario comes out only when no error was noted. The gate
//! never changes, repairs or completes what a file says, and it knows nothing of how files are spelled.

mod combinations;
mod commercial;
mod heading;
mod issues;
mod judgement;
mod parties;
mod personas;
mod preferences;

use std::sync::Arc;

use zopa_commercial::{Books, Model};
use zopa_core::{Exclusion, Issue, IssueId, OutcomeSpace, PartyId, Preferences, PreferencesSpec, Strength};
use zopa_partner::Dialect;

use crate::{
    Audit, Criterion, Interaction, MandateLimit, Party, Persona, Scenario, codes,
    file::{AuditFile, CriterionFile, PartyFile, ScenarioFile, StrengthFile},
    report::{At, Report},
};

use self::issues::Book;
pub(crate) use self::{heading::KIND, personas::sheet as persona};

/// The most entries of any list but values and conditions: far above what a person writes, low enough to stay quick.
const LIST_LIMIT: usize = 1_000;

/// The scenario a file means, unless there is an error; what there is to say goes to the report.
pub(crate) fn pass(file: ScenarioFile, report: &mut Report<'_>) -> Option<Scenario> {
    heading::check(&file, report);
    let book = Book::of(&file.issues, report);
    let exclusions = exclusions(&file, &book, report);
    let criteria = criteria(&file.criteria, &book, report);
    let sides: Option<Vec<_>> = file
        .parties
        .iter()
        .enumerate()
        .take(heading::PARTIES.1)
        .map(|(at, p)| parties::side(p, at, &book, report))
        .collect();
    let model = commercial::model(&file, &book, report);
    let books: Vec<_> = (0..file.parties.len().min(heading::PARTIES.1))
        .map(|at| commercial::books(&file, at, (model.as_ref(), &book), report))
        .collect();
    let issues = book.into_issues();
    if report.has_error() {
        return None;
    }
    let space = match OutcomeSpace::new(issues?, exclusions?) {
        Ok(space) => Arc::new(space),
        Err(error) => {
            report.push(codes::TOO_MANY_VALUES.at("issues", error.to_string()));
            return None;
        }
    };
    let sides = sides?.into_iter().zip(books).map(|(side, books)| Side { books, ..side });
    let parties = file.parties.iter().zip(sides).enumerate();
    let parties: Vec<_> =
        parties.map(|(at, (file, side))| party(file, at, side, (&space, model.as_ref()), report)).collect();
    let parties = parties.into_iter().collect::<Option<Vec<_>>>()?;
    let scenario = Scenario { space, criteria: criteria?, commercial: model, parties, file };
    judgement::check(&scenario, report);
    Some(scenario)
}

/// What the gate made of a party before the outcome space is known to hold.
struct Side {
    spec: PreferencesSpec,
    interests: Vec<String>,
    interactions: Vec<Interaction>,
    red_lines: Vec<String>,
    mandate: Vec<MandateLimit>,
    books: Option<Books>,
    character: Arc<zopa_partner::Persona>,
    dialect: Dialect,
}

fn party(
    file: &PartyFile,
    at: usize,
    side: Side,
    (space, model): (&Arc<OutcomeSpace>, Option<&Model>),
    report: &mut Report<'_>,
) -> Option<Party> {
    let joints = match (model, &side.books, &file.books) {
        (Some(model), Some(books), Some(own)) => {
            vec![commercial::joint(model, (PartyId(at as u8), books), own, space, report)?]
        }
        _ => vec![],
    };
    let preferences = match Preferences::with_joints(space.clone(), &side.spec, &joints) {
        Ok(preferences) => Arc::new(preferences),
        Err(error) => {
            let at = At::root("parties").index(at).field("values");
            let said = codes::TOO_PRECISE.at(&at, format!("{error}"));
            report.push(said.with_help("use fewer digits after the point in weights, shares and worths"));
            return None;
        }
    };
    Some(Party {
        id: file.id.clone(),
        name: file.name.clone(),
        role: file.role.clone(),
        persona: Persona {
            person: file.persona.person.clone(),
            archetype: file.persona.archetype,
            style: file.persona.style,
        },
        brief: file.brief.clone(),
        batna: file.batna.plan.clone(),
        guidance: file.aspiration.guidance.clone(),
        preferences,
        interests: side.interests,
        interactions: side.interactions,
        red_lines: side.red_lines,
        mandate: side.mandate,
        books: side.books,
        character: side.character,
        dialect: side.dialect,
        audit: file.audit.as_ref().map(audit),
    })
}

fn audit(file: &AuditFile) -> Audit {
    let batna = match file.batna {
        StrengthFile::Modest => Strength::Modest,
        StrengthFile::Strong => Strength::Strong,
    };
    Audit { level: file.level.level(), batna }
}

fn exclusions(file: &ScenarioFile, book: &Book<'_>, report: &mut Report<'_>) -> Option<Vec<Exclusion>> {
    let at = At::root("exclusions");
    heading::list_length(file.exclusions.len(), LIST_LIMIT, &at, report);
    let each = file.exclusions.iter().take(LIST_LIMIT).enumerate().map(|(index, limit)| {
        let at = at.index(index);
        heading::text(&limit.because, &at.field("because"), report);
        let when = combinations::resolve(&limit.when, &at.field("when"), book, report)?;
        Some(Exclusion { when, because: limit.because.clone() })
    });
    let all: Vec<_> = each.collect();
    all.into_iter().collect()
}

fn criteria(files: &[CriterionFile], book: &Book<'_>, report: &mut Report<'_>) -> Option<Vec<Criterion>> {
    let at = At::root("criteria");
    heading::list_length(files.len(), LIST_LIMIT, &at, report);
    let files = &files[..files.len().min(LIST_LIMIT)];
    heading::ids(files.iter().map(|c| c.id.as_str()), &at, "criterion", report);
    let each = files.iter().enumerate().map(|(index, file)| {
        let at = at.index(index);
        for (field, text) in [("title", &file.title), ("cite", &file.cite)] {
            heading::text(text, &at.field(field), report);
        }
        for (field, number) in [("strength", file.strength), ("rebuttability", file.rebuttability)] {
            if !heading::is_share(number.0) {
                let message = format!("the {field} of a criterion is between 0 and 1, not {number}");
                report.push(codes::CRITERION_RANGE.at(&at.field(field), message));
            }
        }
        let (issue, named) = book.named(&file.issue, &at.field("issue"), report)?;
        let favours = match (&file.favours, named) {
            (Some(text), Some(named)) => Some(issues::value(named, &text.0, &at.field("favours"), report)?),
            _ => None,
        };
        Some(Criterion {
            id: file.id.clone(),
            title: file.title.clone(),
            issue,
            favours,
            strength: file.strength.0.to_f64(),
            rebuttability: file.rebuttability.0.to_f64(),
            cite: file.cite.clone(),
        })
    });
    let all: Vec<_> = each.collect();
    all.into_iter().collect()
}

/// An issue that may be spoken of: its index, and the issue itself where the file spells it well enough.
type Named<'b> = (IssueId, Option<&'b Issue>);
