//! What a person guessed of the other side, held against its papers.

use zopa_analysis::kendall_tau_b;
use zopa_core::{IssueId, Preferences, Utility};
use zopa_engine::Guess;

/// How often the truth is meant to lie outside a stated interval: one time in five.
const OUTSIDE: f64 = 0.2;

/// A guess against the truth.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// Kendall's tau-b of the guessed order of issues and of what each can cost the other side, −1 to 1; `None` where no
    /// order was guessed.
    pub tau: Option<f64>,
    /// Root mean square of the differences between guessed and true weights, 0 to 1; `None` where no order was guessed. An
    /// order stands for the weights that are its centroid (Barron & Barrett 1996): `wᵢ = (1/n) Σₖ₌ᵢⁿ 1/k`, issues left out
    /// sharing the last places.
    pub rmse: Option<f64>,
    /// The guess at where the other side walks away, if there was one.
    pub walk_away: Option<Interval>,
}

/// A stated interval against the truth, in points out of 100.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// The least that was thought possible.
    pub least: u8,
    /// The most.
    pub most: u8,
    /// What it is.
    pub truth: f64,
    /// The interval score for an interval meant to hold the truth four times in five (Gneiting and Raftery 2007, Journal of
    /// the American Statistical Association 102, equation 43): its width, and ten times how far the truth lies outside. The
    /// lower the better; being honest about what one knows is what keeps it low.
    pub penalty: f64,
}

impl Judged {
    /// A guess against the other side's preferences.
    #[must_use]
    pub fn of(guess: &Guess, theirs: &Preferences) -> Self {
        let issues: Vec<IssueId> = theirs.space().issue_ids().collect();
        // Those left out are thought to matter less than those named, and equally.
        let place = |issue: &IssueId| guess.priorities.iter().position(|named| named == issue);
        let guessed: Vec<usize> = issues.iter().map(|issue| place(issue).map_or(0, |at| issues.len() - at)).collect();
        let stakes: Vec<Utility> = issues.iter().map(|issue| theirs.stake(*issue)).collect();
        let is_ordered = !guess.priorities.is_empty();
        let tau = if is_ordered { kendall_tau_b(&guessed, &stakes) } else { None };
        let total: f64 = stakes.iter().map(|stake| stake.get()).sum();
        let rmse = (is_ordered && total > 0.0).then(|| {
            let weights = issues.iter().map(|issue| weight(place(issue), guess.priorities.len(), issues.len()));
            let missed: f64 = weights.zip(&stakes).map(|(w, stake)| w - stake.get() / total).map(|d| d * d).sum();
            (missed / issues.len() as f64).sqrt()
        });
        let walk_away = guess.walk_away.map(|(least, most)| {
            let truth = theirs.reservation().get() * 100.0;
            let missed = (f64::from(least) - truth).max(truth - f64::from(most)).max(0.0);
            let penalty = f64::from(most) - f64::from(least) + 2.0 / OUTSIDE * missed;
            Interval { least, most, truth, penalty }
        });
        Self { tau, rmse, walk_away }
    }
}

/// The centroid weight of a place in an order of `n`, of which the first `named` are told apart.
fn weight(place: Option<usize>, named: usize, n: usize) -> f64 {
    let at = |place: usize| (place + 1..=n).map(|k| 1.0 / k as f64).sum::<f64>() / n as f64;
    match place {
        Some(place) => at(place),
        None => (named..n).map(at).sum::<f64>() / (n.saturating_sub(named)).max(1) as f64,
    }
}

impl Interval {
    /// Whether the truth lies in it.
    #[must_use]
    pub fn holds(&self) -> bool {
        (f64::from(self.least)..=f64::from(self.most)).contains(&self.truth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_an_order_sum_to_one() {
        for named in 0..=5 {
            let all = (0..5).map(|at| weight((at < named).then_some(at), named, 5)).sum::<f64>();
            assert!((all - 1.0).abs() < 1e-12, "{named}");
        }
        assert!((weight(Some(0), 2, 2) - 0.75).abs() < 1e-12);
    }
}
