//! How the person opened, gave and held.

use zopa_core::num;

use super::{Better, Metric, Unit, count, flag, part};
use crate::{
    Study,
    course::{Concession, Offer},
    steps::{self, Step},
};

/// From which relative time on a session is ending.
pub(crate) const LATE: f64 = 0.85;

const STEPS: &str = "NegoLog, nenv/utils/Move.py";

pub(super) const TABLE: &[Metric] = &[
    Metric {
        id: "OPEN",
        name: "ambition of the opening",
        about: "What the person's first offer would have gained it.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Galinsky & Mussweiler 2001",
        of: |s| s.opening().map(|offer| s.gain(offer.outcome)),
    },
    Metric {
        id: "OPEN-THEIRS",
        name: "what the opening left the counterpart",
        about: "What the person's first offer would have gained the counterpart; below 0 it is worse than no deal.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Schweinsberg et al. 2012",
        of: |s| s.opening().map(|offer| s.their_gain(offer.outcome)),
    },
    Metric {
        id: "OPEN-WHEN",
        name: "time of the opening",
        about: "When the person's first offer came, from 0 to 1 at the deadline.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Sinaceur et al. 2013",
        of: |s| s.opening().map(|offer| s.tau(offer.turn)),
    },
    Metric {
        id: "OPEN-FIRST",
        name: "made the first offer",
        about: "Whether the first offer of all was the person's.",
        unit: Unit::Flag,
        better: Better::Depends,
        source: "Galinsky & Mussweiler 2001",
        of: |s| s.course().offers.first().and_then(|offer| flag(offer.by == s.subject().me())),
    },
    Metric {
        id: "CON",
        name: "concessions",
        about: "Steps that gave at least .02 of the person's range.",
        unit: Unit::Count,
        better: Better::Depends,
        source: "Faratin et al. 1998",
        of: |s| count(given(s)),
    },
    Metric {
        id: "CON-MEAN",
        name: "mean concession",
        about: "What a concession gave on average, a share of the person's range.",
        unit: Unit::Share,
        better: Better::Less,
        source: "NegMAS, concession rate",
        of: |s| {
            let n = given(s).count();
            (n > 0).then(|| given(s).map(|step| step.given).sum::<f64>() / n as f64)
        },
    },
    Metric {
        id: "CON-TREND",
        name: "trend of concessions",
        about: "By how much each concession differs from the one before on average; below 0 they shrink.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Pruitt 1981",
        of: |s| {
            let sizes: Vec<f64> = given(s).map(|step| step.given).collect();
            let (first, last) = (sizes.first()?, sizes.last()?);
            (sizes.len() > 1).then(|| (last - first) / (sizes.len() - 1) as f64)
        },
    },
    Metric {
        id: "CON-E",
        name: "concession exponent",
        about: "The exponent e of the curve given = τ^(1/e) nearest to the person's offers by least squares of the logarithms: below 1 it gives late, above 1 early.",
        unit: Unit::Ratio,
        better: Better::Depends,
        source: "Faratin et al. 1998",
        of: |s| curve(s).map(|(e, _)| e),
    },
    Metric {
        id: "CON-FIT",
        name: "distance from the concession curve",
        about: "Root mean square distance of the offers from that curve, in shares of all that was given.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Faratin et al. 1998",
        of: |s| curve(s).map(|(_, fit)| fit),
    },
    Metric {
        id: "SYM",
        name: "symmetry of concessions",
        about: "What the person gave in all over what the counterpart gave, each in its own gains; 1 is matched.",
        unit: Unit::Ratio,
        better: Better::One,
        source: "Hüffmeier et al. 2014",
        of: symmetry,
    },
    Metric {
        id: "UNI",
        name: "unilateral concessions",
        about: "Concessions made when the counterpart had just given nothing, and without asking for anything.",
        unit: Unit::Count,
        better: Better::Less,
        source: "Hüffmeier et al. 2014",
        of: |s| count(s.steps().iter().filter(|step| step.is_unilateral())),
    },
    Metric {
        id: "BAS",
        name: "bids against oneself",
        about: "Lower asks though the counterpart had offered nothing since the last.",
        unit: Unit::Count,
        better: Better::Less,
        source: "Lax & Sebenius 1986",
        of: |s| count(s.steps().iter().filter(|step| step.is_against_oneself())),
    },
    Metric {
        id: "REV",
        name: "retractions",
        about: "Steps that took back at least .02 of the person's range.",
        unit: Unit::Count,
        better: Better::Less,
        source: "NegMAS, monotonic concession",
        of: |s| count(s.steps().iter().filter(|step| step.is_retraction())),
    },
    Metric {
        id: "RUSH",
        name: "rush at the end",
        about: "Share of all that was given that was given in the last 15% of the time.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Roth, Murnighan & Schoumaker 1988",
        of: rush,
    },
    Metric {
        id: "STEP-FORTUNATE",
        name: "fortunate steps",
        about: "Share of the person's steps that are better for both.",
        unit: Unit::Share,
        better: Better::More,
        source: STEPS,
        of: |s| step(s, Step::Fortunate),
    },
    Metric {
        id: "STEP-NICE",
        name: "nice steps",
        about: "Share of steps that cost nothing and are better for the counterpart.",
        unit: Unit::Share,
        better: Better::More,
        source: STEPS,
        of: |s| step(s, Step::Nice),
    },
    Metric {
        id: "STEP-CONCESSION",
        name: "conceding steps",
        about: "Share of steps that cost something and are no worse for the counterpart.",
        unit: Unit::Share,
        better: Better::Depends,
        source: STEPS,
        of: |s| step(s, Step::Concession),
    },
    Metric {
        id: "STEP-SELFISH",
        name: "selfish steps",
        about: "Share of steps that are better for the person and no better for the counterpart.",
        unit: Unit::Share,
        better: Better::Depends,
        source: STEPS,
        of: |s| step(s, Step::Selfish),
    },
    Metric {
        id: "STEP-UNFORTUNATE",
        name: "unfortunate steps",
        about: "Share of steps that are worse for both.",
        unit: Unit::Share,
        better: Better::Less,
        source: STEPS,
        of: |s| step(s, Step::Unfortunate),
    },
    Metric {
        id: "STEP-SILENT",
        name: "silent steps",
        about: "Share of steps that change hardly anything for either.",
        unit: Unit::Share,
        better: Better::Depends,
        source: STEPS,
        of: |s| step(s, Step::Silent),
    },
    Metric {
        id: "SENS",
        name: "behaviour sensitivity",
        about: "The person's positive steps over its other steps; very large where all are positive.",
        unit: Unit::Ratio,
        better: Better::Depends,
        source: STEPS,
        of: |s| some_steps(s).map(|(own, _)| steps::sensitivity(&own)),
    },
    Metric {
        id: "AWR",
        name: "awareness",
        about: "Of the turns of direction of the counterpart's steps, the share in which the person's turn as well.",
        unit: Unit::Share,
        better: Better::More,
        source: STEPS,
        of: |s| some_steps(s).map(|(own, other)| steps::awareness(&other, &own)),
    },
    Metric {
        id: "CORR",
        name: "move correlation",
        about: "Of the turns of direction of the counterpart's steps, how often the person's turn the same way less how often the other way.",
        unit: Unit::Ratio,
        better: Better::Depends,
        source: STEPS,
        of: |s| some_steps(s).map(|(own, other)| steps::correlation(&other, &own)),
    },
];

/// The person's concessions.
pub(crate) fn given<'s>(study: &'s Study<'_>) -> impl Iterator<Item = &'s Concession> {
    study.steps().iter().filter(|step| step.is_given())
}

fn own_steps(study: &Study<'_>) -> Vec<Step> {
    Step::all(study.own_offers(), |offer| offer.mine, |offer| offer.theirs)
}

fn step(study: &Study<'_>, wanted: Step) -> Option<f64> {
    let all = own_steps(study);
    part(all.iter().filter(|step| **step == wanted).count(), all.len())
}

/// The steps of both; `None` before the person made any.
fn some_steps(study: &Study<'_>) -> Option<(Vec<Step>, Vec<Step>)> {
    let own = own_steps(study);
    let other = Step::all(study.their_offers(), |offer| offer.theirs, |offer| offer.mine);
    (!own.is_empty()).then_some((own, other))
}

/// The exponent of the concession curve and the distance from it. The curve runs from the first offer to the last; only the
/// offers in between that lie between them in worth can say anything.
fn curve(study: &Study<'_>) -> Option<(f64, f64)> {
    let offers: Vec<&Offer> = study.own_offers().collect();
    let (first, last) = (offers.first()?, offers.last()?);
    let (from, to) = (study.tau(first.turn), study.tau(last.turn));
    let all = first.mine - last.mine;
    if all <= 0.0 || to <= from {
        return None;
    }
    let point = |offer: &&Offer| ((study.tau(offer.turn) - from) / (to - from), (first.mine - offer.mine) / all);
    let inside = |(time, given): &(f64, f64)| *time > 0.0 && *time < 1.0 && *given > 0.0 && *given < 1.0;
    let points: Vec<(f64, f64)> = offers.iter().map(point).filter(inside).collect();
    let (mut both, mut square) = (0.0, 0.0);
    for (time, given) in &points {
        both += num::ln(*time) * num::ln(*given);
        square += num::ln(*time) * num::ln(*time);
    }
    // given = τ^(1/e), so ln given = (1/e) · ln τ.
    let slope = if square > 0.0 { both / square } else { return None };
    let apart = points.iter().map(|(time, given)| given - num::pow(*time, slope)).map(|apart| apart * apart);
    Some((1.0 / slope, (apart.sum::<f64>() / points.len() as f64).sqrt()))
}

fn symmetry(study: &Study<'_>) -> Option<f64> {
    let total = |steps: &[Concession], gain: &dyn Fn(zopa_core::Outcome) -> f64| {
        let sizes = steps.iter().map(|step| gain(step.packages.0) - gain(step.packages.1));
        sizes.map(|size| size.max(0.0)).sum::<f64>()
    };
    let theirs = total(&study.course().other, &|outcome| study.their_gain(outcome));
    (theirs > 0.0).then(|| total(&study.course().own, &|outcome| study.gain(outcome)) / theirs)
}

/// Share of all that was given that was given late.
pub(crate) fn rush(study: &Study<'_>) -> Option<f64> {
    let total: f64 = given(study).map(|step| step.given).sum();
    let late: f64 = given(study).filter(|step| study.tau(step.turn) > LATE).map(|step| step.given).sum();
    (total > 0.0).then_some(late / total)
}
