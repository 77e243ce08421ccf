//! What was made of it together: trades, packages, and how much of the pie was found.

use zopa_core::{Outcome, Talk, ValueId};

use super::{Better, Metric, Unit, count, part};
use crate::{Study, course::GIVEN_MIN};

pub(super) const TABLE: &[Metric] = &[
    Metric {
        id: "LRI",
        name: "logrolling index",
        about: "How far beyond the middle of the two openings the agreement went, of how far one could go: (J − J(mid)) / (J* − J(mid)), J being both gains added up. 0 haggled, 1 all found.",
        unit: Unit::Share,
        better: Better::More,
        source: "after Pruitt 1981",
        of: logrolling,
    },
    Metric {
        id: "TRD",
        name: "trades across issues",
        about: "Steps that give at least .02 of the person's range on one issue and take at least .02 on another.",
        unit: Unit::Count,
        better: Better::More,
        source: "Pruitt 1981",
        of: |s| count(trades(s).into_iter()),
    },
    Metric {
        id: "PKG",
        name: "share of full packages",
        about: "Full packages of all packages the person named, partial ones floated included.",
        unit: Unit::Share,
        better: Better::More,
        source: "Weingart et al. 1996",
        of: |s| {
            let (full, partial) =
                (s.own_offers().count(), s.said().filter(|(_, t)| matches!(t, Talk::Float(_))).count());
            part(full, full + partial)
        },
    },
    Metric {
        id: "MESO",
        name: "offers of several packages",
        about: "Offers of more than one package at once.",
        unit: Unit::Count,
        better: Better::More,
        source: "Leonardelli et al. 2019",
        of: |s| count(s.own_offers().filter(|offer| offer.packages.len() > 1)),
    },
    Metric {
        id: "MESO-SPREAD",
        name: "spread within offers of several",
        about: "The greatest difference in worth to the person between packages offered at once, a share of its range; up to .03 they are equivalent.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Leonardelli et al. 2019",
        of: |s| s.own_offers().filter(|o| o.packages.len() > 1).map(|o| spread(s, &o.packages)).max_by(f64::total_cmp),
    },
    Metric {
        id: "COND",
        name: "conditional offers",
        about: "Offers that name what is asked in return.",
        unit: Unit::Count,
        better: Better::More,
        source: "Negotiation Journal 24:3",
        of: |s| {
            let labelled = |at: u32| s.said().any(|(turn, talk)| turn == at && matches!(talk, Talk::InReturn(_)));
            count(s.own_offers().filter(|offer| labelled(offer.turn)))
        },
    },
];

/// The greatest difference in worth between packages, a share of the person's range.
pub(crate) fn spread(study: &Study<'_>, packages: &[Outcome]) -> f64 {
    let worth = || packages.iter().map(|outcome| study.share(study.mine().points(*outcome)));
    let most = worth().max_by(f64::total_cmp).unwrap_or(0.0);
    most - worth().min_by(f64::total_cmp).unwrap_or(0.0)
}

/// The middle of the two openings, issue by issue; where it falls between two values, the one worth more to both together in
/// gains, of equals the first.
fn middle(study: &Study<'_>) -> Option<Outcome> {
    let (a, b) = (study.opening()?.outcome, study.their_offers().next()?.outcome);
    let space = study.mine().space();
    let mut values = Vec::with_capacity(space.issues().len());
    for issue in space.issue_ids() {
        let sum = space.value(a, issue).0 + space.value(b, issue).0;
        let (low, high) = (ValueId(sum / 2), ValueId(sum.div_ceil(2)));
        let with = |value| space.with_value(a, issue, value).map_or(0.0, |outcome| study.joint(outcome));
        values.push(if with(high) > with(low) { high } else { low });
    }
    space.outcome(&values)
}

fn logrolling(study: &Study<'_>) -> Option<f64> {
    let (agreed, middle) = (study.agreement()?, study.joint(middle(study)?));
    let most = 1.0 + study.subject().case().landscape().integrative_potential().ok()??;
    (most - middle > 1e-9).then(|| (study.joint(agreed) - middle) / (most - middle))
}

/// Steps that trade: the turn, what was given and what was taken, shares of the person's range.
pub(crate) fn trades(study: &Study<'_>) -> Vec<(u32, f64, f64)> {
    let (own, space) = (study.mine(), study.mine().space());
    let nought = study.share(zopa_core::Points(0));
    let trade = |step: &crate::course::Concession| {
        let (before, now) = step.packages;
        let changes = space.issue_ids().map(|issue| {
            let worth = |o| own.issue_points(issue, space.value(o, issue)).0;
            study.share(zopa_core::Points(worth(now) - worth(before))) - nought
        });
        let changes: Vec<f64> = changes.collect();
        let gave = -changes.iter().copied().min_by(f64::total_cmp)?;
        let took = changes.iter().copied().max_by(f64::total_cmp)?;
        (gave >= GIVEN_MIN && took >= GIVEN_MIN).then_some((step.turn, gave, took))
    };
    study.steps().iter().filter_map(trade).collect()
}
