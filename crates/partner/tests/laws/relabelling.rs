//! PR13: what issues and values are called, and in which order they stand, means nothing.

use std::sync::Arc;

use proptest::prelude::{Just, Strategy, prop, prop_assert, prop_assert_eq, proptest};
use zopa_core::{
    Disclosure, Importance, Issue, IssueId, Label, Outcome, OutcomeSpace, Packages, PartyId, Preferences,
    PreferencesSpec, Rules, Seed, Session, TableAct, Talk, Topic, Turn, ValueFunction, ValueId, Values, View, Weighted,
};
use zopa_partner::{Archetype, Partner, Style};

use crate::fixtures::{archetype, hundredths, setup};

/// A space of labelled issues with generic weights, in one order of issues and values or another.
struct Relabelled {
    /// `issues[new] = old`
    issues: Vec<usize>,
    /// `values[old issue][new] = old`
    values: Vec<Vec<usize>>,
}

const WEIGHTS: [i64; 4] = [37, 29, 21, 13];
const SHARES: [[i64; 4]; 4] = [[0, 31, 67, 100], [100, 59, 23, 0], [0, 43, 71, 100], [100, 83, 29, 0]];

impl Relabelled {
    fn space(&self) -> Arc<OutcomeSpace> {
        let issue = |old: &usize| {
            let label = |v: &usize| Label { key: format!("v{v}"), text: String::new() };
            let values = Values::Labels(self.values[*old].iter().map(label).collect());
            Issue::new(format!("k{old}"), "", Topic::Other, "", values).unwrap()
        };
        Arc::new(OutcomeSpace::new(self.issues.iter().map(issue).collect(), vec![]).unwrap())
    }

    fn preferences(&self, space: &Arc<OutcomeSpace>) -> Preferences {
        let weighted = |old: &usize| Weighted {
            weight: hundredths(WEIGHTS[*old]),
            function: ValueFunction::Table(self.values[*old].iter().map(|v| hundredths(SHARES[*old][*v])).collect()),
        };
        Preferences::new(
            space.clone(),
            &PreferencesSpec {
                issues: self.issues.iter().map(weighted).collect(),
                interactions: vec![],
                forbidden: vec![],
                reservation: hundredths(40),
                aspiration: None,
                discount: None,
            },
        )
        .unwrap()
    }

    /// The old values of an outcome, by old issue.
    fn original(&self, space: &OutcomeSpace, outcome: Outcome) -> Vec<usize> {
        let mut old = vec![0; 4];
        for (new, issue) in self.issues.iter().enumerate() {
            old[*issue] = self.values[*issue][space.value(outcome, IssueId(new as u16)).index()];
        }
        old
    }

    fn renamed(&self, space: &OutcomeSpace, old: &[usize]) -> Outcome {
        let value = |issue: &usize| ValueId(self.values[*issue].iter().position(|v| *v == old[*issue]).unwrap() as u32);
        space.outcome(&self.issues.iter().map(value).collect::<Vec<_>>()).unwrap()
    }

    /// Plays scripted offers, by old values, and gives the partner's acts by old values, with the mind's numbers.
    fn run(&self, offers: &[[usize; 4]], archetype: Archetype) -> Vec<(Option<Vec<usize>>, [f64; 5])> {
        let space = self.space();
        let preferences = self.preferences(&space);
        let mut partner = Partner::new(setup(archetype, Style::Direct), Seed::root(5));
        let mut session = Session::new(Rules::role_play(2, offers.len() as u32 + 1), space.clone());
        let mut acts = Vec::new();
        for offer in offers {
            let first = self.issues.iter().position(|k| *k == 0).unwrap() as u16;
            let talk = vec![Talk::Tell(Disclosure::Priority(IssueId(first), Importance::High))];
            let act = TableAct::Offer(Packages::one(self.renamed(&space, offer)));
            session = session.step(Turn { talk, act }).unwrap();
            let turn = zopa_core::Strategy::decide(
                &mut partner,
                &View::new(&session, PartyId(1), &preferences),
                &mut Seed::root(6).dice(u64::from(session.turn_index())),
            );
            let mind = partner.mind().unwrap();
            let numbers = [mind.trust(), mind.patience(), mind.firmness(), mind.ledger(), mind.target(0.5)];
            let package = match turn.act {
                TableAct::Offer(packages) => Some(self.original(&space, packages.first())),
                _ => None,
            };
            acts.push((package, numbers));
            session = session.step(turn).unwrap();
            if session.ending().is_some() {
                break;
            }
        }
        acts
    }
}

proptest! {
    /// PR13: relabelling issues and values permutes what the partner does. (Generic weights and shares: nothing hinges on
    /// ties, which the rank breaks.)
    #[test]
    fn pr13_names_mean_nothing(
        issues in Just(vec![0usize, 1, 2, 3]).prop_shuffle(),
        orders in prop::collection::vec(Just(vec![0usize, 1, 2, 3]).prop_shuffle(), 4),
        offers in prop::collection::vec(prop::array::uniform4(0usize..4), 1..8),
        archetype in archetype(),
    ) {
        let plain = Relabelled { issues: vec![0, 1, 2, 3], values: vec![vec![0, 1, 2, 3]; 4] };
        let relabelled = Relabelled { issues, values: orders };
        let (plain, relabelled) = (plain.run(&offers, archetype), relabelled.run(&offers, archetype));
        prop_assert_eq!(plain.len(), relabelled.len());
        for ((act, numbers), (other_act, other_numbers)) in plain.iter().zip(&relabelled) {
            prop_assert_eq!(act, other_act);
            for (a, b) in numbers.iter().zip(other_numbers) {
                prop_assert!((a - b).abs() < 1e-9);
            }
        }
    }
}
