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
    #[must_use]
    pub fn at(self, path: impl Into<String>, message: impl Into<String>) -> Diagnostic {
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

/// A table of diagnostic codes: a constant of each name, visible in its crate, and all of them in order as `TABLE`.
#[macro_export]
macro_rules! code_table {
    ($($name:ident = $code:literal $severity:ident $about:literal;)*) => {
        $(pub(crate) const $name: $crate::Code =
            $crate::Code { code: $code, severity: $crate::Severity::$severity, about: $about };)*
        const TABLE: &[$crate::Code] = &[$($name),*];
    };
}

code_table! {
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
    CONTROL_CHARACTER = "S0017" Error "a text has a character in it that steers terminals instead of being printed";

    UNTYPABLE_NAME = "S0101" Error "an issue or label whose name cannot be typed at a prompt";
    REPEATED_ISSUE = "S0102" Error "two issues have the same name";
    NOTHING_TO_CHOOSE = "S0103" Error "there is no issue, or an issue has no values";
    REPEATED_LABEL = "S0104" Error "an issue has the same label twice";
    NOT_MONOTONE = "S0105" Error "listed numbers neither rise nor fall strictly";
    BAD_STEP = "S0106" Error "the step of a range is not above zero";
    OFF_GRID = "S0107" Error "the end of a range cannot be reached from its start by its step";
    TOO_MANY_VALUES = "S0108" Error "an issue has too many values, or all issues together too many outcomes";
    ONE_VALUE = "S0109" Warning "an issue has one value only, so there is nothing to negotiate";
    RESERVED_NAME = "S0110" Error "an issue has a name that means something else in a package as people type it";

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
    LARGE_INTERACTION = "S0218" Warning "an interaction adds or takes more than all weights together";
    DISCOUNT_RANGE = "S0219" Error "a discount is not above 0 and at most 1";

    UNKNOWN_ISSUE = "S0301" Error "an issue that the scenario does not have";
    UNKNOWN_VALUE = "S0302" Error "a value that the issue does not have";
    NO_CONDITION = "S0303" Error "a combination without conditions";
    NEVER_HOLDS = "S0304" Error "conditions that no outcome can meet";
    ISSUE_TWICE = "S0305" Error "a combination speaks of an issue twice where once would do";
    ALWAYS_HOLDS = "S0306" Warning "a condition that every value meets";
    CRITERION_RANGE = "S0307" Error "the strength or rebuttability of a criterion is not between 0 and 1";
    BETWEEN_VALUES = "S0308" Warning "the end of an interval is a number that the issue does not have";

    NO_ZOPA = "S0401" Warning "no outcome is acceptable to all parties";
    UNREACHABLE_ASPIRATION = "S0402" Warning "no outcome a party may agree to is worth its aspiration";
    NOTHING_PERMITTED = "S0403" Warning "limits leave a party nothing it may agree to";
    NO_STAKE = "S0404" Warning "an issue that matters to nobody";
    LEAK = "S0405" Warning "a confidential text stands in the public brief";
    NOT_JUDGED = "S0406" Note "there are too many outcomes to look at each";

    MODEL_NUMBER = "S0501" Error "a number that the commercial model cannot hold";
    MODEL_RANGE = "S0502" Error "a number of the commercial model is out of its range";
    BAD_HORIZON = "S0503" Error "the commercial model looks no quarter ahead, or too many";
    BAD_QUARTER = "S0504" Error "a quarter that the commercial model does not have";
    UNKNOWN_PARTY = "S0505" Error "a party that the scenario, or the commercial model, does not have";
    SAME_PARTY = "S0506" Error "the payer and the payee are the same party";
    STEPS_NOT_RISING = "S0507" Error "the volumes of discounts do not rise strictly";
    MILESTONE_SUM = "S0508" Error "the milestones of an investment do not sum to the whole";
    UNKNOWN_EVENT = "S0509" Error "a right waits for an event that the downside does not have";
    NO_MODEL = "S0510" Error "something is to follow from a commercial model or books that are not there";
    NOT_IN_MODEL = "S0511" Error "an issue's worth is to follow from a model that does not speak of the issue";
    MODEL_WEIGHT = "S0512" Error "an issue whose worth follows from the model has a weight of its own";
    MODEL_TOO_LARGE = "S0513" Error "the issues that decide the money have too many choices of values together";
    FLAT_MODEL = "S0514" Error "the worst net present value is not below the best";
    OUTSIDE_SPAN = "S0515" Warning "packages are worth less than the worst or more than the best that the books declare";
    PERSONA_FILE = "S0601" Error "a persona in a file of its own that cannot be had";
    OTHER_ARCHETYPE = "S0602" Error "a persona is of another archetype than its party";
    UNKNOWN_DIALECT = "S0603" Error "a dialect that the persona does not have";
    UNKNOWN_PARAMETER = "S0604" Error "a persona sets a parameter that there is not, or sets one twice";
    PARAMETER_RANGE = "S0605" Error "a persona sets a parameter outside its range";
    BAD_WORD = "S0606" Error "a persona has a word for what lines do not name, or one that fits into no sentence";
    UNKNOWN_OCCASION = "S0607" Error "lines for an occasion that there is not";
    UNKNOWN_PLACE = "S0608" Error "a line has a place that its occasion does not fill";
    BAD_LINE = "S0609" Error "a line is no well-made sentence";
    FALSE_CLAIM = "S0610" Error "a line says what its occasion does not";
    REPEATED_LINE = "S0611" Error "a persona has a line twice";
    MISSING_LINES = "S0612" Error "a persona that stands alone has too few lines for an occasion";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{COMMERCIAL, SMALL, commercial};

    #[test]
    fn codes_rise_and_say_something() {
        assert!(codes().windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(codes().iter().all(|c| !c.about.is_empty() && !c.about.ends_with('.')));
    }

    fn edited(edits: &[(&str, &str)]) -> String {
        edited_of(SMALL, edits)
    }

    fn edited_of(sample: &str, edits: &[(&str, &str)]) -> String {
        edits.iter().fold(sample.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "the sample has no {from}");
            text.replacen(from, to, 1)
        })
    }

    /// Codes that one small change of the sample with a commercial model brings about.
    const MODEL_EDITS: &[(Code, &str, &str)] = &[
        (MODEL_NUMBER, "demand: [10, 20, 30, 40]", "demand: [10, 20.1234567, 30, 40]"),
        (MODEL_NUMBER, "alternative: 2", "alternative: 2000000"),
        (MODEL_RANGE, "true_up: Fixed(0.5)", "true_up: Fixed(50)"),
        (MODEL_RANGE, "share: Fixed(0.02)", "share: Of(\"price\")"),
        (MODEL_RANGE, "weight: 60, rate", "weight: 0, rate"),
        (BAD_HORIZON, "demand: [10, 20, 30, 40]", "demand: []"),
        (BAD_QUARTER, "from: 3, share", "from: 5, share"),
        (BAD_QUARTER, "Once(0)", "Once(9)"),
        (UNKNOWN_PARTY, "payee: \"cumulo\"", "payee: \"cumulus\""),
        (SAME_PARTY, "payee: \"cumulo\"", "payee: \"Lumen\""),
        (STEPS_NOT_RISING, "above: 30", "above: 10"),
        (MILESTONE_SUM, "quarter: 2, share: 0.5", "quarter: 2, share: 0.4"),
        (UNKNOWN_EVENT, "Event(\"takeover\")", "Event(\"takeofer\")"),
        (NO_MODEL, "of: Linear(worst: 2.20, best: 3.60)", "of: Model"),
        (
            NOT_IN_MODEL,
            "weight: 10,\n                    of: Piecewise([(30, 0), (90, 0.8), (180, 1)])",
            "weight: 10, of: Model",
        ),
        (MODEL_WEIGHT, "weight: 0, of: Model", "weight: 10, of: Model"),
        (OUTSIDE_SPAN, "alternative: 2", "span: Between(worst: -1, best: 1)"),
        (FLAT_MODEL, "alternative: 2", "span: Between(worst: 1, best: 1)"),
        (NEEDS_NUMBERS, "price: Of(\"price\")", "price: Of(\"weights\")"),
        (VALUE_NOT_IN_TABLE, "(\"joint\", -1), (\"cloud\", 0)", "(\"joint\", -1)"),
        (VALUE_TWICE_IN_TABLE, "(\"joint\", -1), (\"cloud\", 0)", "(\"joint\", -1), (\"lab\", 0)"),
        (UNKNOWN_ISSUE, "price: Of(\"price\")", "price: Of(\"prize\")"),
        (EMPTY_TEXT, "title: \"Onboarding\"", "title: \"\""),
    ];

    /// Codes that one small change of the sample brings about.
    const EDITS: &[(Code, &str, &str)] = &[
        (SYNTAX, "rounds: 10", "rounds 10"),
        (UNKNOWN_FIELD, "rounds: 10", "rounds: 10, colour: 1"),
        (MISSING_FIELD, "rounds: 10,", ""),
        (WRONG_TYPE, "rounds: 10", "rounds: 1.5"),
        (UNKNOWN_VARIANT, "topic: Exit", "topic: Weather"),
        (REPEATED_FIELD, "rounds: 10", "rounds: 10, rounds: 11"),
        (BAD_NUMBER, "weight: 50", "weight: NaN"),
        (SCHEMA_VERSION, "schema: 1", "schema: 2"),
        (UNTYPABLE_ID, "id: \"lumen\"", "id: \"lu men\""),
        (REPEATED_ID, "id: \"cumulo\"", "id: \"Lumen\""),
        (BAD_MONTH, "2025-09", "2025-13"),
        (BAD_ROUNDS, "rounds: 10", "rounds: 0"),
        (EMPTY_TEXT, "title: \"A small alliance\"", "title: \" \""),
        (CONTROL_CHARACTER, "A small", "A \\u{1b}[2Jsmall"),
        (CONTROL_CHARACTER, "the laboratory", "the \\u{202e}laboratory"),
        (UNTYPABLE_NAME, "name: \"notice\"", "name: \"no tice\""),
        (UNTYPABLE_NAME, "(\"lab\", \"", "(\"the lab\", \""),
        (REPEATED_ISSUE, "name: \"notice\"", "name: \"Price\""),
        (NOTHING_TO_CHOOSE, "[180, 90, 30]", "[]"),
        (REPEATED_LABEL, "(\"cloud\", \"\")", "(\"LAB\", \"\")"),
        (NOT_MONOTONE, "[180, 90, 30]", "[180, 30, 90]"),
        (BAD_STEP, "step: 0.20", "step: -0.20"),
        (OFF_GRID, "to: 3.60", "to: 3.65"),
        (TOO_MANY_VALUES, "step: 0.20", "step: 0.00001"),
        (ONE_VALUE, "[180, 90, 30]", "[180]"),
        (RESERVED_NAME, "name: \"notice\"", "name: \"Rest\""),
        (RESERVED_NAME, "name: \"notice\"", "name: \"confirm\""),
        (WEIGHT_SUM, "weight: 50", "weight: 47"),
        (NEGATIVE_WEIGHT, "weight: 50", "weight: -50"),
        (
            ISSUE_NOT_VALUED,
            "issues: [",
            "issues: [(name: \"fee\", title: \"Fee\", topic: Other, values: Numbers([1, 2])),",
        ),
        (ISSUE_VALUED_TWICE, "issue: \"notice\",", "issue: \"price\","),
        (SHARE_RANGE, "(90, 0.8)", "(90, 1.8)"),
        (SHARE_RANGE, "worst: 3.60", "worst: 3.00"),
        (VALUE_NOT_IN_TABLE, "(\"joint\", 0.4), ", ""),
        (VALUE_TWICE_IN_TABLE, "(\"joint\", 0.4)", "(\"lab\", 0.4)"),
        (NEEDS_NUMBERS, "Table([(\"lab\", 1), (\"joint\", 0.4), (\"cloud\", 0)])", "Linear(worst: 1, best: 2)"),
        (FLAT_LINE, "worst: 3.60", "worst: 2.20"),
        (POINTS_NOT_RISING, "(90, 0.8)", "(30, 0.8)"),
        (PEAK_OUTSIDE, "peak: 90", "peak: 900"),
        (NO_FULL_SHARE, "(\"lab\", 1)", "(\"lab\", 0.9)"),
        (NO_ZERO_SHARE, "(\"cloud\", 0)", "(\"cloud\", 0.1)"),
        (ZERO_INTERACTION, "worth: 5", "worth: 0"),
        (LARGE_INTERACTION, "worth: 5", "worth: -101"),
        (BATNA_RANGE, "worth: 30", "worth: 130"),
        (DISCOUNT_RANGE, "batna: (plan", "discount: 0, batna: (plan"),
        (LOW_ASPIRATION, "worth: 80", "worth: 30"),
        (TOO_PRECISE, "(90, 0.8), (180, 1)", "(31.234567891, 0.123456789), (179.987654321, 0.987654321), (180, 1)"),
        (UNKNOWN_ISSUE, "AtMost(\"price\"", "AtMost(\"liability\""),
        (UNKNOWN_VALUE, "Is(\"notice\", 180)", "Is(\"notice\", 181)"),
        (NO_CONDITION, "when: [Not(\"weights\", \"lab\")]", "when: []"),
        (NEVER_HOLDS, "AtLeast(\"price\", 3)", "AtLeast(\"price\", 4)"),
        (
            NEVER_HOLDS,
            "Is(\"weights\", \"cloud\"), AtLeast(\"price\", 3)",
            "AtMost(\"price\", 2.4), AtLeast(\"price\", 3)",
        ),
        (ISSUE_TWICE, "AtLeast(\"price\", 3)", "Not(\"weights\", \"lab\")"),
        (ALWAYS_HOLDS, "AtMost(\"price\", 2.60)", "AtMost(\"price\", 3.60)"),
        (BETWEEN_VALUES, "AtLeast(\"price\", 3)", "AtLeast(\"price\", 2.99)"),
        (BETWEEN_VALUES, "AtMost(\"price\", 2.60)", "AtMost(\"price\", 2.65)"),
        (CRITERION_RANGE, "strength: 0.7", "strength: 7"),
        (UNREACHABLE_ASPIRATION, "worth: 80", "worth: 106"),
        (NOTHING_PERMITTED, "Is(\"weights\", \"cloud\"), AtLeast(\"price\", 3)", "AtLeast(\"price\", 2.20)"),
        (PERSONA_FILE, "style: Direct", "style: Direct, sheet: File(\"../secrets.ron\")"),
        (OTHER_ARCHETYPE, "style: Direct", "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Isv, ))"),
        (UNKNOWN_DIALECT, "style: Direct", "style: Direct, dialect: \"feild-sales\""),
        (
            UNKNOWN_PARAMETER,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, parameters: [(\"openness\", 0.4)]))",
        ),
        (
            UNKNOWN_PARAMETER,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, parameters: [(\"e\", 0.4), (\"e\", 0.5)]))",
        ),
        (
            PARAMETER_RANGE,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, parameters: [(\"open\", 4)]))",
        ),
        (
            BAD_WORD,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, words: [(\"shet\", \"paper\")]))",
        ),
        (
            BAD_WORD,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, words: [(\"sheet\", \"paper.\")]))",
        ),
        (
            UNKNOWN_OCCASION,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"holdd\", [\"not yet.\"])]))",
        ),
        (
            UNKNOWN_PLACE,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"hold\", [\"not yet on {issue}.\"])]))",
        ),
        (
            UNKNOWN_PLACE,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"hold\", [\"not yet on {.\"])]))",
        ),
        (
            BAD_LINE,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"hold\", [\"Not yet\"])]))",
        ),
        (
            BAD_LINE,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"return\", [\"not before {issue} is settled.\"])]))",
        ),
        (
            FALSE_CLAIM,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"hold\", [\"fine, we accept.\"])]))",
        ),
        (
            REPEATED_LINE,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"hold\", [\"not yet.\", \"not yet.\"])]))",
        ),
        (
            UNTYPABLE_ID,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 1, name: \"x y\", archetype: Hyperscaler))",
        ),
        (
            SCHEMA_VERSION,
            "style: Direct",
            "style: Direct, sheet: Inline((schema: 2, name: \"x\", archetype: Hyperscaler))",
        ),
        (LEAK, "Cumulo and Lumen", "stay with\nthe old cluster. Cumulo and Lumen"),
    ];

    /// Codes that take more than that.
    fn others() -> Vec<(Code, String)> {
        let (head, _) = SMALL.split_once("        (\n            id: \"cumulo\"").unwrap();
        let strangers: String = (0..300).map(|n| format!("stranger{n}: 0, ")).collect();
        let goals = "\"One more.\", ".repeat(2_000);
        let flat = [
            ("weight: 20", "weight: 0"),
            ("weight: 50", "weight: 70"),
            ("weight: 25", "weight: 0"),
            ("weight: 60", "weight: 85"),
        ];
        let vast = [("step: 0.20", "step: 0.0002"), ("Numbers([180, 90, 30])", "Range(from: 180, to: 30, step: 0.25)")];
        vec![
            (TOO_LARGE, "[".repeat(100)),
            (TOO_LARGE, " ".repeat(2 << 20)),
            (TOO_LARGE, edited(&[("\"Trade across issues.\"", &goals)])),
            (MORE, edited(&[("rounds: 10,", &format!("rounds: 10, {strangers}"))])),
            (BAD_PARTY_COUNT, format!("{head}    ],\n)")),
            (NO_ZOPA, edited(&[("worth: 30", "worth: 79"), ("worth: 35", "worth: 84")])),
            (NO_STAKE, edited(&flat)),
            (NOT_JUDGED, edited(&vast)),
            (MODEL_TOO_LARGE, edited_of(&commercial(COMMERCIAL), &[("step: 0.20", "step: 0.0005")])),
            (
                MISSING_LINES,
                edited(&[(
                    "style: Direct",
                    "style: Direct, sheet: Inline((schema: 1, name: \"x\", archetype: Hyperscaler, stock: Own))",
                )]),
            ),
        ]
    }

    #[test]
    fn every_code_has_a_text_that_brings_it_about() {
        let edits = EDITS.iter().map(|(code, from, to)| (*code, edited(&[(from, to)])));
        let sample = commercial(COMMERCIAL);
        let of_model = MODEL_EDITS.iter().map(|(code, from, to)| (*code, edited_of(&sample, &[(from, to)])));
        let cases: Vec<_> = edits.chain(of_model).chain(others()).collect();
        for (code, text) in &cases {
            let (scenario, said) = crate::read(text);
            let found: Vec<_> = said.iter().map(|d| d.code).collect();
            assert!(found.contains(&code.code), "{} ({}): found {found:?}", code.code, code.about);
            assert_eq!(scenario.is_none(), said.iter().any(|d| d.severity == Severity::Error), "{}", code.code);
            for said in said {
                assert!(said.path.is_empty() || said.span.is_some(), "{said} has no place in the text");
                assert!(!said.message.starts_with(char::is_uppercase) && !said.message.ends_with('.'), "{said}");
            }
        }
        for code in codes() {
            assert!(cases.iter().any(|(covered, _)| covered == code), "nothing brings about {}", code.code);
        }
    }

    /// One mistake should be one diagnostic: what follows from it is not said.
    #[test]
    fn most_mistakes_are_said_once() {
        for (code, from, to) in EDITS {
            let (_, said) = crate::read(&edited(&[(from, to)]));
            let errors = said.iter().filter(|d| d.severity == Severity::Error).count();
            let allowed = match *code {
                // These change what other parts of the file refer to, which is worth saying where they do.
                UNTYPABLE_NAME | RESERVED_NAME | REPEATED_ISSUE | REPEATED_LABEL | ONE_VALUE | OFF_GRID => 9,
                NEGATIVE_WEIGHT | VALUE_TWICE_IN_TABLE | ISSUE_NOT_VALUED | ISSUE_VALUED_TWICE | BATNA_RANGE => 2,
                _ => 1,
            };
            assert!(errors <= allowed, "{}: {said:#?}", code.code);
        }
    }
}
