//! `zopa replay`.

use clap::Args;

use crate::{Console, Exit, Stop};

/// Arguments of `zopa replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {}

/// Runs `zopa replay`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &ReplayArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let _ = (args, console);
    Ok(Exit::Success)
}
