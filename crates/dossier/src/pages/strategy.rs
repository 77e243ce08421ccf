//! The alliance strategy: why, with whom, what it is worth, what could go wrong, what comes first.

use super::{
    blank,
    brief::{capital, terms_of},
    owner,
};
use crate::{
    Own, Record, Term,
    deal::named,
    document::{Block, Hold, Section, fact, facts, plain, source},
};

pub(super) fn sections(record: &Record, own: &Own) -> Vec<Section> {
    vec![
        Section::new("Why this alliance", why(record, own)),
        Section::new("The partner", partner(record)),
        Section::new("Position and fallback", position(own)),
        Section::new("Mandate and approvals", vec![mandate(record, own)]),
        Section::new("Risk register", vec![register(record, own)]),
        Section::new("First 90 days", vec![days(record)]),
        Section::new("Before the next negotiation", vec![agenda(record, own)]),
    ]
}

fn why(record: &Record, own: &Own) -> Vec<Block> {
    let row = |interest: &crate::Interest| {
        let term = record.term(&interest.issue)?;
        let share = format!("{:.1} of {:.1}", interest.got, interest.most);
        Some([plain(&term.title), plain(&interest.because), fact(term), share])
    };
    let rows = own.interests.iter().filter_map(row).collect();
    let first = record.brief.split("\n\n").next().unwrap_or_default();
    vec![
        Block::text(plain(first)),
        Block::text(format!(
            "The one sentence we want the board to remember: {}",
            blank("the purpose of the alliance")
        )),
        Block::table(Hold::Free, ["What matters to us", "Why", "What we have", "Points"], rows),
    ]
}

fn partner(record: &Record) -> Vec<Block> {
    let mut blocks = Vec::new();
    for side in record.others() {
        let about: Vec<_> = side.known_for.iter().map(|line| plain(line)).collect();
        blocks.push(Block::text(format!("{}, for {}. {}", plain(&side.person), owner(side), about.join(" "))));
    }
    let ours = &record.side;
    let told = record.told.iter().filter(|told| told.by != *ours);
    let items: Vec<_> = told
        .map(|told| {
            let words = if told.words.is_empty() { String::new() } else { format!(": \"{}\"", plain(&told.words)) };
            format!("They told us {} [turn {}]{words}", plain(&told.what), told.turn)
        })
        .collect();
    blocks.push(if items.is_empty() {
        Block::text("They told us nothing of their priorities at the table; ask in the first council.")
    } else {
        Block::Items(items)
    });
    blocks
}

fn position(own: &Own) -> Vec<Block> {
    let worth = own.worth;
    let target = worth.target.map(|target| format!(" The target was {target:.1}.")).unwrap_or_default();
    let mut blocks = vec![
        Block::text(format!(
            "The deal is worth {:.1} points to us, our alternative {:.1}.{target}",
            worth.deal, worth.batna
        )),
        Block::text(format!(
            "The alternative, kept warm until signature and renewed once a year: {}",
            plain(&own.alternative)
        )),
    ];
    let effects = own.effects.iter().map(|e| format!("{} ({:+.1} points).", capital(&plain(&e.because)), e.worth));
    let effects: Vec<_> = effects.collect();
    if !effects.is_empty() {
        blocks.push(Block::text("What terms do together:"));
        blocks.push(Block::Items(effects));
    }
    blocks
}

fn mandate(record: &Record, own: &Own) -> Block {
    let row = |limit: &crate::Limit| {
        let state = if limit.reached { "taken there at the table" } else { "**approval outstanding**" };
        [
            terms_of(record, &limit.issues),
            plain(&limit.to),
            named(limit.level).to_owned(),
            capital(&plain(&limit.because)),
            state.to_owned(),
        ]
    };
    if own.limits.is_empty() {
        return Block::text("Every term is within the mandate of those who negotiated; no approval is outstanding.");
    }
    let rows = own.limits.iter().map(row).collect();
    Block::table(Hold::Free, ["Terms", "Approves", "Level", "Why", "State"], rows)
}

/// The risks of the topics: what goes wrong, its first signal, what to do.
pub(super) const RISKS: [(&str, &str, &str, &str); 6] = [
    (
        "pricing",
        "Volume falls short of what was priced",
        "usage below plan two months running",
        "re-forecast in the council, re-phase before the shortfall is billed",
    ),
    (
        "IP",
        "Ownership is unclear where work is mixed",
        "a contribution without an owner in the log",
        "freeze the release, decide in the steering committee within ten working days",
    ),
    (
        "success metrics",
        "The two sides measure different things",
        "two reports of one month disagree by more than 2 %",
        "one source of data, reconciled before each council",
    ),
    (
        "investment",
        "What was promised arrives late",
        "a milestone missed by more than 15 days",
        "recovery plan in the council; the next instalment waits for it",
    ),
    (
        "exit",
        "One side cannot leave, or leaves without a plan",
        "no rehearsal of the exit runbook within the year",
        "rehearse it once a year; keep the fallback warm",
    ),
    (
        "governance",
        "Matters wait below the level that can decide them",
        "an issue open for two councils",
        "escalate by the clock of the charter, not by temper",
    ),
];

fn register(record: &Record, own: &Own) -> Block {
    let mut rows = Vec::new();
    let us = record.us().map(owner).unwrap_or_default();
    for (topic, risk, signal, response) in RISKS {
        let sources: Vec<_> = record.of_topic(topic).map(source).collect();
        let from = if sources.is_empty() { "nothing agreed".to_owned() } else { sources.join(" ") };
        rows.push([risk.to_owned(), from, signal.to_owned(), response.to_owned(), us.clone()]);
    }
    if let Some(money) = &record.money {
        rows.push([
            "The downside both sides fear".to_owned(),
            "commercial model".to_owned(),
            format!("quarter {}: {}", money.feared_from, plain(&money.feared)),
            "the steering committee re-plans on the downside case; rights to leave are in the term sheet".to_owned(),
            us.clone(),
        ]);
    }
    for effect in own.effects.iter().filter(|effect| effect.worth < 0.0) {
        let because = capital(&plain(&effect.because));
        rows.push([
            because,
            "own papers".to_owned(),
            "it shows in the scorecard".to_owned(),
            "raise it in the first council".to_owned(),
            us.clone(),
        ]);
    }
    Block::table(Hold::Free, ["Risk", "From", "First signal", "Response", "Owner"], rows)
}

fn days(record: &Record) -> Block {
    let us = record.us().map(owner).unwrap_or_default();
    let invested = facts(record, "investment", "what is put in first");
    let row = |day: &str, what: String, done: &str| [day.to_owned(), what, done.to_owned(), us.clone()];
    let rows = vec![
        row(
            "0",
            "Sign; file the record and its hash; name alliance managers on both sides".into(),
            "names in the charter",
        ),
        row(
            "7",
            "Kick-off of the working teams; one plan, one issue log, one channel".into(),
            "log open to both sides",
        ),
        row(
            "14",
            "First alliance council; adopt the charter, fill every blank in it".into(),
            "`zopa audit` finds nothing open",
        ),
        row("30", "First reading of the scorecard; baselines agreed".into(), "baseline for each key result"),
        row("45", format!("First investment delivered: {invested}"), "receipt logged"),
        row("60", "Dry run of an escalation, up and back down".into(), "minutes, time to decision"),
        row("90", "Report to the sponsors: go on, correct or stop".into(), "decision recorded"),
    ];
    Block::table(Hold::Rows, ["Day", "What", "Done when", "Owner"], rows)
}

fn agenda(record: &Record, own: &Own) -> Block {
    let worst = own.interests.iter().filter(|interest| interest.most > interest.got);
    // By what was given up, the most first; of equals, as they matter.
    let mut worst: Vec<_> = worst.collect();
    worst.sort_by(|a, b| (b.most - b.got).total_cmp(&(a.most - a.got)));
    let line = |interest: &&crate::Interest| {
        let term: &Term = record.term(&interest.issue)?;
        let missing = interest.most - interest.got;
        Some(format!("{}: {missing:.1} points below our best; now {}", plain(&term.title), fact(term)))
    };
    let mut items: Vec<_> = worst.iter().take(3).filter_map(line).collect();
    items.push("Renewal is a negotiation: prepare it two quarters before the term ends.".to_owned());
    Block::Items(items)
}
