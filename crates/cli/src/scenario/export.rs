//! `zopa scenario export`.

use std::{fs, io, path::PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;
use zopa_interchange::export;

use super::{Format, import::notes, name, reason, replace::write_new, text_of};
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
    let (scenario, said) = super::read(&text, &args.file);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cli, Colour};
    use clap::Parser;

    fn ran(arguments: &[&str]) -> (Exit, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let cli = Cli::try_parse_from(["zopa", "scenario"].iter().chain(arguments)).unwrap();
        let exit = crate::run(&cli, &mut console);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn a_scenario_goes_out_and_comes_back() {
        let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/isv-revenue-share.ron");
        let folder = tempfile::tempdir().unwrap();
        for (to, domain) in [("negmas", "isv-revenue-share.yml"), ("genius", "isv-revenue-share.xml")] {
            let there = folder.path().join(to).display().to_string();
            let (exit, out, err) = ran(&["export", shipped, "--to", to, "-o", &there]);
            assert_eq!(exit, Exit::Success, "{err}");
            assert!(out.contains(domain) && err.contains("interactions are dropped"), "{out}{err}");
            let (exit, _, err) = ran(&["export", shipped, "--to", to, "-o", &there]);
            assert!(exit == Exit::Unreadable && err.contains("--force"), "{err}");
            assert_eq!(ran(&["export", shipped, "--to", to, "-o", &there, "--force"]).0, Exit::Success);

            let back = folder.path().join(format!("{to}.ron")).display().to_string();
            let (exit, out, err) = ran(&["import", &there, "-o", &back]);
            assert_eq!(exit, Exit::Success, "{err}");
            assert!(out.contains("2 parties") && err.contains("X0001"), "{out}{err}");
            assert_eq!(ran(&["check", &back]).0, Exit::Success);
            assert_eq!(ran(&["fmt", "--check", &back]).0, Exit::Success);
            let (exit, out, _) = ran(&["import", &there, "--format", "json"]);
            let json: serde_json::Value = serde_json::from_str(&out).unwrap();
            assert!(exit == Exit::Success && json["notes"].is_array() && json["scenario"].is_string());
        }
        let (exit, _, err) = ran(&["import", &format!("{}/genius/1-cirrus.xml", folder.path().display())]);
        assert!(exit == Exit::Negative && err.contains("there is no domain"), "{err}");
    }
}
