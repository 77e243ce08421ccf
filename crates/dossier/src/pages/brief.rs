//! The executive brief: one page for those who sign.

use super::{blank, charter::meeting, strategy::RISKS};
use crate::{
    Own, Record,
    document::{Block, Hold, Section, fact, facts, plain, source},
};

pub(super) fn sections(record: &Record, own: &Own) -> Vec<Section> {
    vec![
        Section::new("Decision asked", vec![decision(record, own)]),
        Section::new("The deal on one page", vec![deal(record)]),
        Section::new("What it is worth to us", worth(own)),
        Section::new("Where we moved, where they moved", vec![moves(record)]),
        Section::new("What could go wrong", vec![risks(record, own)]),
        Section::new("What happens next", vec![next(record)]),
    ]
}

fn decision(record: &Record, own: &Own) -> Block {
    let partner: Vec<_> = record.others().map(|side| plain(&side.name)).collect();
    let pending: Vec<_> = own.limits.iter().filter(|limit| !limit.reached).collect();
    let mut items = vec![format!("Approve the alliance with {} on the terms below.", partner.join(" and "))];
    for limit in &pending {
        items.push(format!(
            "Approval of {} is still needed for {}: {}.",
            plain(&limit.to),
            terms_of(record, &limit.issues),
            plain(&limit.because)
        ));
    }
    if pending.is_empty() {
        items.push("Every term is within the mandate, or was taken to the level that approves it.".to_owned());
    }
    if let Some(red_line) = &own.red_line {
        items.push(format!("Do not sign before this is settled: the deal crosses a red line. {}.", plain(red_line)));
    }
    items.push(format!("Signature and date: {}", blank("who signs for us, and by when")));
    Block::Items(items)
}

/// The terms of some issues, each with its source.
pub(super) fn terms_of(record: &Record, issues: &[String]) -> String {
    let terms = issues.iter().filter_map(|issue| record.term(issue));
    terms.map(|term| format!("{} {}", plain(&term.title), source(term))).collect::<Vec<_>>().join(" with ")
}

fn deal(record: &Record) -> Block {
    let row = |label: &str, topic: &str, missing: &str| [label.to_owned(), facts(record, topic, missing)];
    let mut rows = vec![
        row("Pricing", "pricing", "what is paid for what"),
        row("Investment", "investment", "who puts in what, and when"),
        row("IP", "IP", "who owns what is made together"),
        row("Success metrics", "success metrics", "what both sides measure"),
        row("Exit", "exit", "how either side may leave"),
        row("Governance", "governance", "who meets how often, and who decides"),
    ];
    if record.of_topic("other").next().is_some() {
        rows.push(row("Other", "other", ""));
    }
    Block::table(Hold::Rows, ["Part", "Agreed"], rows)
}

fn worth(own: &Own) -> Vec<Block> {
    let worth = own.worth;
    let over = worth.deal - worth.batna;
    let mut items = vec![format!(
        "On our scale of 100 points the deal is worth {:.1}: {:.1} {} our alternative ({:.1}).",
        worth.deal,
        over.abs(),
        if over >= 0.0 { "more than" } else { "less than" },
        worth.batna
    )];
    if let Some(target) = worth.target {
        let short = target - worth.deal;
        items.push(if short > 0.0 {
            format!("Our target was {target:.1}; we are {short:.1} short of it.")
        } else {
            format!("Our target of {target:.1} is reached.")
        });
    }
    if let Some((base, downside, unit)) = &own.npv {
        let unit = plain(unit);
        items.push(format!("Net present value: {base} {unit} as forecast, {downside} {unit} in the downside."));
    }
    vec![Block::Items(items)]
}

/// Openings and the agreement, issue by issue.
fn moves(record: &Record) -> Block {
    let ours = record.parties.iter().position(|party| party.id == record.side).unwrap_or(0);
    let opened = |term: &crate::Term, at: usize| {
        term.opened.get(at).filter(|value| !value.is_empty()).map_or("–".to_owned(), |value| plain(value))
    };
    let theirs = |term: &crate::Term| {
        let others = (0..record.parties.len()).filter(|at| *at != ours);
        others.map(|at| opened(term, at)).collect::<Vec<_>>().join(" / ")
    };
    let row = |term: &crate::Term| [plain(&term.title), opened(term, ours), theirs(term), fact(term)];
    let rows = record.terms.iter().map(row).collect();
    Block::table(Hold::Rows, ["Issue", "We opened with", "They opened with", "Agreed"], rows)
}

fn risks(record: &Record, own: &Own) -> Block {
    let mut items: Vec<String> = own
        .effects
        .iter()
        .filter(|effect| effect.worth < 0.0)
        .map(|effect| format!("{} ({:.1} points).", capital(&plain(&effect.because)), effect.worth))
        .collect();
    if let Some(money) = &record.money {
        items.push(format!("From quarter {}: {}", money.feared_from, plain(&money.feared)));
    }
    let named = RISKS.iter().filter(|(topic, ..)| record.of_topic(topic).next().is_some());
    items.extend(named.take(3).map(|(_, risk, signal, _)| format!("{risk}; first signal: {signal}.")));
    items.push("The register, with triggers and owners, is in `strategy.md`.".to_owned());
    Block::Items(items)
}

fn next(record: &Record) -> Block {
    let first = meeting(record).map_or_else(
        || format!("First meeting of the alliance council: {}", blank("date, within 14 days of signing")),
        |term| format!("First meeting of the alliance council within 14 days of signing; then {}.", fact(term)),
    );
    Block::Items(vec![
        first,
        "First reading of the scorecard on day 30; first report to the sponsors on day 90.".to_owned(),
        "What the deal leaves open is marked in each page; `zopa audit` lists it.".to_owned(),
    ])
}

/// With a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
