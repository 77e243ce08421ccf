//! The account of a result: what the position was worth, what the decisions lost, and what luck added.

use super::{Account, Decision};

impl Account {
    /// The account of decisions in order, of a session that came to `result` points.
    ///
    /// Luck is what the partner's acts, the dice and what they told of the partner changed between two decisions, and after
    /// the last: the worth of the next position less what the played move was worth, `Σ (Vₜ₊₁ − Qₜ)`. Errors are
    /// `Σ (Vₜ − Qₜ)`, so the sum telescopes: `result = V₀ − errors + luck`.
    #[must_use]
    pub fn of(decisions: &[Decision], result: f64) -> Self {
        let worths = decisions.iter().filter_map(|decision| {
            let best = decision.candidates.first()?;
            let played = decision.candidates.get(decision.played)?;
            Some((best.fair.points, played.fair.points, played.loss.points))
        });
        let mut account = Self { start: result, errors: 0.0, luck: 0.0, result };
        let mut before: Option<f64> = None;
        for (position, played, loss) in worths {
            match before {
                None => account.start = position,
                Some(before) => account.luck += position - before,
            }
            account.errors += loss;
            before = Some(played);
        }
        account.luck += before.map_or(0.0, |before| result - before);
        account
    }

    /// How far the parts are from the result, in points: 0 but for rounding.
    #[must_use]
    pub fn gap(&self) -> f64 {
        (self.start - self.errors + self.luck - self.result).abs()
    }
}
