//! Whether raters agree, criterion by criterion, and what to do where they do not.

use std::collections::{BTreeMap, BTreeSet};

use zopa_core::Seed;
use zopa_statistics::{
    Interval, Refusal,
    agreement::{
        IntraclassCorrelation, LimitsOfAgreement, Ratings, Scale, Severity, gwet_ac1, gwet_ac2, intraclass_correlation,
        krippendorff_alpha, limits_of_agreement, quadratic_kappa,
    },
};

use super::Panel;
use crate::rubric::Rubric;

/// With fewer replays that two have rated no coefficient is to be trusted.
pub const MIN_REPLAYS: usize = 10;
/// How many replays a norming session looks at.
const NORMING: usize = 3;
/// How often the replays are drawn again for an interval.
const RESAMPLES: usize = 1000;

/// Agreement over all replays that two or more have rated.
#[derive(Clone, PartialEq, Debug)]
pub struct Agreement {
    /// How many replays two or more raters rated whose ratings count.
    pub replays: usize,
    /// Each criterion, in the order of the rubric.
    pub criteria: Vec<CriterionAgreement>,
    /// Each rater whose ratings count, in the order of names.
    pub raters: Vec<RaterAgreement>,
    /// What the levels come to, as numbers.
    pub totals: TotalAgreement,
    /// Raters and replays left out for a conflict of interest.
    pub conflicts: Vec<(String, String)>,
}

/// Agreement on one criterion.
#[derive(Clone, PartialEq, Debug)]
pub struct CriterionAgreement {
    /// How many replays two or more gave a level on it.
    pub replays: usize,
    /// Which coefficient is the one to read.
    pub coefficient: Coefficient,
    /// Its value, or why there is none.
    pub value: Result<f64, Refusal>,
    /// Its 95 % interval, replays drawn again.
    pub interval: Option<Interval>,
    /// The share of pairs of ratings that are equal.
    pub equal: Option<f64>,
    /// The share of pairs of ratings at most one level apart.
    pub adjacent: Option<f64>,
    /// Gwet's AC1, which does not fall when one level is common.
    pub ac1: Option<f64>,
    /// Gwet's AC2 with quadratic weights.
    pub ac2: Option<f64>,
    /// What to do.
    pub band: Band,
    /// The replays to talk about first where the band is [`Band::Norm`]: those with the widest spread, ties by fingerprint.
    pub norming: Vec<String>,
    /// How far the machine's level lies above the raters' mean (Bland & Altman 1986), where there are two replays with both.
    pub machine: Option<LimitsOfAgreement>,
}

/// Which coefficient is the one to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coefficient {
    /// Cohen's kappa with quadratic weights: two raters who both rated everything.
    Kappa,
    /// Krippendorff's ordinal alpha: more raters, or gaps.
    Alpha,
}

/// What a coefficient allows, after Landis & Koch (1977): conventions, not findings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Band {
    /// Fewer than [`MIN_REPLAYS`] replays.
    TooFew,
    /// All ratings are one level, so no coefficient exists; read the share of equal ratings.
    NoSpread,
    /// Below 0.4: hold a norming session.
    Norm,
    /// From 0.4 to 0.6: tentative.
    Tentative,
    /// Above 0.6: it may be reported.
    Report,
}

/// How one rater rates.
#[derive(Clone, PartialEq, Debug)]
pub struct RaterAgreement {
    /// The short name.
    pub rater: String,
    /// How many replays.
    pub replays: usize,
    /// How strict, over all criteria; `None` where nobody else rated the same.
    pub severity: Option<Severity>,
}

/// Agreement on what the levels come to.
#[derive(Clone, PartialEq, Debug)]
pub struct TotalAgreement {
    /// ICC(2,1) and ICC(2,k) over the replays that all raters rated, or why there are none.
    pub correlation: Result<IntraclassCorrelation, Refusal>,
}

/// The agreement over panels. `machine` gives the machine's level of a replay on a criterion, where it has one; it is asked of open
/// panels only. `seed` draws the intervals.
#[must_use]
pub fn agreement(
    rubric: &Rubric,
    panels: &[Panel],
    machine: &dyn Fn(&str, usize) -> Option<u8>,
    seed: Seed,
) -> Agreement {
    let open: Vec<&Panel> = panels.iter().filter(|panel| panel.is_open()).collect();
    let raters: BTreeSet<&str> = panels.iter().flat_map(Panel::counting).map(|rating| rating.rater.as_str()).collect();
    let raters: Vec<&str> = raters.into_iter().collect();
    let criteria = 0..rubric.criteria().len();
    Agreement {
        replays: open.len(),
        criteria: criteria.map(|index| criterion(rubric, &open, &raters, index, machine, seed)).collect(),
        raters: severities(rubric, panels, &raters),
        totals: TotalAgreement { correlation: totals(rubric, &open, &raters) },
        conflicts: panels
            .iter()
            .flat_map(Panel::ratings)
            .filter(|rating| rating.conflict.is_some())
            .map(|rating| (rating.rater.clone(), rating.replay.clone()))
            .collect(),
    }
}

/// The levels of a criterion: a row a panel, a column a rater.
fn levels(panels: &[&Panel], raters: &[&str], criterion: usize) -> Vec<Vec<Option<u8>>> {
    let level = |panel: &Panel, rater: &str| {
        panel.counting().find(|rating| rating.rater == rater)?.levels.get(&criterion).copied()
    };
    panels.iter().map(|panel| raters.iter().map(|rater| level(panel, rater)).collect()).collect()
}

fn criterion(
    rubric: &Rubric,
    open: &[&Panel],
    raters: &[&str],
    index: usize,
    machine: &dyn Fn(&str, usize) -> Option<u8>,
    seed: Seed,
) -> CriterionAgreement {
    let rows = levels(open, raters, index);
    let is_full = raters.len() == 2 && rows.iter().flatten().all(Option::is_some);
    let coefficient = if is_full { Coefficient::Kappa } else { Coefficient::Alpha };
    let of = |ratings: &Ratings| match coefficient {
        Coefficient::Kappa => quadratic_kappa(ratings, 0, 1),
        Coefficient::Alpha => krippendorff_alpha(ratings, Scale::Ordinal),
    };
    let ratings = Ratings::new(rows);
    let value = ratings.clone().and_then(|ratings| of(&ratings));
    let ratings = ratings.ok();
    let with = |f: &dyn Fn(&Ratings) -> Result<f64, Refusal>| ratings.as_ref().and_then(|ratings| f(ratings).ok());
    let replays = ratings.as_ref().map_or(0, Ratings::shared);
    let band = band(replays, &value);
    let seed = seed.child("agreement", index as u64);
    let bootstrap = ratings.as_ref().filter(|_| value.is_ok()).and_then(|r| r.bootstrap(seed, RESAMPLES, of).ok());
    CriterionAgreement {
        replays,
        coefficient,
        value,
        interval: bootstrap.and_then(|bootstrap| bootstrap.percentile(0.95).ok()),
        equal: with(&|ratings| ratings.agreement(0)),
        adjacent: with(&|ratings| ratings.agreement(1)),
        ac1: with(&|ratings| gwet_ac1(ratings, rubric.top())),
        ac2: with(&|ratings| gwet_ac2(ratings, rubric.top())),
        band,
        norming: if band == Band::Norm { widest(open, index) } else { vec![] },
        machine: against_machine(open, index, machine),
    }
}

fn band(replays: usize, value: &Result<f64, Refusal>) -> Band {
    match value {
        _ if replays < MIN_REPLAYS => Band::TooFew,
        Err(_) => Band::NoSpread,
        Ok(value) if *value < 0.4 => Band::Norm,
        Ok(value) if *value <= 0.6 => Band::Tentative,
        Ok(_) => Band::Report,
    }
}

/// The replays with the widest spread on a criterion, widest first, ties by fingerprint.
fn widest(open: &[&Panel], criterion: usize) -> Vec<String> {
    let mut spreads: Vec<(u8, &str)> =
        open.iter().filter_map(|panel| Some((panel.spread(criterion)?, panel.replay()))).collect();
    spreads.retain(|(spread, _)| *spread > 0);
    spreads.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    spreads.into_iter().take(NORMING).map(|(_, replay)| replay.to_owned()).collect()
}

/// The machine's level less the mean of the raters', over replays that have both.
fn against_machine(
    open: &[&Panel],
    criterion: usize,
    machine: &dyn Fn(&str, usize) -> Option<u8>,
) -> Option<LimitsOfAgreement> {
    let (mut by_machine, mut by_raters) = (Vec::new(), Vec::new());
    for panel in open {
        let levels: Vec<u8> = panel.counting().filter_map(|rating| rating.levels.get(&criterion).copied()).collect();
        let (Some(level), false) = (machine(panel.replay(), criterion), levels.is_empty()) else { continue };
        by_machine.push(f64::from(level));
        by_raters.push(levels.iter().map(|&level| f64::from(level)).sum::<f64>() / levels.len() as f64);
    }
    limits_of_agreement(&by_machine, &by_raters).ok()
}

fn severities(rubric: &Rubric, panels: &[Panel], raters: &[&str]) -> Vec<RaterAgreement> {
    let all: Vec<&Panel> = panels.iter().collect();
    let rows = (0..rubric.criteria().len()).flat_map(|index| levels(&all, raters, index)).collect();
    let severities = Ratings::new(rows).map(|ratings| ratings.severity()).unwrap_or_default();
    let mut replays: BTreeMap<&str, usize> = BTreeMap::new();
    panels.iter().flat_map(Panel::counting).for_each(|rating| *replays.entry(&rating.rater).or_default() += 1);
    raters
        .iter()
        .enumerate()
        .map(|(index, rater)| RaterAgreement {
            rater: (*rater).to_owned(),
            replays: replays.get(rater).copied().unwrap_or_default(),
            severity: severities.get(index).copied().flatten(),
        })
        .collect()
}

/// Over the replays that every rater rated on every criterion: totals with gaps would compare different sums.
fn totals(rubric: &Rubric, open: &[&Panel], raters: &[&str]) -> Result<IntraclassCorrelation, Refusal> {
    let total = |panel: &Panel, rater: &str| {
        let row = panel.counting().find(|rating| rating.rater == rater)?.row(rubric);
        if row.iter().any(Option::is_none) {
            return None;
        }
        rubric.overall(&row).map(|overall| overall.level)
    };
    let complete = open.iter().filter_map(|panel| raters.iter().map(|rater| total(panel, rater)).collect());
    let complete: Vec<Vec<f64>> = complete.collect();
    intraclass_correlation(&complete)
}
