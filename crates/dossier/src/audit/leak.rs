//! What stands on a page for readers who should not have it.

use std::collections::BTreeSet;

use zopa_scenario::{Party, Scenario};

use super::{Fault, Finding, Report, page::Page};
use crate::{
    Record,
    document::{Audience, Kind},
};

/// Words of one's own preparation that have no place on a page for both sides.
const PRIVATE_WORDS: [&str; 6] =
    ["batna", "reservation value", "walk away value", "our alternative", "our target", "our mandate"];

/// How many words in a row are no coincidence.
const RUN: usize = 6;

fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// That a page for both sides does not speak of one side's preparation.
pub(super) fn words(kind: Kind, page: &Page<'_>, report: &mut Report) {
    for (line, text) in page.body() {
        let found = words_of(text);
        let says = |phrase: &&&str| {
            let phrase = words_of(phrase);
            found.windows(phrase.len()).any(|run| *run == *phrase)
        };
        if let Some(phrase) = PRIVATE_WORDS.iter().find(says) {
            let message = format!("`{phrase}` stands on a page for both sides");
            report.note(
                (kind, Some(line)),
                Fault::Confidential,
                message,
                "keep it to strategy.md or executive-brief.md",
            );
        }
    }
}

/// Whole phrases of somebody's papers on pages whose readers should not have them: of any side on a page for both, of
/// another side on one's own. What is public, or was told at the table, is nobody's paper.
#[must_use]
pub fn confidential(record: &Record, scenario: &Scenario, pages: &[(Kind, String)]) -> Vec<Finding> {
    let public = runs(public(record).into_iter());
    let mut report = Report::default();
    for party in scenario.parties() {
        let mut private = runs(papers(party));
        private.retain(|run| !public.contains(run));
        for (kind, text) in pages {
            if kind.audience() == Audience::Own && party.id == record.side {
                continue;
            }
            for (line, text) in Page::read(text).body() {
                let found = words_of(text);
                let Some(run) = found.windows(RUN).find(|run| private.contains(*run)) else { continue };
                let message = format!("`{}` is from the papers of {}", run.join(" "), party.name);
                report.note(
                    (*kind, Some(line)),
                    Fault::Confidential,
                    message,
                    "take it out before anybody reads the page",
                );
            }
        }
    }
    report.0.sort();
    report.0
}

/// What everybody at the table knows, in words.
fn public(record: &Record) -> Vec<&str> {
    let mut texts = vec![record.title.as_str(), &record.brief];
    texts.extend(record.parties.iter().flat_map(|party| &party.known_for).map(String::as_str));
    texts.extend(record.terms.iter().flat_map(|term| [term.title.as_str(), &term.about, &term.meaning]));
    texts.extend(record.clauses.iter().map(String::as_str));
    texts.extend(record.told.iter().flat_map(|told| [told.what.as_str(), &told.words]));
    texts.extend(record.money.iter().map(|money| money.feared.as_str()));
    texts
}

fn runs<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<Vec<String>> {
    let mut runs = BTreeSet::new();
    for text in texts {
        runs.extend(words_of(text).windows(RUN).map(<[String]>::to_vec));
    }
    runs
}

/// What a party alone knows, in words.
fn papers(party: &Party) -> impl Iterator<Item = &str> {
    [&party.brief, &party.batna, &party.guidance]
        .into_iter()
        .chain(&party.interests)
        .chain(&party.red_lines)
        .chain(party.interactions.iter().map(|interaction| &interaction.because))
        .chain(party.mandate.iter().map(|limit| &limit.because))
        .map(String::as_str)
}
