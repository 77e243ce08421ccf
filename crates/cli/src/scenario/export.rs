//! `zopa scenario export`.

use std::{fs, io, path::PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;
use zopa_interchange::export;

use super::{
    Format,
    import::{notes, write_new},
    name, reason, text_of,
};
use crate::{Console, Exit, Failure, Stop, diagnostics::render};

/// A tool to write files for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Target {
    /// A NegMAS folder in YAML.
    Negmas,
    /// Genius XML.
    Genius,
}

/// Arguments of `zopa scenario export`.
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    /// A scenario file; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The tool to write for.
    #[arg(long, value_enum)]
    to: Target,
    /// The folder to write to; it is made if it is not there.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(args: &ExportArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let text = text_of(&args.file)?;
    let (scenario, said) = zopa_scenario::read(&text);
    let Some(scenario) = scenario else {
        write!(console.err, "{}", render(&name(&args.file), &text, &said, console.colour, console.width))?;
        return Ok(Exit::Negative);
    };
    let exported = export(
        &scenario,
        match args.to {
            Target::Negmas => zopa_interchange::Target::Negmas,
            Target::Genius => zopa_interchange::Target::Genius,
        },
    );
    fs::create_dir_all(&args.output).map_err(|error| {
        Failure::unreadable(format!("cannot make the folder {}: {}", name(&args.output), reason(&error)), "")
    })?;
    let paths: Vec<_> = exported.files.iter().map(|file| args.output.join(&file.name)).collect();
    for (path, file) in paths.iter().zip(&exported.files) {
        write_new(path, file.text.as_bytes(), args.force)?;
    }
    match args.format {
        Format::Json => {
            let files: Vec<_> = paths.iter().map(|path| name(path)).collect();
            let json = json!({ "files": files, "notes": notes(&exported.notes) });
            console.line(&serde_json::to_string_pretty(&json).map_err(io::Error::from)?)?;
        }
        Format::Text => {
            for note in &exported.notes {
                writeln!(console.err, "{note}")?;
            }
            for path in &paths {
                console.line(&format!("wrote {}", name(path)))?;
            }
        }
    }
    Ok(Exit::Success)
}
