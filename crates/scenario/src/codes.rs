//! The table of diagnostic codes: what can be wrong with a scenario file, one line each.
//!
//! Codes are stable: a code is never given another meaning, and a retired one is not used again.

use crate::{Diagnostic, Severity};

/// One kind of diagnostic.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// The stable code: `S0201`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, in a line.
    pub about: &'static str,
}

impl Code {
    /// A diagnostic of this kind at a place of the data, without a span yet.
    pub(crate) fn at(self, path: impl Into<String>, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: self.severity,
            path: path.into(),
            span: None,
            message: message.into(),
            label: String::new(),
            help: String::new(),
        }
    }
}

/// Every code there is, in order.
#[must_use]
pub fn codes() -> &'static [Code] {
    TABLE
}

macro_rules! table {
    ($($name:ident = $code:literal $severity:ident $about:literal;)*) => {
        $(pub(crate) const $name: Code = Code { code: $code, severity: Severity::$severity, about: $about };)*
        const TABLE: &[Code] = &[$($name),*];
    };
}

table! {
    SYNTAX = "S0001" Error "the text is not RON (or, inside a replay, not JSON)";
    UNKNOWN_FIELD = "S0002" Error "a field that the format does not have";
    MISSING_FIELD = "S0003" Error "a field that the format asks for is not there";
    WRONG_TYPE = "S0004" Error "a value of another kind than the format asks for";
    UNKNOWN_VARIANT = "S0005" Error "a choice that the format does not offer";
    REPEATED_FIELD = "S0006" Error "a field is given twice";
    BAD_NUMBER = "S0007" Error "a number that is not a decimal, is too precise or is too large";
    TOO_LARGE = "S0008" Error "the file, or one of its lists, is larger than this engine reads";
    MORE = "S0009" Note "there are more problems than are listed";
    SCHEMA_VERSION = "S0010" Error "the file is written in another version of the format";
    UNTYPABLE_ID = "S0011" Error "a short name that cannot be typed at a prompt";
    REPEATED_ID = "S0012" Error "two parties or two criteria have the same short name";
    BAD_MONTH = "S0013" Error "`asof` is not a month";
    BAD_ROUNDS = "S0014" Error "the number of rounds is out of range";
    BAD_PARTY_COUNT = "S0015" Error "the number of parties is out of range";
    EMPTY_TEXT = "S0016" Error "a text that people need is empty";

    UNTYPABLE_NAME = "S0101" Error "an issue or label whose name cannot be typed at a prompt";
    REPEATED_ISSUE = "S0102" Error "two issues have the same name";
    NOTHING_TO_CHOOSE = "S0103" Error "there is no issue, or an issue has no values";
    REPEATED_LABEL = "S0104" Error "an issue has the same label twice";
    NOT_MONOTONE = "S0105" Error "listed numbers neither rise nor fall strictly";
    BAD_STEP = "S0106" Error "the step of a range is not above zero";
    OFF_GRID = "S0107" Error "the end of a range cannot be reached from its start by its step";
    TOO_MANY_VALUES = "S0108" Error "an issue has too many values, or all issues together too many outcomes";
    ONE_VALUE = "S0109" Warning "an issue has one value only, so there is nothing to negotiate";

    WEIGHT_SUM = "S0201" Error "a party's weights do not sum to 100";
    NEGATIVE_WEIGHT = "S0202" Error "a weight is below zero";
    ISSUE_NOT_VALUED = "S0203" Error "a party does not say what an issue is worth to it";
    ISSUE_VALUED_TWICE = "S0204" Error "a party values an issue twice";
    SHARE_RANGE = "S0205" Error "a share is below 0 or above 1";
    VALUE_NOT_IN_TABLE = "S0206" Error "a table leaves out a value of its issue";
    VALUE_TWICE_IN_TABLE = "S0207" Error "a table has a value twice";
    NEEDS_NUMBERS = "S0208" Error "a function of numbers on an issue whose values are labels";
    FLAT_LINE = "S0209" Error "the worst and the best number of a line are the same";
    POINTS_NOT_RISING = "S0210" Error "the numbers of a piecewise function do not rise strictly";
    PEAK_OUTSIDE = "S0211" Error "a peak lies outside the numbers of its issue";
    NO_FULL_SHARE = "S0212" Error "no value of an issue earns its whole weight";
    NO_ZERO_SHARE = "S0213" Warning "every value of an issue earns something, so part of the weight is given away";
    ZERO_INTERACTION = "S0214" Error "an interaction adds and takes nothing";
    BATNA_RANGE = "S0215" Error "the worth of a BATNA is not between 0 and 100 points";
    LOW_ASPIRATION = "S0216" Error "an aspiration is not above the worth of the BATNA";
    TOO_PRECISE = "S0217" Error "a party's numbers together are too precise for exact arithmetic";

    UNKNOWN_ISSUE = "S0301" Error "an issue that the scenario does not have";
    UNKNOWN_VALUE = "S0302" Error "a value that the issue does not have";
    NO_CONDITION = "S0303" Error "a combination without conditions";
    NEVER_HOLDS = "S0304" Error "conditions that no outcome can meet";
    ISSUE_TWICE = "S0305" Error "a combination speaks of an issue twice where once would do";
    ALWAYS_HOLDS = "S0306" Warning "a condition that every value meets";
    CRITERION_RANGE = "S0307" Error "the strength or rebuttability of a criterion is not between 0 and 1";

    NO_ZOPA = "S0401" Warning "no outcome is acceptable to all parties";
    UNREACHABLE_ASPIRATION = "S0402" Warning "no outcome a party may agree to is worth its aspiration";
    NOTHING_PERMITTED = "S0403" Warning "limits leave a party nothing it may agree to";
    NO_STAKE = "S0404" Warning "an issue that matters to nobody";
    LEAK = "S0405" Warning "a confidential text stands in the public brief";
    NOT_JUDGED = "S0406" Note "there are too many outcomes to look at each";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_and_say_something() {
        assert!(codes().windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(codes().iter().all(|c| !c.about.is_empty() && !c.about.ends_with('.')));
    }
}
