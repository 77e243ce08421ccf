//! What the partner believes its counterpart likes: a weight an issue, and a liking for each value.
//!
//! Both start from ignorance: all issues weigh the same, and the counterpart is taken to like the reverse of what the
//! partner likes (the fixed pie people start from, Thompson & Hastie 1990). Talk moves weights quickly and offers slowly
//! (Moran & Ritov 2002); likings move with the values the counterpart offers, its opening most, for that is where it asks
//! for what it wants. Several other parties are believed to be one.

use zopa_core::{IssueId, Outcome, OutcomeSpace, Preferences, Sketch, ValueId, Values};

use crate::worth;

/// How much less a later offer says of what the counterpart likes than the one before.
const FADING: f64 = 0.8;

/// What an issue kept while others moved gains in weight.
const KEPT: f64 = 0.05;

/// What a share given beyond what was asked for takes from liking: it is waste, not kindness.
const BEYOND: f64 = 0.5;

/// Beliefs about the counterpart.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Belief {
    weights: Vec<f64>,
    /// By issue: the values offered, and how much each says.
    seen: Vec<Vec<(ValueId, f64)>>,
    /// The packages of the latest offer.
    asked: Vec<Outcome>,
    offers: u32,
    /// What the next offer will say.
    next: f64,
    /// By issue: the value it was said not to go past.
    limits: Vec<Option<ValueId>>,
}

impl Belief {
    pub(crate) fn new(space: &OutcomeSpace) -> Self {
        let issues = space.issues().len();
        Self {
            weights: vec![1.0 / issues as f64; issues],
            seen: vec![Vec::new(); issues],
            asked: Vec::new(),
            offers: 0,
            next: 1.0,
            limits: vec![None; issues],
        }
    }

    pub(crate) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Adds to one issue's weight and makes the weights sum to 1 again.
    pub(crate) fn raise(&mut self, issue: IssueId, amount: f64) {
        if let Some(weight) = self.weights.get_mut(issue.index()) {
            *weight += amount;
            self.normalise();
        }
    }

    /// Halves one issue's weight and makes the weights sum to 1 again.
    pub(crate) fn halve(&mut self, issue: IssueId) {
        if let Some(weight) = self.weights.get_mut(issue.index()) {
            *weight *= 0.5;
            self.normalise();
        }
    }

    /// Takes note of a limit: past it is nothing to be had.
    pub(crate) fn limit(&mut self, issue: IssueId, value: ValueId) {
        if let Some(limit) = self.limits.get_mut(issue.index()) {
            *limit = Some(value);
        }
    }

    /// Learns from a partial package half of what an offer would say.
    pub(crate) fn note_sketch(&mut self, space: &OutcomeSpace, sketch: Sketch) {
        for (issue, value) in sketch.values(space) {
            let Some(seen) = self.seen.get_mut(issue.index()) else { continue };
            match seen.iter_mut().find(|(v, _)| *v == value) {
                Some((_, says)) => *says += 0.5 * self.next,
                None => seen.push((value, 0.5 * self.next)),
            }
        }
    }

    fn normalise(&mut self) {
        let sum: f64 = self.weights.iter().sum();
        if sum > 0.0 {
            self.weights.iter_mut().for_each(|w| *w /= sum);
        }
    }

    /// Learns from an offer's packages; `step` is the package that matters most to the partner and its like in the same
    /// party's offer before, if there was one.
    pub(crate) fn note_offer(&mut self, space: &OutcomeSpace, packages: &[Outcome], step: (Outcome, Option<Outcome>)) {
        for issue in space.issue_ids() {
            let Some(seen) = self.seen.get_mut(issue.index()) else { continue };
            for package in packages {
                let value = space.value(*package, issue);
                match seen.iter_mut().find(|(v, _)| *v == value) {
                    Some((_, says)) => *says += self.next,
                    None => seen.push((value, self.next)),
                }
            }
        }
        self.asked = packages.to_vec();
        self.offers = self.offers.saturating_add(1);
        self.next *= FADING;
        let (package, Some(before)) = step else { return };
        let kept = |issue: &IssueId| package != before && space.value(package, *issue) == space.value(before, *issue);
        for issue in space.issue_ids().filter(kept) {
            if let Some(weight) = self.weights.get_mut(issue.index()) {
                *weight += KEPT;
            }
        }
        self.normalise();
    }

    /// How much the counterpart is believed to like each value of an issue, in `[0, 1]` times the issue's weight.
    ///
    /// With `n` offers seen, `n / (n + 2)` of it is what they say and the rest the reverse of the partner's own share. A
    /// label says something of itself alone; a number also of its neighbours, less with distance. What gives more than the
    /// counterpart's latest offer asks for is liked no more than what it asks for.
    pub(crate) fn liking(&self, preferences: &Preferences, issue: IssueId) -> Liking<'_> {
        let values = preferences.space().issue(issue).values();
        let seen = self.seen.get(issue.index()).map_or(&[][..], Vec::as_slice);
        let total: f64 = seen.iter().map(|(_, says)| says).sum();
        let most = seen.iter().map(|(_, says)| *says).fold(0.0, f64::max);
        let centre = seen.iter().map(|(v, says)| f64::from(v.0) * says).sum::<f64>() / total.max(f64::MIN_POSITIVE);
        let n = f64::from(self.offers);
        let range = worth::range(preferences, issue);
        let asked = self.asked.iter().map(|o| preferences.space().value(*o, issue));
        let asked = asked.map(|v| (worth::share(preferences, issue, v, range), v));
        Liking {
            issue,
            weight: self.weights.get(issue.index()).copied().unwrap_or(0.0),
            range,
            limit: self
                .limits
                .get(issue.index())
                .copied()
                .flatten()
                .map(|v| worth::share(preferences, issue, v, range)),
            asked: asked.reduce(|a, b| if b.0 > a.0 { b } else { a }),
            learnt: if seen.is_empty() { 0.0 } else { n / (n + 2.0) },
            said: match values {
                Values::Labels(_) => Said::Labels { seen, most },
                Values::Decimals(_) | Values::Range { .. } => {
                    Said::Numbers { centre, reach: f64::from(preferences.space().issue(issue).len().max(2) - 1) }
                }
            },
        }
    }
}

/// What the offers say of one issue's values.
enum Said<'a> {
    Labels { seen: &'a [(ValueId, f64)], most: f64 },
    Numbers { centre: f64, reach: f64 },
}

/// The believed liking for the values of one issue.
pub(crate) struct Liking<'a> {
    issue: IssueId,
    weight: f64,
    range: (i64, i64),
    /// The partner's share of the value it was said not to go past.
    limit: Option<f64>,
    /// The value asked for that suits the partner best, and the partner's share of it.
    asked: Option<(f64, ValueId)>,
    learnt: f64,
    said: Said<'a>,
}

impl Liking<'_> {
    /// The liking for a value times the issue's weight.
    pub(crate) fn of(&self, preferences: &Preferences, value: ValueId) -> f64 {
        let share = worth::share(preferences, self.issue, value, self.range);
        let past = match self.limit {
            Some(limit) if share > limit => self.weight * BEYOND * (1.0 + share - limit),
            _ => 0.0,
        };
        match self.asked {
            Some((least, asked)) if share < least => {
                self.raw(asked, 1.0 - least) - self.weight * BEYOND * (least - share)
            }
            _ => self.raw(value, 1.0 - share) - past,
        }
    }

    /// The liking for a value of which the partner has all but `reverse`, whatever was asked for.
    fn raw(&self, value: ValueId, reverse: f64) -> f64 {
        let said = match &self.said {
            Said::Labels { seen, most } => {
                let says = seen.iter().find(|(v, _)| *v == value).map_or(0.0, |(_, says)| *says);
                if *most > 0.0 { says / most } else { 0.0 }
            }
            Said::Numbers { centre, reach } => 1.0 - (f64::from(value.0) - centre).abs() / reach,
        };
        self.weight * ((1.0 - self.learnt) * reverse + self.learnt * said)
    }
}
