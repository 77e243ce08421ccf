//! A party's papers: texts, BATNA, aspiration, interactions and limits.

use zopa_core::{Combination, Decimal, PreferencesSpec, Ratio};

use super::{LIST_LIMIT, Side, combinations, heading, issues::Book, personas, preferences};
use crate::{
    Interaction, MandateLimit, codes,
    file::{ConditionFile, PartyFile},
    report::{At, Report},
};

/// What 100 points are in utility, upside down: worth in points times this is worth in utility.
fn utility(points: Decimal) -> Ratio {
    Ratio::new(1, 100).and_then(|percent| points.to_ratio().times(percent)).unwrap_or(Ratio::ZERO)
}

/// Checks one party, the one with index `index`.
pub(super) fn side(file: &PartyFile, index: usize, book: &Book<'_>, report: &mut Report<'_>) -> Option<Side> {
    let at = At::root("parties").index(index);
    for (field, text) in [("name", &file.name), ("role", &file.role), ("brief", &file.brief)] {
        heading::text(text, &at.field(field), report);
    }
    let persona = personas::check(&file.persona, &at.field("persona"), report);
    levels(file, &at, report);
    let values = preferences::values(file, &at, book, report);
    let interactions = interactions(file, &at.field("interactions"), book, report);
    let red_lines = limits(
        file.red_lines.iter().map(|limit| (limit.when.as_slice(), limit.because.as_str())),
        &at.field("red_lines"),
        book,
        report,
    );
    let mandate = limits(
        file.mandate.iter().map(|limit| (limit.when.as_slice(), limit.because.as_str())),
        &at.field("mandate"),
        book,
        report,
    );
    for (index, limit) in file.mandate.iter().take(LIST_LIMIT).enumerate() {
        heading::text(&limit.to, &at.field("mandate").index(index).field("to"), report);
    }
    let (values, interactions, (character, dialect)) = (values?, interactions?, persona?);
    let delta = |i: &(Interaction, Ratio)| zopa_core::Interaction { when: i.0.when.clone(), delta: i.1 };
    Some(Side {
        spec: PreferencesSpec {
            issues: values.weighted,
            interactions: interactions.iter().map(delta).collect(),
            forbidden: red_lines?,
            reservation: utility(file.batna.worth.0),
            aspiration: Some(utility(file.aspiration.worth.0)),
            discount: Some(file.discount.0).filter(|discount| *discount < Decimal::ONE),
        },
        interests: values.interests,
        interactions: interactions.into_iter().map(|i| i.0).collect(),
        red_lines: file.red_lines.iter().map(|limit| limit.because.clone()).collect(),
        mandate: mandate?
            .into_iter()
            .zip(&file.mandate)
            .map(|(when, limit)| MandateLimit {
                when,
                to: limit.to.clone(),
                because: limit.because.clone(),
                level: limit.level.level(),
            })
            .collect(),
        books: None,
        character,
        dialect,
    })
}

fn levels(file: &PartyFile, at: &At, report: &mut Report<'_>) {
    let (batna, aspiration) = (at.field("batna"), at.field("aspiration"));
    heading::text(&file.batna.plan, &batna.field("plan"), report);
    heading::text(&file.aspiration.guidance, &aspiration.field("guidance"), report);
    let (reserve, aim) = (file.batna.worth, file.aspiration.worth);
    if reserve.0 < Decimal::ZERO || reserve.0 > Decimal::from(100) {
        let message = format!("a BATNA is worth 0 to 100 points, not {reserve}");
        report.push(codes::BATNA_RANGE.at(&batna.field("worth"), message));
    }
    if file.discount.0 <= Decimal::ZERO || file.discount.0 > Decimal::ONE {
        let message = format!("a discount is above 0 and at most 1, not {}", file.discount);
        let said = codes::DISCOUNT_RANGE.at(&at.field("discount"), message);
        report.push(said.with_help("write the share of a utility that is left when it is agreed at the very end"));
    }
    if aim <= reserve && report.intact(&batna) {
        let message = format!("an aspiration of {aim} is not above the BATNA, which is worth {reserve}");
        let said = codes::LOW_ASPIRATION.at(&aspiration.field("worth"), message);
        report.push(said.with_help("aim for more than what there is without an agreement"));
    }
}

fn interactions(
    file: &PartyFile,
    at: &At,
    book: &Book<'_>,
    report: &mut Report<'_>,
) -> Option<Vec<(Interaction, Ratio)>> {
    let of = file.interactions.iter().map(|i| (i.when.as_slice(), i.because.as_str()));
    let combinations = limits(of, at, book, report);
    for (index, interaction) in file.interactions.iter().take(LIST_LIMIT).enumerate() {
        if interaction.worth.0 == Decimal::ZERO {
            let said = codes::ZERO_INTERACTION
                .at(&at.index(index).field("worth"), "an interaction of 0 points changes nothing");
            report.push(said.with_help("say what it adds (or, below zero, takes), or leave it out"));
        }
        let worth = interaction.worth;
        if worth.0 > Decimal::from(100) || worth.0 < Decimal::from(-100) {
            let message = format!("an interaction of {worth} points outweighs all the issues, which have 100 together");
            let said = codes::LARGE_INTERACTION.at(&at.index(index).field("worth"), message);
            report
                .push(said.with_help("say in points out of 100 what it adds; what may never be agreed is a red line"));
        }
    }
    let each = combinations?.into_iter().zip(&file.interactions);
    Some(
        each.map(|(when, file)| {
            let worth = file.worth.0;
            (Interaction { when, worth: worth.to_f64(), because: file.because.clone() }, utility(worth))
        })
        .collect(),
    )
}

/// Combinations with their reasons, each at an index of `at`.
fn limits<'f>(
    files: impl ExactSizeIterator<Item = (&'f [ConditionFile], &'f str)>,
    at: &At,
    book: &Book<'_>,
    report: &mut Report<'_>,
) -> Option<Vec<Combination>> {
    heading::list_length(files.len(), LIST_LIMIT, at, report);
    let each: Vec<_> = files
        .take(LIST_LIMIT)
        .enumerate()
        .map(|(index, (when, because))| {
            let at = at.index(index);
            heading::text(because, &at.field("because"), report);
            combinations::resolve(when, &at.field("when"), book, report)
        })
        .collect();
    each.into_iter().collect()
}
