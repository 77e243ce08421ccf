//! The laboratory: the same rows on any number of threads, after any interruption, and from any number of machines; what
//! is lost, doubled or tampered with is found.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::program::{files, printed, root, run, zopa};

/// An experiment with luck in it, of several parts.
const EXPERIMENT: &str = r#"Experiment(
    schema: 1, id: "luck", title: "Luck", seed: 5,
    scenarios: [Drawn((name: "lot", count: 12, issues: (2, 4), size: (20, 120)))],
    candidates: [(play: "boulware"), (play: "random-rational"), (play: "boulware", name: "boulware again")],
    opponents: [(play: "linear"), (play: "random-rational"), (play: "boa(bid=time(e=0.5), accept=next, model=bayes)")],
    rounds: 30, replicates: 300, metrics: [Utility, Gain, Agreement, Time, Surplus],
)"#;

fn experiment(folder: &Path) {
    fs::write(folder.join("luck.ron"), EXPERIMENT).unwrap();
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", printed(output));
    printed(output)
}

/// The files of a run that say what was played: all but the lock.
fn bytes_of(run: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths = vec![run.join("manifest.jsonl"), run.join("plan.json")];
    paths.extend(fs::read_dir(run.join("parts")).unwrap().map(|entry| entry.unwrap().path()));
    paths.sort();
    paths.iter().map(|path| (path.strip_prefix(run).unwrap().to_owned(), fs::read(path).unwrap())).collect()
}

fn same(a: &Path, b: &Path) {
    let (a, b) = (bytes_of(a), bytes_of(b));
    assert_eq!(a.iter().map(|(path, _)| path).collect::<Vec<_>>(), b.iter().map(|(path, _)| path).collect::<Vec<_>>());
    assert!(a == b, "the same files hold other bytes");
}

fn report(folder: &Path, run_name: &str) -> String {
    reported(folder, run_name, "json")
}

fn reported(folder: &Path, run_name: &str, format: &str) -> String {
    done(&run(folder, &["lab", "report", run_name, "--format", format]))
}

/// One thread, two, seven, and killed at three moments and resumed: the same bytes in rows, manifest and report.
#[test]
fn threads_and_kills_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    experiment(folder);
    done(&run(folder, &["lab", "run", "luck.ron", "--out", "one", "--threads", "1"]));
    assert!(bytes_of(&folder.join("one")).len() > 5, "an experiment of one part shows little");
    for threads in ["2", "7"] {
        let out = format!("on-{threads}");
        done(&run(folder, &["lab", "run", "luck.ron", "--out", &out, "--threads", threads]));
        same(&folder.join("one"), &folder.join(&out));
        for format in ["text", "json", "html"] {
            assert!(reported(folder, &out, format) == reported(folder, "one", format), "{format} depends on threads");
        }
    }
    done(&run(folder, &["lab", "run", "one/plan.json", "--out", "again", "--threads", "2"]));
    same(&folder.join("one"), &folder.join("again"));
    let mut cut_short = 0;
    for (at, parts) in [0, 1, 3].into_iter().enumerate() {
        let out = format!("killed-{at}");
        cut_short += usize::from(killed(folder, &out, parts));
        // What a process leaves in the middle of a line is a torn line.
        let manifest = folder.join(&out).join("manifest.jsonl");
        if at == 2 && fs::read(&manifest).is_ok_and(|bytes| bytes.len() > 40) {
            let mut bytes = fs::read(&manifest).unwrap();
            bytes.truncate(bytes.len() - 20);
            fs::write(&manifest, bytes).unwrap();
        }
        done(&run(folder, &["lab", "run", "luck.ron", "--out", &out, "--resume", "--threads", "2"]));
        same(&folder.join("one"), &folder.join(&out));
    }
    assert!(cut_short >= 2, "only {cut_short} of 3 runs were cut short");
}

/// Starts a run and kills it once so many parts are in their places; whether it had not finished by then.
fn killed(folder: &Path, out: &str, parts: usize) -> bool {
    let mut command = zopa(folder, &["lab", "run", "luck.ron", "--out", out, "--threads", "1"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let there = || {
        let entries = fs::read_dir(folder.join(out).join("parts")).ok()?;
        Some(entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with("part-")).count())
    };
    for _ in 0..20_000 {
        if there().is_some_and(|found| found >= parts) || child.try_wait().unwrap().is_some() {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let manifest = fs::read_to_string(folder.join(out).join("manifest.jsonl")).unwrap_or_default();
    !manifest.contains("\"end\"")
}

/// A run that is there is not written over, and another experiment does not go on with it.
#[test]
fn a_run_is_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let small = EXPERIMENT.replace("replicates: 300", "replicates: 2");
    fs::write(folder.join("a.ron"), &small).unwrap();
    fs::write(folder.join("b.ron"), small.replace("seed: 5", "seed: 6")).unwrap();
    done(&run(folder, &["lab", "run", "a.ron", "--out", "out"]));
    let again = run(folder, &["lab", "run", "a.ron", "--out", "out"]);
    assert_eq!(again.status.code(), Some(2), "{}", printed(&again));
    let other = run(folder, &["lab", "run", "b.ron", "--out", "out", "--resume"]);
    assert_eq!(other.status.code(), Some(1), "{}", printed(&other));
    assert!(printed(&other).contains("another plan"), "{}", printed(&other));
    let lock = fs::File::open(folder.join("out/lock")).unwrap();
    lock.lock().unwrap();
    let second = run(folder, &["lab", "run", "a.ron", "--out", "out", "--resume"]);
    assert_eq!(second.status.code(), Some(3), "{}", printed(&second));
    assert!(printed(&second).contains("another process"), "{}", printed(&second));
}

/// Shards of a plan come to the run of one machine, byte for byte; a lost, doubled or edited one is named.
#[test]
fn shards_are_the_local_run() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    experiment(folder);
    done(&run(folder, &["lab", "run", "luck.ron", "--out", "local"]));
    done(&run(folder, &["lab", "plan", "luck.ron", "--shards", "3", "-o", "plan.json"]));
    fs::rename(folder.join("luck.ron"), folder.join("gone.ron")).unwrap();
    for shard in ["0", "1", "2"] {
        done(&run(folder, &["lab", "shard", "plan.json", "--index", shard, "--out", &format!("s{shard}")]));
    }
    done(&run(folder, &["lab", "merge", "plan.json", "s2", "s0", "s1", "--out", "merged"]));
    let (local, merged) = (bytes_of(&folder.join("local")), bytes_of(&folder.join("merged")));
    // The plan file alone says into how many shards it was cut.
    let rest = |all: Vec<(PathBuf, Vec<u8>)>| all.into_iter().filter(|(path, _)| path != Path::new("plan.json"));
    assert!(rest(local).eq(rest(merged)));
    assert!(done(&run(folder, &["lab", "verify", "merged", "--again", "5"])).contains("5 blocks played again"));

    let refused = |arguments: &[&str], why: &str| {
        let output = run(folder, arguments);
        assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
        assert!(printed(&output).contains(why), "{}", printed(&output));
    };
    refused(&["lab", "merge", "plan.json", "s0", "s2", "--out", "m1"], "1 of 3 shards are missing: 1");
    refused(&["lab", "merge", "plan.json", "s0", "s1", "s1", "s2", "--out", "m2"], "it is shard 1, and so is s1");
    let manifest = fs::read_to_string(folder.join("s1/manifest.jsonl")).unwrap();
    let without_end: Vec<&str> = manifest.lines().filter(|line| !line.contains("\"end\"")).collect();
    fs::write(folder.join("s1/manifest.jsonl"), without_end.join("\n") + "\n").unwrap();
    refused(&["lab", "merge", "plan.json", "s0", "s1", "s2", "--out", "m3"], "not finished");
    fs::write(folder.join("s1/manifest.jsonl"), &manifest).unwrap();
    let part = fs::read_dir(folder.join("s1/parts")).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&part).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&part, bytes).unwrap();
    refused(&["lab", "merge", "plan.json", "s0", "s1", "s2", "--out", "m4"], "not those that were written");
    refused(&["lab", "verify", "s1"], "not those that were written");
}

/// Who edits rows and writes every hash anew passes the hashes, and is found by playing.
#[test]
fn rows_that_were_never_played_are_found_by_playing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.ron"), EXPERIMENT.replace("replicates: 300", "replicates: 1")).unwrap();
    fs::write(
        folder.join("b.ron"),
        EXPERIMENT.replace("replicates: 300", "replicates: 1").replace("seed: 5", "seed: 6"),
    )
    .unwrap();
    done(&run(folder, &["lab", "run", "a.ron", "--out", "a", "--format", "csv"]));
    done(&run(folder, &["lab", "run", "b.ron", "--out", "b", "--format", "csv"]));
    let head = fs::read_to_string(folder.join("a/manifest.jsonl")).unwrap().lines().next().unwrap().to_owned();
    let forged = fs::read_to_string(folder.join("b/manifest.jsonl")).unwrap();
    // Lines and hashes of other rows under the head of this run; the end with its root comes when a forger goes on with it.
    let parts: Vec<&str> = forged.lines().filter(|line| line.contains("\"part\":")).collect();
    fs::copy(folder.join("b/parts/part-000000.csv"), folder.join("a/parts/part-000000.csv")).unwrap();
    fs::write(folder.join("a/manifest.jsonl"), format!("{head}\n{}\n", parts.join("\n"))).unwrap();
    let honest = run(folder, &["lab", "verify", "a"]);
    assert_eq!(honest.status.code(), Some(0), "{}", printed(&honest));
    let played = run(folder, &["lab", "verify", "a", "--again", "3"]);
    assert_eq!(played.status.code(), Some(1), "{}", printed(&played));
    assert!(printed(&played).contains("plays otherwise"), "{}", printed(&played));
}

/// A strategy compared with itself differs by exactly nothing, in every lens and on every metric.
#[test]
fn a_strategy_is_no_better_than_itself() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for spec in ["boulware", "random-rational", "boa(bid=random, accept=next)"] {
        for lens in [&["--against", "linear", "--against", "random"][..], &["--duel"]] {
            let mut arguments = vec!["lab", "compare", spec, spec, "--drawn", "9", "--runs", "3", "--format", "json"];
            arguments.extend(lens);
            let json: Value = serde_json::from_str(&done(&run(folder, &arguments))).unwrap();
            for comparison in json["families"][0]["comparisons"].as_array().unwrap() {
                assert_eq!(comparison["difference"].as_f64(), Some(0.0), "{comparison}");
                assert_eq!(comparison["interval"]["high"].as_f64(), Some(0.0), "{comparison}");
                assert_eq!(comparison["verdict"], "equivalent", "{comparison}");
            }
        }
    }
}

/// A session of a run becomes a replay that is verified like any other.
#[test]
fn a_row_opens_as_a_replay() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.ron"), EXPERIMENT.replace("replicates: 300", "replicates: 2")).unwrap();
    done(&run(folder, &["lab", "run", "a.ron", "--out", "out", "--format", "jsonl"]));
    for row in ["0", "77", "431"] {
        let replay = format!("{row}.jsonl");
        done(&run(folder, &["lab", "open", "out", "--row", row, "-o", &replay]));
        assert!(done(&run(folder, &["replay", "verify", "--finished", &replay])).contains("reproduced  yes"));
    }
    let beyond = run(folder, &["lab", "open", "out", "--row", "432"]);
    assert_eq!(beyond.status.code(), Some(2), "{}", printed(&beyond));
}

/// Every rule stops a run at the same look on any number of threads, after a kill, and in a merge of shards; nothing past it
/// is kept.
#[test]
fn a_run_that_is_decided_stops_where_any_other_would() {
    let rules = [
        ("stop-when-sure", "better", "leaves 0 out"),
        ("gate", "accepted", "Log likelihood ratio"),
        ("bet", "better", "Log of the evidence"),
    ];
    for (name, decision, why) in rules {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::copy(root().join(format!("scenarios/experiments/{name}.ron")), folder.join("stop.ron")).unwrap();
        done(&run(folder, &["lab", "run", "stop.ron", "--out", "one", "--threads", "1"]));
        for threads in ["2", "7"] {
            let said = done(&run(folder, &["lab", "run", "stop.ron", "--out", threads, "--threads", threads]));
            assert!(said.contains("stopped"), "{said}");
            same(&folder.join("one"), &folder.join(threads));
        }
        interrupted(folder, "one");
        done(&run(folder, &["lab", "run", "stop.ron", "--out", "cut", "--resume", "--threads", "2"]));
        same(&folder.join("one"), &folder.join("cut"));
        let json: Value = serde_json::from_str(&report(folder, "one")).unwrap();
        assert_eq!((&json["stopped_early"], &json["stopping"]["decision"]), (&Value::Bool(true), &decision.into()));
        assert!(json["families"][0]["comparisons"][0]["p"].is_null(), "a look is no sample of fixed size");
        for format in ["text", "html"] {
            let told = reported(folder, "one", format).split_whitespace().collect::<Vec<_>>().join(" ");
            for said in ["Stopped by its rule", &decision.to_uppercase(), why] {
                assert!(told.contains(said), "{name}: {said} in {told}");
            }
        }
        done(&run(folder, &["lab", "plan", "stop.ron", "--shards", "2", "-o", "plan.json"]));
        for shard in ["0", "1"] {
            done(&run(folder, &["lab", "shard", "plan.json", "--index", shard, "--out", &format!("s{shard}")]));
        }
        done(&run(folder, &["lab", "merge", "plan.json", "s0", "s1", "--out", "merged"]));
        let manifests = ["one", "merged"].map(|name| fs::read(folder.join(name).join("manifest.jsonl")).unwrap());
        assert_eq!(manifests[0], manifests[1]);
    }
}

/// A run as a kill leaves it half way, in the folder `cut`: some parts noted, one more in its place but not noted, and a torn
/// line.
fn interrupted(folder: &Path, whole: &str) {
    let (whole, cut) = (folder.join(whole), folder.join("cut"));
    fs::create_dir_all(cut.join("parts")).unwrap();
    fs::copy(whole.join("plan.json"), cut.join("plan.json")).unwrap();
    let manifest = fs::read_to_string(whole.join("manifest.jsonl")).unwrap();
    let lines: Vec<&str> = manifest.lines().collect();
    // The head, half the parts, and a piece of the next one's line.
    let kept = 1 + (lines.len() - 2) / 2;
    let torn = &lines[kept][..lines[kept].len() / 2];
    fs::write(cut.join("manifest.jsonl"), format!("{}\n{torn}", lines[..kept].join("\n"))).unwrap();
    let mut parts: Vec<_> = fs::read_dir(whole.join("parts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    for part in parts.iter().take(kept) {
        fs::copy(part, cut.join("parts").join(part.file_name().unwrap())).unwrap();
    }
}

/// `zopa lab check` says what a rule does, and what is wrong with one that cannot work.
#[test]
fn a_rule_is_explained_before_it_is_played() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let explained = |name: &str| {
        let file = root().join(format!("scenarios/experiments/{name}.ron"));
        let said = done(&run(folder, &["lab", "check", &file.to_string_lossy()]));
        said.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(explained("gate").contains("after every 10 scenarios, first after 30; accepts an effect of 0.3"));
    assert!(explained("gate").contains("a test of fixed size with these errors takes 121 scenarios"));
    assert!(explained("bet").contains("has multiplied its stake by 20"));
    assert!(explained("stop-when-sure").contains("a 95 % interval that holds at every look leaves 0 out"));
    fs::write(
        folder.join("wrong.ron"),
        EXPERIMENT.replace("rounds: 30", "stopping: Gate(every: 5, lower: 0.3, upper: 0.1), rounds: 30"),
    )
    .unwrap();
    let output = run(folder, &["lab", "check", "wrong.ron"]);
    assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
    for said in ["L0112", "name or draw more scenarios"] {
        assert!(printed(&output).contains(said), "{said} in {}", printed(&output));
    }
}

/// Rates and pairs are those of the rows, counted here again.
#[test]
fn rates_and_pairs_are_those_of_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Few rounds, so that not every session ends with an agreement.
    let hurried = EXPERIMENT
        .replace("replicates: 300", "replicates: 4")
        .replace("rounds: 30", "rounds: 3")
        .replace("[Utility, Gain, Agreement, Time, Surplus]", "[Agreement]");
    fs::write(folder.join("a.ron"), hurried).unwrap();
    done(&run(folder, &["lab", "run", "a.ron", "--out", "out", "--format", "jsonl"]));
    let mut rows: Vec<Value> = Vec::new();
    for part in fs::read_dir(folder.join("out/parts")).unwrap() {
        let text = fs::read_to_string(part.unwrap().path()).unwrap();
        rows.extend(text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()));
    }
    let agreed = |row: &Value| row["ending"] == "agreement";
    let of = |candidate: u64| rows.iter().filter(move |row| row["candidate"] == candidate);
    let json: Value = serde_json::from_str(&report(folder, "out")).unwrap();
    let names = ["boulware", "random-rational"];
    for (candidate, name) in (0..).zip(names) {
        let share = of(candidate).filter(|row| agreed(row)).count() as f64 / of(candidate).count() as f64;
        let standing = json["standings"].as_array().unwrap().iter().find(|standing| standing["name"] == *name).unwrap();
        let rate = &standing["agreement"];
        assert!((rate["share"].as_f64().unwrap() - share).abs() < 1e-5, "{share} {rate}");
        let (low, high) = (rate["interval"]["low"].as_f64().unwrap(), rate["interval"]["high"].as_f64().unwrap());
        assert!(0.0 <= low && low < share && share < high && high <= 1.0, "{rate}");
    }
    let key = |row: &Value| ["block", "opponent", "seat"].map(|field| row[field].as_u64().unwrap());
    let mut counts = [0u64; 4];
    for a in of(0) {
        let b = of(1).find(|b| key(b) == key(a)).unwrap();
        counts[usize::from(!agreed(a)) * 2 + usize::from(!agreed(b))] += 1;
    }
    assert!(counts[1] + counts[2] > 0, "nothing to test: {counts:?}");
    let comparisons = json["families"][0]["comparisons"].as_array().unwrap();
    let on_agreement = |c: &&Value| c["metric"] == "Agreement" && c["a"] == names[0] && c["b"] == names[1];
    let paired = &comparisons.iter().find(on_agreement).unwrap()["paired"];
    let found = ["both", "only_a", "only_b", "neither"].map(|field| paired[field].as_u64().unwrap());
    assert_eq!(found, counts);
    assert!(paired["units_a"].as_u64().unwrap() + paired["units_b"].as_u64().unwrap() <= 12 && paired["p"].is_f64());
    let page = reported(folder, "out", "html");
    assert!(page.contains("McNemar, exact") && page.contains("deals, with interval"));
}

/// Every experiment that is shipped can be played.
#[test]
fn shipped_experiments_are_sound() {
    for file in files("scenarios/experiments", "ron") {
        let output = run(&root(), &["lab", "check", &file.to_string_lossy()]);
        let said = done(&output);
        assert!(said.contains("sessions") && !said.contains("warning"), "{said}");
    }
}

/// DuckDB and polars read the rows with the types they have. Both are installed for the test, where that can be done.
#[test]
fn others_read_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let python = match readers(folder) {
        Ok(python) => python,
        Err(why) => {
            eprintln!("skipped: {why}");
            return;
        }
    };
    fs::write(folder.join("a.ron"), EXPERIMENT.replace("replicates: 300", "replicates: 20")).unwrap();
    done(&run(folder, &["lab", "run", "a.ron", "--out", "parquet"]));
    done(&run(folder, &["lab", "run", "a.ron", "--out", "csv", "--format", "csv"]));
    let script = r#"
import duckdb, polars
rows = duckdb.sql("select * from 'parquet/parts/*.parquet' order by session")
types = dict(zip(rows.columns, map(str, rows.types)))
assert types["session"] == "UBIGINT" and types["candidate"] == "UINTEGER", types
assert types["utility"] == "DOUBLE" and types["ending"] == "VARCHAR", types
table = polars.read_parquet("parquet/parts/*.parquet").sort("session")
plain = polars.read_csv("csv/parts/*.csv", infer_schema_length=None).sort("session")
assert table.height == len(rows) == plain.height == 12 * 20 * 3 * 3 * 2, table.height
assert table["outcome"].null_count() == (table["ending"] != "agreement").sum()
assert table["utility"].to_list() == [row[12] for row in rows.fetchall()] == plain["utility"].to_list()
assert table["seed"].max() < 2 ** 53
print("read", table.height)
"#;
    let output = Command::new(python).args(["-c", script]).current_dir(folder).output().unwrap();
    assert!(printed(&output).contains("read 4320"), "{}", printed(&output));
}

/// A Python that has both, or why there is none.
fn readers(folder: &Path) -> Result<PathBuf, String> {
    let said = |what: &str, output: std::io::Result<Output>| match output {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("{what}: {}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or(""))),
        Err(error) => Err(format!("{what}: {error}")),
    };
    let place = folder.join("venv");
    said("python3 -m venv", Command::new("python3").args(["-m", "venv"]).arg(&place).output())?;
    let python = place.join("bin/python");
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "duckdb", "polars"];
    said("pip install duckdb polars", Command::new(&python).args(install).output())?;
    Ok(python)
}

/// The page for a browser fetches nothing and runs nothing, whatever people call their strategies, and holds every number
/// that its pictures show.
#[test]
fn a_page_is_whole_and_inert() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let named = EXPERIMENT
        .replace("replicates: 300", "replicates: 3")
        .replace("boulware again", "<script>alert(1)</script> & \\\"co\\\"")
        .replace("opponents: [", "opponents: [(play: \"boulware\"), ");
    fs::write(folder.join("a.ron"), named).unwrap();
    done(&run(folder, &["lab", "run", "a.ron", "--out", "out"]));
    done(&run(folder, &["lab", "report", "out", "--format", "html", "-o", "page.html"]));
    let again = run(folder, &["lab", "report", "out", "--format", "html", "-o", "page.html"]);
    assert_eq!(again.status.code(), Some(3), "a page was written over: {}", printed(&again));
    let page = fs::read_to_string(folder.join("page.html")).unwrap();
    for absent in ["<script", "http://", "https://", "<link", "<img", " style=", "url(", "NaN", "inf"] {
        let found = page.find(absent).map(|at| &page[at.saturating_sub(60)..(at + 60).min(page.len())]);
        assert_eq!(found, None, "{absent}");
    }
    for wanted in [
        "default-src 'none'; style-src 'sha256-",
        "&lt;script&gt;",
        "Ranking",
        "Family <code>all</code>",
        "Against whom",
        "If everybody chose",
        "Settlement clouds",
        "The cost of luck",
        "What this does not cover",
        "zopa lab run plan.json --out again",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert!(is_balanced(&page), "a tag is not closed");
    let json: Value = serde_json::from_str(&report(folder, "out")).unwrap();
    for comparison in json["families"][0]["comparisons"].as_array().unwrap() {
        let difference = format!("{:+.4}", comparison["difference"].as_f64().unwrap());
        assert!(page.contains(&difference), "{difference}");
    }
}

/// Whether every element that is opened is closed, in turn.
fn is_balanced(page: &str) -> bool {
    let mut open = Vec::new();
    for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split([' ', '\n']).next().unwrap();
        if let Some(closed) = name.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return false;
            }
        } else if !tag.ends_with('/') && !["meta", "!doctype"].contains(&name) {
            open.push(name);
        }
    }
    open.is_empty()
}

/// The most memory a command had at once, in kB, as the system counts it.
#[cfg(target_os = "linux")]
fn memory_peak(folder: &Path, arguments: &[&str]) -> u64 {
    let mut child = zopa(folder, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0).max(peak);
        if let Some(ended) = child.try_wait().unwrap() {
            assert!(ended.success(), "{arguments:?}");
            return peak;
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Ten times the sessions take no more memory: neither to play them nor to report on them.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_number_of_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let sizes = [("few", 5_000), ("many", 50_000)];
    let peaks = sizes.map(|(name, replicates)| {
        let text = format!(
            r#"Experiment(
                schema: 1, id: "{name}", title: "Memory", seed: 5,
                scenarios: [Drawn((name: "lot", count: 8, issues: (2, 2), size: (9, 16)))],
                candidates: [(play: "conceder")], opponents: [(play: "conceder")],
                rounds: 3, replicates: {replicates}, seats: First, metrics: [Utility, Agreement],
            )"#
        );
        let file = format!("{name}.ron");
        fs::write(folder.join(&file), text).unwrap();
        let played = memory_peak(folder, &["lab", "run", &file, "--out", name, "--threads", "2"]);
        [played, memory_peak(folder, &["lab", "report", name, "--format", "json"])]
    });
    for (what, (few, many)) in ["run", "report"].into_iter().zip(peaks[0].into_iter().zip(peaks[1])) {
        assert!(few > 1_000, "{what}: {few} kB were not measured");
        assert!(many * 5 < few * 6, "{what}: {few} kB for 40,000 sessions, {many} kB for 400,000");
    }
}
