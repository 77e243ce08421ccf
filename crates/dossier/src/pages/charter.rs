//! The governance charter: councils, cadences, escalation up and back down, decision rights, the exit runbook.

use super::{blank, owner};
use crate::{
    Record, Term,
    document::{Block, Hold, Section, fact, facts, plain},
};

pub(super) fn sections(record: &Record) -> Vec<Section> {
    vec![
        Section::new(
            "What was agreed",
            vec![Block::text(facts(record, "governance", "who meets how often, and who decides"))],
        ),
        Section::new("Councils and cadences", vec![councils(record)]),
        Section::new("Alliance managers", vec![managers(record)]),
        Section::new("Escalation", vec![escalation(), reached(record)]),
        Section::new("Reverse escalation", vec![reverse()]),
        Section::new("Decision rights", rights(record)),
        Section::new("Changes to the deal", vec![changes(record)]),
        Section::new("Exit runbook", vec![Block::text(facts(record, "exit", "how either side may leave")), runbook()]),
    ]
}

/// The term on how often the council meets, if there is one.
pub(super) fn meeting(record: &Record) -> Option<&Term> {
    let speaks = |term: &&Term| {
        let title = term.title.to_lowercase();
        ["council", "cadence", "meet"].iter().any(|word| title.contains(word) || term.issue.contains(word))
    };
    record.of_topic("governance").find(speaks)
}

/// How often the council meets: what was agreed, or a blank.
pub(super) fn cadence(record: &Record) -> String {
    meeting(record).map_or_else(|| blank("how often the council meets; monthly is usual"), fact)
}

fn councils(record: &Record) -> Block {
    let row = |who: &str, members: &str, cadence: String, decides: &str, record: &str| {
        [who.to_owned(), members.to_owned(), cadence, decides.to_owned(), record.to_owned()]
    };
    Block::table(
        Hold::Rows,
        ["Body", "Members", "Cadence", "Decides", "Leaves behind"],
        vec![
            row(
                "Working teams",
                "engineering and operations leads of both sides",
                "weekly".to_owned(),
                "the plan within agreed scope",
                "issue log",
            ),
            row(
                "Alliance council",
                "alliance managers and technical leads of both sides",
                cadence(record),
                "priorities, key results, recovery plans",
                "minutes within two working days",
            ),
            row(
                "Steering committee",
                "the heads of both organisations' business lines",
                blank("how often the steering committee meets; quarterly is usual"),
                "scope, funding, changes of terms within mandates",
                "decisions with owner and date",
            ),
            row(
                "Executive sponsors",
                "one executive of each side",
                blank("how often the sponsors meet; twice a year is usual"),
                "renewal, exit, public commitments",
                "one page to each board",
            ),
        ],
    )
}

fn managers(record: &Record) -> Block {
    let row = |side: &crate::Side| {
        let name = plain(&side.name);
        [name.clone(), blank(&format!("name of {name}'s alliance manager")), owner(side)]
    };
    Block::table(Hold::Rows, ["Side", "Alliance manager", "Until named"], record.parties.iter().map(row).collect())
}

fn escalation() -> Block {
    let row = |step: &str, raised: &str, clock: &str, silence: &str| [step, raised, clock, silence].map(str::to_owned);
    Block::table(
        Hold::Rows,
        ["To", "Raised when", "Answer within", "Without an answer"],
        vec![
            row(
                "Alliance council",
                "the teams disagree, or a date slips by 5 working days",
                "5 working days",
                "goes to the steering committee",
            ),
            row(
                "Steering committee",
                "the council is split, money or scope changes, a key result is missed twice",
                "10 working days",
                "goes to the sponsors",
            ),
            row(
                "Executive sponsors",
                "the steering committee is split, an exit right arises, a public commitment is at risk",
                "10 working days",
                "either side may start the exit runbook or mediation",
            ),
        ],
    )
}

fn reached(record: &Record) -> Block {
    if record.reached.is_empty() {
        return Block::text("Nothing was escalated while the deal was negotiated.");
    }
    let item = |reached: &crate::Reached| {
        format!("{} took the negotiation to the {}.", plain(record.name(&reached.party)), plain(&reached.level))
    };
    Block::Items(record.reached.iter().map(item).collect())
}

fn reverse() -> Block {
    let row = |from: &str, rule: &str, clock: &str| [from, rule, clock].map(str::to_owned);
    Block::table(
        Hold::Rows,
        ["From", "Rule", "Within"],
        vec![
            row(
                "Executive sponsors",
                "who hears of a matter first hands it down to the council with the question to answer, and does not decide it alone",
                "2 working days",
            ),
            row(
                "Steering committee",
                "a matter within the council's rights goes back with its reason",
                "2 working days",
            ),
            row(
                "Alliance council",
                "what the teams can settle returns to them with a date; whoever raised it is told",
                "1 working day",
            ),
        ],
    )
}

/// Who answers (A), does (R), is consulted (C), is told (I).
fn rights(record: &Record) -> Vec<Block> {
    let row = |what: &str, raci: [&str; 5]| {
        let [teams, managers, council, steering, sponsors] = raci.map(str::to_owned);
        [what.to_owned(), teams, managers, council, steering, sponsors]
    };
    let mut rows = vec![
        row("Plan and priorities of the teams", ["R", "A", "C", "I", "–"]),
        row("Key results and their targets", ["C", "R", "A", "I", "I"]),
        row("Prices and commitments", ["–", "R", "C", "A", "I"]),
        row("Investment and its release", ["C", "R", "C", "A", "I"]),
        row("Ownership and licences", ["C", "R", "C", "A", "I"]),
        row("Public statements", ["–", "R", "C", "C", "A"]),
        row("Renewal and exit", ["–", "R", "C", "C", "A"]),
    ];
    if record.of_topic("other").next().is_some() {
        rows.push(row("Other terms of the deal", ["–", "R", "C", "A", "I"]));
    }
    vec![
        Block::text(format!(
            "Usual rights, R does, A answers for it, C is asked before, I is told after. {}",
            blank("that both sides confirm these rights")
        )),
        Block::table(Hold::Rows, ["Decision", "Teams", "Alliance managers", "Council", "Steering", "Sponsors"], rows),
    ]
}

fn changes(record: &Record) -> Block {
    Block::Items(vec![
        format!(
            "The terms are those of turn {}; a change is a signed page that names the term it replaces.",
            record.turn
        ),
        "A change of one term is weighed with those it was traded for; the council sees the whole package.".to_owned(),
        format!("Notice of a change: {}", blank("how many days before it is decided")),
    ])
}

fn runbook() -> Block {
    let row = |step: &str, what: &str, by: &str, clock: &str| [step, what, by, clock].map(str::to_owned);
    Block::table(
        Hold::Rows,
        ["Step", "What", "Who", "By"],
        vec![
            row(
                "1. Trigger",
                "written notice that names the right used and the facts",
                "the sponsor of the side that leaves",
                "day 0",
            ),
            row(
                "2. Freeze",
                "no new scope; list contracts, data, credentials, open payments",
                "alliance managers",
                "day 5",
            ),
            row(
                "3. Continuity",
                "customers keep their service; capacity and support run on",
                "working teams",
                "until step 6",
            ),
            row(
                "4. Settle",
                "final usage, credits, clawbacks, fees by the term sheet",
                "finance of both sides",
                "day 30",
            ),
            row(
                "5. Return",
                "data returned and deleted, licences as agreed, escrow opened where agreed",
                "technical and legal leads",
                "day 60",
            ),
            row(
                "6. Hand over",
                "migration finished, access removed, lessons written down",
                "alliance managers",
                "end of notice",
            ),
            row("7. Tell", "one joint statement; customers first, press last", "sponsors", "with step 1, then weekly"),
        ],
    )
}
