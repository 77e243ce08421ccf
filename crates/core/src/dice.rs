//! Dice: the only randomness a strategy can reach.
//!
//! Draws for one decision come from `(seat seed, stream = turn)`, so the branches of a session share their later draws
//! (common random numbers) and a strategy that draws nothing pays nothing. The generator is ChaCha8; the samplers are
//! written out here and pinned by vectors, so the values do not depend on the version of a distribution crate.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::Seed;

/// One stream of draws.
#[derive(Clone, Debug)]
pub struct Dice {
    seed: Seed,
    stream: u64,
    /// Set up at the first draw: keying the generator costs more than many decisions do.
    generator: Option<ChaCha8Rng>,
}

impl Dice {
    /// Stream `stream` of a seed, at its beginning.
    #[must_use]
    #[inline]
    pub fn new(seed: Seed, stream: u64) -> Self {
        Self { seed, stream, generator: None }
    }

    /// Goes to the beginning of another stream of the same seed, as fresh dice of it would stand there.
    #[inline]
    pub fn turn_to(&mut self, stream: u64) {
        self.stream = stream;
        self.generator = None;
    }

    /// The next 64 bits.
    #[expect(clippy::disallowed_methods, reason = "the one place that sets a stream: on a fresh generator, position 0")]
    pub fn next_u64(&mut self) -> u64 {
        let generator = self.generator.get_or_insert_with(|| {
            let mut fresh = ChaCha8Rng::from_seed(self.seed.bytes());
            fresh.set_stream(self.stream);
            fresh
        });
        generator.next_u64()
    }

    /// A number in `0..bound`, each equally likely (Lemire 2019, with rejection); 0 when `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let threshold = bound.wrapping_neg() % bound;
        loop {
            let product = u128::from(self.next_u64()) * u128::from(bound);
            if product as u64 >= threshold {
                return (product >> 64) as u64;
            }
        }
    }

    /// A number in `[0, 1)`: one of the 2⁵³ multiples of 2⁻⁵³, each equally likely.
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A number in `[low, high)`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Whether something of this probability happens. Always draws once, so that the draws after it do not move.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of the items, each equally likely; `None` of none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as u64) as usize)
    }

    /// Puts items into an order, each equally likely (Fisher–Yates, from the end).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    use super::*;

    #[test]
    fn vectors_are_pinned() {
        let mut dice = Seed::root(7).dice(0);
        assert_eq!([dice.next_u64(), dice.next_u64()], [0xeb8a_c909_b6aa_9455, 0x1606_1523_a95f_3eb1]);
        dice.turn_to(3);
        assert_eq!([dice.below(10), dice.below(10), dice.below(1000)], [2, 4, 605]);
        assert_eq!(dice.unit().to_bits(), 0x3fe7_39f8_3ca3_68c0);
        let mut items = [0, 1, 2, 3, 4, 5, 6, 7];
        dice.shuffle(&mut items);
        assert_eq!(items, [2, 5, 1, 7, 6, 3, 0, 4]);
    }

    /// Chi-square of 40,000 seeded draws over `cells` cells: a p-value this test would miss one time in a million.
    fn assert_uniform(counts: &[u32]) {
        let total: u32 = counts.iter().sum();
        let expected = f64::from(total) / counts.len() as f64;
        let chi2: f64 = counts.iter().map(|c| (f64::from(*c) - expected) * (f64::from(*c) - expected) / expected).sum();
        let p = ChiSquared::new((counts.len() - 1) as f64).unwrap().sf(chi2);
        assert!((1e-6..=1.0 - 1e-6).contains(&p), "chi² = {chi2}, p = {p}, {counts:?}");
    }

    #[test]
    fn samplers_are_uniform() {
        let mut below = [0; 7];
        let mut unit = [0; 10];
        let mut first_of_shuffled = [0; 4];
        let mut dice = Seed::root(1).dice(0);
        for _ in 0..40_000 {
            below[dice.below(7) as usize] += 1;
            unit[(dice.unit() * 10.0) as usize] += 1;
            let mut items = [0usize, 1, 2, 3];
            dice.shuffle(&mut items);
            first_of_shuffled[items[0]] += 1;
        }
        assert_uniform(&below);
        assert_uniform(&unit);
        assert_uniform(&first_of_shuffled);
    }

    proptest! {
        #[test]
        fn samplers_stay_in_range(master: u64, stream: u64, bound: u64) {
            let mut dice = Seed::root(master).dice(stream);
            prop_assert!(dice.below(bound) < bound.max(1));
            prop_assert!((0.0..1.0).contains(&dice.unit()));
            prop_assert!(dice.chance(1.0) && !dice.chance(0.0));
        }
    }
}
