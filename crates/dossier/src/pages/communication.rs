//! The communication plan: who hears what, from whom, when; also when the news is bad.

use super::{blank, charter::cadence, owners};
use crate::{
    Record,
    document::{Block, Hold, Section, facts, plain},
};

pub(super) fn sections(record: &Record) -> Vec<Section> {
    vec![
        Section::new("What we say together", vec![messages(record)]),
        Section::new("Audiences", vec![audiences(record)]),
        Section::new("Calendar", vec![calendar()]),
        Section::new("Announcement", vec![announcement()]),
        Section::new("When the news is bad", vec![bad_news()]),
        Section::new("What is not said", vec![unsaid(record)]),
    ]
}

fn messages(record: &Record) -> Block {
    Block::Items(vec![
        format!("In one sentence: {}", blank("what customers get from the alliance")),
        format!("How we measure it: {}", facts(record, "success metrics", "the results both sides answer for")),
        format!("Who owns what: {}", facts(record, "IP", "who owns what is made together")),
    ])
}

fn audiences(record: &Record) -> Block {
    let names = record.parties.iter().map(|side| plain(&side.name)).collect::<Vec<_>>().join(" and ");
    let row = |who: &str, what: &str, how: &str, when: String, owner: String| {
        [who.to_owned(), what.to_owned(), how.to_owned(), when, owner]
    };
    Block::table(
        Hold::Rows,
        ["Audience", "What they need", "Channel", "When", "Owner"],
        vec![
            row(
                "Executive sponsors",
                "one page: results, risks, decisions wanted",
                "written, then 30 minutes",
                "monthly, and within a day of a red result".into(),
                owners(record),
            ),
            row(
                "Boards",
                "worth, risks, renewal",
                "executive brief, each side its own",
                "twice a year".into(),
                "sponsors".into(),
            ),
            row(
                "Alliance council",
                "scorecard, issue log, decisions due",
                "meeting with minutes",
                cadence(record),
                "alliance managers".into(),
            ),
            row(
                "Working teams",
                "priorities, who decides, what changed",
                "shared channel and log",
                "weekly".into(),
                "technical leads".into(),
            ),
            row(
                "Sales and customer teams",
                "what may be promised, and what not",
                "joint fact sheet",
                "before the announcement, then quarterly".into(),
                "alliance managers".into(),
            ),
            row(
                "Customers",
                "what changes for them, whom to call",
                "account teams first, then web",
                blank("dates for customers"),
                names.clone(),
            ),
            row(
                "Press and analysts",
                "one story, one spokesperson a side",
                "joint release",
                blank("date and embargo"),
                blank("spokespersons"),
            ),
        ],
    )
}

fn calendar() -> Block {
    let row = |day: &str, what: &str, owner: &str| [day, what, owner].map(str::to_owned);
    Block::table(
        Hold::Rows,
        ["Day", "What", "Owner"],
        vec![
            row("0", "both leaders write to their own people; same facts, own words", "sponsors"),
            row("1", "joint fact sheet to sales and support", "alliance managers"),
            row("14", "notes of the first council to both teams", "alliance managers"),
            row("30", "first scorecard to sponsors", "alliance managers"),
            row("90", "joint review: what works, what changes", "sponsors"),
        ],
    )
}

fn announcement() -> Block {
    let row = |what: &str, how: String| [what.to_owned(), how];
    Block::table(
        Hold::Rows,
        ["What", "How"],
        vec![
            row("Occasion and date", blank("when and where it is announced")),
            row("Approval", "both sponsors in writing; two working days each".into()),
            row("Names and marks", blank("who may use whose name and logo")),
            row("Figures", "no price, commitment or fee is published".into()),
        ],
    )
}

fn bad_news() -> Block {
    let row = |what: &str, first: &str, clock: &str, owner: &str| [what, first, clock, owner].map(str::to_owned);
    Block::table(
        Hold::Rows,
        ["Event", "First to know", "Within", "Owner"],
        vec![
            row(
                "Outage or missed service level",
                "the other side's duty manager, then affected customers",
                "1 hour",
                "operations lead of the side at fault",
            ),
            row(
                "Data or security incident",
                "both security leads, then sponsors; customers as the law asks",
                "4 hours",
                "security leads",
            ),
            row("Key result red twice", "steering committee", "2 working days", "alliance managers"),
            row(
                "Change of owner or strategy",
                "the other sponsor, by voice, before the press",
                "before it is public",
                "sponsors",
            ),
            row(
                "Notice of exit",
                "the other sponsor, then teams, then customers by a joint text",
                "same day",
                "sponsors",
            ),
        ],
    )
}

fn unsaid(record: &Record) -> Block {
    let topics = ["pricing", "investment", "exit", "other"];
    let terms = topics.iter().flat_map(|topic| record.of_topic(topic)).map(|term| plain(&term.title));
    Block::Items(vec![
        format!("Confidential between the parties: {}.", terms.collect::<Vec<_>>().join("; ")),
        "How the deal was negotiated, and what either side would have done without it.".to_owned(),
        format!("Lifted only by: {}", blank("who may lift confidentiality")),
    ])
}
