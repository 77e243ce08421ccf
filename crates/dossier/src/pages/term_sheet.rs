//! The commercial term sheet: pricing, investment, exit, and all else that was agreed.

use super::{blank, owners};
use crate::{
    Cash, Money, Record,
    document::{Block, Hold, Section, fact, plain},
};

pub(super) fn sections(record: &Record) -> Vec<Section> {
    let topic =
        |title: &'static str, topic: &str, missing: &str| Section::new(title, vec![terms(record, topic, missing)]);
    let mut sections = vec![
        Section::new("Parties and standing", vec![standing(record)]),
        topic("Pricing and commitment", "pricing", "what is paid for what, and what is committed"),
        topic("Investment", "investment", "who puts in what, when, and when it comes back"),
        topic("Intellectual property", "IP", "who owns what is made together, and who may use it"),
        topic("Service and success metrics", "success metrics", "what is measured, and what hangs on it"),
        topic("Term and exit", "exit", "how long it runs, and how either side may leave"),
        topic("Governance", "governance", "who meets how often; see the charter"),
    ];
    if record.of_topic("other").next().is_some() {
        sections.push(topic("Other terms", "other", ""));
    }
    sections.push(Section::new("Rights to leave", vec![rights(record)]));
    sections.push(Section::new("Payments by year", payments(record)));
    sections.push(Section::new("Clauses", vec![clauses(record)]));
    sections.push(Section::new("To settle before signature", vec![open()]));
    sections
}

fn standing(record: &Record) -> Block {
    Block::Items(vec![
        format!("For the parties: {}.", owners(record)),
        format!(
            "Accepted by {} in turn {}; nothing in this sheet binds before signature.",
            plain(record.name(&record.accepted_by)),
            record.turn
        ),
        "Each term carries its source: the issue, the value, and the turn in which that value was first offered."
            .to_owned(),
    ])
}

fn terms(record: &Record, topic: &str, missing: &str) -> Block {
    let row = |term: &crate::Term| {
        let about = if term.about.is_empty() { "–".to_owned() } else { plain(&term.about) };
        [plain(&term.title), fact(term), about, plain(record.name(&term.by))]
    };
    let mut rows: Vec<_> = record.of_topic(topic).map(row).collect();
    if rows.is_empty() {
        rows.push([capital(topic), blank(missing), "–".to_owned(), "–".to_owned()]);
    }
    Block::table(Hold::Rows, ["Term", "Agreed", "What it covers", "First offered by"], rows)
}

fn capital(topic: &str) -> String {
    super::brief::capital(topic)
}

fn rights(record: &Record) -> Block {
    let Some(money) = &record.money else {
        return Block::text("What the terms above grant, and for cause; no right is tied to a trigger in numbers.");
    };
    if money.rights.is_empty() {
        return Block::text("For cause alone: the terms agreed grant no right to leave.");
    }
    let rows = money.rights.iter().zip(1..).map(|(right, number): (_, u32)| {
        [number.to_string(), plain(&right.of), plain(&right.what), plain(&right.when), plain(&right.fee)]
    });
    Block::table(Hold::Exact, ["#", "Whose", "What", "Trigger", "Fee"], rows.collect())
}

fn payments(record: &Record) -> Vec<Block> {
    let Some(money) = &record.money else {
        return vec![Block::text(format!("Payment schedule: {}", blank("what is paid when, by quarter")))];
    };
    vec![
        Block::text(format!(
            "{} buys from {}. In {}; year 0 is signing. As forecast:",
            plain(&money.payer),
            plain(&money.payee),
            plain(&money.unit)
        )),
        cash(money, &money.base, "as forecast"),
        Block::text(format!("In the downside (from quarter {}: {}):", money.feared_from, plain(&money.feared))),
        cash(money, &money.downside, "in the downside"),
    ]
}

fn cash(money: &Money, flows: &[Cash], outlook: &str) -> Block {
    let head = ["Item".to_owned(), "Paid by".to_owned()].into_iter();
    let years = (0..=money.years).map(|year| format!("Year {year}"));
    let head = head.chain(years).chain(["Total".to_owned()]).collect();
    let row = |flow: &Cash| {
        let label = [format!("{}, {outlook}", plain(&flow.item)), plain(&flow.by)];
        let mut years = flow.years.clone();
        years.resize(money.years + 1, "0.00".to_owned());
        label.into_iter().chain(years).chain([flow.total.clone()]).collect()
    };
    Block::Table(crate::Table { hold: Hold::Exact, head, rows: flows.iter().map(row).collect() })
}

fn clauses(record: &Record) -> Block {
    if record.clauses.is_empty() {
        return Block::text("The tables above are the terms; counsel puts them into clauses without changing a value.");
    }
    let rows = record.clauses.iter().zip(1..).map(|(clause, number): (_, u32)| [number.to_string(), plain(clause)]);
    Block::table(Hold::Exact, ["#", "Clause"], rows.collect())
}

fn open() -> Block {
    let row = |what: &str, blank_of: &str| [what.to_owned(), blank(blank_of)];
    let rows = vec![
        row("Invoicing and payment terms", "invoice cycle, days to pay, currency"),
        row("Liability", "cap and exclusions"),
        row("Law and venue", "governing law, and where disputes are heard"),
        row("Confidentiality", "what is confidential, and for how long"),
        row("Data", "who may process what, where, and how it is returned"),
    ];
    Block::table(Hold::Rows, ["Matter", "Settled as"], rows)
}
