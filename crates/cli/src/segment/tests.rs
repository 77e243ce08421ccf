use std::{fs, path::PathBuf};

use clap::Parser;
use unicode_width::UnicodeWidthStr;

use crate::{Cli, Colour, Console, Exit};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/portfolios/northwind.ron");

/// What the command ended with, and wrote to both writers.
fn segment(words: &[&str]) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(["zopa", "segment"].iter().chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn golden(name: &str, found: &str) {
    let golden = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/segment")).join(name);
    if std::env::var_os("ZOPA_BLESS").is_some() {
        fs::write(&golden, found).unwrap();
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(found, wanted, "set ZOPA_BLESS=1 to write {name} anew, and read the difference");
}

#[test]
fn the_text_reads_well_and_fits() {
    let (exit, out, err) = segment(&[EXAMPLE]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    assert!(out.lines().all(|line| line.width() <= 80), "{out}");
    // The table, what is under it and the first page stand for the rest.
    let pages: Vec<&str> = out.split("\n\n").take(5).collect();
    golden("northwind.txt", &(pages.join("\n\n") + "\n"));
}

#[test]
fn programs_get_everything_by_stable_names() {
    let (exit, out, _) = segment(&[EXAMPLE, "--format", "json"]);
    assert_eq!(exit, Exit::Success);
    let mut json: serde_json::Value = serde_json::from_str(&out).unwrap();
    // The first partner stands for the rest.
    let partners = json["partners"].as_array_mut().unwrap();
    assert_eq!(partners.len(), 8);
    partners.truncate(1);
    golden("northwind.json", &format!("{json:#}\n"));
}

#[test]
fn the_document_has_a_section_for_each_and_escapes_what_authors_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.ron");
    fs::write(&file, fs::read_to_string(EXAMPLE).unwrap().replace("Cirrus Cloud", "Cirrus | *Cloud*")).unwrap();
    let (exit, out, _) = segment(&[file.to_str().unwrap(), "--format", "markdown"]);
    assert_eq!((exit, out.matches("\n## ").count()), (Exit::Success, 8));
    assert!(out.contains(r"Cirrus \| \*Cloud\*") && !out.contains("Cirrus |"), "{out}");
}

#[test]
fn a_scenario_is_written_once_and_passes_the_check() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cirrus.ron");
    let words = [EXAMPLE, "--scenario", "CIRRUS", "-o", file.to_str().unwrap()];
    let (exit, out, err) = segment(&words);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    assert!(out.contains("places to fill in"), "{out}");
    let (scenario, said) = zopa_scenario::read(&fs::read_to_string(&file).unwrap());
    assert!(scenario.is_some() && said.is_empty(), "{said:?}");
    fs::write(&file, "mine").unwrap();
    let (exit, _, err) = segment(&words);
    assert_eq!(exit, Exit::Unreadable);
    assert!(err.contains("there already") && fs::read_to_string(&file).unwrap() == "mine", "{err}");
}

#[test]
fn what_cannot_be_done_is_said() {
    let (exit, _, err) = segment(&[EXAMPLE, "--scenario", "cirus"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("did you mean cirrus?"), "{err}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.ron");
    fs::write(&file, fs::read_to_string(EXAMPLE).unwrap().replace("leverage: (35,", "leverage: (135,")).unwrap();
    let (exit, out, err) = segment(&[file.to_str().unwrap()]);
    assert_eq!((exit, out.as_str()), (Exit::Negative, ""));
    assert!(err.contains("error[P0104]: leverage is 135; it is between 0 and 100"), "{err}");
    assert!(segment(&["--schema"]).1.contains("\"title\": \"Portfolio\""));
}
