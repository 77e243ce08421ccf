//! A deal: an agreed session taken apart into what both sides know and what one side knows alone.

use std::fmt;

use zopa_commercial::{Amount, Flow, Model, Outlook, ProForma};
use zopa_core::{Disclosure, IssueId, Level, Outcome, PartyId, TableAct, Talk};
use zopa_engine::Replay;
use zopa_scenario::Scenario;

use crate::{
    Cash, Money, Own, Reached, Record, Side, Term, Told,
    record::{Right, SCHEMA},
};

/// Why there is no dossier to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoDeal {
    /// The session has not ended: nothing is agreed yet.
    NotEnded,
    /// It ended without an agreement.
    NoAgreement,
}

impl fmt::Display for NoDeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotEnded => "the session has not ended: nothing is agreed yet",
            Self::NoAgreement => "the session ended without an agreement",
        })
    }
}

impl std::error::Error for NoDeal {}

/// A deal as one side writes it down.
#[derive(Clone, PartialEq, Debug)]
pub struct Deal {
    /// What both sides know of it.
    pub record: Record,
    /// What that side knows alone.
    pub own: Own,
}

impl Deal {
    /// The deal of a recorded session, as `side` writes it down; as the person does, or the first party where there is none.
    ///
    /// # Errors
    /// When nothing was agreed.
    pub fn of(replay: &Replay, side: Option<PartyId>) -> Result<Self, NoDeal> {
        let outcome = replay.session().ending().ok_or(NoDeal::NotEnded)?.agreement().ok_or(NoDeal::NoAgreement)?;
        let me = side.or_else(|| replay.person()).unwrap_or(PartyId(0));
        let own = Own::of(replay.scenario(), me, (replay.session(), outcome));
        Ok(Self { record: record(replay, me, outcome), own })
    }
}

fn id(scenario: &Scenario, party: PartyId) -> String {
    scenario.party(party).id.clone()
}

fn record(replay: &Replay, me: PartyId, outcome: Outcome) -> Record {
    let scenario = replay.scenario();
    let session = replay.session();
    let last = session.turn_index();
    let side = |party: &zopa_scenario::Party| Side {
        id: party.id.clone(),
        name: party.name.clone(),
        role: party.role.clone(),
        person: party.persona.person.clone(),
        known_for: party.character.about().to_vec(),
    };
    let parties = (0u8..).map(PartyId).take(scenario.parties().len());
    let reached = parties.filter_map(|party| {
        session.level_reached(party).map(|level| Reached { level: named(level).to_owned(), party: id(scenario, party) })
    });
    Record {
        zopa: "deal".to_owned(),
        schema: SCHEMA,
        chain: replay.fingerprint(),
        scenario: scenario.id().to_owned(),
        title: scenario.title().to_owned(),
        asof: scenario.asof().to_owned(),
        brief: scenario.brief().to_owned(),
        side: id(scenario, me),
        turn: last,
        accepted_by: id(scenario, session.actor(last.saturating_sub(1))),
        parties: scenario.parties().iter().map(side).collect(),
        terms: scenario.space().issue_ids().map(|issue| term(replay, issue, outcome)).collect(),
        clauses: scenario.terms(outcome).unwrap_or_default(),
        reached: reached.collect(),
        told: told(replay),
        money: scenario.commercial().map(|model| money(scenario, model, outcome)),
    }
}

/// A level as pages name it.
pub(crate) fn named(level: Level) -> &'static str {
    match level {
        Level::Council => "alliance council",
        Level::Steering => "steering committee",
        Level::Sponsor => "executive sponsors",
    }
}

fn term(replay: &Replay, id_of: IssueId, outcome: Outcome) -> Term {
    let scenario = replay.scenario();
    let space = scenario.space();
    let (issue, value) = (space.issue(id_of), space.value(outcome, id_of));
    let mut opened = vec![String::new(); scenario.parties().len()];
    let mut first = None;
    for (at, recorded) in (1u32..).zip(replay.turns()) {
        let TableAct::Offer(packages) = recorded.turn.act else { continue };
        if let Some(slot) = opened.get_mut(recorded.by.index()).filter(|slot| slot.is_empty()) {
            *slot = issue.value_text(space.value(packages.first(), id_of));
        }
        let has = packages.as_slice().iter().any(|package| space.value(*package, id_of) == value);
        first = first.or(has.then_some((at, recorded.by)));
    }
    let (turn, by) = first.unwrap_or((0, PartyId(0)));
    Term {
        issue: issue.name().to_owned(),
        title: issue.title().to_owned(),
        topic: issue.topic().title().to_owned(),
        unit: issue.unit().to_owned(),
        about: scenario.about(id_of).to_owned(),
        value: issue.value_text(value),
        meaning: issue.value_meaning(value).to_owned(),
        turn,
        by: id(scenario, by),
        opened,
    }
}

/// What was told of one's own side, in order.
fn told(replay: &Replay) -> Vec<Told> {
    let scenario = replay.scenario();
    let title = |issue: IssueId| scenario.space().issue(issue).title();
    let mut all = Vec::new();
    for (at, recorded) in (1u32..).zip(replay.turns()) {
        for talk in &recorded.turn.talk {
            let Talk::Tell(disclosure) = *talk else { continue };
            let what = match disclosure {
                Disclosure::Priority(issue, importance) => {
                    format!("how much {} matters: {}", title(issue), format!("{importance:?}").to_lowercase())
                }
                Disclosure::Interest(issue) => format!("why {} matters", title(issue)),
                Disclosure::Constraint(issue, value) => {
                    let held = scenario.space().issue(issue);
                    format!("a limit on {}: {}", held.title(), held.value_text(value))
                }
                Disclosure::Deadline => "a deadline of its own".to_owned(),
            };
            all.push(Told { by: id(scenario, recorded.by), turn: at, what, words: recorded.words.clone() });
        }
    }
    all
}

fn money(scenario: &Scenario, model: &Model, outcome: Outcome) -> Money {
    let space = scenario.space();
    let name = |party: PartyId| scenario.party(party).name.clone();
    let cash = |outlook| {
        let pro_forma = ProForma::of(model, space, outcome, outlook);
        pro_forma.flows.iter().map(|flow| paid(model, flow, name(flow.by))).collect::<Vec<_>>()
    };
    let granted = model.exits.iter().filter(|exit| exit.given.at(space, outcome) != Amount::ZERO);
    let right = |exit: &zopa_commercial::Exit| {
        let fee = exit.fee.at(space, outcome);
        Right {
            of: name(exit.of),
            what: exit.title.clone(),
            when: zopa_commercial::when(&exit.when, model),
            fee: if fee == Amount::ZERO { "none".to_owned() } else { format!("{fee} {}", model.money) },
        }
    };
    Money {
        unit: model.money.clone(),
        payer: name(model.payer),
        payee: name(model.payee),
        years: model.quarters().div_ceil(4),
        base: cash(Outlook::Base),
        downside: cash(Outlook::Downside),
        feared: model.downside.title.clone(),
        feared_from: model.downside.from,
        rights: granted.map(right).collect(),
    }
}

/// A payment by year: signing alone, then four quarters each.
fn paid(model: &Model, flow: &Flow, by: String) -> Cash {
    let (signing, quarters) = flow.amounts.split_at(1.min(flow.amounts.len()));
    let years = std::iter::once(signing).chain(quarters.chunks(4));
    let sum = |amounts: &[Amount]| amounts.iter().copied().sum::<Amount>().with_digits(2);
    Cash { item: flow.item.title(model), by, years: years.map(sum).collect(), total: sum(&flow.amounts) }
}
