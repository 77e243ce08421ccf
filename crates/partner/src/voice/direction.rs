//! Which way a value moved, as far as the public history proves it.
//!
//! The voice knows no preferences, so it calls a move a step toward somebody, or away, only when every reading of the
//! offers on the table agrees. Whatever is open to two readings is neither praised nor blamed. This is no measure of
//! distance: a value that passes the other side's own is no retreat, however far it goes.

use std::cmp::Ordering;

use zopa_core::{Issue, ValueId};

/// How a value changed, seen from the other side's offers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Toward,
    Away,
    Other,
}

/// The direction of the move `from → to` of one side on an issue; `others` are all the values the other side has offered on
/// it, the latest last.
///
/// Toward is onto the other side's latest value or, of numbers, strictly between it and the own value before; away is
/// farther from everything the other side has offered. Either takes that the other side has stayed on one side of the
/// value left: if it has crossed it, nobody can tell which way it wants to go. Toward takes, too, that it never asked for
/// the value left: to leave what was once asked for may be to take it back.
pub(super) fn direction(issue: &Issue, (from, to): (ValueId, ValueId), others: &[ValueId]) -> Step {
    let Some(latest) = others.last() else { return Step::Other };
    if issue.number(from).is_none() {
        return match () {
            () if from == to => Step::Other,
            () if to == *latest && !others.contains(&from) => Step::Toward,
            () if from == *latest && !others.contains(&to) => Step::Away,
            () => Step::Other,
        };
    }
    let side = |v: ValueId| issue.number(v).cmp(&issue.number(from));
    let mut sides = others.iter().map(|v| side(*v)).filter(|s| *s != Ordering::Equal);
    let Some(theirs) = sides.next() else { return Step::Other };
    if sides.any(|s| s != theirs) {
        return Step::Other;
    }
    let moved = side(to);
    let past = issue.number(to).cmp(&issue.number(*latest)) == theirs;
    match () {
        () if moved == Ordering::Equal => Step::Other,
        () if moved != theirs => Step::Away,
        () if past || others.contains(&from) => Step::Other,
        () => Step::Toward,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, prop_assert_ne, proptest};
    use zopa_core::{Topic, Values};

    use super::*;

    fn issue() -> Issue {
        let values = Values::Range { start: "2.20".parse().unwrap(), step: "0.05".parse().unwrap(), len: 29 };
        Issue::new("price", "Price", Topic::Pricing, "$", values).unwrap()
    }

    proptest! {
        /// A buyer who wants less and a seller who wants more never ask for less than was offered: then what is called
        /// toward is worth more to the one it comes toward, and what is called away is worth less.
        #[test]
        fn no_direction_contradicts_the_interests(
            (from, to) in (0u32..29, 0u32..29), others in prop::collection::vec(0u32..29, 1..6), seller in any::<bool>(),
        ) {
            // The side that looks on wants more if it is the seller; it has never asked for less than `from`.
            let wanted: Vec<_> = others.iter().map(|v| ValueId(if seller { from.max(*v) } else { from.min(*v) })).collect();
            let better = if seller { to > from } else { to < from };
            match direction(&issue(), (ValueId(from), ValueId(to)), &wanted) {
                Step::Toward => prop_assert!(better),
                Step::Away => prop_assert!(!better && to != from),
                Step::Other => {}
            }
        }

        /// Passing beyond everything the other side has asked for is no retreat.
        #[test]
        fn beyond_is_not_away(from in 0u32..10, asked in 10u32..20, to in 20u32..29) {
            prop_assert_ne!(direction(&issue(), (ValueId(from), ValueId(to)), &[ValueId(asked)]), Step::Away);
        }
    }

    #[test]
    fn a_side_that_has_crossed_the_value_left_proves_nothing() {
        let of = |from, to, others: &[u32]| {
            let others: Vec<_> = others.iter().copied().map(ValueId).collect();
            direction(&issue(), (ValueId(from), ValueId(to)), &others)
        };
        assert_eq!(of(0, 5, &[20]), Step::Toward);
        assert_eq!(of(0, 20, &[28, 20]), Step::Toward);
        assert_eq!(of(0, 25, &[20]), Step::Other, "beyond what was asked");
        assert_eq!(of(5, 0, &[28, 20]), Step::Away);
        assert_eq!(of(20, 10, &[28, 20]), Step::Away, "met, and left again");
        assert_eq!(of(20, 28, &[20]), Step::Other, "left to where nobody knows");
        assert_eq!(of(10, 15, &[0, 20]), Step::Other, "it has crossed ten");
        assert_eq!(of(20, 15, &[20, 10]), Step::Other, "it has asked for twenty itself");
    }
}
