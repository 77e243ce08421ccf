//! `zopa replay`: recorded sessions, shown and verified.
//!
//! Showing is public unless a role is named, and then it is that role's side alone. Whether a file can be trusted is
//! `verify`'s business; what is shown has been found intact and legal by the reader.

mod branch;
mod json;
mod policy;
pub(crate) mod show;
pub(crate) mod tree;
mod verify;
mod words;

pub(crate) use self::show::role_of;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use zopa_engine::{ReadError, Replay, load, read};

use crate::{Console, Exit, Failure, Stop, words::plain};

/// Arguments of `zopa replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    #[command(subcommand)]
    command: ReplayCommand,
}

/// What to do with a replay.
#[derive(Debug, Subcommand)]
enum ReplayCommand {
    /// Show a recorded session as a transcript, or the table after one of its turns.
    Show(ShowArgs),
    /// Verify recorded sessions: intact, legal, reproduced?
    Verify(VerifyArgs),
    /// Play one turn otherwise, and see what it would have changed.
    Branch(branch::BranchArgs),
}

/// Arguments of `zopa replay show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa replay show mine.jsonl                    what was said and done, as all could see it
  zopa replay show mine.jsonl --as northwind     with what each package is worth to that role
  zopa replay show mine.jsonl --turn 6           the live offers after turn 6
  zopa replay show mine.jsonl --tree             the variations that were kept
  zopa replay show mine.jsonl --format json      for another program

While a session is unfinished, the papers of a side that the program plays stay closed: whoever
has seen them does not negotiate any more. --reveal opens them all the same.

Exit codes: 0 shown, 2 no such role or turn, or papers that are closed, 3 unreadable or damaged (`zopa replay verify` says where).")]
struct ShowArgs {
    /// The recorded session.
    file: PathBuf,
    /// Show the private side of this party too.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// Show a side that the program plays even while the session is unfinished.
    #[arg(long, requires = "role")]
    reveal: bool,
    /// Show the table after this turn, 0 being the beginning.
    #[arg(long, value_name = "N")]
    turn: Option<usize>,
    /// Show the variations that `zopa replay branch` kept, as a tree.
    #[arg(long, conflicts_with_all = ["turn", "role"])]
    tree: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    format: ReplayFormat,
}

/// Arguments of `zopa replay verify`.
#[derive(Debug, Args)]
#[command(after_help = "\
Three questions, answered apart:
  intact      are these the bytes that were written, in that order?
  legal       can a session go so by the rules, and does the scenario make sense?
  reproduced  do the automated parties, run again from the seed, act and speak the same?
An unfinished session is no failure, nor is a question that cannot be asked (a strategy has
changed since). A torn last line can be cut off; `zopa resume` does that. With --finished a
session that is unfinished or torn is a no.

What it cannot see: lines cut off the end at a line boundary, which leave an unfinished session;
and a person's own turns written anew with every hash after them, for what people do is taken
as it stands. Keep a copy, or the last hash, where whoever holds the file cannot change it.

Examples:
  zopa replay verify mine.jsonl
  zopa replay verify replays/*.jsonl --format json      one list, an object a file

Exit codes: 0 no answer is a no, 1 one is, 3 a file cannot be read or is of another version.")]
struct VerifyArgs {
    /// The recorded sessions.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// A session that is unfinished, or has a torn last line, is a no.
    #[arg(long)]
    finished: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    format: ReplayFormat,
}

/// How to write it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum ReplayFormat {
    /// For a person.
    #[default]
    Text,
    /// For another program.
    Json,
}

/// Runs `zopa replay`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &ReplayArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.command {
        ReplayCommand::Show(args) => show::run(args, console),
        ReplayCommand::Verify(args) => verify::run(args, console),
        ReplayCommand::Branch(args) => branch::run(args, console),
    }
}

/// The replay in a file; `doing` says what it is wanted for, as in *cannot show*.
///
/// # Errors
/// When the file cannot be read or is no whole replay.
pub(crate) fn replay_in(path: &Path, doing: &str) -> Result<Replay, Failure> {
    let name = path.display();
    read(&bytes_of(path)?).map_err(|error| {
        let help = match error {
            ReadError::Damaged(_) | ReadError::Illegal(_) => {
                format!("`zopa replay verify {name}` answers what of it holds")
            }
            ReadError::OtherSchema { .. } => "use the version of zopa that wrote it".to_owned(),
            _ => "give a file that `zopa play --record FILE` has written".to_owned(),
        };
        Failure::unreadable(format!("cannot {doing} {name}: {}", plain(&error.to_string())), help)
    })
}

/// The bytes of a file.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    load(path).map_err(|error| {
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "check the name; `zopa play --record FILE` makes a replay",
            std::io::ErrorKind::PermissionDenied => "make the file readable, or copy it to where it is",
            _ => "give the file of a recorded session",
        };
        Failure::unreadable(format!("cannot read {}: {error}", path.display()), help)
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::Arc};

    use clap::Parser;
    use tempfile::TempDir;
    use zopa_core::{Door, Outcome, Packages, TableAct, Talk, Tone, Turn};
    use zopa_engine::{Awaiting, Chair, FileRecorder, Setup};

    use crate::{Cli, Colour, Console, Exit};

    /// What a command ended with, and wrote to both writers.
    fn zopa(folder: &TempDir, words: &str) -> (Exit, String, String) {
        let words = words.split(' ').map(|word| {
            let is_file = word.ends_with(".jsonl");
            if is_file { folder.path().join(word).display().to_string() } else { word.to_owned() }
        });
        let cli = Cli::try_parse_from(std::iter::once("zopa".to_owned()).chain(words)).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = crate::run(&cli, &mut console);
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder.path().display().to_string(), "DIR");
        (exit, text(out), text(err))
    }

    /// A short session, recorded into `mine.jsonl`.
    fn recorded() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let (scenario, _) = zopa_scenario::read(include_str!("../../engine/tests/small.ron"));
        let chairs = vec![Chair::Open, Chair::Automated("hardliner".into())];
        let setup = Setup { scenario: Arc::new(scenario.unwrap()), seed: 7, chairs };
        let mut table = setup.table().unwrap();
        let mut recorder = FileRecorder::create(&folder.path().join("mine.jsonl"), &setup).unwrap();
        let offer = |ranks: &[u64]| {
            let outcomes: Vec<_> = ranks.iter().copied().map(Outcome).collect();
            TableAct::Offer(Packages::of(&outcomes).unwrap())
        };
        let acts = [offer(&[12]), offer(&[9, 12]), TableAct::Walk(Door::Closed)];
        for (at, act) in (0..).zip(acts) {
            let talk = if at == 0 { vec![Talk::Tone(Tone::Warm)] } else { vec![] };
            table.submit(Turn { talk, act }).unwrap();
            recorder.noted_turn(&table, 2 * at, "typed \u{1b}[31mred\u{1b}[0m").unwrap();
            if let Awaiting::Played { .. } = table.advance() {
                recorder.turn(&table, 2 * at + 1).unwrap();
            }
        }
        recorder.end(&table).unwrap();
        folder
    }

    #[test]
    fn a_transcript_shows_what_everybody_saw() {
        let (exit, out, err) = zopa(&recorded(), "replay show mine.jsonl");
        assert_eq!((exit, err.as_str()), (Exit::Success, ""));
        let expected = "\
A small deal
small · as of 2026-03 · 6 rounds · seed 7
  buyer: Buyer Inc, Head of Buying; played by a person
  seller: Seller Ltd, Head of Selling; played by hardliner, revision 1

 1. buyer sounded warm; offered
    price=2.20 term=short
 2. seller offered
    price=3.60 term=long
 3. buyer offered one of 2
    1: as before but price=2.45 (was 2.20)
    2: as before
 4. seller offered
    as before
 5. buyer walked away

No agreement: buyer walked away (after 5 turns).
";
        assert_eq!(out, expected);
        let (_, json, _) = zopa(&recorded(), "replay show mine.jsonl --format json");
        for private in ["batna", "worth", "points", "typed"] {
            assert!(!json.contains(private), "{private} in {json}");
        }
    }

    #[test]
    fn a_role_sees_its_own_side_and_no_escape_reaches_the_terminal() {
        let folder = recorded();
        let (_, buyer, _) = zopa(&folder, "replay show mine.jsonl --as buy");
        assert!(
            buyer.contains("Private to buyer: BATNA 30.0 points, target 80.0; what was typed stands after\n  `>`\n")
        );
        assert!(
            buyer.contains("      for buyer: 100.0 points: 70.0 above the BATNA, 20.0 above the target\n"),
            "{buyer}"
        );
        assert!(buyer.contains("    > typed  [31mred [0m\n") && !buyer.contains('\u{1b}'), "{buyer}");
        let (_, seller, _) = zopa(&folder, "replay show mine.jsonl --as seller");
        assert!(
            seller.contains("for seller: 0.0 points: 25.0 below the BATNA") && !seller.contains("typed"),
            "{seller}"
        );
        let (_, board, _) = zopa(&folder, "replay show mine.jsonl --turn 3 --as buyer");
        assert!(
            board.contains("After turn 3: round 2 of 6, seller to act\n  buyer: live since turn 3\n    1: price=2.45")
        );
        let (exit, _, err) = zopa(&folder, "replay show mine.jsonl --as nobody");
        let expected = "error: no party is called `nobody`\nhelp: the roles are buyer, seller\n";
        assert_eq!((exit, err.as_str()), (Exit::Usage, expected));
        let (exit, _, err) = zopa(&folder, "replay show mine.jsonl --turn 6");
        let expected = "error: DIR/mine.jsonl has no turn 6\nhelp: give --turn 0 to 5\n";
        assert_eq!((exit, err.as_str()), (Exit::Usage, expected));
    }

    #[test]
    fn the_papers_of_an_automated_side_stay_closed_until_the_end() {
        let folder = recorded();
        let text = fs::read_to_string(folder.path().join("mine.jsonl")).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        fs::write(folder.path().join("half.jsonl"), format!("{}\n", lines[..4].join("\n"))).unwrap();
        for words in ["replay show half.jsonl --as seller", "replay show half.jsonl --as sell --turn 2 --format json"] {
            let (exit, out, err) = zopa(&folder, words);
            assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{words}");
            assert!(
                err.starts_with("error: DIR/half.jsonl is unfinished, and seller is played by the program"),
                "{err}"
            );
            assert!(err.contains("--reveal"), "{err}");
        }
        let (exit, out, _) = zopa(&folder, "replay show half.jsonl --as seller --reveal");
        assert!(exit == Exit::Success && out.contains("Private to seller"), "{out}");
        let (exit, out, _) = zopa(&folder, "replay show half.jsonl --as buyer");
        assert!(exit == Exit::Success && out.contains("Private to buyer"), "{out}");
    }

    #[test]
    fn every_file_is_verified_and_the_worst_decides() {
        let folder = recorded();
        let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
        let bytes = fs::read(folder.path().join("mine.jsonl")).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        write("torn.jsonl", &bytes[..bytes.len() - 9]);
        write("edited.jsonl", text.replacen("3.60\",\"term", "3.15\",\"term", 1).as_bytes());
        write("newer.jsonl", text.replacen("[2,2]", "[3,0]", 1).as_bytes());

        let (exit, out, _) = zopa(&folder, "replay verify mine.jsonl torn.jsonl");
        let expected = format!(
            "\
DIR/mine.jsonl
  intact      yes: 7 lines
  legal       yes: 5 turns and an ending
  reproduced  yes: 2 automated turns played again
DIR/torn.jsonl
  intact      yes, but line 7 is a torn tail, recoverable at byte {}
  legal       yes: 5 turns, unfinished
  reproduced  yes: 2 automated turns played again
",
            text.rfind("{\"end\"").unwrap()
        );
        assert_eq!((exit, out), (Exit::Success, expected));

        let (exit, out, _) = zopa(&folder, "replay verify edited.jsonl mine.jsonl");
        assert_eq!(exit, Exit::Negative);
        assert!(out.contains("  intact      no: line 3 is not as it was written\n  legal       yes"), "{out}");
        assert!(
            out.contains("  reproduced  no: turn 2: price: expected 3.60, recorded 3.15\n")
                && out.contains("mine.jsonl\n  intact      yes"),
            "{out}"
        );

        let lines: Vec<&str> = text.lines().collect();
        write("half.jsonl", format!("{}\n", lines[..4].join("\n")).as_bytes());
        let (exit, out, _) = zopa(&folder, "replay verify half.jsonl");
        assert!(exit == Exit::Success && !out.contains("finished    "), "{out}");
        for (file, said) in [("half.jsonl", "no: unfinished"), ("torn.jsonl", "no: unfinished"), ("mine.jsonl", "yes")]
        {
            let (exit, out, _) = zopa(&folder, &format!("replay verify --finished {file}"));
            assert!(out.contains(&format!("  finished    {said}")), "{out}");
            assert_eq!(exit, if said == "yes" { Exit::Success } else { Exit::Negative });
        }

        write("returned.jsonl", text.replace('\n', "\r\n").as_bytes());
        write("marked.jsonl", format!("\u{feff}{text}").as_bytes());
        for (file, said) in [("returned.jsonl", "CRLF"), ("marked.jsonl", "byte-order mark")] {
            let (exit, out, _) = zopa(&folder, &format!("replay verify {file}"));
            assert!(exit == Exit::Negative && out.contains(said), "{out}");
        }

        let (exit, out, err) = zopa(&folder, "replay verify gone.jsonl newer.jsonl mine.jsonl --format json");
        assert_eq!(exit, Exit::Unreadable);
        assert!(err.starts_with("error: cannot read DIR/gone.jsonl: "), "{err}");
        assert!(out.contains("schema 3.0, this engine reads 2.x"), "{out}");
        let found: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(found.as_array().map(Vec::len), Some(2), "{out}");
        assert_eq!(found[1]["finished"], true);

        let (exit, _, err) = zopa(&folder, "replay show edited.jsonl");
        let expected = "error: cannot show DIR/edited.jsonl: line 3 is not as it was written\n\
                        help: `zopa replay verify DIR/edited.jsonl` answers what of it holds\n";
        assert_eq!((exit, err.as_str()), (Exit::Unreadable, expected));
    }
}
