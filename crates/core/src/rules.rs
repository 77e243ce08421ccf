//! The rules of a session: how many parties and rounds, and which acts are allowed.

/// An act beyond plain alternating offers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Feature {
    /// Talk acts.
    Talk,
    /// Leaving the table as it is.
    Hold,
    /// Several packages in one offer.
    Meso,
    /// Leaving with the door open. Of use between two parties only: with more there is no one counterpart to call back.
    OpenDoor,
}

/// What a session is played by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rules {
    parties: u8,
    rounds: u32,
    features: u8,
}

/// The most rounds a session may have.
pub const ROUND_LIMIT: u32 = 1_000_000;

impl Rules {
    /// Plain (stacked) alternating offers, the field's SAOP: offer, accept or walk, nothing else. At least 2 parties and
    /// 1 round; smaller numbers are raised to that, larger rounds lowered to [`ROUND_LIMIT`].
    #[must_use]
    pub fn plain(parties: u8, rounds: u32) -> Self {
        Self { parties: parties.max(2), rounds: rounds.clamp(1, ROUND_LIMIT), features: 0 }
    }

    /// Alternating offers between people: with talk, holding, multiple offers and, between two, leaving with the
    /// door open.
    #[must_use]
    pub fn role_play(parties: u8, rounds: u32) -> Self {
        let rules =
            [Feature::Talk, Feature::Hold, Feature::Meso].into_iter().fold(Self::plain(parties, rounds), Self::with);
        if rules.parties() == 2 { rules.with(Feature::OpenDoor) } else { rules }
    }

    /// The same rules with one more feature.
    #[must_use]
    pub fn with(self, feature: Feature) -> Self {
        Self { features: self.features | 1 << feature as u8, ..self }
    }

    /// Whether a feature is allowed.
    #[must_use]
    #[inline]
    pub fn allows(self, feature: Feature) -> bool {
        self.features >> feature as u8 & 1 == 1
    }

    /// How many parties act in each round.
    #[must_use]
    #[inline]
    pub fn parties(self) -> u8 {
        self.parties
    }

    /// How many rounds there are before the deadline. In a round every party acts once, in order.
    #[must_use]
    #[inline]
    pub fn rounds(self) -> u32 {
        self.rounds
    }
}
