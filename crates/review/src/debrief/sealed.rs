//! What a person may see while the debrief is sealed: its own side, and what happened at the table.

use zopa_core::Talk;

use super::document::{Document, ended, worth};
use crate::{Study, metrics::questions, wording::number};

/// The sealed page: nothing of it depends on the counterpart's papers.
#[must_use]
pub fn sealed(study: &Study<'_>) -> Document {
    let mut page = Document::default();
    page.title(&format!("Your side: {}", study.subject().scenario().title()));
    page.text(&ended(study));
    let mine = study.mine();
    let got = study.agreement().map_or(mine.reservation(), |outcome| mine.utility(outcome));
    let target = study.aspiration().map(|aim| format!(", target {}", number(100.0 * aim))).unwrap_or_default();
    page.item(&format!("You have {} points (BATNA {}{target}).", worth(got), worth(mine.reservation())));
    if let Some(because) = study.agreement().and_then(|o| mine.crossed(o)) {
        let lines = &study.subject().scenario().party(study.subject().me()).red_lines;
        page.item(&format!("Agreed across a red line of yours: {}.", lines.get(because).map_or("", String::as_str)));
    }
    let told = study.said().filter(|(_, talk)| matches!(talk, Talk::Tell(_))).count();
    page.item(&format!(
        "Offers you made: {}. Questions you asked: {}. Things you told: {told}.",
        study.own_offers().count(),
        questions(study).count()
    ));
    // The first package of each offer: which one the counterpart likes best is not for this page.
    let offers = study.own_offers().filter_map(|offer| offer.packages.first());
    let worths: Vec<String> = offers.map(|outcome| worth(mine.utility(*outcome))).collect();
    if !worths.is_empty() {
        page.item(&format!("What your offers were worth to you, in order: {}.", worths.join(", ")));
    }
    page
}
