//! `zopa pack`: what a class is handed, and what the instructor keeps.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use zopa_pack::{
    Breach, Deal, InstructorPack, NotOpened, Papers, StudentPack,
    secret::{ClassSecret, SECRET_BYTES_MIN},
};
use zopa_scenario::to_ron;

use crate::{
    Console, Exit, Failure, Stop,
    play::{Form, Page, desk, load, screen::brief, seated},
    scenario::{name, reason, replace::write_new, text_of},
};

/// Arguments of `zopa pack`.
#[derive(Debug, Args)]
#[command(after_help = "\
First the instructor's pack, then one a student from it. A student's pack holds the scenario sealed
(XChaCha20-Poly1305, the key made from a passphrase by Argon2id) and a key of the student's own; the
seed of each attempt follows from that key and the attempt before, so every student meets another
temperament across the table and answers do not carry over. What is played is recorded sealed, and
`zopa grade` opens it, plays it again and says what does not hold.

Hand out the packs before, the passphrase when the session begins. The commitment in every pack
binds you to the papers: publish papers.json after the debrief, and anybody who kept a pack can check
with --verify that the papers were these from the beginning. Keep instructor.json to yourself: it
holds the class's secret.

Sealing stops reading ahead, not a debugger: whoever has pack and passphrase and writes a program of
their own can open what zopa opens. Nothing shows who sat at the keyboard, or how often the last
attempt was begun before one was handed in. Where that matters, play under supervision.

Examples:
  head -c 32 /dev/urandom > class.secret
  zopa pack scenarios/isv-revenue-share.ron --instructor --class-secret class.secret --out keep
  zopa pack keep/instructor.json --student ada --student ben --passphrase-file words.txt --out out
  zopa pack keep/instructor.json --roster students.txt --passphrase-file words.txt --out out
  zopa play out/ada/pack.json --passphrase-file words.txt       what a student does
  zopa grade handed-in --pack keep/instructor.json
  zopa pack out/ada/pack.json --verify papers.json --passphrase-file words.txt

Exit codes: 0 written or it holds, 1 it does not hold, 2 usage, 3 a file cannot be read or written.")]
pub struct PackArgs {
    /// For the instructor's pack a scenario file or the id of a built-in one; for students' packs instructor.json; with
    /// --verify a student's pack.json.
    source: PathBuf,
    /// Write the instructor's pack.
    #[arg(long, required_unless_present_any = ["student", "roster", "verify"], requires = "class_secret",
          conflicts_with_all = ["student", "roster", "passphrase_file"])]
    instructor: bool,
    /// Write the pack of this student: letters, digits, - and _.
    #[arg(long, value_name = "ID", requires = "passphrase_file")]
    student: Vec<String>,
    /// Write the packs of the students in this file, one a line.
    #[arg(long, value_name = "FILE", requires = "passphrase_file")]
    roster: Option<PathBuf>,
    /// Check that these published papers are those a student's pack was bound to; with the passphrase also that they are
    /// what it seals.
    #[arg(long, value_name = "PAPERS",
          conflicts_with_all = ["instructor", "student", "roster", "class_secret", "out"])]
    verify: Option<PathBuf>,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", required_unless_present = "verify")]
    out: Option<PathBuf>,
    /// A file with the secret of the class, at least 16 bytes that nobody can guess.
    #[arg(long, value_name = "FILE")]
    class_secret: Option<PathBuf>,
    /// A file with the passphrase of the session.
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// The party students play; the first of the scenario, when left out.
    #[arg(long = "as", value_name = "ROLE", requires = "instructor")]
    role: Option<String>,
    /// Who sits opposite.
    #[arg(long, value_name = "SPEC", default_value = "partner")]
    partner: String,
    /// How many attempts there are.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    attempts: u32,
    /// Replace packs that are there already.
    #[arg(long)]
    force: bool,
}

/// Runs `zopa pack`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &PackArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match (&args.verify, &args.out) {
        (Some(papers), _) => verify(&args.source, papers, args.passphrase_file.as_deref(), console),
        (None, Some(out)) if args.instructor => instructor(args, out, console),
        (None, Some(out)) => students(args, out, console),
        (None, None) => Err(Failure::usage("there is nowhere to write to", "name a folder: --out DIR").into()),
    }
}

/// Says whether published papers are those of a student's pack.
fn verify(pack: &Path, papers: &Path, passphrase: Option<&Path>, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let cannot = |path: &Path, error: &NotOpened, help: &str| {
        Failure::unreadable(format!("cannot use {}: {error}", name(path)), help)
    };
    let student = StudentPack::read(&text_of(pack)?)
        .map_err(|error| cannot(pack, &error, "name the pack.json that was handed out before"))?;
    let published = Papers::read(&text_of(papers)?)
        .map_err(|error| cannot(papers, &error, "name the papers.json that was published after"))?;
    let passphrase = passphrase.map(bytes_of).transpose()?;
    console.line(&format!("the pack of {} is bound to {}", student.student(), student.commitment()))?;
    let bound = format!("holds: {} has the papers it was bound to", name(papers));
    match student.holds(&published, passphrase.as_deref()) {
        Ok(()) => {}
        Err(Breach::NotOpened(error)) => {
            console.line(&bound)?;
            return Err(cannot(
                pack,
                &error,
                "what is under its seal was not checked: give the passphrase it opens with",
            )
            .into());
        }
        Err(breach) => {
            console.line(&format!("does not hold: {breach}"))?;
            return Ok(Exit::Negative);
        }
    }
    console.line(&bound)?;
    console.line(match passphrase {
        Some(_) => "holds: they are the papers under its seal",
        None => "not checked: what is under its seal; that takes --passphrase-file",
    })?;
    Ok(Exit::Success)
}

fn instructor(args: &PackArgs, out: &Path, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let source = args.source.display().to_string();
    let scenario = Arc::new(load(Some(&source), console)?);
    let secret = args.class_secret.as_deref().map(bytes_of).transpose()?.unwrap_or_default();
    let secret = ClassSecret::of(&secret).ok_or_else(|| {
        let message = format!("the secret has fewer than {SECRET_BYTES_MIN} bytes");
        Failure::usage(message, "make one: head -c 32 /dev/urandom > class.secret")
    })?;
    let (partner, party) = seated(&scenario, args.role.as_deref(), &args.partner)?;
    let pack = InstructorPack::new(Deal { scenario, party, partner, attempts: args.attempts }, secret);
    folder(out)?;
    let file = out.join("instructor.json");
    write_new(&file, pack.json().as_bytes(), args.force)?;
    write_new(&out.join("scenario.ron"), to_ron(pack.deal.scenario.file()).as_bytes(), args.force)?;
    console.line(&format!("wrote {}: keep it to yourself, it opens everything", name(&file)))?;
    let papers = out.join("papers.json");
    write_new(&papers, pack.papers().json().as_bytes(), args.force)?;
    console
        .line(&format!("wrote {}: publish it after the debrief, it shows that the papers were these", name(&papers)))?;
    console.line(&format!("commitment to the papers: {}", pack.commitment()))?;
    Ok(Exit::Success)
}

/// The instructor's pack in a file.
///
/// # Errors
/// When there is none, or it contradicts itself.
pub(crate) fn instructor_in(path: &Path) -> Result<InstructorPack, Failure> {
    InstructorPack::read(&text_of(path)?).map_err(|error: NotOpened| {
        let message = format!("cannot use {}: {error}", name(path));
        Failure::unreadable(message, "`zopa pack SCENARIO --instructor` writes one")
    })
}

fn students(args: &PackArgs, out: &Path, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let pack = instructor_in(&args.source)?;
    let passphrase = args.passphrase_file.as_deref().map(bytes_of).transpose()?.unwrap_or_default();
    let mut students: BTreeSet<String> = args.student.iter().cloned().collect();
    if let Some(roster) = &args.roster {
        let text = text_of(roster)?;
        students.extend(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned));
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if let Some(odd) = students.iter().find(|student| student.is_empty() || !student.chars().all(is_plain)) {
        return Err(Failure::usage(format!("`{odd}` is no student's id"), "use letters, digits, - and _").into());
    }
    let brief = brief_of(&pack)?;
    for student in &students {
        let sealed = pack.for_student(student, &passphrase).map_err(|error| Failure::usage(error.to_string(), ""))?;
        let place = out.join(student);
        folder(&place)?;
        write_new(&place.join("pack.json"), sealed.json().as_bytes(), args.force)?;
        write_new(&place.join("BRIEF.txt"), brief.as_bytes(), args.force)?;
        write_new(&place.join("README.md"), readme(&pack, student).as_bytes(), args.force)?;
    }
    let packs = if students.len() == 1 { "1 pack".to_owned() } else { format!("{} packs", students.len()) };
    console.line(&format!("wrote {packs} below {}", name(out)))?;
    Ok(Exit::Success)
}

/// What a student may read before: the brief of one side, as the program shows it.
fn brief_of(pack: &InstructorPack) -> Result<String, Failure> {
    let mut page = Page::new(80, Form::Tables);
    brief::draw(&mut page, desk(&pack.deal.scenario, pack.deal.party)?);
    Ok(page.lines().into_iter().map(|(_, line)| line + "\n").collect())
}

fn readme(pack: &InstructorPack, student: &str) -> String {
    let title = pack.deal.scenario.title();
    let attempts =
        if pack.deal.attempts == 1 { "one attempt".to_owned() } else { format!("{} attempts", pack.deal.attempts) };
    let commitment = pack.commitment();
    format!(
        "\
# {title}

This pack is for `{student}`. Read `BRIEF.txt`: it is all you may know before.

Play when you have the passphrase, saved in a file of one line:

    zopa play pack.json --passphrase-file words.txt

There is {attempts}. Each is recorded beside the pack, as `{student}.1.sealed` and so on: hand in these files, all of
them. An attempt that was left unfinished begins anew. The score is shown by your instructor.

## What is sealed, and what that is worth

The other side's papers lie in `pack.json` under a seal that only the passphrase opens, and so do the records. With the
passphrase the program plays with them and shows none of them. That stops reading ahead. It does not stop somebody who
writes a program of their own, and it is not meant to.

Your instructor is bound too: the papers were fixed before you played, by this commitment, which stands in `pack.json`:

    {commitment}

When `papers.json` is published after the debrief, check that it has these papers and that you played with them:

    zopa pack pack.json --verify papers.json --passphrase-file words.txt

## What is found out when you hand in

Moves are handed in, never results: the session is played again with the instructor's papers. A record that was edited,
cut, spliced or renamed, played with somebody else's seed or an easier partner, or an attempt played again after the next
one was begun, does not hold. The partner you meet is not the one your neighbour meets: each has a temperament of its own.

Not found out: who sat at the keyboard, and how often the last attempt was begun.
"
    )
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| {
        Failure::unreadable(format!("cannot read {}: {}", name(path), reason(&error)), "name a file that is there")
    })
}

/// Makes a folder where there is none.
pub(crate) fn folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| {
        let message = format!("cannot make {}: {}", name(path), reason(&error));
        Failure::unreadable(message, "is the folder above it there, and may it be written to?")
    })
}

#[cfg(test)]
mod tests;
