//! Segments, and where they begin.

use serde::Deserialize;

use crate::Position;

/// What a candidate is to us.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
pub enum Segment {
    /// High value, balanced, much mutual need.
    Strategic,
    /// High value, and they hold the power.
    Critical,
    /// High value, and we hold the power.
    Lead,
    /// Middling value, or high value without mutual need; they do not hold the power.
    Option,
    /// Less than high value, and they hold the power.
    Bottleneck,
    /// Low value, and they do not hold the power.
    Transactional,
}

impl Segment {
    /// Every segment.
    pub const ALL: [Self; 6] =
        [Self::Strategic, Self::Critical, Self::Lead, Self::Option, Self::Bottleneck, Self::Transactional];

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Strategic => "strategic alliance",
            Self::Critical => "critical dependence",
            Self::Lead => "led alliance",
            Self::Option => "option",
            Self::Bottleneck => "bottleneck",
            Self::Transactional => "transactional",
        }
    }

    /// What programs call it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Strategic => "strategic",
            Self::Critical => "critical",
            Self::Lead => "lead",
            Self::Option => "option",
            Self::Bottleneck => "bottleneck",
            Self::Transactional => "transactional",
        }
    }
}

/// Where the bands begin, in hundredths: 0 to 10,000.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thresholds {
    /// Value below this is low.
    pub value_low: u32,
    /// Value from this on is high.
    pub value_high: u32,
    /// With power below this they hold it.
    pub power_low: u32,
    /// With power from this on we hold it.
    pub power_high: u32,
    /// Mutual need from this on is high.
    pub need_high: u32,
}

impl Thresholds {
    /// The segment of a position.
    #[must_use]
    pub fn place(&self, at: &Position) -> Segment {
        let is_high = at.value.is_at_least(self.value_high);
        let is_low = !at.value.is_at_least(self.value_low);
        let is_theirs = !at.power.is_at_least(self.power_low);
        let is_ours = at.power.is_at_least(self.power_high);
        match (is_theirs, is_ours) {
            (true, _) if is_high => Segment::Critical,
            (true, _) => Segment::Bottleneck,
            _ if is_low => Segment::Transactional,
            (_, true) if is_high => Segment::Lead,
            (_, false) if is_high && at.need.is_at_least(self.need_high) => Segment::Strategic,
            _ => Segment::Option,
        }
    }
}
