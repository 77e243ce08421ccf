//! Reading: from a text or from the file's types to a scenario, or to everything that keeps it from being one.

use serde::Deserialize;
use zopa_partner::Persona;

use crate::{
    Diagnostic, Scenario, Severity, codes,
    document::{self, Kind},
    file::{PersonaSheet, ScenarioFile, SheetFile},
    gate,
    report::{At, Report},
    syntax,
};

/// What gives the text of a file that a scenario names, or says why not (a lower-case fragment).
pub type Beside<'b> = dyn Fn(&str) -> Result<String, String> + 'b;

/// Reads a scenario from RON text: the scenario, unless there is an error, and everything there is to say about it, in the
/// order of the text. See [`document::read`] for what that means. A persona in a file of its own cannot be had this way: see
/// [`read_beside`].
#[must_use]
pub fn read(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    read_beside(text, &|_| Err("personas in files of their own are read only beside a scenario file".to_owned()))
}

/// [`read`], with the texts of the files it names. What comes out names no files: their personas are in it.
#[must_use]
pub fn read_beside(text: &str, beside: &Beside<'_>) -> (Option<Scenario>, Vec<Diagnostic>) {
    document::read(text, gate::KIND, |mut file: ScenarioFile, report| {
        personas(&mut file, beside, report);
        gate::pass(file, report)
    })
}

/// What a persona's file is among documents.
const PERSONA: Kind = Kind { root: "Persona", noun: "persona", schema: 1 };

/// Reads a persona from RON text, as [`read`] reads a scenario.
#[must_use]
pub fn read_persona(text: &str) -> (Option<Persona>, Vec<Diagnostic>) {
    document::read(text, PERSONA, |file: PersonaSheet, report| gate::persona(&file, &At::default(), report))
}

/// Puts the personas of files of their own into the scenario.
fn personas(file: &mut ScenarioFile, beside: &Beside<'_>, report: &mut Report<'_>) {
    for (index, party) in file.parties.iter_mut().enumerate() {
        let SheetFile::File(path) = &party.persona.sheet else { continue };
        let at = At::root("parties").index(index).field("persona").field("sheet");
        match persona_in(path, beside) {
            Ok(persona) => party.persona.sheet = SheetFile::Inline(Box::new(persona.sheet().clone())),
            Err((message, help)) => {
                report.push(codes::PERSONA_FILE.at(&at, message).with_help(help));
                party.persona.sheet = SheetFile::BuiltIn;
            }
        }
    }
}

/// The persona in a file a scenario names, or what is wrong and what to do about it.
fn persona_in(path: &str, beside: &Beside<'_>) -> Result<Persona, (String, String)> {
    // A scenario somebody sends around reads nothing but what was sent with it.
    let is_below = !path.is_empty()
        && !path.starts_with(['/', '\\'])
        && path.split(['/', '\\']).all(|step| !step.is_empty() && step != ".." && !step.contains(':'));
    if !is_below {
        let help = "name a file in the scenario's folder or below it: `personas/dana.ron`".to_owned();
        return Err((format!("`{path}` is no path below the scenario's own folder"), help));
    }
    let text = beside(path).map_err(|why| (format!("cannot read `{path}`: {why}"), String::new()))?;
    let (persona, said) = read_persona(&text);
    persona.ok_or_else(|| {
        let errors: Vec<_> = said.iter().filter(|d| d.severity == Severity::Error).collect();
        let first = errors.first().map_or_else(String::new, |first| first.message.clone());
        let more = match errors.len() {
            0 | 1 => String::new(),
            several => format!(" (and {} more)", several - 1),
        };
        (
            format!("the persona in `{path}` has errors: {first}{more}"),
            format!("`zopa persona check {path}` shows each in its place"),
        )
    })
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
    use zopa_partner::Archetype;

    use super::*;
    use crate::sample::SMALL;

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
        fn mangled_personas_are_survived(text in mangled(Persona::text_of(Archetype::Isv).to_owned())) {
            let (persona, said) = read_persona(&text);
            let is_refused = said.iter().any(|d| d.severity == Severity::Error);
            assert_eq!(persona.is_none(), is_refused, "{said:?}");
            for said in said {
                assert!(text.get(said.span.clone().unwrap_or(0..0)).is_some(), "{said}");
            }
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
    fn a_persona_beside_a_scenario_is_in_what_comes_out() {
        const DANA: &str = "Persona(schema: 1, name: \"dana\", archetype: Hyperscaler, parameters: [(\"open\", 0.9)])";
        let with = |sheet: &str| SMALL.replacen("style: Direct", &format!("style: Direct, sheet: {sheet}"), 1);
        let beside = |path: &str| match path {
            "personas/dana.ron" => Ok(DANA.to_owned()),
            "personas/bad.ron" => Ok(DANA.replace("open", "opne")),
            _ => Err("there is no such file".to_owned()),
        };
        let (found, said) = read_beside(&with("File(\"personas/dana.ron\")"), &beside);
        assert_eq!(said, []);
        let inline = DANA.trim_start_matches("Persona");
        let (inline, _) = read(&with(&format!("Inline({inline})")));
        let (found, inline) = (found.unwrap(), inline.unwrap());
        assert_eq!(found.canonical_json(), inline.canonical_json());
        assert!((found.parties()[1].character.parameters().open - 0.9).abs() < 1e-12);
        let (again, said) = from_json(&found.canonical_json());
        assert_eq!(said, []);
        assert_eq!(again.unwrap().parties()[1].character, found.parties()[1].character);
        for (path, why) in [
            ("personas/bad.ron", "the persona in `personas/bad.ron` has errors: there is no parameter `opne`"),
            ("personas/nobody.ron", "cannot read `personas/nobody.ron`: there is no such file"),
            ("../dana.ron", "`../dana.ron` is no path below the scenario's own folder"),
            ("/etc/passwd", "`/etc/passwd` is no path below the scenario's own folder"),
            ("personas/../../dana.ron", "`personas/../../dana.ron` is no path below the scenario's own folder"),
            ("c:dana.ron", "`c:dana.ron` is no path below the scenario's own folder"),
        ] {
            let (scenario, said) = read_beside(&with(&format!("File({path:?})")), &beside);
            assert!(scenario.is_none());
            assert_eq!(said.into_iter().map(|d| d.message).collect::<Vec<_>>(), [why]);
        }
    }

    /// What is wrong with a persona inside a scenario is shown where it stands.
    #[test]
    fn flaws_of_a_persona_have_their_places() {
        let sheet =
            "Inline((schema: 1, name: \"x\", archetype: Hyperscaler, lines: [(\"hold\", [\"fine.\", \"Fine\"])]))";
        let text = SMALL.replacen("style: Direct", &format!("style: Direct, sheet: {sheet}"), 1);
        let (_, said) = read(&text);
        let said: Vec<_> = said.into_iter().map(|d| (d.path, text[d.span.unwrap()].to_owned())).collect();
        assert_eq!(said, [("parties[1].persona.sheet.lines[0][1][1]".to_owned(), "\"Fine\"".to_owned())]);
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
