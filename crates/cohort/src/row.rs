//! A row: what one submission shows.

use std::num::NonZeroUsize;

use zopa_core::{Ending, IssueId, Outcome, PartyId, ValueId};
use zopa_review::{
    NotReviewable, Study, Subject,
    lenses::{LENSES, Lens},
    metrics::Metric,
    moves::{Account, Precision, review_moves},
    rubric::{Facts, Overall, Rubric},
};

use crate::submission::Submission;

/// An offer of the person, as the fan of concessions has it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Step {
    /// Relative time in (0, 1].
    pub tau: f64,
    /// What it would gain the person: 0 is the BATNA, 1 the most the ZOPA holds.
    pub gain: f64,
}

/// What a lens found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The lens: `E21`.
    pub lens: &'static str,
    /// The turns, counted from 1.
    pub turns: Vec<u32>,
}

/// What one submission shows.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name it was handed in under.
    pub name: String,
    /// A name that says nothing of the person.
    pub id: String,
    /// The master seed.
    pub seed: u64,
    /// The level of difficulty.
    pub level: String,
    /// The fingerprint of the record.
    pub fingerprint: String,
    /// How it ended.
    pub ending: Ending,
    /// How many turns there were.
    pub turns: u32,
    /// The person's utility, in points out of 100.
    pub value: f64,
    /// The person's and the counterpart's gains: 0 is the BATNA, 1 the most the ZOPA holds.
    pub gains: (f64, f64),
    /// What the first offer would have gained the person.
    pub opening: Option<f64>,
    /// The person's offers.
    pub offers: Vec<Step>,
    /// Every metric, in the order of their table.
    pub metrics: Vec<Option<f64>>,
    /// What the lenses found, in the order of their table.
    pub found: Vec<Found>,
    /// Decision quality, 0 to 100.
    pub quality: Option<f64>,
    /// Where the result came from, where moves were reviewed.
    pub account: Option<Account>,
    /// The decision that cost most: its turn, counted from 1, and the points it lost.
    pub costliest: Option<(u32, f64)>,
    /// The machine's level on each criterion of the rubric.
    pub levels: Vec<Option<u8>>,
    /// What the levels come to.
    pub overall: Option<Overall>,
    /// How many turns were taken back.
    pub undone: usize,
    /// The name of an earlier submission with the same seed and the same turns, in a file of its own.
    pub twin: Option<String>,
}

impl Row {
    /// Reviews a submission. Without a precision nothing is said of what moves cost.
    ///
    /// # Errors
    /// When it cannot be reviewed.
    pub fn of(
        submission: &Submission,
        id: String,
        rubric: &Rubric,
        precision: Option<&Precision>,
    ) -> Result<Self, NotReviewable> {
        let replay = &submission.replay;
        let subject = Subject::of(replay, Some(submission.party))?;
        let moves = precision.map(|precision| review_moves(&subject, precision, NonZeroUsize::MIN, &|_, _| {}));
        let study = Study::of(&subject, moves.as_ref());
        let facts = Facts::of(&study);
        let found = |lens: &Lens| Some((lens.id, facts.turns(lens.id).filter(|turns| !turns.is_empty())?));
        let found =
            LENSES.iter().filter_map(found).map(|(lens, turns)| Found { lens, turns: turns.to_vec() }).collect();
        let grades = rubric.grade(&facts);
        let levels: Vec<Option<u8>> = grades.iter().map(|grade| grade.level).collect();
        let agreed = study.agreement();
        let mine = study.mine();
        let utility = agreed.map_or(mine.reservation(), |outcome| mine.utility(outcome));
        let step =
            |offer: &zopa_review::course::Offer| Step { tau: study.tau(offer.turn), gain: study.gain(offer.outcome) };
        let lost = |decision: &zopa_review::moves::Decision| {
            Some((decision.turn + 1, decision.candidates.get(decision.played)?.loss.points))
        };
        let decisions = moves.iter().flat_map(|moves| &moves.decisions).filter_map(lost);
        let costliest = decisions.fold(None, |most: Option<(u32, f64)>, one| match most {
            Some(most) if most.1 >= one.1 => Some(most),
            _ => Some(one),
        });
        Ok(Self {
            name: submission.name.clone(),
            id,
            seed: subject.seed(),
            level: submission.level().to_owned(),
            fingerprint: replay.fingerprint(),
            ending: replay.ending().unwrap_or(Ending::Deadline),
            turns: replay.session().turn_index(),
            value: 100.0 * utility.get(),
            gains: agreed.map_or((0.0, 0.0), |outcome| (study.gain(outcome), study.their_gain(outcome))),
            opening: study.opening().map(|offer| study.gain(offer.outcome)),
            offers: study.own_offers().map(step).collect(),
            quality: moves.as_ref().and_then(|moves| moves.quality),
            account: moves.as_ref().map(|moves| moves.account),
            costliest: costliest.filter(|(_, loss)| *loss >= 1.0),
            overall: rubric.overall(&levels),
            undone: replay.undone().len(),
            twin: None,
            metrics: Metric::all().map(|metric| facts.value(metric.id)).collect(),
            found,
            levels,
        })
    }

    /// The package agreed on.
    #[must_use]
    pub fn agreement(&self) -> Option<Outcome> {
        self.ending.agreement()
    }

    /// How it ended, in a word.
    #[must_use]
    pub fn ended(&self, me: PartyId) -> &'static str {
        match self.ending {
            Ending::Agreement(_) => "agreement",
            Ending::Walkout(by) if by == me => "walked",
            Ending::Walkout(_) => "partner walked",
            Ending::Deadline => "deadline",
            Ending::Forfeit { .. } => "forfeit",
        }
    }

    /// The value of a metric, by its short name.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<f64> {
        let at = Metric::all().position(|metric| metric.id == id)?;
        *self.metrics.get(at)?
    }

    /// Whether a lens found something.
    #[must_use]
    pub fn has(&self, lens: &str) -> bool {
        self.found.iter().any(|found| found.lens == lens)
    }

    /// The value agreed on an issue.
    #[must_use]
    pub fn agreed_on(&self, issue: IssueId, space: &zopa_core::OutcomeSpace) -> Option<ValueId> {
        Some(space.value(self.agreement()?, issue))
    }
}
