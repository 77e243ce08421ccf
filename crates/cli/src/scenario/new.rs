//! `zopa scenario new`: a scenario to begin from.
//!
//! At a terminal what was not said on the command line is asked for, each question with an answer to take by Enter. Nothing
//! is written before everything is known: whoever leaves at a question leaves nothing behind.

use std::{
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use clap::Args;
use rustyline::{DefaultEditor, error::ReadlineError};
use textwrap::WordSplitter;
use zopa_scaffold::{ARCHETYPES, Broken, Outline, blanks, key, named};
use zopa_scenario::{Diagnostic, file::ArchetypeFile, from_file, to_ron};

use super::{count, name, replace::write_new};
use crate::{Console, Exit, Failure, Stop, package::near};

/// Arguments of `zopa scenario new`.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The kind of partner.
    #[arg(long, value_parser = archetype)]
    archetype: Option<ArchetypeFile>,
    /// Title a person reads.
    #[arg(long)]
    title: Option<String>,
    /// Short name one types; made of the title where it is not given.
    #[arg(long)]
    id: Option<String>,
    /// The organisation a learner speaks for.
    #[arg(long, value_name = "NAME")]
    us: Option<String>,
    /// The partner's organisation.
    #[arg(long, value_name = "NAME")]
    them: Option<String>,
    /// How many rounds there are.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=200))]
    rounds: Option<u32>,
    /// Where to write it; asked for at a terminal, else standard output.
    #[arg(short, long, value_name = "FILE.ron")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long)]
    force: bool,
    /// Ask nothing: take the usual answer to everything that is not given.
    #[arg(long)]
    yes: bool,
}

fn archetype(text: &str) -> Result<ArchetypeFile, String> {
    named(text).ok_or_else(|| format!("there are {}", ARCHETYPES.map(key).join(", ")))
}

pub(super) fn run(args: &NewArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let is_attended = !args.yes && io::stdin().is_terminal() && io::stdout().is_terminal();
    if is_attended {
        let editor = DefaultEditor::new().map_err(unusable)?;
        make(args, &mut Person { editor }, console)
    } else {
        make(args, &mut Nobody, console)
    }
}

/// Somebody who may be asked.
trait Ask {
    /// The answer to a question whose usual answer is `usual`; `None` when whoever is asked leaves.
    fn ask(&mut self, question: &str, usual: &str, console: &mut Console<'_>) -> Result<Option<String>, Stop>;

    /// Whether there is a person to put things right.
    fn is_person(&self) -> bool;
}

/// A person at a terminal.
struct Person {
    editor: DefaultEditor,
}

impl Ask for Person {
    fn ask(&mut self, question: &str, usual: &str, console: &mut Console<'_>) -> Result<Option<String>, Stop> {
        console.out.flush()?;
        match self.editor.readline(&prompt(question, usual)) {
            Ok(line) if line.trim().is_empty() => Ok(Some(usual.to_owned())),
            Ok(line) => Ok(Some(line.trim().to_owned())),
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(None),
            Err(error) => Err(unusable(error).into()),
        }
    }

    fn is_person(&self) -> bool {
        true
    }
}

fn prompt(question: &str, usual: &str) -> String {
    format!("{question} [{usual}]: ")
}

fn unusable(error: ReadlineError) -> Failure {
    Failure::unreadable(format!("cannot read from the terminal: {error}"), "say everything by options, and add --yes")
}

/// Nobody: every answer is the usual one.
struct Nobody;

impl Ask for Nobody {
    fn ask(&mut self, _: &str, usual: &str, _: &mut Console<'_>) -> Result<Option<String>, Stop> {
        Ok(Some(usual.to_owned()))
    }

    fn is_person(&self) -> bool {
        false
    }
}

/// What is decided: the outline, and the file to write it to, if any.
struct Decided {
    outline: Outline,
    output: Option<PathBuf>,
}

fn make(args: &NewArgs, ask: &mut dyn Ask, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let Some(Decided { outline, output }) = decide(args, ask, console)? else {
        writeln!(console.err, "left; nothing was written")?;
        return Ok(Exit::Negative);
    };
    let file = outline.file().map_err(bug)?;
    let text = to_ron(&file);
    let (scenario, said) = from_file(file);
    let Some(scenario) = scenario else { return refuse(&said, console) };
    let Some(output) = output else {
        write!(console.out, "{text}")?;
        return Ok(Exit::Success);
    };
    write_new(&output, text.as_bytes(), args.force)?;
    let issues = count(scenario.space().issues().len() as u64, "issue", "issues");
    let outcomes = count(scenario.space().size(), "outcome", "outcomes");
    let shown = name(&output);
    console.line(&format!("wrote {shown}: {} · {issues} · {outcomes}", outline.full_title()))?;
    let open = blanks(&text);
    if let Some(first) = open.first() {
        let places = count(open.len() as u64, "place", "places");
        let line = first.line;
        console.line(&format!(
            "It can be played as it is. {places} marked [FILL IN: …] wait for you, the first in line {line}."
        ))?;
    }
    console.line("Next:")?;
    for verb in ["scenario check", "scenario analyse", "play"] {
        console.line(&format!("  zopa {verb} {shown}"))?;
    }
    Ok(Exit::Success)
}

fn bug(broken: Broken) -> Failure {
    Failure { exit: Exit::Bug, message: broken.to_string(), help: "please report this".to_owned() }
}

/// That what was asked for is no scenario.
fn refuse(said: &[Diagnostic], console: &mut Console<'_>) -> Result<Exit, Stop> {
    for diagnostic in said {
        writeln!(console.err, "{}", crate::words::plain(&diagnostic.to_string()))?;
    }
    writeln!(console.err, "nothing was written")?;
    Ok(Exit::Usage)
}

/// Everything that has to be known, from the command line or by asking; `None` when whoever was asked left.
fn decide(args: &NewArgs, ask: &mut dyn Ask, console: &mut Console<'_>) -> Result<Option<Decided>, Stop> {
    if ask.is_person() {
        console.line("A new scenario. Enter takes the answer in brackets, Ctrl-C leaves and writes nothing.")?;
    }
    let Some(archetype) = kind(args, ask, console)? else { return Ok(None) };
    let mut outline = Outline::of(archetype).map_err(bug)?;
    let Some(us) = given_or(args.us.as_ref(), "Your organisation", &outline.us.name, ask, console)? else {
        return Ok(None);
    };
    outline.us.name = us;
    let Some(them) = given_or(args.them.as_ref(), "The partner's organisation", &outline.them.name, ask, console)?
    else {
        return Ok(None);
    };
    outline.them.name = them;
    let Some(title) = given_or(args.title.as_ref(), "Title", &outline.full_title(), ask, console)? else {
        return Ok(None);
    };
    outline.title = title;
    outline.id = args.id.clone().unwrap_or_default();
    let Some(rounds) = rounds(args, outline.rounds, ask, console)? else { return Ok(None) };
    outline.rounds = rounds;
    let output = match &args.output {
        Some(output) => Some(output.clone()),
        None if ask.is_person() => match free_file(&format!("{}.ron", outline.full_id()), args.force, ask, console)? {
            Some(output) => Some(output),
            None => return Ok(None),
        },
        None => None,
    };
    Ok(Some(Decided { outline, output }))
}

fn given_or(
    given: Option<&String>,
    question: &str,
    usual: &str,
    ask: &mut dyn Ask,
    console: &mut Console<'_>,
) -> Result<Option<String>, Stop> {
    match given {
        Some(given) => Ok(Some(given.clone())),
        None => ask.ask(question, usual, console),
    }
}

fn kind(args: &NewArgs, ask: &mut dyn Ask, console: &mut Console<'_>) -> Result<Option<ArchetypeFile>, Stop> {
    if args.archetype.is_some() {
        return Ok(args.archetype);
    }
    if ask.is_person() {
        let kinds = format!("Kinds of partner: {}.", ARCHETYPES.map(key).join(", "));
        for line in
            textwrap::wrap(&kinds, textwrap::Options::new(console.width).word_splitter(WordSplitter::NoHyphenation))
        {
            console.line(&line)?;
        }
    }
    loop {
        let Some(answer) = ask.ask("Kind of partner", key(ARCHETYPES[0]), console)? else { return Ok(None) };
        match named(&answer) {
            Some(archetype) => return Ok(Some(archetype)),
            None => {
                let guess = near(&answer, ARCHETYPES.map(key).into_iter()).map(|near| format!(" Did you mean {near}?"));
                console.line(&format!("There is no `{answer}`.{}", guess.unwrap_or_default()))?;
            }
        }
    }
}

fn rounds(args: &NewArgs, usual: u32, ask: &mut dyn Ask, console: &mut Console<'_>) -> Result<Option<u32>, Stop> {
    if args.rounds.is_some() {
        return Ok(args.rounds);
    }
    loop {
        let Some(answer) = ask.ask("Rounds", &usual.to_string(), console)? else { return Ok(None) };
        match answer.parse() {
            Ok(rounds) if (1..=200).contains(&rounds) => return Ok(Some(rounds)),
            _ => console.line("A scenario has 1 to 200 rounds; 10 to 20 make a good hour.")?,
        }
    }
}

/// A file to write to that is not there yet.
fn free_file(usual: &str, force: bool, ask: &mut dyn Ask, console: &mut Console<'_>) -> Result<Option<PathBuf>, Stop> {
    loop {
        let Some(answer) = ask.ask("File", usual, console)? else { return Ok(None) };
        if force || Path::new(&answer).symlink_metadata().is_err() {
            return Ok(Some(answer.into()));
        }
        console.line(&format!("{answer} is there already; choose another name."))?;
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use clap::Parser;

    use super::*;
    use crate::{Cli, Colour};

    /// Somebody who gives these answers in turn, and then leaves.
    struct Scripted<'a>(std::slice::Iter<'a, &'a str>);

    impl Ask for Scripted<'_> {
        fn ask(&mut self, question: &str, usual: &str, console: &mut Console<'_>) -> Result<Option<String>, Stop> {
            let answer = self.0.next().map(|answer| if answer.is_empty() { usual } else { answer }.to_owned());
            console.line(&format!("{}{}", prompt(question, usual), answer.as_deref().unwrap_or("^C")))?;
            Ok(answer)
        }

        fn is_person(&self) -> bool {
            true
        }
    }

    /// The arguments of `zopa scenario new …`.
    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: NewArgs,
    }

    fn attended(words: &[&str], answers: &[&str]) -> (Exit, String, String) {
        let line = Line::try_parse_from(["new"].iter().chain(words)).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = make(&line.args, &mut Scripted(answers.iter()), &mut console).unwrap();
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    fn program(words: &[&str]) -> (Exit, String, String) {
        let cli = Cli::try_parse_from(["zopa"].iter().chain(words)).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = crate::run(&cli, &mut console);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn what_scripts_make_passes_the_check_and_is_laid_out() {
        let folder = tempfile::tempdir().unwrap();
        for archetype in ARCHETYPES {
            let file = folder.path().join(format!("{}.ron", key(archetype)));
            let path = file.to_str().unwrap();
            let words =
                ["scenario", "new", "--archetype", key(archetype), "--title", "A \"test\"", "-o", path, "--yes"];
            assert_eq!(program(&words).0, Exit::Success);
            let (exit, out, err) = program(&["scenario", "check", "--deny-warnings", path]);
            assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
            assert_eq!(program(&["scenario", "fmt", "--check", path]).0, Exit::Success);
            assert!(fs::read_to_string(&file).unwrap().contains("title: \"A \\\"test\\\"\""));
        }
    }

    #[test]
    fn a_person_is_asked_for_what_was_not_said_and_again_after_a_slip() {
        let folder = tempfile::tempdir().unwrap();
        let (taken, free) = (folder.path().join("taken.ron"), folder.path().join("free.ron"));
        fs::write(&taken, "mine").unwrap();
        let answers = [
            "data providr",
            "data provider",
            "",
            "The Archive",
            "300",
            "8",
            taken.to_str().unwrap(),
            free.to_str().unwrap(),
        ];
        let (exit, out, err) = attended(&["--title", "Records"], &answers);
        assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
        for said in [
            "There is no `data providr`. Did you mean data-provider?",
            "1 to 200 rounds",
            "is there already",
            "Your organisation [Northwind AI]: ",
        ] {
            assert!(out.contains(said), "{said} in {out}");
        }
        assert!(!out.contains("Title ["), "{out}");
        let scenario = zopa_scenario::read(&fs::read_to_string(&free).unwrap()).0.unwrap();
        assert_eq!((scenario.title(), scenario.rules().rounds()), ("Records", 8));
        assert_eq!(fs::read_to_string(&taken).unwrap(), "mine");
    }

    #[test]
    fn who_leaves_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        let (exit, _, err) = attended(&["-o", file.to_str().unwrap()], &["isv", "Us"]);
        assert_eq!((exit, err.as_str()), (Exit::Negative, "left; nothing was written\n"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_cannot_be_a_scenario_is_refused_before_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        let words = ["scenario", "new", "--yes", "--them", " ", "-o", file.to_str().unwrap()];
        let (exit, _, err) = program(&words);
        assert_eq!(exit, Exit::Usage);
        assert!(err.contains("S0016") && err.ends_with("nothing was written\n") && !file.exists(), "{err}");
    }
}
