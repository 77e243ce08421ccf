//! The pages: what each says of a deal.
//!
//! Pages for both sides are functions of the record, and cannot say what is not in it. The two pages of one side get its own
//! papers as well.

mod brief;
mod charter;
mod communication;
mod scorecard;
mod strategy;
mod term_sheet;

use crate::{
    Own, Record,
    document::{Blank, Document, Kind, Section, plain},
};

/// Every page of a deal, in the order one reads them.
#[must_use]
pub fn documents(record: &Record, own: &Own) -> Vec<Document> {
    let page = |kind: Kind| Document {
        kind,
        subtitle: subtitle(record),
        chain: record.chain.clone(),
        sections: sections(kind, record, own),
    };
    Kind::ALL.into_iter().map(page).collect()
}

fn sections(kind: Kind, record: &Record, own: &Own) -> Vec<Section> {
    match kind {
        Kind::Brief => brief::sections(record, own),
        Kind::Strategy => strategy::sections(record, own),
        Kind::TermSheet => term_sheet::sections(record),
        Kind::Charter => charter::sections(record),
        Kind::Scorecard => scorecard::sections(record),
        Kind::Communication => communication::sections(record),
    }
}

fn subtitle(record: &Record) -> String {
    let names: Vec<_> = record.parties.iter().map(|party| plain(&party.name)).collect();
    format!(
        "{}. {}. Market figures as of {}. Agreed in turn {}.",
        plain(&record.title),
        names.join(" and "),
        plain(&record.asof),
        record.turn
    )
}

/// Who answers for a side until it names somebody: the role at the table.
fn owner(side: &crate::Side) -> String {
    format!("{}, {}", plain(&side.role), plain(&side.name))
}

/// Everybody's owner, one after the other.
fn owners(record: &Record) -> String {
    record.parties.iter().map(owner).collect::<Vec<_>>().join("; ")
}

/// What a section says of a topic that has no term, to begin with.
fn blank(what: &str) -> String {
    Blank(what).to_string()
}
