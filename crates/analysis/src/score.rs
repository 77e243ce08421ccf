//! The score: how an ended session went for one party.
//!
//! # Definitions
//! `F` is the ZOPA: the permitted outcomes worth no less than the BATNA to everybody. A party's *gain* is what it got beyond
//! its BATNA, as a share of the most it could have got in `F`:
//! ```text
//! gᵢ = (uᵢ − rᵢ) / (Uᵢ − rᵢ),     Uᵢ = max of uᵢ over F
//! ```
//! Without an agreement everybody has its BATNA and gains 0. A party that can gain nothing (`Uᵢ = rᵢ`) gains 0. Without a
//! ZOPA gains are not defined: the right result was no deal.
//!
//! Distances are Euclidean, in utilities rescaled so that each party's permitted outcomes run from 0 to 1; *optimality* is
//! `1 − distance / √n`, which is NegMAS's `1 − dist / max_dist` for utilities so rescaled. Everything here but
//! [`Score::utility`], [`Score::reservation`], [`Score::surplus`], [`Score::kalai`] and the gain of [`Score::free`] stays
//! the same when somebody's utilities are rescaled or shifted.

use std::sync::Arc;

use zopa_core::{Outcome, PartyId, Points, Preferences, Utility};

use crate::{
    case::Case,
    frontier::{Frontier, Unavailable},
    landscape::{distance, fraction},
    solutions::ideal,
};

/// How an ended session went for one party.
#[derive(Clone, PartialEq, Debug)]
pub struct Score {
    /// Whose score it is.
    pub party: PartyId,
    /// The outcome agreed on, if one was.
    pub agreement: Option<Outcome>,
    /// What the party got: the agreement's worth, or the BATNA's without one.
    pub utility: Utility,
    /// The BATNA's worth.
    pub reservation: Utility,
    /// `u − r`, in utility; negative for an agreement below the BATNA.
    pub surplus: f64,
    /// Which of the party's red lines the agreement crosses, if it does.
    pub crossed: Option<usize>,
    /// `(u − r) / (a − r)`: how much of the declared aspiration `a` was reached. `None` without one above the BATNA.
    pub aspiration_attained: Option<f64>,
    /// The gain of every party, by party; `None` without a ZOPA.
    pub gains: Option<Vec<f64>>,
    /// The party's share of all gains, `gᵢ / Σ g`; `None` without a ZOPA, or unless the gains add up to more than 0.
    pub share: Option<f64>,
    /// `Σ g / max Σ g over F`: how much of the joint gain possible was reached. `None` without a ZOPA or anything to gain.
    pub joint_efficiency: Option<f64>,
    /// How near the agreement (or, without one, the BATNAs) came to the frontier; `None` when nothing is permitted.
    pub pareto: Option<Nearness>,
    /// How near it came to the Nash solution; `None` without a ZOPA.
    pub nash: Option<Nearness>,
    /// How near it came to the egalitarian (Kalai) solution, which takes utilities of different parties to be comparable;
    /// `None` without a ZOPA.
    pub kalai: Option<Nearness>,
    /// How near it came to the Kalai–Smorodinsky solution; `None` without a ZOPA.
    pub kalai_smorodinsky: Option<Nearness>,
    /// The best package for the party that no other party would have been worse off with; see [`Free`].
    pub free: Option<Free>,
    /// How no deal came about; `None` after an agreement.
    pub parting: Option<Parting>,
}

impl Score {
    /// The party's own gain.
    #[must_use]
    pub fn own_gain(&self) -> Option<f64> {
        self.gains.as_ref()?.get(self.party.index()).copied()
    }

    /// The gain of the counterpart; with several, their mean.
    #[must_use]
    pub fn other_gain(&self) -> Option<f64> {
        let gains = self.gains.as_ref()?;
        let others = || gains.iter().enumerate().filter(|(at, _)| *at != self.party.index()).map(|(_, gain)| gain);
        Some(others().sum::<f64>() / others().count().max(1) as f64)
    }
}

/// How near a result came to something.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Nearness {
    /// The distance in rescaled utilities, 0 or more.
    pub distance: f64,
    /// `1 − distance / √n`, from 0 to 1.
    pub optimality: f64,
}

/// A package that would have been better for one party at nobody's cost.
///
/// After an agreement: worth most to the party among the packages worth no less to every other party than the agreement;
/// when that is the agreement itself, the gain is 0 and nothing was left on the table in this direction. Without an
/// agreement: worth most to it among those worth no less than the BATNA to everybody. Of equals, the one worth most to the
/// others (in their order), then the one of lowest rank. There is none without a ZOPA when there was no agreement, nor
/// after an agreement better than anything permitted.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Free {
    /// The package.
    pub outcome: Outcome,
    /// What it is worth to the party.
    pub utility: Utility,
    /// How much more that is than what it got, in utility; 0 or more.
    pub gain: f64,
}

/// How a session without agreement looks to one party in hindsight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Parting {
    /// There was no ZOPA: no deal is the right result.
    NoZopa,
    /// There was a ZOPA, but no live offer was worth the BATNA: leaving cost nothing that was on the table.
    NothingOnTheTable,
    /// The best live offer, worth no less than the BATNA, was left lying.
    LeftOnTheTable(Outcome),
}

impl Parting {
    /// Whether leaving without an agreement was right: nothing acceptable was on the table, or nothing could have been.
    #[must_use]
    pub fn was_right(self) -> bool {
        !matches!(self, Self::LeftOnTheTable(_))
    }
}

/// What gains are measured by.
#[derive(Debug)]
pub(crate) struct Gains {
    reservation: Vec<Points>,
    ideal: Vec<Points>,
    /// The most the gains can add up to in the ZOPA.
    pub(crate) most: f64,
}

impl Gains {
    /// `None` without a ZOPA.
    pub(crate) fn of(preferences: &[Arc<Preferences>], frontier: &Frontier) -> Option<Self> {
        let ideal = ideal(preferences, frontier)?;
        let reservation = preferences.iter().map(|p| p.reservation_points()).collect();
        let mut gains = Self { reservation, ideal, most: 0.0 };
        let sums = frontier.rational().map(|point| gains.at(point.points).iter().sum::<f64>());
        gains.most = sums.max_by(f64::total_cmp).unwrap_or(0.0);
        Some(gains)
    }

    /// The gain of every party.
    pub(crate) fn at(&self, points: &[Points]) -> Vec<f64> {
        let bounds = self.reservation.iter().zip(&self.ideal);
        points
            .iter()
            .zip(bounds)
            .map(|(worth, (batna, ideal))| fraction(*worth, *batna, *ideal).unwrap_or(0.0))
            .collect()
    }
}

/// What every party got, in its points.
fn result(case: &Case) -> Vec<Points> {
    let got = |p: &Arc<Preferences>| case.agreement().map_or(p.reservation_points(), |outcome| p.points(outcome));
    case.preferences().iter().map(got).collect()
}

/// The score of one party.
pub(crate) fn of(case: &Case, party: PartyId) -> Result<Score, Unavailable> {
    let own = case.preferences().get(party.index()).ok_or(Unavailable::NoSuchParty(party))?;
    let got = result(case);
    let points = got.get(party.index()).copied().unwrap_or_default();
    let measure = case.landscape().gains()?;
    let gains = measure.map(|measure| measure.at(&got));
    let sum = gains.as_ref().map(|gains| gains.iter().sum::<f64>());
    let own_gain = gains.as_ref().and_then(|gains| gains.get(party.index()).copied());
    let aspiration = own.aspiration().map(|aspiration| own.to_points(aspiration.get()));
    let solutions = case.solutions()?;
    let near = |wanted: Option<Outcome>| match wanted {
        Some(wanted) => nearness(case, &got, |outcome| outcome == wanted),
        None => Ok(None),
    };
    Ok(Score {
        party,
        agreement: case.agreement(),
        utility: own.to_utility(points),
        reservation: own.reservation(),
        surplus: difference(own, points, own.reservation_points()),
        crossed: case.agreement().and_then(|outcome| own.crossed(outcome)),
        aspiration_attained: aspiration
            .filter(|aspiration| *aspiration > own.reservation_points())
            .and_then(|aspiration| fraction(points, own.reservation_points(), aspiration)),
        share: own_gain.zip(sum).filter(|(_, sum)| *sum > 0.0).map(|(gain, sum)| gain / sum),
        joint_efficiency: sum
            .zip(measure)
            .filter(|(_, measure)| measure.most > 0.0)
            .map(|(sum, measure)| sum / measure.most),
        gains,
        pareto: nearness(case, &got, |_| true)?,
        nash: near(solutions.map(|solutions| solutions.nash))?,
        kalai: near(solutions.map(|solutions| solutions.egalitarian))?,
        kalai_smorodinsky: near(solutions.map(|solutions| solutions.kalai_smorodinsky))?,
        free: free(case, party, &got)?,
        parting: parting(case, party)?,
    })
}

fn difference(own: &Preferences, more: Points, less: Points) -> f64 {
    more.0.saturating_sub(less.0) as f64 / own.scale() as f64
}

/// How near a result came to the nearest of the frontier's points that are `meant`.
fn nearness(case: &Case, got: &[Points], meant: impl Fn(Outcome) -> bool) -> Result<Option<Nearness>, Unavailable> {
    let here = case.landscape().rescaled(got)?;
    let mut nearest: Option<f64> = None;
    for point in case.frontier()?.iter().filter(|point| meant(point.outcome)) {
        let apart = distance(&here, &case.landscape().rescaled(point.points)?);
        nearest = Some(nearest.map_or(apart, |nearest| nearest.min(apart)));
    }
    let diagonal = (got.len() as f64).sqrt();
    Ok(nearest.map(|distance| Nearness { distance, optimality: (1.0 - distance / diagonal).max(0.0) }))
}

/// What could have been had at nobody's cost. It is on the frontier: whatever dominated it would be free as well, and
/// better or preferred.
fn free(case: &Case, party: PartyId, got: &[Points]) -> Result<Option<Free>, Unavailable> {
    let Some(own) = case.preferences().get(party.index()) else { return Ok(None) };
    let mine = |points: &[Points]| points.get(party.index()).copied().unwrap_or_default();
    let costs_nobody = |points: &[Points]| points.iter().zip(got).all(|(worth, got)| worth >= got);
    let best = case.frontier()?.iter().filter(|point| costs_nobody(point.points)).max_by(|a, b| {
        mine(a.points).cmp(&mine(b.points)).then(a.points.cmp(b.points)).then(b.outcome.cmp(&a.outcome))
    });
    // Of an agreement that nothing beats, the agreement itself is shown rather than another of the same worth.
    Ok(best.map(|point| {
        let outcome = case.agreement().filter(|_| point.points == got).unwrap_or(point.outcome);
        Free {
            outcome,
            utility: own.to_utility(mine(point.points)),
            gain: difference(own, mine(point.points), mine(got)),
        }
    }))
}

fn parting(case: &Case, party: PartyId) -> Result<Option<Parting>, Unavailable> {
    let Some(own) = case.preferences().get(party.index()).filter(|_| case.agreement().is_none()) else {
        return Ok(None);
    };
    if case.landscape().gains()?.is_none() {
        return Ok(Some(Parting::NoZopa));
    }
    let live = case.session().acceptable_by(party).map(|(_, outcome)| outcome).filter(|o| own.acceptable(*o));
    // Of equals the one offered first.
    let best = live.reduce(|best, next| if own.points(next) > own.points(best) { next } else { best });
    Ok(Some(best.map_or(Parting::NothingOnTheTable, Parting::LeftOnTheTable)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zopa_core::{Door, Rules, Session, TableAct, Turn};

    use super::*;
    use crate::samples::{Draft, agreed, drafts, logrolling, parties, space};

    const A: PartyId = PartyId(0);
    const B: PartyId = PartyId(1);

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() <= 1e-12
    }

    /// The logrolling game of [`samples`](crate::samples) ends in the middle, at (1, 1): 50 to each.
    ///
    /// The ZOPA has (0,2), (1,0), (1,1), (2,0) and (2,1): five of nine outcomes. The most either can get in it is 85, which
    /// is 55 beyond its BATNA; at (1,1) both gain 20/55. The gains add up to most at (2,0): 40/55 + 40/55 = 80/55.
    /// (2,0) is Nash's (40·40 = 1600 against 55·5 = 275), and 20 better for either at no cost to the other. Rescaled to 0–1
    /// it lies 0.2·√2 from (1,1), which is a fifth of the diagonal √2, and 0.3·√2 from everybody's best.
    #[test]
    fn of_the_logrolling_game() {
        let preferences = logrolling();
        let case = Case::new(preferences.clone(), &agreed(&preferences, Outcome(4))).unwrap();
        let score = case.score(A).unwrap();
        assert_eq!((score.utility.get(), score.reservation.get()), (0.5, 0.3));
        assert!(close(score.surplus, 0.2));
        assert_eq!(score.aspiration_attained, Some(0.4));
        assert_eq!(score.gains, Some(vec![20.0 / 55.0, 20.0 / 55.0]));
        assert_eq!((score.own_gain(), score.other_gain()), (Some(20.0 / 55.0), Some(20.0 / 55.0)));
        assert_eq!((score.share, score.joint_efficiency), (Some(0.5), Some(0.5)));
        for nearness in [score.pareto.unwrap(), score.nash.unwrap()] {
            assert!(close(nearness.distance, 0.2 * 2f64.sqrt()) && close(nearness.optimality, 0.8));
        }
        let free = score.free.unwrap();
        assert_eq!((free.outcome, free.utility.get()), (Outcome(6), 0.7));
        assert!(close(free.gain, 0.2));
        assert_eq!((score.parting, score.crossed), (None, None));
        let solutions = case.solutions().unwrap().unwrap();
        let all = [solutions.nash, solutions.egalitarian, solutions.kalai_smorodinsky, solutions.max_welfare];
        assert_eq!(all, [Outcome(6); 4]);
        assert_eq!(case.zopa_share(), Some(5.0 / 9.0));
        assert!(close(case.integrative_potential().unwrap().unwrap(), 25.0 / 55.0));
        assert!(close(case.opposition().unwrap().unwrap(), 0.3 * 2f64.sqrt()));
    }

    #[test]
    fn of_a_walk_from_the_logrolling_game() {
        let preferences = logrolling();
        let walk = |offer| {
            let session = Session::new(Rules::plain(2, 3), Arc::new(preferences[0].space().clone()));
            let session =
                session.step(Turn::offer(offer)).unwrap().step(Turn::silent(TableAct::Walk(Door::Closed))).unwrap();
            Case::new(preferences.clone(), &session).unwrap().score(B).unwrap()
        };
        let score = walk(Outcome(7));
        assert_eq!(score.parting, Some(Parting::LeftOnTheTable(Outcome(7))));
        assert_eq!((score.utility, score.surplus, score.share), (score.reservation, 0.0, None));
        assert_eq!((score.own_gain(), score.joint_efficiency), (Some(0.0), Some(0.0)));
        // The best for B that A would have taken is (1,0): 85.
        assert_eq!(score.free.map(|free| (free.outcome, free.utility.get())), Some((Outcome(3), 0.85)));
        let score = walk(Outcome(8));
        assert_eq!(score.parting, Some(Parting::NothingOnTheTable));
        assert!(score.parting.unwrap().was_right());
    }

    #[test]
    fn without_a_zopa_no_deal_is_right() {
        let space = space(&[3], vec![]);
        let draft = |worth: [i64; 3]| Draft { worth: worth.into(), reservation: 60, ..Draft::default() };
        let parties =
            vec![draft([0, 50, 100]).preferences(&space, 1, 0), draft([100, 50, 0]).preferences(&space, 1, 0)];
        let session = Session::new(Rules::plain(2, 3), space).step(Turn::silent(TableAct::Walk(Door::Closed))).unwrap();
        let case = Case::new(parties, &session).unwrap();
        let score = case.score(A).unwrap();
        assert_eq!((score.parting, score.gains, score.nash, score.free), (Some(Parting::NoZopa), None, None, None));
        assert_eq!((case.solutions().unwrap(), case.zopa_share()), (None, Some(0.0)));
        assert_eq!(case.score(PartyId(2)), Err(Unavailable::NoSuchParty(PartyId(2))));
    }

    #[test]
    fn only_an_ended_session_of_the_same_parties_makes_a_case() {
        let preferences = logrolling();
        let ended = agreed(&preferences, Outcome(0));
        let running = Session::new(Rules::plain(2, 3), Arc::new(preferences[0].space().clone()));
        assert!(Case::new(preferences.clone(), &running).is_none());
        assert!(Case::new(preferences[..1].to_vec(), &ended).is_none());
        let elsewhere = crate::samples::opposed(2, 4);
        assert!(Case::new(elsewhere, &ended).is_none());
        assert!(Case::new(preferences, &ended).is_some_and(|case| case.another(&running).is_none()));
    }

    fn permitted(preferences: &[Arc<Preferences>], pick: prop::sample::Index) -> Option<Outcome> {
        let all: Vec<_> =
            preferences[0].space().outcomes().filter(|o| preferences.iter().all(|p| p.permits(*o))).collect();
        (!all.is_empty()).then(|| *pick.get(&all))
    }

    proptest! {
        /// What is called free is free: the loss it shows is never negative, nobody pays for it, nothing freer exists, and
        /// it is nothing exactly when no permitted outcome is better for the party and as good for all others.
        #[test]
        fn pr18_no_loss_exactly_when_undominated_in_ones_own_direction(
            preferences in parties(2..=3),
            pick: prop::sample::Index,
        ) {
            let Some(agreement) = permitted(&preferences, pick) else { return Ok(()) };
            let case = Case::new(preferences.clone(), &agreed(&preferences, agreement)).unwrap();
            for (party, own) in (0u8..).map(PartyId).zip(&preferences) {
                let free = case.score(party).unwrap().free.unwrap();
                let worse_for_another = |o: Outcome| {
                    let others = preferences.iter().enumerate().filter(|(at, _)| *at != party.index());
                    others.map(|(_, other)| other).any(|other| other.points(o) < other.points(agreement))
                };
                let candidates = own.space().outcomes().filter(|o| preferences.iter().all(|p| p.permits(*o)));
                let free_ones = candidates.filter(|o| !worse_for_another(*o) && own.points(*o) >= own.points(agreement));
                let worth = |o: &Outcome| preferences.iter().map(|p| p.points(*o)).collect::<Vec<_>>();
                let preferred = free_ones.max_by_key(|o| (own.points(*o), worth(o), std::cmp::Reverse(*o))).unwrap();
                let itself = worth(&preferred) == worth(&agreement);
                prop_assert_eq!(free.outcome, if itself { agreement } else { preferred });
                let best = own.points(preferred);
                prop_assert!(free.gain >= 0.0 && !worse_for_another(free.outcome));
                prop_assert_eq!(free.gain == 0.0, own.points(agreement) == best);
            }
        }

        /// Numbers said to be free of scale are: rescaling and shifting anybody's utilities changes none of them.
        #[test]
        fn normalised_numbers_ignore_the_scale_of_utilities(
            (space, drafts) in drafts(2..=3),
            scales in prop::collection::vec((1i64..50, -500i64..500), 3),
            pick: prop::sample::Index,
        ) {
            let plain: Vec<_> = drafts.iter().map(|draft| draft.preferences(&space, 1, 0)).collect();
            let rescaled = drafts.iter().zip(&scales).map(|(draft, (scale, shift))| draft.preferences(&space, *scale, *shift));
            let rescaled: Vec<_> = rescaled.collect();
            let Some(agreement) = permitted(&plain, pick) else { return Ok(()) };
            let [plain, rescaled] =
                [plain, rescaled].map(|p| Case::new(p.clone(), &agreed(&p, agreement)).unwrap());
            let numbers = |case: &Case| {
                let score = case.score(A).unwrap();
                let near = |n: Option<Nearness>| [n.map(|n| n.distance), n.map(|n| n.optimality)];
                let mut numbers = vec![score.aspiration_attained, score.share, score.joint_efficiency, case.zopa_share()];
                numbers.extend(score.gains.iter().flatten().map(|gain| Some(*gain)));
                numbers.extend(near(score.pareto).into_iter().chain(near(score.nash)));
                numbers.extend([case.opposition().unwrap(), case.integrative_potential().unwrap()]);
                numbers
            };
            let pairs: Vec<_> = numbers(&plain).into_iter().zip(numbers(&rescaled)).collect();
            let same = |(a, b): &(Option<f64>, Option<f64>)| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * a.abs().max(1.0),
                (a, b) => a == b,
            };
            prop_assert!(pairs.iter().all(same), "{pairs:?}");
            let solutions = |case: &Case| case.solutions().unwrap().map(|s| (s.nash, s.kalai_smorodinsky));
            prop_assert_eq!(solutions(&plain), solutions(&rescaled));
        }

        /// Every solution is on the frontier and rational, and nothing rational does better by its own measure.
        #[test]
        fn solutions_are_optimal_and_on_the_frontier(preferences in parties(2..=3), pick: prop::sample::Index) {
            let Some(agreement) = permitted(&preferences, pick) else { return Ok(()) };
            let case = Case::new(preferences.clone(), &agreed(&preferences, agreement)).unwrap();
            let zopa: Vec<_> =
                case.session().space().outcomes().filter(|o| preferences.iter().all(|p| p.acceptable(*o))).collect();
            let solutions = case.solutions().unwrap();
            prop_assert_eq!(solutions.is_some(), !zopa.is_empty());
            let Some(solutions) = solutions else { return Ok(()) };
            let rational: Vec<_> = case.frontier().unwrap().rational().map(|point| point.outcome).collect();
            // Every draft counts in hundredths, so its gains in hundredths are whole numbers.
            let gains = |o: Outcome| preferences.iter().map(move |p| {
                ((p.points(o).0 - p.reservation_points().0) * 100 / p.scale()) as i128
            });
            let ideal: Vec<i128> = (0..preferences.len())
                .map(|at| zopa.iter().filter_map(|o| gains(*o).nth(at)).max().unwrap())
                .collect();
            let product = |o: &Outcome| gains(*o).zip(&ideal).filter(|(_, ideal)| **ideal > 0).map(|(gain, _)| gain).product::<i128>();
            let least = |o: &Outcome| gains(*o).min().unwrap();
            let sum = |o: &Outcome| gains(*o).sum::<i128>();
            let most = |measure: &dyn Fn(&Outcome) -> i128| zopa.iter().map(measure).max().unwrap();
            prop_assert_eq!(product(&solutions.nash), most(&product));
            prop_assert_eq!(least(&solutions.egalitarian), most(&least));
            prop_assert_eq!(sum(&solutions.max_welfare), most(&sum));
            let least_share = |o: &Outcome| {
                let shares = gains(*o).zip(&ideal).filter(|(_, ideal)| **ideal > 0);
                shares.map(|(gain, ideal)| gain as f64 / *ideal as f64).fold(1.0, f64::min)
            };
            let greatest = zopa.iter().map(least_share).fold(0.0, f64::max);
            prop_assert!(close(least_share(&solutions.kalai_smorodinsky), greatest));
            let lowest = |measure: &dyn Fn(&Outcome) -> i128| {
                rational.iter().filter(|o| measure(o) == most(measure)).min().copied()
            };
            prop_assert_eq!(Some(solutions.nash), lowest(&product));
            prop_assert_eq!(Some(solutions.egalitarian), lowest(&least));
            prop_assert_eq!(Some(solutions.max_welfare), lowest(&sum));
            let all = [solutions.nash, solutions.egalitarian, solutions.kalai_smorodinsky, solutions.max_welfare];
            prop_assert!(all.iter().all(|solution| rational.contains(solution)));
        }
    }
}
