//! `zopa scenario fmt`.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use super::{FmtArgs, complain, is_stdin, name, reason, text_of, worse};
use crate::{Console, Exit, Failure, Stop, diagnostics::render};

pub(super) fn run(args: &FmtArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    for file in &args.files {
        let ended = match lay_out(file, args.check, console) {
            Ok(ended) => ended,
            Err(Stop::Failed(failure)) => {
                complain(&failure, console)?;
                failure.exit
            }
            Err(stop) => return Err(stop),
        };
        exit = worse(exit, ended);
    }
    Ok(exit)
}

fn lay_out(file: &Path, check: bool, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let name = name(file);
    let text = text_of(file)?;
    let laid_out = match zopa_scenario::fmt(&text) {
        Ok(laid_out) => laid_out,
        Err(said) => {
            write!(console.err, "{}", render(&name, &text, &said, console.colour, console.width))?;
            return Ok(Exit::Negative);
        }
    };
    if check {
        if laid_out == text {
            return Ok(Exit::Success);
        }
        console.line(&name)?;
        return Ok(Exit::Negative);
    }
    if is_stdin(file) {
        console.out.write_all(laid_out.as_bytes())?;
    } else if laid_out != text {
        replace(file, &laid_out).map_err(|error| {
            let message = format!("cannot write {name}: {}", reason(&error));
            Failure::unreadable(message, "the file is as it was")
        })?;
        console.line(&format!("laid out {name}"))?;
    }
    Ok(Exit::Success)
}

/// Replaces a file's text at once: whoever reads it, and whatever happens meanwhile, there is the old text or the new.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    // The file a link leads to is the one to replace, not the link.
    let file = file.canonicalize()?;
    let permissions = fs::metadata(&file)?.permissions();
    if permissions.readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let beside = beside(&file)?;
    // One that exists already is somebody else's: it is not written to and not taken away.
    let new = fs::OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let written = fill(new, text).and_then(|()| {
        fs::set_permissions(&beside, permissions)?;
        fs::rename(&beside, &file)
    });
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn fill(mut file: fs::File, text: &str) -> io::Result<()> {
    use io::Write as _;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A name for a new file in the same directory.
fn beside(file: &Path) -> io::Result<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name().ok_or(io::ErrorKind::InvalidInput)?);
    name.push(format!(".{}.new", process::id()));
    Ok(file.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.ron");
        fs::write(&file, "(a:1)").unwrap();
        replace(&file, "(a: 1)\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "(a: 1)\n");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_replaced_is_as_it_was() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.ron");
        fs::write(&file, "(a:1)").unwrap();
        let in_the_way = beside(&file.canonicalize().unwrap()).unwrap();
        fs::write(&in_the_way, "in the way").unwrap();
        assert!(replace(&file, "(a: 1)\n").is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "(a:1)");
        assert_eq!(fs::read_to_string(&in_the_way).unwrap(), "in the way");
    }
}
