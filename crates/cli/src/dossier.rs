//! `zopa dossier`: the papers of an alliance, written from the deal of a recorded session.

use std::path::{Path, PathBuf};

use clap::Args;
use zopa_dossier::{Audience, Deal, Fault, Kind, audit, documents};

use crate::{
    Console, Exit, Failure, Stop,
    play::quoted,
    replay::{replay_in, show::role_of},
    scenario::{name, reason, replace::write_new},
};

/// The file that says what was agreed.
pub(crate) const DEAL: &str = "deal.json";

/// Arguments of `zopa dossier`.
#[derive(Debug, Args)]
#[command(after_help = "\
Six pages in Markdown and deal.json:
  executive-brief.md     one page for those who sign            own side only
  strategy.md            why, what it is worth, what could go wrong   own side only
  term-sheet.md          pricing, investment, exit, payments    both sides
  governance-charter.md  councils, escalation, decision rights  both sides
  okr-scorecard.md       joint objectives and key results       both sides
  communication-plan.md  who hears what, from whom, when        both sides

Every term carries its source, such as [price=2.45, turn 7]: the issue, the value agreed, and the
turn in which that value was first offered. What the deal does not say is marked
**[to be agreed: …]**; write what was settled in its place. `zopa audit DIR` finds what is still
open, missing, or no longer as agreed.

Examples:
  zopa dossier mine.jsonl --out alliance
  zopa dossier mine.jsonl --out theirs --as cirrus    as the other side would write it
  zopa audit alliance --replay mine.jsonl

Exit codes: 0 written, 1 there was no agreement, 2 usage, 3 a file cannot be read or written.")]
pub struct DossierArgs {
    /// The recorded session; it has ended with an agreement.
    file: PathBuf,
    /// The folder to write to; made where there is none.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The side whose own pages are written; the person's, when left out.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// Replace pages that are there already.
    #[arg(long)]
    force: bool,
}

/// Runs `zopa dossier`.
///
/// # Errors
/// When the replay cannot be read, holds no deal, or a page cannot be written.
pub(crate) fn run(args: &DossierArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let replay = replay_in(&args.file, "write the papers of")?;
    let side = args.role.as_deref().map(|role| role_of(replay.scenario(), role)).transpose()?;
    let deal = Deal::of(&replay, side).map_err(|error| Failure {
        exit: Exit::Negative,
        message: format!("{} has no deal to write down: {error}", args.file.display()),
        help: "a dossier is written from a session that ended with an agreement".to_owned(),
    })?;
    let pages: Vec<(Kind, String)> =
        documents(&deal.record, &deal.own).iter().map(|page| (page.kind, page.markdown())).collect();
    let paths: Vec<PathBuf> = pages.iter().map(|(kind, _)| args.out.join(kind.file())).collect();
    // All or nothing: half a dossier would be audited as one that lost pages.
    let in_the_way = paths.iter().chain([&args.out.join(DEAL)]).find(|path| path.symlink_metadata().is_ok()).cloned();
    if let Some(path) = in_the_way.filter(|_| !args.force) {
        let message = format!("cannot write {}: it is there already", name(&path));
        return Err(Failure::unreadable(message, "choose another folder, or replace the pages with --force").into());
    }
    made(&args.out)?;
    write_new(&args.out.join(DEAL), deal.record.json().as_bytes(), args.force)?;
    for ((_, text), path) in pages.iter().zip(&paths) {
        write_new(path, text.as_bytes(), args.force)?;
    }
    let open = audit(&deal.record, &pages).into_iter().filter(|finding| finding.fault == Fault::Open);
    let open: Vec<Kind> = open.map(|finding| finding.kind).collect();
    console.line(&format!("wrote {}, as {} sees it:", args.out.display(), deal.record.name(&deal.record.side)))?;
    for kind in Kind::ALL {
        let readers = match kind.audience() {
            Audience::Own => "own side only",
            Audience::Both => "both sides",
        };
        let blanks = open.iter().filter(|other| **other == kind).count();
        console.line(&format!("  {:<24}{readers:<15}{blanks:>3} to be agreed", kind.file()))?;
    }
    console.line(&format!("Fill in what is to be agreed; `zopa audit {}` says what is left.", quoted(&args.out)))?;
    Ok(Exit::Success)
}

fn made(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        let message = format!("cannot make {}: {}", name(folder), reason(&error));
        Failure::unreadable(message, "name a folder that may be written to with --out")
    })
}

#[cfg(test)]
mod tests;
