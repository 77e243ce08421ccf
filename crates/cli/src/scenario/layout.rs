//! `zopa scenario fmt`.

use std::path::Path;

use super::{FmtArgs, complain, is_stdin, name, reason, replace::replace, text_of, worse};
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
        replace(file, laid_out.as_bytes()).map_err(|error| {
            let message = format!("cannot write {name}: {}", reason(&error));
            Failure::unreadable(message, "the file is as it was")
        })?;
        console.line(&format!("laid out {name}"))?;
    }
    Ok(Exit::Success)
}
