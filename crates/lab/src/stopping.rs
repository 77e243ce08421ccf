//! When to stop: looks at the results so far, at ends of parts, in the order of the plan.
//!
//! Three rules look at the first comparison of the first family. Each may look as often as it likes: a confidence sequence
//! holds at all looks at once, a gate has Wald's bounds, and a wager is a martingale. Where a look falls depends on the plan
//! alone, so a run on a hundred machines stops where a run on one does. The end of everything is a look too.

use zopa_statistics::{
    ConfidenceSequence, Gate, GateDecision, Interval, Moments, Refusal, Verdict, Wager, WagerDecision,
};

use crate::{
    Experiment, Plan, Test,
    file::{MetricFile, ScopeFile, StoppingFile},
    fold::Fold,
    report::{Decision, Look, rounded},
};

/// A rule that looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Blocks from one look to the next.
    blocks: u64,
    /// Blocks there are.
    all: u64,
    /// The comparison that decides, by its place in the plan.
    test: usize,
    sequence: ConfidenceSequence,
    matters: f64,
    kind: Kind,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// When the interval decides.
    Sure,
    Gate(Gate),
    /// The fold keeps the wager: it is made unit by unit, not look by look.
    Bet,
}

impl Rule {
    /// The plan's rule, if it has one.
    pub(crate) fn of(plan: &Plan) -> Option<Self> {
        let file = plan.experiment().file().stopping;
        let kind = match file {
            StoppingFile::Fixed => return None,
            StoppingFile::WhenSure { .. } => Kind::Sure,
            StoppingFile::Gate { .. } => Kind::Gate(gate(plan.experiment(), plan.units())?.ok()?),
            StoppingFile::Bet { .. } => Kind::Bet,
        };
        Some(Self {
            blocks: u64::from(file.every()?) * plan.blocks_of_unit(),
            all: plan.blocks(),
            test: place(plan)?,
            sequence: sequence(plan, 1)?,
            matters: plan.experiment().matters(),
            kind,
        })
    }

    /// Whether a look falls here.
    pub(crate) fn is_due(&self, fold: &Fold<'_>) -> bool {
        fold.blocks > 0 && (fold.blocks.is_multiple_of(self.blocks.max(1)) || fold.blocks == self.all)
    }

    /// What a look here sees.
    pub(crate) fn look(&self, fold: &Fold<'_>) -> Option<Look> {
        let units = fold.units.get(self.test)?;
        Some(Look {
            units: units.count() as u64,
            difference: rounded(units.mean()),
            interval: held(fold.plan, self.sequence, units).map(Into::into),
            evidence: self.evidence(fold).map(rounded),
        })
    }

    /// Whether the comparison is decided, one way or another.
    pub(crate) fn decided(&self, fold: &Fold<'_>) -> bool {
        !matches!(self.decision(fold), Decision::Open | Decision::Inconclusive)
    }

    /// What it comes to here, if a look falls here; the end without a decision is inconclusive.
    pub(crate) fn decision(&self, fold: &Fold<'_>) -> Decision {
        let found = self.found(fold).filter(|_| self.is_due(fold));
        found.unwrap_or(if fold.blocks == self.all { Decision::Inconclusive } else { Decision::Open })
    }

    fn found(&self, fold: &Fold<'_>) -> Option<Decision> {
        let units = fold.units.get(self.test)?;
        match self.kind {
            Kind::Sure => {
                let interval = held(fold.plan, self.sequence, units)?;
                match Verdict::of(interval, interval, self.matters) {
                    Verdict::Better => Some(Decision::Better),
                    Verdict::Worse => Some(Decision::Worse),
                    Verdict::Equivalent => Some(Decision::Equivalent),
                    Verdict::Inconclusive => None,
                }
            }
            Kind::Gate(gate) => match gate.look(units) {
                GateDecision::Upper => Some(Decision::Accepted),
                GateDecision::Lower => Some(Decision::Rejected),
                GateDecision::Continue | GateDecision::Inconclusive => None,
            },
            Kind::Bet => match fold.wager.as_ref()?.decision() {
                WagerDecision::Above => Some(Decision::Better),
                WagerDecision::Below => Some(Decision::Worse),
                WagerDecision::Continue => None,
            },
        }
    }

    /// What the gate and the wager weigh, as a natural logarithm.
    pub(crate) fn evidence(&self, fold: &Fold<'_>) -> Option<f64> {
        match self.kind {
            Kind::Sure => None,
            Kind::Gate(gate) => fold.units.get(self.test).map(|units| gate.log_ratio(units)),
            Kind::Bet => fold.wager.as_ref().map(Wager::log_evidence),
        }
    }

    /// The gate, if it is one.
    pub(crate) fn gate(&self) -> Option<Gate> {
        if let Kind::Gate(gate) = self.kind { Some(gate) } else { None }
    }
}

/// The comparison that decides.
pub(crate) fn deciding(experiment: &Experiment) -> Option<Test> {
    experiment.families().first()?.tests.first().copied()
}

/// The place of the comparison that decides.
pub(crate) fn place(plan: &Plan) -> Option<usize> {
    let first = deciding(plan.experiment())?;
    plan.tests().iter().position(|test| *test == first)
}

/// The gate of an experiment with so many units at most, or why it cannot be; nothing where it has none.
pub(crate) fn gate(experiment: &Experiment, units: u64) -> Option<Result<Gate, Refusal>> {
    let StoppingFile::Gate { lower, upper, miss, .. } = experiment.file().stopping else { return None };
    let [lower, upper, miss] = [lower, upper, miss].map(|number| number.0.to_f64());
    let cap = usize::try_from(units).unwrap_or(usize::MAX);
    Some(Gate::new(lower, upper, experiment.alpha(), miss, cap))
}

/// The wager of a plan, before anything is played.
pub(crate) fn wager(plan: &Plan) -> Option<Wager> {
    let is_one = matches!(plan.experiment().file().stopping, StoppingFile::Bet { .. });
    is_one.then(|| Wager::new(plan.experiment().alpha()).ok()).flatten()
}

/// Whether differences on a metric lie between -1 and 1, as a wager wants them.
pub(crate) fn is_bounded(metric: MetricFile) -> bool {
    matches!(metric, MetricFile::Utility | MetricFile::Agreement | MetricFile::Time)
}

/// The fewest units the rule of an experiment speaks of.
pub(crate) fn units_min(stopping: StoppingFile) -> usize {
    match stopping {
        StoppingFile::Fixed | StoppingFile::Bet { .. } => 1,
        StoppingFile::WhenSure { .. } => ConfidenceSequence::FIRST_LOOK,
        StoppingFile::Gate { .. } => Gate::FIRST_LOOK,
    }
}

/// The confidence sequence of one of so many comparisons, tightest half-way through the plan.
pub(crate) fn sequence(plan: &Plan, comparisons: usize) -> Option<ConfidenceSequence> {
    let tightest = (plan.units() / 2).max(ConfidenceSequence::FIRST_LOOK as u64) as usize;
    ConfidenceSequence::new(plan.experiment().alpha() / comparisons.max(1) as f64, tightest).ok()
}

/// The interval of a comparison in such a run, one of so many.
pub(crate) fn interval(plan: &Plan, fold: &Fold<'_>, test: usize, comparisons: usize) -> Option<Interval> {
    held(plan, sequence(plan, comparisons)?, fold.units.get(test)?)
}

/// The interval of a sequence after these units. Scenarios that do not differ at all say nothing of how others would, so a
/// population has none then; the passes of a suite that do not differ have no luck in them, and are all there is.
fn held(plan: &Plan, sequence: ConfidenceSequence, units: &Moments) -> Option<Interval> {
    let is_silent = plan.experiment().file().scope == ScopeFile::Population && units.deviation() == Some(0.0);
    sequence.interval(units).filter(|_| !is_silent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arena::Arenas, fold::BlockScore, plan::tests::plan};

    /// Where a plan stops and as what, by its rule; and the differences of all its units, whole, to be judged otherwise.
    fn stopped(plan: &Plan) -> (u64, Decision, Vec<f64>) {
        let (arenas, mut fold, rule) = (Arenas::of(plan), Fold::new(plan), Rule::of(plan).unwrap());
        let (mut stop, mut means) = (None, Vec::new());
        for unit in 0..plan.units() {
            let blocks = unit * plan.blocks_of_unit()..(unit + 1) * plan.blocks_of_unit();
            let rows = arenas.rows(blocks).unwrap();
            for block in rows.chunks(plan.meetings().len()) {
                fold.add(&BlockScore::of(plan, &arenas, block).unwrap());
            }
            let mean = |candidate: u32| {
                let of = rows.iter().filter(|row| row.candidate == candidate).map(|row| row.utility);
                Moments::of(&of.collect::<Vec<_>>()).mean()
            };
            means.push(mean(0) - mean(1));
            if stop.is_none() && rule.is_due(&fold) && rule.decided(&fold) {
                stop = Some((unit + 1, rule.decision(&fold)));
            }
        }
        let (units, decision) = stop.unwrap_or((plan.units(), rule.decision(&fold)));
        (units, decision, means)
    }

    fn with(stopping: &str, candidates: &str) -> Plan {
        plan(&[
            ("count: 9", "count: 60"),
            ("rounds: 12", &format!("stopping: {stopping}, rounds: 12")),
            ("replicates: 3, metrics: [Utility, Gain, Agreement, Time, Surplus]", "replicates: 2"),
            ("(play: \"boulware\"), (play: \"random-rational\")", candidates),
        ])
    }

    const APART: &str = "(play: \"boulware\"), (play: \"random-rational\")";
    const ALIKE: &str = "(play: \"boulware\"), (play: \"boulware\", name: \"again\")";

    /// The gate stops at the first multiple of its step at which the likelihood ratio of the units so far, worked out here from
    /// the rows, passes a bound; between two who are the same it decides nothing and says so.
    #[test]
    fn a_gate_stops_where_its_ratio_passes() {
        let plan = with("Gate(every: 3, lower: 0, upper: 0.5)", APART);
        let (units, decision, means) = stopped(&plan);
        let ratio = |n: usize| {
            let mean = means[..n].iter().sum::<f64>() / n as f64;
            let variance = means[..n].iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n as f64;
            let t = mean / variance.sqrt();
            n as f64 / 2.0 * zopa_core::num::ln((1.0 + t * t) / (1.0 + (t - 0.5) * (t - 0.5)))
        };
        let bound = zopa_core::num::ln(19.0);
        let first = (30..=60).step_by(3).find(|n| ratio(*n).abs() >= bound).unwrap();
        assert_eq!((units, decision), (first as u64, Decision::Accepted), "{}", ratio(first));
        let (units, decision, _) = stopped(&with("Gate(every: 3, lower: 0, upper: 0.5)", ALIKE));
        assert_eq!((units, decision), (60, Decision::Inconclusive));
        let worse = with("Gate(every: 7, lower: 0, upper: 0.5)", "(play: \"random-rational\"), (play: \"boulware\")");
        let (units, decision, _) = stopped(&worse);
        assert!(decision == Decision::Rejected && units.is_multiple_of(7), "{units} {decision:?}");
    }

    /// Scenarios in which two are the same say nothing of others, however many there are.
    #[test]
    fn nothing_is_sure_of_what_never_varied() {
        let (units, decision, means) = stopped(&with("WhenSure(every: 3)", ALIKE));
        assert_eq!((units, decision), (60, Decision::Inconclusive));
        assert!(means.iter().all(|difference| *difference == 0.0));
    }

    /// The wager pays after every unit and is looked at after every third.
    #[test]
    fn a_bet_stops_at_the_look_after_it_paid() {
        let (units, decision, means) = stopped(&with("Bet(every: 3)", APART));
        let mut wager = Wager::new(0.05).unwrap();
        let paid = means.iter().position(|d| wager.push(*d).unwrap() == WagerDecision::Above).unwrap() + 1;
        assert_eq!((units, decision), (paid.next_multiple_of(3) as u64, Decision::Better));
        let (units, decision, _) = stopped(&with("Bet(every: 3)", ALIKE));
        assert_eq!((units, decision), (60, Decision::Inconclusive));
    }
}
