//! Time, agenda, and how the talk went to and fro.

use zopa_core::{Process, Recess, TableAct, Talk, Tone, Turn};

use super::{Better, Metric, Unit, count, flag, part};
use crate::Study;

/// By how many points the position's worth moves at a turning point.
const TURNING_POINT: f64 = 6.0;

pub(super) const TABLE: &[Metric] = &[
    Metric {
        id: "DLN",
        name: "time left at the end",
        about: "Share of the rounds that were left when the session ended.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "NegMAS, relative rounds",
        of: |s| {
            let rounds = s.session().rules().rounds();
            let turns = s.session().turn_index().max(1);
            Some(1.0 - s.tau(turns - 1).min(1.0)).filter(|_| rounds > 0)
        },
    },
    Metric {
        id: "ALIVE",
        name: "offers alive at the end",
        about: "Packages of the counterpart that could still have been accepted when the session ended.",
        unit: Unit::Count,
        better: Better::Depends,
        source: "the session",
        of: |s| count(s.session().acceptable_by(s.subject().me())),
    },
    Metric {
        id: "LATE",
        name: "first package in the last round",
        about: "Whether the person's first full package came in the last round.",
        unit: Unit::Flag,
        better: Better::Less,
        source: "Moore 2004",
        of: |s| s.opening().and_then(|offer| flag(s.tau(offer.turn) >= 1.0)),
    },
    Metric {
        id: "AGENDA",
        name: "agenda and packaging proposed",
        about: "Proposals about what to talk of, in which order, and what together.",
        unit: Unit::Count,
        better: Better::More,
        source: "Weingart et al. 1996",
        of: |s| process(s, |p| matches!(p, Process::Agenda | Process::Packaging | Process::Park(_))),
    },
    Metric {
        id: "SUMM",
        name: "summaries",
        about: "Times the person summed up where both stood.",
        unit: Unit::Count,
        better: Better::More,
        source: "Rackham & Carlisle 1978",
        of: |s| process(s, |p| p == Process::Summarise),
    },
    Metric {
        id: "CAU",
        name: "time of the first break",
        about: "When the person first took time away from the table, 0 to 1 at the deadline.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Harinck & De Dreu 2008",
        of: |s| {
            let away = |talk: Talk| matches!(talk, Talk::Recess(Recess::Caucus | Recess::Break | Recess::Sidebar));
            s.said().find(|(_, talk)| away(*talk)).map(|(turn, _)| s.tau(turn))
        },
    },
    Metric {
        id: "ESC",
        name: "level reached",
        about: "The highest level the matter was taken to: 0 none, 1 council, 2 steering committee, 3 sponsors.",
        unit: Unit::Count,
        better: Better::Depends,
        source: "Druckman, Olekalns & Smith 2009",
        of: |s| Some(s.session().level_reached(s.subject().me()).map_or(0.0, |level| f64::from(level.number()))),
    },
    Metric {
        id: "SEQ-RECIPROCAL",
        name: "answers in kind",
        about: "Share of the person's turns that answer a turn of the counterpart with the same kind of act.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Olekalns & Smith 2000",
        of: |s| sequences(s, Sequence::Reciprocal),
    },
    Metric {
        id: "SEQ-COMPLEMENTARY",
        name: "answers in spirit",
        about: "Share that answer with another kind of act of the same orientation.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Olekalns & Smith 2000",
        of: |s| sequences(s, Sequence::Complementary),
    },
    Metric {
        id: "SEQ-TRANSFORMATIONAL",
        name: "answers that turn the talk",
        about: "Share that answer with an act of the other orientation: pressure with a question, or a question with pressure.",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Olekalns & Smith 2000",
        of: |s| sequences(s, Sequence::Transformational),
    },
    Metric {
        id: "TURN",
        name: "turning points",
        about: "Decisions before which the fair worth of the position had moved by 6 points or more since the decision before.",
        unit: Unit::Count,
        better: Better::Depends,
        source: "Druckman 2001",
        of: turning_points,
    },
    Metric {
        id: "HINTS",
        name: "hints taken",
        about: "Hints taken during the session.",
        unit: Unit::Count,
        better: Better::Depends,
        source: "the record",
        of: |s| count(s.asides().filter(|(_, aside)| matches!(aside, zopa_engine::Aside::Hint(_)))),
    },
];

fn process(study: &Study<'_>, wanted: impl Fn(Process) -> bool) -> Option<f64> {
    count(study.said().filter(|(_, talk)| matches!(talk, Talk::Process(process) if wanted(*process))))
}

/// What kind of act a turn is most of all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Asking and telling.
    Information,
    /// Packages side by side, something in return, credit, process.
    Joining,
    /// Arguments and alternatives.
    Substantiation,
    /// Threats, finals, anger.
    Pressure,
}

impl Kind {
    fn of(turn: &Turn) -> Option<Self> {
        let has = |wanted: fn(&Talk) -> bool| turn.talk.iter().any(wanted);
        let pressure = |talk: &Talk| {
            matches!(
                talk,
                Talk::Threaten { .. } | Talk::Final | Talk::Tone(Tone::AngryAtBehaviour | Tone::AngryAtPerson)
            )
        };
        let joins = |talk: &Talk| matches!(talk, Talk::InReturn(_) | Talk::Credit | Talk::Process(_) | Talk::Float(_));
        let several = matches!(turn.act, TableAct::Offer(packages) if packages.is_meso());
        match () {
            () if has(pressure) => Some(Self::Pressure),
            () if has(|talk| matches!(talk, Talk::Ask(_) | Talk::Tell(_))) => Some(Self::Information),
            () if has(joins) || several => Some(Self::Joining),
            () if has(|talk| matches!(talk, Talk::Argue(_) | Talk::Batna { .. })) => Some(Self::Substantiation),
            () => None,
        }
    }

    fn is_integrative(self) -> bool {
        matches!(self, Self::Information | Self::Joining)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sequence {
    Reciprocal,
    Complementary,
    Transformational,
}

/// The share of the pairs of turns, the counterpart's and the person's next, that are of one sequence; plain offers are of
/// no kind and left out.
fn sequences(study: &Study<'_>, wanted: Sequence) -> Option<f64> {
    let turns: Vec<_> = study.session().turns().collect();
    let me = study.subject().me();
    let pair = |pair: &[(zopa_core::PartyId, &Turn)]| match pair {
        [(_, theirs), (by, mine)] if *by == me => {
            let (theirs, mine) = (Kind::of(theirs)?, Kind::of(mine)?);
            Some(match () {
                () if theirs == mine => Sequence::Reciprocal,
                () if theirs.is_integrative() == mine.is_integrative() => Sequence::Complementary,
                () => Sequence::Transformational,
            })
        }
        _ => None,
    };
    let all: Vec<Sequence> = turns.windows(2).filter_map(pair).collect();
    part(all.iter().filter(|sequence| **sequence == wanted).count(), all.len())
}

fn turning_points(study: &Study<'_>) -> Option<f64> {
    let worth = |decision: &crate::moves::Decision| Some(decision.candidates.first()?.fair.points);
    let worths: Vec<f64> = study.moves()?.decisions.iter().filter_map(worth).collect();
    count(worths.windows(2).filter(|pair| matches!(pair, [a, b] if (b - a).abs() >= TURNING_POINT)))
}
