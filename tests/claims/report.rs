//! The pages of reviews, experiments and classes: one file each that fetches nothing and that everybody can read. The one of a
//! review works in a real browser.

mod browser;
mod document;

use std::{collections::BTreeSet, fs, path::Path};

use tempfile::TempDir;
use zopa_core::{PartyId, Seed, num};
use zopa_engine::{Chair, Recorder, Replay, Setup, read};

use self::document::{Document, Element};
use crate::{
    program::{files, printed, run},
    secrecy::with_other_papers,
};

/// The least contrast of text to what it stands on (WCAG 2.2, success criterion 1.4.3).
const CONTRAST_MIN: f64 = 4.5;

/// The page that `zopa review` writes for a session in a folder.
fn page_of(folder: &Path, session: &str, arguments: &[&str]) -> String {
    let given = ["review", session, "--party", "1", "--format", "html", "-o", "page.html"];
    let output = run(folder, &[&given[..], arguments].concat());
    assert!(output.status.success(), "{session}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.is_empty());
    fs::read_to_string(folder.join("page.html")).unwrap()
}

/// The shipped replays in a folder of their own, and their names.
fn goldens() -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let mut names = Vec::new();
    for path in files("replays", "jsonl") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        fs::copy(&path, folder.path().join(&name)).unwrap();
        names.push(name);
    }
    assert!(names.len() >= 6);
    (folder, names)
}

/// An experiment that has everything its page can show but sequential looks.
const EXPERIMENT: &str = r#"Experiment(
    schema: 1, id: "page", title: "A page", seed: 5,
    scenarios: [Drawn((name: "lot", count: 6, issues: (2, 3), size: (20, 60)))],
    candidates: [(play: "boulware"), (play: "linear"), (play: "random-rational")],
    opponents: [(play: "linear"), (play: "random-rational")],
    rounds: 20, replicates: 8, metrics: [Utility, Agreement],
)"#;

/// The page of an experiment.
fn lab_page() -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page.ron"), EXPERIMENT).unwrap();
    for words in
        [&["lab", "run", "page.ron", "--out", "run"][..], &["lab", "report", "run", "--format", "html", "-o", "r.html"]]
    {
        let output = run(folder.path(), words);
        assert!(output.status.success(), "{}", printed(&output));
    }
    fs::read_to_string(folder.path().join("r.html")).unwrap()
}

/// The page of a class, as whoever teaches it sees it.
fn class_page() -> String {
    let (folder, _) = goldens();
    let output = run(folder.path(), &["cohort", ".", "--precision", "off", "--format", "html", "-o", "class.html"]);
    assert!(folder.path().join("class.html").is_file(), "{}", printed(&output));
    fs::read_to_string(folder.path().join("class.html")).unwrap()
}

/// The pages there are: every golden opened (one with its moves reviewed), one sealed, an experiment's and a class's.
fn pages() -> Vec<(String, String)> {
    let (folder, names) = goldens();
    let mut pages = vec![("sealed".to_owned(), page_of(folder.path(), "gpu-logroll.jsonl", &[]))];
    for name in names {
        let precision = if name == "gpu-haggle.jsonl" { "quick" } else { "off" };
        pages.push((name.clone(), page_of(folder.path(), &name, &["--open", "--precision", precision])));
    }
    pages.extend([("lab".to_owned(), lab_page()), ("class".to_owned(), class_page())]);
    pages
}

#[test]
fn a_page_fetches_nothing_and_everybody_can_read_it() {
    for (name, page) in pages() {
        let document = Document::of(&page).unwrap_or_else(|error| panic!("{name}: {error}"));
        fetches_nothing(&name, &page, &document);
        is_named(&name, &document);
        has_headings_in_order(&name, &document);
        has_pictures_with_words_and_numbers(&name, &document);
        contrasts(&name, &page);
    }
}

/// Nothing on the page names another place, and its policy would not let it.
fn fetches_nothing(name: &str, page: &str, document: &Document) {
    for element in document.all() {
        assert!(
            !["link", "img", "iframe", "object", "embed", "form", "base"].contains(&element.name.as_str()),
            "{name}"
        );
        for (attribute, value) in &element.attributes {
            assert!(!["src", "srcset", "style", "action"].contains(&attribute.as_str()), "{name}: {attribute}={value}");
            assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            assert!(attribute != "href" || value.starts_with('#'), "{name}: {value} leads off the page");
        }
    }
    let style = document.named("style").next().unwrap().text.clone();
    assert!(!style.contains("url(") && !style.contains("@import"), "{name}");
    let policy = document.named("meta").find(|meta| meta.get("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.unwrap().get("content").unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{name}");
    assert_eq!(policy.contains("script-src 'sha256-"), document.named("script").next().is_some(), "{name}");
    assert_eq!(document.named("script").next().is_some(), !["lab", "class"].contains(&name), "{name}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{name}");
}

/// Identities are unique, references lead somewhere, controls have names, and no text is for the eye alone.
fn is_named(name: &str, document: &Document) {
    let mut ids = BTreeSet::new();
    for element in document.all() {
        if let Some(id) = element.get("id") {
            assert!(ids.insert(id.to_owned()), "{name}: two elements are called {id}");
        }
    }
    for element in document.all() {
        for attribute in ["aria-labelledby", "for"] {
            for id in element.get(attribute).into_iter().flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: {attribute} names {id}");
            }
        }
        if let Some(target) = element.get("href") {
            assert!(ids.contains(&target[1..]), "{name}: {target} leads nowhere");
        }
        match element.name.as_str() {
            "button" | "summary" | "a" | "caption" | "figcaption" => {
                assert!(!document.text_of(element).trim().is_empty(), "{name}: a {} without a name", element.name);
            }
            "input" => {
                let label = document.named("label").find(|label| label.get("for") == element.get("id"));
                assert!(label.is_some_and(|label| !document.text_of(label).trim().is_empty()), "{name}");
            }
            "section" => assert!(element.get("aria-labelledby").is_some(), "{name}"),
            _ => {}
        }
        if element.has_class("verdict") {
            let words: String = document.text_of(element).chars().filter(|c| c.is_alphabetic()).collect();
            assert!(words.len() > 3, "{name}: a verdict in signs and colours alone");
        }
    }
    assert_eq!(document.named("main").count(), 1, "{name}");
}

fn has_headings_in_order(name: &str, document: &Document) {
    let level = |element: &Element| match element.name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(u32::from(digit - b'0')),
        _ => None,
    };
    let levels: Vec<u32> = document.all().filter_map(level).collect();
    assert_eq!(levels.first(), Some(&1), "{name}");
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
    assert!(levels.len() > 5, "{name}");
}

/// A picture has its title and description, and its numbers in a table beside it; what else is drawn is decoration.
fn has_pictures_with_words_and_numbers(name: &str, document: &Document) {
    let figures: Vec<&Element> = document.named("figure").collect();
    assert!(
        figures.len() >= if ["sealed", "class"].contains(&name) { 1 } else { 4 },
        "{name}: {} figures",
        figures.len()
    );
    for figure in figures {
        let inside = || document.inside(figure);
        let drawn: Vec<&Element> = inside().filter(|element| element.get("role") == Some("img")).collect();
        assert_eq!(drawn.len(), 1, "{name}");
        for part in ["title", "desc"] {
            let words = document.inside(drawn[0]).find(|element| element.name == part).map(|part| part.text.clone());
            assert!(words.is_some_and(|words| words.len() > 12), "{name}: a picture without {part}");
        }
        assert!(inside().any(|element| element.name == "details"), "{name}");
        assert!(inside().filter(|element| element.name == "tr").count() > 1, "{name}: a picture without numbers");
    }
    for drawn in document.named("svg") {
        let is_named = drawn.get("role") == Some("img") && drawn.get("aria-labelledby").is_some();
        assert!(is_named || drawn.get("aria-hidden") == Some("true"), "{name}: a picture nobody is told of");
    }
    for table in document.named("table") {
        let inside = || document.inside(table);
        assert!(inside().any(|element| element.name == "caption"), "{name}");
        assert!(inside().filter(|element| element.name == "th").all(|head| head.get("scope").is_some()), "{name}");
    }
}

/// Every colour of text against everything it stands on, light and dark and on paper, as the style names them.
fn contrasts(name: &str, page: &str) {
    let schemes: Vec<&str> = page.split(":root {").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    assert_eq!(schemes.len(), 3, "{name}: light, dark and paper");
    for scheme in schemes {
        let colour = |wanted: &str| {
            let value = scheme.split(&format!("--{wanted}: #")).nth(1).unwrap_or_else(|| panic!("{wanted} is not set"));
            luminance(&value[..6])
        };
        for text in ["ink", "faint", "you", "they", "good", "fair", "bad"] {
            for ground in ["bg", "card", "now"] {
                let (a, b) = (colour(text), colour(ground));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= CONTRAST_MIN, "{name}: {text} on {ground} is {contrast:.2}");
            }
        }
    }
}

/// Relative luminance of an sRGB colour of six hexadecimal digits (WCAG 2.2).
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { num::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn contrast_is_that_of_the_guidelines() {
    assert!((luminance("ffffff") - 1.0).abs() < 1e-12 && luminance("000000") == 0.0);
    // The darkest grey that fails on white and the lightest that passes.
    let on_white = |hex: &str| 1.05 / (luminance(hex) + 0.05);
    assert!(on_white("777777") < 4.5 && on_white("767676") >= 4.5);
}

#[test]
fn a_page_says_what_the_review_found() {
    let (folder, _) = goldens();
    let page = page_of(folder.path(), "gpu-haggle.jsonl", &["--open", "--precision", "quick"]);
    let document = Document::of(&page).unwrap();
    let turns = document.all().filter(|element| element.has_class("turn")).count();
    assert_eq!(turns, 11);
    for section in ["result", "points", "board", "moves", "expert", "curves", "partner", "rubric", "metrics", "again"] {
        assert!(document.named("section").any(|element| element.get("id") == Some(section)), "no section {section}");
    }
    for figure in ["space", "value", "yours", "theirs", "mind"] {
        assert!(document.named("figure").any(|element| element.get("id") == Some(figure)), "no picture {figure}");
    }
    for said in ["The three are not added up", "Turn 7", "worth to them", "What the verdicts mean", "blunder"] {
        assert!(page.contains(said), "{said}");
    }
    // What the script shows and hides is all there without it.
    assert!(document.all().filter(|element| element.has_class("turn")).all(|turn| turn.get("hidden").is_none()));
    assert!(document.all().any(|element| element.get("id") == Some("controls") && element.get("hidden").is_some()));
}

#[test]
fn a_page_has_the_same_bytes_on_any_number_of_threads() {
    let (folder, _) = goldens();
    let of = |threads| {
        let given = ["--open", "--precision", "quick", "--threads", threads];
        page_of(folder.path(), "gpu-haggle.jsonl", &given)
    };
    let one = of("1");
    assert!(one == of("2") && one == of("7"));
}

/// The same public turns played anew at a table where the counterpart has other papers.
fn with_papers_of(replay: &Replay, round: u64) -> Option<Vec<u8>> {
    let scenario = with_other_papers(replay.scenario().file(), 3, Seed::root(round).child("report", 0).dice(0))?;
    let setup = Setup { scenario, seed: 1, chairs: vec![Chair::Open, Chair::Open] };
    let mut table = setup.table().ok()?;
    let mut recorder = Recorder::begin(Vec::new(), &setup).ok()?;
    for (at, recorded) in (0..).zip(replay.turns()) {
        table.submit(recorded.turn.clone()).ok()?;
        recorder.noted_turn(&table, at, &recorded.note).ok()?;
    }
    recorder.end(&table).ok()?;
    Some(recorder.into_inner())
}

#[test]
fn a_sealed_page_depends_on_no_paper_of_the_counterpart() {
    let mut compared = 0;
    for name in ["gpu-logroll", "gpu-haggle"] {
        let path = files("replays", "jsonl").into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == name));
        let replay = read(&fs::read(path.unwrap()).unwrap()).unwrap();
        let mut seen: Option<(String, String)> = None;
        for session in (0..6).filter_map(|round| with_papers_of(&replay, round)) {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("mine.jsonl"), session).unwrap();
            let sealed = page_of(folder.path(), "mine.jsonl", &[]);
            let opened = page_of(folder.path(), "mine.jsonl", &["--open", "--precision", "off"]);
            if let Some((first, other)) = &seen {
                assert_eq!(first, &sealed, "{name}: the sealed page tells the papers apart");
                assert_ne!(other, &opened, "{name}: these papers do not differ");
                compared += 1;
            }
            seen.get_or_insert((sealed, opened));
        }
    }
    assert!(compared >= 4, "{compared}");
}

#[test]
fn a_sealed_page_says_nothing_of_the_other_side() {
    let (folder, _) = goldens();
    for name in ["gpu-logroll.jsonl", "gpu-haggle.jsonl"] {
        let page = page_of(folder.path(), name, &[]);
        let replay = read(&fs::read(folder.path().join(name)).unwrap()).unwrap();
        let theirs = replay.scenario().party(PartyId(1));
        let secrets =
            [&theirs.brief, &theirs.batna, &theirs.guidance].into_iter().flat_map(|text| text.split(['.', '\n']));
        let phrases = secrets
            .chain(theirs.interests.iter().map(String::as_str))
            .chain(theirs.red_lines.iter().map(String::as_str));
        // What was said at the table is no secret any more.
        let said: String = replay.turns().iter().map(|turn| turn.words.as_str()).collect();
        for phrase in phrases.filter(|phrase| phrase.len() > 30 && !said.contains(phrase.trim_end_matches('.'))) {
            assert!(!page.contains(phrase.trim()), "{name}: {phrase}");
        }
        for word in ["worth to them", "patience", "frontier", "hindsight", "Evidence", "Their side", "runs"] {
            assert!(!page.contains(word), "{name}: {word}");
        }
        assert!(page.contains("The debrief is sealed. To open it: <code>zopa review"), "{page}");
    }
}

#[test]
fn a_browser_steps_through_the_turns_and_complains_of_nothing() {
    let Some(chromium) = browser::chromium() else {
        eprintln!("skipped: no chromium here; name one in ZOPA_CHROMIUM");
        return;
    };
    let (folder, _) = goldens();
    let cases: [(&str, &str, &[&str]); 2] = [
        ("opened.html", "gpu-haggle.jsonl", &["--open", "--precision", "quick"]),
        ("sealed.html", "gpu-logroll.jsonl", &[]),
    ];
    for (file, name, arguments) in cases {
        let page = page_of(folder.path(), name, arguments);
        fs::write(folder.path().join(file), &page).unwrap();
        let shown = browser::visit(&chromium, folder.path(), &format!("{file}#turn-2"));
        assert!(shown.complaints.is_empty(), "{file}: {:?}", shown.complaints);
        let document = Document::of(&shown.page).unwrap_or_else(|error| panic!("{file}: {error}"));
        let turns: Vec<&Element> = document.all().filter(|element| element.has_class("turn")).collect();
        let seen: Vec<_> =
            turns.iter().filter(|turn| turn.get("hidden").is_none()).map(|turn| turn.get("id")).collect();
        assert_eq!(seen, [Some("turn-2")], "{file}: the address names the turn, and the policy lets the script run");
        let last = turns.len();
        let wanted = format!(
            "start=2 left=1 edge=1 right=2 end={last} beyond={last} home=1 button=2 slider={last} click=1 marks=true \
             outside=1 said=true"
        );
        assert_eq!(browser::probed(&chromium, folder.path(), &page), wanted, "{file}");
    }
}

#[test]
fn an_accessibility_checker_finds_nothing() {
    let (Some(chromium), Some(axe)) = (browser::chromium(), std::env::var_os("ZOPA_AXE")) else {
        eprintln!("skipped: needs chromium, and ZOPA_AXE naming axe.min.js of the npm package axe-core");
        return;
    };
    let checker = fs::read_to_string(axe).unwrap();
    let (folder, _) = goldens();
    let pages = [
        page_of(folder.path(), "gpu-haggle.jsonl", &["--open", "--precision", "quick"]),
        page_of(folder.path(), "university-as-the-university.jsonl", &["--open", "--precision", "off"]),
        page_of(folder.path(), "isv-micro.jsonl", &[]),
        lab_page(),
        class_page(),
    ];
    for page in pages {
        for dark in [false, true] {
            let found = browser::checked(&chromium, folder.path(), &page, &checker, dark);
            assert_eq!(found, "none", "dark: {dark}");
        }
    }
}
