//! `zopa audit`: whether the papers of an alliance are complete, and still say what was agreed.

use std::{
    io,
    path::{Path, PathBuf},
};

use anstyle::Style;
use clap::{Args, ValueEnum};
use serde_json::json;
use zopa_dossier::{Deal, Fault, Finding, Kind, Record, audit, confidential, disagreements, parse};

use crate::{
    Console, Exit, Failure, Stop,
    dossier::DEAL,
    replay::{replay_in, show::role_of},
    scenario::name,
};

/// Arguments of `zopa audit`.
#[derive(Debug, Args)]
#[command(after_help = "\
Looked at are the pages `zopa dossier` writes. Each finding names file, line and remedy:
  missing        a page, a section, a row, a cell or a term that has to be there
  contradiction  something the deal, or another page, says otherwise
  open           something still to be agreed
  confidential   something on a page whose readers should not have it

Without --replay the deal is what deal.json says. With it deal.json is held against the replay, and
pages are searched for phrases from papers that their readers should not have.

Examples:
  zopa audit alliance
  zopa audit alliance --replay mine.jsonl
  zopa audit alliance --allow-open          what is to be agreed is listed, and no reason to fail
  zopa audit alliance --format json | jq '.findings[] | [.file, .line, .message]'

Exit codes: 0 nothing found, 1 something was found, 2 usage, 3 a file cannot be read.")]
pub struct AuditArgs {
    /// The folder of the papers.
    folder: PathBuf,
    /// The recorded session they were written from.
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    /// What is still to be agreed is no reason to fail.
    #[arg(long)]
    allow_open: bool,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: AuditFormat,
}

/// How to write the answer.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum AuditFormat {
    /// For a person.
    #[default]
    Text,
    /// For another program.
    Json,
}

/// A finding in any file of the folder.
struct Noted {
    file: &'static str,
    line: Option<usize>,
    fault: Fault,
    message: String,
    remedy: String,
}

impl From<Finding> for Noted {
    fn from(Finding { kind, line, fault, message, remedy }: Finding) -> Self {
        Self { file: kind.file(), line, fault, message, remedy }
    }
}

/// Runs `zopa audit`.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn run(args: &AuditArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let path = args.folder.join(DEAL);
    let unusable = |why: String| {
        let help = "give a folder that `zopa dossier` has written";
        Failure::unreadable(format!("cannot use {}: {why}", name(&path)), help)
    };
    let text = text_of(&path)?.ok_or_else(|| unusable("it is not there".to_owned()))?;
    let record = parse(&text).map_err(unusable)?;
    let mut pages = Vec::new();
    for kind in Kind::ALL {
        pages.extend(text_of(&args.folder.join(kind.file()))?.map(|text| (kind, text)));
    }
    let mut noted = match &args.replay {
        Some(file) => against(&record, file, &pages)?,
        None => Vec::new(),
    };
    noted.extend(audit(&record, &pages).into_iter().map(Noted::from));
    let fails = noted.iter().any(|noted| !(args.allow_open && noted.fault == Fault::Open));
    match args.format {
        AuditFormat::Json => console.line(&format!("{:#}", json(&record, args, &noted)))?,
        AuditFormat::Text => page(&args.folder, &noted, console)?,
    }
    Ok(if fails { Exit::Negative } else { Exit::Success })
}

/// The text of a file; nothing where there is none.
fn text_of(path: &Path) -> Result<Option<String>, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("cannot read {}: {error}", name(path));
            Err(Failure::unreadable(message, "make it a readable file of UTF-8 text"))
        }
    }
}

/// What only the replay can tell.
fn against(record: &Record, file: &Path, pages: &[(Kind, String)]) -> Result<Vec<Noted>, Stop> {
    let replay = replay_in(file, "audit against")?;
    let fault = Fault::Contradiction;
    let remedy = "give the replay it was written from, or write the dossier anew".to_owned();
    let noted = |message| Noted { file: DEAL, line: None, fault, message, remedy: remedy.clone() };
    let Ok(side) = role_of(replay.scenario(), &record.side) else {
        return Ok(vec![noted(format!("it is the deal of `{}`, who is not at the table of the replay", record.side))]);
    };
    let deal = match Deal::of(&replay, Some(side)) {
        Ok(deal) => deal,
        Err(why) => return Ok(vec![noted(format!("the replay has no deal: {why}"))]),
    };
    let mut all: Vec<_> = disagreements(record, &deal.record).into_iter().map(noted).collect();
    all.extend(confidential(&deal.record, replay.scenario(), pages).into_iter().map(Noted::from));
    Ok(all)
}

fn json(record: &Record, args: &AuditArgs, noted: &[Noted]) -> serde_json::Value {
    let finding = |noted: &Noted| {
        json!({
            "file": noted.file,
            "line": noted.line,
            "fault": noted.fault.word(),
            "message": noted.message,
            "remedy": noted.remedy,
        })
    };
    json!({
        "scenario": record.scenario,
        "deal": record.chain,
        "against_replay": args.replay.is_some(),
        "findings": noted.iter().map(finding).collect::<serde_json::Value>(),
        "count": counts(noted).into_iter().map(|(fault, n)| (fault.word().to_owned(), n.into())).collect::<serde_json::Map<_, _>>(),
    })
}

fn counts(noted: &[Noted]) -> [(Fault, usize); 4] {
    let all = [Fault::Missing, Fault::Contradiction, Fault::Open, Fault::Confidential];
    all.map(|fault| (fault, noted.iter().filter(|noted| noted.fault == fault).count()))
}

fn page(folder: &Path, noted: &[Noted], console: &mut Console<'_>) -> Result<(), Stop> {
    for Noted { file, line, fault, message, remedy } in noted {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        let word = console.paint(Style::new().bold(), fault.word());
        console.line(&format!("{}{line}: {word}: {message}", folder.join(file).display()))?;
        if *fault != Fault::Open {
            console.line(&format!("    remedy: {remedy}"))?;
        }
    }
    let found: Vec<_> = counts(noted).into_iter().filter(|(_, n)| *n > 0).collect();
    let text = if found.is_empty() {
        "Complete, and as agreed.".to_owned()
    } else {
        let parts: Vec<_> = found.iter().map(|(fault, n)| format!("{n} {}", fault.word())).collect();
        format!("{} findings: {}.", noted.len(), parts.join(", "))
    };
    console.line(&text)?;
    Ok(())
}
