//! The invariants of `crates/ARCHITECTURE.md` that can be read off the source tree.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Every Rust source below a folder of the repository, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no sources below {folder}");
    found
}

/// A source without its test module and comments: what the library does when it runs.
fn running(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn manifest(name: &str) -> String {
    fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap()
}

/// The `[dependencies]` of a crate (not those of its tests).
fn dependencies(name: &str) -> Vec<String> {
    let manifest = manifest(name);
    let Some(section) = manifest.split("[dependencies]\n").nth(1) else { return Vec::new() };
    let section = section.split("\n[").next().unwrap();
    section.lines().filter_map(|line| line.split_once(" =")).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn core_has_no_io_clock_serde_or_threads() {
    let allowed = ["libm", "rand", "rand_chacha", "sha2"];
    for dependency in dependencies("core") {
        assert!(allowed.contains(&dependency.as_str()), "core depends on {dependency}");
    }
    for (path, text) in sources("crates/core/src") {
        for banned in ["std::io", "std::fs", "std::net", "std::time", "std::thread", "std::env", "serde", "println!"] {
            assert!(!running(&text).contains(banned), "{} uses {banned}", path.display());
        }
    }
}

#[test]
fn dependencies_go_one_way() {
    let allowed: [(&str, &[&str]); 20] = [
        ("core", &[]),
        ("markup", &[]),
        ("strategies", &["zopa-core"]),
        ("partner", &["zopa-core"]),
        ("commercial", &["zopa-core"]),
        ("scenario", &["zopa-core", "zopa-commercial", "zopa-partner"]),
        ("analysis", &["zopa-core", "zopa-markup"]),
        ("scaffold", &["zopa-core", "zopa-scenario"]),
        ("portfolio", &["zopa-core", "zopa-markup", "zopa-scenario", "zopa-scaffold"]),
        ("engine", &["zopa-core", "zopa-strategies", "zopa-partner", "zopa-scenario", "zopa-analysis"]),
        ("interchange", &["zopa-core", "zopa-markup", "zopa-scenario"]),
        (
            "playtest",
            &["zopa-core", "zopa-partner", "zopa-scenario", "zopa-analysis", "zopa-engine", "zopa-statistics"],
        ),
        ("phrase", &["zopa-core", "zopa-scenario"]),
        ("statistics", &["zopa-core"]),
        ("dossier", &["zopa-core", "zopa-commercial", "zopa-scenario", "zopa-analysis", "zopa-engine"]),
        (
            "review",
            &[
                "zopa-core",
                "zopa-markup",
                "zopa-partner",
                "zopa-scenario",
                "zopa-analysis",
                "zopa-engine",
                "zopa-playtest",
                "zopa-statistics",
            ],
        ),
        (
            "cohort",
            &[
                "zopa-core",
                "zopa-markup",
                "zopa-scenario",
                "zopa-analysis",
                "zopa-engine",
                "zopa-playtest",
                "zopa-review",
                "zopa-statistics",
            ],
        ),
        ("pack", &["zopa-core", "zopa-scenario", "zopa-playtest", "zopa-cohort"]),
        (
            "lab",
            &[
                "zopa-core",
                "zopa-markup",
                "zopa-strategies",
                "zopa-partner",
                "zopa-scenario",
                "zopa-analysis",
                "zopa-engine",
                "zopa-interchange",
                "zopa-playtest",
                "zopa-statistics",
            ],
        ),
        (
            "cli",
            &[
                "zopa-core",
                "zopa-strategies",
                "zopa-partner",
                "zopa-commercial",
                "zopa-scenario",
                "zopa-analysis",
                "zopa-engine",
                "zopa-interchange",
                "zopa-scaffold",
                "zopa-portfolio",
                "zopa-playtest",
                "zopa-phrase",
                "zopa-statistics",
                "zopa-review",
                "zopa-dossier",
                "zopa-cohort",
                "zopa-pack",
                "zopa-lab",
            ],
        ),
    ];
    for (name, ours) in allowed {
        for dependency in dependencies(name).iter().filter(|d| d.starts_with("zopa-")) {
            assert!(ours.contains(&dependency.as_str()), "{name} must not depend on {dependency}");
        }
    }
}

#[test]
fn only_the_command_line_writes_reads_clocks_or_exits() {
    for library in [
        "core",
        "markup",
        "strategies",
        "partner",
        "commercial",
        "scenario",
        "analysis",
        "engine",
        "interchange",
        "scaffold",
        "portfolio",
        "playtest",
        "phrase",
        "statistics",
        "review",
        "dossier",
        "cohort",
        "pack",
        "lab",
    ] {
        for (path, text) in sources(&format!("crates/{library}/src")) {
            for banned in
                ["println!", "eprintln!", "stdout()", "stderr()", "Instant::now", "SystemTime::now", "std::process"]
            {
                assert!(!running(&text).contains(banned), "{} uses {banned}", path.display());
            }
        }
    }
}

#[test]
fn one_module_alone_knows_each_spelling() {
    for (path, text) in sources("crates") {
        let path = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
        if running(&text).contains("\"hash\"") {
            assert!(path.starts_with("crates/engine/src/replay/"), "{path} spells the replay format");
        }
        if running(&text).contains("deny_unknown_fields") {
            let spellings = [
                "crates/partner/src/persona/file.rs",
                "crates/scenario/src/file.rs",
                "crates/scenario/src/file/commercial.rs",
                "crates/engine/src/replay/format.rs",
                "crates/scaffold/src/file.rs",
                "crates/portfolio/src/file.rs",
                "crates/cli/src/play/prep/file.rs",
                "crates/lab/src/file.rs",
                "crates/dossier/src/record.rs",
                "crates/pack/src/file.rs",
                "crates/cli/src/drill/deck.rs",
                "crates/review/src/rubric/file.rs",
                "crates/review/src/ratings/file.rs",
            ];
            assert!(spellings.contains(&path.as_str()), "{path} spells a format");
        }
    }
}

/// Whatever makes a line a person reads before the score: screens, hints, warnings, errors and completions.
#[test]
fn screens_are_made_from_a_desk_not_from_a_scenario() {
    let makers = [
        "/screen",
        "/hint",
        "/standing",
        "/proposal",
        "/command",
        "/completion",
        "/speech",
        "/practice",
        "/prep",
        "/guess",
        "/card",
    ];
    let frames = ["/tui/scene", "/tui/state", "/tui/update", "/tui/draw", "/tui/keys"];
    let makers: Vec<&str> = makers.into_iter().chain(frames).collect();
    let screens: Vec<_> = sources("crates/cli/src/play")
        .into_iter()
        .filter(|(path, _)| makers.iter().any(|maker| path.to_string_lossy().contains(&format!("/play{maker}"))))
        .collect();
    for maker in &makers {
        assert!(screens.iter().any(|(path, _)| path.to_string_lossy().contains(maker)), "nothing is called {maker}");
    }
    for (path, text) in screens {
        let words: Vec<_> = running(&text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        for private in ["Scenario", "Table", "Case", "Score"] {
            assert!(!words.iter().any(|w| w == private), "{} can reach {private}", path.display());
        }
    }
}

/// A stock learner is a person's stand-in: it plays from a view, like a person from a screen. Only what measures the game
/// brings both sides' papers together.
#[test]
fn stock_learners_see_what_a_person_sees() {
    let private = ["Scenario", "Playtest", "Landscape", "Counterpart", "Mind", "Partner", "Arc"];
    for (path, text) in sources("crates/playtest/src/learner") {
        let text = running(&text);
        let reached = text.split(|c: char| !c.is_alphanumeric()).find(|word| private.contains(word));
        assert_eq!(reached, None, "{} can reach it", path.display());
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(stem == "trader" || !text.contains("truth"), "{} may know the truth", path.display());
    }
}

/// The house's own limits: what is longer has two reasons to change.
#[test]
fn files_stay_small() {
    for (path, text) in sources("crates") {
        let lines = text.lines().count();
        assert!(lines <= 700, "{} has {lines} lines", path.display());
    }
}
