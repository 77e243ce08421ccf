//! `zopa scenario import`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;
use zopa_interchange::{Imported, Semantics, SourceFile, import};
use zopa_scenario::{Diagnostic, to_ron};

use super::{BYTES_MAX, Format, bytes_of, count, name, reason, replace::write_new};
use crate::{Console, Exit, Failure, Stop};

/// The most files of a folder that are looked at.
const FILES_MAX: usize = 256;

/// Arguments of `zopa scenario import`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// A folder, or a domain and its profiles in the order the parties act.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Whose meaning Genius files have: `genius` or `negmas`.
    #[arg(long, default_value_t = Semantics::Genius, value_name = "TOOL")]
    semantics: Semantics,
    /// Where to write the scenario; standard output where it is not given.
    #[arg(short, long, value_name = "FILE.ron")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long)]
    force: bool,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(args: &ImportArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let files = files(&args.paths)?;
    let imported = match import(&files, args.semantics) {
        Ok(imported) => imported,
        Err(error) => {
            writeln!(console.err, "error: {error}")?;
            return Ok(Exit::Negative);
        }
    };
    let text = to_ron(&imported.file);
    if let Some(output) = &args.output {
        write_new(output, text.as_bytes(), args.force)?;
    }
    match args.format {
        Format::Json => {
            let json = json!({
                "format": imported.format.title(),
                "semantics": args.semantics.to_string(),
                "file": args.output.as_deref().map(name),
                "scenario": if args.output.is_none() { Some(&text) } else { None },
                "notes": notes(&imported.notes),
            });
            console.line(&serde_json::to_string_pretty(&json).map_err(io::Error::from)?)?;
        }
        Format::Text => {
            for note in &imported.notes {
                writeln!(console.err, "{note}")?;
            }
            match &args.output {
                Some(output) => console.line(&format!("wrote {}: {}", name(output), summary(&imported)))?,
                None => write!(console.out, "{text}")?,
            }
        }
    }
    Ok(Exit::Success)
}

/// Notes as programs read them.
pub(super) fn notes(notes: &[Diagnostic]) -> serde_json::Value {
    let entry = |note: &Diagnostic| json!({ "code": note.code, "severity": note.severity.word(), "path": note.path, "message": note.message });
    notes.iter().map(entry).collect()
}

fn summary(imported: &Imported) -> String {
    let space = imported.scenario.space();
    let issues = count(space.issues().len() as u64, "issue", "issues");
    let outcomes = count(space.size(), "outcome", "outcomes");
    let parties = count(imported.scenario.parties().len() as u64, "party", "parties");
    format!("{issues} · {outcomes} · {parties}")
}

/// The files at some paths; those of a folder in order of their names.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<SourceFile>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            for path in entries(path)? {
                files.push(source(&path)?);
            }
        } else {
            files.push(source(path)?);
        }
    }
    Ok(files)
}

fn source(path: &Path) -> Result<SourceFile, Failure> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(SourceFile { name, bytes: bytes_of(path, BYTES_MAX)? })
}

/// The files of a folder that may be part of a scenario.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable =
        |error: io::Error| Failure::unreadable(format!("cannot read {}: {}", name(folder), reason(&error)), "");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        let may_be_part = ending.is_some_and(|e| ["xml", "json", "yml", "yaml"].iter().any(|known| e == *known));
        if may_be_part && path.is_file() {
            found.push(path);
        }
        if found.len() > FILES_MAX {
            let message = format!("{} has more than {FILES_MAX} files of scenarios", name(folder));
            return Err(Failure::unreadable(message, "name the domain and its profiles"));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_scenario_files_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.xml", "a.XML", "readme.txt", "c.yml", "d.xml.bak"] {
            fs::write(folder.path().join(file), file).unwrap();
        }
        fs::create_dir(folder.path().join("e.xml")).unwrap();
        let found = files(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a.XML", "b.xml", "c.yml"]);
    }
}
