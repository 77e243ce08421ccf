//! Scores, weights, and the position they come to.
//!
//! Scores are whole hundredths and weights whole thousandths, so that means are exact fractions and comparing one with a
//! threshold never rounds.

/// A dimension on which candidates are scored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Dimension {
    /// How well its direction serves ours.
    StrategicFit,
    /// How good it is at what we need.
    Capability,
    /// How easily the two work together.
    CulturalFit,
    /// What the relationship can earn.
    RevenuePotential,
    /// How much it depends on us.
    Leverage,
    /// How much we depend on it.
    DependencyRisk,
}

impl Dimension {
    /// Every dimension: those of value first, then those of power.
    pub const ALL: [Self; 6] = [
        Self::StrategicFit,
        Self::Capability,
        Self::CulturalFit,
        Self::RevenuePotential,
        Self::Leverage,
        Self::DependencyRisk,
    ];

    /// Those that make the value of a relationship.
    pub const VALUE: [Self; 4] = [Self::StrategicFit, Self::Capability, Self::CulturalFit, Self::RevenuePotential];

    /// Its place in [`Dimension::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::StrategicFit => "strategic fit",
            Self::Capability => "capability",
            Self::CulturalFit => "cultural fit",
            Self::RevenuePotential => "revenue potential",
            Self::Leverage => "leverage",
            Self::DependencyRisk => "dependency risk",
        }
    }

    /// What files and programs call it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::StrategicFit => "strategic_fit",
            Self::Capability => "capability",
            Self::CulturalFit => "cultural_fit",
            Self::RevenuePotential => "revenue_potential",
            Self::Leverage => "leverage",
            Self::DependencyRisk => "dependency_risk",
        }
    }
}

/// The score of one candidate on every dimension, in hundredths: 0 to 10,000, in the order of [`Dimension::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scores(pub [u32; 6]);

impl Scores {
    /// The score on a dimension, 0 to 100.
    #[must_use]
    pub fn get(self, dimension: Dimension) -> f64 {
        f64::from(self.0[dimension.index()]) / 100.0
    }

    pub(crate) fn hundredths(self, dimension: Dimension) -> u32 {
        self.0[dimension.index()]
    }
}

/// The weight of every dimension, in thousandths: 0 to 1,000,000, in the order of [`Dimension::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weights(pub [u32; 6]);

impl Weights {
    fn of(self, dimension: Dimension) -> u64 {
        u64::from(self.0[dimension.index()])
    }

    /// The share of a dimension in its own axis, 0 to 1.
    #[must_use]
    pub fn share(self, dimension: Dimension) -> f64 {
        let of_value = Dimension::VALUE.contains(&dimension);
        let axis = Dimension::ALL.into_iter().filter(|other| Dimension::VALUE.contains(other) == of_value);
        let total: u64 = axis.map(|other| self.of(other)).sum();
        self.of(dimension) as f64 / total as f64
    }
}

/// An exact mean of scores, in hundredths.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    sum: u64,
    of: u64,
}

impl Mean {
    /// The mean of `(weight, score in hundredths)`. At least one weight is above zero.
    fn of(terms: impl IntoIterator<Item = (u64, u32)>) -> Self {
        let add = |mean: Self, (weight, score): (u64, u32)| Self {
            sum: mean.sum + weight * u64::from(score),
            of: mean.of + weight,
        };
        terms.into_iter().fold(Self { sum: 0, of: 0 }, add)
    }

    /// Whether it is this many hundredths or more; exact.
    #[must_use]
    pub fn is_at_least(self, hundredths: u32) -> bool {
        self.sum >= u64::from(hundredths) * self.of
    }

    /// The number, 0 to 100, for people to read.
    #[must_use]
    pub fn get(self) -> f64 {
        self.sum as f64 / self.of as f64 / 100.0
    }
}

impl PartialEq for Mean {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Mean {}

impl PartialOrd for Mean {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Mean {
    /// Exact.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: Self, b: Self| u128::from(a.sum) * u128::from(b.of);
        cross(*self, *other).cmp(&cross(*other, *self))
    }
}

/// Where a candidate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// What the relationship is worth.
    pub value: Mean,
    /// Who depends on whom: 50 is balance, more is ours.
    pub power: Mean,
    /// How much the two depend on each other, together.
    pub need: Mean,
    /// All six dimensions in one number, for an order of lists only; dependency risk counts against.
    pub attraction: Mean,
}

/// The most a score can be, in hundredths.
pub(crate) const FULL: u32 = 10_000;

impl Position {
    /// The position that scores come to under weights.
    #[must_use]
    pub fn of(scores: Scores, weights: Weights) -> Self {
        let term = |dimension| (weights.of(dimension), scores.hundredths(dimension));
        let leverage = term(Dimension::Leverage);
        let dependency = term(Dimension::DependencyRisk);
        let freedom = (dependency.0, FULL - dependency.1);
        let value = Dimension::VALUE.map(term);
        Self {
            value: Mean::of(value),
            power: Mean::of([leverage, freedom]),
            need: Mean::of([leverage, dependency]),
            attraction: Mean::of(value.into_iter().chain([leverage, freedom])),
        }
    }
}
