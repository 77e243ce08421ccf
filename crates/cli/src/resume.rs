//! `zopa resume`.

use clap::Args;

use crate::{Console, Exit, Stop};

/// Arguments of `zopa resume`.
#[derive(Debug, Args)]
pub struct ResumeArgs {}

/// Runs `zopa resume`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &ResumeArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let _ = (args, console);
    Ok(Exit::Success)
}
