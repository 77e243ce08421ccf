//! The three formats, on fixtures worked out by hand, and laws that hold for all files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::{fs, path::Path};

use proptest::prelude::*;
use zopa_core::{Outcome, Utility, ValueId};
use zopa_interchange::{
    Format, Imported, Semantics, SourceFile, Target, export,
    genius::{Domain, Profile},
    import,
    reference::{Space, Ufun},
};
use zopa_scenario::{Scenario, to_ron};

fn fixtures(folder: &str) -> Vec<SourceFile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let source = |path: &std::path::PathBuf| SourceFile {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        bytes: fs::read(path).unwrap(),
    };
    paths.iter().map(source).collect()
}

fn imported(folder: &str, semantics: Semantics) -> Imported {
    import(&fixtures(folder), semantics).unwrap()
}

/// The outcome with these values, as a file spells them.
fn outcome(scenario: &Scenario, values: &[&str]) -> Outcome {
    let space = scenario.space();
    let ids: Vec<ValueId> =
        space.issues().iter().zip(values).map(|(issue, value)| issue.value_named(value).unwrap()).collect();
    space.outcome(&ids).unwrap()
}

/// What a party's outcome is worth on the scale of the files: 0 points are `shift`, 100 points `shift + span`.
fn worth(imported: &Imported, party: usize, (shift, span): (f64, f64), values: &[&str]) -> f64 {
    let preferences = &imported.scenario.parties()[party].preferences;
    shift + span * preferences.utility(outcome(&imported.scenario, values)).get()
}

fn reservation(imported: &Imported, party: usize) -> f64 {
    let preferences = &imported.scenario.parties()[party].preferences;
    preferences.to_utility(preferences.reservation_points()).get() * 100.0
}

fn has_note(imported: &Imported, code: &str, part: &str) -> bool {
    imported.notes.iter().any(|note| note.code == code && note.message.contains(part))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-8
}

const CORNERS: [[&str; 2]; 4] = [["-4", "-4"], ["0", "0"], ["4", "4"], ["4", "-4"]];

#[test]
fn genius_evaluates_integers_from_their_lower_bound_and_cuts_off() {
    let crane = imported("genius", Semantics::Genius);
    // 0.6·(0.2 + 0.1(x+4)) + 0.4·(0.3 − 0.05(y+4)), each bracket within 0 and 1; at most 0.6·1 + 0.4·0.3 = 0.72.
    for (values, expected) in CORNERS.iter().zip([0.24, 0.40, 0.60, 0.72]) {
        assert!(close(worth(&crane, 0, (0.0, 0.72), values), expected), "{values:?}");
    }
    assert!(close(reservation(&crane, 0), 50.0)); // 0.36 of 0.72
    // The discount of the file, to the power of the relative time.
    let lessee = &crane.scenario.parties()[0];
    assert_eq!(lessee.percent_left_at_deadline(), Some(50.0));
    assert!(close(lessee.preferences.discounted(Utility::ONE, 0.5).get(), 0.5f64.sqrt()));
    assert!(!crane.notes.iter().any(|note| note.code == "X0206"));
    assert!(has_note(&crane, "X0101", "Night-hours") && has_note(&crane, "X0207", "reservation"));
    assert_eq!((crane.format, crane.scenario.id()), (Format::Genius, "Crane-lease"));
}

#[test]
fn negmas_evaluates_integers_as_they_are() {
    let crane = imported("genius", Semantics::Negmas);
    // 0.6·(0.2 + 0.1x) + 0.4·(0.3 − 0.05y): from −0.12 + 0.04 up; shifted by −0.12, reaching 0.48 + 0.20.
    for (values, expected) in CORNERS.iter().zip([0.08, 0.24, 0.40, 0.56]) {
        assert!(close(worth(&crane, 0, (-0.12, 0.68), values), expected), "{values:?}");
    }
    assert!(close(reservation(&crane, 0), (0.36 + 0.12) / 0.68 * 100.0));
    assert!(has_note(&crane, "X0202", "-0.12") && has_note(&crane, "X0201", "0.68"));
    assert!(has_note(&crane, "X0206", "0.5"), "the discount is dropped aloud");
    assert_eq!(crane.scenario.parties()[0].percent_left_at_deadline(), None);
    let files = fixtures("genius");
    let domain = Domain::read(&files[0].bytes).unwrap();
    let space = Space::of(&domain).unwrap();
    let ufun = Ufun::of(&space, &Profile::read(&files[1].bytes, &domain).unwrap()).unwrap();
    assert_eq!(ufun.of_numbers(&space, &[0.0, 0.0]), 0.6 * 0.2 + 0.4 * 0.3);
}

#[test]
fn genius_divides_evaluations_by_the_greatest_and_negmas_does_not() {
    let genius = imported("cover", Semantics::Genius);
    // 0.25·25/40 + 0.75·1/3
    assert!(close(worth(&genius, 0, (0.0, 1.0), &["250", "Europe-Turkey"]), 0.40625));
    assert!(close(reservation(&genius, 0), 40.0));
    let negmas = imported("cover", Semantics::Negmas);
    // 0.25·25 + 0.75·1, of at most 0.25·40 + 0.75·3
    assert!(close(worth(&negmas, 0, (0.0, 12.25), &["250", "Europe-Turkey"]), 7.0));
    assert!(close(reservation(&negmas, 0), 0.4 / 12.25 * 100.0));
    assert!(has_note(&negmas, "X0001", "NegMAS") && has_note(&negmas, "X0103", "Own risk"));
    let ids: Vec<_> = genius.scenario.parties().iter().map(|party| party.id.as_str()).collect();
    assert_eq!(ids, ["insurer", "traveller"]);
}

#[test]
fn geniusweb_has_a_bid_for_a_reservation() {
    let garden = imported("geniusweb", Semantics::Genius);
    assert_eq!(garden.format, Format::GeniusWeb);
    assert!(close(worth(&garden, 0, (0.0, 1.0), &["wire", "25"]), 0.4 + 0.6 * 0.75));
    assert!(close(reservation(&garden, 0), 100.0 * (0.4 * 0.2 + 0.6 * 0.5)));
    assert!(close(worth(&garden, 1, (0.0, 1.0), &["wall", "10"]), 0.75));
    assert!(has_note(&garden, "X0209", "owner") && has_note(&garden, "X0207", "tenant"));
}

#[test]
fn negmas_folders_have_functions_and_a_bias() {
    let bakery = imported("negmas", Semantics::Genius);
    assert_eq!(bakery.format, Format::Negmas);
    // 0.25 + 1·table + 2·(0.25x − 0.25) + 1·table; at most 0.25 + 1 + 2 + 1.
    assert!(close(worth(&bakery, 0, (0.25, 4.0), &["rye", "3", "3"]), 0.25 + 0.5 + 1.0 + 0.25));
    assert!(close(reservation(&bakery, 0), 25.0));
    // 0.5·0.5 + 0.3·(2/3) − 0.2·3; least −0.85 in the last issue, at most 0.25 + 0.3 + (0.85 − 0.5).
    let worth_to_cafe = worth(&bakery, 1, (-0.85, 0.9), &["yes", "2", "3"]);
    assert!((worth_to_cafe - (0.25 + 0.2 - 0.6)).abs() < 1e-7, "{worth_to_cafe}"); // rounded to 7 digits, and noted
    assert!(has_note(&bakery, "X0203", "7 digits"));
    assert!(has_note(&bakery, "X0207", "no reservation value"));
    assert_eq!(bakery.scenario.parties()[1].id, "café");
}

#[test]
fn classes_and_code_are_errors_that_name_them() {
    let refusal = |from: &str, to: &str| {
        let mut files = fixtures("negmas");
        for file in &mut files {
            file.bytes = String::from_utf8(file.bytes.clone()).unwrap().replace(from, to).into_bytes();
        }
        import(&files, Semantics::Genius).unwrap_err().to_string()
    };
    assert!(refusal("type: TableFun", "type: LambdaFun").contains("program code"));
    assert!(refusal("type: AffineFun", "type: os.system").contains("`os.system`"));
    assert!(refusal("type: AffineFun", "type: evil.AffineFun").contains("`evil.AffineFun`"));
    assert!(refusal("LinearAdditiveUtilityFunction", "HyperRectangleUtilityFunction").contains("`HyperRectangle"));
    assert!(refusal("type: ContiguousIssue", "type: CallableIssue").contains("`CallableIssue`"));
    assert!(refusal("slope: 0.25", "slope: !!python/name:os.system").contains("python/name:os.system"));
    assert!(refusal("name: café", "name: &a [*a]").contains("aliases"));
    let entity =
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><negotiation_template>&a;</negotiation_template>";
    let file = SourceFile { name: "x.xml".into(), bytes: entity.into() };
    assert!(import(&[file], Semantics::Genius).is_err());
}

#[test]
fn files_that_are_no_scenario_are_refused_in_words() {
    let mut files = fixtures("cover");
    let said = |files: &[SourceFile]| import(files, Semantics::Genius).unwrap_err().to_string();
    assert!(said(&files[..2]).contains("there is no domain"));
    assert!(said(&files[1..]).contains("1 profiles"));
    files.extend(fixtures("negmas"));
    assert!(said(&files).contains("Genius XML and of NegMAS together"));
    files.truncate(3);
    files.push(SourceFile { name: "again.xml".into(), ..files[2].clone() });
    assert!(said(&files).contains("again.xml: a second domain"));
    assert!(said(&[]).contains("neither a domain nor a profile"));
}

/// The files of an export, as an import sees them.
fn sources(scenario: &Scenario, target: Target) -> Vec<SourceFile> {
    let files = export(scenario, target).files;
    files.into_iter().map(|file| SourceFile { name: file.name, bytes: file.text.into() }).collect()
}

/// That names are the same, and the worth of every value of every issue, to every party.
fn same_names_and_worths(scenario: &Scenario, back: &Scenario) {
    assert_eq!(back.id(), scenario.id());
    let (space, space_back) = (scenario.space(), back.space());
    assert_eq!(space_back.size(), space.size());
    for (issue, issue_back) in space.issues().iter().zip(space_back.issues()) {
        assert_eq!(issue_back.name(), issue.name());
        let texts = |issue: &zopa_core::Issue| -> Vec<String> {
            let text = |v| issue.number(ValueId(v)).map_or_else(|| issue.value_text(ValueId(v)), |n| n.to_string());
            (0..issue.len()).map(text).collect()
        };
        assert_eq!(texts(issue_back), texts(issue));
    }
    for (party, party_back) in scenario.parties().iter().zip(back.parties()) {
        assert_eq!(party_back.id, party.id);
        let (p, b) = (&party.preferences, &party_back.preferences);
        if p.joints().next().is_some() {
            // What a commercial model binds together is no sum over issues; a note says that it is left out.
            continue;
        }
        assert!(close(p.to_utility(p.reservation_points()).get(), b.to_utility(b.reservation_points()).get()));
        for id in space.issue_ids() {
            for value in (0..space.issue(id).len()).map(ValueId) {
                let worth = p.issue_points(id, value).0 as f64 / p.scale() as f64;
                let worth_back = b.issue_points(id, value).0 as f64 / b.scale() as f64;
                assert!(close(worth, worth_back), "{}: {worth} and {worth_back}", space.issue(id).name());
            }
        }
    }
}

#[test]
fn shipped_scenarios_come_back_but_for_what_is_noted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "ron") {
            continue;
        }
        let scenario = zopa_scenario::read(&fs::read_to_string(&path).unwrap()).0.unwrap();
        for (target, semantics) in [
            (Target::Negmas, Semantics::Genius),
            (Target::Genius, Semantics::Genius),
            (Target::Genius, Semantics::Negmas),
        ] {
            let exported = export(&scenario, target);
            let interactions = scenario.parties().iter().map(|party| party.interactions.len()).sum::<usize>();
            assert_eq!(interactions > 0, exported.notes.iter().any(|note| note.path.ends_with("interactions")));
            let back = import(&sources(&scenario, target), semantics).unwrap();
            same_names_and_worths(&scenario, &back.scenario);
        }
        seen += 1;
    }
    assert!(seen >= 3, "only {seen} scenarios were tried");
}

/// A scenario of two parties: issues of every kind of values, valued in every way.
fn scenario() -> impl Strategy<Value = Scenario> {
    let issue = (0u8..5, 2u32..6, prop::collection::vec((0u32..=100, 0u32..=100), 6));
    (prop::collection::vec(issue, 1..4), prop::collection::vec(1u32..50, 8), (0u32..99, 0u32..99)).prop_map(
        |(issues, weights, (r1, r2))| {
            let names = ["price", "term", "yes"];
            let mut declared = String::new();
            let mut valued = [String::new(), String::new()];
            for (at, (kind, count, shares)) in issues.iter().enumerate() {
                let (values, spelled): (String, Vec<String>) = match kind {
                    0 | 1 => {
                        let labels: Vec<_> = ["no", "a", "B.1", "10%", "null", "é"][..*count as usize].to_vec();
                        let pairs = labels.iter().map(|label| format!("(\"{label}\", \"\")")).collect::<Vec<_>>().join(",");
                        (format!("Labels([{pairs}])"), labels.iter().map(|label| format!("\"{label}\"")).collect())
                    }
                    2 => (
                        format!("Range(from: -2, to: {}, step: 1)", *count as i64 - 3),
                        (0..*count as i64).map(|v| (v - 2).to_string()).collect(),
                    ),
                    3 => {
                        let numbers: Vec<_> = ["90", "30.5", "30", "0.25", "-1", "-7"][..*count as usize].to_vec();
                        (format!("Numbers([{}])", numbers.join(",")), numbers.iter().map(ToString::to_string).collect())
                    }
                    _ => (
                        format!("Range(from: 0.5, to: {}, step: 0.05)", 0.5 + f64::from(count - 1) * 0.05),
                        (0..*count).map(|v| format!("{}", f64::from(50 + 5 * v) / 100.0)).collect(),
                    ),
                };
                declared += &format!("(name: \"{0}\", title: \"{0}\", topic: Other, values: {values}),", names[at]);
                for (party, valued) in valued.iter_mut().enumerate() {
                    let total: u32 = weights[party..party + issues.len()].iter().sum();
                    let weight = |at: usize| f64::from(weights[party + at] * 10_000 / total) / 100.0;
                    let last = at + 1 == issues.len();
                    let before: f64 = (0..at).map(weight).sum();
                    let weight = if last { (10_000.0 - before * 100.0).round() / 100.0 } else { weight(at) };
                    let share = |v: usize| if party == 0 { shares[v].0 } else { shares[v].1 };
                    let most = (0..spelled.len()).max_by_key(|v| share(*v)).unwrap();
                    let entry = |(v, name): (usize, &String)| {
                        let share = if v == most { 100 } else { share(v) };
                        format!("({name}, {})", f64::from(share) / 100.0)
                    };
                    let table = spelled.iter().enumerate().map(entry).collect::<Vec<_>>().join(",");
                    let of = match (kind, party) {
                        (2 | 4, 0) => format!("Linear(worst: {}, best: {})", spelled[0], spelled[spelled.len() - 1]),
                        _ => format!("Table([{table}])"),
                    };
                    *valued += &format!("(issue: \"{}\", weight: {weight}, of: {of}, because: \"so\"),", names[at]);
                }
            }
            let party = |id: &str, reservation: u32, values: &str| {
                format!(
                    "(id: \"{id}\", name: \"N\", role: \"R\", persona: (person: \"P\", archetype: Isv, style: Direct), \
                     brief: \"b\", batna: (plan: \"p\", worth: {reservation}), aspiration: (worth: 100, guidance: \"g\"), discount: 0.{:02}, \
                     values: [{values}]),",
                    reservation + 1
                )
            };
            let text = format!(
                "Scenario(schema: 1, id: \"made\", title: \"T\", asof: \"2026-01\", rounds: 5, goals: [], brief: \"public\", \
                 issues: [{declared}], parties: [{}{}])",
                party("second", r1, &valued[0]),
                party("first", r2, &valued[1])
            );
            let (scenario, said) = zopa_scenario::read(&text);
            scenario.unwrap_or_else(|| panic!("{text}: {said:?}"))
        },
    )
}

/// The files of a fixture with a few pieces of them cut out, doubled or replaced by what files are made of.
fn mutated(folder: &'static str) -> impl Strategy<Value = Vec<SourceFile>> {
    let pieces = [
        "",
        "<",
        ">",
        "/>",
        "\"",
        "&",
        "&amp;",
        "<!--",
        "<![CDATA[",
        "0",
        "-1",
        "1e308",
        "nan",
        "inf",
        "-.inf",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "- ",
        "\n",
        "\t",
        "|",
        "*a",
        "&a ",
        "!!x ",
        "null",
        "é",
        "\u{feff}",
        "99999999999999999999",
        "'",
        "index=\"0\"",
        "<issue",
        "type: ",
        "values:",
        "TableFun",
        "IdentityFun",
        "\"range\"",
        "0.000000001",
    ];
    let edit =
        (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0usize..24, prop::sample::select(pieces.to_vec()));
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut files = fixtures(folder);
        for (which, at, length, piece) in edits {
            let file = which.index(files.len());
            let bytes = &mut files[file].bytes;
            let start = at.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, piece.bytes());
        }
        files
    })
}

/// An import ends in a scenario whose text reads back as itself, or in an error that says why.
fn survives(files: &[SourceFile]) {
    for semantics in [Semantics::Genius, Semantics::Negmas] {
        match import(files, semantics) {
            Ok(imported) => {
                let (back, said) = zopa_scenario::read(&to_ron(&imported.file));
                let back = back.unwrap_or_else(|| panic!("{said:?}"));
                assert_eq!(back.canonical_json(), imported.scenario.canonical_json());
            }
            Err(error) => assert!(!error.to_string().is_empty() && !error.to_string().contains('\u{1b}')),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn import_after_export_is_the_identity(scenario in scenario()) {
        for target in [Target::Negmas, Target::Genius] {
            let exported = export(&scenario, target);
            for semantics in [Semantics::Genius, Semantics::Negmas] {
                let back = import(&sources(&scenario, target), semantics).unwrap();
                same_names_and_worths(&scenario, &back.scenario);
                // Only Genius multiplies by a power of relative time; elsewhere the loss is noted, on one way or the other.
                let left = |scenario: &Scenario| scenario.parties().iter().map(|p| p.percent_left_at_deadline()).collect::<Vec<_>>();
                if (target, semantics) == (Target::Genius, Semantics::Genius) {
                    assert_eq!(left(&back.scenario), left(&scenario));
                } else {
                    let notes = back.notes.iter().chain(&exported.notes);
                    assert!(notes.filter(|note| note.path.ends_with("discount")).count() == 2);
                }
            }
        }
    }

    #[test]
    fn mutated_genius_files_are_survived(files in mutated("genius")) {
        survives(&files);
    }

    #[test]
    fn mutated_covers_are_survived(files in mutated("cover")) {
        survives(&files);
    }

    #[test]
    fn mutated_geniusweb_files_are_survived(files in mutated("geniusweb")) {
        survives(&files);
    }

    #[test]
    fn mutated_negmas_files_are_survived(files in mutated("negmas")) {
        survives(&files);
    }
}
