//! The table of diagnostic codes that experiments add to those of all documents ([`zopa_scenario::codes`]).

use zopa_scenario::Code;

/// Every code that experiments add, in order.
#[must_use]
pub fn codes() -> &'static [Code] {
    TABLE
}

zopa_scenario::code_table! {
    NOTHING = "L0101" Error "no scenario, no candidate or, in a field, no opponent";
    PLAYER = "L0102" Error "nobody of this spec can be seated";
    SWEEP = "L0103" Error "a sweep over nothing, or a `$` name without numbers";
    REPEATED_PLAYER = "L0104" Error "two candidates or two opponents have the same name";
    COUNT = "L0105" Error "a number of rounds, replicates, scenarios or sessions that this engine does not play";
    RANGE = "L0106" Error "a range whose end is before its beginning, or that nothing can be in";
    TALK = "L0107" Error "somebody who talks, under rules that do not allow it";
    DUEL = "L0108" Error "a duel with opponents, with one candidate, or from one seat";
    METRIC = "L0109" Error "no metric, or one given twice";
    FAMILY = "L0110" Error "a family that compares nothing, or somebody who is no candidate";
    LEVEL = "L0111" Error "a confidence, or a smallest difference that matters, out of range";
    STOPPING = "L0112" Error "a rule for stopping that never looks, has nothing to compare, or cannot judge what it is given";
    TWICE = "L0113" Warning "two candidates play the same spec";
    FEW = "L0114" Warning "too few scenarios to speak of others like them";
    THIN = "L0115" Warning "a gate with less to play than a test of fixed size would take";
}
