//! When a card comes again: SM-2, the schedule of SuperMemo 2 (P. A. Woźniak, *Optimization of learning*, 1990).
//!
//! An answer has a quality `q` from 0 to 5. The easiness of a card begins at 2.5 and becomes
//! `E + 0.1 − (5 − q)·(0.08 + (5 − q)·0.02)`, never below 1.3. The first interval is one day, the second six, every later one
//! the interval before times the easiness, rounded up. An answer below 3 starts the card over, its easiness as it was.
//!
//! Easiness is kept in thousandths, so that every step is exact.

/// The easiness of a new card, in thousandths.
pub(super) const EASE_FIRST: u32 = 2_500;
/// The least easiness, in thousandths.
pub(super) const EASE_MIN: u32 = 1_300;
/// The longest interval, in days: nobody plans further.
const DAYS_MAX: u32 = 3_650;

/// How well a card is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Known {
    /// Easiness, in thousandths.
    pub(super) ease: u32,
    /// Good answers in a row.
    pub(super) streak: u32,
    /// Days from the last answer to the next.
    pub(super) interval: u32,
}

impl Known {
    /// A card that was never answered.
    pub(super) const NEW: Self = Self { ease: EASE_FIRST, streak: 0, interval: 0 };

    /// After an answer of a quality, 0 to 5.
    pub(super) fn answered(self, quality: u8) -> Self {
        let quality = i64::from(quality.min(5));
        if quality < 3 {
            return Self { ease: self.ease, streak: 0, interval: 1 };
        }
        let short = 5 - quality;
        let ease = i64::from(self.ease) + 100 - short * (80 + short * 20);
        let ease = ease.max(i64::from(EASE_MIN)) as u32;
        let interval = match self.streak {
            0 => 1,
            1 => 6,
            _ => (u64::from(self.interval) * u64::from(self.ease)).div_ceil(1_000).min(u64::from(DAYS_MAX)) as u32,
        };
        Self { ease, streak: self.streak.saturating_add(1), interval }
    }
}

/// The quality of an answer by what it loses, in points: the steps of the move review (1, 3, 6 and 12 points).
pub(super) fn quality(is_best: bool, loss: f64) -> u8 {
    match loss {
        _ if is_best => 5,
        loss if loss < 3.0 => 4,
        loss if loss < 6.0 => 3,
        loss if loss < 12.0 => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Worked by hand from the published formula.
    #[test]
    fn easiness_and_intervals_are_the_published_ones() {
        let steps = |qualities: &[u8]| {
            let mut known = Known::NEW;
            let step = |quality: &u8| {
                known = known.answered(*quality);
                (known.ease, known.interval)
            };
            qualities.iter().map(step).collect::<Vec<_>>()
        };
        // A four leaves the easiness alone: 1, 6, 15, 38 (37.5), 95, 238 (237.5) days.
        assert_eq!(steps(&[4; 6]), [1, 6, 15, 38, 95, 238].map(|days| (2_500, days)));
        // A five adds 0.1, a three takes 0.14.
        assert_eq!(steps(&[5, 5, 5]), [(2_600, 1), (2_700, 6), (2_800, 17)]);
        assert_eq!(steps(&[3, 3, 3]), [(2_360, 1), (2_220, 6), (2_080, 14)]);
        // Below three the card starts over and keeps its easiness.
        assert_eq!(steps(&[4, 4, 2, 4, 4]), [(2_500, 1), (2_500, 6), (2_500, 1), (2_500, 1), (2_500, 6)]);
        // Threes alone end at the least easiness.
        assert_eq!(steps(&[3; 12]).last().unwrap().0, EASE_MIN);
    }

    proptest! {
        /// A better answer never brings a card back sooner, nor makes it harder.
        #[test]
        fn better_answers_wait_longer(ease in EASE_MIN..4_000, streak in 0u32..9, interval in 1u32..400, q in 0u8..5) {
            let known = Known { ease, streak, interval };
            let (worse, better) = (known.answered(q), known.answered(q + 1));
            prop_assert!(worse.interval <= better.interval || known.streak == 0);
            prop_assert!(q < 3 || worse.ease <= better.ease);
            prop_assert!((1..=DAYS_MAX).contains(&better.interval) && better.ease >= EASE_MIN);
        }
    }
}
