//! The page while the debrief is sealed: the person's own side, and what happened at the table.

use serde::Serialize;
use zopa_core::{Outcome, TableAct};
use zopa_markup::page::Figure;

use super::{
    board::{Turn, own_turns},
    figures::{Levels, Made, concessions},
};
use crate::{
    Study,
    debrief::{Block, sealed},
};

/// What the template of the sealed page is given.
#[derive(Serialize)]
pub(super) struct Sealed {
    title: String,
    scenario: String,
    role: String,
    against: String,
    how: String,
    says: Vec<String>,
    facts: Vec<String>,
    figures: Vec<Figure>,
    turns: Vec<Turn>,
    start: u32,
}

impl Sealed {
    pub(super) fn of(study: &Study<'_>, how: &str) -> Self {
        let subject = study.subject();
        let scenario = subject.scenario();
        let (mut says, mut facts) = (vec![], vec![]);
        for block in sealed(study).blocks() {
            match block {
                Block::Text(text) => says.push(text.clone()),
                Block::Item(text) => facts.push(text.clone()),
                Block::Title(_) | Block::Table(_) => {}
            }
        }
        let name = &scenario.party(subject.partner()).name;
        Self {
            title: format!("Your side: {}", scenario.title()),
            scenario: scenario.title().to_owned(),
            role: scenario.party(subject.me()).name.clone(),
            against: name.clone(),
            how: how.to_owned(),
            says,
            facts,
            figures: vec![concessions(
                "yours",
                "What every offer was worth to you",
                name,
                &made(study),
                &levels(study),
            )],
            turns: own_turns(study),
            start: study.session().turn_index(),
        }
    }
}

/// Every offer by its worth to the person: of its own offers the first package, since which one the counterpart likes best is
/// not for this page; of the counterpart's the one the person likes best.
fn made(study: &Study<'_>) -> Vec<Made> {
    let me = study.subject().me();
    let worth = |outcome: &Outcome| 100.0 * study.mine().utility(*outcome).get();
    let turns = study.session().turns().zip(1..);
    let offers = turns.filter_map(|((by, turn), number)| {
        let TableAct::Offer(packages) = &turn.act else { return None };
        let worths = packages.as_slice().iter().map(worth);
        let worth = if by == me { worths.take(1).next_back()? } else { worths.reduce(f64::max)? };
        Some((number, by == me, worth))
    });
    offers.collect()
}

fn levels(study: &Study<'_>) -> Levels<'static> {
    let points = |utility: zopa_core::Utility| 100.0 * utility.get();
    Levels {
        batna: points(study.mine().reservation()),
        target: study.aspiration().map(|aim| 100.0 * aim),
        agreed: study.agreement().map(|outcome| points(study.mine().utility(outcome))),
        held: &[],
        last: study.session().turn_index(),
    }
}
