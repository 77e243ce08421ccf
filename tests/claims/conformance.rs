//! The reference semantics agrees with the field's reference, NegMAS 0.16.0, on every record there is of it, and the engine's
//! strategies that bear NegMAS's name play as the reference semantics does.
//!
//! The records stand beside the repository, in `../shared/conformance`, and a checker that knows the schema with them. A
//! clone without them skips this claim and says so; where `CI` is `true`, that is a failure.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use std::sync::Arc;

use zopa_core::{Dice, Ending, PartyId, Phase, Rules, Seed, Session, TableAct, View};
use zopa_interchange::{
    Semantics, SourceFile,
    genius::{Domain, Profile},
    import,
    reference::{End, Kind, Party, Space, Ufun, negotiate},
};
use zopa_strategies::build;

use crate::program::{printed, root, run};

/// Why the claim cannot be tested here: a failure in CI, a line of output elsewhere.
fn skipped(why: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "conformance was not tested: {why}");
    eprintln!("skipped: conformance was not tested: {why}");
}

/// The folders with an oracle in them, in order.
fn folders(of: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(of) else { return Vec::new() };
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.join("oracle.json.gz").is_file());
    found.sort();
    found
}

/// The domain of a folder, and its profiles in order.
fn files(folder: &Path) -> (String, Vec<String>) {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "xml")).collect();
    files.sort();
    let is_domain =
        |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).unwrap()).contains("<negotiation_template");
    let (domains, profiles): (Vec<_>, Vec<_>) = files.into_iter().partition(is_domain);
    let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
    (text(&domains[0]), profiles.iter().map(text).collect())
}

#[test]
fn the_reference_semantics_agree_with_the_reference() {
    let conformance = root().parent().unwrap().join("shared/conformance");
    let (domains, check) = (conformance.join("domains"), conformance.join("check.py"));
    let folders = folders(&domains);
    if folders.is_empty() || !check.is_file() {
        return skipped(&format!("there are no records in {}", conformance.display()));
    }
    if Command::new("python3").arg("--version").output().map_or(true, |output| !output.status.success()) {
        return skipped("the checker needs python3, and there is none");
    }
    let records = tempfile::tempdir().unwrap();
    for folder in &folders {
        let (domain, profiles) = files(folder);
        let oracle = folder.join("oracle.json.gz");
        let record = format!("{}.json", folder.file_name().unwrap().to_str().unwrap());
        let arguments = ["scenario", "conformance", &domain, &profiles[0], &profiles[1], "--like"];
        let output = run(records.path(), &[&arguments[..], &[oracle.to_str().unwrap(), "-o", &record]].concat());
        assert!(output.status.success(), "{}", printed(&output));
    }
    let mut checker = Command::new("python3");
    checker.arg(check).arg("--strict-ties").arg("--dir").arg(&domains).arg(records.path());
    let output = checker.output().unwrap();
    let passed = format!("{0}/{0} scenarios pass", folders.len());
    assert!(output.status.success() && printed(&output).contains(&passed), "{}", printed(&output));
}

/// The sizes of the issues of a random domain.
const SIZES: [usize; 4] = [5, 4, 4, 3];

/// So many weights that sum to 1, in millionths.
fn weights(dice: &mut Dice) -> [u64; SIZES.len()] {
    let mut weights = SIZES.map(|_| 50_000 + dice.below(150_000));
    weights[0] = 1_000_000 - weights[1..].iter().sum::<u64>();
    weights
}

/// A random domain with two profiles as Genius XML: six digits after the point, so that hardly two outcomes are worth the same.
fn random_files(dice: &mut Dice) -> [String; 3] {
    let issue = |at: usize, items: String| {
        format!("<issue index=\"{0}\" name=\"i{0}\" type=\"discrete\">{items}</issue>", at + 1)
    };
    let issues = |item: &mut dyn FnMut(usize, usize) -> String| -> String {
        let items =
            |at: usize, item: &mut dyn FnMut(usize, usize) -> String| (0..SIZES[at]).map(|v| item(at, v)).collect();
        (0..SIZES.len()).map(|at| issue(at, items(at, item))).collect()
    };
    let domain = issues(&mut |_, v| format!("<item index=\"{}\" value=\"v{v}\"/>", v + 1));
    let domain = format!(
        "<negotiation_template><utility_space><objective index=\"0\" name=\"any\">{domain}</objective></utility_space></negotiation_template>"
    );
    let mut profile = || {
        let weights = weights(dice).into_iter().enumerate();
        let weights: String =
            weights.map(|(at, w)| format!("<weight index=\"{}\" value=\"0.{w:06}\"/>", at + 1)).collect();
        let best = SIZES.map(|size| dice.below(size as u64) as usize);
        let items = issues(&mut |at, v| {
            let worth = if best[at] == v { "1".to_owned() } else { format!("0.{:06}", dice.below(1_000_000)) };
            format!("<item index=\"{}\" value=\"v{v}\" evaluation=\"{worth}\"/>", v + 1)
        });
        let reserved = dice.below(400);
        format!(
            "<utility_space><objective index=\"0\" name=\"any\">{weights}{items}</objective><reservation value=\"0.{reserved:03}\"/></utility_space>"
        )
    };
    [domain, profile(), profile()]
}

/// Offers in order, and the agreement.
type Played = (Vec<usize>, Option<usize>);

fn by_the_reference(files: &[String; 3], kinds: [Kind; 2], rounds: u32) -> Played {
    let domain = Domain::read(files[0].as_bytes()).unwrap();
    let space = Space::of(&domain).unwrap();
    let [first, second] = [1, 2].map(|at: usize| {
        let profile = Profile::read(files[at].as_bytes(), &domain).unwrap();
        let party = Party::new(&space, &Ufun::of(&space, &profile).unwrap()).unwrap();
        let mut worths = party.utilities.clone();
        worths.sort_by(f64::total_cmp);
        assert!(
            worths.windows(2).all(|pair| pair[1] - pair[0] > 1e-9),
            "the reference leaves the order of equals open"
        );
        party
    });
    let run = negotiate([&first, &second], kinds, rounds as usize);
    let agreed = if let End::Agreement(outcome) = run.end { Some(outcome) } else { None };
    (run.events.iter().map(|event| event.outcome).collect(), agreed)
}

fn by_us(files: &[String; 3], specs: [&str; 2], rounds: u32) -> Played {
    let named = files.iter().zip(["d.xml", "a.xml", "b.xml"]);
    let files: Vec<SourceFile> =
        named.map(|(text, name)| SourceFile { name: name.into(), bytes: text.clone().into_bytes() }).collect();
    let scenario = import(&files, Semantics::Negmas).unwrap().scenario;
    let mut seats = specs.map(|spec| build(spec).unwrap());
    let mut session = Session::new(Rules::plain(2, rounds), Arc::clone(scenario.space()));
    let mut offers = Vec::new();
    while let Phase::Turn(me) = session.phase() {
        let at = usize::from(me.0);
        let view = View::new(&session, me, &scenario.party(PartyId(me.0)).preferences);
        let turn = seats[at].decide(&view, &mut Seed::root(1).dice(0));
        if let TableAct::Offer(packages) = &turn.act {
            offers.push(packages.first().0 as usize);
        }
        session = session.step(turn).unwrap();
    }
    let agreed = if let Some(Ending::Agreement(outcome)) = session.ending() { Some(outcome.0 as usize) } else { None };
    (offers, agreed)
}

#[test]
fn strategies_of_the_references_name_play_as_it_does() {
    const PAIRS: [(&str, &str); 3] =
        [("Boulware", "negmas-boulware"), ("Linear", "negmas-linear"), ("Conceder", "negmas-conceder")];
    let (mut agreed, mut otherwise) = (0, 0);
    for number in 0..40 {
        let files = random_files(&mut Seed::root(23).child("domain", number).dice(0));
        let rounds = if number % 2 == 0 { 100 } else { 12 };
        for (first, second) in PAIRS.iter().flat_map(|first| PAIRS.iter().map(move |second| (first, second))) {
            let kinds = [first.0, second.0].map(|name| name.parse().unwrap());
            let wanted = by_the_reference(&files, kinds, rounds);
            assert_eq!(by_us(&files, [first.1, second.1], rounds), wanted, "domain {number}, {first:?}, {second:?}");
            agreed += usize::from(wanted.1.is_some());
            // The tolerances are what tells these strategies from the engine's own.
            let own = [first.0, second.0].map(|name| match name {
                "Boulware" => "aspiration(e=4)",
                "Linear" => "aspiration(e=1)",
                _ => "aspiration(e=0.25)",
            });
            otherwise += usize::from(by_us(&files, own, rounds) != wanted);
        }
    }
    assert!(
        agreed > 200 && otherwise > 20,
        "{agreed} agreements, {otherwise} with other offers but for the tolerances"
    );
}
