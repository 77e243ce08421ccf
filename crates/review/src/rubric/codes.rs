//! The table of diagnostic codes that rubrics and ratings add to those of all documents ([`zopa_scenario::codes`]).

use zopa_scenario::Code;

/// Every code that rubrics and ratings add, in order.
#[must_use]
pub fn codes() -> &'static [Code] {
    TABLE
}

zopa_scenario::code_table! {
    LEVELS = "B0101" Error "a rubric with fewer than two levels or more than nine";
    CELLS = "B0102" Error "a criterion that has not one cell for each level";
    NO_CRITERIA = "B0103" Error "a rubric without a criterion";
    WEIGHT = "B0104" Error "a weight below 0 or above 1000, or no weight anywhere";
    LOWEST_TESTED = "B0105" Error "the lowest level has a test, though everybody has it";
    CAP = "B0106" Error "a cap of a criterion or level that the rubric does not have";
    OTHER_RUBRIC = "B0201" Error "a rating by another rubric";
    UNKNOWN_CRITERION = "B0202" Error "a level for a criterion that the rubric does not have";
    LEVEL_RANGE = "B0203" Error "a level that the rubric does not have";
    REPEATED_CRITERION = "B0204" Error "two levels for one criterion";
    FINGERPRINT = "B0205" Error "the replay is not named by the 64 hexadecimal digits of its fingerprint";
    STRENGTHS = "B0206" Error "a peer form that does not name two strengths";
    TURN = "B0207" Error "a comment on turn 0: turns are counted from 1";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_say_something() {
        assert!(codes().windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(codes().iter().all(|code| !code.about.is_empty() && !code.about.ends_with('.')));
    }
}
