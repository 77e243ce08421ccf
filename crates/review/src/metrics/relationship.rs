//! Where the relationship stood, and whether what was said was so.
//!
//! The subjective value inventory (Curhan, Elfenbein & Xu 2006) has four subscales that people rate. Here they are modelled
//! from the counterpart's mind, 0 to 1; they are no measurement of anybody:
//! ```text
//! instrumental = its gain, within 0 and 1        self    = 1 − the greatest heat
//! relationship = trust at the end                process = ½ · the least patience + ½ · min(1, heard / 4)
//! ```
//! where `heard` counts the person's questions and truthful disclosures.

use super::{Better, Metric, Unit, count, flag, information::questions};
use crate::{Study, honesty};

const SVI: &str = "after Curhan, Elfenbein & Xu 2006, modelled";
const MIND: &str = "the partner's mind";

pub(super) const TABLE: &[Metric] = &[
    Metric {
        id: "T-END",
        name: "trust at the end",
        about: "The counterpart's trust at the end.",
        unit: Unit::Share,
        better: Better::More,
        source: "Kong et al. 2014; the partner's mind",
        of: |s| Some(s.trajectory().end().trust),
    },
    Metric {
        id: "T-CHANGE",
        name: "trust gained",
        about: "How much the counterpart's trust rose, below 0 for a fall.",
        unit: Unit::Share,
        better: Better::More,
        source: MIND,
        of: |s| Some(s.trajectory().end().trust - s.trajectory().start.trust),
    },
    Metric {
        id: "H-MAX",
        name: "greatest heat",
        about: "The greatest heat of the session.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Brett, Shapiro & Lytle 1998; the partner's mind",
        of: |s| s.trajectory().standings().map(|at| at.heat).max_by(f64::total_cmp),
    },
    Metric {
        id: "P-MIN",
        name: "least patience",
        about: "The least patience the counterpart had; at 0 it leaves.",
        unit: Unit::Share,
        better: Better::More,
        source: MIND,
        of: |s| s.trajectory().standings().map(|at| at.patience).min_by(f64::total_cmp),
    },
    Metric {
        id: "SVI-INSTRUMENTAL",
        name: "their satisfaction with the outcome",
        about: "The counterpart's gain, within 0 and 1.",
        unit: Unit::Share,
        better: Better::More,
        source: SVI,
        of: instrumental,
    },
    Metric {
        id: "SVI-SELF",
        name: "their satisfaction with themselves",
        about: "1 less the greatest heat: nobody was made to lose face.",
        unit: Unit::Share,
        better: Better::More,
        source: SVI,
        of: face,
    },
    Metric {
        id: "SVI-PROCESS",
        name: "their satisfaction with the process",
        about: "Half the least patience, and half for up to four questions and truthful disclosures of the person.",
        unit: Unit::Share,
        better: Better::More,
        source: SVI,
        of: process,
    },
    Metric {
        id: "SVI-RELATIONSHIP",
        name: "their satisfaction with the relationship",
        about: "Trust at the end.",
        unit: Unit::Share,
        better: Better::More,
        source: SVI,
        of: |s| Some(s.trajectory().end().trust),
    },
    Metric {
        id: "SVI",
        name: "their satisfaction in all",
        about: "The mean of the four.",
        unit: Unit::Share,
        better: Better::More,
        source: SVI,
        of: |s| Some((instrumental(s)? + face(s)? + process(s)? + s.trajectory().end().trust) / 4.0),
    },
    Metric {
        id: "FALSE",
        name: "material false statements",
        about: "Claims of fact that are not so: an issue called high that is low or the other way round, a limit gone past later, an alternative called strong that is found modest. What one aims at is no claim of fact.",
        unit: Unit::Count,
        better: Better::Less,
        source: "Schweitzer et al. 2006",
        of: |s| count(honesty::falsehoods(s)),
    },
    Metric {
        id: "DISCOV",
        name: "found out",
        about: "Whether the counterpart found out a deception.",
        unit: Unit::Flag,
        better: Better::Less,
        source: "Schweitzer et al. 2006; the partner's mind",
        of: |s| flag(s.trajectory().end().ceiling < 1.0),
    },
    Metric {
        id: "BROKEN",
        name: "promises broken",
        about: "Promised moves that the next offer did not make.",
        unit: Unit::Count,
        better: Better::Less,
        source: "Schweitzer et al. 2006",
        of: |s| count(honesty::broken(s).into_iter()),
    },
    Metric {
        id: "CONF",
        name: "confidential limits told",
        about: "Limits told outright that a red line or the mandate of the person sets.",
        unit: Unit::Count,
        better: Better::Less,
        source: "the person's papers",
        of: |s| count(honesty::true_limits(s)),
    },
    Metric {
        id: "MAND",
        name: "mandate exceeded",
        about: "Limits of the mandate that the agreement goes beyond, at the level reached.",
        unit: Unit::Count,
        better: Better::Less,
        source: "the person's papers",
        of: beyond,
    },
];

fn instrumental(study: &Study<'_>) -> Option<f64> {
    Some(study.agreement().map_or(0.0, |outcome| study.their_gain(outcome)).clamp(0.0, 1.0))
}

fn face(study: &Study<'_>) -> Option<f64> {
    study.trajectory().standings().map(|at| at.heat).max_by(f64::total_cmp).map(|heat| 1.0 - heat)
}

fn process(study: &Study<'_>) -> Option<f64> {
    let told = honesty::claims(study).into_iter().filter(|claim| claim.truth == Some(true)).count();
    let heard = (questions(study).count() + told) as f64 / 4.0;
    let patience = study.trajectory().standings().map(|at| at.patience).min_by(f64::total_cmp)?;
    Some(0.5 * patience + 0.5 * heard.min(1.0))
}

fn beyond(study: &Study<'_>) -> Option<f64> {
    let me = study.subject().me();
    let agreed = study.agreement()?;
    count(study.subject().scenario().party(me).beyond_mandate(agreed, study.session().level_reached(me)))
}
