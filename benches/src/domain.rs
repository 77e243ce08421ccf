//! Domains to measure on: two parties over issues of given lengths, drawn from a seed.

use std::sync::Arc;

use zopa_core::{
    Combination, Condition, Decimal, Dice, Interaction, Issue, IssueId, OutcomeSpace, Preferences, PreferencesSpec,
    Ratio, Topic, ValueFunction, ValueId, Values, Weighted,
};

/// A space of issues with so many values each.
pub(crate) fn space(lens: &[u32]) -> Arc<OutcomeSpace> {
    let issue = |(at, len): (usize, &u32)| {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
        Issue::new(format!("i{at}"), "", Topic::Other, "", values).expect("a plain range is an issue")
    };
    Arc::new(OutcomeSpace::new(lens.iter().enumerate().map(issue).collect(), vec![]).expect("within the limits"))
}

/// The wishes of two parties. A wants more of every issue and B less, so they have to concede; weights and shapes are
/// drawn, in hundredths, so there is something to trade.
pub(crate) fn specs(space: &OutcomeSpace, dice: &mut Dice) -> [PreferencesSpec; 2] {
    let mut party = |is_rising: bool| {
        let issue = |id: IssueId| {
            let len = space.issue(id).len();
            let weight = 1 + dice.below(9) as i128;
            let mut shares: Vec<u64> = (0..len).map(|_| dice.below(101)).collect();
            shares.sort_unstable();
            if !is_rising {
                shares.reverse();
            }
            let hundredths = |share: u64| Ratio::new(share.into(), 100).expect("a fraction");
            Weighted {
                weight: Ratio::new(weight, 100).expect("a fraction"),
                function: ValueFunction::Table(shares.into_iter().map(hundredths).collect()),
            }
        };
        PreferencesSpec {
            issues: space.issue_ids().map(issue).collect(),
            interactions: vec![],
            forbidden: vec![],
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: None,
        }
    };
    [party(true), party(false)]
}

/// One party's wishes in fine decimals, so that few sums over the issues come to the same.
pub(crate) fn fine(space: &OutcomeSpace, dice: &mut Dice) -> PreferencesSpec {
    let issue = |id: IssueId| {
        let weight = 1 + dice.below(999) as i128;
        let share = |_| Ratio::new(dice.below(10_001).into(), 10_000).expect("a fraction");
        let shares = (0..space.issue(id).len()).map(share).collect();
        Weighted { weight: Ratio::new(weight, 1_000).expect("a fraction"), function: ValueFunction::Table(shares) }
    };
    PreferencesSpec {
        issues: space.issue_ids().map(issue).collect(),
        interactions: vec![],
        forbidden: vec![],
        reservation: Ratio::ZERO,
        aspiration: None,
        discount: None,
    }
}

/// The same wishes with one interaction each, which makes them no plain sums any more.
pub(crate) fn with_interaction(mut specs: [PreferencesSpec; 2]) -> [PreferencesSpec; 2] {
    for spec in &mut specs {
        let all = [0, 1].map(|issue| Condition::any_of(IssueId(issue), [ValueId(1), ValueId(2)])).into();
        let delta = Ratio::new(3, 100).expect("a fraction");
        spec.interactions.push(Interaction { when: Combination { all }, delta });
    }
    specs
}

/// Both parties' preferences.
pub(crate) fn preferences(space: &Arc<OutcomeSpace>, specs: &[PreferencesSpec; 2]) -> [Arc<Preferences>; 2] {
    specs.each_ref().map(|spec| Arc::new(Preferences::new(space.clone(), spec).expect("hundredths are exact")))
}
