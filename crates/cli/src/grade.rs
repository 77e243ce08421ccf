//! `zopa grade`: submissions to a pack, opened, played again and graded.

use std::path::PathBuf;

use clap::Args;
use zopa_cohort::{Class, Cohort, Terms, View};

use crate::{
    Console, Exit, Stop,
    cohort::{self, TellArgs},
    pack,
    progress::Bar,
    scenario::{name, replace::write_new},
};

/// Arguments of `zopa grade`.
#[derive(Debug, Args)]
#[command(after_help = "\
Takes every *.sealed and *.jsonl in the folder and those below it, opens what is sealed, and plays
the moves again with the papers of the pack. What is listed as set aside: records that were edited,
cut, spliced or renamed; another scenario, partner or seed; an attempt that does not follow from the
attempt before it as that was handed in; two plays of one attempt. A record in clear is named
STUDENT.ATTEMPT.jsonl.

It cannot see who sat at the keyboard, nor how often the last attempt was begun before one was
handed in.

Examples:
  zopa grade handed-in --pack keep/instructor.json
  zopa grade handed-in --pack keep/instructor.json --format csv -o grades.csv
  zopa grade handed-in --pack keep/instructor.json --opened sessions    then: zopa review sessions/ada.1.jsonl

Exit codes: 0 every submission holds, 1 some were set aside or none holds, 2 usage, 3 unreadable.")]
pub struct GradeArgs {
    /// The folder with the submissions.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The instructor's pack.
    #[arg(long, value_name = "FILE")]
    pack: PathBuf,
    /// Write the replays of submissions that hold to this folder, opened.
    #[arg(long, value_name = "DIR")]
    opened: Option<PathBuf>,
    /// Replace opened replays that are there already.
    #[arg(long, requires = "opened")]
    force: bool,
    #[command(flatten)]
    told: TellArgs,
}

/// Runs `zopa grade`.
///
/// # Errors
/// When folder or pack cannot be read, or the output cannot be written.
pub(crate) fn run(args: &GradeArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let pack = pack::instructor_in(&args.pack)?;
    let found = cohort::handed_in(&args.folder, &["jsonl", "sealed"])?;
    let terms = args.told.terms();
    let entries = pack.grade(&found.files, terms.threads);
    if let Some(folder) = &args.opened {
        pack::folder(folder)?;
        for entry in entries.iter().filter(|entry| entry.judged.is_ok()) {
            let file = folder.join(format!("{}.{}.jsonl", entry.student, entry.attempt));
            write_new(&file, &entry.bytes, args.force)?;
        }
    }
    let deal = &pack.deal;
    let class = Class::new(deal.scenario.clone(), deal.party, deal.partner.clone());
    let terms = Terms { class: Some(class), ..terms };
    let bar = Bar::new(&name(&args.folder), "submissions", entries.len() as u64);
    let judged = entries.into_iter().map(|entry| {
        let called = format!("{}.{}", entry.student, entry.attempt);
        match entry.judged {
            Ok(submission) => (called.clone(), Ok(zopa_cohort::Submission { name: called, ..submission })),
            Err(fault) => (entry.file, Err(fault)),
        }
    });
    let cohort = Cohort::of_judged(judged.collect(), &terms, &|done, _| bar.at(done as u64));
    drop(bar);
    cohort::ignored(&found, console)?;
    cohort::present(&cohort, View::Instructor, &args.told, console)
}
