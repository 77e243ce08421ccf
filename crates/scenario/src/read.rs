//! Reading: from a text or from the file's types to a scenario, or to everything that keeps it from being one.

use serde::Deserialize;

use crate::{Diagnostic, Scenario, codes, document, file::ScenarioFile, gate, syntax};

/// Reads a scenario from RON text: the scenario, unless there is an error, and everything there is to say about it, in the
/// order of the text. See [`document::read`] for what that means.
#[must_use]
pub fn read(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    document::read(text, gate::KIND, gate::pass)
}

/// Reads a scenario from the canonical JSON that replays embed (see
/// [`Scenario::canonical_json`]). Diagnostics about the meaning have no spans: nobody edits that text.
#[must_use]
pub fn from_json(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    /// The one thing every version of the format has.
    #[derive(Deserialize)]
    struct Version {
        schema: u64,
    }

    if let Some(oversize) = syntax::oversize(text) {
        return (None, vec![oversize]);
    }
    if let Ok(Version { schema }) = serde_json::from_str(text)
        && schema > u64::from(gate::KIND.schema)
    {
        return (None, vec![document::schema_version(schema, gate::KIND)]);
    }
    match serde_json::from_str(text) {
        Ok(file) => from_file(file),
        Err(error) => {
            let code = if error.is_data() { codes::WRONG_TYPE } else { codes::SYNTAX };
            let at = syntax::offset(text, error.line(), error.column());
            let said = code.at("", error.to_string()).with_span(at..at);
            (None, vec![said.with_help("canonical JSON is written by the engine; was it edited?")])
        }
    }
}

/// Checks a scenario that is already in the file's types, from an importer. Diagnostics have no spans.
#[must_use]
pub fn from_file(file: ScenarioFile) -> (Option<Scenario>, Vec<Diagnostic>) {
    document::check(file, gate::pass)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Severity, sample::SMALL};

    /// That an answer makes sense, whatever the text.
    fn holds_together(text: &str, (scenario, said): (Option<Scenario>, Vec<Diagnostic>)) {
        let is_refused = said.iter().any(|d| d.severity == Severity::Error);
        assert_eq!(scenario.is_none(), is_refused, "{said:?}");
        for said in said {
            let span = said.span.clone().unwrap_or(0..0);
            assert!(text.get(span).is_some(), "{said} is not in the text: {:?}", said.span);
        }
    }

    fn survives(text: &str) {
        holds_together(text, read(text));
        holds_together(text, from_json(text));
        if let Ok(laid_out) = crate::fmt(text) {
            assert_eq!(crate::fmt(&laid_out).as_deref(), Ok(laid_out.as_str()));
            let meaning = |text: &str| read(text).0.map(|scenario| scenario.canonical_json());
            assert_eq!(meaning(&laid_out), meaning(text));
        }
    }

    fn canonical() -> String {
        read(SMALL).0.unwrap().canonical_json()
    }

    /// A text with a few pieces of it cut out, doubled or replaced by what a file is made of.
    fn mangled(text: String) -> impl Strategy<Value = String> {
        let pieces = [
            "",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "r#\"",
            "'",
            ",",
            ":",
            "//",
            "/*",
            "*/",
            "\\",
            "\n",
            "0",
            "-1",
            "1e400",
            "inf",
            "0x1F",
            "é",
            "\u{feff}",
            "true",
            "None",
            "Labels",
            "issue: ",
            "weight: 5,",
            "[[[[[[[[",
            "99999999999999999999",
        ];
        let edit = (any::<prop::sample::Index>(), 0usize..30, prop::sample::select(pieces.to_vec()));
        prop::collection::vec(edit, 1..6).prop_map(move |edits| {
            edits.into_iter().fold(text.clone(), |mut text, (at, length, piece)| {
                let start = text.floor_char_boundary(at.index(text.len() + 1));
                let end = text.floor_char_boundary((start + length).min(text.len()));
                text.replace_range(start..end.max(start), piece);
                text
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn any_text_is_survived(text in "\\PC{0,200}") {
            survives(&text);
        }

        #[test]
        fn any_tokens_are_survived(text in "([\\[\\](){}:,\"'#\\\\/* \n]|[a-z]{1,3}|-?[0-9.]{1,4}){0,60}") {
            survives(&text);
        }

        #[test]
        fn mangled_scenarios_are_survived(text in mangled(SMALL.to_owned())) {
            survives(&text);
        }

        #[test]
        fn mangled_json_is_survived(text in mangled(canonical())) {
            survives(&text);
        }

        #[test]
        fn cut_scenarios_are_survived(at in any::<prop::sample::Index>()) {
            let end = SMALL.floor_char_boundary(at.index(SMALL.len()));
            survives(&SMALL[..end]);
        }
    }

    #[test]
    fn canonical_json_is_the_same_scenario() {
        let (scenario, said) = from_json(&canonical());
        assert_eq!(said, []);
        assert_eq!(scenario.unwrap().canonical_json(), canonical());
    }

    #[test]
    fn a_newer_schema_is_refused_by_name_and_nothing_else_is_said() {
        let newer = SMALL.replace("schema: 1", "schema: 3, new_thing: 4");
        for (_, said) in [read(&newer), from_json("{\"schema\": 3, \"new_thing\": 4}")] {
            let said: Vec<_> = said.into_iter().map(|d| (d.code, d.message)).collect();
            let message = "this file is written in schema 3, and this engine reads schema 1".to_owned();
            assert_eq!(said, [("S0010", message)]);
        }
    }

    #[test]
    fn a_mark_of_byte_order_is_no_mistake() {
        let (scenario, said) = read(&format!("\u{feff}{SMALL}"));
        assert!(scenario.is_some() && said.is_empty(), "{said:?}");
    }

    /// Files as large as they may be, made to be slow: every kind of list, long. What is quadratic in any of them shows as
    /// a test that does not end.
    #[test]
    fn large_files_are_survived_quickly() {
        let fill = |from: &str, element: &str| {
            let (head, tail) = SMALL.split_once(from).unwrap();
            let room = syntax::BYTES_MAX - SMALL.len() - from.len();
            format!("{head}{from}{}{tail}", element.repeat(room / element.len()))
        };
        for (from, element) in [
            ("issues: [", "(),"),
            ("issues: [", "(name:\"a\",values:Numbers([1]))),"),
            ("Labels([", "(\"a\",\"\"),"),
            ("Numbers([", "1,"),
            ("parties: [", "(),"),
            ("values: [", "(issue:\"x\"),"),
            ("Table([", "(\"q\",2),"),
            ("interactions: [", "(when:[],worth:0,because:\"\"),"),
            ("when: [", "AtLeast(\"price\",3),"),
            ("rounds: 10,", "x:1,"),
            ("brief: \"", "\\n"),
        ] {
            let text = fill(from, element);
            holds_together(&text, read(&text));
        }
        // Many conditions on an issue of many values, which a single list of conditions is too short to show.
        let issue = "issues: [(name:\"p\",title:\"p\",topic:Other,values:Range(from:0,to:9999,step:1)),";
        let always = "AtMost(\"p\",9999),".repeat(499);
        let limit = format!("(when:[{always}Is(\"p\",9999),{always}],because:\"x\"),");
        let text = SMALL.replacen("issues: [", issue, 1);
        let text = text.replacen("rounds:", &format!("exclusions: [{}],rounds:", limit.repeat(4)), 1);
        holds_together(&text, read(&text));
    }
}
