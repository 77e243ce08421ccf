//! `zopa play`.

use clap::Args;

use crate::{Console, Exit, Stop};

/// Arguments of `zopa play`.
#[derive(Debug, Args)]
pub struct PlayArgs {}

/// Runs `zopa play`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &PlayArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let _ = (args, console);
    Ok(Exit::Success)
}
