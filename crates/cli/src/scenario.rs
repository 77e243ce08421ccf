//! `zopa scenario`.

use clap::Args;

use crate::{Console, Exit, Stop};

/// Arguments of `zopa scenario`.
#[derive(Debug, Args)]
pub struct ScenarioArgs {}

/// Runs `zopa scenario`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &ScenarioArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let _ = (args, console);
    Ok(Exit::Success)
}
