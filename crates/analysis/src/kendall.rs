//! How far two orders of the same things agree.

/// Kendall's τ-b of two lists of equal length (M. Kendall, *The treatment of ties in ranking problems*, 1945): concordant
/// less discordant pairs, over the geometric mean of the pairs each list tells apart. From −1 (one is the other reversed) to
/// 1 (both order alike); `None` when one tells none apart.
#[must_use]
pub fn kendall_tau_b<A: Ord, B: Ord>(a: &[A], b: &[B]) -> Option<f64> {
    let (mut balance, mut apart_a, mut apart_b) = (0i64, 0i64, 0i64);
    for (at, (a1, b1)) in a.iter().zip(b).enumerate() {
        for (a2, b2) in a.iter().zip(b).skip(at + 1) {
            let (one, other) = (a1.cmp(a2) as i64, b1.cmp(b2) as i64);
            balance += one * other;
            apart_a += one.abs();
            apart_b += other.abs();
        }
    }
    (apart_a > 0 && apart_b > 0).then(|| balance as f64 / ((apart_a as f64) * (apart_b as f64)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_tables_say() {
        // scipy.stats.kendalltau, the example of its documentation.
        let tau = kendall_tau_b(&[12, 2, 1, 12, 2], &[1, 4, 7, 1, 0]).unwrap();
        assert!((tau - -0.471_404_520_791_031_7).abs() < 1e-12, "{tau}");
        assert_eq!(kendall_tau_b(&[1, 2, 3], &["a", "b", "c"]), Some(1.0));
        assert_eq!(kendall_tau_b(&[1, 2, 3], &[3, 2, 1]), Some(-1.0));
        assert_eq!(kendall_tau_b(&[1, 1, 2], &[1, 2, 2]), Some(0.5));
        assert_eq!(kendall_tau_b(&[1, 1], &[1, 2]), None);
    }
}
