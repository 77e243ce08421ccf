//! The joint OKR scorecard: objectives both sides answer for, and the key results that show them.

use super::{blank, charter::cadence};
use crate::{
    Record,
    document::{Block, Hold, Section, fact, plain},
};

pub(super) fn sections(record: &Record) -> Vec<Section> {
    vec![
        Section::new("Objective 1: the service does what was promised", vec![metrics(record)]),
        Section::new("Objective 2: the business is worth it to both", vec![business(record)]),
        Section::new("Objective 3: what is put in arrives and works", vec![investment(record)]),
        Section::new("Reading the scorecard", vec![reading(record)]),
    ]
}

const HEAD: [&str; 6] = ["Key result", "Target", "Baseline", "Measured by", "Owner", "Red when"];

fn row(record: &Record, title: String, target: String, owner: Option<usize>, red: &str) -> [String; 6] {
    let owner = match owner.and_then(|at| record.parties.get(at)) {
        Some(side) => plain(&side.name),
        None => record.parties.iter().map(|side| plain(&side.name)).collect::<Vec<_>>().join(" and "),
    };
    [title, target, blank("baseline at signing"), blank("source of the data"), owner, red.to_owned()]
}

fn of_topic(record: &Record, topic: &str, missing: (&str, &str), owner: Option<usize>, red: &str) -> Vec<[String; 6]> {
    let mut rows: Vec<_> =
        record.of_topic(topic).map(|term| row(record, plain(&term.title), fact(term), owner, red)).collect();
    if rows.is_empty() {
        rows.push(row(record, missing.0.to_owned(), blank(missing.1), owner, red));
    }
    rows
}

fn metrics(record: &Record) -> Block {
    let missing = ("Service and outcome", "what both sides measure, and the target");
    Block::table(Hold::Rows, HEAD, of_topic(record, "success metrics", missing, None, "missed in one month"))
}

fn business(record: &Record) -> Block {
    let missing = ("Commercial volume", "what is bought, and how much");
    let mut rows =
        of_topic(record, "pricing", missing, None, "used or invoiced otherwise than agreed, two months running");
    if let Some(money) = &record.money {
        for flow in money.base.iter().filter(|flow| flow.item == "Usage") {
            let by_year = flow.years.iter().skip(1).map(|amount| plain(amount)).collect::<Vec<_>>().join(", ");
            let title = format!("Usage by year, {}", plain(&money.unit));
            rows.push(row(
                record,
                title,
                format!("**{by_year}** as forecast"),
                None,
                "a tenth below the forecast of the quarter",
            ));
        }
    }
    Block::table(Hold::Rows, HEAD, rows)
}

fn investment(record: &Record) -> Block {
    let missing = ("Investment", "what each side puts in, and by when");
    Block::table(Hold::Rows, HEAD, of_topic(record, "investment", missing, None, "15 days late"))
}

fn reading(record: &Record) -> Block {
    let row = |what: &str, how: String| [what.to_owned(), how];
    Block::table(
        Hold::Rows,
        ["What", "How"],
        vec![
            row("Read in the alliance council", cadence(record)),
            row("Colours", "green on target; amber one period missed; red two, or as the table says".to_owned()),
            row(
                "Red",
                "a recovery plan with owner and date in the same council; twice red goes to the steering committee"
                    .to_owned(),
            ),
            row(
                "Quarter's end",
                "score each key result 0 to 1; 0.7 is a good quarter; the sponsors get the page".to_owned(),
            ),
            row("Changes", "a target changes once a quarter, never in the month it is missed".to_owned()),
        ],
    )
}
