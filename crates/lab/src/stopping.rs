//! When to stop: looks at the results so far, at ends of parts, in the order of the plan.
//!
//! Looks are valid at any time because the interval is: a confidence sequence holds at all looks at once. Where a look
//! falls depends on the plan alone, so a run on a hundred machines stops where a run on one does.

use zopa_statistics::{ConfidenceSequence, Interval};

use crate::{
    Plan,
    file::StoppingFile,
    fold::Fold,
    report::{Look, rounded},
};

/// A rule that looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Blocks from one look to the next.
    blocks: u64,
    /// The comparison that decides, by its place in the plan.
    test: usize,
    sequence: ConfidenceSequence,
    matters: f64,
}

impl Rule {
    /// The plan's rule, if it has one.
    pub(crate) fn of(plan: &Plan) -> Option<Self> {
        let StoppingFile::WhenSure { every } = plan.experiment().file().stopping else { return None };
        let first = plan.experiment().families().first()?.tests.first()?;
        Some(Self {
            blocks: u64::from(every) * plan.blocks_of_unit(),
            test: plan.tests().iter().position(|test| test == first)?,
            sequence: sequence(plan, 1)?,
            matters: plan.experiment().matters(),
        })
    }

    /// Whether a look falls here.
    pub(crate) fn is_due(&self, fold: &Fold<'_>) -> bool {
        fold.blocks > 0 && fold.blocks.is_multiple_of(self.blocks.max(1))
    }

    /// What a look here sees.
    pub(crate) fn look(&self, fold: &Fold<'_>) -> Option<Look> {
        let units = fold.units.get(self.test)?;
        Some(Look {
            units: units.count() as u64,
            difference: rounded(units.mean()),
            interval: self.sequence.interval(units).map(Into::into),
        })
    }

    /// Whether the comparison is decided: 0 is left out, or what is left is too small to matter.
    pub(crate) fn decided(&self, fold: &Fold<'_>) -> bool {
        let interval = fold.units.get(self.test).and_then(|units| self.sequence.interval(units));
        interval.is_some_and(|interval| !interval.contains(0.0) || interval.is_within(self.matters))
    }
}

/// The confidence sequence of one of so many comparisons, tightest half-way through the plan.
pub(crate) fn sequence(plan: &Plan, comparisons: usize) -> Option<ConfidenceSequence> {
    let units = plan.blocks() / plan.blocks_of_unit().max(1);
    let tightest = (units / 2).max(ConfidenceSequence::FIRST_LOOK as u64) as usize;
    ConfidenceSequence::new(plan.experiment().alpha() / comparisons.max(1) as f64, tightest).ok()
}

/// The interval of a comparison in such a run, one of so many.
pub(crate) fn interval(plan: &Plan, fold: &Fold<'_>, test: usize, comparisons: usize) -> Option<Interval> {
    sequence(plan, comparisons)?.interval(fold.units.get(test)?)
}
