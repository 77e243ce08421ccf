//! Preferences the tests of this crate are about: one tiny game one can work out by hand, and random ones.

use std::{ops::RangeInclusive, sync::Arc};

use proptest::prelude::*;
use zopa_core::{
    Combination, Condition, Decimal, Exclusion, Interaction, Issue, Joint, Outcome, OutcomeSpace, Preferences,
    PreferencesSpec, Ratio, Rules, Session, Topic, Turn, ValueFunction, ValueId, Values, Weighted,
};

pub(crate) fn space(lens: &[u32], exclusions: Vec<Exclusion>) -> Arc<OutcomeSpace> {
    let issue = |(at, len): (usize, &u32)| {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
        Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
    };
    Arc::new(OutcomeSpace::new(lens.iter().enumerate().map(issue).collect(), exclusions).unwrap())
}

/// What one party's numbers are, before they are rescaled to `scale · u + shift`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Hundredths of utility, value after value and issue after issue, over and over.
    pub(crate) worth: Vec<i64>,
    pub(crate) reservation: i64,
    pub(crate) aspiration: Option<i64>,
    /// What the first values of the first two issues add together.
    pub(crate) delta: i64,
    /// Whether the last values of the first two issues are a red line.
    pub(crate) line: bool,
}

impl Draft {
    pub(crate) fn preferences(&self, space: &Arc<OutcomeSpace>, scale: i64, shift: i64) -> Arc<Preferences> {
        self.with_joints(space, (scale, shift), &[])
    }

    fn with_joints(&self, space: &Arc<OutcomeSpace>, (scale, shift): (i64, i64), joints: &[Joint]) -> Arc<Preferences> {
        let hundredths = |n: i64| Ratio::new(i128::from(n), 100).unwrap();
        let mut worth = self.worth.iter().cycle();
        let mut tables: Vec<Vec<i64>> = Vec::new();
        for issue in space.issues() {
            tables.push(worth.by_ref().take(issue.len() as usize).map(|w| w * scale).collect());
        }
        tables[0].iter_mut().for_each(|w| *w += shift);
        let weighted = |table: Vec<i64>| Weighted {
            weight: Ratio::ONE,
            function: ValueFunction::Table(table.into_iter().map(hundredths).collect()),
        };
        let corner = |last: bool| {
            let value = |issue| ValueId(if last { space.issue(issue).len() - 1 } else { 0 });
            Combination { all: space.issue_ids().take(2).map(|i| Condition::any_of(i, [value(i)])).collect() }
        };
        let spec = PreferencesSpec {
            issues: tables.into_iter().map(weighted).collect(),
            interactions: match self.delta {
                0 => vec![],
                delta => vec![Interaction { when: corner(false), delta: hundredths(delta * scale) }],
            },
            forbidden: if self.line { vec![corner(true)] } else { vec![] },
            reservation: hundredths(self.reservation * scale + shift),
            aspiration: self.aspiration.map(|a| hundredths(a * scale + shift)),
            discount: None,
        };
        Arc::new(Preferences::with_joints(Arc::clone(space), &spec, joints).unwrap())
    }
}

/// Two issues of three values. To A they are worth 0, 35, 70 and 0, 15, 30; to B 30, 15, 0 and 70, 35, 0; each could have
/// 30 elsewhere. So A cares for the first issue, B for the second:
/// ```text
///  (x, y)  (0,0)   (0,1)  (0,2)  (1,0)  (1,1)  (1,2)  (2,0)  (2,1)  (2,2)
///  A         0      15     30     35     50     65     70     85    100
///  B       100      65     30     85     50     15     70     35      0
/// ```
pub(crate) fn logrolling() -> Vec<Arc<Preferences>> {
    let space = space(&[3, 3], vec![]);
    let a = Draft { worth: vec![0, 35, 70, 0, 15, 30], reservation: 30, aspiration: Some(80), ..Draft::default() };
    let b = Draft { worth: vec![30, 15, 0, 70, 35, 0], reservation: 30, ..Draft::default() };
    vec![a.preferences(&space, 1, 0), b.preferences(&space, 1, 0)]
}

/// Two parties of exactly opposed wishes over `issues` issues of `len` values.
pub(crate) fn opposed(issues: usize, len: u32) -> Vec<Arc<Preferences>> {
    let space = space(&vec![len; issues], vec![]);
    let rising: Vec<i64> = (0..i64::from(len)).collect();
    let falling = rising.iter().rev().copied().collect();
    [rising, falling].map(|worth| Draft { worth, ..Draft::default() }.preferences(&space, 1, 0)).into()
}

/// A small space and one draft a party; half of the time all preferences are plain sums. Numbers are coarse so that ties
/// are common.
pub(crate) fn drafts(count: RangeInclusive<usize>) -> impl Strategy<Value = (Arc<OutcomeSpace>, Vec<Draft>)> {
    let numbers = prop::collection::vec((0i64..12).prop_map(|n| n * 5), 3..24);
    let draft = (numbers, 0i64..100, prop::option::of(0i64..200), -40i64..40, any::<bool>()).prop_map(
        |(worth, reservation, aspiration, delta, line)| Draft { worth, reservation, aspiration, delta, line },
    );
    (prop::collection::vec(1u32..5, 1..4), prop::collection::vec(draft, count), any::<bool>(), any::<bool>()).prop_map(
        |(lens, mut drafts, plain, exclusion)| {
            if plain {
                drafts.iter_mut().for_each(|draft| (draft.delta, draft.line) = (0, false));
            }
            let bare = space(&lens, vec![]);
            let first = |issue| Condition::any_of(issue, [ValueId(0)]);
            let when = Combination { all: bare.issue_ids().take(1).map(first).collect() };
            let exclusions = if exclusion && !plain { vec![Exclusion { when, because: "so".into() }] } else { vec![] };
            (space(&lens, exclusions), drafts)
        },
    )
}

/// Random preferences of as many parties.
pub(crate) fn parties(count: RangeInclusive<usize>) -> impl Strategy<Value = Vec<Arc<Preferences>>> {
    drafts(count).prop_map(|(space, drafts)| drafts.iter().map(|draft| draft.preferences(&space, 1, 0)).collect())
}

/// Random preferences of as many parties, each with a joint table over some issues of its own.
pub(crate) fn bound(count: RangeInclusive<usize>) -> impl Strategy<Value = Vec<Arc<Preferences>>> {
    let tables = prop::collection::vec((any::<u8>(), prop::collection::vec(0i64..30, 1..9)), *count.end());
    (drafts(count), tables).prop_map(|((space, drafts), tables)| {
        let party = |(draft, (which, numbers)): (&Draft, &(u8, Vec<i64>))| {
            let issues: Vec<_> = space.issue_ids().filter(|issue| which >> issue.index() & 1 == 1).collect();
            let len = issues.iter().map(|issue| space.issue(*issue).len() as usize).product();
            let worth = numbers.iter().cycle().take(len).map(|n| Ratio::new(i128::from(*n), 20).unwrap());
            let joint = Joint { issues: issues.clone(), table: worth.collect() };
            draft.with_joints(&space, (1, 0), if issues.is_empty() { &[] } else { std::slice::from_ref(&joint) })
        };
        drafts.iter().zip(&tables).map(party).collect()
    })
}

/// A session in which the first party's offer of `outcome` is accepted by everybody.
pub(crate) fn agreed(preferences: &[Arc<Preferences>], outcome: Outcome) -> Session {
    let space = Arc::new(preferences[0].space().clone());
    let mut session = Session::new(Rules::plain(preferences.len() as u8, 3), space).step(Turn::offer(outcome)).unwrap();
    let offer = zopa_core::OfferRef { turn: 0, package: 0 };
    while session.ending().is_none() {
        session = session.step(Turn::silent(zopa_core::TableAct::Accept(offer))).unwrap();
    }
    session
}
