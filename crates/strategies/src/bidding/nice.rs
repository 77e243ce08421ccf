//! Nice tit-for-tat: concede towards a fair deal as far as the others have, and bonuses when time runs short.
//!
//! Utilities `û` are scaled so that one's best outcome is 1 and zero is 0. With an opponent model a fair deal `N` is found:
//! one's own `û` at the outcome of greatest `û · (model's estimate)`, or 0.7 without a model or in a space of 200,000 outcomes
//! or more. Then
//! ```text
//! first  = the worst received by t = 0.01, or the first received
//! N      = clamp(N · max(0, 1.4 − 0.6 · (1 − first)), 0.5, 1)
//! factor = min(1, (best received − first) / (N − first))
//! target = 1 − factor · (1 − N)
//! bonus  = max(0.5 − 0.4 δ, min(1, 20 · (t − t0)) for t > t0),   t0 = 0.91, or 0.85 above 3,000 outcomes
//! target = target − bonus · max(0, target − N)
//! ```
//! with δ the discount. Candidates are worth `0.98 · target` to `target + 0.05`, the upper end rising by 0.01 until there are
//! two; of the 3 to 20 (a tenth of them) the model likes best one is drawn. If a bid was received that is worth at least as
//! much, that is offered instead. The first bid is the best outcome.
//!
//! T. Baarslag, K. Hindriks, C. Jonker, *A tit for tat negotiation strategy for real-time bilateral negotiations* (2013); the
//! numbers are those of Genius's `NiceTitForTat_Offering`, except that the gap of the first turn is known at the first turn
//! (Genius takes it for 0 then) and that the fair deal is looked for again only after something was received.

use zopa_core::{Dice, Event, Outcome, Points, TableAct, View};

use super::{Bidding, Plan, liking};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, SpecResult},
    model::acted_at,
    repertoire::Repertoire,
};

/// Spaces of at least so many outcomes are not searched for a fair deal.
const SEARCHABLE: u64 = 200_000;
/// Spaces of more outcomes than this hurry earlier.
const LARGE: u64 = 3_000;
/// Offers up to this relative time count as the beginning.
const BEGINNING: f64 = 0.01;

/// Bids as nice tit-for-tat does.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Nice {
    /// The worst received at the beginning.
    first: Option<Points>,
    /// The best received, the earliest of equals.
    best: Option<(Points, Outcome)>,
    /// One's own `û` at the fair deal, as found after the latest offer received.
    fair: Option<f64>,
    /// The candidates, with what the model makes of them; kept so that a turn allocates little.
    candidates: Vec<(f64, Outcome)>,
}

/// The paper.
pub(crate) const SOURCE: &str =
    "Baarslag, Hindriks & Jonker, A tit for tat negotiation strategy for real-time bilateral negotiations, 2013";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "nice-tft",
    revision: 1,
    summary: "concedes towards a fair deal as far as the others have, offering what they seem to like",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Bidding>> { Ok(Box::<Nice>::default()) },
};

/// The scale on which one's best outcome is 1.
#[derive(Clone, Copy)]
struct Scale {
    zero: f64,
    reach: f64,
}

impl Scale {
    fn of(worst: Points, best: Points) -> Self {
        let zero = (worst.0 as f64).min(0.0);
        Self { zero, reach: (best.0 as f64 - zero).max(1.0) }
    }

    fn unit(self, points: Points) -> f64 {
        (points.0 as f64 - self.zero) / self.reach
    }

    /// The least points worth `unit`.
    fn points(self, unit: f64) -> Points {
        Points((self.zero + unit * self.reach).ceil() as i64)
    }
}

impl Nice {
    fn fair(&mut self, view: &View<'_>, model: &dyn OpponentModel, scale: Scale) -> f64 {
        *self.fair.get_or_insert_with(|| {
            let ranking = view.preferences().ranking().filter(|_| view.space().size() < SEARCHABLE);
            let mut best: Option<(f64, f64)> = None;
            for outcome in ranking.into_iter().flat_map(|ranking| ranking.outcomes()) {
                let Some(liked) = liking(view, model, outcome) else { break };
                let own = scale.unit(view.preferences().points(outcome));
                if best.is_none_or(|(most, _)| own * liked > most) {
                    best = Some((own * liked, own));
                }
            }
            best.map_or(0.7, |(_, own)| own)
        })
    }

    /// What to ask for, as `û`.
    fn target(&mut self, view: &View<'_>, model: &dyn OpponentModel, scale: Scale) -> f64 {
        let (Some(first), Some((best, _))) = (self.first, self.best) else { return 1.0 };
        let (first, best) = (scale.unit(first), scale.unit(best));
        let fair = (self.fair(view, model, scale) * (1.4 - 0.6 * (1.0 - first)).max(0.0)).clamp(0.5, 1.0);
        let factor = if fair > first { ((best - first) / (fair - first)).min(1.0) } else { 1.0 };
        let target = 1.0 - factor * (1.0 - fair);
        target - bonus(view) * (target - fair).max(0.0)
    }

    fn choose(
        &mut self,
        view: &View<'_>,
        model: &dyn OpponentModel,
        dice: &mut Dice,
        ends: (Points, Points),
    ) -> Option<Outcome> {
        let repertoire = Repertoire::of(view.preferences());
        self.candidates.clear();
        let candidates = &mut self.candidates;
        repertoire.each_within(ends.0, ends.1, |outcome| {
            candidates.push((liking(view, model, outcome).unwrap_or(0.0), outcome));
        });
        // Candidates come best first, and a stable sort leaves equally liked ones so.
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        let informed = candidates.iter().any(|(liked, _)| *liked > 0.0);
        let top = if informed { (candidates.len() / 10).clamp(3, 20) } else { 1 };
        let top = candidates.get(..top.min(candidates.len())).unwrap_or_default();
        dice.pick(top).map(|(_, outcome)| *outcome)
    }
}

fn bonus(view: &View<'_>) -> f64 {
    let discount = view.preferences().discounted(zopa_core::Utility::ONE, 1.0).get();
    let begin = if view.space().size() > LARGE { 0.85 } else { 0.91 };
    let hurry = (20.0 * (view.session().relative_time() - begin)).min(1.0);
    (0.5 - 0.4 * discount).max(hurry).clamp(0.0, 1.0)
}

impl Bidding for Nice {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        let TableAct::Offer(packages) = turn.act else { return };
        if party == view.me() {
            return;
        }
        for outcome in packages.as_slice() {
            let points = view.preferences().points(*outcome);
            self.note(points, *outcome, acted_at(view));
        }
    }

    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        let repertoire = Repertoire::of(view.preferences());
        let (worst, best) = repertoire.span()?;
        let scale = Scale::of(worst, best);
        let target = self.target(view, model, scale);
        let low = scale.points(target * 0.98).max(view.preferences().reservation_points()).min(best);
        let mut chosen = repertoire.least_worth(best)?;
        for step in 5..=105 {
            let high = scale.points(target + f64::from(step) / 100.0).min(best).max(low);
            let found = self.choose(view, model, dice, (low, high));
            if let Some(found) = found
                && (self.candidates.len() > 1 || high == best)
            {
                chosen = found;
                break;
            }
            if high == best {
                break;
            }
        }
        // Never ask for less than was already offered.
        let preferences = view.preferences();
        let bid = match self.best {
            Some((worth, outcome)) if worth >= preferences.points(chosen) && preferences.acceptable(outcome) => outcome,
            _ => chosen,
        };
        Some(Plan::of(view, bid))
    }
}

impl Nice {
    fn note(&mut self, points: Points, outcome: Outcome, t: f64) {
        if self.first.is_none() || t <= BEGINNING {
            self.first = Some(self.first.map_or(points, |first| first.min(points)));
        }
        if self.best.is_none_or(|(best, _)| points > best) {
            self.best = Some((points, outcome));
        }
        self.fair = None;
    }
}
