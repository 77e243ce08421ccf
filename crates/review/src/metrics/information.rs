//! What was found out and what was told.

use zopa_core::{Disclosure, Question, Talk};

use super::{Better, Metric, Unit, count, part};
use crate::{Judged, Study, honesty};

pub(super) const TABLE: &[Metric] = &[
    Metric {
        id: "IG",
        name: "information gained",
        about: "By how many bits the posterior over the counterpart's types fell from the person's first decision to its last.",
        unit: Unit::Bits,
        better: Better::More,
        source: "Shannon 1948",
        of: |s| gained(s).map(|(gained, _)| gained),
    },
    Metric {
        id: "IG-SHARE",
        name: "share of what could be found out",
        about: "Information gained, of all that was open at the first decision.",
        unit: Unit::Share,
        better: Better::More,
        source: "Shannon 1948",
        of: |s| gained(s).filter(|(_, first)| *first > 0.0).map(|(gained, first)| gained / first),
    },
    Metric {
        id: "OMA",
        name: "guess of their priorities",
        about: "Agreement of the guess board's order of issues with what each can cost the counterpart: Kendall's tau-b.",
        unit: Unit::Ratio,
        better: Better::More,
        source: "Kendall 1945",
        of: |s| judged(s)?.tau,
    },
    Metric {
        id: "OMA-RMSE",
        name: "error of the guessed weights",
        about: "Root mean square error of the weights the guessed order stands for (rank-order centroid).",
        unit: Unit::Share,
        better: Better::Less,
        source: "Barron & Barrett 1996; NegoLog, RMSE of estimators",
        of: |s| judged(s)?.rmse,
    },
    Metric {
        id: "CALIB",
        name: "interval score of their walk-away",
        about: "Width of the stated interval, and ten times how far the truth lies outside.",
        unit: Unit::Points,
        better: Better::Less,
        source: "Gneiting & Raftery 2007, equation 43",
        of: |s| Some(judged(s)?.walk_away?.penalty),
    },
    Metric {
        id: "Q",
        name: "questions",
        about: "Questions about what matters and why.",
        unit: Unit::Count,
        better: Better::More,
        source: "Thompson 1991",
        of: |s| count(questions(s)),
    },
    Metric {
        id: "Q-FIRST",
        name: "questions before the first offer",
        about: "Questions asked in turns before the person's first offer, of all its questions.",
        unit: Unit::Share,
        better: Better::More,
        source: "Sinaceur et al. 2013",
        of: |s| {
            let opening = s.opening().map_or(u32::MAX, |offer| offer.turn);
            part(questions(s).filter(|(turn, _)| *turn < opening).count(), questions(s).count())
        },
    },
    Metric {
        id: "FOLLOW",
        name: "answers followed up",
        about: "Of the answers to the person's questions, the share taken up in its next turn: another question on that issue, or an offer that fits.",
        unit: Unit::Share,
        better: Better::More,
        source: "Huang et al. 2017",
        of: followed,
    },
    Metric {
        id: "DISC",
        name: "disclosures",
        about: "Things told of one's own side: priorities, reasons, limits, the deadline.",
        unit: Unit::Count,
        better: Better::Depends,
        source: "Thompson 1991",
        of: |s| count(s.said().filter(|(_, talk)| matches!(talk, Talk::Tell(_)))),
    },
    Metric {
        id: "DISC-PRIORITY",
        name: "priorities told truthfully",
        about: "Priorities and reasons told that are so.",
        unit: Unit::Count,
        better: Better::More,
        source: "Thompson 1991",
        of: |s| {
            count(honesty::claims(s).into_iter().filter(|claim| is_priority(claim.talk) && claim.truth == Some(true)))
        },
    },
    Metric {
        id: "LEAK",
        name: "limits told",
        about: "Limits of one's own told outright.",
        unit: Unit::Count,
        better: Better::Less,
        source: "Thompson 1991: priorities help, limits invite",
        of: |s| count(s.said().filter(|(_, talk)| matches!(talk, Talk::Tell(Disclosure::Constraint(..))))),
    },
    Metric {
        id: "LISTEN",
        name: "facts used",
        about: "Of what the counterpart told of its issues, the share a later offer fits: it gives where something matters to them, and keeps where it does not.",
        unit: Unit::Share,
        better: Better::More,
        source: "Thompson 1991",
        of: |s| part(s.heard().iter().filter(|fact| fact.used.is_some()).count(), s.heard().len()),
    },
];

fn is_priority(talk: Talk) -> bool {
    matches!(talk, Talk::Tell(Disclosure::Priority(..) | Disclosure::Interest(_)))
}

fn judged(study: &Study<'_>) -> Option<Judged> {
    Some(Judged::of(study.guess()?, study.theirs()))
}

/// Bits gained and bits open at first.
fn gained(study: &Study<'_>) -> Option<(f64, f64)> {
    let decisions = &study.moves()?.decisions;
    let (first, last) = (decisions.first()?.entropy, decisions.last()?.entropy);
    Some((first - last, first))
}

/// The person's questions, with their turns.
pub(crate) fn questions(study: &Study<'_>) -> impl Iterator<Item = (u32, Question)> {
    study.said().filter_map(|(turn, talk)| match talk {
        Talk::Ask(question) => Some((turn, question)),
        _ => None,
    })
}

fn followed(study: &Study<'_>) -> Option<f64> {
    let answers = || study.heard().iter().filter(|fact| fact.asked);
    let next = |after: u32| study.own_turns().map(|(turn, _)| turn).find(|turn| *turn > after);
    let is_followed = |fact: &&crate::course::Heard| {
        let Some(next) = next(fact.turn) else { return false };
        let asks = questions(study).any(|(turn, question)| turn == next && question.issue() == Some(fact.issue));
        asks || fact.used == Some(next)
    };
    part(answers().filter(is_followed).count(), answers().count())
}
