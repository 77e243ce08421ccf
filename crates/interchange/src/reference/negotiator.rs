//! The reference's negotiators, by its own names.

use std::{collections::BTreeSet, fmt, str::FromStr};

use zopa_core::num;

use super::sorter::{Party, Sorter};

/// A negotiator of the reference.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    /// Concedes along `maximum · (1 − t^exponent)`, with a tolerance; accepts by the same curve.
    Aspiring {
        /// The exponent of time.
        exponent: f64,
        /// The aspiration at time 0.
        maximum: f64,
        /// What the band of acceptable utilities is widened by.
        tolerance: f64,
        /// Which outcomes it looks at.
        looks_at: Sorted,
    },
    /// Concedes a rank for every new offer it receives.
    Micro,
    /// Concedes as much of its own utility as the counterpart seems to have conceded of it.
    NaiveTitForTat,
    /// Offers ranks 0, 1, 2, …; accepts what is rational.
    ConcedingAccepting,
    /// Offers irrational outcomes first, then ranks 0, 1, 2, …; accepts what is rational.
    WastingAccepting,
    /// Offers and accepts the best outcome only.
    Tough,
    /// Bézier curve over time, mixed with a reaction to the counterpart's concessions; accepts by its next offer.
    Hybrid,
}

/// Which outcomes a negotiator sorts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sorted {
    /// Those no worse than no agreement.
    Rational,
    /// All of them.
    All,
}

/// A name that is none of the reference's deterministic negotiators.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownNegotiator(pub String);

impl fmt::Display for UnknownNegotiator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is none of the reference's deterministic negotiators", self.0)
    }
}

impl std::error::Error for UnknownNegotiator {}

impl FromStr for Kind {
    type Err = UnknownNegotiator;

    fn from_str(name: &str) -> Result<Self, UnknownNegotiator> {
        let time_based =
            |exponent| Self::Aspiring { exponent, maximum: 1.0, tolerance: 1e-4, looks_at: Sorted::Rational };
        let aspiration =
            |exponent, maximum| Self::Aspiring { exponent, maximum, tolerance: 1e-3, looks_at: Sorted::All };
        Ok(match name {
            "Boulware" => time_based(4.0),
            "Linear" => time_based(1.0),
            "Conceder" => time_based(0.25),
            "Aspiration" | "Aspiration(boulware)" => aspiration(4.0, 1.0),
            "Aspiration(linear)" => aspiration(1.0, 1.0),
            "Aspiration(conceder)" => aspiration(0.25, 1.0),
            "MiCRO" => Self::Micro,
            "NaiveTFT" => Self::NaiveTitForTat,
            "CAB" | "CAN" | "CAR" => Self::ConcedingAccepting,
            "WAB" | "WAN" | "WAR" => Self::WastingAccepting,
            "Tough" => Self::Tough,
            "Hybrid" => Self::Hybrid,
            other => {
                let unknown = || UnknownNegotiator(other.to_owned());
                let inner = other.strip_prefix("Aspiration(").and_then(|rest| rest.strip_suffix(')'));
                let (exponent, maximum) = inner.and_then(|inner| inner.split_once(',')).ok_or_else(unknown)?;
                let number = |text: &str, key: &str| {
                    let value: Option<f64> = text.trim().strip_prefix(key).and_then(|value| value.parse().ok());
                    value.filter(|value| value.is_finite()).ok_or_else(unknown)
                };
                aspiration(number(exponent, "e=")?, number(maximum, "max=")?)
            }
        })
    }
}

/// What the counterpart has conceded with an offer worth `worth`: rounded twice, as the reference does.
fn conceded(worth: f64) -> f64 {
    1.0 - (1.0 - worth)
}

/// The moment a negotiator acts at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    /// The step, from 0.
    pub(super) step: usize,
    /// `(step + 1) / (steps + 1)`.
    pub(super) time: f64,
}

/// One negotiator at work.
pub(super) struct Negotiator<'a> {
    kind: Kind,
    party: &'a Party,
    sent: BTreeSet<usize>,
    received: BTreeSet<usize>,
    sent_utilities: Vec<f64>,
    received_utilities: Vec<f64>,
    /// The rank to offer next.
    rank: i64,
    /// The next irrational rank to waste a turn with, while there is one.
    wasting: Option<i64>,
    last_new: Option<usize>,
    last_received: Option<usize>,
    /// Place of the "next worse" cursor, before its first use `None`.
    cursor: Option<usize>,
    /// Whether an offer was made that depends on the reference's random choice.
    pub(super) guessed: bool,
}

impl<'a> Negotiator<'a> {
    pub(super) fn new(kind: Kind, party: &'a Party) -> Self {
        Self {
            kind,
            party,
            sent: BTreeSet::new(),
            received: BTreeSet::new(),
            sent_utilities: Vec::new(),
            received_utilities: Vec::new(),
            rank: 0,
            wasting: Some(party.utilities.len() as i64 - 1),
            last_new: None,
            last_received: None,
            cursor: None,
            guessed: false,
        }
    }

    fn utility(&self, outcome: usize) -> f64 {
        self.party.utilities[outcome]
    }

    /// Takes note of an offer of the counterpart.
    pub(super) fn hear(&mut self, outcome: usize) {
        self.received.insert(outcome);
        self.received_utilities.push(self.utility(outcome));
        self.last_received = Some(outcome);
    }

    /// Whether it accepts the standing offer.
    pub(super) fn accepts(&mut self, outcome: usize, now: Moment) -> bool {
        let utility = self.utility(outcome);
        match self.kind {
            Kind::Aspiring { .. } => {
                let (low, high) = self.band(now.time);
                low <= utility && utility <= high
            }
            Kind::Micro => {
                let mine = if self.ready() {
                    self.party.rational.at_rank(self.rank)
                } else {
                    self.rank.checked_sub(1).filter(|r| *r >= 0).and_then(|r| self.party.rational.at_rank(r))
                };
                let reference = mine.map_or(self.party.reserved, |(_, mine)| mine);
                utility >= reference.max(self.party.reserved)
            }
            Kind::NaiveTitForTat => {
                let worth = self.normalised(outcome);
                worth >= 1.0 - self.concession(conceded(worth), now.step)
            }
            Kind::ConcedingAccepting | Kind::WastingAccepting => utility >= self.party.reserved,
            Kind::Tough => utility >= self.party.range.1 - 1e-10,
            Kind::Hybrid => {
                // The reference asks the bidder itself, which records the plan as if it had been sent.
                let plan = self.hybrid(now.time).map_or(self.party.reserved, |plan| self.utility(plan));
                utility >= plan
            }
        }
    }

    /// What it offers.
    pub(super) fn offers(&mut self, now: Moment) -> Option<usize> {
        match self.kind {
            Kind::Aspiring { looks_at, .. } => {
                let (low, high) = self.band(now.time);
                let sorter = match looks_at {
                    Sorted::Rational => &self.party.rational,
                    Sorted::All => &self.party.all,
                };
                Some(sorter.worst_in(low, high).unwrap_or(self.party.best))
            }
            Kind::Micro => self.micro(),
            Kind::NaiveTitForTat => {
                let theirs = self.last_received.map_or(0.0, |outcome| conceded(self.normalised(outcome)));
                let target = 1.0 - self.concession(theirs, now.step);
                let (min, max) = self.party.range;
                let reach = max - min;
                let (low, high) = if reach < 1e-6 { (0.0, 0.0) } else { (target * reach + min, 1.0 * reach + min) };
                self.party.all.worst_in(low.min(high), high.max(low))
            }
            Kind::ConcedingAccepting => self.next_rank(),
            Kind::WastingAccepting => self.waste().or_else(|| self.next_rank()),
            Kind::Tough => Some(self.party.best),
            Kind::Hybrid => self.hybrid(now.time),
        }
    }

    /// The band of utilities an aspiring negotiator offers from and accepts in.
    fn band(&self, time: f64) -> (f64, f64) {
        let Kind::Aspiring { exponent, maximum, tolerance, .. } = self.kind else {
            return (f64::INFINITY, f64::NEG_INFINITY);
        };
        let aspiration = maximum * (1.0 - num::pow(time, exponent));
        let (min, max) = self.party.range;
        let min = if min < self.party.reserved { self.party.reserved } else { min };
        let clip = |x: f64| min.max(max.min(x));
        (clip((max - min) * aspiration + min - tolerance), clip((max - min) * 1.0 + min + tolerance))
    }

    fn ready(&self) -> bool {
        self.sent.len() <= self.received.len()
    }

    fn micro(&mut self) -> Option<usize> {
        let is_worse = |utility: f64| utility < self.party.reserved;
        let next = self.party.rational.at_rank(self.rank).filter(|(_, utility)| !is_worse(*utility));
        match next {
            Some((outcome, _)) if self.ready() => {
                self.rank += 1;
                self.sent.insert(outcome);
                Some(outcome)
            }
            _ => {
                // The reference repeats a random earlier offer here: from now on traces need not agree.
                self.guessed = true;
                self.sent.first().copied()
            }
        }
    }

    fn next_rank(&mut self) -> Option<usize> {
        let is_worse = |utility: f64| utility < self.party.reserved;
        let next = self.party.rational.at_rank(self.rank).filter(|(_, utility)| !is_worse(*utility));
        if let Some((outcome, _)) = next {
            self.rank += 1;
            self.last_new = Some(outcome);
        }
        self.last_new
    }

    fn waste(&mut self) -> Option<usize> {
        let rank = self.wasting?;
        let is_rational = |utility: f64| utility >= self.party.reserved;
        let wasted = self.party.rational.at_rank(rank).filter(|(_, utility)| !is_rational(*utility));
        self.wasting = wasted.map(|_| rank - 1);
        wasted.map(|(outcome, _)| outcome)
    }

    /// Utility between 0 (no agreement, or the least utility if that is more) and 1.
    fn normalised(&self, outcome: usize) -> f64 {
        let ((mut min, mut max), reserved) = (self.party.range, self.party.reserved);
        if max < reserved {
            (min, max) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        } else if min < reserved {
            min = reserved;
        }
        let reach = max - min;
        if reach < 1e-5 {
            return if max.is_finite() { 1.0 } else { 0.0 };
        }
        (self.utility(outcome) - min) * (1.0 / reach)
    }

    /// How much to concede when the counterpart has conceded `theirs`, both in normalised utility.
    fn concession(&mut self, theirs: f64, step: usize) -> f64 {
        let mine = match step {
            0 => 0.0,
            1 | 2 => {
                let first = self.next_worse();
                let second = self.next_worse();
                let (min, max) = self.party.range;
                (first - second + 1e-12) / (max - min)
            }
            _ if theirs < 0.0 => 0.0,
            _ => theirs,
        };
        if mine.is_finite() && (-1e-6..=1.000_000_1).contains(&mine) { mine } else { 0.0 }
    }

    /// The utility of the next outcome downwards from the best; of no agreement after the last.
    fn next_worse(&mut self) -> f64 {
        let sorter: &Sorter = &self.party.all;
        match self.cursor {
            None => {
                self.cursor = Some(sorter.rational().saturating_sub(1));
                self.party.range.1
            }
            Some(place) if place > 0 => {
                self.cursor = Some(place - 1);
                sorter.at_place(place - 1).map_or(self.party.reserved, |outcome| self.utility(outcome))
            }
            Some(_) => self.party.reserved,
        }
    }

    fn hybrid(&mut self, time: f64) -> Option<usize> {
        const LADDER: [(usize, f64); 5] = [(450, 0.80), (1500, 0.775), (4500, 0.75), (18_000, 0.725), (33_000, 0.70)];
        const WINDOWS: [&[f64]; 4] = [&[1.0], &[0.25, 0.75], &[0.11, 0.22, 0.66], &[0.05, 0.15, 0.3, 0.5]];
        let size = self.party.utilities.len();
        let last = LADDER.iter().find(|(bound, _)| size < *bound).map_or(0.675, |(_, last)| *last);
        let last = last.max(self.party.reserved);
        let mut target = (1.0 - time) * (1.0 - time) * 1.0 + 2.0 * (1.0 - time) * time * 0.75 + time * time * last;
        let received = &self.received_utilities;
        if received.len() > 2 {
            let moves: Vec<f64> = received.windows(2).map(|pair| pair[1] - pair[0]).collect();
            let moves = &moves[moves.len().saturating_sub(4)..];
            let window = WINDOWS[moves.len() - 1];
            let moved: f64 = moves.iter().zip(window).map(|(moved, weight)| moved * weight).fold(0.0, |a, b| a + b);
            let mine = self.sent_utilities.last().copied().unwrap_or(1.0);
            let behaviour = mine - (0.5 + 0.5 * time) * moved;
            target = (1.0 - time * time) * behaviour + time * time * target;
        }
        let target = target.max(self.party.reserved);
        let order = &self.party.by_value;
        let worth = |place: usize| self.party.utilities[order[place] as usize];
        let above = order.partition_point(|outcome| self.party.utilities[*outcome as usize] < target);
        let place = match above {
            _ if order.is_empty() => return None,
            0 => 0,
            above if above == order.len() => above - 1,
            above if (worth(above - 1) - target).abs() <= (worth(above) - target).abs() => above - 1,
            above => above,
        };
        let outcome = order[place] as usize;
        self.sent_utilities.push(self.utility(outcome));
        Some(outcome)
    }
}
