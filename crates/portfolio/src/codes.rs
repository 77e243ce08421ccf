//! The table of diagnostic codes that portfolios add to those of all documents ([`zopa_scenario::codes`]).

use zopa_scenario::Code;

/// Every code that portfolios add, in order.
#[must_use]
pub fn codes() -> &'static [Code] {
    TABLE
}

zopa_scenario::code_table! {
    NO_PARTNERS = "P0101" Error "a portfolio without a candidate";
    WEIGHT_RANGE = "P0102" Error "a weight is below 0 or above 1000";
    NO_WEIGHT = "P0103" Error "all dimensions of an axis weigh nothing";
    SCORE_RANGE = "P0104" Error "a score or threshold is below 0 or above 100";
    THRESHOLD_ORDER = "P0105" Error "a lower threshold is not below the upper one";
    TOO_FINE = "P0106" Error "a score, weight or threshold has more digits after the point than judgements have";
    ZERO_WEIGHT = "P0107" Warning "a dimension weighs nothing";
    FLAT_DIMENSION = "P0108" Warning "every candidate has the same score on a dimension";
}
