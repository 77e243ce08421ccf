//! Tests, and the preferences that tests of other modules are about.

use proptest::prelude::*;

use super::{exact::levels, *};
use crate::{Condition, Issue, Topic, Values};

/// Random small preferences: 1–4 issues of 1–5 values, decimal weights, an interaction and a red line at times.
pub(crate) fn preferences() -> impl Strategy<Value = Preferences> {
    let issue = (0i64..1000, prop::collection::vec(0i64..=100, 1..6));
    (prop::collection::vec(issue, 1..5), -200i64..200, 0i64..500, any::<bool>()).prop_map(
        |(issues, delta, reservation, line)| {
            let space_issues = issues.iter().enumerate().map(|(at, (_, shares))| {
                let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: shares.len() as u32 };
                Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
            });
            let space = Arc::new(OutcomeSpace::new(space_issues.collect(), vec![]).unwrap());
            let hundredths = |n: i64| Decimal::new(n, 2).unwrap().to_ratio();
            let corner = Combination { all: space.issue_ids().map(|i| Condition::any_of(i, [ValueId(0)])).collect() };
            let spec = PreferencesSpec {
                issues: issues
                    .iter()
                    .map(|(weight, shares)| Weighted {
                        weight: Decimal::new(*weight, 3).unwrap().to_ratio(),
                        function: ValueFunction::Table(shares.iter().map(|s| hundredths(*s)).collect()),
                    })
                    .collect(),
                interactions: vec![Interaction { when: corner.clone(), delta: hundredths(delta) }],
                forbidden: if line { vec![corner] } else { vec![] },
                reservation: hundredths(reservation),
                aspiration: None,
                discount: None,
            };
            Preferences::new(space, &spec).unwrap()
        },
    )
}

/// Additive preferences with these points.
pub(crate) fn additive(tables: &[Vec<i64>]) -> Preferences {
    let issue = |(at, table): (usize, &Vec<i64>)| {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: table.len() as u32 };
        Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
    };
    let whole = |table: &Vec<i64>| table.iter().map(|points| Ratio::of((*points).into(), 1)).collect();
    let weighted = |table| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(whole(table)) };
    let space = OutcomeSpace::new(tables.iter().enumerate().map(issue).collect(), vec![]).unwrap();
    let spec = PreferencesSpec {
        issues: tables.iter().map(weighted).collect(),
        interactions: vec![],
        forbidden: vec![],
        reservation: Ratio::ZERO,
        aspiration: None,
        discount: None,
    };
    Preferences::new(Arc::new(space), &spec).unwrap()
}

/// Fractions as authors write them, as straight lines make them, and as nobody writes them.
fn ratio() -> impl Strategy<Value = Ratio> {
    let of = |(num, den): (i64, i64)| Ratio::of(num.into(), den.into());
    prop_oneof![
        6 => (-300i64..300, Just(100)).prop_map(of),
        2 => (-999i64..999, 1i64..40).prop_map(of),
        1 => (-(1i64 << 40)..1 << 40, prop::sample::select(vec![1i64, 1_000_000_000, (1 << 40) - 87])).prop_map(of),
        1 => (any::<i128>(), any::<i128>()).prop_map(|(n, d)| Ratio::new(n / 2, d / 2).unwrap_or(Ratio::ONE)),
    ]
}

proptest! {
    /// What the short way answers, the long way answers too; and plain decimals never need the long way.
    #[test]
    fn small_numbers_are_exact(
        issues in prop::collection::vec((ratio(), prop::collection::vec(ratio(), 1..5)), 1..5),
        deltas in prop::collection::vec(ratio(), 0..3),
        reservation in ratio(),
        aspiration in prop::option::of(ratio()),
    ) {
        let (weights, shares): (Vec<_>, Vec<Vec<_>>) = issues.into_iter().unzip();
        let issue = |weight| Weighted { weight, function: ValueFunction::Table(vec![]) };
        let interaction = |delta| Interaction { when: Combination { all: vec![] }, delta };
        let spec = PreferencesSpec {
            issues: weights.iter().copied().map(issue).collect(),
            interactions: deltas.into_iter().map(interaction).collect(),
            forbidden: vec![],
            reservation,
            aspiration,
            discount: None,
        };
        let borrowed: Vec<Cow<'_, [Ratio]>> = shares.iter().map(|s| Cow::Borrowed(s.as_slice())).collect();
        let (small, general) = (Exact::small(&spec, &borrowed), Exact::of(&spec, &borrowed));
        if small.is_some() {
            prop_assert_eq!(&small, &general);
        }
        let mut all = shares.iter().flatten().chain(&weights).copied();
        let decimals = |r: Ratio| 100 % r.denominator() == 0 && r.numerator().abs() < 1000;
        let others = spec.interactions.iter().map(|i| i.delta).chain(levels(&spec));
        prop_assert!(small.is_some() || !all.by_ref().chain(others).all(decimals));
    }

    #[test]
    fn table_equals_structure(p in preferences()) {
        let structured: Vec<_> = p.space().outcomes().map(|o| p.evaluate(o)).collect();
        prop_assert!(p.ranking().is_some());
        let table: Vec<_> = p.space().outcomes().map(|o| p.points(o)).collect();
        prop_assert_eq!(structured, table);
    }

    #[test]
    fn points_and_utility_agree(p in preferences(), u in -2.0f64..5.0) {
        let points = p.to_points(u);
        prop_assert!(p.to_utility(points).get() >= u);
        prop_assert!(p.to_utility(Points(points.0 - 1)).get() < u);
    }
}

#[test]
fn thirds_are_exact() {
    let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 4 };
    let issue = Issue::new("a", "", Topic::Other, "", values).unwrap();
    let space = Arc::new(OutcomeSpace::new(vec![issue], vec![]).unwrap());
    let spec = PreferencesSpec {
        issues: vec![Weighted {
            weight: Ratio::ONE,
            function: ValueFunction::Linear { worst: Decimal::ZERO, best: Decimal::from(3) },
        }],
        interactions: vec![],
        forbidden: vec![],
        reservation: Ratio::ZERO,
        aspiration: None,
        discount: Some("0.5".parse().unwrap()),
    };
    let p = Preferences::new(space, &spec).unwrap();
    assert_eq!(p.scale(), 3);
    assert_eq!(p.points(Outcome(2)), Points(2));
    assert_eq!(p.utility(Outcome(1)).get(), 1.0 / 3.0);
    assert_eq!(p.discounted(Utility::ONE, 1.0).get(), 0.5);
    assert_eq!(p.stake(IssueId(0)).get(), 1.0);
}
