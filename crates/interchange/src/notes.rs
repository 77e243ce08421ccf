//! The table of what there is to say about an import or an export: nothing is rescaled, rounded, assumed or dropped
//! without one of these.
//!
//! Codes are stable: a code is never given another meaning.

use zopa_scenario::{Code, Diagnostic};

use crate::names;

/// Every code there is, in order.
#[must_use]
pub fn codes() -> &'static [Code] {
    TABLE
}

zopa_scenario::code_table! {
    MEANING = "X0001" Note "whose meaning of the files was taken";
    ASSUMED_TEXTS = "X0002" Note "texts and settings that the files do not have";
    PASSED_OVER = "X0003" Note "a file of the folder that is no part of the scenario";
    RENAMED = "X0101" Note "a name that cannot be typed, or stands twice, was changed";
    GRIDDED = "X0102" Note "a range was replaced by single numbers out of it";
    TAKEN_AS_NUMBERS = "X0103" Note "names that are all numbers became numbers";
    RESCALED = "X0201" Note "utilities were multiplied to make points out of 100";
    SHIFTED = "X0202" Note "a constant was taken off all utilities";
    ROUNDED = "X0203" Note "shares, weights or worths were rounded";
    RESERVATION_MOVED = "X0204" Warning "a reservation value outside 0 to 100 points was moved to the nearer end";
    CAP_DROPPED = "X0205" Warning "utilities above 1 are not cut off at 1";
    DISCOUNT_DROPPED = "X0206" Warning "a discount for time was dropped";
    ASSUMED_WORTH = "X0207" Note "a weight, evaluation or reservation value that the files do not have";
    FLAT = "X0208" Warning "every outcome is worth the same to a party";
    RESERVATION_BID = "X0209" Note "a reservation value was worked out from an outcome";
    NOT_OF_THAT_TOOL = "X0210" Warning "something that the tool whose meaning was taken does not know";
    DROPPED = "X0301" Warning "something of a scenario that the other format cannot say";
    TEXTS_DROPPED = "X0302" Note "texts that the other format has no place for";
}

/// What was said so far.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Notes {
    said: Vec<Diagnostic>,
}

impl Notes {
    /// Says something of the given kind at a place of the data.
    pub(crate) fn say(&mut self, kind: Code, path: impl Into<String>, message: impl Into<String>) {
        self.said.push(Diagnostic {
            code: kind.code,
            severity: kind.severity,
            path: path.into(),
            span: None,
            // Names out of foreign files stand in messages, and must not steer a terminal.
            message: names::message(&message.into(), ""),
            label: String::new(),
            help: String::new(),
        });
    }

    /// Everything said, in order of code, then as it was said.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.said.sort_by_key(|said| said.code);
        self.said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_and_say_something() {
        assert!(codes().windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(codes().iter().all(|code| !code.about.is_empty() && !code.about.ends_with('.')));
    }
}
